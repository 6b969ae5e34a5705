public import Records

/// The yearly counts of one location, with what is known of its place.
public struct VestigingHistory: Hashable, Sendable {
  /// Its code in the source.
  public let code: VestigingCode
  /// The newest name.
  public let name: String
  /// The municipality as the source writes it; empty where unknown.
  public let gemeente: String
  /// The place as the source writes it; empty where unknown.
  public let plaats: String
  /// `3813 VD` or `3813VD`; empty where unknown.
  public let postcode: String
  /// One count a period. A period of the source that is not here counts as zero: a location without
  /// rows had no pupils. `.missing` passes the location over for that period.
  public let counts: [Period: Count]

  /// A location and its counts.
  public init(
    code: VestigingCode, name: String, gemeente: String = "", plaats: String = "",
    postcode: String = "", counts: [Period: Count]
  ) {
    self.code = code
    self.name = name
    self.gemeente = gemeente
    self.plaats = plaats
    self.postcode = postcode
    self.counts = counts
  }
}

/// A move of pupils from one location to another that no crosswalk knows, proposed to a person.
///
/// It says that two changes go together, not that one caused the other: two schools of a town can
/// shrink and grow by chance. Nothing is ever followed because it was proposed.
public struct Verplaatsing: Hashable, Sendable {
  /// How near the two locations are, from near to far.
  public enum Nearness: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// The same six-character postcode.
    case adres
    /// The same four digits of the postcode.
    case postcode
    /// The same place.
    case plaats
    /// The same municipality.
    case gemeente
    /// Alike in name only.
    case naam

    /// From near to far.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// The location that shrank or vanished.
  public let from: VestigingHistory
  /// The location that grew or appeared.
  public let to: VestigingHistory
  /// The period before the change.
  public let before: Period
  /// The period after it.
  public let after: Period
  /// What ``from`` lost, at least and at most.
  public let loss: ClosedRange<Int>
  /// What ``to`` gained, at least and at most.
  public let gain: ClosedRange<Int>
  /// How near the two are.
  public let nearness: Nearness
  /// Whether they share a word of their names that is not a type of school or a place.
  public let hasLikeName: Bool
  /// Whether they belong to one institution.
  public let isWithinInstitution: Bool
  /// 0…1: the product of how near they are, how much of the old location went, and how alike the two
  /// numbers are.
  ///
  ///     strength = nearness · lost share · (smaller of loss and gain / larger of them)
  ///
  /// Nearness is 1 at one address, 0.85 in one postcode, 0.75 in one place, 0.65 in one gemeente, 0.5
  /// else; a like name or one institution halves what is missing to 1. The weights are a judgement;
  /// they order the list and nothing else. Withheld counts enter by the middle of their interval.
  public let strength: Double
  /// The moves from the one towards the other, or to its institution, that are known and not followed,
  /// because they took a part only, are one of several, or name no location; by date.
  public let known: [Succession]
}
