extension Phrase {
  /// A number as people read it: `1.234,5` in Dutch and `1,234.5` in English; halves are rounded away
  /// from zero. Not finite numbers print as `–`.
  ///
  /// - Parameters:
  ///   - value: Any number below 10¹⁵.
  ///   - decimals: 0…9.
  public static func number(_ value: Double, decimals: Int = 0) -> Phrase {
    guard value.isFinite, abs(value) < 1e15 else { return Phrase("–") }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (abs(value) * scale).rounded(.toNearestOrAwayFromZero)
    let whole = Int(scaled / scale)
    let fraction = Int(scaled - Double(whole) * scale)
    let sign = value < 0 && scaled > 0 ? "−" : ""
    var digits = String(whole)
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits.removeLast(3)
    }
    groups.insert(digits[...], at: 0)
    let tail = String(fraction)
    let padded = String(repeating: "0", count: max(0, decimals - tail.count)) + tail
    func text(separator: String, point: String) -> String {
      sign + groups.joined(separator: separator) + (decimals > 0 ? point + padded : "")
    }
    return Phrase(nl: text(separator: ".", point: ","), en: text(separator: ",", point: "."))
  }

  /// Both ends of an interval, such as `512–690`, or `−5 tot 3` where one is negative; one number where
  /// they print alike.
  public static func interval(_ range: ClosedRange<Double>, decimals: Int = 0) -> Phrase {
    let low = number(range.lowerBound, decimals: decimals)
    let high = number(range.upperBound, decimals: decimals)
    if low == high { return low }
    return range.lowerBound < 0
      ? low + Phrase(nl: " tot ", en: " to ") + high : low + Phrase("–") + high
  }

  /// A chance in whole percents, never certain: `34 %`, `< 1 %`, `> 99 %`, and `20–35 %` or
  /// `< 1 tot 35 %` where withheld numbers leave room. English has no blank before the sign.
  public static func chance(_ probability: ClosedRange<Double>) -> Phrase {
    func percent(_ value: Double) -> String {
      // A no-break blank, so that the sign never stands alone at the end of a line.
      if value < 0.01 { return "<\u{a0}1" }
      return value > 0.99 ? ">\u{a0}99" : "\(Int((100 * value).rounded()))"
    }
    guard probability.lowerBound.isFinite, probability.upperBound.isFinite else {
      return Phrase("–")
    }
    let (low, high) = (percent(probability.lowerBound), percent(probability.upperBound))
    let sign = Phrase(nl: " %", en: "%")
    if low == high { return Phrase(low) + sign }
    if low.hasPrefix("<") || high.hasPrefix(">") {
      return Phrase(nl: "\(low) tot \(high)", en: "\(low) to \(high)") + sign
    }
    return Phrase("\(low)–\(high)") + sign
  }
}
