import Records

/// Makes columns of one chunk at a time.
///
/// It takes the chunk's first record to begin behind the first line end. Quotation marks may say
/// otherwise: then the chunk is made again from where the record before it ends. No two threads have
/// one worker at the same time.
final class BatchWorker: @unchecked Sendable {
  /// Columns of rows that follow each other, with what their codes mean.
  struct Part {
    var storage: ColumnStorage
    var plans: [RowPlan] = []
    /// The codes of BRIN and location.
    var places: [(brin: Int, vestiging: Int)] = []
    /// Rows with something doubtful; of texts that no table has, the first with that plan.
    var doubts: [(row: Int, doubt: Doubt)] = []
    /// Where the rows' offsets count from.
    var base: Int
  }

  /// What is doubtful in a row.
  enum Doubt {
    /// The text of this slot.
    case unknown(Int)
    /// A check that does not hold.
    case check(RowPlan.Check)
  }

  /// Where the chunk's rows were taken to begin, and where the next chunk's do.
  private(set) var start = -1
  private(set) var end = 0
  private(set) var lines = 0
  private(set) var parts: [Part] = []
  /// Whether the record at ``end`` is refused; then no row behind it was read.
  private(set) var isRefused = false
  private(set) var failure: IngestError?

  private let source: ReadSource
  private let file: OpenFile
  private let chunks: Chunks
  private let shape: ColumnShape
  private let short: ShortCounts
  private let window: Window
  private var cells: Cells
  private var plans: PlanCache?
  /// Storage that nobody holds any more.
  private var free: [ColumnStorage] = []

  init(
    _ source: ReadSource, _ file: OpenFile, _ chunks: Chunks, _ shape: ColumnShape,
    _ short: ShortCounts, _ planner: RowPlanner?
  ) {
    self.source = source
    self.file = file
    self.chunks = chunks
    self.shape = shape
    self.short = short
    window = Window(delimiter: source.delimiter, fields: source.fields + 1)
    cells = source.cells(sha256: "")
    plans = planner.map(PlanCache.init)
  }

  /// Takes back the storage of parts that were handed over, where nobody kept them.
  func recycle() {
    for index in parts.indices where isKnownUniquelyReferenced(&parts[index].storage) {
      free.append(parts[index].storage)
    }
    parts.removeAll(keepingCapacity: true)
  }

  /// - Parameter place: Where the first record begins, if it is known.
  func make(_ chunk: Int, from place: Int?) {
    recycle()
    (failure, isRefused, lines, start) = (nil, false, 0, -1)
    do throws(IngestError) {
      let offset = place ?? max(0, chunks.start(chunk) - RecordStream.before)
      let stop = chunks.end(chunk)
      try window.load(
        file, name: source.bytes.name, at: offset, length: stop - offset + RecordStream.tail)
      guard let first = place ?? window.firstRecord(in: chunk, chunks, source.start) else { return }
      start = first
      try fill(from: first, stop: stop)
    } catch {
      failure = error
    }
  }

  private func fill(from first: Int, stop: Int) throws(IngestError) {
    var cursor = window.cursor(at: first - window.offset)
    newPart()
    while true {
      let last = parts.count - 1
      let storage = parts[last].storage
      let reason = storage.fill(
        window, &cursor, before: stop - window.offset, base: parts[last].base
      ) { isPlan, row in
        resolve(isPlan, row, storage, &parts[last])
      }
      let here = window.offset + cursor.position
      switch reason {
      case .full:
        newPart()
        continue
      case .incomplete where window.count - cursor.position < RecordScanner.rowLimit:
        // The rows of this part keep their lines: the cursor only changes its window.
        let length =
          cursor.position == 0
          ? RecordScanner.rowLimit + ByteDoor.padding : max(0, stop - here) + RecordStream.tail
        let line = cursor.line
        try window.load(file, name: source.bytes.name, at: here, length: length)
        cursor = Window.Cursor(position: 0)
        cursor.line = line
        continue
      case .stop, .end: break
      case .incomplete, .refused: isRefused = true
      }
      end = here
      lines = cursor.line
      break
    }
    for index in parts.indices { look(&parts[index]) }
  }

  private func newPart() {
    let storage = free.popLast() ?? ColumnStorage(shape, short)
    storage.removeAll()
    parts.append(Part(storage: storage, base: start))
  }

  /// Makes the plan or the location of a row whose texts are new to the batch.
  private func resolve(
    _ isPlan: Bool, _ row: Int, _ storage: ColumnStorage, _ part: inout Part
  ) -> UInt32? {
    func text(_ column: Int) -> String {
      storage.text(column, storage.code(column, row), source.encoding)
    }
    if isPlan {
      for column in shape.plan { cells.fields[shape.texts[column].slot] = text(column) }
      guard let plan = try? plans?.plan(cells) else { return nil }
      part.plans.append(plan)
      return UInt32(part.plans.count - 1)
    }
    if !isPlainCode(row, storage),
      VestigingCode(brin: text(shape.brin), vestiging: text(shape.vestiging)) == nil
    {
      return nil
    }
    part.places.append((storage.code(shape.brin, row), storage.code(shape.vestiging, row)))
    return UInt32(part.places.count - 1)
  }

  /// Whether the row's location is a code without a doubt, in capitals and digits; most are, and the
  /// codes themselves are made when somebody asks for them.
  private func isPlainCode(_ row: Int, _ storage: ColumnStorage) -> Bool {
    func isPlain(_ text: Span<UInt8>) -> Bool {
      for index in text.indices {
        let byte = text[index]
        guard (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) else { return false }
      }
      return true
    }
    return storage.withBytes(shape.brin, storage.code(shape.brin, row)) { brin in
      storage.withBytes(shape.vestiging, storage.code(shape.vestiging, row)) { vestiging in
        guard brin.count == 4, isPlain(brin), isPlain(vestiging) else { return false }
        if vestiging.count == 1 || vestiging.count == 2 { return true }
        return vestiging.count == 6 && brin.indices.allSatisfy { brin[$0] == vestiging[$0] }
      }
    }
  }

  /// Looks for rows with something doubtful.
  private func look(_ part: inout Part) {
    let storage = part.storage
    // Whether the counts of a plan's rows are looked at; one that must be zero costs the least.
    let plans = part.plans.map { plan in
      let zeros = plan.checks.compactMap { check in
        if case .nobody(let slot) = check { shape.countOfSlot[slot] } else { nil }
      }
      return (zeros: zeros, isMore: zeros.count < plan.checks.count)
    }
    var unknown = part.plans.map(\.unknown)
    let hasUnknown = unknown.contains { !$0.isEmpty }
    for row in 0..<storage.rows where !plans.isEmpty {
      let plan = storage.plan(row)
      if hasUnknown, !unknown[plan].isEmpty {
        part.doubts += unknown[plan].map { (row, .unknown($0)) }
        unknown[plan] = []
      }
      var isDoubtful = plans[plan].isMore
      for column in plans[plan].zeros where storage.count(column, row).high > 0 {
        isDoubtful = true
      }
      if isDoubtful { doubt(row, storage, &part) }
    }
  }

  private func doubt(_ row: Int, _ storage: ColumnStorage, _ part: inout Part) {
    let plan = part.plans[storage.plan(row)]
    for check in plan.checks where !check.holds({ storage.count(shape.countOfSlot[$0], row) }) {
      part.doubts.append((row, .check(check)))
    }
  }
}
