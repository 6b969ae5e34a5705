import Foundation
import TestSupport
import Testing

@testable import Models

@Suite struct ProgressionRatiosTests {
  // Ratios 0.9, 1.0, 0.8, 0.95.
  private let lower: [Double?] = [100, 200, 50, 100, 120]
  private let upper: [Double?] = [70, 90, 200, 40, 95]

  @Test func `every method by hand`() throws {
    func next(_ method: ProgressionRatios.Method, _ horizon: Int = 1) throws -> Double {
      try ProgressionRatios(method).fit(lower: lower, upper: upper).ratio(horizon: horizon)
    }
    expectClose(try next(.last), 0.95, relative: 1e-12)
    expectClose(try next(.mean), 0.9125, relative: 1e-12)
    expectClose(try next(.ratioOfSums), 425.0 / 450, relative: 1e-12)
    expectClose(try next(.weighted), (0.9 + 2 + 3 * 0.8 + 4 * 0.95) / 10, relative: 1e-12)
    // 0.9 → 0.4·1 + 0.6·0.9 = 0.94 → 0.884 → 0.9104
    expectClose(try next(.nces), 0.9104, relative: 1e-12)
    // Line through 0.9, 1, 0.8, 0.95 at −1.5…1.5: slope (−1.35 − 0.5 + 0.4 + 1.425)/5 = −0.005.
    let level = 0.9125 - 0.005 * 1.5
    expectClose(try next(.twelveYearTrend), level - 0.005 * 0.8, relative: 1e-12)
    expectClose(
      try next(.dampedTrend(years: 12, damping: 0.5), 3), level - 0.005 * 0.875, relative: 1e-12)
    // Of two years, a level line.
    expectClose(try next(.dampedTrend(years: 2, damping: 0.5)), 0.875, relative: 1e-12)
  }

  @Test func `laws: a constant ratio stays, doubling the stocks changes nothing`() throws {
    let methods: [ProgressionRatios.Method] = [
      .last, .mean, .ratioOfSums, .weighted, .nces, .twelveYearTrend,
    ]
    for method in methods {
      let model = ProgressionRatios(method)
      let constant = try model.fit(lower: [100, 80, 60, 40], upper: [1, 90, 72, 54])
      expectClose(constant.ratio(horizon: 7), 0.9, relative: 1e-12)
      expectClose(try #require(constant.standardError(horizon: 7)), 0, absolute: 1e-12)
      let fit = try model.fit(lower: lower, upper: upper)
      let double = try model.fit(
        lower: lower.map { $0.map { 2 * $0 } }, upper: upper.map { $0.map { 2 * $0 } })
      #expect(double.ratio(horizon: 2) == fit.ratio(horizon: 2))
      #expect(double.interval(horizon: 2) == fit.interval(horizon: 2))
      let errors = try (1...10).map { try #require(fit.standardError(horizon: $0)) }
      #expect(zip(errors, errors.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(fit.pastErrors.count == 3)
    }
    let last = try ProgressionRatios(.last).fit(lower: lower, upper: upper)
    expectClose(last.pastErrors[0], 0.1, relative: 1e-12)
    expectClose(
      try #require(last.standardError(horizon: 4)),
      2 * ((0.01 + 0.04 + 0.0225) / 3).squareRoot(), relative: 1e-12)
  }

  @Test func `intervals hold the next ratio as often as they say`() throws {
    let methods: [ProgressionRatios.Method] = [.mean, .nces, .twelveYearTrend]
    for method in methods {
      var hits = 0
      for replicate in 0..<400 {
        var generator = Philox(seed: 7, stream: UInt64(replicate))
        var lower: [Double?] = []
        var upper: [Double?] = [nil]
        for _ in 0..<12 {
          lower.append(500)
          upper.append(500 * (0.9 + 0.03 * Normal.standard.draw(using: &generator)))
        }
        let ahead = upper.removeLast()
        let next = try #require(ahead) / 500
        let fit = try ProgressionRatios(method).fit(lower: lower, upper: upper)
        if try #require(fit.interval(horizon: 1)).contains(next) { hits += 1 }
      }
      // 95 %, four standard errors of 1.1 points.
      #expect(hits >= 363 && hits <= 397, "\(method): \(hits) of 400")
    }
  }

  @Test func `missing and empty years are passed over and said`() throws {
    let fit = try ProgressionRatios(.mean).fit(
      lower: [100, nil, 0, 50, 60], upper: [9, 90, 80, 7, 45])
    #expect(fit.ratios.map(\.value) == [0.9, 0.9])
    #expect(
      fit.flags == [.missing(state: "lower", year: 1), .emptyRow(state: "lower")])
    let one = try ProgressionRatios(.mean).fit(lower: [100, 90], upper: [9, 90])
    #expect(one.flags == [.oneYear])
    #expect(one.standardError(horizon: 1) == nil && one.interval(horizon: 1) == nil)
    #expect(throws: EstimationError.oneYear) {
      try ProgressionRatios(.mean).fit(lower: [100], upper: [90])
    }
    #expect(throws: EstimationError.noEquations) {
      try ProgressionRatios(.mean).fit(lower: [0, 3], upper: [90, 80])
    }
    #expect(throws: EstimationError.invalidCount(year: 1, state: "upper")) {
      try ProgressionRatios(.mean).fit(lower: [9, 3], upper: [90, -1])
    }
  }
}
