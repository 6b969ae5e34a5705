/// The function that a quadratic program minimises.
enum QuadraticObjective: Sendable {
  /// ½ xᵀQx + cᵀx.
  case quadratic(Matrix, [Double])
  /// ½ ‖A·x − b‖².
  case leastSquares(Matrix, [Double])

  /// The same function of z with x = diag(scales)·z, ready for the active set.
  struct Scaled {
    /// Powers of two that bring the diagonal of Q into [1, 4).
    let scales: [Double]
    let objective: QuadraticObjective
    /// R with RᵀR = Q + shift·I.
    let factor: Matrix
    /// Zero when Q is safely definite.
    let shift: Double
    let rank: Int
    /// The rows that Q is the square of, or Q itself: what it leaves out is no part of a direction.
    var span: Matrix {
      switch objective {
      case .quadratic(let q, _): q
      case .leastSquares(let a, _): a
      }
    }
  }

  /// The value at x.
  func value(_ x: [Double]) -> Double {
    switch self {
    case .quadratic(let q, let c):
      return zip(x, zip(q.symmetricTimes(x), c)).reduce(0) { $0 + $1.0 * (0.5 * $1.1.0 + $1.1.1) }
    case .leastSquares(let a, let b):
      return zip(a * x, b).reduce(0) { $0 + 0.5 * ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
  }

  /// Qx, without the linear term.
  func curvature(along x: [Double]) -> [Double] {
    switch self {
    case .quadratic(let q, _): q.symmetricTimes(x)
    case .leastSquares(let a, _): a.transposedTimes(a * x)
    }
  }

  /// Qx + c, and what it is rounded to: ‖Q‖ ‖x‖ + ‖c‖, not the size of the sum, which a perfect fit
  /// leaves without any.
  func gradient(_ x: [Double]) -> (value: [Double], size: Double) {
    func size(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }
    switch self {
    case .quadratic(let q, let c):
      let product = q.symmetricTimes(x)
      return (zip(product, c).map { $0 + $1 }, q.symmetricOneNorm * size(x) + size(c))
    case .leastSquares(let a, let b):
      let product = a * x
      let residual = zip(product, b).map { $0 - $1 }
      return (a.transposedTimes(residual), a.oneNorm * (a.infinityNorm * size(x) + size(b)))
    }
  }

  /// Scaled and factored.
  func scaled() throws(LinearAlgebraError) -> Scaled {
    switch self {
    case .quadratic(let q, let c):
      try q.checkFinite()
      try checkFinite(c)
      return try Self.scaled(q, c)
    case .leastSquares(let a, let b):
      try a.checkFinite()
      try checkFinite(b)
      return try Self.scaled(leastSquares: a, b)
    }
  }

  /// A variable without any term has no unit of its own, and gets that of the largest.
  private static func scales(_ norms: [Double]) -> [Double] {
    let largest = norms.max() ?? 0
    return norms.map { powerOfTwo(scaling: $0 > 0 ? $0 : largest) }
  }

  private static func scaled(_ q: Matrix, _ c: [Double]) throws(LinearAlgebraError) -> Scaled {
    let scales = scales(q.diagonal.map { abs($0).squareRoot() })
    let balanced = q.scalingRows(by: scales).scalingColumns(by: scales)
    let values = try SymmetricEigen(balanced).values
    let largest = values.reduce(0) { max($0, abs($1)) }
    if let least = values.first, least < -1e-10 * largest {
      throw .notConvex(share: least / largest)
    }
    let rank = values.count { $0 > 1e-10 * largest }
    let shift = rank == values.count ? 0 : largest > 0 ? 1e-7 * largest : 1
    var shifted = balanced
    for j in scales.indices { shifted[j, j] += shift }
    return Scaled(
      scales: scales, objective: .quadratic(balanced, zip(scales, c).map { $0 * $1 }),
      factor: try Cholesky(shifted).lower.transposed, shift: shift, rank: rank)
  }

  private static func scaled(
    leastSquares a: Matrix, _ b: [Double]
  ) throws(LinearAlgebraError) -> Scaled {
    let p = a.columns
    let scales = scales((0..<p).map { euclideanNorm(a.column($0)) })
    let balanced = a.scalingColumns(by: scales)
    let rank = try QR(balanced).rank
    let shift = rank == p ? 0 : 1e-7
    let rows = a.rows + (shift > 0 ? p : 0)
    var tall = Matrix(rows: rows, columns: p, repeating: 0)
    for j in 0..<p {
      for i in 0..<a.rows { tall[i, j] = balanced[i, j] }
      if shift > 0 { tall[a.rows + j, j] = shift.squareRoot() }
    }
    let r = LAPACK.tallR(tall.columnMajor, rows: rows, columns: p, roots: nil)
    return Scaled(
      scales: scales, objective: .leastSquares(balanced, b),
      factor: Matrix(rows: p, columns: p, columnMajor: r), shift: shift, rank: rank)
  }
}

extension Matrix {
  /// A·x for the symmetric matrix in the lower triangle.
  func symmetricTimes(_ x: [Double]) -> [Double] {
    (0..<rows).map { i in
      (0..<columns).reduce(0) { $0 + (i >= $1 ? self[i, $1] : self[$1, i]) * x[$1] }
    }
  }
}
