import Foundation

/// The Poisson distribution.
///
/// Probabilities come from the saddle-point form of Loader (2000); the cumulative adds them up from
/// the nearer tail, so that small tails keep their digits. Same numbers as R `dpois`, `ppois`.
public struct Poisson: Hashable, Sendable {
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

  /// The probability of exactly `count`.
  public func probability(_ count: Int) -> Double { exp(logProbability(count)) }

  /// The probability of at most `count`.
  /// - Complexity: O(√mean).
  public func cumulative(_ count: Int) -> Double {
    if count < 0 { return 0 }
    return Double(count) < mean ? sumDown(from: count) : 1 - sumUp(from: count + 1)
  }

  /// The probability of `count` or more.
  public func probability(atLeast count: Int) -> Double {
    if count <= 0 { return 1 }
    return Double(count) > mean ? sumUp(from: count) : 1 - sumDown(from: count - 1)
  }

  private func sumDown(from count: Int) -> Double {
    var (term, sum) = (1.0, 1.0)
    for k in stride(from: count, to: 0, by: -1) {
      term *= Double(k) / mean
      sum += term
      if term < 1e-17 * sum { break }
    }
    return probability(count) * sum
  }

  private func sumUp(from count: Int) -> Double {
    var (term, sum) = (1.0, 1.0)
    var k = Double(count)
    while term >= 1e-17 * sum {
      k += 1
      term *= mean / k
      sum += term
    }
    return probability(count) * sum
  }
}
