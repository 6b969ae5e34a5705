import Foundation
import TestSupport
import Testing

@testable import Models

@Suite struct CohortPathsTests {
  @Test func `totals are the sum of their parts in every path and never negative`() throws {
    let paths = try SmallRegion.fit().project(horizon: 4, paths: 300, seed: 8)
    for h in 1...4 {
      var sum = [Int](repeating: 0, count: 300)
      for s in 0..<4 {
        for stage in CohortProjection.Stage.allCases {
          let part = paths.total(series: [s], stages: [stage], horizon: h)
          #expect(part.allSatisfy { $0 >= 0 })
          for i in sum.indices { sum[i] += part[i] }
        }
      }
      #expect(
        paths.total(
          series: [2, 0, 3, 1], stages: Set(CohortProjection.Stage.allCases), horizon: h) == sum)
    }
  }

  @Test func `a cohort keeps its pupils when ratios are known and nothing scatters`() throws {
    var options = SmallRegion.options
    options.dispersions = [1e-9]
    options.ratioSpread = 1e-7
    let paths = try CohortProjection(series: SmallRegion.series, options: options)
      .fit([
        Observation(series: [0], period: 0, stages: [.first], count: 60),
        Observation(series: [1], period: 0, stages: [.first], count: 20),
        Observation(series: [2], period: 0, stages: [.first], count: 3),
        Observation(series: [3], period: 2, stages: [.first], count: 12),
      ])
      .project(horizon: 5, paths: 200, seed: 9)
    for s in 0..<4 {
      for h in 1...3 {
        let first = paths.total(series: [s], stages: [.first], horizon: h)
        let second = paths.total(series: [s], stages: [.second], horizon: h + 1)
        let leavers = paths.total(series: [s], stages: [.leaving], horizon: h + 2)
        for i in first.indices {
          expectClose(Double(second[i]), 0.95 * Double(first[i]), absolute: 0.51)
          expectClose(Double(leavers[i]), 0.9025 * Double(first[i]), absolute: 0.51)
        }
      }
    }
  }

  @Test func `a series first counted today has older pupils, unless it began today`() throws {
    for (firstPeriod, isOld) in [(-5, true), (0, false)] {
      let paths = try CohortProjection(
        series: [.init(group: 0, firstPeriod: firstPeriod)], options: SmallRegion.options
      ).fit([Observation(series: [0], period: 0, stages: [.first], count: 60)])
        .project(horizon: 2, paths: 100, seed: 2)
      let leavers = paths.total(series: [0], stages: [.leaving], horizon: 1)
      #expect(leavers.allSatisfy { isOld ? $0 > 5 : $0 == 0 })
      #expect(
        paths.total(series: [0], stages: [.leaving], horizon: 2).allSatisfy { $0 > 20 })
    }
  }

  @Test func `the same seed gives the same paths, and more paths begin with the same`() throws {
    let fit = try SmallRegion.fit()
    let few = fit.project(horizon: 3, paths: 500, seed: 10)
    #expect(few == fit.project(horizon: 3, paths: 500, seed: 10))
    #expect(few != fit.project(horizon: 3, paths: 500, seed: 11))
    let many = fit.project(horizon: 3, paths: 1000, seed: 10)
    let far = fit.project(horizon: 6, paths: 500, seed: 10)
    for s in 0..<4 {
      let part = few.total(series: [s], stages: [.second], horizon: 3)
      #expect(part == Array(many.total(series: [s], stages: [.second], horizon: 3).prefix(500)))
      #expect(part == far.total(series: [s], stages: [.second], horizon: 3))
    }
  }

  @Test func `doubling the paths moves a quantile by no more than its error`() throws {
    let fit = try SmallRegion.fit()
    let totals = { (paths: Int, seed: UInt64) in
      fit.project(horizon: 3, paths: paths, seed: seed)
        .total(series: [0, 1, 2, 3], stages: [.first, .second], horizon: 3)
    }
    let (one, two) = (totals(2000, 12), totals(4000, 13))
    for p in [0.1, 0.5, 0.9] {
      // Four standard errors in probability, of both samples, around the larger sample's quantile.
      let error = 4 * (p * (1 - p) * (1 / 2000.0 + 1 / 4000.0)).squareRoot()
      let bounds = CohortPaths.quantiles([max(0, p - error), min(1, p + error)], of: two)
      #expect((bounds[0]...bounds[1]).contains(CohortPaths.quantile(p, of: one)))
    }
  }

  @Test func `quantiles and probabilities count paths`() {
    // R 4.2.2: quantile(c(7, 1, 5, 5, 9, 2, 8, 3, 4, 10), c(0, .1, .25, .5, .9, .95, 1), type = 1)
    let totals = [7, 1, 5, 5, 9, 2, 8, 3, 4, 10]
    #expect(
      CohortPaths.quantiles([0, 0.1, 0.25, 0.5, 0.9, 0.95, 1], of: totals)
        == [1, 1, 3, 5, 9, 10, 10])
    #expect(CohortPaths.interval(probability: 0.8, of: totals) == 1...9)
    #expect(CohortPaths.probability(atLeast: 5, of: totals) == 0.6)
    #expect(CohortPaths.probability(atLeast: 11, of: totals) == 0)
    #expect(CohortPaths.mean(of: totals) == 5.4)
  }

  @Test func `asking beyond the horizon stops`() async {
    await #expect(processExitsWith: .failure) {
      let paths = CohortPaths(series: 1, lastPeriod: 0, horizon: 2, count: 1) { _, _ in }
      _ = paths.total(series: [0], stages: [.first], horizon: 3)
    }
  }
}
