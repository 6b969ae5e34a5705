import Forecasting
import Foundation
import Models
import Records
import TestSupport
import Testing

/// Scenarios on a region small enough to follow by hand.
@Suite struct ScenarioTests {
  let base: TechniekForecast
  let a = SmallRegion.code("00AA00")
  let b = SmallRegion.code("00BB00")

  init() throws {
    base = try TechniekForecast(
      data: TechniekForecastTests.data(), options: .init(lastYear: 2029, paths: 400))
  }

  private func scenario(_ changes: Scenario.Change...) -> Scenario {
    Scenario(id: "proef", region: "proef", title: Phrase("Proef"), changes: changes)
  }

  private func means(_ forecast: TechniekForecast, _ part: TechniekForecast.Part) -> [Double] {
    forecast.years.map { forecast.outlook(part, year: $0).median }
  }

  @Test func `a scenario that assumes what is forecast changes nothing`() throws {
    let same = try base.under(
      scenario(.intake(.init(), years: 2024...2100, factor: 1, isYearly: true)))
    #expect(same.projections() == base.projections())
    let doorstroom = try TechniekForecast(
      data: base.data, options: base.options,
      scenario: scenario(.passage(.leerjaar3, years: 2024...2100, factor: 1)))
    #expect(doorstroom.projections() == base.projections())
  }

  @Test func `a yearly factor works again every year, another once`() throws {
    let once = try base.under(
      scenario(.intake(.init(), years: 2024...2100, factor: 0.8, isYearly: false)))
    let yearly = try base.under(
      scenario(.intake(.init(), years: 2024...2100, factor: 0.8, isYearly: true)))
    #expect(once.outlook(.all, year: 2024) == yearly.outlook(.all, year: 2024))
    let (all, one, each) = (means(base, .all), means(once, .all), means(yearly, .all))
    #expect(zip(all, one).allSatisfy { $0 > $1 })
    // In 2029 two cohorts count: those of 2028 and 2029, at 0.8 and at 0.8⁵ and 0.8⁶.
    expectClose(one[5] / all[5], 0.8, absolute: 0.06)
    expectClose(each[5] / all[5], (pow(0.8, 5) + pow(0.8, 6)) / 2, absolute: 0.06)
    let part = try base.under(
      scenario(.intake(.init(), years: 2025...2025, factor: 0.5, isYearly: false)))
    // A single year is out of leerjaar 3 and 4 after two.
    #expect(part.outlook(.all, year: 2024) == base.outlook(.all, year: 2024))
    #expect(part.outlook(.all, year: 2025).median < base.outlook(.all, year: 2025).median)
    #expect(part.outlook(.all, year: 2027) == base.outlook(.all, year: 2027))
  }

  @Test func `a closed location is empty, and its pupils are where the scenario sends them`() throws
  {
    let gone = try base.under(
      scenario(.closing(.init(vestiging: b), year: 2026, to: nil, share: 1)))
    #expect(gone.outlook(.vestiging(b), year: 2025) == base.outlook(.vestiging(b), year: 2025))
    #expect(gone.outlook(.vestiging(b), year: 2026).interval95 == 0...0)
    #expect(gone.outlook(.vestiging(a), year: 2029) == base.outlook(.vestiging(a), year: 2029))
    #expect(throws: ForecastError.scenario(.noSuccessor(.mt, a))) {
      try base.under(scenario(.closing(.init(vestiging: b), year: 2026, to: a, share: 1)))
    }
    let moved = try base.under(
      scenario(
        .opening(a, .mt, year: 2026, pupils: 0),
        .closing(.init(vestiging: b), year: 2026, to: a, share: 1)))
    #expect(moved.outlook(.vestiging(b), year: 2026).interval95 == 0...0)
    let (here, there) = (
      moved.outlook(.one(a, .mt), year: 2026).median, base.outlook(.one(b, .mt), year: 2026).median
    )
    expectClose(here, there, absolute: 2)
    #expect(moved.probabilityOnOffer(everyYearOf: [2026]) == 0)
  }

  @Test func `a part of the intake goes to the other location and the whole stays`() throws {
    let more = try base.under(
      scenario(
        .opening(b, .bwi, year: 2024, pupils: 0),
        .share(
          from: .init(vestiging: a, profiel: .bwi), to: b, years: 2024...2100, share: 0.5)))
    let (kept, taken, before) = (
      more.outlook(.one(a, .bwi), year: 2029).median,
      more.outlook(.one(b, .bwi), year: 2029).median,
      base.outlook(.one(a, .bwi), year: 2029).median
    )
    expectClose(kept / before, 0.5, absolute: 0.08)
    expectClose((kept + taken) / before, 1, absolute: 0.08)
  }

  @Test func `leaving a year out fits again, and equals a fit without its counts`() throws {
    let left = try base.under(scenario(.weight(.examens, year: 2024, weight: 0)))
    let without = try TechniekForecast(
      data: TechniekForecastTests.data(
        SmallRegion.facts.filter { $0.period != .examenjaar(2024) }), options: base.options)
    #expect(left.projections().map(\.outlook) == without.projections().map(\.outlook))
    #expect(left.projections() != base.projections())
    #expect(throws: ForecastError.scenario(.notCounted(.examens, year: 2011))) {
      try base.under(scenario(.weight(.examens, year: 2011, weight: 0.5)))
    }
  }

  @Test func `what lies behind, is not there or is there already is refused`() {
    func refusal(_ change: Scenario.Change) -> ScenarioError? {
      do throws(ForecastError) {
        _ = try base.under(scenario(change))
        return nil
      } catch {
        if case .scenario(let refusal) = error { return refusal }
        return nil
      }
    }
    #expect(
      refusal(.intake(.init(), years: 2023...2100, factor: 0.9, isYearly: false))
        == .notAhead(year: 2023, first: 2024))
    let none = Scenario.Part(vestiging: b, profiel: .pie)
    #expect(
      refusal(.intakeNumber(none, years: 2024...2100, pupils: 3)) == .noSeries(none))
    #expect(refusal(.opening(a, .bwi, year: 2025, pupils: 3)) == .alreadyOpen(a, .bwi))
    #expect(
      refusal(.doorstroom(.mt, year: 2029, percent: 80)) == .noDoorstroom(.mt, year: 2029))
  }

  @Test func `an assumed course of the doorstroom carries the median there in a straight line`()
    throws
  {
    let data = RegionData(
      region: SmallRegion.region, facts: SmallRegion.facts,
      figures: [SmallRegion.doorstroom("M&T", 72, of: .exact(50))], offers: [],
      files: SmallRegion.files)
    let course = scenario(.doorstroom(.mt, year: 2029, percent: 84))
    let plain = try #require(DoorstroomForecast(group: .mt, data: data, techniek: nil))
    let assumed = try #require(
      DoorstroomForecast(group: .mt, data: data, techniek: nil, scenario: course))
    #expect(assumed.outlook(year: 2023) == plain.outlook(year: 2023))
    // The Jeffreys median of 36 in 50 lies at 71.7 %.
    expectClose(assumed.outlook(year: 2029).median, 83.8, absolute: 0.3)
    expectClose(assumed.outlook(year: 2026).median, 77.8, absolute: 0.3)
    expectClose(assumed.outlook(year: 2033).median, 83.8, absolute: 0.4)
    expectClose(assumed.probability(atLeast: 83.8, year: 2029).lowerBound, 0.5, absolute: 0.03)
    #expect(
      assumed.probability(atLeast: 80, everyYearOf: [2028, 2029]).lowerBound
        > plain.probability(atLeast: 80, everyYearOf: [2028, 2029]).lowerBound)
  }
}
