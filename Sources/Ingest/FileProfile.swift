public import Records

/// What a file is, whether or not it can be read: for a person who asks, and for the message that says
/// why a file is refused.
///
/// The columns tell about the rows before the first that is refused for its shape; ``refusal`` says
/// which that is. A file that is no text has no columns.
public struct FileProfile: Sendable {
  /// How bytes stand for text.
  public enum Encoding: String, Sendable {
    /// No byte of 0x80 or more: UTF-8 and windows-1252 alike.
    case ascii = "ASCII"
    case utf8 = "UTF-8"
    case windows1252 = "windows-1252"
  }

  /// Which fields stand in quotation marks.
  public enum Quoting: String, Sendable {
    case none, some
    /// Every field of the first thousand rows.
    case all
  }

  /// How lines end.
  public enum LineEnd: String, Sendable {
    case crlf = "CRLF"
    case lf = "LF"
    case cr = "CR"
    case mixed
    /// One line without an end.
    case none
  }

  /// A header that no layout has, seen from the nearest one.
  public struct Nearest: Hashable, Sendable {
    /// The layout's id.
    public let layout: String
    /// The columns that the file lacks.
    public let missing: [String]
    /// The columns that the layout does not have.
    public let unexpected: [String]
  }

  /// One column.
  public struct Column: Hashable, Sendable {
    /// What its cells are.
    public enum Kind: String, Hashable, Sendable {
      /// Whole numbers, withheld ones and blanks.
      case count
      /// Numbers, one of them with decimals or a sign.
      case decimal
      case text
      /// No cell is filled.
      case blank
    }

    /// As the file writes it.
    public let header: String
    /// The layout's own name; nil where no layout has it.
    public let name: String?
    /// What its cells are.
    public let kind: Kind
    /// How many cells are blank.
    public let blank: Int
    /// How many cells hold a withheld number: by the layout's convention, or `<5` without a layout.
    public let suppressed: Int
    /// How many cells hold a zero.
    public let zero: Int
    /// The least number; nil where no cell is one.
    public let minimum: Double?
    /// The greatest number; nil where no cell is one.
    public let maximum: Double?
    /// How many different texts, blank being one; counted to ``FileProfile/most``.
    public let distinct: Int
    /// Whether there are more.
    public let isMore: Bool
    /// The text of the most bytes, the first of equals.
    public let longest: String
  }

  /// Different texts of a column are counted to here.
  public static let most = 10_000

  /// The file's name without folders.
  public let name: String
  /// Its length.
  public let bytes: Int
  /// Nil for a file that is no text.
  public internal(set) var encoding: Encoding?
  /// How many bytes are 0x80 or more.
  public internal(set) var highBytes = 0
  /// Whether it begins with the byte order mark of UTF-8.
  public internal(set) var hasByteOrderMark = false
  /// Nil where no line has one.
  public internal(set) var delimiter: Character?
  /// Which fields stand in quotation marks.
  public internal(set) var quoting = Quoting.none
  /// How lines end, also those inside quotation marks.
  public internal(set) var lineEnd = LineEnd.none
  /// How many data rows, up to the first that is refused for its shape.
  public internal(set) var rows = 0
  /// In the order of the file.
  public internal(set) var columns: [Column] = []
  /// The first rows, as text.
  public internal(set) var firstRows: [[String]] = []
  /// The id of the layout that has this header.
  public internal(set) var layout: String?
  /// The nearest layout, where none has this header.
  public internal(set) var nearest: Nearest?
  /// The periods that the file is about, rising.
  public internal(set) var periods: [Period] = []
  /// The newest of them, where its source calls that provisional.
  public internal(set) var provisional: Period?
  /// What is doubtful in the rows, if the file is not refused.
  public internal(set) var findings: [Finding] = []
  /// How many rows give numbers, and what the others are; nil for a file that is refused.
  public internal(set) var tally: RowTally?
  /// Why the file is refused; nil if it is not.
  public internal(set) var refusal: IngestError?

  /// Looks at a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - rows: How many first rows are kept.
  /// - Throws: ``IngestError/unreadable(path:reason:)``, ``IngestError/changed(file:)``; everything
  ///   else that is wrong with it stands in ``refusal``.
  public init(path: String, rows: Int = 5) throws(IngestError) {
    var profile: FileProfile
    do throws(IngestError) {
      let file = try FileBytes(path: path)
      profile = FileProfile(name: file.name, bytes: file.count)
      do throws(IngestError) {
        try profile.look(file, path: path, firstRows: rows)
      } catch {
        if case .changed = error { throw error }
        if case .unreadable = error { throw error }
        profile.refusal = profile.refusal ?? error
      }
    } catch {
      guard case .empty(let name) = error else { throw error }
      profile = FileProfile(name: name, bytes: 0)
      profile.refusal = error
    }
    self = profile
  }

  init(name: String, bytes: Int) {
    self.name = name
    self.bytes = bytes
  }
}
