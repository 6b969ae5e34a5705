import Foundation

/// What became of the pupils of a simulated region in five years after the data.
struct RecoveryFuture: Sendable {
  /// How many pupils enter leerjaar 3 in a year.
  enum Inflow: Sendable {
    case poisson(Int)
    case normal(mean: Double, deviation: Double)

    func draw(_ generator: inout Philox) -> Int {
      switch self {
      case .poisson(let mean): Poisson(mean: Double(mean)).draw(using: &generator)
      case .normal(let mean, let deviation):
        max(0, Int(mean + deviation * Normal.standard.draw(using: &generator)))
      }
    }

    /// The same law for a projection of so many futures.
    func known(_ futures: Int, _ generator: inout Philox) -> [FlowProjection.Inflow] {
      (0..<RecoveryFuture.years).map { _ in
        switch self {
        case .poisson(let mean): .poisson(.known(Double(mean)))
        case .normal: .draws((0..<futures).map { _ in draw(&generator) })
        }
      }
    }
  }

  static let years = 5

  /// The pupils of leerjaar 3 and 4 after the last year of the data.
  let start: [Int]
  /// Of leerjaar 3, by year ahead, as a projection is told.
  let inflow: [FlowProjection.Inflow]
  /// By year ahead, by state.
  let stocks: [[Int]]

  /// - Parameters:
  ///   - start: The pupils of leerjaar 3 and 4.
  ///   - rates: Of each year ahead, from 1.
  ///   - law: Of inflow.
  ///   - futures: Of the projection.
  ///   - generator: Of the pupils.
  init(
    from start: [Int], rates: (Int, inout Philox) -> [[Double]], inflow law: Inflow,
    futures: Int, _ generator: inout Philox
  ) {
    self.start = start
    inflow = law.known(futures, &generator)
    var (three, four) = (start[0], start[1])
    stocks = (1...Self.years).map { year in
      let own = rates(year, &generator)
      let from3 = Multinomial(trials: three, probabilities: own[0]).draw(using: &generator)
      let from4 = Multinomial(trials: four, probabilities: own[1]).draw(using: &generator)
      three = from3[0] + law.draw(&generator)
      four = from3[1] + from4[0]
      return [three, four, from4[1], from4[2], from3[2] + from4[3]]
    }
  }
}

extension RecoverySimulation {
  /// Asks a projection with these rates for the stocks that came.
  func answers(
    _ replicate: Int, _ estimator: RecoveryTable.Estimator, _ rates: TransitionRates,
    _ future: RecoveryFuture
  ) throws(EstimationError) -> Answers {
    let classes = space.states.indices.filter { !space.isExit($0) }
    let sums = [classes] + space.states.indices.map { [$0] }
    let nobody = space.states.indices.map { _ in FlowProjection.Inflow.fixed(0) }
    let results = try makingRates { () throws(TransitionError) in
      let unit = FlowProjection.Unit(
        number: 0, start: future.start + [Int](repeating: 0, count: nobody.count - 2),
        inflow: future.inflow.map { [$0] + nobody.dropFirst() })
      let projection = try FlowProjection(
        rates: [rates], units: [unit], horizon: RecoveryFuture.years)
      return try projection.simulate(
        sums.map { FlowQuestion(FlowMeasure(FlowMeasure.stock(of: $0, in: [0]))) },
        replicates: settings.futures, seed: UInt64(replicate),
        probabilities: [0.025, 0.1, 0.9, 0.975], threads: 1)
    }
    var answers: Answers = []
    for years in Self.ahead {
      for (states, result) in zip(sums, results) {
        let said = result.years[years - 1]
        answers.append(
          (
            estimator,
            RecoveryAnswer(
              replicate: replicate,
              subject: states.count > 1
                ? .total(ahead: years) : .stock(of: space.states[states[0]].name, ahead: years),
              truth: Double(states.reduce(0) { $0 + future.stocks[years - 1][$1] }),
              estimate: said.mean ?? 0, middle: said.quantiles[1]...said.quantiles[2],
              wide: said.quantiles[0]...said.quantiles[3])
          ))
      }
    }
    return answers
  }
}
