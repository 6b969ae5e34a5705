public import Records

/// How numbers read in one language: `1.234,5` and `34 %` in Dutch, `1,234.5` and `34%` in English.
///
/// A blank inside a number is a no-break space (U+00A0), so that `34 %` never breaks over two lines.
/// Halves round away from zero. A number that is not finite prints as ``missing``.
public struct NumberFormat: Hashable, Sendable {
  /// What stands where there is no number: an en dash.
  public static let missing = "–"

  /// The language of the reader.
  public let language: Language

  /// Numbers for readers of this language.
  public init(_ language: Language) { self.language = language }

  /// A number with this many decimals and thousands apart; a true minus sign.
  public func number(_ value: Double, decimals: Int = 0) -> String {
    Phrase.number(value, decimals: decimals)[language]
  }

  /// A number without thousands separators and with a plain minus, as machines and Excel read it;
  /// empty where it is not finite.
  func plain(_ value: Double, decimals: Int) -> String {
    let text = number(value, decimals: decimals)
    let separator: Character = language == .nl ? "." : ","
    return text == Self.missing
      ? "" : String(text.filter { $0 != separator }.map { $0 == "−" ? "-" : $0 })
  }

  /// A percentage, 0–100.
  public func percent(_ value: Double, decimals: Int = 0) -> String {
    value.isFinite ? number(value, decimals: decimals) + percentSign : Self.missing
  }

  /// `512–690`; one number where both bounds print alike; `−5 tot 3` where a bound is negative.
  public func interval(_ range: ClosedRange<Double>, decimals: Int = 0) -> String {
    Phrase.interval(range, decimals: decimals)[language]
  }

  /// A count; a withheld one as its bounds, `1–4`; ``missing`` where there is none.
  public func count(_ count: Count) -> String {
    guard let bounds = count.bounds else { return Self.missing }
    return interval(Double(bounds.lowerBound)...Double(bounds.upperBound))
  }

  /// Why a count has no number; nil where it has one.
  func reason(_ count: Count) -> Phrase? {
    switch count {
    case .exact, .suppressed: nil
    case .missing: Phrase(nl: "niet geleverd door de bron", en: "not delivered by the source")
    case .notApplicable: Phrase(nl: "kan niet voorkomen", en: "cannot occur")
    }
  }

  /// A change, always with its sign: `+3,0`, `−1,2`, `0,0`.
  public func change(_ value: Double, decimals: Int = 1) -> String {
    let text = number(value, decimals: decimals)
    return value > 0 && text.contains { ("1"..."9").contains($0) } ? "+" + text : text
  }

  /// A chance between 0 and 1 in whole percents, never certain: `< 1 %` at the low end, `> 99 %` at
  /// the high end, `20–35 %` where withheld numbers leave room.
  public func probability(_ range: ClosedRange<Double>) -> String {
    Phrase.chance(range)[language].replacing(" %", with: percentSign)
  }

  /// A value of an indicator in its unit, such as `79 %`, `€ 247.000` or `613`.
  public func value(
    _ range: ClosedRange<Double>, unit: Figure.Unit, decimals: Int? = nil
  ) -> String {
    let places = decimals ?? Self.decimals(range)
    let text = interval(range, decimals: places)
    guard range.lowerBound.isFinite, range.upperBound.isFinite else { return Self.missing }
    return switch unit {
    case .procent: text + percentSign
    case .aantal: text
    case .fte: "\(text) fte"
    case .euro: "€\u{a0}\(text)"
    case .euroPerJaar: "€\u{a0}\(text) " + (language == .nl ? "per jaar" : "a year")
    case .uren: "\(text) " + (language == .nl ? "uur" : "hours")
    case .verhouding, .cijfer, .score: text
    case .kilometer: "\(text) km"
    }
  }

  /// One value of an indicator in its unit; ``missing`` where it is not finite.
  public func value(_ value: Double, unit: Figure.Unit, decimals: Int? = nil) -> String {
    // A range cannot hold what is not a number.
    value.isFinite ? self.value(value...value, unit: unit, decimals: decimals) : Self.missing
  }

  /// `1 oktober 2024`, `examenjaar 2024`, `2024`, `schooljaar 2024/25` and so on.
  public func period(_ period: Period) -> String {
    switch (period, language) {
    case (.peildatum(let year), .nl): "1 oktober \(year)"
    case (.peildatum(let year), .en): "1 October \(year)"
    case (.examenjaar(let year), .nl): "examenjaar \(year)"
    case (.examenjaar(let year), .en): "exam year \(year)"
    case (.jaar(let year), _): "\(year)"
    case (.schooljaar(let year), .nl): "schooljaar \(Self.schoolYear(year))"
    case (.schooljaar(let year), .en): "school year \(Self.schoolYear(year))"
    case (.kwartaal(let year, let quarter), .nl): "kwartaal \(quarter) van \(year)"
    case (.kwartaal(let year, let quarter), .en): "quarter \(quarter) of \(year)"
    case (.maand(let year, let month), .nl): "maand \(month) van \(year)"
    case (.maand(let year, let month), .en): "month \(month) of \(year)"
    }
  }

  /// The period for a narrow column: `okt. 2024`, `examen 2024`, `2024`, `2024/25` and so on.
  func shortPeriod(_ period: Period) -> String {
    switch (period, language) {
    case (.peildatum(let year), .nl): "okt. \(year)"
    case (.peildatum(let year), .en): "Oct. \(year)"
    case (.examenjaar(let year), .nl): "examen \(year)"
    case (.examenjaar(let year), .en): "exam \(year)"
    case (.jaar(let year), _): "\(year)"
    case (.schooljaar(let year), _): Self.schoolYear(year)
    case (.kwartaal(let year, let quarter), .nl): "\(year) kw. \(quarter)"
    case (.kwartaal(let year, let quarter), .en): "\(year) Q\(quarter)"
    case (.maand(let year, let month), _): "\(year)-\(month < 10 ? "0" : "")\(month)"
    }
  }

  /// `2024/25`.
  private static func schoolYear(_ start: Int) -> String {
    let end = (start + 1) % 100
    return "\(start)/\(end < 10 ? "0" : "")\(end)"
  }

  /// One decimal where a bound is not whole, else none.
  static func decimals(_ range: ClosedRange<Double>) -> Int {
    let isWhole = { (value: Double) in abs(value - value.rounded()) < 0.05 }
    return isWhole(range.lowerBound) && isWhole(range.upperBound) ? 0 : 1
  }

  private var percentSign: String { language == .nl ? "\u{a0}%" : "%" }
}
