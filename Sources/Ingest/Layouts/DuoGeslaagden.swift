import Records

extension Layout {
  /// DUO: passed, failed and marks per vestiging, leerweg and afdeling, one exam year a file.
  ///
  /// Facts are made of the vmbo; TL has no afdeling. Marks are observations, of the havo and vwo too.
  /// Totals of BL include the leerwerktraject, which `duo-examenkandidaten` counts apart.
  static let duoGeslaagden = Layout(
    id: "duo-geslaagden",
    title: Phrase(
      nl: "DUO, geslaagden, gezakten en cijfers", en: "DUO, passed, failed and marks"),
    description: Phrase(
      nl: "Examenkandidaten, geslaagden en gezakten per vestiging, leerweg, sector en profiel, en "
        + "gemiddelde cijfers; het examenjaar staat in de bestandsnaam. Feiten van het vmbo.",
      en: "Exam candidates, passed and failed per location, leerweg, sector and profile, and mean "
        + "marks; the exam year is in the file's name. Facts of the vmbo."),
    origin: "duo.nl, geslaagden-gezakten-en-cijfers; bytes van 2018-2019, kop en rij van 2024-2025 "
      + "uit ../shared/data/README.md C",
    columns: [
      .brin, .vestiging(.vestiging), .school,
      Column(
        "gemeente", ["GEMEENTENAAM VESTIGING", "GEMEENTENAAM"],
        sample: .place(.gemeenteInCapitals)),
      Column(
        "provincie", ["PROVINCIE VESTIGING", "PROVINCIE"],
        sample: .place(.provincie)),
      Column(
        "onderwijstype", ["ONDERWIJSTYPE VO"], .required, role: .dimension,
        sample: .constant("VMBO")),
      Column(
        "leerweg", ["LEERWEG VMBO"], role: .dimension, sample: .oneOf(["BL", "KL", "GL"])),
      Column(
        "sector", ["VMBO SECTOR"], role: .dimension,
        sample: .together(
          [
            "Techniek", "Techniek", "Techniek", "Techniek", "Techniek", "Economie", "Economie",
            "Zorg & Welzijn", "Economie", "Landbouw",
          ])),
      Column(
        "afdeling", ["AFDELING"], role: .dimension,
        sample: .together(["BWI", "PIE", "MTR", "MVI", "MTE", "EO", "HBR", "ZWE", "DP", "G"])),
      Column(
        "examenkandidaten", ["EXAMENKANDIDATEN"], .count,
        sample: .sum(of: ["geslaagden", "gezakten"])),
      Column("geslaagden", ["GESLAAGDEN"], .count, sample: .count(around: 18)),
      Column("gezakten", ["GEZAKTEN"], .count, sample: .count(around: 3)),
      mark("schoolexamen", "GEMIDDELD CIJFER SCHOOLEXAMEN", .decimal(5.8...7.4, decimals: 1)),
      mark("centraal examen", "GEMIDDELD CIJFER CENTRAAL EXAMEN", .decimal(5.4...7.2, decimals: 1)),
      mark(
        "cijferlijst", "GEMIDDELD CIJFER CIJFERLIJST",
        .mean(of: ["cijfer schoolexamen", "cijfer centraal examen"], decimals: 1)),
    ],
    suppression: [.lessThanFive],
    key: ["vestiging", "onderwijstype", "leerweg", "sector", "afdeling"],
    period: .fileName(.examenjaar), isProvisional: true,
    form: Form(fileName: "geslaagden-gezakten-en-cijfers-#.csv", quoting: .all),
    interpreter: { binding in
      let marks = RoleInterpreter(
        binding, period: .fileName(.examenjaar), suppression: [.lessThanFive])
      let (brin, vestiging) = (binding.required("brin"), binding.required("vestiging"))
      let (type, leerweg) = (binding.required("onderwijstype"), binding.required("leerweg"))
      let (sector, afdeling) = (binding.required("sector"), binding.required("afdeling"))
      let measures: [(Fact.Measure, Int)] = [
        (.examenkandidaten, binding.required("examenkandidaten")),
        (.geslaagden, binding.required("geslaagden")), (.gezakten, binding.required("gezakten")),
      ]
      return { (cells, row, findings) throws(IngestError) in
        try marks.interpret(cells, &row, &findings)
        Self.checkSum(cells, measures.map(\.1), &findings)
        guard cells.fields[type].uppercased() == "VMBO" else {
          if !["HAVO", "VWO"].contains(cells.fields[type].uppercased()) {
            cells.reportUnknownType(type, &findings)
          }
          return
        }
        guard let period = cells.filePeriod else { throw .noYear(file: cells.file) }
        let code = try cells.vestiging(brin: brin, vestiging)
        guard let way = Vocabulary.leerweg(cells.fields[leerweg]) else {
          throw cells.bad(leerweg, oneOf: ["BL", "KL", "GL", "TL"])
        }
        let group = try cells.sector(sector)
        let profiel = Vocabulary.profiel(cells.fields[afdeling])
        for (measure, slot) in measures where cells.counts[slot] != .notApplicable {
          row.facts.append(
            Fact(
              layout: cells.layout, measure: measure, period: period, vestiging: code,
              leerweg: way, profiel: profiel, sector: group, count: cells.counts[slot],
              source: cells.source(slot)))
        }
      }
    })

  private static func mark(
    _ name: String, _ header: String, _ sample: Column.Sample
  ) -> Column {
    Column(
      "cijfer \(name)", [header], .decimal, role: .measure("cijfer \(name)", .cijfer, []),
      sample: sample)
  }

  /// In the file of 2018-2019 passed and failed are the candidates in each row; where they cannot be,
  /// columns have shifted.
  private static func checkSum(_ cells: Cells, _ slots: [Int], _ findings: inout [Finding]) {
    guard let all = cells.counts[slots[0]].bounds,
      let parts = (cells.counts[slots[1]] + cells.counts[slots[2]]).bounds, !parts.overlaps(all)
    else { return }
    findings.append(
      cells.finding(
        "totaal-klopt-niet", .ernstig, slots[0],
        text: Phrase(
          nl: "geslaagden en gezakten zijn samen niet de kandidaten",
          en: "passed and failed together are not the candidates"),
        remedy: Phrase(
          nl: "kijk of kolommen verschoven zijn; vraag het na bij DUO",
          en: "see whether columns have shifted; ask DUO")))
  }
}
