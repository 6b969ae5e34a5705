import Foundation
import TestSupport
import Testing

@testable import Models

/// Pupils sent along rates, against the multinomial distribution.
@Suite struct RateTableTests {
  /// State 2 goes everywhere by these rates; the others are exits.
  private func table(_ rates: [Double]) throws -> RateTable {
    let space = try StateSpace(
      states: (0..<max(3, rates.count)).map { .init(name: "\($0)") },
      transitions: rates.indices.map { .init(from: 2, to: $0) })
    var table = RateTable(space)
    table.load([9, 9] + rates, from: 2)
    return table
  }

  private func draws(
    _ count: Int, of pupils: Int, by rates: [Double], seed: UInt64
  ) throws -> [[Int]] {
    var table = try table(rates)
    var stream = CounterStream(seed: seed, replicate: pupils)
    stream.begin(.flows, unit: 0, year: 1)
    var flows = [Int](repeating: -1, count: rates.count)
    var stock = [Int](repeating: 5, count: max(3, rates.count))
    stock[2] = pupils
    return (0..<count).map { _ in
      table.distribute(stock, into: &flows, using: &stream)
      return flows
    }
  }

  /// Few pupils go one by one, many by binomial draws; rates that are no multiples of 2⁻¹⁵ and rates far
  /// below it are met.
  @Test(arguments: [1, 7, 8, 33, 90, 570, 572, 2_500]) func `pupils are multinomial`(
    pupils: Int
  ) throws {
    let rates = [0.2 / 3, 0, 0.00001, 0.43332333333333335, 0.4, 0.1]
    let draws = try draws(8_000, of: pupils, by: rates, seed: 25)
    #expect(draws.allSatisfy { $0.reduce(0, +) == pupils && $0[1] == 0 && $0.min() ?? -1 >= 0 })
    for (place, rate) in rates.enumerated() where rate > 0 {
      let binomial = Binomial(trials: pupils, probability: rate)
      CounterStreamTests.expectCounts(draws.map { $0[place] }, from: 0...pupils) {
        exp(binomial.logProbability($0))
      }
    }
    // Two destinations together, which holds only if the negative correlation is right.
    let both = Binomial(trials: pupils, probability: rates[0] + rates[4])
    CounterStreamTests.expectCounts(draws.map { $0[0] + $0[4] }, from: 0...pupils) {
      exp(both.logProbability($0))
    }
  }

  @Test func `all outcomes of five pupils are as likely as they should be`() throws {
    let rates = [0.2, 0.3, 0.5]
    let draws = try draws(20_000, of: 5, by: rates, seed: 26)
    let factorials = [1.0, 1, 2, 6, 24, 120]
    CounterStreamTests.expectCounts(draws.map { 6 * $0[0] + $0[1] }, from: 0...35) { code in
      let (a, b) = (code / 6, code % 6)
      guard a + b <= 5 else { return 0 }
      let c = 5 - a - b
      return factorials[5] / (factorials[a] * factorials[b] * factorials[c])
        * pow(rates[0], Double(a)) * pow(rates[1], Double(b)) * pow(rates[2], Double(c))
    }
  }

  /// Means, variances and covariances within 4.5 standard errors; 100,000 pupils go by binomial draws.
  @Test(arguments: [40, 300, 1_000, 100_000]) func `counts have the multinomial's moments`(
    pupils: Int
  ) throws {
    let rates = [0.31, 0.003, 0.087, 0.15, 0.05, 0.1, 0.3]
    let replicates = 5_000
    let draws = try draws(replicates, of: pupils, by: rates, seed: 27)
    let n = Double(pupils)
    let means = rates.indices.map { i in
      draws.reduce(0) { $0 + Double($1[i]) } / Double(replicates)
    }
    for i in rates.indices {
      let own = n * rates[i] * (1 - rates[i])
      expectClose(
        means[i], n * rates[i], absolute: 4.5 * (own / Double(replicates)).squareRoot())
      for j in rates.indices where j != i {
        let (other, both) = (n * rates[j] * (1 - rates[j]), -n * rates[i] * rates[j])
        let found =
          draws.reduce(0) { $0 + (Double($1[i]) - means[i]) * (Double($1[j]) - means[j]) }
          / Double(replicates - 1)
        // With few pupils products have heavier tails than those of normal numbers.
        let error = ((own * other + both * both + n * rates[i] * rates[j]) / Double(replicates))
          .squareRoot()
        expectClose(found, both, absolute: 4.5 * error, "\(i) \(j)")
      }
    }
  }

  @Test func `what is certain happens, and nobody goes where nobody can`() throws {
    let cases: [([Double], [Double])] = [
      ([1], [1]), ([0, 1, 0, 0, 0], [0, 1, 0, 0, 0]), ([1, 0], [1, 0]), ([0, 0, 1], [0, 0, 1]),
    ]
    for (rates, share) in cases {
      for pupils in [0, 1, 15, 16, 17, 500, 100_000] {
        for flows in try draws(3, of: pupils, by: rates, seed: 28) {
          #expect(flows.map(Double.init) == share.map { $0 * Double(pupils) })
        }
      }
    }
    for flows in try draws(3, of: 0, by: [0.5, 0.25, 0.25], seed: 29) {
      #expect(flows == [0, 0, 0])
    }
    // A million pupils at 10⁻¹²: once in a million.
    for pupils in [400, 1_000_000] {
      for flows in try draws(1, of: pupils, by: [1e-12, 1 - 1e-12], seed: 30) {
        #expect(flows == [0, pupils])
      }
    }
  }

  static let rows: [[Double]] = [
    [1e-12, 0.3 - 1e-12, 0.7], [0.2 / 3, 0, 0.00001, 0.43332333333333335, 0.4, 0.1],
    [1 - 0x1p-40, 0x1p-40], [0.5, 0.25, 0.25], (0..<21).map { Double($0) / 210 },
  ]

  /// Dealt out whole, and of the left-over numbers what the rounding left: together the rate.
  @Test(arguments: rows) func `no rate is rounded`(rates: [Double]) throws {
    let table = try table(rates)
    let limits = table.limits[table.places[2]...].prefix(rates.count).map { Double($0) + 1 }
    let dealt = limits.indices.map { limits[$0] - ($0 > 0 ? limits[$0 - 1] : 0) }
    let left = 0x1p15 - dealt.reduce(0, +)
    let remainders = table.remainders.reduce(0, +)
    expectClose(remainders, left, absolute: 1e-9)
    for (j, rate) in rates.enumerated() {
      let again = left > 0 ? left * table.remainders[j] / remainders : 0
      expectClose((dealt[j] + again) * 0x1p-15, rate, absolute: 0x1p-52)
    }
  }

  /// 30 million pupils, 366 of whom are expected to draw the left-over number and go the rare way.
  @Test func `the left-over number is drawn again as often as it should be`() throws {
    let rate = 0.4 * 0x1p-15
    let rare = try draws(200_000, of: 150, by: [rate, 1 - rate], seed: 31).map { $0[0] }
    let expected = 30_000_000 * rate
    expectClose(
      Double(rare.reduce(0, +)), expected, absolute: 4 * expected.squareRoot())
  }

  @Test func `pupils of two states, years, units and replicates go ways of their own`() throws {
    let space = try StateSpace(
      states: (0..<4).map { .init(name: "\($0)") },
      transitions: [(0, 2), (0, 3), (1, 2), (1, 3)].map { .init(from: $0, to: $1) })
    var table = RateTable(space)
    table.load([0.5, 0.5, 0.5, 0.5], from: 0)
    var flows = [0, 0, 0, 0]
    let count = 4_000
    for pupils in [33, 5_000] {
      var numbers = [[Double]](repeating: [], count: 5)
      for replicate in 0..<count {
        var stream = CounterStream(seed: 32, replicate: replicate)
        for (place, (unit, year)) in [(0, 1), (0, 2), (1, 1)].enumerated() {
          stream.begin(.flows, unit: unit, year: year)
          table.distribute([pupils, pupils, 0, 0], into: &flows, using: &stream)
          numbers[place].append(Double(flows[0]) - Double(pupils) / 2)
          if place == 0 { numbers[3].append(Double(flows[2]) - Double(pupils) / 2) }
        }
      }
      numbers[4] = Array(numbers[0].dropFirst()) + [numbers[0][0]]
      let bound = 4 * Double(pupils) / 4 * Double(count).squareRoot()
      for (i, j) in [(0, 1), (0, 2), (0, 3), (0, 4), (1, 2), (1, 3), (2, 3)] {
        let product = zip(numbers[i], numbers[j]).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product) < bound, "\(pupils) pupils, \(i) and \(j)")
      }
    }
  }
}
