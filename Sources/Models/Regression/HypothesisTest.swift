import Foundation

/// A statistic with its distribution under the hypothesis, and the probability of a larger one.
public struct HypothesisTest: Hashable, Sendable {
  /// χ², or with an estimated dispersion F.
  public let statistic: Double
  /// The number of restrictions.
  public let degreesOfFreedom: Int
  /// The degrees of freedom of the dispersion when the statistic is an F; nil for a χ².
  public let denominatorDegreesOfFreedom: Int?
  /// P(a larger statistic), if the hypothesis is true.
  public let pValue: Double

  /// - Parameters:
  ///   - chiSquared: The statistic with φ divided out.
  ///   - residual: Degrees of freedom of an estimated φ, which makes it F = χ²/q; nil for a known φ.
  init(chiSquared: Double, degreesOfFreedom q: Int, residual: Int?) {
    degreesOfFreedom = q
    denominatorDegreesOfFreedom = residual
    guard let residual else {
      statistic = chiSquared
      pValue = Self.chiSquaredTail(chiSquared, degreesOfFreedom: q)
      return
    }
    let (d1, d2) = (Double(q), Double(residual))
    let f = chiSquared / d1
    statistic = f
    let ratio = d1 * f / d2
    pValue =
      f <= 0
      ? 1 : IncompleteBeta(a: d2 / 2, b: d1 / 2, x: 1 / (1 + ratio), y: ratio / (1 + ratio)).lower
  }

  /// P(χ² > x) for whole degrees of freedom, by the finite sums of Abramowitz & Stegun 26.4.4–5:
  ///
  ///     even 2m:  e^(−x/2) Σ_{k<m} (x/2)ᵏ/k!
  ///     odd:      erfc(√(x/2)) + e^(−x/2) Σ_{k=1}^{(ν−1)/2} (x/2)^(k−½)/Γ(k+½)
  static func chiSquaredTail(_ x: Double, degreesOfFreedom nu: Int) -> Double {
    precondition(nu > 0, "\(nu) degrees of freedom")
    guard x > 0 else { return 1 }
    let half = x / 2
    let odd = nu % 2 == 1
    var sum = odd ? erfc(half.squareRoot()) : 0
    for k in 0..<(nu / 2) {
      let power = odd ? Double(k) + 0.5 : Double(k)
      sum += exp(power * log(half) - half - logGamma(power + 1))
    }
    return min(1, sum)
  }
}
