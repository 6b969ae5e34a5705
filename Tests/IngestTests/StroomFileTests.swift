import Ingest
import Records
import Testing

@Suite struct StroomFileTests {
  static let header = "vestiging;jaar;van;naar;leerlingen\n"

  private func read(_ text: String) throws -> [Stroom] {
    try withFile("stromen.csv", text) { try StroomFile.read(path: $0) }
  }

  @Test func `flows, inflow and totals are told apart, and withheld counts keep their bounds`()
    throws
  {
    let rows = try read(
      Self.header + "A;2021;lj 3;lj 4;52\nA;2021;lj 3;lj 3;<5\n\nA;2021;;lj 3;58\n"
        + "A;2021;Instroom;lj 4;5..9\nA;2021;lj 3;TOTAAL;57\n")
    #expect(
      rows == [
        Stroom(
          vestiging: "A", jaar: 2021, way: .flow(from: "lj 3", to: "lj 4"), count: .exact(52),
          row: 2),
        Stroom(
          vestiging: "A", jaar: 2021, way: .flow(from: "lj 3", to: "lj 3"),
          count: .suppressed(1...4), row: 3),
        Stroom(
          vestiging: "A", jaar: 2021, way: .inflow(to: "lj 3"), count: .exact(58), row: 5),
        Stroom(
          vestiging: "A", jaar: 2021, way: .inflow(to: "lj 4"), count: .suppressed(5...9), row: 6),
        Stroom(
          vestiging: "A", jaar: 2021, way: .stock(of: "lj 3"), count: .exact(57), row: 7),
      ])
  }

  @Test func `columns stand in any order, under either delimiter, with a source beside them`()
    throws
  {
    let rows = try read("Jaar,Naar,van,bron,leerlingen,Vestiging\n2020,x,\"a, b\",p. 3,4,V\n")
    #expect(
      rows == [
        Stroom(
          vestiging: "V", jaar: 2020, way: .flow(from: "a, b", to: "x"), count: .exact(4), row: 2)
      ])
  }

  @Test(arguments: [
    ("A;2021;a;b;-3", "leerlingen", "-3"), ("A;2021;a;b;2,5", "leerlingen", "2,5"),
    ("A;2021;a;b;2.5", "leerlingen", "2.5"), ("A;2021;a;b;", "leerlingen", ""),
    ("A;2021;a;b;n.v.t.", "leerlingen", "n.v.t."), ("A;21;a;b;3", "jaar", "21"),
    ("A;2021-2022;a;b;3", "jaar", "2021-2022"), (";2021;a;b;3", "vestiging", ""),
    ("A;2021;a;;3", "naar", ""), ("A;2021;a;instroom;3", "naar", "instroom"),
    ("A;2021;totaal;a;3", "van", "totaal"), ("A;2021;;totaal;3", "van", ""),
    ("A;2021;a;b;1000001", "leerlingen", "1000001"), ("A;2021;A;b;3", "van", "A"),
    ("A;2021;a;B;3", "naar", "B"), ("a;2021;a;b;3", "vestiging", "a"),
  ])
  func `a cell that says nothing is refused with its place`(
    line: String, column: String, found: String
  ) throws {
    let error = #expect(throws: IngestError.self) {
      try read(Self.header + "A;2020;a;b;3\n" + line + "\n")
    }
    guard case .badValue("stromen.csv", 3, column, found, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a row said twice, a short row and another header are refused`() throws {
    #expect(
      throws: IngestError.duplicateRow(
        file: "stromen.csv", row: 3, first: 2, key: "A, 2021, instroom, a")
    ) { try read(Self.header + "A;2021;;a;3\nA;2021;instroom;a;3\n") }
    #expect(
      throws: IngestError.wrongFieldCount(file: "stromen.csv", row: 2, found: 4, expected: 5)
    ) { try read(Self.header + "A;2021;a;b\n") }
    #expect(
      throws: IngestError.unknownHeader(
        file: "stromen.csv", nearest: "regio-stromen", missing: ["naar"], unexpected: ["tot"])
    ) { try read("vestiging;jaar;van;tot;leerlingen\n") }
    #expect(throws: IngestError.empty(file: "stromen.csv")) { try read("") }
  }
}
