import Records

/// Rows between the rows of a file that hold nothing but delimiters, as a spreadsheet leaves them: how
/// many, and where.
struct BlankRows: Equatable, Sendable {
  /// How many stretches of such rows are told apart; the rest is counted.
  static let most = 4

  private(set) var count = 0
  /// The first of them, rising.
  private(set) var runs: [ClosedRange<Int>] = []

  /// Adds a row behind those before.
  mutating func add(_ row: Int) { add(row...row) }

  /// Adds what a part of the file behind this one has, whose rows are counted from `line`.
  mutating func append(_ next: BlankRows, line: Int) {
    let counted = next.runs.reduce(0) { $0 + $1.count }
    for run in next.runs { add((run.lowerBound + line)...(run.upperBound + line)) }
    count += next.count - counted
  }

  private mutating func add(_ run: ClosedRange<Int>) {
    count += run.count
    if let last = runs.last, last.upperBound + 1 == run.lowerBound {
      runs[runs.count - 1] = last.lowerBound...run.upperBound
    } else if runs.count < Self.most {
      runs.append(run)
    }
  }

  /// What is said of them; nil if there are none.
  func finding(file: String) -> Finding? {
    guard let first = runs.first else { return nil }
    let listed = runs.map { run in
      run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound)–\(run.upperBound)"
    }.joined(separator: ", ")
    let isMore = runs.reduce(0) { $0 + $1.count } < count
    let (nl, en) = count == 1 ? ("lege rij", "blank row") : ("lege rijen", "blank rows")
    return Finding(
      rule: "lege-rij", level: .opmerking, file: file, row: first.lowerBound,
      text: Phrase(
        nl: "\(count) \(nl) overgeslagen: \(listed)\(isMore ? " en verder" : "")",
        en: "\(count) \(en) passed over: \(listed)\(isMore ? " and on" : "")"),
      remedy: Phrase(
        nl: "haal lege rijen weg, of kijk of daar gegevens hadden moeten staan",
        en: "remove blank rows, or see whether data should have been there"))
  }
}
