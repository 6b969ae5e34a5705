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
      pValue = ChiSquared(degreesOfFreedom: Double(q)).survival(chiSquared)
      return
    }
    statistic = chiSquared / Double(q)
    pValue = FisherF(numerator: Double(q), denominator: Double(residual)).survival(statistic)
  }
}
