import Foundation
import LinearAlgebra

extension MultinomialFit {
  /// The row of a state's rates that a multinomial logit gives at some covariates, with the covariance of
  /// its coefficients: for rates that depend on year, sex or leerweg.
  ///
  ///     log(p_j / p_last) = xᵀ(β_j − β_last)        covariance by that of β̂
  ///
  /// The classes of the fit are the destinations of the state, in their order. Fit them by
  /// ``MultinomialRegression/fit(design:counts:)``: a row of the design and of the counts for each group
  /// of pupils of that state.
  ///
  /// - Parameters:
  ///   - row: As long as the design has columns.
  ///   - state: The state whose rates these are.
  ///   - space: The states and the ways between them.
  /// - Throws: ``EstimationError/classes(state:classes:destinations:)``; ``EstimationError/model(_:)`` as
  ///   ``probabilities(at:probability:)``; ``EstimationError/linearAlgebra(_:)``.
  public func transitionRow(
    at row: [Double], state: Int, in space: StateSpace
  ) throws(EstimationError) -> TransitionRates.Row {
    let count = space.destinations[state].count
    guard classes == count else {
      throw .classes(state: space.states[state].name, classes: classes, destinations: count)
    }
    // Also refuses a row that breaks the dependence of aliased columns.
    do throws(ModelError) {
      _ = try probabilities(at: row)
    } catch {
      throw .model(error)
    }
    let eta = coefficients.map { values in
      zip(values, row).reduce(0) { $0 + ($1.0 ?? 0) * $1.1 }
    }
    let spread = predictorCovariance(row)
    let last = classes - 1
    var covariance = Matrix(rows: last, columns: last, repeating: 0)
    for i in 0..<last {
      for j in 0..<last {
        covariance[i, j] =
          spread[i, j] - spread[i, last] - spread[last, j] + spread[last, last]
      }
    }
    let factor = try estimating { () throws(LinearAlgebraError) in
      try Cholesky(covariance).lower
    }
    return .logRatio(mean: (0..<last).map { eta[$0] - eta[last] }, factor: factor)
  }
}
