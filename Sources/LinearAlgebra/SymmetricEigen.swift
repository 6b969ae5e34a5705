/// The factorisation A = V·diag(λ)·Vᵀ of a symmetric matrix.
///
/// Only the lower triangle is used. Eigenvalues are right to a few units of 2⁻⁵³ times the largest,
/// so small ones may be noise; the sign of a vector is chosen so that its largest component (the first
/// of equals) is positive.
///
/// Source: Golub & Van Loan, *Matrix Computations*, 4th ed., §8.4; LAPACK `dsyevd`.
public struct SymmetricEigen: Sendable {
  /// The eigenvalues, ascending.
  public let values: [Double]
  /// The eigenvectors as columns, orthonormal, in the order of ``values``.
  public let vectors: Matrix

  /// Factors a symmetric matrix.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``;
  ///   ``LinearAlgebraError/noConvergence(index:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³).
  public init(_ a: Matrix) throws(LinearAlgebraError) {
    precondition(a.rows == a.columns, "eigenvalues of \(a.shape)")
    try a.checkFinite()
    let n = a.rows
    var vectors = a.columnMajor
    values = n == 0 ? [] : try LAPACK.symmetricEigen(&vectors, order: n)
    for j in 0..<n {
      let column = vectors[(j * n)..<((j + 1) * n)]
      let largest = column.reduce(0) { abs($1) > abs($0) ? $1 : $0 }
      if largest < 0 { for i in column.indices { vectors[i] = -vectors[i] } }
    }
    self.vectors = Matrix(rows: n, columns: n, columnMajor: vectors)
  }

  /// V·diag(f(λ))·Vᵀ: a function of the matrix, such as its square root.
  public func applying(_ function: (Double) -> Double) -> Matrix {
    vectors.scalingColumns(by: values.map(function)) * vectors.transposed
  }

  /// A^(−1/2), with zero for eigenvalues of at most `tolerance` times the largest (Moore–Penrose).
  public func inverseSquareRoot(tolerance: Double = 1e-12) -> Matrix {
    let least = tolerance * (values.last.map { max(0, $0) } ?? 0)
    return applying { $0 > least ? 1 / $0.squareRoot() : 0 }
  }
}
