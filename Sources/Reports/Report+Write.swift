import Foundation
public import Records

extension Report {
  /// Writes the report into a folder: `<id>.html`, `<id>.xlsx`, and `<id>/<table>.csv` with their
  /// `datapackage.json`.
  ///
  /// - Throws: ``ReportError/cannotWrite(path:reason:)``.
  public func write(to folder: String, language: Language) throws(ReportError) {
    let base = folder + "/" + region.id
    try save(HTMLReport.render(self, language: language), to: base + ".html")
    try XLSXWorkbook.write(self, language: language, to: base + ".xlsx")
    do {
      try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: base, reason: ReportFolder.reason(error))
    }
    let printed = ReportTables.all(of: self)
    for table in printed {
      try save(CSVTable.render(table, language: language), to: base + "/" + table.id + ".csv")
    }
    let package = DataPackage.render(
      printed, name: region.id, title: region.name, version: version, language: language)
    try save(package, to: base + "/datapackage.json")
  }

  private func save(_ text: String, to path: String) throws(ReportError) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      throw .cannotWrite(path: path, reason: ReportFolder.reason(error))
    }
  }
}
