import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct BinomialRegressionTests {
  /// Beetles killed by carbon disulphide: C. I. Bliss (1935), Annals of Applied Biology 22, 134–167.
  static let dose = [1.6907, 1.7242, 1.7552, 1.7842, 1.8113, 1.8369, 1.8610, 1.8839]
  static let beetles = [59, 60, 62, 56, 63, 59, 62, 60]
  static let killed = [6, 13, 18, 28, 52, 53, 61, 60]
  static let design = Matrix(rows: dose.map { [1, $0] })

  @Test func `intervals under a probit have the curvature of their likelihood`() throws {
    let counts = [1...4, 3...6, 2...3]
    let fit = try GeneralizedLinearRegression(.binomial, link: .probit).fit(
      design: Matrix(rows: 3, columns: 1, repeating: 1), counts: counts, sizes: [10, 10, 10])
    func logLikelihood(_ eta: Double) -> Double {
      let law = Binomial(trials: 10, probability: Normal.standard.cumulative(eta))
      return counts.reduce(0) { sum, interval in
        sum + log(interval.reduce(0) { $0 + law.probability($1) })
      }
    }
    let (b, h) = (try #require(fit.coefficients[0]), 1e-3)
    let middle = 2 * logLikelihood(b)
    let curvature = (logLikelihood(b + h) + logLikelihood(b - h) - middle) / (h * h)
    expectClose(logLikelihood(b + h), logLikelihood(b - h), absolute: 1e-7)
    // Second differences: h² of the fourth derivative.
    expectClose(try #require(fit.standardErrors[0]), (-1 / curvature).squareRoot(), relative: 1e-5)
  }

  @Test func `Bliss's beetles give the numbers of R`() throws {
    // R: glm(cbind(killed, m - killed) ~ dose, binomial); see Reference/regression.txt
    let fit = try BinomialRegression().fit(
      design: Self.design, successes: Self.killed, trials: Self.beetles)
    expectClose(try #require(fit.coefficients[0]), -60.717_454_561_635_3, relative: 1e-10)
    expectClose(try #require(fit.coefficients[1]), 34.270_325_734_146_9, relative: 1e-10)
    expectClose(try #require(fit.standardErrors[0]), 5.180_711_463, relative: 1e-9)
    expectClose(try #require(fit.standardErrors[1]), 2.912_140_071, relative: 1e-9)
    expectClose(fit.deviance, 11.232_231_097_419, relative: 1e-11)
    expectClose(fit.pearson, 10.026_817_585_6, relative: 1e-10)
    expectClose(fit.logLikelihood, -18.715_134_657_255_9, relative: 1e-12)
    expectClose(try #require(fit.aic), 41.430_269_314_511_9, relative: 1e-12)
    #expect(fit.residualDegreesOfFreedom == 6 && fit.converged && fit.iterations < 10)
  }

  @Test func `quasi-binomial errors are wider by the root of the dispersion`() throws {
    let fit = try BinomialRegression(dispersion: .pearson).fit(
      design: Self.design, successes: Self.killed, trials: Self.beetles)
    expectClose(fit.dispersion, 1.671_136_264, relative: 1e-9)
    expectClose(try #require(fit.standardErrors[0]), 6.697_231_897, relative: 1e-9)
    #expect(fit.aic == nil)
  }

  @Test func `the score is zero at the optimum`() throws {
    let fit = try BinomialRegression().fit(
      design: Self.design, successes: Self.killed, trials: Self.beetles)
    let score = (0..<8).map {
      Double(Self.killed[$0]) - Double(Self.beetles[$0]) * fit.fitted[$0]
    }
    for value in Self.design.transposedTimes(score) { expectClose(value, 0, absolute: 1e-10) }
  }

  @Test func `one group has the log odds and their textbook error`() throws {
    // β̂ = log(s/(m−s)), se² = 1/s + 1/(m−s)
    let fit = try BinomialRegression().fit(
      design: Matrix(rows: [[1]]), successes: [30], trials: [40])
    expectClose(try #require(fit.coefficients[0]), log(3), relative: 1e-12)
    expectClose(try #require(fit.standardErrors[0]), sqrt(1 / 30 + 1.0 / 10), relative: 1e-12)
    expectClose(fit.deviance, 0, absolute: 1e-12)
    let mean = try fit.mean(at: [1], probability: 0.95)
    expectClose(mean.mean, 0.75, relative: 1e-12)
    let half = Normal.standard.quantile(0.975) * sqrt(1 / 30 + 1.0 / 10)
    expectClose(mean.interval.upperBound, 1 / (1 + exp(-log(3) - half)), relative: 1e-12)
  }

  @Test(arguments: [(1, 5), (2, 5), (4, 5)])
  func `a saturated fit has no deviance, and two unlike groups have that of the textbook`(
    successes: Int, trials: Int
  ) throws {
    let alone = try BinomialRegression().fit(
      design: Matrix(rows: [[1]]), successes: [successes], trials: [trials])
    expectClose(alone.deviance, 0, absolute: 1e-12)
    // Beside a group of 0 in 5 the common p is s/10: G² = 2 Σ observed · log(observed / expected).
    let pair = try BinomialRegression().fit(
      design: Matrix(rows: [[1], [1]]), successes: [successes, 0], trials: [trials, trials])
    let (s, m) = (Double(successes), Double(trials))
    let p = s / (2 * m)
    let expected =
      2 * (s * log(s / (m * p)) + (m - s) * log((m - s) / (m - m * p)) - m * log(1 - p))
    expectClose(pair.deviance, expected, relative: 1e-11)
  }

  @Test func `pupils one by one and in groups give the same coefficients`() throws {
    let grouped = try BinomialRegression().fit(
      design: Self.design, successes: Self.killed, trials: Self.beetles)
    var (rows, outcomes): ([[Double]], [Int]) = ([], [])
    for i in 0..<8 {
      for k in 0..<Self.beetles[i] {
        rows.append([1, Self.dose[i]])
        outcomes.append(k < Self.killed[i] ? 1 : 0)
      }
    }
    let single = try BinomialRegression().fit(
      design: Matrix(rows: rows), successes: outcomes,
      trials: Array(repeating: 1, count: rows.count))
    for j in 0..<2 {
      expectClose(
        try #require(single.coefficients[j]), try #require(grouped.coefficients[j]),
        relative: 1e-9)
      expectClose(
        try #require(single.standardErrors[j]), try #require(grouped.standardErrors[j]),
        relative: 1e-9)
    }
  }

  @Test func `exchanging success and failure turns every sign`() throws {
    let plain = try BinomialRegression().fit(
      design: Self.design, successes: Self.killed, trials: Self.beetles)
    let turned = try BinomialRegression().fit(
      design: Self.design, successes: zip(Self.beetles, Self.killed).map { $0 - $1 },
      trials: Self.beetles)
    for j in 0..<2 {
      expectClose(
        try #require(turned.coefficients[j]), -(try #require(plain.coefficients[j])),
        relative: 1e-10)
    }
  }

  @Test func `ninety per cent intervals cover nine times in ten`() throws {
    // 1 000 fits; four standard errors of a share of 0.9 are 0.038.
    var generator = Philox(seed: 20_240_601, stream: 1)
    let x = Matrix(rows: (0..<12).map { [1, Double($0) / 6 - 1] })
    let truth = [-0.4, 0.8]
    var covered = [0, 0]
    for _ in 0..<1_000 {
      let successes = (x * truth).map {
        Binomial(trials: 80, probability: Link.logit.mean($0)).draw(using: &generator)
      }
      let fit = try BinomialRegression().fit(
        design: x, successes: successes, trials: Array(repeating: 80, count: 12))
      for j in 0..<2 {
        let interval = try #require(fit.interval(coefficient: j, probability: 0.9))
        if interval.contains(truth[j]) { covered[j] += 1 }
      }
    }
    for count in covered { expectClose(Double(count) / 1_000, 0.9, absolute: 0.038) }
  }

  @Test func `what cannot be fitted is refused`() {
    let x = Matrix(rows: [[1, 0], [1, 1]])
    let regression = BinomialRegression()
    #expect(throws: ModelError.invalidResponse(row: 1)) {
      try regression.fit(design: x, successes: [1, 5], trials: [4, 4])
    }
    #expect(throws: ModelError.invalidResponse(row: 0)) {
      try regression.fit(design: x, successes: [0, 2], trials: [0, 4])
    }
    #expect(throws: ModelError.notFinite(row: 0)) {
      try BinomialRegression(offset: [.nan, 0]).fit(design: x, successes: [1, 2], trials: [4, 4])
    }
    #expect(throws: ModelError.tooFewRows(rows: 2, columns: 2)) {
      try BinomialRegression(dispersion: .pearson).fit(
        design: x, successes: [1, 2], trials: [4, 4])
    }
    #expect(throws: ModelError.noConvergence(iterations: 2)) {
      try BinomialRegression(maximumIterations: 2).fit(
        design: Self.design, successes: Self.killed, trials: Self.beetles)
    }
  }
}
