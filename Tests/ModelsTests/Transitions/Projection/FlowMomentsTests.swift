import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Models

/// The problem of `Reference/projection.R`, and others like it.
enum SmallFlows {
  static func space() throws -> StateSpace {
    try StateSpace(
      states: ["a", "b", "c", "technical mbo", "elsewhere"].map { .init(name: $0) },
      transitions: [
        (0, 0), (0, 1), (0, 3), (1, 1), (1, 2), (1, 4), (2, 0), (2, 2), (2, 3), (2, 4),
      ].map { .init(from: $0, to: $1) })
  }

  static let rows: [[Double]] = [[0.1, 0.75, 0.15], [0.05, 0.8, 0.15], [0.02, 0.08, 0.6, 0.3]]

  static func fixedRates() throws -> TransitionRates {
    try TransitionRates(
      space: space(), rows: rows.map { .fixed($0) } + [.fixed([]), .fixed([])])
  }

  /// Dirichlet rates with these means.
  static func uncertainRates(_ concentration: Double = 60) throws -> TransitionRates {
    try TransitionRates(
      space: space(),
      rows: rows.map { .dirichlet($0.map { concentration * $0 }) } + [.fixed([]), .fixed([])])
  }

  static func inflow(
    _ a: FlowProjection.Inflow, _ c: FlowProjection.Inflow, years: Int
  ) -> [[FlowProjection.Inflow]] {
    [[FlowProjection.Inflow]](
      repeating: [a, .fixed(0), c, .fixed(0), .fixed(0)], count: years)
  }

  static let nobody: FlowProjection.Inflow = .fixed(0)

  static func stock(_ state: Int, in units: [Int] = [0]) -> FlowMeasure {
    FlowMeasure(FlowMeasure.stock(of: [state], in: units))
  }
}

extension FlowAnswer {
  /// The paths that were asked for, of a measure that is always defined.
  func definedPaths() throws -> [[Double]] {
    let paths = try #require(paths)
    #expect(!paths.contains { $0.contains(nil) })
    return paths.map { $0.compactMap(\.self) }
  }
}

@Suite struct FlowMomentsTests {
  private let reference: ReferenceNumbers

  init() throws { reference = try ReferenceNumbers("ModelsTests", "projection.txt") }

  private func projection(
    _ rates: TransitionRates,
    start: [ClosedRange<Int>] = [40...40, 30...30, 20...20, 0...0, 0...0],
    _ a: FlowProjection.Inflow = .poisson(.known(12)),
    _ c: FlowProjection.Inflow = .poisson(.known(3.5)), years: Int = 6
  ) throws -> FlowProjection {
    try FlowProjection(
      rates: [rates],
      units: [
        .init(number: 0, start: start, inflow: SmallFlows.inflow(a, c, years: years))
      ], horizon: years)
  }

  @Test func `known rates have the moments of R's Kronecker products`() throws {
    let moments = try projection(SmallFlows.fixedRates()).moments(of: [0], draws: 2, seed: 1)
    for t in [1, 2, 6] {
      let year = moments.years[t - 1]
      #expect(year.isExact)
      for (i, expected) in reference["mean\(t)"].enumerated() {
        expectClose(year.mean[i], expected, relative: 1e-12)
      }
      for (i, expected) in reference["covariance\(t)"].enumerated() {
        expectClose(year.covariance.columnMajor[i], expected, absolute: 1e-11)
      }
    }
    // Flows and stocks tell the same story.
    let (first, second) = (moments.years[0], moments.years[1])
    expectClose(second.flowMean[9], 0.3 * first.mean[2], relative: 1e-12)
    expectClose(
      second.flowVariance[9], 0.09 * first.covariance[2, 2] + 0.21 * first.mean[2],
      relative: 1e-12)
  }

  @Test func `Dirichlet rates have Mosimann's moments in the first year`() throws {
    let space = try StateSpace(
      states: ["a", "x", "y", "z"].map { .init(name: $0) },
      transitions: (1...3).map { .init(from: 0, to: $0) })
    let rates = try TransitionRates(
      space: space, rows: [.dirichlet([3, 5, 2]), .fixed([]), .fixed([]), .fixed([])])
    let nobody = [[FlowProjection.Inflow]](
      repeating: [.fixed(0), .fixed(0), .fixed(0), .fixed(0)], count: 1)
    // Units that share rates are as one unit.
    let projection = try FlowProjection(
      rates: [rates],
      units: [20, 30].enumerated().map {
        .init(number: $0, start: [$1, 0, 0, 0], inflow: nobody)
      }, horizon: 1)
    let year = try projection.moments(of: [0, 1], draws: 2, seed: 1).years[0]
    #expect(year.isExact)
    for i in 0..<3 {
      expectClose(year.mean[i + 1], reference["dirichletMean"][i], relative: 1e-12)
      expectClose(
        year.flowVariance[i], reference["dirichletCovariance"][4 * i], relative: 1e-12)
      for j in 0..<3 {
        expectClose(
          year.covariance[i + 1, j + 1], reference["dirichletCovariance"][3 * i + j],
          relative: 1e-12)
      }
    }
    // The average over draws comes to the same.
    let simulated = try projection.simulate(
      (1...3).map { FlowQuestion(FlowMeasure(FlowMeasure.stock(of: [$0], in: [0, 1]))) },
      replicates: 10_000, seed: 2)
    for i in 1...3 {
      let found = try #require(simulated[i - 1].years.first)
      let deviation = year.covariance[i, i].squareRoot()
      expectClose(try #require(found.mean), year.mean[i], absolute: 4 * deviation / 100)
      expectClose(
        try #require(found.standardDeviation), deviation, relative: 4 / 20_000.0.squareRoot())
    }
  }

  @Test func `inflow with an uncertain mean has the moments of its mixture`() throws {
    let expected = reference["inflow"]
    let gamma = FlowProjection.Inflow.poisson(.gamma(shape: 4, mean: 10)).moments(draw: 0)
    let normal = FlowProjection.Inflow.poisson(.logNormal(location: 2, spread: 0.3)).moments(
      draw: 0)
    expectClose(gamma.mean, expected[0], relative: 1e-12)
    expectClose(gamma.variance, expected[1], relative: 1e-12)
    expectClose(normal.mean, expected[2], relative: 1e-12)
    expectClose(normal.variance, expected[3], relative: 1e-12)
  }

  /// 3,600 replicates: means within four standard errors, deviations within four of theirs.
  @Test(arguments: [false, true]) func `simulated pupils have these moments`(
    isUncertain: Bool
  ) throws {
    let rates = try isUncertain ? SmallFlows.uncertainRates() : SmallFlows.fixedRates()
    let projection = try projection(
      rates, start: [35...45, 30...30, 0...400, 0...0, 0...0],
      .poisson(.gamma(shape: 4, mean: 10)), .poisson(.logNormal(location: 2, spread: 0.3)))
    let moments = try projection.moments(of: [0], draws: 1_600, seed: 5)
    #expect(moments.years.map(\.isExact) == [true] + [Bool](repeating: !isUncertain, count: 5))
    let questions =
      (0..<5).map { FlowQuestion(SmallFlows.stock($0)) }
      + (0..<10).map { FlowQuestion(FlowMeasure(FlowMeasure.flow(along: [$0], in: [0]))) }
      + [FlowQuestion(FlowMeasure(FlowMeasure.stock(of: [0, 1, 2], in: [0])))]
    let answers = try projection.simulate(questions, replicates: 3_600, seed: 6)
    for (t, year) in moments.years.enumerated() {
      let total = (0..<3).reduce(0) { s, i in
        (0..<3).reduce(s) { $0 + year.covariance[i, $1] }
      }
      let means = year.mean + year.flowMean + [year.mean[0] + year.mean[1] + year.mean[2]]
      let variances = year.covariance.diagonal + year.flowVariance + [total]
      for (i, answer) in answers.enumerated() {
        let deviation = variances[i].squareRoot()
        // The average over 1,600 draws errs too.
        let error = 4 * deviation * (1 / 60.0 + (isUncertain ? 1 / 40.0 : 0))
        expectClose(try #require(answer.years[t].mean), means[i], absolute: error, "\(t) \(i)")
        expectClose(
          try #require(answer.years[t].standardDeviation), deviation,
          relative: isUncertain ? 0.08 : 0.06, "\(t) \(i)")
      }
    }
  }

  @Test func `three pupils have the distribution of an enumeration`() throws {
    let projection = try FlowProjection(
      rates: [SmallFlows.fixedRates()],
      units: [
        .init(
          number: 9, start: [2, 1, 0, 0, 0],
          inflow: SmallFlows.inflow(SmallFlows.nobody, SmallFlows.nobody, years: 2))
      ], horizon: 2)
    let answers = try projection.simulate(
      [FlowQuestion(SmallFlows.stock(2), keepsPaths: true)], replicates: 25_000, seed: 3)
    let draws = try answers[0].definedPaths()[1].map { Int($0) }
    CounterStreamTests.expectCounts(draws, from: 0...3) { reference["enumerated"][$0] }
  }
}
