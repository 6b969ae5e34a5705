import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct GeneralizedLinearInferenceTests {
  typealias Cases = GeneralizedLinearRegressionTests
  let r: RReference
  let berkeley: GeneralizedLinearFit
  let warp: GeneralizedLinearFit
  let quasi: GeneralizedLinearFit
  let infert: GeneralizedLinearFit

  init() throws {
    r = try RReference()
    let (design, yes, sizes) = try Cases.berkeley()
    berkeley = try GeneralizedLinearRegression(.binomial).fit(
      design: design, response: yes, sizes: sizes)
    warp = try GeneralizedLinearRegression(.poisson).fit(
      design: Cases.wool, response: Cases.breaks)
    quasi = try GeneralizedLinearRegression(.poisson, dispersion: .pearson).fit(
      design: Cases.wool, response: Cases.breaks)
    let (columns, cases) = try Cases.infert()
    infert = try GeneralizedLinearRegression(.binomial).fit(design: columns, response: cases)
  }

  private func smaller(_ columns: [Int]) throws -> GeneralizedLinearFit {
    let (design, yes, sizes) = try Cases.berkeley()
    return try GeneralizedLinearRegression(.binomial).fit(
      design: design.selecting(columns: columns), response: yes, sizes: sizes)
  }

  @Test func `leverages, Cook's distances and residuals are R's`() throws {
    for (name, values) in [
      ("hat", berkeley.leverages), ("cook", berkeley.cooksDistances),
      ("pearson residuals", berkeley.pearsonResiduals),
      ("deviance residuals", berkeley.devianceResiduals),
      ("bic", [berkeley.bic ?? .nan]), ("aic", [berkeley.aic ?? .nan]),
    ] {
      let expected = try r("UCBAdmissions", "logit diagnostics", name)
      #expect(values.count == expected.count)
      for (value, number) in zip(values, expected) {
        expectClose(value, number, relative: 1e-6, name)
      }
    }
  }

  @Test func `Wald, score and likelihood-ratio tests are R's`() throws {
    let ratio = try berkeley.likelihoodRatioTest(against: smaller([0, 1]))
    let expected = try r("UCBAdmissions", "logit diagnostics", "LRT dropping Dept")
    expectClose(ratio.statistic, expected[0], relative: 1e-9)
    #expect(ratio.degreesOfFreedom == 5)
    expectClose(ratio.pValue, expected[2], relative: 1e-7)
    let design = berkeley.design
    for (columns, added, name) in [
      ([0, 2, 3, 4, 5, 6], [1], "Rao adding Gender"),
      ([0, 1], [2, 3, 4, 5, 6], "Rao adding Dept"),
    ] {
      let score = try smaller(columns).scoreTest(adding: design.selecting(columns: added))
      let expected = try r("UCBAdmissions", "logit diagnostics", name)
      expectClose(score.statistic, expected[0], relative: 1e-8)
      expectClose(score.pValue, expected[2], relative: 1e-6)
    }
    let wald = try berkeley.waldTest(
      Matrix(rows: (2..<7).map { k in (0..<7).map { $0 == k ? 1 : 0 } }))
    let waldExpected = try r("UCBAdmissions", "logit diagnostics", "Wald Dept")
    expectClose(wald.statistic, waldExpected[0], relative: 1e-7)
    expectClose(wald.pValue, waldExpected[1], relative: 1e-5)
    let f = try quasi.likelihoodRatioTest(
      against: GeneralizedLinearRegression(.poisson, dispersion: .pearson).fit(
        design: Cases.wool.selecting(columns: [0, 1]), response: Cases.breaks))
    let fExpected = try r("warpbreaks", "", "F tension")
    expectClose(f.statistic, fExpected[0], relative: 1e-8)
    expectClose(f.pValue, fExpected[2], relative: 1e-7)
    #expect(f.denominatorDegreesOfFreedom == 50)
  }

  @Test func `models that are not nested are not compared`() throws {
    let other = try smaller([0, 1])
    #expect(throws: ModelError.notNested) { try other.likelihoodRatioTest(against: berkeley) }
    #expect(throws: ModelError.notNested) { try berkeley.likelihoodRatioTest(against: infert) }
  }

  @Test func `profile intervals are R's`() throws {
    for (column, name) in [(1, "Gender"), (6, "DeptF")] {
      let interval = try #require(
        try berkeley.profileInterval(coefficient: column, probability: 0.95))
      let exact = try r("UCBAdmissions", "logit diagnostics", "exact profile \(name)")
      // R's root-finder sits on deviances of eight digits.
      expectClose(interval.lowerBound, exact[0], absolute: 1e-6)
      expectClose(interval.upperBound, exact[1], absolute: 1e-6)
      let mass = try r("UCBAdmissions", "logit diagnostics", "MASS confint \(name)")
      expectClose(interval.lowerBound, mass[0], absolute: 3e-5)  // MASS interpolates the profile
    }
    let interval = try #require(try quasi.profileInterval(coefficient: 1, probability: 0.95))
    let exact = try r("warpbreaks", "", "exact profile woolB quasi t")
    expectClose(interval.lowerBound, exact[0], absolute: 1e-6)
    expectClose(interval.upperBound, exact[1], absolute: 1e-6)
  }

  @Test func `the variance of a Gaussian counts as a parameter, as in R's AIC`() throws {
    let gaussian = try GeneralizedLinearRegression(.gaussian).fit(
      design: Cases.wool, response: Cases.breaks)
    let height = gaussian.logLikelihood
    expectClose(try #require(gaussian.aic), 2 * 5 - 2 * height, relative: 1e-14)
    expectClose(try #require(gaussian.bic), 5 * log(54) - 2 * height, relative: 1e-14)
    expectClose(try #require(warp.aic), 2 * 4 - 2 * warp.logLikelihood, relative: 1e-14)
    #expect(quasi.aic == nil && quasi.bic == nil)
  }

  @Test func `an end of a profile is found far from the estimate`() throws {
    // One count of one: 2(μ − 1 − log μ) = q², whose lower end lies nine standard errors away.
    let fit = try GeneralizedLinearRegression(.poisson).fit(
      design: Matrix(rows: [[1]]), response: [1])
    let interval = try #require(try fit.profileInterval(coefficient: 0, probability: 0.9999))
    let q = Normal.standard.quantile(upper: 0.00005)
    #expect(interval.lowerBound < -8)
    for end in [interval.lowerBound, interval.upperBound] {
      expectClose(2 * (exp(end) - 1 - end), q * q, relative: 1e-8)
    }
  }

  @Test func `a saturated odds ratio has a profile interval that mirrors`() throws {
    // 5 of 10 beside 1 of 2: log odds of zero both, so that the likelihood is even in the log ratio.
    let fit = try GeneralizedLinearRegression(.binomial).fit(
      design: Matrix(rows: [[1, 0], [1, 1]]), response: [5, 1], sizes: [10, 2])
    let interval = try #require(try fit.profileInterval(coefficient: 1, probability: 0.95))
    #expect(interval.lowerBound.isFinite && interval.upperBound.isFinite)
    expectClose(interval.lowerBound, -interval.upperBound, absolute: 1e-7)
  }

  @Test func `sandwich errors are R's`() throws {
    let kinds: [(CoefficientCovariance, String)] = [
      (.robust(.hc0), "se HC0"), (.robust(.hc1), "se HC1"), (.robust(.hc2), "se HC2"),
      (.robust(.hc3), "se HC3"),
    ]
    let clusters = (0..<54).map { $0 % 9 }
    for (fit, section, part, extra) in [
      (berkeley, "UCBAdmissions", "logit diagnostics", []),
      (
        warp, "warpbreaks", "",
        [
          (.clustered(.cr0, clusters), "se CR0"), (.clustered(.cr1s, clusters), "se CR1"),
        ]
      ),
    ] as [(GeneralizedLinearFit, String, String, [(CoefficientCovariance, String)])] {
      for (kind, name) in kinds + extra {
        let covariance = try fit.covariance(kind)
        let expected = try r(section, part, name)
        for j in expected.indices {
          expectClose(covariance[j, j].squareRoot(), expected[j], relative: 1e-6, name)
        }
      }
    }
    #expect(throws: ModelError.tooFewClusters(count: 1)) {
      try warp.covariance(.clustered(.cr1, Array(repeating: 3, count: 54)))
    }
    // Every row its own cluster is HC0, and with CR2 it is HC2.
    for (cluster, row) in [
      (.cr0, .hc0), (.cr2, .hc2),
    ] as [(CoefficientCovariance.ClusterAdjustment, CoefficientCovariance.Heteroscedastic)] {
      let own = try warp.covariance(.clustered(cluster, Array(0..<54)))
      let plain = try warp.covariance(.robust(row))
      for j in 0..<4 { expectClose(own[j, j], plain[j, j], relative: 1e-11) }
    }
  }

  @Test func `CR2 and its degrees of freedom are those of clubSandwich`() throws {
    let probit = try GeneralizedLinearRegression(.binomial, link: .probit).fit(
      design: infert.design, response: Cases.infert().cases)
    let strata = try r("columns", "", "stratum").map { Int($0) }
    for (fit, labels, name) in [
      (warp, (0..<54).map { min($0 / 8, 5) }, "warpbreaks poisson"),
      (try smaller([0, 1]), (0..<12).map { $0 / 2 }, "Berkeley logit"),
      (probit, strata, "infert probit"),
    ] {
      let clustered = CoefficientCovariance.clustered(.cr2, labels)
      let covariance = try fit.covariance(clustered)
      let (errors, freedoms) = (
        try r("CR2", "", "\(name) se"), try r("CR2", "", "\(name) df")
      )
      #expect(errors.count == fit.rank)
      for j in errors.indices {
        expectClose(covariance[j, j].squareRoot(), errors[j], relative: 1e-7, name)
        let estimate = try #require(try fit.coefficient(j, covariance: clustered))
        expectClose(estimate.standardError, errors[j], relative: 1e-7, name)
        expectClose(estimate.degreesOfFreedom, freedoms[j], relative: 1e-6, name)
      }
    }
    let classical = try #require(try warp.coefficient(1, covariance: .classical))
    #expect(classical.degreesOfFreedom == .infinity)
    #expect(
      classical.interval(probability: 0.95) == warp.interval(coefficient: 1, probability: 0.95))
    #expect(try quasi.coefficient(1, covariance: .robust(.hc3))?.degreesOfFreedom == 50)
    #expect(
      try warp.coefficient(1, covariance: .clustered(.cr1, (0..<54).map { $0 % 9 }))?
        .degreesOfFreedom == 8)
  }

  @Test func `an empty row and an aliased column have no part in a covariance`() throws {
    var weights = [Double](repeating: 1, count: 54)
    weights[7] = 0
    let rest = (0..<54).filter { $0 != 7 }
    let extra = Matrix(columns: (0..<4).map(Cases.wool.column) + [Cases.wool.column(1)])
    let weighted = try GeneralizedLinearRegression(.poisson, weights: weights).fit(
      design: extra, response: Cases.breaks)
    let without = try GeneralizedLinearRegression(.poisson).fit(
      design: Cases.wool.selecting(rows: rest), response: rest.map { Cases.breaks[$0] })
    let aliased = try #require(weighted.aliased.first)
    for clustered in [false, true] {
      func kind(_ rows: [Int]) -> CoefficientCovariance {
        clustered ? .clustered(.cr2, rows.map { $0 % 9 }) : .robust(.hc1)
      }
      let a = try weighted.covariance(kind(Array(0..<54)))
      let b = try without.covariance(kind(rest))
      expectClose(a[0, 0], b[0, 0], relative: 1e-9)
      expectClose(a[3, 3], b[3, 3], relative: 1e-9)
      #expect(a[aliased, 0].isNaN && a[0, aliased].isNaN)
    }
  }

  @Test func `effects are R's by hand, and simulation agrees with the delta method`() throws {
    let expected = try r("effects", "", "AME spontaneous")
    let effect = try infert.averageMarginalEffect(of: 3)
    expectClose(effect.value, expected[0], relative: 1e-8)
    expectClose(effect.standardError, expected[1], relative: 1e-6)
    let simulated = try infert.averageMarginalEffect(
      of: 3, by: .simulation(draws: 4_000, seed: 1))
    #expect(simulated.value == effect.value)
    // The error of a standard deviation of 4 000 draws is 1.1 per cent; four of those.
    expectClose(simulated.standardError, effect.standardError, relative: 0.05)
    var (zero, one) = (infert.design, infert.design)
    for i in 0..<248 { (zero[i, 4], one[i, 4]) = (0, 1) }
    let difference = try infert.averageDifference(from: zero, to: one)
    let differenceExpected = try r("effects", "", "difference induced 0 to 1")
    expectClose(difference.value, differenceExpected[0], relative: 1e-8)
    expectClose(difference.standardError, differenceExpected[1], relative: 1e-6)
    let mean = try infert.means(design: Matrix(rows: [[1, 30, 2, 1, 0]]))[0]
    let link = try r("effects", "", "predict link")
    expectClose(mean.linearPredictor, link[0], relative: 1e-8)
    expectClose(mean.standardError, link[1], relative: 1e-7)
    let response = try r("effects", "", "response")
    expectClose(mean.interval.lowerBound, response[1], relative: 1e-7)
    let combination = try infert.combination([0, 0, 0, 1, -1])
    let combined = try r("effects", "", "linear combination spontaneous - induced")
    expectClose(combination.value, combined[0], relative: 1e-7)
    expectClose(combination.standardError, combined[1], relative: 1e-6)
  }

  @Test func `no effect is given of a column that an aliased one is made of`() throws {
    let x = Matrix(
      rows: (0..<20).map { i in
        let (a, b) = (Double(i % 4), Double(i % 5))
        return [1, a, b, a + b, Double(i * i % 7)]
      })
    let fit = try GeneralizedLinearRegression(.poisson).fit(
      design: x, response: (0..<20).map { Double(3 + $0 % 6) })
    #expect(fit.aliased.count == 1)
    for column in 1...3 {
      #expect(throws: ModelError.notEstimable(columns: fit.aliased)) {
        try fit.averageMarginalEffect(of: column)
      }
    }
    #expect(try fit.averageMarginalEffect(of: 4).standardError > 0)
  }

  @Test func `quantile residuals of a true model are standard normal, seeded`() throws {
    var generator = Philox(seed: 5, stream: 0)
    let x = Matrix(rows: (0..<2_000).map { [1, Double($0 % 40) / 20 - 1] })
    let y = (x * [1, 0.7]).map { Double(Poisson(mean: exp($0)).draw(using: &generator)) }
    let fit = try GeneralizedLinearRegression(.poisson).fit(design: x, response: y)
    let residuals = try fit.quantileResiduals(seed: 9)
    #expect(try residuals == fit.quantileResiduals(seed: 9))
    let mean = residuals.reduce(0, +) / 2_000
    let variance = residuals.reduce(0) { $0 + $1 * $1 } / 2_000
    expectClose(mean, 0, absolute: 4 / 2_000.0.squareRoot())
    expectClose(variance, 1, absolute: 4 * (2 / 2_000.0).squareRoot())
    #expect(throws: ModelError.noLikelihood) { try quasi.quantileResiduals(seed: 1) }
  }

  @Test func `Wald, profile and effect intervals cover as they say`() throws {
    // 1 500 fits; the brief's two points, beyond three standard errors of a share of 0.95.
    var generator = Philox(seed: 77, stream: 0)
    let x = Matrix(rows: (0..<30).map { [1, Double($0) / 15 - 1] })
    let truth = [0.8, 0.5]
    let eta = x * truth
    let effect = eta.reduce(0) { $0 + exp($1) * truth[1] } / 30
    var covered = [0, 0, 0, 0, 0, 0]
    for _ in 0..<1_500 {
      let y = eta.map { Double(Poisson(mean: exp($0)).draw(using: &generator)) }
      let fit = try GeneralizedLinearRegression(.poisson).fit(design: x, response: y)
      let intervals = [
        try #require(fit.interval(coefficient: 1, probability: 0.95)),
        try #require(try fit.profileInterval(coefficient: 1, probability: 0.95)),
        try fit.averageMarginalEffect(of: 1).interval,
        try fit.averageMarginalEffect(of: 1, by: .simulation(draws: 200, seed: 3)).interval,
      ]
      for (k, interval) in intervals.enumerated() where interval.contains(k < 2 ? 0.5 : effect) {
        covered[k] += 1
      }
      if try fit.mean(at: [1, 0.2]).interval.contains(exp(0.9)) { covered[4] += 1 }
      let robust = try fit.covariance(.robust(.hc3))[1, 1].squareRoot()
      if abs((fit.coefficients[1] ?? .nan) - 0.5) <= 1.96 * robust { covered[5] += 1 }
    }
    for (k, count) in covered.enumerated() {
      expectClose(Double(count) / 1_500, 0.95, absolute: 0.02, "interval \(k)")
    }
  }
}
