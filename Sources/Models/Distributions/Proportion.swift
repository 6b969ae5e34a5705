import Foundation

/// A share of a group, observed as successes out of trials, and what it tells of the probability
/// behind it.
///
/// Counts may be known only within bounds (withheld small numbers). Every limit and probability is
/// then given for the least favourable pair within the bounds, so that nothing is claimed that a
/// possible value would deny.
public struct Proportion: Hashable, Sendable {
  /// The successes, between these bounds.
  public let successes: ClosedRange<Int>
  /// The trials, between these bounds.
  public let trials: ClosedRange<Int>

  /// - Precondition: 0 ≤ `successes` ≤ `trials`.
  public init(successes: Int, trials: Int) {
    self.init(successes: successes...successes, trials: trials...trials)
  }

  /// Counts known within bounds.
  ///
  /// - Precondition: the lowest successes are not negative and fit within the lowest trials, the
  ///   highest within the highest.
  public init(successes: ClosedRange<Int>, trials: ClosedRange<Int>) {
    precondition(successes.lowerBound >= 0, "\(successes) successes")
    precondition(
      successes.lowerBound <= trials.lowerBound && successes.upperBound <= trials.upperBound,
      "\(successes) successes in \(trials) trials")
    self.successes = successes
    self.trials = trials
  }

  /// The counts that give the smallest proportion: fewest successes, most trials.
  private var fewest: (successes: Int, trials: Int) { (successes.lowerBound, trials.upperBound) }

  /// The counts that give the largest proportion: most successes, fewest trials that hold them.
  private var most: (successes: Int, trials: Int) {
    (successes.upperBound, max(trials.lowerBound, successes.upperBound))
  }

  /// The distribution of the probability under Jeffreys' prior Beta(½, ½), when both counts are
  /// known exactly; nil when they are not.
  public var posterior: Beta? {
    guard fewest == most else { return nil }
    return lowestPosterior
  }

  /// The posterior of the smallest proportion within the bounds.
  public var lowestPosterior: Beta { Self.posterior(fewest) }

  /// The posterior of the largest proportion within the bounds.
  public var highestPosterior: Beta { Self.posterior(most) }

  /// The forecast of successes in new trials, when both counts are known exactly; nil when not.
  public func predictive(trials: Int) -> BetaBinomial? {
    posterior.map { BetaBinomial(trials: trials, alpha: $0.alpha, beta: $0.beta) }
  }

  /// The probability that the proportion is at least `threshold`, its lowest and its highest value
  /// within the bounds of the counts.
  public func probability(atLeast threshold: Double) -> ClosedRange<Double> {
    let low = lowestPosterior.survival(threshold)
    return low...max(low, highestPosterior.survival(threshold))
  }

  /// Jeffreys' interval: the equal-tailed quantiles of ``posterior``; 0 below when there are no
  /// successes, 1 above when there are no failures. With bounded counts, the union of the
  /// intervals.
  ///
  /// Coverage is close to `probability` on average over proportions, not for each one: at 95 % and
  /// 50 trials it lies between 0.885 and 0.986 for proportions from 0.02 to 0.98, with mean 0.950;
  /// at 10 trials between 0.869 and 0.991, with mean 0.954.
  ///
  /// Source: L. D. Brown, T. T. Cai & A. DasGupta (2001), *Interval estimation for a binomial
  /// proportion*, Statistical Science 16, 101–133, §4.1.
  public func jeffreysInterval(probability: Double) -> ClosedRange<Double> {
    let tail = (1 - probability) / 2
    let lower = fewest.successes == 0 ? 0 : lowestPosterior.quantile(tail)
    let upper = most.successes == most.trials ? 1 : highestPosterior.quantile(1 - tail)
    return lower...upper
  }

  /// Wilson's interval: the proportions that a score test does not reject. With bounded counts, the
  /// union of the intervals.
  ///
  ///     (x + z²/2 ± z √(x(n−x)/n + z²/4)) / (n + z²)
  ///
  /// Source: E. B. Wilson (1927), JASA 22, 209–212.
  public func wilsonInterval(probability: Double) -> ClosedRange<Double> {
    let z = Normal.standard.quantile((1 + probability) / 2)
    func limit(_ counts: (successes: Int, trials: Int), sign: Double) -> Double {
      let (x, n) = (Double(counts.successes), Double(counts.trials))
      if n == 0 { return sign < 0 ? 0 : 1 }
      let spread = z * (x * (n - x) / n + z * z / 4).squareRoot()
      return min(1, max(0, (x + z * z / 2 + sign * spread) / (n + z * z)))
    }
    return limit(fewest, sign: -1)...limit(most, sign: 1)
  }

  /// The smallest increase d of a proportion that a two-sided comparison of two groups finds with
  /// the given power; nil when even an increase to 1 is too small.
  ///
  ///     d = z₁₋α/₂ √(p̄(1−p̄)(1/n₁+1/n₂)) + z_power √(p₁(1−p₁)/n₁ + p₂(1−p₂)/n₂),  p₂ = p₁ + d,
  ///     p̄ = (n₁p₁ + n₂p₂)/(n₁ + n₂), solved for d by bisection
  ///
  /// For the smallest decrease, ask with 1 − p. A normal approximation without continuity
  /// correction: optimistic when fewer than about 5 successes or failures are expected in a group.
  ///
  /// Source: J. L. Fleiss, B. Levin & M. C. Paik (2003), *Statistical Methods for Rates and
  /// Proportions*, 3rd ed., §4.2. Same numbers as R `power.prop.test` for n₁ = n₂.
  public static func smallestDetectableDifference(
    proportion p1: Double, trials1: Int, trials2: Int, power: Double = 0.8,
    significance: Double = 0.05
  ) -> Double? {
    precondition(p1 >= 0 && p1 <= 1, "\(p1) is not a proportion")
    precondition(trials1 > 0 && trials2 > 0, "\(trials1) and \(trials2) trials")
    let (n1, n2) = (Double(trials1), Double(trials2))
    let zAlpha = Normal.standard.quantile(1 - significance / 2)
    let zPower = Normal.standard.quantile(power)
    func excess(_ d: Double) -> Double {
      let p2 = min(1, p1 + d)
      let mean = (n1 * p1 + n2 * p2) / (n1 + n2)
      return d - zAlpha * (mean * (1 - mean) * (1 / n1 + 1 / n2)).squareRoot()
        - zPower * (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2).squareRoot()
    }
    var (low, high) = (0.0, 1 - p1)
    guard excess(high) >= 0 else { return nil }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if excess(middle) < 0 { low = middle } else { high = middle }
    }
    return high
  }

  private static func posterior(_ counts: (successes: Int, trials: Int)) -> Beta {
    Beta(
      alpha: Double(counts.successes) + 0.5,
      beta: Double(counts.trials - counts.successes) + 0.5)
  }
}
