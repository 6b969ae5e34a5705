import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct GeneralizedLinearFitTests {
  let x = Matrix(rows: (0..<8).map { [1, Double($0)] })
  let counts = [31, 25, 16, 92, 45, 80, 19, 51]
  let offset = [1200.0, 850, 430, 2210, 990, 1500, 310, 720].map { log($0) }

  @Test func `links stay finite in both tails`() {
    #expect(Link.logit.mean(800) == 1 && Link.logit.mean(-800) == 0)
    expectClose(Link.logit.mean(-40), exp(-40), relative: 1e-12)
    expectClose(Link.logit.mean(0.3) + Link.logit.mean(-0.3), 1, relative: 1e-15)
    #expect(Link.log.mean(0) == 1)
  }

  @Test func `the mean at a row of the design is the fitted one, and its error the leverage`()
    throws
  {
    let fit = try PoissonRegression(offset: offset).fit(design: x, response: counts)
    for i in 0..<8 {
      let mean = try fit.mean(at: x.row(i), offset: offset[i])
      expectClose(mean.mean, fit.fitted[i], relative: 1e-12)
      // hᵢ = wᵢ · Var(η̂ᵢ), and the weight of a Poisson row is its mean.
      expectClose(
        fit.fitted[i] * mean.standardError * mean.standardError, fit.leverages[i],
        relative: 1e-8)  // the errors are those of the step before the last
      #expect(mean.interval.contains(mean.mean))
    }
    expectClose(fit.leverages.reduce(0, +), 2, relative: 1e-12)
  }

  @Test func `Wald intervals follow from coefficient and error`() throws {
    let fit = try PoissonRegression(offset: offset).fit(design: x, response: counts)
    let interval = try #require(fit.interval(coefficient: 1, probability: 0.95))
    let (value, error) = (
      try #require(fit.coefficients[1]), try #require(fit.standardErrors[1])
    )
    expectClose(interval.lowerBound, value - 1.959_963_984_540_054 * error, relative: 1e-12)
    expectClose(interval.upperBound, value + 1.959_963_984_540_054 * error, relative: 1e-12)
  }

  @Test func `the unit of a column changes its coefficient and nothing else`() throws {
    let regression = PoissonRegression(offset: offset)
    let plain = try regression.fit(design: x, response: counts)
    let scaled = try regression.fit(design: x.scalingColumns(by: [1, 1000]), response: counts)
    expectClose(
      1000 * (try #require(scaled.coefficients[1])), try #require(plain.coefficients[1]),
      relative: 1e-9)
    expectClose(scaled.logLikelihood, plain.logLikelihood, relative: 1e-13)
    expectClose(scaled.deviance, plain.deviance, relative: 1e-11)
  }

  @Test func `a row that is not finite, or an offset, has no mean`() throws {
    let fit = try PoissonRegression(offset: offset).fit(design: x, response: counts)
    #expect(throws: ModelError.notFinite(row: 0)) { try fit.mean(at: [1, .nan]) }
    #expect(throws: ModelError.notFinite(row: 0)) { try fit.mean(at: [1, 1], offset: .infinity) }
  }

  @Test func `a probability of one is a programming mistake`() async {
    await #expect(processExitsWith: .failure) {
      let fit = try PoissonRegression().fit(design: Matrix(rows: [[1], [1]]), response: [3, 4])
      _ = fit.interval(coefficient: 0, probability: 1)
    }
  }
}
