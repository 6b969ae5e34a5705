import Records

/// One pass over the rows of a file: from bytes to text, from text to typed cells, from those to
/// facts by the layout's plan or interpreter.
struct RowPass {
  var findings: [Finding] = []

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
  private let isOwnLayout: Bool
  private let keySlots: [Int]
  private let stream: RecordStream
  private var cells: Cells
  /// Where the value of each slot stood in the row before, to hand out the same text again.
  private var before: [RecordScanner.Field]
  /// The window in which ``before`` stands.
  private var generation = 0
  private var texts: SlotTexts
  /// By slot, the hash of its text; kept of key slots only.
  private var hashes: [UInt64]
  /// The row of each key seen, by a hash of the key.
  private var rowOfKey = CodeTable()

  /// - Parameter isHashed: Whether facts will be made, which name the file by its hash.
  init(
    _ source: ReadSource, regions: [Region], isHashed: Bool = true
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
    isOwnLayout = layout.id.hasPrefix("regio-") || layout.id.hasPrefix("duo-tabel-")
    stream = try RecordStream(
      try source.bytes.open(), name: source.bytes.name, delimiter: source.delimiter,
      fields: source.fields, at: source.start, line: source.line)
    cells = source.cells(sha256: isHashed ? try source.bytes.sha256() : "")
    before = Array(repeating: RecordScanner.Field(start: 0, end: 0), count: slots.count)
    hashes = Array(repeating: 0, count: slots.count)
    texts = SlotTexts(slots: slots.count, encoding)
  }

  /// The next row; nil behind the last.
  mutating func next() throws(IngestError) -> SourceRow? {
    guard try readRow() else { return nil }
    try checkRegion()
    try checkKey()
    var row = SourceRow(
      row: stream.row,
      text: stream.window.withSpan { encoding.text($0.extracting(stream.record)) },
      fields: cells.fields)
    if let interpret {
      try interpret(cells, &row, &findings)
    } else {
      try plans?.interpret(cells, &row, &findings)
    }
    return row
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
    _ = try next()
    throw .changed(file: cells.file)
  }

  private mutating func readRow() throws(IngestError) -> Bool {
    guard try stream.next() else { return false }
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
    try window.withSpan { (span) throws(IngestError) in try readCells(span, window) }
    generation = stream.generation
  }

  private mutating func readCells(_ span: Span<UInt8>, _ window: Window) throws(IngestError) {
    let isSameWindow = generation == stream.generation
    for slot in kinds.indices {
      let field = stream.fields[indices[slot]]
      if !isSameWindow || !Self.equal(span, field, before[slot]) {
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

  private static func equal(
    _ span: Span<UInt8>, _ left: RecordScanner.Field, _ right: RecordScanner.Field
  ) -> Bool {
    let count = left.end - left.start
    guard count == right.end - right.start, left.hasDoubledQuote == right.hasDoubledQuote else {
      return false
    }
    for offset in 0..<count where span[left.start + offset] != span[right.start + offset] {
      return false
    }
    return true
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

  /// Reports a row whose key stands in a row before it. Keys are kept as 64-bit hashes, so that a file
  /// of millions of rows fits; two different keys of one hash are not to be expected below a hundred
  /// million rows.
  private mutating func checkKey() throws(IngestError) {
    guard !keySlots.isEmpty else { return }
    var hash = KeyHash()
    for slot in keySlots { hash.add(hashes[slot]) }
    guard let first = rowOfKey.code(hash.value).map(Int.init) else {
      rowOfKey.insert(hash.value, UInt32(truncatingIfNeeded: cells.row))
      return
    }
    let key = keySlots.map { cells.fields[$0] }.joined(separator: " / ")
    // DUO repeats keys on purpose (LWOO); a file that people fill does so by mistake.
    if isOwnLayout {
      throw .duplicateRow(file: cells.file, row: cells.row, first: first, key: key)
    }
    findings.append(.doubledKey(key, file: cells.file, row: cells.row, first: first))
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
