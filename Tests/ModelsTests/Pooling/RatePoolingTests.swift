import Foundation
import TestSupport
import Testing

@testable import Models

// Expected values: Reference/pooling.txt (R 4.2.2: optim; MASS glm.nb agrees to 1e-9). Failures of ten
// pumps and their thousands of hours: Gaver & O'Muircheartaigh (1987), Technometrics 29, 1–15.
@Suite struct RatePoolingTests {
  static let failures = [5, 1, 5, 14, 3, 19, 1, 1, 4, 22]
  static let hours = [94.3, 15.7, 62.9, 126, 5.24, 31.4, 1.05, 1.05, 2.1, 10.5]

  @Test func `the pumps give the estimates of R`() throws {
    let fit = try RatePooling().fit(counts: Self.failures, exposures: Self.hours)
    expectClose(fit.mean, 0.652290999028, relative: 1e-7)
    expectClose(try #require(fit.logMeanStandardError), 0.4103192242, relative: 1e-6)
    expectClose(try #require(fit.shape), 0.822965078636, relative: 1e-7)
    expectClose(try #require(fit.logShapeStandardError), 0.431643716, relative: 1e-6)
    expectClose(fit.logLikelihood, -32.257836303327, relative: 1e-12)
    #expect(fit.flags.isEmpty)
  }

  @Test(arguments: [
    (0, 0.06089342248, 0.02163296563, 0.11986050154),
    (6, 0.77846166630, 0.07140252958, 2.41394306220),
    (9, 1.91812927098, 1.19122148982, 2.82170012648),
  ]) func `posteriors are those of a brute grid`(
    group: Int, mean: Double, low: Double, high: Double
  ) throws {
    let fit = try RatePooling().fit(counts: Self.failures, exposures: Self.hours)
    let posterior = fit.posterior(group: group)
    let interval = posterior.interval(probability: 0.95)
    expectClose(posterior.mean, mean, relative: 1e-4)
    expectClose(interval.lowerBound, low, relative: 3e-4)
    expectClose(interval.upperBound, high, relative: 3e-4)
    #expect(fit.meanRate.interval(probability: 0.95).contains(fit.mean))
    #expect(fit.shapeInterval(probability: 0.95).contains(fit.shape ?? 0))
  }

  @Test func `withheld counts enter as intervals`() throws {
    let fit = try RatePooling().fit(
      counts: Self.failures.map { $0 <= 4 ? 1...4 : $0...$0 }, exposures: Self.hours)
    expectClose(fit.mean, 0.621228788, relative: 1e-7)
    expectClose(try #require(fit.logMeanStandardError), 0.4339216849, relative: 1e-6)
    expectClose(try #require(fit.shape), 0.866334376, relative: 1e-7)
    expectClose(fit.logLikelihood, -26.1119787517, relative: 1e-11)
    #expect(fit.flags == [.intervalCounts])
  }

  @Test func `the log-likelihood is the sum of negative binomial probabilities`() throws {
    let fit = try RatePooling().fit(counts: Self.failures, exposures: Self.hours)
    let shape = try #require(fit.shape)
    let sum = zip(Self.failures, Self.hours).reduce(0) {
      $0 + NegativeBinomial(mean: fit.mean * $1.1, size: shape).logProbability($1.0)
    }
    expectClose(fit.logLikelihood, sum, relative: 1e-12)
  }

  @Test func `the unit of the exposure scales the rate and nothing else`() throws {
    let fit = try RatePooling().fit(counts: Self.failures, exposures: Self.hours)
    let days = try RatePooling().fit(counts: Self.failures, exposures: Self.hours.map { $0 / 24 })
    expectClose(days.mean, 24 * fit.mean, relative: 1e-8)
    expectClose(try #require(days.shape), try #require(fit.shape), relative: 1e-7)
    expectClose(days.logLikelihood, fit.logLikelihood, relative: 1e-12)
    expectClose(days.posterior(group: 4).mean, 24 * fit.posterior(group: 4).mean, relative: 1e-4)
  }

  @Test func `the derivatives are those of the log-likelihood`() {
    let likelihood = RateLikelihood([
      .init(counts: 3...3, exposure: 2), .init(counts: 1...4, exposure: 9),
      .init(counts: 0...0, exposure: 0.5), .init(counts: 40...40, exposure: 11),
    ])
    for at in [[-0.7, 0.4], [0.3, 6], [1, -2.0]] {
      let exact = likelihood.curvature(at)
      for i in 0..<2 {
        let h = 1e-5
        var (above, below) = (at, at)
        above[i] += h
        below[i] -= h
        let (up, down) = (likelihood.curvature(above), likelihood.curvature(below))
        expectClose((up.value - down.value) / (2 * h), exact.gradient[i], absolute: 1e-6)
        for j in 0..<2 {
          expectClose(
            (up.gradient[j] - down.gradient[j]) / (2 * h), exact.hessian[2 * i + j], absolute: 1e-6)
        }
      }
    }
  }
}
