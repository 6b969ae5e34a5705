import Records

/// Names whose letters were damaged on the way.
struct TextCheck: Sendable {
  private let columns: CheckColumns
  private let slots: [Int]
  private var before: [String]
  private var count = 0
  private var first: (row: Int, column: String, value: String)?

  init(_ columns: CheckColumns) {
    self.columns = columns
    slots = [
      columns.school, columns.plaats, columns.gemeente, columns.opleiding, columns.afdeling,
    ].compactMap { $0 }
    before = Array(repeating: "", count: slots.count)
  }

  mutating func add(_ row: SourceRow) {
    for (index, slot) in slots.enumerated() where row.fields[slot] != before[index] {
      before[index] = row.fields[slot]
      guard Self.isDamaged(row.fields[slot]) else { continue }
      count += 1
      if first == nil { first = (row.row, columns.headers[slot], row.fields[slot]) }
    }
  }

  func finish(_ all: inout FindingCollector) {
    guard let first else { return }
    all.add(
      .tekens, row: first.row, column: first.column, value: first.value,
      text: Phrase(
        nl: "letters in \(count) namen zijn vermoedelijk verminkt",
        en: "letters in \(count) names are probably damaged"))
  }

  /// Whether a text holds what only a wrong decoding makes: a replacement character, the two halves
  /// of a UTF-8 letter, or between letters a sign that windows-1252 has where Mac Roman has a letter.
  static func isDamaged(_ text: String) -> Bool {
    if !text.utf8.contains(where: { $0 >= 0x80 || $0 == 0x3F }) { return false }
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\u{FFFD}" || (0x80...0x9F).contains(scalar.value) { return true }
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      if "ÃÂâ".unicodeScalars.contains(scalar), next.value >= 0x80, !next.properties.isAlphabetic {
        return true
      }
      let previous = index > 0 ? scalars[index - 1] : " "
      if previous.properties.isLowercase, "ŽŸŠˆ‰•™‡†".unicodeScalars.contains(scalar) {
        return true
      }
      if previous.properties.isAlphabetic, next.properties.isAlphabetic,
        "‘•Ž™Ÿˆ‰Š”“–—„†‡…›?".unicodeScalars.contains(scalar)
          || ("šžœ".unicodeScalars.contains(scalar))
      {
        return true
      }
    }
    return false
  }
}
