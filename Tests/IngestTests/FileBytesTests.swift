import Foundation
import Records
import Testing

@testable import Ingest

@Suite struct FileBytesTests {
  @Test func `the hash is that of the bytes, computed once`() throws {
    // printf 'abc' | sha256sum
    try withFile("a.csv", "abc") { path in
      let file = try FileBytes(path: path)
      let copy = file
      let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      #expect(try file.sha256() == hash)
      // The copy has it already: it does not read the file, which is another now.
      try Data("abcd".utf8).write(to: URL(filePath: path))
      #expect(try copy.sha256() == hash)
      #expect(throws: IngestError.changed(file: "a.csv")) { try file.open() }
    }
  }

  @Test func `a folder, a pipe and a file without permission are refused with the reason`() throws {
    try withFile("a.csv", "abc") { path in
      let folder = String(path.dropLast("/a.csv".count))
      #expect(throws: IngestError.unreadable(path: folder, reason: "a folder")) {
        try FileBytes(path: folder)
      }
      let pipe = folder + "/pipe"
      let made = unsafe mkfifo(pipe, 0o600)
      try #require(made == 0)
      let reason = "a pipe or device; save it as a file first"
      #expect(throws: IngestError.unreadable(path: pipe, reason: reason)) {
        try FileBytes(path: pipe)
      }
      #expect(throws: IngestError.unreadable(path: "/dev/null", reason: reason)) {
        try FileBytes(path: "/dev/null")
      }
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
      if geteuid() != 0 {
        #expect(throws: IngestError.unreadable(path: path, reason: "permission denied")) {
          try FileBytes(path: path)
        }
      }
    }
  }

  /// A file of many windows, so that a change comes while it is read.
  private func withLongFile(_ body: (String, SourceReader) throws -> Void) throws {
    let rows = (1...20_000).map { Duo.leerlingen(element: "\($0)", "1;2;3;4") }
    let text = Duo.leerlingenHeader + "\n" + rows.joined(separator: "\n") + "\n"
    try withFile("leerlingen-2019.csv", text) { path in
      try body(path, try SourceReader(path: path))
    }
  }

  private func cut(_ path: String) throws {
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.truncate(atOffset: 300_000)
    try file.close()
  }

  @Test func `a file that is cut short while it is read is refused, and nothing crashes`() throws {
    try withLongFile { path, reader in
      var rows = 0
      #expect(throws: ReadFailure<Never>.ingest(.changed(file: "leerlingen-2019.csv"))) {
        try reader.read { _ in
          rows += 1
          if rows == 100 { try? cut(path) }
        }
      }
      #expect(rows < 20_000)
    }
    try withLongFile { path, reader in
      var batches = 0
      #expect(throws: ReadFailure<Never>.ingest(.changed(file: "leerlingen-2019.csv"))) {
        try reader.batches(workers: 1, chunk: 1 << 16) { _ in
          batches += 1
          if batches == 1 { try? cut(path) }
        }
      }
    }
  }

  @Test func `a file that is written to while it is read is refused at its end`() throws {
    try withLongFile { path, reader in
      var rows = 0
      #expect(throws: ReadFailure<Never>.ingest(.changed(file: "leerlingen-2019.csv"))) {
        try reader.read { _ in
          rows += 1
          if rows == 100, let file = FileHandle(forWritingAtPath: path) {
            file.seekToEndOfFile()
            file.write(Data("x".utf8))
          }
        }
      }
    }
  }

  @Test func `a file that was replaced after it was opened is refused, its hash is empty`() throws {
    try withLongFile { path, reader in
      try FileManager.default.removeItem(atPath: path)
      try Data("regio;groep\n".utf8).write(to: URL(filePath: path))
      #expect(reader.header.sha256 == "")
      #expect(throws: ReadFailure<Never>.ingest(.changed(file: "leerlingen-2019.csv"))) {
        try reader.read { _ in }
      }
      #expect(throws: ReadFailure<Never>.ingest(.changed(file: "leerlingen-2019.csv"))) {
        try reader.batches { _ in }
      }
    }
  }
}
