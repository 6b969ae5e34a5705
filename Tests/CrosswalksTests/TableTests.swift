import Testing

@testable import Crosswalks

@Suite struct TableTests {
  private func cells(_ text: String) throws -> [[String]] {
    try Table(text, name: "proef", header: ["a", "bron"]).rows.map(\.cells)
  }

  @Test func `quotes, comments, empty lines, CRLF and a BOM are read`() throws {
    let text = "\u{feff}a;bron\r\n# 1;2\r\n\r\n\"x;\"\"y\"\"\";z\r\n;\r\n"
    #expect(try cells(text) == [["x;\"y\"", "z"], ["", ""]])
  }

  @Test func `rows are numbered as an editor counts them`() throws {
    let table = try Table("a;bron\n#\n1;2\n", name: "proef", header: ["a", "bron"])
    #expect(table.rows.map(\.number) == [3])
  }

  @Test func `another header is refused`() {
    #expect(
      throws: CrosswalkError.wrongHeader(
        table: "proef", found: ["bron", "a"], expected: ["a", "bron"])
    ) { try cells("bron;a\n") }
    #expect(
      throws: CrosswalkError.wrongHeader(table: "proef", found: [], expected: ["a", "bron"])
    ) { try cells("") }
  }

  @Test func `a row with another number of cells is refused`() {
    #expect(
      throws: CrosswalkError.wrongCellCount(table: "proef", row: 2, found: 3, expected: 2)
    ) { try cells("a;bron\n1;2;3\n") }
  }

  @Test func `a cell that means nothing is named`() throws {
    let row = try Table("a;bron\nx;y\n", name: "proef", header: ["a", "bron"]).rows[0]
    #expect(
      throws: CrosswalkError.badCell(table: "proef", row: 2, column: "a", value: "x")
    ) { try row.value("a") { Int($0) } }
  }
}
