import Foundation

/// Student's t distribution.
///
///     P(T > t) = ½ I_{ν/(ν+t²)}(ν/2, ½)        for t > 0
///
/// Same numbers as R `pt`, `qt` to about 12 digits, in the tails too.
public struct StudentT: Hashable, Sendable {
  /// The degrees of freedom ν; positive, not necessarily whole.
  public let degreesOfFreedom: Double

  /// - Precondition: `degreesOfFreedom` is positive.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "\(degreesOfFreedom) degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The density at `t`.
  public func density(_ t: Double) -> Double {
    let nu = degreesOfFreedom
    let constant =
      logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * log(nu * .pi)
    return exp(constant - (nu + 1) / 2 * log1p(t * t / nu))
  }

  /// The probability of at most `t`.
  public func cumulative(_ t: Double) -> Double {
    if t == 0 { return 0.5 }
    let tails = tails(abs(t))
    return t < 0 ? 0.5 * tails.lower : 1 - 0.5 * tails.lower
  }

  /// The probability of more than `t`, without the loss of 1 − cumulative.
  public func survival(_ t: Double) -> Double { cumulative(-t) }

  /// The value that is exceeded with probability 1 − `probability`; ±∞ at 1 and 0.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(_ probability: Double) -> Double {
    let p = probability
    precondition(p >= 0 && p <= 1, "\(p) is not a probability")
    if p == 0.5 { return 0 }
    let tail = min(p, 1 - p)
    guard tail > 0 else { return p < 0.5 ? -.infinity : .infinity }
    let centre = abs(p - 0.5)
    // In y = log t the logarithm of the smaller part is nearly straight, so Newton needs few steps.
    let y = increasingRoot(in: -80...709, from: 0) { y in
      let t = exp(y)
      let tails = tails(t)
      if tail < 0.25 {
        let slope = 2 * density(t) * t / tails.lower
        return (log(2 * tail) - tails.logLower, slope)
      }
      let slope = 2 * density(t) * t / tails.upper
      return (tails.logUpper - log(2 * centre), slope)
    }
    return p < 0.5 ? -exp(y) : exp(y)
  }

  /// P(|T| > t) as `lower`, P(|T| ≤ t) as `upper`.
  private func tails(_ t: Double) -> IncompleteBeta {
    let ratio = t / degreesOfFreedom * t
    return IncompleteBeta(
      a: degreesOfFreedom / 2, b: 0.5, x: 1 / (1 + ratio),
      y: ratio.isInfinite ? 1 : ratio / (1 + ratio))
  }
}
