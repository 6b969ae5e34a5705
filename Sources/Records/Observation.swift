/// One number of a source with everything that says what it counts: for all that is not a count of
/// vmbo pupils (those are ``Fact``), such as students in the mbo, forecasts, vacancies and marks.
public struct Observation: Hashable, Sendable {
  /// A further split, under the layout's name of the column.
  public struct Dimension: Hashable, Sendable, Codable {
    /// Such as `niveau`.
    public let name: String
    /// As the source writes it, trimmed.
    public let value: String

    /// A split by name and value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What is known of a number; the four things that must stay apart, and a fifth that some sources
  /// have: a number that is secret without any bound.
  public enum Value: Hashable, Sendable {
    /// A whole number of pupils, students or things, or the interval that it lies in.
    case count(Count)
    /// A number with decimals, finite, in the unit of the series.
    case number(Double)
    /// Withheld without bounds, such as `x` in StatLine.
    case secret

    /// The number, or both ends of its interval; nil where the source gives none.
    public var bounds: ClosedRange<Double>? {
      switch self {
      case .count(let count): count.bounds.map { Double($0.lowerBound)...Double($0.upperBound) }
      case .number(let number): number...number
      case .secret: nil
      }
    }
  }

  /// What is counted or measured, such as `studenten`; the word of the layout.
  public var measure: String
  /// The unit of ``value``.
  public var unit: Figure.Unit
  /// What or where it is about.
  public var place: Place
  /// The moment it is about.
  public var period: Period
  /// The other splits, in the layout's order; one that the source does not make is absent.
  public var dimensions: [Dimension]
  /// The number, or what is known of it.
  public var value: Value
  /// The cell it stands in.
  public var source: SourceCell

  /// A number with its definition and place.
  public init(
    measure: String, unit: Figure.Unit, place: Place, period: Period,
    dimensions: [Dimension] = [], value: Value, source: SourceCell
  ) {
    self.measure = measure
    self.unit = unit
    self.place = place
    self.period = period
    self.dimensions = dimensions
    self.value = value
    self.source = source
  }
}

/// What a number is about: a school, an area, the country.
public struct Place: Hashable, Sendable, Comparable, Codable {
  /// The kind of place, with the form of its code.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A school location; six characters.
    case vestiging
    /// An institution; BRIN, four characters.
    case instelling
    /// A board; up to five digits.
    case bestuur
    /// A municipality; four digits.
    case gemeente
    /// A postal area; four digits, or a whole postcode without its blank.
    case postcode
    /// By name.
    case provincie
    /// A labour-market region, by name.
    case arbeidsmarktregio
    /// An RMC region; two digits.
    case rmc
    /// A samenwerkingsverband; its number.
    case samenwerkingsverband
    /// Any area of a source's own division, such as StatLine's region keys; the key.
    case gebied
    /// The whole country; code `NL`.
    case land
  }

  /// What kind of place it is.
  public let kind: Kind
  /// Its code, or its name where the kind has no codes.
  public let code: String

  /// A place by kind and code.
  public init(_ kind: Kind, _ code: String) {
    self.kind = kind
    self.code = code
  }

  /// The Netherlands.
  public static let nederland = Place(.land, "NL")

  /// By kind, then by code.
  public static func < (left: Self, right: Self) -> Bool {
    (left.kind.rawValue, left.code) < (right.kind.rawValue, right.code)
  }
}
