import GRDB

/// How many rows a table has and what their hashes add up to: damage that leaves SQLite's own
/// structure sound, such as a changed digit, shows by it.
///
/// A sum, because rows can be added to it in any order and without reading the others. It is checked
/// by ``Store/integrityCheck()``, not when a store is opened.
struct Digest {
  let table: String
  private(set) var rows: Int64 = 0
  private(set) var sum: UInt64 = 0

  init(table: String) { self.table = table }

  mutating func add(_ hash: UInt64) {
    rows += 1
    sum &+= hash
  }

  /// Tables whose rows are never changed once they are in, and the columns that are hashed: all but
  /// the key `id`.
  static let growing: [(table: String, columns: String)] = [
    ("raw_row", "file_id, row, text"), ("raw_column", "file_id, name"),
    ("staging_column", "file_id, position, name"), ("staging_row", "file_id, row, fields"),
    ("place", "kind, code"), ("period", "kind, year"),
    ("series", "measure, leerweg, leerjaar, profiel, sector, geslacht, lwt"),
    ("observation_series", "measure, unit, dimensions"),
    (
      "fact", "file_id, row, item, source_column, place, period, series, kind, low, high"
    ),
    (
      "observation",
      "file_id, row, item, source_column, place, period, series, kind, low, high, number"
    ),
    (
      "figure",
      """
      file_id, row, source_column, region, indicator, name, area, category, period_kind,
      period_year, value, relation, unit, denominator_kind, denominator_low, denominator_high,
      section
      """
    ),
    (
      "offer",
      """
      file_id, row, source_column, region, kind, school, vestiging, name, group_name, mark, section
      """
    ),
    (
      "finding",
      """
      file_id, rule, level, file, row, source_column, value, text_nl, text_en, remedy_nl, remedy_en
      """
    ),
    (
      "adres",
      """
      file_id, row, item, source_column, vestiging, naam, postcode, plaats, gemeente, gemeentenaam,
      provincie, bestuur, rmc, rmc_naam, structuur
      """
    ),
    (
      "overgang",
      "file_id, row, item, source_column, van, naar, functie, datum, soort, volledig"
    ),
    ("licentie", "file_id, row, item, source_column, vestiging, opleiding, begin, eind"),
    ("coverage", "file_id, kind, period, place"),
  ]

  /// Small tables whose rows change; their digests are made anew with every change.
  static let changing: [(table: String, columns: String)] = [
    (
      "raw_file",
      """
      id, sha256, name, bytes, layout, rows, provisional_kind, provisional_year, vintage, current,
      superseded_by, reading, yields
      """
    ), ("edition", "id, file_id, day, withdrawn"),
    (
      "shared_finding",
      """
      id, subject, rule, level, file, row, source_column, value, text_nl, text_en, remedy_nl,
      remedy_en
      """
    ),
  ]

  /// Takes all rows of a file out of the growing tables, and out of their digests. The names of its
  /// columns stay: they are those of the same bytes, and looking for what refers to one of them would
  /// go through all facts.
  static func remove(file: Int64, in database: Database) throws {
    // Rows before what they refer to.
    for table in growing.reversed()
    where table.columns.hasPrefix("file_id") && table.table != "raw_column" {
      let own = try of(table, in: database, where: "file_id = \(file)")
      guard own.rows > 0 else { continue }
      try database.execute(sql: "DELETE FROM \(table.table) WHERE file_id = \(file)")
      var digest = try stored(table.table, in: database) ?? Digest(table: table.table)
      digest.rows -= own.rows
      digest.sum &-= own.sum
      try digest.save(in: database)
    }
  }

  /// The digest of a table as it stands, or of some of its rows.
  static func of(
    _ table: (table: String, columns: String), in database: Database, where condition: String = "1"
  ) throws -> Digest {
    var digest = Digest(table: table.table)
    let hint = condition == "1" ? " NOT INDEXED" : ""
    let statement = try SQLiteStatement(
      database, "SELECT \(table.columns) FROM \(table.table)\(hint) WHERE \(condition)")
    while try statement.next() { digest.add(statement.rowHash()) }
    return digest
  }

  /// Adds what was inserted to the stored digest of its table.
  static func add(_ tally: Digest, in database: Database) throws {
    guard tally.rows > 0 else { return }
    var digest = try stored(tally.table, in: database) ?? Digest(table: tally.table)
    digest.rows += tally.rows
    digest.sum &+= tally.sum
    try digest.save(in: database)
  }

  /// Makes the digests of the small tables anew.
  static func refresh(in database: Database) throws {
    for table in changing { try of(table, in: database).save(in: database) }
  }

  /// Makes all digests anew, as after a migration.
  static func rebuild(in database: Database) throws {
    for table in growing + changing { try of(table, in: database).save(in: database) }
  }

  /// What is wrong with a table, in a sentence; nil when its rows are those that were put in.
  static func fault(
    in table: (table: String, columns: String), of database: Database
  ) throws -> String? {
    let found = try of(table, in: database)
    let stored = try stored(table.table, in: database) ?? Digest(table: table.table)
    if found.rows != stored.rows {
      return "the table \(table.table) holds \(found.rows) rows, not the \(stored.rows) put in"
    }
    return found.sum == stored.sum
      ? nil : "a row of the table \(table.table) is not as it was put in"
  }

  private static func stored(_ table: String, in database: Database) throws -> Digest? {
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT rows, sum FROM digest WHERE name = ?", arguments: [table])
    else { return nil }
    var digest = Digest(table: table)
    digest.rows = try row.get(0)
    digest.sum = UInt64(bitPattern: try row.get(1))
    return digest
  }

  private func save(in database: Database) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO digest (name, rows, sum) VALUES (?, ?, ?)",
      arguments: [table, rows, Int64(bitPattern: sum)])
  }
}
