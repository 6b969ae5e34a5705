import Foundation
import Ingest
public import Records
import Store

/// Loose files into the store, for `doorstroom ingest`.
public struct Ingestion: Sendable {
  let storePath: String

  /// An ingestion into the store at this path.
  public init(storePath: String) {
    self.storePath = storePath
  }

  /// Adds all files or none.
  ///
  /// - Throws: ``PipelineError``.
  public func add(
    _ paths: [String], progress: (SourceFile) -> Void = { _ in }
  ) throws(PipelineError) -> [Intake.Result] {
    var sources: [Intake.Source] = []
    for path in paths { sources.append(try Intake.Source(path: path)) }
    let store: Store
    do {
      store = try Store(path: storePath)
    } catch {
      throw .store(error)
    }
    return try Intake(store: store).add(sources, progress: progress)
  }
}

extension Intake.Result {
  /// What became of the file, in a few lines.
  public var summary: Phrase {
    let state: Phrase =
      switch outcome {
      case .added: Phrase(nl: "ingelezen", en: "read")
      case .unchanged: Phrase(nl: "ongewijzigd, niets gedaan", en: "unchanged, nothing done")
      case .newVintage: Phrase(nl: "nieuwe uitgave naast de oude", en: "new edition beside the old")
      }
    func count(_ number: Int) -> Phrase { .number(Double(number)) }
    var text =
      Phrase("\(file.name) (\(file.layout)): ") + state
      + Phrase(nl: "\n  rijen ", en: "\n  rows ") + count(counts.rows)
    if counts.facts > 0 {
      text =
        text + Phrase(nl: ", tellingen ", en: ", counts ") + count(counts.facts)
        + Phrase(nl: ", waarvan afgeschermd ", en: ", of which withheld ")
        + count(counts.suppressed) + Phrase(nl: ", ontbrekend ", en: ", missing ")
        + count(counts.missing)
    }
    if counts.figures > 0 {
      text = text + Phrase(nl: ", cijfers ", en: ", figures ") + count(counts.figures)
    }
    if counts.offers > 0 {
      text = text + Phrase(nl: ", vermeldingen ", en: ", mentions ") + count(counts.offers)
    }
    let levels = Finding.Level.allCases.reversed().compactMap { level -> Phrase? in
      let number = findings.count { $0.level == level }
      return number > 0 ? Phrase("\(number) × \(level.name)") : nil
    }
    if !levels.isEmpty {
      text = text + Phrase(nl: "\n  bevindingen: ", en: "\n  findings: ")
      for (index, level) in levels.enumerated() {
        text = text + Phrase(index > 0 ? ", " : "") + level
      }
      if let first = findings.max(by: { $0.level < $1.level }) {
        let place = first.row.map { " (rij \($0))" } ?? ""
        text = text + Phrase("\n  ") + first.text + Phrase(place)
      }
    }
    return text
  }
}

/// The region's tables out of DUO's national files, for `doorstroom tabulate`.
public struct Tabulating: Sendable {
  let regionFolder: String

  /// - Parameter regionFolder: The folder with `regio.yaml`, where the tables are written.
  public init(regionFolder: String) {
    self.regionFolder = regionFolder
  }

  /// Makes both tables in memory, and then replaces the files.
  ///
  /// - Throws: ``PipelineError``; the files are then as they were.
  public func tabulate(
    _ files: [String]
  ) throws(PipelineError) -> (paths: [String], findings: [Finding]) {
    let tables: (leerlingen: String, examens: String, findings: [Finding])
    do throws(IngestError) {
      let region = try RegionFile.read(path: regionFolder + "/regio.yaml")
      tables = try Tabulation.tables(files: files, region: region)
    } catch {
      throw .ingest(error)
    }
    let leerlingen = regionFolder + "/duo-leerlingen.csv"
    let examens = regionFolder + "/duo-examens.csv"
    var written: [String] = []
    for (path, text) in [(leerlingen, tables.leerlingen), (examens, tables.examens)] {
      // A table of a header alone means that no file of its kind was given: what is there stays.
      guard text.split(separator: "\n").count > 1 else { continue }
      written.append(path)
      do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        throw .file(path: path, reason: error.localizedDescription)
      }
    }
    return (written, tables.findings)
  }
}
