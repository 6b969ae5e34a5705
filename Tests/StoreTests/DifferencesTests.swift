import Records
import Testing

@testable import Store

@Suite struct DifferencesTests {
  /// A file of these counts, one row each: location, leerjaar and count.
  static func input(
    _ edition: String, _ cells: [(code: String, leerjaar: Int, count: Count)],
    layout: String = "duo-leerlingen"
  ) throws -> Input {
    let sha256 = sha256(of: edition)
    var input = Input(
      file: SourceFile(
        sha256: sha256, name: "l.csv", bytes: 1, layout: layout, rows: cells.count,
        provisional: nil), fieldNames: [])
    for (index, cell) in cells.enumerated() {
      let code = try #require(VestigingCode(cell.code))
      let fact = Fact(
        layout: layout, measure: .leerlingen, period: .peildatum(2019), vestiging: code,
        leerjaar: cell.leerjaar, count: cell.count,
        source: SourceCell(file: sha256, row: index + 2, column: "MAN"))
      input.rows.append(SourceRow(row: index + 2, text: "", fields: [], facts: [fact]))
    }
    return input
  }

  @Test func `each kind of difference is told, in the order of the facts`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let codes = (0..<9).map { "0\($0)AA00" }
    let old = try Self.input(
      "oud",
      [
        (codes[8], 3, .exact(5)),  // equal, in another row
        (codes[0], 3, .exact(12)), (codes[1], 3, .suppressed(1...4)), (codes[2], 3, .exact(3)),
        (codes[3], 3, .suppressed(1...4)), (codes[4], 3, .exact(7)), (codes[6], 3, .missing),
      ])
    let new = try Self.input(
      "nieuw",
      [
        (codes[6], 3, .exact(1)), (codes[5], 3, .exact(9)), (codes[3], 3, .exact(5)),
        (codes[2], 3, .suppressed(1...4)), (codes[1], 3, .exact(2)), (codes[0], 3, .exact(13)),
        (codes[8], 3, .exact(5)),
      ])
    try store.add(old)
    try store.add(new)
    let found = try store.differences(from: old.file, to: new.file)
    #expect(
      found.facts.map(\.kind)
        == [.changed, .opened, .withheld, .changed, .removed, .added, .changed])
    #expect(
      found.facts.map { ($0.old ?? $0.new)?.vestiging.text }
        == [0, 1, 2, 3, 4, 5, 6].map { codes[$0] })
    #expect(found.facts[0].old == old.facts[1] && found.facts[0].new == new.facts[5])
    #expect(found.facts[0].oldSources == [old.facts[1].source])
    #expect(found.facts[0].newSources == [new.facts[5].source])
    #expect(found.facts[4].new == nil && found.facts[4].newSources.isEmpty)
    #expect(found.observations.isEmpty)
    // The other way round, every word turns to its opposite.
    let back = try store.differences(from: new.file, to: old.file)
    #expect(
      back.facts.map(\.kind)
        == [.changed, .withheld, .opened, .changed, .added, .removed, .changed])
    #expect(back.facts.map(\.old) == found.facts.map(\.new))
  }

  @Test func `counts of one thing are summed, and the order of rows does not matter`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let old = try Self.input(
      "oud",
      [
        ("00AA00", 3, .exact(10)), ("00AA00", 3, .suppressed(1...4)), ("01AA00", 4, .exact(1)),
        ("01AA00", 4, .exact(2)),
      ])
    let new = try Self.input(
      "nieuw", [("01AA00", 4, .exact(3)), ("00AA00", 3, .exact(11)), ("00AA00", 3, .exact(2))])
    try store.add(old)
    try store.add(new)
    let found = try store.differences(from: old.file, to: new.file).facts
    #expect(found.count == 1)
    #expect(found[0].kind == .opened)
    #expect(found[0].old?.count == .suppressed(11...14))
    #expect(found[0].new?.count == .exact(13))
    #expect(found[0].oldSources.map(\.row) == [2, 3] && found[0].newSources.map(\.row) == [3, 4])
    let same = try store.differences(from: old.file, to: old.file)
    #expect(same.isEmpty)
  }

  @Test func `intervals are compared as intervals`() {
    typealias V = Observation.Value
    let cases: [(V, V, Store.Difference<Fact>.Kind?)] = [
      (.count(.exact(3)), .count(.exact(3)), nil), (.secret, .secret, nil),
      (.count(.suppressed(1...4)), .count(.suppressed(1...4)), nil),
      (.count(.suppressed(1...9)), .count(.suppressed(2...4)), .opened),
      (.count(.suppressed(2...4)), .count(.suppressed(1...9)), .withheld),
      (.count(.suppressed(1...4)), .count(.suppressed(3...9)), .changed),
      (.count(.suppressed(1...4)), .count(.exact(5)), .changed),
      (.count(.suppressed(1...1)), .count(.exact(1)), .opened),
      (.count(.exact(1)), .count(.suppressed(1...1)), .withheld),
      (.count(.exact(5)), .count(.suppressed(1...4)), .changed),
      (.secret, .number(2.5), .opened), (.number(2.5), .secret, .withheld),
      (.secret, .count(.missing), .changed), (.count(.missing), .count(.notApplicable), .changed),
      (.number(0.1), .number(0.2), .changed), (.count(.exact(0)), .count(.missing), .changed),
    ]
    for (old, new, kind) in cases {
      #expect(ValueChange.kind(from: old, to: new) == kind, "\(old) → \(new)")
    }
  }

  @Test func `observations that cannot be summed are matched one by one`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    func input(_ edition: String, _ values: [Observation.Value]) -> Input {
      let sha256 = sha256(of: edition)
      var input = Input(
        file: SourceFile(
          sha256: sha256, name: "c.csv", bytes: 1, layout: "cijfers", rows: values.count,
          provisional: nil), fieldNames: [])
      for (index, value) in values.enumerated() {
        let item = Observation(
          measure: "cijfer", unit: .cijfer, place: .nederland, period: .jaar(2020), value: value,
          source: SourceCell(file: sha256, row: index + 2, column: "c"))
        input.rows.append(
          SourceRow(row: index + 2, text: "", fields: [], observations: [item]))
      }
      return input
    }
    let old = input("oud", [.number(6.5), .number(7), .secret])
    let new = input("nieuw", [.number(6.5), .number(7.1), .number(8), .number(9)])
    try store.add(old)
    try store.add(new)
    let found = try store.differences(from: old.file, to: new.file).observations
    #expect(Set(found.map(\.kind)) == [.changed, .opened, .added] && found.count == 3)
    #expect(found.first { $0.kind == .changed }?.new?.value == .number(7.1))
  }

  @Test func `a file that is not there, or of another layout, is refused`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let (one, other) = (
      try Self.input("a", [("00AA00", 3, .exact(1))]),
      try Self.input("b", [("00AA00", 3, .exact(1))], layout: "duo-anders")
    )
    try store.add(one)
    #expect(
      throws: StoreError.unknownFile(name: other.file.name, sha256: other.file.sha256)
    ) { try store.differences(from: one.file, to: other.file) }
    try store.add(other)
    #expect(throws: StoreError.notComparable(from: "duo-leerlingen", to: "duo-anders")) {
      try store.differences(from: one.file, to: other.file)
    }
  }
}
