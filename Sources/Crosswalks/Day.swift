public import Records

/// A day of the calendar, without time or time zone.
public struct Day: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// Four digits.
  public let year: Int
  /// 1–12.
  public let month: Int
  /// 1–31, within the month.
  public let day: Int

  /// The day of these numbers; nil when the calendar has no such day, or the year has not four digits.
  public init?(year: Int, month: Int, day: Int) {
    guard (1000...9999).contains(year), (1...12).contains(month) else { return nil }
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...lengths[month - 1]).contains(day) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day of a text: `2024-08-01` as our tables write it, or `1-8-2024` as DUO does; nil otherwise.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }) else {
      return nil
    }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3 else { return nil }
    if parts[0].count == 4, parts[1].count == 2, parts[2].count == 2 {
      self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    } else if parts[2].count == 4, (1...2).contains(parts[0].count),
      (1...2).contains(parts[1].count)
    {
      self.init(year: numbers[2], month: numbers[1], day: numbers[0])
    } else {
      return nil
    }
  }

  /// The day on which the pupils of a period were at school.
  ///
  /// A peildatum is 1 October. Exam candidates of exam year 2024 were at their school during school
  /// year 2023-2024, so they are taken on 1 October 2023: a move on 1 August 2024 is after them. A
  /// school year is taken on its 1 October too; a calendar year, quarter or month on its first day.
  /// Nil for a year, quarter or month that no calendar has.
  public init?(of period: Period) {
    switch period {
    case .peildatum(let year): self.init(year: year, month: 10, day: 1)
    case .examenjaar(let year): self.init(year: year - 1, month: 10, day: 1)
    case .schooljaar(let year): self.init(year: year, month: 10, day: 1)
    case .jaar(let year): self.init(year: year, month: 1, day: 1)
    case .kwartaal(let year, let quarter): self.init(year: year, month: 3 * quarter - 2, day: 1)
    case .maand(let year, let month): self.init(year: year, month: month, day: 1)
    }
  }

  /// `2024-08-01`.
  public var description: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))"
  }

  /// By date.
  public static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}
