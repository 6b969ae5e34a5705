import Records
import Testing

@testable import Store

@Suite struct StoreQueryTests {
  @Test func `a query gives names and values of every kind`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let result = try store.query(
      "SELECT NULL AS a, 7 AS b, 0.5 AS c, 'é' AS d, x'00fF' AS e, 1 AS b -- klaar\n;")
    #expect(result.columns == ["a", "b", "c", "d", "e", "b"])
    #expect(
      result.rows
        == [[.null, .integer(7), .real(0.5), .text("é"), .text("x'00ff'"), .integer(1)]])
  }

  @Test(arguments: [
    "  select 1", "/* een */ -- twee\n SELECT 1", "WITH t AS (SELECT 1) SELECT * FROM t",
    "VALUES (1)",
  ]) func `whatever only reads is answered`(sql: String) throws {
    let folder = try Folder()
    #expect(try Store(path: folder.file()).query(sql).rows == [[.integer(1)]])
  }

  @Test(arguments: [
    "INSERT INTO raw_column (file_id, name) VALUES (1, 'x')", "DELETE FROM fact",
    "UPDATE fact SET low = 99, high = 99", "DROP TABLE fact", "CREATE TABLE t (a)",
    "CREATE TEMP TABLE t (a)", "REPLACE INTO raw_column VALUES (9, 1, 'x')",
    "WITH t AS (SELECT 1) DELETE FROM fact", "PRAGMA user_version = 7", "PRAGMA query_only = 0",
    "PRAGMA journal_mode = WAL", "ATTACH 'b.sqlite' AS b", "VACUUM", "VACUUM INTO 'c.sqlite'",
    "BEGIN", "COMMIT", "SELECT 1; DELETE FROM fact", "SELECT 1; SELECT 2",
    "/* SELECT */ DELETE FROM fact", "/* SELECT", "", ";", "REINDEX", "ANALYZE",
  ]) func `whatever writes is refused and changes nothing`(sql: String) throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    try store.add(Input.pupils())
    let before = try bytes(of: folder.file())
    #expect(throws: StoreError.notAQuery(statement: sql)) { try store.query(sql) }
    #expect(try bytes(of: folder.file()) == before)
    #expect(try store.add(Input.pupils(name: "b.csv")) == .added)
    try expectSound(store)
  }

  @Test(arguments: ["SELECT", "SELECT * FROM geen", "SELECT ?", "SELECT load_extension('x')"])
  func `what SQLite does not understand comes back with its reason`(sql: String) throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let error = try storeError { _ = try store.query(sql) }
    guard case .sql(_, let reason) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test func `the views show current vintages and lead back to file, row and column`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let (old, new) = (
      try Input.pupils(edition: 1, count: 1), try Input.pupils(edition: 2, count: 1)
    )
    try store.add(old)
    try store.add(new)
    let sql = """
      SELECT vestiging, periode, jaar, leerweg, leerjaar, profiel, geslacht, soort, aantal,
        voorlopig, bestand, sha256, rij, kolom FROM leerlingen
      """
    #expect(
      try store.query(sql).rows
        == [
          [
            .text("00AA00"), .text("peildatum"), .integer(2019), .text("KB"), .integer(3),
            .text("PIE"), .text("man"), .text("exact"), .integer(20), .integer(1),
            .text("leerlingen-2019.csv"), .text(new.file.sha256), .integer(2),
            .text("LEERJAAR 3 - MAN"),
          ]
        ])
    #expect(try store.column("SELECT count(*) FROM examenkandidaten") == [.integer(0)])
    #expect(try store.column("SELECT count(*) FROM geslaagden") == [.integer(0)])
    #expect(
      try store.query("SELECT bestand, editie, voorlopig_jaar, rijen FROM bestanden").rows
        == [[.text("leerlingen-2019.csv"), .integer(2), .integer(2019), .integer(1)]])
    #expect(
      try store.query("SELECT niveau, regel, waarde, bestand, rij, kolom FROM bevindingen").rows
        == [
          [
            .text("ernstig"), .text("rijen-verschoven"), .text("2"), .text("leerlingen-2019.csv"),
            .integer(3), .text("LEERJAAR 3 - MAN"),
          ]
        ])
  }

  @Test func `a view gives bounds and no number for what is withheld`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let code = try #require(VestigingCode("01FP00"))
    let counts: [Count] = [.exact(0), .suppressed(1...4), .missing, .notApplicable]
    let input = StoreRecordsTests.input { source in
      SourceRow(
        row: 2, text: "", fields: [],
        facts: counts.map {
          Fact(
            layout: "regio-indicatoren", measure: .geslaagden, period: .examenjaar(2020),
            vestiging: code, count: $0, source: source)
        },
        figures: [
          Figure(
            layout: "regio-indicatoren", region: "r", indicator: "i", area: "a",
            period: .jaar(2020), value: 66.5, unit: .procent, denominator: .suppressed(1...4),
            section: "§2", source: source)
        ],
        offers: [
          Offer(
            region: "r", kind: .profiel, school: "s", vestiging: code, name: "PIE", group: "BB",
            mark: "x", section: "§3", source: source)
        ])
    }
    try store.add(input)
    #expect(
      try store.query("SELECT soort, aantal, ondergrens, bovengrens FROM geslaagden").rows
        == [
          [.text("exact"), .integer(0), .integer(0), .integer(0)],
          [.text("onderdrukt"), .null, .integer(1), .integer(4)],
          [.text("ontbreekt"), .null, .null, .null], [.text("n.v.t."), .null, .null, .null],
        ])
    #expect(
      try store.query("SELECT waarde, noemer_soort, noemer, bestand, rij, kolom FROM figuur").rows
        == [
          [
            .real(66.5), .text("onderdrukt"), .null, .text("f.csv"), .integer(2),
            .text("Aantal \"één\""),
          ]
        ])
    #expect(
      try store.query("SELECT naam, teken, bestand, rij FROM aanbod").rows
        == [[.text("PIE"), .text("x"), .text("f.csv"), .integer(2)]])
  }

  @Test func `the check names a reference to what is not there`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    try store.add(Input.pupils())
    #expect(try store.integrityCheck() == [])
    try store.execute("PRAGMA foreign_keys = 0; DELETE FROM raw_column")
    #expect(
      try store.integrityCheck()
        == (1...3).map { _ in "a row of fact refers to a row of raw_column that is not there" }
        + ["the table raw_column holds 0 rows, not the 1 put in"])
  }
}
