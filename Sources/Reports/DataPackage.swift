public import Records

/// The description of a folder of CSV files: `datapackage.json` (Frictionless Data Package, v1).
///
/// It names each file with its title, source and columns, the separator and the decimal sign, so that
/// a program reads the numbers as numbers. A column that holds withheld counts or intervals (`1..4`)
/// is declared as text.
public enum DataPackage {
  /// The file, as ``CSVTable/render(_:language:)`` writes these tables to `<id>.csv`.
  ///
  /// - Parameters:
  ///   - tables: in the order of the resources.
  ///   - name: of the package: lower case, digits, `-`, `.` or `_`.
  ///   - title: for people.
  ///   - version: of the program.
  ///   - language: of the titles and of the numbers in the files.
  public static func render(
    _ tables: [Table], name: String, title: String, version: String, language: Language
  ) -> String {
    let resources = tables.map { resource($0, language: language) }
    return """
      {
        "profile": "tabular-data-package",
        "name": \(JSON.string(name.lowercased())),
        "title": \(JSON.string(title)),
        "version": \(JSON.string(version)),
        "resources": [
      \(resources.joined(separator: ",\n"))
        ]
      }

      """
  }

  private static func resource(_ table: Table, language: Language) -> String {
    let fields = table.columns.indices.map { index in
      field(table, at: index, language: language)
    }
    let separator = language == .nl ? ";" : ","
    let id = Markup.anchor(table.id)
    return """
          {
            "profile": "tabular-data-resource",
            "name": \(JSON.string(id.lowercased())),
            "path": \(JSON.string(id + ".csv")),
            "title": \(JSON.string(table.title[language])),
            "description": \(JSON.string(table.caption[language])),
            "sources": [{"title": \(JSON.string(table.source[language]))}],
            "encoding": "utf-8",
            "dialect": {"delimiter": "\(separator)", "lineTerminator": "\\r\\n"},
            "schema": {
              "missingValues": [""],
              "fields": [
      \(fields.joined(separator: ",\n"))
              ]
            }
          }
      """
  }

  private static func field(_ table: Table, at index: Int, language: Language) -> String {
    let column = table.columns[index]
    let isText = table.rows.contains { row in
      switch row.cells[index] {
      case .text, .count(.suppressed), .count(.notApplicable): true
      case .interval(let range): range.lowerBound != range.upperBound
      case .count, .number, .empty: false
      }
    }
    let type =
      switch column.kind {
      case _ where isText: "\"type\": \"string\""
      case .text: "\"type\": \"string\""
      case .year: "\"type\": \"integer\""
      case .number, .percent:
        "\"type\": \"number\", \"decimalChar\": \"\(language == .nl ? "," : ".")\""
      }
    return "          {\"name\": \(JSON.string(column.key)), "
      + "\"title\": \(JSON.string(column.title[language])), \(type)}"
  }
}

/// Text as JSON writes it.
enum JSON {
  /// The text in quotes, with quotes, backslashes and control characters escaped (RFC 8259 §7).
  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1f}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
