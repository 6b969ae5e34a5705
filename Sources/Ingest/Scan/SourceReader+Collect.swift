public import Records

/// What was collected from the batches of a file.
public struct Collected<Result> {
  /// The file, open for further passes.
  public let reader: SourceReader
  /// What was made of its batches.
  public let result: Result
  /// What is doubtful in the file and its rows, in the order of the file.
  public let findings: [Finding]
}

extension Collected: Sendable where Result: Sendable {}

extension SourceReader {
  /// Opens a file and makes one value of all its batches, in one pass: the same as to open it and to
  /// ask for its ``batches(workers:_:)``, in little more than half the time.
  ///
  ///     let pupils = try SourceReader.collect(path: path) { CountSum() } each: { batch in
  ///       batch.sum()
  ///     } add: { total, sum in
  ///       total += sum
  ///     }
  ///
  /// What a file is, its encoding before all, only its last byte settles. The pass reads on trust, and
  /// looks at all that opening looks at; if the trust was misplaced, whether the file is refused
  /// or has texts that are read otherwise than they seemed, what was collected is dropped, and the file
  /// is opened and read with care from its beginning. So the closures may be called again for the same
  /// rows, and `initial` for a new value to begin with.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - regions: As for opening a file.
  ///   - mapping: As for opening a file.
  ///   - workers: How many threads work on batches, besides the caller's while it waits; 1 or more.
  ///     The outcome does not depend on it.
  ///   - initial: The value to begin with.
  ///   - each: Called with each batch, on several threads at once: the work on rows belongs here.
  ///   - add: Adds what was made of a batch; called on the caller's thread, in the order of the file.
  /// - Throws: What opening the file throws, and ``ReadFailure/ingest(_:)`` at the first cell that its
  ///   column cannot hold; ``ReadFailure/body(_:)`` with what `add` threw.
  public static func collect<Part: Sendable, Result, Failure: Error>(
    path: String, regions: [Region] = [], mapping: ColumnMapping? = nil, workers: Int? = nil,
    into initial: () -> Result, each: @escaping @Sendable (FactBatch) -> Part,
    add: (inout Result, Part) throws(Failure) -> Void
  ) throws(ReadFailure<Failure>) -> Collected<Result> {
    try collect(
      path: path, regions: regions, mapping: mapping, workers: workers ?? processors, chunk: chunk,
      into: initial, each: each, add: add)
  }

  static func collect<Part: Sendable, Result, Failure: Error>(
    path: String, regions: [Region] = [], mapping: ColumnMapping? = nil, workers: Int, chunk: Int,
    into initial: () -> Result, each: @escaping @Sendable (FactBatch) -> Part,
    add: (inout Result, Part) throws(Failure) -> Void
  ) throws(ReadFailure<Failure>) -> Collected<Result> {
    precondition(workers > 0 && chunk > 0)
    var result = initial()
    var failure: Failure?
    func take(_ part: Part) -> Bool {
      do throws(Failure) { try add(&result, part) } catch { failure = error }
      return failure == nil
    }
    do throws(IngestError) {
      let bytes = try FileBytes(path: path)
      let once = try onTrust(
        bytes, regions: regions, mapping: mapping, workers: workers, chunk: chunk, each, take)
      if let once, failure == nil {
        return Collected(reader: once.reader, result: result, findings: once.findings)
      }
      (result, failure) = (initial(), nil)
      let reader = try SourceReader(
        path: path, regions: regions, mapping: mapping, workers: workers, chunk: chunk)
      var pass = try BatchPass(reader.source, regions: regions, workers: workers, chunk: chunk)
      let findings = try pass.run(each: each, then: take)
      if failure == nil {
        return Collected(
          reader: reader, result: result, findings: findings + reader.findingsOfFile)
      }
    } catch {
      throw .ingest(error)
    }
    guard let failure else { preconditionFailure("no result and no failure") }
    throw .body(failure)
  }

  /// Goes over a file that nobody has looked at; nil if that will not do, for whatever reason.
  private static func onTrust<Part: Sendable>(
    _ bytes: FileBytes, regions: [Region], mapping: ColumnMapping?, workers: Int, chunk: Int,
    _ each: @escaping @Sendable (FactBatch) -> Part, _ add: (Part) -> Bool
  ) throws(IngestError) -> (reader: SourceReader, findings: [Finding])? {
    let file = try bytes.open()
    do throws(IngestError) {
      let opening = try Opening(bytes, file, mapping: mapping)
      guard let beginning = opening.beginning() else { return nil }
      let (layout, rows) = (beginning.layout, beginning.rows)
      let period = try FileName.period(bytes.name, of: layout, mapping: mapping)
      let source = ReadSource(
        bytes: bytes, encoding: .undecided, layout: layout, binding: beginning.binding,
        delimiter: rows.delimiter, fields: rows.check.fields, start: rows.offset, line: rows.line,
        filePeriod: period)
      let first = RowPart(offset: rows.offset, line: rows.line)
      var pass = try BatchPass(
        source, regions: regions, workers: workers, chunk: chunk,
        first: Survey.Found(check: rows.check, parts: [first]), textStart: beginning.textStart)
      let findings = try pass.run(each: each, then: add)
      guard let found = pass.first, found.encoding.isCertain else { return nil }
      let recognised = try opening.recognised(beginning, found)
      let reader = SourceReader(bytes, recognised, period, regions: regions)
      return (reader, findings + reader.findingsOfFile)
    } catch {
      // Who reads with care finds what comes first; but a file that changed is no other file.
      guard file.isUnchanged else { throw .changed(file: bytes.name) }
      return nil
    }
  }
}
