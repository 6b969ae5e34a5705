import Records

extension Layout.PeriodForm {
  /// The period that a text names in this form; nil for any other text.
  func period(_ text: some StringProtocol) -> Period? {
    let utf8 = Array(text.utf8)
    if self == .statLine { return Self.statLine(utf8) }
    guard utf8.count >= 4, let first = Self.number(utf8[..<4]), (1900...2100).contains(first) else {
      return nil
    }
    switch utf8.count {
    case 4: return single(first)
    case 7 where utf8[4] == 0x2F || utf8[4] == 0x2D:
      guard let last = Self.number(utf8[5...]), last == (first + 1) % 100 else { return nil }
      return schoolYear(first)
    case 8:
      guard self == .peildatum, Self.number(utf8[4...]) == 1001 else { return nil }
      return .peildatum(first)
    case 9 where utf8[4] == 0x2F || utf8[4] == 0x2D:
      guard let last = Self.number(utf8[5...]), last == first + 1 else { return nil }
      return schoolYear(first)
    default: return nil
    }
  }

  /// What a cell of this form may hold, for messages.
  var expected: Phrase {
    switch self {
    case .peildatum:
      Phrase(
        nl: "een jaar, of 1 oktober als 20191001", en: "a year, or 1 October such as 20191001")
    case .jaar: Phrase(nl: "een jaar van vier cijfers", en: "a year of four digits")
    case .examenjaar, .examenjaarByStart, .schooljaar, .schooljaarByEnd:
      Phrase(
        nl: "een jaar of een schooljaar, zoals 2018-2019",
        en: "a year or a school year, such as 2018-2019")
    case .statLine:
      Phrase(
        nl: "een periode van StatLine, zoals 2022JJ00 of 2022SJ00",
        en: "a period of StatLine, such as 2022JJ00 or 2022SJ00")
    }
  }

  private func single(_ year: Int) -> Period? {
    switch self {
    case .peildatum: .peildatum(year)
    case .examenjaar: .examenjaar(year)
    case .examenjaarByStart: .examenjaar(year + 1)
    case .jaar: .jaar(year)
    case .schooljaar: .schooljaar(year)
    case .schooljaarByEnd: .schooljaar(year - 1)
    case .statLine: nil
    }
  }

  private func schoolYear(_ start: Int) -> Period? {
    switch self {
    case .peildatum: .peildatum(start)
    case .examenjaar, .examenjaarByStart: .examenjaar(start + 1)
    case .schooljaar, .schooljaarByEnd: .schooljaar(start)
    case .jaar, .statLine: nil
    }
  }

  private static func statLine(_ utf8: [UInt8]) -> Period? {
    guard utf8.count == 8, let year = number(utf8[..<4]), let part = number(utf8[6...]) else {
      return nil
    }
    switch (utf8[4], utf8[5]) {
    case (0x4A, 0x4A): return part == 0 ? .jaar(year) : nil
    case (0x53, 0x4A): return part == 0 ? .schooljaar(year) : nil
    case (0x4B, 0x57): return (1...4).contains(part) ? .kwartaal(year, part) : nil
    case (0x4D, 0x4D): return (1...12).contains(part) ? .maand(year, part) : nil
    default: return nil
    }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var number = 0
    for byte in digits {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int(byte) - 0x30
    }
    return number
  }
}
