import Foundation
import TestSupport
import Testing

@testable import Models

/// What holds of every distribution, and what ties one to another: second routes to the same numbers.
@Suite struct DistributionLawsTests {
  static let all: [any ContinuousDistribution] = [
    Normal(mean: -2, standardDeviation: 0.3), StudentT(degreesOfFreedom: 2.5),
    StudentT(degreesOfFreedom: 400), FisherF(numerator: 3, denominator: 7.5),
    FisherF(numerator: 500, denominator: 600), ChiSquared(degreesOfFreedom: 1),
    ChiSquared(degreesOfFreedom: 9), Gamma(shape: 0.2, rate: 3), Gamma(shape: 250, rate: 0.1),
    Beta(alpha: 0.4, beta: 3), Beta(alpha: 300, beta: 900),
  ]

  private func checkLaws(_ distribution: some ContinuousDistribution) {
    for p in [1e-9, 0.02, 0.3, 0.5, 0.77] {
      let x = distribution.quantile(p)
      expectClose(distribution.cumulative(x), p, relative: 1e-9)
      expectClose(distribution.survival(distribution.quantile(upper: p)), p, relative: 1e-9)
      expectClose(distribution.cumulative(x) + distribution.survival(x), 1, absolute: 1e-14)
      expectClose(distribution.logCumulative(x), log(p), relative: 1e-9)
      if distribution.density(x) > 0 {
        expectClose(distribution.logDensity(x), log(distribution.density(x)), absolute: 1e-11)
      }
    }
    let interval = distribution.interval(probability: 0.9)
    expectClose(distribution.cumulative(interval.lowerBound), 0.05, relative: 1e-9)
    expectClose(distribution.survival(interval.upperBound), 0.05, relative: 1e-9)
    // The density, integrated by Simpson's rule between two quantiles, is the probability between.
    let (low, high) = (distribution.quantile(0.5), distribution.quantile(0.9))
    let parts = 1_000
    let step = (high - low) / Double(parts)
    var sum = 0.0
    for k in 0...parts {
      let factor = k == 0 || k == parts ? 1.0 : k.isMultiple(of: 2) ? 2 : 4
      sum += factor * distribution.density(low + Double(k) * step)
    }
    expectClose(sum * step / 3, 0.4, relative: 1e-6, "Simpson's rule, \(distribution)")
  }

  @Test(arguments: 0..<11) func `quantile, cumulative and density belong together`(index: Int) {
    checkLaws(Self.all[index])
  }

  @Test(arguments: [0.3, 4, 900.0]) func `the square of t is F, and F turned round is F`(nu: Double)
  {
    for t in [1e-5, 0.4, 1.7, 12] {
      expectClose(
        2 * StudentT(degreesOfFreedom: nu).survival(t),
        FisherF(numerator: 1, denominator: nu).survival(t * t), relative: 3e-13)
      expectClose(
        FisherF(numerator: 5, denominator: nu).survival(t),
        FisherF(numerator: nu, denominator: 5).cumulative(1 / t), relative: 3e-13)
    }
  }

  @Test(arguments: [0.7, 14, 2_000.0]) func `a Poisson count and a waiting time are dual`(
    mean: Double
  ) {
    let poisson = Poisson(mean: mean)
    for k in [1, 5, 30, 1_950, 2_300] {
      var below = 0.0
      for j in 0..<k { below += poisson.probability(j) }
      expectClose(
        ChiSquared(degreesOfFreedom: 2 * Double(k)).survival(2 * mean), below, relative: 1e-11)
      expectClose(Gamma(shape: Double(k), rate: 1).survival(mean), below, relative: 1e-11)
    }
  }

  @Test func `chi-squared with two degrees of freedom is exponential, also far out`() {
    for x in [1e-9, 0.3, 5, 80, 1_300] {
      expectClose(ChiSquared(degreesOfFreedom: 2).survival(x), exp(-x / 2), relative: 1e-13)
      expectClose(ChiSquared(degreesOfFreedom: 2).logSurvival(x), -x / 2, relative: 1e-13)
    }
    expectClose(
      Normal.standard.logCumulative(-1e5), -5e9 - log(1e5) - 0.5 * log(2 * .pi), relative: 1e-14)
    expectClose(
      Gamma(shape: 3, rate: 1).logSurvival(5_000), -5_000 + log(1 + 5_000 + 12.5e6), relative: 1e-14
    )
  }

  @Test func `both methods agree where one takes over from the other`() {
    // Shapes at the seam between series or fraction and the integral of the tail: smooth in the shape.
    for x in [80.0, 95, 100, 120, 180] {
      func upper(_ a: Double) -> Double { IncompleteGamma.tails(a, x).logUpper }
      let middle = (upper(99.999) + upper(100.001)) / 2
      expectClose(upper(100), middle, relative: 1e-6)  // the curvature in a
    }
    for x in [0.3, 0.49, 0.5, 0.55] {
      func lower(_ a: Double) -> Double { IncompleteBeta.tails(a: a, b: 200, x: x).logLower }
      expectClose(lower(200), (lower(199.999) + lower(200.001)) / 2, relative: 1e-6)
    }
  }

  @Test func `negative binomial probabilities add up and approach Poisson`() {
    let counts = NegativeBinomial(mean: 7, size: 1.3)
    var (sum, mean) = (0.0, 0.0)
    for k in 0..<400 {
      sum += counts.probability(k)
      mean += Double(k) * counts.probability(k)
      expectClose(counts.cumulative(k), sum, relative: 1e-12)
    }
    expectClose(mean, 7, relative: 1e-11)
    let narrow = NegativeBinomial(mean: 7, size: 1e14)
    for k in [0, 3, 20] {
      expectClose(narrow.logProbability(k), Poisson(mean: 7).logProbability(k), absolute: 1e-11)
    }
    #expect(NegativeBinomial(mean: 0, size: 2).probability(0) == 1)
    #expect(NegativeBinomial(mean: 0, size: 2).quantile(0.9) == 0)
  }

  private func checkCounts(_ distribution: some CountDistribution) {
    for k in [0, 1, 4, 9, 17] {
      let p = distribution.cumulative(k)
      if p > 0 && p < 1 - 1e-9 && distribution.probability(k) > 1e-9 {
        #expect(distribution.quantile(p) == k)
        #expect(distribution.quantile(p * (1 + 1e-9)) == k + 1)
        #expect(distribution.quantile(upper: distribution.probability(atLeast: k + 1)) == k)
      }
      expectClose(p + distribution.probability(atLeast: k + 1), 1, absolute: 1e-13)
    }
    #expect(distribution.quantile(1) == distribution.largest ?? .max)
    #expect(distribution.quantile(0) == 0)
  }

  @Test func `a count's quantile is the smallest that is enough`() {
    checkCounts(Binomial(trials: 40, probability: 0.2))
    checkCounts(Poisson(mean: 6))
    checkCounts(NegativeBinomial(mean: 6, size: 0.8))
    checkCounts(BetaBinomial(trials: 30, alpha: 2, beta: 5))
    #expect(Binomial(trials: 9, probability: 0).quantile(1) == 0)
    #expect(Binomial(trials: 9, probability: 1).quantile(0.01) == 9)
    #expect(Poisson(mean: 1e15).quantile(0.5) == 1_000_000_000_000_000)
  }

  @Test func `what is no number stays none, and what lies outside has no mass`() {
    for distribution in Self.all {
      #expect(distribution.cumulative(.nan).isNaN)
      #expect(distribution.cumulative(.infinity) == 1)
      #expect(distribution.survival(.infinity) == 0)
      #expect(distribution.cumulative(-.infinity) == 0)
    }
    #expect(Gamma(shape: 2, rate: 1).density(-1) == 0)
    #expect(FisherF(numerator: 2, denominator: 3).density(0) == 1)
    #expect(Gamma(shape: 0.5, rate: 1).density(0) == .infinity)
    #expect(StudentT(degreesOfFreedom: 1).mean.isNaN)
  }

  @Test func `a probability of two and a negative shape stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = Gamma(shape: 1, rate: 1).quantile(2) }
    await #expect(processExitsWith: .failure) { _ = Poisson(mean: 1).quantile(.nan) }
    await #expect(processExitsWith: .failure) { _ = Gamma(shape: -1, rate: 1) }
    await #expect(processExitsWith: .failure) { _ = Dirichlet(shapes: [1, 0]) }
  }
}
