import Foundation
import Testing

@testable import Models

/// Intervals hold the truth as often as they say, on groups made from the model.
///
/// The quick form runs always. The large one, whose figures are in Reference/pooling-coverage.txt and in
/// the article, runs when DOORSTROOM_COVERAGE gives the number of replicates:
///
///     DOORSTROOM_COVERAGE=60 swift test -c release -Xswiftc -enable-testing \
///       --filter PoolingCoverageTests
@Suite struct PoolingCoverageTests {
  private static let replicates =
    ProcessInfo.processInfo.environment["DOORSTROOM_COVERAGE"].flatMap { Int($0) } ?? 0

  /// Within 2 points and four standard errors of a simulation of that size.
  private func expectCoverage(_ share: Double, fits: Int, _ probability: Double) {
    let error = (probability * (1 - probability) / Double(fits)).squareRoot()
    #expect(abs(share - probability) < 0.02 + 4 * error, "\(share) for \(probability)")
  }

  @Test func `a small simulation: groups and means are covered, and the mean has no bias`() throws {
    for hides in [false, true] {
      let result = try PoolingCoverage.proportions(
        groups: 30, trials: 5...30, mean: 0.3, concentration: 20, hides: hides, replicates: 12,
        seed: 3)
      expectCoverage(result.corrected80, fits: 360, 0.8)
      expectCoverage(result.corrected95, fits: 360, 0.95)
      expectCoverage(Double(result.mean80) / 12, fits: 12, 0.8)
      expectCoverage(Double(result.mean95) / 12, fits: 12, 0.95)
      let bias = result.error / 12
      #expect(abs(bias) < 4 * (result.squaredError / 12).squareRoot() / 12.0.squareRoot())
    }
    let rates = try PoolingCoverage.rates(
      groups: 30, exposures: 5...60, mean: 0.2, shape: 3, hides: true, replicates: 12, seed: 4)
    expectCoverage(rates.corrected80, fits: 360, 0.8)
    expectCoverage(rates.corrected95, fits: 360, 0.95)
    expectCoverage(Double(rates.mean95) / 12, fits: 12, 0.95)
  }

  /// Each setting has a seed of its own, so that their errors are independent.
  @Test(.enabled(if: replicates > 0)) func `the large simulation`() throws {
    var seed: UInt64 = 41
    for (groups, trials, mean, concentration) in [
      (10, 5...30, 0.3, 20.0), (10, 20...100, 0.7, 60), (30, 5...30, 0.3, 20),
      (30, 20...100, 0.1, 15), (30, 20...100, 0.5, 200), (100, 5...60, 0.25, 30),
      (100, 3...12, 0.6, 8), (5, 20...60, 0.4, 20),
    ] {
      for hides in [false, true] {
        seed += 1
        let result = try PoolingCoverage.proportions(
          groups: groups, trials: trials, mean: mean, concentration: concentration, hides: hides,
          replicates: Self.replicates, seed: seed)
        print(
          "proportions", groups, trials, mean, concentration, hides ? "<5" : "known", result.line)
      }
    }
    for (groups, exposures, mean, shape) in [
      (10, 5.0...60, 0.2, 3.0), (30, 5...60, 0.2, 3), (30, 20...200, 0.1, 20),
      (100, 5...60, 0.4, 6), (5, 20...60, 0.4, 4),
    ] {
      for hides in [false, true] {
        seed += 1
        let result = try PoolingCoverage.rates(
          groups: groups, exposures: exposures, mean: mean, shape: shape, hides: hides,
          replicates: Self.replicates, seed: seed)
        print("rates", groups, exposures, mean, shape, hides ? "<5" : "known", result.line)
      }
    }
  }
}
