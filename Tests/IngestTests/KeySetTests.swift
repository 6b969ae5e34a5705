import Testing

@testable import Ingest

@Suite struct KeySetTests {
  @Test func `each repetition is told with the first row of its key, in the order of rows`() {
    var keys = KeySet()
    var random = Seeded(state: 3)
    var rowOfKey: [UInt64: Int] = [:]
    var expected: [[Int]] = []
    for row in 2..<20_000 {
      let key = Seeded(state: random.next() % 15_000).mixed
      keys.insert(key, row: row)
      if let first = rowOfKey[key] { expected.append([row, first]) } else { rowOfKey[key] = row }
    }
    #expect(expected.count > 1000)
    #expect(keys.repeated().map { [$0.row, $0.first] } == expected)
  }
}

extension Seeded {
  /// The first number.
  fileprivate var mixed: UInt64 {
    var copy = self
    return copy.next()
  }
}
