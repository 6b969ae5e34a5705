import Records

/// Where a byte of a file stands, as people look for it.
struct BytePlace {
  /// The row as an editor counts it: the line on which the byte's record begins.
  let row: Int
  /// The header over the byte's cell; its number, counted from 1, where there is none.
  let column: String
  /// The cell, or what stands around the byte in one that is long.
  let text: String

  /// Finds a byte by the rules of ``RecordScanner``, from the beginning of the file on. It is asked of
  /// a file that is refused or reported, once.
  ///
  /// - Parameters:
  ///   - offset: The byte's place in the file.
  ///   - textStart: Where the text begins.
  ///   - encoding: Of the text; bytes that it does not have are shown as U+FFFD.
  ///   - bytes: Answers at most so many bytes from a place on; fewer at the end.
  init(
    of offset: Int, textStart: Int, encoding: TextEncoding,
    bytes: (_ at: Int, _ count: Int) -> [UInt8]
  ) {
    var walk = Walk(delimiter: Self.delimiter(bytes(textStart, 1 << 16)), cellStart: textStart)
    var at = textStart
    while at < offset {
      let part = bytes(at, min(1 << 16, offset - at))
      if part.isEmpty { break }
      for (index, byte) in part.enumerated() { walk.pass(byte, at: at + index) }
      at += part.count
    }
    row = walk.row
    let isUnder = walk.isBehindHeader && walk.headers.indices.contains(walk.column)
    let header = isUnder ? Self.printed(walk.headers[walk.column], encoding) : ""
    column = header.isEmpty ? "\(walk.column + 1)" : header
    let start = max(walk.cellStart, offset - Self.most)
    let around = bytes(start, offset - start + Self.most)
    let end = around.indices.first { index in
      start + index > offset && [walk.delimiter, 0x22, 0x0A, 0x0D].contains(around[index])
    }
    text = Self.printed(Array(around[..<(end ?? around.count)]), encoding)
  }

  /// How many bytes are shown on either side.
  private static let most = 30

  /// The delimiter that the first line has most of.
  private static func delimiter(_ bytes: [UInt8]) -> UInt8 {
    let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    let candidates: [UInt8] = [0x3B, 0x2C, 0x09, 0x7C]
    let counts = candidates.map { candidate in line.count { $0 == candidate } }
    return candidates[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
  }

  /// Without blanks and marks around, and without control characters, which a terminal would obey.
  private static func printed(_ bytes: [UInt8], _ encoding: TextEncoding) -> String {
    let around: [UInt8] = [0x20, 0x09, 0x22]
    let inner = bytes.drop(while: around.contains).reversed().drop(while: around.contains)
      .reversed()
    let text =
      encoding == .utf8 ? String(decoding: inner, as: UTF8.self) : encoding.text(Array(inner).span)
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : $0 }))
  }

  /// What was passed on the way to the byte.
  private struct Walk {
    let delimiter: UInt8
    private(set) var row = 1
    private(set) var column = 0
    private(set) var cellStart: Int
    private(set) var headers: [[UInt8]] = [[]]
    private(set) var isBehindHeader = false
    private var line = 1
    private var isQuoted = false
    /// Whether nothing but blanks of the cell was passed.
    private var isAtStart = true
    /// Whether the byte before closed a value; a mark here opens it again.
    private var isBehindMark = false
    private var isBehindReturn = false

    init(delimiter: UInt8, cellStart: Int) {
      self.delimiter = delimiter
      self.cellStart = cellStart
    }

    mutating func pass(_ byte: UInt8, at place: Int) {
      let (isSecond, isDoubled) = (byte == 0x0A && isBehindReturn, isBehindMark)
      (isBehindReturn, isBehindMark) = (byte == 0x0D, false)
      switch byte {
      case 0x22 where isQuoted || isAtStart || isDoubled:
        isQuoted.toggle()
        (isAtStart, isBehindMark) = (false, !isQuoted)
      case 0x0A, 0x0D:
        if !isSecond { line += 1 }
        if !isQuoted { endRecord(place) }
      case delimiter where !isQuoted:
        column += 1
        (cellStart, isAtStart) = (place + 1, true)
        if !isBehindHeader { headers.append([]) }
      default:
        if byte != 0x20, byte != 0x09 { isAtStart = false }
        if !isBehindHeader { headers[column].append(byte) }
      }
    }

    private mutating func endRecord(_ place: Int) {
      if !isBehindHeader {
        // A line of blanks is no header.
        isBehindHeader = headers.count > 1 || headers[0].contains { $0 > 0x20 }
        if !isBehindHeader { headers = [[]] }
      }
      (row, column, cellStart, isAtStart) = (line, 0, place + 1, true)
    }
  }
}

extension BytePlace {
  /// What is said of a letter that is not to be expected here.
  func oddLetter(file: String) -> Finding {
    Finding(
      rule: "letter-vreemd", level: .waarschuwing, file: file, row: row, column: column,
      value: text,
      text: Phrase(
        nl: "een letter die hier niet hoort: het bestand is in een andere codering bewaard dan het "
          + "lijkt, en namen zijn beschadigd",
        en: "a letter that does not belong here: the file was saved in another encoding than it "
          + "seems, and names are damaged"),
      remedy: Phrase(
        nl: "haal het bestand opnieuw op bij de bron, of bewaar het als “CSV UTF-8”",
        en: "download the file again from its source, or save it as “CSV UTF-8”"))
  }
}

extension EncodingScan.Fault {
  /// The refusal of the file, with the place.
  func error(
    file: String, textStart: Int, bytes: (_ at: Int, _ count: Int) -> [UInt8]
  ) -> IngestError {
    switch self {
    case .wide: return .wideText(file: file)
    case .noText(let offset):
      let place = BytePlace(
        of: offset, textStart: textStart, encoding: .windows1252, bytes: bytes)
      return .notText(
        file: file, row: place.row, column: place.column, byte: bytes(offset, 1).first ?? 0)
    case .damagedUTF8(let offset):
      let place = BytePlace(of: offset, textStart: textStart, encoding: .utf8, bytes: bytes)
      return .damagedText(file: file, row: place.row, column: place.column, found: place.text)
    }
  }
}
