import Forecasting
import Models
import Records
import TestSupport
import Testing

/// Advice, published totals and profiles in the inflow of ``SmallRegion``: synthetic numbers in the layouts'
/// own measures and dimensions.
@Suite struct InflowSourcesTests {
  private static let children: [Observation] = (4...13).map { age in
    Observation(
      measure: "leerlingen", unit: .aantal, place: Place(.gebied, "Proefstad"),
      period: .peildatum(2017),
      dimensions: [.init("soort po", "Bo"), .init("leeftijd", "\(age)")],
      value: .count(.exact(age < 11 ? 600 : age == 11 ? 528 : age == 12 ? 90 : 0)),
      source: SourceCell(file: "d", row: age, column: "leerlingen"))
  }

  private static func data(_ facts: [Fact] = SmallRegion.facts) -> RegionData {
    RegionData(
      region: SmallRegion.region, facts: facts, figures: [], offers: [], files: SmallRegion.files)
  }

  private static func inflow(
    _ sources: Inflow.Sources = .init(), facts: [Fact] = SmallRegion.facts
  ) throws -> Inflow {
    try Inflow(data: data(facts), children: children, sources: sources)
  }

  private static func advice(
    _ year: Int, _ counts: [String: Count], school: String = "10AA00"
  ) -> [Observation] {
    counts.sorted { $0.key < $1.key }.map { name, count in
      Observation(
        measure: "schooladviezen", unit: .aantal, place: Place(.vestiging, school),
        period: .peildatum(year),
        dimensions: [.init("soort po", "Bo"), .init("advies", name)], value: .count(count),
        source: SourceCell(file: "e", row: year, column: "advies \(name)"))
    }
  }

  /// Of 100 children, this many with a plain vmbo advice.
  private static func advice(_ year: Int, vmbo: Int) -> [Observation] {
    advice(
      year,
      [
        "VMBO_B": .exact(vmbo / 2), "VMBO_GT": .exact(vmbo - vmbo / 2), "HAVO": .exact(60 - vmbo),
        "VWO": .exact(40),
      ])
  }

  private static func prognosis(
    _ institution: String, _ years: ClosedRange<Int>, level: String = "VMBO",
    _ pupils: (Int) -> Double
  ) -> [Observation] {
    years.map { year in
      Observation(
        measure: "leerlingenprognose", unit: .aantal, place: Place(.instelling, institution),
        period: .peildatum(year), dimensions: [.init("onderwijsniveau", level)],
        value: .number(pupils(year)),
        source: SourceCell(file: "f", row: year, column: "prognose"))
    }
  }

  private static func refusal(_ sources: Inflow.Sources) -> SourceFault? {
    do {
      _ = try inflow(sources)
      return nil
    } catch let error as ForecastError {
      if case .source(let fault) = error { return fault }
      return nil
    } catch {
      return nil
    }
  }

  // MARK: Advice

  @Test func `the share with a vmbo advice and the share of these that comes make one another up`()
    throws
  {
    let plain = try Self.inflow()
    let told = try Self.inflow(.init(advice: (2017...2024).flatMap { Self.advice($0, vmbo: 40) }))
    #expect(plain.advice == nil)
    // Advice of 2017 is of children who enter in 2020.
    #expect(told.advice?.trend.years.map(\.year) == Array(2020...2027))
    expectClose(
      told.techniekShare.mean, plain.techniekShare.mean / 0.4, relative: 0.01)
    for year in plain.years {
      expectClose(
        try told.forecast.mean(year).reduce(0, +), try plain.forecast.mean(year).reduce(0, +),
        relative: 0.01)
      // All children, in the table, also now.
      expectClose(
        try told.index.children(year), try plain.index.children(year), relative: 1e-12)
    }
  }

  @Test func `fewer children with a vmbo advice are fewer entrants three years later`() throws {
    // 40 of 100 up to the advice of 2021, 30 from 2022: entry in 2025.
    let inflow = try Self.inflow(
      .init(advice: (2017...2024).flatMap { Self.advice($0, vmbo: $0 < 2022 ? 40 : 30) }))
    let means = try inflow.years.map { try inflow.forecast.mean($0).reduce(0, +) }
    #expect(inflow.years == Array(2023...2027))
    expectClose(means[1] / means[0], 1, absolute: 0.03)
    expectClose(means[2] / means[1], 0.75, absolute: 0.03)
    let rows = try #require(inflow.advice).rows(inflow.years)
    #expect(rows.map(\.period.year) == Array(2020...2027))
    expectClose(rows[2].share, 40, absolute: 0.2)
    expectClose(rows[7].share, 30, absolute: 0.2)
  }

  @Test func `mixed advice counts half, the impossible and the total do not count`() throws {
    let advice = try SchoolAdvice(
      Self.advice(
        2020,
        [
          "VSO": .exact(2), "PRO": .exact(8), "VMBO_B_K": .exact(10), "VMBO_K": .exact(10),
          "VMBO_K_GT": .exact(10), "VMBO_GT_HAVO": .exact(20), "HAVO_VWO": .exact(40),
          "ADVIES_NIET_MOGELIJK": .exact(50), "totaal": .exact(100),
        ]))
    expectClose(advice.trend.years[0].share, 0.4, relative: 1e-12)
    #expect(advice.schools == [1] && advice.leftOut == 0)
  }

  @Test func `withheld advice is an interval that holds the share`() throws {
    let advice = try SchoolAdvice(
      (0..<10).flatMap { school in
        Self.advice(
          2020,
          ["VMBO_B": .suppressed(1...4), "VMBO_GT": .exact(8), "HAVO": .exact(10)],
          school: "1\(school)AA00")
      })
    let row = try #require(advice.rows([]).first)
    let extremes = try #require(row.extremes)
    expectClose(extremes.lowerBound, 100 * 90.0 / 190, relative: 1e-12)
    expectClose(extremes.upperBound, 100 * 120.0 / 220, relative: 1e-12)
    #expect(extremes.contains(row.share))
    #expect(extremes.lowerBound < row.interval80.lowerBound)
  }

  @Test func `advice that cannot give a share is refused with words`() throws {
    func refusal(_ advice: [Observation]) -> SourceFault? { Self.refusal(.init(advice: advice)) }
    #expect(
      refusal(Self.advice(2020, ["VMBO_B": .exact(9)])) == .adviceWithoutAll(year: 2020))
    #expect(refusal(Self.advice(2020, ["HAVO": .exact(9)])) == .adviceWithoutAll(year: 2020))
    #expect(
      refusal(
        Self.advice(2020, ["VMBO_B": .suppressed(1...4), "HAVO": .suppressed(1...4)]))
        == .adviceWithheld(year: 2020))
    #expect(
      refusal(Self.advice(2020, vmbo: 40) + Self.advice(2020, vmbo: 41))
        == .adviceTwice(school: "10AA00", year: 2020))
    for fault: SourceFault in [
      .adviceElsewhere(file: "a.csv"), .adviceInNumbers(file: "a.csv"),
      .adviceWithoutAll(year: 2020), .adviceWithheld(year: 2020),
      .adviceTwice(school: "10AA00", year: 2020), .prognosisElsewhere(institutions: ["00AA"]),
      .prognosisTwice(institution: "00AA", year: 2024), .poPrognosisElsewhere(file: "a.csv"),
      .poPrognosisTwice(school: "10AA00", year: 2026), .poPrognosisEmpty,
      .profiles(vestiging: "School A"),
    ] {
      #expect(!fault.message.nl.isEmpty && fault.message.nl != fault.message.en)
      #expect(ForecastError.source(fault).message == fault.message)
    }
  }

  @Test func `a school that does not deliver an advice is left out, and said`() throws {
    let inflow = try Self.inflow(
      .init(
        advice: Self.advice(2018, vmbo: 40)
          + Self.advice(2018, ["VMBO_B": .missing, "HAVO": .exact(500)], school: "11AA00")))
    expectClose(try #require(inflow.advice?.trend.years[0].share), 0.4, relative: 1e-12)
    #expect(inflow.findings.map(\.rule).contains("advies-niet-geleverd"))
  }

  // MARK: DUO's forecast

  @Test func `locations change as DUO expects of their institution`() throws {
    let inflow = try Self.inflow(
      .init(
        voPrognosis: Self.prognosis("00AA", 2024...2030) { year in 100 - 10 * Double(year - 2024) }
          + Self.prognosis("00AA", 2024...2030, level: "VWO") { _ in 900 }
          + Self.prognosis("00BB", 2024...2030) { _ in 50 }
          + Self.prognosis("77ZZ", 2024...2030) { _ in 1 }))
    let calibration = try #require(inflow.calibration)
    #expect(calibration.from == 2024 && calibration.to == 2027)
    let base = try inflow.forecast.mean(2024)
    for year in 2025...2027 {
      let means = try inflow.forecast.mean(year)
      // (100 − 10 t + 90 − 10 t)/2 of 95 at t = 0.
      expectClose(means[0] / base[0], (95 - 10 * Double(year - 2024)) / 95, relative: 1e-9)
      expectClose(means[1] / base[1], 1, relative: 1e-9)
    }
    expectClose(try #require(calibration.published[0]), 100 * 65.0 / 95, relative: 1e-9)
    expectClose(try #require(calibration.published[1]), 100, relative: 1e-9)
    // The years before are as without it.
    let plain = try Self.inflow()
    for (a, b) in zip(try inflow.forecast.mean(2023), try plain.forecast.mean(2023)) {
      expectClose(a, b, relative: 1e-12)
    }
    let shares = inflow.marketShares.filter { $0.vestiging.name == "School B" }
    #expect(try #require(shares.last).median > shares[0].median)
  }

  @Test func `an institution that is not there follows the children, and is named`() throws {
    let inflow = try Self.inflow(
      .init(voPrognosis: Self.prognosis("00AA", 2024...2030) { _ in 80 }))
    #expect(inflow.calibration?.published[1] == nil)
    #expect(inflow.findings.map(\.rule) == ["prognose-zonder-instelling"])
    let plain = try Self.inflow()
    expectClose(
      try inflow.forecast.mean(2027)[1], try plain.forecast.mean(2027)[1], relative: 1e-12)
    // Under its earlier code it is found.
    let earlier = try Self.inflow(
      .init(
        voPrognosis: Self.prognosis("00AA", 2024...2030) { _ in 80 }
          + Self.prognosis("99BB", 2024...2030) { _ in 80 }))
    #expect(earlier.findings.isEmpty)
  }

  @Test func `a forecast of other institutions, a year twice or one that begins too late`() throws {
    #expect(
      Self.refusal(.init(voPrognosis: Self.prognosis("77ZZ", 2024...2030) { _ in 80 }))
        == .prognosisElsewhere(institutions: ["00AA", "00BB", "99BB"]))
    #expect(
      Self.refusal(
        .init(
          voPrognosis: Self.prognosis("00AA", 2024...2030) { _ in 80 }
            + Self.prognosis("00AA", 2027...2027) { _ in 81 }))
        == .prognosisTwice(institution: "00AA", year: 2027))
    let late = try Self.inflow(
      .init(voPrognosis: Self.prognosis("00AA", 2030...2040) { _ in 80 }))
    #expect(late.calibration == nil)
    #expect(late.findings.map(\.rule) == ["prognose-begint-later"])
  }

  // MARK: Years beyond the counted children

  private static func po(
    _ school: String, _ years: ClosedRange<Int>, _ pupils: (Int) -> Double
  ) -> [Observation] {
    years.map { year in
      Observation(
        measure: "leerlingenprognose", unit: .aantal, place: Place(.vestiging, school),
        period: .peildatum(year), dimensions: [.init("soort po", "BO")],
        value: .number(pupils(year)),
        source: SourceCell(file: "p", row: year, column: "prognose"))
    }
  }

  @Test func `where both are known the years beyond change as all primary pupils do`() throws {
    // Known by cohorts to 2027, so by pupils of 2021; a tenth fewer in 2023, for leerjaar 3 of 2029.
    let inflow = try Self.inflow(
      .init(
        poPrognosis: Self.po("10AA00", 2020...2030) { $0 < 2023 ? 3000 : 2700 }
          + Self.po("11AA00", 2020...2030) { $0 < 2023 ? 1000 : 900 }))
    let beyond = try #require(inflow.beyond)
    #expect(beyond.counted == 2027 && beyond.first == 2028 && beyond.overlaps)
    #expect(beyond.schools == 2)
    #expect(inflow.years == Array(2023...2036))
    let plain = try Self.inflow()
    for year in plain.years {
      expectClose(
        try inflow.index.children(year), try plain.index.children(year), relative: 1e-12)
      #expect(inflow.origin(year) == .counted)
    }
    #expect(inflow.origin(2028) == .expected)
    // exp of half the variance is in the means.
    expectClose(
      try inflow.index.children(2028) / inflow.index.children(2027), 1, absolute: 0.005)
    expectClose(
      try inflow.index.children(2029) / inflow.index.children(2028), 0.9, absolute: 0.002)
    func width(_ year: Int) -> Double {
      let range = inflow.outlook(year: year).interval95
      return (range.upperBound - range.lowerBound) / inflow.outlook(year: year).median
    }
    #expect(width(2036) > width(2027))
  }

  @Test func `a forecast that begins later is met by a straight line, and said`() throws {
    let inflow = try Self.inflow(
      .init(poPrognosis: Self.po("10AA00", 2026...2040) { _ in 4800 }))
    let beyond = try #require(inflow.beyond)
    #expect(beyond.counted == 2027 && beyond.first == 2032 && !beyond.overlaps)
    #expect(beyond.schools == 1)
    #expect(inflow.years.last == 2037)
    #expect(inflow.origin(2030) == .between && inflow.origin(2032) == .expected)
    // The count by age has 7 · 600 + 528 + 90 = 4818 primary pupils, and some 600 of an age.
    expectClose(try inflow.index.children(2032), 600 * 4800.0 / 4818, relative: 0.03)
    let far = try Self.inflow(.init(poPrognosis: Self.po("10AA00", 2040...2045) { _ in 4800 }))
    #expect(far.beyond == nil && far.findings.map(\.rule) == ["prognose-po-sluit-niet-aan"])
  }

  @Test func `a school twice, or no year of all schools, is refused`() {
    #expect(
      Self.refusal(
        .init(
          poPrognosis: Self.po("10AA00", 2026...2030) { _ in 1 }
            + Self.po("10AA00", 2030...2031) { _ in 1 }))
        == .poPrognosisTwice(school: "10AA00", year: 2030))
    #expect(
      Self.refusal(
        .init(
          poPrognosis: Self.po("10AA00", 2026...2028) { _ in 1 }
            + Self.po("11AA00", 2029...2031) { _ in 1 })) == .poPrognosisEmpty)
  }

  // MARK: Profiles and market share

  @Test func `profiles sum to their location and locations to the region, in every path`() throws {
    let inflow = try Self.inflow()
    // The region's own statement of 2023 is newer than DUO's leerjaar 3 of 2019.
    #expect(inflow.profiles.counts == [.opgave(2023), .opgave(2023)])
    #expect(inflow.profiles.profielen == [.bwi, .pie, .mt])
    for year in inflow.years {
      for location in 0..<2 {
        let parts = (0...3).map {
          inflow.profiles.paths.total(category: $0, locations: [location], year: year)
        }
        let total = inflow.paths.total([location], year: year)
        #expect(total.indices.allSatisfy { p in parts.reduce(0) { $0 + $1[p] } == total[p] })
      }
    }
    for vestiging in [nil] + inflow.vestigingen.map(Optional.some) {
      for row in inflow.rows where row.vestiging == vestiging {
        let parts = inflow.profileRows.filter {
          $0.vestiging == vestiging && $0.period == row.period
        }
        expectClose(parts.reduce(0) { $0 + $1.mean }, row.mean, relative: 1e-9)
      }
    }
    let school = inflow.profileRows.filter { $0.vestiging?.name == "School A" }
    #expect(Set(school.map(\.profiel)) == [.bwi, .pie])
    // 60 of 99 in the statement.
    expectClose(school[0].mean / (school[0].mean + school[5].mean), 60.0 / 99, absolute: 0.03)
  }

  @Test func `market shares sum to about 100 and lie in their intervals`() throws {
    let inflow = try Self.inflow()
    for year in inflow.years {
      let shares = inflow.marketShares.filter { $0.period.year == year }
      expectClose(shares.reduce(0) { $0 + $1.median }, 100, absolute: 0.5)
      for share in shares {
        #expect(share.interval80.contains(share.median) && share.interval95.contains(share.median))
        #expect(share.interval95.lowerBound >= 0 && share.interval95.upperBound <= 100)
      }
    }
  }

  @Test func `a newer count by profile is taken, its withheld cells held to the total`() throws {
    func passed(_ vestiging: String, _ profiel: Profiel, _ count: Count, row: Int) -> Fact {
      Fact(
        layout: "duo-geslaagden", measure: .examenkandidaten, period: .examenjaar(2026),
        vestiging: SmallRegion.code(vestiging), leerweg: .kb, profiel: profiel, sector: .techniek,
        count: count, source: SourceCell(file: "g", row: row, column: "examenkandidaten"))
    }
    // Entered in 2024. BWI at most 4, PIE 40, M&T 1 to 4 with DUO's total of 47: 3 and 4, or 4 and 3.
    let newer = [
      passed("00AA00", .bwi, .suppressed(1...4), row: 2),
      passed("00AA00", .pie, .exact(40), row: 3),
      passed("00AA00", .mt, .suppressed(1...4), row: 4),
    ]
    let total = SmallRegion.exam("00AA00", 2026, .exact(47), row: 90)
    let inflow = try Self.inflow(facts: SmallRegion.facts + newer + [total])
    #expect(inflow.profiles.counts == [.examens(2026), .opgave(2023)])
    let table = try #require(inflow.profiles.split.bases[0]?.table)
    #expect(table.rowTotals == [47])
    var generator = SplitMix(seed: 1)
    for _ in 0..<50 {
      let draw = try table.draw(using: &generator)
      expectClose(draw[0].reduce(0, +), 47, absolute: 1e-6)
      for cell in [draw[0][0], draw[0][2]] { #expect((3 - 1e-6...4).contains(cell)) }
    }
    // A total that the cells cannot have is said and not used.
    let wrong = SmallRegion.exam("00AA00", 2026, .exact(60), row: 90)
    let other = try Self.inflow(facts: SmallRegion.facts + newer + [wrong])
    #expect(other.findings.map(\.rule).contains("profielen-passen-niet-bij-totaal"))
    #expect(other.profiles.split.bases[0]?.table.rowTotals == [nil])
  }

  @Test func `a location of which nothing is counted by profile stays whole, as unknown`() throws {
    let facts = SmallRegion.facts.filter {
      $0.profiel == nil || $0.vestiging != SmallRegion.code("00BB00")
    }
    let inflow = try Self.inflow(facts: facts)
    #expect(inflow.profiles.counts[1] == nil)
    #expect(inflow.findings.map(\.rule) == ["instroom-zonder-profielen"])
    let rows = inflow.profileRows.filter { $0.vestiging?.name == "School B" }
    #expect(rows.allSatisfy { $0.profiel == nil } && rows.count == 5)
    #expect(inflow.profileRows.contains { $0.vestiging == nil && $0.profiel == nil })
  }
}
