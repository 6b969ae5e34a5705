import GRDB
import Records

/// The keys of places, periods and series, looked up in memory and made when first met.
///
/// All of them together are a few thousand rows, read once a file.
struct Dimensions {
  private struct FactSeries: Hashable {
    /// Measure, leerweg, sector, geslacht and lwt in one number: an enum with raw texts hashes the
    /// text.
    let marks: Int
    let leerjaar: Int?
    let profiel: String?
  }
  private struct ObservationSeries: Hashable {
    let measure: String
    let unit: Figure.Unit
    let dimensions: String
  }

  private var places: [Place: Int64] = [:]
  private var locations: [String: Int64] = [:]
  private var periods: [Period: Int64] = [:]
  private var series: [FactSeries: Int64] = [:]
  private var observationSeries: [ObservationSeries: Int64] = [:]
  // Rows that follow each other are mostly about the same place and moment.
  private var lastLocation: (code: String, id: Int64) = ("", 0)
  private var lastPeriod: (period: Period, id: Int64)?
  private let placeTable, periodTable, seriesTable, observationSeriesTable: TableInsert

  init(_ database: Database, path: String) throws {
    placeTable = try TableInsert(database, "place", "kind", "code")
    periodTable = try TableInsert(database, "period", "kind", "year")
    seriesTable = try TableInsert(
      database, "series", "measure", "leerweg", "leerjaar", "profiel", "sector", "geslacht", "lwt")
    observationSeriesTable = try TableInsert(
      database, "observation_series", "measure", "unit", "dimensions")
    for (id, place) in try StoredDimensions.places(database, path: path) {
      places[place] = id
      if place.kind == .vestiging { locations[place.code] = id }
    }
    for (id, period) in try StoredDimensions.periods(database, path: path) { periods[period] = id }
    for (id, key) in try StoredDimensions.series(database, path: path) {
      series[Self.key(key)] = id
    }
    for (id, key) in try StoredDimensions.observationSeries(database, path: path) {
      let dimensions = JSONText.object(key.dimensions)
      observationSeries[
        ObservationSeries(measure: key.measure, unit: key.unit, dimensions: dimensions)] = id
    }
  }

  mutating func id(location code: String) throws -> Int64 {
    if code == lastLocation.code { return lastLocation.id }
    let id: Int64
    if let known = locations[code] {
      id = known
    } else {
      id = try self.id(Place(.vestiging, code))
    }
    lastLocation = (code, id)
    return id
  }

  mutating func id(_ place: Place) throws -> Int64 {
    if let id = places[place] { return id }
    try placeTable.add(place.kind.rawValue)
    try placeTable.add(place.code)
    let id = try placeTable.run()
    places[place] = id
    if place.kind == .vestiging { locations[place.code] = id }
    return id
  }

  mutating func id(_ period: Period) throws -> Int64 {
    if let lastPeriod, lastPeriod.period == period { return lastPeriod.id }
    let id: Int64
    if let known = periods[period] {
      id = known
    } else {
      try periodTable.add(period.kind)
      try periodTable.add(period.year)
      id = try periodTable.run()
      periods[period] = id
    }
    lastPeriod = (period, id)
    return id
  }

  mutating func id(seriesOf fact: Fact) throws -> Int64 {
    let key = Self.key(fact)
    if let id = series[key] { return id }
    try seriesTable.add(fact.measure.rawValue)
    try seriesTable.add(fact.leerweg?.rawValue)
    try seriesTable.add(fact.leerjaar)
    try seriesTable.add(fact.profiel?.name)
    try seriesTable.add(fact.sector?.rawValue)
    try seriesTable.add(fact.geslacht.rawValue)
    try seriesTable.add(fact.lwt ? 1 : 0)
    let id = try seriesTable.run()
    series[key] = id
    return id
  }

  mutating func id(seriesOf item: Observation) throws -> Int64 {
    let key = ObservationSeries(
      measure: item.measure, unit: item.unit, dimensions: JSONText.object(item.dimensions))
    if let id = observationSeries[key] { return id }
    try observationSeriesTable.add(key.measure)
    try observationSeriesTable.add(key.unit.rawValue)
    try observationSeriesTable.add(key.dimensions)
    let id = try observationSeriesTable.run()
    observationSeries[key] = id
    return id
  }

  /// Adds what was inserted to the digests of the tables.
  func recordDigests(in database: Database) throws {
    try Digest.add(placeTable.tally, in: database)
    try Digest.add(periodTable.tally, in: database)
    try Digest.add(seriesTable.tally, in: database)
    try Digest.add(observationSeriesTable.tally, in: database)
  }

  private static func key(_ fact: Fact) -> FactSeries {
    let measure =
      switch fact.measure {
      case .leerlingen: 0
      case .examenkandidaten: 1
      case .geslaagden: 2
      case .gezakten: 3
      }
    let leerweg =
      switch fact.leerweg {
      case nil: 0
      case .bb: 1
      case .kb: 2
      case .gl: 3
      case .tl: 4
      }
    let sector =
      switch fact.sector {
      case nil: 0
      case .techniek: 1
      case .economie: 2
      case .zorgEnWelzijn: 3
      case .landbouw: 4
      case .intersectoraal: 5
      case .onverdeeld: 6
      }
    let geslacht =
      switch fact.geslacht {
      case .man: 0
      case .vrouw: 1
      case .onbekend: 2
      case .totaal: 3
      }
    return FactSeries(
      marks: (((measure * 8 + leerweg) * 8 + sector) * 4 + geslacht) * 2 + (fact.lwt ? 1 : 0),
      leerjaar: fact.leerjaar, profiel: fact.profiel?.name)
  }
}
