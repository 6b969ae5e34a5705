import GRDB
public import Records

/// Findings about what files say together, which no file holds by itself: they hold until the files
/// that count change, and are then said anew.
enum SharedFindings {
  /// The subject of the findings of ``Overlap``.
  static let overlaps = "overlap"

  /// Puts findings in the place of those of the same subject.
  ///
  /// - Returns: Whether anything was written.
  @discardableResult
  static func replace(
    _ findings: [Finding], about subject: String, in database: Database
  ) throws -> Bool {
    guard try stored(about: subject, in: database) != findings else { return false }
    try database.execute(
      sql: "DELETE FROM shared_finding WHERE subject = ?", arguments: [subject])
    for item in findings {
      try database.execute(
        sql: """
          INSERT INTO shared_finding (subject, rule, level, file, row, source_column, value,
            text_nl, text_en, remedy_nl, remedy_en) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          subject, item.rule, item.level.rawValue, item.file, item.row, item.column, item.value,
          item.text.nl, item.text.en, item.remedy.nl, item.remedy.en,
        ])
    }
    return true
  }

  static func stored(about subject: String?, in database: Database) throws -> [Finding] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT rule, level, file, row, source_column, value, text_nl, text_en, remedy_nl, remedy_en
        FROM shared_finding WHERE ifnull(subject = ?, 1) ORDER BY subject, id
        """, arguments: [subject]
    ).compactMap { row in
      guard let level = Finding.Level(rawValue: try row.get(1)) else { return nil }
      return try Finding(
        rule: row.get(0), level: level, file: row.get(2), row: row.get(3), column: row.get(4),
        value: row.get(5), text: Phrase(nl: row.get(6), en: row.get(7)),
        remedy: Phrase(nl: row.get(8), en: row.get(9)))
    }
  }
}

extension Store {
  /// Findings about what files say together, by subject: the overlaps, which the store finds itself,
  /// and those that ``replaceSharedFindings(_:about:)`` was told.
  public func sharedFindings() throws(StoreError) -> [Finding] {
    try reading { try SharedFindings.stored(about: nil, in: $0) }
  }

  /// Puts findings in the place of those of the same subject; equal ones write nothing.
  ///
  /// - Parameters:
  ///   - findings: In their order; none to take the subject out.
  ///   - subject: A name of the caller's own for what they are about; not `overlap`.
  public func replaceSharedFindings(
    _ findings: [Finding], about subject: String
  ) throws(StoreError) {
    precondition(subject != SharedFindings.overlaps, "the store finds overlaps itself")
    do {
      try queue.writeWithoutTransaction { database in
        // Most often nothing has changed: then no lock is taken.
        guard try SharedFindings.stored(about: subject, in: database) != findings else { return }
        try database.inTransaction(.immediate) {
          try SharedFindings.replace(findings, about: subject, in: database)
          try Digest.refresh(in: database)
          return .commit
        }
      }
    } catch {
      throw StoreError(writing: error, path: path)
    }
  }
}
