import Foundation
import Models
public import Records

/// The doorstroom of one profile (or of the TL) into technical mbo: a percentage that a plan states
/// once, without its denominator, and what can be said of it later.
///
/// The denominator is not invented: it is taken from what the files hold on the pupils who left in
/// that year, and said with the figure; where that leaves an interval, margins are the widest and
/// chances are intervals too. The later rate is that of `DriftingProportion`: no direction, and a
/// drift that is an assumption and is printed as one. All of it is about the *underlying* rate: a
/// single measurement scatters more.
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

  /// The standard deviation of the yearly drift on the logit scale: an assumption. There is no series
  /// in open data to estimate it from.
  public static let assumedDrift = 0.1

  /// The profile, or TL.
  public let group: Profiel
  /// The stated percentage, with its year and source.
  public let figure: Figure
  /// The denominator.
  public let leavers: Leavers
  /// With the fewest and the most leavers; one where the number is known.
  private let rates: [DriftingProportion]

  /// The forecast for a group; nil where the region states no percentage between 0 and 100, or where no
  /// file tells how many pupils left.
  ///
  /// - Parameters:
  ///   - group: The profile, or TL.
  ///   - data: What the files say.
  ///   - techniek: For a number of leavers that is not counted.
  ///   - scenario: May assume a course of the percentage, in a straight line from the stated one; the
  ///     uncertainty of the stated one and of the drift around that course stays.
  public init?(
    group: Profiel, data: RegionData, techniek: TechniekForecast?, scenario: Scenario? = nil
  ) {
    guard
      let figure = data.figures.filter({
        $0.indicator == "doorstroom-technisch-mbo" && $0.area == group.name && $0.unit == .procent
      }).max(by: { $0.period < $1.period }), (0...100).contains(figure.value),
      let leavers = Self.leavers(group, figure: figure, data: data, techniek: techniek)
    else { return nil }
    self.group = group
    self.figure = figure
    self.leavers = leavers
    let shifts = scenario?.course(of: group).map { course in
      Self.shifts(from: figure, to: course.percent, in: course.year)
    }
    rates = Set([leavers.number.lowerBound, leavers.number.upperBound]).sorted().map { number in
      DriftingProportion(
        successes: figure.value / 100 * number, trials: number, driftPerYear: Self.assumedDrift,
        shifts: shifts ?? [])
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

  /// About how many points the rate drifts in a year by assumption: 100 σ p(1−p).
  public var driftInPoints: Double {
    let share = figure.value / 100
    return 100 * Self.assumedDrift * share * (1 - share)
  }

  /// The 95 % interval of the underlying rate in the stated year, in percent.
  public var interval95: ClosedRange<Double> { widest(probability: 0.95, years: 0) }

  /// What a later year may bring, in percent, when nothing pushes the rate either way.
  public func outlook(year: Int) -> Outlook {
    let years = max(0, year - figure.period.year)
    let medians = rates.map { 100 * $0.quantile(0.5, years: years) }
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

  private func range(_ value: (DriftingProportion) -> Double) -> ClosedRange<Double> {
    let values = rates.map(value)
    return (values.min() ?? 0)...(values.max() ?? 1)
  }

  private func widest(probability: Double, years: Int) -> ClosedRange<Double> {
    let intervals = rates.map { $0.interval(probability: probability, years: years) }
    let low = 100 * (intervals.map(\.lowerBound).min() ?? 0)
    let high = 100 * (intervals.map(\.upperBound).max() ?? 1)
    return low...high
  }
}
