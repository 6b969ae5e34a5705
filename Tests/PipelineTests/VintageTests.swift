import Foundation
import Goals
import Pipeline
import Records
import Reports
import Store
import TestSupport
import Testing

/// What was known on a day, and what a mapping file changes.
@Suite struct VintageTests {
  let scratch: ScratchFolder
  let workspace: Workspace

  init() throws {
    scratch = try ScratchFolder()
    workspace = Workspace(
      dataFolder: scratch.path("data"), storePath: scratch.path("store.sqlite"),
      reportFolder: scratch.path("rapport"))
    try TinyData.write(to: scratch)
  }

  private func retained(asOf date: String?) throws -> ClosedRange<Double>? {
    let analysis = try Run(workspace: workspace).analyse(region: "noord", asOf: date)
    return analysis.reports[0].verdicts.first { $0.goal.id == "behoud" }?.latest?.value
  }

  @Test func `verdicts can be asked as known on a day`() throws {
    _ = try Run(workspace: workspace, date: "2024-01-15").run()
    let path = "data/noord/profielen.csv"
    let text = try String(contentsOfFile: scratch.path(path), encoding: .utf8)
    try scratch.write(text.replacing("2023;23;", with: "2023;31;"), to: path)
    _ = try Run(workspace: workspace, date: "2024-10-01").run()
    #expect(try retained(asOf: nil) == 31...31)
    #expect(try retained(asOf: "2024-10-01") == 31...31)
    #expect(try retained(asOf: "2024-09-30") == 23...23)
    #expect(try retained(asOf: "2024-01-14") == nil)
  }

  @Test(arguments: ["gisteren", "2024-13-01", "2023-02-29", "1-10-2024"])
  func `what is no day is refused`(date: String) throws {
    #expect(throws: PipelineError.notADay(text: date)) {
      try Run(workspace: workspace, date: date).run()
    }
    #expect(!FileManager.default.fileExists(atPath: workspace.storePath))
  }

  @Test func `a mapping file beside an export makes it readable, and a changed one reads it anew`()
    throws
  {
    let storePath = scratch.path("los.sqlite")
    let ingestion = Ingestion(storePath: storePath)
    try scratch.write(
      "streek;locatie;naam;profiel;okt;n;herkomst;notitie\nnoord;00AA00;A;BWI;2023;12;a;-\n",
      to: "export.csv")
    #expect(throws: PipelineError.self) { try ingestion.add([scratch.path("export.csv")]) }
    let mapping = """
      indeling: regio-profielen
      kolommen:
        streek: regio
        locatie: vestiging
        naam: school
        okt: peildatum
        n: leerlingen
        herkomst: bron
        notitie:
      """
    try scratch.write(mapping, to: "export.kolommen.yaml")
    let first = try ingestion.add([scratch.path("export.csv")])
    #expect(first[0].counts.facts == 1 && first[0].outcome == .added)
    #expect(try ingestion.add([scratch.path("export.csv")])[0].outcome == .unchanged)
    try scratch.write(mapping + "\n# nog eens bekeken\n", to: "export.kolommen.yaml")
    #expect(try ingestion.add([scratch.path("export.csv")])[0].outcome != .unchanged)
    let answer = try Query(storePath: storePath)
      .markdown("SELECT count(*) AS n, sum(aantal) AS som FROM leerlingen")
    #expect(answer.contains("| 1 |  12 |"), "\(answer)")
  }
}
