import Foundation
public import Records
import Store

/// Tables and views of the store as CSV files with a `datapackage.json` beside them, for whoever goes
/// on in another program.
public struct Exporting: Sendable {
  let storePath: String

  /// Exports of the store at this path.
  public init(storePath: String) {
    self.storePath = storePath
  }

  /// What is exported when nothing is named: every view.
  public static var views: [String] { Store.schema.filter(\.isView).map(\.name) }

  /// Writes each table or view to `folder` as `<name>.csv`, and then `datapackage.json`.
  ///
  /// A file is written beside its name and put in place when it is whole.
  ///
  /// - Parameters:
  ///   - names: Of tables or views.
  ///   - folder: Where they go; made if it is not there.
  ///   - hasCommas: Whether commas stand between the fields; else semicolons.
  ///   - language: Of the descriptions.
  /// - Returns: The files in the folder and their numbers of rows, in order.
  /// - Throws: ``PipelineError``.
  public func export(
    _ names: [String], to folder: String, hasCommas: Bool = false, language: Language
  ) throws(PipelineError) -> [(path: String, rows: Int)] {
    guard FileManager.default.fileExists(atPath: storePath) else {
      throw .noStore(path: storePath)
    }
    var tables: [Store.ExportedTable] = []
    do {
      let store = try Store(path: storePath)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for name in names {
        let path = folder + "/" + name + ".csv"
        tables.append(
          try write(path) { sink in
            try store.export(name, delimiter: hasCommas ? .comma : .semicolon, to: sink)
          })
      }
      let resources = tables.map { $0.resource(path: $0.name + ".csv", language: language) }
      let text =
        "{\n  \"profile\": \"tabular-data-package\",\n  \"name\": \"doorstroom\",\n"
        + "  \"resources\": [\n" + resources.joined(separator: ",\n") + "\n  ]\n}\n"
      try Data(text.utf8).write(
        to: URL(fileURLWithPath: folder + "/datapackage.json"), options: .atomic)
    } catch let error as StoreError {
      throw .store(error)
    } catch {
      throw .file(path: folder, reason: error.localizedDescription)
    }
    return tables.map { ($0.name + ".csv", $0.rows) }
  }

  private func write<Value>(
    _ path: String, _ body: (@escaping ([UInt8]) throws -> Void) throws -> Value
  ) throws -> Value {
    let part = path + ".deel"
    try Data().write(to: URL(fileURLWithPath: part))
    defer { try? FileManager.default.removeItem(atPath: part) }
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: part))
    let value = try body { try handle.write(contentsOf: $0) }
    try handle.close()
    if FileManager.default.fileExists(atPath: path) {
      _ = try FileManager.default.replaceItemAt(
        URL(fileURLWithPath: path), withItemAt: URL(fileURLWithPath: part))
    } else {
      try FileManager.default.moveItem(atPath: part, toPath: path)
    }
    return value
  }
}
