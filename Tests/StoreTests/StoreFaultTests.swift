import Foundation
import Records
import Testing

@testable import Store

/// Files that something outside this program has spoilt.
@Suite struct StoreFaultTests {
  private struct Answers: Equatable {
    var facts: [Fact] = []
    var files: [SourceFile] = []
    var findings: [Finding] = []
    var editions: [Store.Edition] = []
    var sums: [[Store.Value]] = []
    var exported = ""
  }

  private static func answers(_ store: Store) throws -> Answers {
    try Answers(
      facts: store.facts(), files: store.files(), findings: store.findings(),
      editions: store.editions(),
      sums: store.query("SELECT profiel, SUM(aantal), MAX(bestand) FROM leerlingen GROUP BY 1")
        .rows,
      exported: store.export("raw_row") { _ in }.sha256)
  }

  private static func make(_ path: String) throws -> Answers {
    let store = try Store(path: path)
    try store.add(Input.pupils(edition: 1, count: 120), knownFrom: "2023-01-01")
    try store.add(Input.pupils(edition: 2, count: 120), knownFrom: "2024-01-01")
    return try answers(store)
  }

  /// Some bytes anywhere are changed: the answers are the same, or an error, or the check says so.
  @Test(arguments: 0..<200) func `changed bytes are never silently believed`(seed: Int) throws {
    let folder = try Folder()
    let path = folder.file()
    let sound = try Self.make(path)
    var data = try bytes(of: path)
    var generator = Draw(state: UInt64(seed) &+ 1)
    for _ in 0..<(1 + seed % 4) {
      let place = Int(generator.next() % UInt64(data.count))
      data[place] ^= UInt8(1 + generator.next() % 255)
    }
    try data.write(to: URL(filePath: path))
    do {
      let store = try Store(path: path)
      let found = try Self.answers(store)
      if found != sound {
        #expect(try !store.integrityCheck().isEmpty, "seed \(seed)")
      }
      // Adding to a spoilt store ends in either state too.
      _ = try? store.add(Input.pupils(edition: 3, count: 10))
      _ = try? store.differences(from: sound.files[0], to: sound.editions[0].file)
    } catch is StoreError {
      // An error of the module, as it should be.
    }
  }

  @Test(arguments: [0.01, 0.1, 0.35, 0.5, 0.75, 0.9, 0.999])
  func `a file that was cut short is not believed`(part: Double) throws {
    let folder = try Folder()
    let path = folder.file()
    let sound = try Self.make(path)
    let data = try bytes(of: path)
    try data.prefix(Int(Double(data.count) * part)).write(to: URL(filePath: path))
    do {
      let store = try Store(path: path)
      let found = try Self.answers(store)
      #expect(try found == sound || !store.integrityCheck().isEmpty)
    } catch is StoreError {
    }
  }

  /// The child is killed in the middle of a transaction, so that a journal lies beside the store.
  private func leaveJournal(_ path: String) async throws -> Answers {
    let sound = try Self.make(path)
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let store = try Store(path: path)
      try store.execute("PRAGMA cache_size = -40")
      let new = try Input.pupils(edition: 3, count: 3_000)
      _ = try store.add(file: new.file, fieldNames: new.fieldNames) { writer in
        for row in new.rows { try writer.add(row) }
        kill(getpid(), SIGKILL)
        return []
      }
    }
    #expect(FileManager.default.fileExists(atPath: path + "-journal"))
    return sound
  }

  @Test func `a journal left behind cannot be undone read-only, and says so`() async throws {
    let folder = try Folder()
    let path = folder.file()
    let sound = try await leaveJournal(path)
    let half = try bytes(of: path)
    do {
      let store = try Store(path: path, isReadOnly: true)
      let found = try Self.answers(store)
      #expect(found == sound)
    } catch {
      #expect(error as? StoreError == .readOnly(path: path))
    }
    #expect(try bytes(of: path) == half)
    // Whoever may write puts it right.
    #expect(try Self.answers(Store(path: path)) == sound)
    #expect(!FileManager.default.fileExists(atPath: path + "-journal"))
  }

  @Test func `a store reached by a link is the same store, journal and all`() async throws {
    let folder = try Folder()
    let (path, link) = (folder.file(), folder.file("link.sqlite"))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let sound = try await leaveJournal(path)
    #expect(try Self.answers(Store(path: link)) == sound)
    try Store(path: link).add(Input.pupils(edition: 4))
    #expect(try Store(path: path).facts().count == 3)
    let dangling = folder.file("nergens.sqlite")
    try FileManager.default.createSymbolicLink(
      atPath: dangling, withDestinationPath: folder.file("geen/map/x.sqlite"))
    #expect(throws: StoreError.self) { try Store(path: dangling) }
  }

  /// Two processes add files of their own at the same time, again and again: each gets all of them in,
  /// or is told that the store is locked, and what is in is whole.
  @Test func `two processes at once leave whole files`() async throws {
    let folder = try Folder()
    let path = folder.file()
    _ = try Store(path: path)
    async let first: Void = Self.child(path, name: "a")
    async let second: Void = Self.child(path, name: "b")
    _ = try await (first, second)
    let store = try Store(path: path)
    let files = try store.files()
    #expect(Set(files.map(\.name)).count == files.count && files.count >= 2)
    #expect(try store.facts().count == 50 * files.count)
    try expectSound(store)
  }

  private static func child(_ path: String, name: String) async throws {
    await #expect(processExitsWith: .success) { [path = path as String, name = name as String] in
      let store = try Store(path: path)
      for number in 0..<20 {
        do {
          try store.add(Input.pupils(name: "\(name)\(number).csv", count: 50))
          _ = try store.facts()
        } catch StoreError.locked {
        }
      }
    }
  }

  /// The child adds file after file from a second thread, and is killed after so many milliseconds.
  @Test(arguments: [1, 3, 8, 13, 21, 34, 55, 89, 144, 233])
  func `a process killed while another thread reads leaves whole files`(
    milliseconds: Int
  ) async throws {
    let folder = try Folder()
    let path = folder.file()
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, milliseconds = milliseconds as Int] in
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1_000)
        kill(getpid(), SIGKILL)
      }
      let store = try Store(path: path)
      try store.execute("PRAGMA cache_size = -40")
      for edition in 1... {
        let input = try Input.pupils(edition: edition, count: 600)
        _ = try store.addInParallel(file: input.file, fieldNames: input.fieldNames) { channel in
          for row in input.rows { try channel.send(row) }
          return input.findings
        }
      }
    }
    let store = try Store(path: path)
    let facts = try store.facts()
    #expect(facts.isEmpty || facts.count == 600)
    #expect(Set(facts.map(\.count)).count <= 1, "of one edition")
    try expectSound(store)
  }

  private struct Draw {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) ^ ((state << 7) >> 40)
    }
  }
}
