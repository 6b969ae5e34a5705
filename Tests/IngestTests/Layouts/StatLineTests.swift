import Records
import Testing

@testable import Ingest

@Suite struct StatLineTests {
  @Test func `any table is read: keys as splits, numbers under their header, . and x`() throws {
    // The form of 81901NED and 83429NED: quoted, padded, decimal point.
    let file = try WholeFile(
      "81901NED_UntypedDataSet_24102017_212134.csv",
      csv(
        #""ID";"KenmerkenBaanWerknemer";"RegioS";"Perioden";"Beloningsverschil_1";"Banen_2""#,
        #""0";"10000";"NL01  ";"2008JJ00";"    79.9";"       .""#,
        #""1";"10100";"GM0307";"2022SJ00";"   102.4";"       x""#,
        #""2";"10100";"GM0307";"2022KW03";"        ";"      12""#,
        #""3";"10100";"GM0307";"2022MM11";"    -0.5";"       0""#))
    #expect(file.header.layout == "cbs-statline")
    #expect(
      file.observationLines == [
        "Beloningsverschil (aantal) | gebied NL01 | jaar 2008 | KenmerkenBaanWerknemer=10000 "
          + "| 79.9 | rij 2 Beloningsverschil_1",
        "Banen (aantal) | gebied NL01 | jaar 2008 | KenmerkenBaanWerknemer=10000 | ontbreekt "
          + "| rij 2 Banen_2",
        "Beloningsverschil (aantal) | gebied GM0307 | schooljaar 2022 "
          + "| KenmerkenBaanWerknemer=10100 | 102.4 | rij 3 Beloningsverschil_1",
        "Banen (aantal) | gebied GM0307 | schooljaar 2022 | KenmerkenBaanWerknemer=10100 | geheim "
          + "| rij 3 Banen_2",
        "Banen (aantal) | gebied GM0307 | kwartaal 3 2022 | KenmerkenBaanWerknemer=10100 | 12.0 "
          + "| rij 4 Banen_2",
        "Beloningsverschil (aantal) | gebied GM0307 | maand 11 2022 "
          + "| KenmerkenBaanWerknemer=10100 | -0.5 | rij 5 Beloningsverschil_1",
        "Banen (aantal) | gebied GM0307 | maand 11 2022 | KenmerkenBaanWerknemer=10100 | 0.0 "
          + "| rij 5 Banen_2",
      ])
  }

  @Test func `that a data set file names no units is said once`() throws {
    let file = try WholeFile(
      "x.csv",
      csv(
        #""ID";"Perioden";"Banen_1""#, #""0";"2008JJ00";"12""#, #""1";"2009JJ00";"13""#))
    #expect(file.findings.map(\.rule) == ["eenheid-niet-in-bestand"])
    #expect(file.rows.flatMap(\.observations).map(\.place) == [.nederland, .nederland])
  }

  @Test func `a period that is none of StatLine's is refused with its cell`() throws {
    let error = try refusal(
      "x.csv", csv(#""ID";"Perioden";"Banen_1""#, #""0";"2008";"12""#))
    guard case .badValue(_, 2, "Perioden", "2008", _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `mbo students by region are counts of a school year`() throws {
    let file = try WholeFile(
      "85353NED_UntypedDataSet_01022026_120000.csv",
      csv(
        #""ID";"Geslacht";"Niveau";"Leerweg";"Studierichting";"Regio";"Perioden";"MboStudenten_1""#,
        #""0";"T001038";"T001336";"A041867";"T001072";"GM0034  ";"2022SJ00";"    9120""#,
        #""1";"3000   ";"T001336";"A041867";"T001072";"GM0034  ";"2022SJ00";"       x""#))
    #expect(file.header.layout == "cbs-85353ned")
    let split = "niveau=T001336, leerweg=A041867, studierichting=T001072"
    #expect(
      file.observationLines == [
        "studenten (aantal) | gebied GM0034 | schooljaar 2022 | geslacht=T001038, \(split) | 9120 "
          + "| rij 2 MboStudenten_1",
        "studenten (aantal) | gebied GM0034 | schooljaar 2022 | geslacht=3000, \(split) | geheim "
          + "| rij 3 MboStudenten_1",
      ])
  }

  @Test func `mbo entrants keep the position a year before`() throws {
    let file = try WholeFile(
      "85569NED_UntypedDataSet_01022026_120000.csv",
      csv(
        #""ID";"MaatschappelijkePositie1JaarEerder";"Sectorkamer";"Niveau";"Leerweg";"Geslacht";"#
          + #""Persoonskenmerken";"Perioden";"InstromersTotaal_1""#,
        #""0";"A050300";"T001072";"T001336";"A025293";"T001038";"10000";"2023SJ00";"  41200""#))
    #expect(
      file.observationLines == [
        "instromers (aantal) | land NL | schooljaar 2023 | positie een jaar eerder=A050300, "
          + "sectorkamer=T001072, niveau=T001336, leerweg=A025293, geslacht=T001038, "
          + "persoonskenmerken=10000 | 41200 | rij 2 InstromersTotaal_1"
      ])
  }

  @Test func `vacancies are given in thousands and observed in vacancies`() throws {
    let file = try WholeFile(
      "80472ned_UntypedDataSet_01022026_120000.csv",
      csv(
        #""ID";"Bedrijfskenmerken";"Perioden";"OpenstaandeVacatures_1";"OntstaneVacatures_2";"#
          + #""VervuldeVacatures_3";"Vacaturegraad_4""#,
        #""0";"301000";"2026KW02";"    57.4";"       .";"    60.1";"    31.0""#))
    #expect(file.header.layout == "cbs-80472ned")
    #expect(
      file.observationLines == [
        "openstaande vacatures (aantal) | land NL | kwartaal 2 2026 | bedrijfskenmerken=301000 "
          + "| 57400.0 | rij 2 OpenstaandeVacatures_1",
        "ontstane vacatures (aantal) | land NL | kwartaal 2 2026 | bedrijfskenmerken=301000 "
          + "| ontbreekt | rij 2 OntstaneVacatures_2",
        "vervulde vacatures (aantal) | land NL | kwartaal 2 2026 | bedrijfskenmerken=301000 "
          + "| 60100.0 | rij 2 VervuldeVacatures_3",
        "Vacaturegraad (aantal) | land NL | kwartaal 2 2026 | bedrijfskenmerken=301000 | 31.0 "
          + "| rij 2 Vacaturegraad_4",
      ])
  }

  @Test func `the export with titles knows units, periods and signs`() throws {
    let file = try WholeFile(
      "Vacatures_01022026_120000.csv",
      csv(
        #""Perioden";"Regio's";"Bedrijfsgrootte";"Vacatures/Openstaand (x 1 000)";"#
          + #""Vacaturegraad (%)";"Banen (aantal)""#,
        #""2026 2e kwartaal*";"Nederland";"0 tot 10";"57,4";"3,1";"1200""#,
        #""2022/'23";"Almere";"10 tot 100";".";"x";"""#))
    #expect(file.header.layout == "cbs-statline-titels")
    #expect(
      file.observationLines == [
        "Vacatures/Openstaand (aantal) | land NL | kwartaal 2 2026 | Bedrijfsgrootte=0 tot 10 "
          + "| 57400.0 | rij 2 Vacatures/Openstaand (x 1 000)",
        "Vacaturegraad (procent) | land NL | kwartaal 2 2026 | Bedrijfsgrootte=0 tot 10 | 3.1 "
          + "| rij 2 Vacaturegraad (%)",
        "Banen (aantal) | land NL | kwartaal 2 2026 | Bedrijfsgrootte=0 tot 10 | 1200 "
          + "| rij 2 Banen (aantal)",
        "Vacatures/Openstaand (aantal) | gebied Almere | schooljaar 2022 "
          + "| Bedrijfsgrootte=10 tot 100 | ontbreekt | rij 3 Vacatures/Openstaand (x 1 000)",
        "Vacaturegraad (procent) | gebied Almere | schooljaar 2022 | Bedrijfsgrootte=10 tot 100 "
          + "| geheim | rij 3 Vacaturegraad (%)",
      ])
  }

  @Test(arguments: [
    ("2022", Period.jaar(2022)), ("2022*", .jaar(2022)), ("2022/'23", .schooljaar(2022)),
    ("2022/’23**", .schooljaar(2022)), ("1999/'00", .schooljaar(1999)),
    ("2022/2023", .schooljaar(2022)), ("2021 1e kwartaal", .kwartaal(2021, 1)),
    ("2021 december*", .maand(2021, 12)),
  ])
  func `the page's titles of periods are known`(title: String, period: Period) {
    #expect(StatLineTitels.period(title) == period)
  }

  @Test(arguments: [
    "", "22", "2022/'24", "2021 5e kwartaal", "2021 kwartaal 1", "2021 zomer", "1 januari 2021",
    "2021 1e kwartaal extra", "20222",
  ])
  func `any other title is no period`(title: String) {
    #expect(StatLineTitels.period(title) == nil)
  }

  @Test func `a topic in an unknown unit is a finding, never a number or a split`() throws {
    let file = try WholeFile(
      "x.csv",
      csv(#""Perioden";"Banen (aantal)";"Loon (euro per uur)""#, #""2022";"12";"21,5""#))
    #expect(
      file.observationLines == [
        "Banen (aantal) | land NL | jaar 2022 |  | 12 | rij 2 Banen (aantal)"
      ])
    #expect(file.findings.map(\.rule) == ["eenheid-onbekend"])
    #expect(file.findings.map(\.column) == ["Loon (euro per uur)"])
  }

  @Test func `a table without any topic, marks between thousands, and words are refused`() throws {
    #expect(
      try refusal("x.csv", csv(#""Perioden";"Geslacht""#, #""2022";"Mannen""#))
        == .unknownHeader(
          file: "x.csv", nearest: "cbs-statline-titels", missing: ["… (aantal)"], unexpected: []))
    for value in ["1.200", "1 200", "veel", "1-2", "--", "1,2,3"] {
      guard
        case .badValue(_, 2, "Banen (aantal)", value, _)? =
          try refusal("x.csv", csv("Perioden;Banen (aantal)", "2022;\(value)"))
      else {
        Issue.record("\(value) was read")
        continue
      }
    }
  }

  @Test func `the export by table layout, with its title and source lines, is refused`() throws {
    let error = try refusal(
      "x.csv",
      "\"Vacatures; SBI 2008\"\r\n\"Perioden\";\"aantal\"\r\n\"2022\";\"12\"\r\n\"Bron: CBS\"\r\n")
    #expect(error != nil)
  }
}
