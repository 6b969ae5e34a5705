import Foundation

/// How well the estimators find rates that are known, and what projections make of them: bias and coverage
/// on simulated regions, whose pupils are counted and withheld as DUO does.
///
/// The states are leerjaar 3 and 4, technical mbo, other mbo and elsewhere. In each replicate rates are
/// drawn or fixed, pupils move by themselves, cells of 1 to 4 are told as "<5", and every estimator is asked
/// for intervals of 80 and 95 %. Then the pupils move on for five years, and ``FlowProjection`` is asked for
/// the same intervals of each year's stocks, with the estimator's rates: what is not known of the rates, and
/// chance. The law of inflow is known to it, the inflow is not. Replicate r draws from stream r of the seed:
/// the table is the same on every machine.
public struct RecoveryTable: Hashable, Sendable {
  /// What is simulated, and so which estimators are asked.
  public enum Scenario: String, Hashable, Sendable, CaseIterable {
    /// One school's flows over some years, at rates that stay the same.
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
    /// The marginals of ``FlowFit/transitionRates()``, and projections with them.
    case flowsDirichlet
    /// ``PooledFlows/posterior(school:from:to:)`` with one level.
    case pooledPosterior
    /// The marginals of ``PooledFlows/transitionRates(school:)`` with one level, and projections with them.
    case pooledDirichlet
    /// ``PooledFlows/posterior(school:from:to:)`` with two levels.
    case nestedPosterior
    /// The marginals of ``PooledFlows/transitionRates(school:)`` with two levels, and projections with them.
    case nestedDirichlet
    /// ``StockRates/Method/leastSquares``, which has no interval of its own.
    case stocksLeastSquares
    /// ``StockRates/Method/weighted``, likewise.
    case stocksWeighted
    /// ``StockRates/Method/likelihood``, likewise.
    case stocksLikelihood
    /// ``StockFit/posterior(draws:seed:spread:)``, and projections with its draws.
    case stocksPosterior
    /// ``ProgressionRatios`` with the NCES smoothing: the ratio a year ahead.
    case progressionNCES
    /// ``DriftingFit/interval(from:to:horizon:probability:)`` of the last year.
    case driftingNow
    /// The same, three years ahead.
    case driftingAhead
    /// Projections with ``DriftingFit/transitionRates()``.
    case driftingWalk
  }

  /// How much is simulated.
  public struct Settings: Hashable, Sendable {
    /// Simulated data sets of each scenario.
    public var replicates = 200
    /// The years of flows.
    public var years = 5
    /// The years in which stocks moved: a series has one more.
    public var stockYears = 10
    /// M: how alike the rates of different years are in the stocks scenario; nil when they are the same.
    public var yearConcentration: Double?
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
    /// Simulated futures of each projection; with 999 quantiles are at whole places.
    public var futures = 999
    /// What is simulated.
    public var scenarios = Scenario.allCases
    /// Of the simulation.
    public var seed: UInt64 = 1

    /// The settings as they stand.
    public init() {}
  }

  /// What an interval is of.
  public enum Subject: Hashable, Sendable {
    /// All rates together.
    case rates
    /// The rate from one state to another.
    case rate(from: String, to: String)
    /// All stocks so many years ahead together, that of all leerjaren among them.
    case stocks(ahead: Int)
    /// The pupils of all leerjaren, so many years ahead.
    case total(ahead: Int)
    /// The pupils of one state; for an exit, those who arrive in that year.
    case stock(of: String, ahead: Int)

    /// In a table: `3>4`, `+1 tech`.
    public var name: String {
      switch self {
      case .rates: "all"
      case .rate(let from, let to): "\(from)>\(to)"
      case .stocks(let years): "+\(years) all"
      case .total(let years): "+\(years) total"
      case .stock(let state, let years): "+\(years) \(state)"
      }
    }

    /// Whether it is pupils that are counted.
    public var isStock: Bool {
      switch self {
      case .rates, .rate: false
      case .stocks, .total, .stock: true
      }
    }
  }

  /// What was found for one rate or stock.
  public struct Row: Hashable, Sendable {
    /// The estimator and its interval.
    public let estimator: Estimator
    /// What the intervals are of.
    public let subject: Subject
    /// How often an interval was asked.
    public let questions: Int
    /// The mean of the true rates or pupils.
    public let truth: Double
    /// The mean of estimate − truth.
    public let bias: Double
    /// The standard error of ``bias``, replicates taken as independent.
    public let biasError: Double
    /// The share of 80 % intervals that hold the truth; nil for an estimator without intervals.
    public let coverage80: Double?
    /// The share of 95 % intervals that hold the truth.
    public let coverage95: Double?
    /// The mean width of the 95 % interval.
    public let width: Double?
  }

  /// How much was simulated.
  public let settings: Settings
  /// By estimator: all rates together and then each rate; for each number of years ahead all stocks, the
  /// total and then each stock.
  public let rows: [Row]

  /// Simulates and asks.
  ///
  /// - Throws: ``EstimationError`` of an estimator that fails: none should.
  /// - Complexity: some milliseconds a replicate of flows, tenths of seconds of the others.
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
      for subject in simulation.subjects {
        let part = own.filter { Self.holds(subject, $0.subject) }
        if !part.isEmpty { rows.append(Self.row(estimator, subject, part)) }
      }
    }
    self.rows = rows
  }

  /// Whether one is the other, or all of its kind.
  private static func holds(_ subject: Subject, _ part: Subject) -> Bool {
    switch (subject, part) {
    case (.rates, _): !part.isStock
    case (.stocks(let years), .total(let ahead)), (.stocks(let years), .stock(_, let ahead)):
      years == ahead
    default: subject == part
    }
  }

  private static func row(
    _ estimator: Estimator, _ subject: Subject, _ answers: [RecoveryAnswer]
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
      estimator: estimator, subject: subject, questions: answers.count, truth: mean(\.truth),
      bias: bias, biasError: (variance / Double(means.count)).squareRoot(),
      coverage80: share(answers, \.middle), coverage95: share(answers, \.wide),
      width: average(answers.compactMap { $0.wide.map { $0.upperBound - $0.lowerBound } }))
  }

  private static func share(
    _ answers: [RecoveryAnswer], _ interval: KeyPath<RecoveryAnswer, ClosedRange<Double>?>
  ) -> Double? {
    average(
      answers.compactMap { answer in
        answer[keyPath: interval].map { $0.contains(answer.truth) ? 1 : 0 }
      })
  }

  private static func average(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// The table as lines of at most 80 columns: estimator, what is asked, questions, truth, bias and its
  /// standard error, coverage of 80 and 95 % intervals in percent, width of the latter.
  public var lines: [String] {
    func cell(_ text: String, _ width: Int) -> String {
      text.count >= width ? text : text + String(repeating: " ", count: width - text.count)
    }
    func number(_ value: Double?, _ digits: Int, _ width: Int) -> String {
      let text = value.map { String(format: "%.\(digits)f", $0) } ?? "-"
      return String(repeating: " ", count: max(0, width - text.count)) + text
    }
    return rows.map { row in
      // Pupils have a digit, rates three.
      let coarse = row.subject.isStock ? 2 : 0
      return [
        cell(row.estimator.rawValue, 18), cell(row.subject.name, 9),
        number(Double(row.questions), 0, 6), number(row.truth, 3 - coarse, 6),
        number(row.bias, 4 - coarse, 7), number(row.biasError, 4 - coarse, 6),
        number(row.coverage80.map { 100 * $0 }, 1, 5),
        number(row.coverage95.map { 100 * $0 }, 1, 5),
        number(row.width, 3 - coarse, 5),
      ].joined(separator: " ")
    }
  }
}

/// One interval asked, and the truth.
struct RecoveryAnswer: Sendable {
  let replicate: Int
  let subject: RecoveryTable.Subject
  let truth: Double
  let estimate: Double
  let middle: ClosedRange<Double>?
  let wide: ClosedRange<Double>?
}
