import Foundation
import Forecasting
import Models
import Records
import TestSupport
import Testing

@Suite struct InflowTests {
  /// 600 children of each age from 4 to 10, 528 of 11, 90 of 12, in one municipality unless named.
  private static func children(
    _ gemeenten: [String] = ["Proefstad"], scale: Int = 1, year: Int = 2017,
    count: (Int) -> Count = { .exact($0) }
  ) -> [Observation] {
    gemeenten.flatMap { gemeente in
      (4...13).map { age in
        let number = scale * (age < 11 ? 600 : age == 11 ? 528 : age == 12 ? 90 : 0)
        return one(gemeente, "Bo", age, count(number), year: year)
      }
    }
  }

  private static func one(
    _ gemeente: String, _ soort: String, _ age: Int, _ count: Count, year: Int = 2017
  ) -> Observation {
    Observation(
      measure: "leerlingen", unit: .aantal, place: Place(.gebied, gemeente),
      period: .peildatum(year),
      dimensions: [.init("soort po", soort), .init("leeftijd", "\(age)")],
      value: .count(count), source: SourceCell(file: "d", row: age, column: "leerlingen"))
  }

  private static func data(
    _ facts: [Fact] = SmallRegion.facts, gemeenten: [String] = ["Proefstad"]
  ) -> RegionData {
    var region = SmallRegion.region
    region.gemeenten = gemeenten
    return RegionData(
      region: region, facts: facts, figures: [], offers: [], files: SmallRegion.files)
  }

  @Test func `with as many children in every year, the entrants stay what they were`() throws {
    let inflow = try Inflow(data: Self.data(), children: Self.children())
    #expect(inflow.countedOn == .peildatum(2017))
    #expect(inflow.gemeenten == ["Proefstad"] && inflow.missing.isEmpty && inflow.findings.isEmpty)
    // Exams of 2022, 2023 and 2024 are of those who entered in 2020, 2021 and 2022.
    #expect(inflow.base.map(\.year) == [2020, 2021, 2022])
    #expect(inflow.base.map(\.period) == [2022, 2023, 2024].map(Period.examenjaar))
    // The code of before counts with its location: 49 + 5 + <5, 50 + 10, 48 + 9.
    #expect(inflow.base.map { inflow.entrants($0) } == [55...58, 60...60, 57...57])
    // Exams of 2021 for leerjaar 3 of 2019: (47 + 9) / 61.
    expectClose(inflow.passing, 56.0 / 61, relative: 1e-12)
    #expect(inflow.years == [2023, 2024, 2025, 2026, 2027])
    for year in inflow.years {
      expectClose(
        try inflow.forecast.mean(year).reduce(0, +), 57.8 / (56.0 / 61), relative: 0.03)
      let outlook = inflow.outlook(year: year)
      #expect(outlook.period == .peildatum(year))
      #expect(outlook.interval95.lowerBound <= outlook.interval80.lowerBound)
      #expect(outlook.interval80.contains(outlook.median))
    }
    #expect(inflow.vestigingen.map(\.name) == ["School A", "School B"])
    #expect(
      inflow.outlook(SmallRegion.code("00AA00"), year: 2024).median
        > inflow.outlook(SmallRegion.code("00BB00"), year: 2024).median)
  }

  @Test func `fewer children who come are fewer entrants, in the year that they are of age`() throws
  {
    // Half as many of 7, who enter in 2024 (as 14), 2025 (as 15) or 2023 (as 13).
    let inflow = try Inflow(
      data: Self.data(),
      children: Self.children().map { one in
        var one = one
        if one.dimensions.contains(.init("leeftijd", "7")) { one.value = .count(.exact(300)) }
        return one
      })
    let children = try inflow.years.map { try inflow.index.children($0) }
    #expect(children[1] < 0.72 * children[0] && children[1] < 0.72 * children[3])
    let entrants = try inflow.years.map { try inflow.forecast.mean($0).reduce(0, +) }
    for (a, b) in zip(entrants, children) {
      expectClose(a / entrants[3], b / children[3], relative: 1e-9)
    }
  }

  @Test func `twice the children, of two municipalities or of one, change no entrants`() throws {
    let one = try Inflow(data: Self.data(), children: Self.children())
    let two = try Inflow(
      data: Self.data(gemeenten: ["Proefstad", "Buurdorp"]),
      children: Self.children(["Proefstad", "Buurdorp"]))
    let double = try Inflow(data: Self.data(), children: Self.children(scale: 2))
    for year in one.years {
      let expected = try one.forecast.mean(year).reduce(0, +)
      expectClose(try two.forecast.mean(year).reduce(0, +), expected, relative: 1e-4)
      expectClose(
        try two.index.children(year), try double.index.children(year), relative: 1e-12)
    }
  }

  @Test func `speciaal basisonderwijs counts, special schools and other places do not`() throws {
    let plain = try Inflow(data: Self.data(), children: Self.children())
    let more = try Inflow(
      data: Self.data(),
      children: Self.children() + [
        Self.one("Proefstad", "Sbo", 9, .exact(60)), Self.one("Proefstad", "Vso", 9, .exact(90)),
        Self.one("Elders", "Bo", 9, .exact(5000)),
      ])
    #expect(plain.ages.first { $0.age == 9 }?.count == 600...600)
    #expect(more.ages.first { $0.age == 9 }?.count == 660...660)
  }

  @Test func `withheld cells are intervals, and widen the children`() throws {
    let exact = try Inflow(data: Self.data(), children: Self.children())
    let withheld = try Inflow(
      data: Self.data(),
      children: Self.children()
        + (4...13).map { Self.one("Proefstad", "Sbo", $0, .suppressed(1...200)) })
    #expect(withheld.ages.first { $0.age == 9 }?.count == 601...800)
    func width(_ inflow: Inflow) throws -> Double {
      let interval = try inflow.index.ratio(2025, to: 2021, probability: 0.8).interval
      return interval.upperBound / interval.lowerBound
    }
    #expect(try width(withheld) > width(exact))
  }

  @Test func `a municipality without children is named`() throws {
    let inflow = try Inflow(
      data: Self.data(gemeenten: ["Proefstad", "Buurdorp"]), children: Self.children())
    #expect(inflow.missing == ["Buurdorp"])
    #expect(inflow.findings.map(\.rule) == ["po-gemeente-ontbreekt"])
    #expect(inflow.findings[0].value == "Buurdorp" && inflow.findings[0].level == .ernstig)
  }

  @Test func `the newest count of children is taken alone`() throws {
    let inflow = try Inflow(
      data: Self.data(), children: Self.children(scale: 3) + Self.children(year: 2018))
    #expect(inflow.countedOn == .peildatum(2018))
    #expect(inflow.ages.first { $0.age == 9 }?.count == 600...600)
  }

  @Test func `a location that has gone gets nothing and is named`() throws {
    let gone = SmallRegion.facts.filter {
      !(($0.vestiging == SmallRegion.code("00BB00") || $0.vestiging == SmallRegion.code("99BB09"))
        && $0.measure == .examenkandidaten && $0.period.year >= 2022)
    }
    let inflow = try Inflow(data: Self.data(gone), children: Self.children())
    #expect(inflow.findings.map(\.rule) == ["instroom-vestiging-leeg"])
    #expect(inflow.outlook(SmallRegion.code("00BB00"), year: 2025).interval95 == 0...0)
  }

  @Test func `without a leerjaar 3 the share that reaches the exam is assumed, and said to be`()
    throws
  {
    let inflow = try Inflow(
      data: Self.data(SmallRegion.facts.filter { $0.layout != "duo-tabel-leerlingen" }),
      children: Self.children())
    #expect(inflow.findings.map(\.rule) == ["instroom-zonder-leerjaar-3"])
    expectClose(inflow.passing, 0.9025, relative: 1e-12)
  }

  @Test func `what cannot be reckoned is refused with words`() throws {
    func refusal(_ data: RegionData, _ children: [Observation]) -> ForecastError? {
      do {
        _ = try Inflow(data: data, children: children)
        return nil
      } catch {
        return error
      }
    }
    let none = refusal(Self.data(), [])
    #expect(none == .noChildren(region: "Proefregio"))
    #expect(none?.message.nl.contains("doorstroom tabulate") == true)
    #expect(refusal(Self.data(gemeenten: ["Elders"]), Self.children()) == none)
    #expect(
      refusal(Self.data(), Self.children { _ in .exact(0) }) == .inflow(.noChildren))
    #expect(
      refusal(Self.data(), Self.children { _ in .suppressed(0...4) }) == .inflow(.noChildren))
    #expect(refusal(Self.data(), Self.children { _ in .missing }) == .inflow(.noAges))
    #expect(
      refusal(Self.data(SmallRegion.facts.filter { $0.period.year < 2023 }), Self.children())
        == .inflow(.tooFewYears(1)))
    #expect(refusal(Self.data([]), Self.children()) == .noSeries(region: "Proefregio"))
    for error in [
      ForecastError.inflow(.noChildren), .inflow(.noEntrants), .inflow(.tooFewYears(1)),
    ] {
      #expect(!error.message.nl.isEmpty && error.message.nl != error.message.en)
    }
  }

  @Test func `the forecast of techniek follows the children only where it is told to`() throws {
    func outlook(_ demography: CohortOffset?) throws -> Outlook {
      try TechniekForecast(
        data: Self.data(), options: .init(lastYear: 2029, paths: 300, demography: demography)
      ).outlook(.all, year: 2029)
    }
    let plain = try outlook(nil)
    #expect(try outlook(CohortOffset(firstPeriod: 2020, values: [0.7])) == plain)
    // From 2026 on a fifth fewer children: leerjaar 3 and 4 of 2029 entered in 2029 and 2028.
    let fewer = CohortOffset(
      firstPeriod: 2020, values: [0, 0, 0, 0, 0, 0, log(0.8)])
    expectClose(try outlook(fewer).median / plain.median, 0.8, absolute: 0.06)
  }
}
