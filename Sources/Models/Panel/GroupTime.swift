import Foundation

/// Differences in differences of a start and a period, for any assignment of starts to units.
///
///     ATT(g, t) = mean over starters at g of (y_t − y_{g−1})  −  the same over the comparison units
struct GroupTime: Sendable {
  let comparison: DifferenceInDifferences.Comparison
  /// The number of units.
  let units: Int
  /// The number of periods.
  let periods: Int
  /// Unit after unit, a value a period; NaN for a hole.
  var values: [Double]
  /// One a unit: the mean weight of its rows.
  let weights: [Double]

  init(
    _ comparison: DifferenceInDifferences.Comparison, _ panel: Panel, _ response: [Double],
    _ rowWeights: [Double]
  ) {
    self.comparison = comparison
    (units, periods) = (panel.units.count, panel.periods.count)
    var (values, sums, counts) = (
      [Double](repeating: .nan, count: panel.units.count * panel.periods.count),
      [Double](repeating: 0, count: panel.units.count),
      [Double](repeating: 0, count: panel.units.count)
    )
    for row in response.indices {
      values[panel.unit[row] * panel.periods.count + panel.period[row]] = response[row]
      sums[panel.unit[row]] += rowWeights[row]
      counts[panel.unit[row]] += 1
    }
    self.values = values
    weights = zip(sums, counts).map { $0 / $1 }
  }

  /// One start and period.
  struct Cell {
    let start: Int
    let period: Int
    let value: Double
    let treated: Int
    let comparisons: Int
    /// One a unit, nil for one without a part; the sum of squares is the variance. Nil as a whole when a
    /// side has one unit, or when not asked.
    let influence: [Double?]?
  }

  /// Whether a unit with this start may be compared with for a start and period.
  private func compares(_ other: Int?, _ start: Int, _ period: Int) -> Bool {
    guard let other else { return true }
    return comparison == .notYetTreated && other != start && other > max(period, start - 1)
  }

  /// The cell of a start and a period, given the start of each unit; nil when a side is empty.
  func cell(start: Int, period: Int, starts: [Int?], influence: Bool) -> Cell? {
    let base = start - 1
    var (sums, totals, counts) = ([0.0, 0.0], [0.0, 0.0], [0, 0])
    for unit in 0..<units {
      let side = starts[unit] == start ? 0 : compares(starts[unit], start, period) ? 1 : 2
      let change = values[unit * periods + period] - values[unit * periods + base]
      guard side < 2, !change.isNaN else { continue }
      sums[side] += weights[unit] * change
      totals[side] += weights[unit]
      counts[side] += 1
    }
    guard counts[0] > 0 && counts[1] > 0 else { return nil }
    let means = [sums[0] / totals[0], sums[1] / totals[1]]
    var deviations: [Double?]?
    if influence && counts[0] > 1 && counts[1] > 1 {
      deviations = (0..<units).map { (unit) -> Double? in
        let side = starts[unit] == start ? 0 : compares(starts[unit], start, period) ? 1 : 2
        let change = values[unit * periods + period] - values[unit * periods + base]
        guard side < 2, !change.isNaN else { return nil }
        let share = weights[unit] / totals[side]
        // As HC2: a residual is too small by the leverage of its unit.
        return (side == 0 ? 1 : -1) * share * (change - means[side]) / sqrt(1 - share)
      }
    }
    return Cell(
      start: start, period: period, value: means[0] - means[1], treated: counts[0],
      comparisons: counts[1], influence: deviations)
  }

  /// The mean of all cells from the start on, a start weighing as its units; nil without a cell.
  func overall(_ starts: [Int?]) -> Double? {
    var sizes: [Int: Double] = [:]
    for (unit, start) in starts.enumerated() {
      if let start { sizes[start, default: 0] += weights[unit] }
    }
    var (sum, total) = (0.0, 0.0)
    for (start, size) in sizes.sorted(by: { $0.key < $1.key }) {
      for period in start..<periods {
        guard let cell = cell(start: start, period: period, starts: starts, influence: false)
        else { continue }
        sum += size * cell.value
        total += size
      }
    }
    return total > 0 ? sum / total : nil
  }
}
