/// The singular value decomposition A = U·diag(s)·Vᵀ.
///
/// Tells the rank by the size of the singular values,
///
///     rank = #{ sⱼ > tolerance · s₁ },
///
/// and the solution of least norm. Columns are not scaled: unlike ``QR`` the answer depends on their
/// units.
///
/// Source: Golub & Van Loan, *Matrix Computations*, 4th ed., §5.5; LAPACK `dgesdd`.
public struct SVD: Sendable {
  /// The number of rows of A.
  public let rows: Int
  /// The number of columns of A.
  public let columns: Int
  /// min(rows, columns) singular values, descending, none negative.
  public let values: [Double]
  /// U: rows × min(rows, columns), orthonormal columns.
  public let left: Matrix
  /// V: columns × min(rows, columns), orthonormal columns.
  public let right: Matrix
  /// Singular values of at most this share of the first count as zero.
  public let tolerance: Double

  /// Factors a matrix.
  ///
  /// - Parameters:
  ///   - a: Any shape with at least one row and one column.
  ///   - tolerance: 0 ≤ tolerance < 1; nil takes max(rows, columns) · 2⁻⁵², what rounding leaves.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``;
  ///   ``LinearAlgebraError/noConvergence(index:)``.
  /// - Complexity: O(m n min(m, n)).
  public init(_ a: Matrix, tolerance: Double? = nil) throws(LinearAlgebraError) {
    precondition(a.rows > 0 && a.columns > 0, "SVD of \(a.shape)")
    let tolerance = tolerance ?? Double(max(a.rows, a.columns)) * 0x1p-52
    precondition(tolerance >= 0 && tolerance < 1, "tolerance \(tolerance)")
    try a.checkFinite()
    let (u, s, vt) = try LAPACK.singularValues(a.columnMajor, rows: a.rows, columns: a.columns)
    let least = min(a.rows, a.columns)
    (rows, columns, values, self.tolerance) = (a.rows, a.columns, s, tolerance)
    left = Matrix(rows: a.rows, columns: least, columnMajor: u)
    right = Matrix(rows: least, columns: a.columns, columnMajor: vt).transposed
  }

  /// The number of singular values that count.
  public var rank: Int { values.prefix { $0 > tolerance * values[0] }.count }

  /// The condition s₁ / s_last in the 2-norm; infinite when the last is zero.
  public var condition: Double {
    guard let last = values.last, last > 0 else { return .infinity }
    return values[0] / last
  }

  /// The shortest of all x that minimise ‖b − A·x‖₂: the pseudo-inverse times b.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when `b` holds NaN or infinity.
  /// - Precondition: `b` has ``rows`` values.
  public func minimumNormSolution(_ b: [Double]) throws(LinearAlgebraError) -> [Double] {
    precondition(b.count == rows, "b has \(b.count) values for \(rows) rows")
    try checkFinite(b)
    let rotated = left.transposedTimes(b)
    let rank = self.rank
    return right * rotated.indices.map { $0 < rank ? rotated[$0] / values[$0] : 0 }
  }

  /// The pseudo-inverse of Moore and Penrose, columns × rows.
  public func pseudoInverse() -> Matrix {
    let rank = self.rank
    return right.scalingColumns(by: values.indices.map { $0 < rank ? 1 / values[$0] : 0 })
      * left.transposed
  }
}
