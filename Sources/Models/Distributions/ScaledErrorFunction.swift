import Foundation
import LinearAlgebra

/// e^(x²)·erfc(x) for x ≥ 0, which does not underflow.
///
/// Up to 5 from the C library's `erfc`, with x² in double-double; above it by the continued fraction
/// of DLMF 7.9.2, from its far end back.
func scaledComplementaryError(_ x: Double) -> Double {
  if x < 5 {
    let square = DoubleDouble(product: x, x)
    return exp(square.high) * (1 + square.low) * erfc(x)
  }
  if x > 1e8 { return 1 / (x * Double.pi.squareRoot()) }
  var tail = x
  for k in stride(from: 40.0, through: 1, by: -1) { tail = x + k / 2 / tail }
  return 1 / (tail * Double.pi.squareRoot())
}
