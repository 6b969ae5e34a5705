import Models
import TestSupport
import Testing

@testable import Forecasting

@Suite struct HoldoutScoreTests {
  static let forecast = FlowForecast(
    expected: 6.3, scales: [0.3, 1.4], narrowShare: 0.7, lossProbability: 0.05)

  @Test func `a forecast that is true is covered as often as it says, on whole numbers too`()
    throws
  {
    var (inner, outer, closed) = (0.0, 0.0, 0.0)
    for count in 0..<2_000 {
      let coverage = try #require(
        HoldoutOutcome(Self.forecast, outcome: count...count).coverage)
      let probability = Self.forecast.probability(count)
      inner += probability * coverage.transform80
      outer += probability * coverage.transform95
      closed += probability * coverage.closed80
    }
    // What lies beyond 2,000 has a probability of 10⁻⁶.
    expectClose(inner, 0.8, absolute: 1e-5)
    expectClose(outer, 0.95, absolute: 1e-5)
    #expect(closed > 0.8)
  }

  @Test func `an outcome within bounds is covered by the part of them that is`() throws {
    let everything = try #require(
      HoldoutOutcome(Self.forecast, outcome: 0...1_000_000).coverage)
    expectClose(everything.transform80, 0.8, absolute: 1e-6)
    expectClose(everything.transform95, 0.95, absolute: 1e-6)
    #expect(everything.closed80 == 1)
    let far = try #require(HoldoutOutcome(Self.forecast, outcome: 500...600).coverage)
    #expect(far.transform95 == 0 && far.closed95 == 0)
  }

  @Test func `the ranked score is the mean distance to draws less half that between draws`()
    throws
  {
    // E|X − y| − ½ E|X − X′| (Gneiting & Raftery 2007, eq. 21), summed over the distribution.
    let outcome = 9
    let p = (0..<1_500).map { Self.forecast.probability($0) }
    var (toOutcome, between, below, mean) = (0.0, 0.0, 0.0, 0.0)
    for (count, probability) in p.enumerated() {
      toOutcome += probability * Double(abs(count - outcome))
      between += 2 * probability * (Double(count) * below - mean)
      below += probability
      mean += probability * Double(count)
    }
    let score = try #require(
      HoldoutOutcome(Self.forecast, outcome: outcome...outcome).coverage?.rankedScore)
    // The truncated tail of the mean is some 10⁻³.
    expectClose(score, toOutcome - between / 2, absolute: 5e-3)
  }

  @Test func `errors, bias and relative error of three cells by hand`() {
    let outcomes = [3.0, -1, 4].map { HoldoutOutcome($0 + 10, outcome: 10...10) }
    let same = [2.0, 2, -2].map { HoldoutOutcome($0 + 10, outcome: 10...10) }
    let score = HoldoutScore(outcomes, truths: [10, 10, 10], same: same)
    #expect(score.cells == 3 && score.mean == 10)
    expectClose(score.absoluteError, 8.0 / 3, relative: 1e-14)
    expectClose(score.squaredError, (26.0 / 3).squareRoot(), relative: 1e-14)
    expectClose(score.bias, 2, relative: 1e-14)
    expectClose(score.relativeError, 4.0 / 3, relative: 1e-14)
    #expect(HoldoutOutcome(2.5, outcome: 1...4).error == 0)
  }
}
