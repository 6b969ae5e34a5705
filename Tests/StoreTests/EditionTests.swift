import Records
import Testing

@testable import Store

/// The rules of <doc:Vintages> as laws.
@Suite struct EditionTests {
  private static func day(_ text: String) throws -> Store.Day { try #require(Store.Day(text)) }

  /// What counts on each of these days, as the edition (1…) that the facts say; 0 for nothing.
  private static func known(_ store: Store, _ days: [String]) throws -> [Int] {
    try days.map { text in
      guard case .exact(let count)? = try store.facts(asOf: day(text)).first?.count else {
        return 0
      }
      return count / 10
    }
  }

  @Test func `a file counts from the day it was known until the next`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let editions = try (1...3).map { try Input.pupils(edition: $0) }
    #expect(try store.add(editions[0], knownFrom: "2023-12-01") == .added)
    #expect(
      try store.add(editions[1], knownFrom: "2024-12-01")
        == .newVintage(of: editions[0].file.sha256))
    let days = ["2023-11-30", "2023-12-01", "2024-11-30", "2024-12-01", "9999-12-31"]
    #expect(try Self.known(store, days) == [0, 1, 1, 2, 2])
    // Known between the two, but it came last: a vintage of the past.
    #expect(try store.add(editions[2], knownFrom: "2024-06-01") == .pastVintage)
    #expect(try Self.known(store, days) == [0, 1, 3, 2, 2])
    #expect(try store.facts() == editions[1].facts)
    #expect(try store.findings(asOf: Self.day("2024-06-02")) == editions[2].findings)
    #expect(try store.files(asOf: Self.day("2024-06-02")) == [editions[2].file])
    #expect(try store.files(asOf: Self.day("2020-01-01")).isEmpty)
    #expect(
      try store.editions().map { [$0.number, $0.isCurrent ? 1 : 0] } == [[1, 0], [3, 0], [2, 1]])
    #expect(
      try store.editions().map { $0.knownUntil?.text } == ["2024-06-01", "2024-12-01", nil])
    // Told again, nothing changes.
    let before = try bytes(of: folder.file())
    #expect(try store.add(editions[2], knownFrom: "2024-06-01") == .unchanged)
    #expect(try store.add(editions[0], knownFrom: "2024-01-01") == .unchanged)
    #expect(try store.add(editions[1]) == .unchanged)
    #expect(try bytes(of: folder.file()) == before)
    #expect(
      try store.query("SELECT editie, bekend_vanaf, bekend_tot, geldig FROM edities").rows
        == [
          [.integer(1), .text("2023-12-01"), .text("2024-06-01"), .integer(0)],
          [.integer(3), .text("2024-06-01"), .text("2024-12-01"), .integer(0)],
          [.integer(2), .text("2024-12-01"), .null, .integer(1)],
        ])
    try expectSound(store)
  }

  @Test func `a file without a day is known since the last change, or from the beginning`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let editions = try (1...3).map { try Input.pupils(edition: $0) }
    try store.add(editions[0])
    #expect(try Self.known(store, ["0001-01-01", "9999-12-31"]) == [1, 1])
    try store.add(editions[1], knownFrom: "2024-01-01")
    try store.add(editions[2])
    #expect(try Self.known(store, ["2023-12-31", "2024-01-01"]) == [1, 3])
    #expect(try store.facts() == editions[2].facts)
    try expectSound(store)
  }

  @Test func `a withdrawal has a day too, never before what it withdraws`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let input = try Input.pupils(edition: 1)
    try store.add(input, knownFrom: "2024-01-01")
    try store.withdraw(
      sha256: input.file.sha256, name: input.file.name, on: Self.day("2024-03-01"))
    #expect(try Self.known(store, ["2023-12-31", "2024-02-29", "2024-03-01"]) == [0, 1, 0])
    #expect(try store.add(input, knownFrom: "2024-05-01") == .added)
    #expect(
      try Self.known(store, ["2024-02-29", "2024-04-30", "2024-05-01"]) == [1, 0, 1])
    try store.withdraw(
      sha256: input.file.sha256, name: input.file.name, on: Self.day("2020-01-01"))
    #expect(try Self.known(store, ["2024-02-29", "2024-05-01"]) == [1, 0])
    #expect(try store.facts().isEmpty)
    try expectSound(store)
  }

  /// Random histories of three names: whatever was told in whatever order.
  @Test(arguments: 1...12) func `the laws of time hold`(seed: Int) throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var log: [String] = []
    for _ in 0..<25 {
      let name = ["a.csv", "b.csv", "c.csv"][draw(3)]
      let day = draw(4) == 0 ? nil : "20\(20 + draw(5))-0\(1 + draw(9))-10"
      if draw(5) == 0, let file = try store.files().first(where: { $0.name == name }) {
        let on = try day.map(Self.day)
        #expect(try store.withdraw(sha256: file.sha256, name: name, on: on))
        log.append("\(name) withdrawn \(day ?? "-")")
      } else {
        let edition = 1 + draw(4)
        try store.add(Input.pupils(name: name, edition: edition, count: 2), knownFrom: day)
        log.append("\(name) \(edition) \(day ?? "-")")
      }
      // The far future is now.
      let end = try Self.day("9999-12-31")
      #expect(try store.facts(asOf: end) == store.facts(), "\(log)")
      #expect(try store.files(asOf: end) == store.files())
      #expect(try store.findings(asOf: end) == store.findings())
    }
    // Between two changes nothing changes.
    let days = try store.editions().flatMap { [$0.knownFrom?.text, $0.knownUntil?.text] }
      .compactMap(\.self)
    let same = ["2021-03-11", "2021-03-12"]
    #expect(!days.contains(same[1]))
    #expect(
      try store.facts(asOf: Self.day(same[0])) == store.facts(asOf: Self.day(same[1])))
    try expectSound(store)
  }

  /// Dated additions only, in any order: what is known on each day is the same.
  @Test func `the order in which dated editions come does not matter`() throws {
    let folder = try Folder()
    let editions = [(1, "2021-01-01"), (2, "2022-01-01"), (3, "2023-01-01"), (4, "2024-01-01")]
    let days = ["2020-12-31", "2021-05-05", "2022-05-05", "2023-05-05", "2024-05-05"]
    let orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]]
    for (index, order) in orders.enumerated() {
      let store = try Store(path: folder.file("\(index).sqlite"))
      for place in order {
        try store.add(Input.pupils(edition: editions[place].0), knownFrom: editions[place].1)
      }
      #expect(try Self.known(store, days) == [0, 1, 2, 3, 4], "\(order)")
      try expectSound(store)
    }
  }
}
