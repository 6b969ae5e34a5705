import Records

/// What the cells of DUO's files about the vo and its register say.
extension Cells {
  /// The sector of the vmbo; nil for none.
  func sector(_ slot: Int) throws(IngestError) -> Sector? {
    let sector = Vocabulary.sector(fields[slot])
    if sector == nil, !Vocabulary.isBlank(fields[slot]) {
      throw bad(slot, Phrase(nl: "een sector van het vmbo", en: "a sector of the vmbo"))
    }
    return sector
  }

  /// The leerjaar, 1–6.
  func leerjaar(_ slot: Int) throws(IngestError) -> Int {
    guard let grade = Int(fields[slot]), (1...6).contains(grade) else {
      throw bad(slot, oneOf: (1...6).map(String.init))
    }
    return grade
  }

  /// The leerweg and leerjaren of a type of education; nil for one without facts, reported when no
  /// table has it.
  func onderwijstype(
    _ slot: Int, _ findings: inout [Finding]
  ) throws(IngestError) -> Vocabulary.Onderwijstype? {
    if let type = Vocabulary.onderwijstype(fields[slot]) { return type }
    if !Vocabulary.isTypeWithoutFacts(fields[slot]) { reportUnknownType(slot, &findings) }
    return nil
  }

  /// Reports pupils in a leerjaar that their type of education does not have.
  func reportLeerjaar(_ grade: Int, type: Int, _ count: Int, _ findings: inout [Finding]) {
    guard let bounds = counts[count].bounds, bounds.upperBound > 0 else { return }
    findings.append(
      finding(
        "leerjaar-buiten-onderwijstype", .waarschuwing, count,
        text: Phrase(
          nl: "leerlingen in leerjaar \(grade) van “\(fields[type])”",
          en: "pupils in leerjaar \(grade) of “\(fields[type])”"),
        remedy: Phrase(
          nl: "deze cel telt nergens mee; kijk of kolommen verschoven zijn",
          en: "this cell is counted nowhere; see whether columns have shifted")))
  }

  /// `J` or `N`.
  func yesOrNo(_ slot: Int) throws(IngestError) -> Bool {
    switch fields[slot].uppercased() {
    case "J": true
    case "N": false
    default: throw bad(slot, oneOf: ["J", "N"])
    }
  }

  /// An elementcode of four digits, also where an export took its leading zeros.
  func elementcode(_ slot: Int) -> String {
    let text = fields[slot]
    guard text.utf8.count < 4, Self.number(text[...]) != nil else { return text }
    return String(repeating: "0", count: 4 - text.utf8.count) + text
  }

  /// A day as `2024-08-01`, from `1-8-2024`, `2024-08-01`, `20240801` or midnight of that day,
  /// `2024-08-01T00:00:00`.
  func date(_ slot: Int) throws(IngestError) -> String {
    var text = fields[slot]
    for midnight in ["T00:00:00", " 00:00:00"] where text.hasSuffix(midnight) {
      text.removeLast(midnight.count)
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.number)
    let date: (year: Int?, month: Int?, day: Int?) =
      switch (parts.count, text.utf8.count) {
      case (3, 8...10)
      where text.utf8.prefix(5).last == 0x2D && text.utf8.prefix(4).allSatisfy({ $0 != 0x2D }):
        (parts[0], parts[1], parts[2])
      case (3, 8...10): (parts[2], parts[1], parts[0])
      case (1, 8):
        (
          Self.number(text.prefix(4)), Self.number(text.dropFirst(4).prefix(2)),
          Self.number(text.dropFirst(6))
        )
      default: (nil, nil, nil)
      }
    guard let year = date.year, let month = date.month, let day = date.day,
      (1800...2100).contains(year), (1...12).contains(month),
      (1...Self.days(in: month, of: year)).contains(day)
    else {
      throw bad(slot, Phrase(nl: "een datum zoals 1-8-2024", en: "a date such as 1-8-2024"))
    }
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Cells {
  /// What is said of an *afdeling* that no table has: it stays under its own name, so that a damaged
  /// name takes its pupils out of their profile.
  func unknownAfdeling(_ slot: Int) -> Finding {
    let likely = Vocabulary.likelyAfdeling(fields[slot])
    return finding(
      OnceAFile.afdeling, .waarschuwing, slot,
      text: Phrase(
        nl: "onbekende afdeling\(likely.map { ", misschien “\($0)”" } ?? ""); "
          + "de leerlingen tellen bij geen profiel",
        en: "unknown afdeling\(likely.map { ", perhaps “\($0)”" } ?? ""); "
          + "its pupils count under no profile"),
      remedy: Phrase(
        nl: "kijk of de naam beschadigd is; is hij nieuw, vraag dan om uitbreiding van de tabel",
        en: "see whether the name is damaged; if it is new, ask for an extension of the table"))
  }
}
