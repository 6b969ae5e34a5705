import Foundation
import TestSupport
import Testing

@testable import Models

typealias Observation = CohortProjection.Observation

/// Two groups of two series over five periods, small enough to read.
///
///     series 0 (group 0)  grows       series 2 (group 1)  steady
///     series 1 (group 0)  small       series 3 (group 1)  began in period 2
enum SmallRegion {
  static let series: [CohortProjection.Series] = [
    .init(group: 0, firstPeriod: -5), .init(group: 0, firstPeriod: -5),
    .init(group: 1, firstPeriod: -5), .init(group: 1, firstPeriod: 2),
  ]
  static let stocks: [[Double]] = [
    [113, 110, 118, 126, 129], [31, 35, 30, 38, 36], [62, 60, 65, 61, 64], [0, 0, 12, 27, 31],
  ]
  static let observations: [Observation] =
    (0..<4).flatMap { s in
      (s == 3 ? 2..<5 : 0..<5).map { period in
        Observation(
          series: [s], period: period, stages: [.first, .second], count: stocks[s][period])
      }
    }
    + (0...5).map { period in
      Observation(
        series: [0, 1], period: period, stages: [.leaving],
        count: [64, 66, 60, 69, 71, 75][period])
    }
    + [Observation(series: [2], period: 2, stages: [.leaving], count: 29)]

  static var options: CohortProjection.Options {
    var options = CohortProjection.Options()
    options.seriesSpreads = [0.08, 0.2]
    options.groupSpreads = [0.06]
    options.cohortSpreads = [0.05, 0.2]
    options.dispersions = [0.2, 0.8]
    return options
  }

  static func fit() throws -> CohortFit {
    try CohortProjection(series: series, options: options).fit(observations)
  }
}

@Suite struct CohortProjectionTests {
  @Test func `intervals cover as often as they state`() throws {
    // 200 regions drawn from the priors. 4,000 of them in a release build covered, of 80 and 95 %:
    // ρ 79.0, 94.9; q 80.5, 95.1; total in 1, 3, 6 periods 81.1, 80.3, 80.5 and 95.4, 94.7, 94.7;
    // leavers in 3 periods 80.9, 95.6. The standard error is 0.6 and 0.3.
    let horizons = [1, 3, 6]
    let levels = [0.8, 0.95]
    var ratios = levels.map { _ in Coverage() }
    var leavingRatios = levels.map { _ in Coverage() }
    var totals = levels.map { _ in horizons.map { _ in Coverage() } }
    var leavers = levels.map { _ in Coverage() }
    for replicate in 0..<200 {
      var generator = Philox(seed: 99, stream: UInt64(replicate))
      let region = SimulatedRegion(
        groups: [0, 0, 1, 1], pupils: 40, periods: 6, horizon: 6, damping: 0.85,
        options: SmallRegion.options, using: &generator)
      let fit = try region.projection.fit(region.observations)
      let paths = fit.project(horizon: 6, paths: 300, seed: UInt64(replicate))
      let late = paths.total(series: [0, 1, 2, 3], stages: [.leaving], horizon: 3)
      let trueLate = region.futureLeavers.reduce(0) { $0 + $1[2] }
      for (l, level) in levels.enumerated() {
        ratios[l].add(
          fit.secondStageRatio.interval(probability: level).contains(region.secondStageRatio))
        leavingRatios[l].add(
          fit.leavingRatio.interval(probability: level).contains(region.leavingRatio))
        leavers[l].add(CohortPaths.interval(probability: level, of: late).contains(trueLate))
        for (k, h) in horizons.enumerated() {
          let total = paths.total(series: [0, 1, 2, 3], stages: [.first, .second], horizon: h)
          let truth = (0..<4).reduce(0) {
            $0 + region.futureFirst[$1][h - 1] + region.futureSecond[$1][h - 1]
          }
          totals[l][k].add(CohortPaths.interval(probability: level, of: total).contains(truth))
        }
      }
    }
    for (l, level) in levels.enumerated() {
      for coverage in [ratios[l], leavingRatios[l], leavers[l]] + totals[l] {
        expectClose(coverage.rate, level, absolute: coverage.tolerance(level))
      }
    }
  }

  @Test func `with quiet levels the ratios are those of weighted least squares`() throws {
    // First stages counted exactly, so ρ is a regression through the origin with a small error in
    // the regressor: minimise Σ (y − ρx)² / (ψy + 1/12 + ¼ρ²).
    let intakes = [1000.0, 1020, 1040, 1061]
    let seconds = [905.0, 930, 925, 970]
    var options = SmallRegion.options
    options.seriesSpreads = [1e-3]
    options.groupSpreads = [1e-3]
    options.cohortSpreads = [1e-3]
    options.dispersions = [0.5]
    options.ratioSpread = 10
    let projection = CohortProjection(
      series: [.init(group: 7, firstPeriod: 0)], options: options)
    let observations = (0..<4).flatMap { t in
      [
        Observation(series: [0], period: t, stages: [.first], count: intakes[t]),
        Observation(series: [0], period: t + 1, stages: [.second], count: seconds[t]),
      ]
    }
    let fit = try projection.fit(observations.filter { $0.period < 4 || $0.stages == [.second] })
    var best = (objective: Double.infinity, ratio: 0.0)
    for step in 0..<20_000 {
      let ratio = 0.8 + 1e-5 * Double(step)
      var objective = 0.0
      for (x, y) in zip(intakes, seconds) {
        let residual = y - ratio * x
        let variance: Double = 0.5 * y + 1.0 / 12 + 0.25 * ratio * ratio
        objective += residual * residual / variance
      }
      if objective < best.objective { best = (objective, ratio) }
    }
    expectClose(
      fit.secondStageRatio.quantile(0.5), best.ratio, relative: 1e-4)  // levels pull on intakes
    // The information on ρ: Σ x²/v.
    var information = 0.0
    for (x, y) in zip(intakes, seconds) { information += x * x / (0.5 * y + 1.0 / 12 + 0.25) }
    expectClose(
      fit.secondStageRatio.standardDeviation, 1 / information.squareRoot(), relative: 0.01)
  }

  @Test func `numbers that fit exactly give their ratios back`() throws {
    var options = SmallRegion.options
    options.ratioSpread = 10
    let projection = CohortProjection(
      series: [.init(group: 0, firstPeriod: 0)], options: options)
    let intakes = (0..<6).map { 1000 * pow(1.02, Double($0)) }
    let observations = (0..<6).flatMap { t in
      [
        Observation(series: [0], period: t, stages: [.first], count: intakes[t]),
        Observation(series: [0], period: t + 1, stages: [.second], count: 0.9 * intakes[t]),
        Observation(series: [0], period: t + 2, stages: [.leaving], count: 0.72 * intakes[t]),
      ]
    }
    let fit = try projection.fit(observations)
    #expect(fit.lastPeriod == 5)
    expectClose(fit.secondStageRatio.quantile(0.5), 0.9, relative: 1e-3)
    expectClose(fit.leavingRatio.quantile(0.5), 0.8, relative: 1e-3)
    // Drift 0.0198 a year, shrunk towards 0 by its priors.
    #expect((0.005...0.0199).contains(fit.drift.mean))
    let past = try fit.estimate(series: [0], period: 3, stages: [.first, .second, .leaving])
    expectClose(
      past.mean, intakes[3] + 0.9 * intakes[2] + 0.72 * intakes[1], relative: 1e-3)
  }

  @Test func `order of observations and series changes nothing`() throws {
    let fit = try SmallRegion.fit()
    let turned = try CohortProjection(series: SmallRegion.series, options: SmallRegion.options)
      .fit(SmallRegion.observations.reversed())
    // Series 0 1 2 3 become 3 2 1 0, and the groups get other numbers.
    let mirrored = try CohortProjection(
      series: SmallRegion.series.reversed().map {
        .init(group: 40 - 3 * $0.group, firstPeriod: $0.firstPeriod)
      }, options: SmallRegion.options
    ).fit(
      SmallRegion.observations.map {
        Observation(
          series: $0.series.map { 3 - $0 }, period: $0.period, stages: $0.stages, count: $0.count)
      })
    for (other, name) in [(turned, { $0 }), (mirrored, { 3 - $0 })] as [(CohortFit, (Int) -> Int)] {
      #expect(other.grid.count == fit.grid.count)
      for (a, b) in zip(fit.grid, other.grid) {
        expectClose(b.weight, a.weight, relative: 1e-6)
        expectClose(b.logEvidence, a.logEvidence, absolute: 1e-6)
      }
      expectClose(other.secondStageRatio.mean, fit.secondStageRatio.mean, relative: 1e-6)
      for s in 0..<4 {
        let (one, two) = (
          try fit.estimate(series: [s], period: 4, stages: [.first, .second]),
          try other.estimate(series: [name(s)], period: 4, stages: [.first, .second])
        )
        expectClose(two.mean, one.mean, relative: 1e-6)
        expectClose(two.standardDeviation, one.standardDeviation, relative: 1e-6)
      }
    }
  }

  @Test func `the calendar may be shifted`() throws {
    let fit = try SmallRegion.fit()
    let shifted = try CohortProjection(
      series: SmallRegion.series.map {
        .init(group: $0.group, firstPeriod: $0.firstPeriod + 2019)
      }, options: SmallRegion.options
    ).fit(
      SmallRegion.observations.map {
        Observation(
          series: $0.series, period: $0.period + 2019, stages: $0.stages, count: $0.count)
      })
    #expect(shifted.lastPeriod == fit.lastPeriod + 2019)
    expectClose(shifted.leavingRatio.mean, fit.leavingRatio.mean, relative: 1e-9)
    let (a, b) = (
      fit.project(horizon: 2, paths: 50, seed: 1), shifted.project(horizon: 2, paths: 50, seed: 1)
    )
    for s in 0..<4 {
      #expect(
        a.total(series: [s], stages: [.first], horizon: 2)
          == b.total(series: [s], stages: [.first], horizon: 2))
    }
  }

  @Test func `withheld counts widen what follows from them`() throws {
    let exact = try SmallRegion.fit()
    let bounded = try CohortProjection(series: SmallRegion.series, options: SmallRegion.options)
      .fit(
        SmallRegion.observations.map { observation in
          guard observation.series == [2] else { return observation }
          let (low, high) = (observation.count.lowerBound, observation.count.upperBound)
          return Observation(
            series: [2], period: observation.period, stages: observation.stages,
            count: (low - 20)...(high + 20))
        })
    let stages: Set<CohortProjection.Stage> = [.first, .second]
    let (one, two) = (
      try exact.estimate(series: [2], period: 4, stages: stages),
      try bounded.estimate(series: [2], period: 4, stages: stages)
    )
    #expect(two.standardDeviation > 1.2 * one.standardDeviation)
    let width = { (fit: CohortFit) in
      let totals = fit.project(horizon: 1, paths: 2000, seed: 5)
        .total(series: [2], stages: stages, horizon: 1)
      let interval = CohortPaths.interval(probability: 0.8, of: totals)
      return interval.upperBound - interval.lowerBound
    }
    #expect(width(bounded) > width(exact))
  }

  @Test func `what cannot be fitted is refused by name`() {
    let projection = CohortProjection(series: SmallRegion.series, options: SmallRegion.options)
    let good = SmallRegion.observations
    func refusal(_ observations: [Observation]) -> CohortError? {
      do {
        _ = try projection.fit(observations)
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal(good) == nil)
    #expect(refusal([]) == .noObservations)
    #expect(
      refusal(good.filter { !$0.series.contains(3) }) == .unobservedSeries(series: 3))
    for count in [Double.nan, .infinity, -1] {
      let bad = Observation(series: [0], period: 1, stages: [.first], count: count)
      #expect(refusal(good + [bad]) == .invalidCount(observation: good.count))
    }
    for bad in [
      Observation(series: [], period: 1, stages: [.first], count: 4),
      Observation(series: [0], period: 1, stages: [], count: 4),
      Observation(series: [4], period: 1, stages: [.first], count: 4),
      Observation(series: [1, 1], period: 1, stages: [.first], count: 4),
    ] {
      #expect(refusal([bad] + good) == .invalidObservation(observation: 0))
    }
    let early = Observation(series: [3], period: 3, stages: [.leaving], count: 4)
    #expect(refusal(good + [early]) == .beforeFirstPeriod(observation: good.count))
  }

  @Test func `options without a meaning are refused`() {
    func refused(_ change: (inout CohortProjection.Options) -> Void) -> Bool {
      var options = SmallRegion.options
      change(&options)
      do {
        _ = try CohortProjection(series: SmallRegion.series, options: options)
          .fit(SmallRegion.observations)
        return false
      } catch {
        return error == .invalidOptions
      }
    }
    #expect(refused { $0.dispersions = [] })
    #expect(refused { $0.seriesSpreads = [0.2, 0.1] })
    #expect(refused { $0.groupSpreads = [0] })
    #expect(refused { $0.ratioSpread = .nan })
    #expect(!refused { $0.ratioSpread = 0.2 })
  }

  @Test func `a search that is cut short is an error, not a fit`() {
    var options = SmallRegion.options
    options.maximumIterations = 1
    let theta = CohortProjection.Hyperparameters(
      seriesSpread: 0.08, groupSpread: 0.06, cohortSpread: 0.05, dispersion: 0.2)
    #expect(throws: CohortError.notConverged(hyperparameters: theta, iterations: 1)) {
      try CohortProjection(series: SmallRegion.series, options: options)
        .fit(SmallRegion.observations)
    }
  }
}
