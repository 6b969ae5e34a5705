import Foundation
import TestSupport
import Testing

@testable import Models

// Expected values: R 4.2.2, options(digits = 17): dpois, ppois.
@Suite struct PoissonTests {
  @Test func `probabilities are those of R`() {
    expectClose(Poisson(mean: 2.5).logProbability(3), -1.5428872736055899, relative: 1e-13)
    expectClose(Poisson(mean: 900).logProbability(1000), -9.7334151638525981, relative: 1e-13)
    #expect(Poisson(mean: 0).probability(0) == 1)
    #expect(Poisson(mean: 3).probability(-1) == 0)
  }

  @Test func `both tails are those of R`() {
    expectClose(Poisson(mean: 3).cumulative(0), 0.049787068367863944, relative: 1e-13)
    expectClose(Poisson(mean: 50).cumulative(10), 6.4501529184977259e-12, relative: 1e-12)
    expectClose(Poisson(mean: 50).probability(atLeast: 81), 3.4358381216180231e-05, relative: 1e-12)
    expectClose(Poisson(mean: 1000).cumulative(950), 0.057836292955323228, relative: 1e-12)
  }

  @Test(arguments: [0.3, 9.5, 10.5, 240]) func `a tail and its complement make one`(mean: Double) {
    let poisson = Poisson(mean: mean)
    var sum = 0.0
    for count in 0...400 {
      sum += poisson.probability(count)
      expectClose(poisson.cumulative(count), sum, absolute: 1e-12)
      expectClose(
        poisson.cumulative(count) + poisson.probability(atLeast: count + 1), 1, absolute: 1e-13)
    }
  }
}
