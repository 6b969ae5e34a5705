import Foundation
import LinearAlgebra

/// The two sides of a cumulative distribution, each with all its digits, and their logarithms.
struct Tails: Sendable {
  /// log P(X ≤ x).
  var logLower: Double
  /// log P(X > x).
  var logUpper: Double
  /// P(X ≤ x).
  var lower: Double
  /// P(X > x).
  var upper: Double

  static let nothingBelow = Tails(logLower: -.infinity, logUpper: 0, lower: 0, upper: 1)

  static let undefined = Tails(logLower: .nan, logUpper: .nan, lower: .nan, upper: .nan)

  var mirrored: Self {
    Self(logLower: logUpper, logUpper: logLower, lower: upper, upper: lower)
  }

  /// From the smaller side; the other is what it leaves.
  init(lower: ScaledNumber) {
    let (value, log) = (lower.value, lower.logarithm)
    (self.lower, logLower) = (value > 1 ? 1 : value, log > 0 ? 0 : log)  // NaN stays NaN
    (upper, logUpper) = (1 - self.lower, Tails.logComplement(logLower))
  }

  /// From the smaller side; the other is what it leaves.
  init(upper: ScaledNumber) { self = Tails(lower: upper).mirrored }

  init(logLower: Double, logUpper: Double, lower: Double, upper: Double) {
    (self.logLower, self.logUpper) = (logLower, logUpper)
    (self.lower, self.upper) = (lower, upper)
  }

  /// Of a shape a < 1 near zero, where the lower side is e^u·(1 + r) with small u and r, and the
  /// upper one may be as small as a.
  init(exponent u: DoubleDouble, excess r: Double) {
    let small = u.high + u.low
    lower = min(1, ScaledNumber(exponent: u, factor: 1 + r).value)
    logLower = min(0, u.high + (u.low + log1p(r)))
    upper = min(1, max(0, -expm1(small) - exp(small) * r))
    logUpper = upper < 0.5 ? log(upper) : Tails.logComplement(logLower)
  }

  /// log(1 − eᵛ), for v ≤ 0.
  static func logComplement(_ v: Double) -> Double {
    v > -0.693_147_180_559_945_3 ? log(-expm1(v)) : log1p(-exp(v))
  }

  /// How far log P lies from that of a target, on the smaller side of the target: negative below
  /// it. The derivative of the logarithm is the density over `side`.
  func distance(lower p: Double, upper q: Double) -> (value: Double, side: Double) {
    if p <= q {
      let ratio = (lower - p) / p
      return (abs(ratio) < 0.1 ? log1p(ratio) : logLower - log(p), logLower)
    }
    let ratio = (upper - q) / q
    return (abs(ratio) < 0.1 ? -log1p(ratio) : log(q) - logUpper, logUpper)
  }
}

/// ∫₀^∞ e^(−h(s)) ds for h(0) = 0, h increasing and at least about λs + κs²/2: Gauss–Legendre with 48
/// points up to where λs + κs²/2 = 60.
///
/// For large shapes the tail of a gamma or beta distribution, seen from its edge, is such an
/// integral in log x or log(x/(1−x)), smooth at the scale of its length whatever the shapes; series
/// and continued fractions need √shape terms there. The 48 points integrate e^(−60t) and e^(−60t²)
/// over 0…1 to 10⁻¹⁶.
func tailIntegral(slope: Double, curvature: Double, _ h: (Double) -> Double) -> Double {
  let end = 120 / (slope + (slope * slope + 120 * curvature).squareRoot())
  var sum = 0.0
  for (place, weight) in GaussLegendre.rule { sum += weight * exp(-h(end * place)) }
  return sum * end
}

/// The 48 points and weights of Gauss–Legendre on 0…1.
private enum GaussLegendre {
  static let rule: [(place: Double, weight: Double)] = {
    let n = 48
    return (1...n).map { i in
      var x = cos(.pi * (Double(i) - 0.25) / (Double(n) + 0.5))
      var slope = 1.0
      for _ in 0..<10 {
        var (p, previous) = (1.0, 0.0)
        for k in 1...n {
          let k = Double(k)
          (p, previous) = (((2 * k - 1) * x * p - (k - 1) * previous) / k, p)
        }
        slope = Double(n) * (x * p - previous) / (x * x - 1)
        x -= p / slope
      }
      return ((1 - x) / 2, 1 / ((1 - x * x) * slope * slope))
    }
  }()
}
