public import Records

extension SourceReader {
  /// Hands over the rows in batches of some thousand, in the order of the file: the same facts, findings
  /// and errors as ``read(_:)``, many times faster, in memory that does not grow with the file (but for
  /// twelve bytes a row where the layout has a key).
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
      var pass = try BatchPass(self, workers: workers, chunk: chunk)
      let findings = try pass.run { batch in
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

/// One pass over a file in batches.
private struct BatchPass {
  private let reader: SourceReader
  private let chunks: Chunks
  private let workers: [BatchWorker]
  private let threads: Int
  private let names: ColumnNames
  private let planner: RowPlanner?
  private let file: OpenFile
  private let hasKey: Bool
  /// Says what is wrong or doubtful in one row.
  private var rowPass: RowPass?
  private var findings: [Finding] = []
  private var keys = KeySet()
  /// By part: its first row and where it stands, to find a row again.
  private var places: [(row: Int, offset: Int)] = []
  private var once = OnceAFile()
  /// By slot, how many texts that no table has were reported.
  private var said: [Int: Int] = [:]

  init(_ reader: SourceReader, workers: Int, chunk: Int) throws(IngestError) {
    self.reader = reader
    let source = reader.source
    chunks = Chunks(fileSize: source.bytes.count, size: chunk)
    planner = source.layout.planner?(source.binding)
    let shape = ColumnShape(source, planner)
    names = ColumnNames(source, shape)
    hasKey = !shape.key.isEmpty
    let file = try source.bytes.open()
    self.file = file
    let (chunks, planner, short) = (chunks, planner, ShortCounts(shape.suppression))
    threads = workers
    let places = Conveyor<BatchWorker>.places(threads: workers, chunks: chunks.count)
    self.workers = (0..<places).map { _ in
      BatchWorker(source, file, chunks, shape, short, planner)
    }
  }

  /// - Parameter body: Answers whether to go on.
  mutating func run(_ body: (FactBatch) -> Bool) throws(IngestError) -> [Finding] {
    var (place, line) = (reader.source.start, reader.source.line)
    let first = place / chunks.size
    try Conveyor(workers, threads: threads).run(first..<max(first, chunks.count)) {
      worker, chunk in
      worker.make(chunk, from: nil)
    } then: { (worker, chunk) throws(IngestError) in
      if let error = worker.failure { throw error }
      guard place < chunks.end(chunk) else { return true }
      if worker.start != place {
        worker.make(chunk, from: place)
        if let error = worker.failure { throw error }
      }
      for part in worker.parts where part.storage.rows > 0 {
        try note(part, line)
        let batch = FactBatch(
          rows: part.storage.rows, plans: part.plans, places: part.places, storage: part.storage,
          names: names,
          line: line)
        if !body(batch) { return false }
      }
      line += worker.lines
      place = worker.end
      if worker.isRefused { try refuse(at: place, line: line) }
      return true
    }
    guard file.isUnchanged else { throw .changed(file: names.file.name) }
    return try addRepeatedKeys()
  }

  /// Keeps the keys of a part, and makes findings of its doubts.
  private mutating func note(_ part: BatchWorker.Part, _ line: Int) throws(IngestError) {
    let storage = part.storage
    if hasKey {
      places.append((line + storage.line(0), part.base + storage.offset(0)))
      for row in 0..<storage.rows { keys.insert(storage.key(row), row: line + storage.line(row)) }
    }
    guard !part.doubts.isEmpty, let planner else { return }
    for (row, doubt) in part.doubts {
      if case .unknown(let slot) = doubt, said[slot, default: 0] > OnceAFile.most { continue }
      let cells = try again { (pass) throws(IngestError) in
        try pass.cells(at: part.base + storage.offset(row), line: line + storage.line(row))
      }
      switch doubt {
      case .check(let check): findings.append(planner.finding(check, cells))
      case .unknown(let slot):
        if let finding = once.admitted(planner.unknown(slot, cells)) {
          findings.append(finding)
          said[slot, default: 0] += 1
        }
      }
    }
  }

  private mutating func refuse(at offset: Int, line: Int) throws(IngestError) {
    try again { (pass) throws(IngestError) in try pass.refuse(at: offset, line: line) }
  }

  /// Reads a row again with the row reader, which says it all.
  private mutating func again<Result>(
    _ body: (inout RowPass) throws(IngestError) -> Result
  ) throws(IngestError) -> Result {
    var pass: RowPass
    if let rowPass {
      pass = rowPass
    } else {
      pass = try RowPass(reader.source, file, regions: reader.regions, isHashed: false)
    }
    rowPass = nil
    defer { rowPass = pass }
    return try body(&pass)
  }

  /// The findings with those of repeated keys among them, in the order of rows.
  private mutating func addRepeatedKeys() throws(IngestError) -> [Finding] {
    let (keys, findings) = (keys, findings)
    return try keys.adding(to: findings, file: names.file.name) { (row) throws(IngestError) in
      try key(ofRow: row)
    }
  }

  /// Finds a row again from the part that it is in.
  private mutating func key(ofRow row: Int) throws(IngestError) -> String {
    let part = places.last { $0.row <= row } ?? places[0]
    return try again { (pass) throws(IngestError) in
      try pass.key(ofRow: row, from: part.offset, line: part.row)
    }
  }
}
