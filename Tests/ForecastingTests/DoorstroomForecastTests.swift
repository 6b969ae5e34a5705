import Forecasting
import Records
import TestSupport
import Testing

@Suite struct DoorstroomForecastTests {
  static func data(_ figures: [Figure], facts: [Fact] = SmallRegion.facts) -> RegionData {
    RegionData(
      region: SmallRegion.region, facts: facts, figures: figures, offers: [],
      files: SmallRegion.files)
  }

  @Test func `a denominator from the source is used as it is`() throws {
    let forecast = try #require(
      DoorstroomForecast(
        group: .mt, data: Self.data([SmallRegion.doorstroom("M&T", 72, of: .exact(50))]),
        techniek: nil))
    #expect(forecast.leavers.number == 50...50)
    // Jeffreys for 36 of 50: R qbeta(c(.025,.975), 36.5, 14.5) = 0.5857873202 0.8295717146.
    expectClose(forecast.interval95.lowerBound, 58.57873202, relative: 1e-8)
    expectClose(forecast.interval95.upperBound, 82.95717146, relative: 1e-8)
  }

  @Test func `without a denominator the leavers are estimated from stocks and exams`() throws {
    let figures = [SmallRegion.doorstroom("BWI", 83)]
    let techniek = try TechniekForecast(
      data: Self.data(figures), options: .init(lastYear: 2029, paths: 100))
    let forecast = try #require(
      DoorstroomForecast(group: .bwi, data: Self.data(figures), techniek: techniek))
    // Half of about 60 pupils are in leerjaar 4.
    #expect((24...36).contains(forecast.leavers.middle))
    #expect(forecast.leavers.number.lowerBound < forecast.leavers.number.upperBound)
  }

  @Test func `a location with one profile gives its exam candidates as the denominator`() throws {
    let figures = [SmallRegion.doorstroom("M&T", 58)]
    let techniek = try TechniekForecast(
      data: Self.data(figures), options: .init(lastYear: 2029, paths: 100))
    let forecast = try #require(
      DoorstroomForecast(group: .mt, data: Self.data(figures), techniek: techniek))
    // School B has M&T only: 10 candidates in 2023. 58 % of 10 is not rounded to whole pupils.
    #expect(forecast.leavers.number == 10...10)
    #expect(abs(forecast.outlook(year: 2023).median - 58) < 1.5)
  }

  @Test func `an uncertain denominator leaves an interval of the chance and the widest margin`()
    throws
  {
    func forecast(_ count: Count) throws -> DoorstroomForecast {
      try #require(
        DoorstroomForecast(
          group: .mt, data: Self.data([SmallRegion.doorstroom("M&T", 72, of: count)]),
          techniek: nil))
    }
    let (few, many) = (try forecast(.exact(40)), try forecast(.exact(60)))
    let between = try forecast(.suppressed(40...60))
    #expect(between.interval95 == few.interval95)
    let chance = between.probability(atLeast: 80, year: 2029)
    #expect(chance.lowerBound == many.probability(atLeast: 80, year: 2029).lowerBound)
    #expect(chance.upperBound == few.probability(atLeast: 80, year: 2029).upperBound)
  }

  @Test func `a percentage that is none gives no forecast`() {
    for value in [-3.0, 101] {
      #expect(
        DoorstroomForecast(
          group: .mt, data: Self.data([SmallRegion.doorstroom("M&T", value, of: .exact(50))]),
          techniek: nil) == nil)
    }
  }

  @Test func `for TL and Groen the exams of the municipality are the denominator`() throws {
    let facts = [
      SmallRegion.exam("00AA00", 2023, .exact(80), row: 5, leerweg: .tl, sector: .economie),
      SmallRegion.exam("00XX00", 2023, .suppressed(1...4), row: 6, leerweg: .tl),
      SmallRegion.exam("00XX00", 2023, .exact(33), row: 7, sector: .landbouw),
    ]
    let data = Self.data(
      [SmallRegion.doorstroom("TL", 26), SmallRegion.doorstroom("Groen", 25)], facts: facts)
    let tl = DoorstroomForecast(group: Profiel("TL"), data: data, techniek: nil)
    #expect(tl?.leavers.number == 81...84)
    #expect(DoorstroomForecast(group: .groen, data: data, techniek: nil)?.leavers.number == 33...33)
  }

  @Test func `no percentage or no leavers gives no forecast`() {
    #expect(DoorstroomForecast(group: .mt, data: Self.data([]), techniek: nil) == nil)
    #expect(
      DoorstroomForecast(
        group: .zw, data: Self.data([SmallRegion.doorstroom("Z&W", 10)]), techniek: nil) == nil)
  }

  @Test func `the later the year, the wider the interval; the higher the target, the less likely`()
    throws
  {
    let forecast = try #require(
      DoorstroomForecast(
        group: .mt, data: Self.data([SmallRegion.doorstroom("M&T", 72, of: .exact(50))]),
        techniek: nil))
    let width = { (year: Int) in
      let range = forecast.outlook(year: year).interval95
      return range.upperBound - range.lowerBound
    }
    #expect(width(2023) < width(2026) && width(2026) < width(2029))
    #expect(
      forecast.probability(atLeast: 80, year: 2029).upperBound
        < forecast.probability(atLeast: 75, year: 2029).lowerBound)
    #expect(
      forecast.probability(atLeast: 70, everyYearOf: [2025, 2026, 2027, 2028, 2029]).upperBound
        < forecast.probability(atLeast: 70, year: 2029).lowerBound)
    #expect(
      forecast.probability(atLeast: 80, year: 2023) == forecast.probabilityNow(atLeast: 80))
  }

  @Test func `fifty leavers can show a rise of some twenty points and no less`() throws {
    let forecast = try #require(
      DoorstroomForecast(
        group: .mt, data: Self.data([SmallRegion.doorstroom("M&T", 72, of: .exact(50))]),
        techniek: nil))
    // R 4.2.2: power.prop.test(n = 50, p1 = .72, power = .8)$p2 = 0.9303230661.
    expectClose(forecast.smallestDetectableDifference ?? .nan, 21.03230661, absolute: 1e-3)
  }
}
