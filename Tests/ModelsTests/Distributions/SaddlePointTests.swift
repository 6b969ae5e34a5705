import Foundation
import TestSupport
import Testing

@testable import Models

// Expected values: R 4.2.2, options(digits = 17): lgamma, dbinom(log = TRUE), dpois(log = TRUE).
@Suite struct SaddlePointTests {
  @Test(arguments: [
    (0.1, 2.252712651734206), (171.5, 709.14316303092835), (1e6, 12815504.569147611),
  ]) func `the logarithm of gamma is that of R`(x: Double, expected: Double) {
    expectClose(logGamma(x), expected, relative: 1e-14)
  }

  @Test func `large counts keep their digits`() {
    // The logarithms of the factorials are about 1e7: their difference would leave nine digits.
    expectClose(
      Binomial(trials: 1_000_000, probability: 0.5).logProbability(500_000), -7.1335468816268648,
      relative: 1e-13)
    expectClose(
      Binomial(trials: 5_000_000, probability: 0.25).logProbability(1_234_567),
      -135.16930821391571, relative: 1e-12)
    expectClose(
      Poisson(mean: 1e6).logProbability(1_000_000), -7.8266938955201431, relative: 1e-13)
  }

  @Test func `the series of Stirling joins the definition`() {
    for n in [0.3, 1, 7.5, 15.9, 16, 16.1, 40] {
      let definition = logGamma(n + 1) - (n + 0.5) * log(n) + n - 0.5 * log(2 * .pi)
      expectClose(SaddlePoint.stirlingError(n), definition, absolute: 1e-13)
    }
  }
}
