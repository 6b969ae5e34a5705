/// Letters that no name has where they stand, so that a text must have been written in another encoding
/// than it is read in. Bytes alone cannot prove that; such a file is read, and reported.
enum OddLetter {
  /// Whether the byte of 0x80–0x9F at a place is to be doubted in windows-1252.
  ///
  /// Mac Roman has é, ë, ö, ü, É at 0x8E, 0x91, 0x9A, 0x9F, 0x83, and code page 850 has é, ë, ç at 0x82,
  /// 0x89, 0x87: in windows-1252 these are capitals behind small letters (`CafŽ`), marks that open
  /// behind a letter (`Zo‘`), or signs amid a word. Apostrophes, dashes and the French œ are what they
  /// are.
  static func isOdd(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
    let before = at > 0 ? bytes[at - 1] : 0
    let after = at + 1 < bytes.count ? bytes[at + 1] : 0
    switch bytes[at] {
    // ‚ „ ‰ ‹ ‘ “ • š: Dutch names have none behind a letter.
    case 0x82, 0x84, 0x89, 0x8B, 0x91, 0x93, 0x95, 0x9A: return isLetter(before)
    // ƒ is a sign for money.
    case 0x83: return isLetter(before) || isLetter(after)
    // Š Œ Ž Ÿ behind a small letter.
    case 0x8A, 0x8C, 0x8E, 0x9F:
      return (0x61...0x7A).contains(before) || (before >= 0xDF && before != 0xF7)
    // € … † ‡ ˆ ” ˜ ™ › amid a word.
    case 0x80, 0x85, 0x86, 0x87, 0x88, 0x94, 0x98, 0x99, 0x9B:
      return isLetter(before) && isLetter(after)
    default: return false
    }
  }

  /// Whether `Ã` or `â€` begins at a place of UTF-8: a letter whose bytes were taken for letters, and
  /// written as UTF-8 again.
  static func isWrittenTwice(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
    guard bytes[at] == 0xC3, at + 2 < bytes.count else { return false }
    switch bytes[at + 1] {
    // In a word `Ã` has a plain letter behind it, never a sign (U+0080–U+00BF, or one of windows-1252).
    case 0x83: return [0xC2, 0xC5, 0xC6, 0xCB, 0xE2].contains(bytes[at + 2])
    case 0xA2: return bytes[at + 2] == 0xE2 && at + 3 < bytes.count && bytes[at + 3] == 0x82
    default: return false
    }
  }

  /// A letter of windows-1252 below 0x80 or above 0xBF.
  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A: true
    case 0xD7, 0xF7: false
    default: byte >= 0xC0
    }
  }
}
