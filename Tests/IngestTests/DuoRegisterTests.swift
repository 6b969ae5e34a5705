import Ingest
import Records
import Testing

@Suite struct DuoRegisterTests {
  private static func overgangen(_ rows: String...) throws -> [Overgang] {
    let text = ([DuoFiles.overgangenHeader] + rows).joined(separator: "\r\n") + "\r\n"
    let file = try WholeFile("OVERGANGEN.csv", "\u{FEFF}" + text)
    #expect(file.header.layout == "duo-overgangen")
    return file.rows.flatMap(\.references).compactMap {
      if case .overgang(let overgang) = $0 { overgang } else { nil }
    }
  }

  @Test func `a succession has its day in one form`() throws {
    let read = try Self.overgangen(DuoFiles.overgang("1-8-2024"))
    #expect(
      read == [
        Overgang(
          van: "07KP00", naar: "17BI07", functie: "D", datum: "2024-08-01", soort: "Fusie",
          volledig: true,
          source: SourceCell(file: read[0].source.file, row: 2, column: "NR_ADMIN_VAN"))
      ])
    for (text, day) in [
      ("31-12-2023", "2023-12-31"), ("2024-02-29", "2024-02-29"), ("20240801", "2024-08-01"),
      ("01-08-2024", "2024-08-01"), ("2024-08-01T00:00:00", "2024-08-01"),
      ("9-11-2005", "2005-11-09"),
    ] {
      #expect(try Self.overgangen(DuoFiles.overgang(text))[0].datum == day)
    }
    #expect(
      try !Self.overgangen(DuoFiles.overgang("1-8-2024", volledig: "N"))[0].volledig)
  }

  @Test(arguments: [
    "30-2-2024", "29-2-2023", "1-13-2024", "0-8-2024", "8-2024", "1-8-24", "gisteren", "2024080",
    "1-8-2024-1", "", "2024-08-01T12:00:00",
  ])
  func `what is no day is refused`(text: String) {
    #expect(throws: IngestError.self) { try Self.overgangen(DuoFiles.overgang(text)) }
  }

  @Test func `whether all went over is J or N`() {
    #expect(throws: IngestError.self) {
      try Self.overgangen(DuoFiles.overgang("1-8-2024", volledig: "ja"))
    }
  }

  @Test func `licences, with an end or without`() throws {
    let header =
      "LICENTIECODE,OIE_CODE,VESTIGINGSCODE,ERKENDEOPLEIDINGSCODE,BEGINDATUM,EINDDATUM,"
      + "BEKOSTIGD,HERKOMST,STADIUM"
    let file = try WholeFile(
      "vo_onderwijslicenties.csv",
      table(
        header, "0211-05a4,00ML,00ML09,470,2016-08-01T00:00:00,,J,VZP_MTGO,STANDAARD",
        "0211-05a5,00ML,00,6065,1-8-2016,20240731,J,VZP_MTGO,STANDAARD"))
    #expect(file.header.layout == "duo-licenties")
    let read = file.rows.flatMap(\.references)
    func licentie(
      _ code: String, _ opleiding: String, _ eind: String, row: Int
    ) -> Reference {
      .licentie(
        Licentie(
          vestiging: vestiging(code), opleiding: opleiding, begin: "2016-08-01", eind: eind,
          source: SourceCell(
            file: file.header.sha256, row: row, column: "ERKENDEOPLEIDINGSCODE")))
    }
    #expect(
      read == [
        licentie("00ML09", "0470", "", row: 2), licentie("00ML00", "6065", "2024-07-31", row: 3),
      ])
  }

  @Test(.enabled(if: SharedData.isPresent, "../shared/data is absent"))
  func `the successions of January 2025`() throws {
    let file = try WholeFile(path: SharedData.folder + "/OVERGANGEN_20250113.csv")
    #expect(file.header.rows == 8785)
    #expect(file.findings == [])
    let read = file.rows.flatMap(\.references).compactMap { reference in
      if case .overgang(let overgang) = reference { overgang } else { nil }
    }
    #expect(read.count == 8785)
    // Reference/count_layouts.py
    #expect(
      Dictionary(grouping: read, by: \.soort).mapValues(\.count) == [
        "Fusie": 4933, "Overdracht": 3674, "Splitsing": 177, "Verzelfst. dislocatie": 1,
      ])
    #expect(
      Dictionary(grouping: read, by: \.functie).mapValues(\.count) == [
        "O": 648, "U": 2123, "D": 2373, "S": 407, "B": 3234,
      ])
    #expect(read.count(where: \.volledig) == 4335)
    #expect(read.count { $0.datum == "2024-08-01" } == 117)
    #expect(read.reduce(0) { $0 + (Int($1.datum.prefix(4)) ?? 0) } == 17_644_950)
    #expect(Dictionary(grouping: read, by: \.van).count { $1.count > 1 } == 341)
    #expect(
      read.contains {
        $0.van == "07KP00" && $0.naar == "17BI07" && $0.datum == "2024-08-01" && $0.functie == "D"
      })
  }
}
