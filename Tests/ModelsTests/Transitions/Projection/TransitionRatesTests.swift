import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Models

@Suite struct TransitionRatesTests {
  /// a stays, goes to b or leaves; b goes to c or leaves.
  static let space = Result {
    try StateSpace(
      states: ["a", "b", "gone"].map { .init(name: $0) },
      transitions: [
        .init(from: 0, to: 0), .init(from: 0, to: 1), .init(from: 0, to: 2), .init(from: 1, to: 2),
        .init(from: 1, to: 1),
      ])
  }

  /// Draws of all rates, by transition.
  static func draws(_ rates: TransitionRates, years: Int = 1, count: Int) throws -> [[Double]] {
    let sampler = RateSampler(rates, place: 3, horizon: years)
    var columns = [[Double]](repeating: [], count: sampler.size)
    var table = [Double](repeating: 0, count: sampler.size)
    for r in 0..<count {
      var stream = CounterStream(seed: 31, replicate: r)
      try sampler.draw(r, into: &table, at: 0, using: &stream)
      for i in table.indices { columns[i].append(table[i]) }
    }
    return columns
  }

  static func moments(_ values: [Double]) -> (mean: Double, variance: Double, error: Double) {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    return (mean, variance, (variance / n).squareRoot())
  }

  @Test func `places and transitions of a state are found`() throws {
    let space = try Self.space.get()
    #expect(space.place(named: "b") == 1 && space.place(named: "d") == nil)
    #expect(space.transitions(from: 1) == 3..<5 && space.transitions(from: 2).isEmpty)
    #expect(space.destinations == [[0, 1, 2], [1, 2], []])
  }

  @Test func `Dirichlet draws have the moments of their parameters, however small`() throws {
    let space = try Self.space.get()
    let rates = try TransitionRates(
      space: space, rows: [.dirichlet([3, 5, 2]), .dirichlet([0.02, 0.01]), .fixed([])])
    let draws = try Self.draws(rates, count: 40_000)
    for (i, expected) in [0.3, 0.5, 0.2, 2.0 / 3, 1.0 / 3].enumerated() {
      let found = Self.moments(draws[i])
      let concentration = i < 3 ? 10 : 0.03
      expectClose(found.mean, expected, absolute: 4 * found.error)
      expectClose(
        found.variance, expected * (1 - expected) / (concentration + 1), relative: 0.05)
    }
    for r in 0..<1_000 { expectClose(draws[3][r] + draws[4][r], 1, absolute: 1e-12) }
  }

  @Test func `log-ratio draws have mean and covariance of their logarithms`() throws {
    let space = try Self.space.get()
    let factor = Matrix(rows: [[0.5, 0], [-0.3, 0.4]])
    let rates = try TransitionRates(
      space: space,
      rows: [.logRatio(mean: [0.2, 1], factor: factor), .fixed([1, 0]), .fixed([])])
    let draws = try Self.draws(rates, count: 40_000)
    let first = (0..<40_000).map { log(draws[0][$0] / draws[2][$0]) }
    let second = (0..<40_000).map { log(draws[1][$0] / draws[2][$0]) }
    expectClose(Self.moments(first).mean, 0.2, absolute: 4 * 0.5 / 200)
    expectClose(Self.moments(second).variance, 0.25, relative: 0.03)
    expectClose(
      Self.moments(zip(first, second).map { ($0 - 0.2) * ($1 - 1) }).mean, -0.15, absolute: 0.006)
    #expect(draws[3].allSatisfy { $0 == 1 } && draws[4].allSatisfy { $0 == 0 })
  }

  @Test func `drifting rates follow a damped trend and a walk`() throws {
    let space = try Self.space.get()
    let walk = LogRatioWalk(
      level: [0.4], slope: [0.3], factor: Matrix(rows: [[0.2, 0], [0.1, 0.05]]),
      innovationFactor: Matrix(rows: [[0.15]]), damping: 0.8)
    let rates = try TransitionRates(
      space: space, rows: [.fixed([0.5, 0.3, 0.2]), .drifting(walk), .fixed([])])
    let draws = try Self.draws(rates, years: 6, count: 12_000)
    for h in 1...6 {
      let damped = (1...h).reduce(0) { $0 + pow(0.8, Double($1)) }
      let logits = (0..<12_000).map {
        log(draws[5 * (h - 1) + 3][$0] / draws[5 * (h - 1) + 4][$0])
      }
      let variance =
        0.04 + damped * damped * (0.01 + 0.0025) + 2 * damped * 0.02 + Double(h) * 0.0225
      let found = Self.moments(logits)
      expectClose(found.mean, 0.4 + damped * 0.3, absolute: 4 * found.error)
      expectClose(found.variance, variance, relative: 4 * (2.0 / 12_000).squareRoot())
      #expect(draws[5 * (h - 1)].allSatisfy { $0 == 0.5 })
    }
    // What is drawn for a year does not depend on how many years there are.
    let shorter = try Self.draws(rates, years: 2, count: 10)
    for i in 0..<10 { #expect(shorter[i] == Array(draws[i].prefix(10))) }
  }

  @Test func `joint draws are taken in turn`() throws {
    let space = try Self.space.get()
    let table = Matrix(rows: [[0.5, 0.3, 0.2, 1, 0], [0.1, 0.1, 0.8, 0.25, 0.75]])
    let draws = try Self.draws(TransitionRates(space: space, draws: table), count: 5)
    #expect(draws[0] == [0.5, 0.1, 0.5, 0.1, 0.5] && draws[4] == [0, 0.75, 0, 0.75, 0])
  }

  @Test func `rates that are none are refused by state`() throws {
    let space = try Self.space.get()
    func error(_ a: TransitionRates.Row, _ b: TransitionRates.Row = .fixed([0, 1])) throws
      -> TransitionError?
    {
      do {
        _ = try TransitionRates(space: space, rows: [a, b, .fixed([])])
        return nil
      } catch { return error }
    }
    let third = 1.0 / 3
    #expect(try error(.fixed([third, third, third])) == nil)
    #expect(
      try error(.fixed([0.5, 0.5])) == .rowLength(state: 0, name: "a", count: 2, destinations: 3))
    #expect(try error(.fixed([0.5, 0.5, 0.25])) == .rowSum(state: 0, name: "a", sum: 1.25))
    #expect(
      try error(.fixed([0.5, -0.5, 1])) == .invalidRate(state: 0, name: "a", destination: 1))
    #expect(
      try error(.fixed([0.5, .nan, 0.5])) == .invalidRate(state: 0, name: "a", destination: 1))
    #expect(
      try error(.dirichlet([1, 2, 0]))
        == .invalidParameter(state: 0, name: "a", destination: 2))
    let covariance = Matrix(rows: [[0.5, 0.1], [0.1, 0.4]])
    #expect(
      try error(.logRatio(mean: [0, 0], factor: covariance))
        == .invalidLogRatio(state: 0, name: "a"))
    #expect(
      try error(.logRatio(mean: [0], factor: covariance))
        == .rowLength(state: 0, name: "a", count: 1, destinations: 3))
    let walk = LogRatioWalk(
      level: [0], slope: [0], factor: .identity(2), innovationFactor: .identity(1), damping: 1.5)
    #expect(
      try error(.fixed([1, 0, 0]), .drifting(walk)) == .invalidLogRatio(state: 1, name: "b"))
    #expect(throws: TransitionError.rowCount(1, states: 3)) {
      try TransitionRates(space: space, rows: [.fixed([1, 0, 0])])
    }
    #expect(throws: TransitionError.drawCount(draws: 1, columns: 2, transitions: 5)) {
      try TransitionRates(space: space, draws: Matrix(rows: [[1, 0]]))
    }
    #expect(
      throws: TransitionError.invalidDraw(draw: 1, state: 1, name: "b", sum: 0.75)
    ) {
      try TransitionRates(
        space: space, draws: Matrix(rows: [[1, 0, 0, 1, 0], [1, 0, 0, 0.5, 0.25]]))
    }
  }

  @Test func `log-ratios that overflow are refused where they are drawn`() throws {
    let space = try Self.space.get()
    let rates = try TransitionRates(
      space: space,
      rows: [
        .logRatio(mean: [1e308, -1e308], factor: Matrix(rows: [[1e308, 0], [0, 1e308]])),
        .fixed([0, 1]), .fixed([]),
      ])
    #expect(throws: TransitionError.self) { try Self.draws(rates, count: 50) }
  }
}
