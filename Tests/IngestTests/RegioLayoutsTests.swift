import Ingest
import Records
import Testing

@Suite struct RegioLayoutsTests {
  private let amersfoort = Region(
    id: "t-is-for-tech", name: "T is for Tech", document: "Plan", years: 2025...2029,
    vestigingen: [
      Region.Vestiging(
        code: vestiging("17BI07"), name: "Maarsbergen",
        alsoKnownAs: [vestiging("07KP00")])
    ], gemeenten: ["Amersfoort"], arbeidsmarktregios: [])

  private static let profielen = "regio;vestiging;school;profiel;peildatum;leerlingen;bron\n"
  private static let doorstroom = "regio;groep;jaar;percentage;noemer;bron\n"
  private static let indicatoren =
    "regio;indicator;maat;gebied;uitsplitsing;jaar;relatie;waarde;eenheid;bron\n"

  @Test func `profielen are pupils of leerjaar 3 and 4 together`() throws {
    let file = try WholeFile(
      "p.csv", Self.profielen + "a;03WO01;Een school;m&t;2023;41;§4\na;03WO01;;BWI;2023;-1;§4\n")
    #expect(file.header.provisional == nil)
    #expect(file.header.rows == 2)
    #expect(
      file.facts[0]
        == Fact(
          layout: "regio-profielen", measure: .leerlingen, period: .peildatum(2023),
          vestiging: vestiging("03WO01"), profiel: .mt, count: .exact(41),
          source: SourceCell(file: file.header.sha256, row: 2, column: "leerlingen")))
    #expect(file.facts[1].count == .suppressed(1...4))
  }

  @Test func `doorstroom is a percentage with its denominator where known`() throws {
    let file = try WholeFile(
      "d.csv", Self.doorstroom + "a;PIE;2023;90;;§4.3\na;tl;2023;26,5;180;§4.3\n")
    #expect(file.figures.map(\.area) == ["PIE", "TL"])
    #expect(file.figures.map(\.value) == [90, 26.5])
    #expect(file.figures.map(\.denominator) == [.missing, .exact(180)])
    #expect(
      file.figures.map(\.indicator) == ["doorstroom-technisch-mbo", "doorstroom-technisch-mbo"])
    #expect(file.figures[0].section == "§4.3")
    #expect(file.figures[0].period == .jaar(2023))
    #expect(file.figures[0].unit == .procent)
  }

  @Test func `a percentage above 100 or an unknown group is refused`() {
    #expect(throws: IngestError.self) {
      try WholeFile("d.csv", Self.doorstroom + "a;PIE;2023;101;;x\n")
    }
    #expect(throws: IngestError.self) {
      try WholeFile("d.csv", Self.doorstroom + "a;PEI;2023;90;;x\n")
    }
  }

  @Test func `indicatoren carry measure, area, category, relation and unit`() throws {
    let file = try WholeFile(
      "i.csv",
      Self.indicatoren
        + "a;arbeidsmarkt;vacatures;Amersfoort;techniek;2023;~;2700;aantal;§4.4\n"
        + "a;arbeidsmarkt;vacatures;Amersfoort;techniek;2024;>=;12,5;euro per jaar;§4.4\n")
    let figure = file.figures[0]
    #expect(figure.name == "vacatures")
    #expect(figure.area == "Amersfoort")
    #expect(figure.category == "techniek")
    #expect(figure.relation == .ongeveer)
    #expect(figure.value == 2700)
    #expect(file.figures[1].relation == .tenminste)
    #expect(file.figures[1].unit == .euroPerJaar)
    #expect(file.figures[1].value == 12.5)
  }

  @Test func `a misspelt indicator is refused with the nearest`() {
    #expect(
      throws: IngestError.unknownIndicator(
        file: "i.csv", line: 2, found: "arbeidsmark", nearest: "arbeidsmarkt")
    ) {
      try WholeFile("i.csv", Self.indicatoren + "a;arbeidsmark;v;g;u;2023;=;1;aantal;b\n")
    }
  }

  @Test(arguments: [
    ("relatie", "a;arbeidsmarkt;v;g;u;2023;;1;aantal;b"),
    ("relatie", "a;arbeidsmarkt;v;g;u;2023;≈;1;aantal;b"),
    ("eenheid", "a;arbeidsmarkt;v;g;u;2023;=;1;stuks;b"),
    ("waarde", "a;arbeidsmarkt;v;g;u;2023;=;;aantal;b"),
    ("waarde", "a;arbeidsmarkt;v;g;u;2023;=;1.200;aantal;b"),
    ("jaar", "a;arbeidsmarkt;v;g;u;23;=;1;aantal;b"),
    ("bron", "a;arbeidsmarkt;v;g;u;2023;=;1;aantal;"),
  ])
  func `a cell that its column cannot hold is named`(column: String, row: String) throws {
    let error = try #require(throws: IngestError.self) {
      try WholeFile("i.csv", Self.indicatoren + row + "\n")
    }
    guard case .badValue("i.csv", 2, column, _, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `aanbod is an offer with the mark as printed`() throws {
    let file = try WholeFile(
      "a.csv",
      "regio;soort;school;vestiging;naam;groep;vermelding;bron\n"
        + "a;keuzevak;Het Baken;;Lassen;PIE;X **;bijlage\n"
        + "a;profiel;Het Baken;01FP00;BWI;BB;...;bijlage\n")
    #expect(file.offers.map(\.kind) == [.keuzevak, .profiel])
    #expect(file.offers.map(\.vestiging) == [nil, VestigingCode("01FP00")])
    #expect(file.offers.map(\.mark) == ["X **", "..."])
    #expect(file.offers[0].group == "PIE")
  }

  @Test func `with regions given, a row must belong to one and a location be listed`() throws {
    let row = "t-is-for-tech;07KP00;x;BWI;2023;5;b\n"
    #expect(try WholeFile("p.csv", Self.profielen + row, regions: [amersfoort]).facts.count == 1)
    #expect(
      throws: IngestError.unknownVestiging(
        file: "p.csv", row: 2, found: "17BI08", nearest: "17BI07")
    ) {
      try WholeFile(
        "p.csv", Self.profielen + row.replacing("07KP00", with: "17BI08"), regions: [amersfoort])
    }
    #expect(
      throws: IngestError.unknownRegion(
        file: "p.csv", line: 2, found: "almere", expected: ["t-is-for-tech"])
    ) {
      try WholeFile(
        "p.csv", Self.profielen + row.replacing("t-is-for-tech", with: "almere"),
        regions: [amersfoort])
    }
  }

  @Test func `doorstroom may name its destination and its definition`() throws {
    let head = "regio;groep;jaar;percentage;noemer;bestemming;definitie;bron\n"
    let file = try WholeFile(
      "d.csv",
      head + "a;PIE;2023;90;10;;alle verlaters;b\na;PIE;2023;81;10;technisch mbo in de regio;;b\n"
        + "a;PIE;2023;88;9;technisch mbo;geslaagden;b\n")
    #expect(
      file.figures.map(\.indicator) == [
        "doorstroom-technisch-mbo", "doorstroom-technisch-mbo-regio", "doorstroom-technisch-mbo",
      ])
    #expect(file.figures.map(\.name) == ["alle verlaters", "", "geslaagden"])
    #expect(file.findings == [])
    let error = try #require(throws: IngestError.self) {
      try WholeFile("d.csv", head + "a;PIE;2023;90;10;havo;;b\n")
    }
    let text = "\(error)"
    #expect(text.contains("havo") && text.contains("bestemming"))
  }
}
