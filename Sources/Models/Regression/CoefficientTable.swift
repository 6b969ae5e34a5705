import Foundation
import LinearAlgebra

/// Coefficients, their covariance, and what the aliased columns stand for: the part that every linear
/// predictor has in common.
struct CoefficientTable: Sendable {
  /// One a column; nil for an aliased one.
  let values: [Double?]
  /// p × p; NaN in the rows and columns of aliased coefficients.
  let covariance: Matrix
  /// The columns without a coefficient, ascending.
  let aliased: [Int]
  /// Each aliased column as a combination of the others: p × aliased.count.
  let aliasWeights: Matrix

  var standardErrors: [Double?] {
    values.indices.map { j in values[j].map { _ in sqrt(covariance[j, j]) } }
  }

  /// β̂ⱼ ± quantile · seⱼ; nil for an aliased coefficient.
  func interval(_ column: Int, quantile: Double) -> ClosedRange<Double>? {
    precondition(values.indices ~= column, "coefficient \(column) of \(values.count)")
    guard let value = values[column], let error = standardErrors[column] else { return nil }
    return (value - quantile * error)...(value + quantile * error)
  }

  /// xᵀβ̂ and its variance xᵀVx.
  ///
  /// With aliased columns xᵀβ is only determined when x keeps the dependence of the design; elsewhere
  /// the answer would depend on which column was left out.
  func predictor(at x: [Double]) throws(ModelError) -> (value: Double, variance: Double) {
    try checkEstimable(x)
    var value = 0.0
    for j in x.indices { value += x[j] * (values[j] ?? 0) }
    return (value, variance(of: x, covariance))
  }

  /// xᵀVx over the columns with a coefficient.
  func variance(of x: [Double], _ covariance: Matrix) -> Double {
    var variance = 0.0
    for j in x.indices where values[j] != nil {
      for k in x.indices where values[k] != nil { variance += x[j] * covariance[j, k] * x[k] }
    }
    return max(0, variance)
  }

  /// The combination that gives one coefficient. The unit vector itself is not estimable beside aliased
  /// columns; the coefficient, by the convention that theirs are zero, is.
  func estimableUnit(_ column: Int) -> [Double] {
    var c = [Double](repeating: 0, count: values.count)
    c[column] = 1
    for (place, other) in aliased.enumerated() { c[other] = aliasWeights[column, place] }
    return c
  }

  /// Throws when xᵀβ is not the same for every choice of the column to leave out.
  func checkEstimable(_ x: [Double]) throws(ModelError) {
    precondition(x.count == values.count, "\(x.count) values for \(values.count) columns")
    guard x.allSatisfy(\.isFinite) else { throw .notFinite(row: 0) }
    for (place, column) in aliased.enumerated() {
      var (implied, size) = (0.0, abs(x[column]))
      for k in x.indices {
        implied += aliasWeights[k, place] * x[k]
        size += abs(aliasWeights[k, place] * x[k])
      }
      if abs(x[column] - implied) > 1e-8 * size { throw .notEstimable(columns: aliased) }
    }
  }
}

/// A mean at one row of covariates, with the error that stems from the coefficients.
public struct MeanEstimate: Equatable, Sendable {
  /// The mean of the response, in its unit (for a binomial regression: the probability).
  public let mean: Double
  /// The interval for that mean; it holds no variation of single observations.
  public let interval: ClosedRange<Double>
  /// The linear predictor xᵀβ̂ + offset, on the scale of the link.
  public let linearPredictor: Double
  /// The standard error of the linear predictor.
  public let standardError: Double
}

/// The checks that every regression makes of its design before anything else.
func checkDesign(_ design: Matrix) throws(ModelError) {
  guard design.rows > 0 && design.columns > 0 else { throw .emptyData }
  if design.isFinite { return }
  for i in 0..<design.rows {
    for j in 0..<design.columns where !design[i, j].isFinite { throw .notFinite(row: i) }
  }
}

/// Runs linear algebra, and wraps its error.
func algebra<Value>(
  _ body: () throws(LinearAlgebraError) -> Value
) throws(ModelError) -> Value {
  do { return try body() } catch { throw .linearAlgebra(error) }
}
