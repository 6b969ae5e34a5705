public import Records

/// A table as CSV (RFC 4180): UTF-8, CRLF, the column keys as header.
///
/// In Dutch `;` separates and `,` is the decimal sign, as Dutch Excel reads it; in English `,` and `.`.
/// A withheld count and an interval print as their bounds, `1..4`; a missing value as nothing; a cell
/// that cannot exist as `n.v.t.` or `n/a`. A text that a spreadsheet would take for a formula
/// (beginning with `=`, `+`, `-`, `@`, tab or return) gets a leading apostrophe.
public enum CSVTable {
  /// The whole file. Numbers have the decimals of their column and no thousands separators.
  public static func render(_ table: Table, language: Language) -> String {
    let separator = language == .nl ? ";" : ","
    let format = NumberFormat(language)
    let header = table.columns.map { field($0.key, separator: separator) }
    let rows = table.rows.map { row in
      zip(table.columns, row.cells).map { column, cell in
        text(cell, in: column.kind, format: format, separator: separator)
      }
    }
    return ([header] + rows).map { $0.joined(separator: separator) + "\r\n" }.joined()
  }

  private static func text(
    _ cell: Table.Cell, in kind: Table.Column.Kind, format: NumberFormat, separator: String
  ) -> String {
    switch cell {
    case .text(let phrase): return field(guarded(phrase[format.language]), separator: separator)
    case .count(.notApplicable): return format.language == .nl ? "n.v.t." : "n/a"
    case .count(let count):
      guard let bounds = count.bounds else { return "" }
      return bounds.count == 1
        ? "\(bounds.lowerBound)" : "\(bounds.lowerBound)..\(bounds.upperBound)"
    case .number(let value): return number(value, in: kind, format: format)
    case .interval(let range):
      let low = number(range.lowerBound, in: kind, format: format)
      let high = number(range.upperBound, in: kind, format: format)
      return low == high || low.isEmpty || high.isEmpty ? low : "\(low)..\(high)"
    case .empty: return ""
    }
  }

  private static func number(
    _ value: Double, in kind: Table.Column.Kind, format: NumberFormat
  ) -> String {
    guard value.isFinite else { return "" }
    return switch kind {
    case .number(let decimals), .percent(let decimals): format.plain(value, decimals: decimals)
    case .year: format.plain(value, decimals: 0)
    case .text: format.plain(value, decimals: NumberFormat.decimals(value...value))
    }
  }

  /// The text as a spreadsheet may read it without running it.
  static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    return "=+-@\t\r".unicodeScalars.contains(first) ? "'" + text : text
  }

  /// Quoted where it holds a separator, a quote, a line end, or a blank at either end.
  static func field(_ text: String, separator: String) -> String {
    let special = text.unicodeScalars.contains { $0 == "\"" || $0 == "\n" || $0 == "\r" }
    let isPadded = text.first?.isWhitespace == true || text.last?.isWhitespace == true
    guard special || isPadded || text.contains(separator) else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
