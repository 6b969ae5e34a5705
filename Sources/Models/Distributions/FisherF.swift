import Foundation
import LinearAlgebra

/// Fisher's F distribution: the ratio of two independent χ², each over its degrees of freedom.
///
///     P(F > f) = I_y(d₂/2, d₁/2),  y = d₂/(d₂ + d₁f)
public struct FisherF: ContinuousDistribution, Hashable {
  /// The degrees of freedom above, d₁; positive.
  public let numerator: Double
  /// The degrees of freedom below, d₂; positive.
  public let denominator: Double

  /// - Precondition: both degrees of freedom are positive and finite, not necessarily whole.
  public init(numerator: Double, denominator: Double) {
    precondition(
      numerator > 0 && denominator > 0 && numerator.isFinite && denominator.isFinite,
      "FisherF(\(numerator), \(denominator))")
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The mean d₂/(d₂−2); NaN when d₂ ≤ 2.
  public var mean: Double { denominator > 2 ? denominator / (denominator - 2) : .nan }

  /// The variance; NaN when d₂ ≤ 4.
  public var variance: Double {
    guard denominator > 4 else { return .nan }
    return 2 * mean * mean * (numerator + denominator - 2) / numerator / (denominator - 4)
  }

  /// The logarithm of the density at `x`; −∞ below zero.
  public func logDensity(_ x: Double) -> Double {
    guard x > 0 && x < .infinity else { return log(density(x)) }
    return mass(x).logarithm - log(x)
  }

  /// The density at `x`; 0 below zero.
  public func density(_ x: Double) -> Double {
    guard x >= 0 && x < .infinity else { return 0 }
    if x == 0 { return numerator < 2 ? .infinity : numerator > 2 ? 0 : 1 }
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
    return value(lower: probability, upper: 1 - probability)
  }

  /// The value that is exceeded with this probability.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(upper probability: Double) -> Double {
    requireProbability(probability)
    return value(lower: 1 - probability, upper: probability)
  }

  /// One draw, from two gamma draws.
  public func draw(using generator: inout some RandomNumberGenerator) -> Double {
    let above = Gamma.logDraw(shape: numerator / 2, using: &generator)
    let below = Gamma.logDraw(shape: denominator / 2, using: &generator)
    return exp(above - below) * (denominator / numerator)
  }

  private func value(lower: Double, upper: Double) -> Double {
    let odds = IncompleteBeta.oddsQuantile(
      a: numerator / 2, b: denominator / 2, lower: lower, upper: upper)
    return odds * (denominator / numerator)
  }

  /// The shares d₁x/(d₁x+d₂) and its complement.
  private func shares(_ x: Double) -> (x: DoubleDouble, y: DoubleDouble) {
    IncompleteBeta.shares(
      odds: DoubleDouble(product: x, numerator) / DoubleDouble(denominator))
  }

  private func tails(_ x: Double) -> Tails {
    if x <= 0 { return .nothingBelow }
    let (x, y) = shares(x)
    return IncompleteBeta.tails(a: numerator / 2, b: denominator / 2, x: x, y: y)
  }

  /// x f(x): the odds are proportional to x, so that it is the mass of the beta distribution in its
  /// log-odds.
  private func mass(_ x: Double) -> ScaledNumber {
    let (x, y) = shares(x)
    return IncompleteBeta.front(a: numerator / 2, b: denominator / 2, x: x, y: y)
  }
}
