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

  /// Takes loose files out of what counts; their editions stay in the store, and questions about the
  /// days before are answered as ever. A region's file is taken out of its folder instead.
  ///
  /// - Parameter names: Of files in the store.
  /// - Returns: A line for each.
  /// - Throws: ``PipelineError/noStore(path:)``, ``PipelineError/noLooseFile(name:known:)`` before
  ///   anything is taken out, ``PipelineError/notADay(text:)``, ``PipelineError/store(_:)``.
  public func withdraw(_ names: [String]) throws(PipelineError) -> [Phrase] {
    let day = try Store.Day.read(date)
    guard FileManager.default.fileExists(atPath: storePath) else {
      throw .noStore(path: storePath)
    }
    let store: Store
    let loose: [SourceFile]
    do throws(StoreError) {
      store = try Store(path: storePath)
      loose = try store.files().filter { !$0.name.contains("/") }
    } catch {
      throw .store(error)
    }
    var chosen: [SourceFile] = []
    for name in names {
      let own = loose.filter { $0.name == name || $0.name.hasPrefix(name + Mapping.mark) }
      guard !own.isEmpty else {
        throw .noLooseFile(name: name, known: loose.map(\.name).sorted())
      }
      chosen += own.filter { !chosen.contains($0) }
    }
    do throws(StoreError) {
      var lines: [Phrase] = []
      for file in chosen {
        try store.withdraw(sha256: file.sha256, name: file.name, on: day)
        let since = try store.editions().last { $0.file == file }?.knownUntil
        lines.append(
          Phrase(
            nl: "\(file.name): telt niet meer mee" + (since.map { " vanaf \($0)" } ?? "")
              + "; wat ervan bekend was blijft bewaard",
            en: "\(file.name): counts no longer" + (since.map { " from \($0) on" } ?? "")
              + "; what was known of it is kept"))
      }
      return lines
    } catch {
      throw .store(error)
    }
  }

  /// A line that says which figures an older version of the program read; nil where none.
  public func outdated() throws(PipelineError) -> Phrase? {
    do throws(StoreError) {
      return .outdated(try Store(path: storePath).outdated().map(\.name))
    } catch {
      throw .store(error)
    }
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
      case .readAgain:
        Phrase(
          nl: "opnieuw gelezen, want dit programma leest het anders dan het vorige",
          en: "read again, because this program reads it otherwise than the last")
      }
    func count(_ number: Int) -> Phrase { .number(Double(number)) }
    var text =
      Phrase("\(file.name) (\(file.layout)): ") + state
      + (remark.map { Phrase("\n  ") + $0 } ?? Phrase(""))
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
