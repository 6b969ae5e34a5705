import LinearAlgebra
import TestSupport
import Testing

@Suite struct QuadraticProgramTests {
  let reference: ReferenceNumbers
  init() throws { reference = try ReferenceNumbers("LinearAlgebraTests", "quadprog.txt") }

  @Test func `the example of quadprog has its solution and multipliers`() throws {
    var program = QuadraticProgram(quadratic: .identity(3), linear: [0, -5, 0])
    program.require(
      Matrix(rows: [[-4, -3, 0], [2, 1, 0], [0, -2, 1]]), atLeast: [-8, 2, 0])
    let solution = try program.solve()
    for (x, expected) in zip(solution.x, reference["help.x"]) {
      expectClose(x, expected, relative: 1e-14)
    }
    expectClose(solution.objective, reference["help.value"][0], relative: 1e-14)
    for (u, expected) in zip(solution.inequalityMultipliers, reference["help.multipliers"]) {
      expectClose(u, expected, relative: 1e-14)
    }
    #expect(solution.isUnique && solution.rank == 3 && solution.residuals.largest < 1e-14)
  }

  @Test func `a simplex on real data has the weights of quadprog`() throws {
    let x = Matrix(columns: (1...5).map { reference["simplex.column\($0)"] })
    var program = QuadraticProgram(leastSquares: x, response: reference["simplex.y"])
    program.requireSimplex()
    let solution = try program.solve()
    for (x, expected) in zip(solution.x, reference["simplex.x"]) {
      expectClose(x, expected, relative: 1e-13, absolute: 1e-15)
    }
    expectClose(solution.x.reduce(0, +), 1, relative: 1e-15)
    #expect(solution.x[0] == 0 && solution.x[1] == 0)
    // R gives the multipliers of equalities without their sign.
    let multipliers = reference["simplex.multipliers"]
    expectClose(abs(solution.equalityMultipliers[0]), abs(multipliers[0]), relative: 1e-13)
    for j in 0..<5 {
      expectClose(solution.lowerMultipliers[j], multipliers[j + 1], relative: 1e-12)
    }
  }

  /// The conditions of optimality, written out from the problem itself.
  func expectOptimal(
    _ q: Matrix, _ c: [Double], _ g: Matrix, _ bounds: [Double], _ e: Matrix, _ values: [Double],
    _ s: QuadraticProgram.Solution
  ) {
    var gradient = zip(q * s.x, c).map { $0 + $1 }
    let size = gradient.reduce(1) { max($0, abs($1)) }
    for (row, u) in s.inequalityMultipliers.enumerated() {
      for j in gradient.indices { gradient[j] -= u * g[row, j] }
    }
    for (row, u) in s.equalityMultipliers.enumerated() {
      for j in gradient.indices { gradient[j] -= u * e[row, j] }
    }
    for j in gradient.indices {
      gradient[j] += s.upperMultipliers[j] - s.lowerMultipliers[j]
      expectClose(gradient[j], 0, absolute: 1e-8 * size)
      #expect(s.lowerMultipliers[j] >= -1e-9 * size && s.upperMultipliers[j] >= -1e-9 * size)
      #expect(s.x[j] >= 0 && s.x[j] <= 2)
      #expect(s.lowerMultipliers[j] == 0 || s.x[j] == 0)
      #expect(s.upperMultipliers[j] == 0 || s.x[j] == 2)
    }
    for (row, value) in (g * s.x).enumerated() {
      #expect(value >= bounds[row] - 1e-9 * size)
      #expect(s.inequalityMultipliers[row] >= -1e-9 * size)
      expectClose(s.inequalityMultipliers[row] * (value - bounds[row]), 0, absolute: 1e-8 * size)
    }
    for (row, value) in (e * s.x).enumerated() { expectClose(value, values[row], absolute: 1e-9) }
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    a.indices.reduce(0) { $0 + a[$1] * b[$1] }
  }

  @Test func `a thousand random programs end at optimal points`() throws {
    for seed in 0..<1000 {
      var generator = SplitMix(seed: UInt64(seed))
      let n = 2 + Int(generator.next() % 7)
      // Every third is singular: fewer rows than variables.
      let rows = seed % 3 == 0 ? max(1, n - 2) : n + 3
      let a = FactorisationTests.random(rows, n, seed: generator.next())
      let c = (0..<n).map { _ in generator.symmetric() }
      let g = FactorisationTests.random(3, n, seed: generator.next())
      let e = FactorisationTests.random(1, n, seed: generator.next())
      // A point inside makes the program feasible.
      let inside = (0..<n).map { _ in 1 + 0.9 * generator.symmetric() }
      let bounds = (g * inside).map { $0 - abs(generator.symmetric()) }
      var program = QuadraticProgram(quadratic: a.transposed * a, linear: c)
      program.require(g, atLeast: bounds)
      program.require(e, equal: e * inside)
      program.require(
        lower: Array(repeating: 0, count: n), upper: Array(repeating: 2, count: n))
      let solution = try program.solve()
      expectOptimal(a.transposed * a, c, g, bounds, e, e * inside, solution)
      // Second route: no point between the solution and a feasible one is better.
      let middle = zip(solution.x, inside).map { 0.999 * $0 + 0.001 * $1 }
      let quadratic = dot(middle, a.transposed * (a * middle))
      let value = 0.5 * quadratic + dot(middle, c)
      #expect(value >= solution.objective - 1e-10 * (1 + abs(value)))
    }
  }

  @Test func `least squares and its square give the same point`() throws {
    let a = FactorisationTests.random(12, 4, seed: 2)
    let b = FactorisationTests.random(12, 1, seed: 3).columnMajor
    var direct = QuadraticProgram(leastSquares: a, response: b)
    var squared = QuadraticProgram(
      quadratic: a.transposed * a, linear: a.transposedTimes(b).map { -$0 })
    direct.requireSimplex()
    squared.requireSimplex()
    let (left, right) = (try direct.solve(), try squared.solve())
    for (x, y) in zip(left.x, right.x) { expectClose(x, y, relative: 1e-11, absolute: 1e-12) }
  }

  @Test func `without constraints it is least squares`() throws {
    let a = FactorisationTests.random(12, 4, seed: 5)
    let b = FactorisationTests.random(12, 1, seed: 6).columnMajor
    let solution = try QuadraticProgram(leastSquares: a, response: b).solve()
    for (x, y) in zip(solution.x, try QR(a).solve(b)) { expectClose(x, y, relative: 1e-12) }
  }

  @Test func `several best points are said to be several`() throws {
    // ½(x + y − 1)² on x, y ≥ 0: any point of a segment.
    var program = QuadraticProgram(leastSquares: Matrix(rows: [[1, 1]]), response: [1])
    program.require(lower: [0, 0])
    let solution = try program.solve()
    #expect(!solution.isUnique && solution.rank == 1)
    expectClose(solution.x[0] + solution.x[1], 1, relative: 1e-12)
    expectClose(solution.objective, 0, absolute: 1e-20)
  }

  @Test func `a linear program ends in its corner`() throws {
    // max x + 2y with x + y ≤ 4, x ≤ 3, y ≤ 3: (1, 3).
    var program = QuadraticProgram(
      quadratic: Matrix(rows: 2, columns: 2, repeating: 0), linear: [-1, -2])
    program.require(Matrix(rows: [[-1, -1]]), atLeast: [-4])
    program.require(lower: [0, 0], upper: [3, 3])
    let solution = try program.solve()
    expectClose(solution.x[0], 1, relative: 1e-12)
    expectClose(solution.x[1], 3, relative: 1e-12)
    #expect(solution.isUnique && solution.rank == 0)
  }

  @Test func `an equality said twice is no contradiction`() throws {
    var program = QuadraticProgram(quadratic: .identity(2), linear: [0, 0])
    program.require(Matrix(rows: [[1, 1], [2, 2]]), equal: [1, 2])
    for x in try program.solve().x { expectClose(x, 0.5, relative: 1e-14) }
  }

  @Test func `what has no answer is an error that says why`() {
    var empty = QuadraticProgram(quadratic: .identity(2), linear: [0, 0])
    empty.require(lower: [0, 0])
    empty.require(Matrix(rows: [[1, 1]]), equal: [-1])
    let first = empty
    #expect(throws: LinearAlgebraError.self) { try first.solve() }
    var crossed = QuadraticProgram(quadratic: .identity(1), linear: [0])
    crossed.require(lower: [2], upper: [1])
    let second = crossed
    #expect(throws: LinearAlgebraError.infeasible(constraint: 1)) { try second.solve() }
    var falling = QuadraticProgram(
      quadratic: Matrix(rows: [[1, 0], [0, 0]]), linear: [0, -1])
    falling.require(lower: [0, 0])
    let third = falling
    #expect(throws: LinearAlgebraError.unbounded) { try third.solve() }
    #expect(throws: LinearAlgebraError.notConvex(share: -1)) {
      try QuadraticProgram(quadratic: .diagonal([1, -1]), linear: [0, 0]).solve()
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try QuadraticProgram(quadratic: .identity(2), linear: [0, .nan]).solve()
    }
  }
}
