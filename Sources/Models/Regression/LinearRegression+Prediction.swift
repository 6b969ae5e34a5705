import Foundation
import LinearAlgebra

/// An estimate with its error and the t distribution that they are judged by: with infinitely many
/// degrees of freedom, the normal one.
public struct TEstimate: Equatable, Sendable {
  /// The estimate.
  public let value: Double
  /// Its standard error.
  public let standardError: Double
  /// The degrees of freedom of Student's t; positive, not necessarily whole, infinite for the normal
  /// distribution.
  public let degreesOfFreedom: Double

  /// value / standardError; infinite or NaN when the error is zero.
  public var statistic: Double { value / standardError }

  /// The probability of a larger |t| when the truth is zero.
  public var pValue: Double {
    let t = abs(statistic)
    guard t.isFinite else { return value == 0 ? 1 : 0 }
    return 2
      * (degreesOfFreedom == .infinity
        ? Normal.standard.survival(t)
        : StudentT(degreesOfFreedom: degreesOfFreedom).survival(t))
  }

  /// value ± t · standardError.
  ///
  /// - Precondition: 0 < probability < 1.
  public func interval(probability: Double) -> ClosedRange<Double> {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    let upper = 0.5 + probability / 2
    let half =
      standardError
      * (degreesOfFreedom == .infinity
        ? Normal.standard.quantile(upper)
        : StudentT(degreesOfFreedom: degreesOfFreedom).quantile(upper))
    return (value - half)...(value + half)
  }
}

extension LinearRegression.Fit {
  /// β̂ⱼ ± t · seⱼ by Student's t with ``residualDegreesOfFreedom``; nil for an aliased column.
  ///
  /// - Precondition: 0 < probability < 1.
  public func interval(coefficient: Int, probability: Double) -> ClosedRange<Double>? {
    table.interval(coefficient, quantile: quantile(probability))
  }

  /// The mean at a row of covariates, with its interval by Student's t.
  ///
  /// - Throws: ``ModelError/notEstimable(columns:)`` when the row breaks the dependence of aliased
  ///   columns; ``ModelError/notFinite(row:)``.
  /// - Precondition: `row` has p values; 0 < probability < 1.
  public func mean(
    at row: [Double], probability: Double = 0.95
  ) throws(ModelError) -> MeanEstimate {
    let (value, variance) = try table.predictor(at: row)
    let half = quantile(probability) * sqrt(variance)
    return MeanEstimate(
      mean: value, interval: (value - half)...(value + half), linearPredictor: value,
      standardError: sqrt(variance))
  }

  /// A new observation at a row of covariates: the mean, the error of a single observation around it
  /// with σ̂²/weight in it, and the t distribution of both.
  ///
  /// - Parameters:
  ///   - row: p values.
  ///   - weight: The relative precision of the observation to come; positive.
  /// - Throws: As ``mean(at:probability:)``.
  public func prediction(
    at row: [Double], weight: Double = 1
  ) throws(ModelError) -> TEstimate {
    precondition(weight > 0, "weight \(weight)")
    let (value, error) = try table.predictor(at: row)
    return TEstimate(
      value: value, standardError: sqrt(error + variance / weight),
      degreesOfFreedom: Double(residualDegreesOfFreedom))
  }

  /// A linear combination cᵀβ̂, with its error by the covariance asked for.
  ///
  /// The degrees of freedom are n − rank, for CR0 and CR1 the number of clusters less one, for CR2
  /// those of Satterthwaite (see ``CoefficientCovariance``).
  ///
  /// - Parameters:
  ///   - c: p values, not all zero.
  ///   - kind: Which errors.
  /// - Throws: ``ModelError/notEstimable(columns:)``; ``ModelError/notFinite(row:)``; and as
  ///   ``covariance(_:)``.
  public func combination(
    _ c: [Double], covariance kind: CoefficientCovariance = .classical
  ) throws(ModelError) -> TEstimate {
    try kind.estimate(c, table, freedom: Double(residualDegreesOfFreedom)) {
      () throws(ModelError) in try sandwich
    }
  }

  /// A coefficient with the error and the degrees of freedom of a covariance; nil for an aliased
  /// column.
  ///
  /// - Throws: As ``combination(_:covariance:)``.
  public func coefficient(
    _ column: Int, covariance kind: CoefficientCovariance = .classical
  ) throws(ModelError) -> TEstimate? {
    precondition(coefficients.indices ~= column, "coefficient \(column)")
    guard coefficients[column] != nil else { return nil }
    return try combination(table.estimableUnit(column), covariance: kind)
  }

  private func quantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    return StudentT(degreesOfFreedom: Double(residualDegreesOfFreedom))
      .quantile(0.5 + probability / 2)
  }
}
