/// A distribution on the real line with a density.
///
/// What is common to ``Normal``, ``StudentT``, ``FisherF``, ``ChiSquared``, ``Gamma`` and ``Beta``,
/// so that ``Mixture`` can be made of any of them. Each tail is computed by itself: ask
/// ``survival(_:)`` and ``quantile(upper:)`` for small upper tails, never 1 − cumulative.
public protocol ContinuousDistribution: Sendable {
  /// The mean; NaN when it does not exist.
  var mean: Double { get }
  /// The variance; NaN or +∞ when it does not exist.
  var variance: Double { get }
  /// The natural logarithm of the density at `x`; −∞ where there is none.
  func logDensity(_ x: Double) -> Double
  /// The density at `x`.
  func density(_ x: Double) -> Double
  /// P(X ≤ x).
  func cumulative(_ x: Double) -> Double
  /// P(X > x), without the loss of 1 − cumulative.
  func survival(_ x: Double) -> Double
  /// log P(X ≤ x), also where P itself is too small for a double.
  func logCumulative(_ x: Double) -> Double
  /// log P(X > x), also where P itself is too small for a double.
  func logSurvival(_ x: Double) -> Double
  /// The x with P(X ≤ x) = `probability`.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  func quantile(_ probability: Double) -> Double
  /// The x with P(X > x) = `probability`: the upper tail as it is, not as 1 − something.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  func quantile(upper probability: Double) -> Double
  /// One draw.
  func draw<Generator: RandomNumberGenerator>(using generator: inout Generator) -> Double
}

extension ContinuousDistribution {
  /// The equal-tailed interval: half of what is left of `probability` lies below it, half above.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func interval(probability: Double) -> ClosedRange<Double> {
    requireProbability(probability)
    let tail = (1 - probability) / 2
    let low = quantile(tail)
    return low...max(low, quantile(upper: tail))
  }
}

/// Stops on what is no probability, NaN among them.
func requireProbability(_ p: Double) {
  precondition(p >= 0 && p <= 1, "\(p) is not a probability")
}
