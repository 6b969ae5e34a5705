import Models
public import Records

/// Pupils carried forward by rates that are estimated from counted flows: any states, any locations.
///
///     n[t+1] = inflow[t+1] + Σ flows into it        flows from s ~ Multinomial(n[t, s], p[s])
///
/// The rates of a vestiging are pooled over vestigingen where there are three or more (`FlowPooling`, one
/// level), else estimated from its own flows (`FlowRates`); a state in which it never had a pupil takes the rates
/// of all vestigingen together. Inflow is Poisson around a mean that is gamma around the mean of the years
/// given, with the spread that those years show beyond Poisson. Chance, rates and inflow vary from replicate to
/// replicate. Rates of different vestigingen are drawn apart: what is not known of their common mean averages
/// out over vestigingen, so that intervals of the whole are somewhat too narrow.
public struct StroomForecast: Sendable {
  /// How to project.
  public struct Options: Hashable, Sendable {
    /// Years ahead, 1 to 20.
    public var years: Int
    /// Simulated futures.
    public var replicates: Int
    /// Names the random numbers.
    public var seed: UInt64

    /// - Parameters:
    ///   - years: Years ahead, 1 to 20.
    ///   - replicates: Simulated futures, at least one.
    ///   - seed: Names the random numbers.
    public init(years: Int = 5, replicates: Int = 4000, seed: UInt64 = 1) {
      self.years = years
      self.replicates = replicates
      self.seed = seed
    }
  }

  /// How the rates of each vestiging were estimated.
  public enum Method: Hashable, Sendable {
    /// Around a common mean.
    case pooled
    /// From its own flows alone, and why.
    case separate(Phrase)
  }

  /// The chance that a pupil of one state is in another, or the same, a year later.
  public struct Rate: Hashable, Sendable {
    /// The location; nil for all together.
    public let vestiging: String?
    /// The state that is left.
    public let from: String
    /// The state a year later.
    public let to: String
    /// Pupils seen to go this way, over all years.
    public let count: Count
    /// Pupils seen to leave the state or stay, over all years.
    public let pupils: Count
    /// The estimate, 0 to 1: of largest likelihood, and with pooling the posterior mean.
    public let value: Double
    /// Holds the rate with probability 0.8.
    public let interval80: ClosedRange<Double>
    /// Holds the rate with probability 0.95.
    public let interval95: ClosedRange<Double>

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
    /// States that were left out, because some of their cells are withheld.
    public let leftOut: [String]
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
    public let observed: [Stand]
    /// In order of peildatum.
    public let outlook: [Outlook]
  }

  /// Pupils on a peildatum.
  public struct Stand: Hashable, Sendable {
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
  /// The peildata from which pupils were seen to move.
  public let years: ClosedRange<Int>
  /// How the rates of each vestiging were estimated.
  public let method: Method
  /// First those of all vestigingen together, then of each that had pupils in the state.
  public let rates: [Rate]
  /// Vestigingen, years.
  public let tests: [Test]
  /// First all vestigingen together, then each; states in their order, last all together.
  public let series: [Series]
  /// What is doubtful in the rows.
  public let findings: [Finding]
  /// How it was projected.
  public let options: Options

  /// Estimates and projects.
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
    let estimate = try StroomEstimate(data)
    let space = data.space
    self.file = file
    states = space.states.map(\.name)
    exits = space.states.indices.filter(space.isExit).map { space.states[$0].name }
    vestigingen = data.vestigingen.map(\.name)
    years = data.years
    method = estimate.method
    rates = estimate.rates()
    tests = try estimate.tests()
    series = try StroomProjection(data, estimate, options).series()
    findings = data.findings() + estimate.findings()
    self.options = options
  }
}
