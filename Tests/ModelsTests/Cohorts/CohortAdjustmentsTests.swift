import Foundation
import Models
import TestSupport
import Testing

/// What is assumed in place of the fit: laws that hold path by path, because the random numbers are the
/// same.
@Suite struct CohortAdjustmentsTests {
  private static let paths = 400
  private static let horizon = 4
  let fit: CohortFit

  init() throws {
    var observations: [CohortProjection.Observation] = []
    for (s, count) in [40.0, 25, 12].enumerated() {
      observations.append(.init(series: [s], period: 0, stages: [.first], count: count / 2))
      observations.append(.init(series: [s], period: 0, stages: [.second], count: count / 2))
      for period in 1...4 {
        observations.append(
          .init(
            series: [s], period: period, stages: [.first, .second],
            count: count + Double(period % 2)))
      }
    }
    fit = try CohortProjection(series: [0, 0, 1].map { .init(group: $0, firstPeriod: -2) }).fit(
      observations)
  }

  private func project(_ adjustments: CohortAdjustments?) -> CohortPaths {
    fit.project(horizon: Self.horizon, paths: Self.paths, seed: 5, adjustments: adjustments)
  }

  private func steps(
    added: Int = 0, _ change: (Int, inout CohortAdjustments.Step) -> Void
  ) -> CohortAdjustments {
    var adjustments = CohortAdjustments(
      added: added,
      steps: Array(repeating: .init(series: 3 + added), count: Self.horizon))
    for h in 0..<Self.horizon { change(h, &adjustments.steps[h]) }
    return adjustments
  }

  private func numbers(
    _ paths: CohortPaths, _ series: [Int], _ stage: CohortProjection.Stage, _ horizon: Int
  ) -> [Int] {
    paths.total(series: series, stages: [stage], horizon: horizon)
  }

  @Test func `adjustments that change nothing change no number of any path`() {
    #expect(project(steps { _, _ in }) == project(nil))
    // One step stands for all.
    #expect(project(CohortAdjustments(steps: [.init(series: 3)])) == project(nil))
  }

  @Test func `a series whose intake changes leaves all others as they were, path by path`() {
    let base = project(nil)
    let less = project(steps { _, step in step.factors[0] = 0.7 })
    for h in 1...Self.horizon {
      for stage in CohortProjection.Stage.allCases {
        #expect(numbers(less, [1, 2], stage, h) == numbers(base, [1, 2], stage, h))
      }
      let (now, then) = (numbers(less, [0], .first, h), numbers(base, [0], .first, h))
      #expect(zip(now, then).allSatisfy { $0 <= $1 })
    }
    // Those who are there already are not touched: the first two exam years are theirs.
    for h in 1...2 { #expect(numbers(less, [0], .leaving, h) == numbers(base, [0], .leaving, h)) }
  }

  @Test(arguments: [0.0, 0.5, 1.6])
  func `a factor on the intake is a factor on its mean`(factor: Double) {
    let base = CohortPaths.mean(of: numbers(project(nil), [0], .first, 3))
    let draws = numbers(project(steps { _, step in step.factors[0] = factor }), [0], .first, 3)
    let mean = CohortPaths.mean(of: draws)
    // Given the level, both are Poisson and share what they can: the difference of the means has at
    // most the variance of the pupils added or taken.
    let error = (abs(1 - factor) * base * max(1, factor) / Double(Self.paths)).squareRoot()
    #expect(abs(mean - factor * base) <= 4 * error + 1e-9)
  }

  @Test func `a number in place of the forecast is a Poisson mean in every path`() {
    let paths = project(steps { _, step in step.numbers[2] = 30 })
    let draws = numbers(paths, [2], .first, 2).map(Double.init)
    let mean = draws.reduce(0, +) / Double(draws.count)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws.count - 1)
    #expect(abs(mean - 30) < 4 * (30 / Double(Self.paths)).squareRoot())
    // The variance of a variance of Poisson numbers is about (2λ² + λ)/n.
    #expect(abs(variance - 30) < 4 * ((2 * 900 + 30) / Double(Self.paths)).squareRoot())
  }

  @Test func `when a series moves to another whole, nobody is lost or made`() {
    let base = project(nil)
    let move = CohortAdjustments.Move(from: 2, to: 0, share: 1)
    let moved = project(
      steps { h, step in
        if h == 1 { step.pupilMoves = [move] }
        if h >= 1 { step.intakeMoves = [move] }
      })
    for h in 1...Self.horizon {
      // The intakes are other Poisson numbers of the same mean.
      let (now, then) = (
        CohortPaths.mean(of: numbers(moved, [0, 2], .first, h)),
        CohortPaths.mean(of: numbers(base, [0, 2], .first, h))
      )
      #expect(abs(now - then) < 4 * (2 * then / Double(Self.paths)).squareRoot())
    }
    #expect(numbers(moved, [2], .first, 2).allSatisfy { $0 == 0 })
    // Second stage in the period of the move: the same pupils at the other place.
    #expect(numbers(moved, [2], .second, 2).allSatisfy { $0 == 0 })
    // Those about to leave left before, from where they were.
    #expect(numbers(moved, [2], .leaving, 2) == numbers(base, [2], .leaving, 2))
    #expect(numbers(moved, [2], .leaving, 3).allSatisfy { $0 == 0 })
    #expect(
      numbers(moved, [0], .leaving, 3).reduce(0, +) > numbers(base, [0], .leaving, 3).reduce(0, +))
  }

  @Test func `those who move away are gone, and an added series has only what comes to it`() {
    let paths = project(
      steps(added: 1) { h, step in
        if h >= 2 {
          step.intakeMoves = [
            .init(from: 1, to: nil, share: 0.75), .init(from: 1, to: 3, share: 0.25),
          ]
        }
      })
    #expect(paths.series == 4)
    for h in 1...2 {
      for stage in CohortProjection.Stage.allCases {
        #expect(numbers(paths, [3], stage, h).allSatisfy { $0 == 0 })
      }
    }
    #expect(numbers(paths, [1], .first, 3).allSatisfy { $0 == 0 })
    let (own, base) = (
      CohortPaths.mean(of: numbers(paths, [3], .first, 3)),
      CohortPaths.mean(of: numbers(project(nil), [1], .first, 3))
    )
    #expect(abs(own - base / 4) < 4 * (base / 4 / Double(Self.paths)).squareRoot() + 0.2)
    #expect(numbers(paths, [3], .second, 4).contains { $0 > 0 })
  }

  @Test func `a passage changes those who pass, then and later, and nobody's intake`() {
    let base = project(nil)
    let paths = project(
      steps { h, step in
        if h == 1 { step.second = 0 }
      })
    for h in 1...Self.horizon {
      #expect(numbers(paths, [0, 1, 2], .first, h) == numbers(base, [0, 1, 2], .first, h))
    }
    #expect(numbers(paths, [0, 1, 2], .second, 2).allSatisfy { $0 == 0 })
    #expect(numbers(paths, [0, 1, 2], .leaving, 2) == numbers(base, [0, 1, 2], .leaving, 2))
    #expect(numbers(paths, [0, 1, 2], .leaving, 3).allSatisfy { $0 == 0 })
    #expect(numbers(paths, [0, 1, 2], .second, 3) == numbers(base, [0, 1, 2], .second, 3))
    #expect(numbers(paths, [0, 1, 2], .leaving, 4) == numbers(base, [0, 1, 2], .leaving, 4))
  }

  @Test func `a count of less weight moves the fit less, and none of weight 1`() throws {
    func middle(_ weight: Double?) throws -> Double {
      var observations = [
        CohortProjection.Observation(series: [0], period: 0, stages: [.first], count: 20),
        CohortProjection.Observation(series: [0], period: 0, stages: [.second], count: 20),
        CohortProjection.Observation(series: [0], period: 1, stages: [.first, .second], count: 40),
      ]
      if let weight {
        var last = CohortProjection.Observation(
          series: [0], period: 2, stages: [.first, .second], count: 80)
        last.weight = weight
        observations.append(last)
      }
      let fit = try CohortProjection(series: [.init(group: 0, firstPeriod: -2)]).fit(observations)
      return try fit.estimate(series: [0], period: 1, stages: [.first]).mean
    }
    let (full, half, little) = (try middle(1), try middle(0.3), try middle(0.01))
    #expect(full > half && half > little)
    #expect(throws: CohortError.invalidWeight(observation: 3)) { try middle(0) }
    #expect(throws: CohortError.invalidWeight(observation: 3)) { try middle(.nan) }
  }
}
