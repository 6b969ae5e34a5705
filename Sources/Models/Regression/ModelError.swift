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
  /// The likelihood is largest at the edge of the range of the means, which the fitted means of these
  /// rows reach: a probability of 1 under a log link, a mean of 0 under an identity link.
  case boundary(rows: [Int])
  /// No linear predictor to begin with keeps the mean of this row inside its range: leave the link,
  /// the offset or the missing intercept.
  case invalidMean(row: Int)
  /// Quasi-likelihood has no likelihood, and what was asked needs one.
  case noLikelihood
  /// The asked mean depends on aliased columns that the data do not tell apart.
  case notEstimable(columns: [Int])
  /// The smaller of two models to compare is no part of the larger, or has other responses.
  case notNested
  /// No row has this class: its probability is zero, and its coefficients run to minus infinity.
  case emptyClass(Int)
  /// No row has this level, which was to be the reference of a factor.
  case unknownLevel(String)
  /// A covariance by clusters needs two or more; there are this many.
  case tooFewClusters(count: Int)
  /// This row alone decides a coefficient (its leverage is 1), so that its residual says nothing and
  /// HC2 and HC3 divide by zero.
  case leverageOne(row: Int)
  /// The linear algebra underneath refused the numbers.
  case linearAlgebra(LinearAlgebraError)
}
