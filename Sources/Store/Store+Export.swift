import Crypto
import GRDB
public import Records

extension Store {
  /// What stands between the fields of an exported file.
  public enum Delimiter: String, Hashable, Sendable, CaseIterable {
    case semicolon = ";"
    case comma = ","
  }

  /// A file that ``Store/export(_:delimiter:to:)`` wrote, with what a `datapackage.json` says of it.
  public struct ExportedTable: Hashable, Sendable {
    /// One column, as a Table Schema describes it.
    public struct Field: Hashable, Sendable {
      /// As in the header.
      public let name: String
      /// `integer`, `number` or `string`.
      public let type: String
      /// In Dutch and English; empty for a column of the analyst's own SELECT.
      public let meaning: Phrase
      /// Whether every row has a value.
      public let isRequired: Bool
    }

    /// The table or view; `select` for a SELECT.
    public let name: String
    /// In the order of the columns.
    public let fields: [Field]
    /// The columns that tell the rows apart; empty for a view or a SELECT.
    public let primaryKey: [String]
    /// What stands between the fields.
    public let delimiter: Delimiter
    /// Data rows; the header is not counted.
    public let rows: Int
    /// Length of the file.
    public let bytes: Int
    /// SHA-256 of the file, 64 hexadecimal digits.
    public let sha256: String

    /// The entry for `resources` of a Frictionless Data Package, as JSON.
    ///
    /// - Parameters:
    ///   - path: Of the file, seen from `datapackage.json`.
    ///   - language: Of the descriptions.
    public func resource(path: String, language: Language) -> String {
      func text(_ value: String) -> String {
        var bytes: [UInt8] = []
        JSONText.append(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
      }
      let entries = fields.map { field in
        "{\"name\": \(text(field.name)), \"type\": \"\(field.type)\", \"description\": "
          + "\(text(field.meaning[language])), \"constraints\": {\"required\": "
          + "\(field.isRequired)}}"
      }
      let key = primaryKey.map(text).joined(separator: ", ")
      return """
        {
          "profile": "tabular-data-resource",
          "name": \(text(name.lowercased())),
          "path": \(text(path)),
          "format": "csv",
          "mediatype": "text/csv",
          "encoding": "utf-8",
          "bytes": \(bytes),
          "hash": "sha256:\(sha256)",
          "rowcount": \(rows),
          "dialect": {"delimiter": "\(delimiter.rawValue)", "lineTerminator": "\\n", \
        "quoteChar": "\\"", "doubleQuote": true, "header": true},
          "schema": {
            "fields": [
              \(entries.joined(separator: ",\n      "))
            ],\(primaryKey.isEmpty ? "" : "\n    \"primaryKey\": [\(key)],")
            "missingValues": [""]
          }
        }
        """
    }
  }

  /// Writes a table, a view or the answer to a SELECT as CSV (RFC 4180, UTF-8, line feeds, one header
  /// row), a piece at a time.
  ///
  /// A null is an empty field, an empty text is `""`: a reader that minds the quotes gets back what
  /// the table holds. Numbers with decimals have a point and as many digits as they need.
  ///
  /// - Parameters:
  ///   - source: The name of a table or view, or one SELECT.
  ///   - delimiter: What stands between the fields.
  ///   - sink: Gets the bytes in order, some 64 KiB at a time. What it throws ends the export.
  /// - Returns: What was written. Rows come by primary key from a table, by all columns from left to
  ///   right from a view, and as it says itself from a SELECT.
  /// - Throws: What `sink` throws; ``StoreError/cannotExport(name:reason:)``,
  ///   ``StoreError/notAQuery(statement:)``, ``StoreError/sql(statement:reason:)``.
  public func export(
    _ source: String, delimiter: Delimiter = .semicolon,
    to sink: @escaping ([UInt8]) throws -> Void
  ) throws -> ExportedTable {
    do {
      return try queue.read { database in
        let plan = try exportPlan(source, in: database)
        var output = CSVOutput(delimiter: delimiter, sink: sink)
        let statement = try SQLiteStatement(database, plan.sql)
        let names = statement.columnNames
        guard Set(names).count == names.count else {
          throw StoreError.cannotExport(name: source, reason: "two columns have one name")
        }
        for name in names { output.add(text: Array(name.utf8)) }
        try output.endRow()
        var kinds = [SQLiteStatement.Kind](repeating: .null, count: names.count)
        var hasNull = [Bool](repeating: false, count: names.count)
        var rows = 0
        var bytes: [UInt8] = []
        while try statement.next() {
          for column in names.indices {
            let kind = statement.kind(Int32(column))
            if kind == .null { hasNull[column] = true }
            kinds[column] = kinds[column].joined(with: kind)
            switch kind {
            case .null: output.addNull()
            case .integer: output.add(plain: "\(statement.integer(Int32(column)))")
            case .real: output.add(plain: "\(statement.real(Int32(column)))")
            case .text, .blob:
              bytes.removeAll(keepingCapacity: true)
              statement.appendBytes(Int32(column), to: &bytes)
              output.add(text: bytes)
            }
          }
          try output.endRow()
          rows += 1
        }
        try output.flush()
        let fields = names.enumerated().map { index, name in
          let described = plan.description?.columns.first { $0.name == name }
          return ExportedTable.Field(
            name: name, type: described?.type.frictionless ?? kinds[index].frictionless,
            meaning: described?.meaning ?? Phrase(""),
            isRequired: described.map { !$0.isNullable } ?? !hasNull[index])
        }
        return ExportedTable(
          name: plan.description?.name ?? "select", fields: fields,
          primaryKey: plan.description?.primaryKey ?? [], delimiter: delimiter, rows: rows,
          bytes: output.count, sha256: output.sha256)
      }
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }

  /// The SELECT that gives the rows in their order, and the description of a table or view.
  private func exportPlan(
    _ source: String, in database: Database
  ) throws -> (sql: String, description: TableDescription?) {
    if let table = Self.schema.first(where: { $0.name == source }) {
      let order =
        table.primaryKey.isEmpty
        ? table.columns.indices.map { "\($0 + 1)" } : table.primaryKey
      let names = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
      return (
        "SELECT \(names) FROM \(table.name) ORDER BY \(order.joined(separator: ", "))", table
      )
    }
    guard Self.isReading(source) else {
      throw StoreError.cannotExport(name: source, reason: "no such table or view")
    }
    let statement: Statement
    do {
      statement = try database.makeStatement(sql: source)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_MISUSE {
      throw StoreError.notAQuery(statement: source)
    }
    guard statement.isReadonly else { throw StoreError.notAQuery(statement: source) }
    return (source, nil)
  }
}

/// Bytes of CSV on their way out: counted, hashed, and handed on in pieces.
private struct CSVOutput {
  let delimiter: Store.Delimiter
  let sink: ([UInt8]) throws -> Void
  private var buffer: [UInt8] = []
  private var hash = SHA256()
  private var isFirst = true
  private(set) var count = 0

  init(delimiter: Store.Delimiter, sink: @escaping ([UInt8]) throws -> Void) {
    self.delimiter = delimiter
    self.sink = sink
  }

  var sha256: String {
    hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  mutating func addNull() {
    separate()
  }

  mutating func add(plain text: String) {
    separate()
    buffer.append(contentsOf: text.utf8)
  }

  mutating func add(text: [UInt8]) {
    separate()
    let quote = UInt8(ascii: "\"")
    let separator = delimiter == .comma ? UInt8(ascii: ",") : UInt8(ascii: ";")
    var needsQuotes = text.isEmpty
    for byte in text where byte == quote || byte == separator || byte == 0x0a || byte == 0x0d {
      needsQuotes = true
    }
    guard needsQuotes else {
      buffer.append(contentsOf: text)
      return
    }
    buffer.append(quote)
    for byte in text {
      if byte == quote { buffer.append(quote) }
      buffer.append(byte)
    }
    buffer.append(quote)
  }

  mutating func endRow() throws {
    buffer.append(0x0a)
    isFirst = true
    if buffer.count >= 65_536 { try flush() }
  }

  mutating func flush() throws {
    guard !buffer.isEmpty else { return }
    hash.update(data: buffer)
    count += buffer.count
    try sink(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func separate() {
    if !isFirst { buffer.append(delimiter == .comma ? UInt8(ascii: ",") : UInt8(ascii: ";")) }
    isFirst = false
  }
}

extension SQLiteStatement.Kind {
  /// The kind of a column that holds both.
  fileprivate func joined(with other: Self) -> Self {
    switch (self, other) {
    case (.null, let kind), (let kind, .null): kind
    case (.integer, .integer): .integer
    case (.integer, .real), (.real, .integer), (.real, .real): .real
    default: .text
    }
  }

  fileprivate var frictionless: String {
    switch self {
    case .integer: "integer"
    case .real: "number"
    case .null, .text, .blob: "string"
    }
  }
}
