import Foundation
import TestSupport
import Testing

@testable import Models

@Suite struct PoissonIntervalTests {
  /// The definition itself, summed from the bottom.
  private func brute(
    _ interval: ClosedRange<Int>, _ mean: Double
  ) -> (log: Double, mean: Double, variance: Double) {
    var (sum, first, second) = (0.0, 0.0, 0.0)
    for k in interval {
      let p = Poisson(mean: mean).probability(k)
      sum += p
      first += p * Double(k)
      second += p * Double(k) * Double(k)
    }
    return (log(sum), first / sum, second / sum - (first / sum) * (first / sum))
  }

  @Test(arguments: [0...4, 1...4, 3...9, 0...30], [0.2, 2.5, 7, 24])
  func `probability and moments are those of the definition`(
    interval: ClosedRange<Int>, mean: Double
  ) {
    let row = PoissonInterval(interval, mean: mean)
    let expected = brute(interval, mean)
    expectClose(row.logProbability, expected.log, relative: 1e-12, absolute: 1e-14)
    expectClose(row.expectation, expected.mean, relative: 1e-12)
    expectClose(row.variance, expected.variance, relative: 1e-10)
    expectClose(row.score, expected.mean - mean, relative: 1e-9, absolute: 1e-12)
    expectClose(row.information, mean - expected.variance, relative: 1e-9, absolute: 1e-12)
  }

  @Test(arguments: [0...4, 1...4, 6...11, 5...Int.max], [0.5, 4, 15])
  func `score and information are the derivatives of the log-probability`(
    interval: ClosedRange<Int>, mean: Double
  ) {
    let step = 1e-4
    func at(_ theta: Double) -> PoissonInterval { PoissonInterval(interval, mean: exp(theta)) }
    let theta = log(mean)
    let (low, middle, high) = (at(theta - step), at(theta), at(theta + step))
    // The central difference errs by step²/6 times a third derivative of the order of the mean.
    expectClose(
      (high.logProbability - low.logProbability) / (2 * step), middle.score,
      absolute: 1e-7 * (1 + mean))
    expectClose(
      (low.score - high.score) / (2 * step), middle.information, absolute: 1e-7 * (1 + mean))
  }

  @Test(arguments: [1e-6, 1e-3, 1, 50, 1e4], [0...4, 1...4, 7...7, 5...Int.max, 0...100])
  func `information is never negative nor more than the complete one`(
    mean: Double, interval: ClosedRange<Int>
  ) {
    let row = PoissonInterval(interval, mean: mean)
    #expect(row.information >= 0 && row.information <= mean * (1 + 1e-12))
    #expect(row.logProbability <= 0 && row.score.isFinite)
  }

  @Test func `an open side and a wide interval keep their digits in the tails`() {
    // P(Y ≥ 5) at μ = 0.001 is μ⁵/5! · (1 − 5μ/6 + …).
    let row = PoissonInterval(5...Int.max, mean: 0.001)
    expectClose(row.logProbability, 5 * log(0.001) - log(120) - 5e-3 / 6, absolute: 1e-6)
    // P(Y ≤ 4) at μ = 1e-6: the score is −μ⁵/4!.
    expectClose(PoissonInterval(0...4, mean: 1e-6).score, -1e-30 / 24, relative: 1e-5)
  }

  @Test(arguments: [3...3, 1...4, 5...9, 2...2])
  func `the saturated mean is a maximum`(interval: ClosedRange<Int>) {
    let best = PoissonInterval.saturatedLogProbability(interval)
    for mean in stride(from: 0.1, through: 15, by: 0.1) {
      #expect(PoissonInterval(interval, mean: mean).logProbability <= best + 1e-12)
    }
    let mean = exp(
      (logGamma(Double(interval.upperBound) + 1) - logGamma(Double(interval.lowerBound)))
        / Double(interval.count))
    expectClose(PoissonInterval(interval, mean: mean).score, 0, absolute: 1e-10)
  }
}
