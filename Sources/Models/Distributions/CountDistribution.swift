/// A distribution on the whole numbers from zero.
///
/// What is common to ``Binomial``, ``Poisson``, ``NegativeBinomial`` and ``BetaBinomial``: the
/// quantiles are found from the cumulative, in the same way for all.
public protocol CountDistribution: Sendable {
  /// The mean.
  var mean: Double { get }
  /// The variance; +∞ when it does not exist.
  var variance: Double { get }
  /// The largest count that is possible; nil when there is none.
  var largest: Int? { get }
  /// The natural logarithm of the probability of exactly `count`; −∞ where it is impossible.
  func logProbability(_ count: Int) -> Double
  /// The probability of exactly `count`.
  func probability(_ count: Int) -> Double
  /// The probability of at most `count`.
  func cumulative(_ count: Int) -> Double
  /// The probability of `count` or more, without the loss of 1 − cumulative.
  func probability(atLeast count: Int) -> Double
  /// One draw.
  func draw<Generator: RandomNumberGenerator>(using generator: inout Generator) -> Int
}

extension CountDistribution {
  /// The smallest count k with P(X ≤ k) ≥ `probability`, where equality holds within 64 units of the
  /// last place, as in R; ``largest`` at 1, or `Int.max` when there is none.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  /// - Complexity: about 2 log₂(standard deviation + |result − mean|) cumulatives.
  public func quantile(_ probability: Double) -> Int {
    requireProbability(probability)
    if probability == 1 && variance > 0 { return largest ?? .max }
    let least = probability * (1 - 64 * Double.ulpOfOne)
    return smallest { cumulative($0) >= least }
  }

  /// The smallest count k with P(X > k) ≤ `probability`; ``largest`` at 0, or `Int.max` when there is
  /// none.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(upper probability: Double) -> Int {
    requireProbability(probability)
    if probability == 0 && variance > 0 { return largest ?? .max }
    let most = probability * (1 + 64 * Double.ulpOfOne)
    return smallest { self.probability(atLeast: $0 + 1) <= most }
  }

  /// The smallest count that is enough, when all above it are too: steps that double from the mean,
  /// then halving.
  private func smallest(_ isEnough: (Int) -> Bool) -> Int {
    let end = largest ?? .max - 1
    let middle = min(end, mean < 1e18 ? Int(mean) : 1_000_000_000_000_000_000)
    var step = 1
    var (low, high) = (-1, middle)
    if isEnough(middle) {
      while high > 0 {
        let next = max(0, high - step)
        guard isEnough(next) else {
          low = next
          break
        }
        high = next
        step *= 2
      }
    } else {
      low = middle
      repeat {
        let (sum, overflow) = low.addingReportingOverflow(step)
        high = overflow ? end : min(end, sum)
        if high == end || isEnough(high) { break }
        low = high
        step *= 2
      } while true
    }
    while high - low > 1 {
      let next = low + (high - low) / 2
      if isEnough(next) { high = next } else { low = next }
    }
    return high
  }
}
