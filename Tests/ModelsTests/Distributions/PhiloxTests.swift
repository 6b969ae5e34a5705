import Testing

@testable import Models

// Known answers: Random123 1.14, tests/kat_vectors, lines "philox4x32 10".
@Suite struct PhiloxTests {
  @Test func `a block is that of Random123`() {
    #expect(
      Philox.block(counter: .zero, key: .zero)
        == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      Philox.block(counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      Philox.block(
        counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
        key: SIMD2(0xa409_3822, 0x299f_31d0))
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test func `a generator starts with its own block`() {
    var generator = Philox(seed: 0, stream: 0)
    #expect(generator.next() == 0xe169_c58d_6627_e8d5)
    #expect(generator.next() == 0x9b00_dbd8_bc57_ac4c)
    let second = Philox.block(counter: SIMD4(1, 0, 0, 0), key: .zero)
    #expect(generator.next() == UInt64(second[1]) << 32 | UInt64(second[0]))
  }

  @Test func `streams differ and repeat`() {
    func numbers(_ seed: UInt64, _ stream: UInt64) -> [UInt64] {
      var generator = Philox(seed: seed, stream: stream)
      return (0..<50).map { _ in generator.next() }
    }
    #expect(numbers(7, 3) == numbers(7, 3))
    let all = [numbers(7, 3), numbers(7, 4), numbers(8, 3), numbers(7, 3 << 32)].flatMap { $0 }
    #expect(Set(all).count == 200)
  }

  @Test func `a uniform number is never zero or one`() {
    struct Constant: RandomNumberGenerator {
      let value: UInt64
      mutating func next() -> UInt64 { value }
    }
    var (low, high) = (Constant(value: 0), Constant(value: .max))
    #expect(low.uniform() == 0x1p-53)
    #expect(high.uniform() == 1 - 0x1p-53)
  }
}
