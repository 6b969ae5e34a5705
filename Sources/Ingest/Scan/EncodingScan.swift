/// What the bytes of a file, or of its chunks one after another, say about its encoding.
///
/// A chunk judges the UTF-8 sequences that begin in it, so that the chunks together say what one pass
/// over the file would say.
struct EncodingScan: Sendable {
  /// How many bytes of 0x80 or more.
  private(set) var high = 0
  /// The first byte that no text holds.
  private(set) var control: Int?
  /// The first byte that is not strict UTF-8.
  private(set) var invalid: Int?
  /// The first byte that windows-1252 leaves empty.
  private(set) var undefined: Int?

  /// Whether a byte is ASCII that a text may hold.
  static func isPlain(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte >= 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C)
  }

  /// Looks at the bytes that begin in `from..<to`; bytes around are looked at for whole sequences.
  ///
  /// - Parameters:
  ///   - offset: Where the bytes stand in the file.
  ///   - special: The first place at or behind another that is not plain, or a place behind `to`.
  mutating func add(
    _ bytes: Span<UInt8>, from: Int, to: Int, offset: Int, special: (Int) -> Int
  ) {
    // A sequence that began before is judged there.
    var (valid, at) = (invalid == nil, from)
    for back in 1...3 where from - back >= 0 && at == from {
      let byte = bytes[from - back]
      if byte < 0x80 { break }
      if byte >= 0xC0 { at = max(from, from - back + Self.sequence(bytes, from - back)) }
    }
    let begin = at
    // Bytes of that sequence count all the same.
    at = from
    while true {
      if at < to, bytes[at] < 0x80 { at = special(at) }
      if at >= to { return }
      let byte = bytes[at]
      if byte < 0x80 {
        control = control ?? offset + at
        return
      }
      var end = at + 1
      if valid, at >= begin {
        let length = Self.sequence(bytes, at)
        if length == 0 {
          valid = false
          invalid = offset + at
        } else {
          end = at + length
        }
      }
      while at < end, at < to {
        high += 1
        if undefined == nil, TextEncoding.isUndefined(bytes[at]) { undefined = offset + at }
        at += 1
      }
    }
  }

  /// Adds what a chunk behind this one says.
  mutating func append(_ next: EncodingScan) {
    high += next.high
    control = control ?? next.control
    invalid = invalid ?? next.invalid
    undefined = undefined ?? next.undefined
  }

  /// The encoding; `beginning` is at least the first 200 bytes, or the whole file.
  func encoding(
    beginning: Span<UInt8>, file: String
  ) throws(IngestError) -> TextEncoding {
    if let control {
      throw Self.looksWide(beginning)
        ? .wideText(file: file) : .notText(file: file, offset: control)
    }
    guard let invalid else { return .utf8 }
    if TextEncoding.hasMark(beginning) { throw .notText(file: file, offset: invalid) }
    if let undefined { throw .notText(file: file, offset: undefined) }
    return .windows1252
  }

  /// Whether about every second byte of the beginning is zero, as in UTF-16 without a mark.
  private static func looksWide(_ bytes: Span<UInt8>) -> Bool {
    let count = min(bytes.count, 200)
    // Nearly all zeros stand in even places, or nearly all in odd ones.
    var zeros = [0, 0]
    for index in 0..<count where bytes[index] == 0 { zeros[index % 2] += 1 }
    let (most, least) = (max(zeros[0], zeros[1]), min(zeros[0], zeros[1]))
    return most * 5 >= count * 2 && least * 10 <= most
  }

  /// The length of the UTF-8 sequence at a byte of 0x80 or more; 0 for none. Without overlong forms,
  /// surrogates and what lies behind U+10FFFF (Unicode, table 3-7).
  private static func sequence(_ bytes: Span<UInt8>, _ at: Int) -> Int {
    let first = bytes[at]
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch first {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0...0)
      }
    guard length > 0, at + length <= bytes.count, second.contains(bytes[at + 1]) else { return 0 }
    for index in at + 2..<max(at + 2, at + length) where bytes[index] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
