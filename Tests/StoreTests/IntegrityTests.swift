import Foundation
import Records
import Testing

@testable import Store

@Suite struct IntegrityTests {
  private static func filled(_ path: String) throws -> Store {
    let store = try Store(path: path)
    try store.add(Input.pupils(edition: 1, count: 20))
    try store.add(Input.pupils(edition: 2, count: 20))
    return store
  }

  /// What is done to the store, and a part of the sentence that it brings.
  @Test(arguments: [
    ("UPDATE fact SET low = 21, high = 21 WHERE file_id = 2 AND row = 5", "fact is not as it was"),
    ("UPDATE raw_row SET text = 'x' WHERE row = 3", "raw_row is not as it was"),
    ("UPDATE finding SET text_nl = 'x'", "finding is not as it was"),
    ("UPDATE series SET profiel = 'PIF'", "series is not as it was"),
    ("UPDATE raw_column SET name = 'VROUW' WHERE id = 1", "raw_column is not as it was"),
    ("UPDATE raw_file SET rows = 21 WHERE id = 1", "has 21 rows, and the store 20"),
    ("DELETE FROM raw_row WHERE file_id = 2 AND row = 2", "has 20 rows, and the store 19"),
    ("DELETE FROM staging_row WHERE file_id = 2 AND row = 2", "without their named fields"),
    ("UPDATE raw_file SET current = 0", "history says otherwise"),
    ("DELETE FROM edition WHERE id = 2", "history says otherwise"),
    ("UPDATE raw_file SET provisional_year = 2031", "calls peildatum 2031 provisional"),
    ("UPDATE place SET kind = 'gebied'", "is about a gebied, not a location"),
    ("UPDATE fact SET source_column = 1", "names a column of another file"),
    ("DROP VIEW leerlingen", "the view leerlingen is not there"),
    ("CREATE TABLE eigen (a)", "there is a table eigen that is not of this program"),
    ("DROP INDEX finding_file", "the index finding_file is not there"),
    ("DELETE FROM digest", "rows, not the 0 put in"),
  ]) func `what breaks a law is said in a sentence`(damage: (sql: String, words: String)) throws {
    let folder = try Folder()
    let store = try Self.filled(folder.file())
    #expect(try store.integrityCheck() == [])
    try store.execute(damage.sql)
    let faults = try store.integrityCheck()
    #expect(faults.contains { $0.contains(damage.words) }, "\(faults)")
  }

  @Test func `low is never above high, nor below zero`() throws {
    let folder = try Folder()
    let store = try Self.filled(folder.file())
    try store.execute(
      """
      PRAGMA ignore_check_constraints = 1; UPDATE fact SET low = high + 1 WHERE row = 4;
      PRAGMA ignore_check_constraints = 0
      """)
    #expect(try store.integrityCheck().contains { $0.contains("CHECK constraint failed in fact") })
  }
}
