public import Records

/// What the data-quality report is made of: plain values, nothing computed from them but counts.
public struct QualityReport: Hashable, Sendable {
  /// One file that was read, or refused.
  public struct File: Hashable, Sendable {
    /// Name, hash, layout, rows and provisional period.
    public var source: SourceFile
    /// The periods it is about, from first to last; empty where it has none.
    public var periods: [Period]
    /// How many of its counts are withheld, 0–1; nil where it has no counts.
    public var suppressed: Double?
    /// What to say of rows that gave no counts; nil where all did.
    public var note: Phrase?
    /// Whether it was refused, so that nothing of it is in the figures.
    public var isRefused: Bool

    /// A file with what is to be said of it.
    public init(
      source: SourceFile, periods: [Period] = [], suppressed: Double? = nil, note: Phrase? = nil,
      isRefused: Bool = false
    ) {
      self.source = source
      self.periods = periods
      self.suppressed = suppressed
      self.note = note
      self.isRefused = isRefused
    }
  }

  /// A rule with its texts.
  public struct Rule: Hashable, Sendable {
    /// Such as `totaal-klopt-niet`.
    public var id: String
    /// How much its findings matter.
    public var level: Finding.Level
    /// What it compares.
    public var compares: Phrase
    /// From where on it speaks, and why there.
    public var threshold: Phrase

    /// A rule with its texts.
    public init(id: String, level: Finding.Level, compares: Phrase, threshold: Phrase) {
      self.id = id
      self.level = level
      self.compares = compares
      self.threshold = threshold
    }
  }

  /// What was looked at, such as a region's name.
  public var title: Phrase
  /// In the order in which they were read.
  public var files: [File]
  /// In the order of the files.
  public var findings: [Finding]
  /// All rules that were applied, in the order of the documentation.
  public var rules: [Rule]
  /// The program's version.
  public var version: String

  /// A report of these files and findings.
  public init(
    title: Phrase, files: [File], findings: [Finding], rules: [Rule], version: String
  ) {
    self.title = title
    self.files = files
    self.findings = findings
    self.rules = rules
    self.version = version
  }

  /// Findings that differ in their place only.
  public struct Group: Hashable, Sendable {
    /// The first of them.
    public var first: Finding
    /// The others, in the order of the files.
    public var others: [Finding]

    /// How many places they speak of.
    public var count: Int { all.reduce(0) { $0 + $1.places } }
    /// In how many rows those are; nil where one of them is in none.
    public var rows: Int? {
      let rows = Set(all.compactMap(\.row))
      return all.allSatisfy { $0.row != nil && $0.places == 1 } ? rows.count : nil
    }
    /// All of them, in order.
    public var all: [Finding] { [first] + others }
  }

  /// Findings of one rule, file and level, together: the gravest first, then by file and by number.
  public var groups: [Group] {
    struct Key: Hashable {
      let rule: String
      let file: String
      let level: Finding.Level
    }
    var order: [Key] = []
    var groups: [Key: Group] = [:]
    for finding in findings {
      let key = Key(rule: finding.rule, file: finding.file, level: finding.level)
      if groups[key] == nil {
        order.append(key)
        groups[key] = Group(first: finding, others: [])
      } else {
        groups[key]?.others.append(finding)
      }
    }
    let places = Dictionary(
      files.enumerated().map { ($1.source.name, $0) }, uniquingKeysWith: { first, _ in first })
    return order.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.level != b.level { return a.level > b.level }
      let (p, q) = (places[a.file] ?? -1, places[b.file] ?? -1)
      return (p, left.offset) < (q, right.offset)
    }.compactMap { groups[$0.element] }
  }

  /// How many places findings of each level speak of, the gravest level first.
  var counts: [(level: Finding.Level, count: Int)] {
    Finding.Level.allCases.reversed().map { level in (level, places { $0.level == level }) }
  }

  /// How many places these findings speak of.
  func places(_ isWanted: (Finding) -> Bool) -> Int {
    findings.reduce(0) { $0 + (isWanted($1) ? $1.places : 0) }
  }
}
