import Foundation

/// How well the estimators find rates that are known: bias and coverage on simulated regions, whose pupils
/// are counted and withheld as DUO does.
///
/// The states are leerjaar 3 and 4, technical mbo, other mbo and elsewhere. In each replicate rates are
/// drawn or fixed, pupils move by themselves, cells of 1 to 4 are told as "<5", and every estimator is asked
/// for intervals of 80 and 95 %. Replicate r draws from stream r of the seed: the table is the same on every
/// machine.
public struct RecoveryTable: Hashable, Sendable {
  /// What is simulated, and so which estimators are asked.
  public enum Scenario: String, Hashable, Sendable, CaseIterable {
    /// One school's flows over some years, at the rates of the table.
    case flows
    /// Schools around a common mean.
    case pooled
    /// Schools around the means of regions around that of the country.
    case nested
    /// Yearly stocks of one region; arrivals in mbo are counted, those elsewhere are not.
    case stocks
    /// One region's flows whose log-ratios wander.
    case drifting
  }

  /// An estimator with a kind of interval.
  public enum Estimator: String, Hashable, Sendable, CaseIterable {
    /// ``FlowFit/interval(from:to:probability:method:)``, Jeffreys.
    case flowsJeffreys
    /// The same, Wilson.
    case flowsWilson
    /// The marginals of ``FlowFit/transitionRates()``.
    case flowsDirichlet
    /// ``PooledFlows/posterior(school:from:to:)`` with one level.
    case pooledPosterior
    /// The marginals of ``PooledFlows/transitionRates(school:)`` with one level.
    case pooledDirichlet
    /// ``PooledFlows/posterior(school:from:to:)`` with two levels.
    case nestedPosterior
    /// The marginals of ``PooledFlows/transitionRates(school:)`` with two levels.
    case nestedDirichlet
    /// ``StockRates/Method/leastSquares`` with its bootstrap.
    case stocksLeastSquares
    /// ``StockRates/Method/weighted`` with its bootstrap.
    case stocksWeighted
    /// ``StockRates/Method/likelihood`` with its bootstrap.
    case stocksLikelihood
    /// ``StockFit/posterior(draws:seed:)``.
    case stocksPosterior
    /// ``ProgressionRatios`` with the NCES smoothing: the ratio a year ahead.
    case progressionNCES
    /// ``DriftingFit/interval(from:to:horizon:probability:)`` of the last year.
    case driftingNow
    /// The same, three years ahead.
    case driftingAhead
  }

  /// How much is simulated.
  public struct Settings: Hashable, Sendable {
    /// Simulated data sets of each scenario.
    public var replicates = 200
    /// The years of flows or stocks.
    public var years = 5
    /// Pupils who enter leerjaar 3 of a school in a year.
    public var pupils = 40
    /// The schools of each region.
    public var schools = 8
    /// The regions of the nested scenario.
    public var regions = 5
    /// M: how alike schools are; of 60 pupils a school tells as much as the pool.
    public var schoolConcentration = 60.0
    /// M₂: how alike regions are.
    public var regionConcentration = 120.0
    /// The standard deviation of a year's change of the log-ratios, in the drifting scenario.
    public var drift = 0.1
    /// Whether cells of 1 to 4 are withheld.
    public var withholds = true
    /// Replicates of each bootstrap, and draws of each posterior.
    public var draws = 300
    /// What is simulated.
    public var scenarios = Scenario.allCases
    /// Of the simulation.
    public var seed: UInt64 = 1

    /// The settings as they stand.
    public init() {}
  }

  /// What was found for one rate.
  public struct Row: Hashable, Sendable {
    /// The estimator and its interval.
    public let estimator: Estimator
    /// The state that is left; nil in the row of all rates together.
    public let from: String?
    /// The state that is reached; nil as ``from``.
    public let to: String?
    /// How often an interval was asked.
    public let questions: Int
    /// The mean of the true rates.
    public let truth: Double
    /// The mean of estimate − truth.
    public let bias: Double
    /// The standard error of ``bias``, replicates taken as independent.
    public let biasError: Double
    /// The share of 80 % intervals that hold the truth.
    public let coverage80: Double
    /// The share of 95 % intervals that hold the truth.
    public let coverage95: Double
    /// The mean width of the 95 % interval.
    public let width: Double
  }

  /// How much was simulated.
  public let settings: Settings
  /// By estimator, all rates together and then each rate.
  public let rows: [Row]

  /// Simulates and asks.
  ///
  /// - Throws: ``EstimationError`` of an estimator that fails: none should.
  /// - Complexity: some milliseconds a replicate for most scenarios, tenths of seconds for the nested one.
  public init(_ settings: Settings) throws(EstimationError) {
    self.settings = settings
    let simulation = try RecoverySimulation(settings)
    var answers: [Estimator: [RecoveryAnswer]] = [:]
    for scenario in settings.scenarios {
      for replicate in 0..<settings.replicates {
        for (estimator, answer) in try simulation.replicate(replicate, of: scenario) {
          answers[estimator, default: []].append(answer)
        }
      }
    }
    var rows: [Row] = []
    for estimator in Estimator.allCases {
      guard let own = answers[estimator] else { continue }
      rows.append(Self.row(estimator, nil, nil, own))
      let space = simulation.space
      for transition in space.transitions {
        let part = own.filter { $0.from == transition.from && $0.to == transition.to }
        guard !part.isEmpty else { continue }
        rows.append(
          Self.row(
            estimator, space.states[transition.from].name, space.states[transition.to].name, part))
      }
    }
    self.rows = rows
  }

  private static func row(
    _ estimator: Estimator, _ from: String?, _ to: String?, _ answers: [RecoveryAnswer]
  ) -> Row {
    let n = Double(answers.count)
    func mean(_ value: (RecoveryAnswer) -> Double) -> Double {
      answers.reduce(0) { $0 + value($1) } / n
    }
    // Errors of one replicate go together: its mean is one observation.
    var sums: [Int: (sum: Double, count: Double)] = [:]
    for answer in answers {
      let old = sums[answer.replicate] ?? (0, 0)
      sums[answer.replicate] = (old.sum + answer.estimate - answer.truth, old.count + 1)
    }
    let means = sums.sorted { $0.key < $1.key }.map { $0.value.sum / $0.value.count }
    let bias = mean { $0.estimate - $0.truth }
    let centre = means.reduce(0, +) / Double(means.count)
    let variance =
      means.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / max(1, Double(means.count) - 1)
    return Row(
      estimator: estimator, from: from, to: to, questions: answers.count, truth: mean(\.truth),
      bias: bias, biasError: (variance / Double(means.count)).squareRoot(),
      coverage80: mean { $0.middle.contains($0.truth) ? 1 : 0 },
      coverage95: mean { $0.wide.contains($0.truth) ? 1 : 0 },
      width: mean { $0.wide.upperBound - $0.wide.lowerBound })
  }

  /// The table as lines of at most 80 columns: estimator, rate, questions, truth, bias and its standard
  /// error, coverage of 80 and 95 % intervals in percent, width of the latter.
  public var lines: [String] {
    func cell(_ text: String, _ width: Int) -> String {
      text.count >= width ? text : text + String(repeating: " ", count: width - text.count)
    }
    func number(_ value: Double, _ digits: Int, _ width: Int) -> String {
      let text = String(format: "%.\(digits)f", value)
      return String(repeating: " ", count: max(0, width - text.count)) + text
    }
    return rows.map { row in
      let way = row.from.flatMap { from in row.to.map { "\(from)>\($0)" } } ?? "all"
      return [
        cell(row.estimator.rawValue, 18), cell(way, 11), number(Double(row.questions), 0, 6),
        number(row.truth, 3, 5), number(row.bias, 4, 7), number(row.biasError, 4, 6),
        number(100 * row.coverage80, 1, 5), number(100 * row.coverage95, 1, 5),
        number(row.width, 3, 5),
      ].joined(separator: " ")
    }
  }
}

/// One interval asked, and the truth.
struct RecoveryAnswer: Sendable {
  let replicate: Int
  let from: Int
  let to: Int
  let truth: Double
  let estimate: Double
  let middle: ClosedRange<Double>
  let wide: ClosedRange<Double>
}
