import Ingest
import Records
import TestSupport
import Testing

@Suite struct ScenarioFileTests {
  private static func read(_ changes: String..., head: String? = nil) throws -> Scenario {
    let start = head ?? "regio: proef\nscenario: wat-als\ntitel: Wat als\naannames:\n"
    let text = start + changes.map { "  - {\($0)}\n" }.joined()
    return try withFile("scenario.yaml", text) {
      try ScenarioFile.read(path: $0, region: SmallRegion.region)
    }
  }

  private static let a = SmallRegion.code("00AA00")
  private static let b = SmallRegion.code("00BB00")

  @Test func `every kind of assumption is read as it stands`() throws {
    let scenario = try Self.read(
      "soort: instroom, vanaf: 2025, tot: 2027, factor: 0.95, per-jaar: ja",
      "soort: instroom, vestiging: 00AA00, profiel: PIE, vanaf: 2028, leerlingen: 24",
      "soort: doorgang, van: leerjaar 3, vanaf: 2025, factor: 0.98",
      "soort: sluiting, vestiging: 99BB09, profiel: M&T, jaar: 2026, naar: 00AA00, aandeel: 0.7",
      "soort: opening, vestiging: 00AA00, profiel: MVI, jaar: 2026, leerlingen: 20",
      "soort: marktaandeel, vestiging: 00AA00, naar: 00BB00, profiel: BWI, vanaf: 2025, aandeel: 0.1",
      "soort: doorstroom, profiel: tl, jaar: 2029, waarde: 30",
      "soort: weging, bestand: examens, jaar: 2021, gewicht: 0")
    #expect(
      scenario
        == Scenario(
          id: "wat-als", region: "proef", title: Phrase("Wat als"),
          changes: [
            .intake(.init(), years: 2025...2027, factor: 0.95, isYearly: true),
            .intakeNumber(
              .init(vestiging: Self.a, profiel: .pie), years: 2028...2100, pupils: 24),
            .passage(.leerjaar3, years: 2025...2100, factor: 0.98),
            .closing(
              .init(vestiging: Self.b, profiel: .mt), year: 2026, to: Self.a, share: 0.7),
            .opening(Self.a, .mvi, year: 2026, pupils: 20),
            .share(
              from: .init(vestiging: Self.a, profiel: .bwi), to: Self.b, years: 2025...2100,
              share: 0.1),
            .doorstroom(Profiel("TL"), year: 2029, percent: 30),
            .weight(.examens, year: 2021, weight: 0),
          ]))
  }

  @Test func `title and note may be in two languages, and a closing without a share moves all`()
    throws
  {
    let scenario = try Self.read(
      "soort: sluiting, vestiging: 00BB00, jaar: 2026, naar: 00AA00",
      head: """
        regio: proef
        scenario: dicht
        titel: {nl: Dicht, en: Closed}
        toelichting: Omdat het kan
        aannames:

        """)
    #expect(scenario.title == Phrase(nl: "Dicht", en: "Closed"))
    #expect(scenario.note == Phrase("Omdat het kan"))
    #expect(
      scenario.changes
        == [.closing(.init(vestiging: Self.b), year: 2026, to: Self.a, share: 1)])
  }

  @Test(arguments: [
    ("soort: groei, vanaf: 2025", "geen van instroom"),
    ("soort: instroom, vanaf: 2025, factor: 11", "tussen 0 en 10"),
    ("soort: instroom, vanaf: 2025, factor: 0,9", "sleutel"),
    ("soort: instroom, vanaf: 2025", "factor"),
    ("soort: instroom, vanaf: 2025, factor: 1.1, leerlingen: 20", "niet samen met leerlingen"),
    ("soort: instroom, vanaf: 2025, leerlingen: 20", "vestiging"),
    ("soort: instroom, vanaf: 2025, factor: 1.1, per-jaar: soms", "ja of nee"),
    ("soort: instroom, vanaf: 2027, tot: 2025, factor: 1.1", "vóór vanaf"),
    ("soort: instroom, vanaf: 2025, factor: 1.1, waarde: 3", "hoort niet bij soort instroom"),
    ("soort: instroom, vanaf: 2025, factor: 1.1, profiel: D&P", "alleen technische profielen"),
    ("soort: instroom, vanaf: 2025, factor: 1.1, vestiging: 00CC00", "00CC00"),
    ("soort: doorgang, van: leerjaar 2, vanaf: 2025, factor: 1", "geen van leerjaar 3"),
    ("soort: sluiting, vestiging: 00AA00, jaar: 2026, naar: 00AA00", "dezelfde vestiging"),
    ("soort: sluiting, vestiging: 00AA00, jaar: 2026, aandeel: 0.5", "naar"),
    ("soort: sluiting, profiel: BWI, jaar: 2026", "vestiging"),
    ("soort: doorstroom, profiel: M&T, jaar: 2029, waarde: 100", "tussen 1 en 99"),
    ("soort: weging, bestand: peilingen, jaar: 2021, gewicht: 0", "geen van profielen"),
    ("soort: weging, bestand: examens, jaar: 2021, gewicht: -1", "tussen 0 en 1"),
    ("soort: marktaandeel, vestiging: 00AA00, naar: 00BB00, vanaf: 2025, aandeel: 1.1", "0 en 1"),
  ])
  func `what cannot be assumed is refused with its line and the remedy`(
    change: String, says: String
  ) throws {
    #expect {
      try Self.read(change)
    } throws: { error in
      guard let error = error as? IngestError else { return false }
      let text = error.message.nl
      return text.contains(says) && text.contains("scenario.yaml") && text.contains("5")
    }
  }

  @Test(arguments: [
    [
      "soort: instroom, vanaf: 2025, factor: 0.9",
      "soort: instroom, vanaf: 2027, tot: 2028, factor: 0.8",
    ],
    [
      "soort: instroom, vestiging: 00AA00, profiel: PIE, vanaf: 2025, leerlingen: 20",
      "soort: instroom, vanaf: 2025, factor: 0.9",
    ],
    [
      "soort: sluiting, vestiging: 00AA00, jaar: 2026",
      "soort: instroom, vestiging: 00AA00, profiel: PIE, vanaf: 2027, leerlingen: 20",
    ],
    [
      "soort: marktaandeel, vestiging: 00BB00, naar: 00AA00, vanaf: 2025, aandeel: 0.5",
      "soort: sluiting, vestiging: 00AA00, jaar: 2026",
    ],
    [
      "soort: sluiting, vestiging: 00AA00, jaar: 2026",
      "soort: sluiting, vestiging: 00AA00, profiel: BWI, jaar: 2027",
    ],
    [
      "soort: sluiting, vestiging: 00AA00, profiel: BWI, jaar: 2026, naar: 00BB00",
      "soort: sluiting, vestiging: 00BB00, jaar: 2028",
    ],
    [
      "soort: doorstroom, profiel: M&T, jaar: 2029, waarde: 80",
      "soort: doorstroom, profiel: M&T, jaar: 2028, waarde: 75",
    ],
    [
      "soort: weging, bestand: examens, jaar: 2021, gewicht: 0",
      "soort: weging, bestand: examens, jaar: 2021, gewicht: 0.5",
    ],
    [
      "soort: doorgang, van: leerjaar 3, vanaf: 2025, factor: 0.9",
      "soort: doorgang, van: leerjaar 3, vanaf: 2026, factor: 0.8",
    ],
  ])
  func `assumptions that contradict each other are refused, in either order`(changes: [String])
    throws
  {
    for (one, two) in [(changes[0], changes[1]), (changes[1], changes[0])] {
      #expect {
        try Self.read(one, two)
      } throws: { error in
        (error as? IngestError)?.message.nl.contains("spreekt aanname 1") == true
      }
    }
  }

  @Test func `assumptions on different pupils or years stand beside each other`() throws {
    let scenario = try Self.read(
      "soort: instroom, vanaf: 2025, tot: 2026, factor: 0.9",
      "soort: instroom, vanaf: 2027, factor: 0.8",
      "soort: instroom, vestiging: 00AA00, vanaf: 2025, factor: 1.1",
      "soort: doorgang, van: leerjaar 3, vanaf: 2025, factor: 0.9",
      "soort: doorgang, van: leerjaar 4, vanaf: 2025, factor: 0.9")
    #expect(scenario.changes.count == 5)
    let closings = try Self.read(
      "soort: sluiting, vestiging: 00AA00, profiel: BWI, jaar: 2026, naar: 00BB00",
      "soort: sluiting, vestiging: 00BB00, profiel: PIE, jaar: 2026")
    #expect(closings.changes.count == 2)
  }

  @Test func `a scenario of another region is refused`() throws {
    #expect {
      try Self.read(
        "soort: instroom, vanaf: 2025, factor: 0.9",
        head: "regio: almere\nscenario: x\ntitel: X\naannames:\n")
    } throws: { error in
      if case .unknownRegion(_, _, "almere", ["proef"]) = error as? IngestError {
        true
      } else {
        false
      }
    }
  }
}
