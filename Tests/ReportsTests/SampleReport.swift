import Forecasting
import Goals
import Records
import Reports

/// A report like that of T is for Tech, with invented verdicts: every outcome, long Dutch sentences,
/// a withheld and a missing cell, and names that need escaping.
enum SampleReport {
  static func phrase(_ nl: String, _ en: String) -> Phrase { Phrase(nl: nl, en: en) }

  static let files = [
    SourceFile(
      sha256: "3fa2c1" + String(repeating: "0a", count: 29), name: "figuur-2.csv", bytes: 1_204,
      layout: "regio-profielen", rows: 34, provisional: nil),
    SourceFile(
      sha256: "91be07" + String(repeating: "4d", count: 29), name: "doorstroom-2023.csv",
      bytes: 402,
      layout: "regio-doorstroom", rows: 6, provisional: .jaar(2023)),
    SourceFile(
      sha256: "c07712" + String(repeating: "f3", count: 29),
      name: "examenkandidaten-en-geslaagden-2019-2024.csv", bytes: 9_812_004,
      layout: "duo-examenkandidaten", rows: 41_233, provisional: .examenjaar(2024)),
  ]

  static let region = Region(
    id: "t-is-for-tech", name: "T is for Tech", document: "Strategisch plan STO 2025–2029",
    years: 2025...2029, vestigingen: [], gemeenten: ["Amersfoort", "Nijkerk"],
    arbeidsmarktregios: ["Amersfoort"])

  static func goal(
    _ id: String, _ title: Phrase, quote: String, section: String, indicator: String,
    kind: Goal.Kind, missing: Phrase? = nil
  ) -> Goal {
    Goal(
      id: id, region: region.id, title: title, quote: quote, section: section, indicator: indicator,
      kind: kind, peiljaar: 2023, deadline: 2029, missingData: missing)
  }

  /// A verdict on a share of pupils who go on to technical mbo.
  static func share(
    _ profile: String, now: Double, target: Double, outcome: Verdict.Outcome,
    chance: ClosedRange<Double>?, interval: ClosedRange<Double>
  ) -> Verdict {
    Verdict(
      goal: goal(
        "doorstroom-" + profile.lowercased(),
        phrase("Doorstroom \(profile) naar technisch mbo", "\(profile) to technical mbo"),
        quote: "De percentages voor BWI en PIE willen we behouden, voor M&T willen we het verhogen "
          + "naar 80%, voor MVI naar 65%.",
        section: "§4.2", indicator: "doorstroom-technisch-mbo", kind: .level(atLeast: target)),
      outcome: outcome, probability: chance,
      latest: Verdict.Latest(period: .jaar(2023), value: now...now, isProvisional: true),
      target: target, interval95: interval,
      outlook: chance.map { _ in
        Verdict.Outlook95(year: 2029, median: now + 1, interval: interval)
      },
      smallestDetectableDifference: 11.2, neededPerYear: (target - now) / 6,
      sentence: phrase(
        "Van \(profile) ging in 2023 \(Int(now)) % naar technisch mbo; met ongeveer honderd leerlingen "
          + "is een verschil van minder dan 11 procentpunt niet van toeval te onderscheiden.",
        "Of \(profile), \(Int(now))% entered technical mbo in 2023; with about a hundred pupils a "
          + "difference under 11 points cannot be told from chance."),
      notes: [
        phrase(
          "Het plan noemt het aantal leerlingen niet; gerekend is met het aantal examenkandidaten.",
          "The plan does not give the number of pupils; the number of exam candidates was used.")
      ],
      sources: [SourceCell(file: files[1].sha256, row: 2, column: "percentage")])
  }

  static let judged: [Verdict] = [
    Verdict(
      goal: goal(
        "behoud-instroom",
        phrase("613 leerlingen in een technisch profiel", "613 pupils in a technical profile"),
        quote: "In 2023 volgden 613 vmbo leerlingen een technisch profiel; dit aantal willen we "
          + "behouden.", section: "§2", indicator: "leerlingen-techniek", kind: .keep(atLeast: 613)),
      outcome: .risico, probability: 0.34...0.34,
      latest: Verdict.Latest(period: .peildatum(2023), value: 613...613, isProvisional: true),
      target: 613, interval95: 565...663,
      outlook: Verdict.Outlook95(year: 2029, median: 590.4, interval: 512...690),
      smallestDetectableDifference: 69.3, neededPerYear: 0, changePerYear: 11,
      sentence: phrase(
        "In 2023 kozen 613 leerlingen voor techniek; zonder verandering verwachten we er in 2029 "
          + "ongeveer 590 (512–690), zodat de kans om het aantal te behouden 34 % is.",
        "In 2023, 613 pupils chose techniek; unchanged, we expect about 590 in 2029 (512–690), so "
          + "the chance of keeping the number is 34%."),
      notes: [
        phrase(
          "Leerjaar 3 en 4 zijn samen geteld, zoals in Figuur 2 van het plan.",
          "Leerjaar 3 and 4 are taken together, as in Figuur 2 of the plan."),
        phrase(
          "De spreiding komt uit de fouten die het model eerder maakte op de landelijke reeksen.",
          "The spread comes from the errors that the model made on the national series."),
      ],
      sources: (2...34).flatMap { row in
        ["BB", "KB"].map { SourceCell(file: files[0].sha256, row: row, column: $0) }
      }),
    share("BWI", now: 83, target: 83, outcome: .risico, chance: 0.48...0.52, interval: 74...90),
    share("PIE", now: 90, target: 90, outcome: .opKoers, chance: 0.71...0.71, interval: 82...95),
    share("M&T", now: 72, target: 80, outcome: .risico, chance: 0.2...0.35, interval: 62...80),
    share("MVI", now: 58, target: 65, outcome: .nietTeZeggen, chance: nil, interval: 44...71),
    share(
      "TL", now: 26, target: 30, outcome: .buitenBereik, chance: 0.004...0.004, interval: 23...29),
    Verdict(
      goal: goal(
        "aanbod",
        phrase("Elk profiel blijft op elke vestiging", "Every profile stays at every location"),
        quote:
          "Het doel is om de huidige profielen in stand te houden zoals ze nu per vestiging en "
          + "leerweg worden gegeven.", section: "§4.7", indicator: "aanbod-profielen",
        kind: .onOffer),
      outcome: .opKoers, probability: 0.9951...0.9951,
      latest: Verdict.Latest(period: .peildatum(2023), value: 14...15, isProvisional: false),
      target: 14, outlook: Verdict.Outlook95(year: 2029, median: 14, interval: 13...15),
      changePerYear: 0.25,
      sentence: phrase(
        "Alle 14 combinaties van vestiging en profiel hadden in 2023 leerlingen; het kleinste profiel "
          + "(PIE op Het Element) had er 1–4.",
        "All 14 pairs of location and profile had pupils in 2023; the smallest (PIE at Het Element) "
          + "had 1–4.")),
    Verdict(
      goal: goal(
        "groei-2023", phrase("6 % meer dan in 2019", "6% more than in 2019"),
        quote: "een stijging van 6% van leerlingen die kiezen voor een technisch profiel",
        section: "§1.1", indicator: "leerlingen-techniek", kind: .growth(percent: 6)),
      outcome: .gehaald, probability: nil,
      latest: Verdict.Latest(period: .peildatum(2023), value: 613...613, isProvisional: false),
      target: 603.1, interval95: 565...663,
      sentence: phrase(
        "Tussen 2019 en 2023 steeg het aantal van 569 naar 613, dat is 7,7 %.",
        "Between 2019 and 2023 the number rose from 569 to 613, which is 7.7%.")),
    Verdict(
      goal: goal(
        "keuze-techniek", phrase("Keuze voor techniek in leerjaar 4", "Choice of techniek"),
        quote: "<b>meer</b> leerlingen \"kiezen\" voor techniek & ambacht", section: "§3",
        indicator: "keuze-techniek", kind: .growth(percent: 5)),
      outcome: .nietGehaald, probability: nil,
      latest: Verdict.Latest(period: .examenjaar(2024), value: 281...287, isProvisional: true),
      target: 312, interval95: 250...308,
      sentence: phrase(
        "In examenjaar 2024 waren er 281–287 kandidaten in de sector techniek, minder dan de 312 die "
          + "het plan noemt, ook als men toeval en afgeschermde aantallen meerekent.",
        "In exam year 2024 there were 281–287 candidates in techniek, fewer than the 312 of the plan."
      )),
  ]

  static let monitored: [Verdict] = (1...12).map { number in
    Verdict(
      goal: goal(
        "programma-\(number)",
        phrase("Activiteit \(number) voor het primair onderwijs", "Activity \(number) for primary"),
        quote: "", section: "Bijlage \(number)", indicator: "programma",
        kind: .monitored(
          target: number.isMultiple(of: 2) ? Double(number * 1_250) : nil,
          unit: number == 4 ? .euroPerJaar : .aantal),
        missing: phrase(
          "Alleen het programma telt dit.", "Only the programme itself counts this.")),
      outcome: .gemonitord, sentence: phrase("Gemonitord.", "Monitored."))
  }

  static let lead = FanChart(
    id: "totaal",
    title: phrase("Leerlingen in een technisch profiel", "Pupils in technical profiles"),
    caption: phrase(
      "Het aantal steeg van 569 naar 613; zonder verandering daalt het daarna naar ongeveer 590.",
      "The number rose from 569 to 613; unchanged, it falls to about 590."),
    unit: phrase("leerlingen op 1 oktober", "pupils on 1 October"),
    projection: Projection(
      id: "totaal", title: phrase("Totaal", "Total"),
      observed: zip(2019...2023, [569, 570, 589, 584, 613]).map { year, count in
        Observed(
          period: .peildatum(year), count: .exact(count), isProvisional: year == 2023, sources: [])
      },
      outlook: zip(2024...2029, [610.0, 605, 600, 597, 593, 590.4]).enumerated().map { step, item in
        let spread = 14 * Double(step + 1).squareRoot()
        return Outlook(
          period: .peildatum(item.0), median: item.1,
          interval80: item.1 - spread * 1.3...item.1 + spread * 1.3,
          interval95: item.1 - spread * 2...item.1 + spread * 2.4)
      }), target: 613, targetLabel: phrase("doel: 613 behouden", "goal: keep 613"))

  static let profiles = Table(
    id: "figuur-2", title: phrase("Leerlingen per profiel en vestiging", "Pupils per profile"),
    caption: phrase(
      "Leerjaar 3 en 4 van BB, KB en GL op 1 oktober.", "Leerjaar 3 and 4 of BB, KB and GL."),
    columns: [
      Table.Column(key: "vestiging", title: phrase("Vestiging", "Location"), kind: .text),
      Table.Column(key: "profiel", title: phrase("Profiel", "Profile"), kind: .text),
    ]
      + (2019...2023).map {
        Table.Column(key: "j\($0)", title: Phrase("\($0)"), kind: .number(decimals: 0))
      } + [
        Table.Column(
          key: "aandeel", title: phrase("Aandeel 2023", "Share 2023"), kind: .percent(decimals: 1))
      ],
    rows: [
      row("Van Lodenstein <\"College\"> & co", "BWI", [56, 60, 58, 61, 66], 10.8),
      row("Corlaer College", "PIE", [44, 41, 47, 52, 50], 8.2),
      row("NXT ’t Hooghe", "M&T", [120, 118, 125, 119, 131], 21.4),
      Table.Row([
        .text(Phrase("Het Element")), .text(Phrase("PIE")), .count(.suppressed(1...4)),
        .count(.missing), .count(.notApplicable), .count(.exact(0)), .count(.suppressed(1...4)),
        .empty(phrase("te klein voor een aandeel", "too small for a share")),
      ]),
      Table.Row(
        [.text(phrase("Totaal", "Total")), .text(Phrase(""))]
          + [569, 570, 589, 584, 1_613].map { .count(.exact($0)) } + [.number(100)], isTotal: true),
    ], source: phrase("Strategisch plan, Figuur 2", "the plan, Figuur 2"))

  static func row(_ school: String, _ profile: String, _ counts: [Int], _ share: Double)
    -> Table.Row
  {
    Table.Row(
      [.text(Phrase(school)), .text(Phrase(profile))] + counts.map { .count(.exact($0)) }
        + [.number(share)])
  }

  static let outlook = Table(
    id: "prognose", title: phrase("Verwacht aantal leerlingen", "Expected pupils"),
    caption: phrase("Mediaan en 95 %-interval.", "Median and 95% interval."),
    columns: [Table.Column(key: "profiel", title: phrase("Profiel", "Profile"), kind: .text)]
      + (2024...2029).flatMap { year in
        [
          Table.Column(key: "j\(year)", title: Phrase("\(year)"), kind: .number(decimals: 0)),
          Table.Column(
            key: "i\(year)", title: phrase("95 %", "95%"), kind: .number(decimals: 0)),
        ]
      },
    rows: zip(["BWI", "PIE", "M&T", "MVI"], [180.0, 70, 210, 130]).map { name, level in
      Table.Row(
        [.text(Phrase(name))]
          + (0..<6).flatMap { step -> [Table.Cell] in
            let (middle, spread) = (level - Double(step) * 2, 9 * Double(step + 2).squareRoot())
            return [.number(middle), .interval(middle - spread...middle + spread)]
          })
    }, source: phrase("eigen berekening", "own computation"))

  static let findings: [Finding] = [
    Finding(
      rule: "sprong", level: .waarschuwing, file: "figuur-2.csv", row: 12, column: "2022",
      value: "12", text: phrase("Het aantal halveert in een jaar.", "The number halves in a year."),
      remedy: phrase("Vraag na bij de school.", "Ask the school.")),
    Finding(
      rule: "totaal-klopt-niet", level: .ernstig, file: "figuur-2.csv", row: 34, column: "2023",
      value: "613",
      text: phrase(
        "Het totaal (613) is niet de som van de rijen (611).",
        "The total (613) is not the sum of the rows (611)."),
      remedy: phrase("Controleer rij 2 tot en met 33.", "Check rows 2 to 33.")),
    Finding(
      rule: "regiodekking", level: .opmerking, file: "",
      text: phrase("Een vestiging staat niet in het regiobestand.", "A location is not listed."),
      remedy: phrase("Voeg haar toe of sluit haar uit.", "Add it or leave it out.")),
  ]

  static let report = Report(
    region: region,
    summary: phrase(
      "Van de negen doelen die met cijfers te volgen zijn, liggen er twee op koers, is er één gehaald "
        + "en één niet. Het aantal technische leerlingen is met 613 hoger dan in 2019, maar zonder "
        + "verandering zakt het tot 2029 onder het doel. De doorstroom uit de TL vraagt de meeste "
        + "aandacht.",
      "Of nine goals, two are on course, one is met and one is not. The number of technical pupils is "
        + "higher than in 2019 but will fall below the goal by 2029 unless something changes."),
    verdicts: judged + monitored, leadChart: lead,
    chapters: [
      Report.Chapter(
        id: "leerlingen", title: phrase("Leerlingen in de techniek", "Pupils in techniek"),
        blocks: [
          .paragraph(
            phrase(
              "Figuur 2 van het plan telt leerlingen in leerjaar 3 en 4 op vijf vestigingen.",
              "Figuur 2 counts pupils in leerjaar 3 and 4.")), .table(profiles),
        ]),
      Report.Chapter(
        id: "prognose", title: phrase("Wat we verwachten", "What we expect"),
        blocks: [
          .table(outlook),
          .fan(
            FanChart(
              id: "profiel/BWI", title: phrase("BWI", "BWI"),
              caption: phrase("BWI groeide tot 2023.", "BWI grew until 2023."),
              unit: phrase("leerlingen", "pupils"),
              projection: Projection(
                id: "profiel/BWI", title: Phrase("BWI"),
                observed: zip(
                  2019...2023,
                  [Count.exact(40), .suppressed(30...52), .exact(58), .missing, .exact(66)]
                )
                .map {
                  Observed(
                    period: .peildatum($0), count: $1, isProvisional: $0 == 2023, sources: [])
                },
                outlook: (2024...2029).map { year in
                  let spread = 5 * Double(year - 2022).squareRoot()
                  return Outlook(
                    period: .peildatum(year), median: 66,
                    interval80: 66 - spread * 1.3...66 + spread * 1.3,
                    interval95: 66 - 2 * spread...66 + 2 * spread)
                }), target: nil, targetLabel: Phrase(""))),
          .list([
            phrase("De bevolking krimpt licht.", "The population shrinks."),
            phrase("De keuze blijft gelijk.", "Choice stays."),
          ]),
        ]),
      Report.Chapter(
        id: "kwaliteit", title: phrase("Kwaliteit van de gegevens", "Data quality"),
        blocks: [.findings(findings)]),
    ], files: files, version: "1.0.0")
}
