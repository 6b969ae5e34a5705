import LinearAlgebra

/// An orthogonal basis of the columns of a design, X·D·P = Q·R, by modified Gram-Schmidt with column
/// pivoting.
///
/// An iteration that weighs the same rows again and again does it in Q, whose columns stay well
/// conditioned whatever the units and the collinearity of X: there the small weighted systems can be
/// solved by Cholesky, and R carries the answer back. Q·R equals X to rounding error; what
/// orthogonality Q loses for a nearly dependent design is at most 10⁻⁶ and costs a step nothing.
/// For designs of a few columns this is faster than calls to LAPACK, and needs two arrays.
///
/// Sources: Golub & Van Loan, *Matrix Computations*, 4th ed., §5.2.8 and §5.4.2; D. P. O'Leary
/// (1990), *Robust regression computation using iteratively reweighted least squares*, SIAM J. Matrix
/// Anal. 11, 466–480.
struct OrthogonalBasis {
  let rows: Int
  let columns: Int
  let rank: Int
  /// n × rank, column after column.
  let q: [Double]
  /// R and what the dependent columns are made of: element (i, j) at `i + j · columns`.
  private let r: [Double]
  /// Column j of X·P is column `permutation[j]` of X.
  private let permutation: [Int]
  /// The diagonal of D, powers of two.
  private let scales: [Double]

  /// - Parameters:
  ///   - x: n × p, finite, at least one row and column.
  ///   - rowScales: n factors of the rows, or nil; a row of factor zero takes no part.
  ///   - tolerance: A column is dependent when what is left of it is at most this share of the
  ///     largest.
  init(_ x: Matrix, rowScales: [Double]? = nil, tolerance: Double) {
    let (n, p) = (x.rows, x.columns)
    var a = x.columnMajor
    if let rowScales {
      for j in 0..<p { for i in 0..<n { a[i + j * n] *= rowScales[i] } }
    }
    var scales = [Double](repeating: 1, count: p)
    var norms = [Double](repeating: 0, count: p)
    for j in 0..<p {
      var largest = 0.0
      for i in (j * n)..<((j + 1) * n) { largest = max(largest, abs(a[i])) }
      guard largest > 0 else { continue }
      scales[j] = Double(sign: .plus, exponent: -largest.exponent, significand: 1)
      for i in (j * n)..<((j + 1) * n) { a[i] *= scales[j] }
      let norm = dot(a, j * n, a, j * n, n).squareRoot()
      let unit = Double(sign: .plus, exponent: -norm.exponent, significand: 1)
      for i in (j * n)..<((j + 1) * n) { a[i] *= unit }
      scales[j] *= unit
      norms[j] = (norm * unit) * (norm * unit)
    }
    var r = [Double](repeating: 0, count: p * p)
    var order = Array(0..<p)
    var rank = 0
    var first = 0.0
    while rank < min(n, p) {
      var best = rank
      for j in rank..<p where norms[j] > norms[best] { best = j }
      let norm = norms[best].squareRoot()
      if rank == 0 { first = norm }
      if norm <= tolerance * first { break }
      if best != rank {
        for i in 0..<n { a.swapAt(i + best * n, i + rank * n) }
        for i in 0..<rank { r.swapAt(i + best * p, i + rank * p) }
        order.swapAt(best, rank)
        norms.swapAt(best, rank)
      }
      let k = rank * n
      r[rank + rank * p] = norm
      for i in 0..<n { a[k + i] /= norm }
      for j in (rank + 1)..<max(p, rank + 1) {
        let share = dot(a, k, a, j * n, n)
        r[rank + j * p] = share
        var left = 0.0
        for i in 0..<n {
          let value = a[j * n + i] - share * a[k + i]
          a[j * n + i] = value
          left += value * value
        }
        norms[j] = left
      }
      rank += 1
    }
    a.removeLast((p - rank) * n)
    (rows, columns, self.rank) = (n, p, rank)
    (q, self.r, permutation, self.scales) = (a, r, order, scales)
  }

  /// The columns with a coefficient, ascending.
  var independent: [Int] { rank == columns ? Array(0..<columns) : permutation[..<rank].sorted() }
  /// The columns found dependent on the others, ascending.
  var aliased: [Int] { rank == columns ? [] : permutation[rank...].sorted() }

  /// Q·γ.
  func times(_ gamma: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: rows)
    for j in 0..<rank {
      let value = gamma[j]
      for i in 0..<rows { result[i] += value * q[i + j * rows] }
    }
    return result
  }

  /// Qᵀ·v.
  func transposedTimes(_ v: [Double]) -> [Double] {
    (0..<rank).map { dot(q, $0 * rows, v, 0, rows) }
  }

  /// Qᵀ·diag(w)·Q, the lower triangle, element (i, j) at `i + j · rank`.
  func gram(weights w: [Double], scratch t: inout [Double], into g: inout [Double]) {
    for j in 0..<rank {
      for i in 0..<rows { t[i] = w[i] * q[i + j * rows] }
      for k in j..<rank { g[k + j * rank] = dot(t, 0, q, k * rows, rows) }
    }
  }

  /// γ with the smallest Σ (bᵢ − qᵢᵀγ)², b being taken apart column by column as X was, which is what
  /// makes the method backward stable.
  func projection(_ b: [Double]) -> [Double] {
    var rest = b
    return (0..<rank).map { j in
      let share = dot(q, j * rows, rest, 0, rows)
      for i in 0..<rows { rest[i] -= share * q[i + j * rows] }
      return share
    }
  }

  /// β = D·P·R⁻¹·γ over all columns of X; zero for the dependent ones.
  func coefficients(_ gamma: [Double]) -> [Double] {
    var x = gamma
    for j in stride(from: rank - 1, through: 0, by: -1) {
      x[j] /= r[j + j * columns]
      for i in 0..<j { x[i] -= x[j] * r[i + j * columns] }
    }
    var result = [Double](repeating: 0, count: columns)
    for j in 0..<rank { result[permutation[j]] = x[j] * scales[permutation[j]] }
    return result
  }

  /// Each dependent column as a combination of the others: X[·, a] = Σₖ X[·, k] · weight(k, a), with
  /// zero for weights that are rounding, as in `QR.aliasWeights`.
  func aliasWeights() -> Matrix {
    let aliased = self.aliased
    var result = Matrix(rows: columns, columns: aliased.count, repeating: 0)
    for (place, column) in aliased.enumerated() {
      guard let j = permutation.firstIndex(of: column) else { continue }
      let weights = coefficients((0..<rank).map { r[$0 + j * columns] })
      let least = 1e-9 * zip(weights, scales).reduce(0) { max($0, abs($1.0 / $1.1)) }
      for k in 0..<columns where abs(weights[k] / scales[k]) > least {
        result[k, place] = weights[k] / scales[column]
      }
    }
    return result
  }
}

/// Σ aᵢ bᵢ over stretches of two arrays, in four sums that the processor can do side by side.
@inline(__always)
func dot(_ a: [Double], _ aStart: Int, _ b: [Double], _ bStart: Int, _ count: Int) -> Double {
  var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
  var i = 0
  while i + 4 <= count {
    s0 += a[aStart + i] * b[bStart + i]
    s1 += a[aStart + i + 1] * b[bStart + i + 1]
    s2 += a[aStart + i + 2] * b[bStart + i + 2]
    s3 += a[aStart + i + 3] * b[bStart + i + 3]
    i += 4
  }
  while i < count {
    s0 += a[aStart + i] * b[bStart + i]
    i += 1
  }
  return (s0 + s1) + (s2 + s3)
}

/// The Cholesky factor of a small symmetric matrix, in place and without a call to LAPACK.
struct SmallCholesky {
  let order: Int
  /// L, element (i, j) at `i + j · order`; above the diagonal what was there before.
  private(set) var lower: [Double]
  /// The smallest share of a diagonal that was left when its turn came; 0 when the matrix is not
  /// positive definite.
  private(set) var leastPivot = 1.0

  init(_ matrix: [Double], order n: Int) {
    order = n
    lower = matrix
    for j in 0..<n {
      let whole = lower[j + j * n]
      var rest = whole
      for k in 0..<j { rest -= lower[j + k * n] * lower[j + k * n] }
      leastPivot = rest > 0 && whole.isFinite ? min(leastPivot, rest / whole) : 0
      guard leastPivot > 0 else { return }
      let root = rest.squareRoot()
      lower[j + j * n] = root
      for i in (j + 1)..<max(n, j + 1) {
        var sum = lower[i + j * n]
        for k in 0..<j { sum -= lower[i + k * n] * lower[j + k * n] }
        lower[i + j * n] = sum / root
      }
    }
  }

  /// x with L·Lᵀ·x = b.
  func solve(_ b: [Double]) -> [Double] {
    var x = b
    for j in 0..<order {
      x[j] /= lower[j + j * order]
      for i in (j + 1)..<max(order, j + 1) { x[i] -= x[j] * lower[i + j * order] }
    }
    return solveTransposed(x)
  }

  /// x with Lᵀ·x = b.
  func solveTransposed(_ b: [Double]) -> [Double] {
    var x = b
    for j in stride(from: order - 1, through: 0, by: -1) {
      for i in (j + 1)..<max(order, j + 1) { x[j] -= lower[i + j * order] * x[i] }
      x[j] /= lower[j + j * order]
    }
    return x
  }
}
