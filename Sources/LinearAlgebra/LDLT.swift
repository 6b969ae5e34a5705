/// The factorisation A = L·D·Lᵀ of a symmetric matrix that need not be definite.
///
/// D has blocks of one and of two (Bunch–Kaufman pivoting). Only the lower triangle of the matrix is
/// used; that the upper mirrors it is the caller's promise.
///
/// Source: J. R. Bunch & L. Kaufman (1977), Math. Comp. 31, 163–179; LAPACK `dsytrf`.
public struct LDLT: Sendable {
  /// How many eigenvalues are positive, negative and zero (Sylvester: those of D, counted by sign).
  public struct Inertia: Hashable, Sendable {
    /// Eigenvalues above zero.
    public let positive: Int
    /// Eigenvalues below zero.
    public let negative: Int
    /// Pivots that are exactly zero. A nearly singular matrix shows in the condition instead.
    public let zero: Int
  }

  /// The number of rows and columns.
  public let order: Int
  /// The signs of the eigenvalues.
  public let inertia: Inertia
  /// An estimate of 1 / (‖A‖₁ · ‖A⁻¹‖₁), between 0 and 1; 0 for a singular matrix.
  public let reciprocalCondition: Double
  private let factor: [Double]
  private let pivots: [Int32]

  /// Factors a symmetric matrix. A singular one is factored too: see ``inertia``.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(n³ / 3).
  public init(_ a: Matrix) throws(LinearAlgebraError) {
    precondition(a.rows == a.columns, "LDLᵀ of \(a.shape)")
    try a.checkFinite()
    order = a.rows
    var factor = a.columnMajor
    let pivots = order == 0 ? [] : LAPACK.symmetricFactor(&factor, order: order)
    var (positive, negative, zero) = (0, 0, 0)
    func count(_ value: Double) {
      if value > 0 { positive += 1 } else if value < 0 { negative += 1 } else { zero += 1 }
    }
    var k = 0
    while k < order {
      if pivots[k] > 0 {
        count(factor[k + k * order])
        k += 1
      } else {
        // A pivot of two is only taken when its determinant is negative: one eigenvalue each way.
        positive += 1
        negative += 1
        k += 2
      }
    }
    inertia = Inertia(positive: positive, negative: negative, zero: zero)
    reciprocalCondition =
      order == 0
      ? 1
      : zero > 0
        ? 0
        : LAPACK.reciprocalConditionOfSymmetric(
          factor, pivots, order: order, oneNorm: a.symmetricOneNorm)
    self.factor = factor
    self.pivots = pivots
  }

  /// x with A·x = b.
  ///
  /// - Throws: ``LinearAlgebraError/singular(index:)`` with an exactly zero pivot;
  ///   ``LinearAlgebraError/notFinite(row:column:)`` when `b` holds NaN or infinity.
  /// - Precondition: `b` has ``order`` values.
  public func solve(_ b: [Double]) throws(LinearAlgebraError) -> [Double] {
    try solve(Matrix(rows: b.count, columns: 1, columnMajor: b)).columnMajor
  }

  /// X with A·X = B, column by column.
  ///
  /// - Throws: As for a vector.
  /// - Precondition: `b` has ``order`` rows.
  public func solve(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    precondition(b.rows == order, "b is \(b.shape) for order \(order)")
    try b.checkFinite()
    for k in 0..<order where pivots[k] > 0 && factor[k + k * order] == 0 {
      throw .singular(index: k)
    }
    var x = b.columnMajor
    if !x.isEmpty {
      LAPACK.solveSymmetric(factor, pivots, order: order, &x, columns: b.columns)
    }
    return Matrix(rows: order, columns: b.columns, columnMajor: x)
  }
}
