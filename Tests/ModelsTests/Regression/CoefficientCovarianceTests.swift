import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct CoefficientCovarianceTests {
  let reference: ReferenceNumbers
  let design: Matrix
  let weights: [Double]
  let clusters: [Int]

  init() throws {
    reference = try ReferenceNumbers("ModelsTests", "linear.txt")
    let ones = Array(repeating: 1.0, count: 32)
    design = Matrix(columns: [ones, reference["mtcars.wt"], reference["mtcars.hp"]])
    weights = reference["mtcars.qsec"]
    clusters = reference["mtcars.carb"].map { Int($0) }
  }

  func fit(_ name: String) throws -> LinearRegression.Fit {
    try LinearRegression().fit(
      design: design, response: reference["mtcars.mpg"], weights: name == "wls" ? weights : nil)
  }

  func expect(_ matrix: Matrix, _ key: String) {
    for (value, expected) in zip(matrix.columnMajor, reference[key]) {
      expectClose(value, expected, relative: 1e-10, key)  // eigenvalues of I − H, near zero
    }
  }

  @Test(arguments: ["ols", "wls"])
  func `robust covariances are those of sandwich`(name: String) throws {
    let fit = try fit(name)
    let rules: [(String, CoefficientCovariance.Heteroscedastic)] = [
      ("HC0", .hc0), ("HC1", .hc1), ("HC2", .hc2), ("HC3", .hc3),
    ]
    for (key, rule) in rules { expect(try fit.covariance(.robust(rule)), "\(name).\(key)") }
  }

  @Test(arguments: ["ols", "wls"])
  func `covariances by clusters are those of clubSandwich`(name: String) throws {
    let fit = try fit(name)
    let rules: [(String, CoefficientCovariance.ClusterAdjustment)] = [
      ("CR0", .cr0), ("CR1", .cr1), ("CR1S", .cr1s), ("CR2", .cr2),
    ]
    for (key, rule) in rules {
      expect(try fit.covariance(.clustered(rule, clusters)), "\(name).\(key)")
    }
    for (column, freedom) in reference[name == "ols" ? "ols.CR2.df" : "wls.CR2.df.written"]
      .enumerated()
    {
      let estimate = try #require(
        try fit.coefficient(column, covariance: .clustered(.cr2, clusters)))
      expectClose(estimate.degreesOfFreedom, freedom, relative: 1e-9)
      let cr0 = try #require(try fit.coefficient(column, covariance: .clustered(.cr0, clusters)))
      #expect(cr0.degreesOfFreedom == 5)  // six kinds of carburettor
    }
  }

  @Test func `a cluster that decides a column alone is left out of its covariance, as R does`()
    throws
  {
    let dummy = clusters.map { $0 == 1 ? 1.0 : 0 }
    let x = Matrix(columns: [design.column(0), design.column(1), dummy])
    let fit = try LinearRegression().fit(design: x, response: reference["mtcars.mpg"])
    expect(try fit.covariance(.clustered(.cr2, clusters)), "dummy.CR2")
    for (column, freedom) in reference["dummy.CR2.df"].enumerated() {
      let estimate = try #require(
        try fit.coefficient(column, covariance: .clustered(.cr2, clusters)))
      expectClose(estimate.degreesOfFreedom, freedom, relative: 1e-8)
    }
  }

  @Test func `clusters of one row are rows`() throws {
    let fit = try fit("ols")
    let single = Array(0..<32)
    let pairs: [(CoefficientCovariance.ClusterAdjustment, CoefficientCovariance.Heteroscedastic)] =
      [
        (.cr0, .hc0), (.cr2, .hc2),
      ]
    for (cluster, row) in pairs {
      let (a, b) = (
        try fit.covariance(.clustered(cluster, single)), try fit.covariance(.robust(row))
      )
      for (x, y) in zip(a.columnMajor, b.columnMajor) { expectClose(x, y, relative: 1e-11) }
    }
  }

  @Test func `neither the order nor the names of clusters matter`() throws {
    let fit = try fit("wls")
    let plain = try fit.covariance(.clustered(.cr2, clusters))
    let renamed = try fit.covariance(.clustered(.cr2, clusters.map { 100 - 7 * $0 }))
    for (x, y) in zip(plain.columnMajor, renamed.columnMajor) { expectClose(x, y, relative: 1e-12) }
  }

  @Test func `a row without weight has no part in any covariance`() throws {
    var zero = weights
    for row in [2, 19] { zero[row] = 0 }
    let fit = try LinearRegression().fit(
      design: design, response: reference["mtcars.mpg"], weights: zero)
    expect(try fit.covariance(.robust(.hc3)), "zero.HC3")
    #expect(Double(fit.residualDegreesOfFreedom) == reference["zero.df"][0])
    for j in 0..<3 {
      expectClose(try #require(fit.coefficients[j]), reference["zero.coef"][j], relative: 1e-12)
      expectClose(try #require(fit.standardErrors[j]), reference["zero.se"][j], relative: 1e-12)
    }
  }

  @Test func `one cluster, and a row that decides alone, are refused`() throws {
    let fit = try fit("ols")
    #expect(throws: ModelError.tooFewClusters(count: 1)) {
      try fit.covariance(.clustered(.cr1, Array(repeating: 3, count: 32)))
    }
    let alone = try LinearRegression().fit(
      design: Matrix(rows: [[1, 0], [1, 0], [1, 0], [1, 1]]), response: [1, 2, 4, 9])
    #expect(throws: ModelError.leverageOne(row: 3)) { try alone.covariance(.robust(.hc3)) }
    #expect(try alone.covariance(.robust(.hc1)).isFinite)
  }

  @Test func `intervals of CR2 with Satterthwaite cover what they say with ten clusters`() throws {
    // A covariate of the cluster, errors shared within it: classical intervals cover far too little.
    let (groups, size, runs) = (10, 6, 600)
    var (covered, classical) = (0, 0)
    var generator = Philox(seed: 11, stream: 0)
    let labels = (0..<(groups * size)).map { $0 / size }
    let x = Matrix(rows: labels.map { [1, Double($0 * $0) / 20] })
    for _ in 0..<runs {
      let shared = (0..<groups).map { _ in normal(&generator) }
      let y = labels.map { 1 + shared[$0] + normal(&generator) }
      let fit = try LinearRegression().fit(design: x, response: y)
      let robust = try #require(try fit.coefficient(1, covariance: .clustered(.cr2, labels)))
      if robust.interval(probability: 0.9).contains(0) { covered += 1 }
      if try #require(fit.interval(coefficient: 1, probability: 0.9)).contains(0) { classical += 1 }
    }
    let (share, error) = (Double(covered) / Double(runs), sqrt(0.9 * 0.1 / Double(runs)))
    expectClose(share, 0.9, absolute: 4 * error)
    #expect(Double(classical) / Double(runs) < 0.75)
  }

  private func normal(_ generator: inout Philox) -> Double {
    Normal.standard.quantile(generator.uniform())
  }
}
