/// Philox numbers in blocks, for the draws of one replicate: the same numbers as ``Philox``, made eight
/// blocks at a time and begun at a *place* that says what they are for.
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

  private let key: SIMD2<UInt32>
  private let stream: UInt64
  private var place: UInt32 = 0
  private var block: UInt32 = 0
  private var words = InlineArray<16, UInt64>(repeating: 0)
  private var used = 16
  let layers = Ziggurat.standard.layers
  let tables = CountTables.standard

  init(seed: UInt64, replicate: Int) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    stream = UInt64(replicate)
  }

  /// Goes to the first number of a place.
  mutating func begin(_ kind: Kind, unit: Int, year: Int) {
    place =
      kind.rawValue << 30 | UInt32(truncatingIfNeeded: unit) << 6
      | UInt32(truncatingIfNeeded: year)
    block = 0
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

  /// Eight numbers of 15 bits, from two words.
  @inline(__always)
  mutating func eight() -> SIMD8<Int16> {
    let (first, second) = (next() & 0x7FFF_7FFF_7FFF_7FFF, next() & 0x7FFF_7FFF_7FFF_7FFF)
    return SIMD8(
      Int16(truncatingIfNeeded: first), Int16(truncatingIfNeeded: first >> 16),
      Int16(truncatingIfNeeded: first >> 32), Int16(truncatingIfNeeded: first >> 48),
      Int16(truncatingIfNeeded: second), Int16(truncatingIfNeeded: second >> 16),
      Int16(truncatingIfNeeded: second >> 32), Int16(truncatingIfNeeded: second >> 48))
  }

  /// A number strictly between 0 and 1, one of the 2⁵² midpoints; as `uniform()` of other generators,
  /// by way of the number's bits.
  @inline(__always)
  mutating func midpoint() -> Double {
    Double(bitPattern: next() >> 12 | 0x3FF0_0000_0000_0000) - 0x1.FFFFFFFFFFFFFp-1
  }

  /// Eight blocks, as two times four: more do not fit in the registers. Of each two come the first
  /// words, then the second words.
  @inline(never)
  private mutating func fill() {
    var i = 0
    while i < 16 {
      var a = Pair(counter: block, place: place, stream: stream)
      var b = Pair(counter: block &+ 2, place: place, stream: stream)
      var k0 = SIMD2<UInt64>(repeating: UInt64(key[0]))
      var k1 = SIMD2<UInt64>(repeating: UInt64(key[1]))
      for _ in 0..<5 {
        // Two rounds a turn: the loop's own work counts.
        a.round(k0, k1)
        b.round(k0, k1)
        k0 &+= 0x9E37_79B9
        k1 &+= 0xBB67_AE85
        a.round(k0, k1)
        b.round(k0, k1)
        k0 &+= 0x9E37_79B9
        k1 &+= 0xBB67_AE85
      }
      let first = a.words
      let second = b.words
      words[i] = first.0[0]
      words[i &+ 1] = first.0[1]
      words[i &+ 2] = first.1[0]
      words[i &+ 3] = first.1[1]
      words[i &+ 4] = second.0[0]
      words[i &+ 5] = second.0[1]
      words[i &+ 6] = second.1[0]
      words[i &+ 7] = second.1[1]
      block &+= 4
      i &+= 8
    }
    used = 0
  }

  /// Two blocks, each 32-bit number in a 64-bit lane, so that a product needs no shuffling. What
  /// stands above it is never read: a product takes the lower half, and so does the end.
  private struct Pair {
    private var c0, c1, c2, c3: SIMD2<UInt64>

    @inline(__always)
    init(counter: UInt32, place: UInt32, stream: UInt64) {
      c0 = SIMD2(UInt64(counter), UInt64(counter &+ 1))
      c1 = SIMD2(repeating: UInt64(place))
      c2 = SIMD2(repeating: stream)
      c3 = SIMD2(repeating: stream >> 32)
    }

    @inline(__always)
    mutating func round(_ k0: SIMD2<UInt64>, _ k1: SIMD2<UInt64>) {
      let p0 = (c0 & 0xFFFF_FFFF) &* 0xD251_1F53
      let p2 = (c2 & 0xFFFF_FFFF) &* 0xCD9E_8D57
      c0 = (p2 &>> 32) ^ c1 ^ k0
      c1 = p2
      c2 = (p0 &>> 32) ^ c3 ^ k1
      c3 = p0
    }

    @inline(__always)
    var words: (SIMD2<UInt64>, SIMD2<UInt64>) {
      ((c1 &<< 32) | (c0 & 0xFFFF_FFFF), (c3 &<< 32) | (c2 & 0xFFFF_FFFF))
    }
  }
}
