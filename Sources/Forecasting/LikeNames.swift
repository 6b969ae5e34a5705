import Records

/// States whose names differ by one letter of a long word, and are perhaps one: “leerjar 3” beside “leerjaar
/// 3”. Codes such as BB and KB, and numbers, may differ so.
///
/// - Parameters:
///   - names: Each with the first row that has it and the number of rows that do.
///   - file: For the findings.
///   - column: For the findings.
/// - Returns: A finding for each such pair, at the name that fewer rows have.
func likeNames(
  _ names: [(name: String, row: Int, rows: Int)], file: String, column: String
) -> [Finding] {
  var findings: [Finding] = []
  for (place, one) in names.enumerated() {
    for other in names[..<place] where isLike(one.name, other.name) {
      let (rare, common) = one.rows <= other.rows ? (one, other) : (other, one)
      findings.append(
        Finding(
          rule: "naam-lijkt", level: .waarschuwing, file: file, row: rare.row, column: column,
          value: rare.name,
          text: Phrase(
            nl: "“\(rare.name)” lijkt op “\(common.name)”, en telt als een andere toestand",
            en: "“\(rare.name)” is like “\(common.name)”, and counts as another state"),
          remedy: Phrase(
            nl: "schrijf ze gelijk, als dezelfde bedoeld is",
            en: "write them alike, if one is meant")))
    }
  }
  return findings
}

private func isLike(_ left: String, _ right: String) -> Bool {
  let (a, b) = (left.split(separator: " "), right.split(separator: " "))
  guard a.count == b.count else { return false }
  let different = zip(a, b).filter { $0 != $1 }
  guard different.count == 1, let (x, y) = different.first, min(x.count, y.count) >= 5,
    !(x + y).contains(where: \.isNumber)
  else { return false }
  return differByOneLetter(Array(x), Array(y))
}

/// Whether one letter is replaced, added or left out, or two neighbours stand in the other order.
private func differByOneLetter(_ a: [Character], _ b: [Character]) -> Bool {
  let start = zip(a, b).prefix { $0 == $1 }.count
  let end = zip(a.dropFirst(start).reversed(), b.dropFirst(start).reversed()).prefix { $0 == $1 }
    .count
  let (left, right) = (a[start..<(a.count - end)], b[start..<(b.count - end)])
  if left.count <= 1, right.count <= 1 { return true }
  return left.count == 2 && Array(left) == Array(right.reversed())
}
