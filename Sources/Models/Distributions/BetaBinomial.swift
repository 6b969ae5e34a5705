import Foundation

/// The beta-binomial distribution: successes in trials whose common probability is itself
/// uncertain, with a beta distribution.
///
///     P(k) = C(n, k) · B(k + α, n − k + β) / B(α, β)
///
/// It is the forecast of a new count when the probability is known only from an earlier count; see
/// ``Proportion/predictive(trials:)``.
public struct BetaBinomial: CountDistribution, Hashable {
  /// The number of trials; zero or more.
  public let trials: Int
  /// The distribution of the probability of a success.
  public let proportion: Beta

  /// - Precondition: `trials` is not negative; both shapes are positive.
  public init(trials: Int, alpha: Double, beta: Double) {
    precondition(trials >= 0, "\(trials) trials")
    self.trials = trials
    proportion = Beta(alpha: alpha, beta: beta)
  }

  /// The mean nα/(α+β).
  public var mean: Double { Double(trials) * proportion.mean }

  /// The variance nπ(1−π)(1 + (n−1)/(α+β+1)), π = α/(α+β).
  public var variance: Double {
    let (n, m) = (Double(trials), proportion.alpha + proportion.beta)
    return n * proportion.mean * (proportion.beta / m) * (1 + (n - 1) / (m + 1))
  }

  /// The number of trials.
  public var largest: Int? { trials }

  /// The probability of exactly `count`.
  public func probability(_ count: Int) -> Double { exp(logProbability(count)) }

  /// The logarithm of the probability of exactly `count`; −∞ outside 0…trials.
  ///
  /// Written with binomial densities, because B(k+α, n−k+β)/B(α, β) by log-gammas loses digits when
  /// the shapes are large:
  ///
  ///     P(k) = b(α; α+β, p) · b(k; n, p) / b(k+α; n+α+β, p) · αβ(n+α+β) / ((k+α)(n−k+β)(α+β))
  ///
  /// for any p, where b(x; n, p) is the binomial density continued to broken x and n.
  public func logProbability(_ count: Int) -> Double {
    guard (0...trials).contains(count) else { return -.infinity }
    let (k, n) = (Double(count), Double(trials))
    let (a, b) = (proportion.alpha, proportion.beta)
    // p near all three modes keeps every term small; q = 1 − p is computed, not subtracted.
    let p = (k + a) / (n + a + b)
    let q = (n - k + b) / (n + a + b)
    let weight = log(a / (k + a)) + log(b / (n - k + b)) + log((n + a + b) / (a + b))
    return SaddlePoint.logBinomial(a, trials: a + b, p: p, q: q)
      + SaddlePoint.logBinomial(k, trials: n, p: p, q: q)
      - SaddlePoint.logBinomial(k + a, trials: n + a + b, p: p, q: q) + weight
  }

  /// The probability of at most `count`.
  /// - Complexity: O(trials).
  public func cumulative(_ count: Int) -> Double {
    if count < 0 { return 0 }
    if count >= trials { return 1 }
    return sum(0...count)
  }

  /// The probability of `count` or more, without the loss of 1 − cumulative.
  /// - Complexity: O(trials).
  public func probability(atLeast count: Int) -> Double {
    if count <= 0 { return 1 }
    if count > trials { return 0 }
    return sum(count...trials)
  }

  private func sum(_ counts: ClosedRange<Int>) -> Double {
    min(1, counts.reduce(0) { $0 + exp(logProbability($1)) })
  }
}
