import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct RidgeRegressionTests {
  let reference: ReferenceNumbers
  let design: Matrix
  let response: [Double]

  init() throws {
    let numbers = try ReferenceNumbers("ModelsTests", "linear.txt")
    let names = ["GNP", "Unemployed", "Armed.Forces", "Population", "Year", "Employed"]
    design = Matrix(columns: names.map { numbers["longley.\($0)"] })
    response = numbers["longley.y"]
    reference = numbers
  }

  @Test func `a search that ends at the edge of its range says so`() throws {
    let column = (0..<12).map { $0 % 2 == 0 ? -1.0 : 1 }
    let x = Matrix(columns: [column])
    let ridge = RidgeRegression(penalty: .crossValidated)
    // Nothing to explain: all penalty. Explained to the last digit: none.
    let nothing = try ridge.fit(design: x, response: (0..<12).map { $0 / 2 % 2 == 0 ? 5 : 7 })
    #expect(!nothing.isInterior && nothing.effectiveDegreesOfFreedom < 1 + 1e-6)
    let all = try ridge.fit(design: x, response: column.map { 3 + $0 })
    #expect(!all.isInterior && all.effectiveDegreesOfFreedom > 2 - 1e-6)
  }

  @Test func `coefficients and cross-validation are those of lm.ridge`() throws {
    let count = reference["ridge.lambda"].count
    for (k, lambda) in reference["ridge.lambda"].enumerated() {
      let fit = try RidgeRegression(penalty: .fixed(lambda)).fit(design: design, response: response)
      let coefficients = reference["ridge.coef"]
      expectClose(fit.intercept, coefficients[k * 7], relative: 1e-9)
      for j in 0..<6 {
        expectClose(try #require(fit.coefficients[j]), coefficients[k * 7 + j + 1], relative: 1e-9)
      }
      // MASS: RSS / (n − df)², with a df that leaves the intercept out.
      let rest = 16 - (fit.effectiveDegreesOfFreedom - 1)
      expectClose(
        fit.residualSumOfSquares / (rest * rest), reference["ridge.GCV"][k], relative: 1e-10)
    }
    #expect(count == 5)
  }

  @Test func `it is least squares with rows added for the penalty`() throws {
    // Second route: the centred, scaled design over √λ·I, against zeros.
    let (n, lambda) = (16.0, 0.01)
    let centred = (0..<6).map { j in
      let column = design.column(j)
      let mean = column.reduce(0, +) / n
      let scale = sqrt(column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n)
      return (values: column.map { ($0 - mean) / scale }, scale: scale)
    }
    let mean = response.reduce(0, +) / n
    let x = Matrix(
      columns: centred.enumerated().map { j, column in
        column.values + (0..<6).map { $0 == j ? sqrt(lambda) : 0 }
      })
    let beta = try QR(x).solve(response.map { $0 - mean } + Array(repeating: 0, count: 6))
    let fit = try RidgeRegression(penalty: .fixed(lambda)).fit(design: design, response: response)
    for j in 0..<6 {
      expectClose(try #require(fit.coefficients[j]) * centred[j].scale, beta[j], relative: 1e-10)
    }
  }

  @Test func `the penalty found has the least cross-validation`() throws {
    let best = try RidgeRegression(penalty: .crossValidated).fit(design: design, response: response)
    #expect(best.isInterior)
    for factor in [0.9, 1.1] {
      let near = try RidgeRegression(penalty: .fixed(factor * best.penalty))
        .fit(design: design, response: response)
      #expect(near.crossValidation > best.crossValidation)
    }
    expectClose(
      best.residuals.reduce(0) { $0 + $1 * $1 }, best.residualSumOfSquares, relative: 1e-12)
    let rest = 16 - best.effectiveDegreesOfFreedom
    expectClose(
      best.crossValidation, 16 * best.residualSumOfSquares / (rest * rest), relative: 1e-9)
  }

  @Test func `a larger penalty means fewer degrees of freedom and a worse fit`() throws {
    var before = (freedom: 8.0, sum: 0.0)
    for lambda in [1e-6, 1e-3, 1, 1e3, 1e6] {
      let fit = try RidgeRegression(penalty: .fixed(lambda)).fit(design: design, response: response)
      #expect(
        fit.effectiveDegreesOfFreedom < before.freedom && fit.residualSumOfSquares > before.sum)
      before = (fit.effectiveDegreesOfFreedom, fit.residualSumOfSquares)
    }
    #expect(before.freedom < 1.01)
  }

  @Test func `more columns than rows have a ridge and no least squares`() throws {
    let wide = Matrix(rows: [[1, 2, 3, 5], [4, 5, 7, 1], [2, 0, 1, 1]])
    let fit = try RidgeRegression(penalty: .fixed(1)).fit(design: wide, response: [1, 2, 4])
    #expect(fit.coefficients.allSatisfy { $0 != nil } && fit.effectiveDegreesOfFreedom < 3)
    #expect(throws: ModelError.linearAlgebra(.rankDeficient(rank: 2, columns: 4))) {
      try RidgeRegression(penalty: .fixed(0)).fit(design: wide, response: [1, 2, 4])
    }
  }

  @Test func `a column that does not vary has no coefficient`() throws {
    let x = Matrix(rows: [[1, 2], [1, 3], [1, 5], [1, 6]])
    let fit = try RidgeRegression(penalty: .fixed(0)).fit(design: x, response: [1, 2, 4, 4])
    #expect(fit.coefficients[0] == nil)
    let line = try LinearRegression().fit(design: x, response: [1, 2, 4, 4])
    expectClose(fit.mean(at: [1, 4]), try line.mean(at: [1, 4]).mean, relative: 1e-13)
    #expect(throws: ModelError.notFinite(row: 2)) {
      try RidgeRegression(penalty: .fixed(0)).fit(design: x, response: [1, 2, .nan, 4])
    }
  }
}
