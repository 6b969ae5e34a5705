/// What is asked of a projection, one number a year: a weighted sum of stocks and flows, or the ratio
/// of two such sums (a doorstroom rate).
public struct FlowMeasure: Hashable, Sendable {
  /// What of a unit is counted.
  public enum Part: Hashable, Sendable {
    /// Pupils in a state at the end of the year; of an exit, those who arrived in the year.
    case stock(state: Int)
    /// Pupils who went along a transition in the year, by its place in the space's transitions.
    case flow(transition: Int)
    /// Pupils who entered a state from outside in the year.
    case inflow(state: Int)
  }

  /// One term of a sum.
  public struct Term: Hashable, Sendable {
    /// The place of the unit.
    public let unit: Int
    /// What of it is counted.
    public let part: Part
    /// How often it counts.
    public let weight: Double

    /// - Parameters:
    ///   - unit: The place of the unit among those of the projection.
    ///   - part: What of it is counted.
    ///   - weight: How often; finite.
    public init(unit: Int, part: Part, weight: Double = 1) {
      self.unit = unit
      self.part = part
      self.weight = weight
    }
  }

  /// The sum, or what is divided.
  public let numerator: [Term]
  /// What it is divided by; nil for a plain sum.
  public let denominator: [Term]?

  /// A weighted sum.
  public init(_ terms: [Term]) {
    numerator = terms
    denominator = nil
  }

  /// A ratio of two sums of the same year; undefined in a replicate where the second is 0.
  public init(ratioOf numerator: [Term], to denominator: [Term]) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The pupils in some states of some units together.
  public static func stock(of states: [Int], in units: [Int]) -> [Term] {
    units.flatMap { unit in states.map { Term(unit: unit, part: .stock(state: $0)) } }
  }

  /// The pupils who go along some transitions in some units together.
  public static func flow(along transitions: [Int], in units: [Int]) -> [Term] {
    units.flatMap { unit in transitions.map { Term(unit: unit, part: .flow(transition: $0)) } }
  }
}

/// Something that does or does not happen to a measure in a simulated future. Years count from 1.
///
/// A ratio that is undefined in a year is not at least anything.
public enum FlowEvent: Hashable, Sendable {
  /// The measure reaches a threshold in one year.
  case atLeast(Double, year: Int)
  /// It does so in some number of consecutive years, all of them within a range.
  case inARow(Int, atLeast: Double, within: ClosedRange<Int>)
  /// It does so in every year of a range.
  case every(ClosedRange<Int>, atLeast: Double)

  /// Threshold, years and length of the run.
  var parts: (threshold: Double, years: ClosedRange<Int>, run: Int) {
    switch self {
    case .atLeast(let threshold, let year): (threshold, year...year, 1)
    case .inARow(let run, let threshold, let years): (threshold, years, run)
    case .every(let years, let threshold): (threshold, years, years.count)
    }
  }
}

/// A measure, and which events and numbers of it are wanted.
public struct FlowQuestion: Hashable, Sendable {
  /// The measure.
  public let measure: FlowMeasure
  /// The events whose probabilities are wanted.
  public let events: [FlowEvent]
  /// Whether to keep the number of every replicate, for events of several measures together.
  public let keepsPaths: Bool

  /// - Parameters:
  ///   - measure: The measure.
  ///   - events: The events whose probabilities are wanted.
  ///   - keepsPaths: Whether to keep the number of every replicate.
  public init(_ measure: FlowMeasure, events: [FlowEvent] = [], keepsPaths: Bool = false) {
    self.measure = measure
    self.events = events
    self.keepsPaths = keepsPaths
  }
}

/// What a simulation says of one question.
public struct FlowAnswer: Hashable, Sendable {
  /// The distribution of the measure in one year, over the replicates in which it is defined.
  public struct Year: Hashable, Sendable {
    /// The mean; nil when no replicate defines it.
    public let mean: Double?
    /// The standard deviation between replicates; nil with fewer than two.
    public let standardDeviation: Double?
    /// The quantiles asked for: the smallest number that at least this share of the replicates does
    /// not exceed (type 1 of Hyndman & Fan 1996). Empty when no replicate defines it.
    public let quantiles: [Double]
    /// The replicates in which a ratio has a denominator of 0.
    public let undefined: Int
  }

  /// By year, the first ahead first.
  public let years: [Year]
  /// The share of the replicates in which each event happens, in the order asked.
  public let events: [Double]
  /// By year, the number of each replicate, nil where undefined; nil altogether unless asked for.
  public let paths: [[Double?]]?
}
