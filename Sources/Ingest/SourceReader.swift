import FoundationEssentials
public import Records

/// One CSV file, recognised and ready to be read.
///
/// Opening goes over all bytes once, on all processors: encoding, delimiter, layout, the number of
/// fields in each row, and the decimal mark. A file that is open has a sound shape; ``read(_:)`` then
/// goes over it again and makes values, holding one row at a time, and ``batches(workers:_:)`` does so
/// by the thousand rows.
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
    let layout = recognised.layout
    let filePeriod = try FileName.period(bytes.name, of: layout, mapping: mapping)
    if let refusal = recognised.refusal { throw refusal }

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
    var pass: RowPass
    do throws(IngestError) {
      pass = try RowPass(source, regions: regions)
    } catch {
      throw .ingest(error)
    }
    while true {
      let row: SourceRow?
      do throws(IngestError) { row = try pass.next() } catch { throw .ingest(error) }
      guard let row else { break }
      do throws(Failure) { try body(row) } catch { throw .body(error) }
    }
    return pass.findings + findingsOfFile
  }

  /// What is doubtful in the file as a whole.
  var findingsOfFile: [Finding] {
    guard rows == 0 else { return [] }
    return [
      Finding(
        rule: "geen-rijen", level: .waarschuwing, file: name,
        text: Phrase(
          nl: "het bestand heeft een kop en geen rijen", en: "the file has a header and no rows"),
        remedy: Phrase(
          nl: "kijk of het bestand volledig is", en: "see whether the file is complete"))
    ]
  }

  /// Bytes of a chunk: with its columns it fits a processor's own cache.
  static let chunk = 1 << 19

  /// How many workers there are, unless said otherwise.
  static let processors = max(1, ProcessInfo.processInfo.activeProcessorCount)
}
