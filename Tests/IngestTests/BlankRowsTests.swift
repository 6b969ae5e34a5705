import Records
import Testing

@testable import Ingest

@Suite struct BlankRowsTests {
  private static let header = "regio;groep;jaar;percentage;noemer;bron\n"
  private static let row = "a;PIE;2023;90,5;10;b\n"

  @Test func `rows of delimiters alone are passed over, counted and keep their numbers`() throws {
    let blank = ";;;;;\n"
    let text =
      Self.header + blank + Self.row + " ;\t;;\"\";;\r\n" + blank
      + Self.row.replacing("2023", with: "2024") + blank + "\n" + blank
    try withFile("d.csv", text) { path in
      let reader = try SourceReader(path: path)
      #expect(reader.rows == 2)
      var rows: [Int] = []
      let findings = try reader.read { rows.append($0.row) }
      #expect(rows == [3, 6])
      #expect(findings.map(\.rule) == ["lege-rij"])
      #expect(findings.map(\.level) == [.opmerking])
      #expect(findings.first?.row == 2)
      #expect(findings.first?.text.nl == "5 lege rijen overgeslagen: 2, 4–5, 7, 9")
      var numbers: [Int] = []
      let inBatches = try reader.batches { batch in
        numbers += (0..<batch.rows).map(batch.rowNumber)
      }
      #expect(numbers == [3, 6])
      #expect(inBatches == findings)
    }
  }

  @Test func `a file of blank rows alone has no rows`() throws {
    try withFile("d.csv", Self.header + ";;;;;\n;;;;;") { path in
      let reader = try SourceReader(path: path)
      #expect(reader.rows == 0)
      #expect(try reader.read { _ in }.map(\.rule) == ["lege-rij", "geen-rijen"])
    }
  }

  @Test func `blank cells that are fewer than the header's are no blank row`() throws {
    try withFile("d.csv", Self.header + Self.row + ";;\n") { path in
      #expect(throws: IngestError.wrongFieldCount(file: "d.csv", row: 3, found: 3, expected: 6)) {
        try SourceReader(path: path)
      }
    }
  }

  @Test func `a hundred thousand stretches are four and a number`() throws {
    var all = BlankRows()
    for row in 1...100_000 { all.add(2 * row) }
    #expect(all.count == 100_000)
    #expect(all.runs == [2...2, 4...4, 6...6, 8...8])
    #expect(
      all.finding(file: "f")?.text.nl == "100000 lege rijen overgeslagen: 2, 4, 6, 8 en verder")
  }

  @Test(arguments: [1, 2, 3, 5, 50]) func `parts of any size say what one pass says`(size: Int) {
    let rows = [2, 3, 5, 6, 7, 11, 12, 13, 14, 20, 30, 31, 32, 40, 41, 90]
    var whole = BlankRows()
    for row in rows { whole.add(row) }
    var together = BlankRows()
    for start in stride(from: 0, through: 100, by: size) {
      var part = BlankRows()
      for row in rows where (start..<start + size).contains(row) { part.add(row - start) }
      together.append(part, line: start)
    }
    #expect(together == whole)
  }
}
