public import LinearAlgebra

/// Why a panel cannot be estimated from.
///
/// Rows count from zero in the order the caller gave them; units and periods go by their names.
public enum PanelError: Error, Equatable, Sendable {
  /// There is not one row, or nothing is asked.
  case emptyData
  /// A value of this row (covariate, response or weight) is NaN or infinite.
  case notFinite(row: Int)
  /// The weight of this row is not positive; leave such a row out.
  case invalidWeight(row: Int)
  /// Two rows are of the same unit and period.
  case duplicate(unit: String, period: String)
  /// Unit effects (a comparison) need two units.
  case oneUnit
  /// Period effects (a before and an after) need two periods.
  case onePeriod
  /// A unit of this name is not in the panel.
  case unknownUnit(String)
  /// The method needs this cell, and there is no row of it.
  case emptyCell(unit: String, period: String)
  /// No unit is treated within the panel after a period without treatment.
  case noTreatedUnits
  /// No unit stays without treatment, and the comparison asked for needs one.
  case noNeverTreated
  /// Units start at different periods, and what was asked for is only defined for one start.
  case severalStarts
  /// No period is before (or at or after) the start.
  case noPeriods(before: Bool)
  /// This event time, which was to be the reference, does not occur or lies within a binned end.
  case unknownReference(Int)
  /// No group, start and period leave anything to compare.
  case emptyComparison
  /// All columns of the design are constant within the effects: there is nothing to estimate.
  case nothingIdentified(columns: [String])
  /// What was asked depends on these columns, which the data do not tell apart from the effects or from
  /// each other.
  case notEstimable(columns: [String])
  /// The rows do not suffice for the coefficients and the effects.
  case tooFewRows(rows: Int, parameters: Int)
  /// A covariance by clusters, or a joint test of this many restrictions, needs more clusters.
  case tooFewClusters(count: Int)
  /// A synthetic control needs two donors.
  case tooFewDonors(count: Int)
  /// This predictor is the same in all units and says nothing.
  case constantPredictor(String)
  /// The regression underneath refused the numbers.
  case regression(ModelError)
  /// The linear algebra underneath refused the numbers.
  case linearAlgebra(LinearAlgebraError)
}

/// Runs a regression, and wraps its error.
func regressing<Value>(
  _ body: () throws(ModelError) -> Value
) throws(PanelError) -> Value {
  do { return try body() } catch {
    switch error {
    case .tooFewClusters(let count): throw .tooFewClusters(count: count)
    case .linearAlgebra(let inner): throw .linearAlgebra(inner)
    default: throw .regression(error)
    }
  }
}
