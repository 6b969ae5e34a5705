import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct RakingTests {
  private let seed = Matrix(
    rows: 4, columns: 3, columnMajor: [31, 20, 4, 12, 0, 9, 7, 5, 16, 3, 8, 2])
  private let rows = [50.0, 30, 25, 20]
  private let columns = [55.0, 40, 30]

  @Test func `the table is that of R's loglin`() throws {
    let expected = try ReferenceNumbers("ModelsTests", "inflow.txt")["raked:"]
    let raked = try Raking(seed: seed, rowTotals: rows, columnTotals: columns)
    for (cell, value) in zip(raked.table.columnMajor, expected) {
      expectClose(cell, value, absolute: 1e-9)
    }
  }

  @Test func `odds ratios stay, zeros stay, totals are met`() throws {
    let table = try Raking(seed: seed, rowTotals: rows, columnTotals: columns).table
    #expect(table[0, 1] == 0)
    func odds(_ m: Matrix) -> Double { m[1, 1] * m[2, 2] / (m[1, 2] * m[2, 1]) }
    expectClose(odds(table), odds(seed), relative: 1e-10)
    for (i, total) in rows.enumerated() {
      expectClose((0..<3).reduce(0) { $0 + table[i, $1] }, total, absolute: 1e-9)
    }
    for (j, total) in columns.enumerated() {
      expectClose((0..<4).reduce(0) { $0 + table[$1, j] }, total, absolute: 1e-9)
    }
  }

  @Test func `a table that agrees already is left alone`() throws {
    let rows = (0..<4).map { i in (0..<3).reduce(0) { $0 + seed[i, $1] } }
    let columns = (0..<3).map { j in (0..<4).reduce(0) { $0 + seed[$1, j] } }
    let raked = try Raking(seed: seed, rowTotals: rows, columnTotals: columns)
    #expect(raked.iterations == 1)
    for (cell, value) in zip(raked.table.columnMajor, seed.columnMajor) {
      expectClose(cell, value, relative: 1e-14)
    }
  }

  @Test func `totals that no table has are refused`() throws {
    #expect(throws: Raking.Failure.sumsDiffer(rows: 125, columns: 126)) {
      try Raking(seed: seed, rowTotals: rows, columnTotals: [56, 40, 30])
    }
    #expect(throws: Raking.Failure.invalid) {
      try Raking(seed: seed, rowTotals: [-50, 130, 25, 20], columnTotals: columns)
    }
    let empty = Matrix(rows: 2, columns: 2, columnMajor: [0, 3, 0, 4])
    #expect(throws: Raking.Failure.emptyRow(0)) {
      try Raking(seed: empty, rowTotals: [1, 6], columnTotals: [3, 4])
    }
    #expect(throws: Raking.Failure.emptyColumn(1)) {
      try Raking(
        seed: Matrix(rows: 2, columns: 2, columnMajor: [1, 2, 0, 0]), rowTotals: [1, 1],
        columnTotals: [1, 1])
    }
    // Row 0 lies in column 0 only, which is too small for it.
    #expect(throws: Raking.Failure.notConverged(iterations: 100)) {
      try Raking(
        seed: Matrix(rows: 2, columns: 2, columnMajor: [1, 1, 0, 1]), rowTotals: [8, 2],
        columnTotals: [5, 5], maximumIterations: 100)
    }
  }
}
