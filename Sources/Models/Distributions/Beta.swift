import Foundation

/// The beta distribution.
///
///     f(x) = x^(α−1) (1−x)^(β−1) / B(α, β)        P(X ≤ x) = Iₓ(α, β)
///
/// The cumulative is the regularised incomplete beta function by continued fraction, the quantile
/// its root by bracketed Newton steps in log(x/(1−x)). Same numbers as R `pbeta`, `qbeta` to about
/// 12 digits, in the tails too.
public struct Beta: Hashable, Sendable {
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
  public var variance: Double { mean * (1 - mean) / (alpha + beta + 1) }

  /// The density at `x`; 0 outside [0, 1].
  public func density(_ x: Double) -> Double {
    guard x >= 0 && x <= 1 else { return 0 }
    if x == 0 || x == 1 {
      let shape = x == 0 ? alpha : beta
      return shape < 1 ? .infinity : shape > 1 ? 0 : x == 0 ? beta : alpha
    }
    return exp(logDensityTimesVariance(x: x, y: 1 - x)) / (x * (1 - x))
  }

  /// The probability of at most `x`.
  public func cumulative(_ x: Double) -> Double { tails(x).lower }

  /// The probability of more than `x`, without the loss of 1 − cumulative.
  public func survival(_ x: Double) -> Double { tails(x).upper }

  /// The value that is exceeded with probability 1 − `probability`.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(_ probability: Double) -> Double {
    let p = probability
    precondition(p >= 0 && p <= 1, "\(p) is not a probability")
    if p == 0 || p == 1 { return p }
    // u = log(x / (1 − x)); far to the left log F is straight with slope α, and likewise right.
    let u = increasingRoot(in: -740...740, from: log(alpha / beta)) { u in
      let x = 1 / (1 + exp(-u))
      let y = 1 / (1 + exp(u))
      let tails = IncompleteBeta(a: alpha, b: beta, x: x, y: y)
      let mass = logDensityTimesVariance(x: x, y: y)
      if p <= 0.5 { return (tails.logLower - log(p), exp(mass - tails.logLower)) }
      return (log1p(-p) - tails.logUpper, exp(mass - tails.logUpper))
    }
    return 1 / (1 + exp(-u))
  }

  private func tails(_ x: Double) -> IncompleteBeta {
    IncompleteBeta(a: alpha, b: beta, x: min(max(x, 0), 1), y: min(max(1 - x, 0), 1))
  }

  /// log of f(x)·x·(1−x), which is the density on the scale of log(x/(1−x)).
  private func logDensityTimesVariance(x: Double, y: Double) -> Double {
    SaddlePoint.logBinomial(alpha, trials: alpha + beta, p: x, q: y)
      + log(alpha) + log(beta / (alpha + beta))
  }
}
