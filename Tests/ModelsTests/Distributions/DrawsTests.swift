import Foundation
import TestSupport
import Testing

@testable import Models

/// Draws against the distribution they claim: counts by a χ² test over cells, continuous ones by
/// the mean and variance within four standard errors. Seeds are fixed.
@Suite struct DrawsTests {
  /// Pearson's statistic of draws over the cells of `lower`…, compared with mean + 4 sd of χ².
  private func expectCounts(
    _ draws: [Int], from range: ClosedRange<Int>, probability: (Int) -> Double
  ) {
    var observed: [Int: Int] = [:]
    for draw in draws { observed[draw, default: 0] += 1 }
    var (statistic, cells, rest, expectedRest) = (0.0, 0.0, draws.count, Double(draws.count))
    for k in range {
      let expected = Double(draws.count) * probability(k)
      guard expected >= 5 else { continue }
      let found = observed[k] ?? 0
      statistic += pow(Double(found) - expected, 2) / expected
      cells += 1
      rest -= found
      expectedRest -= expected
    }
    if expectedRest >= 1 { statistic += pow(Double(rest) - expectedRest, 2) / expectedRest }
    #expect(statistic < cells + 4 * (2 * cells).squareRoot(), "χ² \(statistic) on \(cells) cells")
    #expect(cells > 1)
  }

  @Test(arguments: [0.4, 9.9, 10.1, 130]) func `Poisson draws are Poisson`(mean: Double) {
    var generator = Philox(seed: 11, stream: UInt64(mean))
    let poisson = Poisson(mean: mean)
    let draws = (0..<100_000).map { _ in poisson.draw(using: &generator) }
    expectCounts(draws, from: 0...300) { poisson.probability($0) }
    #expect(Poisson(mean: 0).draw(using: &generator) == 0)
  }

  @Test(arguments: [(8, 0.3), (400, 0.02), (40, 0.5), (300, 0.93), (25, 1.0)])
  func `binomial draws are binomial`(trials: Int, probability: Double) {
    var generator = Philox(seed: 12, stream: UInt64(trials))
    let binomial = Binomial(trials: trials, probability: probability)
    let draws = (0..<100_000).map { _ in binomial.draw(using: &generator) }
    if probability == 1 {
      #expect(draws.allSatisfy { $0 == trials })
    } else {
      expectCounts(draws, from: 0...trials) { exp(binomial.logProbability($0)) }
    }
  }

  @Test func `beta-binomial draws are beta-binomial`() {
    var generator = Philox(seed: 13, stream: 0)
    let mixed = BetaBinomial(trials: 20, alpha: 2.5, beta: 4)
    let draws = (0..<20_000).map { _ in mixed.draw(using: &generator) }
    expectCounts(draws, from: 0...20) { exp(mixed.logProbability($0)) }
  }

  @Test(arguments: [(0.5, 0.5), (3.0, 1.2), (60.5, 12.5)])
  func `beta draws have a uniform cumulative`(a: Double, b: Double) {
    var generator = Philox(seed: 14, stream: UInt64(a))
    let beta = Beta(alpha: a, beta: b)
    let tenths = (0..<20_000).map { _ in
      Int(10 * beta.cumulative(beta.draw(using: &generator)).nextDown)
    }
    expectCounts(tenths, from: 0...9) { _ in 0.1 }
  }

  @Test func `normal draws use one number each`() {
    var (one, other) = (Philox(seed: 15, stream: 0), Philox(seed: 15, stream: 0))
    let normal = Normal(mean: 3, standardDeviation: 2)
    let draws = (0..<20_000).map { _ in normal.draw(using: &one) }
    for _ in 0..<20_000 { _ = other.next() }
    #expect(one == other)
    expectClose(draws.reduce(0, +) / 20_000, 3, absolute: 4 * 2 / 20_000.0.squareRoot())
    let variance = draws.reduce(0) { $0 + pow($1 - 3, 2) } / 20_000
    expectClose(variance, 4, absolute: 4 * 4 * (2 / 20_000.0).squareRoot())
  }
}
