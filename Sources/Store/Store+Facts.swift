import GRDB
public import Records

extension Store {
  /// The facts of the vintages that count now, or that counted on a day.
  ///
  /// - Parameters:
  ///   - layouts: Only facts that these layouts made; nil for all.
  ///   - vestigingen: Only facts about these locations, under exactly these codes; nil for all.
  ///   - measure: Only counts of this; nil for all.
  ///   - files: Only facts from files of these names; nil for all.
  ///   - day: As known on this day; nil for what counts now.
  /// - Returns: The facts by layout, vestiging, period, leerweg, leerjaar, profiel, sector, geslacht,
  ///   lwt and measure (texts in the order of their bytes, a dimension that is not split first),
  ///   then by the file's name, the row and the order within the row.
  /// - Throws: ``StoreError/corrupt(path:reason:)`` when a stored value is none that a record has.
  public func facts(
    layouts: [String]? = nil, vestigingen: [VestigingCode]? = nil, measure: Fact.Measure? = nil,
    files: [String]? = nil, asOf day: Day? = nil
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
      let rows = try StoredNumbers.read("fact", filter, in: database)
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
  /// - Returns: The observations by layout, place (kind and code), period, measure, unit and
  ///   dimensions (texts in the order of their bytes), then by the file's name, the row and the order
  ///   within the row.
  /// - Throws: ``StoreError/corrupt(path:reason:)`` when a stored value is none that a record has.
  public func observations(
    layouts: [String]? = nil, measures: [String]? = nil, places: [Place]? = nil,
    files: [String]? = nil, asOf day: Day? = nil
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
      let rows = try StoredNumbers.read("observation", filter, in: database)
      return try StoredNumbers.sorted(
        rows, layouts: chosen.layouts, files: chosen.ranks, places: reader.places,
        periods: reader.periods, series: reader.observations, path: path
      ).map(reader.observation)
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
