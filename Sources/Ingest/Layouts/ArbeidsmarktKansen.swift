import Records

/// SBB's chances of work, internship and apprenticeship, as a region writes them down from SBB.
extension Layout {
  static let regioKansen = Layout(
    id: "regio-arbeidsmarkt-kansen",
    title: Phrase(
      nl: "Kans op werk, stage en leerbaan (SBB), eigen indeling",
      en: "Chances of work and training places (SBB), the package's own layout"),
    description: Phrase(
      nl:
        "Per arbeidsmarktregio (of Nederland), kwalificatie (crebo) en jaar de kans in SBB’s vijf "
        + "klassen: gering, matig, voldoende, ruim voldoende, goed. Een waarneming is het "
        + "rangnummer 1 tot 5 van de klasse, met het woord als uitsplitsing; rangnummers tellen "
        + "niet op.",
      en: "By labour-market region (or the country), qualification (crebo) and year the chance in "
        + "SBB's five classes: gering, matig, voldoende, ruim voldoende, goed. An observation is "
        + "the rank 1 to 5 of the class, with the word as a split; ranks do not add."),
    origin:
      "Our own layout, not a download: SBB shows the chances on its site by qualification and "
      + "region, and the form of a file of them could not be established. The five classes: "
      + "s-bb.nl, Toelichting kans op stage en leerbaan; that kans op werk has the same is "
      + "inferred.",
    columns: [
      Column(
        "arbeidsmarktregio", ["arbeidsmarktregio"], .required,
        sample: .oneOf(["Nederland", "Amersfoort", "Flevoland"])),
      Column(
        "crebo", ["crebo"], .required,
        sample: .oneOf(["25099", "25297", "25480", "25604", "25655", "25688"])),
      Column("kwalificatie", ["kwalificatie"], sample: .constant("een kwalificatie")),
      Column("jaar", ["jaar"], .year, role: .period, sample: .year),
      kans("kans op werk"), kans("kans op stage"), kans("kans op leerbaan"),
      Column("bron", ["bron"], .required, sample: .constant("verzonnen")),
    ],
    suppression: [], key: ["arbeidsmarktregio", "crebo", "jaar"], period: .column("jaar", .jaar),
    isProvisional: false, form: Form(fileName: "kansen-@.csv"),
    interpreter: { binding in
      let regio = binding.required("arbeidsmarktregio")
      let (crebo, jaar) = (binding.required("crebo"), binding.required("jaar"))
      let kansen = ["kans op werk", "kans op stage", "kans op leerbaan"].map(binding.required)
      return { (cells, row, _) throws(IngestError) in
        let code = cells.fields[crebo].utf8
        guard code.count == 5, code.allSatisfy({ (0x30...0x39).contains($0) }) else {
          throw cells.bad(
            crebo, Phrase(nl: "een crebo van vijf cijfers", en: "a crebo of five digits"))
        }
        let period = Period.jaar(try cells.year(jaar))
        for slot in kansen where !cells.fields[slot].isEmpty {
          let word = cells.fields[slot].lowercased()
          guard let rank = kansklassen.firstIndex(of: word) else {
            throw cells.bad(slot, oneOf: kansklassen + [""])
          }
          row.observations.append(
            Observation(
              measure: cells.slots[slot].name, unit: .score,
              place: arbeidsmarktregio(cells.fields[regio]), period: period,
              dimensions: [
                Observation.Dimension("crebo", cells.fields[crebo]),
                Observation.Dimension("klasse", word),
              ],
              value: .number(Double(rank + 1)), source: cells.source(slot)))
        }
      }
    })

  /// From the smallest chance to the largest.
  static let kansklassen = ["gering", "matig", "voldoende", "ruim voldoende", "goed"]

  private static func kans(_ name: String) -> Column {
    Column(name, [name], sample: .oneOf(kansklassen))
  }
}
