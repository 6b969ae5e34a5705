import Foundation
public import LinearAlgebra

/// Regression of counts, some of which may be known only as an interval.
///
///     Yᵢ ~ Poisson(μᵢ),  log μᵢ = xᵢᵀβ + offsetᵢ          ℓ(β) = Σᵢ log P(aᵢ ≤ Yᵢ ≤ bᵢ)
///
/// An exact count n is the interval n…n. A withheld count such as "< 5" is 0…4 (or 1…4), and takes part
/// with what it says: no number is put in its place. The score of such a row is that of its
/// expectation given the interval (the E-step of EM); the steps and the standard errors use the
/// observed information μ − Var(Y | interval) by Louis' formula, so that what is not known widens the
/// errors. ℓ is concave, hence a maximum is the maximum.
///
/// Limits: with ``Dispersion/pearson`` a withheld row enters X² with its expectation under the model,
/// which draws φ towards 1; with many withheld rows φ is a lower bound.
///
/// Sources: McCullagh & Nelder, *Generalized Linear Models*, 2nd ed., §6.2; T. A. Louis (1982), JRSS B
/// 44, 226–233. With exact counts the same numbers as R `glm(…, family = poisson, offset =)`.
public struct PoissonRegression: Sendable {
  /// n logarithms of exposure, or nil for none.
  public let offset: [Double]?
  /// What is taken for the dispersion φ.
  public let dispersion: Dispersion
  private let options: IterationOptions

  /// - Parameters:
  ///   - offset: n values, added to the linear predictor with coefficient 1; often log(exposure).
  ///   - dispersion: ``Dispersion/one``, or ``Dispersion/pearson`` for quasi-Poisson.
  ///   - tolerance: The iteration ends when no linear predictor moves by more than this.
  ///   - maximumIterations: After which it is ``ModelError/noConvergence(iterations:)``.
  public init(
    offset: [Double]? = nil, dispersion: Dispersion = .one, tolerance: Double = 1e-9,
    maximumIterations: Int = 100
  ) {
    precondition(tolerance > 0 && maximumIterations > 0, "tolerance and iterations are positive")
    self.offset = offset
    self.dispersion = dispersion
    options = IterationOptions(
      tolerance: tolerance, maximumIterations: maximumIterations, rankTolerance: 1e-10)
  }

  /// The maximum likelihood fit to exact counts.
  ///
  /// - Parameters:
  ///   - design: n × p, one row a count; include the intercept as a column of ones.
  ///   - response: n counts, zero or more.
  /// - Throws: As the fit to intervals, of which this is the exact case.
  public func fit(design: Matrix, response: [Int]) throws(ModelError) -> GeneralizedLinearFit {
    try fit(design: design, response: response.map { $0...$0 })
  }

  /// The maximum likelihood fit to counts known exactly (n…n) or as an interval.
  ///
  /// - Parameters:
  ///   - design: n × p, one row a count; include the intercept as a column of ones.
  ///   - response: n intervals of whole numbers, both ends included; an upper end of `Int.max` means
  ///     "or more".
  /// - Throws: ``ModelError/emptyData``; ``ModelError/notFinite(row:)``;
  ///   ``ModelError/invalidResponse(row:)`` for a negative count, or 0…`Int.max`;
  ///   ``ModelError/tooFewRows(rows:columns:)``; ``ModelError/separation(columns:rows:)``, as when all
  ///   counts of a group are zero (or may be); ``ModelError/noConvergence(iterations:)``.
  /// - Complexity: O(n p²) a step; about five steps, more when much is withheld.
  public func fit(
    design: Matrix, response: [ClosedRange<Int>]
  ) throws(ModelError) -> GeneralizedLinearFit {
    try checkDesign(design)
    let n = design.rows
    precondition(response.count == n, "\(response.count) responses for \(n) rows")
    precondition(offset.map { $0.count == n } ?? true, "offsets for another number of rows")
    let offset = self.offset ?? Array(repeating: 0, count: n)
    for (row, value) in offset.enumerated() where !value.isFinite { throw .notFinite(row: row) }
    for (row, y) in response.enumerated() {
      if y.lowerBound < 0 || (y.lowerBound == 0 && y.upperBound == .max) {
        throw .invalidResponse(row: row)
      }
    }
    let guesses = response.map(Self.guess)
    let iteration = try IterativeFit(
      design: design, offset: offset, start: guesses.map { log($0) }, startWeights: guesses,
      edges: response.map {
        $0.lowerBound == 0 ? .below : $0.upperBound == .max ? .above : .none
      },
      options: options, likelihood: { Self.likelihood(response, $0) })
    var (deviance, pearson) = (0.0, 0.0)
    for (y, eta) in zip(response, iteration.linearPredictor) {
      let mean = exp(eta)
      let row = PoissonInterval(y, mean: mean)
      if y.lowerBound == y.upperBound && y.lowerBound > 0 {
        deviance += 2 * SaddlePoint.deviance(Double(y.lowerBound), mean)
      } else {
        deviance +=
          2 * (PoissonInterval.saturatedLogProbability(y) - row.logProbability)
      }
      // A mean that has underflowed to zero stands beside a zero, without a residual.
      if mean > 0 { pearson += (row.score * row.score + row.variance) / mean }
    }
    return try GeneralizedLinearFit(
      iteration, link: .log, dispersion: dispersion, deviance: deviance, pearson: pearson,
      tolerance: options.tolerance)
  }

  /// A positive mean to begin with: the middle of the interval, or a tenth above the count.
  private static func guess(_ y: ClosedRange<Int>) -> Double {
    let low = Double(y.lowerBound)
    return (y.upperBound == .max ? low : (low + Double(y.upperBound)) / 2) + 0.1
  }

  private static func likelihood(
    _ response: [ClosedRange<Int>], _ eta: [Double]
  ) -> IterativeFit.Likelihood {
    var result = IterativeFit.Likelihood()
    for (y, eta) in zip(response, eta) {
      let mean = exp(eta)
      guard mean.isFinite else {
        result.logLikelihood = -.infinity
        return result
      }
      let row = PoissonInterval(y, mean: mean)
      result.logLikelihood += row.logProbability
      result.score.append(row.score)
      result.information.append(row.information)
    }
    return result
  }
}
