import Records

/// One pass over the rows of a file: from bytes to text, from text to typed cells, from those to
/// facts by the layout's plan or interpreter.
///
/// It is one thread's own. Rows and what is doubtful in each come out one at a time; what several rows
/// say together, ``RowMerge`` sees.
struct RowPass {
  /// What is doubtful in the rows read.
  var findings: [Finding] = []
  /// The hash of the key of the row read last; nil where the layout has none, or the row was refused
  /// before its key was known.
  private(set) var keyHash: UInt64?

  private let encoding: TextEncoding
  private let layout: Layout
  /// By slot: its field in a record, and what it may hold.
  private let indices: [Int]
  private let kinds: [Layout.Column.Kind]
  private let fieldCount: Int
  private let interpret: Interpreter?
  private var plans: PlanCache?
  private let regions: [Region]
  private let regionSlot: Int?
  private let vestigingSlot: Int?
  private let keySlots: [Int]
  /// By field: whether a total is no value of its column.
  private let isTotalOdd: [Bool]
  private let short: ShortCounts
  private let stream: RecordStream
  private var cells: Cells
  /// Where the value of each slot stood in the row before, to hand out the same text again.
  private var before: [RecordScanner.Field]
  /// The window in which ``before`` stands.
  private var generation = 0
  private var texts: SlotTexts
  /// By slot, the hash of its text; kept of key slots only.
  private var hashes: [UInt64]

  /// - Parameters:
  ///   - file: The file, which other passes may read too.
  ///   - short: What short cells stand for, which other passes may share; nil to make it.
  ///   - isHashed: Whether facts will be made, which name the file by its hash.
  init(
    _ source: ReadSource, _ file: OpenFile, _ short: ShortCounts? = nil, regions: [Region],
    isHashed: Bool = true
  ) throws(IngestError) {
    encoding = source.encoding
    layout = source.layout
    let slots = source.binding.slots
    indices = slots.map(\.index)
    kinds = slots.map(\.column.kind)
    fieldCount = source.fields
    let planner = layout.planner?(source.binding)
    plans = planner.map(PlanCache.init)
    interpret = planner == nil ? layout.interpreter(source.binding) : nil
    self.regions = regions
    regionSlot = source.binding.slot("regio")
    vestigingSlot = source.binding.slot("vestiging")
    keySlots = layout.key.compactMap { source.binding.slot($0) }
    isTotalOdd = TotalRow.columns(source)
    self.short = short ?? ShortCounts(layout.suppression)
    stream = try RecordStream(
      file, name: source.bytes.name, delimiter: source.delimiter,
      fields: source.fields, at: source.start, line: source.line,
      length: RowPart.size + 2 * RecordStream.tail)
    cells = source.cells(sha256: isHashed ? try source.bytes.sha256() : "")
    before = Array(repeating: RecordScanner.Field(start: 0, end: 0), count: slots.count)
    hashes = Array(repeating: 0, count: slots.count)
    texts = SlotTexts(slots: slots.count, encoding)
  }

  /// The row read last, as an editor counts it, and its texts.
  var row: Int { stream.row }
  var fields: [String] { cells.fields }

  /// Goes to the row that begins at a place of the file.
  mutating func seek(_ offset: Int, line: Int) throws(IngestError) {
    try stream.seek(offset, line: line)
  }

  /// Reads the next row that begins before a place of the file; false if there is none.
  ///
  /// - Parameter row: Is overwritten, in its own memory where nobody else has it.
  mutating func next(into row: inout SourceRow, before stop: Int = .max) throws(IngestError) -> Bool
  {
    keyHash = nil
    guard try readRow(before: stop) else { return false }
    try checkRegion()
    if !keySlots.isEmpty {
      var hash = KeyHash()
      for slot in keySlots { hash.add(hashes[slot]) }
      keyHash = hash.value
    }
    row.row = stream.row
    row.text = stream.window.withSpan { encoding.text($0.extracting(stream.record)) }
    if row.fields.count == cells.fields.count {
      for slot in kinds.indices { row.fields[slot] = cells.fields[slot] }
    } else {
      row.fields = cells.fields
    }
    row.facts.removeAll(keepingCapacity: true)
    if !row.figures.isEmpty { row.figures = [] }
    if !row.offers.isEmpty { row.offers = [] }
    if !row.observations.isEmpty { row.observations.removeAll(keepingCapacity: true) }
    if !row.references.isEmpty { row.references = [] }
    if let interpret {
      try interpret(cells, &row, &findings)
    } else {
      try plans?.interpret(cells, &row, &findings)
    }
    return true
  }

  /// The values of the row that begins at a place of the file, on this line.
  mutating func cells(at offset: Int, line: Int) throws(IngestError) -> Cells {
    try stream.seek(offset, line: line)
    guard try readRow() else { throw .changed(file: cells.file) }
    return cells
  }

  /// The key of a row as findings print it, found from a row before it. Rows that are asked for one
  /// behind the other are read once.
  mutating func key(ofRow row: Int, from offset: Int, line: Int) throws(IngestError) -> String {
    if stream.row < line || stream.row >= row { try stream.seek(offset, line: line) }
    repeat {
      guard try stream.next() else { throw .changed(file: cells.file) }
    } while stream.row < row
    try readFields()
    return keySlots.map { cells.fields[$0] }.joined(separator: " / ")
  }

  /// Says what is wrong with the row that begins at a place of the file.
  mutating func refuse(at offset: Int, line: Int) throws(IngestError) -> Never {
    try stream.seek(offset, line: line)
    var row = SourceRow(row: 0, text: "", fields: [])
    _ = try next(into: &row)
    throw .changed(file: cells.file)
  }

  private mutating func readRow(before stop: Int = .max) throws(IngestError) -> Bool {
    repeat {
      guard try stream.next(before: stop) else { return false }
    } while stream.isBlank && stream.fields.count == fieldCount
    try readFields()
    return true
  }

  private mutating func readFields() throws(IngestError) {
    // The shape was checked before; a file that was written to since is refused here.
    if stream.fields.count != fieldCount {
      throw .wrongFieldCount(
        file: cells.file, row: stream.row, found: stream.fields.count, expected: fieldCount)
    }
    cells.row = stream.row
    let window = stream.window
    try window.withSpan { (span) throws(IngestError) in
      if let place = TotalRow.place(span, stream.fields, isTotalOdd),
        let slot = indices.firstIndex(of: place)
      {
        let field = stream.fields[place]
        throw .totalRow(
          file: cells.file, row: stream.row, column: cells.slots[slot].header,
          found: encoding.text(span.extracting(field.start..<field.end)))
      }
      try readCells(span, window)
    }
    generation = stream.generation
  }

  private mutating func readCells(_ span: Span<UInt8>, _ window: Window) throws(IngestError) {
    let isSameWindow = generation == stream.generation
    for slot in kinds.indices {
      let field = stream.fields[indices[slot]]
      let isSame = isSameWindow && window.isEqual(field, before[slot])
      if !isSame {
        if kinds[slot] == .count, let text = SlotTexts.number(span, field) {
          cells.fields[slot] = text
        } else {
          (cells.fields[slot], hashes[slot]) = texts.text(slot, field, span, window)
        }
      }
      before[slot] = field
      switch kinds[slot] {
      case .text, .year: break
      case .required:
        if field.start == field.end {
          throw cells.bad(slot, Phrase(nl: "een waarde", en: "a value"))
        }
      case .count:
        if isSame { continue }
        if let count = short.count(field, in: window) {
          cells.counts[slot] = count.value
          continue
        }
        guard let count = CellValue.count(span, field, layout.suppression) else {
          throw cells.bad(slot, countExpected)
        }
        cells.counts[slot] = count
      case .decimal:
        guard let number = CellValue.number(span, field, layout.suppression) else {
          throw cells.bad(slot, Phrase(nl: "een getal", en: "a number"))
        }
        cells.numbers[slot] = number.isNaN ? nil : number
      }
    }
  }

  private var countExpected: Phrase {
    var also = ""
    if layout.suppression.contains(.lessThanFive) { also += ", <5" }
    if layout.suppression.contains(.minusOne) { also += ", -1" }
    if layout.suppression.contains(.statLine) { also += ", ., x" }
    if layout.suppression.contains(.interval) { also += ", 3..12" }
    return Phrase(nl: "een geheel aantal\(also)", en: "a whole number\(also)")
  }

  /// A row of a region's own layout must belong to one of the regions given.
  private func checkRegion() throws(IngestError) {
    guard let regionSlot, !regions.isEmpty else { return }
    let id = cells.fields[regionSlot]
    guard let region = regions.first(where: { $0.id == id }) else {
      throw .unknownRegion(
        file: cells.file, line: cells.row, found: id, expected: regions.map(\.id))
    }
    guard let vestigingSlot, !cells.fields[vestigingSlot].isEmpty else { return }
    let code = try cells.vestiging(vestigingSlot)
    if region.vestiging(code) == nil {
      throw .unknownVestiging(
        file: cells.file, row: cells.row, found: code.text,
        nearest: nearest(to: code.text, in: region.vestigingen.map(\.code.text)))
    }
  }
}

/// The hash of several texts together, from the hash of each.
struct KeyHash {
  private(set) var value: UInt64 = 0
  private var factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  mutating func add(_ hash: UInt64) {
    value = value &+ hash &* factor
    factor = factor &+ 0x6A09_E667_F3BC_C908
  }
}

extension Finding {
  /// A row whose key stands in a row before it.
  static func doubledKey(_ key: String, file: String, row: Int, first: Int) -> Finding {
    Finding(
      rule: "dubbele-sleutel", level: .ernstig, file: file, row: row, value: key,
      text: Phrase(
        nl: "dezelfde sleutel staat al in rij \(first)",
        en: "the same key stands in row \(first) already"),
      remedy: Phrase(
        nl: "kijk welke van de twee rijen geldt; beide tellen mee",
        en: "see which of the two rows holds; both are counted"))
  }
}
