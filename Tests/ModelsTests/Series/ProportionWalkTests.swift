import Foundation
import Models
import TestSupport
import Testing

@Suite struct ProportionWalkTests {
  private static func walk(_ counts: [(Int, Double, Double)], weights: [Double]? = nil)
    -> ProportionWalk
  {
    ProportionWalk(
      counts.map { .init(year: $0.0, successes: $0.1, trials: $0.2) }, weights: weights)
  }

  /// All weight on one σ of the grid.
  private static func only(_ g: Int) -> [Double] {
    ProportionWalk.drifts.indices.map { $0 == g ? 1 : 0 }
  }

  @Test func `one measurement and one drift are the drifting proportion`() {
    let g = 5
    let walk = Self.walk([(2023, 36, 50)], weights: Self.only(g))
    let single = DriftingProportion(
      successes: 36, trials: 50, driftPerYear: ProportionWalk.drifts[g])
    for rate in [0.5, 0.6, 0.72, 0.8, 0.9] {
      expectClose(
        walk.cumulative(rate, years: 0), single.cumulative(rate, years: 0), absolute: 1e-5)
      // The other takes the drift at 201 values.
      expectClose(
        walk.cumulative(rate, years: 6), single.cumulative(rate, years: 6), absolute: 2e-4)
    }
  }

  @Test(arguments: [(0.0, 20.0), (20.0, 20.0), (1.0, 400.0)])
  func `rates at the edge keep Jeffreys' tails`(successes: Double, trials: Double) {
    let walk = Self.walk([(1, successes, trials)], weights: Self.only(0))
    let beta = Beta(alpha: successes + 0.5, beta: trials - successes + 0.5)
    for probability in [0.001, 0.025, 0.5, 0.975, 0.999] {
      let rate = beta.quantile(probability)
      guard rate > 1e-9, rate < 1 - 1e-9 else { continue }
      expectClose(walk.cumulative(rate, years: 0), probability, absolute: 2e-5)
    }
  }

  @Test func `with next to no drift, two years are one count`() {
    let walk = Self.walk([(1, 12, 20), (2, 15, 20)], weights: Self.only(0))
    let both = Beta(alpha: 27.5, beta: 13.5)
    for rate in [0.5, 0.6, 0.7, 0.8] {
      // σ = 0.03 moves a logit of standard deviation 0.33 by next to nothing, not by nothing.
      expectClose(walk.cumulative(rate, years: 0), both.cumulative(rate), absolute: 0.02)
    }
  }

  @Test func `the answer is that of weighted simulated histories`() {
    let counts = [(2020, 20.0, 45.0), (2021, 26.0, 48.0), (2024, 39.0, 52.0)]
    let walk = Self.walk(counts)
    var generator = Philox(seed: 5, stream: 1)
    let prior = ProportionWalk.prior
    let rates = [0.6, 0.7, 0.75]
    var (sum, squares) = (0.0, 0.0)
    var now = [0.0, 0.0, 0.0]
    var later = [0.0, 0.0, 0.0]
    var drift = 0.0
    for _ in 0..<60_000 {
      var rest = Double(generator.next() >> 11) * 0x1p-53
      var g = 0
      while g < prior.count - 1, rest >= prior[g] {
        rest -= prior[g]
        g += 1
      }
      let sigma = ProportionWalk.drifts[g]
      let start = Beta(alpha: 20.5, beta: 25.5).draw(using: &generator)
      var logit = log(start / (1 - start))
      var weight = 0.0
      for (before, after) in zip(counts, counts.dropFirst()) {
        logit +=
          sigma * Double(after.0 - before.0).squareRoot() * Normal.standard.draw(using: &generator)
        let rate = 1 / (1 + exp(-logit))
        weight += after.1 * log(rate) + (after.2 - after.1) * log(1 - rate)
      }
      // The largest likelihood that two counts can have, so that weights are at most 1.
      for one in counts.dropFirst() {
        let share = one.1 / one.2
        weight -= one.1 * log(share) + (one.2 - one.1) * log(1 - share)
      }
      let w = exp(weight)
      sum += w
      squares += w * w
      drift += w * sigma
      let end = logit + sigma * 3.0.squareRoot() * Normal.standard.draw(using: &generator)
      for (i, rate) in rates.enumerated() {
        let bound = log(rate / (1 - rate))
        if logit <= bound { now[i] += w }
        if end <= bound { later[i] += w }
      }
    }
    let error = 0.5 * (squares / (sum * sum)).squareRoot()
    for (i, rate) in rates.enumerated() {
      expectClose(walk.cumulative(rate, years: 0), now[i] / sum, absolute: 4 * error)
      expectClose(walk.cumulative(rate, years: 3), later[i] / sum, absolute: 4 * error)
    }
    expectClose(walk.driftPerYear, drift / sum, absolute: 4 * 0.1 * 2 * error)
  }

  @Test func `failures are successes seen from the other side`() {
    let walk = Self.walk([(1, 10, 40), (2, 14, 38), (4, 9, 41)])
    let mirror = Self.walk([(1, 30, 40), (2, 24, 38), (4, 32, 41)])
    for rate in [0.15, 0.25, 0.4] {
      expectClose(
        walk.cumulative(rate, years: 2), 1 - mirror.cumulative(1 - rate, years: 2), absolute: 1e-9)
    }
    for (a, b) in zip(walk.weights, mirror.weights) { expectClose(a, b, absolute: 1e-9) }
  }

  @Test func `rates that stand still and rates that jump tell of the drift`() {
    let still = Self.walk((1...6).map { ($0, 200, 400) })
    let jumps = Self.walk((1...6).map { ($0, $0 % 2 == 0 ? 260 : 140, 400) })
    let prior = zip(ProportionWalk.prior, ProportionWalk.drifts).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(still.driftPerYear < 0.75 * prior)
    #expect(jumps.driftPerYear > 3 * prior)
    let interval = ProportionWalk.driftInterval(weights: jumps.weights, probability: 0.95)
    #expect(interval.lowerBound > 0.2 && interval.contains(jumps.driftPerYear))
    // One measurement tells nothing.
    for (a, b) in zip(Self.walk([(1, 20, 40)]).weights, ProportionWalk.prior) {
      expectClose(a, b, absolute: 1e-8)
    }
    // Five groups tell more than one.
    let evidence = ProportionWalk.logEvidence(
      (1...6).map { .init(year: $0, successes: 200, trials: 400) })
    let shared = ProportionWalk.weights(evidence: Array(repeating: evidence, count: 5))
    #expect(shared[0] > still.weights[0])
  }

  @Test func `a course is added on the logit scale, and every year is harder than the last`() {
    let counts: [ProportionWalk.Measurement] = [
      .init(year: 1, successes: 30, trials: 50), .init(year: 2, successes: 33, trials: 50),
    ]
    let plain = ProportionWalk(counts)
    let shifted = ProportionWalk(counts, shifts: [0.2, 0.4])
    let moved = 1 / (1 + exp(-(log(0.7 / 0.3) - 0.4)))
    #expect(shifted.cumulative(0.7, years: 0) == plain.cumulative(0.7, years: 0))
    expectClose(
      shifted.cumulative(0.7, years: 3), plain.cumulative(moved, years: 3), absolute: 1e-12)
    let last = plain.probability(atLeast: 0.64, everyYearOf: [4])
    expectClose(last, plain.probability(atLeast: 0.64, years: 4), absolute: 4 * 0.0056)
    #expect(plain.probability(atLeast: 0.64, everyYearOf: [1, 2, 3, 4]) < last - 0.03)
    for probability in [0.025, 0.5, 0.9] {
      let rate = plain.quantile(probability, years: 2)
      expectClose(plain.cumulative(rate, years: 2), probability, absolute: 1e-7)
    }
  }

  /// With σ drawn from the prior the intervals must hold the truth as often as they say, whatever the
  /// number of years: all of the model but the prior is at stake.
  @Test(arguments: [(2, 60, 0), (3, 40, 4), (5, 25, 4), (4, 300, 2)])
  func `intervals hold the rate as often as they say`(years: Int, trials: Int, ahead: Int) {
    var generator = Philox(seed: 23, stream: UInt64(100 * years + ahead))
    let replicates = 250
    var (in80, in95) = (0, 0)
    for _ in 0..<replicates {
      var rest = Double(generator.next() >> 11) * 0x1p-53
      var g = 0
      while g < ProportionWalk.prior.count - 1, rest >= ProportionWalk.prior[g] {
        rest -= ProportionWalk.prior[g]
        g += 1
      }
      let sigma = ProportionWalk.drifts[g]
      // The first rate from Jeffreys' prior itself.
      let first = min(max(Beta(alpha: 0.5, beta: 0.5).draw(using: &generator), 1e-12), 1 - 1e-12)
      var logit = log(first / (1 - first))
      var counts: [ProportionWalk.Measurement] = []
      for year in 1...years {
        if year > 1 { logit += sigma * Normal.standard.draw(using: &generator) }
        let successes = Binomial(trials: trials, probability: 1 / (1 + exp(-logit)))
          .draw(using: &generator)
        counts.append(.init(year: year, successes: Double(successes), trials: Double(trials)))
      }
      let later =
        logit + sigma * Double(ahead).squareRoot() * Normal.standard.draw(using: &generator)
      let below = ProportionWalk(counts).cumulative(1 / (1 + exp(-later)), years: ahead)
      if (0.1...0.9).contains(below) { in80 += 1 }
      if (0.025...0.975).contains(below) { in95 += 1 }
    }
    // Four standard errors over 250 replicates.
    expectClose(Double(in80) / Double(replicates), 0.8, absolute: 0.101)
    expectClose(Double(in95) / Double(replicates), 0.95, absolute: 0.055)
  }
}
