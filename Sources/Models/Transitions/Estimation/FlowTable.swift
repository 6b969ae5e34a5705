/// Pupils by the state they left and the state they were in a year later, for one or more years.
///
/// A cell may be known within bounds (`1...4` for a withheld "<5"), and so may the number of pupils who
/// were in the state (its *stock*). A row whose cells cannot sum to its stock is refused here, with the
/// state's name: no estimate is made of pupils who vanish or appear.
public struct FlowTable: Hashable, Sendable {
  /// The pupils of one state in one year.
  public struct Row: Hashable, Sendable {
    /// How many went to each of the state's destinations, in the order of ``StateSpace/destinations``.
    public let counts: [ClosedRange<Int>]
    /// How many were in the state; nil when that is told nowhere but in the cells.
    public let total: ClosedRange<Int>?

    /// - Parameters:
    ///   - counts: One a destination, between these bounds.
    ///   - total: The stock of the state, if known, between these bounds.
    public init(counts: [ClosedRange<Int>], total: ClosedRange<Int>? = nil) {
      self.counts = counts
      self.total = total
    }

    /// Known counts, and their sum as the stock.
    public init(counts: [Int]) {
      self.init(counts: counts.map { $0...$0 })
    }

    /// Known counts of a known stock, which must be their sum.
    public init(counts: [Int], total: Int) {
      self.init(counts: counts.map { $0...$0 }, total: total...total)
    }

    var isExact: Bool { counts.allSatisfy { $0.lowerBound == $0.upperBound } }
  }

  /// The largest number of ways in which the withheld cells of one row may be filled in.
  public static let mostCombinations = 20_000

  /// The states and the ways between them.
  public let space: StateSpace
  /// Year after year, a row a state; nil for an exit, and where the state was not counted.
  public let years: [[Row?]]

  /// - Parameters:
  ///   - space: The states and the ways between them.
  ///   - years: Year after year, a row a state; nil for an exit, and where the state was not counted.
  /// - Throws: ``EstimationError/noData``, ``EstimationError/shape(year:state:)``,
  ///   ``EstimationError/invalidCount(year:state:)``,
  ///   ``EstimationError/moreThanStock(year:state:counted:stock:)``,
  ///   ``EstimationError/lessThanStock(year:state:counted:stock:)``.
  public init(space: StateSpace, years: [[Row?]]) throws(EstimationError) {
    guard !years.isEmpty else { throw .noData }
    for (year, rows) in years.enumerated() {
      guard rows.count == space.states.count else { throw .shape(year: year, state: nil) }
      for (s, row) in rows.enumerated() {
        guard let row else { continue }
        try Self.check(row, space.destinations[s].count, year, space.states[s].name)
      }
    }
    self.space = space
    self.years = years
  }

  /// Known counts as square tables, from × to.
  ///
  /// - Parameters:
  ///   - space: The states and the ways between them.
  ///   - matrices: A table a year, a row a state that is left and a column a state that is reached.
  /// - Throws: As above, and ``EstimationError/notAllowed(year:from:to:)`` for pupils on a way that the
  ///   state space does not have.
  public init(space: StateSpace, matrices: [[[Int]]]) throws(EstimationError) {
    var years: [[Row?]] = []
    for (year, matrix) in matrices.enumerated() {
      guard matrix.count == space.states.count else { throw .shape(year: year, state: nil) }
      var rows: [Row?] = []
      for (s, counts) in matrix.enumerated() {
        let name = space.states[s].name
        guard counts.count == space.states.count else { throw .shape(year: year, state: name) }
        for (to, count) in counts.enumerated()
        where count != 0 && !space.destinations[s].contains(to) {
          throw .notAllowed(year: year, from: name, to: space.states[to].name)
        }
        rows.append(
          space.isExit(s) ? nil : Row(counts: space.destinations[s].map { counts[$0] }))
      }
      years.append(rows)
    }
    try self.init(space: space, years: years)
  }

  /// The rows of one state in the years in which it was counted.
  func rows(of state: Int) -> [(year: Int, row: Row)] {
    years.indices.compactMap { year in years[year][state].map { (year, $0) } }
  }

  private static let largest = 1_000_000_000

  private static func check(
    _ row: Row, _ destinations: Int, _ year: Int, _ name: String
  ) throws(EstimationError) {
    guard row.counts.count == destinations else { throw .shape(year: year, state: name) }
    let ranges = row.counts + (row.total.map { [$0] } ?? [])
    guard ranges.allSatisfy({ $0.lowerBound >= 0 && $0.upperBound <= largest }) else {
      throw .invalidCount(year: year, state: name)
    }
    guard let total = row.total else { return }
    let least = row.counts.reduce(0) { $0 + $1.lowerBound }
    let most = row.counts.reduce(0) { $0 + $1.upperBound }
    if least > total.upperBound {
      throw .moreThanStock(year: year, state: name, counted: least, stock: total.upperBound)
    }
    if most < total.lowerBound {
      throw .lessThanStock(year: year, state: name, counted: most, stock: total.lowerBound)
    }
  }
}

extension FlowTable.Row {
  /// All vectors of counts within the bounds whose sum the stock allows.
  func combinations(year: Int, state: String) throws(EstimationError) -> [[Int]] {
    var least = [0]
    var most = [0]
    for range in counts.reversed() {
      least.append(least[least.count - 1] + range.lowerBound)
      most.append(most[most.count - 1] + range.upperBound)
    }
    (least, most) = (least.reversed(), most.reversed())
    let goal = total ?? least[0]...most[0]
    var partial: [(counts: [Int], sum: Int)] = [([], 0)]
    for (k, range) in counts.enumerated() {
      var next: [(counts: [Int], sum: Int)] = []
      for (known, sum) in partial {
        let from = max(range.lowerBound, goal.lowerBound - sum - most[k + 1])
        let to = min(range.upperBound, goal.upperBound - sum - least[k + 1])
        guard from <= to else { continue }
        guard next.count + (to - from) < FlowTable.mostCombinations else {
          throw .tooManyCombinations(year: year, state: state)
        }
        for count in from...to { next.append((known + [count], sum + count)) }
      }
      partial = next
    }
    return partial.map(\.counts)
  }
}
