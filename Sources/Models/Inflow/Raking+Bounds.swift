public import LinearAlgebra

extension Raking {
  /// A table of which each cell is known within bounds, made to agree with published totals.
  ///
  ///     x[i,j] = min(max(a[i] s[i,j] b[j], low[i,j]), high[i,j])
  ///
  /// Of all tables within the bounds with these totals it is the nearest to the seed in
  /// Σ x log(x/s) − x + s. Row by row, and then column by column, the a[i] or b[j] is found for which the
  /// total is met exactly: a straight line between the places where a cell meets a bound.
  ///
  /// Source: as for the table without bounds; J. N. Darroch & D. Ratcliff (1972), Annals of Mathematical
  /// Statistics 43, 1470–1480, and L. M. Bregman (1967), USSR Computational Mathematics 7, 200–217 (one
  /// restriction after another, inequalities too).
  ///
  /// - Parameters:
  ///   - seed: What is thought of the cells before; zero or more. A cell that is 0 stays at its low bound.
  ///   - bounds: By row and column; zero or more.
  ///   - rowTotals: What rows must sum to; nil where that is not known.
  ///   - columnTotals: What columns must sum to.
  ///   - tolerance: How far a total may be off, as a share of the sum.
  ///   - maximumIterations: More than this is a failure.
  /// - Throws: ``Failure``; ``Failure/rowOutOfReach(_:)`` for a total that no cells within bounds have.
  /// - Precondition: bounds for each cell, and a total or nil for each row and column.
  /// - Complexity: O(iterations · cells · the longest row or column).
  public init(
    seed: Matrix, bounds: [[ClosedRange<Double>]], rowTotals: [Double?], columnTotals: [Double?],
    tolerance: Double = 1e-10, maximumIterations: Int = 10_000
  ) throws(Failure) {
    precondition(
      rowTotals.count == seed.rows && columnTotals.count == seed.columns
        && bounds.count == seed.rows && bounds.allSatisfy { $0.count == seed.columns },
      "\(rowTotals.count) × \(columnTotals.count) totals of \(seed.rows) × \(seed.columns)")
    let sum = try Self.sum(seed, rowTotals, columnTotals)
    guard bounds.joined().allSatisfy({ $0.lowerBound >= 0 && $0.upperBound.isFinite }) else {
      throw .invalid
    }
    let (rows, columns) = (0..<seed.rows, 0..<seed.columns)
    // The scales of rows and columns; a cell follows from them.
    var a = [Double](repeating: 1, count: seed.rows)
    var b = [Double](repeating: 1, count: seed.columns)
    func cell(_ i: Int, _ j: Int) -> Double {
      let bound = bounds[i][j]
      return min(max(seed[i, j] * a[i] * b[j], bound.lowerBound), bound.upperBound)
    }
    for iteration in 1...max(1, maximumIterations) {
      for i in rows {
        guard let total = rowTotals[i] else { continue }
        let line = columns.map { (weight: seed[i, $0] * b[$0], bound: bounds[i][$0]) }
        guard let scale = Self.scale(line, total: total, slack: tolerance * max(sum, 1)) else {
          throw .rowOutOfReach(i)
        }
        a[i] = scale
      }
      for j in columns {
        guard let total = columnTotals[j] else { continue }
        let line = rows.map { (weight: seed[$0, j] * a[$0], bound: bounds[$0][j]) }
        guard let scale = Self.scale(line, total: total, slack: tolerance * max(sum, 1)) else {
          throw .columnOutOfReach(j)
        }
        b[j] = scale
      }
      var worst = 0.0
      for i in rows {
        guard let total = rowTotals[i] else { continue }
        worst = max(worst, abs(columns.reduce(0) { $0 + cell(i, $1) } - total))
      }
      if worst <= tolerance * max(sum, 1) {
        table = Matrix(
          rows: seed.rows, columns: seed.columns,
          columnMajor: columns.flatMap { j in rows.map { cell($0, j) } })
        iterations = iteration
        return
      }
    }
    throw .notConverged(iterations: maximumIterations)
  }

  /// The scale by which cells of these weights, held within their bounds, have the total; nil where none
  /// has it. Where many scales do, the nearest to 1.
  private static func scale(
    _ line: [(weight: Double, bound: ClosedRange<Double>)], total: Double, slack: Double
  ) -> Double? {
    func sum(_ scale: Double) -> Double {
      line.reduce(0) {
        $0 + min(max($1.weight * scale, $1.bound.lowerBound), $1.bound.upperBound)
      }
    }
    if sum(1) == total { return 1 }
    let free = line.filter { $0.weight > 0 }
    let bends = free.flatMap {
      [$0.bound.lowerBound / $0.weight, $0.bound.upperBound / $0.weight]
    }.sorted()
    guard let first = bends.first, let last = bends.last else {
      return abs(sum(1) - total) <= slack ? 1 : nil
    }
    // Past the ends no cell moves any more.
    if total <= sum(first) { return abs(sum(first) - total) <= slack ? min(1, first) : nil }
    if total >= sum(last) { return abs(sum(last) - total) <= slack ? max(1, last) : nil }
    for (left, right) in zip(bends, bends.dropFirst()) {
      let (low, high) = (sum(left), sum(right))
      guard low <= total, total <= high, high > low else { continue }
      return left + (right - left) * (total - low) / (high - low)
    }
    return nil
  }
}
