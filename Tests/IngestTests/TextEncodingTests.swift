import Testing

@testable import Ingest

@Suite struct TextEncodingTests {
  private func decide(_ bytes: [UInt8]) throws(IngestError) -> (TextEncoding, Int) {
    let (encoding, start) = try TextEncoding.decide(bytes.span, file: "x.csv")
    return (encoding, start)
  }

  @Test func `zeros here and there are a binary file, not wide text`() {
    var bytes = [UInt8](repeating: 0, count: 200)
    for index in bytes.indices where index % 7 < 3 { bytes[index] = 0x41 }
    #expect(throws: IngestError.notText(file: "x.csv", row: 1, column: "1", byte: 0)) {
      try decide(bytes)
    }
  }

  @Test func `one byte at the end of an ASCII file decides for windows-1252`() throws {
    let ascii = Array(String(repeating: "naam;1\n", count: 1000).utf8)
    #expect(try decide(ascii) == (.utf8, 0))
    #expect(try decide(ascii + [0xEB]) == (.windows1252, 0))
    #expect(try decide(ascii + Array("ë".utf8)) == (.utf8, 0))
  }

  @Test func `all of windows-1252 from 0x80 is the text of its table`() {
    // The 27 characters of 0x80–0x9F, then Latin-1; from the table at encoding.spec.whatwg.org.
    let high: [UInt8] = (0x80...0x9F).filter { ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) }
    #expect(TextEncoding.windows1252.text(high.span) == "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ")
    let latin: [UInt8] = Array(0xA0...0xFF)
    let expected = String(String.UnicodeScalarView((0xA0...0xFF).compactMap { Unicode.Scalar($0) }))
    #expect(TextEncoding.windows1252.text(latin.span) == expected)
  }

  @Test func `text that is valid UTF-8 by chance stays windows-1252 in such a file`() {
    #expect(TextEncoding.windows1252.text([0xC3, 0xAB].span) == "Ã«")
    #expect(TextEncoding.utf8.text([0xC3, 0xAB].span) == "ë")
  }

  @Test(arguments: [0x81, 0x8D, 0x8F, 0x90, 0x9D] as [UInt8])
  func `a byte that windows-1252 leaves empty is refused, as Mac Roman has it`(byte: UInt8) {
    #expect(throws: IngestError.notText(file: "x.csv", row: 1, column: "1", byte: byte)) {
      try decide([0x61, 0x62, byte, 0x63])
    }
    let text = Array("naam;plaats\r\na;b\r\n\"c;\"\"\r\nd\"; \"e".utf8)
    #expect(throws: IngestError.notText(file: "x.csv", row: 3, column: "plaats", byte: byte)) {
      try decide(text + [byte, 0x62])
    }
  }

  @Test func `a byte order mark is passed over, and holds the file to UTF-8`() throws {
    #expect(try decide([0xEF, 0xBB, 0xBF, 0x61]) == (.utf8, 3))
    #expect(
      throws: IngestError.damagedText(file: "x.csv", row: 1, column: "1", found: "a\u{FFFD}a")
    ) {
      try decide([0xEF, 0xBB, 0xBF, 0x61, 0xEB, 0x61])
    }
  }

  @Test func `wide text is refused, with or without a mark`() {
    #expect(throws: IngestError.wideText(file: "x.csv")) { try decide([0xFF, 0xFE, 0x61, 0]) }
    #expect(throws: IngestError.wideText(file: "x.csv")) { try decide([0xFE, 0xFF, 0, 0x61]) }
    let unmarked = "BRIN NUMMER;VESTIGING".utf8.flatMap { (byte: UInt8) -> [UInt8] in [byte, 0] }
    #expect(throws: IngestError.wideText(file: "x.csv")) { try decide(unmarked) }
  }

  @Test func `control bytes are refused with their place`() {
    #expect(throws: IngestError.notText(file: "x.csv", row: 4, column: "a", byte: 0)) {
      try decide(Array("a;b\n\n\n".utf8) + Array(repeating: 0x61, count: 30) + [0])
    }
    #expect(throws: IngestError.notText(file: "x.csv", row: 2, column: "c", byte: 0x1B)) {
      try decide(Array("a,\"b,\",c\n1,2, ".utf8) + [0x1B])
    }
  }

  @Test func `UTF-8 with one damaged letter is refused at that letter`() throws {
    let text = Array("naam;plaats\nZoë;Één\nCollège;’s-Hage\n".utf8)
    for (at, byte) in text.enumerated() where byte >= 0x80 {
      var damaged = text
      damaged[at] = 0x61
      let row = at < 23 ? 2 : 3
      do {
        _ = try decide(damaged)
        Issue.record("byte \(at) is not missed")
      } catch {
        guard case .damagedText("x.csv", row, _, let found) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(found.contains("\u{FFFD}"))
      }
    }
    // As many letters in windows-1252 are no damage.
    #expect(try decide(Array("naam\nZo".utf8) + [0xEB, 0x0A, 0xC9]).0 == .windows1252)
  }

  @Test func `other formats are named`() {
    #expect(throws: IngestError.notCSV(file: "x.csv", kind: "zip")) {
      try decide([0x50, 0x4B, 3, 4, 0])
    }
    #expect(throws: IngestError.notCSV(file: "x.csv", kind: "PDF")) {
      try decide(Array("%PDF-1.7".utf8))
    }
  }
}
