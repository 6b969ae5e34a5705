import Foundation

/// The distribution of a response around its mean μ: which variance, and which likelihood.
///
///     gaussian           Var = φ/w             binomial    Var = m·p·(1 − p)     (s successes in m)
///     poisson            Var = μ               negative binomial   Var = μ + μ²/θ
///
/// Quasi-binomial and quasi-Poisson are these families with ``Dispersion/pearson``.
///
/// Source: McCullagh & Nelder, *Generalized Linear Models*, 2nd ed., table 2.1; for the negative
/// binomial Venables & Ripley, *Modern Applied Statistics with S*, 4th ed., §7.4.
public enum Family: Hashable, Sendable {
  /// Measurements with one variance, divided by their weights.
  case gaussian
  /// Successes in a known number of trials.
  case binomial
  /// Counts, or with an offset rates.
  case poisson
  /// Overdispersed counts with this θ, positive; see ``NegativeBinomialRegression`` to estimate it.
  case negativeBinomial(theta: Double)

  /// The link that is taken when none is named: identity, logit, log, log.
  public var usualLink: Link {
    switch self {
    case .gaussian: .identity
    case .binomial: .logit
    case .poisson, .negativeBinomial: .log
    }
  }

  /// Whether this link maps every, or every allowed, predictor to a mean of this family.
  public func allows(_ link: Link) -> Bool {
    switch self {
    case .gaussian, .poisson, .negativeBinomial: link == .log || link == .identity
    case .binomial: true
    }
  }

  /// Var(Y) at mean μ for φ = 1; of a binomial the variance of one trial.
  func variance(_ mean: Double) -> Double {
    switch self {
    case .gaussian: 1
    case .binomial: mean * (1 - mean)
    case .poisson: mean
    case .negativeBinomial(let theta): mean + mean * mean / theta
    }
  }

  /// dV/dμ.
  func varianceSlope(_ mean: Double) -> Double {
    switch self {
    case .gaussian: 0
    case .binomial: 1 - 2 * mean
    case .poisson: 1
    case .negativeBinomial(let theta): 1 + 2 * mean / theta
    }
  }
}

/// What is taken for the ratio φ of the variance to that of the distribution.
public enum Dispersion: Hashable, Sendable {
  /// φ = 1: the variance of the distribution itself. Intervals by the normal distribution.
  case one
  /// Quasi-likelihood: φ = X²/(n − rank) multiplies the covariance; intervals by Student's t.
  case pearson
}
