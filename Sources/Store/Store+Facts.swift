import GRDB
public import Records

extension Store {
  /// The facts of current vintages.
  ///
  /// - Parameters:
  ///   - layouts: Only facts that these layouts made; nil for all.
  ///   - vestigingen: Only facts about these locations, under exactly these codes; nil for all.
  ///   - measure: Only counts of this; nil for all.
  ///   - files: Only facts from files of these names; nil for all.
  /// - Returns: The facts by layout, vestiging, period, leerweg, leerjaar, profiel, sector, geslacht,
  ///   lwt and measure (texts in the order of their bytes, a dimension that is not split first),
  ///   then by the file's name, the row and the order within the row.
  /// - Throws: ``StoreError/corrupt(path:reason:)`` when a stored value is none that a record has.
  public func facts(
    layouts: [String]? = nil, vestigingen: [VestigingCode]? = nil, measure: Fact.Measure? = nil,
    files: [String]? = nil
  ) throws(StoreError) -> [Fact] {
    var conditions: [String] = []
    var arguments = StatementArguments()
    if let layouts {
      conditions.append("raw_file.layout IN (SELECT value FROM json_each(?))")
      arguments += [JSONText.array(layouts)]
    }
    if let vestigingen {
      conditions.append("fact.vestiging IN (SELECT value FROM json_each(?))")
      arguments += [JSONText.array(vestigingen.map(\.text))]
    }
    if let measure {
      conditions.append("fact.measure = ?")
      arguments += [measure.rawValue]
    }
    if let files {
      conditions.append("raw_file.name IN (SELECT value FROM json_each(?))")
      arguments += [JSONText.array(files)]
    }
    let filter = conditions.map { " AND " + $0 }.joined()
    return try reading { database in
      let places = try SourcePlaces(database, path: path)
      var reader = FactReader(places: places, path: path)
      let cursor = try Row.fetchCursor(
        database,
        sql: """
          SELECT \(FactReader.columns) FROM fact JOIN raw_file ON raw_file.id = fact.file_id
          WHERE raw_file.current = 1\(filter)
          ORDER BY raw_file.layout, fact.vestiging, fact.period_year, fact.period_kind,
            fact.leerweg, fact.leerjaar, fact.profiel, fact.sector, fact.geslacht, fact.lwt,
            fact.measure, raw_file.name, fact.row, fact.id
          """, arguments: arguments)
      var facts: [Fact] = []
      while let row = try cursor.next() { facts.append(try reader.fact(row)) }
      return facts
    }
  }
}

/// The files and the columns that records refer to by key: few, so that they are read once.
struct SourcePlaces {
  private var files: [Int64: (sha256: String, layout: String)] = [:]
  private var columns: [Int64: String] = [:]
  private let path: String

  init(_ database: Database, path: String) throws {
    self.path = path
    for row in try Row.fetchAll(database, sql: "SELECT id, sha256, layout FROM raw_file") {
      try files[row.get(0)] = (row.get(1), row.get(2))
    }
    for row in try Row.fetchAll(database, sql: "SELECT id, name FROM raw_column") {
      try columns[row.get(0)] = row.get(1)
    }
  }

  func layout(_ file: Int64) throws -> String {
    guard let file = files[file] else {
      throw StoreError.corrupt(path: path, reason: "there is no file \(file)")
    }
    return file.layout
  }

  func cell(file: Int64, row: Int, column: Int64) throws -> SourceCell {
    guard let file = files[file], let column = columns[column] else {
      throw StoreError.corrupt(path: path, reason: "there is no file \(file) or column \(column)")
    }
    return SourceCell(file: file.sha256, row: row, column: column)
  }
}

/// Makes facts of rows of ``columns``. Rows come sorted by location, so that the last code is kept.
private struct FactReader {
  static let columns = """
    fact.file_id, fact.row, fact.source_column, fact.measure, fact.period_kind, fact.period_year,
    fact.vestiging, fact.leerweg, fact.leerjaar, fact.profiel, fact.sector, fact.geslacht,
    fact.lwt, fact.count_kind, fact.low, fact.high
    """

  let places: SourcePlaces
  let path: String
  private var vestiging: VestigingCode?

  init(places: SourcePlaces, path: String) {
    self.places = places
    self.path = path
  }

  mutating func fact(_ row: Row) throws -> Fact {
    let code: String = try row.get(6)
    if vestiging?.text != code { vestiging = VestigingCode(code) }
    guard let measure = try Fact.Measure(rawValue: row.get(3)),
      let period = try Period(kind: row.get(4), year: row.get(5)), let vestiging,
      vestiging.text == code,
      let geslacht = try Geslacht(rawValue: row.get(11)),
      let count = StoredCount.count(
        kind: try row.get(13), low: try row.get(14), high: try row.get(15))
    else { throw misfit(row) }
    return try Fact(
      layout: places.layout(row.get(0)), measure: measure, period: period,
      vestiging: vestiging,
      leerweg: value(row, 7, Leerweg.init(rawValue:)), leerjaar: row.get(8),
      profiel: (row.get(9) as String?).map { Profiel($0) },
      sector: value(row, 10, Sector.init(rawValue:)), geslacht: geslacht, lwt: row.get(12),
      count: count,
      source: places.cell(file: row.get(0), row: row.get(1), column: row.get(2)))
  }

  /// The dimension in a column that may be null; a text that is none of its values is damage.
  private func value<Dimension>(
    _ row: Row, _ index: Int, _ make: (String) -> Dimension?
  ) throws -> Dimension? {
    guard let text = try row.get(index) as String? else { return nil }
    guard let value = make(text) else { throw misfit(row) }
    return value
  }

  private func misfit(_ row: Row) -> StoreError {
    .corrupt(path: path, reason: "a row of the table fact fits no record: \(row)")
  }
}
