public import Records

extension SourceReader {
  /// Hands over the rows in batches of some thousand, in the order of the file: the same facts, findings
  /// and errors as ``read(_:)``, many times faster, in memory that does not grow with the file (but for
  /// eight bytes a row where the layout has a key).
  ///
  /// A layout whose facts follow from a row's texts (DUO's pupil and exam files) gives batches with
  /// plans. Any other layout gives typed columns without facts: its cells are held to their kinds and
  /// its keys compared, but what only its interpreter sees is neither found nor refused; its own files
  /// of a region are not for this door, as ``read(_:)`` refuses repeated keys there.
  ///
  /// - Parameters:
  ///   - workers: How many threads make columns, besides the caller's while it waits; 1 or more. The
  ///     outcome does not depend on it.
  ///   - body: Called on the caller's thread, one batch after another.
  /// - Returns: What is doubtful in the rows, in the order of the file.
  /// - Throws: ``ReadFailure/ingest(_:)`` at the first cell of the file that its column cannot hold,
  ///   when all rows before it have been handed over; ``ReadFailure/body(_:)`` with what the closure
  ///   threw.
  public func batches<Failure: Error>(
    workers: Int? = nil, _ body: (FactBatch) throws(Failure) -> Void
  ) throws(ReadFailure<Failure>) -> [Finding] {
    try batches(workers: workers ?? Self.processors, chunk: Self.chunk, body)
  }

  func batches<Failure: Error>(
    workers: Int, chunk: Int, _ body: (FactBatch) throws(Failure) -> Void
  ) throws(ReadFailure<Failure>) -> [Finding] {
    precondition(workers > 0 && chunk > 0)
    var failure: Failure?
    do throws(IngestError) {
      var pass = try BatchPass(source, regions: regions, workers: workers, chunk: chunk)
      let findings = try pass.run(each: { $0 }) { batch in
        do throws(Failure) {
          try body(batch)
          return true
        } catch {
          failure = error
          return false
        }
      }
      if failure == nil { return findings + findingsOfFile }
    } catch {
      throw .ingest(error)
    }
    guard let failure else { preconditionFailure("no findings and no failure") }
    throw .body(failure)
  }
}
