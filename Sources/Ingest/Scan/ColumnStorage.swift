import CBytes

// The loop that makes typed columns of records, and the columns themselves. It stands by address, like
// the door to bytes whose windows it reads, because it must handle a field in five nanoseconds; nothing
// outside sees an address.

/// The columns of a batch. Filled by one worker, then read only.
@safe final class ColumnStorage: @unchecked Sendable {
  /// Rows that a batch may have; a chunk of more makes several batches.
  static let capacity = 16_384
  /// Of the code of a text in the code of a plan, which holds ``ColumnShape/mostPlanTexts`` of them: a
  /// batch has no more different texts in a column than rows, and the one of a record it refuses.
  private static let codeBits = UInt64(UInt64.bitWidth / ColumnShape.mostPlanTexts)
  /// From column to column. A power of two would put a row's cells all in one set of the processor's
  /// cache.
  private static let stride = capacity + 40

  let shape: ColumnShape
  private(set) var rows = 0
  /// Rows of delimiters alone, which are no rows; their lines are counted as those of rows.
  private(set) var blank = BlankRows()
  /// The decimal mark of all numbers; nil where none has one.
  private(set) var mark: UInt8?
  private let codes: UnsafeMutablePointer<UInt32>
  private let counts: UnsafeMutablePointer<UInt64>
  private let numbers: UnsafeMutablePointer<Double>
  private let lines: UnsafeMutablePointer<UInt32>
  private let plans: UnsafeMutablePointer<UInt32>
  private let places: UnsafeMutablePointer<UInt32>
  private let keys: UnsafeMutablePointer<UInt64>
  private let offsets: UnsafeMutablePointer<UInt32>
  private let somebody: UnsafeMutablePointer<UInt64>
  private let last: UnsafeMutablePointer<TextColumn>
  private let countFields: UnsafeMutablePointer<Int>
  private let pool: TextPool
  private let short: ShortCounts
  private var planOf = CodeTable()
  private var placeOf = CodeTable()

  init(_ shape: ColumnShape, _ short: ShortCounts) {
    self.shape = shape
    self.short = short
    let rows = Self.stride
    unsafe codes = .allocate(capacity: (shape.texts.count + 4) * rows)
    unsafe counts = .allocate(capacity: (shape.counts.count + 2) * rows)
    unsafe numbers = .allocate(capacity: shape.numbers.count * rows)
    unsafe lines = unsafe codes + (shape.texts.count + 0) * rows
    unsafe plans = unsafe codes + (shape.texts.count + 1) * rows
    unsafe places = unsafe codes + (shape.texts.count + 2) * rows
    unsafe keys = unsafe counts + shape.counts.count * rows
    unsafe somebody = unsafe counts + (shape.counts.count + 1) * rows
    unsafe offsets = unsafe codes + (shape.texts.count + 3) * rows
    unsafe last = .allocate(capacity: shape.texts.count)
    for (column, text) in shape.texts.enumerated() {
      unsafe (last + column).initialize(
        to: TextColumn(field: text.field, isRequired: text.isRequired))
    }
    unsafe countFields = .allocate(capacity: shape.counts.count)
    for (column, count) in shape.counts.enumerated() {
      unsafe (countFields + column).initialize(to: count.field)
    }
    pool = TextPool(columns: shape.texts.count)
  }

  deinit {
    unsafe codes.deallocate()
    unsafe counts.deallocate()
    unsafe numbers.deallocate()
    unsafe last.deallocate()
    unsafe countFields.deallocate()
  }

  func removeAll() {
    (rows, blank, mark) = (0, BlankRows(), nil)
    pool.removeAll()
    planOf.removeAll()
    placeOf.removeAll()
  }

  // MARK: - Reading

  func line(_ row: Int) -> Int {
    precondition(row < rows)
    return unsafe Int(lines[row])
  }

  /// Where the row stands, from the base given when it was filled.
  func offset(_ row: Int) -> Int {
    precondition(row < rows)
    return unsafe Int(offsets[row])
  }

  func plan(_ row: Int) -> Int {
    precondition(row < rows)
    return unsafe Int(plans[row])
  }

  func place(_ row: Int) -> Int {
    precondition(row < rows)
    return unsafe Int(places[row])
  }

  /// Whether any of these columns, a bit each, has a count in the row that is not surely nobody. Of a
  /// file of more columns than bits, several share one.
  @inline(__always)
  func isAnybody(_ row: Int, in columns: UInt64) -> Bool {
    precondition(row < rows)
    return unsafe somebody[row] & columns != 0
  }

  func key(_ row: Int) -> UInt64 {
    precondition(row < rows)
    return unsafe keys[row]
  }

  func code(_ column: Int, _ row: Int) -> Int {
    precondition(row < rows && column < shape.texts.count)
    return unsafe Int(codes[column * Self.stride + row])
  }

  @inline(__always)
  func count(_ column: Int, _ row: Int) -> PackedCount {
    precondition(row < rows && column >= 0 && column < shape.counts.count)
    return unsafe PackedCount(bits: counts[column * Self.stride + row])
  }

  /// NaN for a blank cell.
  func number(_ column: Int, _ row: Int) -> Double {
    precondition(row < rows && column < shape.numbers.count)
    return unsafe numbers[column * Self.stride + row]
  }

  /// The sum of a column of counts.
  func sum(_ column: Int) -> CountSum {
    precondition(column >= 0 && column < shape.counts.count)
    return unsafe CountSum(cbytes_sum(counts + column * Self.stride, rows), cells: rows)
  }

  /// How many rows have each code of a column of texts.
  func tally(_ column: Int) -> [Int] {
    precondition(column >= 0 && column < shape.texts.count)
    var tally = [Int](repeating: 0, count: distinct(column))
    let codes = unsafe codes + column * Self.stride
    for row in 0..<rows { tally[unsafe Int(codes[row])] += 1 }
    return tally
  }

  func distinct(_ column: Int) -> Int { pool.distinct(column) }

  func text(_ column: Int, _ code: Int, _ encoding: TextEncoding) -> String {
    pool.text(column, code, encoding)
  }

  func hash(_ column: Int, _ code: Int) -> UInt64 { pool.hash(column, code) }

  func withBytes<Result>(_ column: Int, _ code: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    pool.withBytes(column, code, body)
  }

  // MARK: - Filling

  /// Why filling stopped.
  enum Stop { case stop, end, incomplete, full, refused }

  /// A column of texts, and its text in the row before.
  private struct TextColumn {
    let field: Int
    let isRequired: Bool
    var start = 0
    /// No text has this length.
    var count = -1
    var code: UInt32 = 0
    var hash: UInt64 = 0
  }

  /// Reads the records of the window that begin before `stop`.
  ///
  /// At a record that is refused, for whatever reason, it stops with the cursor before it: the row
  /// reader then says what is wrong with it.
  ///
  /// - Parameters:
  ///   - base: The place in the file from which the rows' offsets count.
  ///   - resolve: Makes the plan or the place of the row just read, for texts that are new to the
  ///     batch; nil refuses the record.
  func fill(
    _ window: Window, _ cursor: inout Window.Cursor, before stop: Int, base: Int,
    _ resolve: (_ isPlan: Bool, _ row: Int) -> UInt32?
  ) -> Stop {
    let shape = shape
    let (textCount, countCount) = (shape.texts.count, shape.counts.count)
    let isPlain = shape.suppression.isDisjoint(with: [.four, .statLine])
    let view = unsafe window.view
    let (fields, bytes, codes, counts) = unsafe (view.fields, view.bytes, codes, counts)
    let offset = window.offset - base
    let (last, countFields, table) = unsafe (self.last, self.countFields, short.bits)
    for column in 0..<textCount { unsafe last[column].count = -1 }
    let (fieldCount, headCount) = (shape.fields, shape.head)
    var head = (start: 0, count: -1)
    let (keyColumns, planColumns) = (shape.key, shape.plan)
    let (brin, vestiging) = (shape.brin, shape.vestiging)
    var (lastPlan, lastPlace): (UInt64, UInt64) = (.max, .max)
    var (planCode, placeCode): (UInt32, UInt32) = (0, 0)
    let isTotalOdd = shape.isTotalOdd
    var row = rows
    defer { rows = row }
    while true {
      if row == Self.capacity { return .full }
      let before = cursor
      let record = unsafe view.next(&cursor, before: stop)
      if record.fields <= 0 {
        switch Window.Failure(rawValue: record.fields) {
        case .end: return .end
        case .stop: return .stop
        case .incomplete: return .incomplete
        case .irregular, nil: return .refused
        }
      }
      var isGood = record.fields == fieldCount
      var column = 0
      // The first cell that says anything: none in a blank row; a total is refused.
      while isGood, column < fieldCount, unsafe fields[column].start == fields[column].end {
        column &+= 1
      }
      if isGood, column == fieldCount {
        blank.add(record.line)
        continue
      }
      if isGood, unsafe fields[column].end &- fields[column].start >= TotalRow.shortest,
        isTotalOdd[column]
      {
        let buffer = unsafe UnsafeBufferPointer(start: bytes, count: fields[column].end)
        isGood = unsafe !TotalRow.isTotal(Span(_unsafeElements: buffer), fields[column])
      }
      column = 0
      if isGood, headCount > 0 {
        // The first columns say which school a row is about: mostly the same as in the row before.
        // From the record's very start, as an opening quotation mark decides how the rest is read.
        let start = record.start
        let count = unsafe fields[headCount &- 1].end &- start
        if unsafe count == head.count && cbytes_equal(bytes + start, bytes + head.start, count) != 0
        {
          while column < headCount {
            unsafe codes[column &* Self.stride &+ row] = unsafe last[column].code
            column &+= 1
          }
        } else {
          head = (start, count)
        }
      }
      while isGood, column < textCount {
        let text = unsafe last + column
        let field = unsafe fields + text.pointee.field
        if unsafe field.pointee.hasDoubledQuote {
          unsafe undouble(field, bytes)
          head.count = -1
        }
        let start = unsafe field.pointee.start
        let count = unsafe field.pointee.end &- start
        if unsafe count != text.pointee.count
          || cbytes_equal(bytes + start, bytes + text.pointee.start, count) == 0
        {
          if unsafe count == 0 && text.pointee.isRequired { isGood = false }
          let (code, hash) = unsafe pool.code(column, bytes + start, count)
          unsafe text.pointee.start = start
          unsafe text.pointee.count = count
          unsafe text.pointee.code = code
          unsafe text.pointee.hash = hash
        }
        unsafe codes[column &* Self.stride &+ row] = unsafe text.pointee.code
        column &+= 1
      }
      column = 0
      var anybody: UInt64 = 0
      while isGood, column < countCount {
        let field = unsafe fields + countFields[column]
        let start = unsafe field.pointee.start
        let length = unsafe field.pointee.end &- start
        // Nearly all cells are this short, and a table has no branch to guess wrong.
        var bits = unsafe length > 2 ? 0 : table[ShortCounts.place(bytes + start, length)]
        if bits == 0 {
          guard let count = unsafe Self.count(bytes, field.pointee, shape.suppression, isPlain)
          else {
            isGood = false
            break
          }
          bits = count.bits &+ 1
        }
        bits &-= 1
        unsafe counts[column &* Self.stride &+ row] = bits
        let isAnybody: UInt64 = PackedCount(bits: bits).high > 0 ? 1 : 0
        anybody |= isAnybody &<< UInt64(truncatingIfNeeded: column)
        column &+= 1
      }
      unsafe somebody[row] = anybody
      if isGood, !shape.numbers.isEmpty { isGood = unsafe readNumbers(bytes, fields, row) }
      if isGood, brin >= 0 {
        let place = unsafe UInt64(last[brin].code) | UInt64(last[vestiging].code) << 32
        var plan: UInt64 = 0
        for column in planColumns {
          plan = unsafe plan << Self.codeBits | UInt64(last[column].code)
        }
        if place != lastPlace || plan != lastPlan {
          rows = row + 1
          if place != lastPlace, let code = known(place, &placeOf, { resolve(false, row) }) {
            (lastPlace, placeCode) = (place, code)
          }
          if place == lastPlace, plan != lastPlan,
            let code = known(plan, &planOf, { resolve(true, row) })
          {
            (lastPlan, planCode) = (plan, code)
          }
          isGood = place == lastPlace && plan == lastPlan
        }
        unsafe places[row] = placeCode
        unsafe plans[row] = planCode
      }
      guard isGood else {
        cursor = before
        return .refused
      }
      var key = KeyHash()
      for column in keyColumns { unsafe key.add(last[column].hash) }
      unsafe keys[row] = key.value
      unsafe lines[row] = UInt32(truncatingIfNeeded: record.line)
      unsafe offsets[row] = UInt32(truncatingIfNeeded: offset &+ record.start)
      row &+= 1
    }
  }

  private func known(
    _ key: UInt64, _ table: inout CodeTable, _ make: () -> UInt32?
  ) -> UInt32? {
    if let code = table.code(key) { return code }
    guard let code = make() else { return nil }
    table.insert(key, code)
    return code
  }

  @inline(__always)
  private static func count(
    _ bytes: UnsafePointer<UInt8>, _ field: RecordScanner.Field,
    _ suppression: Set<Layout.Suppression>, _ isPlain: Bool
  ) -> PackedCount? {
    if isPlain, field.end - field.start <= 9, field.end > field.start {
      var (number, isNumber) = (0, true)
      for at in field.start..<field.end {
        let digit = unsafe bytes[at] &- 0x30
        isNumber = isNumber && digit <= 9
        number = number &* 10 &+ Int(digit)
      }
      if isNumber { return PackedCount(exact: number) }
    }
    let buffer = unsafe UnsafeBufferPointer(start: bytes, count: field.end)
    return CellValue.count(unsafe Span(_unsafeElements: buffer), field, suppression)
      .map(PackedCount.init)
  }

  private func readNumbers(
    _ bytes: UnsafePointer<UInt8>, _ fields: UnsafePointer<RecordScanner.Field>, _ row: Int
  ) -> Bool {
    for column in shape.numbers.indices {
      let field = unsafe fields[shape.numbers[column].field]
      let buffer = unsafe UnsafeBufferPointer(start: bytes, count: field.end)
      let span = unsafe Span(_unsafeElements: buffer)
      guard let number = CellValue.number(span, field, shape.suppression) else { return false }
      // A point alone is no number at StatLine.
      if !(shape.suppression.contains(.statLine) && field.end - field.start == 1) {
        let (found, conflict) = CellValue.decimalMark(span, field, expecting: mark)
        if conflict { return false }
        mark = found
      }
      unsafe numbers[column * Self.stride + row] = number
    }
    return true
  }

  /// Makes one mark of two, in place: the bytes are the window's own.
  private func undouble(
    _ field: UnsafeMutablePointer<RecordScanner.Field>, _ bytes: UnsafeMutablePointer<UInt8>
  ) {
    var (at, end) = unsafe (field.pointee.start, field.pointee.start)
    while unsafe at < field.pointee.end {
      unsafe bytes[end] = bytes[at]
      at = unsafe bytes[at] == 0x22 ? at + 2 : at + 1
      end += 1
    }
    unsafe field.pointee.end = end
    unsafe field.pointee.hasDoubledQuote = false
  }
}
