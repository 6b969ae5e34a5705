/// Weighted least squares, refined until the data allow no more.
///
///     β̂ = argmin Σᵢ wᵢ (yᵢ − xᵢᵀβ)²
///     r = y − X·β,   β ← β + D·R⁻¹R⁻ᵀ·D·Xᵀ(w∘r)        r, Xᵀ(w∘r) and β in double-double
///
/// R comes from √W·X·D with columns scaled by powers of two, in double: by Householder QR of row blocks
/// and then pivoted, or by Cholesky of the normal equations. It only steers the corrections, each of
/// which gains the digits that R has, so that β̂ ends as the rounded solution for exactly these data
/// even where a solver in double keeps none; the conditions of X that this holds for reach to
/// about 10¹⁰ (10⁴ by the normal equations, above which the orthogonal route is taken).
///
/// Dependent columns get no coefficient: see ``QR`` for the rule. A row of weight zero has no say.
///
/// Sources: Å. Björck (1987), *Stability analysis of the method of seminormal equations*, Linear
/// Algebra Appl. 88/89, 31–48; J. Demmel, Y. Hida, E. J. Riedy & X. S. Li (2009), *Extra-precise
/// iterative refinement for overdetermined least squares problems*, ACM TOMS 35, 28; J. Demmel,
/// L. Grigori, M. Hoemmen & J. Langou (2012), *Communication-optimal parallel and sequential QR*, for
/// the blocks.
public struct LeastSquares: Sendable {
  /// Where R comes from.
  public enum Route: Sendable {
    /// Householder QR.
    case orthogonal
    /// Cholesky of the scaled normal equations: several times quicker for many rows.
    case normalEquations
  }

  /// The design.
  public let design: ExtendedMatrix
  /// n weights, or nil for ones.
  public let weights: [Double]?
  /// The route that was taken: normal equations give way to the orthogonal one when the condition of
  /// XᵀWX passes 10⁸, when a column is dependent, or when its squares leave the range of doubles.
  public let route: Route
  /// The number of independent columns.
  public let rank: Int
  /// The columns with a coefficient, ascending.
  public let independent: [Int]
  /// The columns found dependent on the others, ascending.
  public let aliased: [Int]
  /// Each aliased column as a combination of the others: p × ``aliased``.count, see
  /// `QR.aliasWeights`.
  public let aliasWeights: Matrix
  /// An estimate of the condition in the 1-norm of √W·X with scaled columns.
  public let condition: Double

  /// The design of the independent columns.
  private let x: ExtendedMatrix
  private let triangle: ScaledTriangle

  /// Factors a design.
  ///
  /// - Parameters:
  ///   - design: n × p with at least one row and one column.
  ///   - weights: n values, zero or more, or nil for ones.
  ///   - tolerance: See `QR.tolerance`.
  ///   - route: Which to take where the condition allows both.
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``.
  /// - Complexity: O(n p²).
  public init(
    _ design: ExtendedMatrix, weights: [Double]? = nil, tolerance: Double = 1e-10,
    route: Route = .orthogonal
  ) throws(LinearAlgebraError) {
    precondition(design.rows > 0 && design.columns > 0, "least squares of \(design.high.shape)")
    precondition(weights.map { $0.count == design.rows } ?? true, "weights for other rows")
    precondition(weights?.allSatisfy { $0 >= 0 && $0.isFinite } ?? true, "a weight below zero")
    try design.low?.checkFinite()
    (self.design, self.weights) = (design, weights)
    if route == .normalEquations,
      let (triangle, condition) = try Self.normalEquations(design.high, weights)
    {
      (self.triangle, self.condition, self.route, x) = (triangle, condition, route, design)
      (rank, independent, aliased) = (design.columns, Array(0..<design.columns), [])
      aliasWeights = Matrix(rows: design.columns, columns: 0, repeating: 0)
      return
    }
    try design.high.checkFinite()
    let qr = try QR(
      Self.reduced(design.high, weights?.map { $0.squareRoot() }), tolerance: tolerance)
    (rank, independent, aliased) = (qr.rank, qr.independent, qr.aliased)
    (condition, self.route) = (qr.condition, .orthogonal)
    aliasWeights = try qr.aliasWeights()
    x = qr.aliased.isEmpty ? design : design.selecting(columns: qr.independent)
    let full = qr.triangle
    var place = [Int](repeating: 0, count: design.columns)
    for (index, column) in qr.independent.enumerated() { place[column] = index }
    triangle = ScaledTriangle(
      columns: full.columns.map { place[$0] }, scales: full.scales, upper: full.upper)
  }

  /// Factors a design of doubles.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``.
  public init(
    _ design: Matrix, weights: [Double]? = nil, tolerance: Double = 1e-10,
    route: Route = .orthogonal
  ) throws(LinearAlgebraError) {
    try self.init(
      ExtendedMatrix(design), weights: weights, tolerance: tolerance, route: route)
  }

  /// The solution for one response.
  public struct Solution: Sendable {
    /// p coefficients; nil for an aliased column.
    public let coefficients: [Double?]
    /// n residuals y − X·β̂, formed in double-double and rounded once.
    public let residuals: [Double]
    /// The number of corrections after the first solution.
    public let refinements: Int
    /// The last correction that was applied, as a share of the largest coefficient, both with columns
    /// scaled.
    public let lastCorrection: Double
    /// An estimate of the error that it leaves, as such a share: ``lastCorrection`` times the rate at
    /// which the corrections shrank, at most 1.
    public let remainder: Double
    /// Whether that is below the last place of a double; else the coefficients hold as many digits as
    /// ``remainder`` has zeros.
    public var converged: Bool { remainder <= 0x1p-52 }
  }

  /// The coefficients, refined.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)`` when `y` holds NaN or infinity.
  /// - Precondition: `y` has n values.
  /// - Complexity: O(n p) a correction; one or two, three at a condition of 10¹⁰.
  public func solve(_ y: [Double]) throws(LinearAlgebraError) -> Solution {
    precondition(y.count == design.rows, "\(y.count) responses for \(design.rows) rows")
    try checkFinite(y)
    var beta = [DoubleDouble](repeating: DoubleDouble(0), count: rank)
    var (last, left, step, before) = (0.0, 0.0, 0, 0.0)
    // What one correction leaves of the error before it, until that has been seen.
    let squared = route == .normalEquations ? condition * condition : condition
    var rate = min(0.5, 64 * 0x1p-53 * squared)
    while step < 40 && rank > 0 {
      let gradient = LAPACK.twofoldGradient(
        x.high.columnMajor, low: x.low?.columnMajor, rows: x.rows, columns: rank,
        beta: step == 0 ? nil : beta, response: y, weights: weights)
      let correction = try triangle.solve(gradient, count: rank)
      var (size, largest, least) = (0.0, 0.0, Double.infinity)
      for (place, column) in triangle.columns.enumerated() {
        beta[column] = beta[column] + DoubleDouble(correction[column])
        let scale = triangle.scales[place]
        size = max(size, abs(correction[column]) / scale)
        let value = abs(beta[column].high) / scale
        largest = max(largest, value)
        if value > 0 { least = min(least, value) }
      }
      (last, left) = largest > 0 ? (size / largest, size / largest) : (0, 0)
      if step > 0 && before > 0 { rate = min(1, size / before) }
      step += 1
      if size == 0 || size * rate <= max(0x1p-100 * largest, 0x1p-56 * least) {
        left = last * rate
        break
      }
      if step > 1 && size > before / 2 { break }
      before = size
    }
    let residuals = LAPACK.twofoldResidual(
      x.high.columnMajor, low: x.low?.columnMajor, rows: x.rows, columns: rank, beta: beta,
      response: y)
    var coefficients = [Double?](repeating: nil, count: design.columns)
    for (place, column) in independent.enumerated() { coefficients[column] = beta[place].high }
    return Solution(
      coefficients: coefficients, residuals: residuals, refinements: max(0, step - 1),
      lastCorrection: last, remainder: left)
  }

  /// (XᵀWX)⁻¹ over the independent columns; NaN in the rows and columns of the aliased ones.
  ///
  /// Where the condition passes 100, from X·R⁻¹ formed in double-double: nearly orthonormal, so that
  /// what is left to invert costs no digits.
  ///
  /// - Complexity: O(p³), or O(n p²) where the condition passes 100.
  public func inverseGram() throws(LinearAlgebraError) -> Matrix {
    let t = try inverseRoot().root
    let gram = t * t.transposed
    var result = Matrix(rows: design.columns, columns: design.columns, repeating: .nan)
    for (i, row) in triangle.columns.enumerated() {
      for (j, column) in triangle.columns.enumerated() {
        result[independent[row], independent[column]] = gram[max(i, j), min(i, j)]
      }
    }
    return result
  }

  /// n × rank with orthonormal columns that span those of √W·X, and the T that makes them: √W·X·T,
  /// with the rows of T in the order of ``independent``.
  ///
  /// - Complexity: O(n p²).
  public func orthonormalBasis() throws(LinearAlgebraError) -> (basis: Matrix, transform: Matrix) {
    let (root, basis) = try inverseRoot()
    var places = [Int](repeating: 0, count: rank)
    for (place, column) in triangle.columns.enumerated() { places[column] = place }
    let transform = root.selecting(rows: places)
    if let basis { return (basis, transform) }
    let product = x.high * transform
    return (
      weights.map { product.scalingRows(by: $0.map { $0.squareRoot() }) } ?? product, transform
    )
  }

  /// n leverages hᵢ = wᵢ·xᵢᵀ(XᵀWX)⁻¹xᵢ, between 0 and 1, with ``rank`` as their sum.
  public func leverages() throws(LinearAlgebraError) -> [Double] {
    let basis = try orthonormalBasis().basis
    var result = [Double](repeating: 0, count: design.rows)
    for j in 0..<rank {
      let column = basis.column(j)
      for i in column.indices { result[i] += column[i] * column[i] }
    }
    return result.map { min(1, $0) }
  }

  /// T with T·Tᵀ = (XᵀWX)⁻¹, rows in the order of the triangle's columns; and √W·X·T when it was made.
  private func inverseRoot() throws(LinearAlgebraError) -> (root: Matrix, basis: Matrix?) {
    let inverse = try triangle.inverse()
    let limit = route == .normalEquations ? 10.0 : 100
    guard condition > limit && rank > 0 else { return (inverse, nil) }
    let pivoted = x.selecting(columns: triangle.columns)
    var y = Matrix(
      rows: x.rows, columns: rank,
      columnMajor: LAPACK.twofoldProduct(
        pivoted.high.columnMajor, low: pivoted.low?.columnMajor, rows: x.rows,
        columns: rank, upper: inverse.columnMajor))
    if let weights { y = y.scalingRows(by: weights.map { $0.squareRoot() }) }
    // YᵀY = UᵀU near the identity; T = R⁻¹·U⁻¹.
    let gram = Matrix(
      rows: rank, columns: rank,
      columnMajor: LAPACK.gram(y.columnMajor, rows: y.rows, columns: rank, weights: nil))
    let correction = try Triangular(Cholesky(gram.transposed).lower.transposed, .upper)
      .solve(Matrix.identity(rank))
    return (inverse * correction, y * correction)
  }

  /// The triangle of a tall matrix, or the matrix itself when it is not tall.
  private static func reduced(_ a: Matrix, _ roots: [Double]?) -> Matrix {
    guard a.rows >= 4 * a.columns + 512 else { return roots.map(a.scalingRows(by:)) ?? a }
    return Matrix(
      rows: a.columns, columns: a.columns,
      columnMajor: LAPACK.tallR(a.columnMajor, rows: a.rows, columns: a.columns, roots: roots))
  }

  /// The Cholesky factor of the scaled normal equations, when their condition allows.
  ///
  /// A value that is not finite shows in the diagonal, which holds its square; as do columns so small
  /// that their squares lose digits to underflow. Both are left to the orthogonal route.
  private static func normalEquations(
    _ a: Matrix, _ weights: [Double]?
  ) throws(LinearAlgebraError) -> (ScaledTriangle, condition: Double)? {
    let p = a.columns
    let gram = Matrix(
      rows: p, columns: p,
      columnMajor: LAPACK.gram(a.columnMajor, rows: a.rows, columns: p, weights: weights))
    guard gram.diagonal.allSatisfy({ $0 > 0x1p-900 && $0.isFinite }) else { return nil }
    let scales = gram.diagonal.map { powerOfTwo(scaling: $0.squareRoot()) }
    let balanced = gram.scalingRows(by: scales).scalingColumns(by: scales).transposed
    guard let cholesky = try? Cholesky(balanced), cholesky.reciprocalCondition > 1e-8 else {
      return nil
    }
    return (
      ScaledTriangle(
        columns: Array(0..<p), scales: scales, upper: cholesky.lower.transposed),
      (1 / cholesky.reciprocalCondition).squareRoot()
    )
  }
}
