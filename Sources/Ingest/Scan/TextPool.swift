import CBytes

/// The distinct texts of several columns, each under a code in the order of first sight.
@safe final class TextPool {
  private struct Entry {
    var start: UInt32
    var count: UInt32
    var hash: UInt64
  }

  /// Owned by the pool, which frees it.
  @unsafe private struct Table {
    /// Place in ``entries`` plus one; 0 is free. A power of two, at most half full.
    var slots: UnsafeMutablePointer<UInt32>
    var mask = 255
    var entries: UnsafeMutablePointer<Entry>
    var count = 0

    init() {
      unsafe slots = .allocate(capacity: 256)
      unsafe slots.initialize(repeating: 0, count: 256)
      unsafe entries = .allocate(capacity: 128)
    }

    mutating func removeAll() {
      if unsafe count == 0 { return }
      unsafe count = 0
      unsafe slots.update(repeating: 0, count: mask + 1)
    }

    mutating func grow() {
      let size = unsafe (mask + 1) * 2
      let larger = UnsafeMutablePointer<Entry>.allocate(capacity: size / 2)
      unsafe larger.moveInitialize(from: entries, count: count)
      unsafe entries.deallocate()
      unsafe slots.deallocate()
      unsafe entries = unsafe larger
      unsafe slots = .allocate(capacity: size)
      unsafe slots.initialize(repeating: 0, count: size)
      unsafe mask = size - 1
      for code in unsafe 0..<count {
        var at = unsafe Int(truncatingIfNeeded: entries[code].hash) & mask
        while unsafe slots[at] != 0 { at = unsafe (at + 1) & mask }
        unsafe slots[at] = UInt32(code + 1)
      }
    }
  }

  private let columns: Int
  private let tables: UnsafeMutablePointer<Table>
  private var arena: UnsafeMutablePointer<UInt8>
  /// How many bytes all texts have together.
  private(set) var size = 0
  private var capacity = 1 << 16

  init(columns: Int) {
    self.columns = columns
    unsafe tables = .allocate(capacity: columns)
    for column in 0..<columns { unsafe (tables + column).initialize(to: Table()) }
    unsafe arena = .allocate(capacity: capacity + ByteDoor.padding)
  }

  deinit {
    for column in 0..<columns {
      unsafe tables[column].slots.deallocate()
      unsafe tables[column].entries.deallocate()
    }
    unsafe tables.deallocate()
    unsafe arena.deallocate()
  }

  func removeAll() {
    size = 0
    for column in 0..<columns { unsafe tables[column].removeAll() }
  }

  func distinct(_ column: Int) -> Int {
    precondition(column < columns)
    return unsafe tables[column].count
  }

  func text(_ column: Int, _ code: Int, _ encoding: TextEncoding) -> String {
    withBytes(column, code) { encoding.text($0) }
  }

  /// The bytes of a text, as the file has them.
  func withBytes<Result>(_ column: Int, _ code: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    precondition(column < columns && code < distinct(column))
    let entry = unsafe tables[column].entries[code]
    let buffer = unsafe UnsafeBufferPointer(
      start: arena + Int(entry.start), count: Int(entry.count))
    return body(unsafe Span(_unsafeElements: buffer))
  }

  func hash(_ column: Int, _ code: Int) -> UInt64 {
    precondition(column < columns && code < distinct(column))
    return unsafe tables[column].entries[code].hash
  }

  /// The hash of a text by itself.
  static func hash(_ bytes: [UInt8]) -> UInt64 {
    let padded = bytes + Array(repeating: 0, count: ByteDoor.padding)
    return unsafe padded.withUnsafeBufferPointer { buffer in
      unsafe buffer.baseAddress.map { unsafe cbytes_hash($0, bytes.count) } ?? 0
    }
  }

  /// The code of a field's bytes in a column, and their hash. A doubled quotation mark must have been
  /// made one.
  func code(
    _ column: Int, of field: RecordScanner.Field, in window: Window
  ) -> (code: Int, hash: UInt64) {
    precondition(column < columns && field.start >= 0 && field.end <= window.count)
    let found = unsafe code(column, window.view.bytes + field.start, field.end - field.start)
    return (Int(found.code), found.hash)
  }

  /// `bytes` must have `ByteDoor.padding` readable bytes behind them.
  func code(
    _ column: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int
  ) -> (code: UInt32, hash: UInt64) {
    let hash = unsafe cbytes_hash(bytes, count)
    let table = unsafe tables + column
    let (slots, mask, entries) = unsafe (
      table.pointee.slots, table.pointee.mask, table.pointee.entries
    )
    var at = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = unsafe slots[at]
      if slot == 0 { break }
      let entry = unsafe entries[Int(slot) &- 1]
      if unsafe entry.hash == hash && Int(entry.count) == count
        && cbytes_equal(arena + Int(entry.start), bytes, count) != 0
      {
        return (slot &- 1, hash)
      }
      at = (at &+ 1) & mask
    }
    if size + count > capacity {
      let larger = max(capacity * 2, size + count)
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + ByteDoor.padding)
      unsafe copy.update(from: arena, count: size)
      unsafe arena.deallocate()
      unsafe arena = unsafe copy
      capacity = larger
    }
    unsafe (arena + size).update(from: bytes, count: count)
    let code = unsafe table.pointee.count
    unsafe entries[code] = Entry(start: UInt32(size), count: UInt32(count), hash: hash)
    unsafe slots[at] = UInt32(code + 1)
    unsafe table.pointee.count = code + 1
    size += count
    if unsafe table.pointee.count * 2 > mask { unsafe table.pointee.grow() }
    return (UInt32(code), hash)
  }
}

extension Window {
  /// Whether two fields of this window have the same bytes.
  @inline(__always)
  func isEqual(_ left: RecordScanner.Field, _ right: RecordScanner.Field) -> Bool {
    let length = left.end - left.start
    guard length == right.end - right.start, left.hasDoubledQuote == right.hasDoubledQuote else {
      return false
    }
    precondition(left.start >= 0 && left.end <= count && right.start >= 0 && right.end <= count)
    return unsafe cbytes_equal(view.bytes + left.start, view.bytes + right.start, length) != 0
  }
}
