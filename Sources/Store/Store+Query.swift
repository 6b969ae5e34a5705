import GRDB

extension Store {
  /// One value of a result of ``query(_:)``.
  public enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
  }

  /// The result of one SELECT of the analyst's own.
  ///
  /// The statement must begin with SELECT, WITH, VALUES or EXPLAIN and change nothing; PRAGMA and
  /// ATTACH are refused too, since some of them reach outside the read-only transaction that guards
  /// the rest. (`SELECT * FROM pragma_table_info('fact')` does what a harmless PRAGMA does.)
  /// Without an ORDER BY the order of the rows is SQLite's choice.
  ///
  /// - Returns: The columns' names, which may repeat, and the rows. A blob, which no table here
  ///   holds, is given as SQL writes it: `x'00ff'`.
  /// - Throws: ``StoreError/notAQuery(statement:)``; ``StoreError/sql(statement:reason:)`` for what
  ///   SQLite does not understand.
  public func query(_ sql: String) throws(StoreError) -> (columns: [String], rows: [[Value]]) {
    guard Self.isReading(sql) else {
      throw .notAQuery(statement: sql)
    }
    return try reading { database in
      let statement: Statement
      do {
        statement = try database.makeStatement(sql: sql)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_MISUSE {
        throw StoreError.notAQuery(statement: sql)  // several statements
      }
      guard statement.isReadonly else { throw StoreError.notAQuery(statement: sql) }
      let cursor = try Row.fetchCursor(statement)
      var rows: [[Value]] = []
      while let row = try cursor.next() { rows.append(row.databaseValues.map(Value.init)) }
      return (statement.columnNames, rows)
    }
  }

  /// Whether the text begins as one that only reads does.
  static func isReading(_ sql: String) -> Bool { readingWords.contains(firstWord(of: sql)) }

  private static let readingWords: Set<String> = ["SELECT", "WITH", "VALUES", "EXPLAIN"]

  /// The first word, in capitals, after blanks and comments.
  private static func firstWord(of sql: String) -> String {
    var rest = Substring(sql)
    while true {
      rest = rest.drop { $0.isWhitespace }
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        rest = rest.dropFirst(2)
        while !rest.isEmpty, !rest.hasPrefix("*/") { rest = rest.dropFirst() }
        rest = rest.dropFirst(2)
      } else {
        return rest.prefix { $0.isLetter }.uppercased()
      }
    }
  }
}

extension Store.Value {
  init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(number)
    case .double(let number): self = .real(number)
    case .string(let text): self = .text(text)
    case .blob(let data):
      let digits = data.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      self = .text("x'" + digits.joined() + "'")
    }
  }
}
