/// How many columns a text takes on a terminal.
enum DisplayWidth {
  /// Columns of a text: two for East Asian wide characters and emoji, none for marks that combine.
  static func of(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  /// Columns of one character, by the widest of its scalars.
  static func of(_ character: Character) -> Int {
    character.unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format, .control: return 0
      default: break
      }
      if scalar.properties.isEmojiPresentation { return 2 }
      return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }.max() ?? 0
  }

  /// The blocks that Unicode (UAX #11) calls wide or fullwidth.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff,
    0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd,
  ]

  /// The text with blanks after or before it, up to `width` columns.
  static func padded(_ text: String, to width: Int, atRight: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - of(text)))
    return atRight ? blanks + text : text + blanks
  }

  /// Lines of at most `width` columns, those behind the first of at most `next`, broken at blanks; a
  /// longer word is cut.
  static func wrapped(_ text: String, width: Int, next: Int? = nil) -> [String] {
    var width = width
    precondition(min(width, next ?? width) >= 2, "width \(width)")
    var lines: [String] = []
    var line = ""
    func flush() {
      if !line.isEmpty {
        lines.append(line)
        width = next ?? width
      }
      line = ""
    }
    for word in text.split(whereSeparator: { $0 == " " || $0.isNewline || $0 == "\t" }) {
      var rest = String(word)
      if !line.isEmpty, of(line) + 1 + of(rest) <= width {
        line += " " + rest
        continue
      }
      flush()
      while of(rest) > width {
        var piece = ""
        while let first = rest.first, of(piece) + of(first) <= width {
          piece.append(rest.removeFirst())
        }
        lines.append(piece)
        width = next ?? width
      }
      line = rest
    }
    flush()
    return lines.isEmpty ? [""] : lines
  }
}
