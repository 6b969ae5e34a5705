import Foundation
public import LinearAlgebra

/// A fitted generalised linear model: coefficients, their covariance, and how they were found.
///
/// A value of this type has converged; one that has not is an error.
public struct GeneralizedLinearFit: Sendable {
  /// The family, link, dispersion rule, offset and weights that were fitted.
  public let model: GeneralizedLinearRegression
  /// The n × p design that was fitted.
  public let design: Matrix
  /// p coefficients on the scale of the link; nil for an aliased column.
  public var coefficients: [Double?] { table.values }
  /// p × p: φ(XᵀWX)⁻¹, the inverse of Fisher's information (of rows known as an interval: of the
  /// observed one); NaN in the rows and columns of aliased coefficients.
  public var covariance: Matrix { table.covariance }
  /// The square roots of the diagonal of ``covariance``; nil for an aliased column.
  public var standardErrors: [Double?] { table.standardErrors }
  /// The columns found dependent, ascending.
  public var aliased: [Int] { table.aliased }
  /// The rows of weight zero or without trials, which take no part, ascending.
  public let emptyRows: [Int]
  /// The link.
  public var link: Link { model.link }
  /// n linear predictors xᵢᵀβ̂ + offsetᵢ; NaN for an empty row that the other rows say nothing about.
  public let linearPredictor: [Double]
  /// n − rank, of the rows that take part.
  public let residualDegreesOfFreedom: Int
  /// φ, as used in ``covariance``: 1, or X²/(n − rank).
  public let dispersion: Double
  /// Where φ comes from.
  public var dispersionRule: Dispersion { model.dispersion }
  /// The number of steps.
  public let iterations: Int
  /// The largest change of a linear predictor in the last step, as a share of 1 + the largest
  /// predictor; at most the tolerance.
  public let lastStep: Double
  /// True: a fit that did not settle is the error ``ModelError/noConvergence(iterations:)``.
  public var converged: Bool { lastStep <= tolerance }
  /// The tolerance that ``lastStep`` was held against.
  public var tolerance: Double { model.options.tolerance }
  /// The number of independent columns.
  public let rank: Int

  let observations: Observations
  let offset: [Double]
  let table: CoefficientTable
  /// C with C·Cᵀ = (XᵀWX)⁻¹: p × rank.
  let inverseRoot: Matrix
  /// n weights W of the last step.
  let information: [Double]

  /// - Parameters:
  ///   - design: n × p, finite.
  ///   - active: The same with zeros in the rows that take no part.
  init(
    _ model: GeneralizedLinearRegression, design: Matrix, active: Matrix, offset: [Double],
    observations: Observations
  ) throws(ModelError) {
    let basis = OrthogonalBasis(active, tolerance: model.options.rankTolerance)
    guard basis.rank > 0 else {
      throw .linearAlgebra(.rankDeficient(rank: 0, columns: design.columns))
    }
    let iteration = try IterativeFit(
      design: active, basis: basis, offset: offset, observations: observations,
      options: model.options)
    emptyRows = observations.weights.indices.filter { observations.weights[$0] == 0 }
    rank = basis.rank
    let freedom = design.rows - emptyRows.count - rank
    var eta = iteration.linearPredictor
    switch model.dispersion {
    case .one: dispersion = 1
    case .pearson:
      guard freedom > 0 else { throw .tooFewRows(rows: design.rows, columns: design.columns) }
      dispersion = observations.pearson(eta) / Double(freedom)
    }
    let p = design.columns
    let root = iteration.inverseRoot
    var covariance = Matrix(rows: p, columns: p, repeating: .nan)
    for j in 0..<p where iteration.coefficients[j] != nil {
      for i in 0...j where iteration.coefficients[i] != nil {
        var sum = 0.0
        for k in 0..<basis.rank { sum += root[i, k] * root[j, k] }
        covariance[i, j] = dispersion * sum
        covariance[j, i] = dispersion * sum
      }
    }
    table = CoefficientTable(
      values: iteration.coefficients, covariance: covariance, aliased: iteration.aliased,
      aliasWeights: iteration.aliasWeights)
    for row in emptyRows {
      let known = try? table.predictor(at: design.row(row)).value
      eta[row] = known.map { $0 + offset[row] } ?? .nan
    }
    linearPredictor = eta
    (self.model, self.design, self.observations, self.offset) =
      (model, design, observations, offset)
    information = iteration.information
    (inverseRoot, residualDegreesOfFreedom) = (root, freedom)
    (iterations, lastStep) = (iteration.iterations, iteration.lastStep)
  }

  /// Wald's interval β̂ⱼ ± q · seⱼ, on the scale of the link; nil for an aliased column.
  ///
  /// q is a quantile of the normal distribution, or with ``Dispersion/pearson`` of Student's t with
  /// ``residualDegreesOfFreedom``.
  ///
  /// - Precondition: 0 < probability < 1.
  public func interval(coefficient: Int, probability: Double) -> ClosedRange<Double>? {
    table.interval(coefficient, quantile: quantile(probability))
  }

  /// The mean at a row of covariates, with an interval made on the scale of the link.
  ///
  /// - Parameters:
  ///   - row: p values, in the order of the design's columns.
  ///   - offset: The offset of that row, for example the logarithm of the exposure.
  ///   - probability: Of the interval; 0 < probability < 1.
  /// - Throws: ``ModelError/notEstimable(columns:)`` when the row breaks the dependence of aliased
  ///   columns; ``ModelError/notFinite(row:)``.
  public func mean(
    at row: [Double], offset: Double = 0, probability: Double = 0.95
  ) throws(ModelError) -> MeanEstimate {
    guard offset.isFinite else { throw .notFinite(row: 0) }
    let (value, variance) = try table.predictor(at: row)
    let eta = value + offset
    let half = quantile(probability) * sqrt(variance)
    return MeanEstimate(
      mean: link.mean(eta), interval: link.mean(eta - half)...link.mean(eta + half),
      linearPredictor: eta, standardError: sqrt(variance))
  }

  /// The two-sided quantile of the normal distribution, or of Student's t when φ was estimated.
  func quantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    let upper = 0.5 + probability / 2
    switch dispersionRule {
    case .one: return Normal.standard.quantile(upper)
    case .pearson:
      return StudentT(degreesOfFreedom: Double(residualDegreesOfFreedom)).quantile(upper)
    }
  }
}
