public import Records

/// Reads a goal file (YAML): what a region's plan promises, one entry a promise.
///
/// ```yaml
/// regio: t-is-for-tech
/// doelen:
///   - id: doorstroom-mt
///     titel: {nl: Doorstroom M&T naar 80 %, en: Doorstroom M&T to 80 %}
///     citaat: voor M&T willen we het verhogen naar 80%
///     vindplaats: "§4.3"
///     indicator: doorstroom-technisch-mbo
///     profielen: [M&T]
///     soort: niveau
///     waarde: 80
///     deadline: 2028
/// ```
public enum GoalFile {
  /// The `soort` of a goal, as the file writes it.
  private enum Soort: String, CaseIterable {
    case niveau, behoud, groei, veelvoud, aanbod, gemonitord
  }

  /// The goals in the file at `path`, in its order.
  ///
  /// - Throws: A file of another region, an unknown indicator, profile or key, a `waarde` that is
  ///   missing where the `soort` needs one, or two goals of one id, with the line.
  public static func read(path: String, region: Region) throws(IngestError) -> [Goal] {
    let map = try YAMLMap(path: path, keys: ["regio", "doelen"])
    let id = try map.text("regio")
    guard id == region.id else {
      throw .unknownRegion(
        file: map.file, line: map.line(of: "regio"), found: id, expected: [region.id])
    }
    let goals = try map.maps(
      "doelen",
      keys: [
        "id", "titel", "citaat", "vindplaats", "indicator", "profielen", "soort", "waarde",
        "eenheid", "peiljaar", "uitgangswaarde", "deadline", "ontbreekt",
      ])
    var seen: Set<String> = []
    return try goals.map { (entry) throws(IngestError) in
      let goal = try goal(entry, region)
      guard seen.insert(goal.id).inserted else {
        throw .duplicateID(file: entry.file, line: entry.line, id: goal.id)
      }
      return goal
    }
  }

  private static func goal(_ entry: YAMLMap, _ region: Region) throws(IngestError) -> Goal {
    let id = try entry.text("indicator")
    guard let indicator = Indicator.find(id) else {
      throw .unknownIndicator(
        file: entry.file, line: entry.line(of: "indicator"), found: id,
        nearest: nearest(to: id, in: Indicator.registry.map(\.id)))
    }
    let deadline = try entry.year("deadline")
    if entry.has("peiljaar"), try entry.year("peiljaar") > deadline {
      throw entry.refused(
        "peiljaar", nl: "ligt na de deadline \(deadline)", en: "lies after the deadline \(deadline)"
      )
    }
    return Goal(
      id: try entry.text("id"), region: region.id, title: try entry.phrase("titel"),
      quote: try entry.text("citaat"), section: try entry.text("vindplaats"),
      indicator: indicator.id, profielen: try profielen(entry), kind: try kind(entry, indicator),
      peiljaar: entry.has("peiljaar") ? try entry.year("peiljaar") : nil,
      baseline: entry.has("uitgangswaarde") ? try entry.number("uitgangswaarde") : nil,
      deadline: deadline,
      missingData: entry.has("ontbreekt") ? try entry.phrase("ontbreekt") : nil)
  }

  /// The groups of a goal: profiles, or TL, the one leerweg of which a plan asks doorstroom.
  private static func profielen(_ entry: YAMLMap) throws(IngestError) -> [Profiel] {
    guard entry.has("profielen") else { return [] }
    return try entry.texts("profielen").map { (name) throws(IngestError) in
      if name.uppercased() == Leerweg.tl.rawValue { return Profiel(Leerweg.tl.rawValue) }
      guard let profiel = Vocabulary.shortProfiel(name) else {
        let names = (Profiel.all.map(\.name) + [Leerweg.tl.rawValue]).joined(separator: ", ")
        throw entry.refused(
          "profielen", nl: "“\(name)” is geen van \(names)", en: "“\(name)” is none of \(names)")
      }
      return profiel
    }
  }

  private static func kind(
    _ entry: YAMLMap, _ indicator: Indicator
  ) throws(IngestError) -> Goal.Kind {
    let text = try entry.text("soort")
    guard let soort = Soort(rawValue: text) else {
      let names = Soort.allCases.map(\.rawValue).joined(separator: ", ")
      throw entry.refused(
        "soort", nl: "“\(text)” is geen van \(names)", en: "“\(text)” is none of \(names)")
    }
    let unit = try unit(entry, soort, indicator)
    switch soort {
    case .niveau: return .level(atLeast: try target(entry, indicator))
    case .behoud: return .keep(atLeast: try target(entry, indicator))
    case .groei: return .growth(percent: try value(entry, above: -100, atMost: 10_000))
    case .veelvoud: return .multiple(try value(entry, above: 0, atMost: 1_000))
    case .aanbod:
      guard !entry.has("waarde") else {
        throw entry.refused(
          "waarde", nl: "hoort niet bij soort aanbod", en: "does not go with soort aanbod")
      }
      return .onOffer
    case .gemonitord:
      return .monitored(
        target: entry.has("waarde") ? try entry.number("waarde") : nil, unit: unit)
    }
  }

  /// A level that an indicator can have: 0–100 for a percentage.
  private static func target(_ entry: YAMLMap, _ indicator: Indicator) throws(IngestError) -> Double
  {
    try value(entry, above: -1e-9, atMost: indicator.unit == .procent ? 100 : 10_000_000)
  }

  /// `waarde` within bounds; also refuses what is no finite number.
  private static func value(
    _ entry: YAMLMap, above low: Double, atMost high: Double
  ) throws(IngestError) -> Double {
    let value = try entry.number("waarde")
    guard value > low, value <= high else {
      let (least, most) = (Phrase.number(low.rounded()), Phrase.number(high))
      throw entry.refused(
        "waarde", nl: "moet tussen \(least.nl) en \(most.nl) liggen",
        en: "must lie between \(least.en) and \(most.en)")
    }
    return value
  }

  /// The unit of `waarde`. A level is in the unit of its indicator; to name another is a mistake.
  private static func unit(
    _ entry: YAMLMap, _ soort: Soort, _ indicator: Indicator
  ) throws(IngestError) -> Figure.Unit? {
    guard entry.has("eenheid") else { return nil }
    let text = try entry.text("eenheid")
    guard let unit = Figure.Unit(rawValue: text) else {
      let names = Figure.Unit.allCases.map(\.rawValue).joined(separator: ", ")
      throw entry.refused(
        "eenheid", nl: "“\(text)” is geen van \(names)", en: "“\(text)” is none of \(names)")
    }
    if soort == .niveau || soort == .behoud, unit != indicator.unit {
      throw entry.refused(
        "eenheid", nl: "\(indicator.id) is in \(indicator.unit.rawValue)",
        en: "\(indicator.id) is in \(indicator.unit.rawValue)")
    }
    return unit
  }
}
