import Foundation
import Goals
import Reports
import Store
import Ingest
import Pipeline
import Records
import TestSupport
import Testing

/// The main job on the package's own data.
@Suite struct RunTests {
  let scratch: ScratchFolder
  let workspace: Workspace

  init() throws {
    scratch = try ScratchFolder()
    workspace = Workspace(
      dataFolder: Repository.data.path, storePath: scratch.path("store.sqlite"),
      reportFolder: scratch.path("rapport"))
  }

  @Test func `both regions go from their files to verdicts and a report`() throws {
    let result = try Run(workspace: workspace).run()
    let reports = result.analysis.reports
    #expect(reports.map(\.region.id) == ["almere", "t-is-for-tech"])
    let tech = try #require(reports.last)
    let judged = tech.verdicts.filter { $0.outcome != .gemonitord }
    #expect(judged.count == 9)
    for verdict in judged {
      #expect(verdict.probability != nil, "\(verdict.goal.id) has no chance")
      #expect(!verdict.sources.isEmpty, "\(verdict.goal.id) has no source")
      #expect(!verdict.sentence.nl.isEmpty && !verdict.sentence.en.isEmpty)
    }
    let keep = try #require(judged.first { $0.goal.id == "behoud-613" })
    #expect(keep.latest?.value == 613...613)
    #expect(keep.target == 613)
    let almere = try #require(reports.first)
    #expect(
      almere.verdicts.filter { $0.outcome != .gemonitord }.map(\.goal.id)
        == ["instroom-vmbo", "keuze-techniek", "doorstroom-verdubbeld"])
    let choice = try #require(almere.verdicts.first { $0.goal.id == "keuze-techniek" })
    // Counted by hand in DUO's file: 16+35+15 + 15 in exam year 2020, 16+22+15 + 20 in 2024.
    #expect(choice.latest?.value == 73...73)
    #expect(choice.sentence.nl.contains("73 leerlingen in techniek, tegen 81 in 2019"))
    #expect(choice.latest?.isProvisional == true)
  }

  @Test func `the page holds Figuur 2 with its totals, each verdict and the sources`() throws {
    let result = try Run(workspace: workspace).run()
    let page = try String(contentsOfFile: try #require(result.pages.last), encoding: .utf8)
    // Totals of Figuur 2 by year, and some cells of it.
    for number in ["569", "570", "589", "584", "613", "208", "272", "240", "198", "129"] {
      #expect(page.contains(">\(number)<"), "\(number) is not in the page")
    }
    for verdict in result.analysis.reports[1].verdicts {
      #expect(page.contains(verdict.outcome.name.nl))
    }
    #expect(page.contains("Figuur 2"))
    #expect(page.contains("duo-examens.csv"))
    #expect(page.contains("<svg"))
    #expect(!page.contains("<script") && !page.contains("src=\"http"))
    #expect(page.utf8.count < 1_000_000)
    let table = try String(
      contentsOfFile: workspace.reportFolder + "/t-is-for-tech/leerlingen-profiel.csv",
      encoding: .utf8)
    #expect(table.contains("Totaal;alle profielen;569;570;589;584;613;44"))
  }

  @Test func `the same files give the same bytes, and a second run reads nothing anew`() throws {
    let run = Run(workspace: workspace)
    _ = try run.run()
    let first = try scratch.contents(of: "rapport")
    let store = try Data(contentsOf: URL(fileURLWithPath: workspace.storePath))
    let again = try run.run()
    #expect(try scratch.contents(of: "rapport") == first)
    #expect(again.intake.allSatisfy { $0.outcome == .unchanged })
    #expect(try Data(contentsOf: URL(fileURLWithPath: workspace.storePath)) == store)
    #expect(first.count > 20)
  }

  @Test func `in English the same numbers stand in English words`() throws {
    let result = try Run(workspace: workspace, language: .en).run()
    let page = try String(contentsOfFile: try #require(result.pages.last), encoding: .utf8)
    #expect(page.contains("lang=\"en\""))
    #expect(page.contains("On 1 October 2023 there were 613 pupils"))
    let text = result.analysis.terminalSummary(language: .en, styled: false)
    #expect(text.contains("at risk") || text.contains("on course"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `the verdicts alone write nothing`() throws {
    let run = Run(workspace: workspace)
    #expect(throws: PipelineError.noStore(path: workspace.storePath)) { try run.analyse() }
    #expect(!FileManager.default.fileExists(atPath: workspace.storePath))
    _ = try run.run()
    let before = try scratch.contents(of: "")
    let analysis = try run.analyse(region: "almere")
    #expect(analysis.reports.map(\.region.id) == ["almere"])
    #expect(try scratch.contents(of: "") == before)
  }
}
