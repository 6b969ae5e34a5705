import Foundation

/// The responses of a generalised linear model with their sizes and weights, and the likelihood of a
/// linear predictor.
///
///     ℓ(η) = Σᵢ wᵢ log f(yᵢ; μᵢ)      s = ∂ℓ/∂η = w·(A·y − B),  A = μ′/V(μ)
///
/// The information is that of Fisher, w·μ′²/V. A row known only as an interval a…b has
/// ℓ = log Σₖ f(k); its score is that of the expectation E[Y | a…b], and its information by Louis'
/// formula what the complete count would have had less what is missing, A²·Var[Y | a…b].
///
/// Sources: McCullagh & Nelder, *Generalized Linear Models*, 2nd ed., §2.5; T. A. Louis (1982), JRSS B
/// 44, 226–233.
struct Observations: Sendable {
  let family: Family
  let link: Link
  /// n responses: measurements, counts, or successes; of an interval its lower end.
  let response: [Double]
  /// n numbers of trials; all one outside the binomial family.
  let sizes: [Double]
  /// n weights; zero for a row that takes no part.
  let weights: [Double]
  /// The rows of which only an interval is known.
  let intervals: [Int: ClosedRange<Int>]
  /// No row is an interval: spares the fast path a look-up a row.
  private let isPlain: Bool

  init(
    family: Family, link: Link, response: [Double], sizes: [Double], weights: [Double],
    intervals: [Int: ClosedRange<Int>] = [:]
  ) {
    (self.family, self.link, self.response) = (family, link, response)
    (self.sizes, self.weights, self.intervals) = (sizes, weights, intervals)
    isPlain = intervals.isEmpty
  }

  /// What a step needs: kept from step to step, so that no memory is asked for.
  struct Step {
    /// ℓ up to a constant.
    var logLikelihood = 0.0
    var score: [Double]
    var information: [Double]

    init(rows: Int) {
      score = Array(repeating: 0, count: rows)
      information = score
    }
  }

  /// Scores and information at a linear predictor; returns the first row whose predictor has no mean
  /// in this family, or nil.
  func evaluate(_ eta: [Double], into step: inout Step) -> Int? {
    if isPlain && family == .binomial && link == .logit { return evaluateLogit(eta, into: &step) }
    var sum = 0.0
    for row in eta.indices {
      guard let values = evaluate(row, eta[row]) else { return row }
      sum += values.logLikelihood
      step.score[row] = values.score
      step.information[row] = values.information
    }
    step.logLikelihood = sum
    return sum.isFinite ? nil : 0
  }

  /// The same for exact counts by the logit, the case that is fitted by the thousand.
  private func evaluateLogit(_ eta: [Double], into step: inout Step) -> Int? {
    var sum = 0.0
    for row in eta.indices {
      let x = eta[row]
      let e = exp(-abs(x))
      let large = 1 / (1 + e)
      let small = e * large
      let (p, q) = x >= 0 ? (large, small) : (small, large)
      let (y, m) = (weights[row] * response[row], weights[row] * sizes[row])
      step.score[row] = y * q - (m - y) * p
      step.information[row] = m * p * q
      sum += y * x - m * (max(x, 0) - log(large))
    }
    step.logLikelihood = sum
    return sum.isFinite ? nil : 0
  }

  private typealias RowValues = (logLikelihood: Double, score: Double, information: Double)

  @inline(__always)
  private func evaluate(_ row: Int, _ eta: Double) -> RowValues? {
    let w = weights[row]
    if w == 0 { return (0, 0, 0) }
    if !isPlain, let interval = intervals[row] { return self.interval(row, interval, eta) }
    let y = response[row]
    switch (family, link) {
    case (.binomial, _):
      guard let c = link.chance(eta) else { return nil }
      let m = sizes[row]
      // 0 · log 0 is 0: a side that did not happen has no say.
      let logLikelihood = (y > 0 ? y * c.logP : 0) + (m > y ? (m - y) * c.logQ : 0)
      return (
        w * logLikelihood, w * (y * c.overP - (m - y) * c.overQ), w * m * c.overP * c.overQ
      )
    case (.poisson, .log):
      let mean = exp(eta)
      guard mean.isFinite else { return nil }
      return (w * (y * eta - mean), w * (y - mean), w * mean)
    default:
      let (mean, slope) = (link.mean(eta), link.slope(eta))
      guard mean.isFinite, family == .gaussian || mean > 0 else { return nil }
      let ratio = slope / family.variance(mean)
      return (w * kernel(y, mean), w * (y - mean) * ratio, w * slope * ratio)
    }
  }

  /// log f(y; μ) without what does not depend on μ; not for the binomial.
  private func kernel(_ y: Double, _ mean: Double) -> Double {
    switch family {
    case .gaussian: -0.5 * (y - mean) * (y - mean)
    case .poisson, .binomial: (y > 0 ? y * log(mean) : 0) - mean
    case .negativeBinomial(let theta):
      (y > 0 ? y * log(mean) : 0) - (y + theta) * log1p(mean / theta)
    }
  }

  // MARK: Intervals

  /// log P(a ≤ Y ≤ b), E[Y | a…b] and Var[Y | a…b].
  func moments(
    _ row: Int, _ interval: ClosedRange<Int>, _ eta: Double
  ) -> (logProbability: Double, expectation: Double, variance: Double)? {
    if family == .poisson {
      let mean = link.mean(eta)
      guard mean.isFinite && mean >= 0 && (mean > 0 || link == .log) else { return nil }
      let known = PoissonInterval(interval, mean: mean)
      return (known.logProbability, known.expectation, known.variance)
    }
    guard let terms = logTerms(row, interval, eta) else { return nil }
    let largest = terms.max() ?? 0
    guard largest.isFinite else { return nil }
    var (sum, first, second) = (0.0, 0.0, 0.0)
    for (k, term) in terms.enumerated() {
      let share = exp(term - largest)
      sum += share
      first += share * Double(k)
    }
    first /= sum
    for (k, term) in terms.enumerated() {
      let distance = Double(k) - first
      second += exp(term - largest) * distance * distance
    }
    return (
      min(0, largest + log(sum)), Double(interval.lowerBound) + first, second / sum
    )
  }

  /// log f(k) for each k of an interval, with all constants.
  private func logTerms(_ row: Int, _ interval: ClosedRange<Int>, _ eta: Double) -> [Double]? {
    if family == .binomial {
      guard let c = link.chance(eta) else { return nil }
      return interval.map {
        SaddlePoint.logBinomial(Double($0), trials: sizes[row], p: c.p, q: c.q)
      }
    }
    let mean = link.mean(eta)
    guard mean.isFinite && mean > 0 else { return nil }
    return interval.map { logDensity(Double($0), mean: mean) }
  }

  /// log f(k; μ) of a count with all constants; not for the binomial.
  func logDensity(_ y: Double, mean: Double) -> Double {
    guard case .negativeBinomial(let theta) = family else {
      return SaddlePoint.logPoisson(y, mean: mean)
    }
    // C(y + θ − 1, y) (θ/(θ+μ))^θ (μ/(θ+μ))^y, as a binomial density of y in y + θ trials.
    let p = mean / (mean + theta)
    let q = theta / (mean + theta)
    return SaddlePoint.logBinomial(y, trials: y + theta, p: p, q: q)
      + log(theta / (theta + y))
  }

  private func interval(_ row: Int, _ interval: ClosedRange<Int>, _ eta: Double) -> RowValues? {
    let w = weights[row]
    if family == .poisson && link == .log {
      let mean = exp(eta)
      guard mean.isFinite else { return nil }
      let known = PoissonInterval(interval, mean: mean)
      return (w * known.logProbability, w * known.score, w * known.information)
    }
    guard let known = moments(row, interval, eta) else { return nil }
    let (mean, slope) = (link.mean(eta), link.slope(eta))
    let variance = family.variance(mean)
    let ratio = slope / variance
    // dA/dη, zero for the canonical links: the part of the complete information that is not Fisher's.
    let bend =
      link.curvature(eta) / variance
      - ratio * ratio * family.varianceSlope(mean)
    let rest = known.expectation - sizes[row] * mean
    let information =
      sizes[row] * slope * ratio - rest * bend - ratio * ratio * known.variance
    return (w * known.logProbability, w * ratio * rest, w * max(0, information))
  }

  // MARK: Start and edges

  /// A mean within the range of the family to begin with, near the response; of a binomial row its
  /// probability.
  func guess(_ row: Int) -> Double {
    let y =
      intervals[row].map {
        $0.upperBound == .max ? Double($0.lowerBound) : Double($0.lowerBound + $0.upperBound) / 2
      } ?? response[row]
    switch family {
    case .gaussian: return link == .log ? max(y, 1e-3 * max(1, abs(y))) : y
    case .binomial: return (y + 0.5) / (sizes[row] + 1)
    case .poisson, .negativeBinomial: return y + 0.1
    }
  }

  /// On which side the likelihood of a row keeps rising for ever.
  enum Edge {
    case none, below, above
  }

  func edge(_ row: Int) -> Edge {
    guard weights[row] > 0, link != .identity, family != .gaussian else { return .none }
    let interval = intervals[row]
    if (interval.map { Double($0.lowerBound) } ?? response[row]) == 0 { return .below }
    if let interval, interval.upperBound == .max { return .above }
    guard family == .binomial && link != .log else { return .none }
    let upper = interval.map { Double($0.upperBound) } ?? response[row]
    return upper == sizes[row] ? .above : .none
  }

  /// The rows whose mean lies on the edge of what the link allows, to a ten-millionth: the scores of
  /// such a maximum are not zero, and no error belongs to it.
  func rowsAtEdge(_ eta: [Double]) -> [Int] {
    let small = 1e-7
    switch (family, link) {
    case (.binomial, .log): return eta.indices.filter { weights[$0] > 0 && eta[$0] > -small }
    case (.binomial, .identity):
      return eta.indices.filter {
        weights[$0] > 0 && (eta[$0] < small || eta[$0] > 1 - small)
      }
    case (.poisson, .identity), (.negativeBinomial, .identity):
      let largest = eta.indices.reduce(0) { weights[$1] > 0 ? max($0, eta[$1]) : $0 }
      return eta.indices.filter { weights[$0] > 0 && eta[$0] < small * largest }
    default: return []
    }
  }
}
