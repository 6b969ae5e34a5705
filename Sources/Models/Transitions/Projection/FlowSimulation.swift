import Dispatch
import Synchronization

/// One run of a projection: blocks of replicates side by side, batches of units one after the other.
///
/// A block is worked on by one thread at a time and its replicates see nothing of other blocks, so the
/// numbers do not depend on the number of threads.
struct FlowSimulation: Sendable {
  /// What a block keeps between batches.
  private struct Block {
    /// By place of the sum, year and replicate of the block.
    var values: [Double]
    /// The draws of rates that a later batch needs, by replicate of the block.
    var rates: [Int: [Double]] = [:]
  }

  private final class Slot: Sendable {
    let block: Mutex<Block>
    init(_ block: consuming sending Block) { self.block = Mutex(block) }
  }

  let horizon: Int
  let replicates: Int
  let seed: UInt64
  let noise: FlowProjection.Noise
  let threads: Int
  /// For tests: the route of expected flows.
  var isForward: Bool?
  let plan: FlowPlan
  let rates: [RateSampler]
  let units: [UnitSampler]
  /// Replicates in a block, a multiple of eight.
  let width: Int
  private let mostCells: Int

  init(
    _ projection: FlowProjection, questions: [FlowQuestion], replicates: Int, seed: UInt64,
    noise: FlowProjection.Noise, threads: Int, roughlyHeld: Int
  ) {
    horizon = projection.horizon
    self.replicates = replicates
    self.seed = seed
    self.noise = noise
    self.threads = threads
    rates = projection.rates.enumerated().map {
      RateSampler($1, place: $0, horizon: projection.horizon)
    }
    units = projection.units.enumerated().map { UnitSampler($1, place: $0) }
    mostCells = units.map(\.cells.count).max() ?? 0
    // Small enough to share the work, large enough to be worth the bookkeeping.
    width = min(64, max(8, (replicates / 32) & ~7))
    plan = FlowPlan(questions, of: projection, roughlyHeld: roughlyHeld)
  }

  /// Goes through all batches.
  ///
  /// - Parameter answer: Called for each question, on any thread, with its place and by year the
  ///   numbers of all replicates: of the sum, or of what is divided and of the denominator.
  func run(
    _ answer: @Sendable (Int, [[Double]], [[Double]]?) -> Void
  ) throws(TransitionError) {
    let slots = (0..<((replicates + width - 1) / width)).map { _ in
      Slot(Block(values: [Double](repeating: 0, count: plan.places * horizon * width)))
    }
    for batch in plan.batches {
      try advance(slots, through: batch)
      // The blocks' numbers are shared, not copied, until the next batch.
      let blocks = slots.map { $0.block.withLock(\.values) }
      Self.inParallel(batch.finished.count, threads: threads) { i in
        let finished = batch.finished[i]
        answer(
          finished.question, values(blocks, of: finished.numerator),
          finished.denominator.map { values(blocks, of: $0) })
      }
    }
  }

  private func advance(_ slots: [Slot], through batch: FlowPlan.Batch) throws(TransitionError) {
    let failure = Mutex<(block: Int, error: TransitionError)?>(nil)
    Self.inParallel(slots.count, threads: threads) { number in
      do throws(TransitionError) {
        try slots[number].block.withLock { block throws(TransitionError) in
          try advance(&block, number: number, through: batch)
        }
      } catch {
        failure.withLock { first in
          if first.map({ number < $0.block }) ?? true { first = (number, error) }
        }
      }
    }
    if let (_, error) = failure.withLock({ $0 }) { throw error }
  }

  private func advance(
    _ block: inout Block, number: Int, through batch: FlowPlan.Batch
  ) throws(TransitionError) {
    for place in batch.opened {
      for i in (place * horizon * width)..<((place + 1) * horizon * width) { block.values[i] = 0 }
    }
    let first = number * width
    let count = min(width, replicates - first)
    for group in batch.groups {
      let sampler = rates[group.rates]
      let table: [Double]
      if let drawn = block.rates.removeValue(forKey: group.rates) {
        table = drawn
      } else {
        table = try draws(sampler, first: first, count: count)
      }
      switch noise {
      case .everything: try walk(group, table, first, count, &block.values)
      case .parameters: try expect(group, table, first, count, &block.values)
      }
      if !group.isLast { block.rates[group.rates] = table }
    }
  }

  /// The rates of a block's replicates. Lanes beyond the last replicate repeat the first.
  private func draws(
    _ sampler: RateSampler, first: Int, count: Int
  ) throws(TransitionError) -> [Double] {
    var table = [Double](repeating: 0, count: width * sampler.size)
    for lane in 0..<width {
      let replicate = lane < count ? first + lane : first
      var stream = CounterStream(seed: seed, replicate: replicate)
      try sampler.draw(replicate, into: &table, at: lane * sampler.size, using: &stream)
    }
    return table
  }

  private func walk(
    _ group: FlowPlan.Group, _ table: [Double], _ first: Int, _ count: Int,
    _ values: inout [Double]
  ) throws(TransitionError) {
    let sampler = rates[group.rates]
    var walk = PupilWalk(sampler.space, horizon: horizon, cells: mostCells)
    var tables = (0..<sampler.years).map { _ in RateTable(sampler.space) }
    for lane in 0..<count {
      if lane == 0 || !sampler.isKnown {
        for year in tables.indices {
          tables[year].load(
            table, from: lane * sampler.size + year * sampler.space.transitions.count)
        }
      }
      var stream = CounterStream(seed: seed, replicate: first + lane)
      for unit in group.units {
        try walk.run(
          units[unit], uses: plan.uses[unit], tables: &tables, replicate: first + lane,
          into: &values, lane: lane, width: width, using: &stream)
      }
    }
  }

  private func expect(
    _ group: FlowPlan.Group, _ table: [Double], _ first: Int, _ count: Int,
    _ values: inout [Double]
  ) throws(TransitionError) {
    let sampler = rates[group.rates]
    let patterns = plan.patterns[group.rates]
    var flows = ExpectedFlows(
      sampler, horizon: horizon, patterns: patterns.count, cells: mostCells)
    for lane in stride(from: 0, to: count, by: 8) {
      flows.load(table, from: lane * sampler.size)
      let replicates = (lane..<(lane + 8)).map { $0 < count ? first + $0 : first }
      var streams = replicates.map { CounterStream(seed: seed, replicate: $0) }
      for unit in group.units {
        try flows.run(
          units[unit], uses: plan.uses[unit], patterns: patterns, replicates: replicates,
          streams: &streams, isForward: isForward, into: &values, lane: lane, width: width)
      }
    }
  }

  /// By year, the numbers of all replicates of one sum.
  private func values(_ blocks: [[Double]], of place: Int) -> [[Double]] {
    (0..<horizon).map { year in
      var values: [Double] = []
      values.reserveCapacity(replicates)
      let begin = (place * horizon + year) * width
      for block in blocks {
        values.append(contentsOf: block[begin..<(begin + min(width, replicates - values.count))])
      }
      return values
    }
  }

  /// Does the work of each number below `count`, on so many threads.
  static func inParallel(_ count: Int, threads: Int, _ work: @Sendable (Int) -> Void) {
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if number >= count { break }
        work(number)
      }
    }
  }
}
