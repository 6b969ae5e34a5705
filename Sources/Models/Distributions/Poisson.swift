import Foundation
import LinearAlgebra

/// The Poisson distribution.
///
/// Probabilities come from the saddle-point form of Loader (2000), the cumulative from the incomplete
/// gamma functions, each tail by itself. Same numbers as R `dpois`, `ppois`.
public struct Poisson: CountDistribution, Hashable {
  /// The mean; zero or more.
  public let mean: Double

  /// - Precondition: `mean` is finite and not negative.
  public init(mean: Double) {
    precondition(mean >= 0 && mean.isFinite, "a Poisson mean of \(mean)")
    self.mean = mean
  }

  /// The logarithm of the probability of exactly `count`; −∞ below zero.
  public func logProbability(_ count: Int) -> Double {
    count < 0 ? -.infinity : SaddlePoint.logPoisson(Double(count), mean: mean)
  }

  /// The mean and the variance are one.
  public var variance: Double { mean }

  /// There is no largest count.
  public var largest: Int? { nil }

  /// The probability of exactly `count`.
  public func probability(_ count: Int) -> Double {
    if count < 0 { return 0 }
    if mean == 0 { return count == 0 ? 1 : 0 }
    return SaddlePoint.exactPoisson(Double(count), mean: DoubleDouble(mean)).value
  }

  /// The probability of at most `count`: Q(count + 1, μ).
  public func cumulative(_ count: Int) -> Double {
    count < 0 ? 0 : IncompleteGamma.tails(Double(count) + 1, mean).upper
  }

  /// The probability of `count` or more: P(count, μ).
  public func probability(atLeast count: Int) -> Double {
    count <= 0 ? 1 : IncompleteGamma.tails(Double(count), mean).lower
  }
}
