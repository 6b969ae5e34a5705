import Foundation
import LinearAlgebra

/// The effect of a treatment that some units get from some period on, by comparison with the change of
/// units that do not.
///
///     ATT(g, t) = E[y_t − y_{g−1} | start g] − E[y_t − y_{g−1} | comparison]
///
/// for every start g and period t, and averages of these. The base is always the last period before the
/// start. With one start for all the classical two-way estimate, β of y_it = α_i + γ_t + β·D_it + ε_it, is
/// given beside it. With several starts it is not: it would be an average with weights that may be
/// negative, of comparisons with units treated before.
///
/// It supposes that without treatment the mean of both sides would have changed alike, that nothing
/// changes before the start in expectation of it, and that a unit's treatment does nothing to another.
/// The unit is the level at which the treatment was decided: when a region is treated, rows are regions
/// and not schools, with the pupils behind them as weights.
///
/// Standard errors suppose independent units, and take the group and its start as given: influence
/// functions with the correction of HC2, Student's t with the degrees of freedom of Welch and
/// Satterthwaite. Two comparisons share the units they share. With one treated unit there are none; ask
/// ``Fit/randomisation(of:draws:using:)``.
///
/// Sources: B. Callaway & P. H. C. Sant'Anna (2021), J. Econometrics 225, 200–230; A. Goodman-Bacon (2021),
/// J. Econometrics 225, 254–277. Same estimates as R and Python `did` (`csdid`) with `base_period =
/// "universal"` and no covariates; their errors lack the correction, and add the sampling of groups.
public struct DifferenceInDifferences: Sendable {
  /// Whom treated units are compared with.
  public enum Comparison: CaseIterable, Sendable {
    /// Units that are not treated in any period of the panel.
    case neverTreated
    /// These, and units in periods before their own start.
    case notYetTreated
  }

  /// For each treated unit, by name, the time of its first treated period.
  public let starts: [String: Int]
  /// Whom they are compared with.
  public let comparison: Comparison

  /// - Parameters:
  ///   - starts: The first treated time of each treated unit, by name; a unit that is not there, or
  ///     starts after the last period, is never treated.
  ///   - comparison: Whom they are compared with.
  public init(starts: [String: Int], comparison: Comparison = .neverTreated) {
    (self.starts, self.comparison) = (starts, comparison)
  }

  /// The effects in a panel.
  ///
  /// - Parameters:
  ///   - response: n values, one a row of the panel, such as means of grades.
  ///   - panel: The unit and period of each row. A unit without a row in a period, or in its base
  ///     period, has no part in that comparison.
  ///   - weights: n positive values, such as pupils behind a mean; nil: all one. For ATT(g, t) a unit has
  ///     one weight, the mean of its rows', so that a change of weights is no change of the response; the
  ///     two-way estimate has those of the rows.
  /// - Throws: ``PanelError/unknownUnit(_:)``; ``PanelError/notFinite(row:)``;
  ///   ``PanelError/invalidWeight(row:)``; ``PanelError/onePeriod``; ``PanelError/noTreatedUnits``;
  ///   ``PanelError/noNeverTreated``; ``PanelError/emptyComparison``.
  /// - Complexity: O(starts · periods · units), and that of the regression for the two-way estimate.
  public func fit(
    response: [Double], panel: Panel, weights: [Double]? = nil
  ) throws(PanelError) -> Fit {
    let weights = try panel.check(response, weights)
    let treatment = try Treatment(starts, panel)
    let (rows, panel) = (treatment.rows, treatment.panel)
    let (y, w) = (rows.map { response[$0] }, rows.map { weights[$0] })
    let distinct = Set(treatment.starts.compactMap { $0 }).sorted()
    let never = treatment.starts.count { $0 == nil }
    if never == 0 && (comparison == .neverTreated || distinct.count == 1) { throw .noNeverTreated }
    let engine = GroupTime(comparison, panel, y, w)
    var (cells, empty) = ([GroupTime.Cell](), 0)
    for start in distinct {
      for period in panel.periods.indices where period != start - 1 {
        let cell = engine.cell(
          start: start, period: period, starts: treatment.starts, influence: true)
        if let cell { cells.append(cell) } else { empty += 1 }
      }
    }
    guard cells.contains(where: { $0.period >= $0.start }) else { throw .emptyComparison }
    var flags = treatment.flags(weights: engine.weights)
    if empty > 0 { flags.append(.emptyCells(empty)) }
    var twoWay: PanelEstimate?
    if distinct.count == 1 { twoWay = try Self.twoWay(treatment, y, w) }
    return Fit(
      engine: engine, treatment: treatment, cells: cells, twoWay: twoWay, flags: flags, response: y,
      rowWeights: w)
  }

  private static func twoWay(
    _ treatment: Treatment, _ y: [Double], _ w: [Double]
  ) throws(PanelError) -> PanelEstimate {
    let panel = treatment.panel
    let design: Design
    do {
      design = try Design(
        rows: panel.rows, intercept: false, terms: [.numeric("treated", treatment.indicator)])
    } catch { throw .regression(error) }
    let fit: FixedEffectsRegression.Fit
    do {
      fit = try FixedEffectsRegression().fit(design: design, response: y, panel: panel, weights: w)
    } catch {
      if case .nothingIdentified = error { throw .emptyComparison }
      throw error
    }
    let value = fit.coefficients[0] ?? .nan
    guard treatment.treatedUnits > 1 else { return PanelEstimate(value: value, inference: nil) }
    return PanelEstimate(value: value, inference: try fit.coefficient(0))
  }

  /// The difference in differences of one start and one period.
  public struct Cell: Sendable {
    /// The first treated time of the group (of the panel's times).
    public let start: Int
    /// The time of the period.
    public let time: Int
    /// time − start; negative before the treatment, where the effect should be zero.
    public var eventTime: Int { time - start }
    /// The units with a row in the period and in the base period.
    public let treatedUnits: Int
    /// The same of the units compared with.
    public let comparisonUnits: Int
    /// ATT(g, t).
    public let effect: PanelEstimate
  }

  /// The differences in differences of a panel.
  public struct Fit: Sendable {
    /// Every start and period but the base, in this order.
    public let cells: [Cell]
    /// The mean effect from the start on: all cells with eventTime ≥ 0, a start weighing as its units.
    public let overall: PanelEstimate
    /// β of the regression on unit and period effects, with CR2 by unit and Satterthwaite's degrees of
    /// freedom; nil with several starts.
    public let twoWay: PanelEstimate?
    /// What must be known before these numbers are used.
    public let flags: [PanelFlag]
    /// The treated units that took part, by name, ascending.
    public let treatedUnits: [String]

    let engine: GroupTime
    let treatment: Treatment
    let response: [Double]
    let rowWeights: [Double]
    private let parts: [GroupTime.Cell]

    fileprivate init(
      engine: GroupTime, treatment: Treatment, cells: [GroupTime.Cell], twoWay: PanelEstimate?,
      flags: [PanelFlag], response: [Double], rowWeights: [Double]
    ) {
      (self.engine, self.treatment, parts) = (engine, treatment, cells)
      (self.twoWay, self.flags, self.response, self.rowWeights) = (
        twoWay, flags, response, rowWeights
      )
      let panel = treatment.panel
      treatedUnits = panel.units.indices.filter { treatment.starts[$0] != nil }
        .map { panel.units[$0] }
      self.cells = cells.map { cell in
        Cell(
          start: panel.times[cell.start], time: panel.times[cell.period],
          treatedUnits: cell.treated, comparisonUnits: cell.comparisons,
          effect: Self.mean([cell], shares: [1], engine, treatment))
      }
      let after = cells.filter { $0.period >= $0.start }
      overall = Self.average(after, engine, treatment)
    }

    /// The mean effect of each start, over its periods from the start on; by start.
    public var byStart: [(start: Int, effect: PanelEstimate)] {
      averages(of: parts.filter { $0.period >= $0.start }) { treatment.panel.times[$0.start] }
        .map { (start: $0.key, effect: $0.effect) }
    }

    /// The mean effect of each time since the start, −1 (the base) left out; by time since the start.
    public var byEventTime: [(eventTime: Int, effect: PanelEstimate)] {
      let times = treatment.panel.times
      return averages(of: parts) { times[$0.period] - times[$0.start] }
        .map { (eventTime: $0.key, effect: $0.effect) }
    }

    /// The mean effect in each period, over the groups that have started; by time.
    public var byTime: [(time: Int, effect: PanelEstimate)] {
      averages(of: parts.filter { $0.period >= $0.start }) { treatment.panel.times[$0.period] }
        .map { (time: $0.key, effect: $0.effect) }
    }

    private func averages(
      of cells: [GroupTime.Cell], by key: (GroupTime.Cell) -> Int
    ) -> [(key: Int, effect: PanelEstimate)] {
      Dictionary(grouping: cells, by: key).sorted { $0.key < $1.key }
        .map { ($0.key, Self.average($0.value, engine, treatment)) }
    }

    /// The mean of some cells, a start weighing as its units.
    private static func average(
      _ cells: [GroupTime.Cell], _ engine: GroupTime, _ treatment: Treatment
    ) -> PanelEstimate {
      let sizes = cells.map { cell in
        treatment.starts.indices.filter { treatment.starts[$0] == cell.start }
          .reduce(0) { $0 + engine.weights[$1] }
      }
      let total = sizes.reduce(0, +)
      return mean(cells, shares: sizes.map { $0 / total }, engine, treatment)
    }

    private static func mean(
      _ cells: [GroupTime.Cell], shares: [Double], _ engine: GroupTime, _ treatment: Treatment
    ) -> PanelEstimate {
      let value = zip(shares, cells).reduce(0) { $0 + $1.0 * $1.1.value }
      var influence = [Double](repeating: 0, count: engine.units)
      var takesPart = [Bool](repeating: false, count: engine.units)
      for (share, cell) in zip(shares, cells) {
        guard let own = cell.influence else { return PanelEstimate(value: value, inference: nil) }
        for (unit, deviation) in own.enumerated() {
          guard let deviation else { continue }
          influence[unit] += share * deviation
          takesPart[unit] = true
        }
      }
      // Units with one start are alike; each such group has a variance of its own (Welch).
      var groups: [Int: (variance: Double, count: Int)] = [:]
      for unit in influence.indices where takesPart[unit] {
        groups[treatment.starts[unit] ?? -1, default: (0, 0)].variance +=
          influence[unit] * influence[unit]
        groups[treatment.starts[unit] ?? -1, default: (0, 0)].count += 1
      }
      let ordered = groups.sorted { $0.key < $1.key }.map(\.value)
      let variance = ordered.reduce(0) { $0 + $1.variance }
      let squares = ordered.reduce(0) {
        $0 + $1.variance * $1.variance / Double(max(1, $1.count - 1))
      }
      guard squares > 0 else { return PanelEstimate(value: value, inference: nil) }
      return PanelEstimate(
        value: value,
        inference: TEstimate(
          value: value, standardError: sqrt(variance),
          degreesOfFreedom: variance * variance / squares))
    }
  }
}
