public import Forecasting
import Foundation
import Ingest
public import Records
import Reports

/// Projects a file of flows: any states, any locations, no region and no store.
///
/// Reads the one file; writes nothing but the tables asked for.
public struct Stromen: Sendable {
  /// What the file says of the years to come.
  public let forecast: StroomForecast

  /// - Parameters:
  ///   - path: A file of flows; see `StroomFile`.
  ///   - years: Years ahead, 1 to 20.
  /// - Throws: ``PipelineError/ingest(_:)`` and ``PipelineError/stroom(_:)``.
  public init(path: String, years: Int = 5) throws(PipelineError) {
    let rows: [Stroom]
    do throws(IngestError) {
      rows = try StroomFile.read(path: path)
    } catch {
      throw .ingest(error)
    }
    do throws(StroomError) {
      forecast = try StroomForecast(
        rows, file: InputFiles.name(path), options: .init(years: years))
    } catch {
      throw .stroom(error)
    }
  }

  /// Writes the tables as CSV, `<file>-<table>.csv`.
  ///
  /// - Returns: The paths written, in order.
  /// - Throws: ``PipelineError/file(path:reason:)``.
  public func write(to folder: String, language: Language) throws(PipelineError) -> [String] {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .file(path: folder, reason: error.localizedDescription)
    }
    let name =
      forecast.file.lowercased().hasSuffix(".csv") ? forecast.file.dropLast(4) : forecast.file[...]
    var paths: [String] = []
    for table in tables {
      let path = "\(folder)/\(name)-\(table.id).csv"
      do {
        try Data(CSVTable.render(table, language: language).utf8)
          .write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        throw .file(path: path, reason: error.localizedDescription)
      }
      paths.append(path)
    }
    return paths
  }
}
