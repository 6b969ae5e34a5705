import Foundation
import Records
import Reports

/// Tables as CSV files in a folder, which is made if need be.
enum TableFiles {
  /// - Parameters:
  ///   - tables: Each with the first part of its file's name: `<name>-<table>.csv`.
  ///   - folder: Where they go.
  ///   - language: Of words and numbers.
  /// - Returns: The paths written, in order.
  /// - Throws: ``PipelineError/file(path:reason:)``.
  static func write(
    _ tables: [(name: String, table: Table)], to folder: String, language: Language
  ) throws(PipelineError) -> [String] {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .file(path: folder, reason: error.localizedDescription)
    }
    var paths: [String] = []
    for (name, table) in tables {
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
