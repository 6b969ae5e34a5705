import Foundation

/// The multinomial distribution: trials, each of which falls into one of several categories.
public struct Multinomial: Hashable, Sendable {
  /// The number of trials; zero or more.
  public let trials: Int
  /// The probability of each category; they sum to one.
  public let probabilities: [Double]

  /// - Precondition: `trials` is not negative; the probabilities are not negative and sum to 1 within
  ///   10⁻⁹.
  public init(trials: Int, probabilities: [Double]) {
    precondition(trials >= 0, "\(trials) trials")
    precondition(
      probabilities.allSatisfy { $0 >= 0 } && abs(probabilities.reduce(0, +) - 1) < 1e-9,
      "the probabilities \(probabilities)")
    self.trials = trials
    self.probabilities = probabilities
  }

  /// The mean of each count, n pᵢ.
  public var mean: [Double] { probabilities.map { Double(trials) * $0 } }

  /// The logarithm of the probability of these counts; −∞ when they do not sum to ``trials`` or one is
  /// negative.
  ///
  /// - Precondition: as many counts as categories.
  public func logProbability(_ counts: [Int]) -> Double {
    precondition(counts.count == probabilities.count, "\(counts.count) counts")
    guard counts.allSatisfy({ $0 >= 0 }), counts.reduce(0, +) == trials else { return -.infinity }
    // Poisson counts, given their total.
    var sum = trials == 0 ? 0 : -SaddlePoint.logPoisson(Double(trials), mean: Double(trials))
    for (count, p) in zip(counts, probabilities) {
      sum += SaddlePoint.logPoisson(Double(count), mean: Double(trials) * p)
    }
    return sum
  }

  /// The probability of these counts.
  public func probability(_ counts: [Int]) -> Double { exp(logProbability(counts)) }

  /// The distribution of the count of one category.
  ///
  /// - Precondition: there is such a category.
  public func marginal(_ category: Int) -> Binomial {
    Binomial(trials: trials, probability: min(1, probabilities[category]))
  }

  /// One draw: a binomial for each category among what the earlier ones left.
  public func draw(using generator: inout some RandomNumberGenerator) -> [Int] {
    var left = trials
    var rest = 1.0
    var counts: [Int] = []
    for (i, p) in probabilities.enumerated() {
      // Only the last category with any probability may take all that is left.
      let isLast = !probabilities[(i + 1)...].contains { $0 > 0 }
      let share = p == 0 ? 0 : isLast ? 1 : min(1, p / rest)
      let count = Binomial(trials: left, probability: share).draw(using: &generator)
      counts.append(count)
      left -= count
      rest = max(rest - p, .leastNormalMagnitude)
    }
    return counts
  }
}
