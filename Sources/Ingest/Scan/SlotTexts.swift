/// The texts of a file's columns, each made once: a school's name stands in many rows.
struct SlotTexts {
  private let pool: TextPool
  private let encoding: TextEncoding
  /// By slot and code.
  private var strings: [[String]]

  /// More than this is forgotten, so that memory does not grow with the file.
  private static let limit = 2 << 20

  init(slots: Int, _ encoding: TextEncoding) {
    pool = TextPool(columns: slots)
    strings = Array(repeating: [], count: slots)
    self.encoding = encoding
  }

  /// The text of a field, and a hash of it that is the same wherever it stands.
  mutating func text(
    _ slot: Int, _ field: RecordScanner.Field, _ span: Span<UInt8>, _ window: Window
  ) -> (String, UInt64) {
    if field.hasDoubledQuote { return doubled(slot, field, span) }
    if pool.size > Self.limit {
      pool.removeAll()
      for slot in strings.indices { strings[slot].removeAll(keepingCapacity: true) }
    }
    let (code, hash) = pool.code(slot, of: field, in: window)
    if code == strings[slot].count {
      strings[slot].append(encoding.text(span.extracting(field.start..<field.end)))
    }
    return (strings[slot][code], hash)
  }

  /// The text of a number below a hundred; nil for any other. No key has such a column.
  static func number(_ span: Span<UInt8>, _ field: RecordScanner.Field) -> String? {
    guard !field.hasDoubledQuote else { return nil }
    switch field.end - field.start {
    case 0: return ""
    case 1:
      let digit = span[field.start] &- 0x30
      return digit <= 9 ? numbers[Int(digit)] : nil
    case 2:
      let (tens, ones) = (span[field.start] &- 0x30, span[field.start + 1] &- 0x30)
      return tens <= 9 && tens > 0 && ones <= 9 ? numbers[Int(tens) * 10 + Int(ones)] : nil
    default: return nil
    }
  }

  private static let numbers = (0...99).map { String($0) }

  /// The text of a field with doubled quotation marks, each pair made one.
  private func doubled(
    _ slot: Int, _ field: RecordScanner.Field, _ span: Span<UInt8>
  ) -> (String, UInt64) {
    var bytes: [UInt8] = []
    var at = field.start
    while at < field.end {
      bytes.append(span[at])
      at += span[at] == 0x22 ? 2 : 1
    }
    return (encoding.text(bytes.span), TextPool.hash(bytes))
  }
}
