public import Records

/// Reads a scenario file (YAML): what to assume about the years to come, one entry an assumption.
///
/// ```yaml
/// regio: t-is-for-tech
/// scenario: minder-instroom
/// titel: Vijf procent minder instroom per jaar
/// toelichting: De prognose voor het basisonderwijs daalt.
/// aannames:
///   - {soort: instroom, vanaf: 2025, factor: 0.95, per-jaar: ja}
///   - {soort: instroom, vestiging: 03WO01, profiel: PIE, vanaf: 2026, leerlingen: 24}
///   - {soort: doorgang, van: leerjaar 3, vanaf: 2025, factor: 0.98}
///   - {soort: sluiting, vestiging: 20EI01, jaar: 2026, naar: 00ML09, aandeel: 0.7}
///   - {soort: opening, vestiging: 02DC00, profiel: BWI, jaar: 2026, leerlingen: 20}
///   - {soort: marktaandeel, vestiging: 03WO01, naar: 00ML09, vanaf: 2025, aandeel: 0.1}
///   - {soort: doorstroom, profiel: M&T, jaar: 2029, waarde: 80}
///   - {soort: weging, bestand: examens, jaar: 2021, gewicht: 0}
/// ```
///
/// A year is that of the peildatum, 1 October, at which pupils are counted in their leerjaar; of exams
/// it is the exam year. Without `tot` an assumption holds to the end.
public enum ScenarioFile {
  /// The `soort` of an assumption, as the file writes it, with the keys that go with it.
  private enum Soort: String, CaseIterable {
    case instroom, doorgang, sluiting, opening, marktaandeel, doorstroom, weging

    var keys: [String] {
      switch self {
      case .instroom:
        ["vestiging", "profiel", "vanaf", "tot", "factor", "per-jaar", "leerlingen"]
      case .doorgang: ["van", "vanaf", "tot", "factor"]
      case .sluiting: ["vestiging", "profiel", "jaar", "naar", "aandeel"]
      case .opening: ["vestiging", "profiel", "jaar", "leerlingen"]
      case .marktaandeel: ["vestiging", "profiel", "naar", "vanaf", "tot", "aandeel"]
      case .doorstroom: ["profiel", "jaar", "waarde"]
      case .weging: ["bestand", "jaar", "gewicht"]
      }
    }
  }

  private static let allKeys = [
    "soort", "vestiging", "profiel", "vanaf", "tot", "factor", "per-jaar", "leerlingen", "van",
    "jaar", "naar", "aandeel", "waarde", "bestand", "gewicht",
  ]

  /// The region that the file at `path` is for; the rest is not looked at.
  public static func region(path: String) throws(IngestError) -> String {
    try map(path).text("regio")
  }

  private static func map(_ path: String) throws(IngestError) -> YAMLMap {
    try YAMLMap(path: path, keys: ["regio", "scenario", "titel", "toelichting", "aannames"])
  }

  /// The scenario in the file at `path`.
  ///
  /// - Throws: A file of another region, an unknown key, location or profile, a number out of its
  ///   range, or two assumptions that contradict each other, with the line.
  public static func read(path: String, region: Region) throws(IngestError) -> Scenario {
    let map = try map(path)
    let owner = try map.text("regio")
    guard owner == region.id else {
      throw .unknownRegion(
        file: map.file, line: map.line(of: "regio"), found: owner, expected: [region.id])
    }
    var changes: [Scenario.Change] = []
    for entry in try map.maps("aannames", keys: allKeys) {
      let change = try change(entry, region)
      for (index, other) in changes.enumerated() where change.contradicts(other) {
        throw entry.refused(
          "soort", nl: "spreekt aanname \(index + 1) van dit scenario tegen; laat er één staan",
          en: "contradicts assumption \(index + 1) of this scenario; keep one of them")
      }
      changes.append(change)
    }
    return Scenario(
      id: try key(map), region: owner, title: try map.phraseOrText("titel"),
      note: map.has("toelichting") ? try map.phraseOrText("toelichting") : nil, changes: changes)
  }

  private static func key(_ map: YAMLMap) throws(IngestError) -> String {
    let id = try map.text("scenario")
    let isKey = id.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard isKey else {
      throw map.refused(
        "scenario", nl: "alleen kleine letters, cijfers en koppeltekens",
        en: "small letters, digits and hyphens only")
    }
    return id
  }

  private static func change(
    _ entry: YAMLMap, _ region: Region
  ) throws(IngestError) -> Scenario.Change {
    let text = try entry.text("soort")
    guard let soort = Soort(rawValue: text) else {
      let names = Soort.allCases.map(\.rawValue).joined(separator: ", ")
      throw entry.refused(
        "soort", nl: "“\(text)” is geen van \(names)", en: "“\(text)” is none of \(names)")
    }
    for key in allKeys where key != "soort" && entry.has(key) && !soort.keys.contains(key) {
      let keys = soort.keys.joined(separator: ", ")
      throw entry.refused(
        key, nl: "hoort niet bij soort \(text); daarbij horen \(keys)",
        en: "does not go with soort \(text); these do: \(keys)")
    }
    switch soort {
    case .instroom: return try intake(entry, region)
    case .doorgang:
      let name = try entry.text("van")
      guard let passage = Scenario.Passage(rawValue: name) else {
        let names = Scenario.Passage.allCases.map(\.rawValue).joined(separator: ", ")
        throw entry.refused(
          "van", nl: "“\(name)” is geen van \(names)", en: "“\(name)” is none of \(names)")
      }
      return .passage(
        passage, years: try years(entry), factor: try entry.number("factor", in: 0...2))
    case .sluiting:
      let part = try part(entry, region)
      guard let closing = part.vestiging else {
        throw .missingKey(file: entry.file, line: entry.line, key: "vestiging")
      }
      let successor = try entry.has("naar") ? place("naar", entry, region) : nil
      guard successor != closing else { throw toItself(entry) }
      if entry.has("aandeel"), successor == nil {
        throw .missingKey(file: entry.file, line: entry.line, key: "naar")
      }
      return .closing(
        part, year: try entry.year("jaar"), to: successor,
        share: entry.has("aandeel") ? try entry.number("aandeel", in: 0...1) : 1)
    case .opening:
      return .opening(
        try place("vestiging", entry, region), try profiel(entry), year: try entry.year("jaar"),
        pupils: try entry.number("leerlingen", in: 0...10_000))
    case .marktaandeel:
      let part = try part(entry, region)
      guard let from = part.vestiging else {
        throw .missingKey(file: entry.file, line: entry.line, key: "vestiging")
      }
      let to = try place("naar", entry, region)
      guard to != from else { throw toItself(entry) }
      return .share(
        from: part, to: to, years: try years(entry), share: try entry.number("aandeel", in: 0...1))
    case .doorstroom:
      let name = try entry.text("profiel")
      let group =
        name.uppercased() == Leerweg.tl.rawValue
        ? Profiel(Leerweg.tl.rawValue) : try anyProfiel(entry)
      return .doorstroom(
        group, year: try entry.year("jaar"), percent: try entry.number("waarde", in: 1...99))
    case .weging:
      let name = try entry.text("bestand")
      guard let evidence = Scenario.Evidence(rawValue: name) else {
        let names = Scenario.Evidence.allCases.map(\.rawValue).joined(separator: ", ")
        throw entry.refused(
          "bestand", nl: "“\(name)” is geen van \(names)", en: "“\(name)” is none of \(names)")
      }
      return .weight(
        evidence, year: try entry.year("jaar"), weight: try entry.number("gewicht", in: 0...1))
    }
  }

  private static func intake(
    _ entry: YAMLMap, _ region: Region
  ) throws(IngestError) -> Scenario.Change {
    let part = try part(entry, region)
    let years = try years(entry)
    guard entry.has("leerlingen") else {
      let yearly = try entry.has("per-jaar") ? isYes("per-jaar", entry) : false
      return .intake(
        part, years: years, factor: try entry.number("factor", in: 0...10), isYearly: yearly)
    }
    for other in ["factor", "per-jaar"] where entry.has(other) {
      throw entry.refused(
        other, nl: "gaat niet samen met leerlingen", en: "does not go with leerlingen")
    }
    for needed in ["vestiging", "profiel"] where !entry.has(needed) {
      throw .missingKey(file: entry.file, line: entry.line, key: needed)
    }
    return .intakeNumber(
      part, years: years, pupils: try entry.number("leerlingen", in: 0...10_000))
  }

  private static func toItself(_ entry: YAMLMap) -> IngestError {
    entry.refused("naar", nl: "is dezelfde vestiging", en: "is the same location")
  }

  private static func part(
    _ entry: YAMLMap, _ region: Region
  ) throws(IngestError) -> Scenario.Part {
    Scenario.Part(
      vestiging: entry.has("vestiging") ? try place("vestiging", entry, region) : nil,
      profiel: entry.has("profiel") ? try profiel(entry) : nil)
  }

  /// A location of the region, by its present key.
  private static func place(
    _ key: String, _ entry: YAMLMap, _ region: Region
  ) throws(IngestError) -> VestigingCode {
    let text = try entry.text(key)
    guard let code = VestigingCode(text), let vestiging = region.vestiging(code) else {
      let known = region.vestigingen.map(\.code.text)
      throw .unknownVestiging(
        file: entry.file, row: entry.line(of: key), found: text,
        nearest: nearest(to: text, in: known))
    }
    return vestiging.code
  }

  private static func anyProfiel(_ entry: YAMLMap) throws(IngestError) -> Profiel {
    let name = try entry.text("profiel")
    guard let profiel = Vocabulary.shortProfiel(name) else {
      let names = Profiel.all.map(\.name).joined(separator: ", ")
      throw entry.refused(
        "profiel", nl: "“\(name)” is geen van \(names)", en: "“\(name)” is none of \(names)")
    }
    return profiel
  }

  private static func profiel(_ entry: YAMLMap) throws(IngestError) -> Profiel {
    let profiel = try anyProfiel(entry)
    guard profiel.isTechniek else {
      let names = Profiel.techniek.map(\.name).joined(separator: ", ")
      throw entry.refused(
        "profiel", nl: "alleen technische profielen worden vooruitberekend: \(names)",
        en: "only technical profiles are projected: \(names)")
    }
    return profiel
  }

  private static func years(_ entry: YAMLMap) throws(IngestError) -> ClosedRange<Int> {
    let first = try entry.year("vanaf")
    let last = entry.has("tot") ? try entry.year("tot") : 2100
    guard first <= last else {
      throw entry.refused("tot", nl: "ligt vóór vanaf", en: "lies before vanaf")
    }
    return first...last
  }

  private static func isYes(_ key: String, _ entry: YAMLMap) throws(IngestError) -> Bool {
    switch try entry.text(key).lowercased() {
    case "ja", "yes", "true": return true
    case "nee", "no", "false": return false
    default: throw entry.refused(key, nl: "ja of nee", en: "ja or nee")
    }
  }
}

extension YAMLMap {
  /// A number within bounds.
  func number(_ key: String, in range: ClosedRange<Double>) throws(IngestError) -> Double {
    let value = try number(key)
    guard range.contains(value) else {
      let (low, high) = (
        Phrase.number(range.lowerBound), Phrase.number(range.upperBound)
      )
      throw refused(
        key, nl: "moet tussen \(low.nl) en \(high.nl) liggen",
        en: "must lie between \(low.en) and \(high.en)")
    }
    return value
  }
}

extension Scenario.Change {
  /// Whether both cannot be assumed together: they give one thing two values, or change what the other
  /// has closed.
  func contradicts(_ other: Self) -> Bool {
    switch (self, other) {
    case (.intakeNumber(let one, let years, _), .intakeNumber(let two, let others, _)):
      one == two && years.overlaps(others)
    case (.intakeNumber(let one, let years, _), .intake(let two, let others, _, _)),
      (.intake(let two, let others, _, _), .intakeNumber(let one, let years, _)):
      two.covers(one) && years.overlaps(others)
    case (.intake(let one, let years, _, _), .intake(let two, let others, _, _)):
      one == two && years.overlaps(others)
    case (.passage(let one, let years, _), .passage(let two, let others, _)):
      one == two && years.overlaps(others)
    case (.closing(let one, _, let successor, _), .closing(let two, _, let other, _)):
      // Whoever would come to a location that closes too would be nowhere: say where they end up.
      one.covers(two) || two.covers(one)
        || successor.map { one.moved(to: $0).overlaps(two) } ?? false
        || other.map { two.moved(to: $0).overlaps(one) } ?? false
    case (.closing(let part, let year, _, _), let change),
      (let change, .closing(let part, let year, _, _)):
      change.uses(part, from: year)
    case (.opening(let one, let a, _, _), .opening(let two, let b, _, _)): one == two && a == b
    case (.opening(let place, let profiel, _, _), .intakeNumber(let part, _, _)),
      (.intakeNumber(let part, _, _), .opening(let place, let profiel, _, _)):
      part == Scenario.Part(vestiging: place, profiel: profiel)
    case (.share(let one, let a, let years, let x), .share(let two, let b, let others, let y)):
      (one.covers(two) || two.covers(one)) && years.overlaps(others) && (a == b || x + y > 1)
    case (.doorstroom(let one, _, _), .doorstroom(let two, _, _)): one == two
    case (.weight(let one, let year, _), .weight(let two, let other, _)):
      one == two && year == other
    default: false
    }
  }

  /// Whether it changes pupils of a part in or after the year in which that closes, or sends some there.
  private func uses(_ closed: Scenario.Part, from year: Int) -> Bool {
    switch self {
    case .intakeNumber(let part, let years, _), .intake(let part, let years, _, _):
      closed.covers(part) && years.upperBound >= year
    case .opening(let place, let profiel, let opens, _):
      closed.covers(Scenario.Part(vestiging: place, profiel: profiel)) && opens >= year
    case .share(let from, let to, let years, _):
      years.upperBound >= year
        && (closed.covers(from)
          || closed.covers(Scenario.Part(vestiging: to, profiel: from.profiel)))
    case .closing, .passage, .doorstroom, .weight: false
    }
  }
}

extension Scenario.Part {
  /// The same profile, or all, at another location.
  func moved(to place: VestigingCode) -> Self {
    Self(vestiging: place, profiel: profiel)
  }

  /// Whether some pupils can be of both.
  func overlaps(_ other: Self) -> Bool {
    (vestiging == nil || other.vestiging == nil || vestiging == other.vestiging)
      && (profiel == nil || other.profiel == nil || profiel == other.profiel)
  }

  /// Whether all pupils of the other are pupils of this one.
  func covers(_ other: Self) -> Bool {
    (vestiging == nil || vestiging == other.vestiging)
      && (profiel == nil || profiel == other.profiel)
  }
}
