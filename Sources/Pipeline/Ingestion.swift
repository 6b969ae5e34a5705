import Foundation
import Ingest
public import Records
import Store

/// Loose files into the store, for `doorstroom ingest`.
public struct Ingestion: Sendable {
  let storePath: String
  let date: String?

  /// An ingestion into the store at this path.
  ///
  /// - Parameters:
  ///   - storePath: The SQLite file; made when it is not there.
  ///   - date: From when the files are known, such as `2024-11-01`; nil where nobody says.
  public init(storePath: String, date: String? = nil) {
    self.storePath = storePath
    self.date = date
  }

  /// Adds all files or none.
  ///
  /// - Parameters:
  ///   - paths: CSV files of any known layout.
  ///   - mapping: A file that says what their columns are called; nil to look for one beside each.
  ///   - progress: Told which file is being read.
  /// - Throws: ``PipelineError``.
  public func add(
    _ paths: [String], mapping: String? = nil, progress: (SourceFile) -> Void = { _ in }
  ) throws(PipelineError) -> [Intake.Result] {
    var sources: [Intake.Source] = []
    for path in paths { sources.append(try Intake.Source(path: path, mapping: mapping)) }
    return try Intake(storePath: storePath, day: try Store.Day.read(date)).add(
      sources, progress: progress
    ).results
  }
}

extension Intake.Result {
  /// What became of the file, in a few lines.
  public var summary: Phrase {
    let state: Phrase =
      switch outcome {
      case .added: Phrase(nl: "ingelezen", en: "read")
      case .unchanged: Phrase(nl: "ongewijzigd, niets gedaan", en: "unchanged, nothing done")
      case .pastVintage:
        Phrase(
          nl: "oudere uitgave, gelegd onder de huidige", en: "older edition, put below the present")
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
    if counts.observations > 0 {
      text =
        text + Phrase(nl: ", waarnemingen ", en: ", observations ") + count(counts.observations)
      if counts.facts == 0, counts.suppressed > 0 {
        text =
          text + Phrase(nl: ", waarvan afgeschermd ", en: ", of which withheld ")
          + count(counts.suppressed)
      }
    }
    if counts.references > 0 {
      text =
        text + Phrase(nl: ", adressen, overgangen of licenties ", en: ", references ")
        + count(counts.references)
    }
    if counts.figures > 0 {
      text = text + Phrase(nl: ", cijfers ", en: ", figures ") + count(counts.figures)
    }
    if counts.offers > 0 {
      text = text + Phrase(nl: ", vermeldingen ", en: ", mentions ") + count(counts.offers)
    }
    // Rows that gave no count are told in full: they are no doubt to be settled.
    let silent = findings.first { $0.rule == CheckRule.rowsWithoutCounts }
    if let silent { text = text + Phrase("\n  ") + silent.text }
    let findings = findings.filter { $0 != silent }
    let levels = Finding.Level.allCases.reversed().compactMap { level -> Phrase? in
      let number = findings.reduce(0) { $0 + ($1.level == level ? $1.places : 0) }
      return number > 0 ? Phrase("\(number) × ") + level.title : nil
    }
    if !levels.isEmpty {
      text = text + Phrase(nl: "\n  bevindingen: ", en: "\n  findings: ")
      for (index, level) in levels.enumerated() {
        text = text + Phrase(index > 0 ? ", " : "") + level
      }
      if let first = findings.max(by: { $0.level < $1.level }) {
        let place = first.row.map { Phrase(nl: " (rij \($0))", en: " (row \($0))") } ?? Phrase("")
        text = text + Phrase("\n  ") + first.text + place
        if findings.count > 1 {
          text =
            text
            + Phrase(
              nl: "\n  `doorstroom check` toont ze alle", en: "\n  `doorstroom check` shows all")
        }
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
    let region: Region
    var findings: [Finding] = []
    var overgangen: [Overgang] = []
    var national: [String] = []
    do throws(IngestError) {
      region = try RegionFile.read(path: regionFolder + "/regio.yaml")
      for path in files {
        let reader = try SourceReader(path: path)
        guard reader.layout.id == "duo-overgangen" else {
          national.append(path)
          continue
        }
        overgangen += try reader.overgangen()
      }
    } catch {
      throw .ingest(error)
    }
    let opvolging = try Opvolging(overgangen, own: regionFolder + "/../vestigingen.csv")
    do throws(IngestError) {
      let (extended, applied) = opvolging.applied(to: region, counted: nil)
      tables = try Tabulation.tables(files: national, region: extended)
      findings = applied
    } catch {
      throw .ingest(error)
    }
    let leerlingen = regionFolder + "/duo-leerlingen.csv"
    let examens = regionFolder + "/duo-examens.csv"
    var written: [String] = []
    // A table of a header alone means that no file of its kind was given: what is there stays.
    let made = [(leerlingen, tables.leerlingen), (examens, tables.examens)].filter {
      $0.1.split(separator: "\n").count > 1
    }
    if made.isEmpty { throw .nothingToTabulate(files: files.map(InputFiles.name)) }
    for (path, text) in made {
      written.append(path)
      do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        throw .file(path: path, reason: error.localizedDescription)
      }
    }
    return (written, findings + tables.findings)
  }
}

extension SourceReader {
  /// The successions in a file of DUO's overgangen, in its order.
  func overgangen() throws(IngestError) -> [Overgang] {
    var found: [Overgang] = []
    do throws(ReadFailure<Never>) {
      _ = try read { row in
        for case .overgang(let overgang) in row.references { found.append(overgang) }
      }
    } catch {
      switch error {
      case .ingest(let cause): throw cause
      }
    }
    return found
  }
}
