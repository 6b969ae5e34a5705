/// What somebody wants to assume about the years to come: *what if*.
///
/// A scenario never changes what was counted. It overwrites assumptions of the forecast, each named, and
/// is shown beside the forecast without it.
public struct Scenario: Hashable, Sendable {
  /// Which pupils a change is about: all of a region where both are nil.
  public struct Part: Hashable, Sendable {
    /// Nil for all locations.
    public var vestiging: VestigingCode?
    /// Nil for all technical profiles.
    public var profiel: Profiel?

    /// - Parameters:
    ///   - vestiging: Nil for all locations.
    ///   - profiel: Nil for all technical profiles.
    public init(vestiging: VestigingCode? = nil, profiel: Profiel? = nil) {
      self.vestiging = vestiging
      self.profiel = profiel
    }
  }

  /// A step of the cohorts.
  public enum Passage: String, Hashable, Sendable, CaseIterable {
    /// From leerjaar 3 to leerjaar 4.
    case leerjaar3 = "leerjaar 3"
    /// From leerjaar 4 to the exam.
    case leerjaar4 = "leerjaar 4"
  }

  /// A kind of file whose years can be left out or weighted.
  public enum Evidence: String, Hashable, Sendable, CaseIterable {
    /// The region's own statement of pupils by profile.
    case profielen
    /// DUO's pupils by leerjaar.
    case leerlingen
    /// DUO's exam candidates.
    case examens
  }

  /// One assumption.
  public enum Change: Hashable, Sendable {
    /// The intake of leerjaar 3 on 1 October of these years, times a factor; where `isYearly` the
    /// factor works again every year.
    case intake(Part, years: ClosedRange<Int>, factor: Double, isYearly: Bool)
    /// The expected intake of leerjaar 3 of one profile at one location, in pupils.
    case intakeNumber(Part, years: ClosedRange<Int>, pupils: Double)
    /// A passage, times a factor, for those who pass in these years.
    case passage(Passage, years: ClosedRange<Int>, factor: Double)
    /// A location, or one profile there, closes on 1 August of a year: its pupils and its later
    /// intake go to another location, in part or all; the others leave the forecast.
    case closing(Part, year: Int, to: VestigingCode?, share: Double)
    /// A profile that a location did not have begins on 1 August of a year, with this intake a year.
    case opening(VestigingCode, Profiel, year: Int, pupils: Double)
    /// A part of the intake of one location goes to another from a year on.
    case share(from: Part, to: VestigingCode, years: ClosedRange<Int>, share: Double)
    /// The doorstroom of a profile runs in a straight line to this percentage in this year, and stays.
    case doorstroom(Profiel, year: Int, percent: Double)
    /// The counts of one year in one kind of file are believed less (0 < weight < 1) or left out (0).
    case weight(Evidence, year: Int, weight: Double)
  }

  /// A short key for tables, such as `minder-instroom`.
  public var id: String
  /// The region it is for.
  public var region: String
  /// As printed.
  public var title: Phrase
  /// Why somebody would assume this; nil where nothing is said.
  public var note: Phrase?
  /// In the order of the file.
  public var changes: [Change]

  /// A scenario of some changes.
  public init(
    id: String, region: String, title: Phrase, note: Phrase? = nil, changes: [Change]
  ) {
    self.id = id
    self.region = region
    self.title = title
    self.note = note
    self.changes = changes
  }
}
