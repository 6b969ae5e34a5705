import Foundation
import TestSupport
import Testing

@testable import Models

@Suite struct CohortEquationsTests {
  /// The model of the documentation, written out for one fit without its machinery: −log of prior
  /// and likelihood without constants.
  private func objective(
    _ state: CohortEquations.State, _ theta: CohortProjection.Hyperparameters,
    _ equations: CohortEquations
  ) -> Double {
    let layout = equations.layout
    let (beta, rho, q) = (state.shared[0], exp(state.shared[1]), exp(state.shared[2]))
    func block(_ s: Int) -> [Double] { state.blocks[layout.component(ofSeries: s)] }
    func intake(_ s: Int, _ t: Int) -> Double {
      t < SmallRegion.series[s].firstPeriod
        ? 0 : exp(block(s)[layout.intakes[s][t - layout.starts[s]]])
    }
    var sum =
      pow(beta / 0.05, 2) + pow((log(rho) - log(0.95)) / 0.1, 2)
      + pow((log(q) - log(0.95)) / 0.1, 2)
    for g in 0...1 {
      let values = state.blocks[layout.componentOfGroup[g]]
      sum += pow((values[layout.drifts[g]] - beta) / 0.03, 2)
      for place in layout.shocks[g] { sum += pow(values[place] / theta.groupSpread, 2) }
    }
    for s in 0..<4 {
      let (values, g) = (block(s), SmallRegion.series[s].group)
      let average = equations.averages[s]
      for t in layout.starts[s]...layout.lastPeriod {
        let level = values[layout.levels[s][t - layout.starts[s]]]
        let variance = 1 / average + pow(theta.cohortSpread, 2)
        sum += pow(log(intake(s, t)) - level + variance / 2, 2) / variance
        if t == layout.starts[s] {
          sum += pow((level - log(average)) / 2, 2)
        } else {
          let before = values[layout.levels[s][t - 1 - layout.starts[s]]]
          let shock = values[layout.shocks[g][t - layout.groupStarts[g] - 1]]
          let step = level - before - values[layout.drifts[g]] - shock
          let wandering = (pow(theta.seriesSpread, 2) + pow(theta.groupSpread, 2)) / 2
          sum += pow((step + wandering) / theta.seriesSpread, 2)
        }
      }
    }
    for observation in SmallRegion.observations {
      let (y, t) = (observation.count.lowerBound, observation.period)
      var (mean, expected, later) = (0.0, 0.0, 0.0)
      for s in observation.series {
        for stage in observation.stages {
          let ratio = [1, rho, rho * q][stage.rawValue]
          let modelled = intake(s, t - stage.rawValue)
          mean += ratio * modelled
          guard modelled > 0 else { continue }
          let usual = [1, 0.95, 0.95 * 0.95][stage.rawValue]
          expected += usual
          if stage != .first { later += usual }
        }
      }
      // Series 3 began in period 2: its stock of that period is a first stage alone.
      let variance = later == 0 ? 0.25 : theta.dispersion * later / expected * y + 1 / 12.0
      sum += pow(y - mean, 2) / variance
    }
    return sum / 2
  }

  @Test func `the objective is that of the documentation, and its gradient is zero at the mode`()
    throws
  {
    let layout = try CohortLayout(
      series: SmallRegion.series, observations: SmallRegion.observations)
    let equations = CohortEquations(
      layout: layout, observations: SmallRegion.observations, options: SmallRegion.options)
    let theta = CohortProjection.Hyperparameters(
      seriesSpread: 0.1, groupSpread: 0.06, cohortSpread: 0.12, dispersion: 0.4)
    let start = equations.start
    expectClose(
      equations.objective(start, theta), objective(start, theta, equations), relative: 1e-12)
    let mode = try equations.mode(from: start, at: theta)
    expectClose(
      equations.objective(mode.state, theta), objective(mode.state, theta, equations),
      relative: 1e-12)

    let step = 1e-5
    func slope(_ move: (inout CohortEquations.State, Double) -> Void) -> (
      first: Double, second: Double
    ) {
      var (up, down) = (mode.state, mode.state)
      move(&up, step)
      move(&down, -step)
      let (a, b, c) = (
        objective(up, theta, equations), objective(mode.state, theta, equations),
        objective(down, theta, equations)
      )
      return ((a - c) / (2 * step), (a - 2 * b + c) / (step * step))
    }
    for k in 0..<3 {
      let slope = slope { $0.shared[k] += $1 }
      // Rounding of F ≈ 30 by 1e-14 over 2e-5.
      expectClose(slope.first, 0, absolute: 1e-6 * slope.second.squareRoot() + 1e-8)
    }
    for c in mode.state.blocks.indices {
      for i in mode.state.blocks[c].indices {
        let slope = slope { $0.blocks[c][i] += $1 }
        expectClose(slope.first, 0, absolute: 1e-6 * slope.second.squareRoot() + 1e-8)
      }
    }
  }

  @Test func `groups are apart until an observation adds them up`() throws {
    let apart = try CohortLayout(
      series: SmallRegion.series, observations: SmallRegion.observations)
    #expect(apart.components.map(\.series) == [[0, 1], [2, 3]])
    let joined = try CohortLayout(
      series: SmallRegion.series,
      observations: SmallRegion.observations + [
        Observation(series: [1, 2], period: 3, stages: [.leaving], count: 44)
      ])
    #expect(joined.components.map(\.series) == [[0, 1, 2, 3]])
    // Every place of a block is used once.
    for layout in [apart, joined] {
      for (c, component) in layout.components.enumerated() {
        var places = component.groups.flatMap { layout.shocks[$0] + [layout.drifts[$0]] }
        for s in component.series { places += layout.levels[s] + layout.intakes[s] }
        #expect(places.sorted() == Array(0..<component.size), "component \(c)")
      }
    }
  }

  @Test func `joining groups by an empty statement changes no answer`() throws {
    // A total of all series known within ±10,000 says nothing, but makes one block of two.
    let vague = Observation(series: [0, 1, 2, 3], period: 4, stages: [.first], count: 0...20_000)
    let apart = try SmallRegion.fit()
    let joined = try CohortProjection(series: SmallRegion.series, options: SmallRegion.options)
      .fit(SmallRegion.observations + [vague])
    #expect(joined.layout.components.count == 1)
    expectClose(joined.secondStageRatio.mean, apart.secondStageRatio.mean, relative: 1e-3)
    for s in 0..<4 {
      let (one, two) = (
        try apart.estimate(series: [s], period: 4, stages: [.first]),
        try joined.estimate(series: [s], period: 4, stages: [.first])
      )
      expectClose(two.mean, one.mean, relative: 5e-3)
      expectClose(two.standardDeviation, one.standardDeviation, relative: 5e-3)
    }
  }

  @Test(arguments: [40.0, 900]) func `the evidence of one intake is its log-normal density`(
    count: Double
  ) throws {
    // log I ~ N(log m̄ − ½v, 2² + v) with m̄ = y and v = 1/y + κ², and y is I within ±½:
    // p(y) = N(½v; 0, 4 + v) / y.
    let fit = try CohortProjection(
      series: [.init(group: 0, firstPeriod: 0)], options: SmallRegion.options
    ).fit([Observation(series: [0], period: 0, stages: [.first], count: count)])
    for point in fit.grid {
      let noise = 1 / count + pow(point.hyperparameters.cohortSpread, 2)
      let variance = 4 + noise
      let expected =
        -0.5 * log(2 * .pi * variance) - pow(noise / 2, 2) / (2 * variance) - log(count)
      // The curvature of exp over ±½ pupil: relative ¼/y².
      expectClose(point.logEvidence, expected, absolute: 3 / (count * count))
    }
  }
}
