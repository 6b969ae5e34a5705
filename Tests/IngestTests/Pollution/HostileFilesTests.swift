import Foundation
import Ingest
import Records
import Testing

/// Files made to break a reader: each is read or refused, and soon.
@Suite struct HostileFilesTests {
  private static let header = "regio;vestiging;school;profiel;peildatum;leerlingen;bron\n"
  private static let row = "a;00AA00;x;PIE;2023;12;b\n"

  /// - Returns: The reading, which must keep what must hold of every file.
  private func read(_ text: String, name: String = "p.csv") throws -> Reading {
    try withFile(name, text) { path in
      try Invariants.checkReader(path: path, bytes: Array(text.utf8))
      return try Reading(path: path)
    }
  }

  @Test func `a hundred thousand columns are refused in a short message`() throws {
    let header = String(repeating: "kolom;", count: 100_000) + "kolom\n"
    guard case .unknownHeader(_, _, _, let unexpected) = try read(header + header).error else {
      Issue.record("not refused for its header")
      return
    }
    #expect(unexpected.count > 1)
    #expect(try read(header).error?.message.en.utf8.count ?? .max < 2_000)
  }

  @Test func `a million columns are more than a row may be`() throws {
    let error = try read(String(repeating: "a;", count: 1_000_000)).error
    #expect(error == .tooLong(file: "p.csv", row: 1, limit: 1 << 20))
  }

  @Test func `a million tiny rows are refused at the first`() throws {
    let error = try read(Self.header + String(repeating: ";\n", count: 1_000_000)).error
    #expect(error == .wrongFieldCount(file: "p.csv", row: 2, found: 2, expected: 7))
  }

  @Test func `a hundred thousand blank lines are counted and passed over`() throws {
    let reading = try read(Self.header + String(repeating: "\n", count: 100_000) + Self.row)
    #expect(reading.error == nil)
    #expect(reading.rows.map(\.row) == [100_002])
    #expect(reading.rows[0].facts.map(\.count) == [.exact(12)])
  }

  @Test func `a hundred thousand line ends in a quoted name belong to the name`() throws {
    let name = String(repeating: "x\n", count: 100_000) + "y"
    let reading = try read(
      Self.header + Self.row.replacing(";x;", with: ";\"\(name)\";")
        + Self.row.replacing("PIE", with: "BWI"))
    #expect(reading.error == nil)
    #expect(reading.rows.map(\.row) == [2, 100_003])
    #expect(reading.rows[0].fields[2] == name)
  }

  @Test func `a name of a million letters is kept, one longer than a row is not`() throws {
    let long = String(repeating: "é", count: 500_000)
    let reading = try read(Self.header + Self.row.replacing(";x;", with: ";\(long);"))
    #expect(reading.rows.first?.fields[2] == long)
    let tooLong = try read(Self.header + Self.row.replacing(";x;", with: ";\(long)\(long);"))
    #expect(tooLong.error == .tooLong(file: "p.csv", row: 2, limit: 1 << 20))
  }

  @Test func `four hundred thousand doubled marks are so many marks`() throws {
    let marks = String(repeating: "\"", count: 400_000)
    let reading = try read(
      Self.header + Self.row.replacing(";x;", with: ";\"\(marks)\(marks)\";"))
    #expect(reading.rows.first?.fields[2] == marks)
  }

  @Test func `a mark that is never closed is named at its row, however much follows`() throws {
    let start = Self.header + Self.row.replacing(";x;", with: ";\"x;")
    #expect(try read(start).error == .unclosedQuote(file: "p.csv", row: 2))
    let rest = String(repeating: Self.row, count: 100_000)
    #expect(try read(start + rest).error == .tooLong(file: "p.csv", row: 2, limit: 1 << 20))
  }

  @Test(arguments: ["99999999999999999999", "1e999", "4294967296", "0000000000000000012", "9..9"])
  func `a number that no count can be is refused, never cut`(number: String) throws {
    let error = try read(Self.header + Self.row.replacing(";12;", with: ";\(number);")).error
    guard case .badValue("p.csv", 2, "leerlingen", number, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  // MARK: - Memory

  /// 64, or as many as asked for: `DOORSTROOM_HOSTILE_MB=1024 swift test -c release …`.
  private static let megabytes =
    ProcessInfo.processInfo.environment["DOORSTROOM_HOSTILE_MB"].flatMap(Int.init) ?? 64

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status"), "no /proc here"))
  func `memory grows with a row, not with the file`() async {
    await #expect(processExitsWith: .success) {
      let path = FileManager.default.temporaryDirectory.path + "/doorstroom-\(UUID()).csv"
      defer { try? FileManager.default.removeItem(atPath: path) }
      try HostileFilesTests.write(megabytes: HostileFilesTests.megabytes, to: path)
      let before = try HostileFilesTests.peak()
      var rows = 0
      _ = try SourceReader(path: path).read { _ in rows += 1 }
      let grown = try HostileFilesTests.peak() - before
      print(
        "\(rows) rows of \(HostileFilesTests.megabytes) MB: peak \(before) kB, grown \(grown) kB")
      try #require(rows > 100)
      // Half of the file at most: what is kept of rows is their keys.
      try #require(grown < HostileFilesTests.megabytes << 9)
    }
  }

  /// Rows of 64 KiB, so that a debug build is through them soon.
  private static func write(megabytes: Int, to path: String) throws {
    try Data(header.utf8).write(to: URL(filePath: path))
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.seekToEnd()
    let name = String(repeating: "naam ", count: 13_000)
    for number in 0..<(megabytes << 4) {
      let year = 1900 + number % 200
      let code = String(number / 200 + 1000)
      try file.write(contentsOf: Data("a;\(code)00;\(name);PIE;\(year);12;b\n".utf8))
    }
    try file.close()
  }

  /// The most memory that this process has had, in kB.
  private static func peak() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return try #require(line?.split(separator: " ").dropFirst().first.flatMap { Int($0) })
  }
}
