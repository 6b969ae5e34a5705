import Foundation
import LinearAlgebra
import Models
import TestSupport
import Testing

@Suite struct EntrantModelTests {
  private static func index(_ children: [Double], year: Int = 2017) throws -> CohortIndex {
    // All enter at 14; ages 4 to 11, so 2020 to 2027.
    try CohortIndex(
      ages: children.enumerated().map { .init(age: 11 - $0, count: $1...$1) }, year: year,
      entry: try EntryAges(firstAge: 14, shares: [1]))
  }

  private static let children = [2000.0, 2050, 2020, 2100, 2150, 2120, 2180, 2200]

  private static func years(_ counts: [[Int]], passing: Double = 1) -> [EntrantModel.Year] {
    counts.enumerated().map { i, one in
      EntrantModel.Year(year: 2020 + i, counts: one.map { $0...$0 }, passing: passing)
    }
  }

  private static let counts = [[40, 31, 12], [44, 28, 10], [38, 33, 14]]

  private static func forecast(
    _ counts: [[Int]] = counts, children: [Double] = children, passing: Double = 1
  ) throws -> EntrantForecast {
    try EntrantModel(index: try index(children)).fit(years(counts, passing: passing))
  }

  @Test func `simulated entrants have the mean and covariance that the formula gives`() throws {
    let forecast = try Self.forecast()
    #expect(forecast.years == Array(2023...2027))
    let paths = forecast.project(paths: 20_000, seed: 1)
    for year in [2023, 2027] {
      let mean = try forecast.mean(year)
      let covariance = try forecast.covariance(year)
      let draws = (0..<3).map { paths.total([$0], year: year).map(Double.init) }
      for i in 0..<3 {
        let average = draws[i].reduce(0, +) / 20_000
        // Four standard errors of a mean of 20,000.
        expectClose(average, mean[i], absolute: 4 * (covariance[i, i] / 20_000).squareRoot())
        for j in 0...i {
          let other = draws[j].reduce(0, +) / 20_000
          let product = zip(draws[i], draws[j]).reduce(0) {
            $0 + ($1.0 - average) * ($1.1 - other)
          }
          // Of heavy-tailed numbers: a tenth of the geometric mean of the variances.
          expectClose(
            product / 20_000, covariance[i, j],
            absolute: 0.1 * (covariance[i, i] * covariance[j, j]).squareRoot())
        }
      }
    }
  }

  @Test func `the middle is the share that came times the children`() throws {
    let forecast = try Self.forecast()
    let share = 250.0 / (2000 + 2050 + 2020)
    for (place, year) in forecast.years.enumerated() {
      // The mean over the posterior lies a little above the ratio of sums.
      expectClose(
        try forecast.mean(year).reduce(0, +), share * Self.children[3 + place], relative: 0.05)
    }
    expectClose(forecast.shares[0], 122.0 / 250, absolute: 0.02)
    expectClose(forecast.shares.reduce(0, +), 1, absolute: 1e-12)
  }

  @Test func `twice as many children with as many entrants change nothing ahead`() throws {
    let one = try Self.forecast()
    let two = try Self.forecast(children: Self.children.map { 2 * $0 })
    for year in one.years {
      for (a, b) in zip(try one.mean(year), try two.mean(year)) {
        expectClose(a, b, relative: 1e-4)
      }
    }
  }

  @Test func `exams that nine of ten reach give more entrants by one in nine`() throws {
    let one = try Self.forecast()
    let exams = try Self.forecast(passing: 0.9)
    for year in one.years {
      expectClose(
        try exams.mean(year).reduce(0, +), try one.mean(year).reduce(0, +) / 0.9, relative: 1e-4)
    }
  }

  @Test func `paths are the same with the same seed, and more paths begin with the fewer`() throws {
    let forecast = try Self.forecast()
    let some = forecast.project(paths: 50, seed: 9)
    let more = forecast.project(paths: 80, seed: 9)
    #expect(some == forecast.project(paths: 50, seed: 9))
    for year in forecast.years {
      #expect(Array(more.total(year: year).prefix(50)) == some.total(year: year))
      let parts = (0..<3).map { some.total([$0], year: year) }
      #expect(some.total(year: year) == (0..<50).map { path in parts.reduce(0) { $0 + $1[path] } })
    }
    #expect(forecast.project(paths: 50, seed: 8) != some)
  }

  @Test func `a location without entrants gets none, and one alone gets all`() throws {
    let closed = try Self.forecast([[40, 0], [44, 0], [38, 0]])
    #expect(closed.open == [0])
    #expect(closed.shares == [1, 0])
    #expect(try closed.mean(2024)[1] == 0)
    #expect(closed.project(paths: 100, seed: 1).total([1], year: 2024).allSatisfy { $0 == 0 })
  }

  @Test func `numbers within bounds widen the forecast`() throws {
    let index = try Self.index(Self.children)
    let exact = try Self.forecast()
    let wide = try EntrantModel(index: index).fit(
      Self.counts.enumerated().map { i, one in
        .init(year: 2020 + i, counts: one.map { ($0 - 6)...($0 + 6) })
      })
    #expect(try wide.covariance(2025)[2, 2] > exact.covariance(2025)[2, 2])
    #expect(!exact.sharesAreOfMiddles && !wide.sharesAreOfMiddles)
    // 21 × 21 ways a year and more: the shares are those of the middles, the rate stays an interval.
    let wider = try EntrantModel(index: index).fit(
      Self.counts.enumerated().map { i, one in
        .init(year: 2020 + i, counts: one.map { ($0 - 10)...($0 + 10) })
      })
    #expect(wider.sharesAreOfMiddles)
    #expect(wider.shares == exact.shares)
    #expect(wider.rate.variance > exact.rate.variance)
  }

  @Test func `what cannot be fitted is refused`() throws {
    let model = EntrantModel(index: try Self.index(Self.children))
    #expect(throws: InflowError.tooFewYears(1)) { try model.fit(Self.years([[4, 5]])) }
    #expect(throws: InflowError.noEntrants) { try model.fit(Self.years([[0, 0], [0, 0]])) }
    #expect(throws: InflowError.invalidYear(2021)) { try model.fit(Self.years([[4, 5], [4]])) }
    #expect(throws: InflowError.invalidYear(2020)) {
      try model.fit([Self.years([[4, 5]])[0], Self.years([[4, 5]])[0]])
    }
    #expect(throws: InflowError.unknownYear(1999)) {
      try model.fit([.init(year: 1999, counts: [5...5]), .init(year: 2020, counts: [5...5])])
    }
    #expect(throws: InflowError.pooling(.invalidCounts(group: 0))) {
      try model.fit(Self.years([[-4, 5], [3, 5]]))
    }
    #expect(throws: InflowError.unknownYear(2022)) { try Self.forecast().mean(2022) }
  }

  @Test
  func `of regions drawn from the model, entrants lie within the intervals as often as stated`()
    throws
  {
    var held = [[0, 0], [0, 0]]
    var asked = 0
    let regions = 100
    for replicate in 0..<regions {
      var generator = Philox(seed: 77, stream: UInt64(replicate))
      func normal(_ spread: Double) -> Double { spread * Normal.standard.draw(using: &generator) }
      var children: [Double] = []
      for _ in 0..<8 { children.append((children.last ?? 2000) * exp(normal(0.03))) }
      // λ around 5 %, by a gamma of shape 40 to 400; three locations, their shares alike as 20 to 200.
      let shape = 40 * exp(generator.uniform() * log(10))
      let concentration = 20 * exp(generator.uniform() * log(10))
      let mean = Dirichlet(shapes: [2, 2, 2]).draw(using: &generator)
      var (walk, moved) = (0.0, 0.0)
      var counts: [[Int]] = []
      for t in 0..<8 {
        if t > 2 { walk += normal(0.05) }
        moved += normal(0.01)
        let rate =
          Gamma(shape: shape, rate: shape / 0.05).draw(using: &generator) * exp(walk + moved)
        let shares = Dirichlet(shapes: mean.map { max(1e-9, $0 * concentration) })
          .draw(using: &generator)
        counts.append(
          shares.map { Poisson(mean: children[t] * rate * $0).draw(using: &generator) })
      }
      let forecast = try Self.forecast(Array(counts.prefix(3)), children: children)
      let paths = forecast.project(paths: 1000, seed: UInt64(replicate))
      for year in [2023, 2025, 2027] {
        asked += 1
        for (part, locations) in [Array(0..<3), [0]].enumerated() {
          let draws = paths.total(locations, year: year)
          let truth = locations.reduce(0) { $0 + counts[year - 2020][$1] }
          for (k, probability) in [0.8, 0.95].enumerated()
          where CohortPaths.interval(probability: probability, of: draws).contains(truth) {
            held[part][k] += 1
          }
        }
      }
    }
    print("inflow of simulated regions: 80 and 95 % hold \(held) of \(asked), all and one")
    // Years of one region go together: one standard error is at most 4 and 2.2 points. The pools hold
    // more than they state, as whole numbers and their priors make them.
    for part in held {
      let (low, high) = (Double(part[0]) / Double(asked), Double(part[1]) / Double(asked))
      #expect((0.72...0.95).contains(low), "80 %: \(part[0]) of \(asked)")
      #expect((0.89...1).contains(high), "95 %: \(part[1]) of \(asked)")
    }
  }
}
