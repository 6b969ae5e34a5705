import Foundation
import Ingest
public import Records

/// Where a run finds its input and leaves its output.
public struct Workspace: Hashable, Sendable {
  /// The folder that holds a folder for each region.
  public var dataFolder: String
  /// The SQLite file.
  public var storePath: String
  /// The folder for the reports.
  public var reportFolder: String

  /// A workspace of these paths; nothing is looked at yet.
  public init(dataFolder: String, storePath: String, reportFolder: String) {
    self.dataFolder = dataFolder
    self.storePath = storePath
    self.reportFolder = reportFolder
  }

  /// The analyst's own successions of locations; need not be there.
  public var successionsPath: String { dataFolder + "/vestigingen.csv" }

  /// One region's folder: `regio.yaml`, `doelen.yaml` and any number of CSV files.
  public struct RegionFolder: Hashable, Sendable {
    /// As its `regio.yaml` says.
    public let region: Region
    /// As its `doelen.yaml` says, in its order.
    public let goals: [Goal]
    /// The folder's name below the data folder.
    public let name: String
    /// Paths of its CSV files, sorted.
    public let files: [String]
  }

  /// The regions below the data folder, by name. A region without `doelen.yaml` has no goals.
  ///
  /// - Throws: ``PipelineError``.
  public func regions() throws(PipelineError) -> [RegionFolder] {
    let files = FileManager.default
    guard let names = try? files.contentsOfDirectory(atPath: dataFolder) else {
      throw .noFolder(path: dataFolder)
    }
    var result: [RegionFolder] = []
    for name in names.sorted() {
      let folder = dataFolder + "/" + name
      let regionPath = folder + "/regio.yaml"
      let kind = (try? files.attributesOfItem(atPath: folder))?[.type] as? FileAttributeType
      guard kind == .typeDirectory || kind == .typeSymbolicLink else { continue }
      guard let contents = try? files.contentsOfDirectory(atPath: folder) else {
        // A link to a file, or to nothing, is no folder.
        if kind == .typeSymbolicLink { continue }
        throw .noRegionFile(folder: folder)
      }
      guard files.fileExists(atPath: regionPath) else {
        // A region that lost its file would silently leave the report.
        let isData = contents.contains {
          $0.lowercased().hasSuffix(".csv") || $0.hasSuffix(".yml") || $0.hasSuffix(".yaml")
        }
        if isData { throw .noRegionFile(folder: folder) }
        continue
      }
      let region: Region
      let goals: [Goal]
      do throws(IngestError) {
        region = try RegionFile.read(path: regionPath)
        let goalPath = folder + "/doelen.yaml"
        goals =
          files.fileExists(atPath: goalPath)
          ? try GoalFile.read(path: goalPath, region: region) : []
      } catch {
        throw .regionFile(folder: name, error)
      }
      guard !result.contains(where: { $0.region.id == region.id }) else {
        throw .duplicateRegion(id: region.id)
      }
      result.append(
        RegionFolder(
          region: region, goals: goals, name: name,
          files: contents.sorted().filter { $0.lowercased().hasSuffix(".csv") }
            .map { folder + "/" + $0 }))
    }
    guard !result.isEmpty else { throw .noRegions(folder: dataFolder) }
    return result
  }
}
