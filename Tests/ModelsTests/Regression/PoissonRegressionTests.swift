import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct PoissonRegressionTests {
  /// Warp breaks per loom: L. H. C. Tippett (1950), *Technological Applications of Statistics*; R's
  /// `warpbreaks`. Wool A (27) then B; within it tension L, M, H of 9 each.
  static let breaks = [
    26, 30, 54, 25, 70, 52, 51, 26, 67, 18, 21, 29, 17, 12, 18, 35, 30, 36, 36, 21, 24, 18, 10, 43,
    28, 15, 26, 27, 14, 29, 19, 29, 31, 41, 20, 44, 42, 26, 19, 16, 39, 28, 21, 39, 29, 20, 21, 24,
    17, 13, 15, 15, 16, 28,
  ]
  /// Intercept, wool B, tension M, tension H, and the two products, as R orders them.
  static let warp = Matrix(
    rows: (0..<54).map { i in
      let (b, m, h) = (i >= 27 ? 1.0 : 0, (i / 9) % 3 == 1 ? 1.0 : 0, (i / 9) % 3 == 2 ? 1.0 : 0)
      return [1, b, m, h, b * m, b * h]
    })

  @Test func `warpbreaks gives the numbers of R`() throws {
    // R: glm(breaks ~ wool * tension, poisson); see Reference/regression.txt
    let fit = try PoissonRegression().fit(design: Self.warp, response: Self.breaks)
    let coefficients = [
      3.796_736_849_970_352, -0.456_627_160_288_034, -0.618_683_019_622_405,
      -0.595_798_725_788_817, 0.638_176_814_303_406, 0.188_363_173_693_354,
    ]
    let errors = [
      0.049_937_616_943_728_0, 0.080_192_103_476_789_1, 0.084_400_208_623_224_5,
      0.083_777_398_287_402_0, 0.122_153_210_971_551_8, 0.129_895_419_862_032_0,
    ]
    for j in 0..<6 {
      expectClose(try #require(fit.coefficients[j]), coefficients[j], relative: 1e-10)
      expectClose(try #require(fit.standardErrors[j]), errors[j], relative: 1e-9)
    }
    expectClose(fit.deviance, 182.305_131_285_847, relative: 1e-12)
    expectClose(fit.pearson, 180.666_303_807_8, relative: 1e-11)
    expectClose(fit.logLikelihood, -228.484_604_470_675, relative: 1e-12)
    expectClose(try #require(fit.aic), 468.969_208_941_351, relative: 1e-12)
    #expect(fit.residualDegreesOfFreedom == 48 && fit.rank == 6 && fit.dispersion == 1)
    #expect(fit.converged && fit.iterations < 10 && fit.lastStep <= 1e-9)
    // The second route: with all cells free the fitted means are the means of the cells.
    expectClose(fit.fitted[0], Double(Self.breaks[0..<9].reduce(0, +)) / 9, relative: 1e-12)
  }

  @Test func `quasi-Poisson scales the errors and takes Student's t`() throws {
    let fit = try PoissonRegression(dispersion: .pearson).fit(
      design: Self.warp, response: Self.breaks)
    expectClose(fit.dispersion, 3.763_881_329_344_47, relative: 1e-10)
    expectClose(try #require(fit.standardErrors[0]), 0.096_882_597_658_077_1, relative: 1e-9)
    let interval = try #require(fit.interval(coefficient: 0, probability: 0.95))
    expectClose(interval.lowerBound, 3.601_941_331_710_10, relative: 1e-10)
    expectClose(interval.upperBound, 3.991_532_368_230_61, relative: 1e-10)
    #expect(fit.aic == nil)
  }

  static let exposure = [1200.0, 850, 430, 2210, 990, 1500, 310, 720]
  static let counts = [31, 25, 16, 92, 45, 80, 19, 51]

  @Test func `an offset gives the numbers of R, leverages and predictions too`() throws {
    let fit = try PoissonRegression(offset: Self.exposure.map { log($0) }).fit(
      design: Matrix(rows: (0..<8).map { [1, Double($0)] }), response: Self.counts)
    expectClose(try #require(fit.coefficients[0]), -3.631_737_411_448_298, relative: 1e-10)
    expectClose(try #require(fit.coefficients[1]), 0.141_188_394_642_816, relative: 1e-10)
    expectClose(try #require(fit.standardErrors[0]), 0.112_622_657_084_6, relative: 1e-9)
    expectClose(try #require(fit.standardErrors[1]), 0.025_807_129_920_79, relative: 1e-9)
    expectClose(fit.deviance, 0.212_321_726_328_6, relative: 1e-10)
    expectClose(fit.logLikelihood, -21.984_813_854_063_2, relative: 1e-12)
    let leverages = [
      0.402_892_578_236, 0.212_856_471_713, 0.076_651_712_179, 0.292_407_271_165,
      0.129_044_570_797, 0.294_259_003_077, 0.111_978_155_098, 0.479_910_237_736,
    ]
    for (h, expected) in zip(fit.leverages, leverages) {
      expectClose(h, expected, absolute: 5e-13 + 1e-9 * expected)
    }
    let mean = try fit.mean(at: [1, 8], offset: log(1000), probability: 0.9)
    expectClose(mean.linearPredictor, 4.405_525_024_676_37, relative: 1e-10)
    expectClose(mean.standardError, 0.119_278_534_487_537, relative: 1e-9)
    expectClose(mean.mean, 81.902_132_197_395_2, relative: 1e-10)
    expectClose(mean.interval.lowerBound, 67.311_378_562_257_3, relative: 1e-9)
    expectClose(mean.interval.upperBound, 99.655_651_121_085_0, relative: 1e-9)
  }

  // Counts under 5 withheld; the same numbers as in Reference/regression.R.
  static let withheld: [ClosedRange<Int>] = [
    12...12, 0...4, 9...9, 0...4, 7...7, 15...15, 0...4, 6...6, 0...4, 21...21, 11...11, 0...4,
  ]
  static let pupils = [100.0, 60, 90, 50, 80, 110, 40, 70, 45, 130, 95, 30]
  static let withheldDesign = Matrix(rows: (0..<12).map { [1, Double($0), Double($0 % 2)] })

  @Test func `withheld counts give what direct maximisation in R gives`() throws {
    let fit = try PoissonRegression(offset: Self.pupils.map { log($0) }).fit(
      design: Self.withheldDesign, response: Self.withheld)
    // R differentiates numerically there: about 8 digits in β̂, 5 in the Hessian.
    let coefficients = [-2.439_095_847_3, 0.027_735_291_1, 0.087_271_265_3]
    let errors = [0.216_821_175_3, 0.031_728_458_4, 0.216_647_150_3]
    for j in 0..<3 {
      expectClose(try #require(fit.coefficients[j]), coefficients[j], absolute: 2e-8)
      expectClose(try #require(fit.standardErrors[j]), errors[j], relative: 1e-5)
    }
    expectClose(fit.logLikelihood, -20.576_757_191_072_7, relative: 1e-10)
    #expect(fit.iterations < 12 && fit.deviance > 0)
  }

  @Test func `presence and absence have a closed form`() throws {
    // 7 of 20 counts are zero, the others known only as "1 or more": μ̂ = −log 0.35, and by the delta
    // method se(log μ̂) = √((1 − q)/(q n)) / μ̂.
    let response: [ClosedRange<Int>] = (0..<20).map { $0 < 7 ? 0...0 : 1...Int.max }
    let fit = try PoissonRegression().fit(
      design: Matrix(rows: 20, columns: 1, repeating: 1), response: response)
    let mean = -log(0.35)
    expectClose(fit.fitted[0], mean, relative: 1e-9)
    expectClose(
      try #require(fit.standardErrors[0]), sqrt(0.65 / (0.35 * 20)) / mean, relative: 1e-9)
    expectClose(fit.logLikelihood, 7 * log(0.35) + 13 * log(0.65), relative: 1e-12)
  }

  @Test func `a withheld row enters Pearson's statistic with its expectation`() throws {
    // Σ over 0…4 of P(k)/P(0…4) · (k − μ)²/μ, summed by hand for each withheld row.
    let offset = Self.pupils.map { log($0) }
    let fit = try PoissonRegression(offset: offset).fit(
      design: Self.withheldDesign, response: Self.withheld)
    var expected = 0.0
    for (y, mean) in zip(Self.withheld, fit.fitted) {
      let poisson = Poisson(mean: mean)
      let total = y.reduce(0) { $0 + poisson.probability($1) }
      for k in y {
        let distance = Double(k) - mean
        expected += poisson.probability(k) / total * distance * distance / mean
      }
    }
    expectClose(fit.pearson, expected, relative: 1e-11)
  }

  @Test func `withholding widens the errors and an interval of one number does not`() throws {
    let exact = [12, 3, 9, 2, 7, 15, 2, 6, 3, 21, 11, 1]
    let regression = PoissonRegression(offset: Self.pupils.map { log($0) })
    let known = try regression.fit(design: Self.withheldDesign, response: exact)
    let same = try regression.fit(
      design: Self.withheldDesign, response: exact.map { $0...$0 })
    let hidden = try regression.fit(design: Self.withheldDesign, response: Self.withheld)
    #expect(known.coefficients == same.coefficients)
    for j in 0..<3 {
      let (narrow, wide) = (known.standardErrors[j] ?? .nan, hidden.standardErrors[j] ?? .nan)
      #expect(wide > narrow)
    }
  }

  @Test func `the score is zero at the optimum`() throws {
    let fit = try PoissonRegression().fit(design: Self.warp, response: Self.breaks)
    let score = zip(Self.breaks, fit.fitted).map { Double($0) - $1 }
    for value in Self.warp.transposedTimes(score) { expectClose(value, 0, absolute: 1e-9) }
  }

  @Test func `permuting the rows changes nothing`() throws {
    let order = (0..<12).map { ($0 * 5) % 12 }
    let offset = Self.pupils.map { log($0) }
    let plain = try PoissonRegression(offset: offset).fit(
      design: Self.withheldDesign, response: Self.withheld)
    let permuted = try PoissonRegression(offset: order.map { offset[$0] }).fit(
      design: Self.withheldDesign.selecting(rows: order), response: order.map { Self.withheld[$0] })
    for j in 0..<3 {
      expectClose(
        try #require(permuted.coefficients[j]), try #require(plain.coefficients[j]),
        relative: 1e-9, absolute: 1e-9)
    }
  }

  @Test func `a dependent column is named and the means stay`() throws {
    // A dummy for each wool beside the intercept.
    let x = Matrix(rows: (0..<54).map { $0 < 27 ? [1, 1, 0] : [1, 0, 1] })
    let fit = try PoissonRegression().fit(design: x, response: Self.breaks)
    #expect(fit.rank == 2 && fit.aliased.count == 1)
    expectClose(fit.fitted[0], Double(Self.breaks[..<27].reduce(0, +)) / 27, relative: 1e-11)
    expectClose(fit.fitted[53], Double(Self.breaks[27...].reduce(0, +)) / 27, relative: 1e-11)
    #expect(throws: ModelError.notEstimable(columns: fit.aliased)) { try fit.mean(at: [1, 1, 1]) }
    #expect(fit.covariance[fit.aliased[0], 0].isNaN)
  }

  @Test func `large counts and far starts converge`() throws {
    let x = Matrix(rows: (0..<6).map { [1, Double($0)] })
    let response = (0..<6).map { Int((exp(2 + 3 * Double($0))).rounded()) }
    let fit = try PoissonRegression().fit(design: x, response: response)
    expectClose(try #require(fit.coefficients[1]), 3, absolute: 1e-3)
    let far = try PoissonRegression(offset: [0, 0, 0, 0, 0, 20]).fit(design: x, response: response)
    #expect(far.converged)
  }

  @Test(arguments: [false, true])
  func `ninety per cent intervals cover nine times in ten`(withholding: Bool) throws {
    // 1 000 fits; four standard errors of a share of 0.9 are 0.038.
    var generator = Philox(seed: 20_240_601, stream: 2)
    let x = Matrix(rows: (0..<24).map { [1, Double($0) / 12 - 1] })
    let truth = [1.5, 0.4]
    var covered = [0, 0]
    for _ in 0..<1_000 {
      let response = (x * truth).map { eta -> ClosedRange<Int> in
        let count = Poisson(mean: exp(eta)).draw(using: &generator)
        return withholding && count < 5 ? 0...4 : count...count
      }
      let fit = try PoissonRegression().fit(design: x, response: response)
      for j in 0..<2 {
        let interval = try #require(fit.interval(coefficient: j, probability: 0.9))
        if interval.contains(truth[j]) { covered[j] += 1 }
      }
    }
    for count in covered { expectClose(Double(count) / 1_000, 0.9, absolute: 0.038) }
  }

  @Test func `what cannot be fitted is refused`() {
    let x = Matrix(rows: [[1, 0], [1, 1]])
    let regression = PoissonRegression()
    #expect(throws: ModelError.invalidResponse(row: 1)) {
      try regression.fit(design: x, response: [3, -1])
    }
    #expect(throws: ModelError.invalidResponse(row: 0)) {
      try regression.fit(design: x, response: [0...Int.max, 3...3])
    }
    #expect(throws: ModelError.notFinite(row: 1)) {
      try regression.fit(design: Matrix(rows: [[1, 0], [1, .nan]]), response: [3, 1])
    }
    #expect(throws: ModelError.notFinite(row: 0)) {
      try PoissonRegression(offset: [-.infinity, 0]).fit(design: x, response: [3, 1])
    }
    #expect(throws: ModelError.linearAlgebra(.rankDeficient(rank: 0, columns: 2))) {
      try regression.fit(design: Matrix(rows: 3, columns: 2, repeating: 0), response: [1, 2, 3])
    }
    #expect(throws: ModelError.emptyData) {
      try regression.fit(design: Matrix(rows: 0, columns: 1, repeating: 0), response: [Int]())
    }
    #expect(throws: ModelError.noConvergence(iterations: 1)) {
      try PoissonRegression(maximumIterations: 1).fit(design: Self.warp, response: Self.breaks)
    }
  }
}
