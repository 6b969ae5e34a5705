import Records
import Testing

@testable import Reports

@Suite struct CSVTableTests {
  static func table(_ texts: [String]) -> Table {
    Table(
      id: "t", title: Phrase(""), caption: Phrase(""),
      columns: [Table.Column(key: "naam", title: Phrase("Naam"), kind: .text)],
      rows: texts.map { Table.Row([.text(Phrase($0))]) }, source: Phrase(""))
  }

  /// A reader of RFC 4180, written apart from the writer.
  static func parse(_ text: String, separator: Character) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        field += "\""
        scalars.removeFirst()
      case "\"": isQuoted.toggle()
      case "\r" where !isQuoted && scalars.first == "\n":
        scalars.removeFirst()
        rows.append(row + [field])
        (row, field) = ([], "")
      default:
        if !isQuoted, Character(scalar) == separator {
          row.append(field)
          field = ""
        } else {
          field.unicodeScalars.append(scalar)
        }
      }
    }
    return rows
  }

  @Test(arguments: Language.allCases) func `awkward texts come back as they were`(
    language: Language
  ) {
    let texts = [
      "a;b", "a,b", "zeg \"ja\"", "regel\neen", "regel\r\ntwee", " spatie ", "é – ’t", "",
      "\"", ";;", "x\"y;z\r\n",
    ]
    let csv = CSVTable.render(Self.table(texts), language: language)
    let rows = Self.parse(csv, separator: language == .nl ? ";" : ",")
    #expect(rows.map(\.first) == (["naam"] + texts))
    #expect(rows.allSatisfy { $0.count == 1 })
  }

  @Test(arguments: ["=1+1", "+31", "-5", "@x", "\tx", "\rx"])
  func `a text that looks like a formula is disarmed`(text: String) {
    let csv = CSVTable.render(Self.table([text]), language: .nl)
    #expect(Self.parse(csv, separator: ";").last == ["'" + text])
  }

  @Test func `numbers are for machines, withheld counts print their bounds`() {
    let nl = Self.parse(CSVTable.render(SampleReport.profiles, language: .nl), separator: ";")
    #expect(
      nl[0] == ["vestiging", "profiel", "j2019", "j2020", "j2021", "j2022", "j2023", "aandeel"])
    #expect(nl[1][7] == "10,8")
    #expect(nl[4] == ["Het Element", "PIE", "1..4", "", "n.v.t.", "0", "1..4", ""])
    #expect(nl[5][6] == "1613")
    let en = Self.parse(CSVTable.render(SampleReport.profiles, language: .en), separator: ",")
    #expect(en[1][7] == "10.8")
    #expect(en[1][0] == "Van Lodenstein <\"College\"> & co")
  }

  @Test func `intervals and negative numbers need no guard`() {
    let table = Table(
      id: "t", title: Phrase(""), caption: Phrase(""),
      columns: [Table.Column(key: "x", title: Phrase("x"), kind: .number(decimals: 1))],
      rows: [[.interval(-1.25...2.5)], [.number(-3)], [.interval(2...2)], [.number(.nan)]]
        .map { Table.Row($0) }, source: Phrase(""))
    #expect(CSVTable.render(table, language: .nl) == "x\r\n-1,3..2,5\r\n-3,0\r\n2,0\r\n\r\n")
  }
}
