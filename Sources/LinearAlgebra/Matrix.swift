/// A matrix of `Double`, stored column after column, as LAPACK has it.
///
/// A value: copies are independent, and share storage until one of them changes. A vector is
/// `[Double]`. Elements may be NaN or infinite here; the factorisations refuse them by row and column.
public struct Matrix: Hashable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The elements, column after column: element (i, j) is at `i + j · rows`.
  public private(set) var columnMajor: [Double]

  /// A matrix with one value everywhere.
  public init(rows: Int, columns: Int, repeating value: Double) {
    precondition(rows >= 0 && columns >= 0, "a matrix of \(rows) × \(columns)")
    self.init(
      rows: rows, columns: columns, columnMajor: Array(repeating: value, count: rows * columns))
  }

  /// A matrix from its elements, column after column.
  ///
  /// - Precondition: `columnMajor` has `rows · columns` values.
  public init(rows: Int, columns: Int, columnMajor: [Double]) {
    precondition(rows >= 0 && columns >= 0, "a matrix of \(rows) × \(columns)")
    precondition(
      columnMajor.count == rows * columns,
      "\(columnMajor.count) values for \(rows) × \(columns)")
    self.rows = rows
    self.columns = columns
    self.columnMajor = columnMajor
  }

  /// A matrix written as it is read: one array a row.
  ///
  /// - Precondition: All rows have the same length.
  public init(rows: [[Double]]) {
    let width = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == width }, "rows of different lengths")
    self.init(rows: rows.count, columns: width, repeating: 0)
    for (i, row) in rows.enumerated() {
      for (j, value) in row.enumerated() { self[i, j] = value }
    }
  }

  /// A matrix from its columns, for a design written column by column.
  ///
  /// - Precondition: All columns have the same length.
  public init(columns: [[Double]]) {
    let height = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == height }, "columns of different lengths")
    self.init(rows: height, columns: columns.count, columnMajor: columns.flatMap { $0 })
  }

  /// The identity of this order.
  public static func identity(_ order: Int) -> Matrix {
    var result = Matrix(rows: order, columns: order, repeating: 0)
    for i in 0..<order { result[i, i] = 1 }
    return result
  }

  /// The square matrix with these values on its diagonal and zeros elsewhere.
  public static func diagonal(_ values: [Double]) -> Matrix {
    var result = Matrix(rows: values.count, columns: values.count, repeating: 0)
    for (i, value) in values.enumerated() { result[i, i] = value }
    return result
  }

  /// The element in this row and column, both counted from zero.
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(0..<rows ~= row && 0..<columns ~= column, "(\(row), \(column)) of \(shape)")
      return columnMajor[row + column * rows]
    }
    set {
      precondition(0..<rows ~= row && 0..<columns ~= column, "(\(row), \(column)) of \(shape)")
      columnMajor[row + column * rows] = newValue
    }
  }

  /// The values of one row.
  public func row(_ index: Int) -> [Double] {
    precondition(0..<rows ~= index, "row \(index) of \(shape)")
    return (0..<columns).map { columnMajor[index + $0 * rows] }
  }

  /// The values of one column.
  public func column(_ index: Int) -> [Double] {
    precondition(0..<columns ~= index, "column \(index) of \(shape)")
    return Array(columnMajor[(index * rows)..<((index + 1) * rows)])
  }

  /// The diagonal, from the top left.
  public var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }

  /// The matrix of these columns, in this order.
  public func selecting(columns selection: [Int]) -> Matrix {
    Matrix(
      rows: rows, columns: selection.count, columnMajor: selection.flatMap { column($0) })
  }

  /// The matrix of these rows, in this order.
  public func selecting(rows selection: [Int]) -> Matrix {
    var result = Matrix(rows: selection.count, columns: columns, repeating: 0)
    for j in 0..<columns {
      for (i, source) in selection.enumerated() { result[i, j] = self[source, j] }
    }
    return result
  }

  /// Rows and columns exchanged.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows, repeating: 0)
    for j in 0..<columns {
      for i in 0..<rows { result.columnMajor[j + i * columns] = columnMajor[i + j * rows] }
    }
    return result
  }

  /// Throws the position of the first element, column by column, that is NaN or infinite.
  func checkFinite() throws(LinearAlgebraError) {
    guard !isFinite, let index = columnMajor.firstIndex(where: { !$0.isFinite }) else { return }
    throw .notFinite(row: index % rows, column: index / rows)
  }

  /// Whether no element is NaN or infinite.
  public var isFinite: Bool { allFinite(columnMajor) }

  /// The shape in words, for messages: "3 × 2".
  var shape: String { "\(rows) × \(columns)" }
}

/// Throws the position of the first value of a vector that is NaN or infinite, as a row of column 0.
func checkFinite(_ vector: [Double]) throws(LinearAlgebraError) {
  guard !allFinite(vector), let row = vector.firstIndex(where: { !$0.isFinite }) else { return }
  throw .notFinite(row: row, column: 0)
}

/// Whether no value is NaN or infinite: carries out of the exponent are collected without a branch,
/// which reads at the speed of memory.
private func allFinite(_ values: [Double]) -> Bool {
  let exponent: UInt64 = 0x7FF0_0000_0000_0000
  var carries: UInt64 = 0
  for value in values { carries |= (value.bitPattern & exponent) &+ 0x0010_0000_0000_0000 }
  return carries >> 63 == 0
}
