import Testing

@testable import Ingest

@Suite struct KeySetTests {
  /// Keys of rows on lines with gaps, one added by one.
  private func keys(_ rows: Range<Int>, of different: UInt64, gap: Int) -> [(row: Int, key: UInt64)]
  {
    var random = Seeded(state: 3)
    return rows.map { ($0 + $0 / gap, Seeded(state: random.next() % different).mixed) }
  }

  private func expected(_ keys: [(row: Int, key: UInt64)]) -> [[Int]] {
    var rowOfKey: [UInt64: Int] = [:]
    var expected: [[Int]] = []
    for (row, key) in keys {
      if let first = rowOfKey[key] { expected.append([row, first]) } else { rowOfKey[key] = row }
    }
    return expected
  }

  @Test(arguments: [20_000, 120_000])
  func `each repetition is told with the first row of its key, in the order of rows`(
    rows: Int
  ) throws {
    let all = keys(2..<rows, of: UInt64(rows) * 3 / 4, gap: 1000)
    let textOfRow = Dictionary(uniqueKeysWithValues: all.map { ($0.row, "\($0.key)") })
    var oneByOne = KeySet()
    for (row, key) in all { oneByOne.insert(key, row: row) }
    var inBlocks = KeySet()
    for start in stride(from: 0, to: all.count, by: 3000) {
      let part = all[start..<min(all.count, start + 3000)].map(\.self)
      inBlocks.append(
        KeyBlock(rows: part.count, hash: { part[$0].key }, line: { part[$0].row - start }),
        line: start)
    }
    let wanted = expected(all)
    #expect(wanted.count > 1000)
    for var keys in [oneByOne, inBlocks] {
      let found = try repeated(&keys) { textOfRow[$0] ?? "" }
      #expect(found.map { [$0.row, $0.first] } == wanted)
      let isNamed = found.allSatisfy { $0.key == textOfRow[$0.row] }
      #expect(isNamed)
    }
  }

  private func repeated(
    _ keys: inout KeySet, key: (Int) -> String
  ) throws -> [(row: Int, first: Int, key: String)] {
    var found: [(row: Int, first: Int, key: String)] = []
    try keys.repeated({ key($0) }, { found.append(($0, $1, $2)) })
    return found
  }

  @Test func `keys of one fingerprint that are not the same are no repetition`() throws {
    // Rows 1, 3 and 5 have one fingerprint; only 1 and 5 are the same, and so are 3 and 6.
    let hash: UInt64 = 0xABCD_0000_1234_5678
    var keys = KeySet()
    for row in 1...6 { keys.insert(row % 2 == 1 || row == 6 ? hash : UInt64(row) << 40, row: row) }
    let texts = [1: "a", 3: "b", 5: "a", 6: "b"]
    let found = try repeated(&keys) { texts[$0] ?? "?" }
    #expect(found.map { [$0.row, $0.first] } == [[5, 1], [6, 3]])
    #expect(found.map(\.key) == ["a", "b"])
  }

  @Test func `a row is found from the last part that begins before it`() {
    let parts = [2, 5, 9, 40].map { RowPart(offset: $0 * 10, line: $0) }
    #expect(
      [2, 4, 5, 8, 9, 39, 40, 100].map { parts.part(ofLine: $0).line } == [
        2, 2, 5, 5, 9, 9, 40, 40,
      ])
  }
}

extension Seeded {
  /// The first number.
  fileprivate var mixed: UInt64 {
    var copy = self
    return copy.next()
  }
}
