/// Names of worksheets as Excel accepts them: 1–31 UTF-16 units, none of `[]:*?/\`, no apostrophe at
/// either end, not *History*, and unique without regard to case.
struct SheetName {
  private var taken: Set<String> = []

  /// The longest name that Excel accepts.
  static let limit = 31

  /// The nearest valid name that was not handed out before.
  mutating func next(_ wanted: String) -> String {
    let cleaned = Self.clean(wanted)
    var name = cleaned
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      let suffix = " \(number)"
      name = Self.cut(cleaned, to: Self.limit - suffix.utf16.count) + suffix
      number += 1
    }
    return name
  }

  private static func clean(_ wanted: String) -> String {
    let characters = wanted.map { character -> Character in
      let isBad =
        "[]:*?/\\".contains(character) || character.unicodeScalars.contains { $0.value < 32 }
      return isBad ? "-" : character
    }
    var name = cut(String(characters).trimmed { $0 == "'" || $0.isWhitespace }, to: limit)
    name = name.trimmed { $0 == "'" || $0.isWhitespace }
    if name.isEmpty { return "blad" }
    return name.lowercased() == "history" ? name + "-" : name
  }

  private static func cut(_ name: String, to limit: Int) -> String {
    var result = name
    while result.utf16.count > limit { result.removeLast() }
    return result
  }
}

extension String {
  fileprivate func trimmed(where isBlank: (Character) -> Bool) -> String {
    var rest = self[...]
    while let first = rest.first, isBlank(first) { rest.removeFirst() }
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return String(rest)
  }
}
