import Foundation

/// A Poisson count of which only an interval a…b is known: its likelihood, and the first two
/// derivatives in θ = log μ.
///
///     P = P(a ≤ Y ≤ b)
///     ∂ log P/∂θ  = E[Y | a…b] − μ
///     −∂² log P/∂θ² = μ − Var[Y | a…b]
///
/// The first is the E-step of EM; the second is Louis' formula, the complete information μ less the
/// missing information Var[Y | a…b]. It is never negative: log P is concave in θ. An upper bound of
/// `Int.max` means "a or more".
///
/// Source: T. A. Louis (1982), *Finding the observed information matrix when using the EM algorithm*,
/// JRSS B 44, 226–233.
struct PoissonInterval {
  let logProbability: Double
  /// E[Y | a…b].
  let expectation: Double
  /// Var[Y | a…b].
  let variance: Double
  /// E[Y | a…b] − μ.
  let score: Double
  /// μ − Var[Y | a…b].
  let information: Double

  /// - Precondition: μ ≥ 0 is finite; a ≥ 0.
  /// - Complexity: O(min(b − a, √μ)).
  init(_ interval: ClosedRange<Int>, mean: Double) {
    let (a, b) = (interval.lowerBound, interval.upperBound)
    if a == b {
      logProbability = SaddlePoint.logPoisson(Double(a), mean: mean)
      (expectation, variance, score, information) = (Double(a), 0, Double(a) - mean, mean)
      return
    }
    // Sums of pₖ/p꜀ and its moments around the largest term c, outward until nothing is added.
    let centre = min(max(Int(min(mean, 9e15)), a), b)
    var (sum, first, second) = (1.0, 0.0, 0.0)
    func add(_ term: Double, _ distance: Double) {
      sum += term
      first += term * distance
      second += term * distance * distance
    }
    var (term, k) = (1.0, centre)
    while k < b {
      k += 1
      term *= mean / Double(k)
      let distance = Double(k - centre)
      add(term, distance)
      if term * distance * distance < 1e-18 * sum { break }
    }
    (term, k) = (1.0, centre)
    while k > a && mean > 0 {
      term *= Double(k) / mean
      k -= 1
      let distance = Double(k - centre)
      add(term, distance)
      if term * distance * distance < 1e-18 * sum { break }
    }
    let shift = first / sum
    let logP = min(0, SaddlePoint.logPoisson(Double(centre), mean: mean) + log(sum))
    let variance = second / sum - shift * shift
    self.variance = variance
    expectation = Double(centre) + shift
    logProbability = logP
    // Where the interval has an open side the differences lose all digits as P → 1; there
    // E − μ = μ (p₍a₋₁₎ − p_b)/P, and its derivative, are exact.
    let (below, above) = (Double(a), Double(b) + 1)
    if a == 0 {
      let edge = mean * exp(SaddlePoint.logPoisson(above - 1, mean: mean) - logP)
      score = -edge
      information = edge * edge + edge * (above - mean)
    } else if b == .max && mean > below {
      let edge = mean * exp(SaddlePoint.logPoisson(below - 1, mean: mean) - logP)
      score = edge
      information = edge * edge + edge * (mean - below)
    } else {
      // Below its own rounding error the difference says nothing, and neither does the row.
      score = expectation - mean
      information = mean - variance > 1e-12 * mean ? mean - variance : 0
    }
  }

  /// The largest log P(a ≤ Y ≤ b) over all means: that of the saturated model.
  ///
  ///     μ̂ = (b! / (a−1)!)^(1/(b−a+1))        and P → 1 at an open side
  static func saturatedLogProbability(_ interval: ClosedRange<Int>) -> Double {
    let (a, b) = (interval.lowerBound, interval.upperBound)
    if a == 0 || b == .max { return 0 }
    if a == b { return SaddlePoint.logPoisson(Double(a), mean: Double(a)) }
    let mean = exp((logGamma(Double(b) + 1) - logGamma(Double(a))) / Double(b - a + 1))
    return PoissonInterval(interval, mean: mean).logProbability
  }
}
