import Ingest
import Records
import Testing

@Suite struct DuoExamenkandidatenTests {
  private func read(_ rows: String...) throws -> WholeFile {
    try WholeFile("examens.csv", ([Duo.examensHeader] + rows).joined(separator: "\r\n") + "\r\n")
  }

  @Test func `a vmbo row is kandidaten and geslaagden per sex`() throws {
    let file = try read(Duo.examens("15;10;66.7;7;6;85.7;22;16;72.7"))
    let facts = file.facts
    #expect(facts.map(\.measure) == (0..<3).flatMap { _ in [.examenkandidaten, .geslaagden] })
    #expect(facts.map(\.geslacht) == [.man, .man, .vrouw, .vrouw, .totaal, .totaal])
    #expect(facts.map(\.count.exactValue) == [15, 10, 7, 6, 22, 16])
    #expect(Set(facts.map(\.period)) == [.examenjaar(2024)])
    #expect(facts.allSatisfy { $0.leerweg == .kb && $0.sector == .techniek && !$0.lwt })
    #expect(facts[5].source.column == "GESLAAGDEN SCHOOLJAAR 2023-2024 - TOTAAL")
    #expect(file.header.provisional == .examenjaar(2024))
    #expect(file.findings == [])
  }

  @Test func `LWT is a mark on BB, havo and vwo are rows without facts`() throws {
    let file = try read(
      Duo.examens(opleiding: "VMBO LWT - zorg & welzijn", "5;5;100;0;0;0;5;5;100"),
      Duo.examens(type: "HAVO", opleiding: "HAVO - N&T", "5;5;100;0;0;0;5;5;100"))
    #expect(file.rows[0].facts.count == 6)
    #expect(
      file.rows[0].facts.allSatisfy {
        $0.lwt && $0.leerweg == .bb && $0.sector == .zorgEnWelzijn
      })
    #expect(file.rows[1].facts == [])
  }

  @Test func `withheld numbers are intervals, and only the impossible is reported`() throws {
    let file = try read(
      Duo.examens(opleiding: "VMBO B - techniek", "<5;<5;50;<5;<5;100;8;5;60"),
      Duo.examens(opleiding: "VMBO K - techniek", "<5;<5;50;<5;<5;100;13;5;60"),
      Duo.examens(opleiding: "VMBO G - techniek", "<5;5;50;<5;<5;100;6;6;60"))
    #expect(file.rows[0].facts[0].count == .suppressed(1...4))
    #expect(
      file.findings.map { "\($0.row ?? 0) \($0.rule) \($0.level.name) \($0.value ?? "")" } == [
        "3 totaal-klopt-niet ernstig 13", "4 geslaagd-meer-dan-kandidaat ernstig 5",
      ])
  }

  @Test func `a total a little above man and vrouw holds pupils of a sex not printed`() throws {
    let file = try read(Duo.examens("52;43;82.7;44;43;97.7;97;87;89.7"))
    #expect(file.findings.map(\.rule) == ["geslacht-niet-gedrukt", "geslacht-niet-gedrukt"])
    #expect(file.findings.map(\.level) == [.opmerking, .opmerking])
    // The difference is a small number that DUO does not print.
    #expect(!file.findings[0].text.nl.contains { $0.isNumber })
  }

  @Test func `with sex onbekend printed, every total must add up`() throws {
    let header =
      Duo.examensHeader
      + ";EXAMENKANDIDATEN SCHOOLJAAR 2023-2024 - ONBEKEND"
      + ";GESLAAGDEN SCHOOLJAAR 2023-2024 - ONBEKEND"
    let good = Duo.examens("52;43;82,7%;44;43;97,7%;97;87;,0%") + ";1;1"
    let bad = Duo.examens(opleiding: "VMBO T", "52;43;82,7%;44;43;97,7%;97;87;,0%") + ";0;0"
    let file = try WholeFile("examens.csv", [header, good, bad].joined(separator: "\n"))
    #expect(file.rows[0].facts.map(\.geslacht).contains(.onbekend))
    #expect(file.findings.map(\.row) == [3, 3])
    #expect(file.findings.map(\.rule) == ["totaal-klopt-niet", "totaal-klopt-niet"])
  }

  @Test func `before 2019 a zero in TL by sector is no fact, a number would be`() throws {
    let header = Duo.examensHeader.replacing("2023-2024", with: "2017-2018")
    let rows = [
      Duo.examens(opleiding: "VMBO T", "0;0;0;9;9;100;9;9;100"),
      Duo.examens(opleiding: "VMBO T - techniek", "0;0;0;0;0;0;0;0;0"),
      Duo.examens(opleiding: "VMBO T - economie", "0;0;0;2;2;0;2;2;0"),
      Duo.examens(opleiding: "VMBO K - techniek", "0;0;0;0;0;0;0;0;0"),
    ]
    let file = try WholeFile("examens.csv", ([header] + rows).joined(separator: "\n"))
    #expect(file.rows.map(\.facts.count) == [6, 0, 4, 6])
    #expect(file.rows[0].facts.allSatisfy { $0.sector == .onverdeeld })
    let later = try read(rows[1])
    #expect(later.facts.count == 6)
  }

  @Test func `an unknown vmbo programme is refused`() {
    #expect(throws: IngestError.self) {
      try read(Duo.examens(opleiding: "VMBO K - N&T", "0;0;0;0;0;0;0;0;0"))
    }
  }

  @Test func `an unknown type is reported`() throws {
    let file = try read(Duo.examens(type: "VMBO-T", "0;0;0;0;0;0;0;0;0"))
    #expect(file.facts == [])
    #expect(file.findings.map(\.rule) == ["onderwijstype-onbekend"])
  }
}
