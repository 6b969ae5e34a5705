import Foundation
import Records
import Testing

@testable import Store

/// A process that dies at any moment leaves the old state or the new.
@Suite struct StoreCrashTests {
  /// The two files on disk are what a process leaves behind that dies at this moment: they are
  /// copied away during the transaction, time after time, and each copy is opened.
  @Test func `the files of a transaction under way open as the state before it`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let old = try Input.pupils(edition: 1, count: 300)
    try store.add(old)
    let before = try store.contents()
    let new = try Input.pupils(edition: 2, count: 3_000)
    // 40 KiB instead of 64 MiB, so that pages reach the file long before the end.
    try store.execute("PRAGMA cache_size = -40")
    var copies = 0
    var changed = 0
    let whole = try bytes(of: folder.file())
    _ = try store.add(file: new.file, fieldNames: new.fieldNames) { writer in
      for (index, row) in new.rows.enumerated() {
        try writer.add(row)
        guard index % 200 == 199 else { continue }
        let copy = folder.file("copy-\(index).sqlite")
        for suffix in ["", "-journal"] {
          try FileManager.default.copyItem(atPath: folder.file() + suffix, toPath: copy + suffix)
        }
        if try bytes(of: copy) != whole { changed += 1 }
        let reopened = try Store(path: copy)
        #expect(try reopened.contents() == before)
        try expectSound(reopened)
        copies += 1
      }
      return new.findings
    }
    #expect(copies == 15)
    #expect(changed > 5, "the file itself must have been half written, or nothing was tried")
    #expect(try store.facts().count == 3_000)
  }

  @Test func `a process killed inside a transaction leaves the state before it`() async throws {
    let folder = try Folder()
    let path = folder.file()
    let store = try Store(path: path)
    let old = try Input.pupils(edition: 1)
    try store.add(old)
    let before = try store.contents()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let store = try Store(path: path)
      try store.execute("PRAGMA cache_size = -40")
      let new = try Input.pupils(edition: 2, count: 3_000)
      _ = try store.add(file: new.file, fieldNames: new.fieldNames) { writer in
        for row in new.rows { try writer.add(row) }
        kill(getpid(), SIGKILL)
        return []
      }
    }
    #expect(FileManager.default.fileExists(atPath: path + "-journal"), "a transaction was open")
    let reopened = try Store(path: path)
    #expect(try reopened.contents() == before)
    #expect(try reopened.facts() == old.facts)
    try expectSound(reopened)
  }

  /// The child adds file after file and is killed after this many milliseconds.
  @Test(arguments: [2, 5, 9, 14, 20, 33, 60, 95])
  func `a process killed at any moment leaves whole files only`(milliseconds: Int) async throws {
    let folder = try Folder()
    let path = folder.file()
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, milliseconds = milliseconds as Int] in
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1_000)
        kill(getpid(), SIGKILL)
      }
      let store = try Store(path: path)
      for edition in 1... { try store.add(Input.pupils(edition: edition, count: 40)) }
    }
    let store = try Store(path: path)
    let facts = try store.facts()
    #expect(facts.isEmpty || facts.count == 40)
    #expect(Set(facts.map(\.count)).count <= 1, "of one edition")
    #expect(try store.findings().count == (facts.isEmpty ? 0 : 1))
    try expectSound(store)
  }
}
