import Foundation
import TestSupport
import Testing

@testable import Models

@Suite struct TransitionTestTests {
  private static let reference = try? ReferenceNumbers("ModelsTests", "transitions.txt")

  @Test func `stationarity gives R's statistics and probabilities`() throws {
    let reference = try #require(Self.reference)
    let test = try TransitionTest.stationarity(SmallVMBO.table())
    expectClose(test.likelihoodRatio.statistic, reference["stationarity"][0], relative: 1e-12)
    expectClose(test.chiSquared.statistic, reference["stationarity"][1], relative: 1e-12)
    #expect(test.likelihoodRatio.degreesOfFreedom == 8)
    expectClose(test.likelihoodRatio.pValue, reference["stationarity"][3], relative: 1e-10)
    expectClose(test.chiSquared.pValue, reference["stationarity"][4], relative: 1e-10)
    expectClose(test.parts[0].chiSquared.statistic, reference["chisq.test3"][0], relative: 1e-12)
    // nnet's deviances are those of an iterative fit.
    expectClose(test.parts[0].likelihoodRatio.statistic, reference["deviance3"][0], relative: 1e-6)
    #expect(test.cells == 18 && test.smallExpected == 2)
    #expect(test.pValue == test.bootstrapPValue)
    expectClose(try #require(test.bootstrapPValue), test.likelihoodRatio.pValue, absolute: 0.06)
  }

  @Test func `schools are compared as years are, and two alike differ nothing`() throws {
    let years = zip(SmallVMBO.three, SmallVMBO.four).map { [$0, $1] }
    let schools = try years.map { try SmallVMBO.table([$0]) }
    let test = try TransitionTest.homogeneity(schools)
    let stationarity = try TransitionTest.stationarity(SmallVMBO.table())
    expectClose(
      test.likelihoodRatio.statistic, stationarity.likelihoodRatio.statistic, relative: 1e-12)
    let same = try TransitionTest.homogeneity([SmallVMBO.table(), SmallVMBO.table()])
    expectClose(same.likelihoodRatio.statistic, 0, absolute: 1e-10)
    expectClose(same.pValue, 1, absolute: 1e-10)
    // Each school's years are taken together.
    #expect(same.likelihoodRatio.degreesOfFreedom == 4)
  }

  @Test func `independence is R's, with structural zeros and without`() throws {
    let reference = try #require(Self.reference)
    let quasi = try TransitionTest.independence(SmallVMBO.table())
    expectClose(quasi.likelihoodRatio.statistic, reference["quasi"][0], relative: 1e-9)
    expectClose(quasi.chiSquared.statistic, reference["quasi"][1], relative: 1e-9)
    #expect(quasi.likelihoodRatio.degreesOfFreedom == 1)
    #expect(quasi.bootstrapPValue == nil)
    let space = try StateSpace(
      states: ["a", "b", "c", "d", "e"].map(StateSpace.State.init),
      transitions: [0, 1].flatMap { from in
        [2, 3, 4].map { StateSpace.Transition(from: from, to: $0) }
      })
    let full = try FlowTable(
      space: space,
      years: [[.init(counts: [20, 30, 50]), .init(counts: [35, 25, 40]), nil, nil, nil]])
    let test = try TransitionTest.independence(full)
    expectClose(test.likelihoodRatio.statistic, reference["independence"][0], relative: 1e-9)
    expectClose(test.chiSquared.statistic, reference["independence"][1], relative: 1e-9)
    expectClose(test.likelihoodRatio.pValue, reference["independence"][3], relative: 1e-9)
  }

  @Test func `a second order shows, a first order does not`() throws {
    let space = try SmallVMBO.space()
    // Of leerjaar 4, those who came from 3 and those who repeated: the same rates, then other ones.
    func counts(_ repeaters: [Int]) -> [[[Int]]] {
      var counts = [[[Int]]](
        repeating: [[Int]](repeating: [0, 0, 0, 0], count: 4), count: 4)
      counts[0][1] = [0, 12, 240, 48]
      counts[1][1] = [0] + repeaters
      return counts
    }
    let same = try TransitionTest.secondOrder(space: space, counts: counts([4, 80, 16]))
    expectClose(same.likelihoodRatio.statistic, 0, absolute: 1e-10)
    #expect(same.likelihoodRatio.degreesOfFreedom == 2)
    let other = try TransitionTest.secondOrder(space: space, counts: counts([20, 50, 30]))
    #expect(other.pValue < 0.001)
    #expect(throws: EstimationError.nothingToCompare) {
      try TransitionTest.secondOrder(space: space, counts: Array(counts([0, 0, 0])))
    }
    #expect(throws: EstimationError.shape(year: 0, state: nil)) {
      try TransitionTest.secondOrder(space: space, counts: [[[1]]])
    }
  }

  @Test func `with small counts the simulated probability is right more often than chi-squared`()
    throws
  {
    // Ten years of six pupils: tests of a true hypothesis at 5 %.
    var (simulated, asymptotic) = (0, 0)
    let rates = [0.1, 0.8, 0.1]
    for replicate in 0..<60 {
      var generator = Philox(seed: 5, stream: UInt64(replicate))
      let years = (0..<10).map { _ in
        [Multinomial(trials: 6, probabilities: rates).draw(using: &generator), [0, 1, 0]]
      }
      guard
        let test = try? TransitionTest.stationarity(
          SmallVMBO.table(years), replicates: 99, seed: 9)
      else { continue }
      if try #require(test.bootstrapPValue) <= 0.2 { simulated += 1 }
      if test.likelihoodRatio.pValue <= 0.2 { asymptotic += 1 }
    }
    // 12 of 60 expected, standard error 3.
    #expect(abs(simulated - 12) <= 12, "\(simulated) and \(asymptotic)")
  }

  @Test func `bounded cells, one year and other spaces are refused`() throws {
    let space = try SmallVMBO.space()
    let row = FlowTable.Row(counts: [1...4, 20...20, 3...3])
    #expect(throws: EstimationError.boundedCells(year: 1, state: "leerjaar 3")) {
      try TransitionTest.stationarity(
        FlowTable(
          space: space,
          years: [[.init(counts: [1, 20, 3]), nil, nil, nil], [row, nil, nil, nil]]))
    }
    #expect(throws: EstimationError.nothingToCompare) {
      try TransitionTest.stationarity(SmallVMBO.table([[[1, 20, 3], [1, 9, 2]]]))
    }
    #expect(throws: EstimationError.nothingToCompare) { try TransitionTest.homogeneity([]) }
    let other = try StateSpace(
      states: [.init(name: "a"), .init(name: "b")], transitions: [.init(from: 0, to: 1)])
    #expect(throws: EstimationError.differentSpaces(group: 1)) {
      try TransitionTest.homogeneity([
        SmallVMBO.table(), FlowTable(space: other, years: [[.init(counts: [3]), nil]]),
      ])
    }
  }
}
