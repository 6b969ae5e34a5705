import Foundation
import TestSupport
import Testing

@testable import Models

// Expected values: R 4.2.2, options(digits = 17): dbinom, pbinom.
@Suite struct BinomialTests {
  @Test func `probabilities and tails are those of R`() {
    let small = Binomial(trials: 10, probability: 0.2)
    expectClose(small.logProbability(3), -1.6028268537197232, relative: 1e-13)
    expectClose(
      Binomial(trials: 500, probability: 0.001).logProbability(0), -0.5002501667917667,
      relative: 1e-13)
    let even = Binomial(trials: 100, probability: 0.5)
    expectClose(even.cumulative(30), 3.9250698227968443e-05, relative: 1e-12)
    expectClose(even.probability(atLeast: 80), 5.5795445286259861e-10, relative: 1e-12)
  }

  @Test(arguments: [0.0, 0.03, 0.5, 0.91, 1.0]) func `cumulative is the sum`(probability: Double) {
    let binomial = Binomial(trials: 37, probability: probability)
    var sum = 0.0
    for count in 0...37 {
      sum += exp(binomial.logProbability(count))
      expectClose(binomial.cumulative(count), sum, absolute: 1e-13)
      expectClose(binomial.probability(atLeast: count + 1), 1 - sum, absolute: 1e-13)
    }
    expectClose(sum, 1, relative: 1e-13)
  }
}
