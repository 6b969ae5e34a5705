import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Models

@Suite struct FlowRatesTests {
  private static let reference = try? ReferenceNumbers("ModelsTests", "transitions.txt")

  @Test func `rates and errors are those of a multinomial logit in R`() throws {
    let reference = try #require(Self.reference)
    let fit = try FlowRates().fit(SmallVMBO.table())
    for (place, to) in [0, 1, 3].enumerated() {
      // nnet stops at a gradient, not at the maximum.
      expectClose(
        try #require(fit.rate(from: 0, to: to)), reference["rates3"][place], relative: 2e-6)
      expectClose(
        try #require(fit.standardError(from: 0, to: to)), reference["errors3"][place],
        relative: 2e-5)
      for other in 0..<3 {
        expectClose(
          try #require(fit.covariances[0])[place, other],
          reference["covariance3"][3 * place + other], relative: 1e-4)
      }
    }
    #expect(fit.totals[..<2] == [382, 342])
    #expect(fit.rates[2] == nil && fit.rate(from: 0, to: 2) == nil)
    #expect(fit.iterations == 1)
    #expect(fit.flags == [])
    // The multinomial probability of the table.
    let expected = zip(SmallVMBO.three, SmallVMBO.four).reduce(0) { sum, year in
      [(year.0, 0), (year.1, 1)].reduce(sum) { sum, row in
        sum
          + Multinomial(trials: row.0.reduce(0, +), probabilities: fit.rates[row.1] ?? [])
          .logProbability(row.0)
      }
    }
    expectClose(fit.logLikelihood, expected, relative: 1e-12)
  }

  @Test func `merging years and relabelling states change no rate`() throws {
    let fit = try FlowRates().fit(SmallVMBO.table())
    let merged = try FlowRates().fit(
      SmallVMBO.table([[[19, 329, 34], [15, 290, 37]]]))
    #expect(merged.rates == fit.rates)
    #expect(merged.flags == [.oneYear])
    let turned = try StateSpace(
      states: ["elders", "mbo", "leerjaar 4", "leerjaar 3"].map(StateSpace.State.init),
      transitions: [(3, 3), (3, 2), (3, 0), (2, 2), (2, 1), (2, 0)].map {
        StateSpace.Transition(from: $0, to: $1)
      })
    let years = zip(SmallVMBO.three, SmallVMBO.four).map { three, four -> [FlowTable.Row?] in
      [
        nil, nil, FlowTable.Row(counts: four.reversed()), FlowTable.Row(counts: three.reversed()),
      ]
    }
    let other = try FlowRates().fit(FlowTable(space: turned, years: years))
    for (from, to) in [(0, 0), (0, 1), (0, 3), (1, 1), (1, 2), (1, 3)] {
      #expect(other.rate(from: 3 - from, to: 3 - to) == fit.rate(from: from, to: to))
      #expect(
        other.interval(from: 3 - from, to: 3 - to) == fit.interval(from: from, to: to))
    }
  }

  /// The likelihood of leerjaar 3 in the log-ratios, written out: all ways to fill the cells.
  private func value(_ ratios: [Double], _ rows: [(counts: [ClosedRange<Int>], total: Int)])
    -> Double
  {
    let parts = ratios.map { exp($0) } + [1]
    let rates = parts.map { $0 / parts.reduce(0, +) }
    return rows.reduce(0) { sum, row in
      var chance = 0.0
      for a in row.counts[0] {
        for b in row.counts[1] {
          let c = row.total - a - b
          guard row.counts[2].contains(c) else { continue }
          chance += Multinomial(trials: row.total, probabilities: rates).probability([a, b, c])
        }
      }
      return sum + log(chance)
    }
  }

  @Test func `withheld cells: the maximum and its curvature are those of the sum written out`()
    throws
  {
    let rows: [(counts: [ClosedRange<Int>], total: Int)] = [
      ([1...4, 25...30, 1...4], 33), ([1...4, 31...31, 0...10], 38), ([0...0, 20...24, 1...4], 24),
    ]
    let table = try FlowTable(
      space: SmallVMBO.space(),
      years: rows.map { row -> [FlowTable.Row?] in
        [.init(counts: row.counts, total: row.total...row.total), nil, nil, nil]
      })
    let fit = try FlowRates().fit(table)
    let rates = try #require(fit.rates[0])
    let at = rates.dropLast().map { log($0 / rates[2]) }
    let best = value(at, rows)
    expectClose(fit.logLikelihood, best, relative: 1e-11)
    // A maximum, and minus the inverse of the differences' Hessian is the covariance of the log-ratios.
    let step = 1e-3
    var hessian = Matrix(rows: 2, columns: 2, repeating: 0)
    for i in 0..<2 {
      for j in 0..<2 {
        func moved(_ a: Double, _ b: Double) -> Double {
          var point = at
          point[i] += a * step
          point[j] += b * step
          return value(point, rows)
        }
        hessian[i, j] =
          -(moved(1, 1) - moved(1, -1) - moved(-1, 1) + moved(-1, -1))
          / (4 * step * step)
        #expect(moved(1, 0) < best && moved(-1, 0) < best)
      }
    }
    let inner = try Cholesky(hessian).covariance()
    let jacobian = Matrix(
      rows: (0..<3).map { c in (0..<2).map { d in rates[c] * ((c == d ? 1 : 0) - rates[d]) } })
    let covariance = jacobian * inner * jacobian.transposed
    for c in 0..<3 {
      for d in 0..<3 {
        // Differences of order step².
        expectClose(try #require(fit.covariances[0])[c, d], covariance[c, d], relative: 1e-4)
      }
    }
    #expect(fit.flags.contains(.boundedCells(state: "leerjaar 3")))
    #expect(fit.flags.contains(.emptyRow(state: "leerjaar 4")))
    #expect(fit.flags.contains(.missing(state: "leerjaar 4", year: 2)))
    #expect(!fit.flags.contains(.allSuppressed(state: "leerjaar 3")))
    #expect(!fit.flags.contains(.unknownTotal(state: "leerjaar 3")))
  }

  @Test func `bounds that leave one value give the same as that value`() throws {
    let space = try SmallVMBO.space()
    let known = try FlowRates().fit(
      FlowTable(space: space, years: [[.init(counts: [3, 20, 2]), nil, nil, nil]]))
    let bounded = try FlowRates().fit(
      FlowTable(
        space: space,
        years: [[.init(counts: [1...4, 20...20, 2...2], total: 25...25), nil, nil, nil]]))
    #expect(bounded.rates == known.rates)
    #expect(bounded.logLikelihood == known.logLikelihood)
    #expect(bounded.interval(from: 0, to: 0) == known.interval(from: 0, to: 0))
  }

  @Test func `the posterior of withheld cells is that of all ways to fill them`() throws {
    let row = FlowTable.Row(counts: [1...4, 20...20, 1...4])
    let fit = try FlowRates().fit(
      FlowTable(space: SmallVMBO.space(), years: [[row, nil, nil, nil]]))
    #expect(fit.flags.contains(.unknownTotal(state: "leerjaar 3")))
    // By hand: weight 1/n of a total n, times the Dirichlet-multinomial with shapes 1/3.
    let shapes = [Double](repeating: 1.0 / 3, count: 3)
    var (sum, mean, square) = (0.0, 0.0, 0.0)
    for a in 1...4 {
      for c in 1...4 {
        let n = 20 + a + c
        let weight =
          exp(DirichletMultinomial(trials: n, shapes: shapes).logProbability([a, 20, c]))
          / Double(n)
        let beta = Beta(alpha: Double(a) + 1.0 / 3, beta: Double(n - a) + 2.0 / 3)
        sum += weight
        mean += weight * beta.mean
        square += weight * (beta.variance + beta.mean * beta.mean)
      }
    }
    mean /= sum
    let deviation = (square / sum - mean * mean).squareRoot()
    let posterior = try #require(fit.posterior(from: 0, to: 0))
    // 4,000 draws: four standard errors of a mean, with some correlation.
    expectClose(posterior.mean, mean, absolute: 4 * deviation / 4_000.0.squareRoot() * 1.5)
    expectClose(posterior.variance.squareRoot(), deviation, relative: 0.05)
    guard case .dirichlet(let made) = try fit.transitionRates().rows[0] else {
      Issue.record("no Dirichlet row")
      return
    }
    expectClose(made[0] / made.reduce(0, +), posterior.mean, relative: 1e-9)
  }

  @Test func `intervals of known counts are Jeffreys' and Wilson's of one against the rest`() throws
  {
    let fit = try FlowRates().fit(SmallVMBO.table())
    let proportion = Proportion(successes: 34, trials: 382)
    let jeffreys = proportion.jeffreysInterval(probability: 0.9)
    let found = try #require(fit.interval(from: 0, to: 3, probability: 0.9))
    expectClose(found.lowerBound, jeffreys.lowerBound, relative: 1e-9)
    expectClose(found.upperBound, jeffreys.upperBound, relative: 1e-9)
    #expect(
      fit.interval(from: 0, to: 3, probability: 0.9, method: .wilson)
        == proportion.wilsonInterval(probability: 0.9))
    #expect(fit.interval(from: 0, to: 2) == nil)
    let empty = try FlowRates().fit(SmallVMBO.table([[[0, 5, 0], [0, 0, 0]]]))
    #expect(empty.interval(from: 0, to: 0)?.lowerBound == 0)
    #expect(empty.interval(from: 0, to: 1)?.upperBound == 1)
    #expect(empty.interval(from: 1, to: 1) == nil)
    #expect(empty.standardError(from: 0, to: 0) == 0)
    #expect(
      empty.flags == [
        .oneYear, .emptyRow(state: "leerjaar 4"),
        .neverTaken(from: "leerjaar 3", to: "leerjaar 3"),
        .neverTaken(from: "leerjaar 3", to: "elders"),
      ])
    #expect(try empty.transitionRates().rows[1] == .dirichlet([1.0 / 3, 1.0 / 3, 1.0 / 3]))
    #expect(try empty.transitionRates().rows[2] == .fixed([]))
  }

  @Test func `all cells withheld is said, and gives no false certainty`() throws {
    let row = FlowTable.Row(counts: [1...4, 1...4, 1...4])
    let fit = try FlowRates().fit(
      FlowTable(space: SmallVMBO.space(), years: [[row, nil, nil, nil]]))
    #expect(fit.flags.contains(.allSuppressed(state: "leerjaar 3")))
    #expect(fit.flags.contains(.unknownTotal(state: "leerjaar 3")))
    let interval = try #require(fit.interval(from: 0, to: 1))
    #expect(interval.lowerBound < 0.15 && interval.upperBound > 0.6)
    for to in [0, 1, 3] {
      expectClose(try #require(fit.rate(from: 0, to: to)), 1 / 3.0, relative: 1e-9)
    }
  }

  @Test func `what cannot be is refused by name`() throws {
    let space = try SmallVMBO.space()
    func table(_ row: FlowTable.Row) throws(EstimationError) -> FlowTable {
      try FlowTable(space: space, years: [[row, nil, nil, nil]])
    }
    #expect(
      throws: EstimationError.moreThanStock(year: 0, state: "leerjaar 3", counted: 31, stock: 30)
    ) { try table(.init(counts: [1, 28, 2], total: 30)) }
    #expect(
      throws: EstimationError.moreThanStock(year: 0, state: "leerjaar 3", counted: 31, stock: 30)
    ) { try table(.init(counts: [1...4, 29...29, 1...4], total: 0...30)) }
    #expect(
      throws: EstimationError.lessThanStock(year: 0, state: "leerjaar 3", counted: 37, stock: 40)
    ) { try table(.init(counts: [1...4, 29...29, 1...4], total: 40...40)) }
    #expect(throws: EstimationError.invalidCount(year: 0, state: "leerjaar 3")) {
      try table(.init(counts: [-1, 20, 3]))
    }
    #expect(throws: EstimationError.invalidCount(year: 0, state: "leerjaar 3")) {
      try table(.init(counts: [0...(.max), 20...20, 3...3]))
    }
    #expect(throws: EstimationError.shape(year: 0, state: "leerjaar 3")) {
      try table(.init(counts: [1, 20]))
    }
    #expect(throws: EstimationError.shape(year: 0, state: nil)) {
      try FlowTable(space: space, years: [[nil]])
    }
    #expect(throws: EstimationError.shape(year: 0, state: "mbo")) {
      try FlowTable(space: space, years: [[nil, nil, .init(counts: [3]), nil]])
    }
    #expect(throws: EstimationError.noData) { try FlowTable(space: space, years: []) }
    #expect(throws: EstimationError.noData) {
      try FlowRates().fit(FlowTable(space: space, years: [[nil, nil, nil, nil]]))
    }
    #expect(throws: EstimationError.tooManyCombinations(year: 0, state: "leerjaar 3")) {
      try FlowRates().fit(table(.init(counts: [0...999, 0...999, 0...999])))
    }
    var matrix = [[Int]](repeating: [0, 0, 0, 0], count: 4)
    matrix[0] = [6, 110, 0, 9]
    #expect(try FlowTable(space: space, matrices: [matrix]).years[0][0]?.counts[2] == 9...9)
    matrix[2][0] = 1
    #expect(throws: EstimationError.notAllowed(year: 0, from: "mbo", to: "leerjaar 3")) {
      try FlowTable(space: space, matrices: [matrix])
    }
  }
}
