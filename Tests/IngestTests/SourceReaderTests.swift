import Foundation
import Ingest
import Records
import Testing

@Suite struct SourceReaderTests {
  private static let header = "regio;groep;jaar;percentage;noemer;bron"
  private static let row = "a;PIE;2023;90,5;10;b"

  @Test func `a first line without an end is refused at once`() throws {
    let folder = FileManager.default.temporaryDirectory.path
    let path = folder + "/doorstroom-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    // A hole of 64 GB reads as zeros: it cannot be read to its end in the time of a test.
    #expect(FileManager.default.createFile(atPath: path, contents: Data("a;b".utf8)))
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.truncate(atOffset: 64 << 30)
    try file.close()
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    #expect(throws: IngestError.tooLong(file: name, row: 1, limit: 1 << 20)) {
      try SourceReader(path: path)
    }
  }

  @Test func `a hole of 64 GB behind good rows is refused at its first byte`() throws {
    try withFile("d.csv", Self.header + "\n" + Self.row + "\n") { path in
      let file = try FileHandle(forWritingTo: URL(filePath: path))
      try file.seekToEnd()
      try file.truncate(atOffset: 64 << 30)
      try file.close()
      #expect(throws: IngestError.notText(file: "d.csv", row: 3, column: "regio", byte: 0)) {
        try SourceReader(path: path)
      }
      let profile = try FileProfile(path: path)
      #expect(profile.refusal == .notText(file: "d.csv", row: 3, column: "regio", byte: 0))
    }
  }

  @Test func `the header of a file is its hash, length, layout and number of rows`() throws {
    let text = Self.header + "\n" + Self.row + "\n"
    let file = try WholeFile("d.csv", text)
    // printf 'regio;groep;jaar;percentage;noemer;bron\na;PIE;2023;90,5;10;b\n' | sha256sum
    #expect(
      file.header
        == SourceFile(
          sha256: "75ee8bfb89a127e21101da6a5f32a080462a26b8d752c3a91bbbc7fc5526e642",
          name: "d.csv", bytes: text.utf8.count, layout: "regio-doorstroom", rows: 1,
          provisional: nil))
    #expect(file.names == ["regio", "groep", "jaar", "percentage", "noemer", "bron"])
    #expect(file.rows[0].row == 2)
    #expect(file.rows[0].text == Self.row)
    #expect(file.rows[0].fields == ["a", "PIE", "2023", "90,5", "10", "b"])
  }

  @Test(arguments: ["\n", "\r\n", "\r"], [";", ","])
  func `line ends, delimiter, quotes, order of columns and mark change nothing`(
    end: String, delimiter: String
  ) throws {
    let names = ["BRON", "\"Noemer\"", " percentage ", "jaar", "Groep", "regio"]
    let cells = ["\"b;,\"\"c\"\"\"", "10", "\"90,5\"", "2023", " PIE ", "\"a\""]
    let text =
      "\u{FEFF}" + names.joined(separator: delimiter) + end + cells.joined(separator: delimiter)
    let file = try WholeFile("d.csv", text)
    #expect(file.rows[0].fields == ["a", "PIE", "2023", "90,5", "10", "b;,\"c\""])
    #expect(file.rows[0].row == 2)
    #expect(file.figures[0].value == 90.5)
  }

  @Test func `windows-1252 names come out as written`() throws {
    let bytes =
      Array((Self.header + "\na;PIE;2023;90,5;10;").utf8) + [0x43, 0x61, 0x66, 0xE9, 0x80]
    let file = try WholeFile("d.csv", bytes)
    #expect(file.rows[0].fields[5] == "Café€")
    #expect(file.rows[0].text == "a;PIE;2023;90,5;10;Café€")
  }

  @Test func `a header without rows is read, with a finding`() throws {
    let file = try WholeFile("d.csv", Self.header + "\n")
    #expect(file.rows == [])
    #expect(file.findings.map(\.rule) == ["geen-rijen"])
  }

  @Test func `what the closure throws comes back as its own, after the row that it threw at`()
    throws
  {
    struct Stop: Error, Equatable { let row: Int }
    let text = Self.header + "\n" + Self.row + "\n" + Self.row + "\n"
    try withFile("d.csv", text) { path in
      let reader = try SourceReader(path: path)
      #expect(throws: ReadFailure<Stop>.body(Stop(row: 2))) {
        try reader.read { (row) throws(Stop) in throw Stop(row: row.row) }
      }
    }
  }

  // MARK: - Files that are refused

  private func refusal(_ bytes: some Sequence<UInt8>, name: String = "d.csv") throws -> IngestError
  {
    try #require(throws: IngestError.self) { try WholeFile(name, bytes) }
  }

  @Test func `a file that is not there, or a folder`() throws {
    #expect(throws: IngestError.unreadable(path: "/no/such.csv", reason: "no such file")) {
      try SourceReader(path: "/no/such.csv")
    }
    let folder = FileManager.default.temporaryDirectory.path
    let error = try #require(throws: IngestError.self) { try SourceReader(path: folder) }
    guard case .unreadable(folder, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `an empty file, or one of blanks`() throws {
    #expect(try refusal([]) == .empty(file: "d.csv"))
    #expect(try refusal("\n \r\n".utf8) == .empty(file: "d.csv"))
    #expect(try refusal([0xEF, 0xBB, 0xBF]) == .empty(file: "d.csv"))
  }

  @Test func `binary and wide text`() throws {
    let text = Array((Self.header + "\n" + Self.row).utf8)
    #expect(
      try refusal(text + [0, 1, 2]) == .notText(file: "d.csv", row: 2, column: "bron", byte: 0))
    let wide = Array((Self.header + "\n").utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    #expect(try refusal([0xFF, 0xFE] + wide) == .wideText(file: "d.csv"))
    #expect(try refusal(wide) == .wideText(file: "d.csv"))
  }

  @Test func `one line of eight MiB`() throws {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 8 << 20)
    #expect(try refusal(long) == .tooLong(file: "d.csv", row: 1, limit: 1 << 20))
    let behind = Array((Self.header + "\n" + Self.row + "\na;PIE;").utf8) + long
    #expect(try refusal(behind) == .tooLong(file: "d.csv", row: 3, limit: 1 << 20))
  }

  @Test func `no delimiter, or an unknown header, with the nearest layout and the difference`()
    throws
  {
    #expect(
      try refusal("regio\tgroep\nx\ty\n".utf8)
        == .noDelimiter(file: "d.csv", header: "regio\tgroep"))
    #expect(
      try refusal("regio;groep;jaar;procent;noemer;bron\n".utf8)
        == .unknownHeader(
          file: "d.csv", nearest: "regio-doorstroom", missing: ["percentage"],
          unexpected: ["procent"]))
    #expect(
      try refusal("regio;groep;jaar;percentage;noemer\n".utf8)
        == .unknownHeader(
          file: "d.csv", nearest: "regio-doorstroom", missing: ["bron"], unexpected: []))
    #expect(
      try refusal((Self.header + ";JAAR\n").utf8) == .duplicateColumn(file: "d.csv", column: "JAAR")
    )
  }

  @Test func `a row cut short, a column too many, a comma split by a spreadsheet`() throws {
    let start = Self.header + "\n" + Self.row + "\n"
    #expect(
      try refusal((start + "a;PIE;20").utf8)
        == .wrongFieldCount(file: "d.csv", row: 3, found: 3, expected: 6))
    #expect(
      try refusal((start + Self.row + ";").utf8)
        == .wrongFieldCount(file: "d.csv", row: 3, found: 7, expected: 6))
    let split = start.replacing("90,5", with: "90;5")
    #expect(
      try refusal(split.utf8) == .wrongFieldCount(file: "d.csv", row: 2, found: 7, expected: 6))
    #expect(
      try refusal((start + "a;\"PIE;2023;90,5;10;b\n" + Self.row + "\n").utf8)
        == .unclosedQuote(file: "d.csv", row: 3))
  }

  @Test func `two decimal marks in one file`() throws {
    let text = Self.header + "\n" + Self.row + "\na;BWI;2023;83;10;b\na;M&T;2023;72.5;10;b\n"
    #expect(
      try refusal(text.utf8)
        == .twoDecimalMarks(file: "d.csv", row: 4, column: "percentage", found: "72.5"))
  }

  @Test func `rows shifted by two columns are refused at the first`() throws {
    let shifted = Duo.leerlingen("2;0;2;0").split(separator: ";", omittingEmptySubsequences: false)
    let rotated = (shifted.suffix(2) + shifted.dropLast(2)).joined(separator: ";")
    let error = try refusal(
      (Duo.leerlingenHeader + "\n" + rotated + "\n").utf8, name: "leerlingen-2019.csv")
    guard case .badValue(_, 2, _, _, _) = error else {
      Issue.record("\(error)")
      return
    }
    let pushed = try refusal(
      (Duo.leerlingenHeader + "\n;;" + Duo.leerlingen("2;0;2;0") + "\n").utf8,
      name: "leerlingen-2019.csv")
    #expect(
      pushed
        == .wrongFieldCount(file: "leerlingen-2019.csv", row: 2, found: 24, expected: 22))
  }

  @Test func `any damage to any byte gives rows or a refusal, never a crash`() throws {
    let text = Array(
      (Duo.examensHeader + "\r\n" + Duo.examens("\"15\";10;66,7%;7;6;85,7%;22;16;72,7%") + "\r\n")
        .utf8)
    var refused = 0
    for offset in stride(from: 0, to: text.count, by: 3) {
      for byte in [0x00, 0x0A, 0x0D, 0x22, 0x2C, 0x3B, 0x80, 0xFF] as [UInt8] {
        var damaged = text
        damaged[offset] = byte
        do { _ = try WholeFile("d.csv", damaged) } catch is IngestError { refused += 1 }
      }
      do { _ = try WholeFile("d.csv", text.prefix(offset)) } catch is IngestError { refused += 1 }
    }
    #expect(refused > text.count)
  }
}
