import Records

/// One pass over a file in batches.
struct BatchPass {
  /// What a first pass finds out about the file, which else was found out before; nil for a later one.
  private(set) var first: Survey.Found?

  private let source: ReadSource
  private let regions: [Region]
  private let chunks: Chunks
  private let workers: [BatchWorker]
  private let threads: Int
  private let names: ColumnNames
  private let planner: RowPlanner?
  private let file: OpenFile
  /// Says what is wrong or doubtful in one row.
  private var rowPass: RowPass?
  private var findings: [Finding] = []
  private var keys = KeySet()
  /// Where parts of the file begin, to find a row again.
  private var places: [RowPart] = []
  private var once = OnceAFile()
  /// By slot, how many texts that no table has were reported.
  private var said: [Int: Int] = [:]

  /// - Parameters:
  ///   - first: What is known of the file at its first row, when nobody has gone through it yet.
  ///   - textStart: Where its text begins.
  init(
    _ source: ReadSource, regions: [Region], workers: Int, chunk: Int,
    first: Survey.Found? = nil, textStart: Int = 0
  ) throws(IngestError) {
    self.source = source
    self.regions = regions
    self.first = first
    chunks = Chunks(fileSize: source.bytes.count, size: chunk)
    planner = source.layout.planner?(source.binding)
    let shape = ColumnShape(source, planner)
    names = ColumnNames(source, shape)
    let file = try source.bytes.open()
    self.file = file
    let (chunks, planner, short) = (chunks, planner, ShortCounts(shape.suppression))
    threads = workers
    let places = Conveyor<BatchWorker>.places(threads: workers, chunks: chunks.count)
    self.workers = (0..<places).map { _ in
      BatchWorker(
        source, file, chunks, shape, short, planner, textStart: first == nil ? nil : textStart)
    }
  }

  /// Reads all batches.
  ///
  /// - Parameters:
  ///   - each: Is called with each batch on some thread.
  ///   - body: Is called with what that made of it on the caller's thread, in the order of the file;
  ///     answers whether to go on.
  mutating func run<Value: Sendable>(
    each: @escaping @Sendable (FactBatch) -> Value, then body: (Value) -> Bool
  ) throws(IngestError) -> [Finding] {
    let chain = BatchChain(source)
    let names = names
    let steps = Conveyor<BatchWorker>.Steps<[Value?]>(
      make: { worker, chunk in worker.make(chunk, from: nil) }, link: chain.link,
      finish: { worker, _ in
        if worker.failure != nil { return [] }
        return worker.parts.map { part in
          part.storage.rows == 0 ? nil : each(FactBatch(part, names: names, line: worker.line))
        }
      })
    // The first rows may stand in a later chunk; what stands before them is text all the same.
    let isFirst = first != nil
    let start = isFirst ? 0 : source.start / chunks.size
    try Conveyor(workers, threads: threads).run(start..<max(start, chunks.count), steps) {
      (worker, values) throws(IngestError) in
      if let error = worker.failure { throw error }
      if isFirst, !see(worker) { return false }
      for (part, value) in zip(worker.parts, values) {
        guard let value else { continue }
        try note(part, worker.line)
        if !body(value) { return false }
      }
      if worker.isRefused { try refuse(at: worker.end, line: worker.line + worker.lines) }
      return true
    }
    guard file.isUnchanged else { throw .changed(file: names.file.name) }
    // A first pass that does not do is not asked for its findings.
    if isFirst, first == nil { return [] }
    var keys = keys
    return try keys.adding(to: findings, file: names.file.name) { (row) throws(IngestError) in
      let part = places.part(ofLine: row)
      return try again { (pass) throws(IngestError) in
        try pass.key(ofRow: row, from: part.offset, line: part.line)
      }
    }
  }

  /// Adds what a chunk says about the file; false, and ``first`` is nil, if a first pass does not do.
  private mutating func see(_ worker: BatchWorker) -> Bool {
    guard var found = first, !worker.isRefused, found.encoding.control == nil else {
      first = nil
      return false
    }
    found.encoding.append(worker.encoding)
    for part in worker.parts {
      guard let check = found.check?.check(of: part.storage),
        found.check?.append(check, line: worker.line) == true
      else {
        first = nil
        return false
      }
      let marks = part.marks(line: worker.line)
      found.parts += marks.drop { $0.offset == found.parts.last?.offset }
    }
    first = found
    return true
  }

  /// Keeps the keys of a part, and makes findings of its doubts.
  private mutating func note(_ part: BatchWorker.Part, _ line: Int) throws(IngestError) {
    let storage = part.storage
    if let block = part.keys {
      places.append(
        RowPart(offset: part.base + storage.offset(0), line: line + storage.line(0)))
      keys.append(block, line: line)
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
      pass = try RowPass(source, file, regions: regions, isHashed: false)
    }
    rowPass = nil
    defer { rowPass = pass }
    return try body(&pass)
  }
}

extension FactBatch {
  fileprivate init(_ part: BatchWorker.Part, names: ColumnNames, line: Int) {
    self.init(
      rows: part.storage.rows, plans: part.plans, places: part.places, storage: part.storage,
      names: names, line: line)
  }
}

extension BatchWorker.Part {
  /// Where parts of it begin that threads may read by themselves; `line` is that of its line 0.
  fileprivate func marks(line: Int) -> [RowPart] {
    var marks: [RowPart] = []
    var mark = 0
    for row in 0..<storage.rows where storage.offset(row) >= mark {
      marks.append(RowPart(offset: base + storage.offset(row), line: line + storage.line(row)))
      mark = storage.offset(row) + RowPart.size
    }
    return marks
  }
}
