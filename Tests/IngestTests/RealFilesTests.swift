import Ingest
import Records
import Testing

/// The national files against counts made without this package, with Python's csv module:
///
///     A = rows(leerlingen-…-2019.csv, cp1252, ';');  sum(int(x) for r in A for x in r[10:])
///     lj3+4: r[5] in VMBO BL|KL|GL|TL lj 3-4, sum(r[14:18]) by r[7] (AFDELING)
///     lwt: the same rows with ' LWT ' in r[9] (OPLEIDINGSNAAM); the package goes by ELEMENTCODE
///     D: count columns are those not SLAAGPERC; withheld: sum(r[i] == '<5')
///     techniek: r[4] == VMBO, r[6] ends in techniek, not VMBO T, column … - TOTAAL
@Suite(.enabled(if: SharedData.isPresent, "../shared/data is absent"))
struct RealFilesTests {
  @Test func `the pupil file of 2019`() throws {
    let reader = try SourceReader(path: SharedData.leerlingen)
    let first = try #require(reader.fieldNames.firstIndex(of: "leerjaar 1 man"))
    var (total, facts) = (0, 0)
    var ofProfiel: [Profiel: Int] = [:]
    var ofLeerjaar: [Int: Int] = [:]
    var ofLeerweg: [Leerweg: Int] = [:]
    var ofSector: [Sector: Int] = [:]
    var lwt = 0
    let findings = try reader.read { row in
      total += row.fields[first..<first + 12].reduce(0) { $0 + (Int($1) ?? 0) }
      facts += row.facts.count
      for fact in row.facts {
        let number = try #require(fact.count.exactValue)
        ofLeerjaar[fact.leerjaar ?? 0, default: 0] += number
        if fact.lwt { lwt += number }
        if let leerweg = fact.leerweg { ofLeerweg[leerweg, default: 0] += number }
        if let profiel = fact.profiel { ofProfiel[profiel, default: 0] += number }
        if let sector = fact.sector, fact.leerweg != nil {
          ofSector[sector, default: 0] += number
        }
      }
    }
    #expect(reader.header.rows == 24_243)
    #expect(reader.header.layout == "duo-leerlingen")
    #expect(reader.header.provisional == .peildatum(2019))
    #expect(findings == [])
    #expect(total == 956_857)
    #expect(facts == 54_464)
    #expect(lwt == 1207)
    #expect(ofLeerjaar == [1: 187_930, 2: 187_082, 3: 99_591, 4: 101_975])
    #expect(ofLeerweg == [.bb: 34_623, .kb: 56_613, .gl: 28_007, .tl: 82_323])
    #expect(
      ofSector == [
        .economie: 59_255, .techniek: 37_201, .zorgEnWelzijn: 47_495, .intersectoraal: 35_372,
        .landbouw: 18_245,
      ])
    #expect(
      ofProfiel == [
        .bwi: 6492, .pie: 9798, .mt: 3002, .mvi: 3081, .mat: 540, .dp: 35_372, .zw: 25_105,
        .eo: 13_593, .hbr: 4899, .groen: 15_740, Profiel("Vakmanschapsroute Techniek"): 561,
        Profiel("Beroepsroute Landbouw"): 436, Profiel("Beroepsroute Techniek"): 284,
        Profiel("Vakmanschapsroute Zorg en Welzijn"): 410,
        Profiel("Vakmanschapsroute Economie"): 111, Profiel("Vakmanschapsroute Landbouw"): 103,
      ])
  }

  private struct Exams {
    var reader: SourceReader
    var findings: [Finding] = []
    var facts = 0
    /// Candidates, then passed, in techniek BB, KB and GL, both sexes, by exam year.
    var techniek: [Fact.Measure: [Int: Count]] = [:]
    var withheld = 0
    var withheldFields = 0

    init(path: String) throws {
      reader = try SourceReader(path: path)
      let reader = reader
      let counts = reader.fieldNames.indices.filter {
        reader.fieldNames[$0].hasPrefix("examenk") || reader.fieldNames[$0].hasPrefix("geslaagd")
      }
      findings = try reader.read { row in
        facts += row.facts.count
        withheldFields += counts.count { row.fields[$0] == "<5" }
        for fact in row.facts {
          if case .suppressed = fact.count { withheld += 1 }
          guard fact.sector == .techniek, fact.leerweg != .tl, fact.geslacht == .totaal else {
            continue
          }
          techniek[fact.measure, default: [:]][fact.period.year, default: .exact(0)] =
            (techniek[fact.measure]?[fact.period.year] ?? .exact(0)) + fact.count
        }
      }
    }
  }

  @Test func `the exam file of 2014-2019`() throws {
    let exams = try Exams(path: SharedData.examens2019)
    #expect(exams.reader.header.rows == 13_986)
    #expect(exams.reader.fieldNames.count == 67)
    #expect(exams.reader.header.provisional == .examenjaar(2019))
    #expect(exams.findings == [])
    #expect(exams.facts == 225_680)
    #expect(exams.withheldFields == 0)
    #expect(
      exams.techniek[.examenkandidaten] == [
        2015: .exact(12_175), 2016: .exact(12_657), 2017: .exact(12_481), 2018: .exact(11_834),
        2019: .exact(11_229),
      ])
    #expect(
      exams.techniek[.geslaagden] == [
        2015: .exact(11_662), 2016: .exact(12_160), 2017: .exact(12_049), 2018: .exact(11_358),
        2019: .exact(10_824),
      ])
  }

  @Test func `the exam file of 2019-2024, withheld cells as intervals`() throws {
    let exams = try Exams(path: SharedData.examens2024)
    #expect(exams.reader.header.rows == 12_782)
    #expect(exams.reader.fieldNames.count == 52)
    #expect(exams.reader.header.provisional == .examenjaar(2024))
    #expect(exams.facts == 182_760)
    #expect(exams.withheldFields == 99_220)
    #expect(exams.withheld == 41_955)
    // The exact cells, and how many are withheld beside them.
    let kandidaten = [
      2020: (10_772, 127), 2021: (9956, 132), 2022: (9576, 152), 2023: (9073, 150),
      2024: (9843, 132),
    ]
    let geslaagden = [
      2020: (10_703, 125), 2021: (9858, 133), 2022: (9461, 153), 2023: (8581, 155),
      2024: (9435, 130),
    ]
    for (measure, expected) in [
      (Fact.Measure.examenkandidaten, kandidaten), (.geslaagden, geslaagden),
    ] {
      for (year, (exact, withheld)) in expected {
        #expect(
          exams.techniek[measure]?[year] == .suppressed(exact + withheld...exact + 4 * withheld))
      }
    }
  }

  @Test
  func `sixty totals of 2019-2024 are not the sum of man and vrouw, four of them by nineteen`()
    throws
  {
    let findings = try Exams(path: SharedData.examens2024).findings
    #expect(findings.count { $0.rule == "geslacht-niet-gedrukt" } == 56)
    #expect(findings.count { $0.rule == "totaal-klopt-niet" } == 4)
    #expect(findings.count == 60)
    #expect(findings[0].row == 623)
    #expect(findings[0].value == "97")
  }

  @Test func `tables of a region give back the facts of the national files`() throws {
    let region = Region(
      id: "almere", name: "Almere", document: "Plan", years: 2020...2023,
      vestigingen: [
        Region.Vestiging(code: vestiging("01FP00"), name: "Het Baken"),
        Region.Vestiging(
          code: vestiging("17BI07"), name: "Maarsbergen",
          alsoKnownAs: [vestiging("07KP00")]),
      ], gemeenten: ["Almere", "Nijkerk"], arbeidsmarktregios: [])
    let paths = [SharedData.leerlingen, SharedData.examens2024]
    let tables = try Tabulation.tables(files: paths, region: region)
    let pupils = try WholeFile("t.csv", tables.leerlingen)
    let exams = try WholeFile("t.csv", tables.examens)
    #expect(pupils.findings == [])
    #expect(exams.findings.allSatisfy { $0.rule != "dubbele-sleutel" })

    let codes = Set((pupils.facts + exams.facts).map(\.vestiging))
    #expect(codes.contains(vestiging("07KP00")))
    var expected: [Fact: Count] = [:]
    for path in paths {
      for fact in try WholeFile(path: path).facts where codes.contains(fact.vestiging) {
        expected[key(fact), default: .notApplicable] =
          (expected[key(fact)] ?? .notApplicable) + fact.count
      }
    }
    var found: [Fact: Count] = [:]
    for fact in pupils.facts + exams.facts { found[key(fact)] = fact.count }
    #expect(found.count == pupils.facts.count + exams.facts.count)
    for (fact, count) in found { #expect(expected[fact] == count) }
    // What the tables leave out is zero.
    for (fact, count) in expected where found[fact] == nil { #expect(count == .exact(0)) }

    // 07KP00 in leerjaar 3 and 4, the five technical profiles (see data/README.md, E2).
    let maarsbergen = pupils.facts.filter {
      $0.vestiging == VestigingCode("07KP00") && $0.profiel?.isTechniek == true
    }
    #expect(maarsbergen.map(\.count).sum() == .exact(118))
  }

  /// The fact without its file and count, and without what the table of pupils does not split.
  private func key(_ fact: Fact) -> Fact {
    var key = fact
    if key.measure == .leerlingen { key.lwt = false }
    key.layout = ""
    key.count = .notApplicable
    key.source = SourceCell(file: "", row: 0, column: "")
    return key
  }
}
