import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Models

@Suite struct DriftingRatesTests {
  private static func space(_ k: Int) throws -> StateSpace {
    try StateSpace(
      states: (0...k).map { StateSpace.State(name: "s\($0)") },
      transitions: (1...k).map { StateSpace.Transition(from: 0, to: $0) })
  }

  private static func table(_ years: [FlowTable.Row?]) throws -> FlowTable {
    let k = years.compactMap { $0?.counts.count }.first ?? 2
    return try FlowTable(
      space: space(k), years: years.map { [$0] + [FlowTable.Row?](repeating: nil, count: k) })
  }

  /// Level now, its variance and the evidence of σ, for two destinations: by a filter on a grid of η and
  /// without slope.
  private func filter(
    _ years: [(Int, Int)?], sigma: Double
  ) -> (mean: Double, variance: Double, log: Double) {
    let etas = stride(from: -6.0, through: 6, by: 0.02).map { $0 }
    var weights = etas.map { exp(-0.5 * $0 * $0 / 6.25) }
    let first = weights.reduce(0, +)
    weights = weights.map { $0 / first }
    var evidence = 0.0
    for (t, year) in years.enumerated() {
      if t > 0 {
        let reach = Int(6 * sigma / 0.02) + 1
        let kernel = (-reach...reach).map { exp(-0.5 * pow(Double($0) * 0.02 / sigma, 2)) }
        let sum = kernel.reduce(0, +)
        weights = etas.indices.map { i in
          kernel.enumerated().reduce(0.0) { total, step in
            let j = i + step.offset - reach
            return weights.indices.contains(j) ? total + step.element / sum * weights[j] : total
          }
        }
      }
      if let (y, n) = year {
        weights = zip(etas, weights).map { eta, weight in
          weight * Binomial(trials: n, probability: 1 / (1 + exp(-eta))).probability(y)
        }
        let sum = weights.reduce(0, +)
        evidence += log(sum)
        weights = weights.map { $0 / sum }
      }
    }
    let mean = zip(etas, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let square = zip(etas, weights).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    return (mean, square - mean * mean, evidence)
  }

  @Test func `two destinations: levels and evidence are those of a filter on a grid`() throws {
    let years: [(Int, Int)?] = [(30, 50), (33, 52), nil, (41, 55), (44, 60), (50, 61)]
    var options = DriftingRates.Options()
    // No slope to speak of.
    options.slopeScale = 1e-6
    let table = try Self.table(
      years.map { $0.map { FlowTable.Row(counts: [$0.0, $0.1 - $0.0]) } })
    let row = try DriftingRow(table, state: 0, options: options)
    var differences: [Double] = []
    for g in [7, 10, 12] {
      let exact = filter(years, sigma: DriftingRates.grid[g])
      let point = row.points[g]
      // The mode in place of the mean: a tenth of the standard deviation.
      expectClose(point.mode[5], exact.mean, absolute: 0.1 * exact.variance.squareRoot())
      expectClose(point.covariance[0, 0], exact.variance, relative: 0.05)
      differences.append(point.logEvidence - exact.log)
    }
    // Up to a constant.
    expectClose(differences[1] - differences[0], 0, absolute: 0.02)
    expectClose(differences[2] - differences[0], 0, absolute: 0.02)
  }

  @Test func `the order of the destinations does not matter`() throws {
    let counts = [[5, 80, 12], [9, 78, 10], [12, 75, 15], [15, 70, 9]]
    let fit = try DriftingRates().fit(Self.table(counts.map { .init(counts: $0) }))
    let turned = try DriftingRates().fit(
      Self.table(counts.map { .init(counts: [$0[2], $0[0], $0[1]]) }))
    let walk = try #require(fit.walks[0])
    let other = try #require(turned.walks[0])
    let rates = DriftingRow.softmax(walk.level)
    let others = DriftingRow.softmax(other.level)
    for (c, d) in [(0, 1), (1, 2), (2, 0)] { expectClose(rates[c], others[d], relative: 1e-7) }
    expectClose(
      try #require(fit.innovations[0]), try #require(turned.innovations[0]), relative: 1e-7)
    // The variance of log p₀/p₁, either way.
    let c = walk.factor * walk.factor.transposed
    let d = other.factor * other.factor.transposed
    expectClose(c[0, 0] + c[1, 1] - 2 * c[0, 1], d[1, 1], relative: 1e-6)
  }

  @Test func `constant rates give a small spread, jumps a large one, few years never none`() throws
  {
    let still = try DriftingRates().fit(
      Self.table((0..<10).map { _ in .init(counts: [300, 700]) }))
    let jumps = try DriftingRates().fit(
      Self.table((0..<10).map { .init(counts: $0 % 2 == 0 ? [300, 700] : [420, 580]) }))
    let short = try DriftingRates().fit(
      Self.table([.init(counts: [30, 70]), .init(counts: [30, 70])]))
    #expect(try #require(still.innovations[0]) < 0.05)
    #expect(try #require(jumps.innovations[0]) > 0.25)
    #expect(try #require(short.innovations[0]) > 0.05)
    // The interval grows with the horizon and is wider for the jumps.
    func width(_ fit: DriftingFit, _ horizon: Int) throws -> Double {
      let interval = try #require(fit.interval(from: 0, to: 1, horizon: horizon))
      return interval.upperBound - interval.lowerBound
    }
    #expect(try width(still, 0) < width(still, 5))
    #expect(try width(still, 5) < width(jumps, 5))
  }

  @Test func `a trend is followed, and shrunk`() throws {
    let years = (0..<10).map { t -> FlowTable.Row in
      let rate = 1 / (1 + exp(-(-1 + 0.06 * Double(t))))
      return .init(counts: [Int((1_000 * rate).rounded()), 1_000 - Int((1_000 * rate).rounded())])
    }
    let fit = try DriftingRates().fit(Self.table(years))
    let walk = try #require(fit.walks[0])
    #expect(walk.slope[0] > 0.03 && walk.slope[0] < 0.06)
    expectClose(walk.level[0], -1 + 0.06 * 9, absolute: 0.06)
    #expect(walk.damping == 0.8)
  }

  @Test func `zero, withheld, missing and single years are no trouble, and are said`() throws {
    let fit = try DriftingRates().fit(
      Self.table([
        .init(counts: [0, 50, 3]), nil, .init(counts: [1...4, 45...45, 1...4], total: 50...50),
        .init(counts: [0, 50, 0]),
      ]))
    #expect(
      fit.flags == [.missing(state: "s0", year: 1), .boundedCells(state: "s0")])
    let walk = try #require(fit.walks[0])
    let isFinite = walk.level.allSatisfy { $0.isFinite }
    #expect(isFinite)
    let rates = try fit.transitionRates()
    #expect(rates.rows[0] == .drifting(walk))
    #expect(rates.rows[1] == .fixed([]))
    let one = try DriftingRates().fit(Self.table([.init(counts: [30, 70])]))
    #expect(one.flags == [.oneYear])
    // Nothing but the prior speaks of σ: its mean 0.3·√(2/π) = 0.24.
    expectClose(try #require(one.innovations[0]), 0.24, absolute: 0.01)
    #expect(throws: EstimationError.noData) { try DriftingRates().fit(Self.table([nil])) }
  }

  @Test func `states that share σ tell each other`() throws {
    let space = try SmallVMBO.space()
    let table = try FlowTable(
      space: space,
      years: (0..<8).map { t -> [FlowTable.Row?] in
        [
          .init(counts: [10, 80, 10]), .init(counts: t % 2 == 0 ? [5, 90, 5] : [25, 50, 25]), nil,
          nil,
        ]
      })
    var options = DriftingRates.Options()
    options.sharesInnovation = false
    let apart = try DriftingRates(options: options).fit(table)
    options.sharesInnovation = true
    let together = try DriftingRates(options: options).fit(table)
    let low = try #require(apart.innovations[0])
    let high = try #require(apart.innovations[1])
    let shared = try #require(together.innovations[0])
    #expect(low < shared && shared < high)
    #expect(together.innovations[0] == together.innovations[1])
  }

  @Test func `covariates: the row is the fit's probabilities with the fit's errors`() throws {
    // Rates of leerjaar 3 with a trend over the three years.
    let design = Matrix(rows: [[1, 0], [1, 1], [1, 2]])
    let counts = Matrix(rows: SmallVMBO.three.map { $0.map(Double.init) })
    let space = try SmallVMBO.space()
    for reference in [0, 2] {
      let fit = try MultinomialRegression(classes: 3, reference: reference)
        .fit(design: design, counts: counts)
      guard
        case .logRatio(let mean, let factor) = try fit.transitionRow(
          at: [1, 3], state: 0, in: space)
      else {
        Issue.record("no log-ratios")
        return
      }
      let expected = try fit.probabilities(at: [1, 3])
      let rates = DriftingRow.softmax(mean)
      let covariance = factor * factor.transposed
      for c in 0..<3 {
        expectClose(rates[c], expected[c].value, relative: 1e-10)
        var variance = 0.0
        for i in 0..<2 {
          for j in 0..<2 {
            let left = rates[c] * ((c == i ? 1 : 0) - rates[i])
            variance += left * covariance[i, j] * rates[c] * ((c == j ? 1 : 0) - rates[j])
          }
        }
        expectClose(variance.squareRoot(), expected[c].standardError, relative: 1e-8)
      }
      #expect(
        throws: EstimationError.classes(state: "mbo", classes: 3, destinations: 0)
      ) { try fit.transitionRow(at: [1, 3], state: 2, in: space) }
    }
  }
}
