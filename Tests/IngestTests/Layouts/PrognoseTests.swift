import Records
import Testing

@testable import Ingest

@Suite struct PrognoseTests {
  @Test func `the vo forecast has decimals and a total under its own name`() throws {
    let file = try WholeFile(
      "brin4_prognosesvo.csv",
      csv(
        "INSTELLINGSCODE,ONDERWIJSNIVEAU,JAAR,PROGNOSEAANTALLEN",
        "01FP,VMBO_,2024,412.53", "01FP,PROGNOSES_VOTOTAAL,2043,13195.76", "01FP,PRO_,2024,0"))
    #expect(file.header.layout == "duo-prognose-vo")
    #expect(file.header.provisional == nil)
    #expect(
      file.observationLines == [
        "leerlingenprognose (aantal) | instelling 01FP | peildatum 2024 | onderwijsniveau=VMBO "
          + "| 412.53 | rij 2 PROGNOSEAANTALLEN",
        "leerlingenprognose (aantal) | instelling 01FP | peildatum 2043 | onderwijsniveau=totaal "
          + "| 13195.76 | rij 3 PROGNOSEAANTALLEN",
        "leerlingenprognose (aantal) | instelling 01FP | peildatum 2024 | onderwijsniveau=PRO "
          + "| 0.0 | rij 4 PROGNOSEAANTALLEN",
      ])
  }

  @Test func `a forecast with -1 or a comma beside points is refused`() throws {
    let header = "INSTELLINGSCODE,ONDERWIJSNIVEAU,JAAR,PROGNOSEAANTALLEN"
    #expect(
      try refusal("x.csv", csv(header, "01FP,VMBO_,2024,12.5", "01FP,PRO_,2024,\"12,5\""))
        == .twoDecimalMarks(
          file: "x.csv", row: 3, column: "PROGNOSEAANTALLEN", found: "12,5"))
    guard
      case .badValue(_, 2, "JAAR", "24", _)? =
        try refusal("x.csv", csv(header, "01FP,VMBO_,24,12.5"))
    else {
      Issue.record("a year of two digits was read")
      return
    }
  }

  @Test func `in the wide file the last twenty years are forecast, those before were counted`()
    throws
  {
    let years = 2012...2037
    let header =
      ["BRIN", "brin_naam"]
      + ["BRJ", "VMBO", "HAVO", "VWO", "PRO"].flatMap { level in years.map { "\(level).\($0)" } }
    let cells =
      ["01FP", "Het Baken"] + (0..<5).flatMap { level in years.map { "\($0 - 2000 + level),5" } }
    let file = try WholeFile(
      "11-leerlingenprognose-vo-2012-2037.csv",
      csv(header.joined(separator: ";"), cells.joined(separator: ";")))
    #expect(file.header.layout == "duo-prognose-vo-breed")
    let vmbo = file.observationLines.filter { $0.contains("onderwijsniveau=VMBO") }
    #expect(vmbo.count == 26)
    #expect(
      vmbo[5...6] == [
        "leerlingen (aantal) | instelling 01FP | peildatum 2017 | onderwijsniveau=VMBO | 18.5 "
          + "| rij 2 VMBO.2017",
        "leerlingenprognose (aantal) | instelling 01FP | peildatum 2018 | onderwijsniveau=VMBO "
          + "| 19.5 | rij 2 VMBO.2018",
      ])
    #expect(file.observationLines.count { $0.hasPrefix("leerlingenprognose") } == 100)
  }

  @Test func `the po forecast is of a location, a blank number gives nothing`() throws {
    let file = try WholeFile(
      "brin6_prognosespo.csv",
      csv(
        "INSTELLINGSCODE,VESTIGINGSCODE,TYPE_PO,JAAR,PROGNOSEAANTALLEN",
        "07EX,00,BO,2026,420.87", "07EX,1,SBO,2045,"))
    #expect(
      file.observationLines == [
        "leerlingenprognose (aantal) | vestiging 07EX00 | peildatum 2026 | soort po=BO | 420.87 "
          + "| rij 2 PROGNOSEAANTALLEN"
      ])
    #expect(file.rows[1].observations.isEmpty)
  }

  @Test func `counted and expected students, and two editions of one year, never share a name`()
    throws
  {
    let file = try WholeFile(
      "mbo-studentenprognose_arbeidsmarktregio.csv",
      csv(
        "Arbeidsmarktregio,Jaar,Aantal,Type,Versie",
        "Amersfoort,2025,6140,Historie,1", "Amersfoort,2026,6120,Prognose,1",
        "Amersfoort,2026,6090,Prognose,2"))
    #expect(file.header.layout == "duo-prognose-mbo-arbeidsmarktregio")
    #expect(file.findings.isEmpty)
    #expect(
      file.observationLines == [
        "studenten (aantal) | arbeidsmarktregio Amersfoort | peildatum 2025 | versie=1 | 6140 "
          + "| rij 2 Aantal",
        "studentenprognose (aantal) | arbeidsmarktregio Amersfoort | peildatum 2026 | versie=1 "
          + "| 6120 | rij 3 Aantal",
        "studentenprognose (aantal) | arbeidsmarktregio Amersfoort | peildatum 2026 | versie=2 "
          + "| 6090 | rij 4 Aantal",
      ])
  }

  @Test func `the splits of the mbo forecast are those of its file, 2.0 is niveau 2`() throws {
    let region = try WholeFile(
      "mbo-studentenprognose_arbeidsmarktregio_kwalificatieniveau.csv",
      csv(
        "Arbeidsmarktregio,Kwalificatieniveau,Jaar,Aantal,Type,Versie",
        "Flevoland,2.0,2030,-1,Prognose,2"))
    #expect(
      region.observationLines == [
        "studentenprognose (aantal) | arbeidsmarktregio Flevoland | peildatum 2030 | niveau=2, "
          + "versie=2 | 1..4 | rij 2 Aantal"
      ])
    let school = try WholeFile(
      "mbo-studentenprognose_arbeidsmarktregio_instelling.csv",
      csv(
        "Arbeidsmarktregio,Instellingsnaam,Instellingscode,Jaar,Aantal,Type,Versie",
        "Flevoland,ROC van Flevoland,25px,2030,812,Prognose,2"))
    #expect(
      school.observationLines == [
        "studentenprognose (aantal) | arbeidsmarktregio Flevoland | peildatum 2030 "
          + "| instelling=25PX, versie=2 | 812 | rij 2 Aantal"
      ])
    let location = try WholeFile(
      "mbo-studentenprognose_sectorkamer_onderwijslocatie.csv",
      csv(
        "Sectorkamer,Instellingsnaam,Instellingscode,Onderwijslocatie,Jaar,Aantal,Type,Versie",
        "Handel,ROC van Flevoland,25PX,101X485-Heliumweg-Almere,2024,57,Historie,2"))
    #expect(location.header.layout == "duo-prognose-mbo-instelling")
    #expect(
      location.observationLines == [
        "studenten (aantal) | instelling 25PX | peildatum 2024 "
          + "| onderwijslocatie=101X485-Heliumweg-Almere, sectorkamer=Handel, versie=2 | 57 "
          + "| rij 2 Aantal"
      ])
  }

  @Test func `a municipality of the mbo forecast is an area by name, no place is the country`()
    throws
  {
    let town = try WholeFile(
      "mbo-studentenprognose_gemeente_leeftijdscategorie.csv",
      csv(
        "Gemeentenaam,Leeftijdscategorie,Jaar,Aantal,Type,Versie",
        "'s-Gravenhage,16 en jonger,2021,130,Historie,2"))
    #expect(
      town.observationLines == [
        "studenten (aantal) | gebied 's-Gravenhage | peildatum 2021 | leeftijd=16 en jonger, "
          + "versie=2 | 130 | rij 2 Aantal"
      ])
    let country = try WholeFile(
      "mbo-studentenprognose_leerweg.csv",
      csv("Leerweg,Jaar,Aantal,Type,Versie", "bbl,2040,34791,Prognose,1"))
    #expect(
      country.observationLines == [
        "studentenprognose (aantal) | land NL | peildatum 2040 | leerweg=bbl, versie=1 | 34791 "
          + "| rij 2 Aantal"
      ])
  }

  @Test func `a kind of row that is neither Historie nor Prognose is refused`() throws {
    let error = try refusal(
      "x.csv", csv("Arbeidsmarktregio,Jaar,Aantal,Type,Versie", "Flevoland,2030,8,Raming,2"))
    #expect(
      error
        == .badValue(
          file: "x.csv", row: 2, column: "Type", found: "Raming",
          expected: Phrase(
            nl: "een van: Historie, Prognose", en: "one of: Historie, Prognose")))
  }
}
