import Foundation

/// The same rules of reading as the package's reader, written again as plainly as possible: one
/// scalar at a time over the whole text, with no thought for speed. What both say is believed.
struct ReferenceTable {
  struct Row: Equatable {
    /// As an editor counts lines.
    let line: Int
    /// Without its line end.
    let text: String
    /// Without the blanks and quotation marks around them.
    let cells: [String]
  }

  /// The header first; lines of blanks only are left out.
  let rows: [Row]

  /// Nil where a quotation mark is not closed, or text stands behind one that is.
  init?(_ bytes: [UInt8], delimiter: Unicode.Scalar) {
    var parser = Parser(scalars: Self.scalars(bytes), delimiter: delimiter)
    guard let rows = parser.rows() else { return nil }
    self.rows = rows
  }

  /// Strict UTF-8 over the whole file, else windows-1252; without a byte order mark.
  static func scalars(_ bytes: [UInt8]) -> [Unicode.Scalar] {
    if let text = String(validating: bytes, as: UTF8.self) {
      let scalars = Array(text.unicodeScalars)
      return scalars.first == "\u{FEFF}" ? Array(scalars.dropFirst()) : scalars
    }
    return bytes.map { byte in
      (0x80...0x9F).contains(byte) ? windows1252[Int(byte) - 0x80] : Unicode.Scalar(byte)
    }
  }

  /// The Unicode Consortium's CP1252.TXT; `?` where the code page has nothing, which the reader
  /// refuses.
  private static let windows1252 = Array("€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ".unicodeScalars)
}

private struct Parser {
  let scalars: [Unicode.Scalar]
  let delimiter: Unicode.Scalar
  var at = 0
  var line = 1

  mutating func rows() -> [ReferenceTable.Row]? {
    var rows: [ReferenceTable.Row] = []
    while at < scalars.count {
      let (start, first) = (at, line)
      var cells: [String] = []
      repeat {
        if !cells.isEmpty { at += 1 }
        guard let cell = cell() else { return nil }
        cells.append(cell)
      } while at < scalars.count && scalars[at] == delimiter
      let text = Self.text(scalars[start..<at])
      if at < scalars.count { endLine() }
      let isBlank = cells.allSatisfy(\.isEmpty)
      // A row of blank cells is passed over where it has as many as the header.
      if !isBlank || (cells != [""] && cells.count != rows.first?.cells.count) {
        rows.append(ReferenceTable.Row(line: first, text: text, cells: cells))
      }
    }
    return rows
  }

  /// One cell, up to the delimiter or line end behind it.
  private mutating func cell() -> String? {
    while at < scalars.count, isBlank(scalars[at]), scalars[at] != delimiter { at += 1 }
    guard at < scalars.count, scalars[at] == "\"" else {
      let start = at
      while at < scalars.count, scalars[at] != delimiter, !isLineEnd(scalars[at]) { at += 1 }
      return Self.text(trimmed(Array(scalars[start..<at]))[...])
    }
    at += 1
    var value: [Unicode.Scalar] = []
    while true {
      guard at < scalars.count else { return nil }
      if scalars[at] == "\"" {
        at += 1
        guard at < scalars.count, scalars[at] == "\"" else { break }
        value.append("\"")
        at += 1
      } else if isLineEnd(scalars[at]) {
        let start = at
        endLine()
        value += scalars[start..<at]
      } else {
        value.append(scalars[at])
        at += 1
      }
    }
    while at < scalars.count, isBlank(scalars[at]), scalars[at] != delimiter { at += 1 }
    let ends = at == scalars.count || scalars[at] == delimiter || isLineEnd(scalars[at])
    return ends ? Self.text(trimmed(value)[...]) : nil
  }

  /// CRLF, LF or CR.
  private mutating func endLine() {
    let isCR = scalars[at] == "\r"
    at += 1
    if isCR, at < scalars.count, scalars[at] == "\n" { at += 1 }
    line += 1
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

  private func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

  private func trimmed(_ value: [Unicode.Scalar]) -> [Unicode.Scalar] {
    Array(value.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
