import LinearAlgebra
import TestSupport
import Testing

@Suite struct CholeskyTests {
  /// L = [2 0 0; 1 3 0; −1 0.5 1], so that det A = (2·3·1)² = 36.
  let a = Matrix(rows: [[4, 2, -2], [2, 10, 0.5], [-2, 0.5, 2.25]])

  @Test func `the factor is the one written by hand`() throws {
    let cholesky = try Cholesky(a)
    #expect(cholesky.lower == Matrix(rows: [[2, 0, 0], [1, 3, 0], [-1, 0.5, 1]]))
    expectClose(cholesky.logDeterminant, 3.583_518_938_456_110_0, relative: 1e-14)  // log 36
  }

  @Test func `a solution solves, for a vector and for several`() throws {
    let cholesky = try Cholesky(a)
    let x = try cholesky.solve(a * [1, -2, 3])
    for (value, expected) in zip(x, [1.0, -2, 3]) { expectClose(value, expected, relative: 1e-13) }
    let inverse = try cholesky.solve(Matrix.identity(3))
    let covariance = try cholesky.covariance()
    for i in 0..<3 {
      for j in 0..<3 {
        expectClose(inverse[i, j], covariance[i, j], relative: 1e-12, absolute: 1e-14)
        #expect(covariance[i, j] == covariance[j, i])
      }
    }
    #expect(try cholesky.inverseDiagonal() == covariance.diagonal)
  }

  @Test func `draws have the inverse as covariance`() throws {
    // x = L⁻ᵀz is linear in z, so its covariance is the sum of the outer products over unit z.
    let cholesky = try Cholesky(a)
    let columns = try (0..<3).map { unit in
      try cholesky.solveLowerTransposed((0..<3).map { $0 == unit ? 1 : 0 })
    }
    let draws = Matrix(columns: columns)
    let product = draws * draws.transposed
    let covariance = try cholesky.covariance()
    for i in 0..<3 {
      for j in 0..<3 { expectClose(product[i, j], covariance[i, j], absolute: 1e-13) }
    }
  }

  @Test func `Cholesky of the normal equations and QR agree`() throws {
    let x = Matrix(rows: [[1, 0], [1, 1], [1, 2], [1, 4]])
    let y = [1.0, 3, 2, 5]
    let normal = try Cholesky(x.transposed * x)
    let qr = try QR(x)
    for (left, right) in zip(try normal.solve(x.transposedTimes(y)), try qr.solve(y)) {
      expectClose(left, right, relative: 1e-12)
    }
    let (left, right) = (try normal.covariance(), try qr.inverseGram())
    for i in 0..<2 {
      for j in 0..<2 { expectClose(left[i, j], right[i, j], relative: 1e-12) }
    }
  }

  @Test func `the reciprocal condition of a diagonal matrix is the ratio of its ends`() throws {
    let cholesky = try Cholesky(Matrix.diagonal([1, 100, 1e-4]))
    expectClose(cholesky.reciprocalCondition, 1e-6, relative: 1e-12)
  }

  @Test func `an indefinite matrix is refused at the order where it shows`() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(order: 2)) {
      try Cholesky(Matrix(rows: [[1, 2, 0], [2, 1, 0], [0, 0, 1]]))
    }
  }

  @Test func `NaN is refused where it stands`() throws {
    var bad = a
    bad[2, 1] = .nan
    #expect(throws: LinearAlgebraError.notFinite(row: 2, column: 1)) { try Cholesky(bad) }
    let cholesky = try Cholesky(a)
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try cholesky.solve([0, .infinity, 0])
    }
  }

  @Test func `a matrix that is not square is a programming mistake`() async {
    await #expect(processExitsWith: .failure) {
      _ = try Cholesky(Matrix(rows: [[1, 2, 3], [4, 5, 6]]))
    }
  }
}
