/// Text for a terminal, which breaks long lines at any place: here they are broken at blanks.
public enum TerminalText {
  /// The text with every line of at most `width` columns.
  ///
  /// - Parameters:
  ///   - text: Lines; the blanks that one begins with are kept, other runs of blanks become one.
  ///   - width: Columns of the terminal, at least 20.
  ///   - hanging: How many columns further in the rest of a broken line begins.
  /// - Returns: The lines, without a line feed behind the last.
  public static func wrapped(_ text: String, width: Int = 80, hanging: Int = 2) -> String {
    precondition(width >= 20, "width \(width)")
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if DisplayWidth.of(line) <= width { return String(line) }
      let margin = min(line.prefix { $0 == " " }.count, width / 2)
      let first = String(repeating: " ", count: margin)
      let rest = String(repeating: " ", count: min(margin + hanging, width / 2))
      return DisplayWidth.wrapped(String(line), width: width - margin, next: width - rest.count)
        .enumerated().map { ($0 == 0 ? first : rest) + $1 }.joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
