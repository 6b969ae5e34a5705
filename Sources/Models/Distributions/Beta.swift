import Foundation
import LinearAlgebra

/// The beta distribution.
///
///     f(x) = x^(α−1) (1−x)^(β−1) / B(α, β)        P(X ≤ x) = Iₓ(α, β)
///
/// Compared with 50-digit arithmetic over shapes from 10⁻³ to 10⁶ and tails to 10⁻³⁰⁰ in
/// `Tests/ModelsTests/Reference/distributions.txt`.
public struct Beta: ContinuousDistribution, Hashable {
  /// The first shape α; positive.
  public let alpha: Double
  /// The second shape β; positive.
  public let beta: Double

  /// - Precondition: both shapes are positive and finite.
  public init(alpha: Double, beta: Double) {
    precondition(
      alpha > 0 && beta > 0 && alpha.isFinite && beta.isFinite, "Beta(\(alpha), \(beta))")
    self.alpha = alpha
    self.beta = beta
  }

  /// The mean α/(α+β).
  public var mean: Double { alpha / (alpha + beta) }

  /// The variance αβ/((α+β)²(α+β+1)).
  public var variance: Double { mean * (beta / (alpha + beta)) / (alpha + beta + 1) }

  /// The logarithm of the density at `x`; −∞ outside [0, 1].
  public func logDensity(_ x: Double) -> Double {
    guard x > 0 && x < 1 else { return log(density(x)) }
    return mass(x).logarithm - log(x) - log1p(-x)
  }

  /// The density at `x`; 0 outside [0, 1].
  public func density(_ x: Double) -> Double {
    guard x >= 0 && x <= 1 else { return 0 }
    if x == 0 || x == 1 {
      let shape = x == 0 ? alpha : beta
      return shape < 1 ? .infinity : shape > 1 ? 0 : x == 0 ? beta : alpha
    }
    return mass(x).multiplied(by: 1 / (x * (1 - x))).value
  }

  /// The probability of at most `x`.
  public func cumulative(_ x: Double) -> Double { tails(x).lower }

  /// The probability of more than `x`, without the loss of 1 − cumulative.
  public func survival(_ x: Double) -> Double { tails(x).upper }

  /// log P(X ≤ x), also where P itself is too small for a double.
  public func logCumulative(_ x: Double) -> Double { tails(x).logLower }

  /// log P(X > x), also where P itself is too small for a double.
  public func logSurvival(_ x: Double) -> Double { tails(x).logUpper }

  /// The value that is exceeded with probability 1 − `probability`.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(_ probability: Double) -> Double {
    requireProbability(probability)
    return value(lower: probability, upper: 1 - probability)
  }

  /// The value that is exceeded with this probability.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(upper probability: Double) -> Double {
    requireProbability(probability)
    return value(lower: 1 - probability, upper: probability)
  }

  private func value(lower: Double, upper: Double) -> Double {
    let odds = IncompleteBeta.oddsQuantile(a: alpha, b: beta, lower: lower, upper: upper)
    return odds > 1 ? 1 / (1 + 1 / odds) : odds / (1 + odds)
  }

  private func tails(_ x: Double) -> Tails {
    IncompleteBeta.tails(a: alpha, b: beta, x: x < 0 ? 0 : x > 1 ? 1 : x)
  }

  /// f(x)·x·(1−x), which is the density on the scale of log(x/(1−x)).
  private func mass(_ x: Double) -> ScaledNumber {
    IncompleteBeta.front(a: alpha, b: beta, x: DoubleDouble(x), y: DoubleDouble(sum: 1, -x))
  }
}
