import Ingest
import Records
import Testing

@Suite struct DuoTabelLayoutsTests {
  private static let leerlingen =
    "vestiging;school;gemeente;leerweg;profiel;sector;leerjaar;geslacht;peildatum;leerlingen;bron\n"
  private static let examens =
    "vestiging;school;gemeente;leerweg;lwt;sector;geslacht;examenjaar;examenkandidaten;geslaagden;"
    + "bron\n"

  @Test func `a pupil row is one fact, blank fields are not split`() throws {
    let file = try WholeFile(
      "t.csv",
      Self.leerlingen
        + "03WO01;S;;KB;PIE;techniek;3;man;2019;2..8;a rij 1,2\n"
        + "03WO01;S;;;;;1;vrouw;2018;<5;a rij 3\n"
        + "03WO01;S;;BB;Vakmanschapsroute Techniek;techniek;4;man;2019;7;a rij 4\n")
    #expect(file.facts.map(\.count) == [.suppressed(2...8), .suppressed(1...4), .exact(7)])
    #expect(file.facts.map(\.leerweg) == [.kb, nil, .bb])
    #expect(file.facts.map(\.profiel) == [.pie, nil, Profiel("Vakmanschapsroute Techniek")])
    #expect(file.facts.map(\.leerjaar) == [3, 1, 4])
    #expect(file.header.provisional == .peildatum(2019))
  }

  @Test func `an exam row is kandidaten and geslaagden`() throws {
    let file = try WholeFile(
      "t.csv", Self.examens + "01FP00;S;ALMERE;BB;ja;techniek;totaal;2024;22;16;a rij 9\n")
    #expect(file.facts.map(\.measure) == [.examenkandidaten, .geslaagden])
    #expect(file.facts.map(\.count) == [.exact(22), .exact(16)])
    #expect(file.facts.allSatisfy { $0.lwt && $0.period == .examenjaar(2024) })
    #expect(file.header.provisional == .examenjaar(2024))
  }

  @Test(arguments: [
    ("vestiging", "01FP0;S;A;BB;nee;techniek;totaal;2024;2;1;b"),
    ("leerweg", "01FP00;S;A;XX;nee;techniek;totaal;2024;2;1;b"),
    ("lwt", "01FP00;S;A;BB;x;techniek;totaal;2024;2;1;b"),
    ("geslacht", "01FP00;S;A;BB;nee;techniek;m;2024;2;1;b"),
    ("geslaagden", "01FP00;S;A;BB;nee;techniek;man;2024;2;8..2;b"),
  ])
  func `a cell that its column cannot hold is named`(column: String, row: String) throws {
    let error = try #require(throws: IngestError.self) {
      try WholeFile("t.csv", Self.examens + row + "\n")
    }
    guard case .badValue("t.csv", 2, column, _, _) = error else {
      Issue.record("\(error)")
      return
    }
  }
}
