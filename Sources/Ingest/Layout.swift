public import Records

/// The description of one data set's files: which columns, under which headers, of what type, and
/// what a row is about. Reading follows this description; only the step from a row's values to facts
/// is code, one function a layout.
public struct Layout: Sendable, Identifiable {
  /// One column, or with `#` in its name one column a school year.
  public struct Column: Hashable, Sendable {
    /// What a cell may hold.
    public enum Kind: Hashable, Sendable {
      /// Any text, also none.
      case text
      /// Text that may not be blank.
      case required
      /// A number of pupils, a suppressed one by the layout's convention, blank, or `n.v.t.`.
      case count
      /// A number with a decimal comma or point, also with `%` behind it.
      case decimal
      /// A year of four digits.
      case year
    }

    /// The layout's own name; `#` stands for the exam year.
    public let name: String
    /// Headers as files write them; `#` stands for a school year such as `2019-2020`. Case, blanks
    /// and underscores do not matter.
    public let aliases: [String]
    /// What its cells may hold.
    public let kind: Kind
    /// Whether every file of the layout has it.
    public let isRequired: Bool

    init(_ name: String, _ aliases: [String], _ kind: Kind = .text, isRequired: Bool = true) {
      self.name = name
      self.aliases = aliases
      self.kind = kind
      self.isRequired = isRequired
    }
  }

  /// How a file says that a number from 1 to 4 is withheld. What is not listed is refused: the
  /// source decides, not the value.
  public enum Suppression: Hashable, Sendable {
    /// `<5` is 1...4.
    case lessThanFive
    /// `-1` is 1...4.
    case minusOne
    /// `3..12` is 3...12, a sum over withheld cells.
    case interval
  }

  /// Where a row's year stands.
  public enum YearSource: Hashable, Sendable {
    /// In the file's name.
    case fileName
    /// In the headers, several years a row.
    case headers
    /// In a column of this name.
    case column(String)
    /// A row has no year.
    case none
  }

  /// Such as `duo-leerlingen`.
  public let id: String
  /// The data set's name.
  public let title: Phrase
  /// What its rows hold and which facts are made of them.
  public let description: Phrase
  /// In the layout's own order; a file may have them in any.
  public let columns: [Column]
  /// How withheld numbers are written.
  public let suppression: Set<Suppression>
  /// The columns that together occur once in a file.
  public let key: [String]
  /// Where the year of a row stands.
  public let year: YearSource
  /// Whether the newest period in a file is provisional.
  public let isProvisional: Bool
  let interpreter: @Sendable (Binding) -> Interpreter

  static let known: [Layout] = [
    .duoLeerlingen, .duoExamenkandidaten, .regioProfielen, .regioDoorstroom, .regioIndicatoren,
    .regioAanbod, .duoTabelLeerlingen, .duoTabelExamens,
  ]
}

/// Makes facts, figures and offers of one row, and reports what is doubtful.
typealias Interpreter =
  (_ cells: Cells, _ row: inout SourceRow, _ findings: inout [Finding]) throws(IngestError) -> Void

/// Every layout that files are recognised by, DUO's first.
public var recognisedLayouts: [Layout] { Layout.known }
