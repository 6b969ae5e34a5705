import Crosswalks
import Records
import TestSupport
import Testing

@Suite struct VerplaatsingenTests {
  private let none: Successions

  init() throws { none = try Successions([]) }

  private func history(
    _ code: String, name: String = "De Brug", gemeente: String = "Stad", postcode: String = "",
    _ counts: [Count]
  ) -> VestigingHistory {
    let years = counts.enumerated().map { (Period.examenjaar(2020 + $0), $1) }
    return VestigingHistory(
      code: vestiging(code), name: name, gemeente: gemeente, postcode: postcode,
      counts: Dictionary(uniqueKeysWithValues: years))
  }

  private func exact(_ numbers: Int...) -> [Count] { numbers.map(Count.exact) }

  @Test func `a location that vanishes beside one that grows is proposed`() throws {
    let found = Verplaatsingen().proposals(
      [
        history("00AA00", name: "De Brug", exact(40, 40, 0)),
        history("00BB00", name: "Het Veer", exact(30, 30, 66)),
        history("00CC00", name: "De Kade", exact(50, 52, 51)),
      ], knowing: none)
    let one = try #require(found.first)
    #expect(found.count == 1)
    #expect(one.from.code == vestiging("00AA00") && one.to.code == vestiging("00BB00"))
    #expect(one.before == .examenjaar(2021) && one.after == .examenjaar(2022))
    #expect(one.loss == 40...40 && one.gain == 36...36)
    #expect(one.nearness == .gemeente && !one.hasLikeName && !one.isWithinInstitution)
    // 0.65 · 40/40 · 36/40
    expectClose(one.strength, 0.585, relative: 1e-12)
    #expect(one.line == "00AA00;00BB00;2021-08-01;verhuizing;ja;…")
  }

  @Test func `rows that a source does not have count as no pupils`() {
    let appears = VestigingHistory(
      code: vestiging("00BB00"), name: "De Brug", gemeente: "Stad",
      counts: [.examenjaar(2022): .exact(38)])
    let found = Verplaatsingen().proposals(
      [history("00AA00", exact(40, 40)), appears], knowing: none)
    // The years run to 2022, and 00AA00 has no row in it.
    #expect(found.map(\.line) == ["00AA00;00BB00;2021-08-01;verhuizing;ja;…"])
    #expect(found.first?.hasLikeName == true)
  }

  @Test func `a move that is followed, or that a person wrote down, is not proposed`() throws {
    let histories = [history("00AA00", exact(40, 0)), history("00BB00", exact(0, 40))]
    #expect(Verplaatsingen().proposals(histories, knowing: none).count == 1)
    for known in [
      [move("00AA00", "00BB00", "2020-08-01")], [move("00BB00", "00AA00", "2010-08-01")],
      [move("00AA00", "00BB00", "2020-08-01", isComplete: false, kind: .verhuizing)],
      [
        move("00AA00", "00BB00", "2020-08-01", isComplete: false),
        move("00AA", "00BB", "2020-08-01"),
      ],
      // An earlier user of the code went elsewhere.
      [move("00AA00", "00CC00", "2000-08-01"), move("00AA00", "00BB00", "2020-08-01")],
    ] {
      let successions = try Successions(known)
      #expect(Verplaatsingen().proposals(histories, knowing: successions).isEmpty, "\(known)")
    }
  }

  @Test(arguments: [
    [move("00AA00", "00BB00", "2020-08-01", isComplete: false)],
    [move("00AA", "00BB", "2020-08-01")],
    [move("00AA00", "00BB00", "2020-08-01"), move("00AA00", "00CC00", "2020-08-01")],
  ]) func `a move that DUO knows but that is not followed is proposed, and told`(
    known: [Succession]
  ) throws {
    let found = Verplaatsingen().proposals(
      [history("00AA00", exact(40, 0)), history("00BB00", exact(0, 40))],
      knowing: try Successions(known))
    let one = try #require(found.first)
    #expect(one.known == [known[0]])
    #expect(one.finding(table: "t").text.nl.contains("2020-08-01, die niet gevolgd wordt"))
  }

  @Test func `noise, far schools and unlike numbers are not proposed`() {
    let check = Verplaatsingen()
    for (from, to) in [
      // 9 pupils; less than half lost; less than a third gained; twice as many gained as lost.
      (history("00AA00", exact(9, 0)), history("00BB00", exact(0, 9))),
      (history("00AA00", exact(100, 60)), history("00BB00", exact(0, 40))),
      (history("00AA00", exact(40, 0)), history("00BB00", exact(100, 140))),
      (history("00AA00", exact(20, 0)), history("00BB00", exact(0, 41))),
      // Another town, and nothing alike.
      (
        history("00AA00", name: "De Brug", exact(40, 0)),
        history("00BB00", name: "Het Veer", gemeente: "Dorp", exact(0, 40))
      ),
      // A like name in another town is not enough with one common word.
      (
        history("00AA00", name: "De Brug", exact(40, 0)),
        history("00BB00", name: "De Brug", gemeente: "Dorp", exact(0, 40))
      ),
    ] {
      #expect(check.proposals([from, to], knowing: none).isEmpty)
    }
  }

  @Test func `the thresholds themselves are met`() {
    let check = Verplaatsingen()
    for (from, to) in [
      (history("00AA00", exact(10, 0)), history("00BB00", exact(0, 10))),
      (history("00AA00", exact(80, 40)), history("00BB00", exact(0, 40))),
      (history("00AA00", exact(40, 0)), history("00BB00", exact(80, 120))),
      (history("00AA00", exact(20, 0)), history("00BB00", exact(0, 40))),
      (
        history("00AA00", name: "Het Rode Anker", exact(40, 0)),
        history("00BB00", name: "Rode Anker College", gemeente: "Dorp", exact(0, 40))
      ),
      (
        history("00AA00", name: "De Brug", exact(40, 0)),
        history("00AA01", name: "De Brug", gemeente: "Dorp", exact(0, 40))
      ),
    ] {
      #expect(check.proposals([from, to], knowing: none).count == 1, "\(from.name)")
    }
  }

  @Test func `withheld counts are intervals, and missing ones are passed over`() throws {
    let left = [Count.exact(30), .suppressed(1...4)]
    let right = [Count.suppressed(1...4), .suppressed(21...30)]
    let found = Verplaatsingen().proposals(
      [history("00AA00", left), history("00BB00", right)], knowing: none)
    let one = try #require(found.first)
    #expect(one.loss == 26...29 && one.gain == 17...29)
    #expect(one.line?.hasSuffix("nee;…") == true)
    let finding = one.finding(table: "vestigingen.csv")
    #expect(finding.text.nl.contains("van 30 naar 1–4"))
    #expect(finding.text.nl.contains("van 1–4 naar 21–30"))
    // An interval that may be no loss at all is none.
    let wide = [Count.suppressed(10...30), .suppressed(1...12)]
    #expect(
      Verplaatsingen().proposals(
        [history("00AA00", wide), history("00BB00", exact(0, 14))], knowing: none
      ).isEmpty)
    let unknown = [Count.exact(30), .missing]
    #expect(
      Verplaatsingen().proposals(
        [history("00AA00", unknown), history("00BB00", exact(0, 30))], knowing: none
      ).isEmpty)
  }

  /// 0.65 for one gemeente; each likeness halves what is missing to 1; 36 of 40 went.
  @Test(arguments: [
    ("00BB00", "Het Veer", 0.65 * 0.9), ("00BB00", "De Brug", 0.825 * 0.9),
    ("00AA01", "Het Veer", 0.825 * 0.9), ("00AA01", "De Brug", 0.9125 * 0.9),
  ])
  func `a like name and one institution make it stronger`(
    code: String, name: String, strength: Double
  ) throws {
    let found = Verplaatsingen().proposals(
      [history("00AA00", exact(40, 4)), history(code, name: name, exact(0, 36))], knowing: none)
    expectClose(try #require(found.first).strength, strength, relative: 1e-12)
  }

  @Test func `nearer is stronger, and one location gets at most two proposals`() {
    let histories = [
      history("00AA00", postcode: "1234 AB", exact(40, 0)),
      history("00BB00", postcode: "1234AB", exact(0, 40)),
      history("00CC00", postcode: "1234CD", exact(0, 40)),
      history("00DD00", postcode: "5678EF", exact(0, 40)),
    ]
    let found = Verplaatsingen().proposals(histories, knowing: none)
    #expect(found.map(\.to.code.text) == ["00BB00", "00CC00"])
    #expect(found.map(\.nearness) == [.adres, .postcode])
    #expect(Verplaatsingen(mostPerVestiging: 9).proposals(histories, knowing: none).count == 3)
  }

  @Test func `years apart and counts of two kinds are not compared`() {
    func at(_ code: String, _ counts: [Period: Count]) -> VestigingHistory {
      VestigingHistory(code: vestiging(code), name: "De Brug", gemeente: "Stad", counts: counts)
    }
    #expect(
      Verplaatsingen().proposals(
        [
          at("00AA00", [.peildatum(2019): .exact(40)]),
          at("00BB00", [.peildatum(2021): .exact(40)]),
          at("00CC00", [.examenjaar(2020): .exact(40)]),
        ], knowing: none
      ).isEmpty)
    // Both kinds in the same years: each is compared with itself.
    let both: [Period: Count] = [
      .peildatum(2019): .exact(40), .examenjaar(2019): .exact(40), .examenjaar(2020): .exact(40),
    ]
    let found = Verplaatsingen().proposals(
      [at("00AA00", both), at("00BB00", [.peildatum(2020): .exact(40)])], knowing: none)
    #expect(found.map(\.after) == [.peildatum(2020)])
    #expect(found.first?.line == "00AA00;00BB00;2020-08-01;verhuizing;ja;…")
  }

  @Test func `the order of the locations changes nothing`() {
    let histories = [
      history("00AA00", exact(40, 0)), history("00BB00", exact(0, 40)),
      history("00CC00", exact(0, 40)), history("00DD00", exact(38, 0)),
    ]
    let check = Verplaatsingen()
    let forward = check.proposals(histories, knowing: none)
    #expect(check.proposals(histories.reversed(), knowing: none) == forward)
    #expect(forward.count == 4)
  }

  @Test func `a finding says it in both languages, with the line to add`() throws {
    let finding = try #require(
      Verplaatsingen().findings(
        [
          history("00AA00", name: "De Brug", postcode: "1234AB", exact(40, 0)),
          history("00BB00", name: "Het Veer", postcode: "1234AB", exact(30, 66)),
        ], knowing: none
      ).first)
    #expect(
      finding
        == Finding(
          rule: "verplaatsing-onbekend", level: .waarschuwing, file: "", value: "00AA00 → 00BB00",
          text: Phrase(
            nl:
              "De Brug (00AA00, Stad) ging van 40 naar 0 (examenjaar 2020–2021), terwijl Het Veer "
              + "(00BB00, Stad) van 30 naar 66 ging; zelfde postcode: mogelijk een verplaatsing die "
              + "geen tabel kent",
            en: "De Brug (00AA00, Stad) went from 40 to 0 (examenjaar 2020–2021) while Het Veer "
              + "(00BB00, Stad) went from 30 to 66; same postcode: possibly a move that no table "
              + "knows"),
          remedy: Phrase(
            nl: "vraag de school; is het zo, zet dan in vestigingen.csv de regel "
              + "00AA00;00BB00;2020-08-01;verhuizing;ja;… met de bron op de plaats van …",
            en: "ask the school; if it is so, add to vestigingen.csv the line "
              + "00AA00;00BB00;2020-08-01;verhuizing;ja;… with the source in place of …")))
  }

  @Test func `the proposed line makes the move known`() throws {
    let histories = [history("00AA00", exact(40, 0)), history("00BB00", exact(0, 40))]
    let line = try #require(Verplaatsingen().proposals(histories, knowing: none).first?.line)
    let table = "van;naar;datum;soort;volledig;bron\n" + line + "\n"
    let known = try Successions(try Succession.read(table, name: "proef"))
    #expect(Verplaatsingen().proposals(histories, knowing: known).isEmpty)
    let counted = Day(of: .examenjaar(2020))
    #expect(known.current(of: "00AA00", countedOn: counted).single == "00BB00")
  }

  // MARK: The real files

  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `the exam files show Het Element's move of 2023, and few others`() throws {
    let known = try Successions(try SharedData.successions() + Succession.handKept)
    let found = Verplaatsingen().proposals(
      try SharedData.examens(SharedData.isTechniek), knowing: known)
    let element = try #require(found.first { $0.from.code == vestiging("14RC06") })
    #expect(element.to.code == vestiging("00ML09"))
    #expect(element.before == .examenjaar(2023) && element.after == .examenjaar(2024))
    #expect(element.loss == 25...25 && element.gain == 21...21)
    #expect(element.nearness == .adres && element.hasLikeName)
    // It is the strongest of its year in the whole country.
    #expect(found.first { $0.after == .examenjaar(2024) } == element)
    let perYear = (2016...2024).map { year in found.count { $0.after == .examenjaar(year) } }
    #expect(perYear == [4, 5, 6, 6, 6, 6, 2, 4, 7])
  }

  @Test(.enabled(if: SharedData.isPresent, "../shared/data/duo is absent"))
  func `all of the vmbo gives a list that a person can read`() throws {
    let known = try Successions(try SharedData.successions() + Succession.handKept)
    let found = Verplaatsingen().proposals(try SharedData.examens { _ in true }, knowing: known)
    let perYear = (2016...2024).map { year in found.count { $0.after == .examenjaar(year) } }
    #expect(perYear == [29, 33, 30, 25, 18, 29, 25, 29, 21])
  }
}
