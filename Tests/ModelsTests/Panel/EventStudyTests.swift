import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct EventStudyTests {
  let reference: ReferenceNumbers
  let data: DifferenceInDifferencesTests.Staggered

  init() throws {
    reference = try ReferenceNumbers("ModelsTests", "panel.txt")
    data = DifferenceInDifferencesTests.Staggered(reference)
  }

  @Test func `effects, errors, the joint test and its power are R's`() throws {
    let fit = try EventStudy(starts: data.starts).fit(response: data.y, panel: data.panel)
    #expect(fit.points.map(\.eventTime) == reference["study.times"].map { Int($0) })
    for (place, point) in fit.points.enumerated() {
      expectClose(point.effect.value, reference["study.effect"][place], relative: 1e-11)
      expectClose(
        try #require(point.effect.inference).standardError, reference["study.se"][place],
        relative: 1e-9)  // eigenvalues of I − H, near zero
    }
    let trend = try #require(fit.preTrend)
    let expected = reference["study.pretrend"]
    expectClose(trend.test.statistic, expected[0], relative: 1e-8)
    #expect(Double(trend.test.degreesOfFreedom) == expected[1])
    #expect(trend.test.denominatorDegreesOfFreedom.map { Double($0) } == expected[2])
    expectClose(trend.test.pValue, expected[3], relative: 1e-8)
    #expect(trend.eventTimes == [-5, -4, -3, -2])
    let slope = trend.detectableSlope()
    expectClose(slope, reference["study.slope"][0], relative: 1e-8)
    expectClose(trend.power(slope: -slope), 0.8, relative: 1e-10)
    expectClose(trend.power(slope: 0, level: 0.1), 0.1, relative: 1e-11)
    #expect(fit.flags == [.severalStarts([3, 4, 6])])
  }

  @Test func `the second route, differences in differences, gives the same path`() throws {
    let fit = try EventStudy(starts: data.starts).fit(response: data.y, panel: data.panel)
    let other = try DifferenceInDifferences(starts: data.starts).fit(
      response: data.y, panel: data.panel)
    for (point, step) in zip(fit.points, other.byEventTime) {
      #expect(point.eventTime == step.eventTime)
      expectClose(point.effect.value, step.effect.value, relative: 1e-11)
    }
  }

  @Test func `binned ends, covariates and another reference are those of the regression`() throws {
    let one = DifferenceInDifferencesTests.Staggered(reference, keeping: [0, 4])
    let covariate = one.y.indices.map { Double(($0 * $0) % 13) }
    let controls = try Design(
      rows: one.y.count, intercept: false, terms: [.numeric("x", covariate)])
    let fit = try EventStudy(starts: one.starts, reference: 0, ends: -2...2).fit(
      response: one.y, panel: one.panel, covariates: controls)
    #expect(fit.points.map(\.eventTime) == [-2, -1, 1, 2])
    #expect(fit.points.map(\.isBinned) == [true, false, false, true])
    #expect(fit.points.allSatisfy { $0.treatedUnits == 7 })
    let treated = one.units.map { one.starts["\($0)"] != nil }
    func dummy(_ times: ClosedRange<Int>) -> [Double] {
      one.times.indices.map { treated[$0] && times.contains(one.times[$0]) ? 1 : 0 }
    }
    // Start 4: event times −3 and −2 are periods 1 and 2; 2 and 3 are periods 6 and 7.
    let design = try Design(
      rows: one.y.count, intercept: false,
      terms: [
        .numeric("a", dummy(1...2)), .numeric("b", dummy(3...3)), .numeric("c", dummy(5...5)),
        .numeric("d", dummy(6...7)), .numeric("x", covariate),
      ])
    let slow = try FixedEffectsRegression().fit(
      design: design, response: one.y, panel: one.panel)
    for (place, point) in fit.points.enumerated() {
      let expected = try #require(try slow.coefficient(place))
      expectClose(point.effect.value, expected.value, relative: 1e-11)
      expectClose(
        try #require(point.effect.inference).standardError, expected.standardError, relative: 1e-9)
    }
    #expect(fit.regression.columnNames == ["4:-2", "4:-1", "4:1", "4:2", "x"])
  }

  @Test func `what the data do not hold is refused or named`() throws {
    let panel = try data.panel
    let everyone = Dictionary(uniqueKeysWithValues: (1...30).map { ("\($0)", $0 < 15 ? 3 : 5) })
    #expect(throws: PanelError.noNeverTreated) {
      try EventStudy(starts: everyone).fit(response: data.y, panel: panel)
    }
    #expect(throws: PanelError.unknownReference(-3)) {  // start 3 in period 1 is −2
      try EventStudy(starts: data.starts, reference: -3).fit(response: data.y, panel: panel)
    }
    let alone = try EventStudy(starts: ["1": 4]).fit(response: data.y, panel: panel)
    #expect(alone.points.allSatisfy { $0.effect.inference == nil } && alone.preTrend == nil)
    #expect(alone.flags == [.oneTreatedUnit, .noJointTest])
    let atOnce = try EventStudy(starts: ["1": 2, "2": 2]).fit(response: data.y, panel: panel)
    #expect(atOnce.preTrend == nil && !atOnce.flags.contains(.noJointTest))  // no leads to test
  }

  @Test func `points cover, the joint test keeps its level, and its power is what it says`() throws
  {
    let runs = 150
    let (units, times) = (40, 6)
    let labels = (0..<(units * times)).map { $0 / times }
    let panel = try Panel(units: labels, periods: labels.indices.map { 1 + $0 % times })
    let starts = Dictionary(uniqueKeysWithValues: (0..<20).map { ("\($0)", 4) })
    var (covered, rejected, seen) = (0, 0, 0)
    for run in 0..<runs {
      var generator = Philox(seed: 41, stream: UInt64(run))
      let noise = labels.map { _ in Normal.standard.draw(using: &generator) }
      let fit = try EventStudy(starts: starts).fit(response: noise, panel: panel)
      if try #require(fit.points[2].effect.interval(probability: 0.9)).contains(0) { covered += 1 }
      let trend = try #require(fit.preTrend)
      if trend.test.pValue < 0.1 { rejected += 1 }
      // 20 against 20 units, variance 1: the slope seen with 80 % at 10 %, from the true covariance.
      let slope = 0.62
      let bent = labels.indices.map {
        noise[$0] + (labels[$0] < 20 ? slope * Double($0 % times) : 0)
      }
      let other = try #require(
        try EventStudy(starts: starts).fit(response: bent, panel: panel).preTrend)
      if other.test.pValue < 0.1 { seen += 1 }
      expectClose(other.power(slope: slope), trend.power(slope: slope), relative: 1e-6)
    }
    let n = Double(runs)
    expectClose(Double(covered) / n, 0.9, absolute: 4 * sqrt(0.09 / n))
    expectClose(Double(rejected) / n, 0.1, absolute: 4 * sqrt(0.09 / n))
    // s = (−2, −1), V = (1 + 11ᵀ)/10: sᵀV⁻¹s = 10·(5 − 9/3) = 20; λ = 7.7 gives 0.78 with F(2, 39).
    expectClose(Double(seen) / n, 0.78, absolute: 4 * sqrt(0.78 * 0.22 / n))
  }
}
