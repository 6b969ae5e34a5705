import Foundation
import GRDB
import Records
import Testing

@testable import Store

/// A store that version 1 made, with the SQL that version 1 shipped, becomes one of today.
@Suite struct MigrationTests {
  /// Makes a file by the first migration alone, and fills it by plain SQL.
  private static func makeV1(at path: String, rows: Int = 6) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in
      for sql in Schema.migrations[0].sql { try database.execute(sql: sql) }
      try database.execute(
        sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = 1")
      let (a, b, c) = (sha256(of: "a"), sha256(of: "b"), sha256(of: "c"))
      try database.execute(
        sql: """
          INSERT INTO raw_file VALUES
            (1, '\(a)', 'l.csv', 10, 'duo-leerlingen', \(rows), 'peildatum', 2019, 1, 0, 2),
            (2, '\(b)', 'l.csv', 11, 'duo-leerlingen', \(rows), 'peildatum', 2019, 2, 1, NULL),
            (3, '\(c)', 'weg.csv', 12, 'regio-indicatoren', 1, NULL, NULL, 1, 0, NULL);
          INSERT INTO raw_column VALUES (1, 1, 'MAN'), (2, 2, 'MAN'), (3, 2, 'VROUW'), (4, 3, 'x');
          INSERT INTO staging_column VALUES (1, 0, 'brin'), (2, 0, 'brin'), (3, 0, 'brin');
          INSERT INTO raw_row VALUES (3, 2, 'cijfer');
          INSERT INTO staging_row VALUES (3, 2, '["cijfer"]');
          INSERT INTO figure VALUES (1, 3, 2, 4, 'r', 'i', 'n', 'a', 'c', 'jaar', 2020, 66.7, '~',
            'procent', 'suppressed', 1, 4, '§1');
          INSERT INTO offer VALUES (1, 3, 2, 4, 'r', 'profiel', 's', '01FP00', 'PIE', 'BB', 'x', '');
          INSERT INTO finding VALUES (1, 2, 'regel', 2, 'l.csv', 3, NULL, '4', 'nl', 'en', 'r', 'm'),
            (2, 3, 'regel', 0, 'weg.csv', NULL, NULL, NULL, 'nl', 'en', 'r', 'm');
          """)
      for file in 1...2 {
        for row in 2..<(2 + rows) {
          try database.execute(
            sql: "INSERT INTO raw_row VALUES (?, ?, ?)", arguments: [file, row, "rij;\(row)"])
          try database.execute(
            sql: "INSERT INTO staging_row VALUES (?, ?, ?)", arguments: [file, row, "[\"\(row)\"]"])
          // Two facts of one series in a row, and dimensions with and without values.
          for item in 0...1 {
            let column = file == 1 ? 1 : 2 + item
            let low: Int? = [row * 10 + item, 1, nil][row % 3]
            let high: Int? = [row * 10 + item, 4, nil][row % 3]
            let leerweg: String? = [nil, "KB"][row % 2]
            let leerjaar: Int? = [nil, 3, 4][row % 3]
            let profiel: String? = [nil, "PIE", ""][row % 3]
            let sector: String? = [nil, "techniek"][row % 2]
            try database.execute(
              sql: """
                INSERT INTO fact (file_id, row, source_column, measure, period_kind, period_year,
                  vestiging, leerweg, leerjaar, profiel, sector, geslacht, lwt, count_kind, low, high)
                VALUES (?, ?, ?, ?, 'peildatum', 2019, ?, ?, ?, ?, ?, 'man', ?, ?, ?, ?)
                """,
              arguments: [
                file, row, column, ["leerlingen", "geslaagden"][row % 2], "0\(row % 10)AA00",
                leerweg, leerjaar, profiel, sector, row % 2,
                ["exact", "suppressed", "missing"][row % 3], low, high,
              ])
          }
        }
      }
    }
    try queue.close()
  }

  private static let questions = [
    "SELECT * FROM leerlingen ORDER BY bestand, rij, kolom, aantal",
    "SELECT * FROM geslaagden ORDER BY bestand, rij, kolom, aantal",
    "SELECT * FROM examenkandidaten", "SELECT * FROM figuur", "SELECT * FROM aanbod",
    "SELECT * FROM bevindingen",
    """
    SELECT bestand, sha256, layout, rijen, bytes, voorlopig_periode, voorlopig_jaar, editie
    FROM bestanden
    """,
    "SELECT * FROM raw_row ORDER BY 1, 2", "SELECT * FROM staging_row ORDER BY 1, 2",
    "SELECT * FROM raw_column", "SELECT * FROM finding", "SELECT * FROM figure",
    "SELECT * FROM offer",
    """
    SELECT id, sha256, name, bytes, layout, rows, provisional_kind, provisional_year, vintage,
      current, superseded_by FROM raw_file
    """,
  ]

  private static func answers(_ path: String) throws -> [[[DatabaseValue]]] {
    let queue = try DatabaseQueue(path: path)
    return try queue.read { database in
      try questions.map { sql in
        try Row.fetchAll(database, sql: sql).map { Array($0.databaseValues) }
      }
    }
  }

  @Test func `every record of version 1 is there afterwards, and every view says the same`() throws
  {
    let folder = try Folder()
    let path = folder.file()
    try Self.makeV1(at: path, rows: 200)
    let before = try Self.answers(path)
    #expect(before[0].count == 200 && before[1].count == 200)
    let store = try Store(path: path)
    #expect(try Self.answers(path) == before)
    #expect(try store.query("SELECT * FROM pragma_user_version").rows == [[.integer(3)]])
    // Facts of old vintages too, in their order within the row.
    #expect(
      try store.query(
        "SELECT item, source_column, low FROM fact WHERE file_id = 2 AND row = 6 ORDER BY item"
      ).rows
        == [
          [.integer(0), .integer(2), .integer(60)], [.integer(1), .integer(3), .integer(61)],
        ])
    #expect(try store.column("SELECT count(*) FROM fact") == [.integer(800)])
    #expect(try store.facts().count == 400)
    #expect(try store.findings().map(\.rule) == ["regel"])
    #expect(try store.figures(region: "r").isEmpty)  // withdrawn before
    #expect(
      try store.editions().map { [$0.number, $0.isCurrent ? 1 : 0] }
        == [[1, 0], [2, 1], [1, 0]])
    try expectSound(store)
  }

  @Test func `a store that was migrated takes new files as any other`() throws {
    let folder = try Folder()
    try Self.makeV1(at: folder.file())
    let store = try Store(path: folder.file())
    let input = try Input.pupils(edition: 5)
    #expect(try store.add(input) == .added)
    #expect(try store.facts(files: [input.file.name]) == input.facts)
    // The old edition comes back, under the key it had.
    let old = SourceFile(
      sha256: sha256(of: "a"), name: "l.csv", bytes: 10, layout: "duo-leerlingen", rows: 6,
      provisional: .peildatum(2019))
    #expect(
      try store.add(file: old, fieldNames: []) { _ in throw Interruption() }
        == .newVintage(of: sha256(of: "b")))
    try expectSound(store)
  }

  /// Version 2 counted a year that two files hold twice.
  @Test func `version 2 becomes version 3, in which nobody is counted twice`() throws {
    let folder = try Folder()
    let path = folder.file()
    try Self.makeV1(at: path, rows: 30)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA foreign_keys = 0")
      for sql in Schema.v2 { try database.execute(sql: sql) }
      // The older edition under a name of its own, so that both count.
      try database.execute(
        sql: """
          UPDATE raw_file SET name = 'k.csv', current = 1, superseded_by = NULL WHERE id = 1;
          PRAGMA user_version = 2
          """)
    }
    let twice = try queue.read {
      try Row.fetchAll($0, sql: "SELECT * FROM leerlingen WHERE bestand = 'l.csv'")
        .map { Array($0.databaseValues) }
    }
    try queue.close()
    let store = try Store(path: path)
    try expectSound(store)
    #expect(try store.column("SELECT DISTINCT bestand FROM leerlingen") == [.text("l.csv")])
    let once = try DatabaseQueue(path: path).read {
      try Row.fetchAll($0, sql: "SELECT * FROM leerlingen").map { Array($0.databaseValues) }
    }
    #expect(once == twice && !once.isEmpty)
    #expect(
      try store.column("SELECT count(*) FROM alle_tellingen WHERE bestand = 'k.csv' AND telt = 0")
        == [.integer(60)])
    #expect(try store.sharedFindings().map(\.file) == ["k.csv"])
    #expect(Set(try store.readings().values) == [0])
  }

  /// A failure after each statement of the migration leaves every byte of the old store.
  @Test func `a migration that fails half way leaves version 1`() throws {
    let folder = try Folder()
    let path = folder.file()
    try Self.makeV1(at: path, rows: 300)
    let (before, whole) = (try Self.answers(path), try bytes(of: path))
    // The views of the new schema need a name that is taken: the last statements fail.
    for blocker in [
      "new_raw_file", "new_fact", "observation", "edition", "gezakten", "coverage", "totalen",
      "bestanden2",
    ] {
      let copy = folder.file("\(blocker).sqlite")
      try whole.write(to: URL(filePath: copy))
      let queue = try DatabaseQueue(path: copy)
      try queue.write { try $0.execute(sql: "CREATE TABLE \(blocker) (a)") }
      try queue.close()
      let blocked = try bytes(of: copy)
      if blocker == "bestanden2" {
        #expect(try Store(path: copy).integrityCheck().count == 1)
        continue
      }
      #expect(throws: StoreError.self) { try Store(path: copy) }
      #expect(try bytes(of: copy) == blocked)
      #expect(try Self.answers(copy) == before)
    }
  }

  /// The files that a process leaves behind which dies before each statement.
  @Test func `a crash half way leaves version 1, which then migrates`() throws {
    let folder = try Folder()
    let path = folder.file()
    try Self.makeV1(at: path, rows: 500)
    let before = try Self.answers(path)
    var copies: [String] = []
    do {
      let queue = try DatabaseQueue(path: path)
      try? queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA cache_size = -40; PRAGMA foreign_keys = 0")
        try database.inTransaction(.immediate) {
          for (index, sql) in Schema.v2.enumerated() {
            try database.execute(sql: sql)
            let copy = folder.file("copy-\(index).sqlite")
            for suffix in ["", "-journal"] {
              try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
            }
            copies.append(copy)
          }
          return .rollback
        }
      }
    }
    #expect(copies.count == Schema.v2.count)
    for copy in copies {
      let store = try Store(path: copy)
      #expect(try Self.answers(copy) == before)
      try expectSound(store)
    }
  }

  @Test func `a disk that fills up during the migration leaves version 1`() throws {
    let folder = try Folder()
    let path = folder.file()
    try Self.makeV1(at: path, rows: 300)
    let before = try Self.answers(path)
    let whole = try bytes(of: path)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      let pages = try #require(try Int.fetchOne(database, sql: "PRAGMA page_count"))
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 3)")
      #expect(throws: (any Error).self) { try Schema.prepare(database, path: path) }
    }
    try queue.close()
    #expect(try bytes(of: path) == whole)
    #expect(try Self.answers(path) == before)
  }
}
