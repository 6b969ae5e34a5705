import Foundation
public import LinearAlgebra

extension GeneralizedLinearFit {
  /// The covariance of the coefficients, p × p; NaN in the rows and columns of aliased ones.
  ///
  /// - Throws: ``ModelError/leverageOne(row:)`` for HC2 and HC3; ``ModelError/tooFewClusters(count:)``;
  ///   ``ModelError/tooFewRows(rows:columns:)`` when a factor divides by n − rank = 0;
  ///   ``ModelError/linearAlgebra(_:)`` for CR2 when the precisions of a cluster run too far apart.
  /// - Precondition: As many cluster labels as rows.
  /// - Complexity: O(n p²); CR2 O(m³) more for a cluster of m rows.
  public func covariance(_ kind: CoefficientCovariance) throws(ModelError) -> Matrix {
    try kind.matrix(table) { () throws(ModelError) in sandwich }
  }

  /// A linear combination cᵀβ̂ on the scale of the link, with its error by the covariance asked for.
  ///
  /// The degrees of freedom are those of ``interval(coefficient:probability:)`` (infinite, or with
  /// ``Dispersion/pearson`` n − rank), for CR0 and CR1 the number of clusters less one, for CR2 those
  /// of Satterthwaite.
  ///
  /// - Parameters:
  ///   - c: p values, not all zero.
  ///   - kind: Which errors.
  /// - Throws: ``ModelError/notEstimable(columns:)``; ``ModelError/notFinite(row:)``; and as
  ///   ``covariance(_:)``.
  public func combination(
    _ c: [Double], covariance kind: CoefficientCovariance
  ) throws(ModelError) -> TEstimate {
    try kind.estimate(
      c, table,
      freedom: dispersionRule == .pearson ? Double(residualDegreesOfFreedom) : .infinity
    ) { () throws(ModelError) in sandwich }
  }

  /// A coefficient with the error and the degrees of freedom of a covariance; nil for an aliased
  /// column.
  ///
  /// - Throws: As ``combination(_:covariance:)``.
  public func coefficient(
    _ column: Int, covariance kind: CoefficientCovariance
  ) throws(ModelError) -> TEstimate? {
    precondition(coefficients.indices ~= column, "coefficient \(column)")
    guard coefficients[column] != nil else { return nil }
    return try combination(table.estimableUnit(column), covariance: kind)
  }

  /// This fit as covariances by residuals see it.
  ///
  /// A row without information is kept in the coordinates of x itself, so that a score that it has all
  /// the same is not lost.
  private var sandwich: Sandwich {
    let (rows, scores) = (design.rows, self.scores)
    let takesPart = observations.weights.map { $0 > 0 }
    var precisions = [Double](repeating: 0, count: rows)
    var (roots, residuals) = (precisions, precisions)
    for row in 0..<rows where takesPart[row] {
      let (weight, slope) = (information[row], link.slope(linearPredictor[row]))
      precisions[row] = weight > 0 ? weight / slope / slope : 0
      roots[row] = weight > 0 ? sqrt(weight) : 1
      residuals[row] = scores[row] / roots[row]
    }
    return Sandwich(
      basis: (design * inverseRoot).scalingRows(by: roots), transform: inverseRoot,
      aliased: aliased, precisions: precisions, residuals: residuals, leverages: leverages,
      takesPart: takesPart, count: residualDegreesOfFreedom + rank,
      freedom: residualDegreesOfFreedom)
  }
}
