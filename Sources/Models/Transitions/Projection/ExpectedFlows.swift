/// Carries expected numbers of pupils forward for eight replicates at once, one in each lane.
///
/// Two routes to the same numbers. *Forward*: the stocks year by year, O(years · transitions). *By
/// worth*: what a pupil in state s is worth to a sum t years later,
///
///     worth[1, s] = Σⱼ pₛⱼ (stock weight of j + flow weight of s → j)     worth[t, s] = Σⱼ pₛⱼ worth[t − 1, j]
///
/// so that the sum of year t is Σ stock · worth[t] + Σₕ inflow of year h · worth[t − h]: made once for all
/// units that share rates and are asked the same, and then O(years · states) for each. It needs rates
/// that hold for all years. A unit's route depends on the unit alone, so that its last digits do too.
struct ExpectedFlows {
  typealias Lanes = SIMD8<Double>

  private let space: StateSpace
  private let horizon: Int
  private let sampler: RateSampler
  private let moving: [Int]
  private let targets: [Int]
  /// The transitions into each state, state by state, and where those of each begin.
  private let incoming: [Int]
  private let arrivals: [Int]
  private let sources: [Int]
  /// By year, by transition.
  private var rates: [Lanes]
  /// By pattern: by year, by state; made when first needed.
  private var worths: [[Lanes]]
  private var isMade: [Bool]
  private var stock: [Lanes]
  private var next: [Lanes]
  private var start: [Lanes]
  private var expected: [Lanes]
  private var integers: [Int]
  private var numbers: [Double]

  init(_ sampler: RateSampler, horizon: Int, patterns: Int, cells: Int) {
    self.space = sampler.space
    self.horizon = horizon
    self.sampler = sampler
    moving = space.states.indices.filter { !sampler.space.isExit($0) }
    targets = space.transitions.map(\.to)
    let transitions = sampler.space.transitions
    var into = [[Int]](repeating: [], count: sampler.space.states.count)
    for (i, transition) in transitions.enumerated() { into[transition.to].append(i) }
    incoming = into.flatMap(\.self)
    arrivals = into.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    sources = into.flatMap { $0.map { transitions[$0].from } }
    rates = [Lanes](repeating: .zero, count: sampler.size)
    worths = [[Lanes]](repeating: [], count: patterns)
    isMade = [Bool](repeating: false, count: patterns)
    stock = [Lanes](repeating: .zero, count: space.states.count)
    next = stock
    start = stock
    expected = [Lanes](repeating: .zero, count: cells)
    integers = [Int](repeating: 0, count: space.states.count)
    numbers = [Double](repeating: 0, count: cells)
  }

  /// Takes the rates of eight replicates, the first of which begins at `first` of a table of draws.
  mutating func load(_ table: [Double], from first: Int) {
    let size = sampler.size
    for i in 0..<size {
      let at = first + i
      rates[i] = Lanes(
        table[at], table[at + size], table[at + 2 * size], table[at + 3 * size],
        table[at + 4 * size], table[at + 5 * size], table[at + 6 * size], table[at + 7 * size])
    }
    for pattern in isMade.indices { isMade[pattern] = false }
  }

  /// Adds the sums of a unit.
  ///
  /// - Parameters:
  ///   - replicates: The replicate of each lane.
  ///   - streams: The random numbers of each of them.
  ///   - isForward: The route; nil for the quicker one.
  ///   - values: All sums: by place, year and replicate of the block of `width`.
  ///   - lane: The place of the first of the eight in the block.
  mutating func run(
    _ unit: UnitSampler, uses: [FlowPlan.Use], patterns: [[FlowPlan.Term]], replicates: [Int],
    streams: inout [CounterStream], isForward: Bool?, into values: inout [Double], lane: Int,
    width: Int
  ) throws(TransitionError) {
    try draw(unit, replicates, &streams)
    // Making what a pupil is worth costs a few times what one unit's way forward does.
    let terms = uses.reduce(0) { $0 + $1.terms.count }
    let isQuickerForward = 4 * uses.count * space.states.count > space.transitions.count + terms
    if sampler.years > 1 || isForward ?? isQuickerForward {
      forward(unit, uses, into: &values, lane: lane, width: width)
    } else {
      for use in uses {
        if !isMade[use.pattern] { makeWorth(use.pattern, patterns[use.pattern]) }
        byWorth(unit, use, into: &values, lane: lane, width: width)
      }
    }
  }

  /// Stocks and expected inflow of the eight replicates.
  private mutating func draw(
    _ unit: UnitSampler, _ replicates: [Int], _ streams: inout [CounterStream]
  ) throws(TransitionError) {
    if unit.hasRanges {
      for l in 0..<8 {
        unit.stocks(into: &integers, using: &streams[l])
        for state in start.indices { start[state][l] = Double(integers[state]) }
      }
    }
    if unit.cells.isEmpty { return }
    for year in 0..<horizon {
      let cells = unit.years[year]..<unit.years[year + 1]
      if cells.isEmpty { continue }
      if unit.cells[cells].contains(where: \.isUncertain) {
        for l in 0..<8 {
          try unit.expected(
            year: year, replicate: replicates[l], into: &numbers, using: &streams[l])
          for i in cells { expected[i][l] = numbers[i] }
        }
      } else {
        try unit.expected(year: year, replicate: replicates[0], into: &numbers, using: &streams[0])
        for i in cells { expected[i] = Lanes(repeating: numbers[i]) }
      }
    }
  }

  private mutating func forward(
    _ unit: UnitSampler, _ uses: [FlowPlan.Use], into values: inout [Double], lane: Int, width: Int
  ) {
    for state in stock.indices {
      stock[state] = unit.hasRanges ? start[state] : Lanes(repeating: unit.lowest[state])
    }
    for year in 0..<horizon {
      let base = sampler.years > 1 ? year * space.transitions.count : 0
      // Into each state, so that its sum stays in registers; in the order of where they come from.
      for state in next.indices {
        var sum = Lanes.zero
        for k in arrivals[state]..<arrivals[state + 1] {
          sum += stock[sources[k]] * rates[base + incoming[k]]
        }
        next[state] = sum
      }
      let cells = unit.years[year]..<unit.years[year + 1]
      for i in cells { next[unit.cellStates[i]] += expected[i] }
      for use in uses {
        var sum = Lanes.zero
        for term in use.terms {
          switch term.part {
          case .stock(let state): sum += term.weight * next[state]
          case .flow(let i):
            sum += term.weight * (stock[space.transitions[i].from] * rates[base + i])
          case .inflow(let state):
            for i in cells where unit.cellStates[i] == state { sum += term.weight * expected[i] }
          }
        }
        Self.add(sum, to: &values, at: (use.place * horizon + year) * width + lane)
      }
      swap(&stock, &next)
    }
  }

  /// What a pupil is worth, by years ahead from 1 and state; then the weights of a stock and of an
  /// inflow in the year itself.
  private mutating func makeWorth(_ pattern: Int, _ terms: [FlowPlan.Term]) {
    let states = space.states.count
    var stocks = [Double](repeating: 0, count: states)
    var inflows = stocks
    var flows = [Double](repeating: 0, count: space.transitions.count)
    for term in terms {
      switch term.part {
      case .stock(let state): stocks[state] += term.weight
      case .flow(let transition): flows[transition] += term.weight
      case .inflow(let state): inflows[state] += term.weight
      }
    }
    var worth = worths[pattern]
    worths[pattern] = []
    if worth.isEmpty { worth = [Lanes](repeating: .zero, count: (horizon + 1) * states) }
    let offsets = space.offsets
    for year in 0..<horizon {
      for state in moving {
        var sum = Lanes.zero
        for i in offsets[state]..<offsets[state + 1] {
          if year == 0 {
            sum += (stocks[targets[i]] + flows[i]) * rates[i]
          } else {
            sum += rates[i] * worth[(year - 1) * states + targets[i]]
          }
        }
        worth[year * states + state] = sum
      }
    }
    for state in 0..<states {
      worth[horizon * states + state] = Lanes(repeating: stocks[state] + inflows[state])
    }
    worths[pattern] = worth
    isMade[pattern] = true
  }

  private func byWorth(
    _ unit: UnitSampler, _ use: FlowPlan.Use, into values: inout [Double], lane: Int, width: Int
  ) {
    let worth = worths[use.pattern]
    let states = space.states.count
    for year in 0..<horizon {
      var sum = Lanes.zero
      let base = year * states
      if unit.hasRanges {
        for state in 0..<states { sum += start[state] * worth[base + state] }
      } else {
        for state in 0..<states { sum += unit.lowest[state] * worth[base + state] }
      }
      let (before, after) = (unit.years[year], unit.years[year + 1])
      for i in 0..<before {
        sum += expected[i] * worth[(year - unit.cellYears[i] - 1) * states + unit.cellStates[i]]
      }
      for i in before..<after { sum += expected[i] * worth[horizon * states + unit.cellStates[i]] }
      Self.add(sum, to: &values, at: (use.place * horizon + year) * width + lane)
    }
  }

  @inline(__always)
  private static func add(_ sum: Lanes, to values: inout [Double], at place: Int) {
    // One check for all eight.
    precondition(place >= 0 && place <= values.count - 8, "\(place) of \(values.count)")
    for l in 0..<8 { values[place &+ l] += sum[l] }
  }
}
