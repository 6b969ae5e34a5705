import Testing

@testable import Ingest

@Suite struct RecordScannerTests {
  struct Record: Equatable {
    let row: Int
    let fields: [String]
  }

  private func records(_ text: String, delimiter: Character = ";") throws -> [Record] {
    let bytes = Array(text.utf8)
    var scanner = RecordScanner(file: "x", delimiter: delimiter.asciiValue ?? 0, start: 0)
    var found: [Record] = []
    while try scanner.next(in: bytes.span) {
      let fields = scanner.fields.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
      found.append(Record(row: scanner.row, fields: fields))
    }
    return found
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `every line end ends a row, also the last without one`(end: String) throws {
    let expected = [Record(row: 1, fields: ["a", "b"]), Record(row: 2, fields: ["c", ""])]
    #expect(try records("a;b\(end)c;") == expected)
    #expect(try records("a;b\(end)c;\(end)") == expected)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `a line end in quotation marks belongs to the value, and counts for the row after`(
    end: String
  ) throws {
    #expect(
      try records("\"a\(end)b\";c\(end)d;e")
        == [Record(row: 1, fields: ["a\(end)b", "c"]), Record(row: 3, fields: ["d", "e"])])
  }

  @Test func `blanks around a value and its quotation marks are not part of it`() throws {
    #expect(try records("  30 ;\t\" x \" ; \n") == [Record(row: 1, fields: ["30", "x", ""])])
  }

  @Test func `a delimiter in quotation marks does not delimit`() throws {
    #expect(
      try records("\"Bouwen, wonen\",\"b;c\"", delimiter: ",")
        == [Record(row: 1, fields: ["Bouwen, wonen", "b;c"])])
  }

  @Test func `a doubled mark is marked for undoing, a mark inside a bare value is a letter`() throws
  {
    let bytes = Array("\"a\"\"b\";5\" pijp".utf8)
    var scanner = RecordScanner(file: "x", delimiter: 0x3B, start: 0)
    #expect(try scanner.next(in: bytes.span))
    #expect(scanner.fields.map(\.hasDoubledQuote) == [true, false])
    #expect(scanner.fields[1] == RecordScanner.Field(start: 7, end: 14))
  }

  @Test func `lines of blanks are passed over and counted`() throws {
    #expect(
      try records("a;b\n\n  \nc;d\n\n")
        == [Record(row: 1, fields: ["a", "b"]), Record(row: 4, fields: ["c", "d"])])
  }

  @Test func `a quotation mark that is never closed is refused at its row`() {
    #expect(throws: IngestError.unclosedQuote(file: "x", row: 2)) {
      try records("a;b\n\"c;d\ne;f\n")
    }
  }

  @Test func `text behind a closing mark is refused`() {
    #expect(throws: IngestError.textAfterQuote(file: "x", row: 2)) { try records("a;b\n\"c\"d;e") }
  }

  @Test func `a row may be as long as the limit and no longer`() throws {
    let limit = RecordScanner.rowLimit
    #expect(try records("a;" + String(repeating: "x", count: limit - 2))[0].fields.count == 2)
    #expect(throws: IngestError.tooLong(file: "x", row: 2, limit: limit)) {
      try records("a;b\na;" + String(repeating: "x", count: limit) + "\n")
    }
    #expect(throws: IngestError.tooLong(file: "x", row: 1, limit: limit)) {
      try records("\"" + String(repeating: "x\n", count: limit) + "\"")
    }
  }
}
