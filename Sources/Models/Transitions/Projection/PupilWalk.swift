/// Sends the whole pupils of one unit through the years of one replicate.
struct PupilWalk {
  private let space: StateSpace
  private let horizon: Int
  private let moving: [Int]
  private let targets: [Int]
  private var stock: [Int]
  private var next: [Int]
  private var flows: [Int]
  private var entering: [Int]
  private var expected: [Double]
  private var entered: [Int]

  /// - Parameter cells: The most inflows that a unit has.
  init(_ space: StateSpace, horizon: Int, cells: Int) {
    self.space = space
    self.horizon = horizon
    moving = space.states.indices.filter { !space.isExit($0) }
    targets = space.transitions.map(\.to)
    stock = [Int](repeating: 0, count: space.states.count)
    next = stock
    entering = stock
    flows = [Int](repeating: 0, count: space.transitions.count)
    expected = [Double](repeating: 0, count: cells)
    entered = [Int](repeating: 0, count: cells)
  }

  /// - Parameters:
  ///   - unit: What is known of the unit.
  ///   - uses: The sums it adds to.
  ///   - tables: The rates of the replicate, one for each year or one for all.
  ///   - replicate: The replicate.
  ///   - values: All sums: by place, year and replicate of the block.
  ///   - lane: The place of the replicate in its block of `width`.
  mutating func run(
    _ unit: UnitSampler, uses: [FlowPlan.Use], tables: inout [RateTable], replicate: Int,
    into values: inout [Double], lane: Int, width: Int, using stream: inout CounterStream
  ) throws(TransitionError) {
    unit.stocks(into: &stock, using: &stream)
    for year in 0..<horizon {
      let table = tables.count > 1 ? year : 0
      var (left, arrived, signs) = (0, 0, 0)
      for state in next.indices { next[state] = 0 }
      stream.begin(.flows, unit: unit.number, year: year + 1)
      for state in moving { left += stock[state] }
      tables[table].distribute(stock, into: &flows, using: &stream)
      for i in flows.indices {
        next[targets[i]] += flows[i]
        signs |= flows[i]
      }
      let cells = unit.years[year]..<unit.years[year + 1]
      if !cells.isEmpty {
        try unit.expected(year: year, replicate: replicate, into: &expected, using: &stream)
        unit.entered(year: year, expected: expected, into: &entered, using: &stream)
        for i in cells {
          next[unit.cellStates[i]] += entered[i]
          left += entered[i]
          signs |= entered[i]
        }
      }
      for state in next.indices {
        arrived += next[state]
        stock[state] = next[state]
      }
      guard signs >= 0, arrived == left else {
        throw .notConserved(unit: unit.place, year: year + 1, replicate: replicate)
      }
      for use in uses {
        var sum = 0.0
        for term in use.terms {
          switch term.part {
          case .stock(let state): sum += term.weight * Double(stock[state])
          case .flow(let transition): sum += term.weight * Double(flows[transition])
          case .inflow(let state):
            for i in cells where unit.cellStates[i] == state {
              sum += term.weight * Double(entered[i])
            }
          }
        }
        values[(use.place * horizon + year) * width + lane] += sum
      }
    }
  }
}
