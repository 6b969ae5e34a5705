extension Matrix {
  /// The largest sum of absolute values of a column: ‖A‖₁.
  public var oneNorm: Double {
    (0..<columns).reduce(0) { largest, j in
      max(largest, (0..<rows).reduce(0) { $0 + abs(self[$1, j]) })
    }
  }

  /// The largest sum of absolute values of a row: ‖A‖∞.
  public var infinityNorm: Double { transposed.oneNorm }

  /// The square root of the sum of squares of all elements, without overflow on the way: ‖A‖_F.
  public var frobeniusNorm: Double { euclideanNorm(columnMajor) }

  /// ‖A‖₂ and the condition ‖A‖₂·‖A⁺‖₂, both from the singular values.
  ///
  /// - Throws: As ``SVD``.
  public func condition() throws(LinearAlgebraError) -> Double { try SVD(self).condition }

  /// ‖A‖₁ of the symmetric matrix in the lower triangle.
  var symmetricOneNorm: Double {
    (0..<columns).reduce(0) { largest, j in
      max(largest, (0..<rows).reduce(0) { $0 + abs($1 >= j ? self[$1, j] : self[j, $1]) })
    }
  }
}

/// ‖x‖₂, scaled by the largest element so that no square overflows.
func euclideanNorm(_ x: some Collection<Double>) -> Double {
  let largest = x.reduce(0) { max($0, abs($1)) }
  guard largest > 0 && largest.isFinite else { return largest }
  return largest * x.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
}

/// The power of two that brings a norm into [1, 2), or 1 for zero: scaling by it rounds nothing.
func powerOfTwo(scaling norm: Double) -> Double {
  guard norm > 0 else { return 1 }
  return Double(sign: .plus, exponent: min(max(-norm.exponent, -1000), 1000), significand: 1)
}
