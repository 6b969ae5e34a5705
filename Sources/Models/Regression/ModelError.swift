public import LinearAlgebra

/// Why a model cannot be fitted to these data, or cannot answer from the fit.
///
/// A breach of contract (arrays of unequal length, a probability of 2) is a precondition instead.
/// Rows and columns count from zero, in the order the caller gave them.
public enum ModelError: Error, Equatable, Sendable {
  /// There is not one row, or not one column, to fit.
  case emptyData
  /// A value of this row (design, offset, response or weight) is NaN or infinite.
  case notFinite(row: Int)
  /// The rows do not suffice for the coefficients, or leave no degree of freedom for an error.
  case tooFewRows(rows: Int, columns: Int)
  /// The response of this row is impossible: a negative count, more successes than trials, a row
  /// without trials, an interval that says nothing.
  case invalidResponse(row: Int)
  /// The weight of this row is negative.
  case invalidWeight(row: Int)
  /// The likelihood has no maximum: these columns have coefficients that run to infinity, and take the
  /// fitted means of these rows to the edge (0, or all trials).
  case separation(columns: [Int], rows: [Int])
  /// The iteration had not settled after this many steps.
  case noConvergence(iterations: Int)
  /// The asked mean depends on aliased columns that the data do not tell apart.
  case notEstimable(columns: [Int])
  /// A covariance by clusters needs two or more; there are this many.
  case tooFewClusters(count: Int)
  /// This row alone decides a coefficient (its leverage is 1), so that its residual says nothing and
  /// HC2 and HC3 divide by zero.
  case leverageOne(row: Int)
  /// The linear algebra underneath refused the numbers.
  case linearAlgebra(LinearAlgebraError)
}
