import Foundation
import TestSupport
import Testing

@testable import Models

// Expected values: R 4.2.2: lchoose(n, k) + lbeta(k + a, n - k + b) - lbeta(a, b), and their sums.
@Suite struct BetaBinomialTests {
  let mixed = BetaBinomial(trials: 20, alpha: 2.5, beta: 4)

  @Test func `probabilities and tails are those of R`() {
    expectClose(mixed.logProbability(0), -4.1503679374908664, relative: 1e-13)
    expectClose(mixed.logProbability(5), -2.4630635968058225, relative: 1e-13)
    expectClose(mixed.logProbability(20), -7.3299881106913265, relative: 1e-13)
    expectClose(mixed.cumulative(7), 0.50878328821293151, relative: 1e-13)
    expectClose(mixed.probability(atLeast: 17), 0.01918199829159151, relative: 1e-12)
  }

  @Test func `with flat shapes every count is equally likely`() {
    let flat = BetaBinomial(trials: 9, alpha: 1, beta: 1)
    for count in 0...9 { expectClose(flat.logProbability(count), log(0.1), absolute: 1e-13) }
    #expect(flat.logProbability(10) == -.infinity)
  }

  @Test func `with large shapes it is binomial`() {
    let sharp = BetaBinomial(trials: 30, alpha: 4e8, beta: 6e8)
    let binomial = Binomial(trials: 30, probability: 0.4)
    for count in 0...30 {
      expectClose(
        sharp.logProbability(count), binomial.logProbability(count), absolute: 1e-6,
        "the variance of p is 2.4e-10")
    }
  }
}
