import Foundation
import LinearAlgebra

/// The path of the difference between treated and other units before and after the start.
///
///     y_it = α_i + γ_t + Σ_g Σ_{e ≠ r} δ_ge·1[start_i = g, t − g = e] + x_itᵀβ + ε_it
///
/// r is the reference, the event time at which the difference is zero by convention. Each start has
/// coefficients of its own, which are then averaged with weights of the numbers of units: with several
/// starts, leads and lags common to all would mix one with another. With one start this is the usual
/// regression on leads and lags. Units that are never treated must be there.
///
/// The leads should be zero: a joint test of them is ``Fit/preTrend``, with the slope that it would have
/// missed. That they are not far from zero does not prove that both sides would have gone on alike.
///
/// Sources: L. Sun & S. Abraham (2021), J. Econometrics 225, 175–199; J. Roth (2022), AER: Insights 4,
/// 305–322. Same numbers as R `lm` with these dummies and `clubSandwich`.
public struct EventStudy: Sendable {
  /// For each treated unit, by name, the time of its first treated period.
  public let starts: [String: Int]
  /// The event time whose difference is zero by convention.
  public let reference: Int
  /// Event times at the lower end and before it are one, as are those at the upper end and after it;
  /// nil: each is one of its own.
  public let ends: ClosedRange<Int>?

  /// - Parameters:
  ///   - starts: The first treated time of each treated unit, by name; a unit that is not there is never
  ///     treated.
  ///   - reference: The event time to compare with; −1 is the last period before the start.
  ///   - ends: The binned ends. A bin supposes one effect for all of its event times.
  /// - Precondition: The reference lies strictly within the ends.
  public init(starts: [String: Int], reference: Int = -1, ends: ClosedRange<Int>? = nil) {
    precondition(
      ends.map { $0.lowerBound < reference && reference < $0.upperBound } ?? true,
      "the reference \(reference) is not within the ends")
    (self.starts, self.reference, self.ends) = (starts, reference, ends)
  }

  /// The path in a panel.
  ///
  /// - Parameters:
  ///   - response: n values, one a row of the panel.
  ///   - panel: The unit and period of each row.
  ///   - covariates: Columns that vary within units, one row a row of the panel; nil for none.
  ///   - weights: n positive values; nil: all one.
  /// - Throws: ``PanelError/noNeverTreated``; ``PanelError/noTreatedUnits``;
  ///   ``PanelError/unknownReference(_:)`` when a start has no row at the reference; and as
  ///   ``FixedEffectsRegression/fit(design:response:panel:weights:)``.
  public func fit(
    response: [Double], panel: Panel, covariates: Design? = nil, weights: [Double]? = nil
  ) throws(PanelError) -> Fit {
    let weights = try panel.check(response, weights)
    precondition(covariates.map { $0.matrix.rows == panel.rows } ?? true, "covariates' rows")
    let treatment = try Treatment(starts, panel)
    guard treatment.starts.contains(nil) else { throw .noNeverTreated }
    let (rows, panel) = (treatment.rows, treatment.panel)
    let w = rows.map { weights[$0] }

    // The columns: one a start and event time.
    var members: [Int: [Int: [Int]]] = [:]
    for row in rows.indices {
      guard let start = treatment.starts[panel.unit[row]] else { continue }
      let time = binned(panel.times[panel.period[row]] - panel.times[start])
      members[start, default: [:]][time, default: []].append(row)
    }
    var (terms, keys) = ([Design.Term](), [Key]())
    for (start, times) in members.sorted(by: { $0.key < $1.key }) {
      guard times[reference] != nil else { throw .unknownReference(reference) }
      for (time, own) in times.sorted(by: { $0.key < $1.key }) where time != reference {
        var column = [Double](repeating: 0, count: rows.count)
        for row in own { column[row] = 1 }
        terms.append(.numeric("\(panel.times[start]):\(time)", column))
        keys.append(Key(start: start, time: time))
      }
    }
    if let covariates {
      for j in 0..<covariates.matrix.columns {
        let column = covariates.matrix.column(j)
        terms.append(.numeric(covariates.columnNames[j], rows.map { column[$0] }))
      }
    }
    let offset = covariates?.offset
    let y = rows.map { response[$0] - (offset?[$0] ?? 0) }
    let built = terms
    let design = try regressing { () throws(ModelError) in
      try Design(rows: rows.count, intercept: false, terms: built)
    }
    let fit = try FixedEffectsRegression().fit(
      design: design, response: y, panel: panel, weights: w)
    return try Fit(
      fit, treatment, keys, sizes: Self.sizes(treatment, w), reference: reference, ends: ends)
  }

  /// A column: a start (by index of its period) and an event time.
  struct Key: Sendable {
    let start: Int
    let time: Int
  }

  private func binned(_ time: Int) -> Int {
    ends.map { min(max(time, $0.lowerBound), $0.upperBound) } ?? time
  }

  /// For each start its number of units, and the sum of their mean weights.
  private static func sizes(_ treatment: Treatment, _ w: [Double]) -> [Int: (Int, Double)] {
    let panel = treatment.panel
    var (sums, counts) = ([Int: Double](), [Int: Int]())
    for row in w.indices {
      sums[panel.unit[row], default: 0] += w[row]
      counts[panel.unit[row], default: 0] += 1
    }
    var result: [Int: (Int, Double)] = [:]
    for (unit, start) in treatment.starts.enumerated() {
      guard let start, let sum = sums[unit], let count = counts[unit] else { continue }
      let before = result[start] ?? (0, 0)
      result[start] = (before.0 + 1, before.1 + sum / Double(count))
    }
    return result
  }

  /// One event time.
  public struct Point: Sendable {
    /// The time since the start; negative before it. Of a binned end its inner edge.
    public let eventTime: Int
    /// Whether earlier (at the lower end) or later event times are in it too.
    public let isBinned: Bool
    /// The treated units of the starts that have this event time.
    public let treatedUnits: Int
    /// The difference from the reference, in the unit of the response; errors by CR2 of units with
    /// Satterthwaite's degrees of freedom.
    public let effect: PanelEstimate
  }

  /// A fitted event study.
  public struct Fit: Sendable {
    /// The event times, ascending, the reference left out.
    public let points: [Point]
    /// The event time whose difference is zero by convention.
    public let reference: Int
    /// The joint test of all leads; nil without leads, or with ``PanelFlag/noJointTest``.
    public let preTrend: PreTrend?
    /// What must be known before these numbers are used.
    public let flags: [PanelFlag]
    /// The regression behind it: columns "start:event time", then the covariates.
    public let regression: FixedEffectsRegression.Fit

    fileprivate init(
      _ fit: FixedEffectsRegression.Fit, _ treatment: Treatment, _ keys: [Key],
      sizes: [Int: (Int, Double)], reference: Int, ends: ClosedRange<Int>?
    ) throws(PanelError) {
      (regression, self.reference) = (fit, reference)
      var flags = treatment.flags(
        weights: Array(repeating: 1, count: treatment.panel.units.count))
      var (points, contrasts, alone) = ([Point](), [[Double]](), false)
      for time in Set(keys.map(\.time)).sorted() {
        var c = [Double](repeating: 0, count: fit.columnNames.count)
        var (units, total, single) = (0, 0.0, false)
        for (column, key) in keys.enumerated() where key.time == time {
          let (count, size) = sizes[key.start] ?? (0, 0)
          c[column] = size
          total += size
          units += count
          if count == 1 { single = true }
        }
        for column in c.indices { c[column] /= total }
        if single {
          let value = try fit.combination(c, covariance: .classical).value
          points.append(
            Point(
              eventTime: time, isBinned: time == ends?.lowerBound || time == ends?.upperBound,
              treatedUnits: units, effect: PanelEstimate(value: value, inference: nil)))
        } else {
          let estimate = try fit.combination(c)
          points.append(
            Point(
              eventTime: time, isBinned: time == ends?.lowerBound || time == ends?.upperBound,
              treatedUnits: units,
              effect: PanelEstimate(value: estimate.value, inference: estimate)))
        }
        if time < 0 {
          contrasts.append(c)
          if single { alone = true }
        }
      }
      var preTrend: PreTrend?
      if !contrasts.isEmpty {
        do {
          guard !alone else { throw PanelError.tooFewClusters(count: 1) }
          let joint = try fit.joint(Matrix(rows: contrasts), nil)
          let times = points.map(\.eventTime).filter { $0 < 0 }
          preTrend = try PreTrend(times, reference, joint)
        } catch { flags.append(.noJointTest) }
      }
      (self.points, self.flags, self.preTrend) = (points, flags, preTrend)
    }
  }
}
