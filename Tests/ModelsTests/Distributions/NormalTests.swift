import Foundation
import TestSupport
import Testing

@testable import Models

// Expected values: R 4.2.2, options(digits = 17): pnorm(-8.5), qnorm(1e-20) and so on.
@Suite struct NormalTests {
  @Test(arguments: [
    (-8.5, 9.4795348222033192e-18), (1.96, 0.97500210485177963), (-0.3, 0.38208857781104733),
  ]) func `the cumulative is that of R to fourteen digits`(x: Double, expected: Double) {
    expectClose(Normal.standard.cumulative(x), expected, relative: 1e-14)
    expectClose(Normal.standard.survival(-x), expected, relative: 1e-14)
  }

  @Test(arguments: [
    (1e-20, -9.2623400897984052), (0.3, -0.52440051270804067), (0.975, 1.9599639845400536),
    (1e-4, -3.71901648545568),
  ]) func `the quantile is that of R to fifteen digits`(p: Double, expected: Double) {
    expectClose(Normal.standard.quantile(p), expected, relative: 2e-15)
  }

  @Test func `cumulative and quantile undo each other in the left half`() {
    for exponent in stride(from: -300.0, through: -0.5, by: 3.7) {
      let p = pow(10, exponent)
      let back = Normal.standard.cumulative(Normal.standard.quantile(p))
      // dp/p = z² dz/z: a last place of z costs z² of them in p, and z² ≤ 1400.
      expectClose(back, p, relative: 1e-12)
    }
  }

  @Test func `mean and standard deviation move and stretch`() {
    let normal = Normal(mean: 100, standardDeviation: 15)
    expectClose(normal.quantile(0.975), 129.3994597681008, relative: 1e-14)
    expectClose(normal.cumulative(129.3994597681008), 0.975, relative: 1e-14)
    expectClose(normal.density(100), 1 / (15 * (2 * Double.pi).squareRoot()), relative: 1e-15)
    #expect(Normal.standard.quantile(0) == -.infinity)
    #expect(Normal.standard.quantile(1) == .infinity)
  }
}
