import LinearAlgebra
public import Models
public import Records

/// The pupils of a region's technical profiles, by location and profile, with what is to come.
///
/// One cohort model for the whole region (see `CohortProjection`): each series is a profile at a
/// location; its cohorts enter leerjaar 3, pass to leerjaar 4 and leave by the exam. It is fitted to
/// everything the files hold:
///
/// | file | what it says in the model |
/// | --- | --- |
/// | the region's statement (Figuur 2) | leerjaar 3 + leerjaar 4 of a series, in years without the next |
/// | DUO, pupils 2019 | leerjaar 3 and leerjaar 4 of a series, apart |
/// | DUO, exam candidates | leavers of all series of a location together |
///
/// A location for which the region states no profiles is one series, the sector techniek as a whole.
/// A series that has pupils in leerjaar 3 but none in leerjaar 4 in its first year is new: it has no
/// cohorts before that year.
public struct TechniekForecast: Sendable {
  /// One profile (or the whole sector, for nil) at one location.
  public struct Series: Hashable, Sendable {
    /// The location.
    public let vestiging: Region.Vestiging
    /// The profile; nil for the sector as a whole.
    public let profiel: Profiel?
  }

  /// How far and how finely to look ahead.
  public struct Options: Hashable, Sendable {
    /// The last peildatum to forecast.
    public var lastYear: Int
    /// How many simulated futures; the error of a printed chance is at most ½/√paths.
    public var paths: Int
    /// The key of the random numbers: the same seed gives the same futures.
    public var seed: UInt64
    /// How much of last year's growth is left each year, 0–1 (Gardner & McKenzie 1985).
    public var damping: Double
    /// The logarithm of the number of children who reach leerjaar 3, by year, such as
    /// `Inflow.index(of:region:options:).offset`: levels then follow demography. Nil, the default, for none:
    /// in the hold-out of `InflowHoldoutTests` it made no clear difference.
    public var demography: CohortOffset?

    /// Options up to a last year, with the usual number of futures.
    public init(
      lastYear: Int, paths: Int = 4_000, seed: UInt64 = 2_019, damping: Double = 0.85,
      demography: CohortOffset? = nil
    ) {
      self.lastYear = lastYear
      self.paths = paths
      self.seed = seed
      self.damping = damping
      self.demography = demography
    }
  }

  /// An estimate with its 95 % interval.
  public struct Estimate: Hashable, Sendable {
    /// The middle of the estimate.
    public let value: Double
    /// Holds the true value with probability 0.95.
    public let interval95: ClosedRange<Double>

    /// Options up to a last year, with the usual number of futures.
    public init(value: Double, interval95: ClosedRange<Double>) {
      self.value = value
      self.interval95 = interval95
    }
  }

  /// What is forecast, and printed beside it as observed.
  public enum Subject: Hashable, Sendable {
    /// Pupils in leerjaar 3 and 4 together on 1 October, where the region states them by profile.
    case stock
    /// Exam candidates of the sector techniek, where DUO's exams are all there is.
    case exams
  }

  /// What it was made from.
  public let data: RegionData
  /// How far and how finely it looks ahead.
  public let options: Options
  /// What it assumes in place of the model; nil for nothing.
  public let scenario: Scenario?
  /// In the order of the region file and of the profiles; those that a scenario opens stand last.
  public let series: [Series]
  /// How many of ``series`` the files know.
  let fittedSeries: Int
  /// Those of ``series`` that the files know.
  var countedSeries: ArraySlice<Series> { series.prefix(fittedSeries) }
  /// What is forecast.
  public let subject: Subject
  /// The last year of entry into leerjaar 3 that the observations tell of.
  public let baseYear: Int
  /// The newest year in which the ``subject`` was observed, or the base year.
  public private(set) var lastObservedYear: Int
  /// The fit of the cohort model.
  public let fit: CohortFit
  let paths: CohortPaths

  /// Fits the model to the region and simulates what is to come.
  ///
  /// - Parameters:
  ///   - data: What the files say.
  ///   - options: How far and how finely to look ahead.
  ///   - scenario: What to assume in place of the model; nil for nothing.
  /// - Throws: ``ForecastError``.
  public init(
    data: RegionData, options: Options, scenario: Scenario? = nil
  ) throws(ForecastError) {
    let series = Self.series(of: data)
    guard !series.isEmpty else { throw .noSeries(region: data.region.name) }
    // Matrices of this size gain nothing from threads, and one thread keeps the last bits the same.
    BLAS.useOneThread()
    let observations = try Self.observations(of: series, in: data, scenario: scenario)
    let groups = Set(series.map(\.vestiging.code)).sorted()
    let model = CohortProjection(
      series: series.map { one in
        CohortProjection.Series(
          group: groups.firstIndex(of: one.vestiging.code) ?? 0,
          firstPeriod: Self.firstYear(of: one, in: data), offset: options.demography)
      })
    let fit: CohortFit
    do {
      fit = try model.fit(observations)
    } catch {
      throw .cohorts(error)
    }
    try self.init(data: data, options: options, fitted: series, fit: fit, scenario: scenario)
  }

  /// The same fit under other assumptions; fits again where these weigh the counts.
  ///
  /// - Throws: ``ForecastError``.
  public func under(_ scenario: Scenario) throws(ForecastError) -> Self {
    if scenario.weighsCounts || self.scenario?.weighsCounts == true {
      return try Self(data: data, options: options, scenario: scenario)
    }
    let isOfDoorstroom = scenario.changes.allSatisfy {
      if case .doorstroom = $0 { true } else { false }
    }
    // Then the pupils are as they were, and need not be simulated again.
    let kept = isOfDoorstroom && self.scenario == nil ? paths : nil
    return try Self(
      data: data, options: options, fitted: Array(countedSeries), fit: fit, scenario: scenario,
      paths: kept)
  }

  private init(
    data: RegionData, options: Options, fitted: [Series], fit: CohortFit, scenario: Scenario?,
    paths: CohortPaths? = nil
  ) throws(ForecastError) {
    let horizon = max(1, options.lastYear - fit.lastPeriod)
    let assumed = try scenario.map { (scenario) throws(ForecastError) in
      try ScenarioSteps(
        scenario, fitted: fitted, data: data, base: fit.lastPeriod, horizon: horizon)
    }
    self.paths =
      paths
      ?? fit.project(
        horizon: horizon, paths: options.paths, seed: options.seed, damping: options.damping,
        adjustments: assumed?.adjustments)
    self.data = data
    self.options = options
    self.scenario = scenario
    self.fit = fit
    series = fitted + (assumed?.opened ?? [])
    fittedSeries = fitted.count
    subject = fitted.contains { $0.profiel != nil } ? .stock : .exams
    baseYear = fit.lastPeriod
    lastObservedYear = fit.lastPeriod
    // Asked for in every loop over years: looked up once.
    if let newest = observed(.all).last(where: { $0.count.bounds != nil }) {
      lastObservedYear = newest.period.year
    }
  }

  // MARK: What is known

  /// The series of a region, in the order of its region file and of the profiles.
  ///
  /// Where the region states profiles at all, a location that it leaves out stays out: a total of
  /// stated and unstated locations would be of other schools than the number it is compared with.
  static func series(of data: RegionData) -> [Series] {
    let all = technicalSeries(of: data)
    return all.contains { $0.profiel != nil } ? all.filter { $0.profiel != nil } : all
  }

  /// Every series that has pupils in any file; a location without a statement as one.
  static func technicalSeries(of data: RegionData) -> [Series] {
    data.region.vestigingen.flatMap { vestiging -> [Series] in
      let stated = data.profielen(of: vestiging)
      if !stated.isEmpty { return stated.map { Series(vestiging: vestiging, profiel: $0) } }
      let everTechnical = data.facts.contains { fact in
        data.region.vestiging(fact.vestiging)?.code == vestiging.code
          && (Selection.exams(fact) && fact.sector == .techniek && fact.leerweg != .tl
            || Selection.pupils(fact) && fact.profiel?.isTechniek == true)
          && (fact.count.bounds?.upperBound ?? 0) > 0
      }
      return everTechnical ? [Series(vestiging: vestiging, profiel: nil)] : []
    }
  }

  /// The first year in which a cohort of the series can exist.
  static func firstYear(of series: Series, in data: RegionData) -> Int {
    let years = data.years { Selection.pupils($0) }
    for year in years {
      let third = data.leerjaar(3, year: year, vestiging: series.vestiging, profiel: series.profiel)
      let fourth = data.leerjaar(
        4, year: year, vestiging: series.vestiging, profiel: series.profiel)
      guard let third = third.count.exactValue, third > 0 else { continue }
      if fourth.count.bounds?.upperBound ?? 0 == 0 { return year }
      break
    }
    let first = data.facts.lazy.filter { data.region.vestiging($0.vestiging) != nil }
      .map { fact -> Int in
        if case .examenjaar(let year) = fact.period { year - 2 } else { fact.period.year - 1 }
      }.min()
    return first ?? years.first ?? 0
  }

  /// Everything that the files say about the series, as the cohort model takes it.
  ///
  /// - Throws: ``ForecastError/scenario(_:)`` where it weighs a year that is not counted.
  static func observations(
    of series: [Series], in data: RegionData, scenario: Scenario? = nil
  ) throws(ForecastError) -> [CohortProjection.Observation] {
    var result: [CohortProjection.Observation] = []
    let firstYears = series.map { firstYear(of: $0, in: data) }
    var weights = scenario?.weights ?? [:]
    var weighed: Set<Scenario.Count> = []
    func observe(
      _ observed: Observed, _ members: [Int], _ stages: Set<CohortProjection.Stage>,
      _ evidence: Scenario.Evidence
    ) {
      guard let bounds = observed.count.bounds else { return }
      // No pupils from a time before the profile existed says nothing about its cohorts.
      let isPossible = members.contains { member in
        stages.contains { observed.period.year - $0.rawValue >= firstYears[member] }
      }
      if !isPossible { return }
      let count = Scenario.Count(evidence: evidence, year: observed.period.year)
      let weight = weights[count] ?? 1
      weighed.insert(count)
      if weight == 0 { return }
      var observation = CohortProjection.Observation(
        series: members, period: observed.period.year, stages: stages,
        count: Double(bounds.lowerBound)...Double(bounds.upperBound))
      observation.weight = weight
      result.append(observation)
    }
    func isCounted(_ one: Series, _ year: Int) -> Bool {
      // Where DUO's count is left out, the region's own is all there is.
      if weights[Scenario.Count(evidence: .leerlingen, year: year)] == 0 { return false }
      return [3, 4].allSatisfy { leerjaar in
        data.leerjaar(leerjaar, year: year, vestiging: one.vestiging, profiel: one.profiel)
          .count.bounds != nil
      }
    }
    let stockYears = data.years { Selection.stock($0) }
    let pupilYears = data.years { Selection.pupils($0) }
    let examYears = data.years { Selection.exams($0) }
    for (index, one) in series.enumerated() {
      if one.profiel != nil {
        // Where DUO counts the leerjaren apart, the stated total of them adds nothing but its errors.
        for year in stockYears where !isCounted(one, year) {
          observe(
            data.stock(year: year, vestiging: one.vestiging, profiel: one.profiel), [index],
            [.first, .second], .profielen)
        }
      }
      for year in pupilYears {
        observe(
          data.leerjaar(3, year: year, vestiging: one.vestiging, profiel: one.profiel), [index],
          [.first], .leerlingen)
        observe(
          data.leerjaar(4, year: year, vestiging: one.vestiging, profiel: one.profiel), [index],
          [.second], .leerlingen)
      }
    }
    for vestiging in data.region.vestigingen {
      let members = series.indices.filter { series[$0].vestiging.code == vestiging.code }
      guard !members.isEmpty else { continue }
      for year in examYears {
        observe(data.exams(year: year, vestiging: vestiging), members, [.leaving], .examens)
      }
    }
    for count in weighed { weights[count] = nil }
    if let missing = weights.keys.min() {
      throw .scenario(.notCounted(missing.evidence, year: missing.year))
    }
    return result
  }
}
