import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Models

// Expected values: R 4.2.2: dmultinom(c(3, 0, 5, 2), prob = c(.2, .1, .4, .3), log = TRUE);
// the Dirichlet densities by lgamma.
@Suite struct MultivariateTests {
  @Test func `multinomial probabilities are those of R and sum to one`() {
    let multinomial = Multinomial(trials: 10, probabilities: [0.2, 0.1, 0.4, 0.3])
    let direct =
      log(2520.0) + 3 * log(0.2) + 5 * log(0.4) + 2 * log(0.3)  // 10!/(3! 0! 5! 2!) = 2520
    expectClose(multinomial.logProbability([3, 0, 5, 2]), direct, relative: 1e-13)
    var sum = 0.0
    for a in 0...10 {
      for b in 0...(10 - a) {
        for c in 0...(10 - a - b) { sum += multinomial.probability([a, b, c, 10 - a - b - c]) }
      }
    }
    expectClose(sum, 1, relative: 1e-12)
    #expect(multinomial.logProbability([3, 0, 5, 1]) == -.infinity)
    #expect(multinomial.marginal(2) == Binomial(trials: 10, probability: 0.4))
  }

  @Test func `the Dirichlet density is that of its gammas, and of beta for two`() {
    let shapes = [0.7, 3, 12.5]
    let x = [0.02, 0.2, 0.78]
    let constant = logGamma(16.2) - shapes.reduce(0) { $0 + logGamma($1) }
    let direct = zip(shapes, x).reduce(constant) { $0 + ($1.0 - 1) * log($1.1) }
    expectClose(Dirichlet(shapes: shapes).logDensity(x), direct, relative: 1e-12)
    expectClose(
      Dirichlet(shapes: [2.5, 4]).logDensity([0.3, 0.7]), Beta(alpha: 2.5, beta: 4).logDensity(0.3),
      relative: 1e-12)
    expectClose(Dirichlet(shapes: [1, 2]).logDensity([0, 1]), log(2), relative: 1e-12)
    #expect(Dirichlet(shapes: [2, 2]).logDensity([0.5, 0.6]) == -.infinity)
    #expect(Dirichlet(shapes: shapes).marginal(1) == Beta(alpha: 3, beta: 13.2))
  }

  @Test func `the Dirichlet-multinomial sums to one and is beta-binomial for two`() {
    let mixed = DirichletMultinomial(trials: 7, shapes: [0.4, 2, 6])
    var sum = 0.0
    for a in 0...7 {
      for b in 0...(7 - a) { sum += exp(mixed.logProbability([a, b, 7 - a - b])) }
    }
    expectClose(sum, 1, relative: 1e-12)
    let two = DirichletMultinomial(trials: 20, shapes: [2.5, 4])
    let beta = BetaBinomial(trials: 20, alpha: 2.5, beta: 4)
    for k in 0...20 {
      expectClose(two.logProbability([k, 20 - k]), beta.logProbability(k), relative: 1e-12)
    }
    // lgamma, term by term
    let direct =
      logGamma(8) - logGamma(3) - logGamma(2) - logGamma(5) + logGamma(8.4) - logGamma(15.4)
      + logGamma(2.4) - logGamma(0.4) + logGamma(3) - logGamma(2) + logGamma(10) - logGamma(6)
    expectClose(mixed.logProbability([2, 1, 4]), direct, relative: 1e-12)
  }

  @Test func `a mixture is the weighted sum and its variance adds up`() {
    let mixture = Mixture(
      components: [Gamma(shape: 2, rate: 1), Gamma(shape: 30, rate: 3)], weights: [3, 1])
    #expect(mixture.weights == [0.75, 0.25])
    expectClose(mixture.mean, 0.75 * 2 + 0.25 * 10, relative: 1e-14)
    expectClose(
      mixture.variance, 0.75 * (2 + 4) + 0.25 * (30.0 / 9 + 36), relative: 1e-14)  // mean 4
    expectClose(
      mixture.density(3),
      0.75 * Gamma(shape: 2, rate: 1).density(3) + 0.25 * Gamma(shape: 30, rate: 3).density(3),
      relative: 1e-14)
  }

  @Test(arguments: [1e-6, 0.02, 0.5, 0.9]) func `a mixture's quantile undoes its cumulative`(
    p: Double
  ) {
    let mixture = Mixture(
      components: [Beta(alpha: 2, beta: 5), Beta(alpha: 40, beta: 3)], weights: [1, 3])
    expectClose(mixture.cumulative(mixture.quantile(p)), p, relative: 1e-6, absolute: 1e-10)
    expectClose(mixture.survival(mixture.quantile(upper: p)), p, relative: 1e-6, absolute: 1e-10)
    #expect(mixture.cumulative(.nan).isNaN)
  }

  @Test func `a logarithm has thirty digits`() {
    let two = DoubleDouble(2).logarithm
    #expect(two == DoubleDouble(sum: 0.693_147_180_559_945_3, 2.319_046_813_846_299_6e-17))
    for (a, b) in [(3.7, 1e-200), (0.999_999, 1.000_001), (1e300, 7e-5)] {
      let product = DoubleDouble(product: a, b).logarithm
      let sum = DoubleDouble(a).logarithm + DoubleDouble(b).logarithm
      expectClose(
        (product - sum).high, 0, absolute: 1e-30 * max(1, abs(DoubleDouble(b).logarithm.high)))
    }
    #expect(DoubleDouble(0).logarithm.high == -.infinity)
    #expect((DoubleDouble(0.1) + DoubleDouble(0.2) - 0.3).high != 0)
  }
}
