import Foundation
import TestSupport
import Testing

@testable import Models

/// Estimators find what is known, on simulated regions. The large run is in
/// `Reference/transition-recovery.txt`, with its settings.
@Suite struct RecoveryTableTests {
  private func table(
    _ scenarios: [RecoveryTable.Scenario], replicates: Int
  ) throws -> RecoveryTable {
    var settings = RecoveryTable.Settings()
    settings.scenarios = scenarios
    settings.replicates = replicates
    settings.regions = 2
    settings.schools = 3
    settings.draws = 60
    settings.stockYears = 8
    settings.futures = 99
    return try RecoveryTable(settings)
  }

  /// Within 2 points and four standard errors, with so many independent questions a replicate: rates of one
  /// row, and stocks of one future, go together.
  private func expectCoverage(
    _ table: RecoveryTable, _ estimator: RecoveryTable.Estimator,
    _ subject: RecoveryTable.Subject = .rates, independent: Double
  ) throws {
    let row = try #require(
      table.rows.first { $0.estimator == estimator && $0.subject == subject })
    let n = independent * Double(table.settings.replicates)
    for (share, probability) in [(row.coverage80, 0.8), (row.coverage95, 0.95)] {
      let error = (probability * (1 - probability) / n).squareRoot()
      #expect(
        abs(try #require(share) - probability) < 0.02 + 4 * error,
        "\(estimator) \(subject.name): \(share ?? -1) for \(probability)")
    }
    // A rate: a point of bias is allowed besides. Pupils: one in a hundred. One replicate has no error.
    let allowed = subject.isStock ? 0.01 * row.truth : 0.01
    #expect(
      abs(row.bias) < allowed + 4 * row.biasError || n == independent,
      "\(estimator) \(subject.name): bias \(row.bias)")
  }

  @Test func `flows, withheld and known, and what is projected with them`() throws {
    let table = try table([.flows], replicates: 8)
    for estimator in [
      RecoveryTable.Estimator.flowsJeffreys, .flowsWilson, .flowsDirichlet,
    ] { try expectCoverage(table, estimator, independent: 4) }
    for years in [1, 3, 5] {
      try expectCoverage(table, .flowsDirichlet, .stocks(ahead: years), independent: 3)
    }
    #expect(table.rows.filter { $0.estimator == .flowsJeffreys }.count == 8)
    // Three times all, the total and five states.
    #expect(table.rows.filter { $0.estimator == .flowsDirichlet }.count == 8 + 3 * 7)
    #expect(table.lines.count == table.rows.count)
    #expect(table.lines.allSatisfy { $0.count <= 80 })
    #expect(try self.table([.flows], replicates: 1) == self.table([.flows], replicates: 1))
  }

  @Test func `pooled at one level and at two`() throws {
    var settings = RecoveryTable.Settings()
    settings.scenarios = [.pooled, .nested]
    (settings.replicates, settings.regions, settings.schools) = (1, 2, 2)
    (settings.pupils, settings.years, settings.futures) = (15, 1, 99)
    let table = try RecoveryTable(settings)
    for estimator in [
      RecoveryTable.Estimator.pooledPosterior, .pooledDirichlet, .nestedPosterior, .nestedDirichlet,
    ] { try expectCoverage(table, estimator, independent: 4) }
    for estimator in [RecoveryTable.Estimator.pooledDirichlet, .nestedDirichlet] {
      try expectCoverage(table, estimator, .stocks(ahead: 3), independent: 3)
    }
  }

  @Test func `stocks alone: three estimates, and the intervals of their posterior`() throws {
    let table = try table([.stocks], replicates: 4)
    try expectCoverage(table, .stocksPosterior, independent: 1.5)
    try expectCoverage(table, .stocksPosterior, .stocks(ahead: 3), independent: 1.5)
    try expectCoverage(table, .progressionNCES, independent: 1)
    for estimator in [
      RecoveryTable.Estimator.stocksLeastSquares, .stocksWeighted, .stocksLikelihood,
    ] {
      let rows = table.rows.filter { $0.estimator == estimator }
      #expect(rows.count == 8 && rows.allSatisfy { $0.coverage95 == nil && $0.width == nil })
      // The estimate that is farthest off has a standard error of 0.04: four of the mean of four.
      #expect(rows.allSatisfy { abs($0.bias) < 0.08 })
    }
  }

  @Test func `rates that wander`() throws {
    let table = try table([.drifting], replicates: 3)
    for estimator in [RecoveryTable.Estimator.driftingNow, .driftingAhead] {
      try expectCoverage(table, estimator, independent: 3)
    }
    try expectCoverage(table, .driftingWalk, .stocks(ahead: 3), independent: 3)
  }
}
