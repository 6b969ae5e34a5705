import Foundation
import TestSupport
import Testing

@testable import Models

@Suite struct CohortEstimateTests {
  @Test func `one part is a normal distribution`() {
    let estimate = CohortEstimate(
      parts: [.init(weight: 1, location: 3, spread: 2)], isLogarithmic: false)
    expectClose(estimate.mean, 3, relative: 1e-15)
    expectClose(estimate.standardDeviation, 2, relative: 1e-14)
    let interval = estimate.interval(probability: 0.95)
    expectClose(interval.lowerBound, 3 - 2 * 1.9599639845400536, relative: 1e-12)
    expectClose(interval.upperBound, 3 + 2 * 1.9599639845400536, relative: 1e-12)
  }

  @Test func `one part on the logarithmic scale is log-normal`() {
    let estimate = CohortEstimate(
      parts: [.init(weight: 1, location: log(40), spread: 0.1)], isLogarithmic: true)
    expectClose(estimate.quantile(0.5), 40, relative: 1e-12)
    expectClose(estimate.mean, 40 * exp(0.005), relative: 1e-13)
    expectClose(
      estimate.standardDeviation, 40 * exp(0.005) * expm1(0.01).squareRoot(), relative: 1e-10)
  }

  @Test func `a mixture is counted by its cumulative`() {
    let estimate = CohortEstimate(
      parts: [
        .init(weight: 0.25, location: 0, spread: 1), .init(weight: 0.75, location: 4, spread: 0.5),
      ], isLogarithmic: false)
    expectClose(estimate.mean, 3, relative: 1e-14)
    expectClose(
      estimate.standardDeviation,
      (0.25 * 1 + 0.75 * (16 + 0.25) - 9).squareRoot(), relative: 1e-13)
    for p in [0.05, 0.24, 0.6, 0.99] {
      let x = estimate.quantile(p)
      let cumulative =
        0.25 * Normal.standard.cumulative(x) + 0.75 * Normal.standard.cumulative((x - 4) / 0.5)
      expectClose(cumulative, p, relative: 1e-9)
    }
  }
}
