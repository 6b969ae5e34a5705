/// The rates of all states in one replicate and year, made ready to send whole pupils along them.
///
/// A state's pupils are distributed in one of two ways, both draws from the multinomial distribution:
///
/// - *One by one*, when they are few. The numbers 0…2¹⁵ − 1 are dealt out: destination j gets ⌊2¹⁵ pⱼ⌋
///   of them, side by side, and what the rounding left over comes last. Each pupil draws a number and
///   goes where it belongs; those who draw a left-over number (at most one in 2¹⁵ for each destination)
///   draw again, with the probabilities that the rounding left. So no rate is rounded.
/// - *By binomial draws*, when they are many: one a destination, among what the earlier ones left.
struct RateTable: Sendable {
  private let offsets: [Int]
  /// How many pupils of each state are few.
  private let few: [Int]
  /// Where the groups of four bounds of each state begin.
  private let groups: [Int]
  /// The last number of each destination, four destinations at a time; beyond the last destination a
  /// number that is never passed.
  private var limits: [SIMD4<Int16>]
  private var rates: [Double]
  /// 2¹⁵ pⱼ − ⌊2¹⁵ pⱼ⌋.
  private var remainders: [Double]
  private var shapes: [CounterStream.BinomialShape]
  /// Whether the state's shapes are those of the present rates: logarithms are taken when needed.
  private var hasShapes: [Bool]
  /// The numbers of the pupils that are being distributed.
  private var numbers: [SIMD8<Int16>]
  /// −1 in the last lanes, by their number.
  private let absent: [SIMD8<Int16>] = (0..<8).map { missing in
    SIMD8(repeating: -1).replacing(
      with: 0, where: SIMD8<Int16>(0, 1, 2, 3, 4, 5, 6, 7) .< SIMD8(repeating: 8 - missing))
  }

  init(_ space: StateSpace) {
    offsets = space.offsets
    groups = space.destinations.reduce(into: [0]) {
      $0.append($0[$0.count - 1] + ($1.count + 3) / 4)
    }
    limits = [SIMD4](repeating: SIMD4(repeating: .max), count: groups[groups.count - 1])
    rates = [Double](repeating: 0, count: space.transitions.count)
    remainders = rates
    shapes = [CounterStream.BinomialShape](
      repeating: CounterStream.BinomialShape(0), count: space.transitions.count)
    hasShapes = [Bool](repeating: false, count: space.states.count)
    few = space.destinations.map(Self.few)
    numbers = [SIMD8<Int16>](repeating: .zero, count: (few.max() ?? 0) / 8 + 1)
  }

  /// Up to how many pupils one by one is quicker; set by timing. Counts of 16 bits must hold them.
  private static func few(_ destinations: [Int]) -> Int {
    let groups = (destinations.count + 3) / 4
    return min(220 * max(0, destinations.count - 1) / (4 + groups), 10_000)
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
        let place = i - first
        limits[groups[state] + place >> 2][place & 3] = Int16(truncatingIfNeeded: dealt - 1)
      }
    }
  }

  /// Distributes the pupils of one state, and sets how many went along each of its transitions.
  @inline(__always)
  mutating func distribute(
    _ pupils: Int, of state: Int, into flows: inout [Int], using stream: inout CounterStream
  ) {
    let (first, end) = (offsets[state], offsets[state + 1])
    let others = end &- first &- 1
    if others == 0 {
      flows[first] = pupils
    } else if pupils <= few[state] {
      oneByOne(pupils, state, first, end, &flows, &stream)
    } else {
      byBinomials(pupils, state, first, end, &flows, &stream)
    }
  }

  @inline(__always)
  private mutating func oneByOne(
    _ pupils: Int, _ state: Int, _ first: Int, _ end: Int, _ flows: inout [Int],
    _ stream: inout CounterStream
  ) {
    let count = (pupils &+ 7) >> 3
    for i in 0..<count { numbers[i] = stream.eight() }
    // Who is not there passes no limit.
    let missing = count &* 8 &- pupils
    if missing > 0 { numbers[count &- 1] |= absent[missing] }
    var before = pupils
    var place = first
    for group in groups[state]..<groups[state &+ 1] {
      let limit = limits[group]
      let (l0, l1) = (SIMD8(repeating: limit[0]), SIMD8(repeating: limit[1]))
      let (l2, l3) = (SIMD8(repeating: limit[2]), SIMD8(repeating: limit[3]))
      var (n0, n1) = (SIMD8<Int16>.zero, SIMD8<Int16>.zero)
      var (n2, n3) = (n0, n1)
      for i in 0..<count {
        let number = numbers[i]
        n0 &-= number.above(l0)
        n1 &-= number.above(l1)
        n2 &-= number.above(l2)
        n3 &-= number.above(l3)
      }
      let beyond = SIMD4(n0.wrappedSum(), n1.wrappedSum(), n2.wrappedSum(), n3.wrappedSum())
      for lane in 0..<min(4, end &- place) {
        let count = Int(beyond[lane])
        flows[place] = before &- count
        before = count
        place &+= 1
      }
    }
    if before > 0 { again(before, first, end, &flows, &stream) }
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

extension SIMD8<Int16> {
  /// −1 where this exceeds the other, else 0.
  @inline(__always)
  fileprivate func above(_ other: Self) -> Self {
    Self.zero.replacing(with: Self(repeating: -1), where: self .> other)
  }
}
