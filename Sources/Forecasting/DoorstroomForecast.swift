import Foundation
import Models
public import Records

/// The doorstroom of one profile (or of the TL) into technical mbo: percentages that a region states, often
/// without denominators, and what can be said of later years.
///
/// The denominator is not invented: it is taken from what the files hold on the pupils who left in
/// that year, and said with the figure; where that leaves an interval, margins are the widest of all
/// denominators at their lowest and all at their highest, and chances are intervals too.
///
/// A single year says nothing about drift: the later rate is then that of `DriftingProportion`, with no
/// direction and a drift that is an assumption and is printed as one. As soon as one profile of the region
/// is stated for two years, all profiles tell of one drift together (`ProportionWalk`). Years with another
/// definition than the newest are another figure: they are left out, and named. All of it is about the
/// *underlying* rate: a single measurement scatters more.
public struct DoorstroomForecast: Hashable, Sendable {
  /// How many pupils left, and how that is known.
  public struct Leavers: Hashable, Sendable {
    /// At least 1; both ends are equal where the number is known.
    public let number: ClosedRange<Double>
    /// Where the number comes from, in words.
    public let basis: Phrase
    /// Whether it is of the year of the percentage.
    public let isOfSameYear: Bool
    /// The cells it was counted from; empty for an estimate.
    public let sources: [SourceCell]

    /// The middle of ``number``.
    public var middle: Double { (number.lowerBound + number.upperBound) / 2 }
  }

  /// The indicator of the percentages that plans state.
  public static let indicator = "doorstroom-technisch-mbo"
  /// The indicator of those who stay in the region.
  public static let regionalIndicator = "doorstroom-technisch-mbo-regio"

  /// The standard deviation of the yearly drift on the logit scale where one year is stated: an assumption.
  /// There is no series in open data to estimate it from.
  public static let assumedDrift = 0.1

  /// The profile, or TL.
  public let group: Profiel
  /// The newest stated percentage, with its year and source.
  public let figure: Figure
  /// Its denominator.
  public let leavers: Leavers
  /// The years that the rate is taken from, ascending; the last is ``figure``.
  public let measurements: [Measurement]
  /// Stated percentages of the group that were left out: another definition than ``figure``'s, no known
  /// denominator, or 0 or 100 without one.
  public let leftOut: [Figure]
  /// The drift that several years tell of; nil where no profile of the region is stated for two.
  public let drift: DoorstroomDrift?
  /// With the fewest and the most leavers; one where the number is known.
  private let rates: [Rate]

  /// One year's percentage with its denominator.
  public struct Measurement: Hashable, Sendable {
    /// As stated.
    public let figure: Figure
    /// How many pupils left that year.
    public let leavers: Leavers

    /// A percentage with its denominator.
    public init(figure: Figure, leavers: Leavers) {
      self.figure = figure
      self.leavers = leavers
    }
  }

  /// The distribution of the rate, from one year or from several.
  private enum Rate: Hashable {
    case measuredOnce(DriftingProportion)
    case measured(ProportionWalk)

    var proportion: any WanderingProportion {
      switch self {
      case .measuredOnce(let one): one
      case .measured(let walk): walk
      }
    }
  }

  /// The forecast for a group; nil where the region states no percentage between 0 and 100, or where no
  /// file tells how many pupils left in the newest year.
  ///
  /// - Parameters:
  ///   - group: The profile, or TL.
  ///   - indicator: `doorstroom-technisch-mbo` or `doorstroom-technisch-mbo-regio`.
  ///   - data: What the files say.
  ///   - techniek: For a number of leavers that is not counted.
  ///   - scenario: May assume a course of the percentage, in a straight line from the stated one; the
  ///     uncertainty of the stated one and of the drift around that course stays. Only of
  ///     `doorstroom-technisch-mbo`.
  public init?(
    group: Profiel, indicator: String = Self.indicator, data: RegionData,
    techniek: TechniekForecast?, scenario: Scenario? = nil
  ) {
    guard
      let series = DoorstroomSeries(group, indicator: indicator, data: data, techniek: techniek),
      let newest = series.measurements.last
    else { return nil }
    self.group = group
    figure = newest.figure
    leavers = newest.leavers
    measurements = series.measurements
    leftOut = series.leftOut
    let drift = DoorstroomDrift(indicator: indicator, data: data, techniek: techniek)
    self.drift = drift
    let figure = newest.figure
    let course = indicator == Self.indicator ? scenario?.course(of: group) : nil
    let shifts = course.map { Self.shifts(from: figure, to: $0.percent, in: $0.year) } ?? []
    let ends = Set(
      [\ClosedRange<Double>.lowerBound, \.upperBound].map { end in
        series.counts { $0.number[keyPath: end] }
      })
    rates = ends.sorted { $0.map(\.trials).reduce(0, +) < $1.map(\.trials).reduce(0, +) }.map {
      counts in
      guard let drift else {
        return .measuredOnce(
          DriftingProportion(
            successes: counts[0].successes, trials: counts[0].trials,
            driftPerYear: Self.assumedDrift, shifts: shifts))
      }
      return .measured(ProportionWalk(counts, weights: drift.weights, shifts: shifts))
    }
  }

  /// What a straight line from the stated percentage to another adds on the logit scale, by year.
  private static func shifts(from figure: Figure, to percent: Double, in year: Int) -> [Double] {
    func logit(_ percent: Double) -> Double {
      // A stated 0 or 100 % has no logit; half a percent is as far as a plan's rounding goes.
      let share = min(max(percent, 0.5), 99.5) / 100
      return log(share / (1 - share))
    }
    let span = year - figure.period.year
    guard span > 0 else { return [] }
    return (1...span).map { h in
      let value = figure.value + (percent - figure.value) * Double(h) / Double(span)
      return logit(value) - logit(figure.value)
    }
  }

  /// About how many points the rate drifts in a year, by assumption or by estimate: 100 σ p(1−p).
  public var driftInPoints: Double { points(drift?.perYear ?? Self.assumedDrift) }

  /// Between how many points a year the drift lies with 95 % probability; nil where it is assumed.
  public var driftInterval95InPoints: ClosedRange<Double>? {
    drift.map { points($0.interval95.lowerBound)...points($0.interval95.upperBound) }
  }

  private func points(_ drift: Double) -> Double {
    let share = figure.value / 100
    return 100 * drift * share * (1 - share)
  }

  /// The 95 % interval of the underlying rate in the stated year, in percent.
  public var interval95: ClosedRange<Double> { widest(probability: 0.95, years: 0) }

  /// The 95 % interval of one year's underlying rate, in percent, by that year's count alone.
  public func interval95(of measured: Measurement) -> ClosedRange<Double> {
    let ends = [measured.leavers.number.lowerBound, measured.leavers.number.upperBound].map {
      DriftingProportion(
        successes: measured.figure.value / 100 * $0, trials: $0, driftPerYear: 0
      ).interval(probability: 0.95, years: 0)
    }
    return 100 * (ends.map(\.lowerBound).min() ?? 0)...100 * (ends.map(\.upperBound).max() ?? 1)
  }

  /// What a later year may bring, in percent, when nothing pushes the rate either way.
  public func outlook(year: Int) -> Outlook {
    let years = max(0, year - figure.period.year)
    let medians = rates.map { 100 * $0.proportion.quantile(0.5, years: years) }
    return Outlook(
      period: .jaar(year), median: medians.reduce(0, +) / Double(medians.count),
      interval80: widest(probability: 0.8, years: years),
      interval95: widest(probability: 0.95, years: years))
  }

  /// The chance that the underlying rate is at least this percentage in a later year.
  public func probability(atLeast target: Double, year: Int) -> ClosedRange<Double> {
    range {
      $0.probability(atLeast: target / 100, years: max(0, year - figure.period.year))
    }
  }

  /// The chance that the underlying rate is at least this percentage in every one of these years.
  public func probability(atLeast target: Double, everyYearOf years: [Int]) -> ClosedRange<Double> {
    let later = years.map { max(0, $0 - figure.period.year) }
    return range { $0.probability(atLeast: target / 100, everyYearOf: later) }
  }

  /// The chance that the underlying rate of the stated year was at least this percentage already.
  public func probabilityNow(atLeast target: Double) -> ClosedRange<Double> {
    range { $0.probability(atLeast: target / 100, years: 0) }
  }

  /// The smallest rise, in points, that a measurement among as many leavers would show with power 0.8
  /// at level 0.05; nil when not even a rise to 100 % would be shown.
  public var smallestDetectableDifference: Double? {
    let number = max(1, Int(leavers.middle.rounded()))
    return Proportion.smallestDetectableDifference(
      proportion: figure.value / 100, trials1: number, trials2: number
    ).map { 100 * $0 }
  }

  private func range(_ value: (any WanderingProportion) -> Double) -> ClosedRange<Double> {
    let values = rates.map { value($0.proportion) }
    return (values.min() ?? 0)...(values.max() ?? 1)
  }

  private func widest(probability: Double, years: Int) -> ClosedRange<Double> {
    let intervals = rates.map { $0.proportion.interval(probability: probability, years: years) }
    let low = 100 * (intervals.map(\.lowerBound).min() ?? 0)
    let high = 100 * (intervals.map(\.upperBound).max() ?? 1)
    return low...high
  }
}
