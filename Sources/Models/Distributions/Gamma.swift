import Foundation
import LinearAlgebra

/// The gamma distribution.
///
///     f(x) = rᵃ x^(a−1) e^(−rx) / Γ(a)        P(X ≤ x) = P(a, rx)
///
/// Compared with 50-digit arithmetic in `Tests/ModelsTests/Reference/distributions.txt`.
public struct Gamma: ContinuousDistribution, Hashable {
  /// The shape a; positive.
  public let shape: Double
  /// The rate r, the inverse of the scale; positive.
  public let rate: Double

  /// - Precondition: shape and rate are positive and finite.
  public init(shape: Double, rate: Double) {
    precondition(
      shape > 0 && rate > 0 && shape.isFinite && rate.isFinite,
      "Gamma(shape: \(shape), rate: \(rate))")
    self.shape = shape
    self.rate = rate
  }

  /// The mean a/r.
  public var mean: Double { shape / rate }

  /// The variance a/r².
  public var variance: Double { shape / rate / rate }

  /// The logarithm of the density at `x`; −∞ below zero.
  public func logDensity(_ x: Double) -> Double {
    guard x > 0 && x < .infinity else { return log(density(x)) }
    return mass(x).logarithm - log(x)
  }

  /// The density at `x`; 0 below zero.
  public func density(_ x: Double) -> Double {
    guard x >= 0 && x < .infinity else { return 0 }
    if x == 0 { return shape < 1 ? .infinity : shape > 1 ? 0 : rate }
    return mass(x).multiplied(by: 1 / x).value
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
    return IncompleteGamma.quantile(shape, lower: probability, upper: 1 - probability) / rate
  }

  /// The value that is exceeded with this probability.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(upper probability: Double) -> Double {
    requireProbability(probability)
    return IncompleteGamma.quantile(shape, lower: 1 - probability, upper: probability) / rate
  }

  private func tails(_ x: Double) -> Tails {
    x <= 0 ? .nothingBelow : IncompleteGamma.tails(shape, DoubleDouble(product: x, rate))
  }

  /// x f(x), the density on the scale of log x.
  private func mass(_ x: Double) -> ScaledNumber {
    SaddlePoint.exactPoisson(shape, mean: DoubleDouble(product: x, rate)).multiplied(by: shape)
  }

  /// One draw; 0 when a tiny shape makes it smaller than any double.
  ///
  /// Source: G. Marsaglia & W. W. Tsang (2000), *A simple method for generating gamma variables*,
  /// ACM TOMS 26, doi:10.1145/358407.358414; shapes below 1 by G(a) = G(a+1)·U^(1/a), in
  /// logarithms.
  public func draw(using generator: inout some RandomNumberGenerator) -> Double {
    exp(Self.logDraw(shape: shape, using: &generator)) / rate
  }

  /// The logarithm of a draw with rate 1.
  static func logDraw(
    shape: Double, using generator: inout some RandomNumberGenerator
  ) -> Double {
    if shape < 1 {
      let larger = logDraw(shape: shape + 1, using: &generator)
      return larger + log(generator.uniform()) / shape
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = Normal.standard.draw(using: &generator)
      let root = 1 + c * x
      let u = generator.uniform()
      guard root > 0 else { continue }
      let v = root * root * root
      if log(u) < 0.5 * x * x + d - d * v + d * log(v) { return log(d * v) }
    }
  }
}
