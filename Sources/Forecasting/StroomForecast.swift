import Models
public import Records

/// Pupils carried forward by rates that are estimated from counted flows, or from stocks alone: any states, any
/// locations.
///
///     n[t+1] = inflow[t+1] + Σ flows into it        flows from s ~ Multinomial(n[t, s], p[s])
///
/// The rates of a vestiging are pooled over vestigingen where there are three or more (`FlowPooling`, one
/// level), else estimated from its own flows (`FlowRates`); a state in which it never had a pupil takes the rates
/// of all vestigingen together. Inflow is Poisson around a mean that is gamma around the mean of the years
/// given, with the spread that those years show beyond Poisson. Chance, rates and inflow vary from replicate to
/// replicate. Rates of different vestigingen are drawn apart: what is not known of their common mean averages
/// out over vestigingen, so that intervals of the whole are somewhat too narrow.
///
/// From stocks one set of rates is estimated for all vestigingen together (`StockRates`): those of one school
/// tell too little of it. In each replicate all vestigingen have the same draw of it.
public struct StroomForecast: Sendable {
  /// How to project.
  public struct Options: Hashable, Sendable {
    /// Years ahead, 1 to 20.
    public var years: Int
    /// Simulated futures.
    public var replicates: Int
    /// Names the random numbers.
    public var seed: UInt64
    /// How rates are found from stocks; not used where flows were counted.
    public var estimator: Estimator
    /// What is believed of rates where flows were counted; not used for stocks.
    public var course: Course
    /// What the chances are asked of.
    public var goals: [StroomGoal] = []
    /// Draws of the rates from stocks, which the replicates take in turn.
    public var draws: Int
    /// At most so many threads; nil for one a processor. Changes no number.
    public var threads: Int?

    /// - Parameters:
    ///   - years: Years ahead, 1 to 20.
    ///   - replicates: Simulated futures, at least one.
    ///   - seed: Names the random numbers.
    ///   - estimator: How rates are found from stocks.
    ///   - course: What is believed of rates where flows were counted.
    ///   - draws: Draws of the rates from stocks, at least one.
    ///   - threads: At most so many; nil for one a processor.
    public init(
      years: Int = 5, replicates: Int = 4000, seed: UInt64 = 1, estimator: Estimator = .standard,
      course: Course = .steady, draws: Int = 1000, threads: Int? = nil
    ) {
      self.years = years
      self.replicates = replicates
      self.seed = seed
      self.estimator = estimator
      self.course = course
      self.draws = draws
      self.threads = threads
    }
  }

  /// What is believed of rates through the years, where flows were counted.
  public enum Course: Hashable, Sendable {
    /// The same in all years; those of a vestiging lean on the others' (`FlowPooling`).
    case steady
    /// They wander and drift from year to year, the same in all vestigingen (`DriftingRates`), and go on to do
    /// so in the years ahead. Takes three years or more.
    case wandering
  }

  /// How rates are found where only stocks are known; see `StockRates`. Intervals and projections are those of
  /// the posterior whichever is asked for: the others give one value a rate, and no interval that holds.
  public enum Estimator: Hashable, Sendable, CaseIterable {
    /// The means of the posterior within the bounds.
    case posterior
    /// Constrained least squares.
    case leastSquares
    /// Weighted by the multinomial covariance.
    case weighted
    /// The mode of the normal likelihood.
    case likelihood

    /// The one that is used unless another is asked for.
    public static let standard = Estimator.posterior

    /// How many of 100 intervals of 95 % of the posterior held the rate on simulated regions of ten years:
    /// `Tests/ModelsTests/Reference/transition-recovery.txt`.
    public static let held = 95

    var method: StockRates.Method {
      switch self {
      case .posterior, .weighted: .weighted
      case .leastSquares: .leastSquares
      case .likelihood: .likelihood
      }
    }
  }

  /// What rates from stocks rest on.
  public struct Basis: Hashable, Sendable {
    /// How they were found.
    public let estimator: Estimator
    /// How many stocks tell of them: of a state, a vestiging and two years each.
    public let equations: Int
    /// How many independent directions of the rates the stocks say nothing of.
    public let undetermined: Int
    /// The ratio of the best to the worst known direction: above some hundreds a few pupils more or fewer
    /// change rates a great deal.
    public let condition: Double
    /// The variance of what is left of the stocks over that of chance; nil where nothing is left over.
    public let dispersion: Double?
  }

  /// How the rates of each vestiging were estimated.
  public enum Method: Hashable, Sendable {
    /// Around a common mean.
    case pooled
    /// From its own flows alone, and why.
    case separate(Phrase)
    /// Wandering from year to year, the same for all vestigingen; with the posterior mean of the standard
    /// deviation of a year's step, on the log-ratio scale.
    case wandering(spread: Double)
    /// From stocks, the same for all vestigingen.
    case stocks(Basis)
  }

  /// The chance that a pupil of one state is in another, or the same, a year later.
  public struct Rate: Hashable, Sendable {
    /// The location; nil for all together.
    public let vestiging: String?
    /// The state that is left.
    public let from: String
    /// The state a year later.
    public let to: String
    /// Pupils seen to go this way, over all years; missing where only stocks are known.
    public let count: Count
    /// Pupils seen to leave the state or stay, or counted in it before another count, over all years.
    public let pupils: Count
    /// The estimate, 0 to 1: of largest likelihood or least squares, else the posterior mean.
    public let value: Double
    /// Holds the rate with probability 0.8.
    public let interval80: ClosedRange<Double>
    /// Holds the rate with probability 0.95.
    public let interval95: ClosedRange<Double>
    /// What the rate can be when all rates fit the stocks as well as can be; nil where that is one value, and
    /// where flows were counted.
    public var range: ClosedRange<Double>?

    /// Whether fewer than 30 pupils are behind it.
    public var isFew: Bool { (pupils.bounds?.lowerBound ?? 0) < 30 }
  }

  /// Whether the rates have something in common.
  public struct Test: Hashable, Sendable {
    /// What is compared.
    public enum Subject: Hashable, Sendable, CaseIterable {
      /// The vestigingen, all years together.
      case vestigingen
      /// The years, all vestigingen together.
      case years
    }

    /// A statistic and what it says.
    public struct Result: Hashable, Sendable {
      /// G², the difference of two deviances.
      public let statistic: Double
      /// How many rates the hypothesis saves.
      public let degreesOfFreedom: Int
      /// The probability of a G² as large when there is no difference; simulated where counts are small.
      public let pValue: Double
    }

    /// What is compared.
    public let subject: Subject
    /// The outcome; nil where nothing can be compared.
    public let result: Result?
    /// States that were left out, because too many of their cells are withheld.
    public let leftOut: [String]
    /// States of which ways with withheld cells were taken together.
    public let grouped: [String]
  }

  /// The pupils of one state, or of all that are no exit, as counted and as expected.
  public struct Series: Hashable, Sendable {
    /// The location; nil for all that are projected together.
    public let vestiging: String?
    /// The state; nil for all states together that are no exit.
    public let state: String?
    /// Whether it counts those who arrived in the year up to the peildatum, not who are there.
    public let isExit: Bool
    /// As far as the rows tell, in order of peildatum.
    public let observed: [Counted]
    /// In order of peildatum.
    public let outlook: [Outlook]
  }

  /// Pupils on a peildatum.
  public struct Counted: Hashable, Sendable {
    /// The peildatum.
    public let period: Period
    /// How many, as far as the rows tell.
    public let count: Count
  }

  /// The file's name.
  public let file: String
  /// The states, exits last.
  public let states: [String]
  /// Those that nobody leaves.
  public let exits: [String]
  /// The locations, in the order of the file.
  public let vestigingen: [String]
  /// The peildata from which pupils move to the next; the newest stocks are of the year after the last.
  public let years: ClosedRange<Int>
  /// How the rates of each vestiging were estimated.
  public let method: Method
  /// First those of all vestigingen together, then of each that had pupils in the state.
  public let rates: [Rate]
  /// Vestigingen, years; empty where only stocks are known.
  public let tests: [Test]
  /// First all vestigingen together, then each; states in their order, last all together.
  public let series: [Series]
  /// The chance of each of the options' goals.
  public let chances: [StroomGoal.Chance]
  /// What is doubtful in the rows.
  public let findings: [Finding]
  /// How it was projected.
  public let options: Options

  /// Estimates from flows and projects.
  ///
  /// - Parameters:
  ///   - rows: Of one file.
  ///   - file: Its name, for messages.
  ///   - options: How to project.
  /// - Throws: ``StroomError``.
  public init(
    _ rows: [Stroom], file: String, options: Options = Options()
  ) throws(StroomError) {
    guard (1...20).contains(options.years) else { throw .horizon(options.years) }
    let data = try StroomData(rows, file: file)
    let estimate = try StroomEstimate(data, options.course)
    let space = data.space
    self.file = file
    states = space.states.map(\.name)
    exits = space.states.indices.filter(space.isExit).map { space.states[$0].name }
    vestigingen = data.vestigingen.map(\.name)
    years = data.years
    method = estimate.method
    rates = estimate.rates()
    tests = try estimate.tests()
    let projection = try estimate.projection(options)
    series = try projection.series()
    chances = try projection.chances(of: options.goals, file: file)
    findings = data.findings() + estimate.findings(tests)
    self.options = options
  }

  /// Estimates from stocks alone and projects.
  ///
  /// - Parameters:
  ///   - rows: Of one file.
  ///   - file: Its name, for messages.
  ///   - options: How to estimate and to project.
  /// - Throws: ``StroomError``.
  public init(
    _ rows: [Stand], file: String, options: Options = Options()
  ) throws(StroomError) {
    guard (1...20).contains(options.years) else { throw .horizon(options.years) }
    let data = try StandData(rows, file: file)
    let estimate = try StandEstimate(data, options)
    let space = data.space
    self.file = file
    states = space.states.map(\.name)
    exits = space.states.indices.filter(space.isExit).map { space.states[$0].name }
    vestigingen = data.vestigingen.map(\.name)
    years = data.years.lowerBound...(data.years.upperBound - 1)
    method = .stocks(estimate.basis)
    rates = estimate.rates()
    tests = []
    let projection = try estimate.projection(options)
    series = try projection.series()
    chances = try projection.chances(of: options.goals, file: file)
    findings = data.findings() + estimate.findings()
    self.options = options
  }
}
