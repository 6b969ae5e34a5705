import Models
public import Records

/// The stated percentages of one group by year, of one definition, with their denominators.
struct DoorstroomSeries {
  let measurements: [DoorstroomForecast.Measurement]
  let leftOut: [Figure]

  /// Nil where the newest percentage lies outside 0…100 or has no denominator.
  init?(
    _ group: Profiel, indicator: String, data: RegionData, techniek: TechniekForecast?
  ) {
    let stated = data.figures.filter {
      $0.indicator == indicator && $0.area == group.name && $0.unit == .procent
    }
    guard let last = stated.map(\.period).max(),
      let newest = stated.first(where: { $0.period == last })
    else { return nil }
    // Of two statements for one year the first counts; `RegionData.crossChecks` tells of them.
    var byYear: [Int: Figure] = [:]
    var leftOut: [Figure] = []
    for figure in stated {
      if figure.name == newest.name, byYear[figure.period.year] == nil {
        byYear[figure.period.year] = figure
      } else {
        leftOut.append(figure)
      }
    }
    var measurements: [DoorstroomForecast.Measurement] = []
    for year in byYear.keys.sorted() {
      guard let figure = byYear[year] else { continue }
      guard (0...100).contains(figure.value),
        let leavers = DoorstroomForecast.leavers(
          group, figure: figure, data: data, techniek: techniek)
      else {
        leftOut.append(figure)
        continue
      }
      measurements.append(.init(figure: figure, leavers: leavers))
    }
    guard measurements.last?.figure == newest else { return nil }
    self.measurements = measurements
    self.leftOut = leftOut.sorted { ($0.period, $0.name) < ($1.period, $1.name) }
  }

  /// The counts, with one number of leavers out of each interval.
  func counts(
    _ number: (DoorstroomForecast.Leavers) -> Double
  ) -> [ProportionWalk.Measurement] {
    measurements.map { one in
      let trials = number(one.leavers)
      return .init(
        year: one.figure.period.year, successes: one.figure.value / 100 * trials, trials: trials)
    }
  }
}

/// How fast the doorstroom of a region's profiles wanders: one σ on the logit scale, of which every group
/// tells that is stated for two years or more (`ProportionWalk`).
///
/// That all profiles wander equally fast, independently of each other, is an assumption: what moves them
/// together (a new mbo programme, a change of definition) makes the drift look surer than it is.
public struct DoorstroomDrift: Hashable, Sendable {
  /// The groups that told, in the order of their names.
  public let groups: [Profiel]
  /// The probability of each of `ProportionWalk.drifts`.
  let weights: [Double]
  /// The posterior mean of σ.
  public let perYear: Double
  /// Between which values σ lies with 95 % probability.
  public let interval95: ClosedRange<Double>

  /// Nil where no group is stated for two years.
  ///
  /// - Parameters:
  ///   - indicator: As of ``DoorstroomForecast``.
  ///   - data: What the files say.
  ///   - techniek: For numbers of leavers that are not counted; the middle of their interval is taken.
  init?(indicator: String, data: RegionData, techniek: TechniekForecast?) {
    let stated = data.figures.filter { $0.indicator == indicator }
    let years = Dictionary(grouping: stated, by: \.area).mapValues {
      Set($0.map(\.period.year)).count
    }
    let areas = years.filter { $0.value > 1 }.keys.sorted()
    var groups: [Profiel] = []
    var evidence: [[Double]] = []
    for group in areas.map({ Profiel($0) }) {
      guard
        let series = DoorstroomSeries(group, indicator: indicator, data: data, techniek: techniek),
        series.measurements.count > 1
      else { continue }
      groups.append(group)
      evidence.append(ProportionWalk.logEvidence(series.counts(\.middle)))
    }
    guard !groups.isEmpty else { return nil }
    self.groups = groups
    weights = ProportionWalk.weights(evidence: evidence)
    perYear = ProportionWalk.drift(weights: weights)
    interval95 = ProportionWalk.driftInterval(weights: weights, probability: 0.95)
  }
}
