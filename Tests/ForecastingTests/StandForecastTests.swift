import Foundation
import Models
import Records
import TestSupport
import Testing

@testable import Forecasting

/// Rates and projections of files of stocks, on made-up schools.
@Suite struct StandForecastTests {
  static let truth = StroomForecastTests.truth
  static let ways = ["lj3": ["lj3", "lj4", "weg"], "lj4": ["lj4", "mbo", "ander"]]
  /// Small, for speed; nothing here asks for the last digit.
  static let quick = StroomForecast.Options(years: 3, replicates: 400, draws: 100)

  /// The stocks of schools whose pupils move by the true rates, out of their counted flows.
  /// The inflow into those of the first peildatum is not known.
  static func rows(
    _ schools: [(name: String, intake: Int)] = StroomForecastTests.four,
    years: ClosedRange<Int> = 2014...2022, seed: UInt64 = 7
  ) -> [Stand] {
    var stocks: [String: [Int: [String: (count: Int, entered: Int?)]]] = [:]
    for flow in StroomForecastTests.rows(schools, years: years, seed: seed) {
      guard let count = flow.count.exactValue else { continue }
      var own = stocks[flow.vestiging] ?? [:]
      switch flow.way {
      case .flow(let from, let to):
        if flow.jaar == years.lowerBound {
          own[flow.jaar, default: [:]][from, default: (0, nil)].count += count
        }
        own[flow.jaar + 1, default: [:]][to, default: (0, nil)].count += count
      case .inflow(let to):
        var entry = own[flow.jaar + 1]?[to] ?? (0, nil)
        entry.count += count
        entry.entered = count
        own[flow.jaar + 1, default: [:]][to] = entry
      case .stock: continue
      }
      stocks[flow.vestiging] = own
    }
    var rows: [Stand] = []
    for school in schools.map(\.name) {
      for year in years.lowerBound...(years.upperBound + 1) {
        for state in ["lj3", "lj4", "mbo", "ander"] {
          guard let own = stocks[school]?[year]?[state] else { continue }
          let isInside = ways[state] != nil
          rows.append(
            stand(
              school, year, state, own.count,
              isInside && year > years.lowerBound ? own.entered ?? 0 : nil,
              ways[state] ?? [], rows.count + 2))
        }
      }
    }
    return rows
  }

  static func stand(
    _ vestiging: String, _ jaar: Int, _ toestand: String, _ count: Int, _ instroom: Int? = nil,
    _ naar: [String] = [], _ row: Int
  ) -> Stand {
    Stand(
      vestiging: vestiging, jaar: jaar, toestand: toestand, count: .exact(count),
      instroom: instroom.map { .exact($0) } ?? .missing, naar: naar, row: row)
  }

  /// Two leerjaren of one school, without inflow and without ways.
  static func plain(_ stocks: [(Int, Int)], from year: Int = 2018) -> [Stand] {
    stocks.enumerated().flatMap { place, counts in
      [
        stand("A", year + place, "leerjaar 3", counts.0, nil, [], 2 * place + 2),
        stand("A", year + place, "leerjaar 4", counts.1, nil, [], 2 * place + 3),
      ]
    }
  }

  private func forecast(
    _ rows: [Stand], _ options: StroomForecast.Options = quick
  ) throws(StroomError) -> StroomForecast {
    try StroomForecast(rows, file: "standen.csv", options: options)
  }

  private func rules(_ rows: [Stand]) throws -> [String] {
    try forecast(rows).findings.map(\.rule)
  }

  @Test(arguments: StroomForecast.Estimator.allCases)
  func `known rates lie within the intervals, and the projection is where they lead`(
    estimator: StroomForecast.Estimator
  ) throws {
    var options = Self.quick
    options.estimator = estimator
    let forecast = try forecast(Self.rows(), options)
    #expect(forecast.findings.isEmpty, "\(forecast.findings)")
    #expect(forecast.states == ["lj3", "lj4", "mbo", "ander", "weg"])
    #expect(forecast.exits == ["mbo", "ander", "weg"])
    #expect(forecast.years == 2014...2022)
    guard case .stocks(let basis) = forecast.method else {
      Issue.record("\(forecast.method)")
      return
    }
    // Two states and two counted exits of four schools, nine times; nobody counts who is gone.
    #expect(basis.equations == 4 * 4 * 9 && basis.undetermined == 0)
    #expect(forecast.rates.count == 6)
    for rate in forecast.rates {
      let true_ = try #require(Self.truth[rate.from]?.first { $0.to == rate.to }?.rate)
      #expect(rate.interval95.contains(true_), "\(rate)")
      #expect(abs(rate.value - true_) < 0.05, "\(rate)")
      #expect(rate.range == nil && rate.count == .missing)
    }
    let expected = 215 / 0.94
    let lj3 = try #require(forecast.series.first { $0.vestiging == nil && $0.state == "lj3" })
    #expect(lj3.outlook.map(\.period) == [2024, 2025, 2026].map { .peildatum($0) })
    #expect(lj3.outlook.allSatisfy { abs($0.median - expected) < 0.06 * expected })
    let mbo = try #require(forecast.series.first { $0.vestiging == nil && $0.state == "mbo" })
    let goes = 0.7 * 0.9 / 0.95 * expected
    #expect(mbo.isExit && mbo.outlook.allSatisfy { abs($0.median - goes) < 0.1 * goes })
    #expect(mbo.observed.first?.period == .peildatum(2015))
  }

  @Test func `what is said of an estimator is what was measured`() throws {
    let text = try String(
      contentsOf: Repository.root.appendingPathComponent(
        "Tests/ModelsTests/Reference/transition-recovery.txt"), encoding: .utf8)
    let block = try #require(text.components(separatedBy: "\n# stocks").dropFirst().first)
    let line = block.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
      .first { (fields: [String]) -> Bool in
        fields.count > 7 && fields[0] == "stocksPosterior" && fields[1] == "all"
      }
    let share = try #require(line.flatMap { Double($0[7]) })
    #expect(Int(share.rounded()) == StroomForecast.Estimator.held)
  }

  @Test func `locations sum to the whole in every replicate, and exits empty the stock`() throws {
    let data = try StandData(Self.rows(years: 2018...2022), file: "standen.csv")
    let projection = try StandEstimate(data, Self.quick).projection(Self.quick)
    let answers = try projection.answers(keepsPaths: true)
    for (place, subject) in projection.subjects.enumerated() where subject.vestiging == nil {
      let whole = try #require(answers[place].paths)
      let parts = try projection.subjects.indices.filter {
        projection.subjects[$0].vestiging != nil && projection.subjects[$0].state == subject.state
      }.map { try #require(answers[$0].paths) }
      #expect(parts.count == 4)
      for year in whole.indices {
        for replicate in whole[year].indices {
          let sum = parts.reduce(0) { $0 + ($1[year][replicate] ?? .nan) }
          #expect(whole[year][replicate] == sum)
        }
      }
    }
  }

  @Test func `one thread or two, twice: the same forecast`() throws {
    var options = Self.quick
    options.threads = 1
    let one = try forecast(Self.rows(years: 2019...2022), options)
    options.threads = 2
    let two = try forecast(Self.rows(years: 2019...2022), options)
    #expect(one.series == two.series && one.rates == two.rates)
    #expect(try forecast(Self.rows(years: 2019...2022), options).series == two.series)
  }

  @Test func `ways follow from the number in a name, and what stocks leave open has a range`()
    throws
  {
    let stocks = [(100, 80), (60, 92), (120, 60), (70, 105), (90, 70), (110, 84)]
    let forecast = try forecast(Self.plain(stocks))
    #expect(forecast.states == ["leerjaar 3", "leerjaar 4", "uitstroom"])
    #expect(
      forecast.findings.map(\.rule) == ["wegen-uit-namen", "instroom-onbekend", "niet-bepaald"])
    // Who stays in leerjaar 3 and who leaves it cannot be told apart: together what 3 → 4 leaves.
    let open = forecast.rates.filter { $0.range != nil }
    #expect(
      open.map { [$0.from, $0.to] } == [
        ["leerjaar 3", "leerjaar 3"], ["leerjaar 3", "uitstroom"],
      ])
    let range = try #require(open.first?.range)
    #expect(range.lowerBound < 1e-6 && range.upperBound > 0.02 && range.upperBound < 0.5)
    #expect(open[1].range.map { abs($0.upperBound - range.upperBound) < 1e-6 } == true)
    // The inflow is what stayers leave: leerjaar 3 stays at its level.
    let lj3 = try #require(forecast.series.first { $0.state == "leerjaar 3" })
    let mean = 90.0
    #expect(lj3.outlook.allSatisfy { abs($0.median - mean) < 15 })
  }

  @Test func `a picking estimator says that it picks`() throws {
    var options = Self.quick
    options.estimator = .leastSquares
    let forecast = try forecast(
      Self.plain([(100, 80), (60, 92), (120, 60), (70, 105)]), options)
    let finding = try #require(forecast.findings.first { $0.rule == "niet-bepaald" })
    #expect(finding.remedy.nl.contains("--schatter posterior"))
    // Its rates are its own, its intervals and projection those of the posterior.
    let usual = try self.forecast(Self.plain([(100, 80), (60, 92), (120, 60), (70, 105)]))
    #expect(forecast.rates.map(\.value) != usual.rates.map(\.value))
    #expect(forecast.rates.map(\.interval95) == usual.rates.map(\.interval95))
    #expect(forecast.series == usual.series)
  }

  @Test func `more pupils than can have come are found with their row`() throws {
    var rows = Self.plain([(50, 40), (50, 45), (50, 45)])
    rows[3].count = .exact(91)
    let forecast = try forecast(rows)
    let finding = try #require(forecast.findings.first { $0.rule == "stand-meer-dan-bron" })
    #expect(finding.row == 5 && finding.level == .ernstig && finding.column == "aantal")
    #expect(finding.text.nl.contains("in leerjaar 4 staan 91 leerlingen"))
    #expect(finding.text.nl.contains("hooguit 90"))
    // Each can have come, but not both together: 40 from 3 and 40 from 4.
    let both = [
      Self.stand("A", 2020, "x", 40, 0, ["x", "y"], 2), Self.stand("A", 2020, "y", 0, 0, ["y"], 3),
      Self.stand("A", 2021, "x", 30, 0, [], 4), Self.stand("A", 2021, "y", 30, 0, [], 5),
    ]
    #expect(try rules(both).contains("stand-meer-dan-bron"))
  }

  @Test func `pupils who are counted nowhere any more are found`() throws {
    let rows = [
      Self.stand("A", 2020, "x", 40, 0, ["x", "mbo"], 2),
      Self.stand("A", 2021, "x", 20, 10, [], 3), Self.stand("A", 2021, "mbo", 25, nil, [], 4),
    ]
    let finding = try #require(
      try forecast(rows).findings.first { $0.rule == "leerlingen-verdwenen" })
    #expect(finding.text.nl.contains("5 leerlingen"))
    #expect(finding.row == 3)
  }

  @Test func `a leerjaar that is missing in one year is found, and the year is not used`() throws {
    let full = Self.rows(years: 2018...2021)
    let rows = full.filter { !($0.vestiging == "B" && $0.jaar == 2020 && $0.toestand == "lj4") }
    let forecast = try forecast(rows)
    let finding = try #require(forecast.findings.first { $0.rule == "toestand-ontbreekt" })
    #expect(finding.text.nl.contains("B: lj4 ontbreekt op peildatum 2020"))
    // The whole is not told for that peildatum, rather than without B.
    let whole = try #require(forecast.series.first { $0.state == "lj4" && $0.vestiging == nil })
    #expect(whole.observed.map(\.period.year) == [2018, 2019, 2021, 2022])
    guard case .stocks(let basis) = forecast.method else { return }
    // 16 a year for four years, less lj4 of 2020 itself and lj4, mbo and ander of 2021.
    #expect(basis.equations == 4 * 4 * 4 - 4)
  }

  @Test func `a school that opened last year is projected, one without a newest stock is not`()
    throws
  {
    let four = Self.rows(years: 2018...2021)
    let rows = four.filter {
      !($0.vestiging == "A" && $0.jaar < 2022) && !($0.vestiging == "B" && $0.jaar == 2022)
        && !($0.vestiging == "C" && $0.jaar == 2020)
    }
    let forecast = try forecast(rows)
    #expect(
      forecast.findings.map(\.rule) == ["een-jaar", "laatste-jaar-ontbreekt", "jaar-ontbreekt"])
    #expect(Set(forecast.series.compactMap(\.vestiging)) == ["A", "C", "D"])
    let opened = try #require(
      forecast.series.first { $0.vestiging == "A" && $0.state == "lj3" })
    #expect(opened.outlook.allSatisfy { $0.interval95.lowerBound > 20 })
    // Without a word on its inflow too: as many as keep the level.
    var silent = Self.plain([(50, 40), (55, 45), (48, 50)])
    silent.append(Self.stand("Nieuw", 2020, "leerjaar 3", 60, nil, [], 8))
    silent.append(Self.stand("Nieuw", 2020, "leerjaar 4", 0, nil, [], 9))
    let new = try #require(
      try self.forecast(silent).series.first {
        $0.vestiging == "Nieuw" && $0.state == "leerjaar 3"
      })
    #expect(new.outlook.allSatisfy { abs($0.median - 60) < 15 })
  }

  @Test func `no inflow empties the schools, and is said`() throws {
    let rows = Self.rows(years: 2018...2021).map { row in
      var row = row
      if row.instroom != .missing { row.instroom = .exact(0) }
      return row
    }
    let forecast = try forecast(rows, .init(years: 20, replicates: 200, draws: 100))
    #expect(forecast.findings.map(\.rule).contains("geen-instroom"))
    // Told to have none, while leerjaar 3 fills up each year.
    #expect(forecast.findings.map(\.rule).contains("stand-meer-dan-bron"))
    let inside = try #require(forecast.series.first { $0.vestiging == nil && $0.state == nil })
    #expect(zip(inside.outlook, inside.outlook.dropFirst()).allSatisfy { $0.median >= $1.median })
    #expect(forecast.series.allSatisfy { $0.outlook.allSatisfy { $0.interval95.lowerBound >= 0 } })
  }

  @Test func `withheld stocks count within their bounds, and a state of them only is found`() throws
  {
    let small = Self.rows([("A", 6), ("B", 5), ("C", 7)], years: 2014...2022).map { row in
      var row = row
      if let count = row.count.exactValue, (1...4).contains(count) {
        row.count = .suppressed(1...4)
        // Not more than the stock can hold.
        if let entered = row.instroom.exactValue, entered > 0 { row.instroom = .suppressed(1...4) }
      }
      return row
    }
    let forecast = try forecast(small)
    #expect(!forecast.findings.map(\.rule).contains("stand-meer-dan-bron"))
    let only = small.map { row in
      var row = row
      if row.toestand == "ander" { row.count = .suppressed(1...4) }
      return row
    }
    let finding = try #require(
      try self.forecast(only).findings.first { $0.rule == "alles-achtergehouden" })
    #expect(finding.value == "ander" && finding.level == .ernstig)
    #expect(throws: StroomError.allWithheld(file: "standen.csv")) {
      try self.forecast(
        small.map { row in
          var row = row
          row.count = .suppressed(1...4)
          row.instroom = .missing
          return row
        })
    }
  }

  @Test func `a state that resembles another is found, codes are not`() throws {
    var rows = Self.plain([(50, 40), (50, 45), (50, 45)])
    rows.append(Self.stand("A", 2019, "leerjar 4", 3, nil, [], 20))
    rows.append(Self.stand("A", 2020, "leerjar 4", 3, nil, [], 21))
    let naar = ["leerjaar 3": ["leerjaar 3", "leerjaar 4"], "leerjaar 4": ["leerjar 4"]]
    let findings = try forecast(
      rows.map { row in
        var row = row
        row.naar = naar[row.toestand] ?? []
        return row
      }
    ).findings.filter { $0.rule == "naam-lijkt" }
    #expect(findings.map(\.value) == ["leerjar 4"] && findings.map(\.row) == [20])
    #expect(
      likeNames(
        [("leerjaar 3 BB", 2, 9), ("leerjaar 3 KB", 3, 9), ("leerjaar 4 BB", 4, 9)], file: "",
        column: "van"
      ).isEmpty)
    #expect(
      likeNames([("techniek mbo", 2, 9), ("tehcniek mbo", 3, 1)], file: "", column: "van").count
        == 1)
  }

  @Test func `what says nothing is refused`() throws {
    #expect(throws: StroomError.noStocks(file: "standen.csv")) { try forecast([]) }
    #expect(throws: StroomError.oneYear(file: "standen.csv", year: 2018)) {
      try forecast(Self.plain([(50, 40)]))
    }
    #expect(throws: StroomError.horizon(0)) { try forecast([], .init(years: 0)) }
    // No number in the name; a leerjaar that could become two.
    #expect(throws: StroomError.noWays(file: "standen.csv", row: 9, state: "bovenbouw")) {
      try forecast(
        Self.plain([(5, 4), (5, 4)]) + [Self.stand("A", 2018, "bovenbouw", 3, nil, [], 9)])
    }
    #expect(throws: StroomError.noWays(file: "standen.csv", row: 2, state: "leerjaar 2")) {
      try forecast([
        Self.stand("A", 2020, "leerjaar 2", 9, nil, [], 2),
        Self.stand("A", 2021, "leerjaar 3 BB", 9, nil, [], 3),
      ])
    }
    #expect(throws: StroomError.intoExit(file: "standen.csv", row: 4, state: "mbo")) {
      try forecast([
        Self.stand("A", 2020, "x", 9, nil, ["mbo"], 2), Self.stand("A", 2021, "x", 9, nil, [], 3),
        Self.stand("A", 2021, "mbo", 9, 3, [], 4),
      ])
    }
    // Leerjaar 4 is counted one year, leerjaar 3 the other: no equation.
    #expect(throws: StroomError.estimation(file: "standen.csv", .noEquations)) {
      try forecast([
        Self.stand("A", 2020, "leerjaar 4", 9, nil, [], 2),
        Self.stand("A", 2021, "leerjaar 3", 9, nil, [], 3),
      ])
    }
    #expect(throws: StroomError.noNewest(file: "standen.csv", year: 2021)) {
      try forecast([
        Self.stand("A", 2019, "leerjaar 3", 9, nil, [], 2),
        Self.stand("A", 2019, "leerjaar 4", 9, nil, [], 3),
        Self.stand("A", 2020, "leerjaar 3", 9, nil, [], 4),
        Self.stand("A", 2020, "leerjaar 4", 9, nil, [], 5),
        Self.stand("A", 2021, "leerjaar 3", 9, nil, [], 6),
      ])
    }
  }
}
