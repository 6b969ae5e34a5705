import Foundation

/// A number kept as the unevaluated sum of two doubles, about 31 digits.
///
/// The logarithm of a probability of 10⁻³⁰⁰ is about −690, of which a double keeps the last digit
/// at 10⁻¹³: that, and no more, would be right of the probability. Exponents are therefore formed
/// here, and only then exponentiated.
///
/// Source: T. J. Dekker (1971), *A floating-point technique for extending the available precision*,
/// Numerische Mathematik 18, 224–242; Y. Hida, X. S. Li & D. H. Bailey (2001), ARITH-15.
struct DoubleDouble: Hashable, Sendable {
  /// The sum rounded to a double.
  var high: Double
  /// What the rounding left.
  var low: Double

  init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  /// a + b without any error; infinite and NaN as doubles have them.
  init(sum a: Double, _ b: Double) {
    let s = a + b
    let part = s - a
    self.init(s, s.isFinite ? (a - (s - part)) + (b - part) : 0)
  }

  /// a · b without any error, while nothing underflows.
  init(product a: Double, _ b: Double) {
    let p = a * b
    self.init(p, p.isFinite ? (-p).addingProduct(a, b) : 0)
  }

  /// a / b.
  init(quotient a: Double, _ b: Double) {
    let q = a / b
    self.init(q, q.isFinite ? a.addingProduct(-q, b) / b : 0)
  }

  static prefix func - (a: Self) -> Self { Self(-a.high, -a.low) }

  static func + (a: Self, b: Self) -> Self {
    let s = Self(sum: a.high, b.high)
    let t = Self(sum: a.low, b.low)
    let u = Self(sum: s.high, s.low + t.high)
    return Self(sum: u.high, u.low + t.low)
  }

  static func + (a: Self, b: Double) -> Self {
    let s = Self(sum: a.high, b)
    return Self(sum: s.high, s.low + a.low)
  }

  static func - (a: Self, b: Self) -> Self { a + -b }
  static func - (a: Self, b: Double) -> Self { a + -b }

  static func * (a: Self, b: Self) -> Self {
    let p = Self(product: a.high, b.high)
    return Self(sum: p.high, p.low + (a.high * b.low + a.low * b.high))
  }

  static func * (a: Self, b: Double) -> Self {
    let p = Self(product: a.high, b)
    return Self(sum: p.high, p.low + a.low * b)
  }

  static func / (a: Self, b: Self) -> Self {
    let q = a.high / b.high
    guard q.isFinite && q != 0 else { return Self(q) }
    let rest = a - b * q
    return Self(sum: q, rest.high / b.high)
  }

  /// 1 − a.
  var complement: Self { Self(1) - self }

  private static let logOfTwo = Self(0.693_147_180_559_945_3, 2.319_046_813_846_299_6e-17)

  private static let inverseFactorials: [Self] = {
    var values = [Self(1)]
    for k in 1...13 { values.append(values[k - 1] / Self(Double(k))) }
    return values
  }()

  /// eˣ for |x| < ½: the series at x/32, squared five times.
  private static func exponential(small x: Double) -> Self {
    let r = x / 32
    let factors = inverseFactorials
    var sum = factors[13]
    for k in stride(from: 12, through: 0, by: -1) { sum = sum * r + factors[k] }
    for _ in 0..<5 { sum = sum * sum }
    return sum
  }

  /// The natural logarithm of a positive number: that of the C library, and one Newton step.
  var logarithm: Self {
    guard high > 0 && high.isFinite else { return Self(log(high)) }
    var exponent = high.exponent
    var mantissa = high.significand
    if mantissa > 1.414 {
      exponent += 1
      mantissa /= 2
    }
    let scaled = Self(mantissa, Double(sign: .plus, exponent: -Int(exponent), significand: low))
    let first = log(mantissa)
    let back = Self.exponential(small: first)
    let correction = (scaled - back).high / back.high
    return Self.logOfTwo * Double(exponent) + Self(sum: first, correction)
  }
}

/// A positive number factor · e^exponent, which may be too small or too large for a double.
struct ScaledNumber: Sendable {
  var exponent: DoubleDouble
  var factor: Double

  /// The number itself; 0 or ∞ where a double ends.
  var value: Double {
    // Halves, because e^exponent alone may underflow where the product does not.
    let root = exp(exponent.high / 2)
    return root * (factor * (1 + exponent.low)) * root
  }

  /// Its natural logarithm.
  var logarithm: Double { exponent.high + (exponent.low + log(factor)) }

  func multiplied(by other: Double) -> Self { Self(exponent: exponent, factor: factor * other) }
}
