import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct RakingBoundsTests {
  private let cells = [[1...4, 12...12, 1...4], [7...7, 1...4, 1...4], [1...4, 1...4, 20...20]]
  private let seed = Matrix(rows: [[2.5, 12, 2.5], [7, 2.5, 2.5], [2.5, 2.5, 20]])
  private var bounds: [[ClosedRange<Double>]] {
    cells.map { $0.map { Double($0.lowerBound)...Double($0.upperBound) } }
  }

  @Test func `the table is that of scipy's minimiser, with both totals and with one`() throws {
    // inflow-sources.py, scipy 1.17.1: printed to 6 decimals.
    let both = try Raking(
      seed: seed, bounds: bounds, rowTotals: [19.5, 9.5, 23], columnTotals: [11.5, 15.5, 25])
    let expected = [[3.5, 12, 4], [7, 1.5, 1], [1, 2, 20]]
    for (i, row) in expected.enumerated() {
      for (j, cell) in row.enumerated() { expectClose(both.table[i, j], cell, absolute: 5e-7) }
    }
    let rows = try Raking(
      seed: seed, bounds: bounds, rowTotals: [19.5, 9.5, 23], columnTotals: [nil, nil, nil])
    for (i, row) in [[3.75, 12, 3.75], [7, 1.25, 1.25], [1.5, 1.5, 20]].enumerated() {
      for (j, cell) in row.enumerated() { expectClose(rows.table[i, j], cell, absolute: 5e-7) }
    }
    #expect(rows.iterations == 1)
  }

  @Test func `bounds that bind nowhere leave the table of plain raking`() throws {
    let seed = Matrix(rows: 4, columns: 3, columnMajor: [31, 20, 4, 12, 0, 9, 7, 5, 16, 3, 8, 2])
    let plain = try Raking(seed: seed, rowTotals: [50, 30, 25, 20], columnTotals: [55, 40, 30])
    let wide = try Raking(
      seed: seed, bounds: .init(repeating: .init(repeating: 0...1000, count: 3), count: 4),
      rowTotals: [50, 30, 25, 20], columnTotals: [55, 40, 30])
    for (a, b) in zip(wide.table.columnMajor, plain.table.columnMajor) {
      expectClose(a, b, absolute: 1e-6)
    }
  }

  @Test func `a total that is not known leaves its row to the columns`() throws {
    let table = try Raking(
      seed: Matrix(rows: [[1, 3], [2, 2]]), rowTotals: [8, nil], columnTotals: [nil, nil]
    ).table
    #expect(table == Matrix(rows: [[2, 6], [2, 2]]))
  }

  @Test func `a total that no cells within bounds have is refused, by row and by column`() throws {
    func failure(_ rows: [Double?], _ columns: [Double?]) -> Raking.Failure? {
      do {
        _ = try Raking(seed: seed, bounds: bounds, rowTotals: rows, columnTotals: columns)
        return nil
      } catch {
        return error
      }
    }
    #expect(failure([20.5, nil, nil], [nil, nil, nil]) == .rowOutOfReach(0))
    #expect(failure([13.9, nil, nil], [nil, nil, nil]) == .rowOutOfReach(0))
    #expect(failure([nil, nil, nil], [nil, 20.1, nil]) == .columnOutOfReach(1))
    #expect(failure([-1, nil, nil], [nil, nil, nil]) == .invalid)
    #expect(failure([20, 15, 28], [15, 20, 28]) == nil)
  }
}

@Suite struct WithheldTableTests {
  @Test func `every draw lies within its bounds and has the totals`() throws {
    let table = try WithheldTable(
      cells: [[1...4, 12...12, 1...4], [7...7, 1...4, 1...4], [1...4, 1...4, 20...20]],
      rowTotals: [19, 10, nil], columnTotals: [nil, 16, nil])
    var generator = SplitMix(seed: 3)
    var seen: Set<Double> = []
    for _ in 0..<500 {
      let draw = try table.draw(using: &generator)
      for (i, row) in table.cells.enumerated() {
        for (j, bounds) in row.enumerated() {
          #expect(draw[i][j] >= Double(bounds.lowerBound))
          #expect(draw[i][j] <= Double(bounds.upperBound))
        }
      }
      expectClose(draw[0].reduce(0, +), 19, absolute: 1e-6)
      expectClose(draw[1].reduce(0, +), 10, absolute: 1e-6)
      expectClose(draw.reduce(0) { $0 + $1[1] }, 16, absolute: 1e-6)
      seen.insert(draw[0][0])
    }
    #expect(seen.count > 3)
  }

  @Test func `a table of which all is known stays as it is`() throws {
    let table = try WithheldTable(cells: [[3...3, 0...0]], rowTotals: [3])
    #expect(table.isKnown)
    #expect(try table.filled() == [[3, 0]])
  }

  @Test func `totals that contradict the cells are refused`() {
    #expect(throws: Raking.Failure.rowOutOfReach(1)) {
      try WithheldTable(cells: [[1...4], [1...4]], rowTotals: [4, 5])
    }
    #expect(throws: Raking.Failure.columnOutOfReach(0)) {
      try WithheldTable(cells: [[1...4], [1...4]], columnTotals: [9])
    }
    #expect(throws: Raking.Failure.invalid) { try WithheldTable(cells: []) }
    #expect(throws: Raking.Failure.invalid) { try WithheldTable(cells: [[1...4], []]) }
  }
}
