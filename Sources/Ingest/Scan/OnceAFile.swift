import Records

/// Lets a finding about a file's words pass once for each word, not once for each of its rows, and not
/// for more words than anybody reads.
struct OnceAFile {
  static let onderwijstype = "onderwijstype-onbekend"
  static let afdeling = "afdeling-onbekend"
  static let sector = "sector-leeg"
  static let crebo = "crebo-onbekend"

  /// How many words of a rule are named.
  static let most = 100

  private struct Word: Hashable {
    let rule: String
    let column: String?
    let value: String?
  }

  private var seen: Set<Word> = []
  private var counts: [String: Int] = [:]

  /// The finding if it is to be given, perhaps as the last of its rule; else nil.
  ///
  /// Findings come in the order of the file, whoever found them, so that the same ones pass.
  mutating func admitted(_ finding: Finding) -> Finding? {
    let isOfWord = [Self.onderwijstype, Self.afdeling, Self.sector, Self.crebo].contains(
      finding.rule)
    // A finding without a row is about the file.
    guard isOfWord || finding.row == nil else { return finding }
    let word = Word(rule: finding.rule, column: finding.column, value: finding.value)
    if isOfWord, counts[finding.rule, default: 0] > Self.most { return nil }
    guard seen.insert(word).inserted else { return nil }
    counts[finding.rule, default: 0] += 1
    guard isOfWord, counts[finding.rule] == Self.most + 1 else { return finding }
    return Finding(
      rule: finding.rule, level: finding.level, file: finding.file, row: finding.row,
      column: finding.column, value: finding.value,
      text: Phrase(
        nl: "meer dan \(Self.most) verschillende onbekende teksten; verdere worden niet genoemd",
        en: "more than \(Self.most) different unknown texts; the rest are not named"),
      remedy: finding.remedy)
  }
}
