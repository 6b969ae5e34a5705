public import Records

/// One rule of the checks, declared as data: what it compares, from where on it speaks, and what to
/// do then. Every finding of a check names a rule of ``registry``.
public struct CheckRule: Hashable, Sendable, Identifiable {
  /// How much a rule must see.
  public enum Scope: String, Hashable, Sendable, CaseIterable {
    /// One row.
    case rij
    /// One file, all of it.
    case bestand
    /// Several files, years or editions.
    case bestanden
  }

  /// In Dutch, stable over versions, such as `slaagpercentage-klopt-niet`.
  public let id: String
  /// How much its findings matter.
  public let level: Finding.Level
  /// How much it must see.
  public let scope: Scope
  /// What it compares.
  public let compares: Phrase
  /// From where on it speaks, and why there.
  public let threshold: Phrase
  /// What to do about a finding.
  public let remedy: Phrase
  /// Findings on DUO's own files of 2014–2024 as they were published, at this threshold. They are
  /// not all false: DUO's files do hold a few of the things that the rules are after.
  public let onPublishedFiles: Int

  init(
    _ id: String, _ level: Finding.Level, _ scope: Scope, compares: Phrase, threshold: Phrase,
    remedy: Phrase, onPublishedFiles: Int = 0
  ) {
    self.id = id
    self.level = level
    self.scope = scope
    self.compares = compares
    self.threshold = threshold
    self.remedy = remedy
    self.onPublishedFiles = onPublishedFiles
  }

  /// All rules: of rows, then of files, then of several files; the gravest first within each.
  public static let registry: [CheckRule] = {
    let all = readerRules + textRules + rowRules + fileRules + crossRules
    return Scope.allCases.flatMap { scope in
      all.filter { $0.scope == scope }.sorted { ($1.level, $0.id) < ($0.level, $1.id) }
    }
  }()

  /// The rule of this id; nil for an id that only another part of the program uses.
  public static func rule(_ id: String) -> CheckRule? { registry.first { $0.id == id } }

  /// The rule that tells of rows which gave no count: to be shown, not to be settled.
  public static var rowsWithoutCounts: String { zonderTelling.id }

  /// The rule that tells of a year which its source may still change.
  public static var provisionalYear: String { voorlopig.id }

  /// The registry as a Markdown table, for the documentation.
  public static func table(_ language: Language) -> String {
    let heads =
      language == .nl
      ? [
        "regel", "niveau", "ziet", "vergelijkt", "drempel", "wat te doen",
        "op DUO’s eigen bestanden",
      ]
      : ["rule", "level", "sees", "compares", "threshold", "what to do", "on DUO's own files"]
    let rows = registry.map { rule in
      [
        "`\(rule.id)`", rule.level.name, rule.scope.rawValue, rule.compares[language],
        rule.threshold[language], rule.remedy[language], "\(rule.onPublishedFiles)",
      ]
    }
    return ([heads, heads.map { _ in "---" }] + rows)
      .map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  func finding(
    file: String, row: Int? = nil, column: String? = nil, value: String? = nil, text: Phrase
  ) -> Finding {
    Finding(
      rule: id, level: level, file: file, row: row, column: column, value: value, text: text,
      remedy: remedy)
  }
}

/// Collects the findings of one file: of each rule the first hundred in full, then one with the number
/// of the others and where they begin.
struct FindingCollector {
  /// So many of one rule are a list; more are a damaged file, which needs no list.
  static let limit = 100
  /// Rows that are named of the others.
  private static let rowsNamed = 3

  private struct Rest {
    let rule: CheckRule
    var count = 0
    var rows: [Int] = []
  }

  private let file: String
  private var shown: [String: Int] = [:]
  private var rests: [String: Rest] = [:]
  private var collected: [Finding] = []

  init(file: String) { self.file = file }

  mutating func add(
    _ rule: CheckRule, row: Int? = nil, column: String? = nil, value: String? = nil,
    text: @autoclosure () -> Phrase
  ) {
    let count = shown[rule.id, default: 0]
    if count < Self.limit {
      shown[rule.id] = count + 1
      collected.append(
        rule.finding(file: file, row: row, column: column, value: value, text: text()))
      return
    }
    var rest = rests[rule.id] ?? Rest(rule: rule)
    rest.count += 1
    if rest.rows.count < Self.rowsNamed, let row, rest.rows.last != row { rest.rows.append(row) }
    rests[rule.id] = rest
  }

  /// The first ones in the order in which they came, then what is left of each rule.
  var findings: [Finding] {
    collected
      + rests.values.sorted { $0.rule.id < $1.rule.id }.map { rest in
        let rows = rest.rows.map(String.init).joined(separator: ", ")
        var finding = rest.rule.finding(
          file: file, row: rest.rows.first, value: "\(rest.count)",
          text: Phrase(
            nl: "nog \(rest.count) keer hetzelfde" + (rows.isEmpty ? "" : ", vanaf rij \(rows) …"),
            en: "\(rest.count) more of the same" + (rows.isEmpty ? "" : ", from row \(rows) …")))
        finding.places = rest.count
        return finding
      }
  }
}
