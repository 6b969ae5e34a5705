import Records
import Testing

@testable import Ingest

@Suite struct TotalRowTests {
  private static let header = "regio;groep;jaar;percentage;noemer;bron\n"
  private static let row = "a;PIE;2023;90,5;10;b\n"

  /// What rows and batches refuse a file for.
  private func refusals(_ name: String, _ text: String) throws -> [IngestError?] {
    try withFile(name, text) { path in
      let reader = try SourceReader(path: path)
      var refusals: [IngestError?] = [nil, nil]
      do throws(ReadFailure<Never>) { _ = try reader.read { _ in } } catch {
        refusals[0] = error.cause
      }
      do throws(ReadFailure<Never>) { _ = try reader.batches { _ in } } catch {
        refusals[1] = error.cause
      }
      return refusals
    }
  }

  @Test(arguments: [
    "Totaal", "totaal", "TOTAAL:", "Totaal 2023", "Subtotaal", "Eindtotaal", "Algemeen totaal",
    "Total", "Grand total",
  ])
  func `a row that begins with a total is refused, by rows and by batches`(word: String) throws {
    let found = try refusals("d.csv", Self.header + Self.row + "\(word);;2023;88,1;20;b\n")
    let expected = IngestError.totalRow(file: "d.csv", row: 3, column: "regio", found: word)
    #expect(found == [expected, expected])
    let behind = try refusals("d.csv", Self.header + Self.row + ";\(word);2023;88,1;20;b\n")
    let inGroup = IngestError.totalRow(file: "d.csv", row: 3, column: "groep", found: word)
    #expect(behind == [inGroup, inGroup])
  }

  @Test(arguments: ["Totalisator", "Stotaal", "totaalweg 3", "a"])
  func `a name that only looks like it is a name`(word: String) throws {
    #expect(
      try refusals("d.csv", Self.header + "\(word);PIE;2023;88,1;20;b\n") == [nil, nil])
  }

  @Test func `DUO's pupil file with a total under it is refused for that, not for a code`() throws {
    let text =
      Duo.leerlingenHeader + "\n" + Duo.leerlingen("2;0;2;0") + "\nTotaal"
      + String(repeating: ";", count: 11) + String(repeating: "9;", count: 10) + "9\n"
    let expected = IngestError.totalRow(
      file: "leerlingen-2019.csv", row: 3, column: "BRIN NUMMER", found: "Totaal")
    #expect(try refusals("leerlingen-2019.csv", text) == [expected, expected])
  }

  @Test(arguments: [(",", ";"), (";", ","), (",", "\t")])
  func `rows under another delimiter than the header's are said to be so`(
    header: String, rows: String
  ) throws {
    let text =
      Self.header.replacing(";", with: header)
      + Self.row.replacing("90,5", with: "90.5").replacing(";", with: rows)
    try withFile("d.csv", text) { path in
      let error = IngestError.otherDelimiter(
        file: "d.csv", row: 2, found: rows == "\t" ? "tab" : rows, expected: header)
      #expect(throws: error) { try SourceReader(path: path) }
      #expect(error.message.nl.contains("rij 2"))
    }
  }
}
