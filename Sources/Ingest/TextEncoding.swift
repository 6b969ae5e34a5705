/// How a file's bytes stand for text, decided over the whole file: some files are plain ASCII for
/// thousands of rows and then hold one byte that settles it.
enum TextEncoding: Equatable, Sendable {
  case utf8
  case windows1252

  /// The encoding, and where the text begins (after a byte order mark).
  ///
  /// Strict UTF-8, else windows-1252. Refused are wide text, bytes that no text holds, and the five
  /// values that windows-1252 leaves empty: those are the mark of Mac Roman, which read as
  /// windows-1252 would silently damage names.
  static func decide(
    _ bytes: Span<UInt8>, file: String
  ) throws(IngestError) -> (encoding: TextEncoding, start: Int) {
    try refuseOtherFormats(bytes, file: file)
    let hasMark =
      bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    let start = hasMark ? 3 : 0
    var isASCII = true
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte >= 0x80 {
        isASCII = false
      } else if byte < 0x20, byte != 0x0A, byte != 0x0D, byte != 0x09, byte != 0x0C {
        throw looksWide(bytes) ? .wideText(file: file) : .notText(file: file, offset: index)
      }
    }
    if isASCII { return (.utf8, start) }
    do {
      _ = try UTF8Span(validating: bytes)
      return (.utf8, start)
    } catch {
      if hasMark { throw .notText(file: file, offset: error.byteOffsets.lowerBound) }
    }
    for index in 0..<bytes.count
    where (0x80...0x9F).contains(bytes[index]) && table[Int(bytes[index]) - 0x80] == nil {
      throw .notText(file: file, offset: index)
    }
    return (.windows1252, start)
  }

  private static func refuseOtherFormats(
    _ bytes: Span<UInt8>, file: String
  ) throws(IngestError) {
    guard bytes.count >= 2 else { return }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE), (0xFE, 0xFF): throw .wideText(file: file)
    case (0x50, 0x4B) where bytes.count > 3 && bytes[2] == 3 && bytes[3] == 4:
      throw .notCSV(file: file, kind: "Excel/zip")
    case (0xD0, 0xCF): throw .notCSV(file: file, kind: "Excel (xls)")
    case (0x1F, 0x8B): throw .notCSV(file: file, kind: "gzip")
    case (0x25, 0x50) where bytes.count > 3 && bytes[2] == 0x44 && bytes[3] == 0x46:
      throw .notCSV(file: file, kind: "PDF")
    default: break
    }
  }

  /// Whether about every second byte of the beginning is zero, as in UTF-16 without a mark.
  private static func looksWide(_ bytes: Span<UInt8>) -> Bool {
    let count = min(bytes.count, 200)
    // Nearly all zeros stand in even places, or nearly all in odd ones.
    var zeros = [0, 0]
    for index in 0..<count where bytes[index] == 0 { zeros[index % 2] += 1 }
    let (most, least) = (max(zeros[0], zeros[1]), min(zeros[0], zeros[1]))
    return most * 5 >= count * 2 && least * 10 <= most
  }

  /// The text of some bytes of a file that was found to be in this encoding.
  func text(_ bytes: Span<UInt8>) -> String {
    if self == .utf8 || !bytes.hasHighByte, let valid = try? UTF8Span(validating: bytes) {
      return String(copying: valid)
    }
    var text = ""
    text.reserveCapacity(bytes.count + 8)
    for index in 0..<bytes.count {
      let byte = bytes[index]
      let scalar =
        (0x80...0x9F).contains(byte)
        ? Self.table[Int(byte) - 0x80] ?? "\u{FFFD}" : Unicode.Scalar(byte)
      text.unicodeScalars.append(scalar)
    }
    return text
  }

  /// windows-1252, 0x80–0x9F; nil where it has no character. All else is as in Unicode.
  private static let table: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
    nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]
}

extension Span<UInt8> {
  fileprivate var hasHighByte: Bool {
    for index in indices where self[index] >= 0x80 { return true }
    return false
  }
}
