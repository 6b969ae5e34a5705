import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Models

@Suite struct StockPosteriorTests {
  /// Leerjaar 4: some stay, the others are not counted.
  private static func one(_ stocks: [Int], entered: [Double?]) throws -> StockSeries {
    try StockSeries(
      space: StateSpace(
        states: ["leerjaar 4", "uit"].map(StateSpace.State.init),
        transitions: [.init(from: 0, to: 0), .init(from: 0, to: 1)]),
      counts: stocks.map { [$0, nil] }, inflows: [.known(entered), .none])
  }

  /// Leerjaar 3 and 4 with uncounted leavers.
  private static func two() throws -> StockSeries {
    let three = [400, 430, 380, 460, 415, 450, 395, 440]
    let four = [350, 366, 391, 353, 412, 388, 407, 369]
    return try StockSeries(
      space: StateSpace(
        states: ["leerjaar 3", "leerjaar 4", "uit"].map(StateSpace.State.init),
        transitions: [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2)].map {
          StateSpace.Transition(from: $0, to: $1)
        }), counts: zip(three, four).map { [$0, $1, nil] },
      inflows: [.known([nil, 409, 357, 440, 391, 428, 371, 420]), .none, .none])
  }

  /// ∫ of a log density of one rate over 0…1, and its mean and quantiles.
  private func moments(
    _ logDensity: (Double) -> Double
  ) -> (mean: Double, low: Double, high: Double) {
    let p = (0..<20_000).map { (Double($0) + 0.5) / 20_000 }
    let logs = p.map(logDensity)
    let top = logs.max() ?? 0
    let weights = logs.map { exp($0 - top) }
    let sum = weights.reduce(0, +)
    var (below, low, high) = (0.0, 0.0, 0.0)
    for (rate, weight) in zip(p, weights) {
      if below < 0.025 * sum { low = rate }
      if below < 0.975 * sum { high = rate }
      below += weight
    }
    return (zip(p, weights).reduce(0) { $0 + $1.0 * $1.1 } / sum, low, high)
  }

  /// The second route: the formula of the likelihood, by hand, integrated over a grid. With a rate near its
  /// bound, where the covariance at one estimate would be far off.
  @Test func `one rate: the draws are those of the likelihood on a grid`() throws {
    let stocks = [100, 103, 95, 108, 99]
    let entered: [Double?] = [nil, 100, 94, 103, 97]
    let fit = try StockRates().fit(Self.one(stocks, entered: entered))
    #expect(fit.flags == [])
    func terms(_ p: Double) -> (logDeterminant: Double, square: Double) {
      (1..<5).reduce((0, 0)) { sum, year in
        let n = Double(stocks[year - 1])
        let variance = n * p * (1 - p) + 0.25
        let left = Double(stocks[year]) - (entered[year] ?? 0) - n * p
        return (sum.0 + log(variance), sum.1 + left * left / variance)
      }
    }
    let independent = moments { p in
      let (logDeterminant, square) = terms(p)
      return -0.5 * (logDeterminant + square)
    }
    // φ by the midpoint rule in 1/φ, whose density is uniform.
    let dispersed = moments { p in
      let (logDeterminant, square) = terms(p)
      let sum = (0..<400).reduce(0.0) { sum, k in
        let u = (Double(k) + 0.5) / 400
        return sum + u * u * exp(-0.5 * square * u)
      }
      return -0.5 * logDeterminant + log(sum)
    }
    for (spread, expected) in [(StockSpread.independent, independent), (.dispersed, dispersed)] {
      let draws = try fit.posterior(draws: 800, seed: 2, spread: spread)
      let interval = try #require(draws.interval(from: 0, to: 0))
      // Four standard errors of 800 draws whose deviation is a quarter of the interval; of a quantile they
      // are some three times those of the mean.
      let error = 0.25 * (expected.high - expected.low) / 800.0.squareRoot()
      expectClose(draws.means[0][0], expected.mean, absolute: 4 * error)
      expectClose(interval.lowerBound, expected.low, absolute: 12 * error)
      expectClose(interval.upperBound, expected.high, absolute: 12 * error)
    }
    #expect(dispersed.high > independent.high)
  }

  @Test func `the density is that of the equations, at any rates`() throws {
    let series = try Self.two()
    let equations = try StockEquations(series)
    let density = StockDensity(equations, .independent)
    let points = [[0.05, 0.85, 0.1], [0, 0.9, 0.05], [0.2, 0.3, 0.9]]
    let differences = try points.map { density.logDensity($0) - (try equations.logLikelihood($0)) }
    // 2π is left out of one of them.
    let constant = 0.5 * Double(equations.count) * log(2 * .pi)
    for difference in differences { expectClose(difference, constant, relative: 1e-10) }
  }

  @Test func `draws are reproducible, within their bounds, and go into a projection`() throws {
    let fit = try StockRates(.weighted).fit(Self.two())
    let once = try fit.posterior(draws: 60, seed: 4)
    #expect(try fit.posterior(draws: 60, seed: 4).draws == once.draws)
    #expect(try fit.posterior(draws: 60, seed: 5).draws != once.draws)
    // The stocks are in order: nothing is dispersed.
    #expect(try fit.posterior(draws: 60, seed: 4, spread: .independent).draws == once.draws)
    #expect(once.interval(from: 1, to: 0) == nil)
    let rates = try once.transitionRates()
    #expect(rates.draws?.rows == 60)
    for row in once.means where !row.isEmpty { expectClose(row.reduce(0, +), 1, absolute: 1e-12) }
  }

  @Test func `years that differ are told from chance, and make the intervals wider`() throws {
    // 5 and 25 of a hundred stay, by turns.
    let entered: [Double?] = [nil] + (1..<9).map { _ in 90 }
    let stocks = (0..<9).map { $0 % 2 == 0 ? 100 : 115 }
    let fit = try StockRates().fit(Self.one(stocks, entered: entered))
    #expect(fit.flags.contains { if case .overdispersed = $0 { true } else { false } })
    func width(_ spread: StockSpread?) throws -> Double {
      let draws = try fit.posterior(draws: 200, spread: spread)
      let interval = try #require(draws.interval(from: 0, to: 0))
      return interval.upperBound - interval.lowerBound
    }
    #expect(try width(nil) == width(.dispersed))
    #expect(try width(.dispersed) > 1.5 * width(.independent))
  }

  @Test func `the bootstrap tells how far estimates are off, from rates within the bounds`() throws
  {
    let fit = try StockRates(.weighted).fit(Self.two())
    let once = try fit.bootstrap(replicates: 40, seed: 4)
    #expect(try fit.bootstrap(replicates: 40, seed: 4) == once)
    for (s, row) in once.rates.enumerated() where !row.isEmpty {
      #expect(row.allSatisfy { $0 > 0 && $0 < 1 })
      expectClose(once.biases[s].reduce(0, +), 0, absolute: 1e-12)
    }
    // Who stays in leerjaar 3 is seen directly: seven years of some 400 pupils, √(p(1−p)/2900); 40
    // replicates tell a deviation to a ninth.
    let stays = once.rates[0][0]
    let error = (stays * (1 - stays) / 2_930).squareRoot()
    expectClose(once.standardErrors[0][0], error, relative: 0.45)
    expectClose(once.biases[0][0], 0, absolute: 4 * error / 40.0.squareRoot())
  }
}
