import Records

/// What a file's name says.
enum FileName {
  /// The period in a file's name: its last year or school year, as the layout means it.
  static func period(_ name: String, _ form: Layout.PeriodForm) -> Period? {
    guard let first = peildatum(name) else { return nil }
    let hasSchoolYear =
      name.contains("\(first)-\(first + 1)") || name.contains("\(first)_\(first + 1)")
    return form.period(hasSchoolYear ? "\(first)-\(first + 1)" : "\(first)")
  }

  /// The period of a file whose layout takes it from the file's name; nil for any other layout. A
  /// mapping's period goes before the name.
  static func period(
    _ name: String, of layout: Layout, mapping: ColumnMapping? = nil
  ) throws(IngestError) -> Period? {
    guard case .fileName(let form) = layout.period else {
      if let mapping, mapping.period != nil { throw mapping.periodRefusal(layout) }
      return nil
    }
    if let mapping, let text = mapping.period {
      guard let period = form.period(text) else { throw mapping.periodRefusal(layout) }
      return period
    }
    guard let period = period(name, form) else { throw .noYear(file: name) }
    return period
  }

  /// The year of 1 October in the name of a pupil file: the last year of four digits, or the first
  /// of a school year written out (`…-2014-2015.csv`, an older habit). Nil without a year.
  static func peildatum(_ name: String) -> Int? {
    var years: [(year: Int, start: Int, end: Int)] = []
    let utf8 = Array(name.utf8)
    var at = 0
    while at < utf8.count {
      guard isDigit(utf8[at]) else {
        at += 1
        continue
      }
      let start = at
      while at < utf8.count, isDigit(utf8[at]) { at += 1 }
      if at - start == 4, let year = Int(String(decoding: utf8[start..<at], as: UTF8.self)),
        (1900...2100).contains(year)
      {
        years.append((year, start, at))
      }
    }
    guard let last = years.last else { return nil }
    if let before = years.dropLast().last, before.year + 1 == last.year,
      before.end + 1 == last.start
    {
      return before.year
    }
    return last.year
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
