public import Forecasting
import Foundation
public import Goals
import Ingest
public import Records
import Store

/// Projects regions under scenarios: what becomes of the pupils and of the chance of each goal when
/// something else is assumed, which assumption matters most, and what a goal would take.
///
/// Reads the store and the regions' YAML; writes nothing.
public struct Projecting: Sendable {
  /// One course of the years to come.
  public struct Outcome: Sendable {
    /// What is assumed; nil for the forecast as it is.
    public let scenario: Scenario?
    /// Nil for a region without technical pupils.
    public let techniek: TechniekForecast?
    /// In the order of the plan.
    public let verdicts: [Verdict]

    /// The name of it.
    public var title: Phrase {
      scenario?.title ?? Phrase(nl: "zonder scenario", en: "without a scenario")
    }
  }

  /// A region under all its scenarios.
  public struct Result: Sendable {
    /// Which region.
    public let region: Region
    /// First the forecast as it is, then the scenarios in the order given.
    public let outcomes: [Outcome]
    /// Which assumption moves the chance of which goal; empty unless asked for.
    public let sensitivity: [Sensitivity]
    /// What each goal would take; empty unless asked for.
    public let needs: [Need]
  }

  /// What to do beside the projection.
  public struct Options: Hashable, Sendable {
    /// Whether to vary each assumption by itself.
    public var hasSensitivity: Bool
    /// Whether to look for what each goal takes.
    public var hasNeeds: Bool

    /// - Parameters:
    ///   - hasSensitivity: Whether to vary each assumption by itself.
    ///   - hasNeeds: Whether to look for what each goal takes.
    public init(hasSensitivity: Bool = false, hasNeeds: Bool = false) {
      self.hasSensitivity = hasSensitivity
      self.hasNeeds = hasNeeds
    }
  }

  /// Where the regions and the store are.
  public let workspace: Workspace

  /// A projection that has not begun.
  public init(workspace: Workspace) {
    self.workspace = workspace
  }

  /// - Parameters:
  ///   - region: The id of the one region that is wanted; nil for those of the scenarios, or for all
  ///     where there are none.
  ///   - scenarios: Paths of scenario files.
  ///   - options: What to do beside.
  ///   - progress: Told what is being done; for a terminal.
  /// - Throws: ``PipelineError``.
  public func project(
    region: String? = nil, scenarios: [String] = [], options: Options = Options(),
    progress: (Phrase) -> Void = { _ in }
  ) throws(PipelineError) -> [Result] {
    guard FileManager.default.fileExists(atPath: workspace.storePath) else {
      throw .noStore(path: workspace.storePath)
    }
    let folders = try workspace.regions()
    let known = folders.map(\.region.id)
    if let region, !known.contains(region) { throw .unknownRegion(id: region, known: known) }
    var files: [String: [String]] = [:]
    for path in scenarios {
      do throws(IngestError) {
        files[try ScenarioFile.region(path: path), default: []].append(path)
      } catch {
        throw .ingest(error)
      }
    }
    for id in files.keys.sorted() where !known.contains(id) {
      throw .unknownRegion(id: id, known: known)
    }
    if let region, let other = files.keys.sorted().first(where: { $0 != region }) {
      throw .unknownRegion(id: other, known: [region])
    }
    let run = Run(workspace: workspace)
    let store = try run.openStore()
    var results: [Result] = []
    for folder in folders {
      let id = folder.region.id
      guard region.map({ $0 == id }) ?? (files.isEmpty || files[id] != nil) else { continue }
      progress(
        Phrase(nl: "\(folder.region.name) doorrekenen", en: "computing \(folder.region.name)"))
      results.append(
        try result(
          folder, run: run, store: store, scenarios: files[id] ?? [], options: options,
          progress: progress))
    }
    return results
  }

  private func result(
    _ folder: Workspace.RegionFolder, run: Run, store: Store, scenarios: [String],
    options: Options, progress: (Phrase) -> Void
  ) throws(PipelineError) -> Result {
    let data = try run.read(folder, store: store).data
    var read: [Scenario] = []
    for path in scenarios {
      do throws(IngestError) {
        let scenario = try ScenarioFile.read(path: path, region: folder.region)
        guard !read.contains(where: { $0.id == scenario.id }) else {
          throw .duplicateID(file: path, line: 1, id: scenario.id)
        }
        read.append(scenario)
      } catch {
        throw .ingest(error)
      }
    }
    let lens = ScenarioLens(
      data: data, goals: folder.goals, base: try run.forecast(data, goals: folder.goals))
    var outcomes = [try lens.outcome(nil)]
    for scenario in read { outcomes.append(try lens.outcome(scenario)) }
    var sensitivity: [Sensitivity] = []
    if options.hasSensitivity {
      progress(
        Phrase(nl: "aannames een voor een variëren", en: "varying assumptions one by one"))
      sensitivity = try lens.sensitivity(base: outcomes[0])
    }
    var needs: [Need] = []
    if options.hasNeeds {
      progress(Phrase(nl: "zoeken wat elk doel vraagt", en: "looking for what each goal takes"))
      needs = try lens.needs(base: outcomes[0])
    }
    return Result(
      region: data.region, outcomes: outcomes, sensitivity: sensitivity, needs: needs)
  }
}

/// One region, looked at under one assumption after another.
struct ScenarioLens {
  let data: RegionData
  let goals: [Goal]
  /// The forecast as it is; nil for a region without technical pupils.
  let base: TechniekForecast?

  /// The forecast and the verdicts under a scenario; nil for none.
  func outcome(_ scenario: Scenario?) throws(PipelineError) -> Projecting.Outcome {
    let judge = try judge(scenario)
    return Projecting.Outcome(
      scenario: scenario, techniek: judge.techniek, verdicts: judge.verdicts(on: goals))
  }

  /// The judge who assumes a scenario; nil for none.
  func judge(_ scenario: Scenario?) throws(PipelineError) -> Judge {
    var techniek = base
    if let scenario {
      do throws(ForecastError) {
        if let base {
          techniek = try base.under(scenario)
        } else {
          throw .noSeries(region: data.region.name)
        }
      } catch {
        throw .forecast(region: data.region.id, error)
      }
    }
    return Judge(data: data, techniek: techniek, scenario: scenario)
  }

  /// A scenario of the lens's own making.
  func scenario(_ changes: [Scenario.Change]) -> Scenario {
    Scenario(id: "aanname", region: data.region.id, title: Phrase(""), changes: changes)
  }

  /// The first year ahead, in which an assumption can begin; nil where nothing is projected.
  var firstYear: Int? { base.map { $0.baseYear + 1 } }

  /// All years ahead.
  var allYears: ClosedRange<Int>? { firstYear.map { $0...max($0, 2100) } }
}
