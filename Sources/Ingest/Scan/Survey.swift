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

  /// Goes over the file once.
  ///
  /// - Parameters:
  ///   - textStart: Where the encoding is looked at; nil for not at all.
  ///   - rows: What rows are looked at; nil for none.
  /// - Returns: What was found; the shape's error is handed over, not thrown, as the encoding's comes
  ///   first.
  func run(
    textStart: Int?, rows: Rows?
  ) throws(IngestError) -> (encoding: EncodingScan, check: ShapeCheck?, refusal: IngestError?) {
    var encoding = EncodingScan()
    var check = rows?.check
    var refusal: IngestError?
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
      encoding.append(surveyor.encoding)
      if encoding.control != nil { return false }
      guard let rows, refusal == nil, place < chunks.end(chunk) else { return true }
      if surveyor.start != place {
        surveyor.survey(chunk, from: place)
        if let error = surveyor.failure { throw error }
      }
      let before = check
      if surveyor.isGood, check?.append(surveyor.check) == true {
        place = surveyor.end
        line += surveyor.lines
      } else {
        refusal = try self.refusal(of: rows, from: place, line: line, before)
        // Without an encoding to decide nothing behind the refusal matters.
        if textStart == nil { return false }
      }
      return true
    }
    guard file.isUnchanged else { throw .changed(file: name) }
    return (encoding, check, refusal)
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
      return error
    }
    return .changed(file: name)
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
    var cursor = Window.Cursor(position: first - window.offset)
    var line = 0
    while window.offset + cursor.position < stop {
      if check.isCountOnly {
        let passed = window.skipPlainRows(
          &cursor, before: stop - window.offset, fields: check.fields)
        check.addPlainRows(passed)
        if window.offset + cursor.position >= stop { break }
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
          try check.add(span, fields, file: survey.name, row: 0)
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
