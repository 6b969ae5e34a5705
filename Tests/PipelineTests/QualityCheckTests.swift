import Foundation
import Pipeline
import Records
import Reports
import Store
import TestSupport
import Testing

/// `check`, `export` and `layouts` as a user meets them.
@Suite struct QualityCheckTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func report(_ paths: [String]) throws -> QualityReport {
    try QualityCheck.report(on: paths, title: Phrase("t"))
  }

  @Test func `a refused file is a finding with its row, and the others are still looked at`() throws
  {
    try scratch.write(
      "regio;groep;jaar;percentage;noemer;bron\nnoord;BWI;2023;veel;;a\n", to: "map/a.csv")
    try scratch.write(
      "regio;groep;jaar;percentage;noemer;bron\nnoord;BWI;2023;83;;a\n", to: "map/b.csv")
    let result = try report(InputFiles([scratch.path("map")]).paths)
    #expect(result.files.map(\.source.name) == ["b.csv", "a.csv"].sorted())
    #expect(result.files.map(\.isRefused) == [true, false])
    let refusal = try #require(result.findings.first { $0.level == .fout })
    #expect(refusal.file == "a.csv" && refusal.row == 2)
    #expect(result.isGrave)
    for language in [Language.nl, .en] {
      let text = result.terminalText(language: language, least: .opmerking)
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
    }
    let pages = try result.write(to: scratch.path("uit"), language: .nl)
    #expect(pages.count == 2)
    #expect(try String(contentsOfFile: pages[0], encoding: .utf8).contains("a.csv"))
  }

  @Test(.enabled(if: Repository.hasDUO, "../shared/data/duo is absent"))
  func `the real files together show the move that no table knows`() throws {
    let names = [
      "examenkandidaten-en-geslaagden-2014-2019.csv",
      "examenkandidaten-en-geslaagden-2019-2024.csv",
    ]
    let result = try report(names.map { Repository.duo.appendingPathComponent($0).path })
    let moves = result.findings.filter { $0.rule == "verplaatsing-onbekend" }
    #expect(moves.contains { $0.text.nl.contains("14RC06") && $0.text.nl.contains("00ML09") })
    #expect(!result.findings.contains { $0.level == .fout })
  }

  @Test func `only the newest file of a source has a provisional year`() throws {
    func sample(_ year: Int) throws -> String {
      try LayoutGuide.writeSample(
        of: "duo-examenkandidaten", seed: 1, rows: 40, years: (year - 4)...year,
        to: scratch.path("uit"))
    }
    let (old, new) = (try sample(2019), try sample(2024))
    func provisional(_ paths: [String]) throws -> [String] {
      try report(paths).findings.filter { $0.rule == "voorlopig-jaar" }.map(\.text.nl)
    }
    #expect(try provisional([old]) == ["examenjaar 2019 is voorlopig"])
    #expect(try provisional([new, old]) == ["examenjaar 2024 is voorlopig"])
    let years = try report([old, new]).files.map(\.source.provisional)
    #expect(years == [nil, .examenjaar(2024)])
  }

  @Test func `rows that give no count are told by check, by ingest and by inspect`() throws {
    let path = try LayoutGuide.writeSample(
      of: "duo-leerlingen", seed: 1, rows: 200, years: 2020...2024, to: scratch.path("uit"))
    let note = try #require(try report([path]).files.first?.note)
    #expect(note.nl.contains("rijen geven geen telling van het vmbo: "))
    let result = try Ingestion(storePath: scratch.path("s.sqlite")).add([path])
    #expect(result[0].summary.nl.contains("\n  " + note.nl))
    let words = { (text: String) in
      text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    #expect(words(try Inspection(path: path).text(language: .nl)).contains(words(note.nl)))
  }

  @Test func `findings name columns as the file does`() throws {
    let path = try LayoutGuide.writeSample(
      of: "duo-leerlingen", seed: 1, rows: 200, years: 2020...2024, to: scratch.path("uit"))
    // Letters outside ASCII do not matter here.
    let text = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    let header = try #require(text.split(whereSeparator: \.isNewline).first)
    let columns = header.replacing("\"", with: "").split(separator: ";").map(String.init)
    var rows = text.split(whereSeparator: \.isNewline).map(String.init)
    let parts = rows[1].split(separator: ";", omittingEmptySubsequences: false)
    rows[1] = (parts.dropLast() + [""]).joined(separator: ";")
    let damaged = scratch.path("uit/leerlingen-2023.csv")
    try Data((rows.joined(separator: "\n") + "\n").utf8).write(
      to: URL(fileURLWithPath: damaged))
    let found = try report([damaged]).findings.filter { $0.rule == "lege-cellen" }
    #expect(found.map(\.column) == [columns.last])
  }

  @Test func `tables of another form in a folder are named`() throws {
    let path = try LayoutGuide.writeSample(
      of: "duo-vsv", seed: 1, rows: 20, years: 2020...2024, to: scratch.path("uit"))
    try scratch.write("x", to: "uit/blad.xlsx")
    let input = try InputFiles([scratch.path("uit")])
    #expect(input.paths == [path])
    let result = try QualityCheck.report(
      on: input.paths, passedOver: input.passedOver, title: Phrase("t"))
    #expect(
      result.findings.filter { $0.rule == "bestand-geen-csv" }.map(\.text.nl)
        == ["niet nagekeken, want geen CSV: blad.xlsx"])
  }

  @Test func `a refusal does not say its file twice`() throws {
    let path = try scratch.write("a;b\n1;2\n", to: "x.csv")
    let texts = try report([path, scratch.path("weg.csv")]).findings.map(\.text.nl)
    #expect(texts.contains { $0.hasPrefix("rij 1: geen bekende indeling") }, "\(texts)")
    #expect(texts.contains("dit bestand bestaat niet. Controleer naam en map."))
    #expect(try report([path]).isNothingRead)
  }

  @Test func `every view is exported with a data package that describes it`() throws {
    let storePath = scratch.path("s.sqlite")
    try scratch.write(
      "regio;vestiging;school;profiel;peildatum;leerlingen;bron\nnoord;00AA00;A;BWI;2023;<5;a\n",
      to: "profielen.csv")
    _ = try Ingestion(storePath: storePath).add([scratch.path("profielen.csv")])
    let files = try Exporting(storePath: storePath)
      .export(Exporting.views, to: scratch.path("uit"), language: .nl)
    #expect(files.map(\.path).contains("leerlingen.csv"))
    let text = try Data(contentsOf: URL(fileURLWithPath: scratch.path("uit/datapackage.json")))
    let package = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
    let resources = try #require(package["resources"] as? [[String: Any]])
    #expect(resources.count == files.count)
    for resource in resources {
      let path = try #require(resource["path"] as? String)
      let data = try Data(contentsOf: URL(fileURLWithPath: scratch.path("uit/" + path)))
      #expect(resource["bytes"] as? Int == data.count)
    }
    let pupils = try String(contentsOfFile: scratch.path("uit/leerlingen.csv"), encoding: .utf8)
    #expect(pupils.contains(";onderdrukt;;1;4;"), "\(pupils)")
    let error = #expect(throws: PipelineError.self) {
      try Exporting(storePath: storePath)
        .export(["geheim"], to: scratch.path("uit"), language: .nl)
    }
    #expect(error?.message.nl.contains("geheim") == true)
  }

  @Test func `every layout has its page, and a sample is read as its own layout`() throws {
    let list = LayoutGuide.list(language: .nl).split(separator: "\n")
    #expect(list.allSatisfy { $0.count <= 80 })
    // A title that is too long goes on behind blanks.
    let lines = list.filter { !$0.hasPrefix(" ") }
    #expect(lines.count > 50)
    for line in lines {
      let id = String(line.prefix { $0 != " " })
      #expect(try LayoutGuide.page(of: id, language: .en).contains("| column |"))
    }
    let path = try LayoutGuide.writeSample(
      of: "duo-geslaagden", seed: 3, rows: 20, years: 2020...2024, to: scratch.path("uit"))
    #expect(try report([path]).files.map(\.source.layout) == ["duo-geslaagden"])
    #expect(
      throws: PipelineError.unknownLayout(id: "duo-geslaagde", nearest: "duo-geslaagden")
    ) { try LayoutGuide.page(of: "duo-geslaagde", language: .nl) }
  }

  @Test func `a copy under another name is read once and said, by check and by ingest`() throws {
    let path = try LayoutGuide.writeSample(
      of: "duo-examenkandidaten", seed: 1, rows: 40, years: 2020...2024, to: scratch.path("uit"))
    let copy = path.replacing(".csv", with: " (1).csv")
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    let result = try report([path, copy])
    #expect(result.files.count == 1)
    #expect(result.findings.contains { $0.rule == "zelfde-bestand" && $0.level == .ernstig })
    let storePath = scratch.path("s.sqlite")
    let both = try Ingestion(storePath: storePath).add([path, copy])
    #expect(both.map(\.outcome) == [.added, .unchanged])
    #expect(both[1].findings.map(\.rule) == ["zelfde-bestand"])
    let files = try Query(storePath: storePath).markdown("SELECT count(*) AS n FROM bestanden")
    #expect(files.contains("| 1 |"), "\(files)")
  }

  @Test func `years that two files hold are said, and a name for another year is refused`() throws {
    func sample(_ year: Int) throws -> String {
      try LayoutGuide.writeSample(
        of: "duo-examenkandidaten", seed: 1, rows: 40, years: (year - 4)...year,
        to: scratch.path("uit"))
    }
    let (old, new) = (try sample(2023), try sample(2024))
    let ingestion = Ingestion(storePath: scratch.path("s.sqlite"))
    let results = try ingestion.add([old, new])
    let doubts = results.flatMap(\.findings).filter { $0.rule == "periode-in-twee-bestanden" }
    #expect(doubts.map(\.value) == ["examenjaar 2020–2023"])
    #expect(
      try report([old, new]).findings.contains { $0.rule == "periode-in-twee-bestanden" })
    // The same name for exams of five other years: it would take the place of the first.
    let far = try sample(2016)
    let name = scratch.path("uit/examens.csv")
    try FileManager.default.moveItem(atPath: old, toPath: name)
    let second = Ingestion(storePath: scratch.path("s2.sqlite"))
    _ = try second.add([name])
    try FileManager.default.removeItem(atPath: name)
    try FileManager.default.moveItem(atPath: far, toPath: name)
    let error = #expect(throws: PipelineError.self) { try second.add([name]) }
    #expect(
      error
        == .otherPeriod(file: "examens.csv", old: .examenjaar(2023), new: .examenjaar(2016)))
  }
}
