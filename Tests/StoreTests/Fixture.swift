import Foundation
import Records
import Testing

@testable import Store

/// A folder of its own for one test, gone when the test is done.
final class Folder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "store-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the folder.
  func file(_ name: String = "store.sqlite") -> String { path + "/" + name }
}

/// A file with its rows, findings and field names, ready to be added.
struct Input {
  var file: SourceFile
  var fieldNames: [String] = ["brin", "aantal"]
  var rows: [SourceRow] = []
  var findings: [Finding] = []

  /// A pupil file of `count` rows, whose contents differ by `edition`.
  static func pupils(
    name: String = "leerlingen-2019.csv", edition: Int = 1, count: Int = 3,
    provisional: Period? = .peildatum(2019)
  ) throws -> Input {
    let sha256 = sha256(of: "\(name) \(edition)")
    var input = Input(
      file: SourceFile(
        sha256: sha256, name: name, bytes: 100 + edition, layout: "duo-leerlingen", rows: count,
        provisional: provisional))
    for index in 0..<count {
      let code = try #require(VestigingCode("0\(index % 10)AA0\(index / 10 % 10)"))
      let row = index + 2
      let source = SourceCell(file: sha256, row: row, column: "LEERJAAR 3 - MAN")
      let fact = Fact(
        layout: "duo-leerlingen", measure: .leerlingen, period: .peildatum(2019), vestiging: code,
        leerweg: .kb, leerjaar: 3, profiel: .pie, geslacht: .man, count: .exact(10 * edition),
        source: source)
      input.rows.append(
        SourceRow(
          row: row, text: "\(code);\(10 * edition)", fields: [code.text, "\(10 * edition)"],
          facts: [fact]))
    }
    input.findings = [
      Finding(
        rule: "rijen-verschoven", level: .ernstig, file: name, row: 3, column: "LEERJAAR 3 - MAN",
        value: "\(edition)", text: Phrase(nl: "verschoven", en: "shifted"),
        remedy: Phrase(nl: "download opnieuw", en: "download again"))
    ]
    return input
  }

  var facts: [Fact] { rows.flatMap(\.facts) }
}

/// 64 hexadecimal digits that depend on the text; no real hash.
func sha256(of text: String) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  let digits = String(hash, radix: 16)
  let padded = String(repeating: "0", count: 16 - digits.count) + digits
  return String(repeating: padded, count: 4)
}

/// What a test body throws.
struct Interruption: Error, Equatable {}

extension Store {
  @discardableResult
  func add(_ input: Input, knownFrom day: String? = nil) throws -> Outcome {
    let day = try day.map { try #require(Day($0)) }
    return try add(file: input.file, fieldNames: input.fieldNames, knownFrom: day) { writer in
      for row in input.rows { try writer.add(row) }
      return input.findings
    }
  }

  /// Every row of every table, as text.
  func contents() throws -> [String: [[Value]]] {
    var contents: [String: [[Value]]] = [:]
    for table in Store.schema where !table.isView {
      contents[table.name] = try query("SELECT * FROM \(table.name) ORDER BY 1, 2, 3").rows
    }
    return contents
  }

  /// The rows of the first column of a query.
  func column(_ sql: String) throws -> [Value] { try query(sql).rows.compactMap(\.first) }
}

/// The law that holds after whatever was done: SQLite finds nothing wrong, and at most one vintage
/// of a layout and name is current.
func expectSound(_ store: Store, sourceLocation: SourceLocation = #_sourceLocation) throws {
  #expect(try store.integrityCheck() == [], sourceLocation: sourceLocation)
  let doubles = """
    SELECT layout, name FROM raw_file WHERE current = 1 GROUP BY 1, 2 HAVING count(*) > 1
    """
  #expect(try store.query(doubles).rows.isEmpty, sourceLocation: sourceLocation)
}

/// The error of the module that `body` throws.
func storeError(_ body: () throws -> Void) throws -> StoreError {
  let error = #expect(throws: StoreError.self) { try body() }
  return try #require(error)
}
