import LinearAlgebra
import Models
import Records

/// The rates of a file of stocks, the same in all vestigingen.
struct StandEstimate {
  let data: StandData
  /// That of the estimator.
  let fit: StockFit
  /// From the posterior.
  let draws: StockDraws
  let estimator: StroomForecast.Estimator
  /// Along the destinations of each state.
  let values: [[Double]]

  init(_ data: StandData, _ options: StroomForecast.Options) throws(StroomError) {
    self.data = data
    estimator = options.estimator
    let series = try data.series()
    do throws(EstimationError) {
      let weighted = try StockRates(StroomForecast.Estimator.posterior.method).fit(series)
      draws = try weighted.posterior(draws: options.draws, seed: options.seed)
      if options.estimator == .posterior {
        (fit, values) = (weighted, draws.means)
      } else {
        fit = try StockRates(options.estimator.method).fit(series)
        values = fit.rates
      }
    } catch {
      throw .estimation(file: data.file, error)
    }
  }

  var basis: StroomForecast.Basis {
    StroomForecast.Basis(
      estimator: estimator, equations: fit.residuals.count, undetermined: fit.undetermined,
      condition: fit.condition, dispersion: fit.dispersion)
  }

  /// One a way.
  func rates() -> [StroomForecast.Rate] {
    data.space.transitions.compactMap { way in
      guard let place = data.space.destinations[way.from].firstIndex(of: way.to),
        let narrow = draws.interval(from: way.from, to: way.to, probability: 0.8),
        let wide = draws.interval(from: way.from, to: way.to, probability: 0.95),
        let range = fit.range(from: way.from, to: way.to)
      else { return nil }
      let isOpen = fit.isDetermined(from: way.from, to: way.to) == false
      return StroomForecast.Rate(
        vestiging: nil, from: data.space.states[way.from].name,
        to: data.space.states[way.to].name, count: .missing, pupils: Count(pupils(way.from)),
        value: values[way.from][place], interval80: narrow, interval95: wide,
        range: isOpen ? range : nil)
    }
  }

  /// Pupils counted in a state on a peildatum after which the next is counted too.
  private func pupils(_ state: Int) -> ClosedRange<Int> {
    data.vestigingen.reduce(0...0) { sum, vestiging in
      vestiging.years.filter { vestiging.stocks[$0 + 1] != nil }.reduce(sum) {
        $0 + (vestiging.stock(state, $1) ?? 0...0)
      }
    }
  }

  /// The vestigingen that are counted on the newest peildatum, carried forward: all with the same draw of the
  /// rates in each replicate.
  func projection(_ options: StroomForecast.Options) throws(StroomError) -> StroomProjection {
    let (space, newest) = (data.space, data.years.upperBound)
    var units: [StroomProjection.Unit] = []
    for (v, vestiging) in data.vestigingen.enumerated() where data.isProjected(vestiging) {
      let byState = space.states.indices.map { inflow(vestiging, v, $0, StroomInflow(options)) }
      var observed: [Int: [ClosedRange<Int>?]] = [:]
      for year in data.years {
        observed[year] = space.states.indices.map { vestiging.stock($0, year) }
      }
      units.append(
        StroomProjection.Unit(
          name: vestiging.name, number: v,
          start: space.states.indices.map { s in
            space.isExit(s) ? 0...0 : vestiging.stock(s, newest) ?? 0...0
          },
          inflow: (0..<options.years).map { year in byState.map { $0[year] } }, rates: 0,
          observed: observed))
    }
    guard !units.isEmpty else { throw .noNewest(file: data.file, year: newest) }
    let rates: TransitionRates
    do throws(EstimationError) {
      rates = try draws.transitionRates()
    } catch {
      throw .estimation(file: data.file, error)
    }
    return try StroomProjection(
      space: space, units: units, rates: [rates], newest: newest, options: options)
  }

  private func inflow(
    _ vestiging: StandData.Vestiging, _ v: Int, _ s: Int, _ inflow: StroomInflow
  ) -> [FlowProjection.Inflow] {
    if data.space.isExit(s) { return inflow.nobody }
    switch data.entries[s] {
    case .told:
      return inflow.ahead(
        vestiging: v, state: s, known: vestiging.years.compactMap { vestiging.inflow[$0]?[s] })
    case .assumedNone: return inflow.nobody
    case .remainder:
      let way = data.space.transitions.firstIndex(of: .init(from: s, to: s))
      let pairs = vestiging.years.compactMap { year in
        vestiging.stock(s, year - 1).flatMap { before in
          vestiging.stock(s, year).map { (before, $0) }
        }
      }
      // With one peildatum: as many as keep the state as it is.
      let known =
        pairs.isEmpty ? vestiging.stock(s, data.years.upperBound).map { [($0, $0)] } : pairs
      return inflow.ahead(vestiging: v, state: s) { replicate, generator in
        // The draw of the rates that this replicate of the projection takes.
        let draw = replicate % draws.draws.rows
        let staying = way.map { draws.draws[draw, $0] } ?? 0
        return (known ?? []).map { before, now in
          let before = Double(Int.random(in: before, using: &generator))
          let now = Double(Int.random(in: now, using: &generator))
          return max(0, now - staying * before)
        }
      }
    }
  }
}
