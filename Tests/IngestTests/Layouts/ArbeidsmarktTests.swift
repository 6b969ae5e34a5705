import Records
import Testing

@testable import Ingest

@Suite struct ArbeidsmarktTests {
  private static let roaHeader =
    "waarderegionaam;regionaam;indeling;aggregatieniveau;waarde;detailniveau;waardetopic;thema;"
    + "waardevariabel;onderwerp;waardebelang;naamonderwerp;aantal;perc;totaal6jrperc;"
    + "gemjaarlijksperc;indicator;typering;sorteerdummy;versie"

  @Test func `ROA's file gives numbers by region, the year is the edition's`() throws {
    let thema = "Risicoindicatoren en arbeidsmarktprognoses tot 2030, actualisering"
    let file = try WholeFile(
      "AIStot2030_Arbeidsmarktinformatie_editie2026.csv",
      "\u{FEFF}"
        + csv(
          Self.roaHeader,
          "0;Nederland;3 opleiding;opleidingsniveau (ONR2019);5;Mbo4;5;\(thema);12;"
            + "verwachte baanopeningen tot 2030;;;301200,5;24,7;;;;gemiddeld;1;v20260901",
          "31;Amersfoort;3 opleiding;  opleidingssector (ONR2019);7;Mbo4 - techniek;5;\(thema);13;"
            + "ITA toekomstige arbeidsmarktsituatie in 2030;;;;;;;0,93;goed;2;v20260901",
          "24;provincie Flevoland;2 beroep;beroepsgroep (BRC2014-Editie 2025);8;Elektriciens;5;"
            + "\(thema);14;verwachte vervangingsvraag tot 2030;;;;;18,0;2,8;;;3;v20260901"))
    #expect(file.header.layout == "roa-ais")
    func split(_ indeling: String, _ niveau: String, _ detail: String, _ onderwerp: String)
      -> String
    {
      "indeling=\(indeling), aggregatieniveau=\(niveau), detailniveau=\(detail), thema=\(thema), "
        + "onderwerp=\(onderwerp)"
    }
    let jobs = split(
      "3 opleiding", "opleidingsniveau (ONR2019)", "Mbo4", "verwachte baanopeningen tot 2030")
    let ita = split(
      "3 opleiding", "opleidingssector (ONR2019)", "Mbo4 - techniek",
      "ITA toekomstige arbeidsmarktsituatie in 2030")
    let replacement = split(
      "2 beroep", "beroepsgroep (BRC2014-Editie 2025)", "Elektriciens",
      "verwachte vervangingsvraag tot 2030")
    #expect(
      file.observationLines == [
        "aantal (aantal) | land NL | jaar 2026 | \(jobs), typering=gemiddeld | 301200.5 "
          + "| rij 2 aantal",
        "percentage (procent) | land NL | jaar 2026 | \(jobs), typering=gemiddeld | 24.7 "
          + "| rij 2 perc",
        "indicator (verhouding) | arbeidsmarktregio Amersfoort | jaar 2026 | \(ita), typering=goed "
          + "| 0.93 | rij 3 indicator",
        "percentage over zes jaar (procent) | provincie Flevoland | jaar 2026 | \(replacement) "
          + "| 18.0 | rij 4 totaal6jrperc",
        "percentage per jaar (procent) | provincie Flevoland | jaar 2026 | \(replacement) | 2.8 "
          + "| rij 4 gemjaarlijksperc",
      ])
  }

  @Test func `ROA's file without an edition in its name, or without a column, is refused`() throws {
    #expect(try refusal("ais.csv", csv(Self.roaHeader)) == .noYear(file: "ais.csv"))
    let short = String(Self.roaHeader.dropLast(";versie".count))
      .split(separator: ";indicator").joined()
    #expect(
      try refusal("ais2026.csv", csv(short))
        == .unknownHeader(
          file: "ais2026.csv", nearest: "roa-ais", missing: ["indicator"], unexpected: []))
  }

  private static let spanningHeader =
    "arbeidsmarktregio;beroepsgroep;jaar;kwartaal;vacatures;ww korter dan een half jaar;spanning;"
    + "typering;bron"

  private static func spanning(_ rows: String...) -> String {
    ([spanningHeader] + rows).map { $0 + "\n" }.joined()
  }

  @Test func `tension is an observation of a quarter, with its parts and its class`() throws {
    let file = try WholeFile(
      "spanning.csv",
      Self.spanning(
        "Amersfoort;Elektriciens;2024;3;150;20;7,50;Zeer krap;dashboard 12-11-2024",
        "Nederland;Timmerlieden;2024;3;;<5;;;dashboard", "Flevoland;Koks;2024;4;;;0,9;;dashboard"))
    #expect(file.findings.isEmpty)
    let amersfoort = "arbeidsmarktregio Amersfoort | kwartaal 3 2024 | beroepsgroep=Elektriciens"
    #expect(
      file.observationLines == [
        "openstaande vacatures (aantal) | \(amersfoort) | 150 | rij 2 vacatures",
        "personen kort in de ww (aantal) | \(amersfoort) | 20 | rij 2 ww korter dan een half jaar",
        "spanningsindicator (verhouding) | \(amersfoort), typering=zeer krap | 7.5 "
          + "| rij 2 spanning",
        "personen kort in de ww (aantal) | land NL | kwartaal 3 2024 | beroepsgroep=Timmerlieden "
          + "| 1..4 | rij 3 ww korter dan een half jaar",
        "spanningsindicator (verhouding) | arbeidsmarktregio Flevoland | kwartaal 4 2024 "
          + "| beroepsgroep=Koks | 0.9 | rij 4 spanning",
      ])
  }

  @Test func `a ratio that its parts do not give and a class it cannot have are found`() throws {
    let file = try WholeFile(
      "spanning.csv",
      Self.spanning(
        "Amersfoort;A;2024;1;150;20;3,00;krap;x",  // 150 / 20 is 7.5
        "Amersfoort;B;2024;1;150;20;7,50;ruim;x",  // 7.5 is zeer krap
        "Amersfoort;C;2024;1;15;<5;9,0;zeer krap;x",  // between 3.75 and 15
        "Amersfoort;D;2024;1;80;20;4,0;krap;x"))  // on the boundary: krap or zeer krap
    #expect(
      file.findings.map { "\($0.rule) \($0.row ?? 0) \($0.value ?? "")" } == [
        "spanning-klopt-niet 2 3,00", "typering-klopt-niet 3 ruim",
      ])
    #expect(file.findings.last?.text.nl == "bij deze spanning hoort: zeer krap")
  }

  @Test func `a row of tension that says nothing, repeats or misspells is refused`() throws {
    func error(_ rows: String...) throws -> IngestError? {
      try refusal("s.csv", ([Self.spanningHeader] + rows).map { $0 + "\n" }.joined())
    }
    let twice = "Amersfoort;A;2024;1;150;20;7,5;;x"
    #expect(
      try error(twice, twice)
        == .duplicateRow(
          file: "s.csv", row: 3, first: 2, key: "Amersfoort / A / 2024 / 1"))
    for (row, column) in [
      ("Amersfoort;A;2024;1;;;;;x", "spanning"), ("Amersfoort;A;2024;5;1;1;;;x", "kwartaal"),
      ("Amersfoort;A;2024;1;1;1;1,0;heel krap;x", "typering"),
      ("Amersfoort;A;24;1;1;1;;;x", "jaar"), (";A;2024;1;1;1;;;x", "arbeidsmarktregio"),
      ("Amersfoort;A;2024;1;1;1;-1;;x", "spanning"),
      ("Amersfoort;A;2024;1;-1;1;;;x", "vacatures"), ("Amersfoort;A;2024;1;1;1;;;", "bron"),
    ] {
      guard case .badValue(_, 2, column, _, _)? = try error(row) else {
        Issue.record("\(row) was read")
        continue
      }
    }
  }

  private static let kansenHeader =
    "arbeidsmarktregio;crebo;kwalificatie;jaar;kans op werk;kans op stage;kans op leerbaan;bron\n"

  @Test func `a chance is the rank of its class, with the word beside it`() throws {
    let file = try WholeFile(
      "kansen.csv",
      Self.kansenHeader
        + "Flevoland;25297;Metselaar;2025;Goed;;ruim voldoende;SBB\n"
        + "Nederland;01234;;2025;gering;matig;;SBB\n")
    #expect(
      file.observationLines == [
        "kans op werk (score) | arbeidsmarktregio Flevoland | jaar 2025 | crebo=25297, klasse=goed "
          + "| 5.0 | rij 2 kans op werk",
        "kans op leerbaan (score) | arbeidsmarktregio Flevoland | jaar 2025 | crebo=25297, "
          + "klasse=ruim voldoende | 4.0 | rij 2 kans op leerbaan",
        "kans op werk (score) | land NL | jaar 2025 | crebo=01234, klasse=gering | 1.0 "
          + "| rij 3 kans op werk",
        "kans op stage (score) | land NL | jaar 2025 | crebo=01234, klasse=matig | 2.0 "
          + "| rij 3 kans op stage",
      ])
  }

  @Test func `a crebo that lost its zero and an unknown class are refused`() throws {
    guard
      case .badValue(_, 2, "crebo", "1234", _)? =
        try refusal("k.csv", Self.kansenHeader + "Nederland;1234;;2025;gering;;;SBB\n")
    else {
      Issue.record("a crebo of four digits was read")
      return
    }
    guard
      case .badValue(_, 2, "kans op stage", "redelijk", _)? =
        try refusal("k.csv", Self.kansenHeader + "Nederland;25297;;2025;;redelijk;;SBB\n")
    else {
      Issue.record("an unknown class was read")
      return
    }
  }
}
