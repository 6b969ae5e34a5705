import Foundation
import TestSupport
import Testing

@testable import Models

@Suite struct ProportionTests {
  @Test func `Wilson's interval is that of R`() {
    // R 4.2.2: prop.test(7, 30, correct = FALSE)$conf.int
    let interval = Proportion(successes: 7, trials: 30).wilsonInterval(probability: 0.95)
    expectClose(interval.lowerBound, 0.11792388144489502, relative: 1e-12)
    expectClose(interval.upperBound, 0.40928326158122175, relative: 1e-12)
  }

  @Test func `Jeffreys' interval is the quantiles of the posterior`() {
    // R 4.2.2: qbeta(c(.025, .975), 5.5, 20.5)
    let proportion = Proportion(successes: 5, trials: 25)
    let interval = proportion.jeffreysInterval(probability: 0.95)
    expectClose(interval.lowerBound, 0.080678687463819093, relative: 1e-12)
    expectClose(interval.upperBound, 0.38420179034343849, relative: 1e-12)
    #expect(proportion.posterior == Beta(alpha: 5.5, beta: 20.5))
    #expect(
      proportion.predictive(trials: 12) == BetaBinomial(trials: 12, alpha: 5.5, beta: 20.5))
  }

  @Test func `the ends are zero and one when nobody or everybody succeeds`() {
    let none = Proportion(successes: 0, trials: 9).jeffreysInterval(probability: 0.95)
    let all = Proportion(successes: 9, trials: 9).jeffreysInterval(probability: 0.95)
    #expect(none.lowerBound == 0)
    #expect(all.upperBound == 1)
    expectClose(none.upperBound, 1 - all.lowerBound, relative: 1e-12)
    #expect(Proportion(successes: 0, trials: 0).wilsonInterval(probability: 0.9) == 0...1)
  }

  /// Exact coverage: the sum of binomial probabilities of the counts whose interval holds p.
  private func coverage(
    trials: Int, p: Double, _ interval: (Proportion) -> ClosedRange<Double>
  ) -> Double {
    let binomial = Binomial(trials: trials, probability: p)
    return (0...trials).reduce(0) { sum, successes in
      interval(Proportion(successes: successes, trials: trials)).contains(p)
        ? sum + exp(binomial.logProbability(successes)) : sum
    }
  }

  @Test(arguments: [(10, 0.95), (50, 0.95), (50, 0.8)])
  func `exact coverage is near nominal on average`(trials: Int, probability: Double) {
    let grid = (0..<193).map { 0.02 + 0.005 * Double($0) }
    let intervals = (0...trials).map {
      let proportion = Proportion(successes: $0, trials: trials)
      return (
        proportion.jeffreysInterval(probability: probability),
        proportion.wilsonInterval(probability: probability)
      )
    }
    let jeffreys = grid.map { p in
      coverage(trials: trials, p: p) { intervals[$0.successes.lowerBound].0 }
    }
    let wilson = grid.map { p in
      coverage(trials: trials, p: p) { intervals[$0.successes.lowerBound].1 }
    }
    let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
    expectClose(mean(jeffreys), probability, absolute: 0.01)
    expectClose(mean(wilson), probability, absolute: 0.015)
    // The ranges that the documentation states.
    if trials == 50 && probability == 0.95 {
      #expect((jeffreys.min() ?? 0) > 0.885 && (jeffreys.max() ?? 1) < 0.995)
    }
  }

  @Test func `bounded counts give the union over all pairs`() {
    let bounded = Proportion(successes: 1...4, trials: 6...9)
    #expect(bounded.posterior == nil)
    #expect(bounded.predictive(trials: 5) == nil)
    var (lowest, highest, least, most) = (1.0, 0.0, 1.0, 0.0)
    for successes in 1...4 {
      for trials in 6...9 {
        let pair = Proportion(successes: successes, trials: trials)
        for interval in [
          pair.jeffreysInterval(probability: 0.9), pair.wilsonInterval(probability: 0.9),
        ] {
          #expect(interval.lowerBound >= 0 && interval.upperBound <= 1)
        }
        let interval = pair.jeffreysInterval(probability: 0.9)
        lowest = min(lowest, interval.lowerBound)
        highest = max(highest, interval.upperBound)
        least = min(least, pair.probability(atLeast: 0.3).lowerBound)
        most = max(most, pair.probability(atLeast: 0.3).upperBound)
      }
    }
    #expect(bounded.jeffreysInterval(probability: 0.9) == lowest...highest)
    #expect(bounded.probability(atLeast: 0.3) == least...most)
  }

  @Test func `the smallest detectable difference is that of R`() throws {
    // R 4.2.2: power.prop.test(n = 60, p1 = .3, power = .8, tol = 1e-12)$p2 - .3
    let d = try #require(
      Proportion.smallestDetectableDifference(proportion: 0.3, trials1: 60, trials2: 60))
    expectClose(d, 0.250394038704496, relative: 1e-10)
    let more = try #require(
      Proportion.smallestDetectableDifference(proportion: 0.3, trials1: 600, trials2: 600))
    #expect(more < d / 2.5)
    #expect(
      Proportion.smallestDetectableDifference(proportion: 0.8, trials1: 8, trials2: 8) == nil)
  }

  @Test func `more successes than trials stop the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = Proportion(successes: 5, trials: 4)
    }
  }
}
