/// How a file is cut for several workers: chunk `k` owns the records that begin in
/// `k * size ..< (k + 1) * size`.
struct Chunks: Sendable {
  let count: Int
  let size: Int
  let fileSize: Int

  init(fileSize: Int, size: Int) {
    self.fileSize = fileSize
    self.size = size
    count = (fileSize + size - 1) / size
  }

  func start(_ chunk: Int) -> Int { chunk * size }
  func end(_ chunk: Int) -> Int { min(fileSize, (chunk + 1) * size) }
}

/// The first pass over a file: its encoding, and the shape of its rows, at once.
struct Survey {
  /// Where the rows begin and what they should look like.
  struct Rows {
    let delimiter: UInt8
    let offset: Int
    let line: Int
    let check: ShapeCheck
  }

  let file: OpenFile
  let name: String
  let chunks: Chunks
  let workers: Int

  /// What was found in a file.
  struct Found {
    var encoding = EncodingScan()
    var check: ShapeCheck?
    /// Why the rows are refused, if they are: handed over, not thrown, as the encoding's error comes
    /// first.
    var refusal: IngestError?
    /// Parts that begin with a record, of about ``RowPart/size`` bytes; a chunk has one or more.
    var parts: [RowPart] = []
  }

  /// Goes over the file once.
  ///
  /// - Parameters:
  ///   - textStart: Where the encoding is looked at; nil for not at all.
  ///   - rows: What rows are looked at; nil for none.
  func run(textStart: Int?, rows: Rows?) throws(IngestError) -> Found {
    var found = Found()
    found.check = rows?.check
    // The next record's place and line.
    var (place, line) = (rows?.offset ?? 0, rows?.line ?? 1)
    let surveyors = (0..<Conveyor<Surveyor>.places(threads: workers, chunks: chunks.count)).map {
      _ in
      Surveyor(self, textStart: textStart, rows: rows)
    }
    try Conveyor(surveyors, threads: workers).run(0..<chunks.count) { surveyor, chunk in
      surveyor.survey(chunk, from: nil)
    } then: { (surveyor, chunk) throws(IngestError) in
      if let error = surveyor.failure { throw error }
      found.encoding.append(surveyor.encoding)
      if found.encoding.control != nil { return false }
      guard let rows, found.refusal == nil, place < chunks.end(chunk) else { return true }
      if surveyor.start != place {
        surveyor.survey(chunk, from: place)
        if let error = surveyor.failure { throw error }
      }
      let before = found.check
      if surveyor.isGood, found.check?.append(surveyor.check, line: line) == true {
        found.parts += surveyor.marks.map { RowPart(offset: $0.offset, line: line + $0.line) }
        place = surveyor.end
        line += surveyor.lines
      } else {
        found.refusal = try self.refusal(of: rows, from: place, line: line, before)
        // Without an encoding to decide nothing behind the refusal matters.
        if textStart == nil { return false }
      }
      return true
    }
    guard file.isUnchanged else { throw .changed(file: name) }
    return found
  }

  /// What the row by row check says from here on.
  private func refusal(
    of rows: Rows, from place: Int, line: Int, _ before: ShapeCheck?
  ) throws(IngestError) -> IngestError {
    var check = (before ?? rows.check).continued
    let stream = try RecordStream(
      file, name: name, delimiter: rows.delimiter, fields: rows.check.fields, at: place, line: line)
    do throws(IngestError) {
      while try stream.next() {
        try stream.window.withSpan { (span) throws(IngestError) in
          try check.add(span, stream.fields, file: name, row: stream.row)
        }
      }
    } catch {
      return otherDelimiter(rows, stream, error) ?? error
    }
    return .changed(file: name)
  }

  /// What is the matter with a row that has the header's number of fields under another delimiter.
  private func otherDelimiter(
    _ rows: Rows, _ stream: RecordStream, _ error: IngestError
  ) -> IngestError? {
    guard case .wrongFieldCount(let file, let row, _, let expected) = error else { return nil }
    for delimiter in Self.delimiters where delimiter != rows.delimiter {
      var scanner = RecordScanner(file: file, delimiter: delimiter, start: stream.record.lowerBound)
      let isRead = stream.window.withSpan { span in (try? scanner.next(in: span)) == true }
      if isRead, scanner.fields.count == expected {
        return .otherDelimiter(
          file: file, row: row, found: Self.name(delimiter), expected: Self.name(rows.delimiter))
      }
    }
    return nil
  }

  private static let delimiters: [UInt8] = [0x3B, 0x2C, 0x09, 0x7C]

  private static func name(_ delimiter: UInt8) -> String {
    delimiter == 0x09 ? "tab" : String(Unicode.Scalar(delimiter))
  }
}

/// Surveys one chunk at a time; no two threads have one at the same time.
private final class Surveyor: @unchecked Sendable {
  private(set) var encoding = EncodingScan()
  private(set) var check: ShapeCheck
  /// Where the rows of the chunk were taken to begin, and where the next chunk's do.
  private(set) var start = 0
  private(set) var end = 0
  private(set) var lines = 0
  /// Where parts of the chunk begin, with lines counted from its own first.
  private(set) var marks: [RowPart] = []
  /// Whether no row of the chunk is refused.
  private(set) var isGood = true
  private(set) var failure: IngestError?

  private let survey: Survey
  private let textStart: Int?
  private let rows: Survey.Rows?
  private let window: Window
  private var fields: [RecordScanner.Field] = []

  init(_ survey: Survey, textStart: Int?, rows: Survey.Rows?) {
    self.survey = survey
    self.textStart = textStart
    self.rows = rows
    check = rows?.check.fresh ?? ShapeCheck()
    window = Window(delimiter: rows?.delimiter ?? 0x3B, fields: (rows?.check.fields ?? 0) + 1)
  }

  /// - Parameter place: Where the first record of the chunk begins, if it is known; else it is taken
  ///   to be behind the first line end.
  func survey(_ chunk: Int, from place: Int?) {
    failure = nil
    do throws(IngestError) {
      let chunks = survey.chunks
      let offset = place ?? max(0, chunks.start(chunk) - RecordStream.before)
      try window.load(
        survey.file, name: survey.name, at: offset,
        length: chunks.end(chunk) - offset + RecordStream.tail, indexed: false)
      if place == nil, let textStart { scan(chunk, textStart) }
      if let rows { try look(chunk, rows, from: place) }
    } catch {
      failure = error
    }
  }

  private func scan(_ chunk: Int, _ textStart: Int) {
    encoding = EncodingScan()
    let offset = window.offset
    let from = max(textStart, survey.chunks.start(chunk)) - offset
    let to = survey.chunks.end(chunk) - offset
    guard from < to else { return }
    window.withSpan { span in
      encoding.add(span, from: from, to: to, offset: offset, special: window.special(from:))
    }
  }

  private func look(_ chunk: Int, _ rows: Survey.Rows, from place: Int?) throws(IngestError) {
    (check, isGood, lines) = (rows.check.fresh, true, 0)
    let stop = survey.chunks.end(chunk)
    guard let first = place ?? window.firstRecord(in: chunk, survey.chunks, rows.offset) else {
      // No line end in the chunk: no record begins in it, unless the chunk before says so.
      start = -1
      return
    }
    start = first
    marks.removeAll(keepingCapacity: true)
    var cursor = Window.Cursor(position: first - window.offset)
    var (line, mark) = (0, first)
    while window.offset + cursor.position < stop {
      if window.offset + cursor.position >= mark {
        mark = window.offset + cursor.position
        marks.append(RowPart(offset: mark, line: line + cursor.line))
        mark += RowPart.size
      }
      if check.isCountOnly {
        let limit = min(stop, mark) - window.offset
        let passed = window.skipPlainRows(&cursor, before: limit, fields: check.fields)
        check.addPlainRows(passed)
        if cursor.position >= limit { continue }
      }
      window.makeIndex()
      window.align(&cursor)
      if let failure = window.next(&cursor, before: stop - window.offset) {
        switch failure {
        case .end, .stop: break
        case .incomplete where window.count - cursor.position < RecordScanner.rowLimit:
          line += cursor.line
          let here = window.offset + cursor.position
          let isAtStart = cursor.position == 0
          try window.load(
            survey.file, name: survey.name, at: here,
            length: isAtStart
              ? RecordScanner.rowLimit + ByteDoor.padding : stop - here + RecordStream.tail,
            indexed: false)
          cursor = Window.Cursor(position: 0)
          continue
        case .incomplete, .irregular:
          isGood = false
          return
        }
        break
      }
      window.copyFields(into: &fields)
      do throws(IngestError) {
        try window.withSpan { (span) throws(IngestError) in
          try check.add(
            span, fields, file: survey.name, row: line + window.record.line)
        }
      } catch {
        isGood = false
        return
      }
    }
    end = window.offset + cursor.position
    lines = line + cursor.line
  }
}
