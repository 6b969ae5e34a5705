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
  private let model: GeneralizedLinearRegression

  /// - Parameters:
  ///   - offset: n values, added to the linear predictor with coefficient 1; often log(exposure).
  ///   - dispersion: ``Dispersion/one``, or ``Dispersion/pearson`` for quasi-Poisson.
  ///   - tolerance: The iteration ends when no linear predictor moves by more than this.
  ///   - maximumIterations: After which it is ``ModelError/noConvergence(iterations:)``.
  public init(
    offset: [Double]? = nil, dispersion: Dispersion = .one, tolerance: Double = 1e-9,
    maximumIterations: Int = 100
  ) {
    self.offset = offset
    self.dispersion = dispersion
    model = GeneralizedLinearRegression(
      .poisson, dispersion: dispersion, offset: offset, tolerance: tolerance,
      maximumIterations: maximumIterations)
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
    precondition(
      response.count == design.rows, "\(response.count) responses for \(design.rows) rows")
    return try model.fit(design: design, counts: response)
  }
}
