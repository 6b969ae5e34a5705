public import Records

/// A table or view of the store, described for those who query it.
public struct TableDescription: Hashable, Sendable {
  /// One column.
  public struct Column: Hashable, Sendable {
    /// What SQLite keeps in it.
    public enum ColumnType: String, Hashable, Sendable, CaseIterable {
      case integer = "INTEGER"
      case real = "REAL"
      case text = "TEXT"

      /// The type in a Frictionless Table Schema.
      public var frictionless: String {
        switch self {
        case .integer: "integer"
        case .real: "number"
        case .text: "string"
        }
      }
    }

    /// As in SQL.
    public let name: String
    /// What it holds.
    public let type: ColumnType
    /// The unit of a number; empty for keys and texts.
    public let unit: String
    /// Whether a row may be without it.
    public let isNullable: Bool
    /// What it says.
    public let meaning: Phrase
  }

  /// As in SQL.
  public let name: String
  /// Whether it is a view: for analysts, current vintages only.
  public let isView: Bool
  /// What one row is.
  public let meaning: Phrase
  /// In their order.
  public let columns: [Column]
  /// The columns that tell the rows apart; empty for a view.
  public let primaryKey: [String]
}

extension Store {
  /// Every table and view with all columns: views first, as analysts use them, then the tables.
  public static let schema: [TableDescription] =
    TableDescription.views + TableDescription.recordTables + TableDescription.countingTables
    + TableDescription.sourceTables

  /// The schema as a Markdown page: a table for each view and table.
  public static func schemaPage(language: Language) -> String {
    let isDutch = language == .nl
    func cell(_ text: String) -> String { text.isEmpty ? " " : text }
    let head =
      isDutch
      ? "| kolom | type | eenheid | leeg? | betekenis |"
      : "| column | type | unit | null? | meaning |"
    return schema.map { table in
      let lines = table.columns.map { column in
        "| `\(column.name)` | \(column.type.rawValue) | \(cell(column.unit)) | "
          + "\(column.isNullable ? (isDutch ? "ja" : "yes") : " ") | "
          + "\(column.meaning[language]) |"
      }
      let key = table.primaryKey.map { "`\($0)`" }.joined(separator: ", ")
      let keyLine =
        key.isEmpty ? "" : (isDutch ? " Sleutel: " : " Key: ") + key + "."
      return """
        ### \(table.name)

        \(table.meaning[language])\(keyLine)

        \(head)
        |---|---|---|---|---|
        \(lines.joined(separator: "\n"))

        """
    }.joined(separator: "\n")
  }
}

extension TableDescription.Column {
  static func text(_ name: String, _ nl: String, _ en: String, nullable: Bool = false) -> Self {
    Self(name: name, type: .text, unit: "", isNullable: nullable, meaning: Phrase(nl: nl, en: en))
  }

  static func integer(
    _ name: String, _ nl: String, _ en: String, unit: String = "", nullable: Bool = false
  ) -> Self {
    Self(
      name: name, type: .integer, unit: unit, isNullable: nullable,
      meaning: Phrase(nl: nl, en: en))
  }

  static func real(
    _ name: String, _ nl: String, _ en: String, unit: String, nullable: Bool = false
  ) -> Self {
    Self(
      name: name, type: .real, unit: unit, isNullable: nullable, meaning: Phrase(nl: nl, en: en))
  }
}
