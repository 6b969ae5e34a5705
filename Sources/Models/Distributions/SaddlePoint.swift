import Foundation

/// The natural logarithm of |Γ(x)|, for x > 0; as the C library computes it (a few units in the
/// last place).
public func logGamma(_ x: Double) -> Double {
  let (value, _): (Double, Int) = lgamma(x)
  return value
}

/// The error of Stirling's formula and the deviance terms, from which the densities of the Poisson,
/// binomial and beta distributions follow without the cancellation of large logarithms.
///
///     log p(x; n, p) = δ(n) − δ(x) − δ(n−x) − D(x, np) − D(n−x, nq) + ½ log(n / (2π x (n−x)))
///     δ(n) = log n! − log(√(2πn) (n/e)ⁿ)        D(x, m) = x log(x/m) + m − x
///
/// Arguments need not be whole. With n ≈ 10⁶ about 13 digits are right, where a difference of
/// log-gammas leaves 9. The likelihoods of the regressions use these; `SaddlePoint+Exact` has the
/// forms that keep all digits of a small probability, at some ten times the price.
///
/// Source: C. Loader (2000), *Fast and accurate computation of binomial probabilities*; R's
/// `dbinom` does the same.
enum SaddlePoint {
  /// δ at 0, ½, 1, … 10; the first is not used.
  private static let halves = (0...20).map { k in k == 0 ? 0 : brokenError(Double(k) / 2) }

  /// δ(n) for n > 0: the asymptotic series above 10, and below it steps of one up to there.
  static func stirlingError(_ n: Double) -> Double {
    if n > 10 { return stirlingSeries(n) }
    let twice = 2 * n
    return twice == twice.rounded() && n > 0 ? halves[Int(twice)] : brokenError(n)
  }

  private static func stirlingSeries(_ n: Double) -> Double {
    let square = n * n
    var sum = 43_867.0 / 244_188
    sum = 3617.0 / 122_400 - sum / square
    sum = 1.0 / 156 - sum / square
    sum = 691.0 / 360_360 - sum / square
    sum = 1.0 / 1188 - sum / square
    sum = 1.0 / 1680 - sum / square
    sum = 1.0 / 1260 - sum / square
    sum = 1.0 / 360 - sum / square
    return (1.0 / 12 - sum / square) / n
  }

  /// δ(n) = δ(n+1) + (n+½) log(1+1/n) − 1, whose last three terms are Σ v²ʲ/(2j+1), v = 1/(2n+1).
  private static func brokenError(_ n: Double) -> Double {
    if n < 1 {
      return logGammaOfOnePlus(n) - (n + 0.5) * log(n) + n - 0.918_938_533_204_672_741_78
    }
    var (steps, m) = (0.0, n)
    while m <= 10 {
      let v = 1 / (2 * m + 1)
      let square = v * v
      var (power, j, sum) = (square, 3.0, 0.0)
      while power > 1e-19 {
        sum += power / j
        power *= square
        j += 2
      }
      steps += sum
      m += 1
    }
    return steps + stirlingSeries(m)
  }

  /// D(x, m) = x log(x/m) + m − x for x, m > 0, by a series where x ≈ m.
  static func deviance(_ x: Double, _ mean: Double) -> Double {
    let difference = x - mean
    guard abs(difference) < 0.1 * (x + mean) else { return x * log(x / mean) - difference }
    let v = difference / (x + mean)
    var sum = difference * v
    var term = 2 * x * v
    for j in 1..<1000 {
      term *= v * v
      let next = sum + term / Double(2 * j + 1)
      if next == sum { break }
      sum = next
    }
    return sum
  }

  /// log of e^(−m) mˣ / Γ(x+1), for x ≥ 0 and m ≥ 0.
  static func logPoisson(_ x: Double, mean: Double) -> Double {
    if mean == 0 { return x == 0 ? 0 : -.infinity }
    if x == 0 { return -mean }
    return -stirlingError(x) - deviance(x, mean) - 0.5 * log(2 * .pi * x)
  }

  /// log of Γ(n+1) / (Γ(x+1) Γ(n−x+1)) · pˣ qⁿ⁻ˣ, where q = 1 − p is given apart because 1 − p may
  /// have lost it.
  static func logBinomial(_ x: Double, trials n: Double, p: Double, q: Double) -> Double {
    if p == 0 { return x == 0 ? 0 : -.infinity }
    if q == 0 { return x == n ? 0 : -.infinity }
    if n == 0 { return 0 }
    if x == 0 {
      return p < 0.1 ? -deviance(n, n * q) - n * p : n * log(q)
    }
    if x == n {
      return q < 0.1 ? -deviance(n, n * p) - n * q : n * log(p)
    }
    let y = n - x
    return stirlingError(n) - stirlingError(x) - stirlingError(y)
      - deviance(x, n * p) - deviance(y, n * q)
      + 0.5 * (log(n / x) - log(2 * .pi * y))
  }
}
