import Foundation
import Records
import Testing

@testable import Store

func bytes(of path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

@Suite struct StoreErrorTests {
  @Test func `another connection's write is waited for, then reported`() throws {
    let folder = try Folder()
    let (first, second) = (try Store(path: folder.file()), try Store(path: folder.file()))
    let (old, new) = (try Input.pupils(edition: 1), try Input.pupils(edition: 2))
    let elapsed = try ContinuousClock().measure {
      _ = try first.add(file: old.file, fieldNames: old.fieldNames) { writer in
        for row in old.rows { try writer.add(row) }
        #expect(throws: StoreError.locked(path: folder.file())) { try second.add(new) }
        #expect(try second.facts().isEmpty)  // reading goes on, and sees the state before
        return []
      }
    }
    #expect(elapsed > .seconds(1.5) && elapsed < .seconds(10))
    #expect(try second.facts() == old.facts)
    #expect(try second.add(new) == .newVintage(of: old.file.sha256))
    try expectSound(first)
  }

  @Test func `a reader that stays blocks the end of a write, which then leaves no trace`() throws {
    let folder = try Folder()
    let (first, second) = (try Store(path: folder.file()), try Store(path: folder.file()))
    let (old, new) = (try Input.pupils(edition: 1), try Input.pupils(edition: 2))
    try first.add(old)
    let before = try first.contents()
    try second.reading { database in
      // Takes the shared lock.
      _ = try Vintage.find(sha256: old.file.sha256, name: old.file.name, in: database)
      #expect(throws: StoreError.locked(path: folder.file())) { try first.add(new) }
    }
    #expect(try first.contents() == before)
    try expectSound(first)
    #expect(try first.add(new) == .newVintage(of: old.file.sha256))
  }

  @Test func `a file under an exclusive lock can be neither opened nor read`() throws {
    let folder = try Folder()
    let reader = try Store(path: folder.file())
    do {
      let holder = try Store(path: folder.file())
      try holder.execute("PRAGMA locking_mode = EXCLUSIVE")
      try holder.add(Input.pupils())
      #expect(throws: StoreError.locked(path: folder.file())) { try Store(path: folder.file()) }
      #expect(throws: StoreError.locked(path: folder.file())) { try reader.facts() }
    }
    #expect(try reader.facts().count == 3)
  }

  @Test(arguments: [
    // (Of one byte SQLite says that the file is empty.)
    "xy", "gemeente;aantal\nAlmere;1\n", String(repeating: "geen database. ", count: 500),
  ]) func `a text file is not a store and stays as it is`(text: String) throws {
    let folder = try Folder()
    let path = folder.file("leerlingen.csv")
    try Data(text.utf8).write(to: URL(filePath: path))
    #expect(throws: StoreError.notAStore(path: path)) { try Store(path: path) }
    #expect(try bytes(of: path) == Data(text.utf8))
  }

  @Test func `another program's database is not a store and stays as it is`() throws {
    let folder = try Folder()
    let path = folder.file()
    try Store(path: path).execute("PRAGMA application_id = 7")
    let before = try bytes(of: path)
    #expect(throws: StoreError.notAStore(path: path)) { try Store(path: path) }
    #expect(try bytes(of: path) == before)
    // Tables without any application_id are somebody's too.
    let store = try Store(path: folder.file("b.sqlite"))
    try store.execute("PRAGMA application_id = 0; PRAGMA user_version = 0")
    #expect(throws: StoreError.notAStore(path: folder.file("b.sqlite"))) {
      try Store(path: folder.file("b.sqlite"))
    }
  }

  @Test func `an empty file becomes a store`() throws {
    let folder = try Folder()
    try Data().write(to: URL(filePath: folder.file()))
    let store = try Store(path: folder.file())
    #expect(try store.facts().isEmpty)
    try expectSound(store)
  }

  @Test func `a folder, and a file in no folder, cannot be opened`() throws {
    let folder = try Folder()
    for path in [folder.path, folder.file("geen/map/store.sqlite")] {
      let error = try storeError { _ = try Store(path: path) }
      guard case .cannotOpen(path, _) = error else {
        Issue.record("\(error)")
        continue
      }
    }
  }

  @Test func `a store of a newer version is refused`() throws {
    let folder = try Folder()
    try Store(path: folder.file()).execute("PRAGMA user_version = 99")
    let before = try bytes(of: folder.file())
    #expect(throws: StoreError.newerSchema(path: folder.file(), found: 99, supported: 3)) {
      try Store(path: folder.file())
    }
    #expect(try bytes(of: folder.file()) == before)
  }

  @Test func `a read-only store can be read and not added to`() throws {
    let folder = try Folder()
    let input = try Input.pupils()
    try Store(path: folder.file()).add(input)
    let store = try Store(path: folder.file(), isReadOnly: true)
    #expect(try store.facts() == input.facts)
    #expect(try store.add(input) == .unchanged)
    #expect(throws: StoreError.readOnly(path: folder.file())) {
      try store.add(Input.pupils(edition: 2))
    }
    #expect(throws: StoreError.readOnly(path: folder.file())) {
      try store.withdraw(sha256: input.file.sha256, name: input.file.name)
    }
    try expectSound(store)
  }

  @Test(.enabled(if: getuid() != 0, "root may write everything"), arguments: [true, false])
  func `a store without write permission can be read and not added to`(onlyFolder: Bool) throws {
    let folder = try Folder()
    let input = try Input.pupils()
    try Store(path: folder.file()).add(input)
    let target = onlyFolder ? folder.path : folder.file()
    let mode = onlyFolder ? 0o555 : 0o444
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: target)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: target)
    }
    let store = try Store(path: folder.file())
    #expect(try store.facts() == input.facts)
    #expect(throws: StoreError.readOnly(path: folder.file())) {
      try store.add(Input.pupils(edition: 2))
    }
  }

  @Test func `a full disk leaves the store as it was`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let old = try Input.pupils(edition: 1)
    try store.add(old)
    let before = try store.contents()
    guard case .integer(let pages) = try store.column("SELECT * FROM pragma_page_count").first
    else {
      Issue.record("no page count")
      return
    }
    let new = try Input.pupils(edition: 2, count: 12_000)
    for room in [0, 1, 10, 100] {
      try store.execute("PRAGMA max_page_count = \(Int(pages) + room)")
      #expect(throws: StoreError.diskFull(path: folder.file())) { try store.add(new) }
      // The caller who goes on after the failure gets nothing in either.
      #expect(throws: StoreError.diskFull(path: folder.file())) {
        _ = try store.add(file: new.file, fieldNames: new.fieldNames) { writer in
          for row in new.rows { try? writer.add(row) }
          return []
        }
      }
      #expect(try store.contents() == before)
      try expectSound(store)
    }
    try store.execute("PRAGMA max_page_count = 1000000")
    #expect(try store.add(new) == .newVintage(of: old.file.sha256))
  }

  /// Every page of a store in turn is overwritten with noise; whatever is then asked gives an error
  /// of the module or an answer, never a crash, and the check notices.
  @Test(arguments: [UInt8(0x00), 0x41, 0xff]) func `a damaged page is noticed`(noise: UInt8) throws
  {
    let folder = try Folder()
    do {
      let store = try Store(path: folder.file())
      try store.add(Input.pupils(count: 200))
    }
    let sound = try bytes(of: folder.file())
    let pages = sound.count / 4096
    #expect(pages > 20)
    for page in 0..<pages {
      var damaged = sound
      // The second half of the first page holds the schema; its header is another test's.
      let start = page * 4096 + (page == 0 ? 2048 : 0)
      for index in start..<(page + 1) * 4096 { damaged[index] = noise }
      let path = folder.file("damaged.sqlite")
      try damaged.write(to: URL(filePath: path))
      var said = 0
      do throws(StoreError) {
        let store = try Store(path: path)
        said += try store.integrityCheck().count
        _ = try store.facts()
        _ = try store.files()
        _ = try store.findings()
      } catch {
        guard case .corrupt = error else {
          Issue.record("page \(page): \(error)")
          continue
        }
        said += 1
      }
      #expect(said > 0, "page \(page)")
    }
  }

  @Test func `a value that no record has is damage, not a default`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    try store.add(Input.pupils())
    let damages = [
      ("series SET leerweg = 'XX'", "series SET leerweg = 'BB'"),
      ("series SET measure = 'fte'", "series SET measure = 'leerlingen'"),
      ("series SET geslacht = 'x'", "series SET geslacht = 'man'"),
      (
        "fact SET low = NULL, high = NULL WHERE row = 2", "fact SET low = 1, high = 1 WHERE row = 2"
      ),
      ("fact SET kind = 1, low = 4, high = 1 WHERE row = 2", "fact SET low = 1 WHERE row = 2"),
      ("place SET code = '??????' WHERE id = 1", "place SET code = '00AA00' WHERE id = 1"),
      ("period SET kind = 'dag'", "period SET kind = 'peildatum'"),
    ]
    for (damage, repair) in damages {
      try store.execute("PRAGMA ignore_check_constraints = 1; UPDATE \(damage)")
      let error = try storeError { _ = try store.facts() }
      guard case .corrupt = error else {
        Issue.record("\(damage): \(error)")
        continue
      }
      #expect(try !store.integrityCheck().isEmpty, "\(damage)")
      try store.execute("UPDATE \(repair)")
      #expect(try store.facts().count == 3)
    }
  }

  @Test func `every error says what happened and what to do, in two languages`() {
    let errors: [StoreError] = [
      .cannotOpen(path: "/p", reason: "r"), .locked(path: "/p"), .corrupt(path: "/p", reason: "r"),
      .diskFull(path: "/p"), .readOnly(path: "/p"), .notAStore(path: "/p"),
      .newerSchema(path: "/p", found: 3, supported: 1), .inputOutput(path: "/p", reason: "r"),
      .nulCharacter(file: "/p", row: 4), .notAQuery(statement: "/p"),
      .sql(statement: "/p", reason: "r"), .unknownFile(name: "/p", sha256: "00"),
      .notComparable(from: "/p", to: "q"), .cannotExport(name: "/p", reason: "r"),
    ]
    for error in errors {
      for language in Language.allCases {
        let text = error.message[language]
        #expect(text.contains("/p") && text.hasSuffix("."))
        #expect(text.split(separator: ". ").count >= 2, "a remedy follows: \(text)")
      }
      #expect(error.message.nl != error.message.en)
    }
  }
}
