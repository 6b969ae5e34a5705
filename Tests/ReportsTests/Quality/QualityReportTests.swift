import Foundation
import Records
import Reports
import Testing

@Suite struct QualityReportTests {
  private func finding(
    _ rule: String, _ level: Finding.Level, file: String = "a.csv", row: Int? = nil,
    column: String? = nil, value: String? = nil, text: String = "tekst"
  ) -> Finding {
    Finding(
      rule: rule, level: level, file: file, row: row, column: column, value: value,
      text: Phrase(nl: text, en: "text"), remedy: Phrase(nl: "doe dit", en: "do this"))
  }

  private func report(_ findings: [Finding]) -> QualityReport {
    let source = { (name: String) in
      SourceFile(
        sha256: String(repeating: "0f", count: 32), name: name, bytes: 10, layout: "duo-leerlingen",
        rows: 24_243, provisional: .peildatum(2019))
    }
    return QualityReport(
      title: Phrase(nl: "Proef & co", en: "Trial & co"),
      files: [
        QualityReport.File(
          source: source("a.csv"), periods: [.peildatum(2019)], suppressed: 0.23),
        QualityReport.File(source: source("b.csv"), isRefused: true),
      ], findings: findings,
      rules: [
        QualityReport.Rule(
          id: "regel-een", level: .ernstig,
          compares: Phrase(nl: "dit met dat", en: "this with that"),
          threshold: Phrase(nl: "meer dan 5", en: "more than 5"))
      ], version: "1.0")
  }

  @Test func `five hundred equal findings are one line with the first places`() throws {
    let many = (1...500).map { (number: Int) in
      finding("regel-een", .ernstig, row: number, column: "K", value: "v\(number)")
    }
    let report = report(many)
    #expect(report.groups.count == 1)
    #expect(report.groups[0].count == 500)
    let html = QualityPage.render(report, language: .nl)
    #expect(html.components(separatedBy: "<p class=\"wat\">").count == 2)
    #expect(html.contains("500\u{a0}×"))
    #expect(html.contains("<q>v5</q>") && !html.contains("<q>v6</q>"))
    #expect(html.contains("en nog 495"))
    let csv = QualityCSV.render(report, language: .nl)
    #expect(csv.components(separatedBy: "\r\n").count == 502)
  }

  @Test func `the gravest come first, then by file`() {
    let groups = report([
      finding("d", .opmerking), finding("c", .waarschuwing, file: "b.csv"),
      finding("b", .waarschuwing), finding("a", .fout, file: ""),
    ]).groups
    #expect(groups.map(\.first.rule) == ["a", "b", "c", "d"])
  }

  @Test func `findings of one rule in two files stay apart`() {
    let groups = report([finding("a", .ernstig), finding("a", .ernstig, file: "b.csv")]).groups
    #expect(groups.map(\.first.file) == ["a.csv", "b.csv"])
  }

  @Test(arguments: Language.allCases) func `the page is well-formed XML in both languages`(
    language: Language
  ) throws {
    let html = QualityPage.render(
      report([
        finding("regel-een", .fout, row: 1, column: "A<B", value: "<5 & \"x\"", text: "a < b"),
        finding("onbekend", .opmerking),
      ]), language: language)
    #expect(!html.contains("<5"))
    #expect(!html.contains("http"))
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language.rawValue)\">"))
    // Every element that is opened is closed, in the right order.
    var open: [Substring] = []
    for part in html.split(separator: "<").dropFirst() {
      let name = part.prefix { $0.isLetter || $0.isNumber || $0 == "/" || $0 == "!" }
      guard let tag = part.split(separator: ">", omittingEmptySubsequences: false).first else {
        continue
      }
      if name.hasPrefix("!") || tag.hasSuffix("/") { continue }
      if name.hasPrefix("/") {
        #expect(open.popLast() == name.dropFirst())
      } else {
        open.append(name)
      }
    }
    #expect(open.isEmpty)
  }

  @Test func `every link from a finding leads to its rule, also one that no registry has`() {
    let html = QualityPage.render(
      report([finding("regel-een", .ernstig), finding("vreemd", .opmerking)]), language: .nl)
    for rule in ["regel-een", "vreemd"] {
      #expect(html.contains("href=\"#regel-\(rule)\""))
      #expect(html.components(separatedBy: "id=\"regel-\(rule)\"").count == 2)
    }
  }

  @Test func `nothing found is said, and the files are listed all the same`() {
    let html = QualityPage.render(report([]), language: .nl)
    #expect(html.contains("De controles vonden niets."))
    #expect(html.contains("geweigerd"))
    #expect(html.contains("24.243"))
    #expect(html.contains("23\u{a0}%"))
  }

  @Test func `CSV has the eight columns, and no cell that a spreadsheet would run`() {
    let csv = QualityCSV.render(
      report([finding("r", .ernstig, row: 12, column: "K;1", value: "=1+1", text: "a \"b\"")]),
      language: .nl)
    #expect(
      csv == "niveau;regel;bestand;rij;kolom;waarde;tekst;remedie\r\n"
        + "ernstig;r;a.csv;12;\"K;1\";'=1+1;\"a \"\"b\"\"\";doe dit\r\n")
  }

  @Test(arguments: [40, 80]) func `no line on a terminal is longer than its width`(width: Int) {
    let long = String(repeating: "woord ", count: 40)
    let text = QualityTerminal.render(
      report([
        finding(
          "een-heel-lange-regelnaam-die-niet-past-op-een-smalle-regel", .ernstig, row: 3, text: long
        ),
        finding("b", .waarschuwing), finding("b", .waarschuwing, row: 9), finding("c", .opmerking),
      ]), language: .nl, width: width)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(text.contains("! ERNSTIG (1)"))
    #expect(text.contains("? WAARSCHUWING (2)"))
    #expect(text.contains("2 × a.csv"))
    #expect(text.contains("rij 9"))
    #expect(text.contains("Nog 1 van minder gewicht"))
    #expect(text.contains("a.csv (duo-leerlingen, okt. 2019)"))
    #expect(text.contains("b.csv: geweigerd"))
  }

  @Test func `equal reports give equal text`() {
    let findings = (1...40).map { (number: Int) in
      finding("r\(number % 7)", .waarschuwing, row: number)
    }
    #expect(
      QualityPage.render(report(findings), language: .en)
        == QualityPage.render(report(findings), language: .en))
  }

  @Test func `findings of one rule that say different things are all told`() {
    let html = QualityPage.render(
      report([
        finding("a", .ernstig, row: 1, text: "een"), finding("a", .ernstig, row: 2, text: "twee"),
        finding("a", .ernstig, row: 3, text: "een"),
      ]), language: .nl)
    #expect(html.components(separatedBy: "<p class=\"wat\">").count == 2)
    #expect(html.contains("3\u{a0}×</strong> A</p>"))
    #expect(html.contains("<li>Een <small>(rij\u{a0}1)</small></li><li>Twee"))
    let text = QualityTerminal.render(
      report([
        finding("a", .ernstig, row: 1, text: "een"), finding("a", .ernstig, row: 2, text: "twee"),
      ]), language: .nl)
    #expect(text.contains("    - rij 1: een\n    - rij 2: twee\n"))
  }

  @Test func `places are counted, not lines, and cells apart from their rows`() {
    var rest = finding("a", .waarschuwing, row: 7, text: "nog 40 keer")
    rest.places = 40
    let found = report([
      finding("a", .waarschuwing, row: 1, text: "een"), rest,
      finding("b", .ernstig, row: 3, column: "x"), finding("b", .ernstig, row: 3, column: "y"),
      finding("b", .ernstig, row: 4, column: "x"),
    ])
    let text = QualityTerminal.render(found, language: .nl)
    #expect(text.contains("? WAARSCHUWING (41)"))
    #expect(text.contains("! ERNSTIG (3)"))
    #expect(text.contains("3 × a.csv, in 2 rijen"))
    #expect(text.contains("rij 3, 4\n"))
    #expect(text.contains("3 bevindingen zijn ernstig"))
  }

  @Test func `rows that gave no counts are told with their file, and once`() {
    var found = report([])
    let note = Phrase(nl: "3 van 9 rijen geven geen telling", en: "3 of 9 rows give no count")
    found.files[0].note = note
    found.findings = [
      Finding(
        rule: "r", level: .opmerking, file: "a.csv", text: note, remedy: Phrase("niets te doen"))
    ]
    let text = QualityTerminal.render(found, language: .nl, least: .opmerking)
    #expect(text.components(separatedBy: "3 van 9 rijen").count == 2)
    #expect(QualityPage.render(found, language: .en).contains("3 of 9 rows give no count"))
  }

  @Test func `the columns of the CSV are in the language of the report`() {
    #expect(
      QualityCSV.render(report([]), language: .en)
        == "level,rule,file,row,column,value,text,remedy\r\n")
  }

  @Test func `when nothing could be read, the summary says so`() {
    var found = report([])
    found.files = found.files.map {
      QualityReport.File(source: $0.source, isRefused: true)
    }
    let text = QualityTerminal.render(found, language: .nl)
    #expect(text.contains("Geen van de 2 bestanden kon worden gelezen."))
  }
}
