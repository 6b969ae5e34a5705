import GRDB
public import Records

extension Store {
  /// What is given where several files count the same.
  public enum Counting: Hashable, Sendable {
    /// What each file says.
    case everyFile
    /// What the file of the family says that counts on the day that is asked about, as in the views.
    case once
  }

  /// The facts of the vintages that count now, or that counted on a day.
  ///
  /// - Parameters:
  ///   - layouts: Only facts that these layouts made; nil for all.
  ///   - vestigingen: Only facts about these locations, under exactly these codes; nil for all.
  ///   - measure: Only counts of this; nil for all.
  ///   - files: Only facts from files of these names; nil for all.
  ///   - day: As known on this day; nil for what counts now.
  ///   - counting: Whether facts that another file counts too are given; it need not be among `files`.
  /// - Returns: The facts by layout, vestiging, period, leerweg, leerjaar, profiel, sector, geslacht,
  ///   lwt and measure (texts in the order of their bytes, a dimension that is not split first),
  ///   then by the file's name, the row and the order within the row.
  /// - Throws: ``StoreError/corrupt(path:reason:)`` when a stored value is none that a record has.
  public func facts(
    layouts: [String]? = nil, vestigingen: [VestigingCode]? = nil, measure: Fact.Measure? = nil,
    files: [String]? = nil, asOf day: Day? = nil, counting: Counting = .everyFile
  ) throws(StoreError) -> [Fact] {
    try reading { database in
      let reader = try NumberReader(database, path: path)
      let chosen = try chosenFiles(layouts: layouts, names: files, asOf: day, in: database)
      var filter = StoredNumbers.Filter(files: chosen.ids)
      if let vestigingen {
        let codes = Set(vestigingen.map(\.text))
        filter.places = reader.places.values.filter { _, place in
          place.value.kind == .vestiging && codes.contains(place.value.code)
        }.keys.sorted()
      }
      if let measure {
        filter.series = reader.facts.values.filter { $0.value.value.measure == measure }.keys
          .sorted()
      }
      let rows = try counted(
        try StoredNumbers.read("fact", filter, in: database), .fact, counting, asOf: day,
        in: database)
      return try StoredNumbers.sorted(
        rows, layouts: chosen.layouts, files: chosen.ranks, places: reader.places,
        periods: reader.periods, series: reader.facts, path: path
      ).map(reader.fact)
    }
  }

  /// The observations of the vintages that count now, or that counted on a day.
  ///
  /// - Parameters:
  ///   - layouts: Only observations that these layouts made; nil for all.
  ///   - measures: Only these measures; nil for all.
  ///   - places: Only observations about these places; nil for all.
  ///   - files: Only observations from files of these names; nil for all.
  ///   - day: As known on this day; nil for what counts now.
  ///   - counting: Whether observations that another file has too are given; it need not be among
  ///     `files`.
  /// - Returns: The observations by layout, place (kind and code), period, measure, unit and
  ///   dimensions (texts in the order of their bytes), then by the file's name, the row and the order
  ///   within the row.
  /// - Throws: ``StoreError/corrupt(path:reason:)`` when a stored value is none that a record has.
  public func observations(
    layouts: [String]? = nil, measures: [String]? = nil, places: [Place]? = nil,
    files: [String]? = nil, asOf day: Day? = nil, counting: Counting = .everyFile
  ) throws(StoreError) -> [Observation] {
    try reading { database in
      let reader = try NumberReader(database, path: path)
      let chosen = try chosenFiles(layouts: layouts, names: files, asOf: day, in: database)
      var filter = StoredNumbers.Filter(files: chosen.ids)
      if let places {
        let wanted = Set(places)
        filter.places = reader.places.values.filter { wanted.contains($0.value.value) }.keys
          .sorted()
      }
      if let measures {
        filter.series = reader.observations.values.filter {
          measures.contains($0.value.value.measure)
        }.keys.sorted()
      }
      let rows = try counted(
        try StoredNumbers.read("observation", filter, in: database), .observation, counting,
        asOf: day, in: database)
      return try StoredNumbers.sorted(
        rows, layouts: chosen.layouts, files: chosen.ranks, places: reader.places,
        periods: reader.periods, series: reader.observations, path: path
      ).map(reader.observation)
    }
  }

  /// The numbers without those that another file counts.
  private func counted(
    _ rows: [StoredNumber], _ kind: Precedence.Kind, _ counting: Counting, asOf day: Day?,
    in database: Database
  ) throws -> [StoredNumber] {
    guard counting == .once else { return rows }
    struct Cell: Hashable { let file, place, period, series: Int64 }
    let precedence = try Precedence(
      try Precedence.candidates(asOf: day, in: database, path: path), in: database)
    let left = Set(
      precedence.yields.lazy.filter { $0.kind == kind }.map {
        Cell(file: $0.file, place: $0.place, period: $0.period, series: $0.series)
      })
    guard !left.isEmpty else { return rows }
    return rows.filter { row in
      ![0, row.series].contains {
        left.contains(Cell(file: row.file, place: row.place, period: row.period, series: $0))
      }
    }
  }

  /// Files that count, with the ranks by which their records are put in order.
  struct ChosenFiles {
    var ids: [Int64] = []
    /// The rank of the file by layout and name.
    var ranks: [Int64: Int] = [:]
    /// The rank of the file's layout.
    var layouts: [Int64: Int] = [:]
    /// The keys as a list in SQL.
    var list: String { "(" + ids.map(String.init).joined(separator: ", ") + ")" }
  }

  func chosenFiles(
    layouts: [String]? = nil, names: [String]? = nil, asOf day: Day?, in database: Database
  ) throws -> ChosenFiles {
    let counting = Set(try fileIDs(asOf: day, in: database))
    var result = ChosenFiles()
    var last: String?
    var layoutRank = -1
    for row in try Row.fetchAll(
      database, sql: "SELECT id, layout, name FROM raw_file ORDER BY layout, name, id")
    {
      let (id, layout, name): (Int64, String, String) = try (row.get(0), row.get(1), row.get(2))
      guard counting.contains(id), layouts?.contains(layout) ?? true,
        names?.contains(name) ?? true
      else { continue }
      if layout != last { layoutRank += 1 }
      last = layout
      result.ranks[id] = result.ids.count
      result.layouts[id] = layoutRank
      result.ids.append(id)
    }
    return result
  }
}
