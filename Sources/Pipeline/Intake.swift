import Ingest
public import Records
public import Store

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
    /// What is doubtful in it; empty for a file that was not read anew.
    public let findings: [Finding]
  }

  /// Tallies of what a file holds, for the terminal and for checks.
  public struct Counts: Hashable, Sendable {
    /// Data rows.
    public var rows = 0
    /// Counts of pupils.
    public var facts = 0
    /// Counts that the source withheld.
    public var suppressed = 0
    /// Counts that the source should hold and does not.
    public var missing = 0
    /// Published figures.
    public var figures = 0
    /// Statements of offer.
    public var offers = 0

    mutating func add(_ row: SourceRow) {
      rows += 1
      facts += row.facts.count
      figures += row.figures.count
      offers += row.offers.count
      for fact in row.facts {
        switch fact.count {
        case .suppressed: suppressed += 1
        case .missing: missing += 1
        case .exact, .notApplicable: break
        }
      }
    }
  }

  /// One file that was opened and recognised, under the name it has in the store.
  public struct Source: Sendable {
    let reader: SourceReader
    /// The file as the store knows it; the name may hold the region's folder.
    public let file: SourceFile

    /// - Parameters:
    ///   - path: The file.
    ///   - folder: A prefix of its name in the store, so that two regions may have files of one name.
    ///   - regions: Whose own layouts the file may hold; see `SourceReader`.
    /// - Throws: ``PipelineError/ingest(_:)``.
    public init(
      path: String, folder: String? = nil, regions: [Region] = []
    ) throws(PipelineError) {
      do {
        reader = try SourceReader(path: path, regions: regions)
      } catch {
        throw .ingest(error)
      }
      let header = reader.header
      file = SourceFile(
        sha256: header.sha256, name: folder.map { $0 + "/" + header.name } ?? header.name,
        bytes: header.bytes, layout: header.layout, rows: header.rows,
        provisional: header.provisional)
    }

    /// Reads every row without keeping any: a file with a fault in its last row is refused before the
    /// store is touched.
    func check() throws(PipelineError) {
      do throws(ReadFailure<Never>) {
        _ = try reader.read { _ in }
      } catch {
        switch error {
        case .ingest(let cause): throw .ingest(cause)
        }
      }
    }
  }

  let store: Store

  /// An intake into this store.
  public init(store: Store) {
    self.store = store
  }

  /// Puts these files into the store. All are read to their end first: if one is refused, none goes
  /// in.
  ///
  /// - Throws: ``PipelineError/ingest(_:)``, ``PipelineError/store(_:)``.
  public func add(
    _ sources: [Source], progress: (SourceFile) -> Void = { _ in }
  ) throws(PipelineError) -> [Result] {
    for source in sources where sources.count > 1 {
      progress(source.file)
      try source.check()
    }
    var results: [Result] = []
    for source in sources {
      progress(source.file)
      results.append(try add(source))
    }
    return results
  }

  private func add(_ source: Source) throws(PipelineError) -> Result {
    var counts = Counts()
    var findings: [Finding] = []
    let outcome: Store.Outcome
    do {
      outcome = try store.add(file: source.file, fieldNames: source.reader.fieldNames) { writer in
        do {
          findings = try source.reader.read { row throws(StoreError) in
            counts.add(row)
            try writer.add(row)
          }
          // Two regions may have a file of the same name; the store's name tells them apart.
          for index in findings.indices { findings[index].file = source.file.name }
        } catch ReadFailure<StoreError>.ingest(let error) {
          throw PipelineError.ingest(error)
        } catch ReadFailure<StoreError>.body(let error) {
          throw PipelineError.store(error)
        }
        return findings
      }
    } catch let error as PipelineError {
      throw error
    } catch let error as StoreError {
      throw .store(error)
    } catch {
      throw .file(path: source.file.name, reason: "\(error)")
    }
    if outcome == .unchanged { counts = try count(source) }
    return Result(file: source.file, outcome: outcome, counts: counts, findings: findings)
  }

  /// Counts a file that the store had already.
  private func count(_ source: Source) throws(PipelineError) -> Counts {
    var counts = Counts()
    do throws(ReadFailure<Never>) {
      _ = try source.reader.read { row in counts.add(row) }
    } catch {
      switch error {
      case .ingest(let cause): throw .ingest(cause)
      }
    }
    return counts
  }
}
