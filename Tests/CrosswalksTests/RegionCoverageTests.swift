import Crosswalks
import Records
import Testing

@Suite struct RegionCoverageTests {
  private func region(_ gemeenten: [String], _ codes: [(String, String?)] = []) -> Region {
    Region(
      id: "proef", name: "Proef", document: "Plan", years: 2025...2029,
      vestigingen: codes.map {
        .init(code: vestiging($0.0), name: "S", alsoKnownAs: $0.1.map { [vestiging($0)] } ?? [])
      }, gemeenten: gemeenten, arbeidsmarktregios: [])
  }

  private func place(_ code: String, _ gemeente: String, _ count: Count) -> RegionCoverage.Place {
    RegionCoverage.Place(code: vestiging(code), name: "School", gemeente: gemeente, count: count)
  }

  private let about = Phrase(nl: "examenjaar 2024, techniek", en: "exam year 2024, techniek")

  private func codes(_ region: Region, _ places: [RegionCoverage.Place]) -> [String?] {
    RegionCoverage().findings(region: region, places: places, about: about)
      .filter { $0.rule == "vestiging-niet-in-regiobestand" }.map(\.value)
  }

  @Test func `a location in the region that is not listed is told with its number`() {
    let findings = RegionCoverage().findings(
      region: region(["Amersfoort"], [("00AA00", nil)]),
      places: [
        place("00AA00", "AMERSFOORT", .exact(30)), place("00BB00", "AMERSFOORT", .exact(12)),
        place("00CC00", "UTRECHT", .exact(40)),
      ], about: about)
    #expect(
      findings == [
        Finding(
          rule: "vestiging-niet-in-regiobestand", level: .waarschuwing, file: "", value: "00BB00",
          text: Phrase(
            nl: "School (00BB00) in Amersfoort staat niet in het regiobestand; "
              + "examenjaar 2024, techniek: 12",
            en: "School (00BB00) in Amersfoort is not in the region file; "
              + "exam year 2024, techniek: 12"),
          remedy: Phrase(
            nl: "voeg de vestiging toe, of laat haar weg als zij niet meedoet",
            en: "add the location, or leave it out if it takes no part"))
      ])
  }

  @Test func `the largest comes first, and none, withheld and missing are told apart`() {
    let findings = RegionCoverage().findings(
      region: region(["Amersfoort"]),
      places: [
        place("00AA00", "Amersfoort", .exact(0)), place("00BB00", "0307", .suppressed(1...4)),
        place("00CC00", "307", .exact(7)), place("00DD00", "Amersfoort", .missing),
        place("00EE00", "Amersfoort", .notApplicable),
      ], about: about)
    #expect(findings.map(\.value) == ["00CC00", "00BB00", "00AA00", "00DD00", "00EE00"])
    #expect(
      findings.map(\.level) == [
        .waarschuwing, .waarschuwing, .opmerking, .waarschuwing, .opmerking,
      ])
    for (finding, number) in zip(findings, ["7", "1–4", "0", "onbekend aantal", "geen"]) {
      #expect(finding.text.nl.hasSuffix(": \(number)"))
    }
  }

  @Test func `a location is listed under any of its codes`() {
    let one = region(["Utrechtse Heuvelrug"], [("07KP00", "17BI07")])
    #expect(codes(one, [place("17BI07", "UTRECHTSE HEUVELRUG", .exact(9))]).isEmpty)
  }

  @Test func `herindelingen are looked through both ways`() {
    let old = place("00AA00", "CUIJK", .exact(9))
    let new = place("00BB00", "LAND VAN CUIJK", .exact(8))
    #expect(codes(region(["Land van Cuijk"]), [old, new]) == ["00AA00", "00BB00"])
    #expect(codes(region(["Cuijk"]), [old, new]) == ["00AA00", "00BB00"])
    #expect(codes(region(["Grave"]), [old]) == ["00AA00"])
    #expect(codes(region(["Oss"]), [old, new]).isEmpty)
  }

  @Test func `of a divided gemeente too much is told, but a region's divided one takes no city`() {
    let divided = place("00AA00", "HAAREN", .exact(9))
    #expect(codes(region(["Vught"]), [divided]) == ["00AA00"])
    let tilburg = place("00BB00", "TILBURG", .exact(99))
    #expect(codes(region(["Haaren"]), [divided, tilburg]) == ["00AA00"])
  }

  @Test func `a misspelt gemeente is told with the nearest name`() throws {
    let findings = RegionCoverage().findings(
      region: region(["Amersfort", "Soest"]), places: [], about: about)
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.rule == "gemeente-onbekend" && finding.level == .ernstig)
    #expect(finding.file == "regio.yaml" && finding.value == "Amersfort")
    #expect(finding.text.nl.contains("het meest lijkt Amersfoort"))
    #expect(finding.remedy.en.contains("write Amersfoort"))
  }

  @Test func `a gemeente that has ended is told with what became of it`() throws {
    let findings = RegionCoverage().findings(
      region: region(["Uden", "Haaren"]), places: [], about: about)
    #expect(findings.map(\.rule) == ["gemeente-opgeheven", "gemeente-opgeheven"])
    #expect(findings[0].text.nl == "Uden bestaat sinds 2022-01-01 niet meer; nu Maashorst")
    #expect(findings[1].text.en.hasSuffix("now Boxtel, Oisterwijk, Tilburg, Vught"))
  }

  @Test func `an unknown gemeente in a file is told once, and only where it may matter`() {
    let findings = RegionCoverage().findings(
      region: region(["Soest"], [("00DD00", nil)]),
      places: [
        place("00AA00", "ATLANTIS", .exact(1)), place("00BB00", "ATLANTIS", .exact(2)),
        place("00CC00", "", .exact(3)), place("00DD00", "UTOPIA", .exact(4)),
      ], about: about)
    #expect(findings.map(\.rule) == ["gemeente-onbekend"])
    #expect(findings.map(\.value) == ["ATLANTIS"])
    #expect(findings.map(\.level) == [.waarschuwing])
  }

  @Test func `the regions of a gemeente are found by name, code and herindeling`() {
    let regions = [
      region(["Land van Cuijk", "Oss"]), region(["Uden", "Oss"]), region(["Haaren"]),
    ]
    let check = RegionCoverage()
    #expect(check.regions(of: "CUIJK", among: regions) == [regions[0]])
    #expect(check.regions(of: "0828", among: regions) == [regions[0], regions[1]])
    #expect(check.regions(of: "Maashorst", among: regions) == [regions[1]])
    #expect(check.regions(of: "Tilburg", among: regions).isEmpty)
    #expect(check.regions(of: "Atlantis", among: regions).isEmpty)
  }

  /// The gemeenten and locations of T is for Tech, and the exam files.
  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `in the region of T is for Tech two schools with techniek are not listed`() throws {
    let own = region(
      [
        "Amersfoort", "Nijkerk", "Utrechtse Heuvelrug", "Soest", "Bunschoten", "Baarn", "Leusden",
        "Woudenberg",
      ],
      [
        ("03WO01", nil), ("00ML09", nil), ("02DC00", nil), ("07KP00", "17BI07"), ("20EI01", nil),
      ])
    let places = try SharedData.examens(SharedData.isTechniek).map {
      RegionCoverage.Place(
        code: $0.code, name: $0.name, gemeente: $0.gemeente,
        count: $0.counts[.examenjaar(2023)] ?? .notApplicable)
    }
    let findings = RegionCoverage().findings(region: own, places: places, about: about)
    #expect(findings.allSatisfy { $0.rule == "vestiging-niet-in-regiobestand" })
    let warnings = findings.filter { $0.level == .waarschuwing }
    // Beukenrode Onderwijs has one to four candidates.
    #expect(warnings.map(\.value) == ["14RC06", "02RM00"])
    #expect(warnings.map { $0.text.nl.split(separator: ": ").last } == ["25", "1–4"])
  }
}
