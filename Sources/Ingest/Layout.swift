public import Records

/// The description of one data set's files: which columns, under which headers, of what type, and
/// what a row is about. Reading follows this description; only the step from a row's values to facts
/// is code, one function a layout.
public struct Layout: Sendable, Identifiable {
  /// One column; with `#` in its name one column a school year, with `@` one a year.
  public struct Column: Hashable, Sendable {
    /// What a cell may hold.
    public enum Kind: Hashable, Sendable {
      /// Any text, also none.
      case text
      /// Text that may not be blank.
      case required
      /// A number of people or things, a suppressed one by the layout's convention, blank, or
      /// `n.v.t.`.
      case count
      /// A number with a decimal comma or point, also with `%` behind it.
      case decimal
      /// A year of four digits.
      case year
    }

    /// What is made of a cell by the layouts that have no interpreter of their own.
    public enum Role: Hashable, Sendable {
      /// Nothing: it is kept in staging only.
      case kept
      /// The code of what the row is about.
      case place(Place.Kind)
      /// The institution's part of a location's code; with ``location`` it makes the place.
      case brin
      /// The location's part of its code, or all six characters.
      case location
      /// A further split, under the column's name.
      case dimension
      /// A further split by a place, under the column's name, with its code in one form.
      case placeDimension(Place.Kind)
      /// The row's period; how it is written says ``Layout/period``.
      case period
      /// Says with this text that a `4` in the row's counts is 1...4.
      case withheldMark(String)
      /// A number: what it is, its unit, and the splits that its header stands for.
      case measure(String, Figure.Unit, [Observation.Dimension])
    }

    /// What the generator of synthetic samples puts into the cells.
    public enum Sample: Hashable, Sendable {
      /// One of these, evenly.
      case oneOf([String])
      /// One of these, the same in all rows of a school.
      case oneOfSchool([String])
      /// One of these, at the same place in the list as those of the row's other columns with a list
      /// of this length: a crebo with its name.
      case together([String])
      /// The first of these up to and with this year, the second after it.
      case until(Int, String, String)
      /// A whole number around this one; small ones are withheld where the layout does so.
      case count(around: Int)
      /// The numbers of these columns together, withheld as they would be.
      case sum(of: [String])
      /// At least this share of the number of a column, at most all of it.
      case part(of: String, least: Double)
      /// A number between these, with so many decimals.
      case decimal(ClosedRange<Double>, decimals: Int)
      /// The mean of the numbers of these columns, which have as many decimals as it.
      case mean(of: [String], decimals: Int)
      /// What percentage the number of one column is of that of another, with one decimal; none of
      /// none is blank.
      case share(of: String, in: String)
      /// A code or name of a fictitious school, the same over the columns of a row.
      case brin, location, vestiging, schoolName, bestuur, postcode
      /// The code of a location of another school.
      case otherVestiging
      /// Where the school lies.
      case place(PlaceText)
      /// The location's number without leading zeros.
      case locationNumber
      /// One of the years asked for.
      case year
      /// One of the years asked for, in a text with `@` for the year or `#` for the school year that
      /// begins in it, such as `@1001`.
      case yearAs(String)
      /// Always this.
      case constant(String)
    }

    /// What a column says of where a school lies.
    public enum PlaceText: Hashable, Sendable {
      /// `NIJKERK GLD`, `Nijkerk`, `NIJKERK`, `0267`, ` 267`, `Gelderland`.
      case plaats, gemeente, gemeenteInCapitals, gemeentenummer, paddedGemeentenummer, provincie
      /// RMC-regio `16`, `Eem en Vallei`.
      case rmc, rmcNaam
    }

    /// The layout's own name; `#` or `@` stands for the year.
    public let name: String
    /// Headers as files write them; `#` stands for a school year such as `2019-2020`, `@` for a year
    /// such as `2019`. Case, blanks and underscores do not matter.
    public let aliases: [String]
    /// What its cells may hold.
    public let kind: Kind
    /// Whether every file of the layout has it.
    public let isRequired: Bool
    /// What is made of its cells.
    public let role: Role
    /// What a synthetic file has in it; nil for an empty cell.
    public let sample: Sample?

    init(
      _ name: String, _ aliases: [String], _ kind: Kind = .text, isRequired: Bool = true,
      role: Role = .kept, sample: Sample? = nil
    ) {
      self.name = name
      self.aliases = aliases
      self.kind = kind
      self.isRequired = isRequired
      self.role = role
      self.sample = sample
    }
  }

  /// How a file says that a number is withheld. What is not listed is refused: the source decides,
  /// not the value.
  public enum Suppression: Hashable, Sendable {
    /// `<5` is 1...4.
    case lessThanFive
    /// `-1` is 1...4.
    case minusOne
    /// `4` is 1...4, as in DUO's older interface.
    case four
    /// `3..12` is 3...12, a sum over withheld cells.
    case interval
    /// StatLine: `.` is missing, `x` is secret, a blank cannot exist.
    case statLine
  }

  /// How a text names a period.
  public enum PeriodForm: Hashable, Sendable {
    /// `2019`, `20191001`: 1 October of that year; `2019-2020` is 2019.
    case peildatum
    /// `2019`, `2018-2019`: the year in which the exams are.
    case examenjaar
    /// `2018` is the school year 2018-2019, with its exams in 2019.
    case examenjaarByStart
    /// `2019`.
    case jaar
    /// `2019`, `2019-2020`, `2019/20`: by the year in which it begins.
    case schooljaar
    /// `2021` is the school year 2020-2021.
    case schooljaarByEnd
    /// StatLine's keys: `2022JJ00`, `2022SJ00`, `2022KW01`, `2022MM01`.
    case statLine
  }

  /// How the source writes its files, for synthetic samples.
  public struct Form: Hashable, Sendable {
    /// Whether every field stands in quotation marks, or only one that needs them.
    public enum Quoting: Hashable, Sendable { case whenNeeded, all }

    /// The file's name, with `@` for a year and `#` for a school year.
    public let fileName: String
    /// Between fields.
    public let delimiter: Character
    /// Which fields are quoted.
    public let quoting: Quoting
    /// In decimal numbers.
    public let decimalMark: Character

    init(
      fileName: String, delimiter: Character = ";", quoting: Quoting = .whenNeeded,
      decimalMark: Character = ","
    ) {
      self.fileName = fileName
      self.delimiter = delimiter
      self.quoting = quoting
      self.decimalMark = decimalMark
    }
  }

  /// Where a row's period stands.
  public enum PeriodSource: Hashable, Sendable {
    /// In the file's name.
    case fileName(PeriodForm)
    /// In the headers, several years a row.
    case headers(PeriodForm)
    /// In a column of this name.
    case column(String, PeriodForm)
    /// A row has no period.
    case none
  }

  /// Such as `duo-leerlingen`.
  public let id: String
  /// The data set's name.
  public let title: Phrase
  /// What its rows hold and which records are made of them.
  public let description: Phrase
  /// Where the data set comes from and how its form is known.
  public let origin: String
  /// In the layout's own order; a file may have them in any.
  public let columns: [Column]
  /// How withheld numbers are written.
  public let suppression: Set<Suppression>
  /// The columns that together occur once in a file.
  public let key: [String]
  /// Where the period of a row stands.
  public let period: PeriodSource
  /// Whether the newest period in a file is provisional.
  public let isProvisional: Bool
  /// Whether columns that the layout does not name are taken too, as splits or as numbers (StatLine).
  public let isOpen: Bool
  /// How the source writes its files.
  public let form: Form
  /// What makes records of a row; not asked where there is a ``planner``.
  let interpreter: @Sendable (Binding) -> Interpreter
  /// What tells the facts of a row from its texts alone, where the layout can; then rows can be read in
  /// batches.
  let planner: (@Sendable (Binding) -> RowPlanner)?

  /// - Parameters:
  ///   - form: `;` and the id as the file's name unless said otherwise.
  ///   - interpreter: Makes records of a row; unless given, observations by the columns' roles.
  init(
    id: String, title: Phrase, description: Phrase, origin: String = "", columns: [Column],
    suppression: Set<Suppression>, key: [String], period: PeriodSource, isProvisional: Bool,
    isOpen: Bool = false, form: Form? = nil,
    planner: (@Sendable (Binding) -> RowPlanner)? = nil,
    interpreter: (@Sendable (Binding) -> Interpreter)? = nil
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.origin = origin
    self.columns = columns
    self.suppression = suppression
    self.key = key
    self.period = period
    self.isProvisional = isProvisional
    self.isOpen = isOpen
    self.planner = planner
    self.form = form ?? Form(fileName: "\(id)-@.csv")
    self.interpreter =
      interpreter ?? { binding in
        RoleInterpreter(binding, period: period, suppression: suppression).interpret
      }
  }

  static let known: [Layout] =
    [
      duoLeerlingen, duoExamenkandidaten, regioProfielen, regioDoorstroom, regioIndicatoren,
      regioAanbod, duoTabelLeerlingen, duoTabelExamens, duoTabelPoLeeftijd,
    ] + duoLeerlingenVo + [duoGeslaagden] + duoExamensLang + duoAdressen + duoRegister + duoPo
    + duoPoLang + [duoVsv] + mbo + prognoses + statLine + arbeidsmarkt
}

/// Makes records of one row, and reports what is doubtful.
typealias Interpreter =
  (_ cells: Cells, _ row: inout SourceRow, _ findings: inout [Finding]) throws(IngestError) -> Void

/// Every layout that files are recognised by, DUO's first.
public var recognisedLayouts: [Layout] { Layout.known }
