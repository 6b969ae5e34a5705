import Foundation
import TestSupport
import Testing

@testable import Models

// Expected values: R 4.2.2, options(digits = 17): dbeta, pbeta, qbeta.
@Suite struct BetaTests {
  @Test func `the density is that of R`() {
    expectClose(Beta(alpha: 2.5, beta: 4).density(0.3), 2.03426725306907, relative: 1e-13)
    expectClose(Beta(alpha: 0.5, beta: 0.5).density(1e-4), 31.832580287186133, relative: 1e-12)
    #expect(Beta(alpha: 0.5, beta: 2).density(0) == .infinity)
    #expect(Beta(alpha: 1, beta: 2).density(0) == 2)
    #expect(Beta(alpha: 2, beta: 2).density(1.5) == 0)
  }

  @Test func `both tails are those of R`() {
    expectClose(Beta(alpha: 2.5, beta: 4).cumulative(0.3), 0.35219758590676714, relative: 1e-12)
    expectClose(
      Beta(alpha: 20, beta: 3).cumulative(0.001), 2.3056020999999967e-58, relative: 1e-12)
    expectClose(
      Beta(alpha: 0.5, beta: 12.5).survival(0.9), 5.2448898504505973e-14, relative: 1e-12)
    expectClose(
      Beta(alpha: 5000, beta: 5000).cumulative(0.52), 0.99996852908367972, relative: 1e-12)
  }

  @Test(arguments: [
    (0.025, 5.5, 20.5, 0.080678687463819093), (0.975, 5.5, 20.5, 0.38420179034343849),
    (1e-6, 0.5, 10.5, 7.6601456916906421e-14), (0.999999, 100.5, 0.5, 0.99999999999999212),
  ]) func `the quantile is that of R`(p: Double, a: Double, b: Double, expected: Double) {
    expectClose(Beta(alpha: a, beta: b).quantile(p), expected, relative: 1e-12)
  }

  @Test func `closed forms hold and the quantile undoes the cumulative`() {
    for x in [1e-8, 0.2, 0.5, 0.77, 0.999] {
      expectClose(Beta(alpha: 3, beta: 1).cumulative(x), x * x * x, relative: 1e-12)
      expectClose(Beta(alpha: 1, beta: 2).survival(x), (1 - x) * (1 - x), relative: 1e-12)
      for (a, b) in [(0.5, 0.5), (0.5, 30.5), (400.5, 12.5), (5000, 7000)] {
        let beta = Beta(alpha: a, beta: b)
        let p = beta.cumulative(x)
        guard p > 1e-250 && p < 1 - 1e-9 else { continue }
        expectClose(beta.quantile(p), x, relative: 1e-8)  // p near 1 has lost the digits of 1 − p
      }
    }
  }
}
