import Crosswalks
import Forecasting
import Foundation
import Goals
public import Records
import Reports
import Store

/// The whole year in one go: ingest → forecast → judge → report.
public struct Run: Sendable {
  /// What a run made.
  public struct Result: Sendable {
    /// The reports and their verdicts.
    public let analysis: Analysis
    /// What became of each file.
    public let intake: [Intake.Result]
    /// The paths of the HTML files, one a region.
    public let pages: [String]
    /// Lines about files that were read again, or that an older version of the program read.
    public let notes: [Phrase]
  }

  /// Where the input is and the output goes.
  public let workspace: Workspace
  /// The language of the reports.
  public let language: Language
  /// From when the files that it reads are known, such as `2024-11-01`; nil where nobody says.
  public let date: String?
  /// The version that is printed in the reports.
  public static let version = "0.2.0"

  /// A run that has not begun.
  public init(workspace: Workspace, language: Language = .nl, date: String? = nil) {
    self.workspace = workspace
    self.language = language
    self.date = date
  }

  /// Brings store and reports up to date with the data folder.
  ///
  /// - Parameter progress: Told what is being done; for a terminal.
  /// - Throws: ``PipelineError``; the reports are then as they were.
  public func run(progress: (Phrase) -> Void = { _ in }) throws(PipelineError) -> Result {
    let folders = try workspace.regions()
    progress(Phrase(nl: "bestanden lezen", en: "reading files"))
    let (store, intake) = try ingest(folders)
    let analysis = try analyse(folders, store: store, progress: progress)
    progress(Phrase(nl: "rapport schrijven", en: "writing the report"))
    let pages = try publish(analysis.reports)
    var notes = [Phrase.readAgain(intake.filter { $0.outcome == .readAgain }.map(\.file.name))]
    do throws(StoreError) {
      notes.append(.outdated(try store.outdated().map(\.name)))
    } catch {
      throw .store(error)
    }
    return Result(
      analysis: analysis, intake: intake, pages: pages, notes: notes.compactMap(\.self))
  }

  /// Forecasts and judges from what the store holds; reads no other file than the regions' YAML, and
  /// writes nothing.
  ///
  /// - Parameters:
  ///   - region: The id of the one region that is wanted; nil for all.
  ///   - date: Such as `2024-11-01`: from what was known on that day; nil for what counts now.
  ///   - progress: Told what is being done; for a terminal.
  /// - Throws: ``PipelineError``.
  public func analyse(
    region: String? = nil, asOf date: String? = nil, progress: (Phrase) -> Void = { _ in }
  ) throws(PipelineError) -> Analysis {
    let day = try Store.Day.read(date)
    guard FileManager.default.fileExists(atPath: workspace.storePath) else {
      throw .noStore(path: workspace.storePath)
    }
    let folders = try workspace.regions()
    let chosen = folders.filter { region == nil || $0.region.id == region }
    if let region, chosen.isEmpty {
      throw .unknownRegion(id: region, known: folders.map(\.region.id))
    }
    return try analyse(chosen, store: try openStore(), asOf: day, progress: progress)
  }

  func openStore() throws(PipelineError) -> Store {
    do {
      return try Store(path: workspace.storePath)
    } catch {
      throw .store(error)
    }
  }

  /// Puts the CSV files of all regions into the store, and takes out those that have gone.
  private func ingest(
    _ folders: [Workspace.RegionFolder]
  ) throws(PipelineError) -> (store: Store, results: [Intake.Result]) {
    var sources: [Intake.Source] = []
    for folder in folders {
      for path in folder.files {
        sources.append(
          try Intake.Source(path: path, folder: folder.name, regions: [folder.region]))
      }
    }
    let day = try Store.Day.read(date)
    let (store, results) = try Intake(storePath: workspace.storePath, day: day).add(sources)
    do throws(StoreError) {
      let present = Set(sources.map(\.file))
      for file in try store.files() where !present.contains(file) {
        if folders.contains(where: { file.name.hasPrefix($0.name + "/") }) {
          try store.withdraw(sha256: file.sha256, name: file.name, on: day)
        }
      }
    } catch {
      throw .store(error)
    }
    return (store, results)
  }

  private func analyse(
    _ folders: [Workspace.RegionFolder], store: Store, asOf day: Store.Day? = nil,
    progress: (Phrase) -> Void
  ) throws(PipelineError) -> Analysis {
    var reports: [Report] = []
    for folder in folders {
      progress(
        Phrase(nl: "\(folder.region.name) doorrekenen", en: "computing \(folder.region.name)"))
      reports.append(try report(on: folder, store: store, asOf: day))
    }
    return Analysis(reports: reports)
  }

  /// What the store holds of a region.
  struct Reading {
    let data: RegionData
    let findings: [Finding]
    let files: [SourceFile]
  }

  /// The region's data in the store, the forecast, the verdicts, and the report that holds them.
  private func report(
    on folder: Workspace.RegionFolder, store: Store, asOf day: Store.Day? = nil
  ) throws(PipelineError) -> Report {
    let reading = try read(folder, store: store, asOf: day)
    let techniek = try forecast(reading.data, goals: folder.goals)
    let verdicts = Judge(data: reading.data, techniek: techniek).verdicts(on: folder.goals)
    return Report(
      data: reading.data, techniek: techniek, verdicts: verdicts, findings: reading.findings,
      files: reading.files, version: Self.version)
  }

  /// Counts, figures and findings of a region, with the successions of its locations.
  func read(
    _ folder: Workspace.RegionFolder, store: Store, asOf day: Store.Day? = nil
  ) throws(PipelineError) -> Reading {
    let opvolging = try Opvolging(
      try overgangen(store, asOf: day), own: workspace.successionsPath)
    let files: [SourceFile]
    let data: RegionData
    var findings: [Finding]
    do throws(StoreError) {
      files = try store.files(asOf: day).filter { $0.name.hasPrefix(folder.name + "/") }
      let own = files.map(\.name)
      let facts = try store.facts(layouts: RegionData.layouts, files: own, asOf: day)
      findings = try store.findings(asOf: day).filter { own.contains($0.file) }
      let (region, applied) = opvolging.applied(
        to: folder.region, counted: Set(facts.map(\.vestiging)))
      data = RegionData(
        region: region, facts: facts,
        figures: try store.figures(region: region.id, files: own, asOf: day),
        offers: try store.offers(region: region.id, files: own, asOf: day), files: files)
      findings += applied
    } catch {
      throw .store(error)
    }
    findings += RegionCoverage().findings(region: data.region, places: [], about: Phrase(""))
    if let twice = data.sameTwice(files: files) {
      throw .sameRowsTwice(region: data.region.id, file: twice.file, other: twice.other)
    }
    findings += data.crossChecks(files: files)
    return Reading(data: data, findings: findings, files: files)
  }

  private func overgangen(
    _ store: Store, asOf day: Store.Day?
  ) throws(PipelineError) -> [Overgang] {
    do throws(StoreError) { return try store.overgangen(asOf: day) } catch { throw .store(error) }
  }

  /// The forecast up to the last deadline, at least five years ahead and at most twenty; nil for a
  /// region without any technical pupils.
  func forecast(
    _ data: RegionData, goals: [Goal]
  ) throws(PipelineError) -> TechniekForecast? {
    let newest = data.facts.map(\.period.year).max() ?? data.region.years.upperBound
    let deadline = goals.map(\.deadline).max() ?? newest
    let lastYear = max(data.region.years.upperBound, deadline, newest + 5)
    do {
      return try TechniekForecast(
        data: data, options: TechniekForecast.Options(lastYear: min(lastYear, newest + 20)))
    } catch {
      if case .noSeries = error { return nil }
      throw .forecast(region: data.region.id, error)
    }
  }

  /// Writes all reports into a new folder and puts it in the place of the old one.
  private func publish(_ reports: [Report]) throws(PipelineError) -> [String] {
    do {
      try ReportFolder(path: workspace.reportFolder).publish { folder throws(ReportError) in
        for report in reports { try report.write(to: folder, language: language) }
      }
    } catch {
      throw .report(error)
    }
    return reports.map { workspace.reportFolder + "/" + $0.region.id + ".html" }
  }
}

extension Store.Day {
  /// The day that an analyst wrote; nil for none.
  ///
  /// - Throws: ``PipelineError/notADay(text:)``.
  static func read(_ text: String?) throws(PipelineError) -> Store.Day? {
    guard let text else { return nil }
    guard let day = Store.Day(text) else { throw .notADay(text: text) }
    return day
  }
}
