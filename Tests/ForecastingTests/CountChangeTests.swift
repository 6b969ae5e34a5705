import Forecasting
import Records
import TestSupport
import Testing

@Suite struct CountChangeTests {
  static func observed(_ count: Count, year: Int) -> Observed {
    Observed(period: .examenjaar(year), count: count, isProvisional: false, sources: [])
  }

  @Test func `the interval of a ratio has equal tails under Jeffreys' prior`() throws {
    let change = try #require(
      CountChange(
        before: Self.observed(.exact(81), year: 2020), after: Self.observed(.exact(73), year: 2024))
    )
    // R 4.2.2: p <- qbeta(c(.025, .975), 73.5, 81.5); p / (1 - p) = 0.6563438814 1.2359232220.
    expectClose(change.interval95.lowerBound, 0.6563438814, absolute: 1e-9)
    expectClose(change.interval95.upperBound, 1.2359232220, absolute: 1e-9)
    expectClose(change.observedRatio.lowerBound, 73.0 / 81, relative: 1e-15)
  }

  @Test func `withheld cells widen the ratio and the chance`() throws {
    let exact = try #require(
      CountChange(
        before: Self.observed(.exact(50), year: 2020), after: Self.observed(.exact(60), year: 2024))
    )
    let withheld = try #require(
      CountChange(
        before: Self.observed(.suppressed(48...51), year: 2020),
        after: Self.observed(.suppressed(58...61), year: 2024)))
    #expect(withheld.observedRatio == 58.0 / 51...61.0 / 48)
    #expect(withheld.interval95.lowerBound < exact.interval95.lowerBound)
    #expect(withheld.interval95.upperBound > exact.interval95.upperBound)
    let (narrow, wide) = (
      exact.probability(ratioAtLeast: 1), withheld.probability(ratioAtLeast: 1)
    )
    #expect(narrow.lowerBound == narrow.upperBound)
    #expect(wide.lowerBound < narrow.lowerBound && wide.upperBound > narrow.upperBound)
  }

  @Test func `missing or possibly zero beginnings are refused`() {
    let after = Self.observed(.exact(3), year: 2024)
    #expect(CountChange(before: Self.observed(.missing, year: 2020), after: after) == nil)
    #expect(CountChange(before: Self.observed(.exact(0), year: 2020), after: after) == nil)
  }
}
