import Foundation
import LinearAlgebra

/// The simulated regions of ``RecoveryTable``.
struct RecoverySimulation: Sendable {
  typealias Answers = [(RecoveryTable.Estimator, RecoveryAnswer)]
  /// The years ahead that are asked of projections.
  static let ahead = [1, 3, 5]

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

  /// All that is asked, in the order of the table.
  var subjects: [RecoveryTable.Subject] {
    let names = space.states.map(\.name)
    return [.rates] + space.transitions.map { .rate(from: names[$0.from], to: names[$0.to]) }
      + Self.ahead.flatMap { years in
        [.stocks(ahead: years), .total(ahead: years)]
          + names.map { .stock(of: $0, ahead: years) }
      }
  }

  /// The rate along a place of a state's destinations.
  func subject(from: Int, place: Int) -> RecoveryTable.Subject {
    .rate(
      from: space.states[from].name, to: space.states[space.destinations[from][place]].name)
  }

  /// Flows of a school: its stocks follow from the flows and from the pupils who enter.
  ///
  /// - Returns: The table, and the pupils of leerjaar 3 and 4 after its last year.
  func table(
    _ rates: [[[Double]]], pupils: Int, _ generator: inout Philox
  ) throws(EstimationError) -> (table: FlowTable, end: [Int]) {
    var years: [[FlowTable.Row?]] = []
    var (three, four) = (pupils, Int((0.9 * Double(pupils)).rounded()))
    for own in rates {
      let from3 = Multinomial(trials: three, probabilities: own[0]).draw(using: &generator)
      let from4 = Multinomial(trials: four, probabilities: own[1]).draw(using: &generator)
      years.append([row(from3), row(from4), nil, nil, nil])
      three = from3[0] + Poisson(mean: Double(pupils)).draw(using: &generator)
      four = from3[1] + from4[0]
    }
    return (try FlowTable(space: space, years: years), [three, four])
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
    let (table, end) = try table(years, pupils: settings.pupils, &generator)
    let fit = try FlowRates().fit(table)
    let made = try fit.transitionRates()
    let future = RecoveryFuture(
      from: end, rates: { _, _ in Self.rates }, inflow: .poisson(settings.pupils),
      futures: settings.futures, &generator)
    var answers = try self.answers(replicate, .flowsDirichlet, made, future)
    for from in [0, 1] {
      guard case .dirichlet(let shapes) = made.rows[from] else { continue }
      for (place, to) in space.destinations[from].enumerated() {
        let subject = subject(from: from, place: place)
        let truth = Self.rates[from][place]
        func answer(
          _ estimate: Double, _ middle: ClosedRange<Double>, _ wide: ClosedRange<Double>
        ) -> RecoveryAnswer {
          RecoveryAnswer(
            replicate: replicate, subject: subject, truth: truth, estimate: estimate,
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
    var futures: [RecoveryFuture] = []
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
        let pupils = max(4, Int(size))
        let (table, end) = try table(
          [[[Double]]](repeating: own, count: settings.years), pupils: pupils, &generator)
        tables.append(table)
        futures.append(
          RecoveryFuture(
            from: end, rates: { _, _ in own }, inflow: .poisson(pupils), futures: settings.futures,
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
      answers += try self.answers(
        replicate, isNested ? .nestedDirichlet : .pooledDirichlet, made, futures[school])
      for from in [0, 1] {
        guard case .dirichlet(let shapes) = made.rows[from] else { continue }
        for (place, to) in space.destinations[from].enumerated() {
          guard let posterior = fit.posterior(school: school, from: from, to: to) else { continue }
          let beta = Dirichlet(shapes: shapes).marginal(place)
          func answer(
            _ distribution: some ContinuousDistribution
          ) -> RecoveryAnswer {
            RecoveryAnswer(
              replicate: replicate, subject: subject(from: from, place: place),
              truth: truths[school][from][place], estimate: distribution.mean,
              middle: distribution.interval(probability: 0.8),
              wide: distribution.interval(probability: 0.95))
          }
          answers.append((isNested ? .nestedPosterior : .pooledPosterior, answer(posterior)))
          answers.append((isNested ? .nestedDirichlet : .pooledDirichlet, answer(beta)))
        }
      }
    }
    return answers
  }
}
