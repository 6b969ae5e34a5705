public import Models
public import Records

/// What part of the children who leave primary school has a vmbo advice, year by year, from DUO's file of
/// school advice by primary school.
///
/// A vmbo advice is one of vmbo-b, vmbo-b/k, vmbo-k, vmbo-k/gt and vmbo-gt. The mixed advice vmbo-gt/havo
/// counts half: half of these children are taken to go to vmbo. All advice is the denominator, pro and vso
/// too; *advies niet mogelijk* is left out. What is withheld (`<5`) is an interval.
///
/// The advice of the school year that began on 1 October of year y is of children who reach leerjaar 3 on
/// 1 October of y + 3. It is that of the schools in the region's municipalities, wherever their children
/// live.
public struct SchoolAdvice: Sendable {
  /// What part of each advice counts as vmbo, by the layout's name; other advice is no part of the
  /// denominator.
  public static let parts: [String: Double] = [
    "VSO": 0, "PRO": 0, "VMBO_B": 1, "VMBO_B_K": 1, "VMBO_K": 1, "VMBO_K_GT": 1, "VMBO_GT": 1,
    "VMBO_GT_HAVO": 0.5, "HAVO": 0, "HAVO_VWO": 0, "VWO": 0,
  ]

  /// From the school year of the advice to leerjaar 3.
  public static let yearsToEntry = 3

  /// The share by the year in which these children reach leerjaar 3.
  public let trend: ShareTrend
  /// How many schools were counted in each year, in the order of ``trend``.
  public let schools: [Int]
  /// How many schools of a year were left out for a number that was not delivered.
  public let leftOut: Int

  /// - Parameter observations: `schooladviezen` by vestiging of the schools in the region's municipalities.
  /// - Throws: ``SourceFault``.
  public init(_ observations: [Observation]) throws(SourceFault) {
    struct Cohort: Hashable {
      let year: Int
      let school: String
      let kind: String
    }
    var cohorts: [Cohort: [String: Count]] = [:]
    for one in observations where one.measure == "schooladviezen" {
      guard let advice = Self.value(one, "advies"), Self.parts[advice] != nil,
        case .count(let count) = one.value
      else { continue }
      let cohort = Cohort(
        year: one.period.year, school: one.place.code, kind: Self.value(one, "soort po") ?? "")
      guard cohorts[cohort]?[advice] == nil else {
        throw .adviceTwice(school: cohort.school, year: cohort.year)
      }
      cohorts[cohort, default: [:]][advice] = count
    }
    var years: [Int: (part: ShareTrend.Tally, rest: ShareTrend.Tally, schools: Int)] = [:]
    var known: [Int: (part: Double, rest: Double)] = [:]
    var leftOut = 0
    // In one order, so that sums are the same in every run.
    let ordered = cohorts.sorted {
      ($0.key.year, $0.key.school, $0.key.kind) < ($1.key.year, $1.key.school, $1.key.kind)
    }
    for (cohort, counts) in ordered {
      var year = years[cohort.year] ?? (ShareTrend.Tally(), ShareTrend.Tally(), 0)
      if counts.values.contains(.missing) {
        leftOut += 1
        years[cohort.year] = year
        continue
      }
      for (advice, count) in counts.sorted(by: { $0.key < $1.key }) {
        guard let bounds = count.bounds, let part = Self.parts[advice] else { continue }
        if part > 0 { year.part.add(bounds, weight: part) }
        if part < 1 { year.rest.add(bounds, weight: 1 - part) }
        let exact = Double(bounds.count == 1 ? bounds.lowerBound : 0)
        known[cohort.year, default: (0, 0)].part += part * exact
        known[cohort.year, default: (0, 0)].rest += (1 - part) * exact
      }
      year.schools += 1
      years[cohort.year] = year
    }
    let counted = years.sorted { $0.key < $1.key }
    for (year, sums) in counted {
      guard sums.part.mean > 0, sums.rest.mean > 0 else { throw .adviceWithoutAll(year: year) }
      let exact = known[year] ?? (0, 0)
      guard exact.part > 0, exact.rest > 0 else { throw .adviceWithheld(year: year) }
    }
    do {
      trend = try ShareTrend(
        years: counted.map { year, sums in
          ShareTrend.Year(
            year: year + Self.yearsToEntry, part: sums.part, rest: sums.rest)
        })
    } catch {
      throw .adviceWithoutAll(year: counted.first?.key ?? 0)
    }
    schools = counted.map(\.value.schools)
    self.leftOut = leftOut
  }

  /// The share of one year.
  public struct Row: Hashable, Sendable {
    /// The 1 October on which these children reach leerjaar 3.
    public let period: Period
    /// How many schools were counted; nil for a year without advice.
    public let schools: Int?
    /// Percent; the median.
    public let share: Double
    /// Percent.
    public let interval80: ClosedRange<Double>
    /// Percent: the least and the greatest share that the withheld numbers allow; nil for a year without
    /// advice.
    public let extremes: ClosedRange<Double>?
  }

  /// The share in the counted years and in these, ascending.
  ///
  /// - Parameter years: Of entry into leerjaar 3.
  public func rows(_ years: [Int]) -> [Row] {
    let counted = trend.years.map(\.year)
    return (counted + years.filter { !counted.contains($0) }).sorted().compactMap { year in
      guard let share = try? trend.share(year, probability: 0.8) else { return nil }
      let place = counted.firstIndex(of: year)
      return Row(
        period: .peildatum(year), schools: place.map { schools[$0] }, share: 100 * share.median,
        interval80: Self.percent(share.interval),
        extremes: place.map { Self.percent(trend.years[$0].bounds) })
    }
  }

  private static func percent(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    (100 * range.lowerBound)...(100 * range.upperBound)
  }

  private static func value(_ one: Observation, _ name: String) -> String? {
    one.dimensions.first { $0.name == name }?.value
  }
}
