import LinearAlgebra

/// A table of counts of which some are withheld, with the totals that were published.
///
/// What a withheld count may have been is drawn: a whole number at random within its bounds, and these
/// made to agree with the totals, still within the bounds, by ``Raking``. Many such draws carry what is
/// not known into what is reckoned from the table; none of them is an answer for a cell.
///
/// Source: D. B. Rubin (1987), *Multiple Imputation for Nonresponse in Surveys*, ch. 3, for drawing what
/// is missing more than once.
public struct WithheldTable: Hashable, Sendable {
  /// The counts by row and column; bounds that differ hold a withheld number.
  public let cells: [[ClosedRange<Int>]]
  /// The published totals of the rows; nil where there is none.
  public let rowTotals: [Int?]
  /// The published totals of the columns.
  public let columnTotals: [Int?]

  /// - Parameters:
  ///   - cells: By row, each with as many columns; zero or more.
  ///   - rowTotals: Nil where there is none; empty for none at all.
  ///   - columnTotals: Likewise.
  /// - Throws: ``Raking/Failure/invalid`` for an empty or ragged table or a negative count;
  ///   ``Raking/Failure/rowOutOfReach(_:)`` and ``Raking/Failure/columnOutOfReach(_:)`` for a total
  ///   that contradicts the cells.
  public init(
    cells: [[ClosedRange<Int>]], rowTotals: [Int?] = [], columnTotals: [Int?] = []
  ) throws(Raking.Failure) {
    let columns = cells.first?.count ?? 0
    let rowTotals = rowTotals.isEmpty ? cells.map { _ in nil } : rowTotals
    let columnTotals =
      columnTotals.isEmpty ? [Int?](repeating: nil, count: columns) : columnTotals
    guard columns > 0, cells.allSatisfy({ $0.count == columns }), rowTotals.count == cells.count,
      columnTotals.count == columns, cells.joined().allSatisfy({ $0.lowerBound >= 0 })
    else { throw .invalid }
    for (i, total) in rowTotals.enumerated() {
      guard let total else { continue }
      guard Self.reach(cells[i]).contains(total) else { throw .rowOutOfReach(i) }
    }
    for (j, total) in columnTotals.enumerated() {
      guard let total else { continue }
      guard Self.reach(cells.map { $0[j] }).contains(total) else { throw .columnOutOfReach(j) }
    }
    self.cells = cells
    self.rowTotals = rowTotals
    self.columnTotals = columnTotals
  }

  /// Whether every count is known.
  public var isKnown: Bool { cells.joined().allSatisfy { $0.count == 1 } }

  /// The table that lies nearest to the middles of the bounds and has the totals, by row.
  ///
  /// - Throws: ``Raking/Failure``.
  public func filled() throws(Raking.Failure) -> [[Double]] {
    try filled { Double($0.lowerBound + $0.upperBound) / 2 }
  }

  /// One table that may have been, with the totals, every cell within its bounds; by row.
  ///
  /// - Parameter generator: Gives the random numbers, one for each withheld cell.
  /// - Throws: ``Raking/Failure``.
  public func draw(
    using generator: inout some RandomNumberGenerator
  ) throws(Raking.Failure) -> [[Double]] {
    try filled { bounds in
      guard bounds.count > 1 else { return Double(bounds.lowerBound) }
      let step = Int(generator.uniform() * Double(bounds.count))
      return Double(bounds.lowerBound + min(step, bounds.count - 1))
    }
  }

  private func filled(
    _ guess: (ClosedRange<Int>) -> Double
  ) throws(Raking.Failure) -> [[Double]] {
    let seed = cells.map { $0.map(guess) }
    if isKnown { return seed }
    let bounds = cells.map { $0.map { Double($0.lowerBound)...Double($0.upperBound) } }
    let table = try Raking(
      seed: Matrix(rows: seed), bounds: bounds, rowTotals: rowTotals.map { $0.map(Double.init) },
      columnTotals: columnTotals.map { $0.map(Double.init) }
    ).table
    return cells.indices.map { table.row($0) }
  }

  private static func reach(_ cells: [ClosedRange<Int>]) -> ClosedRange<Int> {
    cells.reduce(0) { $0 + $1.lowerBound }...cells.reduce(0) { $0 + $1.upperBound }
  }
}
