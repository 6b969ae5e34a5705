import Foundation
import LinearAlgebra

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
