import GRDB
import Records

/// A row of `raw_file`: a file in the store, and whether it is the one that counts.
struct Vintage {
  let id: Int64
  let sha256: String
  let name: String
  let layout: String
  let isCurrent: Bool
  /// Version of the reading code that made its records.
  let reading: Int

  private static let columns = "id, sha256, name, layout, current, reading"

  private init(_ row: Row) throws {
    id = try row.get(0)
    sha256 = try row.get(1)
    name = try row.get(2)
    layout = try row.get(3)
    isCurrent = try row.get(4)
    reading = try row.get(5)
  }

  /// The file of these bytes and this name; of several, read as different layouts, the one that
  /// counts.
  static func find(
    sha256: String, name: String, layout: String? = nil, in database: Database
  ) throws -> Vintage? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT \(columns) FROM raw_file
        WHERE sha256 = ? AND name = ? AND ifnull(layout = ?, 1)
        ORDER BY current DESC, id DESC LIMIT 1
        """,
      arguments: [sha256, name, layout]
    ).map { try Vintage($0) }
  }

  static func current(layout: String, name: String, in database: Database) throws -> Vintage? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT \(columns) FROM raw_file
        WHERE layout = ? AND name = ? AND current = 1
        """,
      arguments: [layout, name]
    ).map { try Vintage($0) }
  }

  /// Adds the file as a vintage that is not current yet.
  static func insert(_ file: SourceFile, reading: Int, in database: Database) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO raw_file
          (sha256, name, bytes, layout, rows, provisional_kind, provisional_year, vintage, current,
           reading, yields)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0)
        """,
      arguments: [
        file.sha256, file.name, file.bytes, file.layout, file.rows, file.provisional?.kind,
        file.provisional?.year, next(layout: file.layout, name: file.name, in: database), reading,
      ])
    return database.lastInsertedRowID
  }

  /// Takes out what was read of the file, so that it can be read again under the same key.
  static func clear(_ id: Int64, for file: SourceFile, reading: Int, in database: Database) throws {
    try Digest.remove(file: id, in: database)
    try database.execute(
      sql: """
        UPDATE raw_file SET rows = ?, provisional_kind = ?, provisional_year = ?, reading = ?
        WHERE id = ?
        """,
      arguments: [
        file.rows, file.provisional?.kind, file.provisional?.year, reading, id,
      ])
  }

  private static func next(layout: String, name: String, in database: Database) throws -> Int {
    try Int.fetchOne(
      database,
      sql: "SELECT coalesce(max(vintage), 0) + 1 FROM raw_file WHERE layout = ? AND name = ?",
      arguments: [layout, name]) ?? 1
  }
}
