public import LinearAlgebra

/// Logistic regression of successes among trials.
///
///     Sᵢ ~ Binomial(mᵢ, pᵢ),  log(pᵢ / (1 − pᵢ)) = xᵢᵀβ + offsetᵢ
///
/// Sources: McCullagh & Nelder, *Generalized Linear Models*, 2nd ed., §4.4; separation after Albert &
/// Anderson (1984), Biometrika 71, 1–10. Same numbers as R `glm(cbind(s, m - s) ~ …, binomial)`.
public struct BinomialRegression: Sendable {
  /// n values added to the linear predictor, or nil for none.
  public let offset: [Double]?
  /// What is taken for the dispersion φ.
  public let dispersion: Dispersion
  private let model: GeneralizedLinearRegression

  /// - Parameters:
  ///   - offset: n values, added to the linear predictor with coefficient 1.
  ///   - dispersion: ``Dispersion/one``, or ``Dispersion/pearson`` for quasi-binomial.
  ///   - tolerance: The iteration ends when no linear predictor moves by more than this.
  ///   - maximumIterations: After which it is ``ModelError/noConvergence(iterations:)``.
  public init(
    offset: [Double]? = nil, dispersion: Dispersion = .one, tolerance: Double = 1e-9,
    maximumIterations: Int = 100
  ) {
    self.offset = offset
    self.dispersion = dispersion
    model = GeneralizedLinearRegression(
      .binomial, dispersion: dispersion, offset: offset, tolerance: tolerance,
      maximumIterations: maximumIterations)
  }

  /// The maximum likelihood fit.
  ///
  /// - Parameters:
  ///   - design: n × p, one row a group; include the intercept as a column of ones.
  ///   - successes: n counts, from 0 to the trials.
  ///   - trials: n counts, one or more.
  /// - Returns: The fit; ``GeneralizedLinearFit/fitted`` holds probabilities.
  /// - Throws: ``ModelError/emptyData``; ``ModelError/notFinite(row:)``;
  ///   ``ModelError/invalidResponse(row:)``; ``ModelError/tooFewRows(rows:columns:)``;
  ///   ``ModelError/separation(columns:rows:)`` when a direction of the covariates parts successes
  ///   from failures; ``ModelError/noConvergence(iterations:)``.
  /// - Complexity: O(n p²) a step; about five steps.
  public func fit(
    design: Matrix, successes: [Int], trials: [Int]
  ) throws(ModelError) -> GeneralizedLinearFit {
    try fit(design: design, successes: successes.map { $0...$0 }, trials: trials)
  }

  /// The maximum likelihood fit to successes known exactly (n…n) or as an interval such as 1…4.
  ///
  /// - Parameters:
  ///   - design: n × p, one row a group; include the intercept as a column of ones.
  ///   - successes: n intervals of counts within 0 and the trials, both ends included.
  ///   - trials: n counts, one or more.
  /// - Throws: As the fit to exact counts; ``ModelError/invalidResponse(row:)`` also for an interval
  ///   of everything, which says nothing.
  public func fit(
    design: Matrix, successes: [ClosedRange<Int>], trials: [Int]
  ) throws(ModelError) -> GeneralizedLinearFit {
    precondition(
      successes.count == design.rows, "\(successes.count) successes for \(design.rows) rows")
    precondition(trials.count == design.rows, "\(trials.count) trials for \(design.rows) rows")
    if let row = trials.firstIndex(where: { $0 < 1 }) { throw .invalidResponse(row: row) }
    return try model.fit(design: design, counts: successes, sizes: trials)
  }
}
