import Foundation
public import LinearAlgebra

/// Regression of overdispersed counts, with the overdispersion by maximum likelihood.
///
///     Yᵢ ~ NB(μᵢ, θ),  Var Yᵢ = μᵢ + μᵢ²/θ,  log μᵢ = xᵢᵀβ + offsetᵢ
///
/// β and θ are fitted in turns: β by iteratively reweighted least squares at the present θ, log θ by
/// Newton's method with analytic derivatives at the present means,
///
///     ∂ℓ/∂θ   = Σ wᵢ [ Σ_{j<yᵢ} 1/(θ+j) − log(1 + μᵢ/θ) + (μᵢ − yᵢ)/(μᵢ + θ) ]
///     ∂²ℓ/∂θ² = Σ wᵢ [ −Σ_{j<yᵢ} 1/(θ+j)² + μᵢ/(θ(θ+μᵢ)) − (μᵢ − yᵢ)/(μᵢ + θ)² ]
///
/// which settles fast because β and θ are orthogonal in the expected information. A count known as an
/// interval enters with the expectation of these given the interval. Where the counts vary no more
/// than Poisson, ℓ rises for ever with θ: the fit is then the Poisson regression and says so.
///
/// Sources: J. F. Lawless (1987), Canadian J. Statistics 15, 209–225; Venables & Ripley, *Modern
/// Applied Statistics with S*, 4th ed., §7.4. Same numbers as R `MASS::glm.nb`.
public struct NegativeBinomialRegression: Sendable {
  /// n logarithms of exposure, or nil for none.
  public let offset: [Double]?
  /// n weights, zero or more, or nil for all one.
  public let weights: [Double]?
  private let maximumTurns: Int

  /// - Parameters:
  ///   - offset: n values, added to the linear predictor with coefficient 1.
  ///   - weights: n values: how often each row counts.
  ///   - maximumTurns: Of β and θ, after which it is ``ModelError/noConvergence(iterations:)``.
  public init(offset: [Double]? = nil, weights: [Double]? = nil, maximumTurns: Int = 200) {
    precondition(maximumTurns > 0, "no turns")
    (self.offset, self.weights, self.maximumTurns) = (offset, weights, maximumTurns)
  }

  /// A fitted negative binomial regression.
  public struct Fit: Sendable {
    /// The coefficients and all that follows from them, at θ̂: their errors take θ̂ as known, which
    /// is right because the two are orthogonal. At ``isPoisson`` a Poisson fit.
    public let regression: GeneralizedLinearFit
    /// θ̂; infinite at ``isPoisson``.
    public let theta: Double
    /// The standard error of θ̂ from the observed information of θ, β̂ being held (as MASS); nil at
    /// ``isPoisson``.
    public let thetaStandardError: Double?
    /// The counts vary no more than Poisson: θ̂ is at its boundary, infinity.
    public var isPoisson: Bool { theta == .infinity }
    /// ℓ at the maximum, with all constants.
    public let logLikelihood: Double
    /// ℓ of the Poisson regression with the same columns.
    public let poissonLogLikelihood: Double
    /// 2(rank + 1) − 2ℓ: θ counts as a parameter.
    public var aic: Double { 2 * Double(regression.rank + 1) - 2 * logLikelihood }
    /// The number of turns of β and θ.
    public let turns: Int

    let counts: [ClosedRange<Int>]

    /// The likelihood-ratio test against Poisson: 2(ℓ − ℓ₀), half a χ² with one degree of freedom
    /// because the hypothesis lies on the boundary.
    public var overdispersionPValue: Double {
      let statistic = max(0, 2 * (logLikelihood - poissonLogLikelihood))
      return 0.5 * ChiSquared(degreesOfFreedom: 1).survival(statistic)
    }
  }

  /// The maximum likelihood fit to exact counts.
  ///
  /// - Throws: As the fit to intervals.
  public func fit(design: Matrix, response: [Int]) throws(ModelError) -> Fit {
    try fit(design: design, counts: response.map { $0...$0 })
  }

  /// The maximum likelihood fit to counts known exactly (n…n) or as an interval.
  ///
  /// - Parameters:
  ///   - design: n × p; include the intercept as a column of ones.
  ///   - counts: n intervals of whole numbers, both ends included and finite.
  /// - Throws: As ``GeneralizedLinearRegression/fit(design:counts:sizes:)``.
  public func fit(design: Matrix, counts: [ClosedRange<Int>]) throws(ModelError) -> Fit {
    for (row, count) in counts.enumerated()
    where count.upperBound - max(0, count.lowerBound) > 1_000_000 {
      throw .invalidResponse(row: row)
    }
    let poisson = try GeneralizedLinearRegression(.poisson, offset: offset, weights: weights).fit(
      design: design, counts: counts)
    let poissonLogLikelihood = poisson.logLikelihood
    let observed = poisson.observations
    // The score in 1/θ at zero, and a moment estimate of θ where it is positive.
    var (excess, squares, level, total) = (0.0, 0.0, 0.0, 0.0)
    for (row, mean) in poisson.fitted.enumerated() where observed.weights[row] > 0 {
      let known = observed.moments(row, counts[row], poisson.linearPredictor[row])
      let (middle, spread) = (known?.expectation ?? 0, known?.variance ?? 0)
      excess += observed.weights[row] * ((middle - mean) * (middle - mean) + spread - middle)
      squares += observed.weights[row] * mean * mean
      level += observed.weights[row] * mean
      total += observed.weights[row]
    }
    level /= total
    var theta = min(max(squares / max(excess, 1e-300), 1e-3 * level), 1e3 * level)
    if excess <= 0 {
      // A boundary maximum; unless a higher one lies inside, which no theorem excludes.
      var found: Double?
      for trial in [0.1 * level, level, 10 * level] where found == nil {
        let fit = try regression(trial, design, counts)
        if fit.logLikelihood > poissonLogLikelihood { found = trial }
      }
      guard let found else { return atBoundary(poisson, counts, turns: 0) }
      theta = found
    }
    for turn in 1...maximumTurns {
      let fit = try regression(theta, design, counts)
      guard let (next, curvature) = bestTheta(theta, fit, counts, limit: 1e7 * max(1, level)) else {
        return atBoundary(poisson, counts, turns: turn)
      }
      if abs(log(next / theta)) < 1e-9 {
        return Fit(
          regression: fit, theta: theta, thetaStandardError: 1 / (-curvature).squareRoot(),
          logLikelihood: fit.logLikelihood, poissonLogLikelihood: poissonLogLikelihood,
          turns: turn, counts: counts)
      }
      theta = next
    }
    throw .noConvergence(iterations: maximumTurns)
  }

  private func regression(
    _ theta: Double, _ design: Matrix, _ counts: [ClosedRange<Int>]
  ) throws(ModelError) -> GeneralizedLinearFit {
    try GeneralizedLinearRegression(
      .negativeBinomial(theta: theta), offset: offset, weights: weights, tolerance: 1e-10
    ).fit(design: design, counts: counts)
  }

  private func atBoundary(
    _ poisson: GeneralizedLinearFit, _ counts: [ClosedRange<Int>], turns: Int
  ) -> Fit {
    let logLikelihood = poisson.logLikelihood
    return Fit(
      regression: poisson, theta: .infinity, thetaStandardError: nil,
      logLikelihood: logLikelihood, poissonLogLikelihood: logLikelihood, turns: turns,
      counts: counts)
  }

  /// θ with the largest likelihood at these means, by Newton's method in log θ, and ∂²ℓ/∂θ² there; nil
  /// when it runs beyond the limit.
  private func bestTheta(
    _ start: Double, _ fit: GeneralizedLinearFit, _ counts: [ClosedRange<Int>], limit: Double
  ) -> (theta: Double, curvature: Double)? {
    var theta = start
    for _ in 0..<100 {
      let (slope, curvature) = derivatives(theta, fit, counts)
      let (first, second) = (theta * slope, theta * theta * curvature + theta * slope)
      // Uphill by at most a factor e² a step; where ℓ bends upwards, along its slope.
      let step = second < 0 ? max(-2, min(2, -first / second)) : (first > 0 ? 1 : -1)
      if abs(step) < 1e-11 { return curvature < 0 ? (theta, curvature) : nil }
      theta *= exp(step)
      if theta > limit { return nil }
      if abs(step) < 1e-7 && second < 0 {
        return (theta, derivatives(theta, fit, counts).curvature)
      }
    }
    return nil
  }

  /// ∂ℓ/∂θ and ∂²ℓ/∂θ² at fixed means.
  func derivatives(
    _ theta: Double, _ fit: GeneralizedLinearFit, _ counts: [ClosedRange<Int>]
  ) -> (slope: Double, curvature: Double) {
    var (slope, curvature) = (0.0, 0.0)
    for (row, eta) in fit.linearPredictor.enumerated() where fit.observations.weights[row] > 0 {
      let (w, mean, count) = (fit.observations.weights[row], exp(eta), counts[row])
      let total = theta + mean
      let (base, baseSlope) = (-log1p(mean / theta), mean / (theta * total))
      var (harmonic, squares) = (0.0, 0.0)
      // Weighted by the probability of each count of the interval, relative to the first.
      var (share, sum, first, second, firstSquared) = (1.0, 0.0, 0.0, 0.0, 0.0)
      for k in 0...count.upperBound {
        let y = Double(k)
        if k >= count.lowerBound {
          let d = harmonic + base + (mean - y) / total
          let h = -squares + baseSlope - (mean - y) / (total * total)
          sum += share
          first += share * d
          second += share * h
          firstSquared += share * d * d
          share *= (theta + y) / (y + 1) * (mean / total)
        }
        harmonic += 1 / (theta + y)
        squares += 1 / ((theta + y) * (theta + y))
      }
      let d = first / sum
      slope += w * d
      curvature += w * (second / sum + max(0, firstSquared / sum - d * d))
    }
    return (slope, curvature)
  }
}
