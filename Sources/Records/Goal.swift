/// One promise of a plan, as its goal file declares it.
public struct Goal: Hashable, Sendable {
  /// What it takes to have met the goal.
  public enum Kind: Hashable, Sendable {
    /// The indicator is at least this much in the deadline year (percent, or pupils).
    case level(atLeast: Double)
    /// The indicator is at least this much in every year of the programme up to the deadline.
    case keep(atLeast: Double)
    /// The indicator is at least this many percent above the peiljaar.
    case growth(percent: Double)
    /// The indicator is at least this many times the peiljaar.
    case multiple(Double)
    /// Every profile that a location has, stays there: at least one pupil every year.
    case onOffer
    /// Counted by the programme itself, or put in words only; listed, not judged by a model.
    case monitored(target: Double?, unit: Figure.Unit?)
  }

  /// Unique within its region, such as `doorstroom-mt`.
  public var id: String
  /// The id of its region.
  public var region: String
  /// Short, for a table.
  public var title: Phrase
  /// The plan's own words.
  public var quote: String
  /// Where the plan says it.
  public var section: String
  /// An id of the indicator registry.
  public var indicator: String
  /// The profiles it is about; empty means all that the indicator names.
  public var profielen: [Profiel]
  /// What it takes.
  public var kind: Kind
  /// The year it is compared with, where the plan names one.
  public var peiljaar: Int?
  /// What the plan says the indicator was, in the unit of the indicator.
  public var baseline: Double?
  /// The year in which it must be met.
  public var deadline: Int
  /// Why it cannot be judged from the files that exist; nil where it can.
  public var missingData: Phrase?

  /// A goal with the parts of its goal file.
  public init(
    id: String, region: String, title: Phrase, quote: String, section: String, indicator: String,
    profielen: [Profiel] = [], kind: Kind, peiljaar: Int? = nil, baseline: Double? = nil,
    deadline: Int, missingData: Phrase? = nil
  ) {
    self.id = id
    self.region = region
    self.title = title
    self.quote = quote
    self.section = section
    self.indicator = indicator
    self.profielen = profielen
    self.kind = kind
    self.peiljaar = peiljaar
    self.baseline = baseline
    self.deadline = deadline
    self.missingData = missingData
  }
}
