import Foundation
import TestSupport
import Testing

@testable import Models

@Suite struct CohortFitTests {
  @Test func `the weights sum to one and light points are left out`() throws {
    let fit = try SmallRegion.fit()
    expectClose(fit.grid.reduce(0) { $0 + $1.weight }, 1, relative: 1e-12)
    #expect(fit.fittedPoints == 8)
    #expect(fit.grid.allSatisfy { $0.weight > 1e-3 && $0.iterations >= 1 })
    var options = SmallRegion.options
    options.seriesSpreads = [0.1, 3]
    let narrowed = try CohortProjection(series: SmallRegion.series, options: options)
      .fit(SmallRegion.observations)
    #expect(narrowed.fittedPoints == 8)
    #expect(narrowed.grid.allSatisfy { $0.hyperparameters.seriesSpread == 0.1 })
  }

  @Test func `a past stock lies near its count, and the whole is the sum of its parts`() throws {
    let fit = try SmallRegion.fit()
    let stages: Set<CohortProjection.Stage> = [.first, .second]
    var sum = 0.0
    for s in 0..<4 {
      let estimate = try fit.estimate(series: [s], period: 4, stages: stages)
      sum += estimate.mean
      let count = SmallRegion.stocks[s][4]
      expectClose(estimate.mean, count, absolute: 3 * count.squareRoot())
      let interval = estimate.interval(probability: 0.95)
      #expect(interval.contains(estimate.mean) && interval.lowerBound > 0)
    }
    let whole = try fit.estimate(series: [0, 1, 2, 3], period: 4, stages: stages)
    expectClose(whole.mean, sum, relative: 1e-10)
    #expect(whole.standardDeviation < whole.mean / 10)
  }

  @Test func `nobody was there before the first period, and beyond the model it is an error`()
    throws
  {
    let fit = try SmallRegion.fit()
    let nobody = try fit.estimate(series: [3], period: 2, stages: [.second, .leaving])
    #expect(nobody.mean == 0 && nobody.interval(probability: 0.9) == 0...0)
    #expect(throws: CohortError.notModelled(series: 0, period: 5)) {
      try fit.estimate(series: [0], period: 5, stages: [.first])
    }
    #expect(throws: CohortError.notModelled(series: 0, period: -3)) {
      try fit.estimate(series: [0], period: -3, stages: [.first])
    }
    // The second stage of a period after the last is that of the last intake.
    #expect(try fit.estimate(series: [0], period: 5, stages: [.second]).mean > 30)
  }

  @Test func `paths begin where the past ends`() throws {
    // The second stage one period ahead has the mean of ρ times the last intake.
    let fit = try SmallRegion.fit()
    let expected = try fit.estimate(series: [0, 1, 2, 3], period: 5, stages: [.second])
    let paths = fit.project(horizon: 2, paths: 4000, seed: 3)
    let seconds = paths.total(series: [0, 1, 2, 3], stages: [.second], horizon: 1)
    let mean = CohortPaths.mean(of: seconds)
    let variance = seconds.reduce(0) { $0 + pow(Double($1) - mean, 2) } / 4000
    expectClose(mean, expected.mean, absolute: 4 * (variance / 4000).squareRoot())
    // Its spread is that of the mean and of the pupils around it.
    let dispersion = fit.grid.reduce(0) { $0 + $1.weight * $1.hyperparameters.dispersion }
    let both = pow(expected.standardDeviation, 2) + dispersion * expected.mean + 4 / 12.0
    expectClose(variance, both, relative: 4 * (2 / 4000.0).squareRoot() + 0.02)
  }

  @Test func `leavers two periods ahead are the last intake`() throws {
    let fit = try SmallRegion.fit()
    let expected = try fit.estimate(series: [0, 1, 2, 3], period: 6, stages: [.leaving])
    let leavers = fit.project(horizon: 2, paths: 4000, seed: 4)
      .total(series: [0, 1, 2, 3], stages: [.leaving], horizon: 2)
    let mean = CohortPaths.mean(of: leavers)
    let variance = leavers.reduce(0) { $0 + pow(Double($1) - mean, 2) } / 4000
    expectClose(mean, expected.mean, absolute: 4 * (variance / 4000).squareRoot())
  }

  @Test func `a known level leaves the scatter of a Poisson number`() throws {
    // Eight intakes of 100 and nothing that moves: the level is known to 1/(8·100), so the next
    // intake has variance m + m²/(8m) = 112.5.
    var options = SmallRegion.options
    options.seriesSpreads = [1e-4]
    options.groupSpreads = [1e-4]
    options.cohortSpreads = [1e-4]
    options.driftSpread = 1e-5
    options.groupDriftSpread = 1e-5
    let fit = try CohortProjection(
      series: [.init(group: 0, firstPeriod: 0)], options: options
    ).fit((0..<8).map { Observation(series: [0], period: $0, stages: [.first], count: 100) })
    let next = fit.project(horizon: 1, paths: 4000, seed: 7)
      .total(series: [0], stages: [.first], horizon: 1)
    let mean = CohortPaths.mean(of: next)
    let variance = next.reduce(0) { $0 + pow(Double($1) - mean, 2) } / 4000
    expectClose(mean, 100, absolute: 4 * (112.5 / 4000).squareRoot() + 0.1)
    expectClose(variance, 112.5, relative: 4 * (2 / 4000.0).squareRoot() + 0.01)
  }

  @Test func `damping slows the drift`() throws {
    let growing = try CohortProjection(series: [.init(group: 0, firstPeriod: -3)])
      .fit(
        (0..<8).map {
          Observation(
            series: [0], period: $0, stages: [.first, .second], count: 200 * pow(1.08, Double($0)))
        })
    let medians = [0, 0.85, 1].map { damping in
      CohortPaths.quantile(
        0.5,
        of: growing.project(horizon: 8, paths: 1000, seed: 6, damping: damping)
          .total(series: [0], stages: [.first], horizon: 8))
    }
    #expect(medians[0] < medians[1] && medians[1] < medians[2])
  }
}
