import Ingest
import Records
import Testing

@Suite struct DuoLeerlingenVoTests {
  @Test func `in the long form a 4 is 1 to 4, and other numbers are exact`() throws {
    let file = try WholeFile(
      "01voins.csv",
      table(
        DuoFiles.langHeader, DuoFiles.lang("3,4"), DuoFiles.lang("4,5"),
        DuoFiles.lang(location: "0", "3,3"), DuoFiles.lang(year: "2017", "3,14"),
        DuoFiles.lang(year: "2017", "4,")))
    #expect(file.header.layout == "duo-leerlingen-lang")
    #expect(file.header.provisional == .peildatum(2017))
    #expect(
      file.facts.map(\.count) == [
        .suppressed(1...4), .exact(5), .exact(3), .exact(14), .missing,
      ])
    #expect(file.facts.map(\.leerjaar) == [3, 4, 3, 3, 4])
    #expect(
      file.facts.map(\.vestiging.text) == ["00ML09", "00ML09", "00ML00", "00ML09", "00ML09"])
    #expect(file.facts.map(\.period.year) == [2016, 2016, 2016, 2017, 2017])
    for fact in file.facts {
      #expect(fact.leerweg == .kb && fact.profiel == .bwi && fact.sector == .techniek)
      #expect(fact.geslacht == .totaal && fact.measure == .leerlingen)
    }
    #expect(file.findings == [])
  }

  @Test func `types without facts pass, unknown ones and odd leerjaren are told`() throws {
    let file = try WholeFile(
      "01voins.csv",
      table(
        DuoFiles.langHeader,
        DuoFiles.lang(type: "Brugjaar 1-2", sector: "N.v.t.", afdeling: "N.v.t.", "1,20"),
        DuoFiles.lang(type: "HAVO lj 4-5", sector: "N.v.t.", afdeling: "N.v.t.", "4,20"),
        DuoFiles.lang(type: "VMBO-MBO2 lj 3-6", "3,20"), DuoFiles.lang("5,20"),
        DuoFiles.lang("6,0")))
    #expect(file.rows.map(\.facts.count) == [1, 0, 0, 0, 0])
    #expect(file.facts[0].leerweg == nil && file.facts[0].profiel == nil)
    #expect(
      file.findings.map(\.rule) == ["onderwijstype-onbekend", "leerjaar-buiten-onderwijstype"])
    #expect(file.findings.map(\.row) == [4, 5])
  }

  @Test(arguments: ["7,5", "x,5", "3,<5", "3,-1"])
  func `what the long form cannot hold is refused`(cells: String) {
    #expect(throws: IngestError.self) {
      try WholeFile("01voins.csv", table(DuoFiles.langHeader, DuoFiles.lang(cells)))
    }
  }

  @Test func `pupils by postcode, long form, by place of living`() throws {
    let header =
      "_id,JAAR,BRIN NUMMER,VESTIGINGSNUMMER,INSTELLINGSNAAM VESTIGING,GEMEENTENUMMER,"
      + "GEMEENTENAAM,POSTCODE LEERLING,PLAATSNAAM LEERLING,GEMEENTENUMMER LEERLING,"
      + "GEMEENTENAAM LEERLING,LEER- OF VERBLIJFSJAAR,AANTAL LEERLINGEN"
    let row = "1,2015,00ML,9,\"loc, Het Element\",307,AMERSFOORT,"
    let file = try WholeFile(
      "02voins.csv",
      table(
        header, row + "3811,AMERSFOORT,307,Amersfoort,2,4",
        row + "20,DUITSLAND,9920,woonachtig in Duitsland,2,7"))
    #expect(file.header.layout == "duo-leerlingen-postcode-lang")
    let read = file.rows.flatMap(\.observations)
    #expect(read.map(\.value) == [.count(.suppressed(1...4)), .count(.exact(7))])
    #expect(
      read.map { $0.dimensions.map(\.value) } == [["3811", "0307", "2"], ["20", "9920", "2"]])
    #expect(
      read[0].dimensions.map(\.name) == ["postcode leerling", "gemeente leerling", "leerjaar"])
    #expect(read.allSatisfy { $0.period == .peildatum(2015) && $0.measure == "leerlingen" })
  }

  @Test func `by board, both generations of the header and both ways to withhold`() throws {
    let new =
      "\"BEVOEGD GEZAG NUMMER\";\"INSTELLINGSCODE\";\"VESTIGINGSCODE\";"
      + "\"INSTELLINGSNAAM VESTIGING\";\"PLAATSNAAM\";\"GEMEENTENUMMER\";\"GEMEENTENAAM\";"
      + "\"PROVINCIE\";\"AANTAL LEERLINGEN\";\"AANTAL VO LEERLINGEN UITBESTEED AAN VAVO\""
    let row =
      "\"12975\";\"01XN\";\"01XN09\";\"Almere College\";\"DRONTEN\";\"0303\";\"Dronten\";"
      + "\"Flevoland\";344;"
    let file = try WholeFile(
      "03.-leerlingen-2025.csv",
      table(new, row + "\"<5\"", row.replacing("N09", with: "N01") + "-1"))
    let values = file.rows.flatMap(\.observations).map(\.value)
    let pair: [Observation.Value] = [.count(.exact(344)), .count(.suppressed(1...4))]
    #expect(values == pair + pair)
    #expect(
      file.rows[0].observations[1].dimensions == [
        Observation.Dimension("bestuur", "12975"), Observation.Dimension("vavo", "ja"),
      ])

    let old =
      "BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;TOTAAL AANTAL LEERLINGEN;"
      + "AANTAL LEERLINGEN;AANTAL VO LEERLINGEN UITBESTEED AAN VAVO;INSTELLINGSNAAM VESTIGING;"
      + "GEMEENTENAAM;GEMEENTENUMMER;PLAATSNAAM;PROVINCIE"
    let before = try WholeFile(
      "03.-leerlingen-2016.csv",
      table(old, "12975;01XN;01XN09;350;344;6;Almere College;Dronten;303;DRONTEN;Flevoland"))
    #expect(before.header.layout == "duo-leerlingen-bestuur")
    #expect(
      before.rows[0].observations.map(\.value) == [350, 344, 6].map { .count(.exact($0)) })
    #expect(before.rows[0].observations[0].dimensions.last?.value == "totaal")
  }

  @Test(.enabled(if: SharedData.isPresent, "../shared/data is absent"))
  func `the excerpt of 2025`() throws {
    let file = try WholeFile(
      path: SharedData.folder
        + "/03-leerlingen-vo-per-vestiging-en-bestuur-2025.EXCERPT.csv")
    let read = file.rows.flatMap(\.observations)
    #expect(file.header.layout == "duo-leerlingen-bestuur")
    #expect(read.count == 6)
    #expect(read.count { $0.value == .count(.suppressed(1...4)) } == 1)
    #expect(read[0].value == .count(.exact(691)) && read[0].place.code == "01XN01")
    #expect(read[0].period == .peildatum(2025))
  }
}
