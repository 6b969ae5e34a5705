import LinearAlgebra
import TestSupport
import Testing

@testable import Models

/// What is refused, and what is said of it.
@Suite struct FlowRefusalTests {
  @Test func `what cannot be projected is refused`() throws {
    let rates = try SmallFlows.fixedRates()
    func error(
      start: [ClosedRange<Int>] = [1...1, 0...0, 0...0, 0...0, 0...0],
      _ a: FlowProjection.Inflow = .fixed(0), d: FlowProjection.Inflow = .fixed(0), years: Int = 2,
      horizon: Int = 2, number: Int = 0, rates place: Int = 0
    ) -> TransitionError? {
      do {
        _ = try FlowProjection(
          rates: [rates],
          units: [
            .init(
              number: number, start: start,
              inflow: [[FlowProjection.Inflow]](
                repeating: [a, .fixed(0), .fixed(0), d, .fixed(0)], count: years), rates: place)
          ], horizon: horizon)
        return nil
      } catch { return error }
    }
    #expect(error() == nil)
    #expect(error(horizon: 0) == .horizon(0) && error(horizon: 21) == .horizon(21))
    #expect(error(years: 1) == .inflowYears(unit: 0, years: 1, horizon: 2))
    #expect(
      error(start: [-1...2, 0...0, 0...0, 0...0, 0...0]) == .stock(unit: 0, state: 0, name: "a"))
    #expect(
      error(start: [1...2, 0...0, 0...0, 3...3, 0...0])
        == .stock(unit: 0, state: 3, name: "technical mbo"))
    #expect(error(start: [1...1]) == .stockCount(unit: 0, count: 1, states: 5))
    let entering = TransitionError.inflow(unit: 0, year: 1, state: 0, name: "a")
    let bad: [FlowProjection.Inflow] = [
      .fixed(-1), .draws([]), .draws([3, -1]), .poisson(.known(-0.5)), .poisson(.known(.nan)),
      .poisson(.gamma(shape: 0, mean: 3)), .poisson(.gamma(shape: 1, mean: .infinity)),
      .poisson(.logNormal(location: 1, spread: -1)), .poisson(.draws([1, .nan])),
      .poisson(.draws([])),
    ]
    for inflow in bad { #expect(error(inflow) == entering, "\(inflow)") }
    #expect(
      error(d: .fixed(2)) == .inflow(unit: 0, year: 1, state: 3, name: "technical mbo"))
    #expect(error(number: -1) == .unitNumber(unit: 0, number: -1))
    #expect(error(rates: 1) == .unitRates(unit: 0, rates: 1))
  }

  @Test func `questions that make no sense are refused by place`() throws {
    let nobody = SmallFlows.inflow(SmallFlows.nobody, SmallFlows.nobody, years: 5)
    let region = try FlowProjection(
      rates: [SmallFlows.fixedRates()],
      units: (0..<3).map { .init(number: $0, start: [1, 0, 0, 0, 0], inflow: nobody) }, horizon: 5)
    let question = FlowQuestion(SmallFlows.stock(0))
    #expect(throws: TransitionError.replicates(0)) {
      try region.simulate([question], replicates: 0, seed: 1)
    }
    #expect(throws: TransitionError.probability(place: 1)) {
      try region.simulate([question], replicates: 1, seed: 1, probabilities: [0, 1.5])
    }
    for measure in [
      FlowMeasure([]), SmallFlows.stock(5), SmallFlows.stock(0, in: [3]),
      FlowMeasure([.init(unit: 0, part: .inflow(state: 3))]),
      FlowMeasure([.init(unit: 0, part: .flow(transition: 10))]),
      FlowMeasure([.init(unit: 0, part: .stock(state: 0), weight: .nan)]),
      FlowMeasure(ratioOf: FlowMeasure.stock(of: [0], in: [0]), to: []),
    ] {
      #expect(throws: TransitionError.measure(question: 1)) {
        try region.simulate([question, FlowQuestion(measure)], replicates: 1, seed: 1)
      }
    }
    for event in [
      FlowEvent.atLeast(.nan, year: 1), .atLeast(1, year: 6), .every(0...2, atLeast: 1),
      .inARow(3, atLeast: 1, within: 2...3), .inARow(0, atLeast: 1, within: 2...3),
    ] {
      #expect(throws: TransitionError.event(question: 0, event: 0)) {
        try region.simulate(
          [FlowQuestion(SmallFlows.stock(0), events: [event])], replicates: 1, seed: 1)
      }
    }
  }

  @Test func `an inflow beyond all bounds is refused in its replicate`() throws {
    let projection = try FlowProjection(
      rates: [SmallFlows.fixedRates()],
      units: [
        .init(
          number: 0, start: [1, 0, 0, 0, 0],
          inflow: SmallFlows.inflow(
            .poisson(.logNormal(location: 800, spread: 0)), .fixed(0), years: 1))
      ], horizon: 1)
    #expect(throws: TransitionError.tooManyPupils(unit: 0, year: 1, replicate: 0)) {
      try projection.simulate([FlowQuestion(SmallFlows.stock(0))], replicates: 100, seed: 1)
    }
  }
}
