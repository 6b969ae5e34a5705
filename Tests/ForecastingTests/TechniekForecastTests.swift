import Forecasting
import Records
import TestSupport
import Testing

@Suite struct TechniekForecastTests {
  static func data(_ facts: [Fact] = SmallRegion.facts) -> RegionData {
    RegionData(
      region: SmallRegion.region, facts: facts, figures: [], offers: [], files: SmallRegion.files)
  }

  static let options = TechniekForecast.Options(lastYear: 2029, paths: 1_000)
  let forecast: TechniekForecast

  init() throws {
    forecast = try TechniekForecast(data: Self.data(), options: Self.options)
  }

  @Test func `every stated profile is a series, in the order of the region file`() {
    #expect(
      forecast.series.map { "\($0.vestiging.code) \($0.profiel?.name ?? "-")" }
        == ["00AA00 BWI", "00AA00 PIE", "00BB00 M&T"])
    #expect(forecast.baseYear == 2023)
    #expect(forecast.years == [2024, 2025, 2026, 2027, 2028, 2029])
    #expect(forecast.subject == .stock)
  }

  @Test func `a stable region is expected to stay about as it is, ever less surely`() {
    let near = forecast.outlook(.all, year: 2024)
    let far = forecast.outlook(.all, year: 2029)
    #expect(near.interval95.contains(119))
    #expect(abs(near.median - 119) < 12)
    let width = { (range: ClosedRange<Double>) in range.upperBound - range.lowerBound }
    #expect(width(far.interval95) > width(near.interval95))
    #expect(width(far.interval95) > width(far.interval80))
  }

  @Test func `the whole is the sum of its parts in every future`() {
    let whole = forecast.outlook(.all, year: 2027)
    // Means add up where medians do not: compare through the chance of exceeding, at the extremes.
    #expect(forecast.probability(.all, atLeast: 0, everyYearOf: [2027]) == 1)
    #expect(forecast.probability(.all, atLeast: 1e6, everyYearOf: [2027]) == 0)
    let parts = [Profiel.bwi, .pie, .mt].map { forecast.outlook(.profiel($0), year: 2027) }
    #expect(parts.map(\.interval95.lowerBound).reduce(0, +) <= whole.interval95.lowerBound)
    #expect(parts.map(\.interval95.upperBound).reduce(0, +) >= whole.interval95.upperBound)
    #expect(
      forecast.outlook(.vestiging(SmallRegion.code("00BB00")), year: 2027)
        == forecast.outlook(.profiel(.mt), year: 2027))
  }

  @Test func `a higher target or more years is never more likely`() {
    let targets = [80.0, 100, 110, 120, 130, 160]
    let chances = targets.map { forecast.probability(.all, atLeast: $0, everyYearOf: [2029]) }
    #expect(chances == chances.sorted(by: >))
    #expect(
      forecast.probability(.all, atLeast: 110, everyYearOf: [2025, 2026, 2027])
        <= forecast.probability(.all, atLeast: 110, everyYearOf: [2027]))
  }

  @Test func `the same files give the same figures, in whatever order the facts come`() throws {
    let again = try TechniekForecast(data: Self.data(), options: Self.options)
    #expect(again.projections() == forecast.projections())
    let shuffled = try TechniekForecast(
      data: Self.data(SmallRegion.facts.reversed()), options: Self.options)
    #expect(
      shuffled.outlook(.all, year: 2029).median == forecast.outlook(.all, year: 2029).median)
  }

  @Test func `a profile that begins with a third year alone has no earlier cohorts`() throws {
    let new =
      SmallRegion.stock("00BB00", .mvi, [7, 14, 15, 14, 15])
      + SmallRegion.leerjaren("00BB00", .mvi, third: 7, fourth: 0)
    let grown = try TechniekForecast(
      data: Self.data(SmallRegion.facts + new), options: Self.options)
    let now = grown.outlook(.profiel(.mvi), year: 2024)
    #expect(now.interval95.contains(15))
    #expect(now.interval95.upperBound < 40)
  }

  @Test func `a region with exams only forecasts exam candidates`() throws {
    let exams = try TechniekForecast(
      data: Self.data(SmallRegion.facts.filter { $0.layout == "duo-tabel-examens" }),
      options: Self.options)
    #expect(exams.subject == .exams)
    #expect(exams.years.first == 2025)
    #expect(exams.outlook(.all, year: 2025).interval95.contains(57))
    #expect(exams.observed(.all).last?.count == .exact(57))
  }

  @Test func `the flows agree with a plain ratio of the counts`() throws {
    // Leerjaar 4 of 2019 (A 49, B 10) sat the exam of 2020 as 48 and 10; two locations are too few
    // for the regression, so a third is added: 10 of 10.
    #expect(forecast.flows.allSatisfy { $0.plain == nil })
    let region = Region(
      id: "proef", name: "Proefregio", document: "", years: 2025...2029,
      vestigingen: SmallRegion.region.vestigingen + [
        .init(code: SmallRegion.code("00CC00"), name: "School C")
      ], gemeenten: [], arbeidsmarktregios: [])
    let facts =
      SmallRegion.facts + SmallRegion.stock("00CC00", .bwi, [20, 20, 20, 20, 20])
      + SmallRegion.leerjaren("00CC00", .bwi, third: 10, fourth: 10)
      + SmallRegion.exams("00CC00", [10, 10, 10, 10, 10].map(Count.exact))
    let three = try TechniekForecast(
      data: RegionData(
        region: region, facts: facts, figures: [], offers: [], files: SmallRegion.files),
      options: Self.options)
    let flow = three.flows[1]
    // Intercept-only Poisson with offset: the maximum likelihood estimate is the ratio of the sums.
    expectClose(flow.plain?.value ?? .nan, 100 * 68.0 / 69.0, relative: 1e-9)
    #expect(flow.estimate.interval95.overlaps(flow.plain?.interval95 ?? 0...0))
  }

  @Test func `a region without technical pupils is refused by name`() {
    #expect(throws: ForecastError.noSeries(region: "Proefregio")) {
      try TechniekForecast(data: Self.data([]), options: Self.options)
    }
  }
}
