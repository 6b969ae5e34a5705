import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Models

@Suite struct CategorySplitTests {
  private static func base(_ counts: [Int], year: Int = 2020) throws -> CategorySplit.Base {
    .init(year: year, table: try WithheldTable(cells: [counts.map { $0...$0 }]))
  }

  /// As many entrants in every path.
  private static func constant(_ entrants: [Int], years: [Int], paths: Int) -> EntrantPaths {
    EntrantPaths(years: years, locations: entrants.count, count: paths) { _, write in
      for y in years.indices {
        for (location, n) in entrants.enumerated() { write(y, location, n) }
      }
    }
  }

  @Test func `profiles sum to their location, path by path, and none is negative`() throws {
    let index = try CohortIndex(
      ages: (4...11).map { .init(age: $0, count: 2000...2000) }, year: 2017,
      entry: try EntryAges(firstAge: 14, shares: [1]))
    let entrants = try EntrantModel(index: index).fit([
      .init(year: 2020, counts: [40...40, 25...25, 12...15, 6...6]),
      .init(year: 2021, counts: [44...44, 22...22, 9...12, 8...8]),
    ]).project(paths: 400, seed: 5)
    let split = try CategorySplit(
      categories: 3,
      bases: [
        try Self.base([20, 15, 5]), nil,
        .init(
          year: 2019,
          table: try WithheldTable(cells: [[1...4, 0...0, 9...9]], rowTotals: [12])),
        try Self.base([0, 8, 0]),
      ])
    let paths = try split.split(entrants, seed: 9)
    for year in paths.years {
      for location in 0..<4 {
        let parts = (0...3).map {
          paths.total(category: $0, locations: [location], year: year)
        }
        #expect(parts.joined().allSatisfy { $0 >= 0 })
        let sums = (0..<400).map { path in parts.reduce(0) { $0 + $1[path] } }
        #expect(sums == entrants.total([location], year: year))
        // A location without a table has no profile, and others all of them.
        #expect(parts[3].allSatisfy { $0 == 0 } == (location != 1))
      }
      let all = (0...3).map { paths.total(category: $0, year: year) }
      #expect((0..<400).map { p in all.reduce(0) { $0 + $1[p] } } == entrants.total(year: year))
      #expect(paths.total(category: 1, locations: [2], year: year).allSatisfy { $0 == 0 })
      #expect(
        paths.total(category: 1, locations: [3], year: year) == entrants.total([3], year: year))
    }
    #expect(
      split.offered(0) == [0, 1, 2] && split.offered(1).isEmpty && split.offered(2) == [0, 2])
    #expect(try split.split(entrants, seed: 9) == paths)
    #expect(try split.split(entrants, seed: 10) != paths)
  }

  @Test func `the intervals hold what they say on regions drawn from the model`() throws {
    var generator = Philox(seed: 71, stream: 0)
    let options = CategorySplit.Options()
    var (held80, held95, asked) = (0, 0, 0)
    for region in 0..<150 {
      let start = Dirichlet(shapes: [0.5, 0.5, 0.5]).draw(using: &generator)
      let counts = Multinomial(trials: 45, probabilities: start).draw(using: &generator)
      guard !counts.contains(0) else { continue }
      var logs: [Double] = []
      for share in start {
        let square = Gamma(shape: options.degrees / 2, rate: options.degrees / 2)
          .draw(using: &generator)
        let spread =
          (2 * options.yearSpread * options.yearSpread
          + 3 * options.walkSpread * options.walkSpread).squareRoot() / square.squareRoot()
        logs.append(log(share) + spread * Normal.standard.draw(using: &generator))
      }
      let parts = logs.map { exp($0 - (logs.max() ?? 0)) }
      let sum = parts.reduce(0, +)
      let truth = Multinomial(trials: 50, probabilities: parts.map { $0 / sum })
        .draw(using: &generator)
      // As DUO publishes it: under 5 withheld, with the total.
      let cells = counts.map { $0 < 5 ? 1...4 : $0...$0 }
      let split = try CategorySplit(
        categories: 3,
        bases: [
          .init(year: 2020, table: try WithheldTable(cells: [cells], rowTotals: [45]))
        ])
      let paths = try split.split(
        Self.constant([50], years: [2023], paths: 800), seed: UInt64(region))
      for (category, count) in truth.enumerated() {
        let quantiles = CohortPaths.quantiles(
          [0.025, 0.1, 0.9, 0.975], of: paths.total(category: category, year: 2023))
        asked += 1
        if (quantiles[1]...quantiles[2]).contains(count) { held80 += 1 }
        if (quantiles[0]...quantiles[3]).contains(count) { held95 += 1 }
      }
    }
    let share80 = Double(held80) / Double(asked)
    let share95 = Double(held95) / Double(asked)
    print("profiles: 80 % holds \(share80), 95 % \(share95) of \(asked)")
    // Whole pupils make intervals a little wide; four standard errors of 300 are 0.09 and 0.05.
    #expect((0.74...0.92).contains(share80))
    #expect((0.91...1.0).contains(share95))
  }

  @Test func `what is counted long ago tells less`() throws {
    func width(_ year: Int) throws -> Int {
      let split = try CategorySplit(
        categories: 2, bases: [try Self.base([60, 40], year: year)])
      let draws = try split.split(Self.constant([100], years: [2025], paths: 2000), seed: 1)
        .total(category: 0, year: 2025)
      let quantiles = CohortPaths.quantiles([0.1, 0.9], of: draws)
      return quantiles[1] - quantiles[0]
    }
    #expect(try width(2015) > width(2024))
    var none = CategorySplit.Options()
    none.yearSpread = 0
    none.walkSpread = 0
    let split = try CategorySplit(
      categories: 2, bases: [try Self.base([60_000, 40_000])], options: none)
    let draws = try split.split(Self.constant([100], years: [2025], paths: 4000), seed: 1)
      .total(category: 0, year: 2025)
    // Then it is a binomial of 100 at 60 %: standard deviation 4.9.
    let mean = Double(draws.reduce(0, +)) / 4000
    expectClose(mean, 60, absolute: 4 * 4.9 / 4000.0.squareRoot())
  }

  @Test func `a table with other columns, or an option without sense, is refused`() throws {
    #expect(throws: InflowError.invalidYear(2020)) {
      try CategorySplit(categories: 3, bases: [try Self.base([1, 2])])
    }
    var options = CategorySplit.Options()
    options.prior = 0
    #expect(throws: InflowError.invalidOptions) {
      try CategorySplit(categories: 2, bases: [], options: options)
    }
  }
}
