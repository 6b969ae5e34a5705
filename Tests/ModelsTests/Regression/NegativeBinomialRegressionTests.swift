import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct NegativeBinomialRegressionTests {
  /// Absence of school pupils in Walgett, New South Wales (S. Quine): ~ Eth + Sex + Age + Lrn.
  static func quine() throws -> (design: Matrix, days: [Int]) {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Reference/glm.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    func codes(_ name: String) throws -> [Int] {
      let line = try #require(
        lines.first { $0.hasPrefix("\(name) 0") || $0.hasPrefix("\(name) 1") })
      return line.dropFirst(name.count + 1).compactMap(\.wholeNumberValue)
    }
    let (eth, sex, age, lrn) = (
      try codes("Eth"), try codes("Sex"), try codes("Age"), try codes("Lrn")
    )
    let days = try #require(lines.first { $0.hasPrefix("Days ") }).split(separator: " ")
      .compactMap { Int($0) }
    let rows = days.indices.map { (i: Int) -> [Double] in
      let ages = (1..<4).map { age[i] == $0 ? 1.0 : 0.0 }
      return [1, Double(eth[i]), Double(sex[i])] + ages + [Double(lrn[i])]
    }
    return (Matrix(rows: rows), days)
  }

  @Test func `Quine's absences are MASS's`() throws {
    let r = try RReference()
    let (design, days) = try Self.quine()
    #expect(days.count == 146)
    let fit = try NegativeBinomialRegression().fit(design: design, response: days)
    let theta = try r("quine", "", "theta")
    expectClose(fit.theta, theta[0], relative: 1e-7)
    let error = try #require(fit.thetaStandardError)
    expectClose(error, try r("quine", "", "theta se at the maximum")[0], relative: 1e-8)
    expectClose(error, theta[1], relative: 1e-5)  // MASS's belongs to the step before its last
    let (coefficients, errors) = (try r("quine", "", "coefficients"), try r("quine", "", "se"))
    for j in 0..<7 {
      expectClose(
        try #require(fit.regression.coefficients[j]), coefficients[j], relative: 1e-6)
      expectClose(try #require(fit.regression.standardErrors[j]), errors[j], relative: 1e-6)
    }
    expectClose(fit.logLikelihood, try r("quine", "", "logLik")[0], relative: 1e-11)
    expectClose(fit.regression.deviance, try r("quine", "", "deviance")[0], relative: 1e-7)
    expectClose(fit.aic, try r("quine", "", "aic")[0], relative: 1e-11)
    #expect(!fit.isPoisson && fit.overdispersionPValue < 1e-100)
  }

  @Test func `the interval of θ is the profile by hand in R, open where Poisson is not refused`()
    throws
  {
    let r = try RReference()
    let (design, days) = try Self.quine()
    let wool = GeneralizedLinearRegressionTests.wool
    let breaks = GeneralizedLinearRegressionTests.breaks.map { Int($0) }
    for (name, design, counts) in [
      ("quine", design, days), ("warpbreaks", wool, breaks),
      ("twelve", Matrix(rows: 12, columns: 1, repeating: 1), [2, 3, 1, 4, 2, 0, 3, 5, 2, 1, 3, 2]),
      ("open", Matrix(rows: 10, columns: 1, repeating: 1), [2, 7, 1, 4, 2, 0, 3, 8, 2, 5]),
    ] {
      let fit = try NegativeBinomialRegression().fit(design: design, response: counts)
      let interval = try fit.thetaInterval(probability: 0.95)
      let line = try r("theta", "", name)
      expectClose(interval.lowerBound, line[0], relative: 1e-6, name)
      #expect(fit.isPoisson == (name == "twelve"))
      if name == "twelve" || name == "open" {
        #expect(interval.upperBound == .infinity && interval.contains(fit.theta))
        // Poisson is then refused by no test of that size, twice the one-sided one.
        #expect(fit.overdispersionPValue > 0.025)
      } else {
        expectClose(interval.upperBound, line[1], relative: 1e-6, name)
        #expect(fit.overdispersionPValue < 0.025)
      }
    }
  }

  @Test func `intervals of θ cover as they say, and more where the counts are Poisson`() throws {
    let x = Matrix(rows: (0..<40).map { [1, Double($0) / 20 - 1] })
    let means = (x * [1.4, 0.5]).map { exp($0) }
    var generator = Philox(seed: 404, stream: 0)
    let runs = 200
    var (covered, poisson) = (0, 0)
    for _ in 0..<runs {
      let clumped = means.map { NegativeBinomial(mean: $0, size: 2.5).draw(using: &generator) }
      let fit = try NegativeBinomialRegression().fit(design: x, response: clumped)
      if try fit.thetaInterval(probability: 0.9).contains(2.5) { covered += 1 }
      let plain = means.map { Poisson(mean: $0).draw(using: &generator) }
      let other = try NegativeBinomialRegression().fit(design: x, response: plain)
      if try other.thetaInterval(probability: 0.9).upperBound == .infinity { poisson += 1 }
    }
    let error = (0.9 * 0.1 / Double(runs)).squareRoot()
    expectClose(Double(covered) / Double(runs), 0.9, absolute: 4 * error)
    #expect(Double(poisson) / Double(runs) > 0.9)
  }

  @Test func `a maximum inside is found where the likelihood falls from Poisson at first`() throws {
    // Ten large counts that do not vary, thirty small ones that vary wildly: together Σ(y − μ)² < Σ y,
    // so that ℓ falls with 1/θ at zero; and yet the small ones gain more than the large ones lose.
    let counts = Array(repeating: 100, count: 10) + Array(repeating: 0, count: 29) + [30]
    let design = Matrix(rows: counts.indices.map { [1, $0 < 10 ? 1 : 0] })
    let fit = try NegativeBinomialRegression().fit(design: design, response: counts)
    #expect(!fit.isPoisson && fit.theta < 1 && fit.logLikelihood > fit.poissonLogLikelihood + 10)
    expectClose(fit.regression.fitted[0], 100, relative: 1e-7)
    expectClose(fit.regression.fitted[39], 1, relative: 1e-7)
  }

  @Test func `counts that vary no more than Poisson are said to be Poisson`() throws {
    let design = Matrix(rows: 6, columns: 1, repeating: 1)
    let fit = try NegativeBinomialRegression().fit(design: design, response: [4, 5, 6, 5, 4, 6])
    #expect(fit.isPoisson && fit.thetaStandardError == nil && fit.theta == .infinity)
    expectClose(fit.regression.fitted[0], 5, relative: 1e-9)
    expectClose(fit.overdispersionPValue, 0.5, absolute: 1e-12)
  }

  @Test func `θ is where the likelihood is flat, by second differences too`() throws {
    let (design, days) = try Self.quine()
    let fit = try NegativeBinomialRegression().fit(design: design, response: days)
    func profile(_ theta: Double) throws -> Double {
      try GeneralizedLinearRegression(.negativeBinomial(theta: theta)).fit(
        design: design, response: days.map(Double.init)
      ).logLikelihood
    }
    let (h, top) = (1e-3, try profile(fit.theta))
    let (up, down) = (try profile(fit.theta + h), try profile(fit.theta - h))
    expectClose((up - down) / (2 * h), 0, absolute: 1e-4)
    // The profile has the joint information, which differs from MASS's by the cross terms: 0.03 %.
    let error = try #require(fit.thetaStandardError)
    expectClose(-(up + down - 2 * top) / (h * h), 1 / (error * error), relative: 2e-3)
  }

  @Test func `exact counts as intervals, and withheld ones, agree with the likelihood`() throws {
    let counts: [ClosedRange<Int>] = [
      1...4, 12...12, 1...4, 30...30, 7...7, 0...0, 1...4, 19...19, 55...55, 8...8,
    ]
    let design = Matrix(rows: 10, columns: 1, repeating: 1)
    let fit = try NegativeBinomialRegression().fit(design: design, counts: counts)
    // ℓ(μ, θ) from the recurrence of the probabilities; its gradient by differences.
    func logLikelihood(_ mean: Double, _ theta: Double) -> Double {
      counts.reduce(0) { sum, count in
        var (p, total) = (pow(theta / (theta + mean), theta), 0.0)
        for k in 0...count.upperBound {
          if k >= count.lowerBound { total += p }
          p *= (theta + Double(k)) / Double(k + 1) * mean / (mean + theta)
        }
        return sum + log(total)
      }
    }
    let (mean, theta) = (fit.regression.fitted[0], fit.theta)
    expectClose(fit.logLikelihood, logLikelihood(mean, theta), relative: 1e-11)
    let h = 1e-5
    let slopes = [
      logLikelihood(mean + h, theta) - logLikelihood(mean - h, theta),
      logLikelihood(mean, theta + h) - logLikelihood(mean, theta - h),
    ]
    for slope in slopes { expectClose(slope / (2 * h), 0, absolute: 1e-7) }
  }

  @Test func `ninety-five per cent intervals cover`() throws {
    var generator = Philox(seed: 3, stream: 0)
    let x = Matrix(rows: (0..<80).map { [1, Double($0) / 40 - 1] })
    let eta = x * [2, 0.5]
    var covered = 0
    for _ in 0..<600 {
      let y = eta.map { value -> Int in
        // A Poisson of a gamma of shape 2 and mean 1: θ = 2.
        let gamma = -(log(generator.uniform()) + log(generator.uniform())) / 2
        return Poisson(mean: exp(value) * gamma).draw(using: &generator)
      }
      let fit = try NegativeBinomialRegression().fit(design: x, response: y)
      let interval = try #require(fit.regression.interval(coefficient: 1, probability: 0.95))
      covered += interval.contains(0.5) ? 1 : 0
    }
    // Three standard errors of 600 are 0.027.
    expectClose(Double(covered) / 600, 0.95, absolute: 0.027)
  }
}
