import Models
public import Records

extension Inflow {
  /// What is in hand beside the children and the region's own counts. Each part is used only where it is
  /// there, and what is not there is said.
  public struct Sources: Sendable {
    /// `schooladviezen` of the primary schools in the region's municipalities.
    public var advice: [Observation]
    /// DUO's forecast of vo pupils by institution.
    public var voPrognosis: [Observation]
    /// DUO's forecast of primary pupils of the schools in the region's municipalities.
    public var poPrognosis: [Observation]

    /// - Parameters:
    ///   - advice: Of the layout `duo-schooladviezen`.
    ///   - voPrognosis: Of the layouts `duo-prognose-vo` and `duo-prognose-vo-breed`.
    ///   - poPrognosis: Of the layout `duo-prognose-po`.
    public init(
      advice: [Observation] = [], voPrognosis: [Observation] = [], poPrognosis: [Observation] = []
    ) {
      self.advice = advice
      self.voPrognosis = voPrognosis
      self.poPrognosis = poPrognosis
    }
  }

  /// The years beyond the counted cohorts, by DUO's forecast of primary pupils.
  public struct Beyond: Hashable, Sendable {
    /// The last year of the counted cohorts.
    public let counted: Int
    /// The first year that follows the forecast; years in between lie on a straight line of logarithms.
    public let first: Int
    /// Whether a year is known both by counted cohorts and by the forecast; else the number of children for
    /// one primary pupil is that of the count by age.
    public let overlaps: Bool
    /// How many schools were added, bo and sbo of one location apart.
    public let schools: Int
  }

  /// Where the number of children of a year comes from.
  public enum Origin: Hashable, Sendable {
    /// From counted cohorts.
    case counted
    /// Drawn between the counted cohorts and DUO's forecast.
    case between
    /// From DUO's forecast of primary pupils.
    case expected
  }

  /// Where the number of children of a year comes from.
  ///
  /// - Parameter year: One of ``years``.
  public func origin(_ year: Int) -> Origin {
    guard let beyond, year > beyond.counted else { return .counted }
    return year < beyond.first ? .between : .expected
  }

  /// The index with the years that the forecast tells of, where it tells of any.
  static func extended(
    _ index: CohortIndex, _ prognosis: PoPrognosis, _ stock: ChildStock, _ options: Options
  ) throws(InflowError) -> (index: CohortIndex, beyond: Beyond)? {
    var counted: [Int: Double] = [:]
    for year in index.years { counted[year] = try index.children(year) }
    guard let last = index.years.last,
      let later = prognosis.children(
        after: counted, stock: (stock.year, stock.children), most: options.mostBeyond)
    else { return nil }
    return (
      try index.extended(
        by: later.numbers,
        levelSpread: later.overlaps ? options.prognosisSpread : 2 * options.prognosisSpread,
        yearSpread: options.prognosisYearSpread),
      Beyond(
        counted: last, first: later.first, overlaps: later.overlaps, schools: prognosis.schools)
    )
  }

  static let poOutOfReach = Finding(
    rule: "prognose-po-sluit-niet-aan", level: .waarschuwing, file: "",
    text: Phrase(
      nl: "de po-prognose sluit niet aan op de getelde kinderen: zij is niet gebruikt",
      en: "the po forecast does not meet the counted children: it was not used"),
    remedy: Phrase(
      nl: "gebruik een prognose die begint voor de getelde jaargangen op zijn",
      en: "use a forecast that begins before the counted cohorts have gone"))

  /// How the inflow was made to agree with the vmbo pupils that DUO expects.
  public struct Calibration: Hashable, Sendable {
    /// The year from which the locations change as DUO expects.
    public let from: Int
    /// The last year of which DUO's number is in hand; later years change as the children do.
    public let to: Int
    /// By location: entrants in ``to`` for 100 in ``from``; nil for one whose institution is not in the
    /// file, which follows the children.
    public let published: [Double?]
    /// The same by the children.
    public let children: Double
  }

  /// A location's part of the region's entrants.
  public struct MarketShare: Hashable, Sendable {
    /// The location.
    public let vestiging: Region.Vestiging
    /// The year of entry.
    public let period: Period
    /// The median share, in percent.
    public let median: Double
    /// Percent.
    public let interval80: ClosedRange<Double>
    /// Percent.
    public let interval95: ClosedRange<Double>
  }

  /// The part of the region's entrants that each location has, by year; paths without any entrant in the
  /// region say nothing.
  public var marketShares: [MarketShare] {
    vestigingen.indices.flatMap { location in
      years.compactMap { year -> MarketShare? in
        let shares = zip(paths.total([location], year: year), paths.total(year: year))
          .filter { $0.1 > 0 }.map { 100 * Double($0.0) / Double($0.1) }.sorted()
        guard !shares.isEmpty else { return nil }
        let values = [0.025, 0.1, 0.5, 0.9, 0.975].map { probability in
          shares[min(shares.count - 1, Int(probability * Double(shares.count)))]
        }
        return MarketShare(
          vestiging: vestigingen[location], period: .peildatum(year), median: values[2],
          interval80: values[1]...values[3], interval95: values[0]...values[4])
      }
    }
  }

  /// Of 100 children who reach leerjaar 3, or with the file of advice of 100 who have a vmbo advice, those
  /// who enter a technical profile at these locations: of a year of which nothing is known yet.
  public var techniekShare: (mean: Double, interval80: ClosedRange<Double>) {
    let rate = forecast.rate
    return (100 * rate.mean, (100 * rate.quantile(0.1))...(100 * rate.quantile(0.9)))
  }

  /// The institutions of a location: under its code and its other codes.
  static func institutions(_ vestiging: Region.Vestiging) -> Set<String> {
    Set(([vestiging.code] + vestiging.alsoKnownAs).map { String($0.text.prefix(4)) })
  }

  /// The forecast made to change as the published totals do, and what was done.
  static func calibrated(
    _ forecast: EntrantForecast, _ prognosis: VoPrognosis, _ vestigingen: [Region.Vestiging]
  ) throws(InflowError) -> (forecast: EntrantForecast, calibration: Calibration)? {
    guard let firstYear = forecast.years.first, let lastYear = forecast.years.last else {
      return nil
    }
    let from = max(forecast.base.last ?? firstYear, prognosis.firstYear)
    guard from < lastYear else { return nil }
    let before = try forecast.index.children(from)
    let groups = vestigingen.map(institutions)
    var factors: [[Double]] = []
    var reached = from
    var latest = [Double](repeating: 1, count: vestigingen.count)
    for year in forecast.years {
      let children = try forecast.index.children(year) / before
      for (place, group) in groups.enumerated() where year > from {
        guard let growth = prognosis.growth(group, year, from: from) else { continue }
        latest[place] = growth / children
        reached = year
      }
      factors.append(latest)
    }
    guard reached > from else { return nil }
    let calibration = Calibration(
      from: from, to: reached,
      published: groups.map { prognosis.growth($0, reached, from: from).map { 100 * $0 } },
      children: 100 * (try forecast.index.children(reached)) / before)
    return (try forecast.calibrated(by: factors), calibration)
  }

  static func outOfReach(_ prognosis: VoPrognosis, last: Int) -> Finding {
    Finding(
      rule: "prognose-begint-later", level: .waarschuwing, file: "",
      value: "\(prognosis.firstYear)",
      text: Phrase(
        nl:
          "de vo-prognose begint in \(prognosis.firstYear), de instroom loopt tot \(last): zij is niet "
          + "gebruikt",
        en:
          "the vo forecast begins in \(prognosis.firstYear), the inflow runs to \(last): it was not "
          + "used"),
      remedy: Phrase(
        nl: "gebruik een oudere vo-prognose, of een nieuwere telling van de kinderen",
        en: "use an older vo forecast, or a newer count of the children"))
  }

  static func notInPrognosis(
    _ calibration: Calibration, _ vestigingen: [Region.Vestiging]
  ) -> [Finding] {
    vestigingen.indices.filter { calibration.published[$0] == nil }.map { place in
      Finding(
        rule: "prognose-zonder-instelling", level: .waarschuwing, file: "",
        value: vestigingen[place].code.text,
        text: Phrase(
          nl:
            "de vo-prognose heeft geen getal voor de instelling van \(vestigingen[place].name): deze "
            + "vestiging volgt het aantal kinderen",
          en:
            "the vo forecast has no number for the institution of \(vestigingen[place].name): this "
            + "location follows the number of children"),
        remedy: Phrase(
          nl: "zet een vroegere code van de vestiging onder `ook` in regio.yaml",
          en: "put an earlier code of the location under `ook` in regio.yaml"))
    }
  }

  static func leftOut(_ advice: SchoolAdvice) -> [Finding] {
    advice.leftOut == 0
      ? []
      : [
        Finding(
          rule: "advies-niet-geleverd", level: .waarschuwing, file: "",
          value: "\(advice.leftOut)",
          text: Phrase(
            nl:
              "\(advice.leftOut) keer levert een basisschool in een jaar een advies niet: zij telt "
              + "dat jaar niet mee",
            en:
              "\(advice.leftOut) times a primary school does not deliver an advice in a year: it does "
              + "not count in that year"),
          remedy: Phrase(
            nl: "vul het bestand aan, of vraag het na bij DUO",
            en: "complete the file, or ask DUO"))
      ]
  }
}
