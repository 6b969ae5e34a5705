import Foundation
public import LinearAlgebra

/// A table made to agree with published totals of its rows and columns, changed as little as can be.
///
///     x[i,j] ← x[i,j] · r[i] / Σ_j x[i,j],   then   x[i,j] ← x[i,j] · c[j] / Σ_i x[i,j],   again and again
///
/// The result is x[i,j] = a[i] s[i,j] b[j]: all odds ratios of the seed s are kept, a cell that is 0 stays
/// 0, and of all tables with these totals it is the nearest to the seed in Σ x log(x/s). It ends when no
/// total differs by more than the tolerance times the sum; a table with zeros may not reach its totals,
/// which is an error. A total that is not known is nil: its row or column is not scaled for its own sake.
///
/// Cells that are known within bounds only are for ``init(seed:bounds:rowTotals:columnTotals:tolerance:maximumIterations:)``.
///
/// Source: W. E. Deming & F. F. Stephan (1940), *On a least squares adjustment of a sampled frequency table
/// when the expected marginal totals are known*, Annals of Mathematical Statistics 11, 427–444; I. Csiszár
/// (1975), Annals of Probability 3, 146–158 (what it converges to). Same numbers as R `loglin(…, start =)`.
public struct Raking: Equatable, Sendable {
  /// Why a table cannot be made to agree with its totals.
  public enum Failure: Error, Hashable, Sendable {
    /// A cell or a total is negative, infinite or not a number, or the table is empty.
    case invalid
    /// The row totals and the column totals do not have the same sum.
    case sumsDiffer(rows: Double, columns: Double)
    /// This row has a total above 0 and no cell above 0.
    case emptyRow(Int)
    /// This column has a total above 0 and no cell above 0.
    case emptyColumn(Int)
    /// No cells within their bounds have the total of this row.
    case rowOutOfReach(Int)
    /// No cells within their bounds have the total of this column.
    case columnOutOfReach(Int)
    /// The totals were not reached: where cells are 0 there may be no table that has them.
    case notConverged(iterations: Int)
  }

  /// The table with the totals asked for.
  public let table: Matrix
  /// How often all rows and columns were scaled.
  public let iterations: Int

  /// - Parameters:
  ///   - seed: The table that is known, zero or more.
  ///   - rowTotals: What its rows must sum to; nil where that is not known.
  ///   - columnTotals: What its columns must sum to; where all totals are known, the same sum, to 10⁻⁹ of
  ///     it.
  ///   - tolerance: How far a total may be off, as a share of the sum.
  ///   - maximumIterations: More than this is a failure.
  /// - Throws: ``Failure``.
  /// - Precondition: a total for each row and column.
  /// - Complexity: O(iterations · cells).
  public init(
    seed: Matrix, rowTotals: [Double?], columnTotals: [Double?], tolerance: Double = 1e-12,
    maximumIterations: Int = 10_000
  ) throws(Failure) {
    precondition(
      rowTotals.count == seed.rows && columnTotals.count == seed.columns,
      "\(rowTotals.count) × \(columnTotals.count) totals of \(seed.rows) × \(seed.columns)")
    let sum = try Self.sum(seed, rowTotals, columnTotals)
    // What is known, with its place.
    let rowTotals = rowTotals.enumerated().compactMap { place, total in total.map { (place, $0) } }
    let columnTotals = columnTotals.enumerated().compactMap { place, total in
      total.map { (place, $0) }
    }
    var table = seed
    func row(_ i: Int) -> Double { (0..<seed.columns).reduce(0) { $0 + table[i, $1] } }
    func column(_ j: Int) -> Double { (0..<seed.rows).reduce(0) { $0 + table[$1, j] } }
    for (i, total) in rowTotals where total > 0 && row(i) == 0 { throw .emptyRow(i) }
    for (j, total) in columnTotals where total > 0 && column(j) == 0 { throw .emptyColumn(j) }
    for iteration in 1...max(1, maximumIterations) {
      for (i, total) in rowTotals {
        let scale = row(i) > 0 ? total / row(i) : 0
        for j in 0..<seed.columns { table[i, j] *= scale }
      }
      for (j, total) in columnTotals {
        let scale = column(j) > 0 ? total / column(j) : 0
        for i in 0..<seed.rows { table[i, j] *= scale }
      }
      let worst = rowTotals.reduce(0) { max($0, abs(row($1.0) - $1.1)) }
      let worstColumn = columnTotals.reduce(0) { max($0, abs(column($1.0) - $1.1)) }
      if max(worst, worstColumn) <= tolerance * max(sum, 1) {
        self.table = table
        iterations = iteration
        return
      }
    }
    throw .notConverged(iterations: maximumIterations)
  }

  /// The larger of the sums of what is known, after the checks that every table needs.
  static func sum(
    _ seed: Matrix, _ rowTotals: [Double?], _ columnTotals: [Double?]
  ) throws(Failure) -> Double {
    let rows = rowTotals.compactMap(\.self)
    let columns = columnTotals.compactMap(\.self)
    let numbers = seed.columnMajor + rows + columns
    guard seed.rows > 0, seed.columns > 0, numbers.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw .invalid
    }
    let sum = rows.reduce(0, +)
    let other = columns.reduce(0, +)
    if rows.count == seed.rows, columns.count == seed.columns {
      guard abs(sum - other) <= 1e-9 * max(sum, other) else {
        throw .sumsDiffer(rows: sum, columns: other)
      }
    }
    return max(sum, other)
  }
}
