/// Something doubtful in the data, said with its place and remedy; collected, never thrown.
public struct Finding: Hashable, Sendable {
  /// How much it matters.
  public enum Level: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// For information.
    case opmerking
    /// Look at it.
    case waarschuwing
    /// The file is read, its figures are marked.
    case ernstig
    /// The file is refused.
    case fout

    /// From a remark to a refusal.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The name as people read it.
    public var title: Phrase {
      switch self {
      case .opmerking: Phrase(nl: "opmerking", en: "remark")
      case .waarschuwing: Phrase(nl: "waarschuwing", en: "warning")
      case .ernstig: Phrase(nl: "ernstig", en: "serious")
      case .fout: Phrase(nl: "fout", en: "error")
      }
    }

    /// The Dutch name, as stored and exported.
    public var name: String {
      switch self {
      case .opmerking: "opmerking"
      case .waarschuwing: "waarschuwing"
      case .ernstig: "ernstig"
      case .fout: "fout"
      }
    }
  }

  /// The rule that found it, such as `totaal-klopt-niet`; stable over versions.
  public var rule: String
  /// How much it matters.
  public var level: Level
  /// The file's name; empty for a finding over several files.
  public var file: String
  /// The row as an editor counts it; nil for the whole file.
  public var row: Int?
  /// The column's name; nil for a whole row.
  public var column: String?
  /// The value found, as the file writes it.
  public var value: String?
  /// What is the matter, in one sentence.
  public var text: Phrase
  /// What to do about it, in one sentence.
  public var remedy: Phrase
  /// How many places it speaks of: more than one where the last of many are told together.
  public var places: Int

  /// A finding with its place, as far as it has one.
  public init(
    rule: String, level: Level, file: String, row: Int? = nil, column: String? = nil,
    value: String? = nil, text: Phrase, remedy: Phrase, places: Int = 1
  ) {
    self.rule = rule
    self.level = level
    self.file = file
    self.row = row
    self.column = column
    self.value = value
    self.text = text
    self.remedy = remedy
    self.places = places
  }
}
