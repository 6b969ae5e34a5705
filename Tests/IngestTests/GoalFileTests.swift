import Ingest
import Records
import Testing

@Suite struct GoalFileTests {
  private let region = Region(
    id: "almere", name: "STO Almere", document: "Plan", years: 2020...2023, vestigingen: [],
    gemeenten: ["Almere"], arbeidsmarktregios: [])

  private static func goal(_ id: String, _ rest: String) -> String {
    """
      - id: \(id)
        titel: {nl: Titel, en: Title}
        citaat: >
          de woorden
          van het plan
        vindplaats: "§4.3"
        deadline: 2023
        \(rest.replacing("\n", with: "\n    "))

    """
  }

  private func read(_ goals: String...) throws -> [Goal] {
    let text = "regio: almere\ndoelen:\n" + goals.joined()
    return try withFile("doelen.yaml", text) { try GoalFile.read(path: $0, region: region) }
  }

  private static let doorstroom = "indicator: doorstroom-technisch-mbo\n"
  private static let programma = "indicator: programma\n"

  @Test func `a goal carries everything that its entry says`() throws {
    let goal = try read(
      Self.goal(
        "mt",
        Self.doorstroom
          + """
          profielen: [M&T, pie]
          soort: niveau
          waarde: 80
          eenheid: procent
          peiljaar: 2019
          uitgangswaarde: 72.5
          ontbreekt: {nl: geen bestand, en: no file}
          """))[0]
    #expect(
      goal
        == Goal(
          id: "mt", region: "almere", title: Phrase(nl: "Titel", en: "Title"),
          quote: "de woorden van het plan", section: "§4.3",
          indicator: "doorstroom-technisch-mbo", profielen: [.mt, .pie], kind: .level(atLeast: 80),
          peiljaar: 2019, baseline: 72.5, deadline: 2023,
          missingData: Phrase(nl: "geen bestand", en: "no file")))
  }

  @Test func `each soort is a kind`() throws {
    let goals = try read(
      Self.goal("a", Self.doorstroom + "soort: behoud\nwaarde: 83"),
      Self.goal("b", "indicator: keuze-techniek\nsoort: groei\nwaarde: 20"),
      Self.goal("c", "indicator: keuze-techniek\nsoort: veelvoud\nwaarde: 2"),
      Self.goal("d", "indicator: aanbod-profielen\nsoort: aanbod"),
      Self.goal("e", Self.programma + "soort: gemonitord\nwaarde: 150\neenheid: uren"),
      Self.goal("f", Self.programma + "soort: gemonitord"))
    #expect(
      goals.map(\.kind) == [
        .keep(atLeast: 83), .growth(percent: 20), .multiple(2), .onOffer,
        .monitored(target: 150, unit: .uren), .monitored(target: nil, unit: nil),
      ])
    #expect(goals.map(\.id) == ["a", "b", "c", "d", "e", "f"])
    #expect(goals[0].profielen == [])
    #expect(goals[0].missingData == nil)
  }

  @Test func `a misspelt indicator is refused with its line and the nearest`() {
    #expect(
      throws: IngestError.unknownIndicator(
        file: "doelen.yaml", line: 10, found: "keuze-technik", nearest: "keuze-techniek")
    ) {
      try read(Self.goal("a", "indicator: keuze-technik\nsoort: groei\nwaarde: 20"))
    }
  }

  @Test(arguments: ["niveau", "behoud", "groei", "veelvoud"])
  func `a soort that needs a waarde is refused without`(soort: String) {
    #expect(throws: IngestError.missingKey(file: "doelen.yaml", line: 3, key: "waarde")) {
      try read(Self.goal("a", Self.doorstroom + "soort: \(soort)"))
    }
  }

  @Test(arguments: [
    "soort: ophoging\nwaarde: 1", "soort: aanbod\nwaarde: 1", "soort: niveau\nwaarde: 80 %",
    "soort: niveau\nwaarde: 80,5", "soort: niveau\nwaarde: 80\neenheid: uren",
    "soort: gemonitord\neenheid: stuks", "soort: niveau\nwaarde: 80\nprofielen: [MT]",
    "soort: niveau\nwaarde: 80\npeiljaar: 19",
  ])
  func `a value that its key cannot hold is refused`(rest: String) throws {
    let error = try #require(throws: IngestError.self) {
      try read(Self.goal("a", Self.doorstroom + rest))
    }
    guard case .badYAML("doelen.yaml", 11..., _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `two goals of one id, a goal of another region, an unknown key`() {
    let goal = Self.goal("a", Self.programma + "soort: gemonitord")
    #expect(throws: IngestError.duplicateID(file: "doelen.yaml", line: 12, id: "a")) {
      try read(goal, goal)
    }
    #expect(
      throws: IngestError.unknownRegion(
        file: "doelen.yaml", line: 1, found: "almeer", expected: ["almere"])
    ) {
      try withFile("doelen.yaml", "regio: almeer\ndoelen:\n" + goal) {
        try GoalFile.read(path: $0, region: region)
      }
    }
    #expect(
      throws: IngestError.unknownKey(
        file: "doelen.yaml", line: 12, found: "waardes", nearest: "waarde")
    ) {
      try read(Self.goal("a", Self.programma + "soort: gemonitord\nwaardes: 3"))
    }
  }
}
