import LinearAlgebra

extension Design {
  /// A column that says nothing of its own.
  public struct Alias: Equatable, Sendable {
    /// Its name.
    public let column: String
    /// The column equals Σ weight · column over these; empty for a column of zeros, such as the
    /// interaction of two levels that no row has together.
    public let combination: [(column: String, weight: Double)]

    /// Whether both name the same columns with the same weights.
    public static func == (a: Alias, b: Alias) -> Bool {
      a.column == b.column && a.combination.elementsEqual(b.combination, by: ==)
    }
  }

  /// The columns that a regression on this design will leave without a coefficient, and what they are
  /// combinations of; ascending, by name.
  ///
  /// Of dependent columns the most independent ones are kept, as in ``LinearRegression``; weights below
  /// 10⁻⁹ of the column's size are rounding and left out.
  ///
  /// - Parameter tolerance: See `QR.tolerance`; 0 ≤ tolerance < 1.
  /// - Throws: ``ModelError/linearAlgebra(_:)``.
  /// - Complexity: O(n p²).
  public func aliases(tolerance: Double = 1e-10) throws(ModelError) -> [Alias] {
    let leastSquares = try algebra { () throws(LinearAlgebraError) in
      try LeastSquares(matrix, tolerance: tolerance)
    }
    func size(_ column: Int) -> Double { matrix.column(column).reduce(0) { max($0, abs($1)) } }
    return leastSquares.aliased.enumerated().map { place, column in
      let weights = leastSquares.aliasWeights.column(place)
      let least = 1e-9 * size(column)
      return Alias(
        column: columnNames[column],
        combination: weights.indices.filter { abs(weights[$0]) * size($0) > least }
          .map { (columnNames[$0], weights[$0]) })
    }
  }
}
