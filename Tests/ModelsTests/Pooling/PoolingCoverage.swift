import Foundation
import Models

/// How often the intervals of a pool hold the truth, over replicates of groups made from the model.
struct PoolingCoverage {
  /// Hits and questions, for a group, for the mean and for the spread, at 80 and at 95 %.
  private(set) var groups80 = 0
  private(set) var groups95 = 0
  private(set) var groups = 0
  /// Hits of the posteriors that know π and M, for the same groups: 80 and 95 % but for the luck of the
  /// draw, which the pool has as well.
  private(set) var knowing80 = 0
  private(set) var knowing95 = 0
  private(set) var mean80 = 0
  private(set) var mean95 = 0
  private(set) var spread95 = 0
  private(set) var fits = 0
  /// Σ (π̂ − π) and its square, for the bias.
  private(set) var error = 0.0
  private(set) var squaredError = 0.0
  /// Σ (ρ̂ − ρ), boundary fits as 0.
  private(set) var spreadError = 0.0
  private(set) var boundaries = 0

  /// Proportions: p ~ Beta(Mπ, M(1−π)), trials uniform in a range, up to fifteen groups of each fit asked.
  static func proportions(
    groups count: Int, trials: ClosedRange<Int>, mean: Double, concentration: Double, hides: Bool,
    replicates: Int, seed: UInt64
  ) throws -> PoolingCoverage {
    var result = PoolingCoverage()
    for replicate in 0..<replicates {
      var generator = Philox(seed: seed, stream: UInt64(replicate))
      let beta = Beta(alpha: concentration * mean, beta: concentration * (1 - mean))
      var (truths, successes, sizes): ([Double], [Int], [Int]) = ([], [], [])
      for _ in 0..<count {
        let size = Int.random(in: trials, using: &generator)
        truths.append(beta.draw(using: &generator))
        sizes.append(size)
        successes.append(
          Binomial(trials: size, probability: truths[truths.count - 1]).draw(using: &generator))
      }
      // As the sources do: 1 to 4 are not told, nor is a count that leaves 1 to 4 others.
      let known = zip(successes, sizes).map { y, n in
        hides && (1...4).contains(y) ? 1...min(4, n) : y...y
      }
      let fit = try ProportionPooling().fit(successes: known, trials: sizes)
      for i in 0..<min(15, count) {
        let candidates = known[i].map { y in
          (
            BetaBinomial(trials: sizes[i], alpha: beta.alpha, beta: beta.beta).logProbability(y),
            Beta(alpha: beta.alpha + Double(y), beta: beta.beta + Double(sizes[i] - y))
          )
        }
        result.ask(fit.posterior(group: i), Self.knowing(candidates), truth: truths[i])
      }
      result.fits += 1
      if fit.meanProportion.interval(probability: 0.8).contains(mean) { result.mean80 += 1 }
      if fit.meanProportion.interval(probability: 0.95).contains(mean) { result.mean95 += 1 }
      let rho = 1 / (concentration + 1)
      if fit.pool.intraclassCorrelationInterval(probability: 0.95).contains(rho) {
        result.spread95 += 1
      }
      result.error += fit.mean - mean
      result.squaredError += (fit.mean - mean) * (fit.mean - mean)
      result.spreadError += (fit.intraclassCorrelation ?? 0) - rho
      if fit.flags.contains(.noBetweenVariance) { result.boundaries += 1 }
    }
    return result
  }

  /// Rates: λ ~ Gamma(κ, κ/m), exposures uniform in a range, up to fifteen groups of each fit asked.
  static func rates(
    groups count: Int, exposures: ClosedRange<Double>, mean: Double, shape: Double, hides: Bool,
    replicates: Int, seed: UInt64
  ) throws -> PoolingCoverage {
    var result = PoolingCoverage()
    for replicate in 0..<replicates {
      var generator = Philox(seed: seed, stream: UInt64(replicate))
      let gamma = Gamma(shape: shape, rate: shape / mean)
      var (truths, counts, sizes): ([Double], [Int], [Double]) = ([], [], [])
      for _ in 0..<count {
        sizes.append(Double.random(in: exposures, using: &generator))
        truths.append(gamma.draw(using: &generator))
        counts.append(
          Poisson(mean: sizes[sizes.count - 1] * truths[truths.count - 1])
            .draw(using: &generator))
      }
      let known = counts.map { hides && (1...4).contains($0) ? 1...4 : $0...$0 }
      let fit = try RatePooling().fit(counts: known, exposures: sizes)
      for i in 0..<min(15, count) {
        let candidates = known[i].map { y in
          (
            NegativeBinomial(mean: mean * sizes[i], size: shape).logProbability(y),
            Gamma(shape: shape + Double(y), rate: shape / mean + sizes[i])
          )
        }
        result.ask(fit.posterior(group: i), Self.knowing(candidates), truth: truths[i])
      }
      result.fits += 1
      if fit.meanRate.interval(probability: 0.8).contains(mean) { result.mean80 += 1 }
      if fit.meanRate.interval(probability: 0.95).contains(mean) { result.mean95 += 1 }
      if fit.shapeInterval(probability: 0.95).contains(shape) { result.spread95 += 1 }
      result.error += fit.mean / mean - 1
      result.squaredError += (fit.mean / mean - 1) * (fit.mean / mean - 1)
      if fit.flags.contains(.noBetweenVariance) { result.boundaries += 1 }
    }
    return result
  }

  /// The posterior of a group when the distribution of all is known.
  private static func knowing<Component>(
    _ candidates: [(logProbability: Double, posterior: Component)]
  ) -> Mixture<Component> {
    let highest = candidates.map(\.logProbability).max() ?? 0
    return Mixture(
      components: candidates.map(\.posterior),
      weights: candidates.map { exp($0.logProbability - highest) })
  }

  /// Counts a group. An interval of equal tails holds the truth when neither tail beyond the truth is
  /// smaller than the interval's.
  private mutating func ask<Component>(
    _ posterior: Mixture<Component>, _ knowing: Mixture<Component>, truth: Double
  ) {
    groups += 1
    let tail = min(posterior.cumulative(truth), posterior.survival(truth))
    if tail >= 0.1 { groups80 += 1 }
    if tail >= 0.025 { groups95 += 1 }
    let other = min(knowing.cumulative(truth), knowing.survival(truth))
    if other >= 0.1 { knowing80 += 1 }
    if other >= 0.025 { knowing95 += 1 }
  }

  /// The coverage of groups, corrected by how far the posteriors that know all are from what they must
  /// have: the luck of the draw falls out of it (a control variate).
  var corrected80: Double { 0.8 + Double(groups80 - knowing80) / Double(groups) }
  /// The same for 95 %.
  var corrected95: Double { 0.95 + Double(groups95 - knowing95) / Double(groups) }

  /// One line of percentages: groups 80 and 95 with the luck of the draw taken off, the same as counted,
  /// mean 80 and 95, spread 95; bias of the mean with its standard error.
  var line: String {
    func percent(_ hits: Int, _ of: Int) -> String {
      let tenths = (1000 * hits + of / 2) / of
      return "\(tenths / 10).\(tenths % 10)"
    }
    let bias = error / Double(fits)
    let deviation = (squaredError / Double(fits) - bias * bias).squareRoot()
    func short(_ x: Double) -> String { "\((x * 1e5).rounded() / 1e5)" }
    func corrected(_ x: Double) -> String { "\((x * 1000).rounded() / 10)" }
    return [
      corrected(corrected80), corrected(corrected95),
      "(" + percent(groups80, groups), percent(groups95, groups) + ")", percent(mean80, fits),
      percent(mean95, fits), percent(spread95, fits), short(bias),
      "±" + short(deviation / Double(fits).squareRoot()),
      "boundary " + percent(boundaries, fits),
    ].joined(separator: "  ")
  }
}
