public import Records

/// What one year to come may bring: the quantiles of a forecast distribution.
public struct Outlook: Hashable, Sendable {
  /// The moment it is about.
  public var period: Period
  /// The middle of the distribution: as likely to be above as below.
  public var median: Double
  /// Holds the outcome with probability 0.8.
  public var interval80: ClosedRange<Double>
  /// Holds the outcome with probability 0.95.
  public var interval95: ClosedRange<Double>

  /// An outlook with its quantiles.
  public init(
    period: Period, median: Double, interval80: ClosedRange<Double>,
    interval95: ClosedRange<Double>
  ) {
    self.period = period
    self.median = median
    self.interval80 = interval80
    self.interval95 = interval95
  }
}

/// One observed value with where it stands.
public struct Observed: Hashable, Sendable {
  /// The moment it is about.
  public var period: Period
  /// The number, or what is known of it.
  public var count: Count
  /// Whether the source calls this year *voorlopig*.
  public var isProvisional: Bool
  /// The cells that were added to make it.
  public var sources: [SourceCell]

  /// A value with the cells it stands in.
  public init(period: Period, count: Count, isProvisional: Bool, sources: [SourceCell]) {
    self.period = period
    self.count = count
    self.isProvisional = isProvisional
    self.sources = sources
  }
}

/// A series of pupils, as far as it is known, and what is expected of it.
public struct Projection: Hashable, Sendable {
  /// Unique within its region, such as `profiel/BWI`, `vestiging/03WO01` or `totaal`.
  public var id: String
  /// As printed.
  public var title: Phrase
  /// In order of period.
  public var observed: [Observed]
  /// In order of period; empty where nothing can be forecast.
  public var outlook: [Outlook]

  /// A series with what is expected of it.
  public init(id: String, title: Phrase, observed: [Observed], outlook: [Outlook]) {
    self.id = id
    self.title = title
    self.observed = observed
    self.outlook = outlook
  }
}
