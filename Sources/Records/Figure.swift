/// A published figure that is not a count of pupils at a location: a percentage of doorstroom, a
/// number of vacancies, a programme's own tally.
public struct Figure: Hashable, Sendable {
  /// What the number is, and how it is printed.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// Percent, 0–100.
    case procent
    /// A whole number of things or people.
    case aantal
    /// Full-time equivalents.
    case fte
    /// Euro.
    case euro
    /// Euro a year.
    case euroPerJaar = "euro per jaar"
    /// Hours.
    case uren
    /// A ratio of two numbers, such as vacancies to job seekers.
    case verhouding
    /// An exam mark, 1–10.
    case cijfer
    /// The score of a test, on the test's own scale.
    case score
    /// A distance.
    case kilometer
  }

  /// Whether the source gives the number itself or a bound on it.
  public enum Relation: String, Hashable, Sendable, CaseIterable {
    case gelijk = "="
    /// About.
    case ongeveer = "~"
    case meerDan = ">"
    case minderDan = "<"
    case tenminste = ">="
    case hoogstens = "<="
  }

  /// The layout that made it: `regio-doorstroom` or `regio-indicatoren`.
  public var layout: String
  /// The region that the file belongs to, such as `t-is-for-tech`.
  public var region: String
  /// The id in the indicator registry.
  public var indicator: String
  /// What the number counts, in the words of the source's table; empty where the indicator says it.
  public var name: String
  /// The place or group the figure is about: a profile, an arbeidsmarktregio, a school.
  public var area: String
  /// A further split, such as a level or a sector; empty where there is none.
  public var category: String
  /// The moment it is about; the year of the document where the source names none.
  public var period: Period
  /// In ``unit``.
  public var value: Double
  /// Whether the value is exact, an estimate or a bound.
  public var relation: Relation
  /// The unit of the value.
  public var unit: Unit
  /// How many the percentage is of, where the source says so.
  public var denominator: Count
  /// The section or table of the document.
  public var section: String
  /// The cell it stands in.
  public var source: SourceCell

  /// A figure with its definition and place.
  public init(
    layout: String, region: String, indicator: String, name: String = "", area: String,
    category: String = "", period: Period, value: Double, relation: Relation = .gelijk, unit: Unit,
    denominator: Count = .missing, section: String, source: SourceCell
  ) {
    self.layout = layout
    self.region = region
    self.indicator = indicator
    self.name = name
    self.area = area
    self.category = category
    self.period = period
    self.value = value
    self.relation = relation
    self.unit = unit
    self.denominator = denominator
    self.section = section
    self.source = source
  }
}

/// A statement that a school offers something: a profile in a leerweg, or a keuzevak.
public struct Offer: Hashable, Sendable {
  /// What kind of thing is offered.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case profiel
    case keuzevak
    /// The type of school itself, such as PRO or MBO, where the source names no profile.
    case school
  }

  /// The id of the region whose plan says it.
  public var region: String
  /// What is offered.
  public var kind: Kind
  /// The school as the plan writes it.
  public var school: String
  /// The location, where the school is one that the region file lists.
  public var vestiging: VestigingCode?
  /// The profile's or keuzevak's name.
  public var name: String
  /// The group it stands under: leerweg column of the table, or the profile of a keuzevak.
  public var group: String
  /// The mark exactly as printed, such as `x`, `X **` or `...`.
  public var mark: String
  /// The section or table of the document.
  public var section: String
  /// The cell it stands in.
  public var source: SourceCell

  /// A statement of offer with its place.
  public init(
    region: String, kind: Kind, school: String, vestiging: VestigingCode?, name: String,
    group: String, mark: String, section: String, source: SourceCell
  ) {
    self.region = region
    self.kind = kind
    self.school = school
    self.vestiging = vestiging
    self.name = name
    self.group = group
    self.mark = mark
    self.section = section
    self.source = source
  }
}
