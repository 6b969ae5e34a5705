/// Walks over the records of a CSV text, one at a time, holding no text itself.
///
/// Line ends are CRLF, LF or CR. A field that begins with a quotation mark ends with one; inside, a
/// doubled mark is one mark and line ends belong to the value. Blanks around a field are not part of
/// it. Lines of blanks only are passed over, but counted.
///
/// This is the definition. ``Window`` reads regular records faster by the same rules, and hands those
/// that may break one back to this scanner, which says what is wrong.
struct RecordScanner: Sendable {
  /// Where the value of a field stands, without blanks and quotation marks around it.
  struct Field: Equatable, Sendable {
    var start: Int
    var end: Int
    /// Whether doubled quotation marks stand inside.
    var hasDoubledQuote = false
  }

  /// The longest row that is read. The longest in DUO's files is under 2 KiB; a file without line
  /// ends must not be taken for one row of its own size.
  static let rowLimit = 1 << 20

  let file: String
  let delimiter: UInt8
  private(set) var position: Int
  /// The line of the next byte, counted from 1.
  private(set) var line: Int
  /// The line on which the record just read begins.
  private(set) var row = 0
  /// The bytes of the record just read, without its line end.
  private(set) var record = 0..<0
  private(set) var fields: [Field] = []

  init(file: String, delimiter: UInt8, start: Int, line: Int = 1) {
    self.file = file
    self.delimiter = delimiter
    self.line = line
    position = start
  }

  /// Reads the next record into ``fields``; false at the end of the text.
  mutating func next(in bytes: Span<UInt8>) throws(IngestError) -> Bool {
    repeat {
      guard position < bytes.count else { return false }
      try readRecord(bytes)
    } while fields.count == 1 && fields[0].start == fields[0].end
    return true
  }

  private mutating func readRecord(_ bytes: Span<UInt8>) throws(IngestError) {
    fields.removeAll(keepingCapacity: true)
    row = line
    let start = position
    let stop = min(bytes.count, start + Self.rowLimit)
    var at = start
    while true {
      at = try readField(bytes, from: at, recordStart: start, stop: stop)
      if at < stop, bytes[at] == delimiter {
        at += 1
        continue
      }
      break
    }
    if at == stop, stop < bytes.count {
      throw .tooLong(file: file, row: row, limit: Self.rowLimit)
    }
    record = start..<at
    position = at
    if position < bytes.count {
      let isCR = bytes[position] == 0x0D
      position += 1
      if isCR, position < bytes.count, bytes[position] == 0x0A { position += 1 }
      line += 1
    }
  }

  /// Reads one field and answers where it ended: at a delimiter, a line end or `stop`.
  private mutating func readField(
    _ bytes: Span<UInt8>, from: Int, recordStart: Int, stop: Int
  ) throws(IngestError) -> Int {
    var at = from
    while at < stop, Self.isBlank(bytes[at]), bytes[at] != delimiter { at += 1 }
    if at < stop, bytes[at] == 0x22 {
      return try readQuoted(bytes, from: at + 1, stop: stop)
    }
    let start = at
    while at < stop {
      let byte = bytes[at]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      at += 1
    }
    fields.append(trimmed(bytes, start, at))
    return at
  }

  private mutating func readQuoted(
    _ bytes: Span<UInt8>, from: Int, stop: Int
  ) throws(IngestError) -> Int {
    var at = from
    var doubled = false
    while true {
      guard at < stop else {
        if stop < bytes.count { throw .tooLong(file: file, row: row, limit: Self.rowLimit) }
        throw .unclosedQuote(file: file, row: row)
      }
      let byte = bytes[at]
      if byte == 0x22 {
        guard at + 1 < bytes.count, bytes[at + 1] == 0x22 else { break }
        doubled = true
        at += 2
        continue
      }
      let isLineEnd =
        byte == 0x0A || (byte == 0x0D && !(at + 1 < bytes.count && bytes[at + 1] == 0x0A))
      if isLineEnd { line += 1 }
      at += 1
    }
    var field = trimmed(bytes, from, at)
    field.hasDoubledQuote = doubled
    fields.append(field)
    at += 1
    while at < stop, Self.isBlank(bytes[at]), bytes[at] != delimiter { at += 1 }
    if at < stop, bytes[at] != delimiter, bytes[at] != 0x0A, bytes[at] != 0x0D {
      throw .textAfterQuote(file: file, row: row)
    }
    return at
  }

  private func trimmed(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Field {
    var (first, last) = (start, end)
    while first < last, Self.isBlank(bytes[first]) { first += 1 }
    while last > first, Self.isBlank(bytes[last - 1]) { last -= 1 }
    return Field(start: first, end: last)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
