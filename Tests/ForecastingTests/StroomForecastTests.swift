import Models
import Records
import TestSupport
import Testing

@testable import Forecasting

/// Rates and projections of files of flows, on made-up schools.
@Suite struct StroomForecastTests {
  typealias Way = (to: String, rate: Double)
  static let truth: [String: [Way]] = [
    "lj3": [("lj4", 0.9), ("lj3", 0.06), ("weg", 0.04)],
    "lj4": [("mbo", 0.7), ("ander", 0.25), ("lj4", 0.05)],
  ]

  /// Schools whose pupils move by the true rates, counted without error.
  static func rows(
    _ schools: [(name: String, intake: Int)], years: ClosedRange<Int>, seed: UInt64 = 7,
    truth: (String, Int) -> [String: [Way]] = { _, _ in truth }
  ) -> [Stroom] {
    var generator = SplitMix(seed: seed)
    var rows: [Stroom] = []
    func add(_ school: String, _ year: Int, _ way: Stroom.Way, _ count: Int) {
      rows.append(
        Stroom(
          vestiging: school, jaar: year, way: way, count: .exact(count), row: rows.count + 2))
    }
    for school in schools {
      var stock = ["lj3": school.intake, "lj4": school.intake]
      for year in years {
        var next = ["lj3": school.intake, "lj4": 0]
        for state in ["lj3", "lj4"] {
          let ways = truth(school.name, year)[state] ?? []
          var counts = ways.map { _ in 0 }
          for _ in 0..<(stock[state] ?? 0) {
            var left = Double.random(in: 0..<1, using: &generator)
            var place = 0
            while place < ways.count - 1, left >= ways[place].rate {
              left -= ways[place].rate
              place += 1
            }
            counts[place] += 1
          }
          for (way, count) in zip(ways, counts) {
            add(school.name, year, .flow(from: state, to: way.to), count)
            next[way.to, default: 0] += count
          }
        }
        add(school.name, year, .inflow(to: "lj3"), school.intake)
        stock = next
      }
    }
    return rows
  }

  static func withheld(_ rows: [Stroom]) -> [Stroom] {
    rows.map { row in
      var row = row
      if case .flow = row.way, let count = row.count.exactValue, (1...4).contains(count) {
        row.count = .suppressed(1...4)
      }
      return row
    }
  }

  static let four = [("A", 60), ("B", 45), ("C", 80), ("D", 30)].map { (name: $0.0, intake: $0.1) }
  private static let quick = StroomForecast.Options(years: 3, replicates: 1000)

  private func forecast(
    _ rows: [Stroom], _ options: StroomForecast.Options = quick
  ) throws(StroomError) -> StroomForecast {
    try StroomForecast(rows, file: "stromen.csv", options: options)
  }

  private func stroom(
    _ vestiging: String, _ year: Int, _ from: String?, _ to: String, _ count: Count,
    row: Int = 2
  ) -> Stroom {
    Stroom(
      vestiging: vestiging, jaar: year,
      way: from.map { .flow(from: $0, to: to) } ?? .inflow(to: to), count: count, row: row)
  }

  @Test func `known rates are found again, and the projection is where they lead`() throws {
    let forecast = try forecast(Self.rows(Array(Self.four.prefix(3)), years: 2015...2022))
    #expect(forecast.method == .pooled)
    #expect(forecast.states == ["lj3", "lj4", "weg", "mbo", "ander"])
    #expect(forecast.exits == ["weg", "mbo", "ander"])
    #expect(forecast.findings.isEmpty, "\(forecast.findings)")
    // 6 ways, together and of three schools; of 24 intervals of 95 %, one or two may miss.
    #expect(forecast.rates.count == 24)
    var missed = 0
    for rate in forecast.rates {
      let true_ = try #require(Self.truth[rate.from]?.first { $0.to == rate.to }?.rate)
      if !rate.interval95.contains(true_) { missed += 1 }
      #expect(abs(rate.value - true_) < 0.06, "\(rate)")
      #expect(
        rate.interval95.lowerBound <= rate.interval80.lowerBound
          && rate.interval80.contains(rate.value)
          && rate.interval80.upperBound <= rate.interval95.upperBound)
    }
    #expect(missed <= 3)
    for test in forecast.tests {
      #expect(try #require(test.result).pValue > 0.01)
    }
    // 185 pupils enter: 185/0.94 in leerjaar 3 and 0.9/0.95 of these in leerjaar 4.
    let lj3 = try #require(forecast.series.first { $0.vestiging == nil && $0.state == "lj3" })
    #expect(lj3.outlook.map(\.period) == [2024, 2025, 2026].map { .peildatum($0) })
    let expected = 185 / 0.94
    for year in lj3.outlook {
      #expect(abs(year.median - expected) < 0.05 * expected)
      #expect(year.interval80.contains(expected))
      // Poisson alone has ± 1.96 √185.
      let width = year.interval95.upperBound - year.interval95.lowerBound
      #expect(width > 40 && width < 105)
    }
    let mbo = try #require(forecast.series.first { $0.vestiging == nil && $0.state == "mbo" })
    let goes = 0.7 * 0.9 / 0.95 * expected
    #expect(mbo.isExit && mbo.outlook.allSatisfy { abs($0.median - goes) < 0.1 * goes })
  }

  @Test func `rates that wander are followed to the last year, and go on to wander`() throws {
    // From 50 to 78 % of leerjaar 4 goes to mbo, in eight years.
    let rows = Self.rows([("A", 150), ("B", 90)], years: 2015...2022) { _, year in
      let rate = 0.5 + 0.04 * Double(year - 2015)
      return ["lj3": [("lj4", 0.95), ("weg", 0.05)], "lj4": [("mbo", rate), ("ander", 1 - rate)]]
    }
    let steady = try forecast(rows)
    var options = Self.quick
    options.course = .wandering
    let wandering = try forecast(rows, options)
    #expect(steady.findings.map(\.rule).contains("jaren-verschillen"))
    #expect(!wandering.findings.map(\.rule).contains("jaren-verschillen"))
    guard case .wandering(let spread) = wandering.method else {
      Issue.record("\(wandering.method)")
      return
    }
    #expect(spread > 0.05 && spread < 0.5)
    #expect(wandering.rates.allSatisfy { $0.vestiging == nil } && wandering.rates.count == 4)
    func rate(_ forecast: StroomForecast) throws -> StroomForecast.Rate {
      try #require(forecast.rates.first { $0.vestiging == nil && $0.to == "mbo" })
    }
    // The mean of all years is 64 %; the last is 78.
    #expect(try !rate(steady).interval95.contains(0.78))
    #expect(try rate(wandering).interval95.contains(0.78))
    #expect(try abs(rate(wandering).value - 0.78) < 0.05)
    func mbo(_ forecast: StroomForecast) throws -> Outlook {
      try #require(
        forecast.series.first { $0.vestiging == nil && $0.state == "mbo" }?.outlook.last)
    }
    let (mean, last) = (try mbo(steady), try mbo(wandering))
    #expect(last.median > mean.median + 15)
    func width(_ outlook: Outlook) -> Double {
      outlook.interval95.upperBound - outlook.interval95.lowerBound
    }
    #expect(width(last) > width(mean))
    // Locations still sum to the whole: A and B together have what all have, about.
    let parts = wandering.series.filter { $0.vestiging != nil && $0.state == "mbo" }
    let sum = parts.compactMap(\.outlook.last?.median).reduce(0, +)
    #expect(parts.count == 2 && abs(sum - last.median) < 6)
    // Withheld cells widen, and do not stop it.
    let small = Self.rows([("A", 20), ("B", 15)], years: 2018...2022)
    #expect(try forecast(Self.withheld(small), options).rates.count == 6)
  }

  @Test func `the chance of a goal is the share of the futures in which it is reached`() throws {
    let data = try StroomData(Self.rows([("A", 30), ("B", 20)], years: 2018...2021), file: "f.csv")
    let projection = try StroomEstimate(data, .steady).projection(Self.quick)
    let goals = [
      StroomGoal(.pupils(state: "mbo"), atLeast: 33),
      StroomGoal(.share(from: "lj4", to: "mbo"), atLeast: 70),
      StroomGoal(.pupils(state: "lj3"), atLeast: 0),
      StroomGoal(.pupils(state: "lj3"), atLeast: 1000),
    ]
    let chances = try projection.chances(of: goals, file: "f.csv")
    let answers = try projection.answers(keepsPaths: true)
    let mbo = try #require(
      projection.subjects.firstIndex { $0.vestiging == nil && $0.state == data.space.place("mbo") })
    let paths = try #require(answers[mbo].paths)
    for (year, numbers) in paths.enumerated() {
      let share = Double(numbers.count { ($0 ?? 0) >= 33 }) / Double(numbers.count)
      #expect(chances[0].years[year].chance == share)
    }
    let always = paths[0].indices.count { r in paths.allSatisfy { ($0[r] ?? 0) >= 33 } }
    #expect(chances[0].everyYear == Double(always) / Double(paths[0].count))
    // The true share is 70 %: about as often above as below.
    #expect(chances[1].years.allSatisfy { $0.chance > 0.15 && $0.chance < 0.85 })
    #expect(chances[1].everyYear < chances[1].years.map(\.chance).min() ?? 0)
    #expect(chances[2].everyYear == 1 && chances[3].years.allSatisfy { $0.chance == 0 })
    #expect(chances[0].years.map(\.period) == [2023, 2024, 2025].map { .peildatum($0) })
    #expect(throws: StroomError.noWay(file: "f.csv", from: "lj3", to: "mbo")) {
      try projection.chances(
        of: [StroomGoal(.share(from: "lj3", to: "mbo"), atLeast: 1)], file: "f.csv")
    }
    #expect(
      throws: StroomError.unknownState(
        file: "f.csv", found: "x", states: ["lj3", "lj4", "weg", "mbo", "ander"])
    ) {
      try projection.chances(of: [StroomGoal(.pupils(state: "x"), atLeast: 1)], file: "f.csv")
    }
  }

  @Test func `goals are read as people type them`() throws {
    #expect(
      try StroomGoal("technisch mbo>=200") == .init(.pupils(state: "technisch mbo"), atLeast: 200))
    #expect(
      try StroomGoal(" lj 4 naar mbo ≥ 62,5 % ")
        == .init(.share(from: "lj 4", to: "mbo"), atLeast: 62.5))
    for text in [
      "", "mbo", "mbo<=3", "mbo>=", ">=3", "mbo>=x", "mbo>=-1", "mbo>=3%", "a naar b>=3",
      "a naar b>=101%", "a naar b naar c>=3%", "mbo>=nan", "mbo>=3>=4",
    ] {
      #expect(throws: StroomError.goal(text)) { try StroomGoal(text) }
    }
  }

  @Test func `two years do not show how rates wander`() throws {
    var options = Self.quick
    options.course = .wandering
    #expect(throws: StroomError.fewYears(file: "stromen.csv", years: 2, needed: 3)) {
      try forecast(Self.rows([("A", 40)], years: 2020...2021), options)
    }
  }

  @Test func `below three locations a rate is the share that was counted`() throws {
    let forecast = try forecast([
      stroom("A", 2020, "lj3", "lj4", .exact(30)), stroom("A", 2020, "lj3", "weg", .exact(10)),
      stroom("A", 2020, "lj4", "weg", .exact(20)), stroom("A", 2020, nil, "lj3", .exact(40)),
    ])
    guard case .separate = forecast.method else {
      Issue.record("\(forecast.method)")
      return
    }
    let own = forecast.rates.filter { $0.vestiging == "A" }
    #expect(own.map(\.value) == [0.75, 0.25, 1])
    #expect(own.map(\.count) == [.exact(30), .exact(10), .exact(20)])
    #expect(own.map(\.pupils) == [.exact(40), .exact(40), .exact(20)])
    #expect(own.map(\.isFew) == [false, false, true])
    #expect(own[2].interval95 == 1...1)
    #expect(forecast.findings.map(\.rule) == ["een-jaar"])
    #expect(forecast.tests.allSatisfy { $0.result == nil })
    // One location is not shown beside the whole.
    #expect(forecast.series.allSatisfy { $0.vestiging == nil })
  }

  @Test(arguments: [StroomForecast.Course.steady, .wandering])
  func `the one way out of a state may be withheld`(course: StroomForecast.Course) throws {
    var rows: [Stroom] = []
    for year in 2019...2021 {
      rows += [
        stroom("A", year, "lj2", "lj3", .suppressed(1...4)),
        stroom("A", year, "lj3", "lj4", .exact(30)), stroom("A", year, "lj3", "weg", .exact(10)),
        stroom("A", year, nil, "lj2", .exact(3)), stroom("A", year, nil, "lj3", .exact(37)),
      ]
    }
    var options = Self.quick
    options.course = course
    let forecast = try forecast(rows, options)
    let only = try #require(forecast.rates.first { $0.from == "lj2" })
    #expect(only.value == 1 && only.interval95 == 1...1 && only.count == .suppressed(3...12))
  }

  @Test func `with one way out of each state and no inflow every pupil arrives`() throws {
    let forecast = try forecast([
      stroom("A", 2020, "lj2", "lj3", .exact(17)), stroom("A", 2020, "lj3", "lj4", .exact(23)),
      stroom("A", 2020, "lj4", "mbo", .exact(29)), stroom("A", 2021, "lj3", "lj4", .exact(17)),
      stroom("A", 2021, "lj4", "mbo", .exact(23)),
    ])
    func medians(_ state: String) throws -> [Double] {
      let series = try #require(forecast.series.first { $0.state == state })
      #expect(series.outlook.allSatisfy { $0.interval95 == $0.median...$0.median })
      return series.outlook.map(\.median)
    }
    #expect(try medians("lj2") == [0, 0, 0])
    #expect(try medians("lj3") == [0, 0, 0])
    #expect(try medians("lj4") == [0, 0, 0])
    #expect(try medians("mbo") == [17, 0, 0])
    #expect(forecast.findings.map(\.rule) == ["geen-instroom"])
  }

  @Test func `pupils who appear or vanish between two years are found with their row`() throws {
    let forecast = try forecast([
      stroom("A", 2020, "lj3", "lj4", .exact(30), row: 2),
      stroom("A", 2020, "lj4", "mbo", .exact(25), row: 3),
      stroom("A", 2020, nil, "lj3", .exact(40), row: 4),
      stroom("A", 2021, "lj3", "lj4", .exact(35), row: 5),
      stroom("A", 2021, "lj4", "mbo", .exact(31), row: 6),
      stroom("A", 2021, nil, "lj3", .exact(38), row: 7),
    ])
    #expect(forecast.findings.map(\.rule) == ["stroom-minder-dan-stand", "stroom-meer-dan-stand"])
    #expect(forecast.findings.map(\.row) == [5, 6])
    #expect(forecast.findings[1].level == .ernstig)
    #expect(forecast.findings[1].text.nl.contains("31 leerlingen, maar er kwamen er 30 aan"))
    // A withheld count that can be right is no finding.
    #expect(
      try self.forecast([
        stroom("A", 2020, "lj3", "lj4", .exact(30)),
        stroom("A", 2020, nil, "lj3", .exact(40)),
        stroom("A", 2021, "lj3", "lj4", .exact(38)),
        stroom("A", 2021, "lj3", "weg", .suppressed(1...4)),
        stroom("A", 2021, "lj4", "mbo", .exact(30)),
        stroom("A", 2021, nil, "lj3", .exact(38)),
      ]).findings.isEmpty)
  }

  @Test func `a leerjaar that is missing in one year is found`() throws {
    let rows = Self.rows([("A", 50)], years: 2018...2021)
    let forecast = try forecast(
      rows.filter {
        guard case .flow("lj4", _) = $0.way else { return true }
        return $0.jaar != 2020
      })
    let rules = forecast.findings.map(\.rule)
    #expect(rules.contains("stroom-minder-dan-stand"))
    #expect(forecast.findings[0].text.nl.contains("van 0 staat er"))
  }

  @Test func `a location without the newest year informs the rates and is not projected`() throws {
    var rows = Self.rows(Array(Self.four.dropFirst()), years: 2018...2021)
    rows.removeAll { $0.vestiging == "B" && $0.jaar == 2021 }
    rows.removeAll { $0.vestiging == "C" && $0.jaar == 2019 }
    rows.removeAll { $0.vestiging == "D" && $0.jaar < 2021 }
    let forecast = try forecast(rows)
    #expect(
      forecast.findings.map(\.rule) == ["laatste-jaar-ontbreekt", "jaar-ontbreekt", "een-jaar"])
    #expect(forecast.rates.contains { $0.vestiging == "B" })
    #expect(!forecast.series.contains { $0.vestiging == "B" })
    #expect(forecast.series.contains { $0.vestiging == "D" })
  }

  @Test func `withheld cells are pooled where their total is known, and apart where not`() throws {
    let three = Array(Self.four.prefix(3))
    let rows = Self.withheld(Self.rows(three, years: 2019...2021))
    let apart = try forecast(rows)
    guard case .separate(let reason) = apart.method else {
      Issue.record("pooled without totals")
      return
    }
    #expect(reason.nl.contains("totaal"))
    // Without totals of 2019, what withheld cells sum to is not known.
    #expect(apart.tests.allSatisfy { $0.leftOut == ["lj3", "lj4"] && $0.result == nil })
    var totals: [Stroom] = []
    for school in three.map(\.name) {
      for state in ["lj3", "lj4"] {
        let first = Self.rows(three, years: 2019...2021).filter {
          guard case .flow(state, _) = $0.way else { return false }
          return $0.vestiging == school && $0.jaar == 2019
        }
        totals.append(
          Stroom(
            vestiging: school, jaar: 2019, way: .stock(of: state), count: first.map(\.count).sum(),
            row: 900 + totals.count))
      }
      for year in [2020, 2021] {
        for state in ["lj3", "lj4"] {
          let flows = Self.rows(three, years: 2019...2021).filter {
            guard case .flow(state, _) = $0.way else { return false }
            return $0.vestiging == school && $0.jaar == year
          }
          totals.append(
            Stroom(
              vestiging: school, jaar: year, way: .stock(of: state),
              count: flows.map(\.count).sum(), row: 900 + totals.count))
        }
      }
    }
    let pooled = try forecast(rows + totals)
    #expect(pooled.method == .pooled, "\(pooled.method)")
    #expect(pooled.findings.isEmpty, "\(pooled.findings)")
    // With them the ways with withheld cells are compared together.
    #expect(pooled.tests.allSatisfy { $0.leftOut.isEmpty && $0.grouped == ["lj3", "lj4"] })
    #expect(try #require(pooled.tests[0].result).degreesOfFreedom >= 4)
    #expect(try #require(pooled.tests[1].result).pValue > 0.01)
    let leave = try #require(pooled.rates.first { $0.to == "weg" && $0.vestiging == nil })
    #expect(abs(leave.value - 0.04) < 0.03)
  }

  @Test func `locations that differ are found out, and years that differ`() throws {
    let other: [String: [Way]] = [
      "lj3": [("lj4", 0.6), ("lj3", 0.1), ("weg", 0.3)], "lj4": Self.truth["lj4"] ?? [],
    ]
    // Two are not pooled, which takes time.
    let two = Array(Self.four[1...2])
    let places = try forecast(
      Self.rows(two, years: 2018...2021) { school, _ in school == "C" ? other : Self.truth })
    #expect(places.tests[0].subject == .vestigingen)
    #expect(try #require(places.tests[0].result).pValue < 0.001)
    #expect(try #require(places.tests[1].result).pValue > 0.001)
    let years = try forecast(
      Self.rows(two, years: 2018...2021) { _, year in year == 2021 ? other : Self.truth })
    #expect(try #require(years.tests[1].result).pValue < 0.001)
  }

  @Test(arguments: [StroomForecast.Course.steady, .wandering])
  func `locations sum to the whole in every replicate`(course: StroomForecast.Course) throws {
    let data = try StroomData(Self.rows([("A", 30), ("B", 20)], years: 2019...2021), file: "f.csv")
    let projection = try StroomEstimate(data, course).projection(Self.quick)
    let answers = try projection.answers(keepsPaths: true)
    for (place, subject) in projection.subjects.enumerated() where subject.vestiging == nil {
      let whole = try #require(answers[place].paths)
      let parts = try projection.subjects.indices.filter {
        projection.subjects[$0].vestiging != nil && projection.subjects[$0].state == subject.state
      }.map { try #require(answers[$0].paths) }
      #expect(parts.count == 2)
      for year in whole.indices {
        for replicate in whole[year].indices {
          let sum = parts.reduce(0) { $0 + ($1[year][replicate] ?? .nan) }
          #expect(whole[year][replicate] == sum)
        }
      }
    }
  }

  @Test func `a state that resembles another is found`() throws {
    let forecast = try forecast([
      stroom("A", 2020, "leerjaar 3", "leerjaar 4", .exact(30)),
      stroom("A", 2020, "leerjaar 3", "leerjar 4", .exact(2), row: 3),
      stroom("A", 2020, "leerjaar 4", "mbo", .exact(28)),
      stroom("A", 2020, nil, "leerjaar 3", .exact(30)),
    ])
    let finding = try #require(forecast.findings.first { $0.rule == "naam-lijkt" })
    #expect(finding.row == 3 && finding.value == "leerjar 4")
  }

  @Test func `the same rows give the same numbers, and a longer horizon the same first years`()
    throws
  {
    let rows = Self.rows(Array(Self.four.prefix(2)), years: 2019...2021)
    let short = try forecast(rows)
    #expect(try forecast(rows).series == short.series)
    for threads in [1, 2] {
      let other = try forecast(rows, .init(years: 3, replicates: 1000, threads: threads))
      #expect(other.series == short.series)
    }
    let long = try forecast(rows, .init(years: 6, replicates: 1000))
    #expect(
      zip(long.series, short.series).allSatisfy { $0.outlook.prefix(3).elementsEqual($1.outlook) })
  }

  @Test func `what says nothing is refused`() throws {
    #expect(throws: StroomError.noFlows(file: "stromen.csv")) {
      try forecast([stroom("A", 2020, nil, "lj3", .exact(3))])
    }
    #expect(throws: StroomError.noFlows(file: "stromen.csv")) { try forecast([]) }
    #expect(throws: StroomError.allWithheld(file: "stromen.csv")) {
      try forecast([stroom("A", 2020, "lj3", "lj4", .suppressed(1...4))])
    }
    #expect(throws: StroomError.estimation(file: "stromen.csv", .noData)) {
      try forecast([stroom("A", 2020, "lj3", "lj4", .exact(0))])
    }
    #expect(throws: StroomError.horizon(21)) { try forecast([], .init(years: 21)) }
    #expect(
      throws: StroomError.intoExit(file: "stromen.csv", row: 9, state: "leerjaar3")
    ) {
      try forecast([
        stroom("A", 2020, "lj3", "lj4", .exact(3)),
        stroom("A", 2020, nil, "leerjaar3", .exact(3), row: 9),
      ])
    }
    #expect(
      throws: StroomError.contradictsTotal(
        file: "stromen.csv", row: 4, vestiging: "A", state: "lj3", counted: 41...44, total: 40...40)
    ) {
      try forecast([
        stroom("A", 2020, "lj3", "lj4", .exact(40)),
        stroom("A", 2020, "lj3", "weg", .suppressed(1...4)),
        Stroom(vestiging: "A", jaar: 2020, way: .stock(of: "lj3"), count: .exact(40), row: 4),
      ])
    }
  }
}

extension StateSpace {
  fileprivate func place(_ name: String) -> Int? { states.firstIndex { $0.name == name } }
}
