import CBytes
import Glibc

/// The door to bytes: it calls the system for them and walks over records by address. With it belong
/// ``TextPool`` and ``ColumnStorage``, which do so over texts and columns; no other file of this module
/// sees an address. Whatever stands outside sees spans, numbers and values.
///
/// What makes the addresses good: every buffer is owned by the class that walks over it, is allocated
/// with ``padding`` bytes behind its end, and never changes its place while a loop runs.
enum ByteDoor {
  /// Readable bytes behind the end of every buffer, so that loops may look at 64 bytes at a time.
  static let padding = Int(CBYTES_PADDING)
}

/// A regular file, open for reading by position.
///
/// It is read, never mapped: a mapped file that another program cuts short ends the process.
final class OpenFile: Sendable {
  /// What tells one state of a file from another.
  struct Stamp: Equatable, Sendable {
    let device: UInt64
    let node: UInt64
    let size: Int
    let changed: Int
    let changedNanoseconds: Int
  }

  let stamp: Stamp
  private let descriptor: Int32

  init(path: String) throws(IngestError) {
    // Without `O_NONBLOCK` opening a pipe would wait for its writer.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let reason =
        switch errno {
        case ENOENT, ENOTDIR: "no such file"
        case EACCES, EPERM: "permission denied"
        case EMFILE, ENFILE: "too many open files"
        default: "not a readable file"
        }
      throw .unreadable(path: path, reason: reason)
    }
    guard let state = Self.state(descriptor) else {
      close(descriptor)
      throw .unreadable(path: path, reason: "not a readable file")
    }
    switch state.mode & UInt32(S_IFMT) {
    case UInt32(S_IFREG): stamp = state.stamp
    case UInt32(S_IFDIR):
      close(descriptor)
      throw .unreadable(path: path, reason: "a folder")
    default:
      close(descriptor)
      throw .unreadable(path: path, reason: "a pipe or device; save it as a file first")
    }
  }

  deinit { close(descriptor) }

  /// Whether the file is still as it was when it was opened.
  var isUnchanged: Bool { Self.state(descriptor)?.stamp == stamp }

  private static func state(_ descriptor: Int32) -> (stamp: Stamp, mode: UInt32)? {
    var state = stat()
    guard unsafe fstat(descriptor, &state) == 0 else { return nil }
    return (
      Stamp(
        device: UInt64(state.st_dev), node: UInt64(state.st_ino), size: Int(state.st_size),
        changed: Int(state.st_mtim.tv_sec), changedNanoseconds: Int(state.st_mtim.tv_nsec)),
      UInt32(state.st_mode)
    )
  }

  /// Reads `count` bytes from `offset` on; answers how many there were, which is fewer when the file
  /// was cut short.
  fileprivate func read(
    _ bytes: UnsafeMutablePointer<UInt8>, at offset: Int, count: Int
  ) -> Int {
    var done = 0
    while done < count {
      let read = unsafe pread(descriptor, bytes + done, count - done, offset + done)
      if read < 0, errno == EINTR { continue }
      if read <= 0 { break }
      done += read
    }
    return done
  }

  /// At most `count` bytes from `offset` on; fewer at the end of the file.
  func bytes(at offset: Int, count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
      guard let start = buffer.baseAddress else { return }
      done = unsafe read(start, at: offset, count: count)
    }
  }
}

/// A part of a file in memory, with the places of its delimiters, quotation marks and line ends.
@safe final class Window {
  /// Where the next record begins, and what is known of the place.
  struct Cursor {
    /// In the window.
    var position: Int
    /// The first entry of the index that is not before ``position``.
    var entry = 0
    /// Line ends passed since the cursor was made.
    var line = 0
  }

  /// Why there is no record.
  enum Failure: Int {
    case end = 0
    /// The record goes on behind the window.
    case incomplete = -1
    /// The sequential scanner has to say what is wrong, if anything.
    case irregular = -2
    /// It begins behind the place to stop at.
    case stop = -3
  }

  /// Where the window stands in the file.
  private(set) var offset = 0
  /// How many bytes it holds.
  private(set) var count = 0
  /// Whether the file ends with it.
  private(set) var isLast = false
  /// The fields of the record read last are `fields[..<fieldCount]`.
  private(set) var fieldCount = 0

  let delimiter: UInt8
  private let fieldCapacity: Int
  private var capacity = 0
  private var isIndexed = false
  private var bytes: UnsafeMutablePointer<UInt8>
  private var index: UnsafeMutablePointer<UInt32>
  private let fields: UnsafeMutablePointer<RecordScanner.Field>

  /// - Parameter fields: The most fields a regular record may have.
  init(delimiter: UInt8, fields: Int) {
    self.delimiter = delimiter
    fieldCapacity = fields
    unsafe bytes = .allocate(capacity: ByteDoor.padding)
    unsafe index = .allocate(capacity: ByteDoor.padding)
    unsafe self.fields = .allocate(capacity: fields)
  }

  deinit {
    unsafe bytes.deallocate()
    unsafe index.deallocate()
    unsafe fields.deallocate()
  }

  /// The bytes of the window.
  func withSpan<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let buffer = unsafe UnsafeBufferPointer(start: bytes, count: count)
    let span = unsafe Span(_unsafeElements: buffer)
    return try body(span)
  }

  /// The fields of the record read last.
  func copyFields(into copy: inout [RecordScanner.Field]) {
    copy.removeAll(keepingCapacity: true)
    for place in 0..<fieldCount { copy.append(unsafe fields[place]) }
  }

  /// Fills the window with `length` bytes of the file from `offset` on, or what there is of them.
  func load(
    _ file: OpenFile, name: String, at offset: Int, length: Int, indexed: Bool = true
  ) throws(IngestError) {
    let wanted = max(0, min(length, file.stamp.size - offset))
    if wanted > capacity {
      capacity = wanted
      unsafe bytes.deallocate()
      unsafe index.deallocate()
      unsafe bytes = .allocate(capacity: capacity + 2 * ByteDoor.padding)
      unsafe index = .allocate(capacity: capacity + 2 * ByteDoor.padding)
    }
    guard unsafe file.read(bytes, at: offset, count: wanted) == wanted else {
      throw .changed(file: name)
    }
    self.offset = offset
    count = wanted
    isLast = offset + wanted == file.stamp.size
    // A line end behind the window ends every loop over a field.
    unsafe (bytes + count).update(repeating: 0x0A, count: ByteDoor.padding)
    isIndexed = false
    if indexed { makeIndex() }
  }

  /// Finds the places of delimiters, quotation marks and line ends, unless that was done.
  func makeIndex() {
    if isIndexed { return }
    let entries = unsafe cbytes_index(bytes, count, delimiter, index)
    unsafe (index + entries).update(repeating: UInt32(count), count: 4)
    isIndexed = true
  }

  /// A cursor at this place of the window.
  func cursor(at position: Int) -> Cursor {
    var cursor = Cursor(position: min(position, count))
    align(&cursor)
    return cursor
  }

  /// Finds the cursor's entry in the index, after its position alone has moved on.
  func align(_ cursor: inout Cursor) {
    while unsafe Int(index[cursor.entry]) < cursor.position { cursor.entry += 1 }
  }

  /// Where the first record of a chunk begins in the file, if no quotation marks say otherwise: behind
  /// the first line end, or at the first row. Nil if none begins in it.
  func firstRecord(in chunk: Int, _ chunks: Chunks, _ firstRow: Int) -> Int? {
    let (start, end) = (chunks.start(chunk), chunks.end(chunk))
    if firstRow >= start { return firstRow < end ? firstRow : nil }
    guard let found = lineStart(after: start - 1 - offset), offset + found < end else { return nil }
    return offset + found
  }

  /// The place behind the first line end that is not before `position`; nil if none is sure.
  func lineStart(after position: Int) -> Int? {
    var at = position
    while at < count, unsafe bytes[at] != 0x0A && bytes[at] != 0x0D { at += 1 }
    guard at + 1 < count || (at < count && isLast) else { return nil }
    return unsafe bytes[at] == 0x0D && at + 1 < count && bytes[at + 1] == 0x0A ? at + 2 : at + 1
  }

  /// Passes over rows of the right number of fields and no quotation mark that begin before `stop`.
  func skipPlainRows(_ cursor: inout Cursor, before stop: Int, fields: Int) -> Int {
    guard cursor.position < stop else { return 0 }
    let passed = unsafe cbytes_rows(
      bytes, cursor.position, stop, count, delimiter, fields - 1, RecordScanner.rowLimit)
    cursor.line += passed.rows
    cursor.position = passed.end
    return passed.rows
  }

  /// The first byte from `position` on that is no plain text: 0x80 or more, or a control byte.
  func special(from position: Int) -> Int { unsafe cbytes_special(bytes, position, count) }

  /// How many line feeds, carriage returns, pairs of both and quotation marks are in the window.
  func countMarks() -> (feeds: Int, returns: Int, pairs: Int, quotes: Int) {
    let counts = unsafe cbytes_count(bytes, count)
    return (counts.feeds, counts.returns, counts.pairs, counts.quotes)
  }

  /// Reads the next record that is not blank and begins before `stop`; ``fieldCount`` fields, or why
  /// not.
  func next(_ cursor: inout Cursor, before stop: Int = .max) -> Failure? {
    let found = unsafe view.next(&cursor, before: stop)
    fieldCount = max(0, found.fields)
    record = (found.line, found.start, found.end)
    return found.fields > 0 ? nil : Failure(rawValue: found.fields) ?? .irregular
  }

  /// The line on which the record read last begins, and where it stands.
  private(set) var record = (line: 0, start: 0, end: 0)

  /// What a loop over records needs of the window, outside its class.
  var view: View {
    unsafe View(
      bytes: bytes, index: index, fields: fields, capacity: fieldCapacity, count: count,
      isLast: isLast, delimiter: delimiter)
  }
}

/// The addresses of a window, good as long as it is neither loaded anew nor freed.
@unsafe struct View {
  let bytes: UnsafeMutablePointer<UInt8>
  fileprivate let index: UnsafeMutablePointer<UInt32>
  let fields: UnsafeMutablePointer<RecordScanner.Field>
  fileprivate let capacity: Int
  fileprivate let count: Int
  fileprivate let isLast: Bool
  fileprivate let delimiter: UInt8

  /// A record that was read, or in `fields` the raw value of why there is none.
  struct Record {
    var fields: Int
    var line: Int
    var start: Int
    var end: Int
  }

  @inline(__always)
  func next(_ cursor: inout Window.Cursor, before stop: Int) -> Record {
    while true {
      let (line, start) = (cursor.line, cursor.position)
      if start >= stop { return Record(fields: -3, line: line, start: start, end: start) }
      let found = unsafe Self.read(
        &cursor, bytes: bytes, index: index, fields: fields, capacity: capacity, count: count,
        isLast: isLast, delimiter: delimiter)
      if found.fields == 1, unsafe fields[0].start == fields[0].end { continue }
      return Record(fields: found.fields, line: line, start: start, end: found.end)
    }
  }

  /// Reads one record by the index; the rules are ``RecordScanner``'s. A record that may break one of
  /// them is answered as irregular, and the cursor stays before it.
  @inline(__always)
  private static func read(
    _ cursor: inout Window.Cursor, bytes: UnsafeMutablePointer<UInt8>,
    index: UnsafeMutablePointer<UInt32>, fields: UnsafeMutablePointer<RecordScanner.Field>,
    capacity: Int, count: Int, isLast: Bool, delimiter: UInt8
  ) -> (fields: Int, end: Int) {
    let recordStart = cursor.position
    guard recordStart < count else { return (isLast ? 0 : -1, recordStart) }
    let broken = isLast ? -2 : -1
    var (entry, start, lines, found) = (cursor.entry, recordStart, 0, 0)
    while true {
      if found == capacity { return (-2, 0) }
      var (from, end) = (start, start)
      var doubled = false
      var first = unsafe bytes[from]
      if first <= 0x22 {
        while first == 0x20 || first == 0x09, first != delimiter {
          from += 1
          first = unsafe bytes[from]
        }
      }
      if first == 0x22 {
        from += 1
        entry += 1
        while true {
          end = unsafe Int(index[entry])
          entry += 1
          if end >= count { return (broken, 0) }
          let byte = unsafe bytes[end]
          if byte == 0x22 {
            if unsafe bytes[end + 1] != 0x22 { break }
            doubled = true
            entry += 1
          } else if byte == 0x0A {
            lines += 1
          } else if byte == 0x0D, unsafe end + 1 >= count || bytes[end + 1] != 0x0A {
            lines += 1
          }
        }
        start = end + 1
        first = unsafe bytes[start]
        while first == 0x20 || first == 0x09, first != delimiter {
          start += 1
          first = unsafe bytes[start]
        }
        if start < count, unsafe Int(index[entry]) != start { return (-2, 0) }
        if first == 0x22 { return (-2, 0) }
        while from < end, unsafe isBlank(bytes[from]) { from += 1 }
      } else {
        end = unsafe Int(index[entry])
        // A quotation mark inside a bare value is a letter.
        while unsafe bytes[end] == 0x22 {
          entry += 1
          end = unsafe Int(index[entry])
        }
        start = end
      }
      while end > from, unsafe isBlank(bytes[end - 1]) { end -= 1 }
      unsafe fields[found] = RecordScanner.Field(start: from, end: end, hasDoubledQuote: doubled)
      found += 1
      entry += 1
      if unsafe bytes[start] != delimiter { break }
      start += 1
    }
    // At a line end, or behind the window. A row may have the limit's length at the end of a file.
    let length = start - recordStart
    if length >= RecordScanner.rowLimit,
      !(isLast && start == count && length == RecordScanner.rowLimit)
    {
      return (-2, 0)
    }
    if start >= count {
      guard isLast else { return (-1, 0) }
      cursor.position = count
      cursor.line += lines
      return (found, count)
    }
    var next = start + 1
    if unsafe bytes[start] == 0x0D {
      if next >= count, !isLast { return (-1, 0) }
      if next < count, unsafe bytes[next] == 0x0A {
        next += 1
        entry += 1
      }
    }
    cursor.position = next
    cursor.entry = entry
    cursor.line += lines + 1
    return (found, start)
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
