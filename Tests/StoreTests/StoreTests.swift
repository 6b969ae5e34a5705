import Records
import Testing

@testable import Store

@Suite struct StoreTests {
  @Test func `a new file is added, whole`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let input = try Input.pupils()
    #expect(try store.add(input) == .added)
    #expect(try store.files() == [input.file])
    #expect(try store.facts() == input.facts)
    #expect(try store.findings() == input.findings)
    #expect(
      try store.query("SELECT row, text FROM raw_row").rows
        == [
          [.integer(2), .text("00AA00;10")], [.integer(3), .text("01AA00;10")],
          [.integer(4), .text("02AA00;10")],
        ])
    try expectSound(store)
  }

  @Test func `an unchanged file is not read and nothing is written`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let input = try Input.pupils()
    try store.add(input)
    let before = try bytes(of: folder.file())
    let outcome = try store.add(file: input.file, fieldNames: input.fieldNames) { _ in
      Issue.record("the file was read")
      return []
    }
    #expect(outcome == .unchanged)
    #expect(try store.files() == [input.file])
    #expect(try bytes(of: folder.file()) == before)
  }

  @Test func `the same bytes under two names are two files, and each can be asked for alone`()
    throws
  {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let one = try Input.pupils(name: "a.csv")
    let copy = SourceFile(
      sha256: one.file.sha256, name: "b.csv", bytes: one.file.bytes, layout: one.file.layout,
      rows: one.file.rows, provisional: one.file.provisional)
    try store.add(one)
    let outcome = try store.add(file: copy, fieldNames: one.fieldNames) { writer in
      for row in one.rows { try writer.add(row) }
      return []
    }
    #expect(outcome == .added)
    #expect(try store.files() == [one.file, copy])
    #expect(try store.facts(files: ["b.csv"]) == one.facts)
    #expect(try store.facts().count == 2 * one.facts.count)
    #expect(try store.withdraw(sha256: one.file.sha256, name: "a.csv"))
    #expect(try store.files() == [copy])
    #expect(try store.facts() == one.facts)
    try expectSound(store)
  }

  @Test func `a changed file is a new vintage beside the old`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let (old, new) = (try Input.pupils(edition: 1), try Input.pupils(edition: 2))
    let other = try Input.pupils(name: "leerlingen-2020.csv", edition: 3, count: 1)
    try store.add(old)
    try store.add(other)
    #expect(try store.add(new) == .newVintage(of: old.file.sha256))
    #expect(try store.files() == [new.file, other.file])
    #expect(Set(try store.facts()) == Set(new.facts + other.facts))
    #expect(try store.findings() == new.findings + other.findings)
    #expect(try store.column("SELECT count(*) FROM fact") == [.integer(7)])
    #expect(
      try store.query("SELECT name, vintage, current, superseded_by FROM raw_file").rows
        == [
          [.text("leerlingen-2019.csv"), .integer(1), .integer(0), .integer(3)],
          [.text("leerlingen-2020.csv"), .integer(1), .integer(1), .null],
          [.text("leerlingen-2019.csv"), .integer(2), .integer(1), .null],
        ])
    try expectSound(store)
  }

  @Test func `going back to an older edition makes it current without reading it`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let editions = try (1...3).map { try Input.pupils(edition: $0) }
    for edition in editions { try store.add(edition) }
    let outcome = try store.add(file: editions[0].file, fieldNames: []) { _ in throw Interruption()
    }
    #expect(outcome == .newVintage(of: editions[2].file.sha256))
    #expect(try store.files() == [editions[0].file])
    #expect(try store.facts() == editions[0].facts)
    // 1 → 2 → 3 → 1: every old vintage says what took its place, and one is current.
    #expect(
      try store.column("SELECT superseded_by FROM raw_file ORDER BY id")
        == [.null, .integer(3), .integer(1)])
    try expectSound(store)
    #expect(try store.add(editions[1]) == .newVintage(of: editions[0].file.sha256))
    #expect(try store.facts() == editions[1].facts)
    try expectSound(store)
  }

  @Test func `a file that was withdrawn no longer counts, and can come back`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let (old, new) = (try Input.pupils(edition: 1), try Input.pupils(edition: 2))
    try store.add(old)
    try store.add(new)
    #expect(try store.withdraw(sha256: new.file.sha256, name: new.file.name))
    #expect(try store.files().isEmpty)
    #expect(try store.facts().isEmpty)
    #expect(try store.findings().isEmpty)
    #expect(try !store.withdraw(sha256: new.file.sha256, name: new.file.name))
    #expect(try !store.withdraw(sha256: sha256(of: "never seen"), name: new.file.name))
    #expect(try store.add(file: new.file, fieldNames: []) { _ in throw Interruption() } == .added)
    #expect(try store.facts() == new.facts)
    try expectSound(store)
  }

  @Test func `a body that throws leaves every table as it was`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let old = try Input.pupils(edition: 1)
    try store.add(old)
    let before = try store.contents()
    let new = try Input.pupils(edition: 2, count: 50)
    #expect(throws: Interruption()) {
      try store.add(file: new.file, fieldNames: new.fieldNames) { writer in
        for row in new.rows.prefix(30) { try writer.add(row) }
        throw Interruption()
      }
    }
    #expect(try store.contents() == before)
    #expect(try store.facts() == old.facts)
    try expectSound(store)
    #expect(try store.add(new) == .newVintage(of: old.file.sha256))
  }

  @Test func `a row that fails keeps the file out, even when the caller ignores it`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let before = try store.contents()
    var input = try Input.pupils()
    input.rows[1].facts[0].leerjaar = 7  // the schema knows 1–6
    let error = try storeError {
      _ = try store.add(file: input.file, fieldNames: input.fieldNames) { writer in
        for row in input.rows { try? writer.add(row) }
        return []
      }
    }
    guard case .sql(_, let reason) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(reason.contains("leerjaar"))
    #expect(try store.contents() == before)
    try expectSound(store)
  }

  @Test func `a row with a NUL is refused, not cut short`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    var input = try Input.pupils()
    input.rows[2].text = "02AA00;\u{0}10"
    #expect(throws: StoreError.nulCharacter(file: "leerlingen-2019.csv", row: 4)) {
      try store.add(input)
    }
    #expect(try store.files().isEmpty)
  }

  @Test func `the same files in the same order give the same bytes`() throws {
    let folder = try Folder()
    for name in ["a.sqlite", "b.sqlite"] {
      let store = try Store(path: folder.file(name))
      for edition in 1...3 { try store.add(Input.pupils(edition: edition, count: 40)) }
    }
    #expect(try bytes(of: folder.file("a.sqlite")) == bytes(of: folder.file("b.sqlite")))
  }

  @Test func `a store is read back by another connection`() throws {
    let folder = try Folder()
    let input = try Input.pupils()
    try Store(path: folder.file()).add(input)
    let again = try Store(path: folder.file())
    #expect(try again.facts() == input.facts)
    #expect(try again.add(input) == .unchanged)
  }

  @Test func `a record of another file breaks the contract`() async throws {
    await #expect(processExitsWith: .failure) {
      let store = try Store(path: Folder().file())
      var input = try Input.pupils()
      input.rows[0].facts[0].source = SourceCell(
        file: sha256(of: "another"), row: 2, column: "x")
      try store.add(input)
    }
  }

  @Test func `deleting a file takes everything of it along`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let (old, new) = (try Input.pupils(edition: 1), try Input.pupils(edition: 2))
    try store.add(old)
    let before = try store.contents().mapValues(\.count)
    try store.add(new)
    try store.execute("DELETE FROM raw_file WHERE sha256 = '\(new.file.sha256)'")
    #expect(try store.contents().mapValues(\.count) == before)
    #expect(try store.column("SELECT count(*) FROM pragma_foreign_key_check") == [.integer(0)])
  }
}
