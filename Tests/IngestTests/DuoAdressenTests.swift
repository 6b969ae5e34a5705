import Ingest
import Records
import Testing

@Suite struct DuoAdressenTests {
  private static let vo =
    "PROVINCIE;BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM;STRAATNAAM;"
    + "HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;"
    + "TELEFOONNUMMER;INTERNETADRES;ONDERWIJSSTRUCTUUR;STRAATNAAM CORRESPONDENTIEADRES;"
    + "HUISNUMMER-TOEVOEGING CORRESPONDENTIEADRES;POSTCODE CORRESPONDENTIEADRES;"
    + "PLAATSNAAM CORRESPONDENTIEADRES;NODAAL GEBIED CODE;NODAAL GEBIED NAAM;RPA-GEBIED CODE;"
    + "RPA-GEBIED NAAM;WGR-GEBIED CODE;WGR-GEBIED NAAM;COROPGEBIED CODE;COROPGEBIED NAAM;"
    + "ONDERWIJSGEBIED CODE;ONDERWIJSGEBIED NAAM;RMC-REGIO CODE;RMC-REGIO NAAM"
  private static let row =
    "Flevoland;40306;24RW;24RW00;Oostvaarders College;A. Boekenweg;3;1333 VD;ALMERE;0034;ALMERE;"
    + "Algemeen bijzonder;          ;   ;VBO/MAVO/HAVO/VWO;A. Boekenweg;3;1333 VD;ALMERE;28;"
    + "Harderwijk;15;Flevoland;18;Flevoland;40;Flevoland;10;Harderwijk-Amersfoort;18;Flevoland"

  private static func adressen(_ file: WholeFile) -> [VestigingAdres] {
    file.rows.flatMap(\.references).compactMap {
      if case .adres(let adres) = $0 { adres } else { nil }
    }
  }

  @Test func `an address, as it was and with the header of 2026`() throws {
    let old = try WholeFile("02.-alle-vestigingen-vo.csv", table(Self.vo, Self.row))
    #expect(old.header.layout == "duo-adressen-vo")
    #expect(old.header.provisional == nil)
    #expect(
      Self.adressen(old) == [
        VestigingAdres(
          vestiging: vestiging("24RW00"), naam: "Oostvaarders College", postcode: "1333VD",
          plaats: "ALMERE", gemeente: "0034", gemeentenaam: "ALMERE", provincie: "Flevoland",
          bestuur: "40306", rmc: "18", rmcNaam: "Flevoland", structuur: "VBO/MAVO/HAVO/VWO",
          source: SourceCell(file: old.header.sha256, row: 2, column: "VESTIGINGSNUMMER"))
      ])
    let header = Self.vo.replacing("BRIN NUMMER", with: "INSTELLINGSCODE")
      .replacing("VESTIGINGSNUMMER", with: "VESTIGINGSCODE")
    let new = try WholeFile(
      "v.csv",
      table(
        header + ";VAKANTIEREGIO",
        Self.row.replacing(";0034;", with: ";34;").replacing(";18;Fl", with: ";7;Fl") + ";Midden"))
    #expect(new.header.layout == "duo-adressen-vo")
    #expect(Self.adressen(new)[0].gemeente == "0034")
    #expect(Self.adressen(new)[0].rmc == "07")
    #expect(new.names.last == "vakantieregio")
  }

  @Test func `primary schools have no onderwijsstructuur, and a blank part stays empty`() throws {
    let header = Self.vo.replacing("ONDERWIJSSTRUCTUUR;", with: "")
    let row = Self.row.replacing("VBO/MAVO/HAVO/VWO;", with: "").replacing("1333 VD", with: "")
    let file = try WholeFile("v.csv", table(header, row))
    #expect(file.header.layout == "duo-adressen-bo")
    #expect(Self.adressen(file)[0].structuur == "")
    #expect(Self.adressen(file)[0].postcode == "")
  }

  @Test(arguments: [
    (";24RW00;", ";25RW00;", "VESTIGINGSNUMMER"), (";0034;", ";Almere;", "GEMEENTENUMMER"),
    (";1333 VD;ALMERE;0034", ";1333 V;ALMERE;0034", "POSTCODE"),
  ])
  func `a code that is none is refused`(part: String, wrong: String, column: String) throws {
    let error = try #require(throws: IngestError.self) {
      try WholeFile("v.csv", table(Self.vo, Self.row.replacing(part, with: wrong)))
    }
    guard case .badValue(_, 2, column, _, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  /// Numbers from Reference/count_layouts.py.
  @Test(
    .enabled(if: SharedData.isPresent, "../shared/data is absent"),
    arguments: [
      ("vo", 1619, 296, 59, 1_037_786, 43), ("bo", 6268, 355, 247, 4_926_016, 137),
    ])
  func `the national files`(
    sector: String, rows: Int, gemeenten: Int, inRMC: Int, sum: Int, in38: Int
  ) throws {
    let file = try WholeFile(path: SharedData.folder + "/alle-vestigingen-\(sector).csv")
    let read = Self.adressen(file)
    #expect(file.header.layout == "duo-adressen-\(sector)")
    #expect(file.findings == [])
    #expect(read.count == rows)
    #expect(Set(read.map(\.vestiging)).count == rows)
    #expect(Set(read.map(\.gemeente)).count == gemeenten)
    #expect(read.allSatisfy { $0.gemeente.utf8.count == 4 && $0.postcode.utf8.count == 6 })
    #expect(read.count { $0.rmc == "16" } == inRMC)
    #expect(read.reduce(0) { $0 + (Int($1.gemeente) ?? 0) } == sum)
    #expect(read.count { $0.postcode.hasPrefix("38") } == in38)
  }
}
