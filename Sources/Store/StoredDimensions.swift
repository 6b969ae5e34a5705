import GRDB
import Records

/// Places, periods and series as the store holds them, in the order of their texts' bytes; a row that fits no record is damage.
enum StoredDimensions {
  static func places(_ database: Database, path: String) throws -> [(Int64, Place)] {
    try Row.fetchAll(database, sql: "SELECT id, kind, code FROM place ORDER BY kind, code, id").map
    { row in
      let kind = try known(Place.Kind(rawValue: row.get(1)), row, of: "place", path: path)
      let place = Place(kind, try row.get(2))
      guard kind != .vestiging || VestigingCode(place.code)?.text == place.code else {
        throw misfit(row, of: "place", path: path)
      }
      return (try row.get(0), place)
    }
  }

  static func periods(_ database: Database, path: String) throws -> [(Int64, Period)] {
    try Row.fetchAll(database, sql: "SELECT id, kind, year FROM period ORDER BY year, kind, id").map
    { row in
      let period = try known(
        Period(kind: row.get(1), year: row.get(2)), row, of: "period", path: path)
      return (try row.get(0), period)
    }
  }

  /// What a fact counts, as a fact whose place, period, number and source say nothing yet.
  static func series(_ database: Database, path: String) throws -> [(Int64, Fact)] {
    let sql = """
      SELECT id, measure, leerweg, leerjaar, profiel, sector, geslacht, lwt FROM series
      ORDER BY leerweg, leerjaar, profiel, sector, geslacht, lwt, measure, id
      """
    guard let nowhere = VestigingCode("00AA00") else { return [] }
    return try Row.fetchAll(database, sql: sql).map { row in
      func optional<Value>(_ index: Int, _ make: (String) -> Value?) throws -> Value? {
        guard let text = try row.get(index) as String? else { return nil }
        return try known(make(text), row, of: "series", path: path)
      }
      let leerjaar: Int? = try row.get(3)
      guard leerjaar.map({ (1...6).contains($0) }) ?? true else {
        throw misfit(row, of: "series", path: path)
      }
      let fact = try Fact(
        layout: "",
        measure: known(Fact.Measure(rawValue: row.get(1)), row, of: "series", path: path),
        period: .jaar(0), vestiging: nowhere, leerweg: optional(2, Leerweg.init(rawValue:)),
        leerjaar: leerjaar, profiel: (row.get(4) as String?).map { Profiel($0) },
        sector: optional(5, Sector.init(rawValue:)),
        geslacht: known(Geslacht(rawValue: row.get(6)), row, of: "series", path: path),
        lwt: row.get(7), count: .missing, source: SourceCell(file: "", row: 0, column: ""))
      return (try row.get(0), fact)
    }
  }

  /// What an observation counts or measures.
  struct ObservationSeries {
    let measure: String
    let unit: Figure.Unit
    var dimensions: [Observation.Dimension]
  }

  static func observationSeries(
    _ database: Database, path: String
  ) throws -> [(Int64, ObservationSeries)] {
    let sql = """
      SELECT series.id, measure, unit, part.key, part.value
      FROM observation_series AS series LEFT JOIN json_each(series.dimensions) AS part
      ORDER BY measure, unit, dimensions, series.id, part.id
      """
    var result: [(Int64, ObservationSeries)] = []
    for row in try Row.fetchAll(database, sql: sql) {
      let id: Int64 = try row.get(0)
      if result.last?.0 != id {
        let unit = try known(
          Figure.Unit(rawValue: row.get(2)), row, of: "observation_series", path: path)
        result.append((id, ObservationSeries(measure: try row.get(1), unit: unit, dimensions: [])))
      }
      if let name = try row.get(3) as String? {
        result[result.count - 1].1.dimensions.append(
          Observation.Dimension(name, try row.get(4)))
      }
    }
    return result
  }

  static func known<Value>(
    _ value: Value?, _ row: Row, of table: String, path: String
  ) throws -> Value {
    guard let value else { throw misfit(row, of: table, path: path) }
    return value
  }

  static func misfit(_ row: Row, of table: String, path: String) -> StoreError {
    .corrupt(path: path, reason: "a row of the table \(table) fits no record: \(row)")
  }
}
