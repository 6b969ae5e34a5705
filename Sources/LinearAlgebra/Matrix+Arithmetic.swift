extension Matrix {
  /// The product of two matrices (`dgemm`). NaN and infinity spread, as in scalar arithmetic.
  ///
  /// - Precondition: `left.columns == right.rows`.
  /// - Complexity: O(rows · inner · columns).
  public static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.columns == right.rows, "\(left.shape) times \(right.shape)")
    return LAPACK.product(left, right)
  }

  /// The product of a matrix and a column vector (`dgemv`).
  ///
  /// - Precondition: `vector.count == matrix.columns`.
  public static func * (matrix: Matrix, vector: [Double]) -> [Double] {
    precondition(matrix.columns == vector.count, "\(matrix.shape) times \(vector.count)")
    return LAPACK.product(matrix, vector, transposed: false)
  }

  /// Aᵀ·x, without forming the transpose (`dgemv`).
  ///
  /// - Precondition: `vector.count == rows`.
  public func transposedTimes(_ vector: [Double]) -> [Double] {
    precondition(rows == vector.count, "transposed \(shape) times \(vector.count)")
    return LAPACK.product(self, vector, transposed: true)
  }

  /// The sum, element by element.
  ///
  /// - Precondition: Both have the same shape.
  public static func + (left: Matrix, right: Matrix) -> Matrix {
    left.zipped(right, +)
  }

  /// The difference, element by element.
  ///
  /// - Precondition: Both have the same shape.
  public static func - (left: Matrix, right: Matrix) -> Matrix {
    left.zipped(right, -)
  }

  /// Every element times a number.
  public static func * (scale: Double, matrix: Matrix) -> Matrix {
    Matrix(
      rows: matrix.rows, columns: matrix.columns,
      columnMajor: matrix.columnMajor.map { scale * $0 })
  }

  /// Each row times its own number: diag(scales) · A.
  ///
  /// - Precondition: One scale a row.
  public func scalingRows(by scales: [Double]) -> Matrix {
    precondition(scales.count == rows, "\(scales.count) scales for \(rows) rows")
    var result = columnMajor
    for j in 0..<columns {
      for i in 0..<rows { result[i + j * rows] *= scales[i] }
    }
    return Matrix(rows: rows, columns: columns, columnMajor: result)
  }

  /// Each column times its own number: A · diag(scales).
  ///
  /// - Precondition: One scale a column.
  public func scalingColumns(by scales: [Double]) -> Matrix {
    precondition(scales.count == columns, "\(scales.count) scales for \(columns) columns")
    var result = columnMajor
    for j in 0..<columns {
      for i in 0..<rows { result[i + j * rows] *= scales[j] }
    }
    return Matrix(rows: rows, columns: columns, columnMajor: result)
  }

  private func zipped(_ other: Matrix, _ combine: (Double, Double) -> Double) -> Matrix {
    precondition(rows == other.rows && columns == other.columns, "\(shape) and \(other.shape)")
    return Matrix(
      rows: rows, columns: columns,
      columnMajor: zip(columnMajor, other.columnMajor).map { combine($0, $1) })
  }
}
