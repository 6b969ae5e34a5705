import Ingest
import Records
import Testing

@Suite struct StandFileTests {
  static let header = "vestiging;jaar;toestand;aantal;instroom;naar\n"

  private func read(_ text: String) throws -> [Stand] {
    try withFile("standen.csv", text) { try StandFile.read(path: $0) }
  }

  @Test func `stocks keep their bounds, and an empty inflow is not nobody`() throws {
    let rows = try read(
      Self.header + "A;2021;lj 3;57;55;lj 3| lj 4 |weg\nA;2021;lj 4;<5;0;\n\nA;2021;mbo;5..9;;\n")
    #expect(
      rows == [
        Stand(
          vestiging: "A", jaar: 2021, toestand: "lj 3", count: .exact(57), instroom: .exact(55),
          naar: ["lj 3", "lj 4", "weg"], row: 2),
        Stand(
          vestiging: "A", jaar: 2021, toestand: "lj 4", count: .suppressed(1...4),
          instroom: .exact(0), row: 3),
        Stand(vestiging: "A", jaar: 2021, toestand: "mbo", count: .suppressed(5...9), row: 5),
      ])
  }

  @Test func `inflow, destinations and source need not be there, and columns have no order`() throws
  {
    let rows = try read("Aantal,Toestand,bron,jaar,Vestiging\n4,\"a, b\",p. 3,2020,V\n")
    #expect(
      rows == [Stand(vestiging: "V", jaar: 2020, toestand: "a, b", count: .exact(4), row: 2)])
  }

  @Test(arguments: [
    ("A;2021;a;-3;;", "aantal", "-3"), ("A;2021;a;2,5;;", "aantal", "2,5"),
    ("A;2021;a;2.5;;", "aantal", "2.5"), ("A;2021;a;;;", "aantal", ""),
    ("A;2021;a;1000001;;", "aantal", "1000001"), ("A;2021;a;9;-1;", "instroom", "-1"),
    ("A;2021;a;9;10;", "instroom", "10"), ("A;2021;a;<5;5..9;", "instroom", "5..9"),
    ("A;21;a;3;;", "jaar", "21"), (";2021;a;3;;", "vestiging", ""),
    ("A;2021;;3;;", "toestand", ""), ("A;2021;Totaal;3;;", "toestand", "Totaal"),
    ("A;2021;a;3;;a||b", "naar", "a||b"), ("A;2021;a;3;;a|a", "naar", "a|a"),
    ("A;2021;A;3;;", "toestand", "A"), ("a;2021;b;3;;", "vestiging", "a"),
    ("A;2021;a;3;;leerjaar4|Leerjaar 4", "naar", "Leerjaar 4"),
  ])
  func `a cell that says nothing, or another thing, is refused with its place`(
    line: String, column: String, found: String
  ) throws {
    let error = #expect(throws: IngestError.self) {
      try read(Self.header + "A;2020;a;3;;\n" + line + "\n")
    }
    guard case .badValue("standen.csv", 3, column, found, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a stock said twice, a short row and another header are refused`() throws {
    #expect(
      throws: IngestError.duplicateRow(file: "standen.csv", row: 3, first: 2, key: "A, 2021, a")
    ) { try read(Self.header + "A;2021;a;3;;\nA;2021;a;4;;\n") }
    #expect(
      throws: IngestError.wrongFieldCount(file: "standen.csv", row: 2, found: 3, expected: 6)
    ) { try read(Self.header + "A;2021;a\n") }
    #expect(
      throws: IngestError.unknownHeader(
        file: "standen.csv", nearest: "regio-standen", missing: ["aantal"],
        unexpected: ["leerlingen"])
    ) { try read("vestiging;jaar;toestand;leerlingen\n") }
    #expect(throws: IngestError.duplicateColumn(file: "standen.csv", column: "Jaar")) {
      try read("vestiging;jaar;toestand;aantal;Jaar\n")
    }
  }

  @Test func `flows and stocks are told apart by their header`() throws {
    func input(_ text: String) throws -> StroomInput {
      try withFile("f.csv", text) { try StroomInput.read(path: $0) }
    }
    guard case .stocks(let stocks) = try input(Self.header + "A;2021;a;3;;\n"),
      case .flows(let flows) = try input("vestiging;jaar;van;naar;leerlingen\nA;2021;a;b;3\n")
    else {
      Issue.record("taken for the other")
      return
    }
    #expect(stocks.count == 1 && flows.count == 1)
    // What fits neither is compared with the nearest.
    #expect(
      throws: IngestError.unknownHeader(
        file: "f.csv", nearest: "regio-standen", missing: ["toestand"], unexpected: ["leerjaar"])
    ) { try input("vestiging;jaar;leerjaar;aantal\n") }
    #expect(
      throws: IngestError.unknownHeader(
        file: "f.csv", nearest: "regio-stromen", missing: [], unexpected: ["toestand"])
    ) { try input("vestiging;jaar;van;naar;leerlingen;toestand\n") }
    #expect(
      throws: IngestError.unknownHeader(
        file: "f.csv", nearest: "regio-stromen", missing: ["van", "naar", "leerlingen"],
        unexpected: ["profiel"])
    ) { try input("vestiging;jaar;profiel\n") }
  }

  @Test(arguments: [
    "vestiging;jaar;toestand;aantal\nA;2020;lj 3;9\n",
    "Jaar,van,naar,leerlingen,vestiging\n2020,lj 3,lj 4,9,A\n",
  ])
  func `the store says which command reads a file of flows or stocks`(text: String) throws {
    let error = try #require(throws: IngestError.self) { try WholeFile("eigen.csv", text) }
    #expect(error == .forStromen(file: "eigen.csv"))
    #expect(error.message.nl.contains("doorstroom stromen"))
    // One column short is still an unknown layout.
    let short = text.replacing("toestand", with: "x").replacing("naar", with: "x")
    let other = try #require(throws: IngestError.self) { try WholeFile("eigen.csv", short) }
    guard case .unknownHeader = other else {
      Issue.record("\(other)")
      return
    }
  }
}
