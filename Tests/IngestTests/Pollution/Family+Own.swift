/// Kinds of pollution that the Pollock benchmark does not have and Dutch files do.
extension Family {
  static let own: [Family] = files + lines + columns

  // MARK: - The whole file

  private static let files: [Family] = [
    Family(name: "file_encoding") { source in
      let text = source.text
      let units = Array(text.utf16)
      let scalars = Array(text.unicodeScalars)
      let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
      let little32: [UInt8] = scalars.flatMap { wide32($0.value) }
      let big32: [UInt8] = scalars.flatMap { wide32($0.value).reversed() }
      let utf7: [UInt8] = scalars.flatMap { scalar -> [UInt8] in
        scalar.isASCII ? [UInt8(scalar.value)] : Array("+AOk-".utf8)
      }
      func page(_ page: [Unicode.Scalar: UInt8]) -> [UInt8] { scalars.map { page[$0] ?? 0x3F } }
      return [
        Pollution("UTF-8 with a mark", source, [0xEF, 0xBB, 0xBF] + Array(text.utf8), [.harmless]),
        Pollution("windows-1252", source, page(CodePage.windows1252), [.harmless]),
        Pollution("UTF-16 LE", source, [0xFF, 0xFE] + little, [.refused]),
        Pollution("UTF-16 BE", source, [0xFE, 0xFF] + big, [.refused]),
        Pollution("UTF-16 LE without a mark", source, little, [.refused]),
        Pollution("UTF-16 BE without a mark", source, big, [.refused]),
        Pollution("UTF-32 LE", source, little32, [.refused]),
        Pollution("UTF-32 BE", source, big32, [.refused]),
        Pollution("UTF-7", source, utf7, [.harmless], mayChangeText: true),
        // A file whose other letters are all in windows-1252 too, as Mac Roman has é and ë.
        Pollution(
          "Mac Roman, é and ë only", source,
          page(CodePage.macRoman.merging(["è": 0x65, "É": 0x45, "–": 0x2D, "’": 0x27]) { $1 }),
          [.refused, .finding]),
        // Names in another code page: facts are the same, names are not, and something must say so.
        Pollution("Mac Roman", source, page(CodePage.macRoman), [.refused, .finding]),
        Pollution("code page 850", source, page(CodePage.dos850), [.refused, .finding]),
      ]
    },
    Family(name: "file_encoding_damaged") { source in
      // One byte of a letter is lost, doubled or replaced; the other letters are sound UTF-8.
      let bytes = Array(source.text.utf8)
      guard let at = bytes.firstIndex(where: { $0 >= 0xC3 }) else { return [] }
      let line = bytes[..<at].count { $0 == 0x0A } + 1
      let (before, after) = (Array(bytes[..<at]), Array(bytes[at...]))
      let damages: [(String, [UInt8])] = [
        ("first byte lost", before + after.dropFirst()),
        ("second byte lost", before + [after[0]] + after.dropFirst(2)),
        ("surrogates", before + [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80] + after),
        ("overlong", before + [0xC0, 0xAF] + after),
        ("too high", before + [0xF5, 0x80, 0x80, 0x80] + after),
      ]
      return damages.map { label, damaged in
        Pollution(label, source, damaged, at: line...line, [.refused, .finding])
      }
    },
    Family(
      name: "file_encoding_twice",
      undetectable: "sound UTF-8 of odd letters (Ã«); facts are the same, names as they stand"
    ) { source in
      let twice = source.text.unicodeScalars.flatMap { scalar in
        Array(String(scalar).utf8).flatMap { Array(String(Unicode.Scalar($0)).utf8) }
      }
      return [Pollution("UTF-8 of UTF-8", source, twice, [.silent, .finding])]
    },
    Family(name: "file_name") { source in
      ["source", "\u{A0}.csv", "$.csv", "x.tsv", "x.pdf", "2019", "a 2019 b.CSV", "é-2019.csv"].map
      {
        name in
        var pollution = Pollution(name, source, source.text, [.harmless])
        pollution.fileName = name
        guard source.id == "duo-leerlingen", !name.contains("2019") else { return pollution }
        pollution = Pollution(name, source, source.text, [.refused])
        pollution.fileName = name
        return pollution
      }
    },
    Family(name: "file_footnote") { source in
      let start = source.table.count + 1
      let total = (["Totaal"] + source.header.dropFirst().map { _ in "" })
      return [
        "Bron: DUO", source.lineEnd + "Bron: DUO", "# einde", source.line(total), "\u{1A}",
      ].map { note in
        Pollution(
          note, source, source.text + note + source.lineEnd, at: start...(start + 2), [.refused])
      }
    },
    Family(name: "file_footnote_blank") { source in
      // What a spreadsheet leaves under its rows.
      let cells = source.header.map { _ in "" }
      let blanks = [
        cells.joined(separator: source.delimiter),
        cells.map { _ in " " }.joined(separator: source.delimiter),
        cells.map(CleanFile.quoted).joined(separator: source.delimiter),
      ]
      return blanks.flatMap { blank in
        [1, 3].map { count in
          Pollution(
            "\(count) of “\(blank)”", source,
            source.text + String(repeating: blank + source.lineEnd, count: count), [.harmless])
        }
      }
    },
    Family(name: "file_cut") { source in
      // Cut in the last row but one, at every byte that leaves it incomplete.
      let lines = source.lines
      let line = lines.count - 1
      let whole = source.joined(Array(lines.prefix(line - 1)))
      let cell = source.cell(source.rows[line - 2].last ?? "")
      let length = lines[line - 1].utf8.count - cell.utf8.count
      return (1...length).map { length in
        Pollution(
          "after \(length) bytes", source,
          Array(whole.utf8) + Array(lines[line - 1].utf8.prefix(length - 1)) + [0x78],
          at: line...line, [.refused])
      }
    },
    Family(
      name: "file_cut_in_last_cell",
      undetectable: "a shorter value in the last cell is a value; a file may end without a newline"
    ) { source in
      // In a quoted file the mark that is missing gives it away.
      let last = source.lines[source.table.count - 1]
      let expected: Set<Outcome> = source.isQuoted ? [.refused] : [.silent, .harmless, .finding]
      let text = source.joined(Array(source.lines.dropLast())) + last.dropLast()
      return [
        Pollution(
          "the last letter", source, text, at: source.table.count...source.table.count, expected)
      ]
    },
  ]

  private static func wide32(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(value >> ($0 * 8) & 0xFF) }
  }

  // MARK: - Lines

  private static let lines: [Family] = [
    everyLine("row_record_delimiter") { source, line in
      // One line with another end than the rest.
      let text = source.lines.enumerated().map { index, text in
        text + (index + 1 == line ? "\r" : source.lineEnd)
      }
      return Pollution("line \(line)", source, text.joined(), [.harmless])
    },
    everyLine("row_field_delimiter_comma") { source, line in
      var other = source
      other.delimiter = ","
      let changed = other.line(source.table[line - 1])
      return Pollution(
        "line \(line)", source, source.changing(line: line) { _ in changed },
        at: line...max(line, 2), [.refused])  // another header is first seen at the row behind it
    },
    everyLine("row_quotation_char_0x27") { source, line in
      let changed = source.table[line - 1].map { "'\($0)'" }.joined(separator: source.delimiter)
      return Pollution(
        "line \(line)", source, source.changing(line: line) { _ in changed }, at: line...line,
        [.refused])
    },
    everyLine("row_all_quoted") { source, line in
      let changed = source.table[line - 1].map(CleanFile.quoted).joined(separator: source.delimiter)
      return Pollution(
        "line \(line)", source, source.changing(line: line) { _ in changed }, [.harmless])
    },
    everyLine("row_padded") { source, line in
      let changed = source.table[line - 1].map { "  " + source.cell($0) + "\t " }
        .joined(separator: source.delimiter)
      return Pollution(
        "line \(line)", source, source.changing(line: line) { _ in changed }, [.harmless])
    },
    everyLine("row_blank_before") { source, line in
      Pollution(
        "line \(line)", source, source.changing(line: line) { " \t" + source.lineEnd + $0 },
        [.harmless])
    },
    everyLine("row_blank_cells_before") { source, line in
      let blank = source.header.map { _ in "" }.joined(separator: source.delimiter)
      return Pollution(
        "line \(line)", source, source.changing(line: line) { blank + source.lineEnd + $0 },
        at: 1...1, line == 1 ? [.refused] : [.harmless])
    },
    everyLine("row_comment_before") { source, line in
      Pollution(
        "line \(line)", source, source.changing(line: line) { "# let op" + source.lineEnd + $0 },
        at: line...line, [.refused])
    },
    everyLine("row_mark_before") { source, line in
      // A byte order mark in the middle, where files were pasted together; the first is no pollution.
      let expected: Set<Outcome> =
        line == 1 || source.roles[0] != .code ? [.harmless] : [.refused]
      return Pollution(
        "line \(line)", source, source.changing(line: line) { "\u{FEFF}" + $0 }, at: line...line,
        expected, mayChangeText: true)
    },
    everyLine("row_NUL") { source, line in
      Pollution(
        "line \(line)", source, source.changing(line: line) { $0 + "\u{0}" }, at: line...line,
        [.refused])
    },
    everyLine("row_header_repeated") { source, line in
      // Files of several years put under each other, headers and all.
      Pollution(
        "before line \(line)", source,
        source.changing(line: line) { source.lines[0] + source.lineEnd + $0 },
        at: line...(line + 1), [.refused])
    },
    Family(name: "row_repeated") { source in
      (2...source.table.count).map { line in
        Pollution(
          "line \(line)", source, source.changing(line: line) { $0 + source.lineEnd + $0 },
          at: (line + 1)...(line + 1), [.refused, .finding])
      }
    },
    Family(name: "row_moved") { source in
      (3...source.table.count).map { line in
        var lines = source.lines
        lines.swapAt(1, line - 1)
        return Pollution("lines 2 and \(line)", source, source.joined(lines), [.harmless])
      }
    },
    Family(
      name: "row_dropped",
      undetectable: "a file of fewer rows is a sound file; vintages and totals must tell"
    ) { source in
      (2...source.table.count).map { line in
        var lines = source.lines
        lines.remove(at: line - 1)
        // A row of another type of education has no facts, but its texts are missed.
        return Pollution("line \(line)", source, source.joined(lines), [.silent])
      }
    },
  ]

  private static func everyLine(
    _ name: String, _ make: @escaping @Sendable (CleanFile, Int) -> Pollution
  ) -> Family {
    Family(name: name) { source in (1...source.table.count).map { make(source, $0) } }
  }

  // MARK: - Columns

  private static let columns: [Family] = [
    everyColumn("column_missing") { source, column in
      var table = source.table
      for line in table.indices { table[line].remove(at: column) }
      // The percentages of D are not in every file.
      let isOptional = source.roles[column] == .percentage
      return Pollution(
        source.header[column], source, source.joined(table.map(source.line)), at: 1...1,
        isOptional ? [.harmless] : [.refused], mayChangeText: isOptional)
    },
    everyColumn("column_twice") { source, column in
      var table = source.table
      for line in table.indices { table[line].append(table[line][column]) }
      return Pollution(
        source.header[column], source, source.joined(table.map(source.line)), at: 1...1, [.refused])
    },
    everyColumn("column_unknown") { source, column in
      var table = source.table
      for line in table.indices { table[line].insert(line == 0 ? "EXTRA" : "1", at: column) }
      return Pollution(
        source.header[column], source, source.joined(table.map(source.line)), at: 1...1, [.refused])
    },
    everyColumn("column_moved") { source, column in
      var table = source.table
      for line in table.indices { table[line].append(table[line].remove(at: column)) }
      return Pollution(
        source.header[column], source, source.joined(table.map(source.line)), [.harmless])
    },
    Family(name: "column_header") { source in
      // As in the older editions of Pollock: emptied, renamed, with marks, or endless.
      source.header.indices.flatMap { column in
        ["", "HEADER", "HEAD/%R", "?", String(repeating: "HEADER", count: 100_000)].map { name in
          var changed = source
          changed.header[column] = name
          return Pollution(
            "\(source.header[column]): \(name.prefix(10))", source, changed.text, at: 1...1,
            [.refused])
        }
      }
    },
    Family(name: "column_header_style") { source in
      source.header.indices.flatMap { column in
        let name = source.header[column]
        return [name.lowercased(), name.replacing(" ", with: "_"), "  \(name) ", name + "\u{A0}"]
          .map { style in
            var changed = source
            changed.header[column] = style
            return Pollution("“\(style)”", source, changed.text, [.harmless])
          }
      }
    },
  ]

  private static func everyColumn(
    _ name: String, _ make: @escaping @Sendable (CleanFile, Int) -> Pollution
  ) -> Family {
    Family(name: name) { source in source.header.indices.map { make(source, $0) } }
  }
}

/// Code pages, as far as the names in the clean files need them.
enum CodePage {
  static let windows1252 = ascii.merging([
    "é": 0xE9, "è": 0xE8, "ë": 0xEB, "É": 0xC9, "’": 0x92, "–": 0x96,
  ]) { $1 }
  static let macRoman = ascii.merging([
    "é": 0x8E, "è": 0x8F, "ë": 0x91, "É": 0x83, "’": 0xD5, "–": 0xD0,
  ]) { $1 }
  static let dos850 = ascii.merging([
    "é": 0x82, "è": 0x8A, "ë": 0x89, "É": 0x90, "’": 0x27, "–": 0x2D,
  ]) { $1 }

  private static let ascii: [Unicode.Scalar: UInt8] = Dictionary(
    uniqueKeysWithValues: (0..<0x80).map { (Unicode.Scalar($0), $0) })
}
