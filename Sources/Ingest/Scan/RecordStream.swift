/// The records of a file one after another, a window of it in memory at a time.
final class RecordStream {
  /// Bytes behind a window's own, so that its last record is whole; the longest row in DUO's files is
  /// under 2 KiB.
  static let tail = 4096
  /// Bytes before a window's own: a line end, and the beginning of a UTF-8 sequence.
  static let before = 4

  let name: String
  /// The fields of the record just read, in ``window``.
  private(set) var fields: [RecordScanner.Field] = []
  /// The line on which that record begins, counted from 1.
  private(set) var row = 0
  let window: Window
  /// Counts the windows loaded: fields of one window mean nothing in the next.
  private(set) var generation = 0
  /// The bytes of that record in the window, without its line end.
  private(set) var record = 0..<0

  private let file: OpenFile
  private let length: Int
  private var cursor = Window.Cursor(position: 0)
  /// The line of the cursor's own line 0.
  private var baseLine: Int

  /// - Parameters:
  ///   - fields: The fields that a record should have.
  ///   - offset: Where the first record begins, and on which line.
  ///   - length: How many bytes of the file are in memory at a time.
  init(
    _ file: OpenFile, name: String, delimiter: UInt8, fields: Int, at offset: Int, line: Int,
    length: Int = 1 << 18
  ) throws(IngestError) {
    self.file = file
    self.name = name
    self.length = length
    baseLine = line
    window = Window(delimiter: delimiter, fields: fields + 1)
    try load(offset, length)
  }

  /// Goes to another record of the file.
  func seek(_ offset: Int, line: Int) throws(IngestError) {
    baseLine = line
    if offset >= window.offset, offset < window.offset + window.count {
      cursor = window.cursor(at: offset - window.offset)
    } else {
      try load(offset, length)
    }
  }

  private func load(_ offset: Int, _ length: Int) throws(IngestError) {
    try window.load(file, name: name, at: offset, length: length)
    cursor = Window.Cursor(position: 0)
    generation += 1
  }

  /// Whether no field of that record has a value.
  var isBlank: Bool { fields.allSatisfy { $0.start == $0.end } }

  /// Reads the next record that begins before a place of the file; false at the end of the file, or if
  /// there is none.
  func next(before stop: Int = .max) throws(IngestError) -> Bool {
    while true {
      guard let failure = window.next(&cursor, before: stop - window.offset) else {
        row = baseLine + window.record.line
        record = window.record.start..<window.record.end
        window.copyFields(into: &fields)
        return true
      }
      let longest = RecordScanner.rowLimit + ByteDoor.padding
      let here = window.offset + cursor.position
      baseLine += cursor.line
      cursor.line = 0
      switch failure {
      case .stop: return false
      case .end:
        guard file.isUnchanged else { throw .changed(file: name) }
        return false
      case .incomplete where window.count - cursor.position < longest:
        try load(here, cursor.position == 0 ? longest : length)
      case .incomplete, .irregular:
        try load(here, longest)
        var scanner = RecordScanner(
          file: name, delimiter: window.delimiter, start: 0, line: baseLine)
        let isThere = try window.withSpan { (span) throws(IngestError) in
          try scanner.next(in: span)
        }
        guard isThere else { throw .changed(file: name) }
        (row, record, fields) = (scanner.row, scanner.record, scanner.fields)
        let line = scanner.line
        cursor = window.cursor(at: scanner.position)
        baseLine = line
        return true
      }
    }
  }
}
