import Records

extension Place.Kind {
  /// The code of a place in one form: a municipality in four digits, a postcode without blanks; nil
  /// for a text that is no such code.
  func code(_ text: String) -> String? {
    let utf8 = Array(text.utf8)
    switch self {
    case .vestiging: return VestigingCode(text)?.text
    case .instelling:
      return utf8.count == 4 && utf8.allSatisfy(Self.isCode) ? text.uppercased() : nil
    case .bestuur:
      return (1...6).contains(utf8.count) && utf8.allSatisfy(Self.isCode) ? text : nil
    case .gemeente:
      // StatLine writes GM0307.
      let digits = text.uppercased().hasPrefix("GM") ? String(text.dropFirst(2)) : text
      return Self.padded(digits, to: 4)
    case .rmc: return Self.padded(text, to: 2)
    case .postcode:
      let code = text.filter { $0 != " " && $0 != "\u{A0}" }.uppercased()
      let digits = code.utf8.prefix { (0x30...0x39).contains($0) }.count
      let letters = code.utf8.dropFirst(digits)
      let isArea = (1...4).contains(digits) && letters.isEmpty
      let isWhole =
        digits == 4 && letters.count == 2 && letters.allSatisfy { (0x41...0x5A).contains($0) }
      return isArea || isWhole ? code : nil
    case .provincie, .arbeidsmarktregio, .samenwerkingsverband, .gebied:
      return text.isEmpty ? nil : text
    case .land: return Place.nederland.code
    }
  }

  /// What a cell with such a code may hold, for messages.
  var expected: Phrase {
    switch self {
    case .vestiging:
      Phrase(
        nl: "een vestigingscode van zes tekens, zoals 03WO01",
        en: "a vestiging code of six characters, such as 03WO01")
    case .instelling:
      Phrase(
        nl: "een instellingscode van vier tekens, zoals 03WO",
        en: "an institution's code of four characters, such as 03WO")
    case .bestuur:
      Phrase(nl: "een nummer van een bevoegd gezag", en: "the number of a board")
    case .gemeente:
      Phrase(nl: "een gemeentenummer, zoals 0307", en: "a municipality's number, such as 0307")
    case .postcode:
      Phrase(nl: "een postcode, zoals 3811 of 3811AB", en: "a postcode, such as 3811 or 3811AB")
    case .rmc: Phrase(nl: "een RMC-regio, zoals 16", en: "an RMC region, such as 16")
    case .provincie, .arbeidsmarktregio, .samenwerkingsverband, .gebied, .land:
      Phrase(nl: "een naam of code", en: "a name or code")
    }
  }

  private static func isCode(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func padded(_ digits: String, to length: Int) -> String? {
    let utf8 = digits.utf8
    guard (1...length).contains(utf8.count), utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return String(repeating: "0", count: length - utf8.count) + digits
  }
}
