/// The factorisation A·D·P = Q·R with column pivoting, which reveals the rank.
///
/// D scales each column by a power of two to a norm in [1, 2), so that neither the rank nor the
/// condition depends on the units of the columns; powers of two round nothing. P brings the most
/// independent columns to the front. Columns found dependent,
///
///     |Rⱼⱼ| ≤ tolerance · |R₁₁|,
///
/// are listed in ``aliased`` and get no coefficient. Which of several dependent columns is named
/// follows from the pivoting: the one that adds least to those already taken.
///
/// Built once, asked often. Source: Golub & Van Loan, *Matrix Computations*, 4th ed., §5.4–5.5;
/// LAPACK `dgeqp3`.
public struct QR: Sendable {
  /// The number of rows of A.
  public let rows: Int
  /// The number of columns of A.
  public let columns: Int
  /// The number of independent columns.
  public let rank: Int
  /// Column j of A·P is column `permutation[j]` of A.
  public let permutation: [Int]
  /// A column is dependent when its diagonal of R is at most this share of the first.
  public let tolerance: Double
  /// An estimate of ‖R‖₁ · ‖R⁻¹‖₁ over the independent, scaled columns; infinite when rank is 0.
  public let condition: Double

  /// R in the upper triangle, the reflectors of Q below it.
  private let factor: [Double]
  private let tau: [Double]
  /// The diagonal of D, in the order of A's columns.
  private let scales: [Double]

  /// Factors a matrix.
  ///
  /// - Parameters:
  ///   - a: n × p, any shape with at least one row and one column.
  ///   - tolerance: Share of the largest diagonal of R below which a column counts as dependent;
  ///     0 ≤ tolerance < 1. At the default 1e-10 coefficients keep some five correct digits.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``.
  /// - Complexity: O(n p²).
  public init(_ a: Matrix, tolerance: Double = 1e-10) throws(LinearAlgebraError) {
    precondition(a.rows > 0 && a.columns > 0, "QR of \(a.shape)")
    precondition(tolerance >= 0 && tolerance < 1, "tolerance \(tolerance)")
    try a.checkFinite()
    let scales = (0..<a.columns).map { powerOfTwo(scaling: euclideanNorm(a.column($0))) }
    var factor = a.scalingColumns(by: scales).columnMajor
    let (tau, permutation) = LAPACK.pivotedQR(&factor, rows: a.rows, columns: a.columns)
    let pivots = (0..<min(a.rows, a.columns)).map { abs(factor[$0 + $0 * a.rows]) }
    let least = tolerance * pivots[0]
    rank = pivots.firstIndex { $0 <= least } ?? pivots.count
    condition =
      rank == 0
      ? .infinity
      : 1 / LAPACK.reciprocalConditionOfUpper(factor, order: rank, leadingDimension: a.rows)
    (rows, columns) = (a.rows, a.columns)
    self.tolerance = tolerance
    self.scales = scales
    self.factor = factor
    self.tau = tau
    self.permutation = permutation
  }

  /// The columns found dependent on the others, ascending.
  public var aliased: [Int] { permutation[rank...].sorted() }

  /// The columns with a coefficient, ascending.
  public var independent: [Int] { permutation[..<rank].sorted() }

  /// Qᵀ·b: n values, of which those from ``rank`` on are the part of b outside the columns' span.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``.
  /// - Precondition: `b` has ``rows`` values.
  public func transposedQTimes(_ b: [Double]) throws(LinearAlgebraError) -> [Double] {
    precondition(b.count == rows, "b has \(b.count) values for \(rows) rows")
    try checkFinite(b)
    var result = b
    LAPACK.applyTransposedQ(factor, tau: tau, rows: rows, to: &result)
    return result
  }

  /// The least squares solution over the independent columns; nil for each aliased one.
  ///
  ///     x = argmin ‖b − A·x‖₂        with xⱼ left out for j in ``aliased``
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when `b` holds NaN or infinity.
  /// - Precondition: `b` has ``rows`` values.
  public func leastSquares(_ b: [Double]) throws(LinearAlgebraError) -> [Double?] {
    var x = Array(try transposedQTimes(b)[..<rank])
    try solveR(.upper, &x, columns: 1)
    var result = [Double?](repeating: nil, count: columns)
    for j in 0..<rank { result[permutation[j]] = x[j] * scales[permutation[j]] }
    return result
  }

  /// The least squares solution, when every column is independent.
  ///
  /// - Throws: ``LinearAlgebraError/rankDeficient(rank:columns:)`` when a column is dependent (see
  ///   ``aliased``, and ``leastSquares(_:)`` for an answer without it);
  ///   ``LinearAlgebraError/notFinite(row:column:)`` when `b` holds NaN or infinity.
  /// - Precondition: `b` has ``rows`` values.
  public func solve(_ b: [Double]) throws(LinearAlgebraError) -> [Double] {
    guard rank == columns else { throw .rankDeficient(rank: rank, columns: columns) }
    return try leastSquares(b).compactMap { $0 }
  }

  /// (AᵀA)⁻¹ over the independent columns; NaN in the rows and columns of the aliased ones.
  ///
  /// Times σ² it is the covariance of the coefficients. Made from R⁻¹, never from AᵀA.
  public func inverseGram() throws(LinearAlgebraError) -> Matrix {
    var inverse = Matrix.identity(rank).columnMajor
    try solveR(.upper, &inverse, columns: rank)
    let r = Matrix(rows: rank, columns: rank, columnMajor: inverse)
    let gram = r * r.transposed
    var result = Matrix(rows: columns, columns: columns, repeating: .nan)
    for j in 0..<rank {
      for i in 0..<rank {
        let (k, l) = (permutation[i], permutation[j])
        result[k, l] = gram[max(i, j), min(i, j)] * scales[k] * scales[l]
      }
    }
    return result
  }

  /// The diagonal of the projection on the columns' span, hᵢ = ‖row i of Q‖²: the leverages.
  ///
  /// Each lies between 0 and 1 and their sum is ``rank``.
  public func leverages() -> [Double] {
    guard rank > 0 else { return Array(repeating: 0, count: rows) }
    let q = LAPACK.thinQ(factor, tau: tau, rows: rows, columns: rank)
    var result = [Double](repeating: 0, count: rows)
    for j in 0..<rank {
      for i in 0..<rows { result[i] += q[i + j * rows] * q[i + j * rows] }
    }
    return result
  }

  /// Each aliased column as a combination of the others: A[·, a] = Σₖ A[·, k] · weight(k, a).
  ///
  /// A weight below 10⁻⁹ of the largest, the columns being scaled, is rounding: zero, lest it tie a
  /// column to others that it has nothing to do with.
  ///
  /// - Returns: p × ``aliased``.count, in the order of ``aliased``; zero in the rows of aliased
  ///   columns.
  public func aliasWeights() throws(LinearAlgebraError) -> Matrix {
    let aliased = self.aliased
    var result = Matrix(rows: columns, columns: aliased.count, repeating: 0)
    for (place, column) in aliased.enumerated() {
      guard let j = permutation.firstIndex(of: column) else { continue }
      var x = Array(factor[(j * rows)..<(j * rows + rank)])
      try solveR(.upper, &x, columns: 1)
      let least = 1e-9 * x.reduce(0) { max($0, abs($1)) }
      for i in 0..<rank where abs(x[i]) > least {
        result[permutation[i], place] = x[i] * scales[permutation[i]] / scales[column]
      }
    }
    return result
  }

  private func solveR(
    _ triangle: LAPACK.Triangle, _ b: inout [Double], columns: Int
  ) throws(LinearAlgebraError) {
    guard rank > 0 else { return }
    try LAPACK.solveTriangular(
      triangle, factor, order: rank, leadingDimension: rows, &b, columns: columns)
  }

  /// The leading triangle of R and D, for corrections by least squares.
  var triangle: ScaledTriangle {
    ScaledTriangle(
      columns: Array(permutation[..<rank]), scales: permutation[..<rank].map { scales[$0] },
      upper: Matrix(rows: rank, columns: rank, columnMajor: leadingR))
  }

  private var leadingR: [Double] {
    (0..<rank).flatMap { j in
      (0..<rank).map { i in i <= j ? factor[i + j * rows] : 0 }
    }
  }
}
