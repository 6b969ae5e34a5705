import Foundation
import Ingest
public import Records
public import Store

/// What changed between two files of one layout, cell by cell: two editions of a DUO file, or this
/// year's export and last year's.
public struct Comparison: Sendable {
  /// Both files and what they say differently.
  public struct Result: Sendable {
    /// The file that was there first.
    public let old: SourceFile
    /// The file that came after it.
    public let new: SourceFile
    /// What the user called the first.
    let oldName: String
    /// What the user called the second.
    let newName: String
    /// Counts that differ, with the words for what each of them counts.
    public let lines: [Line]
  }

  /// One thing that the files say differently.
  public struct Line: Hashable, Sendable {
    /// Added, removed, changed, opened or withheld.
    public let kind: Store.Difference<Fact>.Kind
    /// The place that it is about, such as `03WO01`.
    public let place: String
    /// What is counted, when, and how it is split.
    public let about: String
    /// The old number as text; empty when added.
    public let old: String
    /// The new number as text; empty when removed.
    public let new: String
    /// Row and column in the old file, `12 / KOLOM`; several rows with commas.
    public let oldCell: String
    /// Row and column in the new file.
    public let newCell: String
    /// By how much the middles of old and new differ; for the order of a short list.
    public let size: Double
    /// Whether it is a count or a measurement; else a cell that gives none, such as one of havo.
    public let isNumber: Bool
  }

  let storePath: String

  /// Comparisons of files of the store at this path; loose files need none.
  public init(storePath: String) {
    self.storePath = storePath
  }

  /// Compares two loose files, which the store need not have and which do not get into it.
  ///
  /// - Throws: ``PipelineError``; a file that is refused, or two files of different layouts.
  public func files(_ old: String, _ new: String) throws(PipelineError) -> Result {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("doorstroom-compare-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    do {
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    } catch {
      throw .file(path: scratch.path, reason: error.localizedDescription)
    }
    // The folders keep apart two files of one name.
    let sources = [
      try Intake.Source(path: old, prefix: "oud/"), try Intake.Source(path: new, prefix: "nieuw/"),
    ]
    let store = try Intake(storePath: scratch.appendingPathComponent("store.sqlite").path)
      .add(sources).store
    return try result(store, sources[0].file, sources[1].file, names: (old, new))
  }

  /// Compares the edition of a file in the store that counts now with the one before it.
  ///
  /// - Parameter name: The file's name in the store, such as `t-is-for-tech/profielen.csv`.
  /// - Throws: ``PipelineError/noStore(path:)``, ``PipelineError/noEditions(name:known:)``,
  ///   ``PipelineError/store(_:)``.
  public func editions(of name: String) throws(PipelineError) -> Result {
    guard FileManager.default.fileExists(atPath: storePath) else {
      throw .noStore(path: storePath)
    }
    let store: Store
    let editions: [Store.Edition]
    do throws(StoreError) {
      store = try Store(path: storePath)
      editions = try store.editions()
    } catch {
      throw .store(error)
    }
    let own = editions.filter { $0.file.name == name }
    guard let new = own.last(where: \.isCurrent) ?? own.last,
      let old = own.last(where: { $0.file != new.file && $0.file.layout == new.file.layout })
    else {
      let several = Dictionary(grouping: editions, by: \.file.name).filter {
        Set($0.value.map(\.file)).count > 1
      }
      throw .noEditions(name: name, known: several.keys.sorted())
    }
    func title(_ edition: Store.Edition) -> String {
      let since = edition.knownFrom.map { ", \($0)" } ?? ""
      return "\(edition.file.name) (\(edition.number)\(since))"
    }
    return try result(store, old.file, new.file, names: (title(old), title(new)))
  }

  private func result(
    _ store: Store, _ old: SourceFile, _ new: SourceFile, names: (old: String, new: String)
  ) throws(PipelineError) -> Result {
    let lines: [Line]
    do throws(StoreError) {
      let differences = try store.differences(from: old, to: new)
      let facts = differences.facts.map { difference in
        Line(
          difference, kind: difference.kind,
          place: (difference.new ?? difference.old)?.vestiging.text ?? "",
          about: (difference.new ?? difference.old).map(Self.about) ?? "",
          old: difference.old.map { .count($0.count) }, new: difference.new.map { .count($0.count) }
        )
      }
      let observations = differences.observations.map { difference in
        Line(
          difference, kind: .init(rawValue: difference.kind.rawValue) ?? .changed,
          place: (difference.new ?? difference.old)?.place.code ?? "",
          about: (difference.new ?? difference.old).map(Self.about) ?? "",
          old: difference.old?.value, new: difference.new?.value)
      }
      // Addresses, successions, havo and vwo: told apart by their rows.
      lines = facts + observations + (try store.changedRows(old, new))
    } catch {
      throw .store(error)
    }
    return Result(
      old: old, new: new, oldName: names.old, newName: names.new, lines: lines)
  }

  private static func about(_ fact: Fact) -> String {
    let parts: [String?] = [
      fact.measure.rawValue, "\(fact.period.kind) \(fact.period.year)", fact.leerweg?.rawValue,
      fact.leerjaar.map { "leerjaar \($0)" }, fact.profiel?.name, fact.sector?.rawValue,
      fact.geslacht == .totaal ? nil : fact.geslacht.rawValue, fact.lwt ? "lwt" : nil,
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  private static func about(_ observation: Observation) -> String {
    let period = "\(observation.period.kind) \(observation.period.year)"
    let splits = observation.dimensions.map { "\($0.name) \($0.value)" }
    return ([observation.measure, period] + splits).joined(separator: ", ")
  }
}

extension Comparison.Line {
  fileprivate init<Record>(
    _ difference: Store.Difference<Record>, kind: Store.Difference<Fact>.Kind, place: String,
    about: String, old: Observation.Value?, new: Observation.Value?
  ) {
    self.kind = kind
    self.place = place
    self.about = about
    // What was printed before and is withheld now is not printed by us again.
    self.old = kind == .withheld ? "" : old.map(Self.text) ?? ""
    self.new = new.map(Self.text) ?? ""
    oldCell = Self.cell(difference.oldSources)
    newCell = Self.cell(difference.newSources)
    size = abs(Self.middle(new) - Self.middle(old))
    isNumber = true
  }

  private static func middle(_ value: Observation.Value?) -> Double {
    value?.bounds.map { ($0.lowerBound + $0.upperBound) / 2 } ?? 0
  }

  private static func text(_ value: Observation.Value) -> String {
    switch value {
    case .count(.exact(let number)): String(number)
    case .count(.suppressed(1...4)): "<5"
    case .count(.suppressed(let bounds)): "\(bounds.lowerBound)..\(bounds.upperBound)"
    case .count(.missing): "–"
    case .count(.notApplicable): "n.v.t."
    case .number(let number): String(number)
    case .secret: "x"
    }
  }

  private static func cell(_ sources: [SourceCell]) -> String {
    guard let first = sources.first else { return "" }
    return sources.map { String($0.row) }.joined(separator: ",") + " / " + first.column
  }
}
