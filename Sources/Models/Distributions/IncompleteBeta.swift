import Foundation
import LinearAlgebra

/// The regularised incomplete beta function Iₓ(a, b) and its complement, each to full relative
/// precision.
///
///     a < 1, x below the mean    I = xᵃ/(a B(a,b)) · (1 + a Σₖ₌₁ (1−b)ₖ xᵏ/(k!(a+k))), and 1 − I from the
///                                same terms by eᵘ − 1
///     a, b ≥ 200                 integral of the tail from x on, in log(x/(1−x))
///     otherwise                  I = xᵃ(1−x)ᵇ/B(a,b) · continued fraction, all of whose terms are
///                                positive below the mean
///
/// and above the mean the same of I₁₋ₓ(b, a). The factor in front has its exponent in double-double.
///
/// Source: A. R. DiDonato & A. H. Morris (1992), *Algorithm 708*, ACM TOMS 18 (the fraction); DLMF
/// §8.17.
enum IncompleteBeta {
  /// Iₓ(a, b) as lower, its complement as upper.
  ///
  /// - Parameters:
  ///   - a: Positive.
  ///   - b: Positive.
  ///   - x: Between 0 and 1.
  ///   - y: 1 − x, given apart so that neither loses its small values.
  static func tails(a: Double, b: Double, x: DoubleDouble, y: DoubleDouble) -> Tails {
    if x.high.isNaN || y.high.isNaN { return .undefined }
    if x.high <= 0 { return .nothingBelow }
    if y.high <= 0 { return Tails.nothingBelow.mirrored }
    let middle = min(a, b) >= largeShape ? a / (a + b) : (a + 1) / (a + b + 2)
    if x.high > middle { return below(a: b, b: a, x: y, y: x).mirrored }
    return below(a: a, b: b, x: x, y: y)
  }

  /// Of x as a double, where 1 − x needs no more than that.
  static func tails(a: Double, b: Double, x: Double) -> Tails {
    tails(a: a, b: b, x: DoubleDouble(x), y: DoubleDouble(sum: 1, -x))
  }

  /// Of the odds x/(1−x).
  static func tails(a: Double, b: Double, odds: Double) -> Tails {
    let (x, y) = shares(odds: DoubleDouble(odds))
    return tails(a: a, b: b, x: x, y: y)
  }

  /// x and 1 − x from x/(1−x).
  static func shares(odds: DoubleDouble) -> (x: DoubleDouble, y: DoubleDouble) {
    if odds.high == .infinity { return (DoubleDouble(1), DoubleDouble(0)) }
    let whole = odds + 1
    return (odds / whole, DoubleDouble(1) / whole)
  }

  /// From here on both shapes are integrated, below it the fraction needs some sixty terms at most.
  private static let largeShape = 200.0

  private static func below(a: Double, b: Double, x: DoubleDouble, y: DoubleDouble) -> Tails {
    if a < 1 {
      let exponent =
        x.logarithm * a
        + (SaddlePoint.logGammaRise(from: b, by: a) - SaddlePoint.logGammaOfOnePlus(a))
      return Tails(exponent: exponent, excess: smallExcess(a: a, b: b, x: x.high))
    }
    let front = front(a: a, b: b, x: x, y: y)
    // a − (a+b)x, from which the mean is above or below.
    let slope = (y * a - x * b).high
    if min(a, b) >= largeShape {
      return Tails(lower: front.multiplied(by: tail(a: a, b: b, x: x.high, y: y.high, slope)))
    }
    return Tails(lower: front.multiplied(by: fraction(a: a, b: b, x: x.high, y: y.high, slope)))
  }

  /// xᵃ(1−x)ᵇ / B(a, b), which is x(1−x) times the density of the beta distribution.
  static func front(
    a: Double, b: Double, x: DoubleDouble, y: DoubleDouble
  ) -> ScaledNumber {
    SaddlePoint.exactBinomial(a, b, p: x, q: y).multiplied(by: a / (a + b) * b)
  }

  /// a Σₖ₌₁ (1−b)ₖ xᵏ / (k! (a+k)).
  private static func smallExcess(a: Double, b: Double, x: Double) -> Double {
    var (term, sum, k) = (1.0, 0.0, 1.0)
    repeat {
      term *= (k - b) / k * x
      sum += term / (a + k)
      k += 1
    } while abs(term) > 1e-18 * abs(sum) && k < 10_000
    return a * sum
  }

  /// Iₓ(a, b) over the front: the even part of the fraction of DLMF 8.17.22; `slope` is a − (a+b)x.
  private static func fraction(
    a: Double, b: Double, x: Double, y: Double, _ slope: Double
  ) -> Double {
    func partial(_ m: Double) -> Double {
      m + m * (b - m) * x / (a + 2 * m - 1) + (a + m) * (slope + 1 + m * (1 + y)) / (a + 2 * m + 1)
    }
    var denominator = a * (slope + 1) / (a + 1)
    var value = denominator
    var (c, d) = (value, 0.0)
    for m in 1..<200_000 {
      let m = Double(m)
      let below = a + 2 * m - 1
      let numerator = (a + m - 1) / below * ((a + b + m - 1) / below) * m * (b - m) * x * x
      denominator = partial(m)
      d = 1 / (denominator + numerator * d)
      c = denominator + numerator / c
      let factor = c * d
      value *= factor
      if abs(factor - 1) < 2e-16 { break }
    }
    return 1 / value
  }

  /// ∫₀^∞ of the mass at log-odds s below that of x, over the mass at x.
  private static func tail(
    a: Double, b: Double, x: Double, y: Double, _ slope: Double
  ) -> Double {
    let n = a + b
    return tailIntegral(slope: slope, curvature: n * x * y) { s in
      // −log(mass ratio) = slope·s + n (x s + log(y + x e⁻ˢ)), whose bracket is of order xy s²/2.
      if x <= 0.5 {
        let fall = -expm1(-s)
        return slope * s + n * (x * exponentialExcess(-s) + logarithmExcess(-x * fall))
      }
      let rise = expm1(s)
      return slope * s + n * (y * exponentialExcess(s) + logarithmExcess(y * rise))
    }
  }

  /// The x with Iₓ(a, b) = p and 1 − Iₓ(a, b) = q, as odds x/(1−x); the smaller of p and q counts.
  ///
  /// The logarithms of both sides are concave in log(x/(1−x)), so that Newton's method settles from
  /// anywhere; a last step corrects the odds themselves.
  static func oddsQuantile(a: Double, b: Double, lower p: Double, upper q: Double) -> Double {
    if p == 0 { return 0 }
    if q == 0 { return .infinity }
    func step(_ odds: Double) -> (value: Double, slope: Double) {
      let (x, y) = shares(odds: DoubleDouble(odds))
      let (value, side) = tails(a: a, b: b, x: x, y: y).distance(lower: p, upper: q)
      guard value.isFinite else { return (value, 1) }
      return (value, exp(front(a: a, b: b, x: x, y: y).logarithm - side))
    }
    let u = increasingRoot(in: -740...709, from: log(a / b)) { u in step(exp(u)) }
    let odds = exp(u)
    guard odds > 1e-290 && odds < 1e290 else { return odds }
    let (value, slope) = step(odds)
    let correction = value / slope
    return abs(correction) < 1e-6 ? odds - odds * correction : odds
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
