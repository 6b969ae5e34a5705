public import Records

/// A table of values, ready to be rendered as HTML, XLSX, CSV or on a terminal.
public struct Table: Hashable, Sendable {
  /// What a column holds and how its numbers are printed.
  public struct Column: Hashable, Sendable {
    /// The kind of value, which decides alignment and format.
    public enum Kind: Hashable, Sendable {
      case text
      /// With this many decimals.
      case number(decimals: Int)
      /// A percentage, 0–100, with this many decimals.
      case percent(decimals: Int)
      /// A year or another number that takes no thousands separator.
      case year
    }

    /// Stable name for CSV and SQL users: lower case, no blanks.
    public var key: String
    /// What people read above the column; a percentage names its unit.
    public var title: Phrase
    /// How its values are aligned and printed.
    public var kind: Kind

    /// A column.
    public init(key: String, title: Phrase, kind: Kind) {
      self.key = key
      self.title = title
      self.kind = kind
    }
  }

  /// One value.
  public enum Cell: Hashable, Sendable {
    case text(Phrase)
    /// A count; a suppressed one prints as its bounds.
    case count(Count)
    case number(Double)
    case interval(ClosedRange<Double>)
    /// Nothing to print, with the reason.
    case empty(Phrase)
  }

  /// One row; a total is set apart.
  public struct Row: Hashable, Sendable {
    /// One a column.
    public var cells: [Cell]
    /// Whether it sums the rows above it.
    public var isTotal: Bool

    /// A row.
    public init(_ cells: [Cell], isTotal: Bool = false) {
      self.cells = cells
      self.isTotal = isTotal
    }
  }

  /// Unique in a report; the name of the CSV file and of the XLSX sheet.
  public var id: String
  /// The heading.
  public var title: Phrase
  /// What the numbers are: definition, unit, population.
  public var caption: Phrase
  /// From left to right.
  public var columns: [Column]
  /// From top to bottom.
  public var rows: [Row]
  /// Where the numbers come from: document and section, or file and rows.
  public var source: Phrase

  /// - Precondition: every row has one cell a column.
  public init(
    id: String, title: Phrase, caption: Phrase, columns: [Column], rows: [Row], source: Phrase
  ) {
    for row in rows {
      precondition(
        row.cells.count == columns.count,
        "table \(id): \(row.cells.count) cells for \(columns.count) columns")
    }
    self.id = id
    self.title = title
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.source = source
  }
}
