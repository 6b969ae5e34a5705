import Testing

@testable import Ingest

@Suite struct WindowTests {
  private struct Record: Equatable {
    let row: Int
    let fields: [String]
    let text: String
  }

  private enum Outcome: Equatable {
    case records([Record])
    case refused([Record], IngestError)
  }

  /// What the sequential scanner, which is the definition, makes of a text.
  private func scanned(_ bytes: [UInt8]) -> Outcome {
    var scanner = RecordScanner(file: "x", delimiter: 0x3B, start: 0)
    var found: [Record] = []
    do throws(IngestError) {
      while try scanner.next(in: bytes.span) {
        found.append(record(bytes, scanner.row, scanner.fields, scanner.record))
      }
    } catch {
      return .refused(found, error)
    }
    return .records(found)
  }

  private func streamed(_ path: String, fields: Int, length: Int) throws -> Outcome {
    var found: [Record] = []
    do throws(IngestError) {
      let stream = try RecordStream(
        try OpenFile(path: path), name: "x", delimiter: 0x3B, fields: fields, at: 0, line: 1,
        length: length)
      while try stream.next() {
        let bytes = stream.window.withSpan { span in span.indices.map { span[$0] } }
        found.append(record(bytes, stream.row, stream.fields, stream.record))
      }
    } catch {
      return .refused(found, error)
    }
    return .records(found)
  }

  private func record(
    _ bytes: [UInt8], _ row: Int, _ fields: [RecordScanner.Field], _ range: Range<Int>
  ) -> Record {
    Record(
      row: row,
      fields: fields.map {
        String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) + ($0.hasDoubledQuote ? "†" : "")
      }, text: String(decoding: bytes[range], as: UTF8.self))
  }

  private func compare(_ bytes: [UInt8], lengths: [Int]) throws {
    let expected = scanned(bytes)
    try withFile("x", bytes) { path in
      for length in lengths {
        for fields in [2, 40] {
          let found = try streamed(path, fields: fields, length: length)
          #expect(
            found == expected,
            "\(String(decoding: bytes, as: UTF8.self).debugDescription) \(length)")
        }
      }
    }
  }

  @Test func `a window gives the records of the sequential scanner, whatever the text`() throws {
    var random = Seeded(state: 11)
    let letters: [UInt8] = Array("a;b;\n\r\" \"\"\t;x".utf8)
    for _ in 0..<400 {
      let count = Int(random.next() % 60) + 1
      let bytes = (0..<count).map { _ in letters[Int(random.next() % UInt64(letters.count))] }
      try compare(bytes, lengths: [1, 64, 1000])
    }
  }

  @Test(arguments: [62, 63, 64, 65, 126, 127, 128, 129])
  func `a mark may stand at the edge of sixty-four bytes and of a window`(count: Int) throws {
    for mark in ["\r\n", "\r", "\n", "\"\"", ";", "\"", "\";", "\"\r\n\""] {
      for quote in ["", "\""] {
        let text = quote + String(repeating: "y", count: count) + mark + "z" + quote + ";b\nc;d"
        try compare(Array(text.utf8), lengths: [count, count + 1, count + 2, 64, 4096])
      }
    }
  }

  @Test(arguments: [-2, -1, 0, 1, 2])
  func `a row may be as long as the scanner says`(more: Int) throws {
    let count = RecordScanner.rowLimit + more
    let row = "a;" + String(repeating: "x", count: count - 2)
    for text in [row, row + "\nb;c\n", "a;b\n" + row, "a;b\r\n" + row + "\r\nb;c"] {
      try compare(Array(text.utf8), lengths: [4096, 1 << 20])
    }
    let quoted = "a;\"" + String(repeating: "x\n", count: count / 2) + "\""
    try compare(Array((quoted + "\nb;c").utf8), lengths: [1 << 18])
    try compare(Array((quoted.dropLast() + "").utf8), lengths: [1 << 18])
  }

  @Test func `rows without quotation marks are passed over and counted`() throws {
    let text = "a;b\nc;d\r\ne;f\rg;h\n\"i\";j\nk;l\n"
    try withFile("x", text) { path in
      let window = Window(delimiter: 0x3B, fields: 3)
      try window.load(try OpenFile(path: path), name: "x", at: 0, length: 100, indexed: false)
      var cursor = Window.Cursor(position: 0)
      #expect(window.skipPlainRows(&cursor, before: 100, fields: 2) == 4)
      #expect(cursor.position == 17)
      #expect(window.skipPlainRows(&cursor, before: 100, fields: 2) == 0)
      cursor.position = 23
      #expect(window.skipPlainRows(&cursor, before: 100, fields: 3) == 0)
      #expect(window.skipPlainRows(&cursor, before: 24, fields: 2) == 1)
      #expect(window.countMarks() == (feeds: 5, returns: 2, pairs: 1, quotes: 2))
    }
  }
}
