import FoundationEssentials
import Records

/// One pass over the rows of a file: from bytes to text, from text to typed cells, from those to
/// facts by the layout's interpreter.
struct RowPass {
  var findings: [Finding] = []

  private let bytes: FileBytes
  private let encoding: TextEncoding
  private let layout: Layout
  private let slots: [Binding.Slot]
  private let interpret: Interpreter
  private let regions: [Region]
  private let regionSlot: Int?
  private let vestigingSlot: Int?
  private let isOwnLayout: Bool
  private let keySlots: [Int]
  private var scanner: RecordScanner
  private var cells: Cells
  /// Where the value of each slot stood in the row before, to hand out the same text again.
  private var before: [RecordScanner.Field]
  /// The row of each key seen, by a hash of the key.
  private var rowOfKey: [UInt64: Int] = [:]

  init(
    bytes: FileBytes, sha256: String, encoding: TextEncoding, layout: Layout, binding: Binding,
    start: RecordScanner, filePeriod: Period?, regions: [Region]
  ) {
    self.bytes = bytes
    self.encoding = encoding
    self.layout = layout
    slots = binding.slots
    interpret = layout.interpreter(binding)
    self.regions = regions
    regionSlot = binding.slot("regio")
    vestigingSlot = binding.slot("vestiging")
    keySlots = layout.key.compactMap { binding.slot($0) }
    isOwnLayout = layout.id.hasPrefix("regio-") || layout.id.hasPrefix("duo-tabel-")
    scanner = start
    cells = Cells(
      file: bytes.name, sha256: sha256, layout: layout, binding: binding, filePeriod: filePeriod)
    before = Array(repeating: RecordScanner.Field(start: 0, end: 0), count: slots.count)
  }

  /// The next row; nil behind the last.
  mutating func next() throws(IngestError) -> SourceRow? {
    let data = bytes.data  // a copy of the reference: the span of `self` would lock all of it
    guard try scanner.next(in: data.span) else { return nil }
    cells.row = scanner.row
    try readCells(data.span)
    try checkRegion()
    try checkKey()
    var row = SourceRow(
      row: scanner.row, text: encoding.text(data.span.extracting(scanner.record)),
      fields: cells.fields)
    try interpret(cells, &row, &findings)
    return row
  }

  private mutating func readCells(_ span: Span<UInt8>) throws(IngestError) {
    for slot in slots.indices {
      let field = scanner.fields[slots[slot].index]
      if !Self.equal(span, field, before[slot]) { cells.fields[slot] = text(span, field) }
      before[slot] = field
      switch slots[slot].column.kind {
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
        if field.start == field.end {
          cells.numbers[slot] = nil
        } else if let number = CellValue.decimal(span, field) {
          cells.numbers[slot] = number
        } else {
          throw cells.bad(slot, Phrase(nl: "een getal", en: "a number"))
        }
      }
    }
  }

  private var countExpected: Phrase {
    var also = ""
    if layout.suppression.contains(.lessThanFive) { also += ", <5" }
    if layout.suppression.contains(.minusOne) { also += ", -1" }
    if layout.suppression.contains(.interval) { also += ", 3..12" }
    return Phrase(nl: "een geheel aantal\(also)", en: "a whole number\(also)")
  }

  private func text(_ span: Span<UInt8>, _ field: RecordScanner.Field) -> String {
    switch field.end - field.start {
    case 0: return ""
    case 1 where (0x30...0x39).contains(span[field.start]):
      return Self.oneDigit[Int(span[field.start]) - 0x30]
    default:
      let text = encoding.text(span.extracting(field.start..<field.end))
      return field.hasDoubledQuote ? text.undoublingQuotes : text
    }
  }

  private static let oneDigit = (0...9).map { String($0) }

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

  /// Reports a row whose key stands in a row before it. Keys are kept as 64-bit hashes (FNV-1a), so
  /// that a file of millions of rows fits; two different keys of one hash are not to be expected
  /// below a hundred million rows.
  private mutating func checkKey() throws(IngestError) {
    guard !keySlots.isEmpty else { return }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for slot in keySlots {
      for byte in cells.fields[slot].utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01b3
    }
    guard let first = rowOfKey[hash] else {
      rowOfKey[hash] = cells.row
      return
    }
    let key = keySlots.map { cells.fields[$0] }.joined(separator: " / ")
    // DUO repeats keys on purpose (LWOO); a file that people fill does so by mistake.
    if isOwnLayout {
      throw .duplicateRow(file: cells.file, row: cells.row, first: first, key: key)
    }
    findings.append(
      Finding(
        rule: "dubbele-sleutel", level: .ernstig, file: cells.file, row: cells.row, value: key,
        text: Phrase(
          nl: "dezelfde sleutel staat al in rij \(first)",
          en: "the same key stands in row \(first) already"),
        remedy: Phrase(
          nl: "kijk welke van de twee rijen geldt; beide tellen mee",
          en: "see which of the two rows holds; both are counted")))
  }
}

extension String {
  /// `""` as one mark.
  fileprivate var undoublingQuotes: String {
    var text = ""
    var isSecond = false
    for scalar in unicodeScalars {
      if scalar == "\"", !isSecond {
        isSecond = true
        continue
      }
      isSecond = false
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
