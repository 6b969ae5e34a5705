import Records
import Store

/// Loose files lie side by side in one store: what would count pupils twice is not read, or said.
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

  /// A file that is in the store under another name: it is left out, and that is said.
  func sameBytes(_ source: Source, as twin: SourceFile) throws(PipelineError) -> Result {
    Result(
      file: source.file, outcome: .unchanged, counts: try count(source),
      findings: [
        Finding(
          rule: "zelfde-bestand", level: .waarschuwing, file: source.file.name,
          text: Phrase(
            nl:
              "dezelfde bytes als \(twin.name), dat al in de database staat; niet nog eens gelezen",
            en: "the same bytes as \(twin.name), which the store has; not read again"),
          remedy: Phrase(
            nl: "gooi een van de twee weg", en: "throw one of the two away"))
      ])
  }

  /// Other loose files of the layout that are about the same periods, such as two of DUO's files of
  /// five exam years: a sum over both counts those years twice.
  func overlaps(
    _ source: Source, _ periods: Set<Period>, in store: Store
  ) throws(PipelineError) -> [Finding] {
    guard source.isLoose, !periods.isEmpty else { return [] }
    var findings: [Finding] = []
    do throws(StoreError) {
      for other in try store.files()
      where other.layout == source.file.layout && other.name != source.file.name
        && !other.name.contains("/") && other.sha256 != source.file.sha256
      {
        let both = try store.periods(of: other).intersection(periods).sorted()
        guard let first = both.first, let last = both.last else { continue }
        let span =
          first == last
          ? "\(first.kind) \(first.year)" : "\(first.kind) \(first.year)–\(last.year)"
        findings.append(
          Finding(
            rule: "periode-in-twee-bestanden", level: .ernstig, file: source.file.name, value: span,
            text: Phrase(
              nl: "\(span) staat ook in \(other.name); wie over beide optelt, telt dubbel",
              en: "\(span) is in \(other.name) too; a sum over both counts twice"),
            remedy: Phrase(
              nl: "vraag per bestand (kolom bestand), of zet elk in een database van zichzelf",
              en: "ask by file (column bestand), or keep each in a store of its own")))
      }
    } catch {
      throw .store(error)
    }
    return findings
  }
}

extension Store {
  /// The periods that a file has counts or measurements of.
  func periods(of file: SourceFile) throws(StoreError) -> Set<Period> {
    let name = file.name.replacing("'", with: "''")
    let answer = try query(
      """
      SELECT kind, year FROM period WHERE id IN (
          SELECT fact.period FROM fact JOIN raw_file ON raw_file.id = fact.file_id
          WHERE raw_file.sha256 = '\(file.sha256)' AND raw_file.name = '\(name)')
        OR id IN (
          SELECT observation.period FROM observation
            JOIN raw_file ON raw_file.id = observation.file_id
          WHERE raw_file.sha256 = '\(file.sha256)' AND raw_file.name = '\(name)')
      """)
    return Set(
      answer.rows.compactMap { row in
        guard case .text(let kind) = row[0], case .integer(let year) = row[1] else { return nil }
        return Period(kind: kind, year: Int(year))
      })
  }
}
