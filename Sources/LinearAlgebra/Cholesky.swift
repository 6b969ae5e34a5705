import Foundation

/// The factorisation A = L·Lᵀ of a symmetric positive definite matrix.
///
/// Built once, asked often. Only the lower triangle of the matrix is used; that the upper triangle
/// mirrors it is the caller's promise and is not checked.
///
/// Source: Golub & Van Loan, *Matrix Computations*, 4th ed., §4.2; LAPACK `dpotrf`.
public struct Cholesky: Sendable {
  /// The number of rows and columns.
  public let order: Int
  /// L: zeros above its diagonal.
  public let lower: Matrix
  /// An estimate of 1 / (‖A‖₁ · ‖A⁻¹‖₁), between 0 and 1; near 1e-16 nothing can be trusted.
  public let reciprocalCondition: Double

  /// Factors a symmetric matrix.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``;
  ///   ``LinearAlgebraError/notPositiveDefinite(order:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³ / 3).
  public init(_ a: Matrix) throws(LinearAlgebraError) {
    precondition(a.rows == a.columns, "Cholesky of \(a.shape)")
    try a.checkFinite()
    order = a.rows
    var factor = a.columnMajor
    if order > 0 { try LAPACK.cholesky(&factor, order: order) }
    var norm = 0.0
    for j in 0..<order {
      var sum = 0.0
      for i in 0..<order { sum += abs(i >= j ? a[i, j] : a[j, i]) }
      norm = max(norm, sum)
      for i in 0..<j { factor[i + j * order] = 0 }
    }
    lower = Matrix(rows: order, columns: order, columnMajor: factor)
    reciprocalCondition =
      order == 0
      ? 1 : LAPACK.reciprocalConditionOfCholesky(factor, order: order, oneNorm: norm)
  }

  /// x with A·x = b.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when `b` holds NaN or infinity.
  /// - Precondition: `b` has ``order`` values.
  public func solve(_ b: [Double]) throws(LinearAlgebraError) -> [Double] {
    try solve(Matrix(rows: b.count, columns: 1, columnMajor: b)).columnMajor
  }

  /// X with A·X = B, column by column.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when `b` holds NaN or infinity.
  /// - Precondition: `b` has ``order`` rows.
  public func solve(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    precondition(b.rows == order, "b is \(b.shape) for order \(order)")
    try b.checkFinite()
    var x = b.columnMajor
    if !x.isEmpty {
      LAPACK.solveCholesky(lower.columnMajor, order: order, &x, columns: b.columns)
    }
    return Matrix(rows: order, columns: b.columns, columnMajor: x)
  }

  /// log det A = 2 Σ log Lⱼⱼ, which does not overflow as the determinant does.
  public var logDeterminant: Double {
    2 * lower.diagonal.reduce(0) { $0 + log($1) }
  }

  /// A⁻¹, symmetric (`dpotri`): the covariance, when A is an information matrix.
  ///
  /// To solve a system use `solve`, which is cheaper and more accurate.
  public func covariance() throws(LinearAlgebraError) -> Matrix {
    var inverse = lower.columnMajor
    if order > 0 { try LAPACK.invertCholesky(&inverse, order: order) }
    for j in 0..<order {
      for i in 0..<j { inverse[i + j * order] = inverse[j + i * order] }
    }
    return Matrix(rows: order, columns: order, columnMajor: inverse)
  }

  /// The diagonal of A⁻¹: the variances, when A is an information matrix.
  public func inverseDiagonal() throws(LinearAlgebraError) -> [Double] {
    try covariance().diagonal
  }

  /// x with Lᵀ·x = z; x has covariance A⁻¹ when z is standard normal.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when `z` holds NaN or infinity.
  /// - Precondition: `z` has ``order`` values.
  public func solveLowerTransposed(_ z: [Double]) throws(LinearAlgebraError) -> [Double] {
    precondition(z.count == order, "z has \(z.count) values for order \(order)")
    try checkFinite(z)
    var x = z
    if order > 0 {
      try LAPACK.solveTriangular(
        .lowerTransposed, lower.columnMajor, order: order, leadingDimension: order, &x, columns: 1)
    }
    return x
  }
}
