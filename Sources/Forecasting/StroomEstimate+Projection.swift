import Models

extension StroomEstimate {
  /// The vestigingen with a newest stock, and their rates, carried forward.
  func projection(
    _ options: StroomForecast.Options
  ) throws(StroomError) -> StroomProjection {
    let space = data.space
    let newest = data.years.upperBound + 1
    let inflow = StroomInflow(options)
    var units: [StroomProjection.Unit] = []
    for (v, vestiging) in data.vestigingen.enumerated()
    where vestiging.years.contains(data.years.upperBound) {
      let byState = space.states.indices.map { s in
        inflow.ahead(
          vestiging: v, state: s,
          known: vestiging.years.sorted().map { vestiging.inflow[$0]?[s] ?? 0...0 })
      }
      var observed: [Int: [ClosedRange<Int>?]] = [:]
      for peildatum in (data.years.lowerBound + 1)...newest {
        observed[peildatum] = space.states.indices.map {
          vestiging.stock($0, peildatum: peildatum)
        }
      }
      units.append(
        StroomProjection.Unit(
          name: vestiging.name, number: v,
          start: space.states.indices.map { s in
            space.isExit(s) ? 0...0 : vestiging.stock(s, peildatum: newest) ?? 0...0
          },
          inflow: (0..<options.years).map { year in byState.map { $0[year] } },
          rates: walk == nil ? v : 0,
          observed: observed))
    }
    return try StroomProjection(
      space: space, units: units, rates: try transitionRates(), newest: newest, options: options)
  }
}
