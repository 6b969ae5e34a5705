import GRDB

/// Inserts into one table, value by value in the order of the columns named, and keeps count and sum
/// of the rows' hashes for the table's ``Digest``.
///
/// The columns are all those of the table, in its own order; of a table with a key `id`, all but that.
final class TableInsert {
  private let statement: SQLiteStatement
  private var position: Int32 = 0
  private var hash = RowHash()
  /// What was inserted.
  private(set) var tally: Digest

  init(_ database: Database, _ table: String, _ columns: String...) throws {
    let names = columns.joined(separator: ", ")
    let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    statement = try SQLiteStatement(
      database, "INSERT INTO \(table) (\(names)) VALUES (\(marks))")
    tally = Digest(table: table)
  }

  func add(_ value: Int64) throws {
    hash.add(value)
    try statement.bind(value, at: position)
    position += 1
  }

  func add(_ value: Int) throws { try add(Int64(value)) }

  func add(_ value: Int?) throws {
    if let value { try add(Int64(value)) } else { try addNull() }
  }

  func add(_ value: Double?) throws {
    if let value {
      hash.add(value)
      try statement.bind(value, at: position)
      position += 1
    } else {
      try addNull()
    }
  }

  func add(_ value: String?) throws {
    if let value {
      try statement.bind(value, at: position, hash: &hash)
      position += 1
    } else {
      try addNull()
    }
  }

  func add(utf8 value: [UInt8]) throws {
    try statement.bind(utf8: value, at: position, hash: &hash)
    position += 1
  }

  /// Adds the place of a record and its texts.
  func add(
    cell: (file: Int64, row: Int, item: Int, column: Int64), texts: [String]
  ) throws {
    try add(cell.file)
    try add(cell.row)
    try add(cell.item)
    try add(cell.column)
    for text in texts { try add(text) }
  }

  /// Inserts the row of the values added since the last one.
  ///
  /// - Returns: The key of the row, in a table that has one.
  @discardableResult
  func run() throws -> Int64 {
    try statement.run()
    tally.add(hash.value)
    hash = RowHash()
    position = 0
    return statement.lastInsertedRowID
  }

  private func addNull() throws {
    hash.addNull()
    try statement.bind(nil as Int?, at: position)
    position += 1
  }
}
