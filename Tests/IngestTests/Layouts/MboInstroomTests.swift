import Records
import Testing

@testable import Ingest

@Suite struct MboInstroomTests {
  @Test func `three numbers of a row are students, new in the mbo, and new in the programme`()
    throws
  {
    let file = try WholeFile(
      "2022-nieuw-instromende-studenten-per-instelling-hoofdgroep-leerweg-vooro.csv",
      csv(
        "VOOROPLEIDING VO,VOOROPLEIDING MBO,INDICATIE KLEINE OPLEIDING,INSTELLINGSCODE,"
          + "INSTELLINGSNAAM,HOOFDGROEP CODE,HOOFDGROEP NAAM,NIVEAU,LEERWEG,"
          + "BEROEPSOPLEIDING CODE,BEROEPSOPLEIDING NAAM,TOTAAL MBO,INSTROOM MBO,"
          + "INSTROOM OPLEIDING",
        "vmbo kaderberoepsgerichte leerweg diploma,vooropleiding mbo onbekend of ongediplomeerd,N,"
          + "25PX,ROC van Flevoland,hg003,Bouw en infra,3,BOLVT,B0102,Metselen,61,24,-1"))
    #expect(file.header.layout == "duo-mbo-instroom-vooropleiding")
    let split =
      "vooropleiding vo=vmbo kaderberoepsgerichte leerweg diploma, vooropleiding mbo=vooropleiding "
      + "mbo onbekend of ongediplomeerd, kleine opleiding=N, hoofdgroepcode=hg003, "
      + "hoofdgroep=Bouw en infra, niveau=3, leerweg=BOLVT, beroepsopleiding=B0102, "
      + "techniek=ja"
    let place = "(aantal) | instelling 25PX | peildatum 2022 | \(split) |"
    #expect(
      file.observationLines == [
        "studenten \(place) 61 | rij 2 TOTAAL MBO",
        "instroom mbo \(place) 24 | rij 2 INSTROOM MBO",
        "instroom opleiding \(place) 1..4 | rij 2 INSTROOM OPLEIDING",
      ])
  }

  @Test func `a file of entrants without a year in its name is refused`() throws {
    let layout = Layout.mboInstroomVooropleiding
    let sample = layout.sample(seed: 1, rows: 2, years: 2024...2024)
    #expect(try refusal("instroom.csv", sample.text) == .noYear(file: "instroom.csv"))
  }

  @Test func `<2021 in the last year of the vo is a value, a blank one no split`() throws {
    let file = try WholeFile(
      "2022-nieuw-instromende-studenten-met-soorten-inst.csv",
      csv(
        "JAAR,INSTELLINGSCODE,NIVEAU,LEERWEG,BEROEPSOPLEIDING CODE,BEROEPSOPLEIDING NAAM,"
          + "WIJZIGING IN INSTELLING,LAATSTE JAAR VO,VOOROPLEIDING VO,LAATSTE JAAR MBO,"
          + "VOOROPLEIDING MBO,INSTROOM VO,INSTROOM MBO,INSTROOM OPLEIDING,AANTAL",
        "2022,25PX,3,BOL,B0102,Metselen, ,<2021,havo diploma, ,mbo niveau 2 diploma,"
          + "Indirecte instroom,J,J,-1",
        "2022,25PX,3,BOL,B0102,Metselen,N,2021,vwo diploma,<2021,mbo niveau 2 diploma,"
          + "Geen instroom,N,N,17"))
    #expect(file.header.layout == "duo-mbo-instroom-soort")
    #expect(file.findings.isEmpty)
    let start =
      "studenten (aantal) | instelling 25PX | peildatum 2022 | niveau=3, leerweg=BOL, "
      + "beroepsopleiding=B0102, "
    #expect(
      file.observationLines == [
        start
          + "laatste jaar vo=<2021, vooropleiding vo=havo diploma, vooropleiding mbo=mbo niveau "
          + "2 diploma, instroom vo=Indirecte instroom, instroom mbo=J, instroom opleiding=J | 1..4 "
          + "| rij 2 AANTAL",
        start + "wijziging in instelling=N, laatste jaar vo=2021, vooropleiding vo=vwo diploma, "
          + "laatste jaar mbo=<2021, vooropleiding mbo=mbo niveau 2 diploma, instroom vo=Geen "
          + "instroom, instroom mbo=N, instroom opleiding=N | 17 | rij 3 AANTAL",
      ])
  }

  @Test func `a row that says the same twice is a finding, and both count`() throws {
    let row =
      "2022,25PX,3,BOL,B0102,Metselen,N,2021,vwo diploma,2021,mbo niveau 2 diploma,"
      + "Geen instroom,N,N,17"
    let file = try WholeFile(
      "x.csv",
      csv(
        "JAAR,INSTELLINGSCODE,NIVEAU,LEERWEG,BEROEPSOPLEIDING CODE,BEROEPSOPLEIDING NAAM,"
          + "WIJZIGING IN INSTELLING,LAATSTE JAAR VO,VOOROPLEIDING VO,LAATSTE JAAR MBO,"
          + "VOOROPLEIDING MBO,INSTROOM VO,INSTROOM MBO,INSTROOM OPLEIDING,AANTAL",
        row, row))
    #expect(file.findings.map(\.rule) == ["dubbele-sleutel"])
    #expect(file.rows.flatMap(\.observations).count == 2)
  }
}
