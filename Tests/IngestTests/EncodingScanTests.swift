import Testing

@testable import Ingest

@Suite struct EncodingScanTests {
  /// What chunks of one size say together.
  private func scan(_ bytes: [UInt8], size: Int) throws -> EncodingScan {
    try withFile("x", bytes) { path in
      let file = try OpenFile(path: path)
      return try Survey(
        file: file, name: "x", chunks: Chunks(fileSize: bytes.count, size: size), workers: 2
      ).run(textStart: 0, rows: nil).encoding
    }
  }

  @Test func `valid is what the standard library finds valid, up to the place of the fault`() throws
  {
    var random = Seeded(state: 5)
    let odd: [UInt8] = [
      0xC0, 0xC1, 0xC2, 0xC3, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF3, 0xF4, 0xF5, 0xFF, 0x80,
      0x8F, 0x90, 0x9F, 0xA0, 0xBF,
    ]
    let texts = ["ë", "€", "😀", "a", "naam"].map { Array($0.utf8) }
    var invalid = 0
    for round in 0..<200 {
      var bytes: [UInt8] = []
      for _ in 0..<(random.next() % 40 + 1) {
        if round % 2 == 0, random.next() % 8 == 0 {
          bytes.append(odd[Int(random.next() % UInt64(odd.count))])
        } else {
          bytes += texts[Int(random.next() % UInt64(texts.count))]
        }
      }
      var expected: Int?
      do { _ = try UTF8Span(validating: bytes.span) } catch {
        expected = error.byteOffsets.lowerBound
      }
      if expected != nil { invalid += 1 }
      for size in [1, 2, 3, 7, 64, 1000] {
        let found = try scan(bytes, size: size)
        #expect(found.invalid == expected, "\(bytes) in chunks of \(size)")
        #expect(found.high == bytes.count { $0 >= 0x80 })
        #expect(
          found.undefined == bytes.firstIndex { [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains($0) })
      }
    }
    #expect(invalid > 40)
  }

  @Test(arguments: [0, 1, 63, 64, 65, 200])
  func `a control byte is found wherever it stands`(place: Int) throws {
    for byte in [0x00, 0x01, 0x08, 0x0B, 0x0E, 0x1F] as [UInt8] {
      var bytes = [UInt8](repeating: 0x61, count: 300)
      bytes[place] = byte
      for size in [1, 10, 64, 1000] { #expect(try scan(bytes, size: size).control == place) }
    }
    for byte in [0x09, 0x0A, 0x0C, 0x0D, 0x20, 0x7F] as [UInt8] {
      var bytes = [UInt8](repeating: 0x61, count: 300)
      bytes[place] = byte
      #expect(try scan(bytes, size: 64).control == nil)
    }
  }
}
