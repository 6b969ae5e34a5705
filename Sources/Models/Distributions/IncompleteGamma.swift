import Foundation
import LinearAlgebra

/// The regularised incomplete gamma functions P(a, x) = γ(a, x)/Γ(a) and Q = 1 − P, each to full
/// relative precision.
///
///     a < 1, x < 1     P = xᵃ/Γ(a+1) · (1 + a Σₖ₌₁ (−x)ᵏ/(k!(a+k))), and Q from the same terms by eᵘ − 1
///     a ≥ 100, ½ < x/a < 2   integral of the tail from x on, in log x
///     x < a            P = xᵃe⁻ˣ/Γ(a+1) · Σ xᵏ/((a+1)…(a+k))
///     otherwise        Q = xᵃe⁻ˣ/Γ(a) · 1/(x+1−a− 1(1−a)/(x+3−a− …))
///
/// The factor in front has its exponent in double-double.
///
/// Source: W. Gautschi (1979), *A computational procedure for incomplete gamma functions*, ACM TOMS
/// 5; DLMF §8.7, §8.9. Instead of Temme's uniform expansion the tail is integrated: as exact, and
/// without a table of coefficients.
enum IncompleteGamma {
  /// P (lower) and Q (upper) for a > 0 and x ≥ 0.
  static func tails(_ a: Double, _ x: Double) -> Tails { tails(a, DoubleDouble(x)) }

  static func tails(_ a: Double, _ exact: DoubleDouble) -> Tails {
    let x = exact.high
    if x.isNaN { return .undefined }
    if x <= 0 { return .nothingBelow }
    if x == .infinity { return Tails.nothingBelow.mirrored }
    if a < 1 && x < 1 {
      let exponent = exact.logarithm * a - SaddlePoint.logGammaOfOnePlus(a)
      return Tails(exponent: exponent, excess: smallExcess(a, x))
    }
    let front = SaddlePoint.exactPoisson(a, mean: exact)
    if a >= 100 && x > 0.5 * a && x < 2 * a {
      let slope = (exact - a).high
      if slope <= 0 {
        let sum = tailIntegral(slope: -slope, curvature: x) { s in
          -slope * s + x * exponentialExcess(-s)
        }
        return Tails(lower: front.multiplied(by: a * sum))
      }
      let sum = tailIntegral(slope: slope, curvature: x) { s in
        slope * s + x * exponentialExcess(s)
      }
      return Tails(upper: front.multiplied(by: a * sum))
    }
    if x < a { return Tails(lower: front.multiplied(by: series(a, x))) }
    return Tails(upper: front.multiplied(by: a * continuedFraction(a, x)))
  }

  /// a Σₖ₌₁ (−x)ᵏ / (k! (a+k)).
  private static func smallExcess(_ a: Double, _ x: Double) -> Double {
    var (term, sum, k) = (1.0, 0.0, 1.0)
    repeat {
      term *= -x / k
      sum += term / (a + k)
      k += 1
    } while abs(term) > 1e-18 * abs(sum)
    return a * sum
  }

  private static func series(_ a: Double, _ x: Double) -> Double {
    // Summed from its smallest term back.
    var terms = [1.0]
    var (term, k) = (1.0, a)
    repeat {
      k += 1
      term *= x / k
      terms.append(term)
    } while term > 1e-18
    return terms.reversed().reduce(0, +)
  }

  /// Lentz's method on the even part of Legendre's fraction.
  private static func continuedFraction(_ a: Double, _ x: Double) -> Double {
    var b = x + 1 - a
    var c = Double.infinity
    var d = 1 / b
    var value = d
    for k in 1..<100_000 {
      let k = Double(k)
      let numerator = k * (a - k)
      b += 2
      d = 1 / (b + numerator * d)
      c = b + numerator / c
      let factor = c * d
      value *= factor
      if abs(factor - 1) < 2e-16 { break }
    }
    return value
  }

  /// The logarithm of x with P(a, x) = p and Q(a, x) = q, where p + q = 1 and the smaller counts.
  ///
  /// log P and −log Q are concave and convex in log x, so that Newton's method in log x settles from
  /// anywhere; the last step is left to ``quantile(_:lower:upper:)``.
  static func logQuantile(_ a: Double, lower p: Double, upper q: Double) -> Double {
    let start = a >= 1 ? log(a) : p <= q ? (log(p) + SaddlePoint.logGammaOfOnePlus(a)) / a : 0
    return increasingRoot(in: -745...710, from: start) { u in
      let x = exp(u)
      let (value, side) = tails(a, x).distance(lower: p, upper: q)
      guard value.isFinite else { return (value, 1) }
      return (value, exp(logMass(a, x) - side))
    }
  }

  /// The x with P(a, x) = p and Q(a, x) = q.
  static func quantile(_ a: Double, lower p: Double, upper q: Double) -> Double {
    if p == 0 { return 0 }
    if q == 0 { return .infinity }
    let x = exp(logQuantile(a, lower: p, upper: q))
    guard x > 1e-290 && x < 1e290 else { return x }
    let (value, side) = tails(a, x).distance(lower: p, upper: q)
    let step = value / exp(logMass(a, x) - side)
    return abs(step) < 1e-6 ? x - x * step : x
  }

  /// log of x f(x), the density in log x.
  static func logMass(_ a: Double, _ x: Double) -> Double {
    SaddlePoint.exactPoisson(a, mean: DoubleDouble(x)).logarithm + log(a)
  }
}
