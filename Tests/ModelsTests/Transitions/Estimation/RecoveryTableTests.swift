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
    let table = try table([.flows], replicates: 40)
    for estimator in [
      RecoveryTable.Estimator.flowsJeffreys, .flowsWilson, .flowsDirichlet,
    ] { try expectCoverage(table, estimator, independent: 4) }
    #expect(table.rows.filter { $0.estimator == .flowsJeffreys }.count == 8)
    #expect(table.lines.count == table.rows.count)
    #expect(table.lines.allSatisfy { $0.count <= 80 })
    #expect(try self.table([.flows], replicates: 40) == table)
  }

  @Test func `pooled at one level and at two`() throws {
    let table = try table([.pooled, .nested], replicates: 1)
    for estimator in [
      RecoveryTable.Estimator.pooledPosterior, .pooledDirichlet, .nestedPosterior,
      .nestedDirichlet,
    ] { try expectCoverage(table, estimator, independent: 6) }
  }

  @Test func `stocks alone`() throws {
    let table = try table([.stocks], replicates: 6)
    for estimator in [
      RecoveryTable.Estimator.stocksWeighted, .stocksPosterior, .progressionNCES,
    ] { try expectCoverage(table, estimator, independent: 1) }
  }

  @Test func `rates that wander`() throws {
    let table = try table([.drifting], replicates: 8)
    for estimator in [RecoveryTable.Estimator.driftingNow, .driftingAhead] {
      try expectCoverage(table, estimator, independent: 3)
    }
  }
}
