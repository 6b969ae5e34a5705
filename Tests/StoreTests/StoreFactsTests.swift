import Records
import Testing

@testable import Store

@Suite struct StoreFactsTests {
  /// Two layouts, two locations, two measures; the rows stand in no order at all.
  static func filled(_ path: String) throws -> Store {
    let store = try Store(path: path)
    let codes = try ["03WO01", "00ML09"].map { try #require(VestigingCode($0)) }
    for layout in ["duo-leerlingen", "duo-examenkandidaten"] {
      let sha256 = sha256(of: layout)
      var input = Input(
        file: SourceFile(
          sha256: sha256, name: layout + ".csv", bytes: 1, layout: layout, rows: 8,
          provisional: nil), fieldNames: [])
      for (row, index) in [5, 2, 7, 0, 3, 6, 1, 4].enumerated() {
        let fact = Fact(
          layout: layout, measure: index & 1 == 0 ? .examenkandidaten : .geslaagden,
          period: .examenjaar(2019 + (index >> 1 & 1)), vestiging: codes[index >> 2],
          leerweg: row.isMultiple(of: 3) ? nil : .tl, count: .exact(index),
          source: SourceCell(file: sha256, row: row + 2, column: "c"))
        input.rows.append(SourceRow(row: row + 2, text: "", fields: [], facts: [fact]))
      }
      try store.add(input)
    }
    return store
  }

  @Test func `facts come by layout, vestiging, period and leerweg`() throws {
    let folder = try Folder()
    let store = try Self.filled(folder.file())
    let facts = try store.facts()
    #expect(facts.count == 16)
    let keys = facts.map { fact in
      "\(fact.layout) \(fact.vestiging) \(fact.period.year) \(fact.leerweg?.rawValue ?? "")"
    }
    #expect(keys == keys.sorted())
    #expect(try store.facts() == facts)
  }

  @Test func `filters keep exactly the facts they name`() throws {
    let folder = try Folder()
    let store = try Self.filled(folder.file())
    let all = try store.facts()
    let code = try #require(VestigingCode("03WO01"))
    let unknown = try #require(VestigingCode("99ZZ99"))
    #expect(
      try store.facts(layouts: ["duo-leerlingen"]) == all.filter { $0.layout == "duo-leerlingen" })
    #expect(
      try store.facts(vestigingen: [unknown, code, code]) == all.filter { $0.vestiging == code })
    #expect(try store.facts(measure: .geslaagden) == all.filter { $0.measure == .geslaagden })
    #expect(
      try store.facts(
        layouts: ["duo-leerlingen", "x"], vestigingen: [code], measure: .examenkandidaten)
        == all.filter {
          $0.layout == "duo-leerlingen" && $0.vestiging == code && $0.measure == .examenkandidaten
        })
    #expect(try store.facts(layouts: []).isEmpty)
    #expect(try store.facts(vestigingen: []).isEmpty)
    #expect(try store.facts(vestigingen: [unknown]).isEmpty)
    #expect(try store.facts(measure: .leerlingen).isEmpty)
  }

  @Test func `the order does not depend on the order in which files came`() throws {
    let folder = try Folder()
    let inputs = try ["b.csv", "a.csv", "c.csv"].map { try Input.pupils(name: $0, count: 20) }
    let (forth, back) = (
      try Store(path: folder.file("1.sqlite")), try Store(path: folder.file("2.sqlite"))
    )
    for input in inputs { try forth.add(input) }
    for input in inputs.reversed() { try back.add(input) }
    #expect(try forth.facts() == back.facts())
    #expect(try forth.findings() == back.findings())
    #expect(try forth.files() == back.files())
  }
}
