import Records

/// What cells of at most two bytes stand for, as ``CellValue`` says.
@safe final class ShortCounts: @unchecked Sendable {
  /// By ``place(_:_:)``, the bits of the count plus one; 0 for a text that is not in the table.
  let bits: UnsafeMutablePointer<UInt64>

  init(_ suppression: Set<Layout.Suppression>) {
    unsafe bits = .allocate(capacity: 1 << 16)
    unsafe bits.initialize(repeating: 0, count: 1 << 16)
    let texts = ["", "<5", "-1", ".", "x", "X"] + (0...99).map(String.init)
    for text in texts + (0...9).map({ "0\($0)" }) {
      let field = RecordScanner.Field(start: 0, end: text.utf8.count)
      let bytes = Array(text.utf8) + [0, 0]
      if let count = CellValue.count(bytes.span, field, suppression) {
        unsafe bits[Int(bytes[0]) | Int(bytes[1]) << 8] = PackedCount(count).bits &+ 1
      }
    }
  }

  deinit { unsafe bits.deallocate() }

  /// The count of a text of two bytes at most; nil where the table does not have it.
  func count(_ text: String) -> PackedCount? {
    precondition(text.utf8.count <= 2)
    let bytes = Array(text.utf8) + [0, 0]
    let found = unsafe bits[Int(bytes[0]) | Int(bytes[1]) << 8]
    return found == 0 ? nil : PackedCount(bits: found &- 1)
  }

  /// The count of a field of two bytes at most; nil where the table does not have it.
  @inline(__always)
  func count(_ field: RecordScanner.Field, in window: Window) -> PackedCount? {
    let length = field.end - field.start
    guard length <= 2 else { return nil }
    precondition(field.start >= 0 && field.end <= window.count)
    let found = unsafe bits[Self.place(window.view.bytes + field.start, length)]
    return found == 0 ? nil : PackedCount(bits: found &- 1)
  }

  @inline(__always)
  static func place(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> Int {
    let word = unsafe Int(bytes[0]) | Int(bytes[1]) << 8
    return word & ((1 << (length &* 8)) &- 1)
  }
}
