import Foundation
import Models
import TestSupport
import Testing

@Suite struct DriftingProportionTests {
  @Test func `without drift or years it is the Jeffreys posterior`() {
    let still = DriftingProportion(successes: 36, trials: 50, driftPerYear: 0)
    let now = DriftingProportion(successes: 36, trials: 50, driftPerYear: 0.1)
    // R 4.2.2: qbeta(c(.025, .975), 36.5, 14.5); pbeta(.8, 36.5, 14.5).
    for one in [
      still.interval(probability: 0.95, years: 6), now.interval(probability: 0.95, years: 0),
    ] {
      expectClose(one.lowerBound, 0.5857873202, absolute: 2e-9)
      expectClose(one.upperBound, 0.8295717146, absolute: 2e-9)
    }
  }

  @Test func `the chance after a drift is that of a simulation`() {
    let rate = DriftingProportion(successes: 36, trials: 50, driftPerYear: 0.1)
    var generator = Philox(seed: 7, stream: 0)
    let draws = 40_000
    var above = 0
    for _ in 0..<draws {
      let now = rate.posterior.draw(using: &generator)
      let drift = Normal(mean: 0, standardDeviation: 0.1 * 6.0.squareRoot())
      let later = log(now / (1 - now)) + drift.draw(using: &generator)
      if 1 / (1 + exp(-later)) >= 0.8 { above += 1 }
    }
    let share = Double(above) / Double(draws)
    let error = (share * (1 - share) / Double(draws)).squareRoot()
    expectClose(rate.probability(atLeast: 0.8, years: 6), share, absolute: 4 * error)
  }

  @Test(arguments: [(0.72, 50, 0), (0.72, 50, 6), (0.26, 300, 6), (0.9, 90, 6), (0.58, 16, 3)])
  func `the 95 % interval covers the later rate as often as it says`(
    truth: Double, trials: Int, years: Int
  ) {
    var generator = Philox(seed: 11, stream: UInt64(trials + years))
    let replicates = 1_500
    var covered = 0
    for _ in 0..<replicates {
      // The rate now is drawn from its prior's neighbourhood; the count from it; the drift on top.
      let start = log(truth / (1 - truth)) + 0.5 * Normal.standard.draw(using: &generator)
      let rate = 1 / (1 + exp(-start))
      let successes = Binomial(trials: trials, probability: rate).draw(using: &generator)
      let drift = 0.1 * Double(years).squareRoot() * Normal.standard.draw(using: &generator)
      let later = 1 / (1 + exp(-(start + drift)))
      let model = DriftingProportion(
        successes: Double(successes), trials: Double(trials), driftPerYear: 0.1)
      let low = model.cumulative(later, years: years)
      if (0.025...0.975).contains(low) { covered += 1 }
    }
    // Four standard errors of 0.95 over 1,500 replicates are 0.0225.
    expectClose(Double(covered) / Double(replicates), 0.95, absolute: 0.0225)
  }

  @Test func `every year of several is harder than the last of them, and one year is that year`() {
    let rate = DriftingProportion(successes: 36, trials: 50, driftPerYear: 0.1)
    let one = rate.probability(atLeast: 0.72, everyYearOf: [6])
    expectClose(one, rate.probability(atLeast: 0.72, years: 6), absolute: 4 * 0.0056)
    #expect(rate.probability(atLeast: 0.72, everyYearOf: [2, 3, 4, 5, 6]) < one - 0.03)
    // Without drift all years are one year.
    let still = DriftingProportion(successes: 36, trials: 50, driftPerYear: 0)
    #expect(
      still.probability(atLeast: 0.72, everyYearOf: [1, 2, 3])
        == still.probability(atLeast: 0.72, everyYearOf: [3]))
  }

  @Test func `quantiles invert the cumulative, and more years spread them`() {
    let rate = DriftingProportion(successes: 15, trials: 21, driftPerYear: 0.1)
    for probability in [0.01, 0.3, 0.5, 0.975] {
      let quantile = rate.quantile(probability, years: 4)
      expectClose(rate.cumulative(quantile, years: 4), probability, absolute: 1e-7)
    }
    let near = rate.interval(probability: 0.95, years: 1)
    let far = rate.interval(probability: 0.95, years: 6)
    #expect(far.lowerBound < near.lowerBound && far.upperBound > near.upperBound)
  }

  @Test func `rates outside zero and one have chance zero or one`() {
    let rate = DriftingProportion(successes: 0, trials: 5, driftPerYear: 0.1)
    #expect(rate.cumulative(-0.1, years: 2) == 0 && rate.cumulative(1, years: 2) == 1)
  }
}
