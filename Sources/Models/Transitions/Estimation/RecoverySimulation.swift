import Foundation
import LinearAlgebra

/// The simulated regions of ``RecoveryTable``.
struct RecoverySimulation: Sendable {
  typealias Answers = [(RecoveryTable.Estimator, RecoveryAnswer)]

  let settings: RecoveryTable.Settings
  let space: StateSpace
  /// Of leerjaar 3 (stays, on, elsewhere) and 4 (stays, technical mbo, other mbo, elsewhere).
  static let rates = [[0.04, 0.90, 0.06], [0.05, 0.55, 0.30, 0.10]]

  init(_ settings: RecoveryTable.Settings) throws(EstimationError) {
    self.settings = settings
    space = try makingRates { () throws(TransitionError) in
      try StateSpace(
        states: ["3", "4", "tech", "mbo", "uit"].map(StateSpace.State.init),
        transitions: [(0, 0), (0, 1), (0, 4), (1, 1), (1, 2), (1, 3), (1, 4)].map {
          StateSpace.Transition(from: $0, to: $1)
        })
    }
  }

  func replicate(
    _ replicate: Int, of scenario: RecoveryTable.Scenario
  ) throws(EstimationError) -> Answers {
    let place = RecoveryTable.Scenario.allCases.firstIndex(of: scenario) ?? 0
    var generator = Philox(
      seed: settings.seed &* 1_000 &+ UInt64(place), stream: UInt64(replicate))
    switch scenario {
    case .flows: return try flows(replicate, &generator)
    case .pooled: return try pooled(replicate, regions: 1, &generator)
    case .nested: return try pooled(replicate, regions: settings.regions, &generator)
    case .stocks: return try stocks(replicate, &generator)
    case .drifting: return try drifting(replicate, &generator)
    }
  }

  /// Flows of a school: its stocks follow from the flows and from the pupils who enter.
  private func table(
    _ rates: [[[Double]]], pupils: Int, _ generator: inout Philox
  ) throws(EstimationError) -> FlowTable {
    var years: [[FlowTable.Row?]] = []
    var (three, four) = (pupils, Int((0.9 * Double(pupils)).rounded()))
    for own in rates {
      let from3 = Multinomial(trials: three, probabilities: own[0]).draw(using: &generator)
      let from4 = Multinomial(trials: four, probabilities: own[1]).draw(using: &generator)
      years.append([row(from3), row(from4), nil, nil, nil])
      three = from3[0] + Poisson(mean: Double(pupils)).draw(using: &generator)
      four = from3[1] + from4[0]
    }
    return try FlowTable(space: space, years: years)
  }

  private func row(_ counts: [Int]) -> FlowTable.Row {
    let total = counts.reduce(0, +)
    return FlowTable.Row(
      counts: counts.map {
        settings.withholds && (1...4).contains($0) ? 1...min(4, total) : $0...$0
      }, total: total...total)
  }

  private func flows(_ replicate: Int, _ generator: inout Philox) throws(EstimationError) -> Answers
  {
    let years = [[[Double]]](repeating: Self.rates, count: settings.years)
    let table = try table(years, pupils: settings.pupils, &generator)
    let fit = try FlowRates().fit(table)
    let made = try fit.transitionRates()
    var answers: Answers = []
    for from in [0, 1] {
      guard case .dirichlet(let shapes) = made.rows[from] else { continue }
      for (place, to) in space.destinations[from].enumerated() {
        let truth = Self.rates[from][place]
        func answer(
          _ estimate: Double, _ middle: ClosedRange<Double>, _ wide: ClosedRange<Double>
        ) -> RecoveryAnswer {
          RecoveryAnswer(
            replicate: replicate, from: from, to: to, truth: truth, estimate: estimate,
            middle: middle, wide: wide)
        }
        let rate = fit.rate(from: from, to: to) ?? 0
        for (estimator, method) in [
          (RecoveryTable.Estimator.flowsJeffreys, FlowFit.IntervalMethod.jeffreys),
          (.flowsWilson, .wilson),
        ] {
          guard
            let middle = fit.interval(from: from, to: to, probability: 0.8, method: method),
            let wide = fit.interval(from: from, to: to, method: method)
          else { continue }
          answers.append((estimator, answer(rate, middle, wide)))
        }
        let beta = Dirichlet(shapes: shapes).marginal(place)
        answers.append(
          (
            .flowsDirichlet,
            answer(
              beta.mean, beta.interval(probability: 0.8), beta.interval(probability: 0.95))
          ))
      }
    }
    return answers
  }

  private func pooled(
    _ replicate: Int, regions: Int, _ generator: inout Philox
  ) throws(EstimationError) -> Answers {
    var truths: [[[Double]]] = []
    var places: [Int] = []
    var tables: [FlowTable] = []
    for region in 0..<regions {
      var mean = Self.rates
      if regions > 1 {
        mean = mean.map {
          Dirichlet(shapes: $0.map { settings.regionConcentration * $0 })
            .draw(using: &generator)
        }
      }
      for _ in 0..<settings.schools {
        let own = mean.map {
          Dirichlet(shapes: $0.map { max(1e-9, settings.schoolConcentration * $0) })
            .draw(using: &generator)
        }
        // Sizes from a third to twice the middle one.
        let size = Double(settings.pupils) * exp(0.9 * (2 * generator.uniform() - 1.2))
        truths.append(own)
        places.append(region)
        tables.append(
          try table(
            [[[Double]]](repeating: own, count: settings.years), pupils: max(4, Int(size)),
            &generator))
      }
    }
    let isNested = regions > 1
    let fit =
      isNested ? try FlowPooling().fit(tables, regions: places) : try FlowPooling().fit(tables)
    var answers: Answers = []
    // Some schools of each data set: quantiles of mixtures cost more than the fit.
    for school in tables.indices where school % settings.schools < 4 {
      let made = try fit.transitionRates(school: school)
      for from in [0, 1] {
        guard case .dirichlet(let shapes) = made.rows[from] else { continue }
        for (place, to) in space.destinations[from].enumerated() {
          guard let posterior = fit.posterior(school: school, from: from, to: to) else { continue }
          let beta = Dirichlet(shapes: shapes).marginal(place)
          func answer(
            _ distribution: some ContinuousDistribution
          ) -> RecoveryAnswer {
            RecoveryAnswer(
              replicate: replicate, from: from, to: to, truth: truths[school][from][place],
              estimate: distribution.mean, middle: distribution.interval(probability: 0.8),
              wide: distribution.interval(probability: 0.95))
          }
          answers.append((isNested ? .nestedPosterior : .pooledPosterior, answer(posterior)))
          answers.append((isNested ? .nestedDirichlet : .pooledDirichlet, answer(beta)))
        }
      }
    }
    return answers
  }

  private func stocks(
    _ replicate: Int, _ generator: inout Philox
  ) throws(EstimationError) -> Answers {
    // A region: twenty schools, whose inflow varies by a tenth from year to year.
    let size = 20 * Double(settings.pupils)
    var counts: [[Int?]] = []
    var inflow: [Double?] = [nil]
    var (three, four) = (Int(size), Int(0.9 * size))
    counts.append([three, four, nil, nil, nil])
    for _ in 0..<(2 * settings.years) {
      let entered = Int(size * (1 + 0.1 * Normal.standard.draw(using: &generator)))
      let from3 = Multinomial(trials: three, probabilities: Self.rates[0]).draw(using: &generator)
      let from4 = Multinomial(trials: four, probabilities: Self.rates[1]).draw(using: &generator)
      (three, four) = (from3[0] + entered, from3[1] + from4[0])
      inflow.append(Double(entered))
      counts.append([three, four, from4[1], from4[2], nil])
    }
    let series = try StockSeries(
      space: space, counts: counts, inflows: [.known(inflow), .none, .none, .none, .none])
    var answers: Answers = []
    func add(
      _ estimator: RecoveryTable.Estimator, _ estimates: [[Double]], _ draws: StockDraws
    ) {
      for from in [0, 1] {
        for (place, to) in space.destinations[from].enumerated() {
          guard let middle = draws.interval(from: from, to: to, probability: 0.8),
            let wide = draws.interval(from: from, to: to)
          else { continue }
          answers.append(
            (
              estimator,
              RecoveryAnswer(
                replicate: replicate, from: from, to: to, truth: Self.rates[from][place],
                estimate: estimates[from][place], middle: middle, wide: wide)
            ))
        }
      }
    }
    for (estimator, method) in [
      (RecoveryTable.Estimator.stocksLeastSquares, StockRates.Method.leastSquares),
      (.stocksWeighted, .weighted), (.stocksLikelihood, .likelihood),
    ] {
      let fit = try StockRates(method).fit(series)
      add(estimator, fit.rates, try fit.bootstrap(replicates: settings.draws, seed: 7))
      if method == .weighted {
        let posterior = try fit.posterior(draws: settings.draws, seed: 7)
        add(.stocksPosterior, posterior.means, posterior)
      }
    }
    let years = counts.count - 1
    let ratios = try ProgressionRatios(.nces).fit(
      lower: counts[..<years].map { $0[0].map(Double.init) },
      upper: counts[..<years].map { $0[1].map(Double.init) })
    if let middle = ratios.interval(horizon: 1, probability: 0.8),
      let wide = ratios.interval(horizon: 1), let above = counts[years][1],
      let below = counts[years - 1][0]
    {
      answers.append(
        (
          .progressionNCES,
          RecoveryAnswer(
            replicate: replicate, from: 0, to: 1, truth: Double(above) / Double(below),
            estimate: ratios.ratio(horizon: 1), middle: middle, wide: wide)
        ))
    }
    return answers
  }

  private func drifting(
    _ replicate: Int, _ generator: inout Philox
  ) throws(EstimationError) -> Answers {
    var eta = Self.rates.map { row in row.dropLast().map { log($0 / row[row.count - 1]) } }
    var rates: [[[Double]]] = []
    for _ in 0..<(settings.years + 4) {
      rates.append(eta.map { DriftingRow.softmax($0) })
      for s in eta.indices {
        // N(0, σ² ½(I + 11ᵀ)).
        let common = Normal.standard.draw(using: &generator)
        for c in eta[s].indices {
          eta[s][c] +=
            settings.drift * 0.5.squareRoot()
            * (common + Normal.standard.draw(using: &generator))
        }
      }
    }
    let last = settings.years
    let fit = try DriftingRates().fit(
      table(Array(rates[...last]), pupils: 4 * settings.pupils, &generator))
    var answers: Answers = []
    for from in [0, 1] {
      guard let walk = fit.walks[from] else { continue }
      let estimate = DriftingRow.softmax(walk.level)
      for (place, to) in space.destinations[from].enumerated() {
        for (estimator, horizon) in [
          (RecoveryTable.Estimator.driftingNow, 0), (.driftingAhead, 3),
        ] {
          guard
            let middle = fit.interval(from: from, to: to, horizon: horizon, probability: 0.8),
            let wide = fit.interval(from: from, to: to, horizon: horizon)
          else { continue }
          answers.append(
            (
              estimator,
              RecoveryAnswer(
                replicate: replicate, from: from, to: to, truth: rates[last + horizon][from][place],
                estimate: estimate[place], middle: middle, wide: wide)
            ))
        }
      }
    }
    return answers
  }
}
