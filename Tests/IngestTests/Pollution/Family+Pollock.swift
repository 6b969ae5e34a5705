/// The kinds of pollution of the Pollock benchmark: Vitagliano, Hameed, Jiang, Reisener, Wu and
/// Naumann, “Pollock: A Data Loading Benchmark”, PVLDB 16(8), 2023; the list of its 2,289 polluted
/// files is in the README of github.com/HPI-Information-Systems/Pollock. Its source file has 84 lines
/// of nine columns; ours have 84 lines of 7, 22 and 16.
extension Family {
  static let pollock: [Family] = [
    // File and table
    Family(name: "file_no_payload", inPollock: 1) { source in
      [Pollution("0 bytes", source, "", [.refused])]
    },
    Family(name: "file_no_trailing_newline", inPollock: 1) { source in
      [Pollution("none", source, String(source.text.dropLast()), [.harmless])]
    },
    Family(name: "file_double_trailing_newline", inPollock: 1) { source in
      [Pollution("two", source, source.text + source.lineEnd, [.harmless])]
    },
    Family(name: "file_no_header", inPollock: 1) { source in
      [
        Pollution(
          "none", source, source.joined(Array(source.lines.dropFirst())), at: 1...1, [.refused])
      ]
    },
    Family(name: "file_header_multirow_2", inPollock: 1) { source in
      [multirow(source, 2)]
    },
    Family(name: "file_header_multirow_3", inPollock: 1) { source in
      [multirow(source, 3)]
    },
    Family(name: "file_preamble", inPollock: 1) { source in
      [
        Pollution(
          "one line and a blank one", source,
          "Bron: DUO, 1 oktober" + source.lineEnd + source.lineEnd + source.text, at: 1...3,
          [.refused])
      ]
    },
    Family(name: "file_multitable_less", inPollock: 1) { source in
      [multitable(source, source.header.count - 2)]
    },
    Family(name: "file_multitable_more", inPollock: 1) { source in
      [multitable(source, source.header.count + 2)]
    },
    Family(name: "file_multitable_same", inPollock: 1) { source in
      [multitable(source, source.header.count)]
    },
    Family(name: "file_header_only", inPollock: 1) { source in
      [Pollution("no rows", source, source.joined([source.lines[0]]), [.finding])]
    },
    Family(
      name: "file_one_data_row", inPollock: 1,
      undetectable: "a file of fewer rows is a sound file; vintages and totals must tell"
    ) { source in
      [Pollution("one row", source, source.joined(Array(source.lines.prefix(2))), [.silent])]
    },

    // Inconsistent number of delimiters
    Family(name: "row_less_sep", inPollock: 672) { source in
      cells(source, columns: 1..<source.header.count) { line, column in
        var cells = source.table[line - 1].map(source.cell)
        let last = cells.remove(at: column)
        cells[column - 1] += last
        let changed = cells.joined(separator: source.delimiter)
        return Pollution(
          "line \(line) column \(column)", source, source.changing(line: line) { _ in changed },
          at: line...line, [.refused])
      }
    },
    Family(name: "row_more_sep", inPollock: 756) { source in
      cells(source) { line, column in
        Pollution(
          "line \(line) column \(column)", source,
          source.changing(line: line, column: column) { $0 + source.delimiter }, at: line...line,
          [.refused])
      }
    },

    // Structural character change
    Family(name: "file_field_delimiter", inPollock: 4) { source in
      [" ", ", ", ",", "\t", "|", ":", "§", "\t\t", "\\t", "~", "\u{1F}"].map { delimiter in
        var changed = source
        changed.delimiter = delimiter
        let isKnown = delimiter == "," || delimiter == ", "
        // A tab or a bar may be taken for a delimiter or not: both are honest.
        let mayBeKnown = delimiter == "\t" || delimiter == "|"
        return Pollution(
          "“\(delimiter)”", source, changed.text, at: isKnown || mayBeKnown ? nil : 1...1,
          isKnown ? [.harmless] : mayBeKnown ? [.harmless, .refused] : [.refused])
      }
    },
    Family(name: "file_quotation_char_0x27", inPollock: 1) { source in
      let lines = source.table.map { row in
        row.map { "'" + $0.replacing("'", with: "''") + "'" }.joined(separator: source.delimiter)
      }
      return [Pollution("'", source, source.joined(lines), at: 1...1, [.refused])]
    },
    Family(name: "file_escape_char_0x5C", inPollock: 1) { source in
      [escaped(source, with: "\\\"")]
    },
    Family(name: "file_escape_char_0x00", inPollock: 1) { source in
      [escaped(source, with: "\"")]
    },
    Family(name: "file_record_delimiter", inPollock: 2) { source in
      ["\n", "\r", "\r\n", "\n\r", "\r\r\n"].map { end in
        Pollution(
          "\(Array(end.utf8))", source, source.lines.map { $0 + end }.joined(), [.harmless])
      }
    },
    Family(name: "row_extra_quote", inPollock: 756) { source in
      cells(source) { line, column in
        let changed = source.changing(line: line, column: column) { cell in
          let start = cell.hasPrefix("\"") ? 2 : 1
          return String(cell.prefix(start)) + "\"" + String(cell.dropFirst(start))
        }
        return Pollution(
          "line \(line) column \(column)", source, changed, at: line...line,
          extraQuote(source, line, column), mayChangeText: true)
      }
    },
    Family(name: "row_field_delimiter_0x20", inPollock: 84) { source in
      (1...source.table.count).map { line in
        let changed = source.table[line - 1].map(source.cell).joined(separator: " ")
        return Pollution(
          "line \(line)", source, source.changing(line: line) { _ in changed }, at: line...line,
          [.refused])
      }
    },
  ]

  /// One polluted file for every line and column; of the two wide sources every fourth line.
  static func cells(
    _ source: CleanFile, columns: Range<Int>? = nil,
    _ make: (_ line: Int, _ column: Int) -> Pollution
  ) -> [Pollution] {
    let every = source.header.count < 10 ? 1 : 4
    let lines = [1, 2] + stride(from: 2 + every, through: source.table.count, by: every)
    return lines.flatMap { line in
      (columns ?? 0..<source.header.count).map { make(line, $0) }
    }
  }

  /// What a mark inside a cell may come to, by what the cell decides. A bare mark in the middle of an
  /// unquoted cell belongs to the value (as in `19" beeldscherm`); in a quoted cell it is an error.
  private static func extraQuote(_ source: CleanFile, _ line: Int, _ column: Int) -> Set<Outcome> {
    let cell = source.table[line - 1][column]
    if line == 1 || cell.isEmpty || source.cell(cell).hasPrefix("\"") { return [.refused] }
    return otherWord(source, line, column)
  }

  /// What a cell may come to that holds another text than it should.
  static func otherWord(_ source: CleanFile, _ line: Int, _ column: Int) -> Set<Outcome> {
    switch source.roles[column] {
    case .code, .count, .year, .percentage: [.refused]
    // Rows of other education than vmbo have no facts to damage.
    case .category: [.refused, .finding, .harmless]
    case .text, .requiredText: [.harmless]
    }
  }

  /// The header's names spread over several lines, as in a table laid out by hand.
  private static func multirow(_ source: CleanFile, _ count: Int) -> Pollution {
    let header = (0..<count).map { part in
      source.header.enumerated().map { index, name in index % count == part ? name : "" }
    }
    return Pollution(
      "\(count) lines", source, source.joined(header.map(source.line) + source.lines.dropFirst()),
      at: 1...count, [.refused])
  }

  /// A second table below the first, of so many columns.
  private static func multitable(_ source: CleanFile, _ columns: Int) -> Pollution {
    let table = (0..<6).map { row in
      (0..<columns).map { row == 0 ? "kolom \($0)" : "\(row * $0)" }
    }
    let start = source.table.count + 1
    return Pollution(
      "\(columns) columns", source, source.joined(source.lines + table.map(source.line)),
      at: start...(start + 5), [.refused])
  }

  /// Quotation marks inside values written in another way; the third school has them first.
  private static func escaped(_ source: CleanFile, with escape: String) -> Pollution {
    let lines = source.table.map { row in
      row.map { "\"" + $0.replacing("\"", with: escape) + "\"" }
        .joined(separator: source.delimiter)
    }
    let first = (source.table.firstIndex { $0.contains { $0.contains("\"") } } ?? 0) + 1
    return Pollution(escape, source, source.joined(lines), at: first...first, [.refused])
  }
}
