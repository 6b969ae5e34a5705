import Foundation
import LinearAlgebra

extension DoubleDouble {
  private static let logOfTwo = Self(sum: 0.693_147_180_559_945_3, 2.319_046_813_846_299_6e-17)

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
    let scaled = Self(
      sum: mantissa, Double(sign: .plus, exponent: -Int(exponent), significand: low))
    let first = log(mantissa)
    let back = Self.exponential(small: first)
    let correction = (scaled - back).high / back.high
    return Self.logOfTwo * Double(exponent) + Self(sum: first, correction)
  }
}
