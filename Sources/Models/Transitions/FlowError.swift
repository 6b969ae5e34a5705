public import LinearAlgebra

/// Why a ``FlowRegression`` cannot be fitted. Rows and columns count from zero.
public enum FlowError: Error, Hashable, Sendable {
  /// There is not one row, or not one column.
  case noRows
  /// Fewer rows than rates and four more, which the scales, the share and the loss need.
  case tooFewRows(rows: Int, rates: Int)
  /// A stock of this row is NaN or infinite.
  case notFinite(row: Int, column: Int)
  /// A stock of this row is negative.
  case negativeStock(row: Int, column: Int)
  /// The flow of this row may be negative.
  case negativeFlow(row: Int)
  /// No row has a flow: there is nothing to estimate rates from.
  case noFlow
  /// The step for the rates could not be computed.
  case noStep(LinearAlgebraFault)
}

/// What the linear algebra underneath refused, in a form that can be compared.
public struct LinearAlgebraFault: Hashable, Sendable {
  /// As the error says it.
  public let text: String

  /// The words of an error.
  public init(_ error: LinearAlgebraError) { text = "\(error)" }
}

/// What to know before the numbers of a ``FlowRegression/Fit`` are used.
public enum FlowFlag: Hashable, Sendable {
  /// The two regimes came together, or one of them is empty: the scatter has one scale only.
  case oneRegime
  /// No loss was found (or no row without a flow was there to find it by): ω is zero.
  case noLoss
  /// The narrow scale came down to its floor: these rows follow from their stocks but for rounding.
  case exactRegime
  /// The rate of this column is at its bound, zero; it has no standard error.
  case rateAtBound(column: Int)
  /// The stocks do not determine the rates: other rates are as good.
  case notUnique
  /// The information matrix is singular: there are no standard errors.
  case singularInformation
  /// The likelihood was still rising by more than the tolerance when the steps were over.
  case notSettled
}
