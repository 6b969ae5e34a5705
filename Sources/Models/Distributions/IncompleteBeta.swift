import Foundation

/// The regularised incomplete beta function and its complement, both to full relative precision
/// in their own tail.
///
///     Iₓ(a, b) = xᵃ(1−x)ᵇ / (a B(a, b)) · 1/(1+ d₁/(1+ d₂/(1+ …)))      for x ≤ (a+1)/(a+b+2)
///     Iₓ(a, b) = 1 − I₁₋ₓ(b, a)                                          otherwise
///
/// The factor in front comes from `SaddlePoint`, the continued fraction by Lentz's method.
///
/// Source: DLMF §8.17.22; Lentz (1976), *Applied Optics* 15, in the form of Thompson & Barnett
/// (1986), *J. Comput. Phys.* 64.
struct IncompleteBeta {
  /// log Iₓ(a, b).
  let logLower: Double
  /// log(1 − Iₓ(a, b)).
  let logUpper: Double

  /// Iₓ(a, b).
  var lower: Double { exp(logLower) }
  /// 1 − Iₓ(a, b).
  var upper: Double { exp(logUpper) }

  /// - Parameters:
  ///   - a: Positive.
  ///   - b: Positive.
  ///   - x: Between 0 and 1.
  ///   - y: 1 − x, given apart so that neither loses its small values.
  init(a: Double, b: Double, x: Double, y: Double) {
    if x <= 0 {
      (logLower, logUpper) = (-.infinity, 0)
    } else if y <= 0 {
      (logLower, logUpper) = (0, -.infinity)
    } else if x <= (a + 1) / (a + b + 2) {
      let value = min(0, Self.logContinuedFraction(a: a, b: b, x: x, y: y))
      (logLower, logUpper) = (value, Self.logComplement(value))
    } else {
      let value = min(0, Self.logContinuedFraction(a: b, b: a, x: y, y: x))
      (logLower, logUpper) = (Self.logComplement(value), value)
    }
  }

  /// log(1 − eᵛ), for v ≤ 0.
  static func logComplement(_ v: Double) -> Double {
    v > -0.693_147_180_559_945_3 ? log(-expm1(v)) : log1p(-exp(v))
  }

  private static func logContinuedFraction(a: Double, b: Double, x: Double, y: Double) -> Double {
    // xᵃ yᵇ / (a B(a,b)) is a binomial density times b/(a+b).
    let front = SaddlePoint.logBinomial(a, trials: a + b, p: x, q: y) + log(b / (a + b))
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    if abs(d) < tiny { d = tiny }
    d = 1 / d
    var value = d
    // About √max(a, b) rounds are needed; the limit is far beyond any count of pupils.
    for m in 1..<100_000 {
      let m = Double(m)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var delta = 1.0
      for numerator in [even, odd] {
        d = 1 + numerator * d
        if abs(d) < tiny { d = tiny }
        c = 1 + numerator / c
        if abs(c) < tiny { c = tiny }
        d = 1 / d
        delta = c * d
        value *= delta
      }
      if abs(delta - 1) < 2e-16 { break }
    }
    return front + log(value)
  }
}

/// The root of an increasing function by Newton's method, kept inside a bracket that bisection
/// narrows.
///
/// - Parameters:
///   - bracket: Below its lower bound the function is negative, above its upper bound positive.
///   - start: Where to begin.
///   - value: The function and its derivative.
func increasingRoot(
  in bracket: ClosedRange<Double>, from start: Double,
  _ value: (Double) -> (value: Double, slope: Double)
) -> Double {
  var (low, high) = (bracket.lowerBound, bracket.upperBound)
  var x = min(max(start, low), high)
  for _ in 0..<200 {
    let (f, slope) = value(x)
    if f == 0 { return x }
    if f < 0 { low = x } else { high = x }
    var next = x - f / slope
    if !(next > low && next < high) { next = low + (high - low) / 2 }
    if abs(next - x) <= 1e-16 * max(1, abs(x)) { return next }
    x = next
  }
  return x
}
