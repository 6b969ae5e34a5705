import GRDB
import Records

/// A row of `raw_file`: a file in the store, and whether it is the one that counts.
struct Vintage {
  let id: Int64
  let sha256: String
  let name: String
  let layout: String
  let isCurrent: Bool

  private init(_ row: Row) throws {
    id = try row.get(0)
    sha256 = try row.get(1)
    name = try row.get(2)
    layout = try row.get(3)
    isCurrent = try row.get(4)
  }

  static func find(sha256: String, name: String, in database: Database) throws -> Vintage? {
    try Row.fetchOne(
      database,
      sql: "SELECT id, sha256, name, layout, current FROM raw_file WHERE sha256 = ? AND name = ?",
      arguments: [sha256, name]
    ).map { try Vintage($0) }
  }

  static func current(layout: String, name: String, in database: Database) throws -> Vintage? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT id, sha256, name, layout, current FROM raw_file
        WHERE layout = ? AND name = ? AND current = 1
        """,
      arguments: [layout, name]
    ).map { try Vintage($0) }
  }

  /// Adds the file as a vintage that is not current yet.
  static func insert(_ file: SourceFile, in database: Database) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO raw_file
          (sha256, name, bytes, layout, rows, provisional_kind, provisional_year, vintage, current)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)
        """,
      arguments: [
        file.sha256, file.name, file.bytes, file.layout, file.rows, file.provisional?.kind,
        file.provisional?.year, next(layout: file.layout, name: file.name, in: database),
      ])
    return database.lastInsertedRowID
  }

  private static func next(layout: String, name: String, in database: Database) throws -> Int {
    try Int.fetchOne(
      database,
      sql: "SELECT coalesce(max(vintage), 0) + 1 FROM raw_file WHERE layout = ? AND name = ?",
      arguments: [layout, name]) ?? 1
  }
}
