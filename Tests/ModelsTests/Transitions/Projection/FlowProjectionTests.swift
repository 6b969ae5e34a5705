import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Models

@Suite struct FlowProjectionTests {
  /// Three schools: two share uncertain rates, one has rates of its own; all that can be uncertain is.
  private func region(years: Int = 5, own: TransitionRates? = nil) throws -> FlowProjection {
    let (uncertain, other) = (
      try SmallFlows.uncertainRates(), try own ?? SmallFlows.uncertainRates(25)
    )
    let inflow = SmallFlows.inflow(
      .poisson(.gamma(shape: 4, mean: 10)), .draws([0, 3, 8]), years: years)
    return try FlowProjection(
      rates: [uncertain, other],
      units: [
        .init(number: 4, start: [35...45, 30...30, 1...4, 0...0, 0...0], inflow: inflow),
        .init(number: 7, start: [300, 20, 900, 0, 0], inflow: inflow),
        .init(number: 1, start: [12, 0, 8, 0, 0], inflow: inflow, rates: 1),
      ], horizon: years)
  }

  private func questions(_ units: [Int] = [0, 1, 2]) -> [FlowQuestion] {
    let leavers = FlowMeasure.flow(along: [8, 9], in: units)
    let rate = FlowMeasure(ratioOf: FlowMeasure.flow(along: [8], in: units), to: leavers)
    return [
      FlowQuestion(FlowMeasure(FlowMeasure.stock(of: [0, 1, 2], in: units)), keepsPaths: true),
      FlowQuestion(
        rate,
        events: [
          .atLeast(0.6, year: 3), .inARow(2, atLeast: 0.6, within: 1...5),
          .every(1...5, atLeast: 0.5),
        ], keepsPaths: true),
      FlowQuestion(
        FlowMeasure([.init(unit: units[0], part: .inflow(state: 0), weight: 2.5)]),
        keepsPaths: true),
    ]
  }

  @Test(arguments: [FlowProjection.Noise.everything, .parameters])
  func `the same numbers on one and two threads, alone and with others`(
    noise: FlowProjection.Noise
  ) throws {
    let region = try region()
    let one = try region.simulate(questions(), replicates: 133, seed: 8, noise: noise, threads: 1)
    let two = try region.simulate(questions(), replicates: 133, seed: 8, noise: noise, threads: 2)
    #expect(one == two)
    // A unit's numbers do not change when another is left out, nor do those of the first replicates and
    // years when there are more.
    let alone = try FlowProjection(
      rates: region.rates, units: [region.units[1]], horizon: 5
    ).simulate(questions([0]), replicates: 133, seed: 8, noise: noise)
    let amid = try region.simulate(questions([1]), replicates: 133, seed: 8, noise: noise)
    #expect(alone == amid)
    let more = try region.simulate(questions(), replicates: 300, seed: 8, noise: noise)
    for (few, many) in zip(one, more) {
      #expect(
        try #require(few.paths).map { $0.map(\.?.bitPattern) }
          == (try #require(many.paths)).map { $0.prefix(133).map(\.?.bitPattern) })
    }
    #expect(one != (try region.simulate(questions(), replicates: 133, seed: 9, noise: noise)))
  }

  @Test func `batches change nothing`() throws {
    let region = try region()
    let asked = (0..<3).flatMap { questions([$0]) } + questions()
    for noise in [FlowProjection.Noise.everything, .parameters] {
      let answers = try [1, 4, 1_000].map { held in
        try FlowProjection.answers(
          FlowSimulation(
            region, questions: asked, replicates: 100, seed: 3, noise: noise, threads: 2,
            roughlyHeld: held), to: asked, [0.5])
      }
      #expect(answers[0] == answers[1] && answers[1] == answers[2])
    }
    let plan = FlowPlan(asked, of: region, roughlyHeld: 1)
    #expect(plan.batches.count == 3)
    #expect(plan.places < asked.count * 2)
  }

  /// In = out + stayed, recounted from the answers; the check inside would have thrown.
  @Test func `nobody vanishes or appears, in any replicate`() throws {
    let region = try region()
    let all = [0, 1, 2]
    let asked = [
      FlowMeasure(FlowMeasure.stock(of: Array(0..<5), in: all)),
      FlowMeasure(FlowMeasure.stock(of: [0, 1, 2], in: all)),
      FlowMeasure(
        all.flatMap { unit in
          [0, 2].map { .init(unit: unit, part: .inflow(state: $0)) }
        }),
      FlowMeasure(FlowMeasure.flow(along: Array(0..<10), in: all)),
    ].map { FlowQuestion($0, keepsPaths: true) }
    for noise in [FlowProjection.Noise.everything, .parameters] {
      let answers = try region.simulate(asked, replicates: 500, seed: 2, noise: noise)
      let paths = try answers.map { try $0.definedPaths() }
      for year in 0..<5 {
        for r in 0..<500 {
          expectClose(
            paths[0][year][r], paths[3][year][r] + paths[2][year][r], relative: 1e-12)
          if year > 0 {
            expectClose(paths[3][year][r], paths[1][year - 1][r], relative: 1e-12)
          }
          if noise == .everything { #expect(paths[1][year][r].rounded() == paths[1][year][r]) }
          #expect(paths[1][year][r] >= 0)
        }
      }
    }
  }

  @Test func `a total is the sum of its parts in each replicate`() throws {
    let region = try region()
    for noise in [FlowProjection.Noise.everything, .parameters] {
      let asked = [[0], [1], [2], [0, 1, 2]].map {
        FlowQuestion(FlowMeasure(FlowMeasure.flow(along: [8], in: $0)), keepsPaths: true)
      }
      let paths = try region.simulate(asked, replicates: 200, seed: 2, noise: noise).map {
        try $0.definedPaths()
      }
      for year in 0..<5 {
        for r in 0..<200 {
          expectClose(
            paths[3][year][r], (0..<3).reduce(0) { $0 + paths[$1][year][r] }, relative: 1e-12)
        }
      }
    }
  }

  @Test func `units that share rates move together, others do not`() throws {
    let nobody = SmallFlows.inflow(SmallFlows.nobody, SmallFlows.nobody, years: 1)
    let rates = try SmallFlows.uncertainRates(20)
    let projection = try FlowProjection(
      rates: [rates, rates],
      units: [0, 0, 1].enumerated().map {
        .init(number: $0, start: [1_000, 0, 0, 0, 0], inflow: nobody, rates: $1)
      }, horizon: 1)
    let asked = (0..<3).map { FlowQuestion(SmallFlows.stock(1, in: [$0]), keepsPaths: true) }
    let paths = try projection.simulate(
      asked, replicates: 2_000, seed: 1, noise: .parameters
    ).map { try $0.definedPaths()[0] }
    #expect(paths[0] == paths[1])
    let correlation = zip(paths[0], paths[2]).reduce(0) { $0 + ($1.0 - 750) * ($1.1 - 750) }
    let square = paths[0].reduce(0) { $0 + ($1 - 750) * ($1 - 750) }
    expectClose(correlation / square, 0, absolute: 4 / 2_000.0.squareRoot())
  }

  @Test func `forward and by worth are two routes to the same numbers`() throws {
    let region = try region()
    let asked = questions() + questions([2]) + [FlowQuestion(SmallFlows.stock(3, in: [1]))]
    let routes = try [true, false].map { isForward in
      var simulation = FlowSimulation(
        region, questions: asked, replicates: 203, seed: 3, noise: .parameters, threads: 1,
        roughlyHeld: 100)
      simulation.isForward = isForward
      return try FlowProjection.answers(simulation, to: asked, [0.1, 0.5])
    }
    for (first, second) in zip(routes[0], routes[1]) {
      for (a, b) in zip(first.years, second.years) {
        expectClose(try #require(a.mean), try #require(b.mean), relative: 1e-12)
        expectClose(a.quantiles[0], b.quantiles[0], relative: 1e-12)
      }
    }
  }

  /// Given the same draws of what is not known, a thousand times the pupils scatter a thousandth as much.
  @Test func `whole pupils scatter around what is expected of their replicate`() throws {
    let projection = try FlowProjection(
      rates: [SmallFlows.uncertainRates(20)],
      units: [
        .init(
          number: 0, start: [0...10_000_000, 0...0, 20_000_000...20_000_000, 0...0, 0...0],
          inflow: SmallFlows.inflow(
            .poisson(.logNormal(location: 14, spread: 0.4)), .draws([1_000_000, 0]), years: 3))
      ], horizon: 3)
    let asked = (0..<5).map { FlowQuestion(SmallFlows.stock($0), keepsPaths: true) }
    let whole = try projection.simulate(asked, replicates: 60, seed: 4)
    let expected = try projection.simulate(asked, replicates: 60, seed: 4, noise: .parameters)
    for (a, b) in zip(whole, expected) {
      for year in 0..<3 {
        for (x, y) in zip(try a.definedPaths()[year], try b.definedPaths()[year]) {
          expectClose(x, y, absolute: 6 * y.squareRoot())
        }
      }
    }
  }

  @Test func `other names for the same states change no distribution`() throws {
    // c, a, b instead of a, b, c; the exits first.
    let order = [3, 4, 2, 0, 1]
    let place = order.indices.map { state in order.firstIndex(of: state) ?? 0 }
    let space = try SmallFlows.space()
    let other = try StateSpace(
      states: order.map { space.states[$0] },
      transitions: space.transitions.map { .init(from: place[$0.from], to: place[$0.to]) })
    let rates = try SmallFlows.fixedRates()
    let rows = other.states.indices.map { state -> TransitionRates.Row in
      guard case .fixed(let old) = rates.rows[order[state]] else { return .fixed([]) }
      return .fixed(
        other.destinations[state].map { to in
          old[space.destinations[order[state]].firstIndex(of: order[to]) ?? 0]
        })
    }
    let renamed = try FlowProjection(
      rates: [TransitionRates(space: other, rows: rows)],
      units: [
        .init(
          number: 0, start: order.map { [40, 30, 20, 0, 0][$0] },
          inflow: [[FlowProjection.Inflow]](
            repeating: order.map { $0 == 0 ? .poisson(.known(12)) : .fixed(0) }, count: 3))
      ], horizon: 3)
    let plain = try FlowProjection(
      rates: [rates],
      units: [
        .init(
          number: 0, start: [40, 30, 20, 0, 0],
          inflow: SmallFlows.inflow(.poisson(.known(12)), SmallFlows.nobody, years: 3))
      ], horizon: 3)
    let a = try plain.moments(of: [0], draws: 2, seed: 1).years[2]
    let b = try renamed.moments(of: [0], draws: 2, seed: 1).years[2]
    for i in 0..<5 {
      expectClose(b.mean[place[i]], a.mean[i], relative: 1e-12)
      for j in 0..<5 {
        expectClose(b.covariance[place[i], place[j]], a.covariance[i, j], absolute: 1e-12)
      }
    }
  }

  @Test func `two equal units are as one twice as large, and twice the pupils twice the numbers`()
    throws
  {
    func projection(_ starts: [[Int]], _ mean: Double) throws -> FlowProjection {
      try FlowProjection(
        rates: [SmallFlows.uncertainRates()],
        units: starts.enumerated().map {
          .init(
            number: $0, start: $1,
            inflow: SmallFlows.inflow(.poisson(.known(mean)), .fixed(0), years: 4))
        }, horizon: 4)
    }
    let (small, large) = ([40, 30, 20, 0, 0], [80, 60, 40, 0, 0])
    let two = try projection([small, small], 6).moments(of: [0, 1], draws: 200, seed: 1)
    let one = try projection([large], 12).moments(of: [0], draws: 200, seed: 1)
    for (a, b) in zip(two.years, one.years) {
      for i in 0..<5 {
        expectClose(a.mean[i], b.mean[i], relative: 1e-12)
        expectClose(a.covariance[i, i], b.covariance[i, i], relative: 1e-10)
      }
    }
    let asked = [FlowQuestion(SmallFlows.stock(3), keepsPaths: true)]
    let half = try projection([small], 6).simulate(
      asked, replicates: 50, seed: 1, noise: .parameters)
    let whole = try projection([large], 12).simulate(
      asked, replicates: 50, seed: 1, noise: .parameters)
    let (small50, large50) = (try half[0].definedPaths(), try whole[0].definedPaths())
    for year in 0..<4 {
      for r in 0..<50 {
        expectClose(large50[year][r], 2 * small50[year][r], relative: 1e-12)
      }
    }
  }

  @Test func `events, quantiles and undefined ratios are counted from the paths`() throws {
    let region = try region()
    let answer = try region.simulate(
      questions([2]), replicates: 400, seed: 5, probabilities: [0.5])[1]
    let paths = try #require(answer.paths)
    func reaches(_ value: Double?, _ threshold: Double) -> Bool {
      value.map { $0 >= threshold } ?? false
    }
    func share(_ isTrue: ([Double?]) -> Bool) -> Double {
      Double((0..<400).filter { r in isTrue(paths.map { $0[r] }) }.count) / 400
    }
    #expect(answer.events[0] == share { reaches($0[2], 0.6) })
    #expect(
      answer.events[1]
        == share { path in (0..<4).contains { reaches(path[$0], 0.6) && reaches(path[$0 + 1], 0.6) }
        })
    #expect(answer.events[2] == share { $0.allSatisfy { reaches($0, 0.5) } })
    for year in 0..<5 {
      let defined = paths[year].compactMap(\.self).sorted()
      #expect(answer.years[year].undefined == 400 - defined.count)
      #expect(answer.years[year].quantiles == [defined[(defined.count + 1) / 2 - 1]])
    }
    #expect(answer.years.contains { $0.undefined > 0 })
    // Nobody at all: defined nowhere.
    let empty = try FlowProjection(
      rates: [SmallFlows.fixedRates()],
      units: [
        .init(
          number: 0, start: [0, 0, 0, 0, 0],
          inflow: SmallFlows.inflow(.fixed(0), .fixed(0), years: 1))
      ], horizon: 1)
    let leavers = FlowMeasure.flow(along: [8], in: [0])
    let year = try empty.simulate(
      [FlowQuestion(FlowMeasure(ratioOf: leavers, to: leavers))], replicates: 10, seed: 1)[0].years[
        0]
    #expect(year.mean == nil && year.quantiles.isEmpty && year.undefined == 10)
  }

  @Test func `drifting rates carry both kinds of noise`() throws {
    let space = try SmallFlows.space()
    let walk = LogRatioWalk(
      level: [0.5, 0.2, 1], slope: [0.1, 0, -0.1],
      factor: Matrix.diagonal([Double](repeating: 0.05, count: 6)),
      innovationFactor: .diagonal([0.1, 0.1, 0.1]), damping: 0.9)
    let rates = try TransitionRates(
      space: space,
      rows: [
        .fixed(SmallFlows.rows[0]), .fixed(SmallFlows.rows[1]), .drifting(walk), .fixed([]),
        .fixed([]),
      ])
    let region = try region(own: rates)
    let moments = try region.moments(of: [2], draws: 1_600, seed: 1)
    let asked = (0..<5).map { FlowQuestion(SmallFlows.stock($0, in: [2])) }
    for noise in [FlowProjection.Noise.everything, .parameters] {
      let answers = try region.simulate(asked, replicates: 1_600, seed: 1, noise: noise)
      for (state, answer) in answers.enumerated() {
        let year = moments.years[4]
        let deviation = year.covariance[state, state].squareRoot()
        expectClose(
          try #require(answer.years[4].mean), year.mean[state], absolute: 6 * deviation / 40)
        if noise == .everything {
          expectClose(
            try #require(answer.years[4].standardDeviation), deviation, relative: 0.08)
        }
      }
    }
  }
}
