import Foundation
import LinearAlgebra

/// The same densities with their exponents in double-double, so that 14 digits of a probability are
/// right even where it is 10⁻³⁰⁰.
extension SaddlePoint {
  /// D(x, m), for x ≥ 0 and m > 0.
  static func exactDeviance(_ x: Double, _ mean: DoubleDouble) -> DoubleDouble {
    if x == 0 { return mean }
    let difference = -mean + x
    let v = difference.high / (x + mean.high)
    if abs(v) > 1e-3 {
      return (DoubleDouble(x) / mean).logarithm * x - difference
    }
    // (x−m)²/(x+m) + 2x(v³/3 + v⁵/5 + …): after the first term a double is enough.
    let square = v * v
    let rest = 2 * x * v * square * (1 / 3.0 + square * (1 / 5.0 + square * (1 / 7.0 + square / 9)))
    return difference * difference / (mean + x) + rest
  }

  /// e^(−m) mˣ / Γ(x+1), for x ≥ 0 and m > 0.
  static func exactPoisson(_ x: Double, mean: DoubleDouble) -> ScaledNumber {
    if x < 1 {
      return ScaledNumber(
        exponent: (x == 0 ? DoubleDouble(0) : mean.logarithm * x) - mean - logGammaOfOnePlus(x),
        factor: 1)
    }
    return ScaledNumber(
      exponent: -exactDeviance(x, mean) - stirlingError(x), factor: 1 / (2 * .pi * x).squareRoot())
  }

  /// Γ(a+b+1) / (Γ(a+1) Γ(b+1)) · pᵃ qᵇ for a, b ≥ 0 and p, q > 0 with p + q = 1.
  static func exactBinomial(
    _ a: Double, _ b: Double, p: DoubleDouble, q: DoubleDouble
  ) -> ScaledNumber {
    if a > b { return exactBinomial(b, a, p: q, q: p) }
    if a < 1 {
      // lgamma(a+b+1) − lgamma(b+1) − lgamma(a+1), each proportional to a.
      var exponent = a == 0 ? DoubleDouble(0) : p.logarithm * a
      exponent = exponent + logComplement(p, q) * b
      return ScaledNumber(
        exponent: exponent + (logGammaRise(from: b + 1, by: a) - logGammaOfOnePlus(a)), factor: 1)
    }
    let n = DoubleDouble(sum: a, b)
    let exponent =
      exactDeviance(a, n * p) + exactDeviance(b, n * q)
      + (stirlingError(a) + stirlingError(b) - stirlingError(n.high))
    return ScaledNumber(
      exponent: -exponent, factor: (n.high / (2 * .pi * a) / b).squareRoot())
  }

  /// log q, from p = 1 − q where that is small.
  static func logComplement(_ p: DoubleDouble, _ q: DoubleDouble) -> DoubleDouble {
    guard p.high < 1e-3 else { return q.logarithm }
    // −p − p²/2 − p³/3 …, the first two terms in double-double.
    let x = p.high
    let rest = x * x * x * (1 / 3.0 + x * (1 / 4.0 + x * (1 / 5.0 + x * (1 / 6.0 + x / 7))))
    return -p - p * p * 0.5 - rest
  }

  /// ζ(k) − 1 for k = 2 … 29.
  private static let zetaMinusOne = (2...29).map { zetaMinusOne(Double($0)) }

  /// Nineteen terms, and Euler and Maclaurin from 20 on.
  private static func zetaMinusOne(_ s: Double) -> Double {
    var sum = 0.0
    for n in stride(from: 19.0, through: 2, by: -1) { sum += pow(n, -s) }
    let tail = pow(20, -s)
    let third = s * (s + 1) * (s + 2)
    let fifth = third * (s + 3) * (s + 4)
    sum += tail * 20 / (s - 1) + tail / 2
    sum += tail * (s / 240 - third / 5_760_000 + fifth / 96_768_000_000)
    return sum
  }

  /// log Γ(1+x) for 0 ≤ x ≤ 1, small x with all their digits.
  ///
  ///     log Γ(1+x) = −log(1+x) + x(1−γ) + Σₖ₌₂ (−1)ᵏ (ζ(k)−1) xᵏ/k        DLMF 5.7.3
  static func logGammaOfOnePlus(_ x: Double) -> Double {
    guard x < 0.5 else { return logGamma(1 + x) }
    var sum = 0.0
    for k in stride(from: 29, through: 2, by: -1) {
      let term = zetaMinusOne[k - 2] / Double(k)
      sum = (k.isMultiple(of: 2) ? term : -term) + sum * x
    }
    return -log1p(x) + x * 0.422_784_335_098_467_139_4 + sum * x * x
  }

  private static let stirlingCoefficients: [Double] = [
    1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156,
  ]

  /// log Γ(b+a) − log Γ(b) for 0 ≤ a ≤ 1 and b > 0, in proportion to a however small that is.
  ///
  /// Above 10 Stirling's series term by term; below, steps of log(1 + a/b) up to there.
  static func logGammaRise(from b: Double, by a: Double) -> Double {
    var (steps, m) = (0.0, b)
    while m < 10 {
      steps += log1p(a / m)
      m += 1
    }
    let growth = log1p(a / m)
    var correction = 0.0
    var power = 1 / m
    for (k, coefficient) in stirlingCoefficients.enumerated() {
      correction += coefficient * power * expm1(-Double(2 * k + 1) * growth)
      power /= m * m
    }
    return (m - 0.5) * growth - a + a * (growth + log(m)) + correction - steps
  }
}

/// eˢ − 1 − s, without cancellation.
func exponentialExcess(_ s: Double) -> Double {
  guard abs(s) < 0.7 else { return expm1(s) - s }
  var sum = 0.0
  for k in stride(from: 18.0, through: 3, by: -1) { sum = (sum + 1) * s / k }
  return (sum + 1) * s * s / 2
}

/// log(1+v) − v, without cancellation.
func logarithmExcess(_ v: Double) -> Double {
  guard v > -0.4 && v < 0.7 else { return log1p(v) - v }
  let r = v / (2 + v)
  let square = r * r
  var (power, j, sum) = (1.0, 3.0, 0.0)
  while true {
    let next = sum + power / j
    if next == sum { break }
    sum = next
    power *= square
    j += 2
  }
  return r * (2 * square * sum - v)
}
