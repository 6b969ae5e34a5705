import Foundation
import TestSupport
import Testing

@testable import Models

// Expected values: R 4.2.2, options(digits = 17): pt(2.5, 3), qt(1e-10, 2) and so on.
@Suite struct StudentTTests {
  @Test(arguments: [
    (2.5, 3, 0.95614667649596718), (-40, 4.5, 3.2247826064605019e-07),
    (1e-3, 30, 0.50039563211675742), (-1.96, 1000, 0.025136592477874361),
  ]) func `the cumulative is that of R`(t: Double, degrees: Double, expected: Double) {
    expectClose(StudentT(degreesOfFreedom: degrees).cumulative(t), expected, relative: 1e-12)
  }

  @Test(arguments: [
    (0.975, 5, 2.5705818356363137), (1e-10, 2, -70710.678108048145),
    (0.5001, 7, 0.00025974603090247431), (0.9, 1, 3.0776835371752544),
    (0.3, 2.5, -0.59730773825231553),
  ]) func `the quantile is that of R`(p: Double, degrees: Double, expected: Double) {
    // 0.5001 − ½ has lost four digits before the quantile sees it.
    expectClose(
      StudentT(degreesOfFreedom: degrees).quantile(p), expected,
      relative: p == 0.5001 ? 1e-11 : 1e-12)
  }

  @Test func `with one degree of freedom it is Cauchy's distribution`() {
    let cauchy = StudentT(degreesOfFreedom: 1)
    for t in [-1e9, -3, -0.1, 0, 0.1, 2, 1e4] {
      // ½ + atan(t)/π, in the form that keeps the left tail.
      let expected = t < 0 ? atan(-1 / t) / .pi : 0.5 + atan(t) / .pi
      expectClose(cauchy.cumulative(t), expected, relative: 1e-13)
      expectClose(cauchy.density(t), 1 / (.pi * (1 + t * t)), relative: 1e-13)
    }
  }

  @Test func `with many degrees of freedom it is nearly normal`() {
    let t = StudentT(degreesOfFreedom: 1e7)
    expectClose(t.quantile(0.99), Normal.standard.quantile(0.99), relative: 1e-6)
    #expect(t.quantile(0.5) == 0)
    #expect(t.quantile(1) == .infinity)
  }
}
