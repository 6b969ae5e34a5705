import Foundation
import LinearAlgebra

/// The objective of the model at given hyperparameters, and its minimum.
///
///     F(x) = ½ Σ (residual² · precision)      over the linear rows of the prior and the totals
struct CohortEquations: Sendable {
  /// The unknowns: one vector a component, and β, log ρ, log q.
  struct State: Sendable {
    var blocks: [[Double]]
    var shared: [Double]
  }

  /// A minimum, with the normal distribution around it.
  struct Mode: Sendable {
    let hyperparameters: CohortProjection.Hyperparameters
    let state: State
    let factors: CohortFactors
    let logEvidence: Double
    let iterations: Int
  }

  /// A linear row of the prior: Σ coefficient · unknown + shared − constant ~ N(0, 1/precision).
  private struct Row: Sendable {
    enum Spread: Sendable { case fixed, series, group, cohort }
    let component: Int
    let places: [Int]
    let coefficients: [Double]
    /// −1 times β enters when true.
    var hasDrift = false
    var constant = 0.0
    var spread = Spread.fixed
    var precision = 1.0
  }

  private struct Measured: Sendable {
    let total: CohortLayout.Total
    let value: Double
    /// The variance is `dispersed` · ψ + `fixed`.
    let dispersed: Double
    let fixed: Double
  }

  /// The standard deviation of the first level around the logarithm of the average intake: diffuse.
  private static let startSpread = 2.0

  let layout: CohortLayout
  let options: CohortProjection.Options
  /// m̄, the average intake of each series.
  let averages: [Double]
  private let rows: [Row]
  private let measured: [Measured]
  private let sharedCentre: [Double]
  private let sharedPrecision: [Double]

  init(
    layout: CohortLayout, observations: [CohortProjection.Observation],
    options: CohortProjection.Options
  ) {
    self.layout = layout
    self.options = options
    let ratio = options.ratioCentre
    let expected = [1, ratio, ratio * ratio]
    measured = zip(layout.totals, observations).map { total, observation in
      let (low, high) = (observation.count.lowerBound, observation.count.upperBound)
      let value = (low + high) / 2
      let whole = total.terms.reduce(0) { $0 + expected[$1.stage.rawValue] }
      let first = Double(total.terms.filter { $0.stage == .first }.count)
      let isIntake = first == Double(total.terms.count)
      return Measured(
        total: total, value: value,
        dispersed: (isIntake ? 0 : (1 - first / whole) * max(value, 1)) / observation.weight,
        fixed: ((isIntake ? 0.25 : 1.0 / 12) + (high - low) * (high - low) / 12)
          / observation.weight)
    }
    averages = Self.averageIntakes(layout, observations, expected)
    rows = Self.rows(layout, averages, options)
    sharedCentre = [0, log(ratio), log(ratio)]
    let spread = options.ratioSpread
    sharedPrecision = [
      1 / (options.driftSpread * options.driftSpread), 1 / (spread * spread), 1 / (spread * spread),
    ]
  }

  /// Levels and intakes at the average of their series, no drift, ratios at their prior median.
  var start: State {
    var blocks = layout.components.map { [Double](repeating: 0, count: $0.size) }
    for s in layout.series.indices {
      let c = layout.component(ofSeries: s)
      for place in layout.levels[s] + layout.intakes[s] { blocks[c][place] = log(averages[s]) }
    }
    return State(blocks: blocks, shared: sharedCentre)
  }

  /// The minimum of F, by Newton steps that are halved until F falls.
  func mode(
    from start: State, at theta: CohortProjection.Hyperparameters
  ) throws(CohortError) -> Mode {
    var state = start
    var current = objective(state, theta)
    for iteration in 1...options.maximumIterations {
      guard let factors = factors(state, theta) else { break }
      let step = factors.step
      var scale = 1.0
      var trial = state.moved(step, by: scale)
      var value = objective(trial, theta)
      // At the minimum rounding may make F rise by a few units in its last place.
      let slack = 1e-12 * max(1, abs(current))
      while !(value <= current + slack) && scale > 1e-6 {
        scale /= 2
        trial = state.moved(step, by: scale)
        value = objective(trial, theta)
      }
      guard value <= current + slack else { break }
      (state, current) = (trial, value)
      if factors.decrement < options.tolerance {
        return Mode(
          hyperparameters: theta, state: state, factors: factors,
          logEvidence: -current + logNormalisers(theta) - 0.5 * factors.logDeterminant,
          iterations: iteration)
      }
    }
    throw .notConverged(hyperparameters: theta, iterations: options.maximumIterations)
  }

  /// F, for the search and for tests of its gradient.
  func objective(_ state: State, _ theta: CohortProjection.Hyperparameters) -> Double {
    var sum = 0.0
    for row in rows {
      let residual = residual(row, state, theta)
      sum += residual * residual * precision(row, theta)
    }
    for measured in measured {
      let block = state.blocks[measured.total.component]
      var mean = 0.0
      for term in measured.total.terms { mean += expected(term, block, state.shared) }
      let residual = mean - measured.value
      sum += residual * residual / (measured.dispersed * theta.dispersion + measured.fixed)
    }
    for k in 0..<3 {
      let residual = state.shared[k] - sharedCentre[k]
      sum += residual * residual * sharedPrecision[k]
    }
    return 0.5 * sum
  }

  /// The Hessian factored; where it is not positive definite, as it may be far from the minimum,
  /// its Gauss–Newton part JᵀJ, which always is.
  private func factors(
    _ state: State, _ theta: CohortProjection.Hyperparameters
  ) -> CohortFactors? {
    (try? CohortFactors(system(state, theta, curvature: true), layout))
      ?? (try? CohortFactors(system(state, theta, curvature: false), layout))
  }

  /// The second and first derivatives of F, block by block; only the lower triangle of each block
  /// is filled. Without `curvature` the second derivatives of the residuals are left out.
  private func system(
    _ state: State, _ theta: CohortProjection.Hyperparameters, curvature: Bool
  ) -> CohortFactors.System {
    var system = CohortFactors.System(layout)
    for k in 0..<3 {
      system.corner[k * 4] = sharedPrecision[k]
      system.cornerGradient[k] = sharedPrecision[k] * (state.shared[k] - sharedCentre[k])
    }
    for row in rows {
      system.add(
        component: row.component, places: row.places, coefficients: row.coefficients,
        shared: (row.hasDrift ? -1 : 0, 0, 0), residual: residual(row, state, theta),
        precision: precision(row, theta))
    }
    for measured in measured {
      let block = state.blocks[measured.total.component]
      var (mean, later, leaving) = (0.0, 0.0, 0.0)
      var coefficients: [Double] = []
      var places: [Int] = []
      coefficients.reserveCapacity(measured.total.terms.count)
      places.reserveCapacity(measured.total.terms.count)
      for term in measured.total.terms {
        let value = expected(term, block, state.shared)
        mean += value
        if term.stage != .first { later += value }
        if term.stage == .leaving { leaving += value }
        coefficients.append(value)
        places.append(term.intake)
      }
      let precision = 1 / (measured.dispersed * theta.dispersion + measured.fixed)
      system.add(
        component: measured.total.component, places: places, coefficients: coefficients,
        shared: (0, later, leaving), residual: mean - measured.value,
        precision: precision)
      if curvature {
        // A term is e to a sum of unknowns, so each of its second derivatives is the term itself.
        let weight = precision * (mean - measured.value)
        system.addCurvature(
          component: measured.total.component, terms: measured.total.terms, values: coefficients,
          weight: weight)
      }
    }
    return system
  }

  private func residual(
    _ row: Row, _ state: State, _ theta: CohortProjection.Hyperparameters
  ) -> Double {
    let block = state.blocks[row.component]
    var sum = -row.constant - (row.hasDrift ? state.shared[0] : 0)
    // A step of a level: what wandering alone adds to the expected number is taken off.
    if row.spread == .series { sum += theta.wandering }
    // The logarithm of a number that varies lies below that of its mean.
    if row.spread == .cohort { sum += 0.5 / precision(row, theta) }
    for (place, coefficient) in zip(row.places, row.coefficients) {
      sum += coefficient * block[place]
    }
    return sum
  }

  private func precision(_ row: Row, _ theta: CohortProjection.Hyperparameters) -> Double {
    switch row.spread {
    case .fixed: row.precision
    case .series: 1 / (theta.seriesSpread * theta.seriesSpread)
    case .group: 1 / (theta.groupSpread * theta.groupSpread)
    case .cohort: 1 / (1 / row.precision + theta.cohortSpread * theta.cohortSpread)
    }
  }

  private func expected(
    _ term: CohortLayout.Term, _ block: [Double], _ shared: [Double]
  ) -> Double {
    switch term.stage {
    case .first: exp(block[term.intake])
    case .second: exp(block[term.intake] + shared[1])
    case .leaving: exp(block[term.intake] + shared[1] + shared[2])
    }
  }

  /// ½ Σ log precision of every row, less ½ log 2π an observation: a row of the prior for each
  /// unknown cancels the 2π of the Laplace integral.
  private func logNormalisers(_ theta: CohortProjection.Hyperparameters) -> Double {
    var sum = 0.0
    for row in rows { sum += log(precision(row, theta)) }
    for precision in sharedPrecision { sum += log(precision) }
    for measured in measured {
      sum -= log(2 * .pi * (measured.dispersed * theta.dispersion + measured.fixed))
    }
    return 0.5 * sum
  }

  private static func rows(
    _ layout: CohortLayout, _ averages: [Double], _ options: CohortProjection.Options
  ) -> [Row] {
    var rows: [Row] = []
    for (g, c) in layout.componentOfGroup.enumerated() {
      let tau = options.groupDriftSpread
      rows.append(
        Row(
          component: c, places: [layout.drifts[g]], coefficients: [1], hasDrift: true,
          precision: 1 / (tau * tau)))
      rows += layout.shocks[g].map {
        Row(component: c, places: [$0], coefficients: [1], spread: .group)
      }
    }
    for s in layout.series.indices {
      let (c, g, levels) = (
        layout.component(ofSeries: s), layout.groupOfSeries[s], layout.levels[s]
      )
      rows.append(
        Row(
          component: c, places: [levels[0]], coefficients: [1], constant: log(averages[s]),
          precision: 1 / (startSpread * startSpread)))
      for (t, (level, intake)) in zip(levels, layout.intakes[s]).enumerated() {
        rows.append(
          Row(
            component: c, places: [intake, level], coefficients: [1, -1],
            constant: layout.offset(series: s, period: layout.starts[s] + t), spread: .cohort,
            precision: averages[s]))
      }
      for t in levels.indices.dropFirst() {
        let shock = layout.shocks[g][layout.starts[s] - layout.groupStarts[g] + t - 1]
        rows.append(
          Row(
            component: c, places: [levels[t], levels[t - 1], layout.drifts[g], shock],
            coefficients: [1, -1, -1, -1], spread: .series))
      }
    }
    return rows
  }

  /// The constant intakes that explain the totals best as Poisson means, by the EM algorithm; at
  /// least one half. A withheld count weighs less by the variance that its width adds.
  private static func averageIntakes(
    _ layout: CohortLayout, _ observations: [CohortProjection.Observation], _ expected: [Double]
  ) -> [Double] {
    let weights = observations.map { observation in
      observation.series.map { s in
        observation.stages.reduce(0) { sum, stage in
          let isModelled =
            layout.intake(series: s, period: observation.period - stage.rawValue) != nil
          return isModelled ? sum + expected[stage.rawValue] : sum
        }
      }
    }
    var averages = [Double](repeating: 1, count: layout.series.count)
    for _ in 0..<100 {
      var above = [Double](repeating: 0, count: averages.count)
      var below = above
      for (observation, weights) in zip(observations, weights) {
        let (low, high) = (observation.count.lowerBound, observation.count.upperBound)
        let value = (low + high) / 2
        let trust =
          observation.weight / (1 + (high - low) * (high - low) / (12 * max(value, 1)))
        let mean = zip(observation.series, weights).reduce(0) { $0 + averages[$1.0] * $1.1 }
        for (s, weight) in zip(observation.series, weights) {
          above[s] += trust * averages[s] * weight * value / mean
          below[s] += trust * weight
        }
      }
      for s in averages.indices { averages[s] = max(above[s] / below[s], 0.5) }
    }
    return averages
  }
}

extension CohortEquations.State {
  fileprivate func moved(_ step: Self, by scale: Double) -> Self {
    var state = self
    for c in blocks.indices {
      for i in blocks[c].indices { state.blocks[c][i] += scale * step.blocks[c][i] }
    }
    for k in shared.indices { state.shared[k] += scale * step.shared[k] }
    return state
  }
}
