/// R of (√W·X)·P·D = Q·R, which solves with XᵀWX without forming it: the preconditioner of refinement.
struct ScaledTriangle: Sendable {
  /// Column j of R is this column of X.
  let columns: [Int]
  /// The diagonal of D, powers of two, in the order of `columns`.
  let scales: [Double]
  /// R.
  let upper: Matrix

  /// (XᵀWX)⁻¹·g approximately, for the columns of R; g has a value for each column of X.
  func solve(_ g: [DoubleDouble], count: Int) throws(LinearAlgebraError) -> [Double] {
    var d = columns.indices.map { scales[$0] * g[columns[$0]].high }
    for transposed in [true, false] {
      try LAPACK.solveTriangular(
        transposed ? .upperTransposed : .upper, upper.columnMajor, order: upper.rows,
        leadingDimension: upper.rows, &d, columns: 1)
    }
    var result = [Double](repeating: 0, count: count)
    for (place, column) in columns.enumerated() { result[column] = scales[place] * d[place] }
    return result
  }

  /// D·R⁻¹, upper triangular, with its rows in the order of `columns`.
  func inverse() throws(LinearAlgebraError) -> Matrix {
    var inverse = Matrix.identity(upper.rows).columnMajor
    if upper.rows > 0 {
      try LAPACK.solveTriangular(
        .upper, upper.columnMajor, order: upper.rows, leadingDimension: upper.rows, &inverse,
        columns: upper.rows)
    }
    return Matrix(rows: upper.rows, columns: upper.rows, columnMajor: inverse)
      .scalingRows(by: scales)
  }
}
