import Forecasting
import Foundation
import Goals
import Pipeline
import Records
import Reports
import TestSupport
import Testing

/// Scenarios from file to table, on two made-up regions.
@Suite struct ProjectingTests {
  let scratch: ScratchFolder
  let workspace: Workspace

  init() throws {
    scratch = try ScratchFolder()
    workspace = Workspace(
      dataFolder: scratch.path("data"), storePath: scratch.path("store.sqlite"),
      reportFolder: scratch.path("rapport"))
    try TinyData.write(to: scratch)
    _ = try Run(workspace: workspace).run()
  }

  private func write(_ name: String, _ changes: String) throws -> String {
    try scratch.write(
      "regio: noord\nscenario: \(name)\ntitel: Titel \(name)\naannames:\n\(changes)", to: name)
    return scratch.path(name)
  }

  @Test func `without scenarios the chances are those of the report`() throws {
    let results = try Projecting(workspace: workspace).project()
    #expect(results.map(\.region.id) == ["noord", "zuid"])
    let verdicts = try Run(workspace: workspace).analyse().reports[0].verdicts
    #expect(results[0].outcomes[0].verdicts == verdicts)
    #expect(results[1].summary(language: .nl).contains("Niets om vooruit te rekenen"))
  }

  @Test func `scenarios stand beside the forecast, and only the chance that they touch moves`()
    throws
  {
    let less = try write("minder", "  - {soort: instroom, vanaf: 2024, factor: 0.5}\n")
    let course = try write(
      "koers", "  - {soort: doorstroom, profiel: M&T, jaar: 2029, waarde: 90}\n")
    let results = try Projecting(workspace: workspace).project(scenarios: [less, course])
    #expect(results.map(\.region.id) == ["noord"])
    let outcomes = results[0].outcomes
    func chances(_ index: Int) -> [Double?] {
      outcomes[index].verdicts.map { $0.probability?.lowerBound }
    }
    let (base, one, two) = (chances(0), chances(1), chances(2))
    let places = Dictionary(
      uniqueKeysWithValues: outcomes[0].verdicts.enumerated().map { ($1.goal.id, $0) })
    let keep = try #require(places["behoud"])
    let mt = try #require(places["doorstroom-mt"])
    #expect(try #require(one[keep]) < (try #require(base[keep])))
    #expect(one[mt] == base[mt])
    #expect(two[keep] == base[keep])
    #expect(try #require(two[mt]) > (try #require(base[mt])))
    let text = results[0].summary(language: .nl)
    #expect(text.contains("[1] Titel minder") && text.contains("[2] Titel koers"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `the value that a goal takes gives the chance that it names`() throws {
    let result = try Projecting(workspace: workspace).project(
      region: "noord", options: .init(hasSensitivity: true, hasNeeds: true))[0]
    #expect(result.needs.map(\.goal.id) == ["behoud", "doorstroom-mt"])
    let even = try #require(result.needs[0].even)
    let path = try write(
      "nodig", "  - {soort: instroom, vanaf: 2024, factor: \(even)}\n")
    let chance = try #require(
      Projecting(workspace: workspace).project(scenarios: [path])[0].outcomes[1].verdicts
        .first { $0.goal.id == "behoud" }?.probability?.lowerBound)
    #expect(chance >= 0.5 && chance < 0.53)
    let percent = try #require(result.needs[1].onCourse)
    #expect(percent > 80 && percent < 95)
    #expect(result.needs[1].precedent?.nl.contains("landelijk 79 %") == true)
    let spans = result.sensitivity.map(\.span)
    #expect(spans == spans.sorted(by: >))
    #expect(result.sensitivity.contains { $0.assumption.nl == "instroom in leerjaar 3" })
    let text = result.summary(language: .en)
    #expect(text.contains("What does it take?") && text.contains("What matters?"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `tables are written a region, and the same each time`() throws {
    let projecting = Projecting(workspace: workspace)
    let results = try projecting.project()
    let paths = try Projecting.write(results, to: scratch.path("uit"), language: .nl)
    #expect(
      paths.map { URL(fileURLWithPath: $0).lastPathComponent } == [
        "noord-projectie.csv", "noord-kansen.csv",
      ])
    let text = try String(contentsOfFile: paths[0], encoding: .utf8)
    #expect(
      text.hasPrefix(
        "scenario;deel;naam;moment;jaar;waargenomen;mediaan;laag_80;hoog_80;laag_95;hoog_95\r\n"))
    #expect(text.contains("basis;totaal;Alle technische profielen;peildatum;2023;23;"))
    _ = try Projecting.write(
      try projecting.project(), to: scratch.path("weer"), language: .nl)
    #expect(
      try String(contentsOfFile: scratch.path("weer/noord-projectie.csv"), encoding: .utf8) == text)
  }

  @Test func `what cannot be projected is refused in one message`() throws {
    let projecting = Projecting(workspace: workspace)
    #expect(throws: PipelineError.unknownRegion(id: "west", known: ["noord", "zuid"])) {
      try projecting.project(region: "west")
    }
    let behind = try write("terug", "  - {soort: instroom, vanaf: 2019, factor: 0.5}\n")
    #expect {
      try projecting.project(scenarios: [behind])
    } throws: { error in
      (error as? PipelineError)?.message.nl.contains("2024 of later") == true
    }
    #expect(throws: PipelineError.noStore(path: scratch.path("weg.sqlite"))) {
      try Projecting(
        workspace: Workspace(
          dataFolder: scratch.path("data"), storePath: scratch.path("weg.sqlite"), reportFolder: "")
      ).project()
    }
  }

  @Test func `the scenarios that come with the package can be projected`() throws {
    let data = Repository.data.path
    let own = Workspace(
      dataFolder: data, storePath: scratch.path("eigen.sqlite"), reportFolder: scratch.path("r"))
    _ = try Run(workspace: own).run()
    for region in ["t-is-for-tech", "almere"] {
      let folder = data + "/" + region + "/scenarios"
      let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(!files.isEmpty)
      let results = try Projecting(workspace: own).project(
        scenarios: files.map { folder + "/" + $0 })
      #expect(results.map(\.outcomes.count) == [files.count + 1])
      #expect(results[0].outcomes[0].techniek?.years.last == 2029)
    }
  }
}
