import Foundation
public import LinearAlgebra

/// How the mean follows from the linear predictor η = xᵀβ + offset.
public enum Link: Sendable {
  /// μ = exp η.
  case log
  /// p = 1 / (1 + exp(−η)).
  case logit

  /// The mean at a linear predictor.
  public func mean(_ eta: Double) -> Double {
    switch self {
    case .log: Foundation.exp(eta)
    case .logit: eta >= 0 ? 1 / (1 + exp(-eta)) : exp(eta) / (1 + exp(eta))
    }
  }
}

/// What is taken for the ratio φ of the variance to that of the distribution.
public enum Dispersion: Sendable {
  /// φ = 1: the variance of the distribution itself. Intervals by the normal distribution.
  case one
  /// Quasi-likelihood: φ = X²/(n − rank) multiplies the covariance; intervals by Student's t.
  case pearson
}

/// A fitted Poisson or binomial regression: coefficients, their covariance, and how they were found.
///
/// A value of this type has converged; one that has not is an error.
public struct GeneralizedLinearFit: Sendable {
  /// p coefficients on the scale of the link; nil for an aliased column.
  public var coefficients: [Double?] { table.values }
  /// p × p: φ times the inverse of the observed information; NaN in the rows and columns of aliased
  /// coefficients.
  public var covariance: Matrix { table.covariance }
  /// The square roots of the diagonal of ``covariance``; nil for an aliased column.
  public var standardErrors: [Double?] { table.standardErrors }
  /// The columns found dependent, ascending.
  public var aliased: [Int] { table.aliased }
  /// The link.
  public let link: Link
  /// n linear predictors xᵢᵀβ̂ + offsetᵢ.
  public let linearPredictor: [Double]
  /// n fitted means: counts of a Poisson regression, probabilities of a binomial one.
  public let fitted: [Double]
  /// 2(ℓ of the saturated model − ℓ).
  public let deviance: Double
  /// Pearson's X² = Σ (y − μ)²/V(μ); of an interval, its expectation given the interval.
  public let pearson: Double
  /// n − rank.
  public let residualDegreesOfFreedom: Int
  /// φ, as used in ``covariance``: 1, or X²/(n − rank).
  public let dispersion: Double
  /// Where φ comes from.
  public let dispersionRule: Dispersion
  /// ℓ at the maximum, with all constants of the distribution.
  public let logLikelihood: Double
  /// 2·rank − 2ℓ; nil with quasi-likelihood, which has no likelihood.
  public let aic: Double?
  /// The number of steps.
  public let iterations: Int
  /// The largest change of a linear predictor in the last step, at most the tolerance.
  public let lastStep: Double
  /// True: a fit that did not settle is the error ``ModelError/noConvergence(iterations:)``.
  public var converged: Bool { lastStep <= tolerance }
  /// The tolerance that ``lastStep`` was held against.
  public let tolerance: Double
  /// The number of independent columns.
  public let rank: Int
  /// The condition estimate of √W·X with scaled columns (`QR.condition`).
  public let condition: Double
  /// n leverages, the diagonal of the hat matrix of √W·X.
  public let leverages: [Double]

  private let table: CoefficientTable

  init(
    _ iteration: IterativeFit, link: Link, dispersion rule: Dispersion, deviance: Double,
    pearson: Double, tolerance: Double
  ) throws(ModelError) {
    let n = iteration.linearPredictor.count
    rank = iteration.independent.count
    let freedom = n - rank
    switch rule {
    case .one: dispersion = 1
    case .pearson:
      guard freedom > 0 else {
        throw .tooFewRows(rows: n, columns: iteration.coefficients.count)
      }
      dispersion = pearson / Double(freedom)
    }
    self.link = link
    self.deviance = max(0, deviance)
    self.pearson = pearson
    self.tolerance = tolerance
    dispersionRule = rule
    residualDegreesOfFreedom = freedom
    linearPredictor = iteration.linearPredictor
    fitted = iteration.linearPredictor.map(link.mean)
    logLikelihood = iteration.logLikelihood
    aic = rule == .one ? 2 * Double(rank) - 2 * iteration.logLikelihood : nil
    iterations = iteration.iterations
    lastStep = iteration.lastStep
    condition = iteration.qr.condition
    leverages = iteration.qr.leverages()
    table = CoefficientTable(
      values: iteration.coefficients,
      covariance: try iteration.covariance(dispersion: dispersion), aliased: iteration.aliased,
      aliasWeights: iteration.aliasWeights)
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

  private func quantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    let upper = 0.5 + probability / 2
    switch dispersionRule {
    case .one: return Normal.standard.quantile(upper)
    case .pearson:
      return StudentT(degreesOfFreedom: Double(residualDegreesOfFreedom)).quantile(upper)
    }
  }
}
