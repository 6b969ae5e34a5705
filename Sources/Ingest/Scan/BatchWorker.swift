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
    /// The keys of the rows, on lines as the storage counts them; nil where there are none.
    var keys: KeyBlock?
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
  /// The line of the chunk's first record, when the chunks before are known.
  private(set) var line = 0
  /// What the chunk's bytes say about the encoding, if they are asked.
  private(set) var encoding = EncodingScan()

  private let source: ReadSource
  private let file: OpenFile
  private let chunks: Chunks
  private let shape: ColumnShape
  private let short: ShortCounts
  /// Where the text begins whose encoding is looked at; nil for not at all.
  private let textStart: Int?
  private let window: Window
  private var cells: Cells
  private let planner: RowPlanner?
  private var known = KnownPlans()
  /// Storage that nobody holds any more.
  private var free: [ColumnStorage] = []

  init(
    _ source: ReadSource, _ file: OpenFile, _ chunks: Chunks, _ shape: ColumnShape,
    _ short: ShortCounts, _ planner: RowPlanner?, textStart: Int? = nil
  ) {
    self.source = source
    self.file = file
    self.chunks = chunks
    self.shape = shape
    self.short = short
    self.textStart = textStart
    window = Window(delimiter: source.delimiter, fields: source.fields + 1)
    cells = source.cells(sha256: "")
    self.planner = planner
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
      if place == nil, let textStart { scan(chunk, textStart) }
      guard let first = place ?? window.firstRecord(in: chunk, chunks, source.start) else { return }
      start = first
      try fill(from: first, stop: stop)
    } catch {
      failure = error
    }
  }

  /// Looks at the bytes before they are made columns, which changes them where quotation marks are
  /// doubled.
  private func scan(_ chunk: Int, _ textStart: Int) {
    encoding = EncodingScan()
    let offset = window.offset
    let from = max(textStart, chunks.start(chunk)) - offset
    let to = chunks.end(chunk) - offset
    guard from < to else { return }
    window.withSpan { span in
      encoding.add(span, from: from, to: to, offset: offset, special: window.special(from:))
    }
  }

  /// Puts the chunk behind those before it: its first record begins at a place, on a line.
  ///
  /// - Returns: Whether another chunk may follow.
  func stand(_ chunk: Int, at place: Int, line: Int) -> Bool {
    self.line = line
    if failure != nil { return false }
    if place >= chunks.end(chunk) {
      // All of it belongs to a record of a chunk before.
      recycle()
      (start, end, lines, isRefused) = (place, place, 0, false)
      return true
    }
    if start != place { make(chunk, from: place) }
    return failure == nil && !isRefused
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
    for index in parts.indices {
      look(&parts[index])
      let storage = parts[index].storage
      if !shape.key.isEmpty, storage.rows > 0 {
        parts[index].keys = KeyBlock(rows: storage.rows, hash: storage.key, line: storage.line)
      }
    }
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
      let texts = shape.plan.map { (column: $0, code: storage.code($0, row)) }
      let plan = known.plan(texts, in: storage) {
        for column in shape.plan { cells.fields[shape.texts[column].slot] = text(column) }
        return try? planner?.plan(cells)
      }
      guard let plan else { return nil }
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
    if part.plans.isEmpty { return }
    // By plan: where nobody may be, a bit a column, and whether more is to be looked at.
    let nobody = part.plans.map { plan in
      plan.checks.reduce(into: 0 as UInt64) { columns, check in
        if case .nobody(let slot) = check { columns |= 1 &<< UInt64(shape.countOfSlot[slot]) }
      }
    }
    let isMore = part.plans.map { plan in
      plan.checks.contains { check in if case .nobody = check { false } else { true } }
    }
    var unknown = part.plans.map(\.unknown)
    let hasUnknown = unknown.contains { !$0.isEmpty }
    for row in 0..<storage.rows {
      let plan = storage.plan(row)
      if hasUnknown, !unknown[plan].isEmpty {
        part.doubts += unknown[plan].map { (row, .unknown($0)) }
        unknown[plan] = []
      }
      if isMore[plan] || storage.isAnybody(row, in: nobody[plan]) { doubt(row, storage, &part) }
    }
  }

  private func doubt(_ row: Int, _ storage: ColumnStorage, _ part: inout Part) {
    let plan = part.plans[storage.plan(row)]
    for check in plan.checks where !check.holds({ storage.count(shape.countOfSlot[$0], row) }) {
      part.doubts.append((row, .check(check)))
    }
  }
}
