public import Records

extension RegionData {
  /// The layouts whose facts a region's figures are made of.
  public static let layouts = ["regio-profielen", "duo-tabel-leerlingen", "duo-tabel-examens"]

  /// What does not fit between the files of a region: a statement that DUO contradicts, locations
  /// that the region file does not list, a file that is kept but not used.
  public func crossChecks(files: [SourceFile]) -> [Finding] {
    let names = Dictionary(
      files.map { ($0.sha256, $0.name) }, uniquingKeysWith: { first, _ in first })
    return contradictions(names: names) + coverage(names: names) + jumps(names: names)
      + regionalDoorstroom(names: names) + doorstroomTwice(names: names) + unstated + unused(files)
  }

  /// Two files of one layout with a count of the same thing, such as a backup copy beside the original;
  /// nil when there are none.
  public func sameTwice(files: [SourceFile]) -> (file: String, other: String)? {
    struct Key: Hashable {
      let layout: String
      let measure: Fact.Measure
      let period: Period
      let vestiging: VestigingCode
      let leerweg: Leerweg?
      let leerjaar: Int?
      let profiel: Profiel?
      let sector: Sector?
      let geslacht: Geslacht
      let lwt: Bool
    }
    let names = Dictionary(
      files.map { ($0.sha256, $0.name) }, uniquingKeysWith: { first, _ in first })
    if names.count < files.count {
      // The same bytes under two names in one region.
      let known = Dictionary(grouping: files, by: \.sha256).values.filter { $0.count > 1 }
      if let pair = known.map({ $0.map(\.name).sorted() }).min(by: { $0[0] < $1[0] }) {
        return (pair[0], pair[1])
      }
    }
    var seen: [Key: String] = [:]
    for fact in facts {
      let key = Key(
        layout: fact.layout, measure: fact.measure, period: fact.period,
        vestiging: fact.vestiging, leerweg: fact.leerweg, leerjaar: fact.leerjaar,
        profiel: fact.profiel, sector: fact.sector, geslacht: fact.geslacht, lwt: fact.lwt)
      if let other = seen[key], other != fact.source.file {
        return (names[other] ?? other, names[fact.source.file] ?? fact.source.file)
      }
      seen[key] = fact.source.file
    }
    return nil
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

  /// Locations inside the region's municipalities that had technical candidates in any exam year and
  /// that the region file does not list; and a listed location that grew when one of them vanished.
  private func coverage(names: [String: String]) -> [Finding] {
    unlisted.map { location in
      let recent = (duoExamYears.last ?? 0) - 4
      let isRecent = location.candidates.contains { year, count in
        year >= recent && (count.bounds?.upperBound ?? 0) > 0
      }
      return Finding(
        rule: "vestiging-niet-in-regio", level: isRecent ? .waarschuwing : .opmerking,
        file: names[location.source.file] ?? "", row: location.source.row,
        value: location.code.text, text: location.description,
        remedy: Phrase(
          nl:
            "Voeg de vestiging toe aan regio.yaml (zelfstandig, of als `ook` bij haar opvolger), of "
            + "laat haar bewust weg.",
          en:
            "Add the location to regio.yaml (by itself, or as `ook` of its successor), or leave it "
            + "out knowingly."))
    }
  }

  /// What must be said beside every number of the region's pupils: unlisted locations of ten candidates
  /// or more that vanished in the years that the region states, probably into a listed one.
  public var movesIntoTheRegion: [Phrase] {
    let first = years(where: { Selection.stock($0) }).first ?? Int.max
    return unlisted.filter { location in
      zip(location.candidates, location.candidates.dropFirst()).contains { before, after in
        before.year > first && (before.count.bounds?.lowerBound ?? 0) >= 10
          && after.count == .exact(0)
      }
    }.map(\.description)
  }

  /// A location that the region file does not list, with its technical candidates by year.
  struct Unlisted {
    let code: VestigingCode
    let candidates: [(year: Int, count: Count)]
    let source: SourceCell
    let description: Phrase
  }

  /// All of them, by code.
  var unlisted: [Unlisted] {
    var counts: [VestigingCode: [Int: Count]] = [:]
    var sources: [VestigingCode: SourceCell] = [:]
    for fact in facts
    where Selection.exams(fact) && fact.measure == .examenkandidaten && fact.sector == .techniek
      && fact.leerweg != .tl && region.vestiging(fact.vestiging) == nil
    {
      counts[fact.vestiging, default: [:]][fact.period.year, default: .notApplicable] =
        (counts[fact.vestiging]?[fact.period.year] ?? .notApplicable) + fact.count
      sources[fact.vestiging] = fact.source
    }
    return counts.keys.sorted().compactMap { code in
      let candidates = (counts[code] ?? [:]).sorted { $0.key < $1.key }
        .map { (year: $0.key, count: $0.value) }
      guard let source = sources[code],
        candidates.contains(where: { ($0.count.bounds?.upperBound ?? 0) > 0 })
      else { return nil }
      return Unlisted(
        code: code, candidates: candidates, source: source,
        description: description(of: code, candidates))
    }
  }

  private func description(
    of code: VestigingCode, _ candidates: [(year: Int, count: Count)]
  ) -> Phrase {
    var text = Phrase(
      nl:
        "Vestiging \(code) ligt in een gemeente van de regio, had examenkandidaten techniek (BB, KB, "
        + "GL) en staat niet in regio.yaml:",
      en:
        "Location \(code) lies in a municipality of the region, had exam candidates techniek (BB, "
        + "KB, GL) and is not in regio.yaml:")
    for (index, one) in candidates.enumerated() {
      guard let bounds = one.count.bounds else { continue }
      text =
        text + Phrase("\(index > 0 ? "," : "") \(one.year) ")
        + .interval(Double(bounds.lowerBound)...Double(bounds.upperBound))
    }
    text = text + Phrase(".")
    for (before, after) in zip(candidates, candidates.dropFirst())
    where (before.count.bounds?.lowerBound ?? 0) >= 10 && after.count == .exact(0) {
      for vestiging in region.vestigingen {
        guard let old = exams(year: before.year, vestiging: vestiging).count.bounds,
          let new = exams(year: after.year, vestiging: vestiging).count.bounds,
          new.lowerBound - old.upperBound >= 10, 2 * new.lowerBound >= 3 * old.upperBound
        else { continue }
        text =
          text
          + Phrase(
            nl: " In \(after.year) verdwijnt zij, terwijl \(vestiging.name) van ",
            en: " In \(after.year) it vanishes, while \(vestiging.name) goes from ")
          + .interval(Double(old.lowerBound)...Double(old.upperBound))
          + Phrase(nl: " naar ", en: " to ")
          + .interval(Double(new.lowerBound)...Double(new.upperBound))
          + Phrase(
            nl:
              " gaat: vermoedelijk een verhuizing, waardoor de regio groeit zonder dat er leerlingen "
              + "bijkomen.",
            en: ": probably a move, by which the region grows without more pupils.")
      }
    }
    return text
  }

  /// Listed locations with technical pupils in DUO's files for which the region states none.
  private var unstated: [Finding] {
    let all = TechniekForecast.technicalSeries(of: self)
    guard all.contains(where: { $0.profiel != nil }) else { return [] }
    return all.filter { $0.profiel == nil }.map { one in
      Finding(
        rule: "vestiging-zonder-opgave", level: .ernstig, file: "", value: one.vestiging.code.text,
        text: Phrase(
          nl:
            "\(one.vestiging.name) heeft bij DUO technische leerlingen, maar de regio geeft er geen "
            + "op: zij telt niet mee in totaal en verwachting.",
          en:
            "\(one.vestiging.name) has technical pupils at DUO, but the region states none: it counts "
            + "in neither the total nor the outlook."),
        remedy: Phrase(
          nl: "Vul de opgave van deze vestiging aan (profielen.csv).",
          en: "Complete the statement of this location (profielen.csv)."))
    }
  }

  /// A listed location whose candidates changed by more than half and more than 20 in a year.
  private func jumps(names: [String: String]) -> [Finding] {
    region.vestigingen.flatMap { vestiging in
      zip(duoExamYears, duoExamYears.dropFirst()).compactMap { year, next -> Finding? in
        let after = exams(year: next, vestiging: vestiging)
        guard let old = exams(year: year, vestiging: vestiging).count.bounds,
          let new = after.count.bounds, let source = after.sources.first
        else { return nil }
        let grew = new.lowerBound - old.upperBound > 20 && 2 * new.lowerBound > 3 * old.upperBound
        let shrank = old.lowerBound - new.upperBound > 20 && 2 * old.lowerBound > 3 * new.upperBound
        guard grew || shrank else { return nil }
        return Finding(
          rule: "sprong", level: .waarschuwing, file: names[source.file] ?? "", row: source.row,
          column: source.column, value: vestiging.code.text,
          text: Phrase(
            nl: "\(vestiging.name): examenkandidaten techniek van ",
            en: "\(vestiging.name): exam candidates techniek from ")
            + .interval(Double(old.lowerBound)...Double(old.upperBound))
            + Phrase(nl: " in \(year) naar ", en: " in \(year) to ")
            + .interval(Double(new.lowerBound)...Double(new.upperBound))
            + Phrase(nl: " in \(next).", en: " in \(next)."),
          remedy: Phrase(
            nl: "Ga na of er leerlingen zijn verhuisd, of een profiel anders is gaan tellen.",
            en: "See whether pupils moved, or a profile came to be counted otherwise."))
      }
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
