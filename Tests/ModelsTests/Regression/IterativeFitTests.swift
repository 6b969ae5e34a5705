import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Models

@Suite struct IterativeFitTests {
  /// Counts of schools by calendar year, half of them withheld below five: the shape of our data, with
  /// the year not centred.
  @Test func `random panels settle at a zero score or are named as separated`() throws {
    var generator = Philox(seed: 11, stream: 0)
    var fitted = 0
    for _ in 0..<300 {
      let schools = Int.random(in: 2...4, using: &generator)
      let level = Double.random(in: -1...4, using: &generator)
      var (rows, offsets): ([[Double]], [Double]) = ([], [])
      var response: [ClosedRange<Int>] = []
      for school in 0..<schools {
        for year in 2015...2022 {
          let dummies = (1..<schools).map { $0 == school ? 1.0 : 0 }
          rows.append([1, Double(year)] + dummies)
          let offset = log(Double(Int.random(in: 20...200, using: &generator)) / 60)
          offsets.append(offset)
          let mean = exp(level + 0.1 * Double(year - 2018) - 0.5 * Double(school) + offset)
          let count = Poisson(mean: mean).draw(using: &generator)
          response.append(count < 5 && count > 0 ? 1...4 : count...count)
        }
      }
      let x = Matrix(rows: rows)
      if let fit = try unlessSeparated(
        PoissonRegression(offset: offsets), design: x, response: response)
      {
        fitted += 1
        let score = zip(response, fit.fitted).map { PoissonInterval($0, mean: $1).score }
        let size = fit.fitted.reduce(0, +)
        for (j, value) in x.transposedTimes(score).enumerated() {
          expectClose(value, 0, absolute: 1e-9 * (1 + size) * (j == 1 ? 2022 : 1))
        }
        #expect(fit.iterations <= 30)
      } else {
        // A school without pupils in all its years.
        let silent = (0..<schools).contains { school in
          response[(school * 8)..<(school * 8 + 8)].allSatisfy { $0.lowerBound == 0 }
        }
        let positive = Set(
          response.indices.filter { response[$0].lowerBound > 0 }.map { rows[$0][1] })
        #expect(silent || positive.count < 2)
      }
    }
    #expect(fitted > 200)
  }

  /// The fit, or nil when it is separated; any other error is thrown on.
  private func unlessSeparated(
    _ regression: PoissonRegression, design: Matrix, response: [ClosedRange<Int>]
  ) throws -> GeneralizedLinearFit? {
    let result = Result { () throws(ModelError) in
      try regression.fit(design: design, response: response)
    }
    if case .failure(.separation) = result { return nil }
    return try result.get()
  }

  @Test func `the information at the maximum is the curvature of the log-likelihood`() throws {
    let response: [ClosedRange<Int>] = [3...3, 0...4, 9...9, 0...4, 6...8]
    let fit = try PoissonRegression().fit(
      design: Matrix(rows: 5, columns: 1, repeating: 1), response: response)
    func logLikelihood(_ beta: Double) -> Double {
      response.reduce(0) { $0 + PoissonInterval($1, mean: exp(beta)).logProbability }
    }
    let (beta, h) = (try #require(fit.coefficients[0]), 1e-3)
    let curvature =
      -(logLikelihood(beta + h) - 2 * logLikelihood(beta) + logLikelihood(beta - h)) / (h * h)
    // The second difference errs by h²/12 times a fourth derivative, and by rounding of 1e-15/h².
    expectClose(1 / fit.covariance[0, 0], curvature, relative: 1e-5)
    #expect(logLikelihood(beta) >= logLikelihood(beta + h))
    #expect(logLikelihood(beta) >= logLikelihood(beta - h))
  }

  @Test func `a start far from the maximum is climbed from`() throws {
    // With an offset of 20 in one row, the first guess of that row's mean is e²⁰ too large.
    let fit = try PoissonRegression(offset: [0, 0, 0, 20]).fit(
      design: Matrix(rows: [[1, 0], [1, 1], [1, 2], [1, 3]]), response: [5, 6, 4, 5])
    // The likelihood equation of the intercept: the fitted means sum to the counts.
    expectClose(fit.fitted.reduce(0, +), 20, relative: 1e-10)
  }
}
