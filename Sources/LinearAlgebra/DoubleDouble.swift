/// A number as the sum of two doubles, the second at most half a unit in the last place of the first:
/// some 32 decimal digits.
///
/// Error bounds of the operations are a few units of 2⁻¹⁰⁴. Infinity and NaN of the high part spread;
/// the low part is then without meaning.
///
/// Source: T. J. Dekker (1971), *A floating-point technique for extending the available precision*,
/// Numer. Math. 18, 224–242; products by fused multiply-add. M. Joldes, J.-M. Muller & V. Popescu
/// (2017), *Tight and rigorous error bounds for basic building blocks of double-word arithmetic*.
public struct DoubleDouble: Hashable, Sendable {
  /// The nearest double.
  public let high: Double
  /// What is left of the number.
  public let low: Double

  /// A double, exactly.
  public init(_ value: Double) { (high, low) = (value, 0) }

  /// The sum of any two doubles, exactly.
  public init(sum a: Double, _ b: Double) {
    let sum = a + b
    let part = sum - a
    (high, low) = (sum, (a - (sum - part)) + (b - part))
  }

  /// The product of two doubles, exactly (unless it under- or overflows).
  public init(product a: Double, _ b: Double) {
    let product = a * b
    (high, low) = (product, (-product).addingProduct(a, b))
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

  /// The sum.
  public static func + (a: Self, b: Self) -> Self {
    let (high, low) = (Self(sum: a.high, b.high), Self(sum: a.low, b.low))
    let first = Self(sum: high.high, high.low + low.high)
    return Self(sum: first.high, first.low + low.low)
  }

  /// The negative.
  public static prefix func - (a: Self) -> Self { Self(sum: -a.high, -a.low) }

  /// The difference.
  public static func - (a: Self, b: Self) -> Self { a + -b }

  /// The product.
  public static func * (a: Self, b: Self) -> Self {
    let product = Self(product: a.high, b.high)
    return Self(
      sum: product.high, product.low.addingProduct(a.high, b.low).addingProduct(a.low, b.high))
  }

  /// The quotient, by long division of three steps.
  public static func / (a: Self, b: Self) -> Self {
    let first = a.high / b.high
    let left = a - b * Self(first)
    let second = left.high / b.high
    let third = (left - b * Self(second)).high / b.high
    return Self(sum: first, second) + Self(third)
  }
}
