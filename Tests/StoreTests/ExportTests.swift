import Foundation
import Records
import Testing

@testable import Store

@Suite struct ExportTests {
  /// A reader of RFC 4180 that tells an empty field (nil) from an empty text.
  static func read(_ text: [UInt8], delimiter: UInt8) -> [[String?]] {
    var rows: [[String?]] = []
    var row: [String?] = []
    var field: [UInt8] = []
    var (isQuoted, wasQuoted) = (false, false)
    var index = 0
    func value() -> String? {
      field.isEmpty && !wasQuoted ? nil : String(decoding: field, as: UTF8.self)
    }
    while index < text.count {
      let byte = text[index]
      if isQuoted {
        if byte == UInt8(ascii: "\"") {
          if index + 1 < text.count, text[index + 1] == byte {
            field.append(byte)
            index += 1
          } else {
            isQuoted = false
          }
        } else {
          field.append(byte)
        }
      } else if byte == UInt8(ascii: "\"") {
        (isQuoted, wasQuoted) = (true, true)
      } else if byte == delimiter || byte == 0x0a {
        row.append(value())
        (field, wasQuoted) = ([], false)
        if byte == 0x0a {
          rows.append(row)
          row = []
        }
      } else {
        field.append(byte)
      }
      index += 1
    }
    return rows
  }

  private static func text(_ value: Store.Value) -> String? {
    switch value {
    case .null: nil
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): text
    }
  }

  private static func filled(_ path: String) throws -> Store {
    let store = try Store(path: path)
    try store.add(Input.pupils(edition: 1, count: 30), knownFrom: "2023-01-01")
    try store.add(Input.pupils(edition: 2, count: 30), knownFrom: "2024-01-01")
    let code = try #require(VestigingCode("01FP00"))
    let input = StoreRecordsTests.input { source in
      SourceRow(
        row: 2, text: "a;\"b\"\n,c\r\n", fields: ["", " ", ";", ",", "\"", "é€😀"],
        facts: [
          Fact(
            layout: "regio-indicatoren", measure: .gezakten, period: .schooljaar(2020),
            vestiging: code, profiel: Profiel(""), count: .suppressed(1...4), source: source)
        ],
        figures: [
          Figure(
            layout: "regio-indicatoren", region: "r", indicator: "i", area: "a;b",
            period: .maand(2020, 12), value: 1e-300, unit: .kilometer, section: "", source: source)
        ],
        observations: [
          Observation(
            measure: "m", unit: .score, place: .nederland, period: .kwartaal(2020, 1),
            dimensions: [.init("x", "y;\"")], value: .number(0.1), source: source)
        ],
        references: [
          .licentie(
            Licentie(vestiging: code, opleiding: "6021", begin: "", eind: "", source: source))
        ])
    }
    try store.add(input)
    return store
  }

  @Test(arguments: Store.Delimiter.allCases)
  func `every table and view comes back equal from its file`(delimiter: Store.Delimiter) throws {
    let folder = try Folder()
    let store = try Self.filled(folder.file())
    for table in Store.schema {
      var bytes: [UInt8] = []
      let told = try store.export(table.name, delimiter: delimiter) { bytes += $0 }
      let rows = Self.read(bytes, delimiter: try #require(delimiter.rawValue.utf8.first))
      #expect(rows.first == table.columns.map(\.name), "\(table.name)")
      let order =
        table.isView ? (1...table.columns.count).map { "\($0)" } : table.primaryKey
      let expected = try store.query(
        "SELECT * FROM \(table.name) ORDER BY \(order.joined(separator: ", "))")
      #expect(rows.dropFirst().map { $0 } == expected.rows.map { $0.map(Self.text) })
      #expect(told.rows == expected.rows.count && told.bytes == bytes.count)
      #expect(told.primaryKey == table.primaryKey)
      for (index, field) in told.fields.enumerated() where field.isRequired {
        #expect(rows.allSatisfy { $0[index] != nil }, "\(table.name).\(field.name)")
      }
    }
  }

  @Test func `the hash is that of the bytes`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    var bytes: [UInt8] = []
    let told = try store.export("SELECT 'b' AS a, 1 AS \"x;y\", NULL AS n", delimiter: .semicolon) {
      bytes += $0
    }
    #expect(String(decoding: bytes, as: UTF8.self) == "a;\"x;y\";n\nb;1;\n")
    // printf 'a;"x;y";n\nb;1;\n' | sha256sum
    #expect(
      told.sha256 == "2e6e29ceaa542aa35b0458abda9f2ef2b35f116217ee62ebfd73614603082d64")
    #expect(told.fields.map(\.type) == ["string", "integer", "string"])
    #expect(told.fields.map(\.isRequired) == [true, true, false])
    #expect(told.name == "select" && told.rows == 1)
  }

  @Test func `the resource is JSON that says what the file is`() throws {
    let folder = try Folder()
    let store = try Self.filled(folder.file())
    let told = try store.export("fact") { _ in }
    let json = try JSONSerialization.jsonObject(
      with: Data(told.resource(path: "fact.csv", language: .nl).utf8))
    let resource = try #require(json as? [String: Any])
    #expect(resource["hash"] as? String == "sha256:" + told.sha256)
    #expect(resource["rowcount"] as? Int == 61)
    let schema = try #require(resource["schema"] as? [String: Any])
    #expect(schema["primaryKey"] as? [String] == ["file_id", "row", "item"])
    #expect(schema["missingValues"] as? [String] == [""])
    let fields = try #require(schema["fields"] as? [[String: Any]])
    #expect(fields.count == 10)
    #expect(fields[8]["type"] as? String == "integer")
    #expect(fields[8]["description"] as? String == "kleinste aantal")
    let constraints = try #require(fields[8]["constraints"] as? [String: Any])
    #expect(constraints["required"] as? Bool == false)
    let view = try store.export("leerlingen") { _ in }
    #expect(!view.resource(path: "l.csv", language: .en).contains("primaryKey"))
  }

  @Test func `what cannot be exported is refused, and a sink that fails ends it`() throws {
    let folder = try Folder()
    let store = try Self.filled(folder.file())
    for source in ["geen", "DELETE FROM fact", "sqlite_schema", ""] {
      let error = try storeError { _ = try store.export(source) { _ in } }
      #expect(error == .cannotExport(name: source, reason: "no such table or view"))
    }
    for source in ["SELECT 1; SELECT 2", "WITH t AS (SELECT 1) DELETE FROM fact"] {
      #expect(throws: StoreError.notAQuery(statement: source)) {
        try store.export(source) { _ in }
      }
    }
    #expect(throws: StoreError.self) { try store.export("SELECT 1 AS a, 2 AS a") { _ in } }
    #expect(throws: StoreError.self) { try store.export("SELECT x") { _ in } }
    #expect(throws: Interruption()) { try store.export("fact") { _ in throw Interruption() } }
    try expectSound(store)
  }

  @Test func `a large table comes in pieces, in the same bytes every time`() throws {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    try store.add(Input.pupils(count: 5_000))
    var pieces: [[UInt8]] = []
    let first = try store.export("leerlingen") { pieces.append($0) }
    #expect(pieces.count > 5 && pieces.allSatisfy { $0.count < 70_000 })
    #expect(try store.export("leerlingen") { _ in } == first)
  }
}
