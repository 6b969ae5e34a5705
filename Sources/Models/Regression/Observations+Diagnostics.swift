import Foundation
import LinearAlgebra

extension Observations {
  /// The part of a row in 2(ℓ of the saturated model − ℓ).
  func deviance(_ row: Int, _ eta: Double) -> Double {
    let w = weights[row]
    if w == 0 { return 0 }
    if let interval = intervals[row] {
      guard let known = moments(row, interval, eta) else { return .nan }
      return 2 * w * (saturated(row, interval) - known.logProbability)
    }
    let y = response[row]
    let mean = link.mean(eta)
    switch family {
    case .gaussian: return w * (y - mean) * (y - mean)
    case .poisson: return 2 * w * (y > 0 ? SaddlePoint.deviance(y, mean) : mean)
    case .binomial:
      guard let c = link.chance(eta) else { return .nan }
      let m = sizes[row]
      let above = y > 0 ? SaddlePoint.deviance(y, m * c.p) : m * c.p
      let below = m > y ? SaddlePoint.deviance(m - y, m * c.q) : m * c.q
      return 2 * w * (above + below)
    case .negativeBinomial(let theta):
      // y log(y/μ) − (y+θ) log((y+θ)/(μ+θ)), by the two deviances that it is the difference of.
      let whole = SaddlePoint.deviance(y + theta, mean + theta)
      return 2 * w * ((y > 0 ? SaddlePoint.deviance(y, mean) : mean) - whole)
    }
  }

  /// The largest log P(a ≤ Y ≤ b) over all means.
  private func saturated(_ row: Int, _ interval: ClosedRange<Int>) -> Double {
    if interval.lowerBound == 0 { return 0 }
    if family == .poisson { return PoissonInterval.saturatedLogProbability(interval) }
    if family == .binomial && Double(interval.upperBound) == sizes[row] { return 0 }
    // The mean at which the score of the interval is zero, by bisection on the usual link, where the
    // likelihood of an interval is concave.
    let usual = Observations(
      family: family, link: family.usualLink, response: response, sizes: sizes, weights: weights)
    var (low, high) =
      family == .binomial ? (-40.0, 40.0) : (-1.0, log(Double(interval.upperBound) + 1))
    var best = -Double.infinity
    for _ in 0..<80 {
      let middle = low + (high - low) / 2
      guard let known = usual.moments(row, interval, middle) else { break }
      best = known.logProbability
      let mean = usual.link.mean(middle)
      if known.expectation > sizes[row] * mean { low = middle } else { high = middle }
    }
    return best
  }

  /// Σ w (y − μ)²/V(μ); of an interval E[(Y − μ)²/V | a…b].
  func pearson(_ eta: [Double]) -> Double {
    var sum = 0.0
    for row in eta.indices where weights[row] > 0 {
      let variance = self.variance(row, eta[row])
      // A mean that has underflowed to zero stands beside a zero, without a residual.
      guard variance > 0 else { continue }
      let (difference, spread) = difference(row, eta[row])
      sum += weights[row] * (difference * difference + spread) / variance
    }
    return sum
  }

  /// √w (y − μ)/√V, of an interval with its expectation.
  func residual(_ row: Int, _ eta: Double) -> Double {
    let variance = self.variance(row, eta)
    guard weights[row] > 0 && variance > 0 else { return 0 }
    return difference(row, eta).value * (weights[row] / variance).squareRoot()
  }

  /// V of the whole row: of a binomial m·p·q.
  private func variance(_ row: Int, _ eta: Double) -> Double {
    guard family == .binomial else { return family.variance(link.mean(eta)) }
    return link.chance(eta).map { sizes[row] * $0.p * $0.q } ?? 0
  }

  /// y − μ, or E[Y | a…b] − μ with Var[Y | a…b].
  private func difference(_ row: Int, _ eta: Double) -> (value: Double, spread: Double) {
    if let interval = intervals[row], let known = moments(row, interval, eta) {
      return (known.expectation - sizes[row] * link.mean(eta), known.variance)
    }
    guard family == .binomial, let c = link.chance(eta) else {
      return (response[row] - link.mean(eta), 0)
    }
    // s − m·p without the cancellation of p near 1.
    return (response[row] * c.q - (sizes[row] - response[row]) * c.p, 0)
  }

  /// Σ w log f(y; μ) with all constants.
  ///
  /// - Parameter gaussianVariance: σ², or nil for Σ w r²/n.
  func logLikelihood(_ eta: [Double], gaussianVariance: Double? = nil) -> Double {
    if family == .gaussian {
      var (squares, logs, n) = (0.0, 0.0, 0.0)
      for row in eta.indices where weights[row] > 0 {
        let rest = response[row] - link.mean(eta[row])
        squares += weights[row] * rest * rest
        logs += log(weights[row])
        n += 1
      }
      let variance = gaussianVariance ?? squares / n
      return 0.5 * (logs - n * log(2 * .pi * variance) - squares / variance)
    }
    var sum = 0.0
    for row in eta.indices where weights[row] > 0 {
      sum += weights[row] * logDensity(row, eta[row])
    }
    return sum
  }

  private func logDensity(_ row: Int, _ eta: Double) -> Double {
    if let interval = intervals[row] {
      return moments(row, interval, eta)?.logProbability ?? .nan
    }
    let y = response[row]
    if family == .binomial {
      guard let c = link.chance(eta) else { return .nan }
      return SaddlePoint.logBinomial(y, trials: sizes[row], p: c.p, q: c.q)
    }
    return logDensity(y, mean: link.mean(eta))
  }

  /// Φ⁻¹ of a point between P(Y < a) and P(Y ≤ b).
  func quantileResidual(
    _ row: Int, _ eta: Double, dispersion: Double, uniform: Double
  ) -> Double {
    let mean = link.mean(eta)
    if family == .gaussian {
      return (response[row] - mean) * (weights[row] / dispersion).squareRoot()
    }
    let interval = intervals[row]
    let low = interval.map { Double($0.lowerBound) } ?? response[row]
    let high = interval.map { Double($0.upperBound) } ?? response[row]
    let below = tails(row, mean, atMost: low - 1)
    let upTo =
      interval?.upperBound == .max ? (lower: 1, upper: 0) : tails(row, mean, atMost: high)
    // From the nearer side, so that a far tail keeps its digits.
    if upTo.lower < 0.5 {
      return Normal.standard.quantile(below.lower + uniform * (upTo.lower - below.lower))
    }
    return -Normal.standard.quantile(upTo.upper + (1 - uniform) * (below.upper - upTo.upper))
  }

  /// P(Y ≤ k) and P(Y > k).
  private func tails(_ row: Int, _ mean: Double, atMost k: Double) -> (lower: Double, upper: Double)
  {
    if k < 0 { return (0, 1) }
    switch family {
    case .poisson, .gaussian:
      let distribution = Poisson(mean: mean)
      return (distribution.cumulative(Int(k)), distribution.probability(atLeast: Int(k) + 1))
    case .binomial:
      let m = sizes[row]
      if k >= m { return (1, 0) }
      let beta = IncompleteBeta.tails(
        a: m - k, b: k + 1, x: DoubleDouble(sum: 1, -mean), y: DoubleDouble(mean))
      return (beta.lower, beta.upper)
    case .negativeBinomial(let theta):
      let law = NegativeBinomial(mean: mean, size: theta)
      return (law.cumulative(Int(k)), law.probability(atLeast: Int(k) + 1))
    }
  }
}
