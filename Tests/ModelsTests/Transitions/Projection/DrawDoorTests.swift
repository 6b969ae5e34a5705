import Testing

@testable import Models

/// The loops in C beside plain Swift, and both of them: with wide vectors and without.
@Suite struct DrawDoorTests {
  /// Random123 1.14, tests/kat_vectors, lines "philox4x32 10": counter, key, block.
  private let known: [(counter: SIMD4<UInt32>, key: UInt64, block: SIMD4<UInt32>)] = [
    (SIMD4(repeating: 0), 0, SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
    (
      SIMD4(repeating: .max), .max,
      SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
    ),
    (
      SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), 0x299f_31d0_a409_3822,
      SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
    ),
  ]

  private func place(_ counter: SIMD4<UInt32>, _ key: UInt64) -> DrawDoor.Place {
    DrawDoor.Place(
      key: key, stream: UInt64(counter[3]) << 32 | UInt64(counter[2]), place: counter[1],
      block: counter[0])
  }

  @Test func `the first block of a group is that of Random123, the others follow`() {
    for (counter, key, block) in known {
      var words = InlineArray<16, UInt64>(repeating: 0)
      DrawDoor.fill(&words, at: place(counter, key))
      #expect(words[0] == UInt64(block[1]) << 32 | UInt64(block[0]))
      #expect(words[8] == UInt64(block[3]) << 32 | UInt64(block[2]))
      for i in 0..<8 {
        var next = counter
        next[0] &+= UInt32(i)
        let block = Philox.block(
          counter: next, key: SIMD2(UInt32(truncatingIfNeeded: key), UInt32(key >> 32)))
        #expect(words[i] == UInt64(block[1]) << 32 | UInt64(block[0]))
        #expect(words[8 + i] == UInt64(block[3]) << 32 | UInt64(block[2]))
      }
    }
  }

  @Test func `many groups are one after the other, on every processor`() {
    for (counter, key, _) in known {
      let first = place(counter, key)
      var (wide, plain) = ([UInt64](repeating: 1, count: 16 * 5 + 3), [UInt64]())
      plain = wide
      DrawDoor.fill(&wide, groups: 5, at: first)
      DrawDoor.fillPlainly(&plain, groups: 5, at: first)
      #expect(wide == plain)
      #expect(Array(wide[80...]) == [1, 1, 1])
      for group in 0..<5 {
        var (place, words) = (first, InlineArray<16, UInt64>(repeating: 0))
        place.block &+= UInt32(8 * group)
        DrawDoor.fill(&words, at: place)
        for i in 0..<16 { #expect(wide[16 * group + i] == words[i] & 0x7FFF_7FFF_7FFF_7FFF) }
      }
    }
  }

  @Test func `numbers are counted between limits as one would by hand`() {
    var words = [UInt64](repeating: 0, count: 16 * 170 + DrawDoor.padding)
    DrawDoor.fill(&words, groups: 170, at: place(known[2].counter, 6))
    let numbers = words.flatMap { word in
      (0..<4).map { Int16(truncatingIfNeeded: word >> (16 * $0)) }
    }
    var sizes = Array(0...70)
    sizes += [127, 128, 129, 1_000, 10_000]
    for destinations in [1, 2, 3, 4, 5, 7, 8, 12, 21, 40] {
      // Rising, with what is never passed and what always is.
      var limits = (0..<destinations).map { Int16($0 * $0 * 32_767 / 1_600 - 1) }
      if destinations > 3 { limits[destinations - 1] = .max }
      let padded = limits + [Int16](repeating: .max, count: (4 - destinations % 4) % 4)
      for size in sizes {
        let from = size * 7 % 40
        let mine = numbers[from..<(from + size)]
        var (expected, before) = ([Int](), size)
        for limit in limits {
          let above = mine.count { $0 > limit }
          expected.append(before - above)
          before = above
        }
        for isPlain in [false, true] {
          var flows = [Int](repeating: -7, count: destinations + 2)
          let left = DrawDoor.count(
            words, from..<(from + size), limits: [9, 9, 9, 9] + padded, from: 4, into: &flows,
            at: 1..<(destinations + 1), isPlain: isPlain)
          #expect(left == before && flows == [-7] + expected + [-7])
        }
      }
    }
  }
}
