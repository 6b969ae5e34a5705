import GRDB
public import Records

/// A file of which a part does not count, because other files count the same; and what of it does
/// count where those files have nothing.
public struct Overlap: Hashable, Sendable {
  /// The file that gives way, by its name in the store.
  public let file: String
  /// The files that count in its stead, sorted.
  public let others: [String]
  /// The periods in which they do, rising.
  public let periods: [Period]
  /// At how many places.
  public let places: Int
  /// At how many places, in the same periods, the file counts because no other has them.
  public let onlyHere: Int
  /// How many pupils it counts there; nil where nobody looked.
  public let pupils: ClosedRange<Int>?

  /// An overlap of one file with others.
  public init(
    file: String, others: [String], periods: [Period], places: Int, onlyHere: Int,
    pupils: ClosedRange<Int>?
  ) {
    self.file = file
    self.others = others
    self.periods = periods
    self.places = places
    self.onlyHere = onlyHere
    self.pupils = pupils
  }

  /// In words: which file counts, and whether anybody may still be counted twice.
  public var finding: Finding {
    let span = Self.span(periods)
    let names = others.prefix(3).joined(separator: ", ")
    let more = others.count > 3 ? others.count - 3 : 0
    func count(_ number: Int) -> Phrase { .number(Double(number)) }
    let one = others.count == 1
    let winners =
      more == 0
      ? Phrase(names) : Phrase(nl: "\(names) en \(more) andere", en: "\(names) and \(more) more")
    let counted =
      one
      ? Phrase(nl: ": dat telt mee, voor ", en: " too: that one counts, for ")
      : Phrase(nl: ": die tellen mee, voor ", en: " too: those count, for ")
    var text = Phrase(nl: "\(span) staat ook in ", en: "\(span) is in ") + winners
    text = text + counted + Self.places(places)
    guard onlyHere > 0 else {
      return Finding(
        rule: "periode-in-twee-bestanden", level: .opmerking, file: file, value: span, text: text,
        remedy: Phrase(
          nl: "niets te doen: de views tellen niemand dubbel; alle_tellingen toont ook deze rijen",
          en: "nothing to do: the views count nobody twice; alle_tellingen shows these rows too"))
    }
    text =
      text + Phrase(nl: "; alleen hier en wel geteld: ", en: "; only here, and counted: ")
      + Self.places(onlyHere)
    if let pupils {
      let number =
        pupils.lowerBound == pupils.upperBound
        ? count(pupils.lowerBound)
        : count(pupils.lowerBound) + Phrase("–") + count(pupils.upperBound)
      text =
        text + Phrase(nl: " met ", en: " with ") + number
        + Phrase(nl: " leerlingen", en: " pupils")
    }
    return Finding(
      rule: "periode-in-twee-bestanden", level: .waarschuwing, file: file, value: span, text: text,
      remedy: Phrase(
        nl: "kijk of die plaatsen in het andere bestand een andere code hebben: dan tellen zij "
          + "dubbel, en haalt u dit bestand weg (ingest --verwijder)",
        en: "see whether those places have another code in the other file: then they count twice, "
          + "and you take this file out (ingest --verwijder)"))
  }

  private static func places(_ number: Int) -> Phrase {
    Phrase.number(Double(number))
      + (number == 1
        ? Phrase(nl: " plaats", en: " place") : Phrase(nl: " plaatsen", en: " places"))
  }

  private static func span(_ periods: [Period]) -> String {
    guard let first = periods.first, let last = periods.last else { return "" }
    return first == last
      ? "\(first.kind) \(first.year)"
      : first.kind == last.kind
        ? "\(first.kind) \(first.year)–\(last.year)"
        : "\(first.kind) \(first.year) – \(last.kind) \(last.year)"
  }
}

extension Store {
  /// The files that count now, or counted on a day, and of which a part gives way to others; by layout
  /// and name.
  ///
  /// - Parameter day: As known on this day; nil for what counts now.
  public func overlaps(asOf day: Day? = nil) throws(StoreError) -> [Overlap] {
    try reading { database in
      let precedence = try Precedence(
        try Precedence.candidates(asOf: day, in: database, path: path), in: database)
      return try Overlap.all(precedence.yields, in: database, path: path)
    }
  }
}

extension Overlap {
  /// What the yields say of each file, by layout and name of the file.
  static func all(
    _ yields: [Precedence.Yield], in database: Database, path: String
  ) throws -> [Overlap] {
    guard !yields.isEmpty else { return [] }
    let periods = Dictionary(
      uniqueKeysWithValues: try StoredDimensions.periods(database, path: path))
    var names: [Int64: String] = [:]
    var layouts: [(id: Int64, layout: String)] = []
    for row in try Row.fetchAll(
      database, sql: "SELECT id, name, layout FROM raw_file ORDER BY layout, name, id")
    {
      names[try row.get(0)] = try row.get(1) as String
      layouts.append((try row.get(0), try row.get(2)))
    }
    let byFile = Dictionary(grouping: yields, by: \.file)
    return try layouts.flatMap { file in
      try Dictionary(grouping: byFile[file.id] ?? [], by: \.kind)
        .sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, own in
          let spans = Set(own.map(\.period))
          let family = LayoutFamily(of: file.layout)
          let lone =
            kind == .fact && family.grain == .place
            ? try lone(file.id, spans, without: own, family.measure, in: database)
            : (places: 0, pupils: nil)
          return Overlap(
            file: names[file.id] ?? "",
            others: Set(own.compactMap { names[$0.by] }).sorted(),
            periods: spans.compactMap { periods[$0] }.sorted(),
            places: Set(own.map(\.place)).count, onlyHere: lone.places, pupils: lone.pupils)
        }
    }
  }

  /// The locations that the file alone has in these periods, and the pupils it counts there.
  private static func lone(
    _ file: Int64, _ periods: Set<Int64>, without own: [Precedence.Yield],
    _ measure: Fact.Measure, in database: Database
  ) throws -> (places: Int, pupils: ClosedRange<Int>?) {
    func list(_ keys: Set<Int64>) -> String {
      "(" + keys.sorted().map(String.init).joined(separator: ", ") + ")"
    }
    struct Spot: Hashable { let place, period: Int64 }
    var alone: Set<Spot> = []
    for row in try Row.fetchAll(
      database,
      sql: """
        SELECT place, period FROM coverage
        WHERE file_id = \(file) AND kind = 0 AND period IN \(list(periods))
        """)
    {
      alone.insert(Spot(place: try row.get(0), period: try row.get(1)))
    }
    for item in own { alone.remove(Spot(place: item.place, period: item.period)) }
    guard !alone.isEmpty else { return (0, nil) }
    let places = Set(alone.map(\.place))
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT own.place, own.period, \(Schema.Views3.bothSexes("own.low")),
          \(Schema.Views3.bothSexes("own.high"))
        FROM fact AS own JOIN series ON series.id = own.series
        WHERE own.file_id = \(file) AND series.measure = '\(measure.rawValue)'
          AND own.period IN \(list(periods)) AND own.place IN \(list(places))
        GROUP BY \(Schema.Views3.cell("own"))
        """)
    var (low, high) = (0, 0)
    for row in rows
    where alone.contains(Spot(place: try row.get(0), period: try row.get(1))) {
      low += try row.get(2) as Int? ?? 0
      high += try row.get(3) as Int? ?? 0
    }
    return (places.count, low <= high ? low...high : nil)
  }
}
