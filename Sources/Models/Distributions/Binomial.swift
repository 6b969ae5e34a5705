import Foundation
import LinearAlgebra

/// The binomial distribution: successes in independent trials of equal probability.
///
/// Same numbers as R `dbinom`, `pbinom`, `qbinom`, in the tails too.
public struct Binomial: CountDistribution, Hashable {
  /// The number of trials; zero or more.
  public let trials: Int
  /// The probability of a success.
  public let probability: Double

  /// - Precondition: `trials` is not negative and `probability` lies between 0 and 1.
  public init(trials: Int, probability: Double) {
    precondition(trials >= 0, "\(trials) trials")
    precondition(probability >= 0 && probability <= 1, "\(probability) is not a probability")
    self.trials = trials
    self.probability = probability
  }

  /// The logarithm of the probability of exactly `count`; −∞ outside 0…trials.
  public func logProbability(_ count: Int) -> Double {
    guard (0...trials).contains(count) else { return -.infinity }
    return SaddlePoint.logBinomial(
      Double(count), trials: Double(trials), p: probability, q: 1 - probability)
  }

  /// The mean np.
  public var mean: Double { Double(trials) * probability }

  /// The variance np(1−p).
  public var variance: Double { mean * (1 - probability) }

  /// The number of trials.
  public var largest: Int? { trials }

  /// The probability of exactly `count`.
  public func probability(_ count: Int) -> Double {
    guard (0...trials).contains(count) else { return 0 }
    if probability == 0 || probability == 1 {
      return count == (probability == 0 ? 0 : trials) ? 1 : 0
    }
    return SaddlePoint.exactBinomial(
      Double(count), Double(trials - count), p: DoubleDouble(probability),
      q: DoubleDouble(sum: 1, -probability)
    ).value
  }

  /// The probability of at most `count`: I_{1−p}(n − count, count + 1).
  public func cumulative(_ count: Int) -> Double {
    if count < 0 { return 0 }
    if count >= trials { return 1 }
    return tails(above: count).upper
  }

  /// The probability of `count` or more, without the loss of 1 − cumulative.
  public func probability(atLeast count: Int) -> Double {
    if count <= 0 { return 1 }
    if count > trials { return 0 }
    return tails(above: count - 1).lower
  }

  private func tails(above count: Int) -> Tails {
    IncompleteBeta.tails(a: Double(count + 1), b: Double(trials - count), x: probability)
  }
}
