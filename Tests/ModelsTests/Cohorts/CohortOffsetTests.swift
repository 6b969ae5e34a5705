import Foundation
import TestSupport
import Testing

@testable import Models

@Suite struct CohortOffsetTests {
  private func fit(_ offset: CohortOffset?) throws -> CohortFit {
    try CohortProjection(
      series: SmallRegion.series.map {
        .init(group: $0.group, firstPeriod: $0.firstPeriod, offset: offset)
      }, options: SmallRegion.options
    ).fit(SmallRegion.observations)
  }

  private func totals(_ fit: CohortFit, horizon: Int) -> [Int] {
    fit.project(horizon: 6, paths: 400, seed: 3).total(
      series: [0, 1, 2, 3], stages: [.first], horizon: horizon)
  }

  @Test func `without an offset, and with one that is the same every year, paths are the same`()
    throws
  {
    let none = try fit(nil)
    // Zero, exactly: what is taken off is its mean, and 0 − 0 is 0.
    #expect(
      try totals(fit(CohortOffset(firstPeriod: 0, values: [0, 0, 0])), horizon: 4)
        == totals(none, horizon: 4))
    let constant = try fit(CohortOffset(firstPeriod: 0, values: [0.5]))
    #expect(constant.grid.map(\.weight) == none.grid.map(\.weight))
    #expect(totals(constant, horizon: 4) == totals(none, horizon: 4))
  }

  @Test func `what is known of years to come moves them by as much, path by path`() throws {
    let flat = try fit(CohortOffset(firstPeriod: 0, values: [Double](repeating: 0, count: 6)))
    let last = flat.lastPeriod
    // The same up to the last period; a quarter more in the second year ahead, and from there on.
    let later = try fit(
      CohortOffset(
        firstPeriod: 0, values: [Double](repeating: 0, count: last + 2) + [log(1.25)]))
    #expect(totals(later, horizon: 1) == totals(flat, horizon: 1))
    for horizon in [2, 5] {
      let ratio =
        CohortPaths.mean(of: totals(later, horizon: horizon))
        / CohortPaths.mean(of: totals(flat, horizon: horizon))
      // Means of 400 paths with the same normal numbers, but Poisson numbers of their own.
      expectClose(ratio, 1.25, absolute: 0.02)
    }
  }

  @Test func `an offset that explains the intake leaves a level that does not move`() throws {
    // One school of 100, 130, 90, 140, 110, 120 pupils a year, as its children.
    let children = [100.0, 130, 90, 140, 110, 120]
    let observations = children.enumerated().map {
      Observation(series: [0], period: $0.offset, stages: [.first], count: $0.element)
    }
    func spread(_ offset: CohortOffset?) throws -> Double {
      let fit = try CohortProjection(
        series: [.init(group: 0, firstPeriod: 0, offset: offset)]
      ).fit(observations)
      let futures = fit.project(horizon: 1, paths: 4000, seed: 1)
        .total(series: [0], stages: [.first], horizon: 1).map { Double($0) }
      let mean = futures.reduce(0, +) / 4000
      return (futures.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4000).squareRoot() / mean
    }
    let with = try spread(CohortOffset(firstPeriod: 0, values: children.map { log($0) }))
    let without = try spread(nil)
    #expect(with < 0.8 * without, "\(with) against \(without)")
  }

  @Test func `an offset without numbers is refused`() throws {
    for values in [[], [.nan], [0, .infinity]] as [[Double]] {
      #expect(throws: CohortError.invalidOffset(series: 0)) {
        try fit(CohortOffset(firstPeriod: 0, values: values))
      }
    }
  }
}
