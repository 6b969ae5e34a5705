/// Text made safe for HTML and SVG.
enum Markup {
  /// The text with the five characters that mean something escaped, fit for content and for
  /// attributes; control characters, which XML does not allow, become blanks.
  static func escape(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{0}"..."\u{8}", "\u{b}", "\u{c}", "\u{e}"..."\u{1f}", "\u{7f}", "\u{fffe}",
        "\u{ffff}":
        result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text with a percent sign kept on the line of its number (U+00A0 between them).
  static func glued(_ text: String) -> String {
    text.split(separator: " %", omittingEmptySubsequences: false).joined(separator: "\u{a0}%")
  }

  /// An id made of letters, digits and hyphens; any other character becomes a hyphen.
  static func anchor(_ text: String) -> String {
    String(
      text.unicodeScalars.map { scalar -> Character in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": Character(scalar)
        default: "-"
        }
      })
  }

  /// A coordinate with one decimal, always with a point; zero where it is not finite.
  static func coordinate(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "0" }
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
    return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
  }
}
