import GRDB
import Records

/// Rows of `fact` or `observation` as they lie in the store: integers, sixteen bytes a word.
struct StoredNumber {
  let file: Int64
  let row: Int
  let item: Int
  let column: Int64
  let place: Int64
  let period: Int64
  let series: Int64
  let kind: Int
  let low: Int?
  let high: Int?
  let number: Double?
}

/// Reads `fact` or `observation` and puts the rows in order: a million of them in the time that
/// SQLite needs to sort their texts once.
struct StoredNumbers {
  /// Places, periods and series by key, each with its rank in the order of the bytes of its texts.
  struct Names<Value> {
    private(set) var values: [Int64: (value: Value, rank: Int)] = [:]

    init(_ ordered: [(Int64, Value)]) {
      values.reserveCapacity(ordered.count)
      for (rank, item) in ordered.enumerated() { values[item.0] = (item.1, rank) }
    }
  }

  /// Which rows: null for all.
  struct Filter {
    var files: [Int64]
    var places: [Int64]?
    var series: [Int64]?
  }

  static func read(
    _ table: String, _ filter: Filter, in database: Database
  ) throws -> [StoredNumber] {
    func list(_ ids: [Int64]) -> String {
      "(" + ids.map(String.init).joined(separator: ",") + ")"
    }
    let isFact = table == "fact"
    var sql = """
      SELECT file_id, row, item, source_column, place, period, series, kind, low, high\
      \(isFact ? "" : ", number") FROM \(table) WHERE file_id IN \(list(filter.files))
      """
    if let places = filter.places { sql += " AND place IN \(list(places))" }
    if let series = filter.series { sql += " AND series IN \(list(series))" }
    let statement = try SQLiteStatement(database, sql + " ORDER BY file_id, row, item")
    var result: [StoredNumber] = []
    while try statement.next() {
      result.append(
        StoredNumber(
          file: Int64(statement.integer(0)), row: statement.integer(1),
          item: statement.integer(2), column: Int64(statement.integer(3)),
          place: Int64(statement.integer(4)), period: Int64(statement.integer(5)),
          series: Int64(statement.integer(6)), kind: statement.integer(7),
          low: statement.kind(8) == .null ? nil : statement.integer(8),
          high: statement.kind(9) == .null ? nil : statement.integer(9),
          number: isFact || statement.kind(10) == .null ? nil : statement.real(10)))
    }
    return result
  }

  /// The rows by the layout of their file, place, period and series, then by the file's name, the row
  /// and the order within the row.
  ///
  /// - Parameters:
  ///   - layouts: The rank of the layout of each file.
  ///   - files: The rank of each file, by layout and name.
  static func sorted<Series>(
    _ rows: [StoredNumber], layouts: [Int64: Int], files: [Int64: Int], places: Names<Place>,
    periods: Names<Period>, series: Names<Series>, path: String
  ) throws -> [StoredNumber] {
    var keys: [SortKey] = []
    keys.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      guard let layout = layouts[row.file], let file = files[row.file],
        let place = places.values[row.place], let period = periods.values[row.period],
        let what = series.values[row.series]
      else { throw misfit(row, path: path) }
      keys.append(
        SortKey(
          place: UInt64(layout) << 48 | UInt64(place.rank) << 24 | UInt64(period.rank),
          series: UInt64(what.rank) << 24 | UInt64(file), row: row.row, item: row.item,
          index: index))
    }
    keys.sort {
      $0.place != $1.place
        ? $0.place < $1.place
        : $0.series != $1.series
          ? $0.series < $1.series : $0.row != $1.row ? $0.row < $1.row : $0.item < $1.item
    }
    return keys.map { rows[$0.index] }
  }

  static func misfit(_ row: StoredNumber, path: String) -> StoreError {
    .corrupt(
      path: path,
      reason: "item \(row.item) of row \(row.row) of file \(row.file) fits no record")
  }
}

/// What rows are put in order by: two words of ranks, the row, and the order within it.
private struct SortKey {
  let place: UInt64
  let series: UInt64
  let row: Int
  let item: Int
  let index: Int
}

/// Makes facts and observations of stored numbers.
struct NumberReader {
  let places: StoredNumbers.Names<Place>
  let periods: StoredNumbers.Names<Period>
  let facts: StoredNumbers.Names<Fact>
  let observations: StoredNumbers.Names<StoredDimensions.ObservationSeries>
  let sources: SourcePlaces
  private let codes: [Int64: VestigingCode]
  private let path: String

  init(_ database: Database, path: String) throws {
    places = .init(try StoredDimensions.places(database, path: path))
    periods = .init(try StoredDimensions.periods(database, path: path))
    facts = .init(try StoredDimensions.series(database, path: path))
    observations = .init(try StoredDimensions.observationSeries(database, path: path))
    sources = try SourcePlaces(database, path: path)
    codes = places.values.compactMapValues { place in
      place.value.kind == .vestiging ? VestigingCode(place.value.code) : nil
    }
    self.path = path
  }

  func fact(_ row: StoredNumber) throws -> Fact {
    guard var fact = facts.values[row.series]?.value, let code = codes[row.place],
      let period = periods.values[row.period]?.value,
      let count = StoredCount.count(code: row.kind, low: row.low, high: row.high)
    else { throw StoredNumbers.misfit(row, path: path) }
    fact.layout = try sources.layout(row.file)
    fact.period = period
    fact.vestiging = code
    fact.count = count
    fact.source = try sources.cell(file: row.file, row: row.row, column: row.column)
    return fact
  }

  func observation(_ row: StoredNumber) throws -> Observation {
    guard let series = observations.values[row.series]?.value,
      let place = places.values[row.place]?.value, let period = periods.values[row.period]?.value,
      let value = value(row)
    else { throw StoredNumbers.misfit(row, path: path) }
    return Observation(
      measure: series.measure, unit: series.unit, place: place, period: period,
      dimensions: series.dimensions, value: value,
      source: try sources.cell(file: row.file, row: row.row, column: row.column))
  }

  private func value(_ row: StoredNumber) -> Observation.Value? {
    switch (row.kind, row.low, row.high, row.number) {
    case (StoredCount.numberCode, nil, nil, let number?): .number(number)
    case (StoredCount.secretCode, nil, nil, nil): .secret
    case (_, _, _, nil):
      StoredCount.count(code: row.kind, low: row.low, high: row.high).map { .count($0) }
    default: nil
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
