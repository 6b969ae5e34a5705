import FoundationEssentials
public import Records

/// One CSV file, recognised and ready to be read.
///
/// Opening goes over all bytes once, on all processors: encoding, delimiter, layout, the number of
/// fields in each row, and the decimal mark. A file that is open has a sound shape; ``read(_:)`` then
/// goes over it again and makes values, holding one row at a time, and ``batches(workers:_:)`` does so
/// by the thousand rows. Who needs a file's batches once has them in one pass, opening included, from
/// ``collect(path:regions:mapping:workers:into:each:add:)``.
///
/// The file is read, never mapped, and is held to its state at opening: one that is written to, cut
/// short or replaced meanwhile is refused with ``IngestError/changed(file:)``.
public struct SourceReader: Sendable {
  /// The layout that its header was recognised as.
  public let layout: Layout
  /// The file's name without folders.
  public let name: String
  /// The file's length in bytes.
  public let bytes: Int
  /// How many data rows it holds.
  public let rows: Int
  /// The newest period in the file, where its source calls that provisional.
  public let provisional: Period?

  let source: ReadSource
  let regions: [Region]
  /// The parts of the file that threads read by themselves, rising.
  let parts: [RowPart]
  /// What is doubtful in the file as a whole.
  let findingsOfFile: [Finding]

  /// Opens the file at `path` and looks over all of it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - regions: When given, rows of a region's own layouts must name one of them, and a location
  ///     that it lists; else any region and location is accepted.
  ///   - mapping: What the file's columns are called, where it does not use its source's headers.
  /// - Throws: Why the file is refused as a whole.
  public init(
    path: String, regions: [Region] = [], mapping: ColumnMapping? = nil
  ) throws(IngestError) {
    try self.init(
      path: path, regions: regions, mapping: mapping, workers: Self.processors, chunk: Self.chunk)
  }

  /// Opens a file with so many workers on chunks of so many bytes; neither changes what is found.
  init(
    path: String, regions: [Region] = [], mapping: ColumnMapping? = nil, workers: Int, chunk: Int
  ) throws(IngestError) {
    let bytes = try FileBytes(path: path)
    let file = try bytes.open()
    let survey = Survey(
      file: file, name: bytes.name, chunks: Chunks(fileSize: bytes.count, size: chunk),
      workers: workers)
    let opening = try Opening(bytes, file, mapping: mapping)
    let recognised = try opening.recognise(survey)
    let filePeriod = try FileName.period(bytes.name, of: recognised.layout, mapping: mapping)
    if let refusal = recognised.refusal { throw refusal }
    self.init(bytes, recognised, filePeriod, regions: regions)
  }

  /// A file of which all is known.
  init(
    _ bytes: FileBytes, _ recognised: Opening.Recognised, _ filePeriod: Period?, regions: [Region]
  ) {
    let layout = recognised.layout
    let newest: Period? =
      switch layout.period {
      case .fileName: filePeriod
      case .headers(let form): recognised.binding.newestPeriod(form)
      case .column: recognised.check.newest
      case .none: nil
      }
    self.layout = layout
    self.regions = regions
    name = bytes.name
    self.bytes = bytes.count
    rows = recognised.check.rows
    parts = recognised.parts
    findingsOfFile = recognised.findings
    provisional = layout.isProvisional ? newest : nil
    source = ReadSource(
      bytes: bytes, encoding: recognised.encoding, layout: layout, binding: recognised.binding,
      delimiter: recognised.rows.delimiter, fields: recognised.check.fields,
      start: recognised.rows.offset, line: recognised.rows.line, filePeriod: filePeriod)
  }

  /// The file: hash, layout, number of rows and provisional period.
  ///
  /// Asked for the first time, it reads the file for its hash, about 0.5 s a GB; ``name``,
  /// ``bytes``, ``rows`` and ``provisional`` cost nothing. If the file can no longer be read, the hash
  /// is empty, and ``read(_:)`` and ``batches(workers:_:)`` throw.
  public var header: SourceFile {
    SourceFile(
      sha256: (try? source.bytes.sha256()) ?? "", name: name, bytes: bytes, layout: layout.id,
      rows: rows, provisional: provisional)
  }

  /// The layout's own names for `SourceRow.fields`: of the columns that this file has, in
  /// the layout's order.
  public var fieldNames: [String] { source.binding.slots.map(\.name) }

  /// The same columns as the file writes them.
  public var headers: [String] { source.binding.slots.map(\.header) }

  /// Hands over the rows in the order of the file.
  ///
  /// - Returns: What is doubtful in the rows, in the order of the file.
  /// - Throws: ``ReadFailure/ingest(_:)`` at a cell that its column cannot hold, when rows before it
  ///   have been handed over (so that the caller must undo them); ``ReadFailure/body(_:)`` with what
  ///   the closure threw.
  public func read<Failure: Error>(
    _ body: (SourceRow) throws(Failure) -> Void
  ) throws(ReadFailure<Failure>) -> [Finding] {
    try read(workers: Self.processors, body)
  }

  /// Reads by so many workers; nothing that is found depends on their number.
  func read<Failure: Error>(
    workers: Int, _ body: (SourceRow) throws(Failure) -> Void
  ) throws(ReadFailure<Failure>) -> [Finding] {
    precondition(workers > 0)
    var failure: Failure?
    do throws(IngestError) {
      let file = try source.bytes.open()
      let short = ShortCounts(layout.suppression)
      let places = Conveyor<RowWorker>.places(threads: workers, chunks: parts.count)
      var made: [RowWorker] = []
      for _ in 0..<places {
        made.append(RowWorker(try RowPass(source, file, short, regions: regions)))
      }
      var merge = RowMerge(source)
      let parts = parts
      try Conveyor(made, threads: workers).run(0..<parts.count) { worker, part in
        worker.make(
          parts[part], before: part + 1 < parts.count ? parts[part + 1].offset : .max)
      } then: { (worker, _) throws(IngestError) in
        for index in 0..<worker.count {
          try merge.add(index, of: worker)
          do throws(Failure) { try worker.withRow(index, body) } catch {
            failure = error
            return false
          }
        }
        try merge.addFailure(of: worker)
        return true
      }
      guard failure != nil || file.isUnchanged else { throw .changed(file: name) }
      if failure == nil {
        let findings = try merge.findings(parts) { () throws(IngestError) in
          try RowPass(source, file, short, regions: regions, isHashed: false)
        }
        return findings + findingsOfFile
      }
    } catch {
      throw .ingest(error)
    }
    guard let failure else { preconditionFailure("no findings and no failure") }
    throw .body(failure)
  }

  /// Bytes of a chunk: with its columns it fits a processor's own cache.
  static let chunk = 1 << 19

  /// How many workers there are, unless said otherwise.
  static let processors = max(1, ProcessInfo.processInfo.activeProcessorCount)
}
