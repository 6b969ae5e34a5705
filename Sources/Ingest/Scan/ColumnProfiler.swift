import Records

/// Goes over all cells as text and says what each column holds. Every text is looked at once a batch,
/// however often it stands there.
struct ColumnProfiler {
  private struct Tally {
    var blank = 0
    var suppressed = 0
    var zero = 0
    var counts = 0
    var decimals = 0
    var texts = 0
    var minimum = Double.infinity
    var maximum = -Double.infinity
    var distinct: Set<UInt64> = []
    var isMore = false
    var longest: [UInt8] = []
  }

  private(set) var rows = 0
  private(set) var firstRows: [[String]] = []
  private(set) var periods: Set<Period> = []

  private let source: ReadSource
  private let names: [String]
  private var tallies: [Tally]
  private let periodField: (index: Int, form: Layout.PeriodForm)?

  init(_ source: ReadSource, names: [String]) {
    self.source = source
    self.names = names
    tallies = Array(repeating: Tally(), count: names.count)
    if case .column(let name, let form) = source.layout.period {
      periodField = source.binding.slots.first { $0.name == name }.map { ($0.index, form) }
    } else {
      periodField = nil
    }
  }

  var columns: [FileProfile.Column] {
    let slots = Dictionary(
      source.binding.slots.map { ($0.index, $0.name) }, uniquingKeysWith: { first, _ in first })
    return names.indices.map { index in
      let tally = tallies[index]
      let kind: FileProfile.Column.Kind =
        if tally.texts > 0 {
          .text
        } else if tally.decimals > 0 {
          .decimal
        } else if tally.counts + tally.suppressed > 0 {
          .count
        } else {
          .blank
        }
      let hasNumbers = tally.minimum <= tally.maximum
      return FileProfile.Column(
        header: names[index], name: slots[index], kind: kind, blank: tally.blank,
        suppressed: tally.suppressed, zero: tally.zero,
        minimum: hasNumbers ? tally.minimum : nil, maximum: hasNumbers ? tally.maximum : nil,
        distinct: tally.distinct.count, isMore: tally.isMore,
        longest: source.encoding.text(tally.longest.span))
    }
  }

  /// Goes over the rows, up to the first that is refused for its shape.
  mutating func run(_ file: OpenFile, firstRows: Int) throws(IngestError) {
    var shape = ColumnShape()
    shape.fields = names.count
    shape.isTotalOdd = Array(repeating: false, count: names.count)
    shape.texts = names.indices.map { (field: $0, slot: $0, isRequired: false) }
    let chunks = Chunks(fileSize: source.bytes.count, size: SourceReader.chunk)
    let threads = SourceReader.processors
    let short = ShortCounts([])
    let (source, all) = (source, shape)
    let places = Conveyor<BatchWorker>.places(threads: threads, chunks: chunks.count)
    let workers = (0..<places).map { _ in BatchWorker(source, file, chunks, all, short, nil) }
    let first = source.start / chunks.size
    let chain = BatchChain(source)
    let steps = Conveyor<BatchWorker>.Steps(
      make: { worker, chunk in worker.make(chunk, from: nil) }, link: chain.link,
      finish: { _, _ in })
    try Conveyor(workers, threads: threads).run(first..<max(first, chunks.count), steps) {
      (worker, _) throws(IngestError) in
      if let error = worker.failure { throw error }
      for part in worker.parts { add(part.storage, firstRows) }
      return !worker.isRefused
    }
  }

  private mutating func add(_ storage: ColumnStorage, _ wanted: Int) {
    for row in 0..<min(storage.rows, max(0, wanted - firstRows.count)) {
      firstRows.append(
        names.indices.map { storage.text($0, storage.code($0, row), source.encoding) })
    }
    rows += storage.rows
    for column in names.indices {
      var times = Array(repeating: 0, count: storage.distinct(column))
      for row in 0..<storage.rows { times[storage.code(column, row)] += 1 }
      for (code, times) in times.enumerated() {
        let hash = storage.hash(column, code)
        storage.withBytes(column, code) { add($0, hash, times, to: column) }
        if let periodField, periodField.index == column,
          let period = periodField.form.period(storage.text(column, code, source.encoding))
        {
          periods.insert(period)
        }
      }
    }
  }

  /// Adds a text that stands in so many cells.
  private mutating func add(_ text: Span<UInt8>, _ hash: UInt64, _ times: Int, to column: Int) {
    if tallies[column].distinct.count < FileProfile.most {
      tallies[column].distinct.insert(hash)
    } else if !tallies[column].distinct.contains(hash) {
      tallies[column].isMore = true
    }
    if text.count > tallies[column].longest.count {
      tallies[column].longest = text.indices.map { text[$0] }
    }
    if text.count == 0 {
      tallies[column].blank += times
      return
    }
    let field = RecordScanner.Field(start: 0, end: text.count)
    var number: Double?
    switch CellValue.count(text, field, source.layout.suppression) {
    case .exact(let found):
      number = Double(found)
      tallies[column].counts += times
    case .suppressed: tallies[column].suppressed += times
    case .missing, .notApplicable: break
    case nil:
      number = CellValue.decimal(text, field)
      if number == nil {
        tallies[column].texts += times
      } else {
        tallies[column].decimals += times
      }
    }
    guard let number else { return }
    if number == 0 { tallies[column].zero += times }
    tallies[column].minimum = min(tallies[column].minimum, number)
    tallies[column].maximum = max(tallies[column].maximum, number)
  }
}
