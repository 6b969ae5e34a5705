import Foundation

extension LeastSquares {
  /// How many decimal digits of each coefficient these data allow, having been rounded to doubles.
  ///
  ///     |δβ| ≤ u·( |X⁺|·(|y| + |X|·|β̂|) + |(XᵀWX)⁻¹|·|X|ᵀ·|w∘r| ),  digits = −log₁₀(|δβⱼ| / |β̂ⱼ|)
  ///
  /// with u = 2⁻⁵³, to first order, over the values that can have been rounded: a whole number or a
  /// short binary fraction (the last 20 bits of its significand zero) counts as exact, and so do all
  /// elements of an ``ExtendedMatrix`` with a low part, and the weights. A lower bound: data rounded
  /// otherwise in the last place give coefficients that agree in at least so many digits. A solution
  /// that has ``Solution/converged`` reaches them.
  ///
  /// - Parameters:
  ///   - coefficients: p, as in ``Solution/coefficients``.
  ///   - y: The response of n values that they were found for.
  ///   - residuals: n residuals, not weighted.
  /// - Returns: p numbers, at most 15.95 (what a double holds), 0 when nothing is certain, not even
  ///   the sign; nil for an aliased column.
  /// - Complexity: O(n p²).
  ///
  /// Source: N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., §20.1.
  public func digitsAllowed(
    coefficients: [Double?], response y: [Double], residuals: [Double]
  ) throws(LinearAlgebraError) -> [Double?] {
    precondition(y.count == design.rows, "\(y.count) responses for \(design.rows) rows")
    let (basis, transform) = try orthonormalBasis()
    let beta = independent.map { coefficients[$0] ?? 0 }
    let x = design.selecting(columns: independent)
    let n = y.count
    var rows = y.map { Self.canBeRounded($0) ? abs($0) : 0 }
    var columns = [Double](repeating: 0, count: rank)
    if x.low == nil {
      for j in 0..<rank {
        let column = x.high.column(j)
        for i in 0..<n where Self.canBeRounded(column[i]) {
          rows[i] += abs(column[i] * beta[j])
          columns[j] += abs(column[i] * (weights?[i] ?? 1) * residuals[i])
        }
      }
    }
    let gram = transform * transform.transposed
    let influence = basis * transform.transposed  // √w·xᵢ in the metric of the inverse: n × rank
    var result = [Double?](repeating: nil, count: design.columns)
    for (j, column) in independent.enumerated() {
      var bound = 0.0
      let weightsOfRows = influence.column(j)
      for i in 0..<n {
        bound += abs(weightsOfRows[i]) * (weights?[i] ?? 1).squareRoot() * rows[i]
      }
      for k in 0..<rank { bound += abs(gram[j, k]) * columns[k] }
      bound *= 0x1p-53
      let digits = bound > 0 ? -log10(bound / abs(beta[j])) : Double.infinity
      result[column] = min(15.95, max(0, digits))
    }
    return result
  }

  /// Whether a value uses the last twenty bits of its significand, as 88.2 does and 88 does not.
  private static func canBeRounded(_ value: Double) -> Bool {
    value != 0 && value.significandBitPattern.trailingZeroBitCount < 20
  }
}
