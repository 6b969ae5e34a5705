import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct LinearRegressionTests {
  /// NIST StRD Longley: total employment on deflator, GNP, unemployed, armed forces, population, year.
  /// Certified by multiple precision; https://www.itl.nist.gov/div898/strd/lls/data/Longley.shtml
  static let longley: [[Double]] = [
    [60323, 83.0, 234289, 2356, 1590, 107608, 1947],
    [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
    [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
    [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
    [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
    [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
    [64989, 99.0, 365385, 1870, 3547, 115094, 1953],
    [63761, 100.0, 363112, 3578, 3350, 116219, 1954],
    [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
    [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
    [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
    [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
    [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
    [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
    [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
    [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
  ]

  @Test func `Longley has eleven certified digits in the coefficients`() throws {
    // The deflator in tenths: whole numbers are exact, so that the digits tested are the solver's and
    // not those of 88.2 in binary.
    let x = Matrix(rows: Self.longley.map { [1, ($0[1] * 10).rounded()] + $0[2...] })
    let fit = try LinearRegression().fit(design: x, response: Self.longley.map { $0[0] })
    let certified = [
      -3_482_258.634_595_82, 1.506_187_227_137_33, -0.035_819_179_292_591_0,
      -2.020_229_803_816_83, -1.033_226_867_173_59, -0.051_104_105_653_580_7,
      1_829.151_464_613_55,
    ]
    let errors = [
      890_420.383_607_373, 8.491_492_577_476_69, 0.033_491_007_772_243_2,
      0.488_399_681_651_699, 0.214_274_163_161_675, 0.226_073_200_069_370,
      455.478_499_142_212,
    ]
    for j in 0..<7 {
      expectClose(try #require(fit.coefficients[j]), certified[j], relative: 1e-11)
      expectClose(try #require(fit.standardErrors[j]), errors[j], relative: 1e-12)
    }
    expectClose(sqrt(fit.variance), 304.854_073_561_965, relative: 1e-12)
    expectClose(fit.residualSumOfSquares, 836_424.055_505_915, relative: 1e-12)
    #expect(fit.residualDegreesOfFreedom == 9 && fit.rank == 7 && fit.aliased.isEmpty)
    #expect(fit.condition > 1e4 && fit.condition < 1e5)
  }

  /// NIST StRD Wampler1: y = 1 + x + … + x⁵ at x = 0…20; all coefficients and no residual, exactly.
  @Test func `Wampler1 gives six ones to nine digits`() throws {
    let powers = (0...20).map { x in (0...5).map { pow(Double(x), Double($0)) } }
    let fit = try LinearRegression().fit(
      design: Matrix(rows: powers), response: powers.map { $0.reduce(0, +) })
    for value in fit.coefficients { expectClose(try #require(value), 1, relative: 1e-9) }
    #expect(fit.residuals.allSatisfy { abs($0) < 1e-7 })  // of responses up to 3.4 million
  }

  @Test func `weighted least squares gives the numbers of R`() throws {
    // R: lm(dist ~ speed, cars, weights = 1 / speed); see Reference/regression.txt
    let fit = try LinearRegression().fit(
      design: Matrix(columns: [Array(repeating: 1, count: 50), Cars.speed]),
      response: Cars.distance,
      weights: Cars.speed.map { 1 / $0 })
    expectClose(try #require(fit.coefficients[0]), -12.967_292_381_412_06, relative: 1e-12)
    expectClose(try #require(fit.coefficients[1]), 3.632_941_063_728_06, relative: 1e-12)
    expectClose(try #require(fit.standardErrors[0]), 4.878_759_503_496_851, relative: 1e-12)
    expectClose(try #require(fit.standardErrors[1]), 0.345_319_405_895_812, relative: 1e-12)
    expectClose(fit.variance, 14.538_852_632_095, relative: 1e-12)
    let interval = try #require(fit.interval(coefficient: 1, probability: 0.9))
    expectClose(interval.lowerBound, 3.053_763_000_768_32, relative: 1e-11)
    expectClose(interval.upperBound, 4.212_119_126_687_79, relative: 1e-11)
    let mean = try fit.mean(at: [1, 20])
    expectClose(mean.mean, 59.691_528_893_149_1, relative: 1e-12)
    expectClose(mean.interval.lowerBound, 53.437_081_087_054_9, relative: 1e-11)
    expectClose(mean.interval.upperBound, 65.945_976_699_243_2, relative: 1e-11)
    expectClose(try fit.leverages[0], 0.229_478_114_606_800_1, relative: 1e-12)
    expectClose(try fit.leverages[49], 0.057_915_300_759_818_6, relative: 1e-12)
  }

  @Test func `weighted residuals are orthogonal to the design`() throws {
    let x = Matrix(columns: [Array(repeating: 1, count: 50), Cars.speed])
    let weights = Cars.speed.map { 1 / $0 }
    let fit = try LinearRegression().fit(design: x, response: Cars.distance, weights: weights)
    let weighted = zip(weights, fit.residuals).map { $0 * $1 }
    for value in x.transposedTimes(weighted) { expectClose(value, 0, absolute: 1e-11) }
  }

  @Test func `doubling all weights changes no coefficient and no error`() throws {
    let x = Matrix(columns: [Array(repeating: 1, count: 50), Cars.speed])
    let once = try LinearRegression().fit(design: x, response: Cars.distance)
    let twice = try LinearRegression().fit(
      design: x, response: Cars.distance, weights: Array(repeating: 2, count: 50))
    for j in 0..<2 {
      expectClose(
        try #require(twice.coefficients[j]), try #require(once.coefficients[j]), relative: 1e-12)
      expectClose(
        try #require(twice.standardErrors[j]), try #require(once.standardErrors[j]),
        relative: 1e-12)
    }
    expectClose(twice.variance, 2 * once.variance, relative: 1e-12)
  }

  @Test func `permuting the rows changes nothing`() throws {
    let rows = Self.longley.map { [1] + $0[1...] }
    let y = Self.longley.map { $0[0] }
    let order = (0..<16).map { ($0 * 7) % 16 }
    let plain = try LinearRegression().fit(design: Matrix(rows: rows), response: y)
    let permuted = try LinearRegression().fit(
      design: Matrix(rows: order.map { rows[$0] }), response: order.map { y[$0] })
    for j in 0..<7 {
      expectClose(
        try #require(permuted.coefficients[j]), try #require(plain.coefficients[j]),
        relative: 1e-11)
    }
  }

  @Test func `a dependent column is named and the fit is that without it`() throws {
    let ones = Array(repeating: 1.0, count: 50)
    let metric = Cars.speed.map { 2 * $0 + 1 }
    let fit = try LinearRegression().fit(
      design: Matrix(columns: [ones, Cars.speed, metric]), response: Cars.distance)
    let plain = try LinearRegression().fit(
      design: Matrix(columns: [ones, Cars.speed]), response: Cars.distance)
    #expect(fit.rank == 2 && fit.aliased.count == 1)
    let named = fit.aliased[0]
    #expect(fit.coefficients[named] == nil && fit.standardErrors[named] == nil)
    #expect(fit.interval(coefficient: named, probability: 0.9) == nil)
    expectClose(fit.variance, plain.variance, relative: 1e-12)
    // A row that keeps the dependence has one mean; one that breaks it has none.
    expectClose(
      try fit.mean(at: [1, 10, 21]).mean, try plain.mean(at: [1, 10]).mean, relative: 1e-11)
    #expect(throws: ModelError.notEstimable(columns: [named])) { try fit.mean(at: [1, 10, 22]) }
  }

  @Test func `what cannot be fitted is refused`() throws {
    let x = Matrix(rows: [[1, 1], [1, 2], [1, 4]])
    let regression = LinearRegression()
    #expect(throws: ModelError.notFinite(row: 1)) {
      try regression.fit(design: x, response: [1, .nan, 2])
    }
    #expect(throws: ModelError.notFinite(row: 2)) {
      try regression.fit(
        design: Matrix(rows: [[1, 1], [1, 2], [1, .infinity]]), response: [1, 2, 3])
    }
    #expect(throws: ModelError.invalidWeight(row: 0)) {
      try regression.fit(design: x, response: [1, 2, 3], weights: [-1, 1, 1])
    }
    #expect(throws: ModelError.tooFewRows(rows: 2, columns: 2)) {
      try regression.fit(design: Matrix(rows: [[1, 1], [1, 2]]), response: [1, 2])
    }
    #expect(throws: ModelError.linearAlgebra(.rankDeficient(rank: 0, columns: 2))) {
      try regression.fit(design: Matrix(rows: 3, columns: 2, repeating: 0), response: [1, 2, 3])
    }
    #expect(throws: ModelError.emptyData) {
      try regression.fit(design: Matrix(rows: 0, columns: 2, repeating: 0), response: [])
    }
  }
}

/// R's `cars`: M. Ezekiel (1930), *Methods of Correlation Analysis*; miles an hour and feet.
private enum Cars {
  static let speed: [Double] = [
    4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15,
    15,
    16, 16, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25,
  ]
  static let distance: [Double] = [
    2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20,
    26,
    54, 32, 40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120,
    85,
  ]
}
