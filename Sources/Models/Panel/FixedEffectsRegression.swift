import Foundation
import LinearAlgebra

/// Linear regression with an effect for each unit, each period, or both, which are not of interest
/// themselves: the within estimator.
///
///     y_it = μ + α_i + γ_t + x_itᵀβ + ε_it,  Var ε_it = σ²/w_it
///
/// Response and covariates have their effects projected out, exactly (weighted means for one dimension,
/// orthonormal dummies for the other; nothing iterates), and are then regressed on each other by
/// ``LinearRegression``. The panel may have holes. The same numbers as a regression with a dummy a unit
/// and period, whose degrees of freedom are all counted: n − rank − ``Fit/absorbedDegreesOfFreedom``.
///
/// What is constant within the effects cannot be estimated and is named in ``Fit/collinear``. Rows that
/// an effect fits alone (a unit with one row) say nothing of β: they are named in ``Fit/idleRows``, and
/// count for no error.
///
/// Sources: J. M. Wooldridge (2010), *Econometric Analysis of Cross Section and Panel Data*, 2nd ed.,
/// ch. 10; S. Correia (2015), *Singletons, cluster-robust standard errors and fixed effects: a bad mix*.
/// Same numbers as R `lm` with factors, `plm(…, model = "within")` and `sandwich`, `clubSandwich` on these.
public struct FixedEffectsRegression: Sendable {
  /// Which effects are taken out.
  public enum Effects: CaseIterable, Sendable {
    /// One a unit: what differs between units and stays.
    case unit
    /// One a period: what all units share in a period.
    case period
    /// Both.
    case unitAndPeriod
  }

  /// The effects.
  public let effects: Effects
  /// The share of a column's spread below which what the effects leave of it counts as nothing.
  public let tolerance: Double

  /// - Parameters:
  ///   - effects: Which effects.
  ///   - tolerance: See ``tolerance``; 0 < tolerance < 1.
  public init(_ effects: Effects = .unitAndPeriod, tolerance: Double = 1e-9) {
    precondition(tolerance > 0 && tolerance < 1, "tolerance \(tolerance)")
    (self.effects, self.tolerance) = (effects, tolerance)
  }

  /// The coefficients of a design within a panel.
  ///
  /// - Parameters:
  ///   - design: One row a row of the panel; its offset is taken off the response. An intercept may be
  ///     there, and is named as collinear.
  ///   - response: n values.
  ///   - panel: The unit and period of each row.
  ///   - weights: n positive values, relative precisions (such as pupils in a cell); nil: all one.
  /// - Returns: The fit, coefficients in the order of the design's columns.
  /// - Throws: ``PanelError/notFinite(row:)``; ``PanelError/invalidWeight(row:)``;
  ///   ``PanelError/oneUnit`` and ``PanelError/onePeriod`` where these effects are asked;
  ///   ``PanelError/nothingIdentified(columns:)``; ``PanelError/tooFewRows(rows:parameters:)``.
  /// - Complexity: O(n·(p + T)²), T being the smaller of the numbers of units and periods.
  public func fit(
    design: Design, response: [Double], panel: Panel, weights: [Double]? = nil
  ) throws(PanelError) -> Fit {
    precondition(design.matrix.rows == panel.rows, "\(design.matrix.rows) rows of design")
    let weights = try panel.check(response, weights)
    let within = try WithinTransform(effects, panel, weights)
    return try fit(design, response, panel, within)
  }

  func fit(
    _ design: Design, _ response: [Double], _ panel: Panel, _ within: WithinTransform
  ) throws(PanelError) -> Fit {
    let weights = within.weights
    let y = design.offset.map { zip(response, $0).map { $0 - $1 } } ?? response
    var (kept, collinear, columns) = ([Int](), [Int](), [[Double]]())
    for j in 0..<design.matrix.columns {
      let column = design.matrix.column(j)
      let left = within.residual(of: column)
      let spread = Self.spread(column, weights)
      let size = sumOfSquares(left, weights)
      // A constant's own rounding is no spread.
      let rounding = 1e-28 * sumOfSquares(column, weights)
      if size <= max(tolerance * tolerance * spread, rounding) {
        collinear.append(j)
      } else {
        kept.append(j)
        columns.append(left)
      }
    }
    guard !kept.isEmpty else { throw .nothingIdentified(columns: design.columnNames) }
    let (n, taken) = (panel.rows, within.absorbed)
    guard n > taken + 1 else { throw .tooFewRows(rows: n, parameters: taken + kept.count) }
    let inner: LinearRegression.Fit
    let outcome = within.residual(of: y)
    do {
      inner = try LinearRegression().fit(
        design: Matrix(columns: columns), response: outcome, weights: weights)
    } catch {
      if case .tooFewRows = error { throw .tooFewRows(rows: n, parameters: taken + kept.count) }
      throw .regression(error)
    }
    guard n > taken + inner.rank else { throw .tooFewRows(rows: n, parameters: taken + inner.rank) }
    var predicted = [Double](repeating: 0, count: n)
    for (place, j) in kept.enumerated() {
      guard let beta = inner.coefficients[place] else { continue }
      for (i, value) in design.matrix.column(j).enumerated() { predicted[i] += beta * value }
    }
    let parts = try within.effects(of: zip(y, predicted).map { $0 - $1 })
    let (units, periods) =
      within.sweepsUnits ? (parts.swept, parts.dense) : (parts.dense, parts.swept)
    return Fit(
      inner, within, panel: panel, design: design, kept: kept, collinear: collinear,
      outcome: outcome, response: response, level: parts.level,
      unitEffects: effects == .period ? [] : units,
      periodEffects: effects == .unit ? [] : periods)
  }

  /// Σ w(x − x̄)².
  static func spread(_ x: [Double], _ weights: [Double]) -> Double {
    let mean = zip(weights, x).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    return sumOfSquares(x.map { $0 - mean }, weights)
  }

  /// A fitted regression with fixed effects.
  public struct Fit: Sendable {
    /// The effects that were taken out.
    public var effects: Effects { within.effects }
    /// p names, those of the design.
    public let columnNames: [String]
    /// p coefficients; nil for a column in ``collinear`` or ``aliased``.
    public let coefficients: [Double?]
    /// The columns that are constant within the effects, ascending.
    public let collinear: [Int]
    /// The columns that, within the effects, depend on other columns, ascending.
    public let aliased: [Int]
    /// n fitted values with all effects in them.
    public let fitted: [Double]
    /// n residuals.
    public let residuals: [Double]
    /// Σ w r².
    public let residualSumOfSquares: Double
    /// σ̂², of an observation of weight one.
    public let variance: Double
    /// n − rank − ``absorbedDegreesOfFreedom``.
    public let residualDegreesOfFreedom: Int
    /// What the effects take: units, or periods, or units + periods − ``components``.
    public let absorbedDegreesOfFreedom: Int
    /// The number of independent columns within the effects.
    public let rank: Int
    /// The parts of the panel that share no unit and no period; effects compare only within one.
    public let components: Int
    /// The share of the variation within the effects that the covariates explain; nil when there is none.
    public let withinRSquared: Double?
    /// The share of all variation that covariates and effects explain; nil when there is none.
    public let rSquared: Double?
    /// μ: the weighted mean of the response less Xβ̂.
    public let level: Double
    /// One a unit, in the order of `Panel.units`, weighted mean zero over the rows; empty without them.
    public let unitEffects: [Double]
    /// One a period, in the order of `Panel.periods`, weighted mean zero over the rows (with both kinds
    /// of effects: over those of each of the ``components``, of the dimension with fewer labels).
    public let periodEffects: [Double]
    /// The units with a single row, where units have an effect: they say nothing of β.
    public let singletonUnits: [String]
    /// The periods with a single row, where periods have an effect.
    public let singletonPeriods: [String]
    /// The rows that the effects fit alone, ascending: singletons and what is left single by them.
    public let idleRows: [Int]

    let panel: Panel
    let within: WithinTransform
    /// Over the columns in ``kept``.
    let inner: LinearRegression.Fit
    let kept: [Int]

    fileprivate init(
      _ inner: LinearRegression.Fit, _ within: WithinTransform, panel: Panel, design: Design,
      kept: [Int], collinear: [Int], outcome: [Double], response: [Double], level: Double,
      unitEffects: [Double], periodEffects: [Double]
    ) {
      (self.inner, self.within, self.panel, self.kept) = (inner, within, panel, kept)
      (columnNames, self.collinear, self.level) = (design.columnNames, collinear, level)
      (self.unitEffects, self.periodEffects) = (unitEffects, periodEffects)
      var coefficients = [Double?](repeating: nil, count: design.columnNames.count)
      for (place, j) in kept.enumerated() { coefficients[j] = inner.coefficients[place] }
      self.coefficients = coefficients
      aliased = inner.aliased.map { kept[$0] }
      residuals = inner.residuals
      fitted = zip(response, inner.residuals).map { $0 - $1 }
      residualSumOfSquares = inner.residualSumOfSquares
      (absorbedDegreesOfFreedom, rank) = (within.absorbed, inner.rank)
      residualDegreesOfFreedom = panel.rows - within.absorbed - inner.rank
      variance = inner.residualSumOfSquares / Double(residualDegreesOfFreedom)
      components = within.components
      func explained(_ total: Double) -> Double? {
        total > 0 ? 1 - inner.residualSumOfSquares / total : nil
      }
      withinRSquared = explained(sumOfSquares(outcome, within.weights))
      rSquared = explained(FixedEffectsRegression.spread(response, within.weights))
      func singles(_ labels: [Int], _ names: [String]) -> [String] {
        var counts = [Int](repeating: 0, count: names.count)
        for label in labels { counts[label] += 1 }
        return names.indices.filter { counts[$0] == 1 }.map { names[$0] }
      }
      singletonUnits = within.effects == .period ? [] : singles(panel.unit, panel.units)
      singletonPeriods = within.effects == .unit ? [] : singles(panel.period, panel.periods)
      let swept = within.columns
      var leverages = swept.share.map { $0 * $0 }
      if let dense = swept.dense {
        for j in 0..<dense.columns {
          for (i, value) in dense.column(j).enumerated() { leverages[i] += value * value }
        }
      }
      idleRows = leverages.indices.filter { leverages[$0] > 1 - 1e-10 }
    }
  }
}
