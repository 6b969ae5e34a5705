import Ingest
import Records
import Store

/// Loose files lie side by side in one store: a copy is not read, and what counts the same pupils is
/// said.
extension Intake {
  /// Another loose file of the store with the same bytes, read in the same way.
  func twin(of source: Source, in store: Store) throws(PipelineError) -> SourceFile? {
    guard source.isLoose, !source.file.name.contains(Mapping.mark) else { return nil }
    do throws(StoreError) {
      return try store.files().first {
        $0.sha256 == source.file.sha256 && $0.name != source.file.name && !$0.name.contains("/")
          && !$0.name.contains(Mapping.mark)
      }
    } catch {
      throw .store(error)
    }
  }

  /// A file that is in the store under another name: it is left out, and that is said, here and in
  /// the store.
  func sameBytes(
    _ source: Source, as twin: SourceFile, in store: Store
  ) throws(PipelineError) -> Result {
    let finding = Finding.sameBytes(source.file.name, as: twin.name)
    try say([finding], aboutCopy: source.file.name, in: store)
    return Result(
      file: source.file, outcome: .unchanged, counts: try count(source), findings: [finding])
  }

  /// Puts what is said of a file as a copy into the store; none once it is no copy.
  func say(
    _ findings: [Finding], aboutCopy name: String, in store: Store
  ) throws(PipelineError) {
    do throws(StoreError) {
      try store.replaceSharedFindings(findings, about: "kopie \(name)")
    } catch {
      throw .store(error)
    }
  }

  /// The overlaps of these files with others, each told of one of the files that were read.
  func withOverlaps(_ results: [Result], in store: Store) throws(PipelineError) -> [Result] {
    guard results.contains(where: { $0.outcome != .unchanged }) else { return results }
    let overlaps: [Overlap]
    do throws(StoreError) { overlaps = try store.overlaps() } catch { throw .store(error) }
    var results = results
    for overlap in overlaps {
      let own = results.indices.filter { results[$0].outcome != .unchanged }
      let teller =
        own.first { results[$0].file.name == overlap.file }
        ?? own.first { overlap.others.contains(results[$0].file.name) }
      if let teller { results[teller].findings.append(overlap.finding) }
    }
    return results
  }

  /// What a day that was told means for a file that is in the store already; nil where it says
  /// nothing new.
  func remark(
    on file: SourceFile, _ outcome: Store.Outcome, in store: Store
  ) throws(PipelineError) -> Phrase? {
    guard let day, outcome == .unchanged || outcome == .readAgain || outcome == .pastVintage else {
      return nil
    }
    let editions: [Store.Edition]
    do throws(StoreError) { editions = try store.editions() } catch { throw .store(error) }
    let own = editions.filter { $0.file == file }
    if outcome == .pastVintage {
      guard own.contains(where: \.isCurrent) else { return nil }
      return Phrase(
        nl: "deze bytes gelden nu ook; zij waren al bekend op \(day), en tellen vanaf die dag",
        en: "these bytes count now too; they were known on \(day), and count from that day")
    }
    let known = own.last { $0.knownFrom.map { $0 <= day } ?? true }
    guard let known else { return nil }
    guard let since = known.knownFrom else {
      return Phrase(
        nl: "geldt al vanaf het begin (ingelezen zonder --datum), dus ook op \(day)",
        en: "counts from the beginning (read without --datum), so on \(day) too")
    }
    return since == day
      ? nil
      : Phrase(
        nl: "geldt al vanaf \(since), dus ook op \(day)",
        en: "counts from \(since) on, so on \(day) too")
  }
}

/// What a person is told of files that an older version of the program read.
extension Store {
  /// The files that count and that an older version of the reading code read, by layout and name.
  func outdated() throws(StoreError) -> [SourceFile] {
    let readings = try readings()
    return try files().filter { readings[$0].map { $0 < ReadingVersion.current } ?? false }
  }
}

extension Phrase {
  /// One line about files that were read again; nil for none.
  static func readAgain(_ names: [String]) -> Phrase? {
    names.isEmpty
      ? nil
      : Phrase(
        nl: "Opnieuw gelezen, want dit programma leest ze anders dan het vorige: ",
        en: "Read again, because this program reads them otherwise than the last: ")
        + list(names)
  }

  /// One line about files whose figures an older version read; nil for none.
  static func outdated(_ names: [String]) -> Phrase? {
    names.isEmpty
      ? nil
      : Phrase(
        nl: "Gelezen door een oudere versie van dit programma; lees ze opnieuw in: ",
        en: "Read by an older version of this program; read them again: ") + list(names)
  }

  private static func list(_ names: [String]) -> Phrase {
    let shown = Phrase(names.prefix(3).joined(separator: ", "))
    return names.count > 3
      ? shown + Phrase(nl: " en \(names.count - 3) andere", en: " and \(names.count - 3) more")
      : shown
  }
}
