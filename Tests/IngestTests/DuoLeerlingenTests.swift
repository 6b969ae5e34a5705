import Ingest
import Records
import Testing

@Suite struct DuoLeerlingenTests {
  private func read(_ rows: String..., name: String = "leerlingen-2019.csv") throws -> WholeFile {
    try WholeFile(name, ([Duo.leerlingenHeader] + rows).joined(separator: "\n") + "\n")
  }

  @Test func `a vmbo row is four facts: leerjaar 3 and 4, man and vrouw`() throws {
    let file = try read(Duo.leerlingen("2;<5;0;"))
    let expected: [(Int, Geslacht, Count)] = [
      (3, .man, .exact(2)), (3, .vrouw, .suppressed(1...4)), (4, .man, .exact(0)),
      (4, .vrouw, .missing),
    ]
    #expect(file.facts.count == 4)
    for (fact, (leerjaar, geslacht, count)) in zip(file.facts, expected) {
      #expect(
        fact
          == Fact(
            layout: "duo-leerlingen", measure: .leerlingen, period: .peildatum(2019),
            vestiging: try #require(VestigingCode("00ML09")), leerweg: .kb, leerjaar: leerjaar,
            profiel: .bwi, sector: .techniek, geslacht: geslacht, count: count,
            source: SourceCell(
              file: file.header.sha256, row: 2,
              column: "LEER- OF VERBLIJFSJAAR \(leerjaar) - \(geslacht.rawValue.uppercased())")))
    }
    #expect(file.header.provisional == .peildatum(2019))
    #expect(file.header.layout == "duo-leerlingen")
    #expect(file.findings == [])
  }

  @Test func `brugjaren are leerjaar 1 and 2 without leerweg and profile`() throws {
    let file = try read(
      Duo.leerlingen(
        type: "Brugjaar 1-2", sector: "N.v.t.", afdeling: "N.v.t.", first: "1;2;3;4", "0;0;0;0"))
    #expect(file.facts.map(\.leerjaar) == [1, 1, 2, 2])
    #expect(file.facts.map(\.count) == [.exact(1), .exact(2), .exact(3), .exact(4)])
    #expect(file.facts.allSatisfy { $0.leerweg == nil && $0.profiel == nil && $0.sector == nil })
  }

  @Test(arguments: ["HAVO lj 4-5", "VWO lj 4-6", "VMBO uitbest. aan VAVO", "Int. Baccelaureaat"])
  func `other types are rows without facts`(type: String) throws {
    let file = try read(
      Duo.leerlingen(type: type, sector: "N.v.t.", afdeling: "Natuur en Techniek", "5;6;7;8"))
    #expect(file.facts == [])
    #expect(file.rows.count == 1)
    #expect(file.rows[0].fields[14..<18] == ["5", "6", "7", "8"])
    #expect(file.findings == [])
  }

  @Test func `pupils outside the leerjaren of the type are reported, not counted`() throws {
    let file = try read(Duo.leerlingen(first: "0;7;0;0", "1;1;1;1"))
    #expect(file.facts.count == 4)
    #expect(file.findings.map(\.rule) == ["leerjaar-buiten-onderwijstype"])
    #expect(file.findings.map(\.column) == ["LEER- OF VERBLIJFSJAAR 1 - VROUW"])
    #expect(file.findings.map(\.value) == ["7"])
    #expect(file.findings.map(\.row) == [2])
  }

  @Test func `rows that repeat for LWOO each give facts, a true repetition is reported`() throws {
    let file = try read(
      Duo.leerlingen(element: "6021", "2;0;2;0"), Duo.leerlingen(element: "6065", "2;0;0;0"),
      Duo.leerlingen(element: "6021", "2;0;2;0"))
    #expect(file.facts.count == 12)
    #expect(file.findings.map(\.rule) == ["dubbele-sleutel"])
    #expect(file.findings.map(\.row) == [4])
    #expect(file.findings[0].text.nl == "dezelfde sleutel staat al in rij 2")
  }

  @Test func `headers of both generations are one layout`() throws {
    let header = Duo.leerlingenHeader
      .replacing("BRIN NUMMER", with: "INSTELLINGSCODE")
      .replacing("VESTIGINGSNUMMER", with: "VESTIGINGSCODE")
      .replacing("LEER- OF VERBLIJFSJAAR 3", with: "LEERJAAR 3")
    let file = try WholeFile(
      "leerlingen-2023.csv", header + "\r\n" + Duo.leerlingen(code: "01FP;0", "<5;5;6;7") + "\r\n")
    #expect(file.facts.map(\.vestiging.text) == Array(repeating: "01FP00", count: 4))
    #expect(file.facts.first?.period == .peildatum(2023))
    #expect(file.facts.first?.source.column == "LEERJAAR 3 - MAN")
  }

  @Test func `a file without a year in its name is refused`() {
    #expect(throws: IngestError.noYear(file: "leerlingen.csv")) {
      try read(Duo.leerlingen("1;1;1;1"), name: "leerlingen.csv")
    }
  }

  @Test func `a malformed location or sector is refused with its cell`() throws {
    let error = try #require(throws: IngestError.self) {
      try read(Duo.leerlingen(code: "00M;09", "1;1;1;1"))
    }
    guard case .badValue("leerlingen-2019.csv", 2, "BRIN NUMMER", "00M", _) = error else {
      Issue.record("\(error)")
      return
    }
    let sector = try #require(throws: IngestError.self) {
      try read(Duo.leerlingen(sector: "Bouwen", "1;1;1;1"))
    }
    guard case .badValue(_, 2, "VMBO SECTOR", "Bouwen", _) = sector else {
      Issue.record("\(sector)")
      return
    }
  }

  @Test func `an unknown type is reported once, at its first row`() throws {
    let file = try read(
      Duo.leerlingen(type: "VMBO-MBO2 lj 3-6", element: "1", "1;1;1;1"),
      Duo.leerlingen(type: "VMBO-MBO2 lj 3-6", element: "2", "1;1;1;1"))
    #expect(file.facts == [])
    #expect(file.findings.map(\.rule) == ["onderwijstype-onbekend"])
    #expect(file.findings.map(\.row) == [2])
    #expect(file.findings.map(\.value) == ["VMBO-MBO2 lj 3-6"])
  }

  @Test func `an afdeling with one letter wrong is reported, a route or an older name is not`()
    throws
  {
    let rows = [
      "Bouwen, wonen en interieur", "Vakmanschapsroute Techniek", "Beroepsroute Landbouw",
      "Bouwen, wonen en interieurx", "Bouwen, wonen en interieurx", "Iets anders", "",
    ].enumerated().map { number, afdeling in
      Duo.leerlingen(element: "\(6000 + number)", "0;1;0;0")
        .replacing("Bouwen, wonen en interieur", with: afdeling)
    }
    let file = try WholeFile(
      "leerlingen-2019.csv", ([Duo.leerlingenHeader] + rows).joined(separator: "\n"))
    let found = file.findings.filter { $0.rule == "afdeling-onbekend" }
    #expect(found.map(\.row) == [5, 7, 8])
    #expect(found.map(\.value) == ["Bouwen, wonen en interieurx", "Iets anders", ""])
    #expect(found[0].text.nl.contains("“bouwen, wonen en interieur”"))
    #expect(!found[1].text.nl.contains("misschien"))
  }
}
