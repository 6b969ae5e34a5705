import Records
import Testing

@testable import Ingest

@Suite struct MboStudentenTests {
  @Test func `students by leerweg are a column a leerweg, -1 is 1 to 4`() throws {
    let file = try WholeFile(
      "2021-2025-01-studenten.csv",
      csv(
        "JAAR,PROVINCIE INSTELLING,BEVOEGD GEZAG NUMMER,INSTELLINGSCODE,INSTELLINGSNAAM,"
          + "PLAATSNAAM INSTELLING,GEMEENTENUMMER INSTELLING,GEMEENTE INSTELLING,"
          + "BBL,BOLDT,BOLVT,EX",
        "2024,Flevoland,40833,25PX,ROC van Flevoland,ALMERE,0034,ALMERE,1210,0,4021,-1",
        "2025,Utrecht,41171,30RR,\"MBO, Amersfoort\",AMERSFOORT,0307,AMERSFOORT,4,-1,5120,36"))
    #expect(file.header.layout == "duo-mbo-studenten-leerweg")
    #expect(file.header.provisional == .peildatum(2025))
    #expect(file.findings.isEmpty)
    #expect(
      file.observationLines == [
        "studenten (aantal) | instelling 25PX | peildatum 2024 | leerweg=BBL | 1210 | rij 2 BBL",
        "studenten (aantal) | instelling 25PX | peildatum 2024 | leerweg=BOLDT | 0 | rij 2 BOLDT",
        "studenten (aantal) | instelling 25PX | peildatum 2024 | leerweg=BOLVT | 4021 | rij 2 BOLVT",
        "studenten (aantal) | instelling 25PX | peildatum 2024 | leerweg=EX | 1..4 | rij 2 EX",
        "studenten (aantal) | instelling 30RR | peildatum 2025 | leerweg=BBL | 4 | rij 3 BBL",
        "studenten (aantal) | instelling 30RR | peildatum 2025 | leerweg=BOLDT | 1..4 | rij 3 BOLDT",
        "studenten (aantal) | instelling 30RR | peildatum 2025 | leerweg=BOLVT | 5120 | rij 3 BOLVT",
        "studenten (aantal) | instelling 30RR | peildatum 2025 | leerweg=EX | 36 | rij 3 EX",
      ])
  }

  @Test func `a dump of the data store with _id in front is the same file`() throws {
    let file = try WholeFile(
      "dump.csv",
      csv(
        "_id,JAAR,PROVINCIE INSTELLING,BEVOEGD GEZAG NUMMER,INSTELLINGSCODE,INSTELLINGSNAAM,"
          + "PLAATSNAAM INSTELLING,GEMEENTENUMMER INSTELLING,GEMEENTE INSTELLING,"
          + "BBL,BOLDT,BOLVT,EX",
        "1,2024,Flevoland,40833,25PX,ROC van Flevoland,ALMERE,0034,ALMERE,1210,0,4021,-1"))
    #expect(file.header.layout == "duo-mbo-studenten-leerweg")
    #expect(file.rows[0].observations.count == 4)
  }

  @Test func `sectorkamers have the names of the other files`() throws {
    let file = try WholeFile(
      "2021-2025-02-studenten.csv",
      csv(
        "JAAR,PROVINCIE INSTELLING,BEVOEGD GEZAG NUMMER,INSTELLINGSCODE,INSTELLINGSNAAM,"
          + "PLAATSNAAM INSTELLING,GEMEENTENUMMER INSTELLING,GEMEENTE INSTELLING,BOVENSECTORAAL,"
          + "ENTREE,SECTORKAMER_CREATIEVE_INDUSTRIE_EN_ICT,SECTORKAMER_HANDEL,"
          + "SECTORKAMER_MOBILITEIT_TRANSPORT_LOGISTIEK_MARITIEM,"
          + "SECTORKAMER_SPECIALISTISCH_VAKMANSCHAP,SECTORKAMER_TECHNIEK_EN_GEBOUWDE_OMGEVING,"
          + "SECTORKAMER_VOEDSEL_GROEN_EN_GASTVRIJHEID,"
          + "SECTORKAMER_ZAKELIJKE_DIENSTVERLENING_EN_VEILIGHEID,SECTORKAMER_ZORG_WELZIJN_EN_SPORT,"
          + "NIET_GESPECIFICEERD_NAAR_SECTOR",
        "2025,Flevoland,40833,25PX,ROC van Flevoland,ALMERE,0034,ALMERE,1,2,3,40,5,6,7,8,9,10,11"))
    let values = file.rows[0].observations.map {
      "\($0.dimensions[0].value) \($0.value.bounds.map { Int($0.lowerBound) } ?? -1)"
    }
    #expect(
      values == [
        "Bovensectoraal 1", "Entree 2", "Handel 40", "Ict en creatieve industrie 3",
        "Mobiliteit, transport, logistiek en maritiem 5", "Specialistisch vakmanschap 6",
        "Techniek en gebouwde omgeving 7", "Voedsel, groen en gastvrijheid 8",
        "Zakelijke dienstverlening en veiligheid 9", "Zorg, welzijn en sport 10",
        "niet gespecificeerd naar sector 11",
      ])
  }

  @Test func `students by programme and sex are of the year in the header`() throws {
    let file = try WholeFile(
      "2021-2025-03-studenten.csv",
      csv(
        "INSTELLINGSCODE,INSTELLINGSNAAM,SOORT INSTELLING,PLAATSNAAM INSTELLING,LEERWEG,NIVEAU,"
          + "ERKENDE OPLEIDING CODE,ERKENDE OPLEIDING NAAM,SECTORKAMER NAAM,HOOFDGROEP NAAM,"
          + "MAN2024,VROUW2024,MAN2025,VROUW2025",
        "25PX,ROC van Flevoland,ROC,ALMERE,BBL,2,25103,Metselaar,Techniek en gebouwde omgeving,"
          + "Bouw en infra,33,-1,41,0"))
    let split =
      "leerweg=BBL, niveau=2, opleiding=25103, sectorkamer=Techniek en gebouwde omgeving, "
      + "hoofdgroep=Bouw en infra, geslacht="
    let start = "studenten (aantal) | instelling 25PX | peildatum "
    #expect(
      file.observationLines == [
        start + "2024 | \(split)man, techniek=ja | 33 | rij 2 MAN2024",
        start + "2024 | \(split)vrouw, techniek=ja | 1..4 | rij 2 VROUW2024",
        start + "2025 | \(split)man, techniek=ja | 41 | rij 2 MAN2025",
        start + "2025 | \(split)vrouw, techniek=ja | 0 | rij 2 VROUW2025",
      ])
    #expect(file.header.provisional == .peildatum(2025))
  }

  @Test func `students by home keep the municipality's name and the age group`() throws {
    let file = try WholeFile(
      "2021-2025-11-studenten.csv",
      csv(
        "INSTELLINGSCODE,INSTELLINGSNAAM,SOORT INSTELLING,PLAATSNAAM INSTELLING,WOONPROVINCIE,"
          + "WOONGEMEENTE,LEEFTIJDSCATEGORIE,LEERWEG,JAAR_2024,JAAR_2025",
        "30RR,MBO Amersfoort,ROC,AMERSFOORT,Utrecht,Amersfoort,TM 15,BOLVT,-1,12",
        "30RR,MBO Amersfoort,ROC,AMERSFOORT,Utrecht,'s-Gravenhage,23 EN OUDER,EX,0,7"))
    #expect(file.header.layout == "duo-mbo-studenten-woongemeente")
    #expect(
      file.observationLines == [
        "studenten (aantal) | instelling 30RR | peildatum 2024 | woonprovincie=Utrecht, "
          + "woongemeente=Amersfoort, leeftijd=TM 15, leerweg=BOLVT | 1..4 | rij 2 JAAR_2024",
        "studenten (aantal) | instelling 30RR | peildatum 2025 | woonprovincie=Utrecht, "
          + "woongemeente=Amersfoort, leeftijd=TM 15, leerweg=BOLVT | 12 | rij 2 JAAR_2025",
        "studenten (aantal) | instelling 30RR | peildatum 2024 | woonprovincie=Utrecht, "
          + "woongemeente='s-Gravenhage, leeftijd=23 EN OUDER, leerweg=EX | 0 | rij 3 JAAR_2024",
        "studenten (aantal) | instelling 30RR | peildatum 2025 | woonprovincie=Utrecht, "
          + "woongemeente='s-Gravenhage, leeftijd=23 EN OUDER, leerweg=EX | 7 | rij 3 JAAR_2025",
      ])
  }

  @Test func `students by programme group know stay or home province`() throws {
    let home = try WholeFile(
      "2021-2025-12-studenten.csv",
      csv(
        "PROVINCIE INSTELLING,BEVOEGD GEZAG NUMMER,INSTELLINGSCODE,INSTELLINGSNAAM,"
          + "PLAATSNAAM INSTELLING,BEROEPSOPLEIDING CODE,BEROEPSOPLEIDING NAAM,LEERWEG,"
          + "WOONPROVINCIE,JAAR_2025",
        "Utrecht,41171,30RR,MBO Amersfoort,AMERSFOORT,B0102,Metselen,BBL,BELGIE,-1"))
    #expect(
      home.observationLines == [
        "studenten (aantal) | instelling 30RR | peildatum 2025 | beroepsopleiding=B0102, "
          + "leerweg=BBL, woonprovincie=BELGIE | 1..4 | rij 2 JAAR_2025"
      ])
    let stay = try WholeFile(
      "2021-2025-08-studenten.csv",
      csv(
        "PROVINCIE INSTELLING,SECTORKAMER NAAM,HOOFDGROEP NAAM,BEVOEGD GEZAG NUMMER,"
          + "INSTELLINGSCODE,INSTELLINGSNAAM,GEMEENTENUMMER INSTELLING,GEMEENTE INSTELLING,"
          + "BEROEPSOPLEIDING CODE,BEROEPSOPLEIDING NAAM,LEERWEG,VERBLIJFSJAAR IN MBO,JAAR_2025",
        "Utrecht,Handel,Handel en ondernemerschap,41171,30RR,MBO Amersfoort,0307,AMERSFOORT,"
          + "B0102,Metselen,BBL,12,9"))
    #expect(
      stay.observationLines == [
        "studenten (aantal) | instelling 30RR | peildatum 2025 | sectorkamer=Handel, "
          + "hoofdgroep=Handel en ondernemerschap, beroepsopleiding=B0102, leerweg=BBL, "
          + "verblijfsjaar=12, techniek=nee | 9 | rij 2 JAAR_2025"
      ])
  }

  @Test func `the five national files share one layout and differ in their splits`() throws {
    let sector = try WholeFile(
      "2021-2025-sectorkamer01-studenten.csv",
      csv(
        "SECTORKAMER NAAM,HOOFDGROEP NAAM,LEERWEG,NIVEAU,WOONPROVINCIE,JAAR_2025",
        "Handel,Handel en ondernemerschap,BBL,3,Flevoland,814"))
    #expect(
      sector.observationLines == [
        "studenten (aantal) | land NL | peildatum 2025 | sectorkamer=Handel, "
          + "hoofdgroep=Handel en ondernemerschap, leerweg=BBL, niveau=3, woonprovincie=Flevoland, "
          + "techniek=nee | 814 | rij 2 JAAR_2025"
      ])
    let type = try WholeFile(
      "2021-2025-typembo02-studenten.csv",
      csv(
        "ERKENDE OPLEIDING CODE,ERKENDE OPLEIDING NAAM,LEERWEG,VERBLIJFSJAAR IN MBO,JAAR_2025",
        "25103,Metselaar,BBL,1,-1"))
    #expect(
      type.observationLines == [
        "studenten (aantal) | land NL | peildatum 2025 | leerweg=BBL, opleiding=25103, "
          + "verblijfsjaar=1, techniek=ja | 1..4 | rij 2 JAAR_2025"
      ])
    #expect(sector.header.layout == type.header.layout)
  }

  @Test func `whether a programme is technical comes from its crebo, and an unknown one is told`()
    throws
  {
    let header =
      "ERKENDE OPLEIDING CODE,ERKENDE OPLEIDING NAAM,LEERWEG,NIVEAU,INDICATIEAVG,JAAR_2025"
    let file = try WholeFile(
      "2021-2025-typembo02-studenten.csv",
      csv(
        header, "25103,Metselaar,BBL,2,N,4", "25180,Kok,BBL,2,J,4", "25194,AV-specialist,BBL,3,N,8",
        "25604,Nieuw,BBL,4,N,9", "25605,Nieuw,BBL,4,N,9", "25250,Assistent,BBL,1,N,7"))
    let observations = file.rows.flatMap(\.observations)
    let techniek = observations.map { observation in
      observation.dimensions.first { $0.name == "techniek" }?.value
    }
    #expect(techniek == ["ja", "nee", "naar keuze", nil, nil, nil])
    // The mark says that this 4 is 1 to 4.
    #expect(observations.map(\.value).prefix(2) == [.count(.exact(4)), .count(.suppressed(1...4))])
    #expect(
      file.findings.map { "\($0.rule) \($0.row ?? 0)" } == [
        "crebo-past-niet-bij-niveau 4", "crebo-onbekend 5", "crebo-onbekend 6",
      ])
  }

  @Test func `a sign that the mbo files do not have is refused with its cell`() throws {
    let header = "SECTORKAMER NAAM,HOOFDGROEP NAAM,LEERWEG,NIVEAU,WOONPROVINCIE,JAAR_2025"
    #expect(
      try refusal("x.csv", csv(header, "Handel,Handel,BBL,3,Flevoland,<5"))
        == .badValue(
          file: "x.csv", row: 2, column: "JAAR_2025", found: "<5",
          expected: Phrase(nl: "een geheel aantal, -1", en: "a whole number, -1")))
    #expect(try refusal("x.csv", csv(header, "Handel,Handel,BBL,3,Flevoland,12.5")) != nil)
  }

  @Test func `an institution's code of three characters is refused`() throws {
    let error = try refusal(
      "x.csv",
      csv(
        "INSTELLINGSCODE,INSTELLINGSNAAM,SOORT INSTELLING,PLAATSNAAM INSTELLING,WOONPROVINCIE,"
          + "WOONGEMEENTE,LEEFTIJDSCATEGORIE,LEERWEG,JAAR_2025",
        "30R,MBO Amersfoort,ROC,AMERSFOORT,Utrecht,Amersfoort,TM 15,BOLVT,12"))
    guard case .badValue(_, 2, "INSTELLINGSCODE", "30R", _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a header that lacks a column names the nearest layout and the column`() throws {
    #expect(
      try refusal(
        "x.csv",
        csv(
          "INSTELLINGSCODE,INSTELLINGSNAAM,SOORT INSTELLING,PLAATSNAAM INSTELLING,WOONPROVINCIE,"
            + "LEEFTIJDSCATEGORIE,LEERWEG,JAAR_2025",
          "30RR,MBO Amersfoort,ROC,AMERSFOORT,Utrecht,TM 15,BOLVT,12"))
        == .unknownHeader(
          file: "x.csv", nearest: "duo-mbo-studenten-woongemeente", missing: ["WOONGEMEENTE"],
          unexpected: []))
  }
}
