import Foundation
import LinearAlgebra

extension NegativeBinomialRegression.Fit {
  /// The profile-likelihood interval of θ: the values that a likelihood-ratio test does not refuse.
  ///
  ///     { θ : 2(ℓ̂ − ℓ(θ)) ≤ q² },  ℓ(θ) with β fitted anew,  ℓ(∞) of the Poisson regression
  ///
  /// with q the two-sided quantile of the normal distribution. The upper end is infinite when Poisson
  /// itself is not refused, as always at ``isPoisson``: the data then say how much the counts vary at
  /// most, not at least. ``thetaStandardError`` gives no such interval, for the likelihood leans
  /// heavily to the right. When the counts are truly Poisson, or nearly so, the interval covers more
  /// often than it says, since θ̂ cannot lie beyond its boundary.
  ///
  /// - Returns: An interval above zero; its lower end is 0 when the likelihood never falls that far.
  /// - Throws: What the refits throw, as ``NegativeBinomialRegression/fit(design:counts:)``.
  /// - Precondition: 0 < probability < 1.
  /// - Complexity: Some twenty fits.
  ///
  /// Source: Venables & Ripley, *Modern Applied Statistics with S*, 4th ed., §7.4 and §8.4. Same
  /// numbers as R's `glm(…, MASS::negative.binomial(θ))` with `uniroot`.
  public func thetaInterval(probability: Double) throws(ModelError) -> ClosedRange<Double> {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    let cut = Normal.standard.quantile(0.5 + probability / 2)
    // In 1/θ, where Poisson is a point like any other: zero.
    func excess(_ inverse: Double) throws(ModelError) -> Double {
      let height = inverse == 0 ? poissonLogLikelihood : try logLikelihood(at: 1 / inverse)
      return (2 * max(0, logLikelihood - height)).squareRoot() - cut
    }
    let best = (1 / theta, -cut)
    let atPoisson = try excess(0)
    let upper =
      atPoisson <= 0
      ? .infinity
      : 1 / (try regulaFalsi((0, atPoisson), best, tolerance: 1e-9 * best.0, excess))
    var (inner, outer) = (best, 2 * best.0)
    if isPoisson {
      let fitted = regression.fitted.filter { $0 > 0 }
      outer = 0.1 * Double(fitted.count) / fitted.reduce(0, +)
    }
    for _ in 0..<200 {
      let value = try excess(outer)
      if value >= 0 {
        return 1 / (try regulaFalsi(inner, (outer, value), tolerance: 1e-9 * outer, excess))...upper
      }
      (inner, outer) = ((outer, value), 2 * outer)
    }
    return 0...upper
  }

  /// ℓ at a θ held, with β fitted anew.
  private func logLikelihood(at theta: Double) throws(ModelError) -> Double {
    try regression.model.with(
      family: .negativeBinomial(theta: theta), offset: regression.model.offset
    ).fit(design: regression.design, counts: counts).logLikelihood
  }
}
