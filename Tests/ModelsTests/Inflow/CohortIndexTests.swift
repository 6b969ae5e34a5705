import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct CohortIndexTests {
  /// Entry into leerjaar 3 at 13 to 16.
  private let entry = [0.11, 0.71, 0.17, 0.01]
  private let counts = [480.0, 520, 515, 540, 530, 560, 555, 470]

  private func ages(_ counts: [Double], width: Double = 0) -> [CohortIndex.Age] {
    counts.enumerated().map { i, count in
      let (counted, spread) = i == 0 ? (0.95, 0.05) : i == 7 ? (0.88, 0.03) : (1, 0)
      return CohortIndex.Age(
        age: 4 + i, count: max(0, count - width / 2)...(count + width / 2), counted: counted,
        countedSpread: spread)
    }
  }

  private func index(
    _ counts: [Double], width: Double = 0, entry: EntryAges? = nil,
    options: CohortIndex.Options = .init()
  ) throws -> CohortIndex {
    try CohortIndex(
      ages: ages(counts, width: width), year: 2017,
      entry: try entry ?? EntryAges(firstAge: 13, shares: self.entry), options: options)
  }

  @Test func `the numbers of a dense Gaussian computation in R come out`() throws {
    let reference = try ReferenceNumbers("ModelsTests", "inflow.txt")
    let index = try index(counts)
    #expect(index.years == Array(2020...2027))
    // The level has a variance of 4 in R and is free here: 1e-6/4 of a logarithm.
    expectClose(index.neighbourSpread, reference["tau:"][0], relative: 1e-12)
    for (i, mean) in reference["logD:"].enumerated() {
      expectClose(index.logMeans[i], mean, absolute: 1e-6)
      expectClose(index.logCovariance[i, i].squareRoot(), reference["sd:"][i], relative: 1e-5)
    }
    expectClose(index.logCovariance[0, 7], reference["cov2020_2027:"][0], absolute: 1e-8)
  }

  @Test func `where all enter at one age, the children are those counted`() throws {
    let fourteen = try EntryAges(firstAge: 14, shares: [1])
    var options = CohortIndex.Options()
    options.migrationSpread = 0
    let index = try index(counts, entry: fourteen, options: options)
    #expect(index.years == Array(2020...2027))
    // Whole ages 5 to 10 are 14 in 2026 to 2021.
    for age in 5...10 {
      expectClose(
        try index.children(2017 + 14 - age), counts[age - 4], relative: 2e-4  // half a child
      )
    }
    // 4 and 11 lie between their own count and their neighbour's.
    #expect((470.0...560).contains(try index.children(2020)))
  }

  @Test func `twice the children are twice the entrants, and the index stays`() throws {
    let (one, two) = (try index(counts), try index(counts.map { 2 * $0 }))
    for (i, year) in one.years.enumerated() {
      expectClose(two.logMeans[i] - one.logMeans[i], log(2), absolute: 1e-4)  // half a child
      expectClose(
        try two.ratio(year, to: 2021, probability: 0.8).median,
        try one.ratio(year, to: 2021, probability: 0.8).median, relative: 1e-4)
    }
  }

  @Test func `municipalities add up where all ages are whole`() throws {
    let fourteen = try EntryAges(firstAge: 14, shares: [1])
    func whole(_ counts: [Double]) throws -> CohortIndex {
      try CohortIndex(
        ages: counts.enumerated().map { .init(age: 5 + $0, count: $1...$1) }, year: 2017,
        entry: fourteen)
    }
    let (a, b) = ([300.0, 310, 280], [120.0, 90, 140])
    let sum = try whole(zip(a, b).map { $0 + $1 })
    for year in [2024, 2025, 2026] {
      let (i, parts) = (
        try #require(sum.place(of: year)), [try whole(a), try whole(b)]
      )
      expectClose(
        exp(sum.logMeans[i]),
        parts.reduce(0) { $0 + exp($1.logMeans[i]) }, relative: 5e-4)  // half a child each
    }
  }

  @Test func `what is withheld or not counted makes the interval wider, never the number negative`()
    throws
  {
    let exact = try index(counts)
    let wide = try index(counts, width: 40)
    for i in exact.years.indices {
      #expect(wide.logCovariance[i, i] > exact.logCovariance[i, i])
    }
    // 2027 needs children that were 3, which nobody counted.
    let last = exact.years.count - 1
    #expect(exact.logCovariance[last, last] > 1.5 * exact.logCovariance[last - 1, last - 1])
    #expect(exact.known[last] < 1)
  }

  @Test func `the offset of a projection is the logarithm of the children`() throws {
    let index = try index(counts)
    #expect(index.offset.firstPeriod == 2020)
    #expect(index.offset.values == index.logMeans)
  }

  @Test func `numbers that tell nothing are refused`() throws {
    let entry = try EntryAges(firstAge: 14, shares: [1])
    func make(_ ages: [CohortIndex.Age]) throws -> CohortIndex {
      try CohortIndex(ages: ages, year: 2017, entry: entry)
    }
    #expect(throws: InflowError.noAges) { try make([]) }
    #expect(throws: InflowError.noAges) {
      try make([.init(age: 5, count: 1...1), .init(age: 5, count: 1...1)])
    }
    #expect(throws: InflowError.noChildren) { try make([.init(age: 8, count: 0...0)]) }
    // All withheld: nobody may be there.
    #expect(throws: InflowError.noChildren) {
      try make((5...10).map { .init(age: $0, count: 0...4) })
    }
    #expect(throws: InflowError.invalidCount(age: 8)) {
      try make([.init(age: 8, count: -1...3)])
    }
    #expect(throws: InflowError.invalidCount(age: 99)) { try make([.init(age: 99, count: 9...9)]) }
    #expect(throws: InflowError.noKnownYear) { try make([.init(age: 20, count: 9...9)]) }
    #expect(throws: InflowError.invalidOptions) {
      try make([.init(age: 8, count: 9...9, counted: 0)])
    }
    #expect(throws: InflowError.unknownYear(2040)) { try index(counts).children(2040) }
  }

  @Test
  func `of towns drawn from the model, the children lie within the interval as often as stated`()
    throws
  {
    var held = [0, 0]
    var asked = 0
    var generator = Philox(seed: 5, stream: 0)
    func normal(_ spread: Double) -> Double { spread * Normal.standard.draw(using: &generator) }
    let kernel = try EntryAges(firstAge: 13, shares: entry)
    for _ in 0..<400 {
      // The spread of neighbours varies around its prior guess.
      let spread = 0.03 * exp(normal(0.3))
      var logs = [log(800.0)]
      for _ in 0..<12 { logs.append((logs.last ?? 0) + normal(spread)) }
      let town = (2...14).map { exp(logs[$0 - 2]) }
      var counted = Array(town[2...9])
      counted[0] *= 0.95 * exp(normal(0.05))
      counted[7] *= 0.88 * exp(normal(0.03))
      let index = try CohortIndex(ages: ages(counted), year: 2017, entry: kernel)
      var moved = 0.0
      for year in 2018...2027 {
        moved += normal(0.01)
        guard let i = index.place(of: year) else { continue }
        var reached = 0.0
        for age in 2...14 { reached += kernel[age + year - 2017] * town[age - 2] }
        let truth = log(reached) + moved
        let sd = index.logCovariance[i, i].squareRoot()
        asked += 1
        for (k, z) in [1.2816, 1.95996].enumerated() where abs(truth - index.logMeans[i]) < z * sd {
          held[k] += 1
        }
      }
    }
    print("children of simulated towns: [80 %, 95 %] hold \(held) of \(asked)")
    // 400 towns, whose years go together: one standard error is at most 2 and 1.1 points.
    expectClose(Double(held[0]) / Double(asked), 0.8, absolute: 0.06, "\(held) of \(asked)")
    expectClose(Double(held[1]) / Double(asked), 0.95, absolute: 0.035, "\(held) of \(asked)")
  }

  @Test func `years that another source expects keep the error of the last and add to it`() throws {
    let index = try index(counts)
    let longer = try index.extended(by: [500, 550, 600], levelSpread: 0.03, yearSpread: 0.02)
    let last = try #require(index.years.last)
    #expect(longer.years == index.years + [last + 1, last + 2, last + 3])
    #expect(longer.known.suffix(3) == [0, 0, 0])
    let n = index.years.count
    for i in 0..<n {
      for j in 0..<n { #expect(longer.logCovariance[i, j] == index.logCovariance[i, j]) }
      expectClose(longer.logCovariance[i, n + 1], index.logCovariance[i, n - 1], relative: 1e-12)
    }
    for k in 0..<3 {
      expectClose(
        longer.logCovariance[n + k, n + k],
        index.logCovariance[n - 1, n - 1] + 0.03 * 0.03 + 0.02 * 0.02 * Double(k + 1),
        relative: 1e-12)
    }
    expectClose(longer.logMeans[n + 1], log(550), relative: 1e-12)
    // A covariance: no combination of years has a negative variance.
    #expect(throws: Never.self) { try Cholesky(longer.logCovariance) }
    #expect(throws: InflowError.invalidOptions) {
      try index.extended(by: [0], levelSpread: 0.03, yearSpread: 0.02)
    }
  }
}
