import Foundation

/// The ratio of the means behind two counts, such as pupils before and after.
///
/// Both counts are taken as Poisson with means μ₁ (before) and μ₂ (after); given their total, the
/// second is binomial with probability π = r/(1+r), r = μ₂/μ₁, and every statement on r is one on
/// π. A count of pupils of one school can vary more than Poisson; then the intervals are too short.
///
/// Counts may be known only within bounds; limits and probabilities are then those of the least
/// favourable pair.
///
/// Source: J. Przyborowski & H. Wilenski (1940), Biometrika 31, 313–323; the exact limits are those
/// of R `poisson.test(c(after, before))`.
public struct CountRatio: Hashable, Sendable {
  /// The first count, between these bounds.
  public let before: ClosedRange<Int>
  /// The second count, between these bounds.
  public let after: ClosedRange<Int>

  /// How an interval is made.
  public enum Method: Hashable, Sendable, CaseIterable {
    /// Clopper and Pearson: covers at least with the stated probability, whatever the ratio.
    case exact
    /// Equal tails under Jeffreys' prior: covers with about the stated probability on average, and
    /// is shorter.
    case jeffreys
  }

  /// - Precondition: no count is negative.
  public init(before: Int, after: Int) {
    self.init(before: before...before, after: after...after)
  }

  /// Counts known within bounds.
  ///
  /// - Precondition: no bound is negative.
  public init(before: ClosedRange<Int>, after: ClosedRange<Int>) {
    precondition(before.lowerBound >= 0 && after.lowerBound >= 0, "counts \(before), \(after)")
    self.before = before
    self.after = after
  }

  /// The ratios compatible with the counts; up to +∞ when the first may be zero. With bounded
  /// counts, the union of the intervals.
  ///
  ///     exact:     π from Beta(α/2; x₂, x₁+1) to Beta(1−α/2; x₂+1, x₁)
  ///     jeffreys:  π from Beta(α/2; x₂+½, x₁+½) to Beta(1−α/2; x₂+½, x₁+½)
  ///                but 0 when x₂ = 0, ∞ when x₁ = 0
  public func interval(
    probability: Double, method: Method = .exact
  ) -> ClosedRange<Double> {
    let tail = (1 - probability) / 2
    let lower = Self.lower(tail, method, before: before.upperBound, after: after.lowerBound)
    let inverse = Self.lower(tail, method, before: after.upperBound, after: before.lowerBound)
    return lower...(1 / inverse)
  }

  /// The probability that μ₂/μ₁ is at least `ratio` under Jeffreys' prior for both means, its
  /// lowest and highest value within the bounds of the counts.
  public func probability(ratioAtLeast ratio: Double) -> ClosedRange<Double> {
    precondition(ratio >= 0, "a ratio of \(ratio)")
    func probability(before: Int, after: Int) -> Double {
      IncompleteBeta.tails(a: Double(after) + 0.5, b: Double(before) + 0.5, odds: ratio).upper
    }
    let low = probability(before: before.upperBound, after: after.lowerBound)
    let high = probability(before: before.lowerBound, after: after.upperBound)
    return low...max(low, high)
  }

  /// The smallest ratio above 1 that a two-sided comparison of two counts finds with the given
  /// power, when `before` pupils are expected at first.
  ///
  ///     √r = 1 + (z₁₋α/₂ + z_power) / √(2μ₁)        because √X has variance ¼, whatever its mean
  ///
  /// Source: K. Gu, H. K. T. Ng, M. L. Tang & W. R. Schucany (2008), *Testing the ratio of two
  /// Poisson rates*, Biometrical Journal 50, 283–298.
  public static func smallestDetectableIncrease(
    before mean: Double, power: Double = 0.8, significance: Double = 0.05
  ) -> Double {
    let root = 1 + rootStep(mean, power: power, significance: significance)
    return root * root
  }

  /// The largest ratio below 1 that is found with the given power; nil when not even a fall to zero
  /// would be. The formula is that of ``smallestDetectableIncrease(before:power:significance:)``
  /// with a minus.
  public static func smallestDetectableDecrease(
    before mean: Double, power: Double = 0.8, significance: Double = 0.05
  ) -> Double? {
    let root = 1 - rootStep(mean, power: power, significance: significance)
    return root > 0 ? root * root : nil
  }

  private static func rootStep(_ mean: Double, power: Double, significance: Double) -> Double {
    precondition(mean > 0, "an expected count of \(mean)")
    let z = Normal.standard.quantile(1 - significance / 2) + Normal.standard.quantile(power)
    return z / (2 * mean).squareRoot()
  }

  /// The lower limit of after/before; the upper one is the inverse of this with the counts
  /// exchanged.
  private static func lower(
    _ tail: Double, _ method: Method, before: Int, after: Int
  ) -> Double {
    if after == 0 { return 0 }
    let shapes =
      switch method {
      case .exact: Beta(alpha: Double(after), beta: Double(before) + 1)
      case .jeffreys: Beta(alpha: Double(after) + 0.5, beta: Double(before) + 0.5)
      }
    let share = shapes.quantile(tail)
    return share / (1 - share)
  }
}
