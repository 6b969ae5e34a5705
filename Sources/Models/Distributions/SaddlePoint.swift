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
/// log-gammas leaves 9.
///
/// Source: C. Loader (2000), *Fast and accurate computation of binomial probabilities*; R's
/// `dbinom` does the same.
enum SaddlePoint {
  /// δ(n) for n > 0: the asymptotic series from 16 on, the definition below.
  static func stirlingError(_ n: Double) -> Double {
    if n <= 16 {
      return logGamma(n + 1) - (n + 0.5) * log(n) + n - 0.918_938_533_204_672_741_78
    }
    let square = n * n
    var sum = 691.0 / 360_360
    sum = 1.0 / 1188 - sum / square
    sum = 1.0 / 1680 - sum / square
    sum = 1.0 / 1260 - sum / square
    sum = 1.0 / 360 - sum / square
    return (1.0 / 12 - sum / square) / n
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
