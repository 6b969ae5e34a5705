import Records
import Testing

@testable import Store

/// The store knows by which version of the reading code a file was read.
@Suite struct ReadingTests {
  @discardableResult
  private static func add(_ store: Store, _ input: Input, reading: Int) throws -> Store.Outcome {
    try store.add(file: input.file, fieldNames: input.fieldNames, reading: reading) { writer in
      for row in input.rows { try writer.add(row) }
      return input.findings
    }
  }

  @Test func `what an older version read is read again, in its place; a newer one's is left`()
    throws
  {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let other = try Input.pupils(name: "b.csv", count: 4)
    try Self.add(store, other, reading: 1)
    var input = try Input.pupils(count: 5)
    #expect(try Self.add(store, input, reading: 1) == .added)
    let before = try bytes(of: folder.file())
    #expect(try Self.add(store, input, reading: 1) == .unchanged)
    #expect(try Self.add(store, input, reading: 0) == .unchanged)
    #expect(try bytes(of: folder.file()) == before)
    // The new version makes another profile of the same rows, and nothing of the last.
    input.rows = input.rows.map { row in
      var row = row
      for index in row.facts.indices { row.facts[index].profiel = .bwi }
      if row.row == 6 { row.facts = [] }
      return row
    }
    input.findings = []
    #expect(try Self.add(store, input, reading: 2) == .readAgain)
    #expect(try store.facts(files: [input.file.name]) == input.facts)
    #expect(try store.facts(files: ["b.csv"]) == other.facts)
    #expect(try store.readings() == [input.file: 2, other.file: 1])
    #expect(try store.editions().count == 2)
    #expect(try store.findings() == other.findings)
    try expectSound(store)
    #expect(try Self.add(store, input, reading: 1) == .unchanged)
  }

  @Test func `a reading that fails leaves the one before`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let input = try Input.pupils(count: 5)
    try Self.add(store, input, reading: 1)
    let before = try store.contents()
    #expect(throws: Interruption.self) {
      try store.add(file: input.file, fieldNames: input.fieldNames, reading: 2) { writer in
        try writer.add(input.rows[0])
        throw Interruption()
      }
    }
    #expect(try store.contents() == before)
    try expectSound(store)
  }

  @Test func `bytes that are recognised as another layout now count once, as that`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let old = try Input.pupils(count: 3)
    try Self.add(store, old, reading: 1)
    var new = old
    new.file = SourceFile(
      sha256: old.file.sha256, name: old.file.name, bytes: old.file.bytes,
      layout: "duo-leerlingen-lang", rows: 3, provisional: old.file.provisional)
    new.rows = old.rows.map { row in
      var row = row
      row.facts = row.facts.map {
        Fact(
          layout: "duo-leerlingen-lang", measure: $0.measure, period: $0.period,
          vestiging: $0.vestiging, geslacht: .totaal, count: $0.count, source: $0.source)
      }
      return row
    }
    #expect(try Self.add(store, new, reading: 2) == .added)
    #expect(try store.files() == [new.file])
    #expect(try store.facts() == new.facts)
    try expectSound(store)
    // Back again, as with the older program.
    #expect(try Self.add(store, old, reading: 2) == .added)
    #expect(try store.facts() == old.facts)
    try expectSound(store)
  }
}
