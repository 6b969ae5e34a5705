import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Models

// Expected values: R 4.2.2, options(digits = 17): pbeta(x, a, b, log.p = TRUE).
@Suite struct IncompleteBetaTests {
  @Test(arguments: [
    (0.3, 1e-3, 5, -8.4714411387922536e-05), (1e-5, 30, 0.5, -347.66488921795917),
    (0.01, 200, 300, -591.3421539316796), (0.5, 1e5, 102_000, -4.2937810362197929e-06),
    (0.45, 1e5, 1e5, -1009.7534707471175),
  ]) func `the logarithm of the lower tail is that of R`(
    x: Double, a: Double, b: Double, expected: Double
  ) {
    expectClose(IncompleteBeta.tails(a: a, b: b, x: x).logLower, expected, relative: 1e-11)
  }

  @Test func `the tails are each other's mirror and make one`() {
    for (a, b) in [(0.5, 0.5), (3, 40), (120, 7.5)] {
      for x in [1e-12, 0.03, 0.4, 0.9] {
        let beta = IncompleteBeta.tails(a: a, b: b, x: x)
        let mirror = IncompleteBeta.tails(
          a: b, b: a, x: DoubleDouble(sum: 1, -x), y: DoubleDouble(x))
        expectClose(beta.lower + beta.upper, 1, absolute: 1e-14)
        expectClose(mirror.upper, beta.lower, relative: 1e-13)
      }
    }
  }

  @Test func `a root is found from a far start`() {
    let root = increasingRoot(in: -100...100, from: 99) { x in
      (tanh(x) - 0.5, 1 - tanh(x) * tanh(x))
    }
    expectClose(root, atanh(0.5), relative: 1e-14)
  }
}
