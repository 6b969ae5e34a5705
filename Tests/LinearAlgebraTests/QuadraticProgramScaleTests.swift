import LinearAlgebra
import TestSupport
import Testing

/// What is small is judged by the problem itself: neither the unit of the variables, nor of the response,
/// nor a fit without residual may change the answer.
@Suite struct QuadraticProgramScaleTests {
  static let scales = [0x1p-300, 1e-100, 1e-30, 1e-8, 1, 1e8, 1e30, 1e100, 0x1p300]

  private func simplex(_ a: Matrix, _ b: [Double]) throws -> QuadraticProgram.Solution {
    var program = QuadraticProgram(leastSquares: a, response: b)
    program.requireSimplex()
    return try program.solve()
  }

  /// Donors 1 and 4, and 2 and 3, are the same; their mean is the target.
  @Test(arguments: scales) func `a perfect fit of equal columns is found, as one of many`(
    scale: Double
  ) throws {
    let columns = [[-1.0, 0, -1], [1, 0, 1], [1, 0, 1], [-1, 0, -1]].map { $0.map { scale * $0 } }
    // The same three times: target at zero, target moved, and the program in Q and c.
    let a = Matrix(columns: columns)
    let moved = Matrix(columns: columns.map { $0.map { $0 + 2 * scale } })
    var squared = QuadraticProgram(quadratic: a.transposed * a, linear: [0, 0, 0, 0])
    squared.requireSimplex()
    var solutions = [
      try simplex(a, [0, 0, 0]), try simplex(moved, Array(repeating: 2 * scale, count: 3)),
    ]
    // The squares of the extreme scales are no doubles.
    if scale > 1e-150 && scale < 1e150 { solutions.append(try squared.solve()) }
    for solution in solutions {
      expectClose(solution.x[0] + solution.x[3], 0.5, absolute: 1e-12)
      expectClose(solution.x[1] + solution.x[2], 0.5, absolute: 1e-12)
      #expect(!solution.isUnique && solution.x.allSatisfy { $0 >= 0 })
    }
  }

  @Test(arguments: scales) func `a perfect fit in a corner is the only one`(scale: Double) throws {
    // The second column is the target, the others surround it on one side only.
    let columns = [[1.0, 2], [0, 0], [2, 1], [1, 1]].map { $0.map { scale * $0 } }
    let solution = try simplex(Matrix(columns: columns), [0, 0])
    for (x, expected) in zip(solution.x, [0.0, 1, 0, 0]) {
      expectClose(x, expected, absolute: 1e-12)
    }
  }

  @Test(arguments: scales) func `a target on an edge has both ends, with zero multipliers`(
    scale: Double
  ) throws {
    let columns = [[1.0, 2, 0], [3, 0, 1], [9, 9, 0], [4, 8, 8]].map { $0.map { scale * $0 } }
    let target = (0..<3).map { 0.25 * columns[0][$0] + 0.75 * columns[1][$0] }
    let solution = try simplex(Matrix(columns: columns), target)
    for (x, expected) in zip(solution.x, [0.25, 0.75, 0, 0]) {
      expectClose(x, expected, absolute: 1e-10)
    }
    #expect(solution.isUnique)
  }

  @Test(arguments: scales) func `the unit of the response goes into the variables`(
    scale: Double
  ) throws {
    // Underdetermined, x ≥ 0: the least distance is zero for any scale.
    let a = Matrix(rows: [[1, 2, -1], [0, 1, 3]])
    let b = [scale, 2 * scale]
    var program = QuadraticProgram(leastSquares: a, response: b)
    program.require(lower: [0, 0, 0])
    let solution = try program.solve()
    for (fitted, value) in zip(a * solution.x, b) { expectClose(fitted, value, relative: 1e-9) }
    #expect(!solution.isUnique)
  }

  @Test(arguments: scales) func `the unit of a constraint is no matter of the solution`(
    scale: Double
  ) throws {
    // min ½‖x − (1, 2)‖² with x₁ + x₂ ≤ 1: (0, 1), the multiplier in the unit of the constraint.
    var program = QuadraticProgram(quadratic: .identity(2), linear: [-1, -2])
    program.require(Matrix(rows: [[-scale, -scale]]), atLeast: [-scale])
    program.require(Matrix(rows: [[1 / scale, 0]]), atLeast: [-9 / scale])
    let solution = try program.solve()
    expectClose(solution.x[0], 0, absolute: 1e-13)
    expectClose(solution.x[1], 1, relative: 1e-13)
    expectClose(solution.inequalityMultipliers[0], 1 / scale, relative: 1e-12)
    #expect(solution.inequalityMultipliers[1] == 0)
  }

  @Test func `columns of very different units keep their bounds`() throws {
    // The best without bounds has a negative second weight; in units that are 10¹² apart.
    let a = Matrix(rows: [[1e-6, 1e6], [2e-6, 1e6], [3e-6, 2e6]])
    var program = QuadraticProgram(leastSquares: a, response: [3, 1, 1])
    program.require(lower: [0, 0])
    let solution = try program.solve()
    var other = QuadraticProgram(
      leastSquares: Matrix(rows: [[1, 1], [2, 1], [3, 2]]), response: [3, 1, 1])
    other.require(lower: [0, 0])
    let plain = try other.solve()
    expectClose(1e-6 * solution.x[0], plain.x[0], absolute: 1e-14)
    expectClose(1e6 * solution.x[1], plain.x[1], relative: 1e-13)
  }

  @Test(arguments: scales) func `a large linear term is not taken for no end`(
    scale: Double
  ) throws {
    // ½x² − c·x with y free of any term: the lowest is −½c², at x = c.
    let solution = try QuadraticProgram(
      quadratic: Matrix(rows: [[1, 0], [0, 0]]), linear: [-scale, 0]
    ).solve()
    expectClose(solution.x[0], scale, relative: 1e-8)
    #expect(!solution.isUnique)
    var falling = QuadraticProgram(
      quadratic: Matrix(rows: [[1, 0], [0, 0]]), linear: [0, -scale])
    falling.require(lower: [0, 0])
    let open = falling
    #expect(throws: LinearAlgebraError.unbounded) { try open.solve() }
  }
}
