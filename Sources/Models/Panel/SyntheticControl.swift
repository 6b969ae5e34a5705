import Foundation
import LinearAlgebra

/// What a single treated unit would have done, by the weighted mean of others that went as it went
/// before.
///
///     ŵ = argmin ‖V^½(x₁ − X₀w)‖²,  w ≥ 0, Σw = 1            gap_t = y₁t − Σ_j ŵ_j y_jt
///
/// The predictors x are all outcomes before the start, in their own unit (so that ŵ minimises the root
/// mean squared gap before it), or those that are given, each divided by its standard deviation over the
/// units and with the importance that is given. A search for V that fits the outcomes best is not there:
/// it has many local optima, and chooses after having seen the outcomes.
///
/// Whether the gap after the start is large is judged by placebos: each donor in turn is taken for the
/// treated unit, the treated one joining its donors. See ``Fit/placebo(within:)``.
///
/// Sources: A. Abadie, A. Diamond & J. Hainmueller (2010), J. Am. Stat. Assoc. 105, 493–505; A. Abadie (2021),
/// J. Econ. Lit. 59, 391–425. Same weights as R `quadprog::solve.QP`.
public struct SyntheticControl: Sendable {
  /// A covariate to match on.
  public struct Predictor: Sendable {
    /// Its name, for errors.
    public let name: String
    /// Its value for each unit, by name, in any unit of measurement.
    public let values: [String: Double]
    /// Its share in V relative to others; positive.
    public let importance: Double

    /// - Parameters:
    ///   - name: Its name, for errors.
    ///   - values: Its value for each unit, by name.
    ///   - importance: Its share in V relative to others; positive.
    public init(_ name: String, values: [String: Double], importance: Double = 1) {
      precondition(importance > 0 && importance.isFinite, "importance \(importance)")
      (self.name, self.values, self.importance) = (name, values, importance)
    }
  }

  /// What the synthetic control is to have in common with the treated unit.
  public enum Matching: Sendable {
    /// The outcomes of all periods before the start.
    case outcomes
    /// These covariates.
    case predictors([Predictor])
  }

  /// The name of the treated unit.
  public let treated: String
  /// Its first treated time.
  public let start: Int
  /// What is matched.
  public let matching: Matching

  /// - Parameters:
  ///   - treated: The name of the treated unit.
  ///   - start: Its first treated time.
  ///   - matching: What is matched.
  public init(treated: String, start: Int, matching: Matching = .outcomes) {
    (self.treated, self.start, self.matching) = (treated, start, matching)
  }

  /// The synthetic control of a panel, its placebos and what it is without each donor.
  ///
  /// - Parameters:
  ///   - response: n values, one a row of the panel; best a rate or a mean, so that units of different
  ///     size can be averaged.
  ///   - panel: Without holes; leave out donors that had a similar treatment, or shocks of their own.
  /// - Throws: ``PanelError/unknownUnit(_:)``; ``PanelError/emptyCell(unit:period:)``;
  ///   ``PanelError/noPeriods(before:)``; ``PanelError/tooFewDonors(count:)``;
  ///   ``PanelError/constantPredictor(_:)``; ``PanelError/notFinite(row:)``;
  ///   ``PanelError/linearAlgebra(_:)``.
  /// - Complexity: One quadratic program a unit, and one a donor with weight.
  public func fit(response: [Double], panel: Panel) throws(PanelError) -> Fit {
    _ = try panel.check(response, nil)
    let unit = try panel.index(of: treated)
    var outcomes: [[Double]] = []
    for u in panel.units.indices {
      var path: [Double] = []
      for t in panel.periods.indices {
        guard let row = panel.row(unit: u, period: t) else {
          throw .emptyCell(unit: panel.units[u], period: panel.periods[t])
        }
        path.append(response[row])
      }
      outcomes.append(path)
    }
    let first = panel.times.firstIndex { $0 >= start } ?? panel.times.count
    guard first > 0 else { throw .noPeriods(before: true) }
    guard first < panel.times.count else { throw .noPeriods(before: false) }
    guard panel.units.count > 2 else { throw .tooFewDonors(count: panel.units.count - 1) }
    let features = try features(outcomes, first, panel)
    let donors = panel.units.indices.filter { $0 != unit }
    let own = try Match(unit, donors, features, outcomes, first)
    var placebos: [Match] = []
    for donor in donors {
      placebos.append(
        try Match(donor, panel.units.indices.filter { $0 != donor }, features, outcomes, first))
    }
    var without: [(left: Int, match: Match)] = []
    if donors.count > 2 {
      for (place, donor) in donors.enumerated() where own.weights[place] > 1e-6 {
        without.append(
          (donor, try Match(unit, donors.filter { $0 != donor }, features, outcomes, first)))
      }
    }
    return Fit(own, placebos, without, outcomes: outcomes, first: first, panel: panel)
  }

  /// For each unit what is matched, in comparable units.
  private func features(
    _ outcomes: [[Double]], _ first: Int, _ panel: Panel
  ) throws(PanelError) -> [[Double]] {
    guard case .predictors(let predictors) = matching else {
      return outcomes.map { Array($0[..<first]) }
    }
    guard !predictors.isEmpty else { throw .emptyData }
    var result = [[Double]](repeating: [], count: outcomes.count)
    for predictor in predictors {
      var values: [Double] = []
      for name in panel.units {
        guard let value = predictor.values[name], value.isFinite else {
          throw .emptyCell(unit: name, period: predictor.name)
        }
        values.append(value)
      }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = sqrt(squares / Double(values.count - 1))
      guard deviation > 1e-12 * abs(mean) else { throw .constantPredictor(predictor.name) }
      for (u, value) in values.enumerated() {
        result[u].append(sqrt(predictor.importance) * (value - mean) / deviation)
      }
    }
    return result
  }

  /// A unit and its synthetic control.
  struct Match: Sendable {
    let unit: Int
    let donors: [Int]
    /// One a donor.
    let weights: [Double]
    let isUnique: Bool
    /// One a period.
    let gaps: [Double]
    let rootMeanSquareBefore: Double
    let rootMeanSquareAfter: Double

    init(
      _ unit: Int, _ donors: [Int], _ features: [[Double]], _ outcomes: [[Double]], _ first: Int
    ) throws(PanelError) {
      // With Σw = 1 a shift of target and donors changes nothing. The target is moved to the size of
      // the differences: at zero a perfect fit would leave the solver only rounding to measure by.
      let target = features[unit]
      var shift = [Double](repeating: 0, count: target.count)
      for donor in donors {
        for (k, value) in features[donor].enumerated() {
          shift[k] = max(shift[k], abs(value - target[k]))
        }
      }
      shift = shift.map { $0 > 0 ? $0 : 1 }
      let columns = donors.map { donor in
        target.indices.map { features[donor][$0] - target[$0] + shift[$0] }
      }
      var program = QuadraticProgram(leastSquares: Matrix(columns: columns), response: shift)
      program.requireSimplex()
      let solution: QuadraticProgram.Solution
      do { solution = try program.solve() } catch { throw .linearAlgebra(error) }
      let gaps = outcomes[unit].indices.map { t in
        zip(donors, solution.x).reduce(outcomes[unit][t]) { $0 - $1.1 * outcomes[$1.0][t] }
      }
      (self.unit, self.donors, self.gaps) = (unit, donors, gaps)
      (weights, isUnique) = (solution.x, solution.isUnique)
      func root(_ part: ArraySlice<Double>) -> Double {
        sqrt(part.reduce(0) { $0 + $1 * $1 } / Double(part.count))
      }
      (rootMeanSquareBefore, rootMeanSquareAfter) = (root(gaps[..<first]), root(gaps[first...]))
    }
  }
}
