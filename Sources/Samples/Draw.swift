/// A number that depends on nothing but the seed and the path to it.
///
/// A counter-based generator: `Draw(seed: 1).part(7).part(2019)` is the same number whatever was drawn
/// before. So one location has the same pupils in a file of one year and in a file of five, and no
/// state is carried from row to row.
///
/// Source: G. L. Steele, D. Lea & C. H. Flood (2014), *Fast splittable pseudorandom number
/// generators*, OOPSLA, doi:10.1145/2660193.2660195 (SplitMix64).
struct Draw {
  private let key: UInt64

  init(seed: UInt64) { key = Self.mix(seed) }

  private init(key: UInt64) { self.key = key }

  /// The number with this index below this one.
  func part(_ index: Int) -> Draw {
    Draw(key: Self.mix(key &+ UInt64(truncatingIfNeeded: index &+ 1) &* 0x9E37_79B9_7F4A_7C15))
  }

  /// A whole number in 0..<`limit`.
  func below(_ limit: Int) -> Int { Int(key.multipliedFullWidth(by: UInt64(limit)).high) }

  /// Uniform in 0..<65536.
  var fraction: Int { Int(key >> 48) }

  /// A skewed size with mean ``meanSize``: −log₂ of a uniform number, linear between the powers of
  /// two, in 65,536ths. Whole numbers only, so that every processor draws the same.
  var size: Int {
    let zeros = key.leadingZeroBitCount
    let rest = Int((key << UInt64(zeros + 1)) >> 48)
    return (zeros << 16) + 65536 - rest
  }

  /// The mean of ``size``: one for the whole powers, a half for what is between.
  static let meanSize = 3 << 15

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
