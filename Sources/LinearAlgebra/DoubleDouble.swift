/// A number as the sum of two doubles, the second at most half a unit in the last place of the first:
/// some 32 decimal digits.
///
/// The logarithm of a probability of 10⁻³⁰⁰ is about −690, of which a double keeps the last digit at
/// 10⁻¹³: that, and no more, would be right of the probability. Exponents, and the residuals of
/// ill-conditioned systems, are therefore formed in this type.
///
/// Error bounds of the operations are a few units of 2⁻¹⁰⁴. Infinity and NaN of the high part spread as
/// those of doubles, with a low part of zero.
///
/// Source: T. J. Dekker (1971), *A floating-point technique for extending the available precision*,
/// Numer. Math. 18, 224–242; products by fused multiply-add. M. Joldes, J.-M. Muller & V. Popescu
/// (2017), *Tight and rigorous error bounds for basic building blocks of double-word arithmetic*, ACM TOMS 44, 15.
@frozen public struct DoubleDouble: Hashable, Sendable {
  /// The nearest double.
  public let high: Double
  /// What is left of the number.
  public let low: Double

  /// - Precondition: `low` is at most half a unit in the last place of `high`.
  @inlinable init(high: Double, low: Double) { (self.high, self.low) = (high, low) }

  /// A double, exactly.
  @inlinable public init(_ value: Double) { self.init(high: value, low: 0) }

  /// The sum of any two doubles, exactly.
  @inlinable public init(sum a: Double, _ b: Double) {
    let sum = a + b
    let part = sum - a
    self.init(high: sum, low: sum.isFinite ? (a - (sum - part)) + (b - part) : 0)
  }

  /// The product of two doubles, exactly (unless it under- or overflows).
  @inlinable public init(product a: Double, _ b: Double) {
    let product = a * b
    self.init(high: product, low: product.isFinite ? (-product).addingProduct(a, b) : 0)
  }

  /// A number of decimal digits, such as "88.2" or "-0.38E-02", closer than a double can have it.
  ///
  /// Nil for what is no such number, or has more than 30 digits, or an exponent beyond ±250.
  public init?(decimal text: String) {
    var digits = DoubleDouble(0)
    var (count, exponent, seenPoint, negative) = (0, 0, false, false)
    var rest = Substring(text)
    if let sign = rest.first, sign == "-" || sign == "+" {
      negative = sign == "-"
      rest.removeFirst()
    }
    while let character = rest.first, character != "e", character != "E" {
      rest.removeFirst()
      if character == "." && !seenPoint {
        seenPoint = true
        continue
      }
      guard character.isASCII, let digit = character.wholeNumberValue else { return nil }
      digits = digits * DoubleDouble(10) + DoubleDouble(Double(digit))
      count += 1
      if seenPoint { exponent -= 1 }
    }
    if !rest.isEmpty {
      guard let written = Int(rest.dropFirst()) else { return nil }
      exponent += written
    }
    guard count > 0 && count <= 30 && abs(exponent) <= 250 else { return nil }
    var power = DoubleDouble(1)
    for _ in 0..<abs(exponent) { power = power * DoubleDouble(10) }
    let value = exponent < 0 ? digits / power : digits * power
    self = negative ? -value : value
  }

  /// The negative.
  @inlinable public static prefix func - (a: Self) -> Self { Self(high: -a.high, low: -a.low) }

  /// The sum.
  @inlinable public static func + (a: Self, b: Self) -> Self {
    let (high, low) = (Self(sum: a.high, b.high), Self(sum: a.low, b.low))
    let first = Self(sum: high.high, high.low + low.high)
    return Self(sum: first.high, first.low + low.low)
  }

  /// The sum with a double.
  @inlinable public static func + (a: Self, b: Double) -> Self {
    let sum = Self(sum: a.high, b)
    return Self(sum: sum.high, sum.low + a.low)
  }

  /// The difference.
  @inlinable public static func - (a: Self, b: Self) -> Self { a + -b }

  /// The difference with a double.
  @inlinable public static func - (a: Self, b: Double) -> Self { a + -b }

  /// The product.
  @inlinable public static func * (a: Self, b: Self) -> Self {
    let product = Self(product: a.high, b.high)
    return Self(sum: product.high, product.low + (a.high * b.low + a.low * b.high))
  }

  /// The product with a double.
  @inlinable public static func * (a: Self, b: Double) -> Self {
    let product = Self(product: a.high, b)
    return Self(sum: product.high, product.low + a.low * b)
  }

  /// The quotient, by long division of two steps.
  @inlinable public static func / (a: Self, b: Self) -> Self {
    let first = a.high / b.high
    guard first.isFinite && first != 0 else { return Self(first) }
    return Self(sum: first, (a - b * first).high / b.high)
  }
}
