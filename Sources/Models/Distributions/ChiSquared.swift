/// The χ² distribution: the sum of ν squared standard normal numbers, Gamma(ν/2, ½).
public struct ChiSquared: ContinuousDistribution, Hashable {
  private let gamma: Gamma

  /// - Precondition: `degreesOfFreedom` is positive and finite, not necessarily whole.
  public init(degreesOfFreedom: Double) {
    gamma = Gamma(shape: degreesOfFreedom / 2, rate: 0.5)
  }

  /// The degrees of freedom ν.
  public var degreesOfFreedom: Double { 2 * gamma.shape }

  /// The mean ν.
  public var mean: Double { degreesOfFreedom }

  /// The variance 2ν.
  public var variance: Double { 2 * degreesOfFreedom }

  /// The natural logarithm of the density; −∞ where there is none.
  public func logDensity(_ x: Double) -> Double { gamma.logDensity(x) }

  /// The density.
  public func density(_ x: Double) -> Double { gamma.density(x) }

  /// The probability of at most `x`.
  public func cumulative(_ x: Double) -> Double { gamma.cumulative(x) }

  /// The probability of more than `x`, without the loss of 1 − cumulative.
  public func survival(_ x: Double) -> Double { gamma.survival(x) }

  /// log P(X ≤ x), also where P itself is too small for a double.
  public func logCumulative(_ x: Double) -> Double { gamma.logCumulative(x) }

  /// log P(X > x), also where P itself is too small for a double.
  public func logSurvival(_ x: Double) -> Double { gamma.logSurvival(x) }

  /// The value that is exceeded with probability 1 − `probability`.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(_ probability: Double) -> Double { gamma.quantile(probability) }

  /// The value that is exceeded with this probability.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(upper probability: Double) -> Double { gamma.quantile(upper: probability) }

  /// One draw.
  public func draw(using generator: inout some RandomNumberGenerator) -> Double {
    gamma.draw(using: &generator)
  }
}
