import Foundation
import Forecasting
import Ingest
import Records
import TestSupport
import Testing

@testable import Models

/// Whether one cohort's technical profiles foretell those of the next cohorts at the same location, and
/// whether published totals help to fill in what is withheld: on DUO's national files, in which nothing is.
///
/// The exams of 2019 are of those who entered leerjaar 3 in 2017; leerjaar 4 of 1 October 2019 entered in
/// 2018, leerjaar 3 in 2019. All three are counted by profile.
@Suite(.enabled(if: Repository.hasDUO, Comment(rawValue: Repository.noDUO)))
struct InflowSplitHoldoutTests {
  private typealias Counts = [VestigingCode: [Profiel: Int]]

  private static func facts(_ name: String, _ body: (Fact) -> Void) throws {
    let path = Repository.duo.appendingPathComponent(name).path
    _ = try SourceReader(path: path).read { (row: SourceRow) throws(Never) in
      for fact in row.facts where fact.sector == .techniek && fact.leerweg != .tl { body(fact) }
    }
  }

  private static func leerjaar(_ leerjaar: Int) throws -> Counts {
    var counts: Counts = [:]
    try facts("leerlingen-vo-per-vestiging-naar-onderwijstype-2019.csv") { fact in
      guard fact.leerjaar == leerjaar, let profiel = fact.profiel, profiel.isTechniek,
        let count = fact.count.exactValue
      else { return }
      counts[fact.vestiging, default: [:]][profiel, default: 0] += count
    }
    return counts
  }

  /// Exam candidates of 2019 by location, leerweg and profile.
  private static func exams() throws -> [VestigingCode: [Leerweg: [Profiel: Int]]] {
    var counts: [VestigingCode: [Leerweg: [Profiel: Int]]] = [:]
    try facts("geslaagden-gezakten-en-cijfers-2018-2019.csv") { fact in
      guard fact.measure == .examenkandidaten, let profiel = fact.profiel,
        let leerweg = fact.leerweg, let count = fact.count.exactValue
      else { return }
      counts[fact.vestiging, default: [:]][leerweg, default: [:]][profiel, default: 0] += count
    }
    return counts
  }

  private static func coverage(
    of later: Counts, by earlier: Counts, years: Int, _ options: CategorySplit.Options = .init()
  ) throws -> (locations: Int, asked: Int, held80: Int, held95: Int, error: Double) {
    var (locations, asked, held80, held95, error) = (0, 0, 0, 0, 0.0)
    let profielen = Profiel.techniek
    for code in earlier.keys.sorted() {
      let known = profielen.map { earlier[code]?[$0] ?? 0 }
      let truth = profielen.map { later[code]?[$0] ?? 0 }
      let offered = known.indices.filter { known[$0] > 0 }
      // What comes up later is not foreseen, and not asked.
      let total = offered.reduce(0) { $0 + truth[$1] }
      guard known.reduce(0, +) >= 10, offered.count > 1, total >= 10 else { continue }
      locations += 1
      let split = try CategorySplit(
        categories: profielen.count,
        bases: [
          .init(year: 2019 - years, table: try WithheldTable(cells: [known.map { $0...$0 }]))
        ], options: options)
      let entrants = EntrantPaths(years: [2019], locations: 1, count: 1000) { _, write in
        write(0, 0, total)
      }
      let paths = try split.split(entrants, seed: 8)
      for category in offered {
        let quantiles = CohortPaths.quantiles(
          [0.025, 0.1, 0.5, 0.9, 0.975], of: paths.total(category: category, year: 2019))
        asked += 1
        error += abs(Double(quantiles[2] - truth[category]))
        if (quantiles[1]...quantiles[3]).contains(truth[category]) { held80 += 1 }
        if (quantiles[0]...quantiles[4]).contains(truth[category]) { held95 += 1 }
      }
    }
    return (locations, asked, held80, held95, error / Double(asked))
  }

  @Test func `intervals of profiles hold the next cohort, and the one after, of the country`()
    throws
  {
    let (third, fourth) = (try Self.leerjaar(3), try Self.leerjaar(4))
    let sat = try Self.exams().mapValues { ways in
      ways.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    }
    var plain = CategorySplit.Options()
    plain.yearSpread = 0
    plain.walkSpread = 0
    for (name, later, earlier, years) in [
      ("leerjaar 3 by 4", third, fourth, 1), ("leerjaar 4 by exams", fourth, sat, 1),
      ("leerjaar 3 by exams", third, sat, 2),
    ] {
      let score = try Self.coverage(of: later, by: earlier, years: years)
      let without = try Self.coverage(of: later, by: earlier, years: years, plain)
      func share(_ held: Int) -> Double { Double(held) / Double(score.asked) }
      print(
        "\(name): \(score.locations) locations, 80 % holds \(share(score.held80)), 95 % "
          + "\(share(score.held95)) of \(score.asked); Dirichlet alone \(share(without.held80)), "
          + "\(share(without.held95)); error \(score.error)")
      // Three percentage points beside what is promised is what one standard error of the locations is.
      #expect((0.77...0.88).contains(share(score.held80)))
      #expect((0.90...0.98).contains(share(score.held95)))
      #expect(share(without.held80) < 0.75)
    }
  }

  @Test func `published totals bring withheld numbers nearer to what they are`() throws {
    var (middle, raked, cells, tables) = (0.0, 0.0, 0, 0)
    for (_, ways) in try Self.exams().sorted(by: { $0.key < $1.key }) {
      for (_, counts) in ways.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        let known = counts.sorted { $0.key < $1.key }.map(\.value)
        let total = known.reduce(0, +)
        guard known.count > 1, known.contains(where: { (1...4).contains($0) }) else { continue }
        let table = try WithheldTable(
          cells: [known.map { (1...4).contains($0) ? 1...4 : $0...$0 }], rowTotals: [total])
        let filled = try table.filled()
        tables += 1
        for (j, count) in known.enumerated() where (1...4).contains(count) {
          cells += 1
          middle += abs(2.5 - Double(count))
          raked += abs(filled[0][j] - Double(count))
        }
        expectClose(filled[0].reduce(0, +), Double(total), absolute: 1e-6)
      }
    }
    print(
      "withheld: \(cells) cells of \(tables) rows; error of middles \(middle / Double(cells)), raked "
        + "\(raked / Double(cells))")
    #expect(cells > 100)
    #expect(raked < 0.7 * middle)
  }
}
