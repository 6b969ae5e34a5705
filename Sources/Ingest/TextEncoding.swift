/// How a file's bytes stand for text, decided over the whole file: some files are plain ASCII for
/// thousands of rows and then hold one byte that settles it.
enum TextEncoding: Equatable, Sendable {
  case utf8
  case windows1252
  /// Not decided yet: each text is read by its own bytes, as UTF-8 where it is that, else as
  /// windows-1252. In a file of either encoding that is how its texts read, but for texts of
  /// windows-1252 that are UTF-8 by chance; ``EncodingScan/isCertain`` tells whether it has any.
  case undecided

  /// The encoding, and where the text begins (after a byte order mark).
  ///
  /// Strict UTF-8, else windows-1252. Refused are wide text, bytes that no text holds, and the five
  /// values that windows-1252 leaves empty: those are the mark of Mac Roman, which read as
  /// windows-1252 would silently damage names.
  static func decide(
    _ bytes: Span<UInt8>, file: String
  ) throws(IngestError) -> (encoding: TextEncoding, start: Int) {
    let start = try textStart(bytes, file: file)
    var scan = EncodingScan()
    scan.add(bytes, from: start, to: bytes.count, offset: 0) { position in
      var at = position
      while at < bytes.count, EncodingScan.isPlain(bytes[at]) { at += 1 }
      return at
    }
    do throws(EncodingScan.Fault) {
      return (try scan.encoding(beginning: bytes), start)
    } catch {
      throw error.error(file: file, textStart: start) { at, count in
        (at..<max(at, min(at + count, bytes.count))).map { bytes[$0] }
      }
    }
  }

  /// Where the text of a file begins: behind a byte order mark. Refuses what is no text by its first
  /// bytes.
  static func textStart(_ bytes: Span<UInt8>, file: String) throws(IngestError) -> Int {
    try refuseOtherFormats(bytes, file: file)
    return hasMark(bytes) ? 3 : 0
  }

  /// Whether the text begins with the byte order mark of UTF-8.
  static func hasMark(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
  }

  private static func refuseOtherFormats(
    _ bytes: Span<UInt8>, file: String
  ) throws(IngestError) {
    guard bytes.count >= 2 else { return }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE), (0xFE, 0xFF): throw .wideText(file: file)
    case (0x50, 0x4B) where bytes.count > 3 && bytes[2] == 3 && bytes[3] == 4:
      throw .notCSV(file: file, kind: archive(bytes))
    case (0xD0, 0xCF): throw .notCSV(file: file, kind: Other.excel)
    case (0x1F, 0x8B): throw .notCSV(file: file, kind: Other.gzip)
    case (0x25, 0x50) where bytes.count > 3 && bytes[2] == 0x44 && bytes[3] == 0x46:
      throw .notCSV(file: file, kind: Other.pdf)
    default: break
    }
  }

  /// The names of formats that are known by their first bytes.
  enum Other {
    static let excel = "Excel"
    static let openDocument = "OpenDocument"
    static let zip = "zip"
    static let gzip = "gzip"
    static let pdf = "PDF"
  }

  /// What a zip archive is, by the names and the type that its first entries show.
  private static func archive(_ bytes: Span<UInt8>) -> String {
    let beginning = bytes.extracting(0..<min(bytes.count, 1 << 16))
    func holds(_ text: String) -> Bool {
      let wanted = Array(text.utf8)
      guard beginning.count >= wanted.count else { return false }
      return (0...(beginning.count - wanted.count)).contains { start in
        wanted.indices.allSatisfy { beginning[start + $0] == wanted[$0] }
      }
    }
    if holds("application/vnd.oasis.opendocument") { return Other.openDocument }
    return holds("xl/") ? Other.excel : Other.zip
  }

  /// The text of some bytes of a file that was found to be in this encoding.
  func text(_ bytes: Span<UInt8>) -> String {
    if let valid = try? UTF8Span(validating: bytes), self != .windows1252 || valid.isKnownASCII {
      return String(copying: valid)
    }
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count + 8)
    for index in 0..<bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0..<0x80: utf8.append(byte)
      case 0x80...0x9F: utf8.append(contentsOf: Self.table[Int(byte) - 0x80])
      default:
        utf8.append(0xC0 | byte >> 6)
        utf8.append(0x80 | byte & 0x3F)
      }
    }
    return String(decoding: utf8, as: UTF8.self)
  }

  /// Whether windows-1252 has no character for this byte.
  static func isUndefined(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x81, 0x8D, 0x8F, 0x90, 0x9D: true
    default: false
    }
  }

  /// windows-1252, 0x80–0x9F, in UTF-8; `?` stands where it has no character. All else is as in
  /// Unicode.
  private static let table: [[UInt8]] = "€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ".map { character in
    character == "?" ? Array("\u{FFFD}".utf8) : Array(character.utf8)
  }
}
