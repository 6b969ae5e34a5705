/// Rows of totals, as a spreadsheet has them under its columns. Read as a row like any other, a total
/// would count everybody twice.
enum TotalRow {
  /// The length of the shortest word.
  static let shortest = 5

  /// By field of a file: whether its column names one thing or place, so that a total is no value of
  /// it. A column of a split may have one: StatLine and ROA print them.
  static func columns(_ source: ReadSource) -> [Bool] {
    var columns = Array(repeating: false, count: source.fields)
    for slot in source.binding.slots where !source.layout.isOpen {
      switch (slot.column.kind, slot.column.role) {
      case (.text, .kept), (.required, .kept), (_, .place), (_, .brin), (_, .location):
        columns[slot.index] = true
      default: break
      }
    }
    return columns
  }

  /// The field that says that a row is a total: the first that says anything.
  static func place(
    _ span: Span<UInt8>, _ fields: [RecordScanner.Field], _ isTotalOdd: [Bool]
  ) -> Int? {
    guard let place = fields.firstIndex(where: { $0.start < $0.end }), isTotalOdd[place],
      isTotal(span, fields[place])
    else { return nil }
    return place
  }

  /// Whether a cell says total, with or without of what.
  static func isTotal(_ span: Span<UInt8>, _ field: RecordScanner.Field) -> Bool {
    guard field.end - field.start >= shortest else { return false }
    switch span[field.start] | 0x20 {
    case UInt8(ascii: "t"), UInt8(ascii: "s"), UInt8(ascii: "e"), UInt8(ascii: "a"),
      UInt8(ascii: "g"):
      break
    default: return false
    }
    let text = TextEncoding.windows1252.text(
      span.extracting(field.start..<min(field.end, field.start + 24))
    ).lowercased()
    return words.contains { word in
      guard text.hasPrefix(word) else { return false }
      return text.utf8.dropFirst(word.utf8.count).first.map { $0 == 0x20 || $0 == 0x3A } ?? true
    }
  }

  private static let words = [
    "totaal", "total", "totalen", "totals", "subtotaal", "subtotal", "eindtotaal",
    "algemeen totaal", "generaal totaal", "grand total",
  ]
}
