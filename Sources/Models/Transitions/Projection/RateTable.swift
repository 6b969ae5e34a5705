/// The rates of all states in one replicate and year, made ready to send whole pupils along them.
///
/// A state's pupils are distributed in one of two ways, both draws from the multinomial distribution:
///
/// - *One by one*, when they are few. The numbers 0…2¹⁵ − 1 are dealt out: destination j gets ⌊2¹⁵ pⱼ⌋
///   of them, side by side, and what the rounding left over comes last. Each pupil draws a number and
///   goes where it belongs; those who draw a left-over number (at most one in 2¹⁵ for each destination)
///   draw again, with the probabilities that the rounding left,
///
///       ⌊2¹⁵ pⱼ⌋ / 2¹⁵ + (left over / 2¹⁵) · (2¹⁵ pⱼ − ⌊2¹⁵ pⱼ⌋) / Σₖ (2¹⁵ pₖ − ⌊2¹⁵ pₖ⌋) = pⱼ
///
///   so that no rate is rounded: not even one far below 2⁻¹⁵, as the second number has 52 bits.
/// - *By binomial draws*, when they are many: one a destination, among what the earlier ones left.
struct RateTable: Sendable {
  private let offsets: [Int]
  private let moving: [Int]
  /// How many pupils of each state are few.
  private let few: [Int]
  /// Where the limits of each state begin.
  let places: [Int]
  /// The last number of each destination; beyond the last destination a number that is never passed.
  private(set) var limits: [Int16]
  private var rates: [Double]
  /// 2¹⁵ pⱼ − ⌊2¹⁵ pⱼ⌋.
  private(set) var remainders: [Double]
  private var shapes: [CounterStream.BinomialShape]
  /// Whether the state's shapes are those of the present rates: logarithms are taken when needed.
  private var hasShapes: [Bool]
  /// The numbers of the pupils that are being distributed, one state after the other: four a word.
  private var numbers: [UInt64]

  init(_ space: StateSpace) {
    offsets = space.offsets
    moving = space.states.indices.filter { !space.isExit($0) }
    places = space.destinations.reduce(into: [0]) {
      let groups = ($1.count + DrawDoor.limits - 1) / DrawDoor.limits
      $0.append($0[$0.count - 1] + DrawDoor.limits * groups)
    }
    limits = [Int16](repeating: .max, count: places[places.count - 1])
    rates = [Double](repeating: 0, count: space.transitions.count)
    remainders = rates
    shapes = [CounterStream.BinomialShape](
      repeating: CounterStream.BinomialShape(0), count: space.transitions.count)
    hasShapes = [Bool](repeating: false, count: space.states.count)
    few = space.destinations.map(Self.few)
    numbers = []
  }

  /// Up to how many pupils one by one is quicker; set by timing. Counts of 16 bits must hold them.
  private static func few(_ destinations: [Int]) -> Int {
    let groups = (destinations.count + 3) / 4
    return min(800 * max(0, destinations.count - 1) / (5 + groups), 10_000)
  }

  /// Takes the rates that begin at `start` of a table of rates; each between 0 and 1.
  mutating func load(_ table: [Double], from start: Int) {
    for state in 0..<(offsets.count - 1) {
      let (first, end) = (offsets[state], offsets[state + 1])
      hasShapes[state] = false
      var dealt = 0
      for i in first..<end {
        let rate = table[start + i]
        let share = rate * 0x1p15
        let whole = Int(share)
        rates[i] = rate
        remainders[i] = share - Double(whole)
        // Rates that sum to one within rounding deal out no more numbers than there are.
        dealt = min(dealt + whole, 1 << 15)
        limits[places[state] + i - first] = Int16(truncatingIfNeeded: dealt - 1)
      }
    }
  }

  /// Distributes the pupils of all states, and sets how many went along each transition.
  ///
  /// - Parameters:
  ///   - stock: The pupils of each state; those of exits stay out of it.
  ///   - flows: By transition.
  ///   - stream: Where the numbers come from.
  mutating func distribute(
    _ stock: [Int], into flows: inout [Int], using stream: inout CounterStream
  ) {
    var count = 0
    for state in moving where stock[state] <= few[state] { count &+= stock[state] }
    stream.numbers(count, into: &numbers)
    var used = 0
    for state in moving {
      let pupils = stock[state]
      let (first, end) = (offsets[state], offsets[state + 1])
      if end &- first == 1 {
        flows[first] = pupils
      } else if pupils <= few[state] {
        let left = DrawDoor.count(
          numbers, used..<(used + pupils), limits: limits, from: places[state], into: &flows,
          at: first..<end)
        used &+= pupils
        if left > 0 { again(left, first, end, &flows, &stream) }
      } else {
        byBinomials(pupils, state, first, end, &flows, &stream)
      }
    }
  }

  /// Those who drew a left-over number.
  @inline(never)
  private func again(
    _ pupils: Int, _ first: Int, _ end: Int, _ flows: inout [Int], _ stream: inout CounterStream
  ) {
    var total = 0.0
    for i in first..<end { total += remainders[i] }
    for _ in 0..<pupils {
      var rest = stream.midpoint() * total
      var chosen = first
      for i in first..<end where remainders[i] > 0 {
        chosen = i
        rest -= remainders[i]
        if rest < 0 { break }
      }
      flows[chosen] += 1
    }
  }

  private mutating func byBinomials(
    _ pupils: Int, _ state: Int, _ first: Int, _ end: Int, _ flows: inout [Int],
    _ stream: inout CounterStream
  ) {
    if !hasShapes[state] {
      // The sum of a destination and all later ones, from the last on: nothing is lost by subtraction.
      var rest = 0.0
      for i in (first..<end).reversed() {
        rest += rates[i]
        shapes[i] = CounterStream.BinomialShape(rates[i] > 0 ? rates[i] / rest : 0)
      }
      hasShapes[state] = true
    }
    var left = pupils
    for i in first..<(end - 1) {
      let count = stream.binomial(left, shapes[i])
      flows[i] = count
      left &-= count
    }
    flows[end - 1] = left
  }
}
