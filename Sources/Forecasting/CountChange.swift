import Models
import Records

/// A number of pupils in two years, and how much of the change can be chance.
///
/// The two counts are taken as Poisson; the ratio of their means has the interval and the chances of
/// `CountRatio`. Withheld cells leave bounds on both.
public struct CountChange: Hashable, Sendable {
  /// The earlier count.
  public let before: Observed
  /// The later count.
  public let after: Observed
  private let ratio: CountRatio

  /// Nil where either count is missing, or where both can be zero.
  public init?(before: Observed, after: Observed) {
    guard let first = before.count.bounds, let second = after.count.bounds,
      first.lowerBound > 0
    else { return nil }
    self.before = before
    self.after = after
    ratio = CountRatio(before: first, after: second)
  }

  /// The ratio of the counts as printed, after / before: an interval where cells were withheld.
  public var observedRatio: ClosedRange<Double> {
    let low = Double(ratio.after.lowerBound) / Double(ratio.before.upperBound)
    return low...Double(ratio.after.upperBound) / Double(ratio.before.lowerBound)
  }

  /// Holds the ratio of the underlying means with probability 0.95: equal tails under Jeffreys' prior, as
  /// the chances are, so that a target outside it has a chance below 2.5 %.
  public var interval95: ClosedRange<Double> {
    ratio.interval(probability: 0.95, method: .jeffreys)
  }

  /// The chance that the ratio of the underlying means is at least this much; an interval where cells
  /// were withheld.
  public func probability(ratioAtLeast factor: Double) -> ClosedRange<Double> {
    ratio.probability(ratioAtLeast: factor)
  }

  /// The smallest ratio above 1 that counts of this size show with power 0.8 at level 0.05.
  public var smallestDetectableRatio: Double {
    CountRatio.smallestDetectableIncrease(before: Double(ratio.before.lowerBound))
  }
}
