extension Store {
  /// A day of the calendar, as ISO 8601 writes it: what is known of the data is dated in days.
  ///
  /// The store never asks a clock for one: the same files and days give the same bytes.
  public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Such as `2024-11-30`.
    public let text: String

    /// The day of this text; nil unless it is `yyyy-mm-dd` and in the calendar.
    public init?(_ text: some StringProtocol) {
      let bytes = Array(text.utf8)
      guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
        return nil
      }
      func number(_ range: Range<Int>) -> Int? {
        var value = 0
        for byte in bytes[range] {
          guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
          value = 10 * value + Int(byte - UInt8(ascii: "0"))
        }
        return value
      }
      guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
        year >= 1, (1...12).contains(month)
      else { return nil }
      let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      guard (1...lengths[month - 1]).contains(day) else { return nil }
      self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// The text.
    public var description: String { text }

    /// The earlier day first.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
  }
}
