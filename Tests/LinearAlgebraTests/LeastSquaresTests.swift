import LinearAlgebra
import TestSupport
import Testing

@Suite struct LeastSquaresTests {
  /// n × p with entries in −1…1 and a column of ones.
  static func design(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var x = FactorisationTests.random(rows, columns, seed: seed)
    for i in 0..<rows { x[i, 0] = 1 }
    return x
  }

  /// Läuchli's design of condition 1/ε: whole solutions, whole right-hand sides.
  static func lauchli(_ epsilon: Double) -> Matrix {
    Matrix(rows: [[1, 1, 1], [epsilon, 0, 0], [0, epsilon, 0], [0, 0, epsilon]])
  }

  @Test(arguments: [0x1p-10, 0x1p-20, 0x1p-24])
  func `an ill-conditioned solution is right to the last digit`(epsilon: Double) throws {
    // y = X·(1, 2, 3) + (1, 0, 0, 0)-ish part outside: (−ε, 1, 1, 1) is orthogonal to all columns.
    let x = Self.lauchli(epsilon)
    let y = zip(x * [1, 2, 3], [-epsilon, 1, 1, 1]).map { $0 + $1 }
    let squares = try LeastSquares(x)
    let solution = try squares.solve(y)
    #expect(solution.converged && solution.coefficients == [1, 2, 3])
    for (r, expected) in zip(solution.residuals, [-epsilon, 1, 1, 1]) {
      expectClose(r, expected, relative: 1e-15)
    }
    // (XᵀX)⁻¹ = (I − J/(3 + ε²))/ε²
    let gram = try squares.inverseGram()
    let expected = (1 - 1 / (3 + epsilon * epsilon)) / (epsilon * epsilon)
    expectClose(gram[1, 1], expected, relative: 1e-14)
    expectClose(try squares.leverages().reduce(0, +), 3, relative: 1e-14)
  }

  @Test(arguments: [
    (20, 3), (700, 3), (5000, 20), (513 + 8, 2), (256, 1), (257, 4), (263, 5), (1031, 9),
  ])
  func `blocks of rows, normal equations and plain QR agree`(rows: Int, columns: Int) throws {
    let x = Self.design(rows, columns, seed: 4)
    let y = FactorisationTests.random(rows, 1, seed: 7).columnMajor
    let weights = FactorisationTests.random(rows, 1, seed: 8).columnMajor.map { 1.5 + $0 }
    let plain = try QR(x.scalingRows(by: weights.map { $0.squareRoot() }))
    let reference = try plain.solve(zip(weights, y).map { $0.squareRoot() * $1 })
    let covariance = try plain.inverseGram()
    for route in [LeastSquares.Route.orthogonal, .normalEquations] {
      let squares = try LeastSquares(x, weights: weights, route: route)
      #expect(squares.route == route)
      let solution = try squares.solve(y)
      let gram = try squares.inverseGram()
      #expect(solution.converged)
      for j in 0..<columns {
        expectClose(try #require(solution.coefficients[j]), reference[j], relative: 1e-10)
        expectClose(gram[j, j], covariance[j, j], relative: 1e-12)
      }
      for (h, expected) in zip(try squares.leverages(), plain.leverages()) {
        expectClose(h, expected, absolute: 1e-13)
      }
    }
  }

  @Test func `both routes end at the same double`() throws {
    let x = Self.design(3000, 6, seed: 12)
    let y = FactorisationTests.random(3000, 1, seed: 13).columnMajor
    let orthogonal = try LeastSquares(x).solve(y)
    let normal = try LeastSquares(x, route: .normalEquations).solve(y)
    for (a, b) in zip(orthogonal.coefficients, normal.coefficients) {
      expectClose(try #require(a), try #require(b), relative: 0x1p-52)
    }
  }

  @Test func `normal equations hand over where they would lose digits`() throws {
    #expect(try LeastSquares(Self.lauchli(1e-3), route: .normalEquations).route == .normalEquations)
    #expect(try LeastSquares(Self.lauchli(1e-6), route: .normalEquations).route == .orthogonal)
    let dependent = Matrix(rows: [[1, 2], [1, 2], [1, 2]])
    #expect(try LeastSquares(dependent, route: .normalEquations).aliased.count == 1)
  }

  @Test func `normal equations name a value that is not finite`() {
    var x = Self.design(900, 3, seed: 2)
    x[711, 2] = .nan
    #expect(throws: LinearAlgebraError.notFinite(row: 711, column: 2)) {
      try LeastSquares(x, route: .normalEquations)
    }
    // Nor does a weight of zero hide it.
    var weights = [Double](repeating: 1, count: 900)
    weights[711] = 0
    x[711, 2] = .infinity
    #expect(throws: LinearAlgebraError.notFinite(row: 711, column: 2)) {
      try LeastSquares(x, weights: weights, route: .normalEquations)
    }
  }

  @Test func `columns whose squares leave the doubles are left to the orthogonal route`() throws {
    let x = Self.design(600, 3, seed: 3)
    let y = FactorisationTests.random(600, 1, seed: 5).columnMajor
    let plain = try LeastSquares(x)
    let (expected, gram) = (try plain.solve(y).coefficients, try plain.inverseGram())
    for power in [-530, 530] {
      let scale = Double(sign: .plus, exponent: power, significand: 1)
      let scaled = try LeastSquares(x.scalingColumns(by: [1, scale, 1]), route: .normalEquations)
      #expect(scaled.route == .orthogonal)
      expectClose(
        try #require(scaled.solve(y).coefficients[1]) * scale, try #require(expected[1]),
        relative: 1e-15)
      expectClose(try scaled.inverseGram()[0, 0], gram[0, 0], relative: 1e-12)
    }
  }

  @Test func `a residual is rounded once, however far the fit moved`() throws {
    let x = Self.design(1003, 7, seed: 40)
    let y = FactorisationTests.random(1003, 1, seed: 41).columnMajor.map { 1e6 + $0 }
    let solution = try LeastSquares(x, route: .normalEquations).solve(y)
    let beta = solution.coefficients.map { $0 ?? .nan }
    for i in 0..<1003 {
      let exact = (0..<7).reduce(DoubleDouble(y[i])) {
        $0 - DoubleDouble(product: x[i, $1], beta[$1])
      }
      // The coefficients themselves are rounded: half a unit of 1e6 in seven terms.
      expectClose(solution.residuals[i], exact.high, absolute: 8 * 1e6 * 0x1p-53)
    }
    #expect(solution.converged && solution.remainder < solution.lastCorrection)
  }

  @Test func `a row of weight zero changes nothing`() throws {
    let x = Self.design(12, 3, seed: 20)
    let y = FactorisationTests.random(12, 1, seed: 21).columnMajor
    var weights = [Double](repeating: 2, count: 12)
    weights[4] = 0
    let rest = (0..<12).filter { $0 != 4 }
    let weighted = try LeastSquares(x, weights: weights)
    let without = try LeastSquares(x.selecting(rows: rest))
    let (a, b) = (try weighted.solve(y), try without.solve(rest.map { y[$0] }))
    for (left, right) in zip(a.coefficients, b.coefficients) {
      expectClose(try #require(left), try #require(right), relative: 1e-15)
    }
    #expect(try weighted.leverages()[4] == 0)
  }

  @Test func `digits follow from what rounding can have done to the data`() throws {
    // Whole numbers are exact: nothing is lost however bad the condition.
    let whole = try LeastSquares(Self.lauchli(0x1p-20))
    let y = [6.0, 1, 2, 3]
    let solution = try whole.solve(y)
    for digits in try whole.digitsAllowed(
      coefficients: solution.coefficients, response: y, residuals: solution.residuals)
    {
      #expect(digits == 15.95)
    }
    // Tenths are not, and nearly parallel columns lose what their condition says.
    let x = Matrix(rows: [[0.1, 0.1], [0.3, 0.3 + 1e-9], [0.7, 0.7], [0.9, 0.9 + 3e-9]])
    let tenths = try LeastSquares(x, tolerance: 1e-13)
    let response = [0.1, 0.2, 0.4, 0.3]
    let other = try tenths.solve(response)
    let digits = try tenths.digitsAllowed(
      coefficients: other.coefficients, response: response, residuals: other.residuals)
    #expect(digits.allSatisfy { ($0 ?? 99) > 4 && ($0 ?? 99) < 8 })
    // And so it is: the last bit of one value moves the coefficient by no more.
    var moved = x
    moved[1, 0] = x[1, 0].nextUp
    let after = try LeastSquares(moved, tolerance: 1e-13).solve(response)
    let change = abs((after.coefficients[0] ?? 0) / (other.coefficients[0] ?? 0) - 1)
    #expect(change > 1e-11 && change < 10 * pow10(-(digits[0] ?? 0)))
  }

  @Test func `what columns do not explain costs digits where they are nearly parallel`() throws {
    let a = [0.1, 0.3, 0.7, 0.9]
    let x = Matrix(columns: [a, zip(a, [0, 1e-6, 0, 3e-6]).map { $0 + $1 }])
    let squares = try LeastSquares(x)
    // (0, −3, 0, 1) is orthogonal to both columns: only the residual grows, and the sensitivity to a
    // rounding of the columns with it.
    let digits = try [0.0, 1].map { (size: Double) -> Double in
      let y = zip(x * [1, 2], [0, -3, 0, 1]).map { $0 + size * $1 }
      let solution = try squares.solve(y)
      return try squares.digitsAllowed(
        coefficients: solution.coefficients, response: y, residuals: solution.residuals)[0] ?? 0
    }
    #expect(digits[0] > 8 && digits[1] < digits[0] - 3, "\(digits)")
  }

  private func pow10(_ exponent: Double) -> Double {
    (0..<Int(exponent.magnitude)).reduce(1) { value, _ in value / 10 }
  }

  @Test func `more columns than rows leave columns without a coefficient`() throws {
    let squares = try LeastSquares(Matrix(rows: [[1, 2, 3], [0, 1, 5]]))
    #expect(squares.rank == 2 && squares.aliased.count == 1)
    let solution = try squares.solve([1, 2])
    #expect(solution.coefficients.count { $0 == nil } == 1)
    for r in solution.residuals { expectClose(r, 0, absolute: 1e-15) }
  }

  @Test func `permuting rows changes no digit that is printed`() throws {
    let x = Self.design(2000, 5, seed: 30)
    let y = FactorisationTests.random(2000, 1, seed: 31).columnMajor
    let order = (0..<2000).map { ($0 * 7) % 2000 }.reversed().map { $0 }
    let plain = try LeastSquares(x).solve(y)
    let other = try LeastSquares(x.selecting(rows: order)).solve(order.map { y[$0] })
    for (a, b) in zip(plain.coefficients, other.coefficients) {
      expectClose(try #require(a), try #require(b), relative: 0x1p-52)
    }
  }
}
