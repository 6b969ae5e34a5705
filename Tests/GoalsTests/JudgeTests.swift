import Forecasting
@testable import Goals
import Records
import TestSupport
import Testing

@Suite struct JudgeTests {
  static func goal(
    _ indicator: String, _ kind: Goal.Kind, profielen: [Profiel] = [], peiljaar: Int? = 2023,
    deadline: Int = 2029, missing: Phrase? = nil
  ) -> Goal {
    Goal(
      id: "doel", region: "proef", title: Phrase(nl: "Doel", en: "Goal"), quote: "…", section: "§1",
      indicator: indicator, profielen: profielen, kind: kind, peiljaar: peiljaar,
      deadline: deadline, missingData: missing)
  }

  static func judge(_ figures: [Figure] = [], facts: [Fact] = SmallRegion.facts) throws -> Judge {
    let data = RegionData(
      region: SmallRegion.region, facts: facts, figures: figures, offers: [],
      files: SmallRegion.files)
    let techniek = try? TechniekForecast(data: data, options: .init(lastYear: 2029, paths: 1_000))
    return Judge(data: data, techniek: techniek)
  }

  // MARK: Several years of doorstroom

  @Test func `years that were measured decide; of a rate to keep every year counts`() throws {
    let figures = [(2025, 60.0), (2026, 84), (2027, 85)].map {
      SmallRegion.doorstroom("M&T", $0.1, of: .exact(100), in: $0.0)
    }
    let judge = try Self.judge(figures)
    func verdict(_ kind: Goal.Kind, deadline: Int, _ indicator: String = "doorstroom-technisch-mbo")
      -> Verdict
    {
      judge.verdict(on: Self.goal(indicator, kind, profielen: [.mt], deadline: deadline))
    }
    let kept = verdict(.keep(atLeast: 80), deadline: 2029)
    #expect(kept.outcome == .nietGehaald && kept.latest?.period.year == 2025)
    #expect(judge.chance(of: kept.goal) == nil)
    let reached = verdict(.level(atLeast: 80), deadline: 2026)
    #expect(reached.latest?.period.year == 2026 && reached.latest?.value == 84...84)
    let ahead = verdict(.level(atLeast: 80), deadline: 2029)
    #expect(ahead.probability != nil && judge.chance(of: ahead.goal) == ahead.probability)
    #expect(ahead.sentence.nl.contains("volgens de opgave 85 % van 100 leerlingen"))
    #expect(ahead.sentence.nl.contains("geschat"))
    #expect(ahead.notes.contains { $0.nl.contains("Berekend uit 3 jaar (2025, 2026, 2027)") })
    let regional = verdict(
      .level(atLeast: 80), deadline: 2029, "doorstroom-technisch-mbo-regio")
    #expect(regional.outcome == .nietTeZeggen)
  }

  @Test func `percentages of another definition are named and not used`() throws {
    let judge = try Self.judge([
      SmallRegion.doorstroom("M&T", 60, of: .exact(100), in: 2022, definition: "geslaagden"),
      SmallRegion.doorstroom("M&T", 70, of: .exact(100), in: 2023, definition: "verlaters"),
    ])
    let verdict = judge.verdict(
      on: Self.goal("doorstroom-technisch-mbo", .level(atLeast: 80), profielen: [.mt]))
    #expect(
      verdict.notes.contains {
        $0.nl.contains("Niet gebruikt: 60 % in 2022")
          || $0.nl.contains("Niet gebruikt: 60,0 % in 2022")
      })
  }

  // MARK: The three-valued rule

  @Test(arguments: [
    (0.0, Verdict.Outcome.buitenBereik), (0.0999, .buitenBereik), (0.1, .risico), (0.7499, .risico),
    (0.75, .opKoers), (1, .opKoers),
  ])
  func `a goal to come is judged by its chance`(chance: Double, expected: Verdict.Outcome) throws {
    #expect(Judge.outOfReach == 0.1 && Judge.onCourse == 0.75)
    #expect(Judge.outcome(probability: chance...chance) == expected)
  }

  @Test func `bounds on a chance give only what holds at both ends`() {
    #expect(Judge.outcome(probability: 0.4...0.97) == .risico)
    #expect(Judge.outcome(probability: 0.05...0.2) == .risico)
    #expect(Judge.outcome(probability: 0.8...0.97) == .opKoers)
    #expect(Judge.outcome(probability: 0.01...0.09) == .buitenBereik)
  }

  @Test func `a rate to keep is asked every year, a rate to reach in its deadline`() throws {
    let judge = try Self.judge([SmallRegion.doorstroom("M&T", 80, of: .exact(50))])
    let keep = judge.verdict(
      on: Self.goal("doorstroom-technisch-mbo", .keep(atLeast: 80), profielen: [.mt]))
    let reach = judge.verdict(
      on: Self.goal("doorstroom-technisch-mbo", .level(atLeast: 80), profielen: [.mt]))
    let (every, last) = (try #require(keep.probability), try #require(reach.probability))
    #expect(every.upperBound < last.lowerBound)
    #expect(keep.sentence.nl.contains("in elk jaar van 2025 tot en met 2029"))
    #expect(reach.sentence.nl.contains("van minstens 80 % in 2029: "))
    #expect(reach.sentence.nl.contains("als het gelijk blijft"))
  }

  @Test func `79 % of a hundred does not miss 80 %`() throws {
    let verdict = try Self.judge([SmallRegion.doorstroom("M&T", 79, of: .exact(100))]).verdict(
      on: Self.goal(
        "doorstroom-technisch-mbo", .level(atLeast: 80), profielen: [.mt], deadline: 2023))
    #expect(verdict.outcome == .nietTeZeggen)
    #expect(verdict.interval95?.contains(80) == true)
  }

  @Test func `a percentage far from the target is told apart`() throws {
    let judge = try Self.judge([
      SmallRegion.doorstroom("M&T", 40, of: .exact(200)),
      SmallRegion.doorstroom("BWI", 97, of: .exact(400)),
    ])
    let low = Self.goal(
      "doorstroom-technisch-mbo", .level(atLeast: 80), profielen: [.mt], deadline: 2023)
    let high = Self.goal(
      "doorstroom-technisch-mbo", .keep(atLeast: 83), profielen: [.bwi], deadline: 2023)
    #expect(judge.verdict(on: low).outcome == .nietGehaald)
    #expect(judge.verdict(on: high).outcome == .gehaald)
  }

  // MARK: Pupils

  @Test func `few pupils asked of a stable region is on course, many is out of reach`() throws {
    let judge = try Self.judge()
    let easy = judge.verdict(on: Self.goal("leerlingen-techniek", .keep(atLeast: 40)))
    let hard = judge.verdict(on: Self.goal("leerlingen-techniek", .keep(atLeast: 400)))
    let even = judge.verdict(on: Self.goal("leerlingen-techniek", .level(atLeast: 119)))
    #expect(easy.outcome == .opKoers)
    #expect(hard.outcome == .buitenBereik)
    #expect(even.outcome == .risico)
    #expect(even.latest?.value == 119...119)
    #expect(even.changePerYear == -0.25)
    #expect(hard.neededPerYear == (400.0 - 119) / 6)
    #expect(even.sources.count == 3)
    #expect(even.sentence.nl.hasPrefix("Op 1 oktober 2023 waren het 119 leerlingen"))
  }

  @Test func `a deadline that has passed is judged on its own year, not on the newest`() throws {
    // 2019…2023: 120 121 118 121 119.
    let judge = try Self.judge()
    let reached = judge.verdict(
      on: Self.goal("leerlingen-techniek", .level(atLeast: 121), deadline: 2022))
    let missed = judge.verdict(
      on: Self.goal("leerlingen-techniek", .level(atLeast: 119), deadline: 2021))
    #expect(reached.outcome == .gehaald)
    #expect(missed.outcome == .nietGehaald)
    #expect(missed.sentence.nl.contains("Op 1 oktober 2021 waren het 118"))
    let before = judge.verdict(
      on: Self.goal("leerlingen-techniek", .level(atLeast: 1), deadline: 2010))
    #expect(before.outcome == .nietTeZeggen)
  }

  @Test func `a year of the programme that fell short decides a goal to keep`() throws {
    var region = SmallRegion.region
    region.years = 2020...2029
    let data = RegionData(
      region: region, facts: SmallRegion.facts, figures: [], offers: [], files: SmallRegion.files)
    let techniek = try TechniekForecast(data: data, options: .init(lastYear: 2029, paths: 500))
    let verdict = Judge(data: data, techniek: techniek).verdict(
      on: Self.goal("leerlingen-techniek", .keep(atLeast: 119)))
    #expect(verdict.outcome == .nietGehaald)
    #expect(verdict.latest?.period == .peildatum(2021))
    let lower = Judge(data: data, techniek: techniek).verdict(
      on: Self.goal("leerlingen-techniek", .keep(atLeast: 60)))
    #expect(lower.outcome == .opKoers)
  }

  @Test func `exam candidates do not decide a goal on pupils`() throws {
    let exams = try Self.judge(facts: SmallRegion.facts.filter { $0.layout == "duo-tabel-examens" })
    let verdict = exams.verdict(on: Self.goal("leerlingen-techniek", .keep(atLeast: 10)))
    #expect(verdict.outcome == .nietTeZeggen)
  }

  @Test func `a goal on one profile is judged on that profile, one on some is not guessed`() throws
  {
    let judge = try Self.judge()
    let pie = judge.verdict(
      on: Self.goal("leerlingen-techniek", .keep(atLeast: 60), profielen: [.pie]))
    #expect(pie.latest?.value == 39...39)
    #expect(pie.outcome == .buitenBereik || pie.outcome == .risico)
    for goal in [
      Self.goal("leerlingen-techniek", .keep(atLeast: 60), profielen: [.pie, .bwi]),
      Self.goal("aanbod-profielen", .onOffer, profielen: [.pie]),
      Self.goal(
        "keuze-techniek", .growth(percent: 5), profielen: [.pie], peiljaar: 2019, deadline: 2023),
      Self.goal("doorstroom-technisch-mbo", .level(atLeast: 80), profielen: [.mt, .bwi]),
    ] {
      let verdict = judge.verdict(on: goal)
      #expect(verdict.outcome == .nietTeZeggen)
      #expect(verdict.sentence.nl.contains("profielen"))
    }
  }

  @Test func `deadlines before the programme, beyond the outlook and not yet examined are said`()
    throws
  {
    let judge = try Self.judge()
    // The programme is 2025–2029: a deadline of 2024 asks 2024.
    let early = judge.verdict(
      on: Self.goal("leerlingen-techniek", .keep(atLeast: 500), deadline: 2024))
    #expect(early.outcome == .buitenBereik)
    let late = judge.verdict(
      on: Self.goal("leerlingen-techniek", .keep(atLeast: 10), deadline: 2090))
    #expect(late.outcome == .nietTeZeggen)
    #expect(late.sentence.nl.contains("verder dan de verwachting reikt"))
    let exams = judge.verdict(
      on: Self.goal("keuze-techniek", .growth(percent: 25), peiljaar: 2019, deadline: 2029))
    #expect(exams.sentence.nl.contains("examenjaar 2030"))
    let huge = judge.verdict(
      on: Self.goal("leerlingen-techniek", .level(atLeast: 1e300), deadline: 2023))
    #expect(huge.outcome == .nietGehaald)
  }

  @Test func `every year is asked of a goal to keep, the last year of a goal to reach`() throws {
    let judge = try Self.judge()
    let keep = judge.verdict(on: Self.goal("leerlingen-techniek", .keep(atLeast: 115)))
    let reach = judge.verdict(on: Self.goal("leerlingen-techniek", .level(atLeast: 115)))
    let (every, last) = (
      try #require(keep.probability), try #require(reach.probability)
    )
    #expect(every.upperBound < last.lowerBound)
  }

  @Test func `profiles on offer count pairs that have pupils, and name the weakest`() throws {
    let facts = SmallRegion.facts + SmallRegion.stock("00BB00", .pie, [6, 4, 3, 1, 0])
    let verdict = try Self.judge(facts: facts).verdict(
      on: Self.goal("aanbod-profielen", .onOffer))
    #expect(verdict.latest?.value == 3...3)
    #expect(verdict.target == 4)
    #expect(verdict.sentence.nl.contains("3 van de 4"))
    #expect(verdict.sentence.nl.contains("PIE op School B"))
  }

  // MARK: Growth

  @Test func `growth is judged on the exams of the year after`() throws {
    func verdict(_ factor: Double) throws -> Verdict {
      try Self.judge().verdict(
        on: Self.goal("keuze-techniek", .growth(percent: factor), peiljaar: 2019, deadline: 2023))
    }
    // 58 in exam year 2020, 57 in 2024.
    let quarter = try verdict(25)
    #expect(quarter.outcome == .nietTeZeggen)
    #expect(quarter.latest?.isProvisional == true)
    #expect(quarter.sentence.nl.contains("57 leerlingen in techniek, tegen 58 in 2019"))
    #expect(quarter.sentence.nl.contains("toeval"))
    #expect(try verdict(100).outcome == .nietGehaald)
    #expect(try verdict(-60).outcome == .gehaald)
    let double = try Self.judge().verdict(
      on: Self.goal("keuze-techniek", .multiple(2), peiljaar: 2019, deadline: 2023))
    #expect(double.outcome == .nietGehaald)
  }

  // MARK: What cannot be told

  @Test func `what is missing is said, and what the files do show stands beside it`() throws {
    let verdict = try Self.judge().verdict(
      on: Self.goal(
        "instroom-vmbo", .growth(percent: 20), peiljaar: 2019, deadline: 2023,
        missing: Phrase(nl: "de instroom van 2023 doet in 2027 examen", en: "not yet")))
    #expect(verdict.outcome == .nietTeZeggen)
    #expect(
      verdict.sentence.nl == "Niet te zeggen: de instroom van 2023 doet in 2027 examen.")
    #expect(verdict.notes.first?.nl.contains("58 en 57") == true)
    #expect(verdict.probability == nil)
  }

  @Test func `without any file the source that is needed is named`() throws {
    let judge = try Self.judge(facts: [])
    for goal in [
      Self.goal("leerlingen-techniek", .keep(atLeast: 613)),
      Self.goal("doorstroom-technisch-mbo", .level(atLeast: 80), profielen: [.mt]),
      Self.goal("aanbod-profielen", .onOffer),
      Self.goal("keuze-techniek", .growth(percent: 25), peiljaar: 2019, deadline: 2023),
    ] {
      let verdict = judge.verdict(on: goal)
      #expect(verdict.outcome == .nietTeZeggen)
      #expect(verdict.sentence.nl.contains("Nodig: "))
      #expect(verdict.sentence.en.contains("Needed: "))
    }
  }

  @Test func `a rule that does not exist is said, not guessed`() throws {
    let verdict = try Self.judge().verdict(on: Self.goal("arbeidsmarkt", .level(atLeast: 3)))
    #expect(verdict.outcome == .nietTeZeggen)
    #expect(verdict.sentence.nl.contains("arbeidsmarkt"))
  }

  @Test func `monitored goals come last and are not judged`() throws {
    let monitored = Self.goal("programma", .monitored(target: 50, unit: .aantal))
    let judged = Self.goal("leerlingen-techniek", .keep(atLeast: 40))
    let verdicts = try Self.judge().verdicts(on: [monitored, judged])
    #expect(verdicts.map(\.outcome) == [.opKoers, .gemonitord])
    #expect(verdicts.last?.sentence.nl.hasPrefix("Streefwaarde 50, uiterlijk 2029.") == true)
  }
}
