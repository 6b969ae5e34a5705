import Models
import Records

extension StroomEstimate {
  /// Fewer years than this do not show how rates wander.
  static let fewestYears = 3

  /// The flows of all vestigingen together, year by year: withheld cells add up to wider bounds.
  static func together(_ tables: [FlowTable], _ space: StateSpace) throws(EstimationError)
    -> FlowTable
  {
    try FlowTable(
      space: space,
      years: (tables.first?.years.indices ?? 0..<0).map { year in
        space.states.indices.map { s -> FlowTable.Row? in
          let rows = tables.compactMap { $0.years[year][s] }
          guard let first = rows.first else { return nil }
          var total: ClosedRange<Int>? = 0...0
          for row in rows {
            let sum = row.counts.reduce(0...0, +)
            let own = row.total ?? (sum.count == 1 ? sum : nil)
            total = total.flatMap { before in own.map { before + $0 } }
          }
          return FlowTable.Row(
            counts: first.counts.indices.map { c in rows.map { $0.counts[c] }.reduce(0...0, +) },
            total: total)
        }
      })
  }

  /// Rates that wander from year to year, the same in all vestigingen.
  static func wander(
    _ tables: [FlowTable], _ data: StroomData
  ) throws(StroomError) -> DriftingFit {
    guard data.years.count >= fewestYears else {
      throw .fewYears(file: data.file, years: data.years.count, needed: fewestYears)
    }
    do throws(EstimationError) {
      return try DriftingRates().fit(together(tables, data.space))
    } catch {
      throw .estimation(file: data.file, error)
    }
  }

  /// The rates of the last year, of all vestigingen together.
  func wanderingRates(_ fit: DriftingFit) -> [StroomForecast.Rate] {
    data.space.transitions.compactMap { way in
      let seen = data.vestigingen.map { data.seen($0, from: way.from, to: way.to) }
      guard let value = fit.rate(from: way.from, to: way.to),
        let narrow = fit.interval(from: way.from, to: way.to, horizon: 0, probability: 0.8),
        let wide = fit.interval(from: way.from, to: way.to, horizon: 0, probability: 0.95)
      else { return nil }
      return StroomForecast.Rate(
        vestiging: nil, from: data.space.states[way.from].name,
        to: data.space.states[way.to].name, count: Count(seen.map(\.way).reduce(0...0, +)),
        pupils: Count(seen.map(\.all).reduce(0...0, +)), value: value, interval80: narrow,
        interval95: wide)
    }
  }
}
