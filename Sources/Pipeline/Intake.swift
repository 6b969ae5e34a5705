import Foundation
import Ingest
public import Records
public import Store
import Synchronization

/// Reads files and puts them into the store, each whole or not at all.
public struct Intake: Sendable {
  /// What became of one file.
  public struct Result: Equatable, Sendable {
    /// The file, under its name in the store.
    public let file: SourceFile
    /// What the store did with it.
    public let outcome: Store.Outcome
    /// How many records the file gave.
    public let counts: Counts
    /// What is doubtful in it, and in it beside others; empty for a file that was not read anew.
    public internal(set) var findings: [Finding]
    /// What the day that was told means, where the store had the file already.
    public internal(set) var remark: Phrase?
  }

  /// Tallies of what a file holds, for the terminal and for checks.
  public struct Counts: Hashable, Sendable {
    /// Data rows.
    public var rows = 0
    /// Counts of vmbo pupils.
    public var facts = 0
    /// Counts that the source withheld.
    public var suppressed = 0
    /// Counts that the source should hold and does not.
    public var missing = 0
    /// Published figures.
    public var figures = 0
    /// Statements of offer.
    public var offers = 0
    /// Other numbers, such as students in the mbo.
    public var observations = 0
    /// Addresses, successions and licences.
    public var references = 0

    mutating func add(_ row: SourceRow) {
      rows += 1
      facts += row.facts.count
      figures += row.figures.count
      offers += row.offers.count
      observations += row.observations.count
      references += row.references.count
      for fact in row.facts {
        add(fact.count)
      }
      for case .count(let count) in row.observations.map(\.value) { add(count) }
    }

    private mutating func add(_ count: Count) {
      switch count {
      case .suppressed: suppressed += 1
      case .missing: missing += 1
      case .exact, .notApplicable: break
      }
    }
  }

  /// One file that was opened and recognised, under the name it has in the store.
  public struct Source: Sendable {
    let reader: SourceReader
    let folder: String?
    /// The file as the store knows it; the name may hold the region's folder.
    public let file: SourceFile

    /// - Parameters:
    ///   - path: The file.
    ///   - folder: The region's folder, which its name in the store begins with, so that two regions
    ///     may have files of one name.
    ///   - prefix: Put before its name in the store; not said in messages.
    ///   - regions: Whose own layouts the file may hold; see `SourceReader`.
    ///   - mapping: A file that says what the columns are called; nil to look for one beside the file.
    /// - Throws: ``PipelineError/ingest(_:)``, or ``PipelineError/regionFile(folder:_:)`` for a file
    ///   of a folder.
    public init(
      path: String, folder: String? = nil, prefix: String = "", regions: [Region] = [],
      mapping: String? = nil
    ) throws(PipelineError) {
      self.folder = folder
      let columns: Mapping?
      do {
        columns = try Mapping(of: path, named: mapping)
        reader = try SourceReader(path: path, regions: regions, mapping: columns?.columns)
      } catch {
        throw PipelineError(error, folder: folder)
      }
      let header = reader.header
      var name = prefix + (folder.map { $0 + "/" + header.name } ?? header.name)
      if let columns { name += Mapping.mark + columns.digest }
      file = SourceFile(
        sha256: header.sha256, name: name, bytes: header.bytes, layout: header.layout,
        rows: header.rows,
        provisional: header.provisional)
    }

    /// Whether it belongs to no region's folder.
    var isLoose: Bool { folder == nil && file.name.hasPrefix(reader.header.name) }

    /// Reads every row without keeping any: a file with a fault in its last row is refused before the
    /// store is touched.
    ///
    /// - Returns: The periods of its numbers.
    func check() throws(PipelineError) -> Set<Period> {
      var periods: Set<Period> = []
      do throws(ReadFailure<Never>) {
        if reader.hasPlans {
          _ = try reader.batches { batch in
            for cell in batch.plans.lazy.flatMap(\.cells) { periods.insert(cell.period) }
          }
        } else {
          _ = try reader.read { row in
            for fact in row.facts { periods.insert(fact.period) }
            for observation in row.observations { periods.insert(observation.period) }
          }
        }
        return periods
      } catch {
        switch error {
        case .ingest(let cause): throw PipelineError(cause, folder: folder)
        }
      }
    }
  }

  let storePath: String
  let day: Store.Day?
  /// The version of the reading code that files are read by; tests take another.
  var reading = ReadingVersion.current

  /// An intake into the store at this path, which is made when the first file is to go in.
  ///
  /// - Parameters:
  ///   - storePath: The SQLite file.
  ///   - day: From when the files were known, for questions about what was known on a day; nil where
  ///     nobody says. It never comes from the clock.
  public init(storePath: String, day: Store.Day? = nil) {
    self.storePath = storePath
    self.day = day
  }

  /// Puts these files into the store. All that the store does not have are read to their end first:
  /// if one is refused, none goes in, and a store that did not exist is not made.
  ///
  /// - Returns: The store, and what became of each file, in order.
  /// - Throws: ``PipelineError/ingest(_:)``, ``PipelineError/regionFile(folder:_:)``,
  ///   ``PipelineError/store(_:)``.
  public func add(
    _ sources: [Source], progress: (SourceFile) -> Void = { _ in }
  ) throws(PipelineError) -> (store: Store, results: [Result]) {
    var store: Store?
    var known: [SourceFile: Int] = [:]
    if FileManager.default.fileExists(atPath: storePath) {
      let present = try open()
      do throws(StoreError) { known = try present.readings() } catch { throw .store(error) }
      store = present
    }
    let fresh = sources.filter { known[$0.file].map { $0 < reading } ?? true }
    for source in fresh {
      let namesake = known.keys.first { source.isLoose && $0.name == source.file.name }
      // A single file needs no look ahead: its own transaction undoes it. A new store does, and so does
      // a file that would take the place of another.
      guard fresh.count > 1 || store == nil || namesake != nil else { continue }
      progress(source.file)
      let own = try source.check()
      if let namesake, let old = namesake.provisional, let new = source.file.provisional,
        namesake.layout == source.file.layout, old != new, !own.contains(old)
      {
        throw .otherPeriod(file: source.file.name, old: old, new: new)
      }
    }
    let target: Store = if let store { store } else { try open() }
    var results: [Result] = []
    for source in sources {
      progress(source.file)
      if let twin = try twin(of: source, in: target) {
        results.append(try sameBytes(source, as: twin, in: target))
        continue
      }
      results.append(try add(source, to: target))
      if source.isLoose { try say([], aboutCopy: source.file.name, in: target) }
      try withdraw(otherReadingsOf: source.file, from: target)
    }
    return (target, try withOverlaps(results, in: target))
  }

  /// The same bytes under the mapping of before, or under none, would count twice.
  private func withdraw(
    otherReadingsOf file: SourceFile, from store: Store
  ) throws(PipelineError) {
    func base(_ name: String) -> Substring {
      name.firstRange(of: Mapping.mark).map { name[..<$0.lowerBound] } ?? name[...]
    }
    do throws(StoreError) {
      for other in try store.files()
      where other.sha256 == file.sha256 && other.name != file.name
        && base(other.name) == base(file.name)
      {
        try store.withdraw(sha256: other.sha256, name: other.name, on: day)
      }
    } catch {
      throw .store(error)
    }
  }

  private func open() throws(PipelineError) -> Store {
    do throws(StoreError) { return try Store(path: storePath) } catch { throw .store(error) }
  }

  /// Reads on one thread and stores on this one.
  private func add(_ source: Source, to store: Store) throws(PipelineError) -> Result {
    var counts = Counts()
    let kept = Mutex<[Finding]>([])
    let outcome: Store.Outcome
    do {
      outcome = try store.addInParallel(
        file: source.file, fieldNames: source.reader.fieldNames, knownFrom: day,
        reading: reading, observe: { counts.add($0) },
        rows: { rows in
          do {
            var check = FileCheck(
              header: source.file, fieldNames: source.reader.fieldNames,
              headers: source.reader.headers)
            var findings = try source.reader.read { row throws(Store.RowChannel.Cancelled) in
              check.add(row)
              try rows.send(row)
            }
            findings += check.findings
            // Two regions may have a file of the same name; the store's name tells them apart.
            for index in findings.indices { findings[index].file = source.file.name }
            kept.withLock { $0 = findings }
            return findings
          } catch ReadFailure<Store.RowChannel.Cancelled>.ingest(let error) {
            throw PipelineError(error, folder: source.folder)
          } catch ReadFailure<Store.RowChannel.Cancelled>.body(let error) {
            throw error
          }
        })
    } catch let error as PipelineError {
      throw error
    } catch let error as StoreError {
      throw .store(error)
    } catch {
      throw .file(path: source.file.name, reason: "\(error)")
    }
    // A file that was known already was not read now.
    if counts.rows == 0 { counts = try count(source) }
    return Result(
      file: source.file, outcome: outcome, counts: counts, findings: kept.withLock { $0 },
      remark: try remark(on: source.file, outcome, in: store))
  }

  /// Counts a file that the store had already.
  func count(_ source: Source) throws(PipelineError) -> Counts {
    var counts = Counts()
    do throws(ReadFailure<Never>) {
      _ = try source.reader.read { row in counts.add(row) }
    } catch {
      switch error {
      case .ingest(let cause): throw PipelineError(cause, folder: source.folder)
      }
    }
    return counts
  }
}

extension PipelineError {
  /// A refusal with the folder of the file, where it has one.
  init(_ error: IngestError, folder: String?) {
    self = folder.map { .regionFile(folder: $0, error) } ?? .ingest(error)
  }
}
