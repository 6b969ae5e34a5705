import Records
import Testing

@testable import Store

@Suite struct SchemaTests {
  @Test(arguments: [
    "series SET leerweg = 'BL'", "series SET leerjaar = 0", "series SET leerjaar = 7",
    "period SET year = 0", "period SET kind = 'dag'", "period SET kind = 'kwartaal 5'",
    "place SET code = '00AA'", "place SET kind = 'wijk'", "series SET lwt = 2",
    "series SET measure = NULL", "series SET measure = 'fte'", "series SET geslacht = NULL",
    "series SET sector = 'ict'", "fact SET low = NULL", "fact SET high = NULL",
    "fact SET high = low + 1", "fact SET low = -1, high = -1",
    "fact SET low = 'veel', high = 'veel'",
    "fact SET kind = 1, low = 4, high = 1", "fact SET kind = 1, low = 1, high = NULL",
    "fact SET kind = 2", "fact SET kind = 3", "fact SET kind = 4", "fact SET item = -1",
    "fact SET place = 99", "fact SET period = 99", "fact SET series = 99",
    "edition SET day = '2024-1-1'", "edition SET withdrawn = 2", "edition SET file_id = 99",
    "fact SET source_column = 99", "fact SET row = 99", "staging_row SET fields = '['",
    "raw_file SET sha256 = 'abc'", "raw_file SET current = 2", "raw_file SET superseded_by = id",
    "raw_file SET superseded_by = 1 WHERE id = 2", "raw_file SET provisional_kind = NULL",
    "raw_file SET name = 'leerlingen-2019.csv', vintage = 2, current = 1", "raw_row SET row = 0",
    "finding SET level = 4", "raw_file SET reading = -1", "raw_file SET yields = 2",
    "coverage SET kind = 2", "coverage SET place = 99",
  ]) func `what no record can be does not get in`(update: String) throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    try store.add(Input.pupils())
    try store.add(Input.pupils(name: "b.csv"))
    let before = try store.contents()
    let error = try storeError { try store.execute("UPDATE \(update)") }
    guard case .sql(_, let reason) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(reason.contains("constraint") || reason.contains("cannot store TEXT"), "\(reason)")
    #expect(try store.contents() == before)
  }

  @Test func `every table is strict`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    let tables = try store.query(
      "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    #expect(tables.rows.count == 22)
    #expect(tables.rows.allSatisfy { $0[1] == .integer(1) })
  }

  @Test func `opening a store that is up to date writes nothing`() throws {
    let folder = try Folder()
    try Store(path: folder.file()).add(Input.pupils())
    let before = try bytes(of: folder.file())
    _ = try Store(path: folder.file()).facts()
    #expect(try bytes(of: folder.file()) == before)
    #expect(
      try Store(path: folder.file()).query("SELECT * FROM pragma_application_id").rows
        == [[.integer(0x4453_5452)]])
  }

  @Test func `programs that make the same store at the same time all succeed`() async throws {
    let folder = try Folder()
    let path = folder.file()
    try await withThrowingTaskGroup(of: Store.Outcome.self) { group in
      for number in 1...4 {
        group.addTask { try Store(path: path).add(Input.pupils(name: "\(number).csv")) }
      }
      for try await outcome in group { #expect(outcome == .added) }
    }
    let store = try Store(path: path)
    #expect(try store.files().map(\.name) == ["1.csv", "2.csv", "3.csv", "4.csv"])
    try expectSound(store)
  }
}
