/// Sums of products Σ AᵀB over blocks of rows, by `dgemm` and `dsyrk`.
///
/// Many rows pass through a few that fit the processor's cache, and no matrix of all rows is made.
public struct CrossProduct: Sendable {
  /// The number of columns of A.
  public let left: Int
  /// The number of columns of B.
  public let right: Int
  /// The sum, `left` × `right`, column after column.
  public private(set) var columnMajor: [Double]

  /// A sum of zeros.
  public init(left: Int, right: Int) {
    precondition(left > 0 && right > 0, "a cross product of \(left) × \(right)")
    (self.left, self.right) = (left, right)
    columnMajor = Array(repeating: 0, count: left * right)
  }

  /// Adds AᵀB.
  ///
  /// - Parameters:
  ///   - a: A block of `rows` rows and ``left`` columns, column after column.
  ///   - b: The same rows and ``right`` columns.
  ///   - rows: The number of rows.
  public mutating func add(_ a: [Double], _ b: [Double], rows: Int) {
    precondition(a.count == rows * left && b.count == rows * right, "blocks of another shape")
    LAPACK.addProduct(a, b, rows: rows, left: left, right: right, to: &columnMajor)
  }

  /// Adds the lower triangle of AᵀA, half the work; the upper triangle stays as it is.
  ///
  /// - Precondition: ``left`` equals ``right``, and `a` is `rows` × ``left``.
  public mutating func addGram(_ a: [Double], rows: Int) {
    precondition(left == right && a.count == rows * left, "a block of another shape")
    LAPACK.addGram(a, rows: rows, columns: left, to: &columnMajor)
  }
}
