import Foundation
import LinearAlgebra

extension GeneralizedLinearFit {
  /// The profile-likelihood interval of a coefficient: the values that a likelihood-ratio test does not
  /// refuse.
  ///
  ///     { b : (D(b) − D̂)/φ ≤ q² },  D(b) the deviance with βⱼ held at b and the rest fitted anew
  ///
  /// q is a quantile of the normal distribution, or with ``Dispersion/pearson`` of Student's t. Unlike
  /// ``interval(coefficient:probability:)`` it does not depend on the scale of the coefficient, and
  /// stays right where the likelihood leans. An end is infinite when the likelihood never falls that
  /// far, as next to separation.
  ///
  /// - Returns: Nil for an aliased column.
  /// - Throws: What the refits throw, ``ModelError/boundary(rows:)`` for one that the link refuses.
  /// - Precondition: 0 < probability < 1.
  /// - Complexity: Some ten fits.
  ///
  /// Source: D. J. Venzon & S. H. Moolgavkar (1988), Applied Statistics 37, 87–94. As R
  /// `MASS::confint.glm`, which interpolates the profile (about three digits) and takes the normal
  /// quantile for an estimated φ too.
  public func profileInterval(
    coefficient column: Int, probability: Double
  ) throws(ModelError) -> ClosedRange<Double>? {
    precondition(coefficients.indices ~= column, "coefficient \(column)")
    let cut = quantile(probability)
    guard let centre = coefficients[column], let error = standardErrors[column] else { return nil }
    let best = deviance
    let low = try profileEnd(column, centre, -error, best, cut)
    let high = try profileEnd(column, centre, error, best, cut)
    return low...high
  }

  /// The root of √((D(b) − D̂)/φ) − q on one side, which is nearly a straight line there.
  private func profileEnd(
    _ column: Int, _ centre: Double, _ error: Double, _ best: Double, _ cut: Double
  ) throws(ModelError) -> Double {
    func excess(_ b: Double) throws(ModelError) -> Double {
      (max(0, try deviance(holding: column, at: b) - best) / dispersion).squareRoot() - cut
    }
    var (inner, innerValue) = (centre, -cut)
    var outer = centre + cut * error
    var outerValue = try excess(outer)
    while outerValue < 0 {
      (inner, innerValue) = (outer, outerValue)
      outer += outer - centre
      // The means are at their edge by now: the likelihood will not fall any more.
      if abs(outer - centre) > 1e4 * abs(error) { return error < 0 ? -.infinity : .infinity }
      outerValue = try excess(outer)
    }
    return try regulaFalsi(
      (inner, innerValue), (outer, outerValue), tolerance: 1e-10 * abs(error), excess)
  }

  /// The smallest deviance with one coefficient held.
  func deviance(holding column: Int, at value: Double) throws(ModelError) -> Double {
    let held = offset.indices.map { offset[$0] + value * design[$0, column] }
    let rest = coefficients.indices.filter { $0 != column && coefficients[$0] != nil }
    guard !rest.isEmpty else {
      return held.indices.reduce(0) { $0 + observations.deviance($1, held[$1]) }
    }
    let others = design.selecting(columns: rest)
    let active =
      emptyRows.isEmpty
      ? others : others.scalingRows(by: observations.weights.map { $0 > 0 ? 1 : 0 })
    let basis = OrthogonalBasis(active, tolerance: model.options.rankTolerance)
    let iteration = try IterativeFit(
      design: active, basis: basis, offset: held, observations: observations,
      options: model.options)
    return held.indices.reduce(0) {
      $0 + observations.deviance($1, iteration.linearPredictor[$1])
    }
  }
}
