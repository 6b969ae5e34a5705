/// Philox numbers in blocks, for the draws of one replicate: the same numbers as ``Philox``, made eight
/// blocks at a time and begun at a *place* that says what they are for. Of eight blocks come first the lower
/// words, then the upper ones.
///
/// The stream is the replicate. The 64 bits of position within it are, from the top,
///
///     kind (2 bits) · unit or place of the rates (24 bits) · year ahead (6 bits) · block (32 bits)
///
/// so that every draw is a function of seed, replicate, kind, unit and year alone: not of the number of
/// threads, nor of the units or years that were simulated before. A place holds 2³³ numbers of 64 bits.
struct CounterStream: RandomNumberGenerator {
  /// What the numbers are for.
  enum Kind: UInt32 {
    /// Rates: the unit is the place of the rates; year 0 for what holds in all years.
    case rates = 0
    /// What is not known of a unit's stocks (year 0) and of its expected inflow (later years).
    case unit = 1
    /// Which pupils go where.
    case flows = 2
    /// The number of pupils that enter, given what is expected.
    case inflow = 3
  }

  /// As many units as a place has room for.
  static let largestUnit = 1 << 24

  private var place: DrawDoor.Place
  private var words = InlineArray<16, UInt64>(repeating: 0)
  private var used = 16
  let layers = Ziggurat.standard.layers
  let tables = CountTables.standard

  init(seed: UInt64, replicate: Int) {
    place = DrawDoor.Place(key: seed, stream: UInt64(replicate), place: 0, block: 0)
  }

  /// Goes to the first number of a place.
  mutating func begin(_ kind: Kind, unit: Int, year: Int) {
    place.place =
      kind.rawValue << 30 | UInt32(truncatingIfNeeded: unit) << 6
      | UInt32(truncatingIfNeeded: year)
    place.block = 0
    used = 16
  }

  /// The next 64 bits.
  @inline(__always)
  mutating func next() -> UInt64 {
    if used == 16 { fill() }
    let word = words[used & 15]
    used &+= 1
    return word
  }

  /// At least so many numbers of 15 bits, four a word; from blocks of their own, the next ones.
  ///
  /// - Parameters:
  ///   - count: How many numbers.
  ///   - words: Where they go, from the first word on; grows as needed, with ``DrawDoor/padding`` behind.
  mutating func numbers(_ count: Int, into words: inout [UInt64]) {
    let groups = (count + 4 * DrawDoor.group - 1) / (4 * DrawDoor.group)
    let needed = groups * DrawDoor.group + DrawDoor.padding
    if words.count < needed { words = [UInt64](repeating: 0, count: needed) }
    DrawDoor.fill(&words, groups: groups, at: place)
    place.block &+= UInt32(truncatingIfNeeded: 8 * groups)
  }

  /// A number strictly between 0 and 1, one of the 2⁵² midpoints; as `uniform()` of other generators,
  /// by way of the number's bits.
  @inline(__always)
  mutating func midpoint() -> Double {
    Double(bitPattern: next() >> 12 | 0x3FF0_0000_0000_0000) - 0x1.FFFFFFFFFFFFFp-1
  }

  @inline(never)
  private mutating func fill() {
    DrawDoor.fill(&words, at: place)
    place.block &+= 8
    used = 0
  }
}
