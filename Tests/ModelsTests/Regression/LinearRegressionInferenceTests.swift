import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

/// Diagnostics and predictions against R, and the coverage of intervals by simulation.
@Suite struct LinearRegressionInferenceTests {
  let reference: ReferenceNumbers
  let design: Matrix

  init() throws {
    reference = try ReferenceNumbers("ModelsTests", "linear.txt")
    design = Matrix(columns: [
      Array(repeating: 1, count: 32), reference["mtcars.wt"], reference["mtcars.hp"],
    ])
  }

  func fit(_ name: String) throws -> LinearRegression.Fit {
    try LinearRegression().fit(
      design: design, response: reference["mtcars.mpg"],
      weights: name == "wls" ? reference["mtcars.qsec"] : nil)
  }

  func expect(_ values: [Double?], _ key: String, relative: Double = 1e-12) throws {
    #expect(values.count == reference[key].count)
    for (value, expected) in zip(values, reference[key]) {
      expectClose(try #require(value), expected, relative: relative, key)
    }
  }

  @Test(arguments: ["ols", "wls"])
  func `coefficients, diagnostics and predictions are those of R`(name: String) throws {
    let fit = try fit(name)
    try expect(fit.coefficients, "\(name).coef")
    try expect(fit.standardErrors, "\(name).se")
    try expect(try (0..<3).map { try fit.coefficient($0)?.pValue }, "\(name).p", relative: 1e-10)
    try expect(try fit.leverages, "\(name).hat")
    try expect(try fit.standardizedResiduals(), "\(name).rstandard", relative: 1e-11)
    try expect(try fit.cooksDistances(), "\(name).cook", relative: 1e-10)
    try expect([fit.rSquared, fit.adjustedRSquared], "\(name).r2")
    let f = try #require(fit.fTest)
    try expect(
      [f.statistic, Double(f.numerator), Double(f.denominator), f.pValue], "\(name).F",
      relative: 1e-10)
    let mean = try fit.mean(at: [1, 3, 150], probability: 0.9)
    try expect(
      [mean.mean, mean.interval.lowerBound, mean.interval.upperBound], "\(name).confidence")
    let new = try fit.prediction(at: [1, 3, 150], weight: name == "wls" ? 18 : 1)
    let interval = new.interval(probability: 0.9)
    try expect([new.value, interval.lowerBound, interval.upperBound], "\(name).prediction")
  }

  @Test func `a combination is the difference that it says`() throws {
    let fit = try fit("ols")
    let difference = try fit.combination([0, 1, -1])
    let (a, b) = (try #require(fit.coefficients[1]), try #require(fit.coefficients[2]))
    expectClose(difference.value, a - b, relative: 1e-14)
    let variance = fit.covariance[1, 1] + fit.covariance[2, 2] - 2 * fit.covariance[1, 2]
    expectClose(difference.standardError, sqrt(variance), relative: 1e-12)
    #expect(difference.degreesOfFreedom == 29)
  }

  @Test func `an aliased column is told with what it is made of`() throws {
    // Column 3 = 2 · wt − hp, and column 1 stays out of it.
    let extra = zip(design.column(1), design.column(2)).map { 2 * $0 - $1 }
    let fit = try LinearRegression().fit(
      design: Matrix(columns: [design.column(0), design.column(1), design.column(2), extra]),
      response: reference["mtcars.mpg"])
    let alias = try #require(fit.aliases.first)
    #expect(fit.aliases.count == 1 && fit.aliased == [alias.column])
    #expect(alias.combination.map { $0.column } == [1, 2, 3].filter { $0 != alias.column })
    let columns = [design.column(0), design.column(1), design.column(2), extra]
    for row in [0, 17] {
      let sum = alias.combination.reduce(0) { $0 + $1.weight * columns[$1.column][row] }
      expectClose(sum, columns[alias.column][row], relative: 1e-10)
    }
    #expect(try fit.coefficient(alias.column) == nil)
    let kept = alias.combination[0].column
    expectClose(
      try #require(try fit.coefficient(kept)).standardError,
      try #require(fit.standardErrors[kept]), relative: 1e-9)
    #expect(throws: ModelError.notEstimable(columns: fit.aliased)) {
      try fit.combination([0, 1, 0, 0])
    }
  }

  @Test func `more columns than rows are refused as too few rows`() {
    #expect(throws: ModelError.tooFewRows(rows: 2, columns: 3)) {
      try LinearRegression().fit(
        design: Matrix(rows: [[1, 2, 3], [4, 5, 7]]), response: [1, 2])
    }
  }

  @Test func `intervals cover what they say`() throws {
    var generator = Philox(seed: 5, stream: 0)
    let runs = 2000
    var (slope, mean, new) = (0, 0, 0)
    let x = Matrix(rows: (0..<12).map { [1, Double($0)] })
    for _ in 0..<runs {
      let y = (0..<12).map { 2 + 0.5 * Double($0) + Normal.standard.quantile(generator.uniform()) }
      let fit = try LinearRegression().fit(design: x, response: y)
      if try #require(fit.interval(coefficient: 1, probability: 0.8)).contains(0.5) { slope += 1 }
      if try fit.mean(at: [1, 14], probability: 0.8).interval.contains(9) { mean += 1 }
      let next = 9 + Normal.standard.quantile(generator.uniform())
      if try fit.prediction(at: [1, 14]).interval(probability: 0.8).contains(next) { new += 1 }
    }
    let error = sqrt(0.8 * 0.2 / Double(runs))
    for covered in [slope, mean, new] {
      expectClose(Double(covered) / Double(runs), 0.8, absolute: 4 * error)
    }
  }
}
