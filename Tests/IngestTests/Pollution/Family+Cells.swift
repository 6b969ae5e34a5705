/// Pollution of one cell.
extension Family {
  static let cells: [Family] = [
    Family(name: "cell_quote_missing") { source in
      // Of the two marks around a cell the first or the last is lost; all cells of these lines are
      // quoted first, where the file does not do so.
      let lines = [1, 2, 43, source.table.count]
      return lines.flatMap { line in
        source.header.indices.flatMap { column in
          [true, false].map { isFirst in
            var cells = source.table[line - 1].map(CleanFile.quoted)
            if isFirst { cells[column].removeFirst() } else { cells[column].removeLast() }
            let changed = cells.joined(separator: source.delimiter)
            return Pollution(
              "\(isFirst ? "first" : "last") of line \(line) column \(column)", source,
              source.changing(line: line) { _ in changed }, at: line...line,
              isFirst ? bareQuote(source, line, column) : [.refused], mayChangeText: true)
          }
        }
      }
    },
    Family(name: "cell_number") { source in
      inCounts(
        source, [.refused],
        [
          "1.200", "1,200", "12,0", "12.0", "1e2", "1E2", "+5", "-3", "-2", "--", "twaalf", "5<",
          ">5",
          "<10", "< 10", "<", "<5>", "≤5", "NaN", "inf", "∞", "٣", "１２", "1 200", "1\u{A0}200",
          "0x10",
          "0b1", "99999999999999999999", "4294967297", "1_000", "#REF!", "#N/A", "#WAARDE!", "12*",
          "12\u{200B}", "\u{A0}12", "12-", "½", "²", "1;2", "'12", "=12", "12 leerlingen", "x", ".",
          "-", "?", "null", "NULL", "None", "n/a", "nb", "onbekend", "true", "1..", "..4", "5..3",
          "1/2", "12%", "\u{200E}12", "1\u{0301}", "é", "\u{FFFD}", "12\n13", "12\r", "12\t13",
        ])
    },
    Family(name: "cell_number_style") { source in
      inCounts(source, [.harmless], []) { count in
        [" \(count)", "\(count) ", "\t\(count)\t", "\"\(count)\"", "\" \(count) \""]
      }
    },
    Family(
      name: "cell_blank",
      undetectable: "no number is a value: kept as missing, never as zero, and totals then miss it"
    ) { source in
      inCounts(source, [.silent, .finding], ["", " ", "\"\"", "n.v.t.", "N.V.T."])
    },
    Family(name: "cell_other_word") { source in
      everyCell(source) { line, column in
        source.changing(line: line, column: column) { cell in
          source.cell(cell.replacing("\"", with: "") + "x")
        }
      } expect: {
        otherWord($0, $1, $2)
      }
    },
    Family(name: "cell_hidden_letter") { source in
      // A zero-width space, as copied from a web page; in a name it stays, as it stands.
      everyCell(source) { line, column in
        source.changing(line: line, column: column) { cell in
          source.cell("\u{200B}" + cell.replacing("\"", with: ""))
        }
      } expect: {
        otherWord($0, $1, $2)
      }
    },
    Family(name: "cell_newline") { source in
      everyCell(source) { line, column in
        source.changing(line: line, column: column) { cell in
          let text = cell.replacing("\"", with: "")
          return CleanFile.quoted(String(text.prefix(1)) + "\r\n" + text.dropFirst())
        }
      } expect: {
        otherWord($0, $1, $2)
      }
    },
    Family(name: "cell_control") { source in
      everyCell(source) { line, column in
        source.changing(line: line, column: column) { $0.prefix(1) + "\u{7}" + $0.dropFirst() }
      } expect: { _, _, _ in
        [.refused]
      }
    },
    Family(
      name: "cell_emptied",
      undetectable: "a blank count is a value, kept as missing; other cells may not pass"
    ) { source in
      everyCell(source) { line, column in
        source.changing(line: line, column: column) { _ in "" }
      } expect: { source, _, column in
        switch source.roles[column] {
        case .code, .year, .requiredText: [.refused]
        case .percentage, .text: [.harmless]
        case .category: [.refused, .finding, .harmless]
        // A zero that a blank replaces may stand outside the leerjaren of the type.
        case .count: [.silent, .finding, .harmless]
        }
      }
    },
  ]

  /// A cell without its first mark: `a"` is a word with a mark behind it.
  private static func bareQuote(_ source: CleanFile, _ line: Int, _ column: Int) -> Set<Outcome> {
    let text = source.table[line - 1][column]
    if line == 1 || text.contains(source.delimiter) { return [.refused] }
    return otherWord(source, line, column)
  }

  /// In the first column of counts of three lines of vmbo: near the head, amid and near the end.
  private static func inCounts(
    _ source: CleanFile, _ expected: Set<Outcome>, _ texts: [String],
    also: (String) -> [String] = { _ in [] }
  ) -> [Pollution] {
    let wanted = source.id == "duo-leerlingen" ? 14 : source.roles.firstIndex { $0 == .count } ?? 0
    return [2, 44, 80].flatMap { line in
      let count = source.table[line - 1][wanted]
      return (texts + also(count)).map { text in
        Pollution(
          "“\(text)” in line \(line)", source,
          source.changing(line: line, column: wanted) { _ in
            text.hasPrefix("\"") ? text : source.cell(text)
          }, at: line...line, expected, mayChangeText: expected == [.harmless])
      }
    }
  }

  private static func everyCell(
    _ source: CleanFile, _ change: (_ line: Int, _ column: Int) -> String,
    expect: (CleanFile, _ line: Int, _ column: Int) -> Set<Outcome>
  ) -> [Pollution] {
    [2, 3, 6, 43, source.table.count].flatMap { line in
      source.header.indices.map { column in
        Pollution(
          "line \(line) column \(column)", source, change(line, column), at: line...line,
          expect(source, line, column), mayChangeText: true)
      }
    }
  }
}
