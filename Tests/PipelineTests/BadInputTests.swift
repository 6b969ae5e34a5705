import Foundation
import Goals
import Ingest
import Pipeline
import Records
import Reports
import Store
import TestSupport
import Testing

/// Files that are not what they seem, a store that is not ours, a folder that is somebody else's: one
/// message, and nothing has changed.
@Suite struct BadInputTests {
  let scratch: ScratchFolder
  let workspace: Workspace

  init() throws {
    scratch = try ScratchFolder()
    workspace = Workspace(
      dataFolder: scratch.path("data"), storePath: scratch.path("store.sqlite"),
      reportFolder: scratch.path("rapport"))
    try TinyData.write(to: scratch)
  }

  private func run() throws(PipelineError) { _ = try Run(workspace: workspace).run() }

  @Test(arguments: [
    ("doorstroom.csv", ""),
    ("doorstroom.csv", "\u{0}\u{1}\u{2}binary"),
    ("doorstroom.csv", "naam;waarde\na;1\n"),
    ("doorstroom.csv", "regio;groep;jaar;percentage;noemer;bron\nnoord;BWI;2023;83"),
    (
      "doorstroom.csv",
      "regio;groep;jaar;percentage;noemer;bron\nnoord;BWI;2023;83,1;;a\n"
        + "noord;PIE;2023;90.5;;a\n"
    ),
    (
      "profielen.csv",
      "regio;vestiging;school;profiel;peildatum;leerlingen;bron\n"
        + "noord;99ZZ99;Nergens;BWI;2023;5;Figuur 2\n"
    ),
    (
      "profielen.csv",
      "regio;vestiging;school;profiel;peildatum;leerlingen;bron\n"
        + "noord;00AA00;X;BWI;2023;veel;Figuur 2\n"
    ),
    ("doelen.yaml", "regio: noord\ndoelen:\n  - id: [\n"),
  ])
  func `one bad file is refused and leaves store and report as they were`(
    name: String, text: String
  ) throws {
    try run()
    let reports = try scratch.contents(of: "rapport")
    let store = try Data(contentsOf: URL(fileURLWithPath: workspace.storePath))
    // A good change beside the bad one must not get in either.
    let good = workspace.dataFolder + "/zuid/indicatoren.csv"
    try
      (String(contentsOfFile: good, encoding: .utf8)
      + "zuid;programma;extra;programma;;2020;=;1;aantal;§9\n")
      .write(toFile: good, atomically: true, encoding: .utf8)
    try scratch.write(text, to: "data/noord/" + name)
    let error = #expect(throws: PipelineError.self) { try run() }
    let message = try #require(error?.message.nl)
    #expect(message.contains(name), "the message does not name the file: \(message)")
    #expect(!message.contains("\n"))
    #expect(try scratch.contents(of: "rapport") == reports)
    #expect(try Data(contentsOf: URL(fileURLWithPath: workspace.storePath)) == store)
  }

  @Test func `a first run that is refused makes no store, and names the file with its region`()
    throws
  {
    try scratch.write(
      "regio;groep;jaar;percentage;noemer;bron\nnoord;BWI;2023;veel;;a\n",
      to: "data/noord/doorstroom.csv")
    let error = #expect(throws: PipelineError.self) { try run() }
    #expect(error?.message.nl.hasPrefix("noord/doorstroom.csv, rij 2") == true, "\(error as Any)")
    #expect(!FileManager.default.fileExists(atPath: workspace.storePath))
    #expect(!FileManager.default.fileExists(atPath: workspace.reportFolder))
  }

  @Test func `a name that steers a terminal is refused`() throws {
    let path = workspace.dataFolder + "/noord/regio.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let name = try #require(text.split(separator: "\n").first { $0.hasPrefix("naam:") })
    try scratch.write(
      text.replacing(name, with: "naam: \"a\\e[2Jb\""), to: "data/noord/regio.yaml")
    let error = #expect(throws: PipelineError.self) { try run() }
    #expect(error?.message.nl.contains("stuurteken") == true, "\(error as Any)")
  }

  @Test func `an unknown indicator is named with the nearest one`() throws {
    let path = workspace.dataFolder + "/noord/doelen.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try scratch.write(
      text.replacing("indicator: leerlingen-techniek", with: "indicator: leerlingen-tecniek"),
      to: "data/noord/doelen.yaml")
    let error = #expect(throws: PipelineError.self) { try run() }
    #expect(error?.message.nl.contains("leerlingen-tecniek") == true)
    #expect(error?.message.nl.contains("leerlingen-techniek") == true)
  }

  @Test func `a store that is something else is left untouched`() throws {
    try scratch.write("een boodschappenlijst\n", to: "store.sqlite")
    let error = #expect(throws: PipelineError.self) { try run() }
    #expect(error == .store(.notAStore(path: workspace.storePath)))
    #expect(
      try String(contentsOfFile: workspace.storePath, encoding: .utf8) == "een boodschappenlijst\n")
    #expect(!FileManager.default.fileExists(atPath: workspace.reportFolder))
  }

  @Test func `a damaged store is said to be damaged`() throws {
    try run()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: workspace.storePath))
    for index in stride(from: 4096, to: bytes.count, by: 7) { bytes[index] = 0xff }
    try bytes.write(to: URL(fileURLWithPath: workspace.storePath))
    let reports = try scratch.contents(of: "rapport")
    let error = #expect(throws: PipelineError.self) { try run() }
    #expect(error?.message.nl.contains("beschadigd") == true, "\(String(describing: error))")
    #expect(try scratch.contents(of: "rapport") == reports)
  }

  @Test func `somebody else's folder is not replaced`() throws {
    try scratch.write("vakantie", to: "rapport/foto.txt")
    let error = #expect(throws: PipelineError.self) { try run() }
    #expect(error == .report(.notOurs(path: workspace.reportFolder)))
    #expect(try scratch.contents(of: "rapport") == ["foto.txt": Data("vakantie".utf8)])
  }

  @Test func `what a user added to the report folder is carried over; what we wrote before is not`()
    throws
  {
    try run()
    try scratch.write("mijn notitie", to: "rapport/notities/brief.txt")
    try scratch.write(
      "noord;zonder doelen", to: "data/noord/doelen.yaml.oud")
    try FileManager.default.removeItem(atPath: workspace.dataFolder + "/zuid")
    try run()
    let files = try scratch.contents(of: "rapport")
    #expect(files["notities/brief.txt"] == Data("mijn notitie".utf8))
    #expect(files["zuid.html"] == nil)
    #expect(files["noord.html"] != nil)
  }

  @Test func `a file that has gone from the folder is gone from the figures`() throws {
    try run()
    try FileManager.default.removeItem(
      atPath: workspace.dataFolder + "/noord/doorstroom.csv")
    try run()
    let analysis = try Run(workspace: workspace).analyse(region: "noord")
    let verdict = analysis.reports[0].verdicts.first { $0.goal.id == "doorstroom-mt" }
    #expect(verdict?.outcome == .nietTeZeggen)
    #expect(verdict?.sentence.nl.contains("Nodig: ") == true)
  }

  @Test func `a backup copy beside the original is refused, not counted twice`() throws {
    try run()
    let reports = try scratch.contents(of: "rapport")
    let text = try String(
      contentsOfFile: workspace.dataFolder + "/noord/profielen.csv", encoding: .utf8)
    try scratch.write(text.replacing(";2019;20;", with: ";2019;21;"), to: "data/noord/oud.csv")
    let error = #expect(throws: PipelineError.self) { try run() }
    guard case .sameRowsTwice("noord", _, _) = error else {
      Issue.record("unexpected error \(String(describing: error))")
      return
    }
    #expect(error?.message.nl.contains("oud.csv") == true)
    #expect(try scratch.contents(of: "rapport") == reports)
    // A row that stands twice in one file is refused at its row.
    try FileManager.default.removeItem(atPath: workspace.dataFolder + "/noord/oud.csv")
    try scratch.write(
      text + "noord;00AA00;School A;M&T;2019;20;x\n", to: "data/noord/profielen.csv")
    let row = #expect(throws: PipelineError.self) { try run() }
    #expect(row?.message.nl.contains("profielen.csv, rij 7") == true)
  }

  @Test func `the same bytes may stand in two regions, come loose, and change folder`() throws {
    _ = try Ingestion(storePath: workspace.storePath).add([
      workspace.dataFolder + "/noord/profielen.csv"
    ])
    try run()
    let first = try Run(workspace: workspace).analyse(region: "noord").reports[0].verdicts
    #expect(first.first?.latest?.value == 23...23)
    try FileManager.default.moveItem(
      atPath: workspace.dataFolder + "/noord", toPath: workspace.dataFolder + "/boven")
    try run()
    let moved = try Run(workspace: workspace).analyse(region: "noord").reports[0].verdicts
    #expect(moved.map(\.outcome) == first.map(\.outcome))
    #expect(moved.first?.latest?.value == 23...23)
  }

  @Test func `a loose file does not change a region's figures`() throws {
    try run()
    let before = try scratch.contents(of: "rapport")
    let loose = try scratch.write(
      "regio;groep;jaar;percentage;noemer;bron\nnoord;M&T;2024;10;50;§1\n", to: "los.csv")
    _ = try Ingestion(storePath: workspace.storePath).add([loose])
    try run()
    #expect(try scratch.contents(of: "rapport") == before)
  }

  @Test func `a region that lost its region file is refused, not dropped`() throws {
    try run()
    let reports = try scratch.contents(of: "rapport")
    try FileManager.default.moveItem(
      atPath: workspace.dataFolder + "/noord/regio.yaml",
      toPath: workspace.dataFolder + "/noord/regio.yml")
    #expect(throws: PipelineError.noRegionFile(folder: workspace.dataFolder + "/noord")) {
      try run()
    }
    #expect(try scratch.contents(of: "rapport") == reports)
  }

  @Test(arguments: [
    ("groei", "-150"), ("veelvoud", "-1"), ("niveau", "10000000000000000000"), ("behoud", "-5"),
    ("niveau", ".inf"),
  ])
  func `a goal that no number can meet is refused with its line`(soort: String, waarde: String)
    throws
  {
    try scratch.write(
      """
      regio: noord
      doelen:
        - id: a
          titel: {nl: T, en: T}
          citaat: c
          vindplaats: v
          indicator: leerlingen-techniek
          soort: \(soort)
          waarde: \(waarde)
          peiljaar: 2019
          deadline: 2023
      """, to: "data/noord/doelen.yaml")
    let error = #expect(throws: PipelineError.self) { try run() }
    #expect(error?.message.nl.contains("waarde") == true, "\(String(describing: error))")
  }

  @Test func `folders without regions, or none at all, are named`() throws {
    let empty = scratch.path("leeg")
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
    var other = workspace
    other.dataFolder = empty
    #expect(throws: PipelineError.noRegions(folder: empty)) { try Run(workspace: other).run() }
    other.dataFolder = scratch.path("nergens")
    #expect(throws: PipelineError.noFolder(path: other.dataFolder)) {
      try Run(workspace: other).run()
    }
  }
}
