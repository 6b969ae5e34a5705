/// A matrix with some 32 digits an element: the sum of two matrices of doubles.
///
/// For designs whose columns are computed from data, such as powers: rounding x¹⁰ to a double costs
/// NIST's Filip eight of fifteen digits, and it is not the data that lack them.
public struct ExtendedMatrix: Equatable, Sendable {
  /// The elements, rounded to doubles.
  public let high: Matrix
  /// What the rounding left; nil when it left nothing anywhere.
  public let low: Matrix?

  /// The number of rows.
  public var rows: Int { high.rows }
  /// The number of columns.
  public var columns: Int { high.columns }

  /// A matrix of doubles, exactly.
  public init(_ matrix: Matrix) { (high, low) = (matrix, nil) }

  /// A matrix from its columns.
  ///
  /// - Precondition: All columns have the same length.
  public init(columns: [[DoubleDouble]]) {
    high = Matrix(columns: columns.map { $0.map(\.high) })
    low =
      columns.allSatisfy { $0.allSatisfy { $0.low == 0 } }
      ? nil : Matrix(columns: columns.map { $0.map(\.low) })
  }

  /// The columns 1, x, x², … of a polynomial, formed in double-double.
  ///
  /// - Precondition: `degree` is not negative.
  public static func powers(of x: [Double], through degree: Int) -> ExtendedMatrix {
    precondition(degree >= 0, "degree \(degree)")
    var power = x.map { _ in DoubleDouble(1) }
    var columns = [power]
    for _ in 0..<degree {
      power = zip(power, x).map { $0 * DoubleDouble($1) }
      columns.append(power)
    }
    return ExtendedMatrix(columns: columns)
  }

  /// The matrix of these columns, in this order.
  public func selecting(columns selection: [Int]) -> ExtendedMatrix {
    ExtendedMatrix(
      high: high.selecting(columns: selection), low: low?.selecting(columns: selection))
  }

  /// The matrix of these rows, in this order.
  public func selecting(rows selection: [Int]) -> ExtendedMatrix {
    ExtendedMatrix(high: high.selecting(rows: selection), low: low?.selecting(rows: selection))
  }

  private init(high: Matrix, low: Matrix?) { (self.high, self.low) = (high, low) }
}
