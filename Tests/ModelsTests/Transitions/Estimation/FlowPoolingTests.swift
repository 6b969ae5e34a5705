import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Models

@Suite struct FlowPoolingTests {
  private static let reference = try? ReferenceNumbers("ModelsTests", "transitions-nested.txt")

  /// One state with two ways out.
  private static func space() throws -> StateSpace {
    try StateSpace(
      states: ["leerjaar 4", "mbo", "elders"].map(StateSpace.State.init),
      transitions: [.init(from: 0, to: 1), .init(from: 0, to: 2)])
  }

  private static func school(_ successes: Int, _ pupils: Int) throws -> FlowTable {
    try FlowTable(
      space: space(), years: [[.init(counts: [successes, pupils - successes]), nil, nil]])
  }

  private static let successes = [12, 30, 9, 25, 5, 20, 11, 40, 18, 33, 22]
  private static let pupils = [40, 80, 30, 60, 35, 90, 50, 70, 40, 60, 45]
  private static let regions = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2]

  private static func schools() throws -> [FlowTable] {
    try zip(successes, pupils).map { try school($0, $1) }
  }

  @Test func `two levels give the moments of brute force in R`() throws {
    let reference = try #require(Self.reference)
    let fit = try FlowPooling().fit(Self.schools(), regions: Self.regions)
    // The mode in place of the mean, and a grid of nine: a tenth of a standard deviation.
    for i in Self.pupils.indices {
      let posterior = try #require(fit.posterior(school: i, from: 0, to: 1))
      expectClose(
        posterior.mean, reference["schools.mean"][i], absolute: 0.1 * reference["schools.sd"][i])
      expectClose(posterior.variance.squareRoot(), reference["schools.sd"][i], relative: 0.05)
      let other = try #require(fit.posterior(school: i, from: 0, to: 2))
      expectClose(posterior.mean + other.mean, 1, absolute: 1e-12)
    }
    for r in 0..<3 {
      let mean = try #require(fit.meanRate(region: r, from: 0, to: 1))
      expectClose(mean.mean, reference["regions.mean"][r], absolute: 0.006)
      expectClose(mean.variance.squareRoot(), reference["regions.sd"][r], relative: 0.1)
    }
    let country = try #require(fit.meanRate(region: nil, from: 0, to: 1))
    expectClose(country.mean, reference["country"][0], absolute: 0.01)
    // π of three regions is far from normal.
    expectClose(country.variance.squareRoot(), reference["country"][1], relative: 0.25)
    guard case .dirichlet(let shapes) = try fit.transitionRates(school: 4).rows[0] else {
      Issue.record("no Dirichlet row")
      return
    }
    let made = Dirichlet(shapes: shapes).marginal(0)
    let posterior = try #require(fit.posterior(school: 4, from: 0, to: 1))
    expectClose(made.mean, posterior.mean, relative: 1e-12)
    expectClose(made.variance, posterior.variance, relative: 1e-9)
    #expect(fit.flags == [])
  }

  @Test func `one level is SharePooling, and the same schools in another order give the same`()
    throws
  {
    let fit = try FlowPooling().fit(Self.schools())
    let pool = try SharePooling().fit(
      zip(Self.successes, Self.pupils).map { ShareGroup(counts: [$0, $1 - $0]) })
    for i in [0, 4, 9] {
      expectClose(
        try #require(fit.posterior(school: i, from: 0, to: 1)).mean,
        pool.posterior(category: 0, group: i).mean, relative: 1e-12)
    }
    let turned = try FlowPooling().fit(
      Self.schools().reversed(), regions: Self.regions.reversed().map { 2 - $0 })
    let nested = try FlowPooling().fit(Self.schools(), regions: Self.regions)
    for i in 0..<11 {
      expectClose(
        try #require(turned.posterior(school: 10 - i, from: 0, to: 1)).mean,
        try #require(nested.posterior(school: i, from: 0, to: 1)).mean, relative: 1e-5)
    }
  }

  @Test func `withheld years at one level: each filling counts with its own ways`() throws {
    // 10 and 20 pupils of whom 1 or 2 went in each year: 2, 3 or 4 together.
    let withheld = try FlowTable(
      space: Self.space(),
      years: [10, 20].map {
        [.init(counts: [1...2, ($0 - 2)...($0 - 1)], total: $0...$0), nil, nil]
      })
    let others = [(9, 30), (2, 25), (6, 40)]
    let fit = try FlowPooling().fit(
      [withheld] + others.map { try Self.school($0.0, $0.1) })
    // By hand: C(10,1)C(20,1), C(10,1)C(20,2) + C(10,2)C(20,1), C(10,2)C(20,2).
    let ways = [(2, 200.0), (3, 2_800), (4, 8_550)].map { count, ways in
      ShareLikelihood.Candidate(counts: [count, 30 - count], total: 30, coefficient: log(ways))
    }
    let groups =
      [ShareGroup(counts: [2...4, 26...28], total: 30)]
      + others.map { ShareGroup(counts: [$0.0, $0.1 - $0.0]) }
    let pool = try SharePooling().fit(
      groups,
      [ways] + others.map { [ShareLikelihood.candidate([$0.0, $0.1 - $0.0])] })
    let posterior = try #require(fit.posterior(school: 0, from: 0, to: 1))
    expectClose(posterior.mean, pool.posterior(category: 0, group: 0).mean, relative: 1e-10)
    // Bounds added first, 2, 3 and 4 of 30 in C(30, k) ways, say something else.
    let added = try SharePooling().fit(groups)
    #expect(abs(posterior.mean - added.posterior(category: 0, group: 0).mean) > 1e-4)
  }

  @Test func `years are taken together, and a newcomer is the least certain`() throws {
    let fit = try FlowPooling().fit(Self.schools(), regions: Self.regions)
    let split = try zip(Self.successes, Self.pupils).map { successes, pupils in
      try FlowTable(
        space: Self.space(),
        years: [
          [.init(counts: [successes - 4, 10]), nil, nil], [nil, nil, nil],
          [.init(counts: [4, pupils - successes - 10]), nil, nil],
        ])
    }
    let again = try FlowPooling().fit(split, regions: Self.regions)
    for i in 0..<11 {
      expectClose(
        try #require(again.posterior(school: i, from: 0, to: 1)).mean,
        try #require(fit.posterior(school: i, from: 0, to: 1)).mean, relative: 1e-6)
    }
    func spread(_ rates: TransitionRates) -> Double {
      guard case .dirichlet(let shapes) = rates.rows[0] else { return .nan }
      return Dirichlet(shapes: shapes).marginal(0).variance
    }
    let region = spread(try fit.transitionRates(newSchoolIn: 1))
    let elsewhere = spread(try fit.transitionRates(newSchoolIn: 7))
    #expect(try spread(fit.transitionRates(school: 5)) < region)
    #expect(region < elsewhere)
    #expect(try fit.transitionRates(school: 0).rows[1] == .fixed([]))
  }

  @Test func `withheld cells widen a school, and no pupils give the pool`() throws {
    var schools = try Self.schools()
    schools[4] = try FlowTable(
      space: Self.space(),
      years: [[.init(counts: [1...4, 31...34], total: 35...35), nil, nil]])
    schools[6] = try FlowTable(space: Self.space(), years: [[nil, nil, nil]])
    for regions in [nil, Self.regions] {
      let fit =
        try regions.map { try FlowPooling().fit(schools, regions: $0) }
        ?? FlowPooling().fit(schools)
      #expect(fit.flags.contains(.boundedCells(state: "leerjaar 4")))
      let empty = try #require(fit.posterior(school: 6, from: 0, to: 1))
      let full = try #require(fit.posterior(school: 5, from: 0, to: 1))
      #expect(empty.variance > full.variance)
    }
  }

  @Test func `a way that nobody took keeps a small rate; alike schools are said`() throws {
    let space = try SmallVMBO.space()
    let schools = try (0..<8).map { i in
      try FlowTable(
        space: space,
        years: [[.init(counts: [0, 40 + i, 4]), .init(counts: [3, 30, 3]), nil, nil]])
    }
    for regions in [nil, [0, 0, 0, 0, 1, 1, 1, 1]] {
      let fit =
        try regions.map { try FlowPooling().fit(schools, regions: $0) }
        ?? FlowPooling().fit(schools)
      #expect(fit.flags.contains(.neverTaken(from: "leerjaar 3", to: "leerjaar 3")))
      let never = try #require(fit.posterior(school: 0, from: 0, to: 0))
      #expect(never.mean > 0 && never.mean < 0.01)
      guard case .dirichlet(let shapes) = try fit.transitionRates(school: 0).rows[0] else {
        Issue.record("no Dirichlet row")
        return
      }
      #expect(shapes.count == 3)
    }
    let flat = try FlowPooling().fit(schools)
    #expect(flat.flags.contains(.noBetweenVariance(state: "leerjaar 4")))
  }

  @Test func `what cannot be pooled is refused`() throws {
    #expect(throws: EstimationError.noData) { try FlowPooling().fit([]) }
    #expect(throws: EstimationError.regions) {
      try FlowPooling().fit(Self.schools(), regions: [0])
    }
    #expect(throws: EstimationError.differentSpaces(group: 1)) {
      try FlowPooling().fit([Self.school(3, 5), SmallVMBO.table()])
    }
    let unknown = try FlowTable(
      space: Self.space(), years: [[.init(counts: [1...4, 9...9]), nil, nil]])
    #expect(throws: EstimationError.unknownStock(year: 0, state: "leerjaar 4")) {
      try FlowPooling().fit([Self.school(3, 5), unknown])
    }
    let empty = try FlowTable(space: Self.space(), years: [[nil, nil, nil]])
    #expect(throws: EstimationError.noData) { try FlowPooling().fit([empty], regions: [0]) }
  }

  @Test func `digamma and trigamma`() {
    // −γ, π²/6 and a difference quotient of log Γ.
    expectClose(Polygamma.digamma(1), -0.577_215_664_901_532_9, relative: 1e-13)
    expectClose(Polygamma.trigamma(1), Double.pi * Double.pi / 6, relative: 1e-12)
    for x in [0.05, 0.7, 3.2, 40, 1e5] {
      let h = 1e-5 * x
      expectClose(
        Polygamma.digamma(x), (logGamma(x + h) - logGamma(x - h)) / (2 * h), relative: 1e-8,
        absolute: 1e-8)
      expectClose(
        Polygamma.trigamma(x), (Polygamma.digamma(x + h) - Polygamma.digamma(x - h)) / (2 * h),
        relative: 1e-7)
    }
  }
}
