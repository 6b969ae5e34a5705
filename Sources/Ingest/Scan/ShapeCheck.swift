import Records

/// What is looked at in every row before any value is made: the number of fields, the decimal mark,
/// and the newest period.
struct ShapeCheck: Sendable {
  private(set) var rows = 0
  /// Rows of delimiters alone, which are no rows.
  private(set) var blank = BlankRows()
  private(set) var newest: Period?
  /// The decimal mark of the rows so far.
  private(set) var mark: UInt8?

  let fields: Int
  private let decimals: [Binding.Slot]
  private let isStatLine: Bool
  private let period: (index: Int, form: Layout.PeriodForm)?
  private var lastPeriod: [UInt8] = []

  init(_ layout: Layout, _ slots: [Binding.Slot], fields: Int) {
    self.fields = fields
    decimals = slots.filter { $0.column.kind == .decimal }
    isStatLine = layout.suppression.contains(.statLine)
    if case .column(let name, let form) = layout.period {
      period = slots.first { $0.name == name }.map { ($0.index, form) }
    } else {
      period = nil
    }
  }

  /// A check of nothing.
  init() { (fields, decimals, isStatLine, period) = (0, [], false, nil) }

  /// Whether only the number of fields matters.
  var isCountOnly: Bool { decimals.isEmpty && period == nil }

  /// The check of a later part of the file that begins as this one ends.
  var continued: ShapeCheck {
    var check = self
    check.rows = 0
    check.blank = BlankRows()
    check.newest = nil
    return check
  }

  /// A check of a later part of which nothing is known before.
  var fresh: ShapeCheck {
    var check = continued
    check.mark = nil
    return check
  }

  /// Adds what was found behind, from this line on; false when its decimal mark is another.
  mutating func append(_ next: ShapeCheck, line: Int) -> Bool {
    if let mark, let other = next.mark, mark != other { return false }
    mark = mark ?? next.mark
    rows += next.rows
    blank.append(next.blank, line: line)
    if let found = next.newest { newest = max(newest ?? found, found) }
    return true
  }

  mutating func addPlainRows(_ count: Int) { rows += count }

  /// A check of rows that were made columns; nil if those do not tell the newest period.
  func check(of storage: ColumnStorage) -> ShapeCheck? {
    var check = fresh
    check.rows = storage.rows
    check.blank = storage.blank
    check.mark = storage.mark
    guard let period else { return check }
    guard let column = storage.shape.texts.firstIndex(where: { $0.field == period.index }) else {
      return nil
    }
    for code in 0..<storage.distinct(column) {
      if let found = period.form.period(storage.text(column, code, .windows1252)) {
        check.newest = max(check.newest ?? found, found)
      }
    }
    return check
  }

  /// Looks at one record.
  mutating func add(
    _ span: Span<UInt8>, _ found: [RecordScanner.Field], file: String, row: Int
  ) throws(IngestError) {
    if found.count != fields {
      throw .wrongFieldCount(file: file, row: row, found: found.count, expected: fields)
    }
    if found[0].start == found[0].end, found.allSatisfy({ $0.start == $0.end }) {
      blank.add(row)
      return
    }
    rows += 1
    for slot in decimals {
      let field = found[slot.index]
      if isStatLine, field.end - field.start == 1 { continue }  // a point alone is no number
      let (mark, conflict) = CellValue.decimalMark(span, field, expecting: mark)
      if conflict {
        throw .twoDecimalMarks(
          file: file, row: row, column: slot.header,
          found: TextEncoding.windows1252.text(span.extracting(field.start..<field.end)))
      }
      self.mark = mark
    }
    guard let period else { return }
    let field = found[period.index]
    let text = span.extracting(field.start..<field.end)
    if text.count == lastPeriod.count, text.indices.allSatisfy({ text[$0] == lastPeriod[$0] }) {
      return
    }
    lastPeriod = text.indices.map { text[$0] }
    if let found = period.form.period(TextEncoding.windows1252.text(text)) {
      newest = max(newest ?? found, found)
    }
  }
}
