public import Records

extension RegionData {
  /// The layouts whose facts a region's figures are made of.
  public static let layouts = ["regio-profielen", "duo-tabel-leerlingen", "duo-tabel-examens"]

  /// What does not fit between the files of a region: a statement that DUO contradicts, locations
  /// that the region file does not list, a file that is kept but not used.
  public func crossChecks(files: [SourceFile]) -> [Finding] {
    let names = Dictionary(
      files.map { ($0.sha256, $0.name) }, uniquingKeysWith: { first, _ in first })
    return contradictions(names: names) + coverage(names: names) + unused(files)
  }

  /// Cells of the region's statement that differ from DUO's count of the same pupils.
  private func contradictions(names: [String: String]) -> [Finding] {
    var findings: [Finding] = []
    let years = Set(duoPupilYears)
    for fact in facts where Selection.stock(fact) && years.contains(fact.period.year) {
      guard let vestiging = region.vestiging(fact.vestiging), let profiel = fact.profiel,
        let stated = fact.count.bounds
      else { continue }
      let counted =
        leerjaar(3, year: fact.period.year, vestiging: vestiging, profiel: profiel).count
        + leerjaar(4, year: fact.period.year, vestiging: vestiging, profiel: profiel).count
      guard let bounds = counted.bounds, !bounds.overlaps(stated) else { continue }
      let found = Phrase.interval(Double(bounds.lowerBound)...Double(bounds.upperBound))
      findings.append(
        Finding(
          rule: "opgave-wijkt-af-van-duo", level: .waarschuwing,
          file: names[fact.source.file] ?? "", row: fact.source.row, column: fact.source.column,
          value: "\(stated.lowerBound)",
          text: Phrase(
            nl: "\(vestiging.name), \(profiel), \(fact.period.year): de regio geeft "
              + "\(stated.lowerBound), DUO telt ",
            en: "\(vestiging.name), \(profiel), \(fact.period.year): the region states "
              + "\(stated.lowerBound), DUO counts ") + found + Phrase("."),
          remedy: Phrase(
            nl: "Vraag de school welk getal klopt; de verwachting gebruikt dat van DUO.",
            en: "Ask the school which is right; the forecast uses DUO's.")))
    }
    return findings
  }

  /// Locations inside the region's municipalities with technical pupils that the region file does
  /// not list.
  private func coverage(names: [String: String]) -> [Finding] {
    guard let year = duoExamYears.last else { return [] }
    var totals: [VestigingCode: (count: Count, source: SourceCell)] = [:]
    for fact in facts
    where Selection.exams(fact) && fact.measure == .examenkandidaten && fact.sector == .techniek
      && fact.leerweg != .tl && fact.period.year == year
      && region.vestiging(fact.vestiging) == nil
    {
      totals[fact.vestiging] = (
        (totals[fact.vestiging]?.count ?? .notApplicable) + fact.count, fact.source
      )
    }
    return totals.sorted { $0.key < $1.key }.compactMap { code, total in
      guard let bounds = total.count.bounds, bounds.upperBound > 0 else { return nil }
      return Finding(
        rule: "vestiging-niet-in-regio", level: .waarschuwing,
        file: names[total.source.file] ?? "", row: total.source.row,
        value: code.text,
        text: Phrase(
          nl: "Vestiging \(code) ligt in een gemeente van de regio en had in \(year) ",
          en: "Location \(code) lies in a municipality of the region and had ")
          + .interval(Double(bounds.lowerBound)...Double(bounds.upperBound))
          + Phrase(
            nl: " examenkandidaten techniek (BB, KB, GL), maar staat niet in regio.yaml.",
            en: " exam candidates techniek (BB, KB, GL) in \(year), but is not in regio.yaml."),
        remedy: Phrase(
          nl: "Voeg de vestiging toe aan regio.yaml, of laat haar bewust weg.",
          en: "Add the location to regio.yaml, or leave it out knowingly."))
    }
  }

  /// Files as downloaded from DUO: read and kept, but the region's figures come from the re-tabulated
  /// ones.
  private func unused(_ files: [SourceFile]) -> [Finding] {
    files.filter { ["duo-leerlingen", "duo-examenkandidaten"].contains($0.layout) }.map { file in
      Finding(
        rule: "landelijk-bestand-in-regiomap", level: .opmerking, file: file.name,
        text: Phrase(
          nl:
            "Dit landelijke bestand is gelezen en bewaard, maar de cijfers van de regio komen uit "
            + "de hertelde tabellen.",
          en: "This national file was read and kept, but the region's figures come from the "
            + "re-tabulated files."),
        remedy: Phrase(
          nl: "Maak de hertelde tabellen met `doorstroom tabulate`.",
          en: "Make the re-tabulated files with `doorstroom tabulate`."))
    }
  }
}
