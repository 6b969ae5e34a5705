import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Models

@Suite struct StockRatesTests {
  private static let reference = try? ReferenceNumbers("ModelsTests", "transitions.txt")

  /// Leerjaar 3 (stays, on, leaves) and 4 (stays, leaves), as in `Reference/transitions.R`.
  private static func space() throws -> StateSpace {
    try StateSpace(
      states: ["leerjaar 3", "leerjaar 4", "uit"].map(StateSpace.State.init),
      transitions: [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2)].map {
        StateSpace.Transition(from: $0, to: $1)
      })
  }

  private static let three = [400, 430, 380, 460, 415, 450, 395, 440]
  private static let four = [350, 366, 391, 353, 412, 388, 407, 369]
  private static let inflow: [Double?] = [nil, 409, 357, 440, 391, 428, 371, 420]

  private static func series() throws -> StockSeries {
    try StockSeries(
      space: space(), counts: zip(three, four).map { [$0, $1, nil] },
      inflows: [.known(inflow), .none, .none])
  }

  private func flat(_ fit: StockFit) -> [Double] { fit.rates.flatMap { $0 } }

  @Test func `the three methods give the numbers of quadprog and nlminb`() throws {
    let reference = try #require(Self.reference)
    for (method, key, tolerance) in [
      (StockRates.Method.leastSquares, "stocks.ols", 1e-9), (.weighted, "stocks.gls", 1e-8),
      // nlminb on logits stops at a relative change of 1e-10 of the likelihood.
      (.likelihood, "stocks.ml", 1e-5),
    ] {
      let fit = try StockRates(method).fit(Self.series())
      for (rate, expected) in zip(flat(fit), reference[key]) {
        expectClose(rate, expected, absolute: tolerance, "\(method)")
      }
      #expect(fit.converged && fit.undetermined == 0)
      #expect(fit.isDetermined(from: 0, to: 2) == true)
      if method == .likelihood {
        expectClose(fit.logLikelihood, reference["stocks.ml.value"][0], relative: 1e-10)
      }
    }
  }

  @Test func `stocks without chance give the rates back`() throws {
    // 0.05 of leerjaar 3 stays, 0.85 goes on; 0.1 of 4 stays: whole numbers of pupils.
    let three = [400, 440, 320, 480, 360]
    let four = [300, 410, 450, 370, 470]
    var (into3, into4): ([Double?], [Double?]) = ([nil], [nil])
    for year in 1..<5 {
      into3.append(Double(three[year]) - 0.05 * Double(three[year - 1]))
      into4.append(
        Double(four[year]) - 0.85 * Double(three[year - 1]) - 0.1 * Double(four[year - 1]))
    }
    let series = try StockSeries(
      space: Self.space(), counts: zip(three, four).map { [$0, $1, nil] },
      inflows: [.known(into3), .known(into4), .none])
    // Not the likelihood: it also wants a small covariance.
    for (method, tolerance) in [(StockRates.Method.leastSquares, 1e-9), (.weighted, 1e-9)] {
      let fit = try StockRates(method).fit(series)
      expectClose(try #require(fit.rate(from: 0, to: 0)), 0.05, absolute: tolerance)
      expectClose(try #require(fit.rate(from: 0, to: 1)), 0.85, absolute: tolerance)
      expectClose(try #require(fit.rate(from: 1, to: 1)), 0.1, absolute: tolerance)
      for row in fit.rates where !row.isEmpty {
        expectClose(row.reduce(0, +), 1, absolute: 1e-12)
        #expect(row.allSatisfy { $0 >= 0 })
      }
    }
  }

  @Test func `relabelling the states changes no rate`() throws {
    let space = try StateSpace(
      states: ["uit", "leerjaar 4", "leerjaar 3"].map(StateSpace.State.init),
      transitions: [(2, 2), (2, 1), (2, 0), (1, 1), (1, 0)].map {
        StateSpace.Transition(from: $0, to: $1)
      })
    let turned = try StockSeries(
      space: space, counts: zip(Self.three, Self.four).map { [nil, $1, $0] },
      inflows: [.none, .none, .known(Self.inflow)])
    for method in StockRates.Method.allCases {
      let fit = try StockRates(method).fit(Self.series())
      let other = try StockRates(method).fit(turned)
      for (from, to) in [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2)] {
        expectClose(
          try #require(other.rate(from: 2 - from, to: 2 - to)),
          try #require(fit.rate(from: from, to: to)), absolute: 1e-6)
      }
    }
  }

  @Test func `what the stocks do not determine is said, with the range that is left`() throws {
    // One year: leerjaar 4 holds a s₃ + b s₄ = 366, two unknowns.
    let series = try StockSeries(
      space: Self.space(), counts: [[400, 350, nil], [430, 366, nil]],
      inflows: [.known([nil, 409]), .none, .none])
    for method in StockRates.Method.allCases {
      let fit = try StockRates(method).fit(series)
      #expect(fit.undetermined == 1)
      #expect(fit.isDetermined(from: 0, to: 0) == true)
      // The likelihood also looks for a small covariance.
      expectClose(
        try #require(fit.rate(from: 0, to: 0)), 21.0 / 400,
        absolute: method == .likelihood ? 0.01 : 1e-6)
      #expect(fit.isDetermined(from: 0, to: 1) == false)
      #expect(fit.isDetermined(from: 1, to: 2) == false)
      #expect(fit.flags.contains(.oneYear))
      #expect(fit.flags.contains(.notDetermined(state: "leerjaar 3")))
      // By hand: b = (m − 400 a)/350 in 0…1 and a in 0…1 − 21/400, with m what is expected.
      let m =
        400 * (try #require(fit.rate(from: 0, to: 1))) + 350
        * (try #require(fit.rate(from: 1, to: 1)))
      expectClose(m, 366, absolute: method == .likelihood ? 60 : 1e-6)
      let least = max(0, (m - 350) / 400)
      let stay = try #require(fit.rate(from: 0, to: 0))
      let most = min(1 - stay, m / 400)
      let range = try #require(fit.range(from: 0, to: 1))
      expectClose(range.lowerBound, least, absolute: 1e-6)
      expectClose(range.upperBound, most, absolute: 1e-6)
      let stays = try #require(fit.range(from: 1, to: 1))
      expectClose(stays.lowerBound, max(0, (m - 400 * (1 - stay)) / 350), absolute: 1e-6)
      expectClose(stays.upperBound, min(1, m / 350), absolute: 1e-6)
      // What leaves is the mirror of what stays.
      let leaves = try #require(fit.range(from: 1, to: 2))
      expectClose(leaves.lowerBound, 1 - stays.upperBound, absolute: 1e-6)
      expectClose(leaves.upperBound, 1 - stays.lowerBound, absolute: 1e-6)
    }
  }

  @Test func `constant stocks for ten years determine no more than one year`() throws {
    let series = try StockSeries(
      space: Self.space(), counts: [[Int?]](repeating: [400, 350, nil], count: 10),
      inflows: [.constant, .none, .none])
    let fit = try StockRates(.weighted).fit(series)
    #expect(fit.undetermined == 2)
    #expect(fit.isDetermined(from: 0, to: 0) == false)
    #expect(fit.inflows[0] != nil)
  }

  @Test func `a constant inflow is found beside the rates`() throws {
    var generator = Philox(seed: 3, stream: 0)
    // A long series, to see that nothing is biased: sizes vary, 300 enter a year.
    var counts: [[Int?]] = [[400, 350, nil]]
    var (three, four) = (400, 350)
    for year in 0..<400 {
      let from3 = Multinomial(trials: three, probabilities: [0.1, 0.8, 0.1]).draw(using: &generator)
      let from4 = Multinomial(trials: four, probabilities: [0.2, 0.8]).draw(using: &generator)
      // Of themselves sizes would hardly vary: every third year others are counted first.
      let entered = Poisson(mean: 300).draw(using: &generator)
      three = year % 3 == 0 ? 100 + (year * 37) % 500 : from3[0] + entered
      four = year % 3 == 0 ? 50 + (year * 53) % 600 : from4[0] + from3[1]
      if year % 3 == 0 { counts.append([nil, nil, nil]) }
      counts.append([three, four, nil])
    }
    let fit = try StockRates(.likelihood).fit(
      StockSeries(space: Self.space(), counts: counts, inflows: [.constant, .none, .none]))
    expectClose(try #require(fit.inflows[0]), 300, absolute: 8)
    expectClose(try #require(fit.rate(from: 0, to: 0)), 0.1, absolute: 0.02)
    expectClose(try #require(fit.rate(from: 0, to: 1)), 0.8, absolute: 0.02)
    expectClose(try #require(fit.rate(from: 1, to: 1)), 0.2, absolute: 0.02)
    expectClose(try #require(fit.dispersion), 1, absolute: 0.25)
  }

  @Test func `everybody counted: a total that does not add up is said`() throws {
    let series = try StockSeries(
      space: Self.space(),
      counts: [[400, 350, 0], [430, 366, 363], [380, 391, 382]],
      inflows: [.known([nil, 409, 357]), .none, .none])
    let fit = try StockRates(.weighted).fit(series)
    // 430 + 366 + 363 − 750 − 409 = 0; 380 + 391 + 382 − 796 − 357 = 0.
    #expect(!fit.flags.contains { if case .unbalanced = $0 { true } else { false } })
    let wrong = try StockSeries(
      space: Self.space(),
      counts: [[400, 350, 0], [430, 366, 360], [380, 391, 382]],
      inflows: [.known([nil, 409, 357]), .none, .none])
    #expect(
      try StockRates(.weighted).fit(wrong).flags.contains(.unbalanced(year: 1, difference: -3)))
  }

  @Test func `missing years, withheld stocks and no inflow are said; bad ones are refused`() throws
  {
    let space = try Self.space()
    var counts = zip(Self.three, Self.four).map { three, four -> [ClosedRange<Int>?] in
      [three...three, four...four, nil]
    }
    counts[3][1] = nil
    counts[5][0] = 1...4
    let fit = try StockRates(.weighted).fit(
      StockSeries(space: space, stocks: counts, inflows: [.known(Self.inflow), .none, .none]))
    #expect(fit.flags.contains(.missing(state: "leerjaar 4", year: 3)))
    #expect(fit.flags.contains(.boundedCells(state: "leerjaar 3")))
    // The year after has no equation for leerjaar 4, the year itself neither.
    #expect(!fit.residuals.contains { $0.state == 1 && ($0.year == 3 || $0.year == 4) })
    let closed = try StockRates(.weighted).fit(
      StockSeries(
        space: space, counts: [[400, 300, nil], [20, 340, nil], [1, 17, nil]],
        inflows: [.known([nil, 0, 0]), .none, .none]))
    #expect(closed.flags.contains(.noInflow(state: "leerjaar 3")))
    #expect(throws: EstimationError.oneYear) {
      try StockSeries(
        space: space, counts: [[1, 2, 3]], inflows: [.none, .none, .none])
    }
    #expect(throws: EstimationError.noData) {
      try StockSeries(space: space, counts: [], inflows: [.none, .none, .none])
    }
    #expect(throws: EstimationError.invalidCount(year: 1, state: "leerjaar 3")) {
      try StockSeries(
        space: space, counts: [[1, 2, 3], [-1, 2, 3]], inflows: [.none, .none, .none])
    }
    #expect(throws: EstimationError.shape(year: 1, state: nil)) {
      try StockSeries(space: space, counts: [[1, 2, 3], [1, 2]], inflows: [.none, .none, .none])
    }
    #expect(throws: EstimationError.noEquations) {
      try StockRates().fit(
        StockSeries(
          space: space, counts: [[1, 2, 3], [1, 2, nil]], inflows: [.unknown, .unknown, .none]))
    }
  }
}
