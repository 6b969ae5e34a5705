import LinearAlgebra
import TestSupport
import Testing

/// LDLᵀ, symmetric eigenvalues, singular values, triangles and norms on matrices checked by hand.
@Suite struct FactorisationTests {
  /// Eigenvalues 1, 3 and −2.
  let indefinite = Matrix(rows: [[2, 1, 0], [1, 2, 0], [0, 0, -2]])

  static func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var generator = SplitMix(seed: seed)
    return Matrix(
      rows: rows, columns: columns,
      columnMajor: (0..<(rows * columns)).map { _ in generator.symmetric() })
  }

  func expectEqual(_ a: Matrix, _ b: Matrix, _ tolerance: Double = 1e-12) {
    for (x, y) in zip(a.columnMajor, b.columnMajor) { expectClose(x, y, absolute: tolerance) }
  }

  @Test func `LDLᵀ counts the signs of the eigenvalues and solves`() throws {
    let ldlt = try LDLT(indefinite)
    #expect(ldlt.inertia.positive == 2 && ldlt.inertia.negative == 1 && ldlt.inertia.zero == 0)
    let x = try ldlt.solve(indefinite * [1, -2, 3])
    for (value, expected) in zip(x, [1.0, -2, 3]) { expectClose(value, expected, relative: 1e-14) }
    // ‖A‖₁ = 3 and ‖A⁻¹‖₁ = 1; the estimate of the second is a lower bound.
    #expect(ldlt.reciprocalCondition >= 0.333 && ldlt.reciprocalCondition < 0.5)
    // A zero diagonal needs a pivot of two.
    #expect(try LDLT(Matrix(rows: [[0, 1], [1, 0]])).inertia.negative == 1)
  }

  @Test func `the inertia is that of the eigenvalues for any matrix`() throws {
    for seed in 0..<50 {
      let a = Self.random(6, 6, seed: UInt64(seed))
      let symmetric = a + a.transposed
      let values = try SymmetricEigen(symmetric).values
      let inertia = try LDLT(symmetric).inertia
      #expect(inertia.positive == values.count { $0 > 0 })
      #expect(inertia.negative == values.count { $0 < 0 })
    }
  }

  @Test func `a singular LDLᵀ is told and does not solve`() throws {
    let ldlt = try LDLT(Matrix(rows: [[1, 0], [0, 0]]))
    #expect(ldlt.inertia.zero == 1 && ldlt.reciprocalCondition == 0)
    #expect(throws: LinearAlgebraError.singular(index: 1)) { try ldlt.solve([1, 1]) }
  }

  @Test func `eigenvalues and vectors give the matrix back`() throws {
    let eigen = try SymmetricEigen(indefinite)
    for (value, expected) in zip(eigen.values, [-2.0, 1, 3]) {
      expectClose(value, expected, relative: 1e-14)
    }
    expectEqual(eigen.applying { $0 }, indefinite)
    expectEqual(eigen.vectors.transposed * eigen.vectors, .identity(3))
  }

  @Test func `the inverse square root is that on the range`() throws {
    // Singular: (1, 1)ᵀ(1, 1) has the root (1, 1)ᵀ(1, 1)/√2 and its inverse /2√2 on the range.
    let ones = Matrix(rows: 2, columns: 2, repeating: 1)
    let root = try SymmetricEigen(ones).inverseSquareRoot()
    for value in root.columnMajor { expectClose(value, 1 / 8.0.squareRoot(), relative: 1e-14) }
  }

  @Test func `singular values are those of the product with the transposed`() throws {
    let a = Self.random(7, 4, seed: 3)
    let svd = try SVD(a)
    let eigen = try SymmetricEigen(a.transposed * a).values.reversed()
    for (s, value) in zip(svd.values, eigen) { expectClose(s * s, value, relative: 1e-12) }
    expectEqual(svd.left.scalingColumns(by: svd.values) * svd.right.transposed, a)
    #expect(svd.rank == 4 && svd.condition > 1)
  }

  @Test func `the shortest solution is taken where there are many`() throws {
    // x + y = 2 has (1, 1) as its shortest; a second row says the same.
    let svd = try SVD(Matrix(rows: [[1, 1], [2, 2]]))
    #expect(svd.rank == 1)
    for value in try svd.minimumNormSolution([2, 4]) { expectClose(value, 1, relative: 1e-14) }
    let wide = Self.random(3, 5, seed: 8)
    let x = try SVD(wide).minimumNormSolution([1, 2, 3])
    for (value, expected) in zip(wide * x, [1.0, 2, 3]) {
      expectClose(value, expected, relative: 1e-12)
    }
  }

  @Test func `the pseudo-inverse keeps the four laws of Penrose`() throws {
    let a = Self.random(6, 2, seed: 5) * Self.random(2, 4, seed: 6)
    let svd = try SVD(a, tolerance: 1e-12)
    let plus = svd.pseudoInverse()
    #expect(svd.rank == 2)
    expectEqual(a * plus * a, a)
    expectEqual(plus * a * plus, plus)
    expectEqual((a * plus).transposed, a * plus)
    expectEqual((plus * a).transposed, plus * a)
  }

  @Test func `QR, SVD and normal equations agree on a full problem`() throws {
    let a = Self.random(30, 5, seed: 9)
    let y = Self.random(30, 1, seed: 10).columnMajor
    let byQR = try QR(a).solve(y)
    let bySVD = try SVD(a).minimumNormSolution(y)
    let byCholesky = try Cholesky(a.transposed * a).solve(a.transposedTimes(y))
    for j in 0..<5 {
      expectClose(bySVD[j], byQR[j], relative: 1e-12)
      expectClose(byCholesky[j], byQR[j], relative: 1e-11)
    }
  }

  @Test func `triangles solve from either side`() throws {
    let upper = try Triangular(Matrix(rows: [[2, 1], [99, 4]]), .upper)  // the 99 is not read
    #expect(try upper.solve([4, 8]) == [1, 2])
    #expect(try upper.solve([2, 9], transposed: true) == [1, 2])
    let lower = try Triangular(Matrix(rows: [[2, 99], [1, 4]]), .lower)
    #expect(try lower.solve([2, 9]) == [1, 2])
    #expect(try lower.solve([4, 8], transposed: true) == [1, 2])
    #expect(throws: LinearAlgebraError.singular(index: 1)) {
      try Triangular(Matrix(rows: [[1, 2], [0, 0]]), .upper)
    }
  }

  @Test func `norms are those of the textbook`() throws {
    let a = Matrix(rows: [[1, -2], [3, 4]])
    #expect(a.oneNorm == 6 && a.infinityNorm == 7)
    expectClose(a.frobeniusNorm, 30.0.squareRoot(), relative: 1e-15)
    expectClose((1e200 * a).frobeniusNorm, 1e200 * 30.0.squareRoot(), relative: 1e-15)
    expectClose(try Matrix.diagonal([1, 1e-3]).condition(), 1000, relative: 1e-12)
    #expect(try Matrix(rows: [[1, 1], [1, 1]]).condition() > 1e15)
  }

  @Test func `NaN is refused by each where it stands`() {
    let bad = Matrix(rows: [[1, 2], [.nan, 3]])
    let expected = LinearAlgebraError.notFinite(row: 1, column: 0)
    #expect(throws: expected) { try LDLT(bad) }
    #expect(throws: expected) { try SymmetricEigen(bad) }
    #expect(throws: expected) { try SVD(bad) }
    #expect(throws: expected) { try Triangular(bad, .lower) }
    #expect(throws: expected) { try LeastSquares(bad) }
    #expect(!bad.isFinite && Matrix.identity(2).isFinite)
    #expect(!Matrix(rows: [[-.infinity]]).isFinite)
    #expect(
      Matrix(rows: [[Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, -0.0]]).isFinite)
  }
}
