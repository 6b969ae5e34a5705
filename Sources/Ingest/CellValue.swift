import Records

/// What the bytes of one cell stand for.
enum CellValue {
  /// The count in a cell; nil when the layout knows no such cell.
  static func count(
    _ bytes: Span<UInt8>, _ field: RecordScanner.Field, _ suppression: Set<Layout.Suppression>
  ) -> Count? {
    let length = field.end - field.start
    if length == 0 { return suppression.contains(.statLine) ? .notApplicable : .missing }
    if let number = digits(bytes, field.start, field.end) {
      return number == 4 && suppression.contains(.four) ? .suppressed(1...4) : .exact(number)
    }
    // The interpreter tells `.` (missing) from `x` (secret) by the text.
    if suppression.contains(.statLine), isStatLineSign(bytes, field) { return .missing }
    switch bytes[field.start] {
    case 0x3C:  // <5, also with a blank between
      var at = field.start + 1
      while at < field.end, bytes[at] == 0x20 { at += 1 }
      guard suppression.contains(.lessThanFive), field.end - at == 1, bytes[at] == 0x35 else {
        return nil
      }
      return .suppressed(1...4)
    case 0x2D:  // -1
      guard suppression.contains(.minusOne), length == 2, bytes[field.start + 1] == 0x31 else {
        return nil
      }
      return .suppressed(1...4)
    case 0x4E, 0x6E:
      return isNotApplicable(bytes, field) ? .notApplicable : nil
    default:
      return suppression.contains(.interval) ? interval(bytes, field) : nil
    }
  }

  /// StatLine's `.` (missing) or `x` (secret).
  static func isStatLineSign(_ bytes: Span<UInt8>, _ field: RecordScanner.Field) -> Bool {
    field.end - field.start == 1 && [0x2E, 0x58, 0x78].contains(bytes[field.start])
  }

  /// The decimal number of a cell, NaN where it has none (blank, or a sign of StatLine's); nil for
  /// anything else.
  static func number(
    _ bytes: Span<UInt8>, _ field: RecordScanner.Field, _ suppression: Set<Layout.Suppression>
  ) -> Double? {
    if field.start == field.end { return .nan }
    if let number = decimal(bytes, field) { return number }
    return suppression.contains(.statLine) && isStatLineSign(bytes, field) ? .nan : nil
  }

  /// A whole number of one to nine digits.
  static func digits(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    guard end > start, end - start <= 9 else { return nil }
    var number = 0
    for index in start..<end {
      let digit = Int(bytes[index]) - 0x30
      guard (0...9).contains(digit) else { return nil }
      number = number * 10 + digit
    }
    return number
  }

  private static func interval(_ bytes: Span<UInt8>, _ field: RecordScanner.Field) -> Count? {
    for at in field.start..<field.end where bytes[at] == 0x2E {
      guard at + 1 < field.end, bytes[at + 1] == 0x2E,
        let low = digits(bytes, field.start, at), let high = digits(bytes, at + 2, field.end),
        low < high
      else { return nil }
      return .suppressed(low...high)
    }
    return nil
  }

  /// `n.v.t.` or `nvt`, in either case.
  private static func isNotApplicable(_ bytes: Span<UInt8>, _ field: RecordScanner.Field) -> Bool {
    var letters: [UInt8] = []
    for index in field.start..<field.end where bytes[index] != 0x2E {
      letters.append(bytes[index] | 0x20)
      if letters.count > 3 { return false }
    }
    return letters == Array("nvt".utf8)
  }

  /// The decimal mark in a cell, if any; nil for none, and the second kind where there are two.
  static func decimalMark(
    _ bytes: Span<UInt8>, _ field: RecordScanner.Field, expecting mark: UInt8?
  ) -> (mark: UInt8?, conflict: Bool) {
    var mark = mark
    for index in field.start..<field.end where bytes[index] == 0x2C || bytes[index] == 0x2E {
      if let mark, mark != bytes[index] { return (mark, true) }
      mark = bytes[index]
    }
    return (mark, false)
  }

  /// A decimal number: an optional minus, digits, at most one mark with digits behind it, an
  /// optional `%`. DUO prints `,0%` for a share of nobody. Nil for anything else.
  ///
  /// The digits are read as one whole number and divided by a power of ten, so the result is the
  /// nearest `Double` (fifteen digits at most are read).
  static func decimal(_ bytes: Span<UInt8>, _ field: RecordScanner.Field) -> Double? {
    var at = field.start
    var end = field.end
    if end > at, bytes[end - 1] == 0x25 { end -= 1 }
    while end > at, bytes[end - 1] == 0x20 { end -= 1 }
    var isNegative = false
    if at < end, bytes[at] == 0x2D {
      isNegative = true
      at += 1
    }
    var (mantissa, count, scale) = (0, 0, 1.0)
    var afterMark = false
    while at < end {
      let byte = bytes[at]
      if byte == 0x2C || byte == 0x2E {
        guard !afterMark, at + 1 < end else { return nil }
        afterMark = true
      } else {
        let digit = Int(byte) - 0x30
        guard (0...9).contains(digit), count < 15 else { return nil }
        mantissa = mantissa * 10 + digit
        count += 1
        if afterMark { scale *= 10 }
      }
      at += 1
    }
    guard count > 0 else { return nil }
    let value = Double(mantissa) / scale
    return isNegative ? -value : value
  }

  /// Whether a number may be meant in thousands: `1.200` in a Dutch table is twelve hundred. Such a
  /// cell is refused in the layouts that people fill in by hand.
  static func looksLikeThousands(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let groups = digits.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard groups.count > 1, let first = groups.first, (1...3).contains(first.count), first != "0"
    else { return false }
    return groups.dropFirst().allSatisfy { $0.count == 3 }
  }
}
