internal import CLAPACK

/// The one door to BLAS and LAPACK.
///
/// Every call to C and every `unsafe` of this module is in this file. The functions take arrays whose
/// shapes and finiteness the callers have checked: LAPACKE reports a NaN as a programming mistake.
/// All matrices are column-major, with the number of rows as leading dimension.
enum LAPACK {
  /// Turns `info` into an error: the only place where that happens.
  ///
  /// A negative `info` means that this module passed a wrong argument (or, at −1010 and −1011, that
  /// memory ran out), which no caller can repair.
  private static func check(
    _ info: LAPACKInteger, in routine: StaticString, failure: (Int) -> LinearAlgebraError
  ) throws(LinearAlgebraError) {
    precondition(info >= 0, "\(routine) refused its arguments with info \(info)")
    if info > 0 { throw failure(Int(info)) }
  }

  /// The same for routines that only fail by a programming mistake.
  private static func check(_ info: LAPACKInteger, in routine: StaticString) {
    precondition(info == 0, "\(routine) refused its arguments with info \(info)")
  }

  private static func leading(_ rows: Int) -> LAPACKInteger { LAPACKInteger(max(1, rows)) }

  private static let upper = CChar(UInt8(ascii: "U"))
  private static let lower = CChar(UInt8(ascii: "L"))
  private static let left = CChar(UInt8(ascii: "L"))
  private static let plain = CChar(UInt8(ascii: "N"))
  private static let transposed = CChar(UInt8(ascii: "T"))
  private static let oneNorm = CChar(UInt8(ascii: "1"))

  /// Sets the number of threads of OpenBLAS to one, for the process.
  static func useOneThread() {
    openblas_set_num_threads(1)
  }

  /// The number of threads of OpenBLAS.
  static var threads: Int { Int(openblas_get_num_threads()) }

  // MARK: Products

  /// A·B by `dgemm`.
  static func product(_ a: Matrix, _ b: Matrix) -> Matrix {
    var result = [Double](repeating: 0, count: a.rows * b.columns)
    if !result.isEmpty && a.columns > 0 {
      unsafe cblas_dgemm(
        CblasColMajor, CblasNoTrans, CblasNoTrans,
        LAPACKInteger(a.rows), LAPACKInteger(b.columns), LAPACKInteger(a.columns),
        1, a.columnMajor, leading(a.rows), b.columnMajor, leading(b.rows),
        0, &result, leading(a.rows))
    }
    return Matrix(rows: a.rows, columns: b.columns, columnMajor: result)
  }

  /// A·x or Aᵀ·x by `dgemv`.
  static func product(_ a: Matrix, _ x: [Double], transposed: Bool) -> [Double] {
    var result = [Double](repeating: 0, count: transposed ? a.columns : a.rows)
    if !result.isEmpty && !x.isEmpty {
      unsafe cblas_dgemv(
        CblasColMajor, transposed ? CblasTrans : CblasNoTrans,
        LAPACKInteger(a.rows), LAPACKInteger(a.columns),
        1, a.columnMajor, leading(a.rows), x, 1, 0, &result, 1)
    }
    return result
  }

  /// Adds AᵀB by `dgemm`.
  static func addProduct(
    _ a: [Double], _ b: [Double], rows: Int, left: Int, right: Int, to sum: inout [Double]
  ) {
    guard rows > 0 else { return }
    unsafe cblas_dgemm(
      CblasColMajor, CblasTrans, CblasNoTrans, LAPACKInteger(left), LAPACKInteger(right),
      LAPACKInteger(rows), 1, a, leading(rows), b, leading(rows), 1, &sum, leading(left))
  }

  /// Adds the lower triangle of AᵀA by `dsyrk`.
  static func addGram(_ a: [Double], rows: Int, columns: Int, to sum: inout [Double]) {
    guard rows > 0 else { return }
    unsafe cblas_dsyrk(
      CblasColMajor, CblasLower, CblasTrans, LAPACKInteger(columns), LAPACKInteger(rows), 1, a,
      leading(rows), 1, &sum, leading(columns))
  }

  // MARK: QR

  /// Factors A·P = Q·R with column pivoting (`dgeqp3`).
  ///
  /// `a` is overwritten by R in its upper triangle and the reflectors of Q below it.
  /// - Returns: The scales τ of the reflectors, and the permutation: column j of A·P is column
  ///   `permutation[j]` of A.
  static func pivotedQR(
    _ a: inout [Double], rows: Int, columns: Int
  ) -> (tau: [Double], permutation: [Int]) {
    var tau = [Double](repeating: 0, count: min(rows, columns))
    var pivots = [LAPACKInteger](repeating: 0, count: columns)
    let info = unsafe LAPACKE_dgeqp3(
      LAPACK_COL_MAJOR, LAPACKInteger(rows), LAPACKInteger(columns), &a, leading(rows),
      &pivots, &tau)
    check(info, in: "dgeqp3")
    return (tau, pivots.map { Int($0) - 1 })
  }

  /// Qᵀ·b for the Q of `pivotedQR`, in place (`dormqr`).
  static func applyTransposedQ(
    _ reflectors: [Double], tau: [Double], rows: Int, to b: inout [Double]
  ) {
    let info = unsafe LAPACKE_dormqr(
      LAPACK_COL_MAJOR, left, transposed, LAPACKInteger(rows), 1, LAPACKInteger(tau.count),
      reflectors, leading(rows), tau, &b, leading(rows))
    check(info, in: "dormqr")
  }

  /// The first `columns` columns of the Q of `pivotedQR` (`dorgqr`).
  static func thinQ(_ reflectors: [Double], tau: [Double], rows: Int, columns: Int) -> [Double] {
    var q = Array(reflectors[..<(rows * columns)])
    let info = unsafe LAPACKE_dorgqr(
      LAPACK_COL_MAJOR, LAPACKInteger(rows), LAPACKInteger(columns), LAPACKInteger(columns),
      &q, leading(rows), tau)
    check(info, in: "dorgqr")
    return q
  }

  /// R of A = Q·R for a tall matrix, its rows times `roots` when there are any: blocks of rows one
  /// after the other under the R of those before (`dgeqrf`), so that the work stays in the cache.
  ///
  /// The blocks follow from the shape alone, whatever the number of threads. Without LAPACKE's search
  /// for NaN in every block: the caller sees it in R.
  static func tallR(_ a: [Double], rows: Int, columns: Int, roots: [Double]?) -> [Double] {
    let height = max(2 * columns, 512)
    let size = columns + height
    var buffer = [Double](repeating: 0, count: size * columns)
    var tau = [Double](repeating: 0, count: columns)
    var work = [Double](repeating: 0, count: 64 * columns)
    var filled = 0
    var from = 0
    while from < rows {
      let count = min(size - filled, rows - from)
      for j in 0..<columns {
        let (source, target) = (from + j * rows, filled + j * size)
        if let roots {
          for i in 0..<count { buffer[target + i] = roots[from + i] * a[source + i] }
        } else {
          buffer.replaceSubrange(target..<(target + count), with: a[source..<(source + count)])
        }
      }
      from += count
      let info = unsafe LAPACKE_dgeqrf_work(
        LAPACK_COL_MAJOR, LAPACKInteger(filled + count), LAPACKInteger(columns), &buffer,
        LAPACKInteger(size), &tau, &work, LAPACKInteger(work.count))
      check(info, in: "dgeqrf")
      filled = min(columns, filled + count)
      for j in 0..<filled { for i in (j + 1)..<columns { buffer[i + j * size] = 0 } }
    }
    var r = [Double](repeating: 0, count: columns * columns)
    for j in 0..<columns {
      for i in 0..<min(j + 1, filled) { r[i + j * columns] = buffer[i + j * size] }
    }
    return r
  }

  // MARK: Loops over many rows (gram.h, twofold.h)

  /// XᵀWX, w nil for ones: its upper triangle, zeros below. The same bits on any processor and for any
  /// number of threads.
  static func gram(_ x: [Double], rows: Int, columns: Int, weights: [Double]?) -> [Double] {
    var result = [Double](repeating: 0, count: columns * columns)
    var room = [Double](repeating: 0, count: gram_room(columns))
    unsafe gram_sum(x, rows, columns, weights, &room, &result)
    return result
  }

  /// y − X·β, formed in two doubles and rounded once; β nil for zeros.
  ///
  /// - Parameter low: What is added to X for more digits, or nil.
  static func twofoldResidual(
    _ x: [Double], low: [Double]?, rows: Int, columns: Int, beta: [DoubleDouble]?,
    response: [Double]
  ) -> [Double] {
    unsafe [Double](unsafeUninitializedCapacity: rows) { result, count in
      unsafe twofold_residual(
        x, low, rows, columns, beta?.map(\.high), beta?.map(\.low), response, result.baseAddress)
      count = rows
    }
  }

  /// Xᵀ·(w∘(y − X·β)) in two doubles, in one pass over X; β nil for zeros, w nil for ones.
  static func twofoldGradient(
    _ x: [Double], low: [Double]?, rows: Int, columns: Int, beta: [DoubleDouble]?,
    response: [Double], weights: [Double]?
  ) -> [DoubleDouble] {
    let lanes = Int(LANES)
    var g = [Double](repeating: 0, count: lanes * columns)
    var gLow = g
    unsafe twofold_gradient(
      x, low, rows, columns, beta?.map(\.high), beta?.map(\.low), response, weights, &g, &gLow)
    return (0..<columns).map { j in
      (0..<lanes).reduce(DoubleDouble(0)) {
        $0 + DoubleDouble(sum: g[j * lanes + $1], gLow[j * lanes + $1])
      }
    }
  }

  /// X·B for an upper triangular B, each element summed in two doubles and rounded once.
  static func twofoldProduct(
    _ x: [Double], low: [Double]?, rows: Int, columns: Int, upper b: [Double]
  ) -> [Double] {
    var y = [Double](repeating: 0, count: rows * columns)
    unsafe twofold_product(x, low, rows, columns, b, &y)
    return y
  }

  // MARK: Triangles

  /// Which triangle of the array holds the factor, and how it is used.
  enum Triangle {
    case upper, upperTransposed, lower, lowerTransposed
  }

  /// Solves T·X = B with the leading `order` rows and columns of a triangle, in place (`dtrtrs`).
  static func solveTriangular(
    _ triangle: Triangle, _ t: [Double], order: Int, leadingDimension: Int,
    _ b: inout [Double], columns: Int
  ) throws(LinearAlgebraError) {
    let (uplo, transposition) =
      switch triangle {
      case .upper: (upper, plain)
      case .upperTransposed: (upper, transposed)
      case .lower: (lower, plain)
      case .lowerTransposed: (lower, transposed)
      }
    let info = unsafe LAPACKE_dtrtrs(
      LAPACK_COL_MAJOR, uplo, transposition, plain, LAPACKInteger(order), LAPACKInteger(columns),
      t, leading(leadingDimension), &b, leading(order))
    try check(info, in: "dtrtrs") { .singular(index: $0 - 1) }
  }

  /// The reciprocal condition in the 1-norm of the leading upper triangle of this order (`dtrcon`).
  static func reciprocalConditionOfUpper(
    _ t: [Double], order: Int, leadingDimension: Int
  ) -> Double {
    var result = 0.0
    let info = unsafe LAPACKE_dtrcon(
      LAPACK_COL_MAJOR, oneNorm, upper, plain, LAPACKInteger(order), t,
      leading(leadingDimension), &result)
    check(info, in: "dtrcon")
    return result
  }

  // MARK: Cholesky

  /// Factors A = L·Lᵀ (`dpotrf`); the lower triangle of `a` is overwritten by L.
  static func cholesky(_ a: inout [Double], order: Int) throws(LinearAlgebraError) {
    let info = unsafe LAPACKE_dpotrf(
      LAPACK_COL_MAJOR, lower, LAPACKInteger(order), &a, leading(order))
    try check(info, in: "dpotrf") { .notPositiveDefinite(order: $0) }
  }

  /// Solves A·X = B from L, in place (`dpotrs`).
  static func solveCholesky(_ l: [Double], order: Int, _ b: inout [Double], columns: Int) {
    let info = unsafe LAPACKE_dpotrs(
      LAPACK_COL_MAJOR, lower, LAPACKInteger(order), LAPACKInteger(columns), l, leading(order),
      &b, leading(order))
    check(info, in: "dpotrs")
  }

  /// The lower triangle of A⁻¹ from L, in place (`dpotri`).
  static func invertCholesky(_ l: inout [Double], order: Int) throws(LinearAlgebraError) {
    let info = unsafe LAPACKE_dpotri(
      LAPACK_COL_MAJOR, lower, LAPACKInteger(order), &l, leading(order))
    try check(info, in: "dpotri") { .singular(index: $0 - 1) }
  }

  /// The reciprocal condition in the 1-norm of A from L and the 1-norm of A (`dpocon`).
  static func reciprocalConditionOfCholesky(
    _ l: [Double], order: Int, oneNorm norm: Double
  ) -> Double {
    var result = 0.0
    let info = unsafe LAPACKE_dpocon(
      LAPACK_COL_MAJOR, lower, LAPACKInteger(order), l, leading(order), norm, &result)
    check(info, in: "dpocon")
    return result
  }

  // MARK: Symmetric and general matrices

  /// Factors A = L·D·Lᵀ with 1 × 1 and 2 × 2 pivots (`dsytrf`), from and into the lower triangle.
  static func symmetricFactor(_ a: inout [Double], order: Int) -> [LAPACKInteger] {
    var pivots = [LAPACKInteger](repeating: 0, count: order)
    let info = unsafe LAPACKE_dsytrf(
      LAPACK_COL_MAJOR, lower, LAPACKInteger(order), &a, leading(order), &pivots)
    precondition(info >= 0, "dsytrf refused its arguments with info \(info)")
    return pivots  // a zero pivot (info > 0) stands in D, where the caller finds it
  }

  /// Solves A·X = B from `symmetricFactor`, in place (`dsytrs`).
  static func solveSymmetric(
    _ factor: [Double], _ pivots: [LAPACKInteger], order: Int, _ b: inout [Double], columns: Int
  ) {
    let info = unsafe LAPACKE_dsytrs(
      LAPACK_COL_MAJOR, lower, LAPACKInteger(order), LAPACKInteger(columns), factor,
      leading(order), pivots, &b, leading(order))
    check(info, in: "dsytrs")
  }

  /// The reciprocal condition in the 1-norm from `symmetricFactor` (`dsycon`).
  static func reciprocalConditionOfSymmetric(
    _ factor: [Double], _ pivots: [LAPACKInteger], order: Int, oneNorm norm: Double
  ) -> Double {
    var result = 0.0
    let info = unsafe LAPACKE_dsycon(
      LAPACK_COL_MAJOR, lower, LAPACKInteger(order), factor, leading(order), pivots, norm, &result)
    check(info, in: "dsycon")
    return result
  }

  /// Eigenvalues, ascending, and eigenvectors, which overwrite `a` (`dsyevd`); the lower triangle.
  static func symmetricEigen(_ a: inout [Double], order: Int) throws(LinearAlgebraError) -> [Double]
  {
    var values = [Double](repeating: 0, count: order)
    let info = unsafe LAPACKE_dsyevd(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), lower, LAPACKInteger(order), &a, leading(order),
      &values)
    try check(info, in: "dsyevd") { .noConvergence(index: $0) }
    return values
  }

  /// A = U·diag(s)·Vᵀ with s descending and min(m, n) columns of U and rows of Vᵀ (`dgesdd`).
  static func singularValues(
    _ a: [Double], rows: Int, columns: Int
  ) throws(LinearAlgebraError) -> (u: [Double], s: [Double], vt: [Double]) {
    let least = min(rows, columns)
    var copy = a
    var s = [Double](repeating: 0, count: least)
    var u = [Double](repeating: 0, count: rows * least)
    var vt = [Double](repeating: 0, count: least * columns)
    let info = unsafe LAPACKE_dgesdd(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "S")), LAPACKInteger(rows), LAPACKInteger(columns),
      &copy, leading(rows), &s, &u, leading(rows), &vt, leading(least))
    try check(info, in: "dgesdd") { .noConvergence(index: $0) }
    return (u, s, vt)
  }
}
