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
    settings.draws = 40
    return try RecoveryTable(settings)
  }

  /// Within 2 points and four standard errors, the rates of one replicate counted as `independent`.
  private func expectCoverage(
    _ table: RecoveryTable, _ estimator: RecoveryTable.Estimator, independent: Double
  ) throws {
    let row = try #require(table.rows.first { $0.estimator == estimator && $0.from == nil })
    let n = independent * Double(table.settings.replicates)
    for (share, probability) in [(row.coverage80, 0.8), (row.coverage95, 0.95)] {
      let error = (probability * (1 - probability) / n).squareRoot()
      #expect(
        abs(share - probability) < 0.02 + 4 * error, "\(estimator): \(share) for \(probability)")
    }
    #expect(abs(row.bias) < 0.01 + 4 * row.biasError, "\(estimator): bias \(row.bias)")
  }

  @Test func `flows, withheld and known`() throws {
    let table = try table([.flows], replicates: 12)
    for estimator in [
      RecoveryTable.Estimator.flowsJeffreys, .flowsWilson, .flowsDirichlet,
    ] { try expectCoverage(table, estimator, independent: 4) }
    #expect(table.rows.filter { $0.estimator == .flowsJeffreys }.count == 8)
    #expect(table.lines.count == table.rows.count)
    #expect(table.lines.allSatisfy { $0.count <= 80 })
    #expect(try self.table([.flows], replicates: 12) == table)
  }

  /// At one level `PoolingCoverageTests` asks the same of ``SharePooling``.
  @Test func `pooled at two levels`() throws {
    var settings = RecoveryTable.Settings()
    settings.scenarios = [.nested]
    (settings.replicates, settings.regions, settings.schools) = (1, 2, 2)
    (settings.pupils, settings.years) = (15, 2)
    let table = try RecoveryTable(settings)
    for estimator in [RecoveryTable.Estimator.nestedPosterior, .nestedDirichlet] {
      try expectCoverage(table, estimator, independent: 4)
    }
  }

  @Test func `stocks alone`() throws {
    let table = try table([.stocks], replicates: 3)
    for estimator in [
      RecoveryTable.Estimator.stocksWeighted, .stocksPosterior, .progressionNCES,
    ] { try expectCoverage(table, estimator, independent: 1) }
  }

  @Test func `rates that wander`() throws {
    let table = try table([.drifting], replicates: 3)
    for estimator in [RecoveryTable.Estimator.driftingNow, .driftingAhead] {
      try expectCoverage(table, estimator, independent: 3)
    }
  }
}
