import Foundation
import LinearAlgebra

/// Student's t distribution.
///
///     P(T > t) = ½ I_{ν/(ν+t²)}(ν/2, ½)        for t > 0
///
/// Compared with 50-digit arithmetic in `Tests/ModelsTests/Reference/distributions.txt`. Beyond
/// |t| = 10¹⁵⁰ the square leaves the doubles, and the leading term in 1/t takes over.
public struct StudentT: ContinuousDistribution, Hashable {
  /// The degrees of freedom ν; positive, not necessarily whole.
  public let degreesOfFreedom: Double

  /// - Precondition: `degreesOfFreedom` is positive and finite.
  public init(degreesOfFreedom: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite,
      "\(degreesOfFreedom) degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The mean, 0; NaN when ν ≤ 1.
  public var mean: Double { degreesOfFreedom > 1 ? 0 : .nan }

  /// The variance ν/(ν−2); +∞ when 1 < ν ≤ 2 and NaN when ν ≤ 1.
  public var variance: Double {
    degreesOfFreedom > 2
      ? degreesOfFreedom / (degreesOfFreedom - 2) : degreesOfFreedom > 1 ? .infinity : .nan
  }

  /// The logarithm of the density at `t`.
  public func logDensity(_ t: Double) -> Double {
    abs(t) < 1e150
      ? scaledDensity(t).logarithm : logFarTail(abs(t)) + log(degreesOfFreedom / abs(t))
  }

  /// The density at `t`.
  public func density(_ t: Double) -> Double {
    abs(t) < 1e150 ? scaledDensity(t).value : exp(logDensity(t))
  }

  /// The probability of at most `t`.
  public func cumulative(_ t: Double) -> Double {
    if t == 0 { return 0.5 }
    let beyond = beyond(abs(t)).lower
    return t < 0 ? 0.5 * beyond : 1 - 0.5 * beyond
  }

  /// The probability of more than `t`, without the loss of 1 − cumulative.
  public func survival(_ t: Double) -> Double { cumulative(-t) }

  /// log P(T ≤ t), also where P itself is too small for a double.
  public func logCumulative(_ t: Double) -> Double {
    let half = beyond(abs(t)).logLower - 0.693_147_180_559_945_3
    return t <= 0 ? half : log1p(-exp(half))
  }

  /// log P(T > t), also where P itself is too small for a double.
  public func logSurvival(_ t: Double) -> Double { logCumulative(-t) }

  /// The value that is exceeded with probability 1 − `probability`; ±∞ at 1 and 0.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(_ probability: Double) -> Double {
    requireProbability(probability)
    if probability == 0.5 { return 0 }
    if probability > 0.5 { return -quantile(1 - probability) }
    if probability == 0 { return -.infinity }
    // |t| = √(ν·odds) is exceeded in absolute value by twice the tail.
    let odds = IncompleteBeta.oddsQuantile(
      a: 0.5, b: degreesOfFreedom / 2, lower: 2 * (0.5 - probability), upper: 2 * probability)
    if odds < 1e290 { return -odds.squareRoot() * degreesOfFreedom.squareRoot() }
    let constant = logFarTail(1)
    return -exp((constant - log(probability)) / degreesOfFreedom)
  }

  /// The value that is exceeded with this probability.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(upper probability: Double) -> Double { -quantile(probability) }

  /// One draw: a normal number over the root of an independent χ²/ν.
  public func draw(using generator: inout some RandomNumberGenerator) -> Double {
    let z = Normal.standard.draw(using: &generator)
    let half = Gamma.logDraw(shape: degreesOfFreedom / 2, using: &generator)
    return z * exp(0.5 * (log(degreesOfFreedom / 2) - half))
  }

  /// ν/(ν+t²) and t²/(ν+t²).
  private func shares(_ t: Double) -> (x: DoubleDouble, y: DoubleDouble) {
    let odds = DoubleDouble(product: t, t) / DoubleDouble(degreesOfFreedom)
    let (y, x) = IncompleteBeta.shares(odds: odds)
    return (x, y)
  }

  /// P(|T| > t) as `lower`, P(|T| ≤ t) as `upper`.
  private func beyond(_ t: Double) -> Tails {
    guard t < 1e150 else {
      let log = logFarTail(t) + 0.693_147_180_559_945_3
      if log.isNaN { return .undefined }
      return Tails(lower: ScaledNumber(exponent: DoubleDouble(min(0, log)), factor: 1))
    }
    if t < 1e-150 {
      // 2 t f(0), as the square underflows.
      return Tails(upper: ScaledNumber(exponent: DoubleDouble(0), factor: 2 * t * density(0)))
    }
    let (x, y) = shares(t)
    return IncompleteBeta.tails(a: degreesOfFreedom / 2, b: 0.5, x: x, y: y)
  }

  /// log P(T > t) for t² ≫ ν: ½ (ν/t²)^(ν/2) Γ((ν+1)/2) / (Γ(ν/2+1) Γ(½)); NaN stays NaN.
  private func logFarTail(_ t: Double) -> Double {
    let nu = degreesOfFreedom
    let ratio = SaddlePoint.logGammaRise(from: (nu + 1) / 2, by: 0.5)
    return nu / 2 * log(nu) - nu * log(t) - ratio - 0.693_147_180_559_945_3 - 0.5 * log(.pi)
  }

  /// log Γ((ν+1)/2) − log Γ(ν/2).
  private var logGammaRatio: Double {
    SaddlePoint.logGammaRise(from: degreesOfFreedom / 2, by: 0.5)
  }

  /// Γ((ν+1)/2) / (Γ(ν/2) √(νπ)) · (1 + t²/ν)^(−(ν+1)/2).
  private func scaledDensity(_ t: Double) -> ScaledNumber {
    let nu = degreesOfFreedom
    let (x, y) = shares(t)
    let power = SaddlePoint.logComplement(y, x) * ((nu + 1) / 2)
    return ScaledNumber(exponent: power + logGammaRatio, factor: 1 / (nu * .pi).squareRoot())
  }
}
