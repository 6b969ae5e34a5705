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

  /// Kolmogorov's statistic of draws in their own cumulative, below its 99.99 % point.
  private func expectUniform(_ distribution: some ContinuousDistribution, seed: UInt64) {
    var generator = Philox(seed: 16, stream: seed)
    let n = 20_000
    let places = (0..<n).map { _ in distribution.cumulative(distribution.draw(using: &generator)) }
    var distance = 0.0
    for (i, place) in places.sorted().enumerated() {
      distance = max(distance, place - Double(i) / Double(n), Double(i + 1) / Double(n) - place)
    }
    #expect(distance * Double(n).squareRoot() < 2.23, "\(distribution): \(distance)")
  }

  @Test func `continuous draws have the distribution they claim`() {
    expectUniform(Gamma(shape: 0.05, rate: 2), seed: 1)
    expectUniform(Gamma(shape: 1, rate: 0.1), seed: 2)
    expectUniform(Gamma(shape: 340, rate: 7), seed: 3)
    expectUniform(ChiSquared(degreesOfFreedom: 5), seed: 4)
    expectUniform(FisherF(numerator: 4, denominator: 9), seed: 5)
    expectUniform(StudentT(degreesOfFreedom: 1.5), seed: 6)
    expectUniform(
      Mixture(components: [Beta(alpha: 2, beta: 5), Beta(alpha: 9, beta: 1)], weights: [1, 2]),
      seed: 7)
  }

  @Test(arguments: [(3.0, 0.4), (60, 15)])
  func `negative binomial draws are negative binomial`(mean: Double, size: Double) {
    var generator = Philox(seed: 17, stream: UInt64(mean))
    let counts = NegativeBinomial(mean: mean, size: size)
    let draws = (0..<50_000).map { _ in counts.draw(using: &generator) }
    expectCounts(draws, from: 0...400) { counts.probability($0) }
  }

  @Test func `multinomial draws are multinomial, cell by cell and together`() {
    var generator = Philox(seed: 18, stream: 0)
    let multinomial = Multinomial(trials: 4, probabilities: [0.5, 0, 0.3, 0.2])
    let draws = (0..<50_000).map { _ in multinomial.draw(using: &generator) }
    #expect(draws.allSatisfy { $0.reduce(0, +) == 4 && $0[1] == 0 })
    expectCounts(draws.map { 10 * $0[0] + $0[2] }, from: 0...40) { code in
      let (a, c) = (code / 10, code % 10)
      return a + c > 4 ? 0 : multinomial.probability([a, 0, c, 4 - a - c])
    }
  }

  @Test func `Dirichlet and Dirichlet-multinomial draws have their marginals`() {
    var generator = Philox(seed: 19, stream: 0)
    let dirichlet = Dirichlet(shapes: [0.3, 2, 5])
    let shares = (0..<20_000).map { _ in dirichlet.draw(using: &generator) }
    for c in 0..<3 {
      let tenths = shares.map { Int(10 * dirichlet.marginal(c).cumulative($0[c]).nextDown) }
      expectCounts(tenths, from: 0...9) { _ in 0.1 }
      for draw in shares.prefix(100) { expectClose(draw.reduce(0, +), 1, absolute: 1e-14) }
    }
    let mixed = DirichletMultinomial(trials: 3, shapes: [0.3, 2, 5])
    let counts = (0..<50_000).map { _ in mixed.draw(using: &generator) }
    expectCounts(counts.map { 10 * $0[0] + $0[1] }, from: 0...30) { code in
      let (a, b) = (code / 10, code % 10)
      return a + b > 3 ? 0 : exp(mixed.logProbability([a, b, 3 - a - b]))
    }
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
