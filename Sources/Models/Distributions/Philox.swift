/// The counter-based random generator Philox4x32-10.
///
/// Each number is a function of seed, stream and position only, so replicate i that draws from
/// stream i gets the same numbers on any number of threads and in any order. Streams of one seed
/// never overlap: a stream holds 2⁶⁵ numbers of 64 bits. Passes BigCrush; not for secrets.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror & D. E. Shaw (2011), *Parallel random numbers: as
/// easy as 1, 2, 3*, SC '11, doi:10.1145/2063384.2063405. Same numbers as Random123.
public struct Philox: RandomNumberGenerator, Hashable, Sendable {
  private let key: SIMD2<UInt32>
  private let stream: UInt64
  private var position: UInt64 = 0
  private var spare: UInt64?

  /// - Parameters:
  ///   - seed: The key; one a run.
  ///   - stream: The upper half of the counter; one a replicate.
  public init(seed: UInt64, stream: UInt64) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    self.stream = stream
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    if let number = spare {
      spare = nil
      return number
    }
    let block = Self.block(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: position), UInt32(truncatingIfNeeded: position >> 32),
        UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32)),
      key: key)
    position &+= 1
    spare = UInt64(block[3]) << 32 | UInt64(block[2])
    return UInt64(block[1]) << 32 | UInt64(block[0])
  }

  /// Ten rounds of the bijection on one counter.
  static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3])
    var (k0, k1) = (key[0], key[1])
    for _ in 0..<10 {
      let first = UInt64(0xD251_1F53) * UInt64(c0)
      let second = UInt64(0xCD9E_8D57) * UInt64(c2)
      (c0, c1, c2, c3) = (
        UInt32(truncatingIfNeeded: second >> 32) ^ c1 ^ k0, UInt32(truncatingIfNeeded: second),
        UInt32(truncatingIfNeeded: first >> 32) ^ c3 ^ k1, UInt32(truncatingIfNeeded: first)
      )
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return SIMD4(c0, c1, c2, c3)
  }
}

extension RandomNumberGenerator {
  /// A number strictly between 0 and 1, one of the 2⁵² midpoints; uses 64 bits.
  public mutating func uniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }
}
