import Foundation

/// How the mean follows from the linear predictor η = xᵀβ + offset.
///
/// Source: McCullagh & Nelder, *Generalized Linear Models*, 2nd ed., §2.2.3 and §4.3.
public enum Link: Hashable, Sendable {
  /// μ = exp η.
  case log
  /// p = 1 / (1 + exp(−η)).
  case logit
  /// p = Φ(η), the normal cumulative.
  case probit
  /// The complementary log-log: p = 1 − exp(−exp η), a proportional hazard.
  case cloglog
  /// μ = η.
  case identity

  /// The mean at a linear predictor.
  public func mean(_ eta: Double) -> Double {
    switch self {
    case .log: Foundation.exp(eta)
    case .logit: eta >= 0 ? 1 / (1 + exp(-eta)) : exp(eta) / (1 + exp(eta))
    case .probit: Normal.standard.cumulative(eta)
    case .cloglog: -expm1(-exp(eta))
    case .identity: eta
    }
  }

  /// The linear predictor at a mean, the inverse of ``mean(_:)``; NaN outside its range.
  public func predictor(_ mean: Double) -> Double {
    switch self {
    case .log: Foundation.log(mean)
    case .logit: Foundation.log(mean / (1 - mean))
    case .probit:
      mean >= 0 && mean <= 1 ? Normal.standard.quantile(mean) : .nan
    case .cloglog: Foundation.log(-log1p(-mean))
    case .identity: mean
    }
  }

  /// dμ/dη.
  func slope(_ eta: Double) -> Double {
    switch self {
    case .log: return exp(eta)
    case .logit:
      let p = mean(eta)
      return p * mean(-eta)
    case .probit: return Normal.standard.density(eta)
    case .cloglog: return exp(eta - exp(eta))
    case .identity: return 1
    }
  }

  /// d²μ/dη².
  func curvature(_ eta: Double) -> Double {
    switch self {
    case .log: exp(eta)
    case .logit: slope(eta) * (mean(-eta) - mean(eta))
    case .probit: -eta * Normal.standard.density(eta)
    case .cloglog: exp(eta - exp(eta)) * (1 - exp(eta))
    case .identity: 0
    }
  }

  /// A binomial probability and all that its likelihood needs, without 1 − p: in both tails each
  /// keeps its digits.
  struct Chance {
    let p: Double
    let q: Double
    let logP: Double
    let logQ: Double
    /// p′/p and p′/q, so that the score of s in m is s·overP − (m − s)·overQ.
    let overP: Double
    let overQ: Double
  }

  /// The probability at a linear predictor; nil where the link leaves the open interval (0, 1).
  func chance(_ eta: Double) -> Chance? {
    switch self {
    case .logit:
      let e = exp(-abs(eta))
      let large = 1 / (1 + e)
      let (small, rest) = (e * large, log1p(e))
      return eta >= 0
        ? Chance(p: large, q: small, logP: -rest, logQ: -eta - rest, overP: small, overQ: large)
        : Chance(p: small, q: large, logP: eta - rest, logQ: -rest, overP: large, overQ: small)
    case .probit:
      // Beyond 37 standard deviations Φ has left the range of Double.
      guard abs(eta) < 37 else { return nil }
      let (p, q) = (Normal.standard.cumulative(eta), Normal.standard.survival(eta))
      let slope = Normal.standard.density(eta)
      return Chance(
        p: p, q: q, logP: p < 0.5 ? Foundation.log(p) : log1p(-q),
        logQ: q < 0.5 ? Foundation.log(q) : log1p(-p), overP: slope / p, overQ: slope / q)
    case .cloglog:
      let hazard = exp(eta)
      guard hazard > 0 && hazard.isFinite else { return nil }
      let (p, q) = (-expm1(-hazard), exp(-hazard))
      return Chance(
        p: p, q: q, logP: Foundation.log(p), logQ: -hazard, overP: hazard * q / p, overQ: hazard)
    case .log:
      guard eta < 0 else { return nil }
      let (p, q) = (exp(eta), -expm1(eta))
      return Chance(p: p, q: q, logP: eta, logQ: Foundation.log(q), overP: 1, overQ: p / q)
    case .identity:
      guard eta > 0 && eta < 1 else { return nil }
      return Chance(
        p: eta, q: 1 - eta, logP: Foundation.log(eta), logQ: log1p(-eta), overP: 1 / eta,
        overQ: 1 / (1 - eta))
    }
  }
}
