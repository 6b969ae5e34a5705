import LinearAlgebra
import TestSupport
import Testing

@testable import Models

/// What is held between units, and what units do not share.
@Suite struct FlowHeldSumsTests {
  /// Four units without anything in common but their states.
  private func region(rates: [TransitionRates], years: Int = 3) throws -> FlowProjection {
    try FlowProjection(
      rates: rates,
      units: (0..<4).map { unit in
        .init(
          number: unit, start: [30 + 10 * unit, 12, 20, 0, 0],
          inflow: SmallFlows.inflow(.draws([4, 9, 2, 7, 5]), SmallFlows.nobody, years: years),
          rates: min(unit, rates.count - 1))
      }, horizon: years)
  }

  @Test func `a ratio over units far apart is that of their own numbers, in the smallest batches`()
    throws
  {
    let region = try region(rates: [SmallFlows.uncertainRates()])
    let asked = [
      FlowQuestion(
        FlowMeasure(
          ratioOf: FlowMeasure.stock(of: [0], in: [0]), to: FlowMeasure.stock(of: [1], in: [3])),
        keepsPaths: true),
      FlowQuestion(SmallFlows.stock(0, in: [0]), keepsPaths: true),
      FlowQuestion(SmallFlows.stock(2, in: [1]), keepsPaths: true),
      FlowQuestion(SmallFlows.stock(2, in: [2]), keepsPaths: true),
      FlowQuestion(SmallFlows.stock(1, in: [3]), keepsPaths: true),
    ]
    for noise in [FlowProjection.Noise.everything, .parameters] {
      let answers = try FlowProjection.answers(
        FlowSimulation(
          region, questions: asked, replicates: 60, seed: 3, noise: noise, threads: 2,
          roughlyHeld: 1), to: asked, [0.5])
      let (above, below) = (try answers[1].definedPaths(), try answers[4].definedPaths())
      let ratios = try #require(answers[0].paths)
      for h in above.indices {
        for r in above[h].indices {
          if below[h][r] == 0 {
            #expect(ratios[h][r] == nil)
          } else {
            expectClose(try #require(ratios[h][r]), above[h][r] / below[h][r], relative: 1e-14)
          }
        }
      }
    }
  }

  @Test func `replicate r takes number r of a list of inflows, in every unit and year`() throws {
    let region = try region(rates: [SmallFlows.uncertainRates()])
    let asked = (0..<4).map { unit in
      FlowQuestion(
        FlowMeasure([.init(unit: unit, part: .inflow(state: 0))]), keepsPaths: true)
    }
    let list = [4.0, 9, 2, 7, 5]
    for answer in try region.simulate(asked, replicates: 23, seed: 1) {
      for year in try answer.definedPaths() {
        #expect(year == (0..<23).map { list[$0 % 5] })
      }
    }
  }

  @Test func `rates that drift at two places wander by themselves`() throws {
    let walk = LogRatioWalk(
      level: [0.5, 0.2, 1], slope: [0, 0, 0],
      factor: Matrix.diagonal([Double](repeating: 1e-6, count: 6)),
      innovationFactor: .diagonal([0.6, 0.6, 0.6]), damping: 1)
    func rates() throws -> TransitionRates {
      try TransitionRates(
        space: SmallFlows.space(),
        rows: [
          .fixed(SmallFlows.rows[0]), .fixed(SmallFlows.rows[1]), .drifting(walk), .fixed([]),
          .fixed([]),
        ])
    }
    let region = try region(rates: [rates(), rates()])
    let replicates = 2_000
    // Technical mbo from c, expected numbers: their spread is that of the rates.
    let asked = [0, 1, 2].map { unit in
      FlowQuestion(FlowMeasure(FlowMeasure.flow(along: [8], in: [unit])), keepsPaths: true)
    }
    let paths = try region.simulate(
      asked, replicates: replicates, seed: 2, noise: .parameters
    ).map { try $0.definedPaths()[0] }
    func correlation(_ x: [Double], _ y: [Double]) -> Double {
      let n = Double(x.count)
      let (a, b) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
      let xy = zip(x, y).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) }
      let xx = x.reduce(0) { $0 + ($1 - a) * ($1 - a) }
      let yy = y.reduce(0) { $0 + ($1 - b) * ($1 - b) }
      return xy / (xx * yy).squareRoot()
    }
    // Units 1 and 2 name the same place of rates, unit 0 another; four standard errors of no correlation.
    #expect(abs(correlation(paths[0], paths[1])) < 4 / Double(replicates).squareRoot())
    expectClose(correlation(paths[1], paths[2]), 1, absolute: 1e-9)
  }
}
