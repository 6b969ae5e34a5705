import Foundation
import LinearAlgebra

extension GeneralizedLinearFit {
  /// n fitted means: probabilities of a binomial, otherwise in the unit of the response.
  public var fitted: [Double] { linearPredictor.map(link.mean) }

  /// 2(ℓ of the saturated model − ℓ), for φ = 1.
  public var deviance: Double {
    max(
      0, linearPredictor.indices.reduce(0) { $0 + observations.deviance($1, linearPredictor[$1]) })
  }

  /// Pearson's X² = Σ w (y − μ)²/V(μ); of an interval, its expectation given the interval.
  public var pearson: Double { observations.pearson(linearPredictor) }

  /// ℓ at the maximum, with all constants of the distribution.
  ///
  /// Of a Gaussian at σ² = Σ w r²/n, its maximum likelihood estimate, as R's `logLik`; with
  /// ``Dispersion/one`` at σ² = 1.
  public var logLikelihood: Double {
    observations.logLikelihood(
      linearPredictor, gaussianVariance: dispersionRule == .one ? 1 : nil)
  }

  /// 2k − 2ℓ, k the number of parameters (of a Gaussian σ² is one); nil with quasi-likelihood, which
  /// has no likelihood.
  public var aic: Double? { parameterCount.map { 2 * Double($0) - 2 * logLikelihood } }

  /// k·log n − 2ℓ; nil with quasi-likelihood.
  public var bic: Double? {
    parameterCount.map {
      Double($0) * log(Double(residualDegreesOfFreedom + rank)) - 2 * logLikelihood
    }
  }

  private var parameterCount: Int? {
    switch (model.family, dispersionRule) {
    case (.gaussian, .pearson): rank + 1
    case (_, .one): rank
    case (_, .pearson): nil
    }
  }

  /// The Frobenius condition number of √W·X with columns of norm one, at least the rank; what a
  /// tenth power of it says is how many digits the coefficients may lose.
  public var condition: Double {
    let weights = information
    var sum = 0.0
    for j in 0..<design.columns where coefficients[j] != nil {
      let norm = weights.indices.reduce(0) { $0 + weights[$1] * design[$1, j] * design[$1, j] }
      for k in 0..<rank { sum += norm * inverseRoot[j, k] * inverseRoot[j, k] }
    }
    return (Double(rank) * sum).squareRoot()
  }

  /// n leverages, the diagonal of the hat matrix of √W·X; zero for empty rows. Their sum is ``rank``.
  ///
  /// - Complexity: O(n p²).
  public var leverages: [Double] {
    let weights = information
    return weights.indices.map { row in
      guard weights[row] > 0 else { return 0 }
      var sum = 0.0
      for k in 0..<rank {
        var value = 0.0
        for j in 0..<design.columns { value += design[row, j] * inverseRoot[j, k] }
        sum += value * value
      }
      return min(1, weights[row] * sum)
    }
  }

  /// n scores ∂ℓᵢ/∂ηᵢ, not divided by φ.
  var scores: [Double] {
    var step = Observations.Step(rows: linearPredictor.count)
    _ = observations.evaluate(linearPredictor, into: &step)
    return step.score
  }

  /// n Pearson residuals √w (y − μ)/√V(μ), not divided by √φ; of an interval with its expectation.
  /// Zero for empty rows.
  public var pearsonResiduals: [Double] {
    linearPredictor.indices.map { observations.residual($0, linearPredictor[$0]) }
  }

  /// n deviance residuals, whose squares sum to ``deviance``, with the sign of y − μ.
  public var devianceResiduals: [Double] {
    zip(linearPredictor.indices, pearsonResiduals).map { row, residual in
      let part = max(0, observations.deviance(row, linearPredictor[row])).squareRoot()
      return residual < 0 ? -part : part
    }
  }

  /// n distances of Cook, how far the coefficients would move without a row:
  ///
  ///     Dᵢ = rᵢ² hᵢ / (φ · rank · (1 − hᵢ)²),  r the Pearson residual
  ///
  /// Infinite for a row of leverage 1 with a residual, which alone decides a coefficient; NaN where
  /// such a row has none.
  ///
  /// Source: R. D. Cook & S. Weisberg (1982), *Residuals and influence in regression*, §5.4, by one
  /// step; same numbers as R `cooks.distance`.
  public var cooksDistances: [Double] {
    zip(pearsonResiduals, leverages).map { residual, leverage in
      residual * residual * leverage
        / (dispersion * Double(rank) * (1 - leverage) * (1 - leverage))
    }
  }

  /// n randomised quantile residuals, exactly standard normal when the model is true:
  ///
  ///     rᵢ = Φ⁻¹(uᵢ),  uᵢ uniform between P(Y < yᵢ) and P(Y ≤ yᵢ)
  ///
  /// Row i draws from stream i of the generator, so that its residual depends on no other row. For an
  /// interval a…b u lies between P(Y < a) and P(Y ≤ b). NaN for empty rows.
  ///
  /// Source: P. K. Dunn & G. K. Smyth (1996), *Randomized quantile residuals*, J. Comp. Graph. Stat.
  /// 5, 236–244.
  /// - Parameter seed: Of ``Philox``.
  /// - Throws: ``ModelError/noLikelihood`` with quasi-likelihood of counts.
  public func quantileResiduals(seed: UInt64) throws(ModelError) -> [Double] {
    guard dispersionRule == .one || model.family == .gaussian else { throw .noLikelihood }
    return linearPredictor.indices.map { row in
      guard observations.weights[row] > 0 else { return .nan }
      var generator = Philox(seed: seed, stream: UInt64(row))
      return observations.quantileResidual(
        row, linearPredictor[row], dispersion: dispersion, uniform: generator.uniform())
    }
  }
}
