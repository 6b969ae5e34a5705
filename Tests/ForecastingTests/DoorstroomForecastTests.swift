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

  // MARK: Several years

  private static func years(
    _ group: String, _ percents: [Double], of count: Count = .exact(200), first: Int = 2023
  ) -> [Figure] {
    percents.enumerated().map {
      SmallRegion.doorstroom(group, $0.element, of: count, in: first + $0.offset)
    }
  }

  @Test func `several years are measured together, and tell of the drift of all groups`() throws {
    let figures =
      Self.years("M&T", [72, 73, 72, 73]) + [SmallRegion.doorstroom("PIE", 90, of: .exact(50))]
    let data = Self.data(figures)
    let mt = try #require(DoorstroomForecast(group: .mt, data: data, techniek: nil))
    let pie = try #require(DoorstroomForecast(group: .pie, data: data, techniek: nil))
    #expect(mt.figure.period.year == 2026 && mt.measurements.count == 4 && mt.leftOut.isEmpty)
    let drift = try #require(mt.drift)
    #expect(drift.groups == [.mt] && pie.drift == drift)
    // Four nearly equal years: less than the prior's mean of 0.12, and known better than from one.
    #expect(drift.perYear < 0.11)
    let alone = try #require(
      DoorstroomForecast(
        group: .mt, data: Self.data([SmallRegion.doorstroom("M&T", 73, of: .exact(200), in: 2026)]),
        techniek: nil))
    #expect(alone.drift == nil)
    func width(_ range: ClosedRange<Double>) -> Double { range.upperBound - range.lowerBound }
    #expect(width(mt.interval95) < 0.8 * width(alone.interval95))
    // And jumps make the years to come less sure.
    let wild = try #require(
      DoorstroomForecast(
        group: .mt, data: Self.data(Self.years("M&T", [52, 78, 50, 73])), techniek: nil))
    #expect((wild.drift?.perYear ?? 0) > 0.3)
    #expect(
      width(wild.outlook(year: 2029).interval95) > 2 * width(mt.outlook(year: 2029).interval95))
  }

  @Test func `years of another definition, without leavers or stated twice are left out and told`()
    throws
  {
    let figures = [
      SmallRegion.doorstroom("M&T", 60, of: .exact(90), in: 2021, definition: "geslaagden"),
      SmallRegion.doorstroom("M&T", 70, of: .exact(80), in: 2022, definition: "verlaters"),
      SmallRegion.doorstroom("M&T", 71, of: .exact(80), in: 2022, definition: "verlaters"),
      SmallRegion.doorstroom("M&T", 72, of: .exact(80), in: 2023, definition: "verlaters"),
    ]
    let forecast = try #require(
      DoorstroomForecast(group: .mt, data: Self.data(figures), techniek: nil))
    #expect(forecast.measurements.map(\.figure.value) == [70, 72])
    #expect(forecast.leftOut.map(\.value) == [60, 71])
    #expect(
      Self.data(figures).crossChecks(files: SmallRegion.files)
        .filter { $0.rule == "doorstroom-dubbel" }.map(\.value) == ["71.0"])
    // Nothing counts who left Z&W: a year without a denominator is no measurement.
    let zw = [
      SmallRegion.doorstroom("Z&W", 9, in: 2021),
      SmallRegion.doorstroom("Z&W", 10, of: .exact(80), in: 2022),
      SmallRegion.doorstroom("Z&W", 11, of: .exact(80), in: 2023),
    ]
    let other = try #require(DoorstroomForecast(group: .zw, data: Self.data(zw), techniek: nil))
    #expect(other.measurements.map(\.figure.value) == [10, 11])
    #expect(other.leftOut.map(\.value) == [9])
  }

  @Test func `uncertain leavers in several years leave an interval of the chance`() throws {
    func forecast(_ count: Count) throws -> DoorstroomForecast {
      try #require(
        DoorstroomForecast(
          group: .mt, data: Self.data(Self.years("M&T", [70, 74], of: count)), techniek: nil))
    }
    let (few, many) = (try forecast(.exact(40)), try forecast(.exact(60)))
    let between = try forecast(.suppressed(40...60))
    let interval = between.interval95
    // The drift is learned from the middle of the leavers: the ends differ a little from theirs.
    expectClose(interval.lowerBound, few.interval95.lowerBound, absolute: 0.3)
    expectClose(interval.upperBound, few.interval95.upperBound, absolute: 0.3)
    let chance = between.probability(atLeast: 80, year: 2029)
    #expect(chance.lowerBound < chance.upperBound)
    expectClose(
      chance.lowerBound, many.probability(atLeast: 80, year: 2029).lowerBound, absolute: 0.02)
  }

  @Test func `who stays in the region is a share of those who go to technical mbo`() throws {
    let figures = [
      SmallRegion.doorstroom("M&T", 80, of: .exact(50)),
      SmallRegion.doorstroom("M&T", 60, of: .exact(50), regional: true),
      SmallRegion.doorstroom("PIE", 50, of: .exact(40)),
      SmallRegion.doorstroom("PIE", 55, of: .exact(40), regional: true),
    ]
    let data = Self.data(figures)
    let stays = DoorstroomRetention.all(in: data, techniek: nil)
    #expect(stays.map(\.group) == [.mt])
    #expect(stays[0].share == 75)
    // 30 of 40: R qbeta(c(.025, .975), 30.5, 10.5) = 0.6016939557 0.8636065455.
    expectClose(stays[0].interval95.lowerBound, 60.169_395_57, absolute: 1e-5)
    expectClose(stays[0].interval95.upperBound, 86.360_654_55, absolute: 1e-5)
    #expect(
      data.crossChecks(files: SmallRegion.files).filter { $0.rule == "doorstroom-regio-hoger" }
        .map(\.value) == ["55.0"])
    let regional = try #require(
      DoorstroomForecast(
        group: .mt, indicator: DoorstroomForecast.regionalIndicator, data: data, techniek: nil))
    #expect(regional.figure.value == 60)
  }
}
