import Records

/// The values of one row under its layout's columns, with the place to name when one is wrong.
struct Cells {
  let file: String
  let sha256: String
  let layout: String
  let slots: [Binding.Slot]
  /// The period in the file's name.
  let filePeriod: Period?
  var row = 0
  /// By slot.
  var fields: [String]
  /// By slot; `.notApplicable` in a column that holds no counts.
  var counts: [Count]
  /// By slot; nil in a column that holds no decimals, or where the cell is blank.
  var numbers: [Double?]

  init(
    file: String, sha256: String, layout: String, slots: [Binding.Slot], filePeriod: Period?
  ) {
    self.file = file
    self.sha256 = sha256
    self.layout = layout
    self.slots = slots
    self.filePeriod = filePeriod
    fields = Array(repeating: "", count: slots.count)
    counts = Array(repeating: .notApplicable, count: slots.count)
    numbers = Array(repeating: nil, count: slots.count)
  }

  func source(_ slot: Int) -> SourceCell {
    SourceCell(file: sha256, row: row, column: slots[slot].header)
  }

  func bad(_ slot: Int, _ expected: Phrase) -> IngestError {
    .badValue(
      file: file, row: row, column: slots[slot].header, found: fields[slot], expected: expected)
  }

  func bad(_ slot: Int, oneOf values: [String]) -> IngestError {
    let list = values.map { $0.isEmpty ? "(leeg)" : $0 }.joined(separator: ", ")
    return bad(slot, Phrase(nl: "een van: \(list)", en: "one of: \(list)"))
  }

  func vestiging(_ slot: Int) throws(IngestError) -> VestigingCode {
    guard let code = VestigingCode(fields[slot]) else { throw bad(slot, Self.vestigingExpected) }
    return code
  }

  func vestiging(brin: Int, _ slot: Int) throws(IngestError) -> VestigingCode {
    guard let code = VestigingCode(brin: fields[brin], vestiging: fields[slot]) else {
      throw bad(fields[brin].utf8.count == 4 ? slot : brin, Self.vestigingExpected)
    }
    return code
  }

  private static let vestigingExpected = Phrase(
    nl: "BRIN van vier tekens en vestiging van twee, samen zes, zoals 03WO01",
    en: "BRIN of four characters and vestiging of two, six together, such as 03WO01")

  func year(_ slot: Int) throws(IngestError) -> Int {
    guard fields[slot].utf8.count == 4, let year = Int(fields[slot]), (1900...2100).contains(year)
    else {
      throw bad(slot, Phrase(nl: "een jaar van vier cijfers", en: "a year of four digits"))
    }
    return year
  }

  /// The code of a place in one form.
  func code(_ slot: Int, _ kind: Place.Kind) throws(IngestError) -> String {
    guard let code = kind.code(fields[slot]) else { throw bad(slot, kind.expected) }
    return code
  }

  /// The code of a place in one form; empty for a blank cell.
  func optionalCode(_ slot: Int, _ kind: Place.Kind) throws(IngestError) -> String {
    fields[slot].isEmpty ? "" : try code(slot, kind)
  }

  func period(_ slot: Int, _ form: Layout.PeriodForm) throws(IngestError) -> Period {
    guard let period = form.period(fields[slot]) else { throw bad(slot, form.expected) }
    return period
  }

  func number(_ slot: Int) throws(IngestError) -> Double {
    guard let number = numbers[slot] else {
      throw bad(slot, Phrase(nl: "een getal", en: "a number"))
    }
    if CellValue.looksLikeThousands(fields[slot]) {
      throw bad(
        slot,
        Phrase(
          nl: "een getal zonder punten of komma’s tussen duizendtallen",
          en: "a number without marks between thousands"))
    }
    return number
  }

  func value<Value: RawRepresentable & CaseIterable>(
    _ slot: Int, _: Value.Type
  ) throws(IngestError) -> Value where Value.RawValue == String {
    let text = fields[slot].lowercased()
    guard let value = Value.allCases.first(where: { $0.rawValue.lowercased() == text }) else {
      throw bad(slot, oneOf: Value.allCases.map(\.rawValue))
    }
    return value
  }

  func optionalValue<Value: RawRepresentable & CaseIterable>(
    _ slot: Int, _ type: Value.Type
  ) throws(IngestError) -> Value? where Value.RawValue == String {
    fields[slot].isEmpty ? nil : try value(slot, type)
  }

  func finding(
    _ rule: String, _ level: Finding.Level, _ slot: Int, text: Phrase, remedy: Phrase
  ) -> Finding {
    Finding(
      rule: rule, level: level, file: file, row: row, column: slots[slot].header,
      value: fields[slot], text: text, remedy: remedy)
  }

  /// Reports a type of education that no table has: its pupils are in no fact, and that must not pass
  /// in silence.
  func reportUnknownType(_ slot: Int, _ findings: inout [Finding]) {
    findings.append(unknownType(slot))
  }

  /// What is said of a type of education that no table has.
  func unknownType(_ slot: Int) -> Finding {
    finding(
      OnceAFile.onderwijstype, .waarschuwing, slot,
      text: Phrase(
        nl: "onbekend onderwijstype; de rijen ervan leveren geen feiten",
        en: "unknown type of education; its rows give no facts"),
      remedy: Phrase(
        nl: "kijk of het vmbo is; vraag dan om uitbreiding van de indeling",
        en: "see whether it is vmbo; if so, ask for an extension of the layout"))
  }
}
