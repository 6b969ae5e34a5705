import Foundation
public import Models
public import Records

/// How many pupils will enter leerjaar 3 of a technical profile at the region's locations, from the children
/// who are in primary school already.
///
/// 1. The newest table of children by home municipality and age (layout `duo-tabel-po-leeftijd`; basisschool
///    and speciaal basisonderwijs), added over the region's municipalities, withheld cells as intervals.
/// 2. At what age they leave primary school, from the shares of that table that are still there at 11, 12
///    and 13; leerjaar 3 comes two years later, for who repeats a leerjaar three.
/// 3. So the number of children who reach leerjaar 3 in each year (`CohortIndex`).
/// 4. The share of them who enter a technical profile here, and how they spread over the locations, from
///    the years of which both are known (`EntrantModel`): leerjaar 3 where DUO's pupil file counts it, else
///    the exam candidates of two years later over the share that reaches the exam.
///
/// 5. Where DUO's file of school advice is there (``Sources/advice``), the children of step 3 are those with a
///    vmbo advice (``SchoolAdvice``), and the share of step 4 is that of them.
/// 6. Where DUO's forecast of vo pupils is there (``Sources/voPrognosis``), each location changes as the vmbo
///    pupils of its institution do (``Calibration``).
/// 7. Where DUO's forecast of primary pupils is there (``Sources/poPrognosis``), years beyond the counted
///    cohorts (``Beyond``), marked as such.
/// 8. The entrants of each location by profile, as its newest count by profile has them (``Profiles``).
///
/// What is not told apart: how many children go to a school outside the region, and, without the file of
/// advice, how many get a vmbo advice. The share of step 4 is that of these locations, also of children who
/// come from elsewhere.
public struct Inflow: Sendable {
  /// What is assumed, and how finely to simulate.
  public struct Options: Hashable, Sendable {
    /// The chance to repeat a leerjaar before leerjaar 3. An assumption: no file counts it by leerjaar.
    public var repeating = 0.03
    /// A year's moving in and out, as a standard deviation of the logarithm. An assumption.
    public var migrationSpread = 0.01
    /// How much a year may change the share that comes, for good; on the logarithmic scale. An assumption.
    public var shareSpread = 0.05
    /// The share of children of an age that primary school counts, and how unsure that is, where it is
    /// not all of them. In the 15 municipalities around Amersfoort and Almere on 1 October 2017 there were
    /// 0.932 as many of 4 as of 5, and 0.884 as many of 11 as of 10; from one municipality to the next these
    /// ratios vary by 8 and 5 %. Of 4, a part is the falling number of births.
    public var partial: [Int: Partial] = [
      4: Partial(share: 0.95, spread: 0.06), 11: Partial(share: 0.88, spread: 0.04),
    ]
    /// How far the level of DUO's po forecast may be off, as a standard deviation of the logarithm; twice
    /// as much where no year is known by both. An assumption: no file of it is in hand.
    public var prognosisSpread = 0.03
    /// How much a year beyond the counted cohorts adds to that. An assumption.
    public var prognosisYearSpread = 0.015
    /// At most so many years beyond the counted cohorts.
    public var mostBeyond = 10
    /// How many simulated futures.
    public var paths = 4_000
    /// The key of the random numbers: the same seed gives the same futures.
    public var seed: UInt64 = 2_017

    /// The values above.
    public init() {}
  }

  /// What part of an age a count holds.
  public struct Partial: Hashable, Sendable {
    /// From above 0 to 1.
    public var share: Double
    /// The standard deviation of its logarithm.
    public var spread: Double

    /// A part with its uncertainty.
    public init(share: Double, spread: Double) {
      self.share = share
      self.spread = spread
    }
  }

  /// The entrants of a year of which both children and pupils are known.
  public struct Base: Hashable, Sendable {
    /// The year of entry into leerjaar 3, by its 1 October.
    public let year: Int
    /// The period that was counted: that 1 October, or the exam year two summers later.
    public let period: Period
    /// By location, in the order of ``Inflow/vestigingen``.
    public let counts: [ClosedRange<Int>]
  }

  /// The region with its locations.
  public let region: Region
  /// What was assumed.
  public let options: Options
  /// The 1 October on which the children were counted.
  public let countedOn: Period
  /// The region's municipalities whose children are in the table, in the order of the region file.
  public let gemeenten: [String]
  /// The region's municipalities whose children are not.
  public let missing: [String]
  /// Children by age.
  public let ages: [CohortIndex.Age]
  /// At what age they enter leerjaar 3, on 1 October.
  public let entry: EntryAges
  /// Children who reach leerjaar 3, by year.
  public let index: CohortIndex
  /// The years of it that DUO's po forecast tells of; nil without it.
  public let beyond: Beyond?
  /// The part of them with a vmbo advice; nil without the file of advice.
  public let advice: SchoolAdvice?
  /// The years that the share was taken from, ascending.
  public let base: [Base]
  /// Candidates for one pupil in leerjaar 3 two years before; 1 where no base year is told by its exams.
  public let passing: Double
  /// The locations, in the order of the region file.
  public let vestigingen: [Region.Vestiging]
  /// The distribution of the entrants.
  public let forecast: EntrantForecast
  /// What is doubtful.
  public let findings: [Finding]
  /// How the forecast agrees with DUO's forecast of vo pupils; nil where that is not there or cannot be
  /// used.
  public let calibration: Calibration?
  /// Simulated futures; locations in the order of ``vestigingen``.
  public let paths: EntrantPaths
  /// The entrants by profile.
  public let profiles: Profiles

  /// Reckons the inflow of a region.
  ///
  /// - Parameters:
  ///   - data: The region's pupils and exams.
  ///   - children: Observations of the layout `duo-tabel-po-leeftijd`; those of other municipalities are
  ///     passed over.
  ///   - sources: What else is in hand.
  ///   - options: What is assumed.
  /// - Throws: ``ForecastError/noChildren(region:)``, ``ForecastError/noSeries(region:)``,
  ///   ``ForecastError/inflow(_:)``, ``ForecastError/source(_:)``.
  public init(
    data: RegionData, children: [Observation], sources: Sources = Sources(),
    options: Options = Options()
  ) throws(ForecastError) {
    let stock = ChildStock(children, gemeenten: data.region.gemeenten)
    guard let stock else { throw .noChildren(region: data.region.name) }
    region = data.region
    self.options = options
    countedOn = .peildatum(stock.year)
    gemeenten = stock.gemeenten
    missing = region.gemeenten.filter { !stock.gemeenten.contains($0) }
    var findings = Self.coverage(missing: missing, year: stock.year)

    let vestigingen = data.region.vestigingen.filter { vestiging in
      TechniekForecast.technicalSeries(of: data).contains { $0.vestiging.code == vestiging.code }
    }
    guard !vestigingen.isEmpty else { throw .noSeries(region: region.name) }
    self.vestigingen = vestigingen
    let ratio = Self.passing(data, vestigingen)
    let advice = try Self.advice(sources)
    self.advice = advice
    let prognosis = try Self.prognosis(sources, vestigingen)
    let po = try Self.poPrognosis(sources)
    if let advice { findings += Self.leftOut(advice) }
    let forecast: EntrantForecast
    do {
      let (ages, entry) = try Self.ages(stock, options)
      (self.ages, self.entry) = (ages, entry)
      let cohorts = try Self.index(ages, entry, stock, options)
      let later = try po.flatMap { (po) throws(InflowError) in
        try Self.extended(cohorts, po, stock, options)
      }
      let index = later?.index ?? cohorts
      self.index = index
      beyond = later?.beyond
      let base = index.years.compactMap { Self.base(data, vestigingen, year: $0) }
      self.base = base
      let byExams = base.contains { $0.period.kind == "examenjaar" }
      passing = byExams ? ratio.share : 1
      var chances = EntrantModel.Options()
      chances.shareSpread = options.shareSpread
      chances.passingSpread = byExams ? ratio.spread : 0
      if byExams, !ratio.isCounted { findings.append(Self.assumedPassing(ratio.share)) }
      let comers = try advice.map { (advice) throws(InflowError) in
        try index.children(of: advice.trend)
      }
      let plain = try EntrantModel(index: comers ?? index, options: chances).fit(
        base.map { one in
          EntrantModel.Year(
            year: one.year, counts: one.counts,
            passing: one.period.kind == "examenjaar" ? ratio.share : 1)
        })
      let made = try prognosis.flatMap { (prognosis) throws(InflowError) in
        try Self.calibrated(plain, prognosis, vestigingen)
      }
      forecast = made?.forecast ?? plain
      calibration = made?.calibration
    } catch {
      throw .inflow(error)
    }
    self.forecast = forecast
    if po != nil, beyond == nil { findings.append(Self.poOutOfReach) }
    if let calibration {
      findings += Self.notInPrognosis(calibration, vestigingen)
    } else if let prognosis {
      findings.append(Self.outOfReach(prognosis, last: forecast.years.last ?? 0))
    }
    if forecast.sharesAreOfMiddles { findings.append(Self.middles) }
    findings += Self.closed(vestigingen, forecast.open, base.map(\.year))
    let paths = forecast.project(paths: options.paths, seed: options.seed)
    self.paths = paths
    // Another seed than that of the entrants, whose numbers these must not follow.
    profiles = try Self.profiles(
      data, vestigingen, paths: paths, seed: options.seed ^ 0x7072_6F66, findings: &findings)
    self.findings = findings
  }

  /// How many children reach leerjaar 3 in each year, without asking how many of them come: also the offset
  /// of a ``TechniekForecast``.
  ///
  /// - Parameters:
  ///   - children: As for ``init(data:children:sources:options:)``.
  ///   - region: Whose municipalities are meant.
  ///   - options: What is assumed.
  /// - Throws: ``ForecastError/noChildren(region:)``, ``ForecastError/inflow(_:)``.
  public static func index(
    of children: [Observation], region: Region, options: Options = Options()
  ) throws(ForecastError) -> CohortIndex {
    guard let stock = ChildStock(children, gemeenten: region.gemeenten) else {
      throw .noChildren(region: region.name)
    }
    do {
      let (ages, entry) = try ages(stock, options)
      return try index(ages, entry, stock, options)
    } catch {
      throw .inflow(error)
    }
  }

  /// The years to come of which the inflow is told.
  public var years: [Int] { forecast.years }

  /// What a year may bring: pupils who enter leerjaar 3 of a technical profile, on its 1 October.
  ///
  /// - Parameters:
  ///   - vestiging: One of ``vestigingen``; nil for all together.
  ///   - year: One of ``years``.
  /// - Precondition: the year and the location exist.
  public func outlook(_ vestiging: VestigingCode? = nil, year: Int) -> Outlook {
    let places = vestiging.map { code in
      vestigingen.indices.filter { vestigingen[$0].code == code }
    }
    precondition(places?.isEmpty != true, "\(vestiging?.text ?? "") has no technical pupils")
    return Self.outlook(paths.total(places, year: year), year: year)
  }

  static func outlook(_ entrants: [Int], year: Int) -> Outlook {
    let quantiles = CohortPaths.quantiles([0.025, 0.1, 0.5, 0.9, 0.975], of: entrants)
      .map(Double.init)
    return Outlook(
      period: .peildatum(year), median: quantiles[2], interval80: quantiles[1]...quantiles[3],
      interval95: quantiles[0]...quantiles[4])
  }

  /// The entrants of a base year together.
  public func entrants(_ base: Base) -> ClosedRange<Int> {
    base.counts.reduce(0) { $0 + $1.lowerBound }...base.counts.reduce(0) { $0 + $1.upperBound }
  }

  private static func advice(_ sources: Sources) throws(ForecastError) -> SchoolAdvice? {
    if sources.advice.isEmpty { return nil }
    do { return try SchoolAdvice(sources.advice) } catch { throw .source(error) }
  }

  private static func poPrognosis(_ sources: Sources) throws(ForecastError) -> PoPrognosis? {
    if sources.poPrognosis.isEmpty { return nil }
    do { return try PoPrognosis(sources.poPrognosis) } catch { throw .source(error) }
  }

  private static func prognosis(
    _ sources: Sources, _ vestigingen: [Region.Vestiging]
  ) throws(ForecastError) -> VoPrognosis? {
    if sources.voPrognosis.isEmpty { return nil }
    do {
      return try VoPrognosis(
        sources.voPrognosis,
        institutions: vestigingen.map(institutions).reduce(into: []) { $0.formUnion($1) })
    } catch {
      throw .source(error)
    }
  }

  /// The counted ages, and at what age children enter leerjaar 3.
  private static func ages(
    _ stock: ChildStock, _ options: Options
  ) throws(InflowError) -> ([CohortIndex.Age], EntryAges) {
    let ages = (4...11).compactMap { age -> CohortIndex.Age? in
      guard let count = stock.count(age: age) else { return nil }
      let partial = options.partial[age] ?? Partial(share: 1, spread: 0)
      return CohortIndex.Age(
        age: age, count: count, counted: partial.share, countedSpread: partial.spread)
    }
    let entry = try EntryAges.leaving(firstAge: 11, remaining: stock.remaining)
      .after(steps: 2, repeating: options.repeating)
    return (ages, entry)
  }

  private static func index(
    _ ages: [CohortIndex.Age], _ entry: EntryAges, _ stock: ChildStock, _ options: Options
  ) throws(InflowError) -> CohortIndex {
    var assumed = CohortIndex.Options()
    assumed.migrationSpread = options.migrationSpread
    return try CohortIndex(ages: ages, year: stock.year, entry: entry, options: assumed)
  }
}
