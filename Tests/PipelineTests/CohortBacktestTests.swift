import Foundation
import Forecasting
import Pipeline
import Records
import Reports
import Samples
import TestSupport
import Testing

/// `doorstroom backtest cohort` on files: made-up ones always, DUO's where they are.
@Suite struct CohortBacktestTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// National files of made-up schools: pupils of 2019, exams of 2015–2019 and 2020–2024.
  private func write(_ kinds: [NationalFile.Kind], vestigingen: Int = 120) throws -> [String] {
    try kinds.map { kind in
      let isOld = kind == .leerlingen(year: 2019) || kind == .examens(lastYear: 2019)
      let file = NationalFile(
        kind, generation: isOld ? .old : .new, seed: 3, extent: .vestigingen(vestigingen))
      let path = scratch.path(file.name)
      _ = try file.write(to: path)
      return path
    }
  }

  private static let all: [NationalFile.Kind] = [
    .leerlingen(year: 2019), .examens(lastYear: 2019), .examens(lastYear: 2024),
  ]

  private func refusal(_ paths: [String]) -> PipelineError? {
    do throws(PipelineError) {
      _ = try CohortBacktest.report(on: paths, folds: 3)
      return nil
    } catch { return error }
  }

  @Test func `made-up national files give a table for each year, leerweg and method`() throws {
    let paths = try write(Self.all)
    let report = try CohortBacktest.report(on: paths.reversed(), folds: 3)
    #expect(report.result.baseYear == 2019)
    #expect(Set(report.result.rows.map(\.examYear)) == [2020, 2021, 2022, 2023])
    #expect(report.missingYears.isEmpty && report.files.count == 3)
    for language in [Language.nl, .en] {
      let text = report.terminalText(language: language)
      for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
      #expect(text.contains(language == .nl ? "zelfde als vorig jaar" : "same as last year"))
    }
    // No file of moves was given, and that is said.
    #expect(report.terminalText(language: .nl).contains("OVERGANGEN"))
    let json =
      try JSONSerialization.jsonObject(with: Data(report.jsonText().utf8)) as? [String: Any]
    let scores = try #require(json?["uitkomsten"] as? [[String: Any]])
    #expect(scores.count == report.result.rows.count)
    let csv = scratch.path("uit.csv")
    try report.writeCSV(to: csv, language: .nl)
    let lines = try String(contentsOfFile: csv, encoding: .utf8).split(separator: "\r\n")
    #expect(lines.count == report.result.rows.count + 1)
    #expect(lines[0].hasPrefix("jaren_vooruit;examenjaar;leerweg;methode;cellen"))
    // The order of the files is nothing.
    #expect(try CohortBacktest.report(on: paths, folds: 3).result == report.result)
  }

  @Test func `what is missing is said, file by file`() throws {
    let paths = try write(Self.all)
    guard case .backtestMissing(true, nil, _, _, []) = refusal(Array(paths[1...])) else {
      Issue.record("the pupil file is missing")
      return
    }
    guard case .backtestMissing(false, 2019, let years, _, []) = refusal([paths[0], paths[2]])
    else {
      Issue.record("the exam of 2019 is missing")
      return
    }
    #expect(years == Array(2020...2024))
    let message = try #require(refusal(Array(paths[..<2]))).message
    #expect(message.nl.contains("examenjaren 2020 tot en met 2023"), "\(message.nl)")
    #expect(message.en.contains("exam years 2020 to 2023"))
    let nothing = try scratch.write("a;b\n1;2\n", to: "los.csv")
    guard case .backtestMissing(true, nil, [], ["los.csv"], ["los.csv"]) = refusal([nothing]) else {
      Issue.record("nothing is there")
      return
    }
  }

  @Test func `two different files of pupils of one year are refused, the same file twice is not`()
    throws
  {
    let paths = try write(Self.all)
    let text = try String(contentsOfFile: paths[0], encoding: .isoLatin1)
    let copy = scratch.path("kopie-2019.csv")
    try text.data(using: .isoLatin1)?.write(to: URL(fileURLWithPath: copy))
    #expect(refusal(paths + [copy]) == nil)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(4)
    try (lines.joined(separator: "\n") + "\n").data(using: .isoLatin1)?
      .write(to: URL(fileURLWithPath: copy))
    guard case .backtestTwice(2019, let names) = refusal(paths + [copy]) else {
      Issue.record("two files of 2019")
      return
    }
    #expect(names.count == 2)
  }

  @Test(.enabled(if: Repository.hasDUO, Comment(rawValue: Repository.noDUO)))
  func `on DUO's files the model beats both rules at every horizon, and is as sure as it says`()
    throws
  {
    let names = [
      "leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv",
      "examenkandidaten-en-geslaagden-2014-2019.csv",
      "examenkandidaten-en-geslaagden-2019-2024.csv", "OVERGANGEN_20250113.csv",
    ]
    // Three groups of schools instead of ten, for the time of a debug build: rates of two thirds of
    // the schools. The command has ten; its figures are in the README.
    let report = try CohortBacktest.report(
      on: names.map { Repository.duo.appendingPathComponent($0).path }, folds: 3)
    let result = report.result
    #expect(result.leftOut.isEmpty)
    #expect(!result.moves.isEmpty)
    for horizon in 1...4 {
      let flow = try #require(result.score(.flow, horizon: horizon))
      let same = try #require(result.score(.sameAsLastYear, horizon: horizon))
      let ratio = try #require(result.score(.plainRatio, horizon: horizon))
      #expect(flow.cells > 1_250)
      #expect(flow.absoluteError < same.absoluteError && flow.absoluteError < ratio.absoluteError)
      #expect(flow.squaredError < same.squaredError)
      let coverage = try #require(flow.coverage)
      expectClose(coverage.transform80, 0.8, absolute: 0.03, "\(horizon)")
      expectClose(coverage.transform95, 0.95, absolute: 0.03, "\(horizon)")
    }
    // Every location is in one group, and those that moved together are in one.
    for (_, own) in Dictionary(grouping: result.predictions, by: { $0.unit.brin }) {
      #expect(Set(own.map(\.fold)).count == 1)
    }
    for move in result.moves {
      #expect(!result.predictions.contains { $0.unit == move.from && $0.examYear == move.examYear })
    }
  }
}
