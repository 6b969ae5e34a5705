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
  /// How many sequences are strict UTF-8 of more than one byte, and how many bytes of 0x80 or more are
  /// in none.
  private(set) var sequences = 0
  private(set) var strays = 0
  /// The first of those sequences.
  private(set) var sequence: Int?
  /// The first letter that is not to be expected where it stands, were the text windows-1252.
  private(set) var oddLatin: Int?
  /// Likewise, were it UTF-8: letters that stand for the bytes of another.
  private(set) var oddUTF8: Int?

  /// Why bytes are no text that is read; offsets are places in the file.
  enum Fault: Error, Equatable {
    case wide
    case noText(Int)
    case damagedUTF8(Int)
  }

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
    // A sequence that began before is judged there; its bytes count all the same.
    var (begin, at) = (from, from)
    for back in 1...3 where from - back >= 0 && begin == from {
      let byte = bytes[from - back]
      if byte < 0x80 { break }
      if byte >= 0xC0 { begin = max(from, from - back + Self.sequence(bytes, from - back)) }
    }
    while true {
      if at < to, bytes[at] < 0x80 { at = special(at) }
      if at >= to { return }
      let byte = bytes[at]
      if byte < 0x80 {
        control = control ?? offset + at
        return
      }
      if at >= begin {
        let length = Self.sequence(bytes, at)
        begin = at + max(1, length)
        if length == 0 {
          strays += 1
          invalid = invalid ?? offset + at
        } else {
          sequences += 1
          sequence = sequence ?? offset + at
          if oddUTF8 == nil, OddLetter.isWrittenTwice(bytes, at) { oddUTF8 = offset + at }
        }
      }
      high += 1
      if byte < 0xA0 {
        if undefined == nil, TextEncoding.isUndefined(byte) { undefined = offset + at }
        if oddLatin == nil, OddLetter.isOdd(bytes, at) { oddLatin = offset + at }
      }
      at += 1
    }
  }

  /// Adds what a chunk behind this one says.
  mutating func append(_ next: EncodingScan) {
    high += next.high
    control = control ?? next.control
    invalid = invalid ?? next.invalid
    undefined = undefined ?? next.undefined
    sequences += next.sequences
    strays += next.strays
    sequence = sequence ?? next.sequence
    oddLatin = oddLatin ?? next.oddLatin
    oddUTF8 = oddUTF8 ?? next.oddUTF8
  }

  /// The encoding; `beginning` is at least the first 200 bytes, or the whole file.
  ///
  /// Strict UTF-8, else windows-1252. But text in windows-1252 has sequences of UTF-8 by rare chance
  /// only: where they are at least as many as the bytes in none, the text is UTF-8 with a damaged
  /// letter, and every other letter above ASCII would be misread.
  func encoding(beginning: Span<UInt8>) throws(Fault) -> TextEncoding {
    if let control { throw Self.looksWide(beginning) ? .wide : .noText(control) }
    guard let invalid else { return .utf8 }
    if TextEncoding.hasMark(beginning) || sequences >= strays { throw .damagedUTF8(invalid) }
    if let undefined { throw .noText(undefined) }
    return .windows1252
  }

  /// Whether each text by itself shows the encoding that the file has, see
  /// ``TextEncoding/undecided``: all that is not ASCII is UTF-8, or nothing is.
  var isCertain: Bool { invalid == nil || sequences == 0 }

  /// Where a text that is read in this encoding first has a letter that is not to be expected.
  func oddLetter(_ encoding: TextEncoding) -> Int? {
    encoding == .utf8 ? oddUTF8 : [oddLatin, sequence].compactMap(\.self).min()
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
