import LinearAlgebra
import TestSupport
import Testing

@Suite struct QRTests {
  let design = Matrix(rows: [[1, 0], [1, 1], [1, 2], [1, 3]])

  @Test(arguments: [(1e-9, 2), (1e-11, 1)])
  func `a column is dependent up to the tolerance, and no further`(gap: Double, rank: Int) throws {
    let x = Matrix(columns: [[1, 1, 1, 1], [1 + gap, 1 - gap, 1 + gap, 1 - gap]])
    #expect(try QR(x).rank == rank)
    #expect(try QR(x, tolerance: 1e-13).rank == 2)
  }

  @Test(arguments: [3, 10, 1_000]) func `a line through exact points is recovered`(
    points: Int
  ) throws {
    let x = Matrix(rows: (0..<points).map { [1, Double($0)] })
    let solution = try QR(x).solve((0..<points).map { 2 - 0.5 * Double($0) })
    expectClose(solution[0], 2, relative: 1e-12)
    expectClose(solution[1], -0.5, relative: 1e-12)
  }

  @Test func `a dependent column is named, not guessed`() throws {
    // Column 2 is the sum of the other two; column 2 is the longest and is therefore kept.
    let x = Matrix(rows: [[1, 0, 1], [1, 1, 2], [1, 2, 3], [1, 3, 4]])
    let qr = try QR(x)
    #expect(qr.rank == 2)
    #expect(qr.aliased.count == 1 && qr.independent.count == 2)
    let y = [1.0, 3, 2, 5]
    let lenient = try qr.leastSquares(y)
    for (j, value) in lenient.enumerated() { #expect((value == nil) == (qr.aliased == [j])) }
    let fitted = x * lenient.map { $0 ?? 0 }
    let reference = design * (try QR(design).solve(y))
    for (left, right) in zip(fitted, reference) { expectClose(left, right, relative: 1e-12) }
    #expect(throws: LinearAlgebraError.rankDeficient(rank: 2, columns: 3)) { try qr.solve(y) }
  }

  @Test func `an aliased column is told in terms of the others`() throws {
    let x = Matrix(rows: [[1, 0, 2], [1, 1, 5], [1, 2, 8], [1, 3, 11]])
    let qr = try QR(x)
    let weights = try qr.aliasWeights()
    let implied = x * weights.column(0)
    for (left, right) in zip(implied, x.column(qr.aliased[0])) {
      expectClose(left, right, relative: 1e-12, absolute: 1e-12)
    }
    #expect(weights[qr.aliased[0], 0] == 0)
    #expect(try qr.inverseGram()[qr.aliased[0], 0].isNaN)
  }

  @Test(arguments: [1e-150, 1e-8, 1, 1e12, 1e150])
  func `the unit of a column changes neither rank nor condition`(unit: Double) throws {
    let plain = try QR(design)
    let scaled = try QR(design.scalingColumns(by: [1, unit]))
    #expect(scaled.rank == 2)
    // The scales are powers of two, so a norm may land elsewhere in [1, 2).
    #expect(scaled.condition <= 4 * plain.condition && plain.condition <= 4 * scaled.condition)
    let solution = try scaled.solve([1, 3, 2, 5])
    expectClose(solution[1] * unit, try plain.solve([1, 3, 2, 5])[1], relative: 1e-12)
  }

  @Test func `the residual is orthogonal to the columns`() throws {
    let y = [1.0, 3, 2, 5]
    let solution = try QR(design).solve(y)
    let residual = zip(y, design * solution).map { $0 - $1 }
    for value in design.transposedTimes(residual) { expectClose(value, 0, absolute: 1e-13) }
    let rotated = try QR(design).transposedQTimes(y)
    expectClose(
      rotated[2...].reduce(0) { $0 + $1 * $1 }, residual.reduce(0) { $0 + $1 * $1 },
      relative: 1e-12)
  }

  @Test func `leverages are those of the textbook and sum to the rank`() throws {
    // hᵢ = 1/n + (xᵢ − x̄)² / Σ(x − x̄)²
    for (h, expected) in zip(try QR(design).leverages(), [0.7, 0.3, 0.3, 0.7]) {
      expectClose(h, expected, relative: 1e-13)
    }
  }

  @Test func `zeros have rank zero and no coefficient`() throws {
    let qr = try QR(Matrix(rows: 3, columns: 2, repeating: 0))
    #expect(qr.rank == 0 && qr.aliased == [0, 1] && qr.condition == .infinity)
    #expect(try qr.leastSquares([1, 2, 3]) == [nil, nil])
    #expect(qr.leverages() == [0, 0, 0])
  }

  @Test func `more columns than rows leave columns aliased`() throws {
    let qr = try QR(Matrix(rows: [[1, 2, 3], [0, 1, 5]]))
    #expect(qr.rank == 2 && qr.aliased.count == 1)
  }

  @Test func `the condition of orthogonal columns is one`() throws {
    expectClose(try QR(Matrix.identity(3)).condition, 1, relative: 1e-13)
  }

  @Test func `NaN is refused where it stands`() throws {
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try QR(Matrix(rows: [[1, 2], [.nan, 3]]))
    }
    let qr = try QR(design)
    #expect(throws: LinearAlgebraError.notFinite(row: 3, column: 0)) {
      try qr.solve([1, 2, 3, .infinity])
    }
  }

  @Test func `a right-hand side of another length is a programming mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = try QR(Matrix(rows: [[1], [1]])).solve([1, 2, 3])
    }
  }
}
