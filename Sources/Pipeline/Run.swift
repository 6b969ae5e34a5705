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
  }

  /// Where the input is and the output goes.
  public let workspace: Workspace
  /// The language of the reports.
  public let language: Language
  /// The version that is printed in the reports.
  public static let version = "0.1.0"

  /// A run that has not begun.
  public init(workspace: Workspace, language: Language = .nl) {
    self.workspace = workspace
    self.language = language
  }

  /// Brings store and reports up to date with the data folder.
  ///
  /// - Parameter progress: Told what is being done; for a terminal.
  /// - Throws: ``PipelineError``; the reports are then as they were.
  public func run(progress: (Phrase) -> Void = { _ in }) throws(PipelineError) -> Result {
    let folders = try workspace.regions()
    let store = try openStore()
    progress(Phrase(nl: "bestanden lezen", en: "reading files"))
    let intake = try ingest(folders, into: store)
    let analysis = try analyse(folders, store: store, progress: progress)
    progress(Phrase(nl: "rapport schrijven", en: "writing the report"))
    let pages = try publish(analysis.reports)
    return Result(analysis: analysis, intake: intake, pages: pages)
  }

  /// Forecasts and judges from what the store holds; reads no other file than the regions' YAML, and
  /// writes nothing.
  ///
  /// - Parameters:
  ///   - region: The id of the one region that is wanted; nil for all.
  ///   - progress: Told what is being done; for a terminal.
  /// - Throws: ``PipelineError``.
  public func analyse(
    region: String? = nil, progress: (Phrase) -> Void = { _ in }
  ) throws(PipelineError) -> Analysis {
    guard FileManager.default.fileExists(atPath: workspace.storePath) else {
      throw .noStore(path: workspace.storePath)
    }
    let folders = try workspace.regions()
    let chosen = folders.filter { region == nil || $0.region.id == region }
    if let region, chosen.isEmpty {
      throw .unknownRegion(id: region, known: folders.map(\.region.id))
    }
    return try analyse(chosen, store: try openStore(), progress: progress)
  }

  private func openStore() throws(PipelineError) -> Store {
    do {
      return try Store(path: workspace.storePath)
    } catch {
      throw .store(error)
    }
  }

  /// Puts the CSV files of all regions into the store, and takes out those that have gone.
  private func ingest(
    _ folders: [Workspace.RegionFolder], into store: Store
  ) throws(PipelineError) -> [Intake.Result] {
    var sources: [Intake.Source] = []
    for folder in folders {
      for path in folder.files {
        sources.append(
          try Intake.Source(path: path, folder: folder.name, regions: [folder.region]))
      }
    }
    let results = try Intake(store: store).add(sources)
    do throws(StoreError) {
      let present = Set(sources.map(\.file))
      for file in try store.files() where !present.contains(file) {
        if folders.contains(where: { file.name.hasPrefix($0.name + "/") }) {
          try store.withdraw(sha256: file.sha256, name: file.name)
        }
      }
    } catch {
      throw .store(error)
    }
    return results
  }

  private func analyse(
    _ folders: [Workspace.RegionFolder], store: Store, progress: (Phrase) -> Void
  ) throws(PipelineError) -> Analysis {
    var reports: [Report] = []
    for folder in folders {
      progress(
        Phrase(nl: "\(folder.region.name) doorrekenen", en: "computing \(folder.region.name)"))
      reports.append(try report(on: folder, store: store))
    }
    return Analysis(reports: reports)
  }

  /// The region's data in the store, the forecast, the verdicts, and the report that holds them.
  private func report(
    on folder: Workspace.RegionFolder, store: Store
  ) throws(PipelineError) -> Report {
    let region = folder.region
    let files: [SourceFile]
    let data: RegionData
    var findings: [Finding]
    do throws(StoreError) {
      files = try store.files().filter { $0.name.hasPrefix(folder.name + "/") }
      let own = files.map(\.name)
      data = RegionData(
        region: region, facts: try store.facts(layouts: RegionData.layouts, files: own),
        figures: try store.figures(region: region.id, files: own),
        offers: try store.offers(region: region.id, files: own), files: files)
      let names = Set(files.map(\.name))
      findings = try store.findings().filter { names.contains($0.file) }
    } catch {
      throw .store(error)
    }
    if let twice = data.sameTwice(files: files) {
      throw .sameRowsTwice(region: region.id, file: twice.file, other: twice.other)
    }
    findings += data.crossChecks(files: files)
    let techniek = try forecast(data, goals: folder.goals)
    let verdicts = Judge(data: data, techniek: techniek).verdicts(on: folder.goals)
    return Report(
      data: data, techniek: techniek, verdicts: verdicts, findings: findings, files: files,
      version: Self.version)
  }

  /// The forecast up to the last deadline, at least five years ahead and at most twenty; nil for a
  /// region without any technical pupils.
  private func forecast(
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
