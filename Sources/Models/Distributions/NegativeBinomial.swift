import Foundation
import LinearAlgebra

/// The negative binomial distribution: a Poisson count whose mean varies as a gamma distribution.
///
///     P(k) = Γ(k+θ)/(Γ(θ) k!) · pᶿ (1−p)ᵏ,   p = θ/(θ+μ)        variance μ + μ²/θ
///
/// Same numbers as R `dnbinom(size = θ, mu = μ)`.
public struct NegativeBinomial: CountDistribution, Hashable {
  /// The mean μ; zero or more.
  public let mean: Double
  /// The size θ, the shape of the gamma distribution; positive. The larger, the nearer to Poisson.
  public let size: Double

  /// - Precondition: `mean` is finite and not negative, `size` is positive and finite.
  public init(mean: Double, size: Double) {
    precondition(mean >= 0 && mean.isFinite, "a negative binomial mean of \(mean)")
    precondition(size > 0 && size.isFinite, "a negative binomial size of \(size)")
    self.mean = mean
    self.size = size
  }

  /// The variance μ + μ²/θ.
  public var variance: Double { mean + mean * (mean / size) }

  /// There is no largest count.
  public var largest: Int? { nil }

  /// The logarithm of the probability of exactly `count`; −∞ where it is impossible.
  public func logProbability(_ count: Int) -> Double {
    if count < 0 { return -.infinity }
    if mean == 0 { return count == 0 ? 0 : -.infinity }
    return scaled(count).logarithm
  }

  /// The probability of exactly `count`.
  public func probability(_ count: Int) -> Double {
    if count < 0 { return 0 }
    if mean == 0 { return count == 0 ? 1 : 0 }
    return scaled(count).value
  }

  /// The probability of at most `count`: I_p(θ, count + 1).
  public func cumulative(_ count: Int) -> Double {
    if count < 0 { return 0 }
    return mean == 0 ? 1 : tails(above: count).lower
  }

  /// The probability of `count` or more, without the loss of 1 − cumulative.
  public func probability(atLeast count: Int) -> Double {
    if count <= 0 { return 1 }
    return mean == 0 ? 0 : tails(above: count - 1).upper
  }

  /// One draw: a gamma draw, then a Poisson one.
  public func draw(using generator: inout some RandomNumberGenerator) -> Int {
    if mean == 0 { return 0 }
    let level = Gamma(shape: size, rate: size / mean).draw(using: &generator)
    return Poisson(mean: level).draw(using: &generator)
  }

  /// p = θ/(θ+μ) and 1 − p.
  private var shares: (p: DoubleDouble, q: DoubleDouble) {
    let whole = DoubleDouble(sum: size, mean)
    return (DoubleDouble(size) / whole, DoubleDouble(mean) / whole)
  }

  /// θ/(θ+k) times the binomial density of θ among θ+k.
  private func scaled(_ count: Int) -> ScaledNumber {
    let k = Double(count)
    let (p, q) = shares
    return SaddlePoint.exactBinomial(size, k, p: p, q: q).multiplied(by: size / (size + k))
  }

  private func tails(above count: Int) -> Tails {
    let (p, q) = shares
    return IncompleteBeta.tails(a: size, b: Double(count) + 1, x: p, y: q)
  }
}
