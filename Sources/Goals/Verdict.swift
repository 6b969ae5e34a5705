public import Records

/// What the data say about a goal.
public struct Verdict: Hashable, Sendable {
  /// Three answers for a year that has passed, three for a year to come; and the goals that no open
  /// data can decide.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// Met, as far as chance fluctuation allows to say.
    case gehaald
    /// Not met.
    case nietGehaald = "niet gehaald"
    /// The data are missing, withheld or too few to tell.
    case nietTeZeggen = "niet te zeggen"
    /// Likely to be met by the deadline.
    case opKoers = "op koers"
    /// Neither likely nor out of reach.
    case risico
    /// Hardly possible by the deadline.
    case buitenBereik = "buiten bereik"
    /// Counted by the programme itself, or put in words only.
    case gemonitord

    /// The name as printed.
    public var name: Phrase {
      switch self {
      case .gehaald: Phrase(nl: "gehaald", en: "met")
      case .nietGehaald: Phrase(nl: "niet gehaald", en: "not met")
      case .nietTeZeggen: Phrase(nl: "niet te zeggen", en: "cannot be told")
      case .opKoers: Phrase(nl: "op koers", en: "on course")
      case .risico: Phrase(nl: "risico", en: "at risk")
      case .buitenBereik: Phrase(nl: "buiten bereik", en: "out of reach")
      case .gemonitord: Phrase(nl: "gemonitord", en: "monitored")
      }
    }
  }

  /// The newest value that the verdict rests on.
  public struct Latest: Hashable, Sendable {
    /// The moment of the value.
    public var period: Period
    /// In the unit of the indicator; an interval where parts were withheld.
    public var value: ClosedRange<Double>
    /// Whether its source calls it *voorlopig*.
    public var isProvisional: Bool

    /// A value with its moment.
    public init(period: Period, value: ClosedRange<Double>, isProvisional: Bool) {
      self.period = period
      self.value = value
      self.isProvisional = isProvisional
    }
  }

  /// What was promised.
  public var goal: Goal
  /// The verdict itself.
  public var outcome: Outcome
  /// The chance that the goal is met, 0–1; both bounds are equal unless withheld numbers leave room.
  /// Nil where no model can say.
  public var probability: ClosedRange<Double>?
  /// Nil where nothing was observed.
  public var latest: Latest?
  /// What the indicator must reach, in its unit.
  public var target: Double?
  /// Holds the underlying value of the newest year (or the value in the deadline year, where
  /// ``outlook`` says so) with probability 0.95, in the unit of the indicator.
  public var interval95: ClosedRange<Double>?
  /// The expected value in the deadline year and its 95 % interval, for a year to come.
  public var outlook: Outlook95?
  /// The smallest difference that numbers of this size show with power 0.8 at level 0.05, in the unit
  /// of the indicator (points for a percentage).
  public var smallestDetectableDifference: Double?
  /// The change a year that is still needed, in the unit of the indicator.
  public var neededPerYear: Double?
  /// The mean change a year so far, in the unit of the indicator.
  public var changePerYear: Double?
  /// The verdict in one plain sentence.
  public var sentence: Phrase
  /// How the number was made: definition, assumptions, what is missing.
  public var notes: [Phrase]
  /// The cells that it rests on.
  public var sources: [SourceCell]

  /// The expected value in the deadline year.
  public struct Outlook95: Hashable, Sendable {
    /// The deadline.
    public var year: Int
    /// In the unit of the indicator.
    public var median: Double
    /// Holds the value with probability 0.95.
    public var interval: ClosedRange<Double>

    /// An expected value with its interval.
    public init(year: Int, median: Double, interval: ClosedRange<Double>) {
      self.year = year
      self.median = median
      self.interval = interval
    }
  }

  /// A verdict with all that it rests on.
  public init(
    goal: Goal, outcome: Outcome, probability: ClosedRange<Double>? = nil, latest: Latest? = nil,
    target: Double? = nil, interval95: ClosedRange<Double>? = nil, outlook: Outlook95? = nil,
    smallestDetectableDifference: Double? = nil, neededPerYear: Double? = nil,
    changePerYear: Double? = nil, sentence: Phrase, notes: [Phrase] = [],
    sources: [SourceCell] = []
  ) {
    self.goal = goal
    self.outcome = outcome
    self.probability = probability
    self.latest = latest
    self.target = target
    self.interval95 = interval95
    self.outlook = outlook
    self.smallestDetectableDifference = smallestDetectableDifference
    self.neededPerYear = neededPerYear
    self.changePerYear = changePerYear
    self.sentence = sentence
    self.notes = notes
    self.sources = sources
  }
}
