import Foundation

/// A test of what rates of transition have in common: over years, over schools, over what came before.
///
///     G² = 2 Σ n log(n / ñ)        X² = Σ (n − ñ)² / ñ        both ~ χ²(df) when the hypothesis holds
///
/// ñ are the counts that the hypothesis expects. A state in which one group only had pupils, and a way that
/// nobody took, add no degrees of freedom. Where some ñ are below 5 the χ² distribution is a poor guide:
/// ``smallExpected`` says how many, and ``bootstrapPValue`` is then the share of simulated tables, with the
/// same totals and the rates of the hypothesis, whose G² is as large.
///
/// Sources: T. W. Anderson & L. A. Goodman (1957), Annals of Mathematical Statistics 28, 89–110, §3; Y. M. M.
/// Bishop, S. E. Fienberg & P. W. Holland (1975), *Discrete Multivariate Analysis*, ch. 5 (tables with
/// structural zeros) and 7; A. C. Davison & D. V. Hinkley (1997), *Bootstrap Methods*, §4.2, for
/// (1 + larger)/(1 + replicates).
public struct TransitionTest: Hashable, Sendable {
  /// One state's share in the statistics.
  public struct Part: Hashable, Sendable {
    /// The place of the state.
    public let state: Int
    /// G² of this state.
    public let likelihoodRatio: HypothesisTest
    /// X² of this state.
    public let chiSquared: HypothesisTest
  }

  /// G², with its χ² probability.
  public let likelihoodRatio: HypothesisTest
  /// X², with its χ² probability.
  public let chiSquared: HypothesisTest
  /// The statistics by state, where it has degrees of freedom; empty for ``independence(_:replicates:seed:)``,
  /// which has one table for all states.
  public let parts: [Part]
  /// How many cells there are.
  public let cells: Int
  /// How many cells expect fewer than 5 pupils.
  public let smallExpected: Int
  /// The probability of a G² at least as large by simulation; nil where every cell expects 5 or more.
  public let bootstrapPValue: Double?

  /// The probability to go by: ``bootstrapPValue`` where there is one, else that of G².
  public var pValue: Double { bootstrapPValue ?? likelihoodRatio.pValue }

  /// Were the rates the same in all years?
  ///
  /// - Parameters:
  ///   - table: Two years or more, with known counts.
  ///   - replicates: The simulated tables, where some are needed.
  ///   - seed: Of the simulation.
  /// - Throws: ``EstimationError/boundedCells(year:state:)``; ``EstimationError/nothingToCompare``.
  public static func stationarity(
    _ table: FlowTable, replicates: Int = 999, seed: UInt64 = 1
  ) throws(EstimationError) -> TransitionTest {
    try TransitionTest(
      strata: try strata([table]) { year, _ in year }, replicates: replicates, seed: seed)
  }

  /// Are the rates the same in all schools, over all years together?
  ///
  /// - Parameters:
  ///   - groups: One table a school, with one state space and known counts.
  ///   - replicates: The simulated tables, where some are needed.
  ///   - seed: Of the simulation.
  /// - Throws: ``EstimationError/differentSpaces(group:)`` and as above.
  public static func homogeneity(
    _ groups: [FlowTable], replicates: Int = 999, seed: UInt64 = 1
  ) throws(EstimationError) -> TransitionTest {
    try TransitionTest(
      strata: try strata(groups) { _, group in group }, replicates: replicates, seed: seed)
  }

  /// Does it matter, besides the state a pupil is in, which state came before (second order against
  /// first)?
  ///
  /// - Parameters:
  ///   - space: The states and the ways between them.
  ///   - counts: Pupils by the state of two years ago, of last year and of now.
  ///   - replicates: The simulated tables, where some are needed.
  ///   - seed: Of the simulation.
  /// - Throws: ``EstimationError/shape(year:state:)``, ``EstimationError/invalidCount(year:state:)`` and
  ///   ``EstimationError/notAllowed(year:from:to:)``, with the place of the earliest state for the year;
  ///   ``EstimationError/nothingToCompare``.
  public static func secondOrder(
    space: StateSpace, counts: [[[Int]]], replicates: Int = 999, seed: UInt64 = 1
  ) throws(EstimationError) -> TransitionTest {
    let tables = try FlowTable(space: space, matrices: counts)
    // The table of one earlier state stands where a year would.
    return try stationarity(tables, replicates: replicates, seed: seed)
  }

  /// Does it matter in which state a pupil is (first order against zero)? With structural zeros: is the
  /// rate of each way proportional to one weight of its destination, among those that are allowed
  /// (quasi-independence)?
  ///
  /// - Parameters:
  ///   - table: Known counts; the years are taken together.
  ///   - replicates: The simulated tables, where some are needed.
  ///   - seed: Of the simulation.
  /// - Throws: ``EstimationError/boundedCells(year:state:)``; ``EstimationError/nothingToCompare``.
  public static func independence(
    _ table: FlowTable, replicates: Int = 999, seed: UInt64 = 1
  ) throws(EstimationError) -> TransitionTest {
    let space = table.space
    var counts = space.destinations.map { [Double](repeating: 0, count: $0.count) }
    for stratum in try strata([table], by: { year, _ in year }) {
      for row in stratum.rows {
        for (c, count) in row.enumerated() { counts[stratum.state][c] += Double(count) }
      }
    }
    let model = QuasiIndependence(space: space, counts: counts)
    guard model.degreesOfFreedom > 0 else { throw .nothingToCompare }
    let observed = model.statistics(counts)
    var probability: Double?
    if observed.small > 0 {
      let rates = model.expected(counts).map { row in
        let sum = row.reduce(0, +)
        return row.map { sum > 0 ? $0 / sum : 0 }
      }
      var larger = 0
      for replicate in 0..<replicates {
        var generator = Philox(seed: seed, stream: UInt64(replicate))
        let drawn = zip(counts, rates).map { row, rates -> [Double] in
          let n = Int(row.reduce(0, +))
          if n == 0 { return row.map { _ in 0 } }
          return Multinomial(trials: n, probabilities: rates).draw(using: &generator)
            .map(Double.init)
        }
        if model.statistics(drawn).ratio >= observed.ratio - 1e-9 { larger += 1 }
      }
      probability = Double(1 + larger) / Double(1 + replicates)
    }
    return TransitionTest(
      likelihoodRatio: HypothesisTest(
        chiSquared: observed.ratio, degreesOfFreedom: model.degreesOfFreedom, residual: nil),
      chiSquared: HypothesisTest(
        chiSquared: observed.pearson, degreesOfFreedom: model.degreesOfFreedom, residual: nil),
      parts: [], cells: observed.cells, smallExpected: observed.small,
      bootstrapPValue: probability)
  }

  private init(
    likelihoodRatio: HypothesisTest, chiSquared: HypothesisTest, parts: [Part], cells: Int,
    smallExpected: Int, bootstrapPValue: Double?
  ) {
    (self.likelihoodRatio, self.chiSquared, self.parts) = (likelihoodRatio, chiSquared, parts)
    (self.cells, self.smallExpected) = (cells, smallExpected)
    self.bootstrapPValue = bootstrapPValue
  }

  private init(
    strata: [RateStratum], replicates: Int, seed: UInt64
  ) throws(EstimationError) {
    var parts: [Part] = []
    var (ratio, pearson, degrees, cells, small) = (0.0, 0.0, 0, 0, 0)
    let compared = strata.filter { $0.degreesOfFreedom > 0 }
    for stratum in compared {
      let at = stratum.statistics
      parts.append(
        Part(
          state: stratum.state,
          likelihoodRatio: HypothesisTest(
            chiSquared: at.ratio, degreesOfFreedom: stratum.degreesOfFreedom, residual: nil),
          chiSquared: HypothesisTest(
            chiSquared: at.pearson, degreesOfFreedom: stratum.degreesOfFreedom, residual: nil)))
      ratio += at.ratio
      pearson += at.pearson
      degrees += stratum.degreesOfFreedom
      cells += at.cells
      small += at.small
    }
    guard degrees > 0 else { throw .nothingToCompare }
    var probability: Double?
    if small > 0 {
      var larger = 0
      for replicate in 0..<replicates {
        var generator = Philox(seed: seed, stream: UInt64(replicate))
        var sum = 0.0
        for stratum in compared { sum += stratum.redrawn(using: &generator).statistics.ratio }
        if sum >= ratio - 1e-9 { larger += 1 }
      }
      probability = Double(1 + larger) / Double(1 + replicates)
    }
    self.init(
      likelihoodRatio: HypothesisTest(
        chiSquared: ratio, degreesOfFreedom: degrees, residual: nil),
      chiSquared: HypothesisTest(
        chiSquared: pearson, degreesOfFreedom: degrees, residual: nil),
      parts: parts, cells: cells, smallExpected: small, bootstrapPValue: probability)
  }

  /// For each state, the rows that are compared: those of equal key are added.
  private static func strata(
    _ tables: [FlowTable], by key: (_ year: Int, _ table: Int) -> Int
  ) throws(EstimationError) -> [RateStratum] {
    guard let first = tables.first else { throw .nothingToCompare }
    let space = first.space
    var strata: [RateStratum] = []
    for (s, state) in space.states.enumerated() where !space.isExit(s) {
      var rows: [Int: [Int]] = [:]
      for (t, table) in tables.enumerated() {
        guard table.space == space else { throw .differentSpaces(group: t) }
        for (year, row) in table.rows(of: s) {
          guard row.isExact else { throw .boundedCells(year: year, state: state.name) }
          let empty = [Int](repeating: 0, count: row.counts.count)
          rows[key(year, t)] = zip(rows[key(year, t)] ?? empty, row.counts)
            .map { $0 + $1.lowerBound }
        }
      }
      strata.append(
        RateStratum(state: s, rows: rows.sorted { $0.key < $1.key }.map(\.value)))
    }
    return strata
  }
}

/// Groups by categories, of one state.
private struct RateStratum {
  let state: Int
  let rows: [[Int]]
  private let totals: [Int]
  private let sums: [Int]

  init(state: Int, rows: [[Int]]) {
    self.state = state
    self.rows = rows
    totals = rows.map { $0.reduce(0, +) }
    sums = (rows.first ?? []).indices.map { c in rows.reduce(0) { $0 + $1[c] } }
  }

  var degreesOfFreedom: Int {
    max(0, totals.filter { $0 > 0 }.count - 1) * max(0, sums.filter { $0 > 0 }.count - 1)
  }

  var statistics: (ratio: Double, pearson: Double, cells: Int, small: Int) {
    var result = (ratio: 0.0, pearson: 0.0, cells: 0, small: 0)
    let all = Double(totals.reduce(0, +))
    for (row, total) in zip(rows, totals) where total > 0 {
      for (count, sum) in zip(row, sums) where sum > 0 {
        let expected = Double(total) * Double(sum) / all
        let n = Double(count)
        if n > 0 { result.ratio += 2 * n * log(n / expected) }
        result.pearson += (n - expected) * (n - expected) / expected
        result.cells += 1
        if expected < 5 { result.small += 1 }
      }
    }
    return result
  }

  /// The same totals with the pooled rates.
  func redrawn(using generator: inout some RandomNumberGenerator) -> RateStratum {
    let all = Double(totals.reduce(0, +))
    let rates = sums.map { Double($0) / all }
    var drawn: [[Int]] = []
    for total in totals {
      drawn.append(Multinomial(trials: total, probabilities: rates).draw(using: &generator))
    }
    return RateStratum(state: state, rows: drawn)
  }
}

/// Expected counts aᵢ bⱼ on the allowed cells, with the observed margins, by iterative proportional
/// fitting.
private struct QuasiIndependence {
  let space: StateSpace
  let degreesOfFreedom: Int

  init(space: StateSpace, counts: [[Double]]) {
    self.space = space
    let rows = counts.indices.filter { counts[$0].contains { $0 > 0 } }
    let columns = Self.columnSums(space, counts)
    // Cells in rows and columns that anybody is in, less one parameter a row and a column, with one to
    // spare for each part of the table that no cell connects to another.
    var parent = Array(0..<(2 * counts.count))
    func root(_ place: Int) -> Int {
      var place = place
      while parent[place] != place { place = parent[place] }
      return place
    }
    var cells = 0
    for i in rows {
      for j in space.destinations[i] where columns[j] > 0 {
        cells += 1
        parent[root(i)] = root(counts.count + j)
      }
    }
    let reached = columns.indices.filter { columns[$0] > 0 }
    let places = rows + reached.map { counts.count + $0 }
    let parts = Set(places.map(root)).count
    degreesOfFreedom = cells - places.count + parts
  }

  private static func columnSums(_ space: StateSpace, _ counts: [[Double]]) -> [Double] {
    var sums = [Double](repeating: 0, count: counts.count)
    for (i, row) in counts.enumerated() {
      for (c, count) in row.enumerated() { sums[space.destinations[i][c]] += count }
    }
    return sums
  }

  func expected(_ counts: [[Double]]) -> [[Double]] {
    let rowSums = counts.map { $0.reduce(0, +) }
    let columnSums = Self.columnSums(space, counts)
    var fitted = counts.indices.map { i in
      space.destinations[i].map { rowSums[i] > 0 && columnSums[$0] > 0 ? 1.0 : 0 }
    }
    for _ in 0..<500 {
      for i in fitted.indices where rowSums[i] > 0 {
        let scale = rowSums[i] / fitted[i].reduce(0, +)
        for c in fitted[i].indices { fitted[i][c] *= scale }
      }
      let sums = Self.columnSums(space, fitted)
      var change = 0.0
      for i in fitted.indices {
        for (c, j) in space.destinations[i].enumerated() where sums[j] > 0 {
          let scale = columnSums[j] / sums[j]
          change = max(change, abs(scale - 1))
          fitted[i][c] *= scale
        }
      }
      if change < 1e-12 { break }
    }
    return fitted
  }

  func statistics(_ counts: [[Double]]) -> (ratio: Double, pearson: Double, cells: Int, small: Int)
  {
    var result = (ratio: 0.0, pearson: 0.0, cells: 0, small: 0)
    for (row, fitted) in zip(counts, expected(counts)) {
      for (n, e) in zip(row, fitted) where e > 0 {
        if n > 0 { result.ratio += 2 * n * log(n / e) }
        result.pearson += (n - e) * (n - e) / e
        result.cells += 1
        if e < 5 { result.small += 1 }
      }
    }
    return result
  }
}
