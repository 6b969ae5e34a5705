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
      findings: [.sameBytes(source.file.name, as: twin.name)])
  }

  /// Other loose files of the layout that are about the same periods, such as two of DUO's files of
  /// five exam years: a sum over both counts those years twice.
  func overlaps(
    _ source: Source, _ coverage: Coverage, in store: Store
  ) throws(PipelineError) -> [Finding] {
    guard source.isLoose else { return [] }
    var findings: [Finding] = []
    do throws(StoreError) {
      for other in try store.files()
      where other.layout == source.file.layout && other.name != source.file.name
        && !other.name.contains("/") && other.sha256 != source.file.sha256
      {
        let shared = coverage.shared(with: try store.coverage(of: other))
        if let finding = Finding.countedTwice(source.file.name, other.name, in: shared) {
          findings.append(finding)
        }
      }
    } catch {
      throw .store(error)
    }
    return findings
  }
}
