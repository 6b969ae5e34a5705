/// A triangular matrix, to solve with.
///
/// Source: Golub & Van Loan, *Matrix Computations*, 4th ed., §3.1; LAPACK `dtrtrs`, `dtrcon`.
public struct Triangular: Sendable {
  /// Which triangle counts; the other is not read.
  public enum Shape: Sendable {
    /// The diagonal and what is above it.
    case upper
    /// The diagonal and what is below it.
    case lower
  }

  /// The matrix.
  public let matrix: Matrix
  /// Which triangle of it counts.
  public let shape: Shape

  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``;
  ///   ``LinearAlgebraError/singular(index:)`` for a zero on the diagonal.
  /// - Precondition: The matrix is square.
  public init(_ matrix: Matrix, _ shape: Shape) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns, "a triangle of \(matrix.shape)")
    try matrix.checkFinite()
    if let zero = matrix.diagonal.firstIndex(of: 0) { throw .singular(index: zero) }
    (self.matrix, self.shape) = (matrix, shape)
  }

  /// X with T·X = B, or with `transposed` Tᵀ·X = B.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when `b` holds NaN or infinity.
  /// - Precondition: `b` has as many rows as the matrix.
  public func solve(_ b: Matrix, transposed: Bool = false) throws(LinearAlgebraError) -> Matrix {
    precondition(b.rows == matrix.rows, "b is \(b.shape) for order \(matrix.rows)")
    try b.checkFinite()
    var x = b.columnMajor
    if !x.isEmpty {
      let triangle: LAPACK.Triangle =
        switch (shape, transposed) {
        case (.upper, false): .upper
        case (.upper, true): .upperTransposed
        case (.lower, false): .lower
        case (.lower, true): .lowerTransposed
        }
      try LAPACK.solveTriangular(
        triangle, matrix.columnMajor, order: matrix.rows, leadingDimension: matrix.rows, &x,
        columns: b.columns)
    }
    return Matrix(rows: b.rows, columns: b.columns, columnMajor: x)
  }

  /// x with T·x = b, or with `transposed` Tᵀ·x = b.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when `b` holds NaN or infinity.
  public func solve(_ b: [Double], transposed: Bool = false) throws(LinearAlgebraError) -> [Double]
  {
    try solve(
      Matrix(rows: b.count, columns: 1, columnMajor: b), transposed: transposed
    ).columnMajor
  }
}
