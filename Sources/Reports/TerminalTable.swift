public import Records

/// A table for a terminal: a header, a rule, and lines of at most `width` columns.
///
/// The first column takes what the others leave and is broken over lines where it must; numbers stand at
/// the right. A table whose other columns alone are too wide is written as a block a row.
public enum TerminalTable {
  /// - Parameters:
  ///   - table: The values; its title and caption are not printed.
  ///   - language: Of words and numbers.
  ///   - width: Columns of the terminal, at least 40.
  /// - Returns: Lines that each end in a line feed.
  public static func render(_ table: Table, language: Language, width: Int = 80) -> String {
    precondition(width >= 40, "width \(width)")
    let text = CellText(format: NumberFormat(language))
    let heads = table.columns.map { $0.title[language] }
    let rows = table.rows.map { row in
      zip(table.columns, row.cells).map { column, cell in
        Markup.glued(text.text(cell, in: column.kind))
      }
    }
    let widths = heads.indices.map { c in
      ([heads] + rows).map { DisplayWidth.of($0[c]) }.max() ?? 0
    }
    let first = width - widths.dropFirst().reduce(0) { $0 + $1 + 2 }
    let lines =
      first >= min(18, widths.first ?? 0)
      ? beside(table, heads, rows, [min(first, widths[0])] + widths.dropFirst())
      : blocks(heads, rows, width)
    return lines.map { line in
      String(line.map { $0 == "\u{a0}" ? " " : $0 }) + "\n"
    }.joined()
  }

  private static func beside(
    _ table: Table, _ heads: [String], _ rows: [[String]], _ widths: [Int]
  ) -> [String] {
    func line(_ cells: [String]) -> [String] {
      let names = DisplayWidth.wrapped(cells[0], width: widths[0])
      return (names.isEmpty ? [""] : names).enumerated().map { index, name in
        var line = DisplayWidth.padded(name, to: widths[0])
        for c in cells.indices.dropFirst() {
          let isText = table.columns[c].kind == .text
          line +=
            "  " + DisplayWidth.padded(index == 0 ? cells[c] : "", to: widths[c], atRight: !isText)
        }
        while line.last == " " { line.removeLast() }
        return line
      }
    }
    let rule = String(repeating: "─", count: widths.reduce(-2) { $0 + $1 + 2 })
    return line(heads) + [rule] + rows.flatMap(line)
  }

  private static func blocks(_ heads: [String], _ rows: [[String]], _ width: Int) -> [String] {
    rows.flatMap { cells in
      DisplayWidth.wrapped(cells[0], width: width)
        + zip(heads, cells).dropFirst().flatMap { head, cell in
          DisplayWidth.wrapped("\(head): \(cell)", width: width - 2).map { "  " + $0 }
        }
    }
  }
}
