import Foundation
import TestSupport
import Testing

@testable import Models

@Suite struct CountRatioTests {
  @Test func `the exact interval is that of R`() {
    // R 4.2.2: poisson.test(c(37, 25))$conf.int and poisson.test(c(0, 5))$conf.int
    let interval = CountRatio(before: 25, after: 37).interval(probability: 0.95)
    expectClose(interval.lowerBound, 0.86740181096832691, relative: 1e-12)
    expectClose(interval.upperBound, 2.5649215549104132, relative: 1e-12)
    let none = CountRatio(before: 5, after: 0).interval(probability: 0.95)
    #expect(none.lowerBound == 0)
    expectClose(none.upperBound, 1.0912791051825459, relative: 1e-12)
    #expect(
      CountRatio(before: 0, after: 3).interval(probability: 0.95).upperBound == .infinity)
  }

  @Test(arguments: [8, 40]) func `exact covers at least, Jeffreys about as often as stated`(
    total: Int
  ) {
    // Given the total, the coverage of a ratio r is an exact sum of binomial probabilities.
    func coverage(_ method: CountRatio.Method, _ intervals: [ClosedRange<Double>]) -> [Double] {
      (0..<97).map { step in
        let share = 0.02 + 0.01 * Double(step)
        let binomial = Binomial(trials: total, probability: share)
        return (0...total).reduce(0) { sum, after in
          intervals[after].contains(share / (1 - share))
            ? sum + exp(binomial.logProbability(after)) : sum
        }
      }
    }
    for probability in [0.8, 0.95] {
      for method in CountRatio.Method.allCases {
        let intervals = (0...total).map {
          CountRatio(before: total - $0, after: $0)
            .interval(probability: probability, method: method)
        }
        let covered = coverage(method, intervals)
        let mean = covered.reduce(0, +) / Double(covered.count)
        switch method {
        case .exact: #expect((covered.min() ?? 0) >= probability)
        case .jeffreys: expectClose(mean, probability, absolute: 0.015)
        }
      }
    }
  }

  @Test func `the probability of a ratio agrees with simulation`() {
    let ratio = CountRatio(before: 25, after: 37)
    let exact = ratio.probability(ratioAtLeast: 1.2)
    #expect(exact.lowerBound == exact.upperBound)
    // The share μ₂/(μ₁+μ₂) has a Beta(37.5, 25.5) posterior.
    var generator = Philox(seed: 21, stream: 0)
    let share = Beta(alpha: 37.5, beta: 25.5)
    let hits = (0..<20_000).filter { _ in
      let p = share.draw(using: &generator)
      return p / (1 - p) >= 1.2
    }.count
    expectClose(
      Double(hits) / 20_000, exact.lowerBound,
      absolute: 4 * (exact.lowerBound * (1 - exact.lowerBound) / 20_000).squareRoot())
    #expect(ratio.probability(ratioAtLeast: 0) == 1...1)
  }

  @Test(arguments: CountRatio.Method.allCases) func `bounded counts give the union over all pairs`(
    method: CountRatio.Method
  ) {
    let bounded = CountRatio(before: 1...4, after: 20...22)
    var (lowest, highest, least, most) = (Double.infinity, 0.0, 1.0, 0.0)
    for before in 1...4 {
      for after in 20...22 {
        let pair = CountRatio(before: before, after: after)
        let interval = pair.interval(probability: 0.9, method: method)
        lowest = min(lowest, interval.lowerBound)
        highest = max(highest, interval.upperBound)
        least = min(least, pair.probability(ratioAtLeast: 5).lowerBound)
        most = max(most, pair.probability(ratioAtLeast: 5).upperBound)
      }
    }
    #expect(bounded.interval(probability: 0.9, method: method) == lowest...highest)
    #expect(bounded.probability(ratioAtLeast: 5) == least...most)
  }

  @Test(arguments: [20.0, 120]) func `the smallest detectable ratio has the power it states`(
    mean: Double
  ) throws {
    // Exact power of |√x₂ − √x₁| > z/√2 by summing over both counts.
    func power(_ ratio: Double) -> Double {
      let (first, second) = (Poisson(mean: mean), Poisson(mean: mean * ratio))
      let limit = Normal.standard.quantile(0.975) / 2.0.squareRoot()
      let secondProbabilities = (0...600).map { second.probability($0) }
      return (0...400).reduce(0) { sum, x in
        let p = first.probability(x)
        guard p > 1e-9 else { return sum }
        return sum
          + p
          * (0...600).filter { abs(Double($0).squareRoot() - Double(x).squareRoot()) > limit }
          .reduce(0) { $0 + secondProbabilities[$1] }
      }
    }
    let up = CountRatio.smallestDetectableIncrease(before: mean)
    let down = try #require(CountRatio.smallestDetectableDecrease(before: mean))
    #expect(up > 1 && down < 1)
    expectClose(power(up), 0.8, absolute: 0.02)  // a normal approximation at 20 pupils
    expectClose(power(down), 0.8, absolute: 0.04)
    #expect(CountRatio.smallestDetectableDecrease(before: 3) == nil)
  }
}
