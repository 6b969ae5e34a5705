import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct ShareTrendTests {
  private static func tally(_ exact: Int, withheld: Int = 0) -> ShareTrend.Tally {
    var tally = ShareTrend.Tally()
    tally.add(exact...exact)
    for _ in 0..<withheld { tally.add(1...4) }
    return tally
  }

  private static func year(_ year: Int, _ part: Int, _ rest: Int) -> ShareTrend.Year {
    .init(year: year, part: tally(part), rest: tally(rest))
  }

  private static let counted = [
    year(2020, 480, 520),
    ShareTrend.Year(
      year: 2021, part: tally(470, withheld: 6), rest: tally(500, withheld: 4)),
    ShareTrend.Year(
      year: 2023, part: tally(450, withheld: 4), rest: tally(560, withheld: 2)),
  ]

  @Test func `the numbers of numpy's solver come out`() throws {
    // inflow-sources.py, numpy 2.4.6: printed to 10 decimals.
    let trend = try ShareTrend(years: Self.counted)
    expectClose(trend.walkSpread, 0.05958482252843262, relative: 1e-12)
    let (means, covariance) = try trend.logShares([2019, 2022, 2026])
    for (mean, expected) in zip(means, [-0.7284804643, -0.7598059517, -0.8188147366]) {
      expectClose(mean, expected, absolute: 1e-9)
    }
    let expected = [
      [0.0010307202, -1.0067e-06, -0.0002611266], [-1.0067e-06, 0.0005186292, 1.62666e-05],
      [-0.0002611266, 1.62666e-05, 0.004196289],
    ]
    for i in 0..<3 {
      for j in 0..<3 { expectClose(covariance[i, j], expected[i][j], absolute: 1e-9) }
    }
  }

  @Test func `a tally is the sum of the middles, with the bounds of all`() {
    var tally = Self.tally(10, withheld: 2)
    tally.add(1...4, weight: 0.5)
    #expect(tally.mean == 10 + 5 + 1.25)
    #expect(tally.bounds == 12.5...20)
    // The variance of a number from 1 to 4 is 15/12.
    expectClose(tally.variance, 2.25 * 1.25, relative: 1e-12)
    let year = ShareTrend.Year(year: 1, part: tally, rest: Self.tally(30, withheld: 1))
    expectClose(year.bounds.lowerBound, 12.5 / (12.5 + 34), relative: 1e-12)
    expectClose(year.bounds.upperBound, 20 / 51, relative: 1e-12)
    #expect(year.bounds.contains(year.share))
  }

  @Test func `a counted year is told nearly as counted, and surer than one to come`() throws {
    let trend = try ShareTrend(years: [Self.year(2020, 400, 600), Self.year(2021, 390, 610)])
    let counted = try trend.share(2021, probability: 0.8)
    expectClose(counted.median, 0.39, absolute: 0.001)
    let soon = try trend.share(2022, probability: 0.8).interval
    let later = try trend.share(2027, probability: 0.8).interval
    func width(_ range: ClosedRange<Double>) -> Double { range.upperBound - range.lowerBound }
    #expect(width(counted.interval) < width(soon) && width(soon) < width(later))
    // Withheld cells cost certainty.
    let withheld = try ShareTrend(years: [
      ShareTrend.Year(
        year: 2021, part: Self.tally(360, withheld: 12), rest: Self.tally(600, withheld: 4))
    ])
    #expect(width(try withheld.share(2021, probability: 0.8).interval) > width(counted.interval))
  }

  @Test func `a fall that lasts is carried on, in part`() throws {
    let years = (0..<6).map { Self.year(2018 + $0, 500 - 12 * $0, 500 + 12 * $0) }
    let trend = try ShareTrend(years: years)
    let last = try trend.share(2023, probability: 0.8).median
    let next = try trend.share(2027, probability: 0.8).median
    #expect(next < last && next > last - 4 * 0.012)
  }

  @Test func `walks of the share are held by the intervals`() throws {
    var generator = Philox(seed: 12, stream: 0)
    var (held80, held95) = (0, 0)
    let asked = 400
    for _ in 0..<asked {
      let slope = 0.02 * Normal.standard.draw(using: &generator)
      var logit = Normal.standard.draw(using: &generator) * 0.3
      var shares: [Double] = []
      for _ in 0..<9 {
        logit += slope + 0.04 * Normal.standard.draw(using: &generator)
        shares.append(1 / (1 + exp(-logit)))
      }
      let trend = try ShareTrend(
        years: (0..<5).map { i in
          let part = Int((10_000 * shares[i]).rounded())
          return Self.year(2018 + i, part, 10_000 - part)
        })
      if try trend.share(2026, probability: 0.8).interval.contains(shares[8]) { held80 += 1 }
      if try trend.share(2026, probability: 0.95).interval.contains(shares[8]) { held95 += 1 }
    }
    print("shares: 80 % holds \(held80), 95 % \(held95) of \(asked)")
    // Four standard errors of 400; the walk's spread is itself found from four changes.
    expectClose(Double(held80) / Double(asked), 0.8, absolute: 0.08)
    expectClose(Double(held95) / Double(asked), 0.95, absolute: 0.045)
  }

  @Test func `children times a share are fewer, and less sure`() throws {
    let index = try CohortIndex(
      ages: (4...11).map { .init(age: $0, count: 1000...1000) }, year: 2017,
      entry: try EntryAges(firstAge: 14, shares: [1]))
    let trend = try ShareTrend(years: [Self.year(2021, 400, 600)])
    let part = try index.children(of: trend)
    #expect(part.years == index.years && part.known == index.known)
    expectClose(
      try part.children(2021) / index.children(2021), 0.4, relative: 0.01)
    for i in part.years.indices {
      #expect(part.logCovariance[i, i] > index.logCovariance[i, i])
      #expect(part.logMeans[i] < index.logMeans[i])
    }
  }

  @Test func `years without a part, without a rest, twice or none are refused`() {
    #expect(throws: InflowError.tooFewYears(0)) { try ShareTrend(years: []) }
    #expect(throws: InflowError.invalidYear(2020)) {
      try ShareTrend(years: [Self.year(2020, 0, 9)])
    }
    #expect(throws: InflowError.invalidYear(2020)) {
      try ShareTrend(years: [Self.year(2020, 9, 0)])
    }
    #expect(throws: InflowError.invalidYear(2020)) {
      try ShareTrend(years: [Self.year(2020, 9, 9), Self.year(2020, 8, 9)])
    }
  }

  @Test func `published totals change locations by just so much, in mean and in paths`() throws {
    let index = try CohortIndex(
      ages: (4...11).map { .init(age: $0, count: 2000...2000) }, year: 2017,
      entry: try EntryAges(firstAge: 14, shares: [1]))
    let plain = try EntrantModel(index: index).fit([
      .init(year: 2020, counts: [40...40, 30...30]), .init(year: 2021, counts: [44...44, 28...28]),
    ])
    let factors = plain.years.indices.map { [1 + 0.1 * Double($0), 0.5] }
    let made = try plain.calibrated(by: factors)
    let paths = made.project(paths: 20_000, seed: 2)
    for (y, year) in plain.years.enumerated() {
      let (before, after) = (try plain.mean(year), try made.mean(year))
      let covariance = try made.covariance(year)
      for i in 0..<2 {
        expectClose(after[i], before[i] * factors[y][i], relative: 1e-12)
        let mean = Double(paths.total([i], year: year).reduce(0, +)) / 20_000
        expectClose(mean, after[i], absolute: 4 * (covariance[i, i] / 20_000).squareRoot())
      }
      // The spread beyond that of whole pupils is multiplied too, of each and of both together.
      let old = try plain.covariance(year)
      let factor = factors[y]
      expectClose(covariance[0, 1], factor[0] * factor[1] * old[0, 1], relative: 1e-9)
      for i in 0..<2 {
        expectClose(
          covariance[i, i] - after[i], factor[i] * factor[i] * (old[i, i] - before[i]),
          relative: 1e-9)
      }
    }
    #expect(throws: InflowError.invalidOptions) { try plain.calibrated(by: []) }
    #expect(throws: InflowError.invalidOptions) {
      try plain.calibrated(by: factors.map { [$0[0], 0] })
    }
  }
}
