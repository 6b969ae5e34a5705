import Forecasting
import Records
import TestSupport
import Testing

@Suite struct RegionDataTests {
  let data = RegionData(
    region: SmallRegion.region, facts: SmallRegion.facts, figures: [], offers: [],
    files: SmallRegion.files)

  @Test func `a stock is the sum of its cells and names them`() {
    let total = data.stock(year: 2023)
    #expect(total.count == .exact(60 + 39 + 20))
    #expect(total.sources.count == 3)
    #expect(data.stock(year: 2023, profiel: .pie).count == .exact(39))
    #expect(data.stock(year: 2030).count == .notApplicable)
  }

  @Test func `counts under an older code belong to the location, and withheld cells stay bounds`() {
    let b = SmallRegion.region.vestigingen[1]
    #expect(data.exams(year: 2022, vestiging: b).count == .suppressed(6...9))
    #expect(data.exams(year: 2022).count == .suppressed(49 + 6...49 + 9))
  }

  @Test func `the theoretical leerweg and other sectors are not techniek`() {
    let more = RegionData(
      region: SmallRegion.region,
      facts: SmallRegion.facts + [
        SmallRegion.exam("00AA00", 2024, .exact(100), row: 50, leerweg: .tl),
        SmallRegion.exam("00AA00", 2024, .exact(7), row: 51, sector: .landbouw),
      ], figures: [], offers: [], files: SmallRegion.files)
    #expect(more.exams(year: 2024).count == data.exams(year: 2024).count)
    #expect(more.vocationalExams(year: 2024).count == .exact(48 + 9 + 7))
  }

  @Test func `the newest year of a file is provisional, the others are not`() {
    #expect(data.exams(year: 2024).isProvisional)
    #expect(!data.exams(year: 2023).isProvisional)
    #expect(!data.stock(year: 2023).isProvisional)
  }

  @Test func `a statement that DUO contradicts is found with its cell; one that agrees is not`() {
    #expect(data.crossChecks(files: SmallRegion.files).isEmpty)
    var facts = SmallRegion.facts
    facts[0].count = .exact(61)
    let findings = RegionData(
      region: SmallRegion.region, facts: facts, figures: [], offers: [], files: SmallRegion.files
    ).crossChecks(files: SmallRegion.files)
    #expect(findings.map(\.rule) == ["opgave-wijkt-af-van-duo"])
    #expect(findings.first?.row == 2)
    #expect(findings.first?.file == "proef/profielen.csv")
    #expect(findings.first?.text.nl.contains("geeft 61, DUO telt 60") == true)
  }

  @Test func `a technical location in the municipality that the region does not list is reported`()
  {
    let findings = RegionData(
      region: SmallRegion.region,
      facts: SmallRegion.facts + [
        SmallRegion.exam("00CC00", 2024, .exact(12), row: 70),
        SmallRegion.exam("00DD00", 2024, .exact(0), row: 71),
      ], figures: [], offers: [], files: SmallRegion.files
    ).crossChecks(files: SmallRegion.files)
    #expect(findings.map(\.rule) == ["vestiging-niet-in-regio"])
    #expect(findings.first?.value == "00CC00")
  }

  @Test func `a location that vanishes while a listed one jumps is told as a probable move`() {
    // 00CC00 has 25 candidates up to 2023 and none in 2024, when school B goes from 10 to 32.
    var facts = SmallRegion.facts.filter {
      !($0.vestiging.text == "00BB00" && $0.period == .examenjaar(2024))
    }
    facts += (2020...2023).map { SmallRegion.exam("00CC00", $0, .exact(25), row: $0) }
    facts.append(SmallRegion.exam("00CC00", 2024, .exact(0), row: 2024))
    facts.append(SmallRegion.exam("00BB00", 2024, .exact(32), row: 3000))
    let moved = RegionData(
      region: SmallRegion.region, facts: facts, figures: [], offers: [], files: SmallRegion.files)
    let findings = moved.crossChecks(files: SmallRegion.files)
    #expect(findings.map(\.rule).sorted() == ["sprong", "vestiging-niet-in-regio"])
    let text = findings.first { $0.rule == "vestiging-niet-in-regio" }?.text.nl ?? ""
    #expect(text.contains("2023 25, 2024 0."))
    #expect(text.contains("School B van 10 naar 32 gaat: vermoedelijk een verhuizing"))
    #expect(moved.movesIntoTheRegion.count == 1)
    #expect(data.movesIntoTheRegion.isEmpty)
  }
}
