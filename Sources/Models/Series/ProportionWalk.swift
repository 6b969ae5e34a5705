import Foundation

/// A proportion that was measured in several years, and whose underlying rate wanders without direction: how
/// fast it wanders is learned from the measurements.
///
///     x_t | θ_t ~ Binomial(n_t, θ_t)
///     logit θ_t = logit θ_s + N(0, (t − s)·σ²)       from one measured year s to the next, t
///     θ of the first year ~ Beta(½, ½)               Jeffreys, as `DriftingProportion`
///     σ ~ log-normal, median 0.12, standard deviation of log σ 0.8
///
/// The prior of σ says 0.025 to 0.58 with 95 % probability: at a rate of 70 %, from half a point to twelve
/// points a year. It is an *assumption*, which a few years of some dozens of pupils change little; rates that
/// are believed to wander alike can tell of σ together (``weights(evidence:)``). With σ drawn from it the
/// intervals hold the rate as often as they say; with σ = 0.2, 95 % intervals four years ahead held it in 88 to
/// 96 of 100 cases, with 0.4 in 75 to 93 (`Tests/ModelsTests/Reference/proportion-walk-coverage.txt`).
///
/// σ is taken from a grid of 16 values from 0.025 to 1, evenly in log σ. For each, the distribution of the
/// logit is carried from year to year on points at most σ and at most a quarter of a standard deviation of the
/// narrowest measurement apart, where sums of smooth functions over the points are their integrals to some
/// nine digits (the trapezoidal rule; Trefethen & Weideman): no simulation and no normal approximation.
/// A cumulative one or more years on is exact to about 1e-8, in the year of the last measurement to 1e-5.
///
/// Counts need not be whole: a stated percentage of a known number gives its product. What is not
/// promised: a direction of change; measurements that scatter more than binomial counts without the rate
/// having moved — such scatter is taken for drift, and makes the intervals of later years wider.
///
/// Sources: G. Kitagawa (1987), *Non-Gaussian state-space modeling of nonstationary time series*, JASA 82,
/// 1032–1041 (the filter on a grid); L. N. Trefethen & J. A. C. Weideman (2014), *The exponentially
/// convergent trapezoidal rule*, SIAM Review 56, 385–458; Brown, Cai & DasGupta (2001) for the first year.
public struct ProportionWalk: WanderingProportion {
  /// One year's count.
  public struct Measurement: Hashable, Sendable {
    /// Any number that counts years.
    public let year: Int
    /// 0…trials.
    public let successes: Double
    /// Above 0.
    public let trials: Double

    /// - Precondition: 0 ≤ successes ≤ trials, trials > 0.
    public init(year: Int, successes: Double, trials: Double) {
      precondition(trials > 0, "a proportion of \(trials) trials")
      precondition(
        successes >= 0 && successes <= trials, "\(successes) successes in \(trials) trials")
      self.year = year
      self.successes = successes
      self.trials = trials
    }
  }

  /// The values of σ, ascending.
  public static let drifts: [Double] = (0..<16).map { 0.025 * exp(Double($0) * log(40.0) / 15) }

  /// The prior probability of each of ``drifts``.
  public static let prior: [Double] = {
    let density = drifts.map { exp(-0.5 * pow(log($0 / 0.12) / 0.8, 2)) }
    let sum = density.reduce(0, +)
    return density.map { $0 / sum }
  }()

  /// The probability of each of ``drifts``; sums to 1.
  public let weights: [Double]
  /// δ₁, δ₂, … from the last measurement on.
  public let shifts: [Double]
  /// The logit in the year of the last measurement, for each of ``drifts``.
  private let states: [State]

  /// - Parameters:
  ///   - measurements: At least one; years strictly ascending.
  ///   - weights: The probability of each of ``drifts``; nil for what the measurements themselves tell.
  ///   - shifts: δ₁, δ₂, … on the logit scale, finite; empty for none.
  public init(_ measurements: [Measurement], weights: [Double]? = nil, shifts: [Double] = []) {
    precondition(!measurements.isEmpty, "no measurement")
    precondition(
      zip(measurements, measurements.dropFirst()).allSatisfy { $0.year < $1.year },
      "years out of order")
    precondition(shifts.allSatisfy(\.isFinite), "shifts of \(shifts)")
    states = Self.drifts.map { State(measurements, drift: $0) }
    self.weights = weights ?? Self.weights(evidence: [states.map(\.logEvidence)])
    precondition(self.weights.count == Self.drifts.count, "\(self.weights.count) weights")
    self.shifts = shifts
  }

  /// log p(measurements | σ) for each of ``drifts``, but for a constant; all equal for one measurement.
  public static func logEvidence(_ measurements: [Measurement]) -> [Double] {
    drifts.map { State(measurements, drift: $0).logEvidence }
  }

  /// The posterior probability of each of ``drifts``: the prior times the product of what each rate tells.
  ///
  /// - Parameter evidence: ``logEvidence(_:)`` of each rate; none gives the prior.
  public static func weights(evidence: [[Double]]) -> [Double] {
    let logs = drifts.indices.map { g in evidence.reduce(log(prior[g])) { $0 + $1[g] } }
    let highest = logs.max() ?? 0
    let parts = logs.map { exp($0 - highest) }
    let sum = parts.reduce(0, +)
    return parts.map { $0 / sum }
  }

  /// The mean of σ under ``weights``.
  public var driftPerYear: Double { Self.drift(weights: weights) }

  /// The mean of σ.
  ///
  /// - Parameter weights: The probability of each of ``drifts``.
  public static func drift(weights: [Double]) -> Double {
    zip(weights, drifts).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The smallest and largest value of the grid between which σ lies with at least this probability, with
  /// at most half of the rest on either side.
  ///
  /// - Parameters:
  ///   - weights: The probability of each of ``drifts``.
  ///   - probability: Above 0, below 1.
  public static func driftInterval(weights: [Double], probability: Double) -> ClosedRange<Double> {
    precondition(probability > 0 && probability < 1, "an interval of \(probability)")
    let tail = (1 - probability) / 2
    func end(_ order: [Int]) -> Double {
      var sum = 0.0
      for g in order {
        sum += weights[g]
        if sum > tail { return drifts[g] }
      }
      return drifts[order[order.count - 1]]
    }
    let order = Array(drifts.indices)
    return end(order)...end(order.reversed())
  }

  /// P(θ_h ≤ rate), for a rate in 0…1.
  public func cumulative(_ rate: Double, years: Int) -> Double {
    if rate <= 0 { return 0 }
    if rate >= 1 { return 1 }
    let logit = log(rate / (1 - rate)) - shift(years)
    var sum = 0.0
    for (weight, state) in zip(weights, states) where weight > 1e-12 {
      sum += weight * state.cumulative(logit, years: years)
    }
    return min(max(sum, 0), 1)
  }

  /// A drift by its ``weights``, and a logit of the last year given it.
  public func drawStart(
    using generator: inout some RandomNumberGenerator
  ) -> (logit: Double, driftPerYear: Double) {
    func uniform() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    var rest = uniform()
    var chosen = Self.drifts.count - 1
    for (g, weight) in weights.enumerated() {
      if rest < weight {
        chosen = g
        break
      }
      rest -= weight
    }
    return (states[chosen].quantile(uniform()), Self.drifts[chosen])
  }
}

extension ProportionWalk {
  /// The logit at the last measurement, given σ: a density on evenly spaced points.
  private struct State: Hashable {
    let drift: Double
    let logEvidence: Double
    let start: Double
    let step: Double
    /// Sums to 1 / step.
    let density: [Double]
    /// The cumulative at each point.
    let below: [Double]

    init(_ measurements: [Measurement], drift: Double) {
      self.drift = drift
      let narrowest =
        measurements.map { one in
          let share = (one.successes + 0.5) / (one.trials + 1)
          return 1 / (one.trials * share * (1 - share) + 1e-9).squareRoot()
        }.min() ?? 1
      let step = min(drift, narrowest / 4, 0.1)
      // Jeffreys' prior holds e^(−x/2) of its mass beyond the logit x: 1e-9 at 40.
      let count = Int((80 / step).rounded(.up)) | 1
      let start = -step * Double(count / 2)
      var logEvidence = 0.0
      var density: [Double] = []
      var offset = 0
      for (place, one) in measurements.enumerated() {
        if place == 0 {
          density = (0..<count).map { i in
            Self.logLikelihood(start + step * Double(i), one.successes + 0.5, one.trials + 1)
          }
        } else {
          let spread = drift * Double(one.year - measurements[place - 1].year).squareRoot()
          (density, offset) = Self.spread(density, offset, deviation: spread / step, count: count)
          for i in density.indices {
            let logit = start + step * Double(offset + i)
            density[i] =
              log(max(density[i], 1e-300))
              + Self.logLikelihood(logit, one.successes, one.trials)
          }
        }
        let highest = density.max() ?? 0
        for i in density.indices { density[i] = exp(density[i] - highest) }
        let first = density.firstIndex { $0 > 1e-18 } ?? 0
        let last = density.lastIndex { $0 > 1e-18 } ?? density.count - 1
        density = Array(density[first...last])
        offset += first
        let sum = density.reduce(0, +) * step
        for i in density.indices { density[i] /= sum }
        logEvidence += highest + log(sum)
      }
      self.logEvidence = logEvidence
      self.start = start + step * Double(offset)
      self.step = step
      self.density = density
      var below: [Double] = []
      var sum = 0.0
      for i in density.indices {
        // Gregory's correction of the trapezoidal rule at the upper end.
        let slope =
          ((i + 1 < density.count ? density[i + 1] : 0) - (i > 0 ? density[i - 1] : 0)) / 2
        below.append(min(1, max(0, step * (sum + density[i] / 2 - slope / 12))))
        sum += density[i]
      }
      self.below = below
    }

    /// x log θ + (n − x) log(1 − θ).
    private static func logLikelihood(
      _ logit: Double, _ successes: Double, _ trials: Double
    ) -> Double {
      // log θ = −log(1 + e^(−logit)), stable on both sides.
      let tail = log1p(exp(-abs(logit)))
      let (logYes, logNo) = logit > 0 ? (-tail, -logit - tail) : (logit - tail, -tail)
      return successes * logYes + (trials - successes) * logNo
    }

    /// The density after a normal step, on the same points and as many more as it needs.
    private static func spread(
      _ density: [Double], _ offset: Int, deviation: Double, count: Int
    ) -> (density: [Double], offset: Int) {
      let reach = Int((8 * deviation).rounded(.up))
      let kernel = (-reach...reach).map { exp(-0.5 * pow(Double($0) / deviation, 2)) }
      let sum = kernel.reduce(0, +)
      let first = max(0, offset - reach)
      let last = min(count - 1, offset + density.count - 1 + reach)
      var result = [Double](repeating: 0, count: last - first + 1)
      for i in density.indices {
        let height = density[i] / sum
        for k in kernel.indices {
          let place = offset + i + k - reach - first
          if place >= 0 && place < result.count { result[place] += height * kernel[k] }
        }
      }
      return (result, first)
    }

    func cumulative(_ logit: Double, years: Int) -> Double {
      guard years > 0 else {
        let place = (logit - start) / step
        if place <= 0 { return 0 }
        let left = Int(place)
        guard left + 1 < density.count else { return 1 }
        // The cubic that has both values and both densities.
        let t = place - Double(left)
        let (a, b) = (below[left], below[left + 1])
        let (da, db) = (step * density[left], step * density[left + 1])
        let u = 1 - t
        return a * u * u * (1 + 2 * t) + b * t * t * (1 + 2 * u) + da * u * u * t - db * t * t * u
      }
      let deviation = drift * Double(years).squareRoot()
      var sum = 0.0
      for i in density.indices {
        let z = (logit - start - step * Double(i)) / deviation
        if z > 8 {
          sum += density[i]
        } else if z > -8 {
          sum += density[i] * Normal.standard.cumulative(z)
        }
      }
      return sum * step
    }

    /// The logit below which it lies with this probability; straight between the points.
    func quantile(_ probability: Double) -> Double {
      var (low, high) = (0, below.count - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if below[middle] < probability { low = middle } else { high = middle }
      }
      let width = below[high] - below[low]
      let share = width > 0 ? min(max((probability - below[low]) / width, 0), 1) : 0.5
      return start + step * (Double(low) + share)
    }
  }
}
