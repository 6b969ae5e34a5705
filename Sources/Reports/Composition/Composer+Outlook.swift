import Forecasting
import Goals
import Records

extension Composer {
  /// Projections with intervals, fans, and what the model found.
  var outlook: Report.Chapter? {
    guard let techniek, let last = techniek.years.last else { return nil }
    var blocks: [Report.Block] = [
      .paragraph(
        Phrase(
          nl: "De verwachting is een verdeling, geen getal: de middelste waarde met een interval "
            + "waarin de uitkomst met 80 of 95 % kans valt. Het interval bevat de onzekerheid over "
            + "de stromen zelf én de gewone schommeling van jaar tot jaar. “Zelfde als "
            + "\(techniek.lastObservedYear)” is de eenvoudigste voorspelling en staat ernaast.",
          en: "The expectation is a distribution, not a number: the middle value with an interval "
            + "that holds the outcome with a chance of 80 or 95%. It holds the uncertainty of the "
            + "flows themselves and the ordinary fluctuation from year to year. “Same as "
            + "\(techniek.lastObservedYear)” is the simplest forecast and stands beside it.")),
      .table(projectionTable(techniek, last: last)),
    ]
    let profielen = projections.filter { $0.id.hasPrefix("profiel/") }
    let shown =
      profielen.isEmpty
      ? projections.dropFirst().filter { $0.id.hasPrefix("vestiging") } : profielen
    for projection in shown {
      blocks.append(.fan(fan(projection, title: projection.title, target: nil)))
    }
    blocks.append(.table(flows(techniek)))
    blocks.append(
      .list([
        Phrase(
          nl: "Aanname: van de groei blijft elk jaar ", en: "Assumption: of the growth, ")
          + .number(100 * techniek.options.damping)
          + Phrase(
            nl: " % over (Gardner en McKenzie 1985); zonder demping loopt een toevallige trend te "
              + "ver door.",
            en: "% is left each year (Gardner and McKenzie 1985); without damping a chance trend "
              + "runs on too far."),
        Phrase(
          nl: "Het model kent geen besluiten (een profiel dat sluit, een school die verhuist) en "
            + "geen geboortecijfers.",
          en: "The model knows no decisions (a profile that closes, a school that moves) and no "
            + "birth rates."),
        Phrase(
          nl: "\(techniek.options.paths) gesimuleerde toekomsten; startgetal "
            + "\(techniek.options.seed). Dezelfde bestanden geven dezelfde cijfers.",
          en: "\(techniek.options.paths) simulated futures; seed \(techniek.options.seed). The "
            + "same files give the same figures."),
      ]))
    blocks.append(.folded(intervals(techniek)))
    return Report.Chapter(
      id: "vooruitblik",
      title: Phrase(nl: "Vooruitblik tot \(last)", en: "Outlook to \(last)"), blocks: blocks)
  }

  private func projectionTable(_ techniek: TechniekForecast, last: Int) -> Table {
    let years = techniek.years
    let rows = projections.map { projection -> Table.Row in
      let latest = projection.observed.last?.count ?? .notApplicable
      let end = projection.outlook.last
      return Table.Row(
        [.text(projection.title), .count(latest)]
          + projection.outlook.map { .number($0.median) }
          + [
            end.map { .interval($0.interval80) } ?? .empty(Phrase("–")),
            end.map { .interval($0.interval95) } ?? .empty(Phrase("–")),
          ],
        isTotal: projection.id == "totaal")
    }
    return Table(
      id: "vooruitblik",
      title: subjectName + Phrase(nl: ": de verwachting", en: ": the outlook"),
      caption: subjectDefinition
        + Phrase(
          nl:
            " Geteld in \(techniek.lastObservedYear) (ook de voorspelling “zelfde als vorig jaar”), de "
            + "middelste verwachting per jaar, en de intervallen in \(last). Medianen tellen niet "
            + "precies op.",
          en:
            " Counted in \(techniek.lastObservedYear) (also the forecast “same as last year”), the "
            + "median of each year, and the intervals in \(last). Medians do not quite add up."),
      columns: [
        .init(key: "onderdeel", title: Phrase(nl: "Onderdeel", en: "Part"), kind: .text),
        .init(
          key: "geteld_\(techniek.lastObservedYear)", title: Phrase("\(techniek.lastObservedYear)"),
          kind: .number(decimals: 0)),
      ]
        + years.map {
          .init(key: "verwacht_\($0)", title: Phrase("\($0)"), kind: .number(decimals: 0))
        }
        + [
          .init(
            key: "interval80_\(last)", title: Phrase(nl: "80 % \(last)", en: "80% \(last)"),
            kind: .number(decimals: 0)),
          .init(
            key: "interval95_\(last)", title: Phrase(nl: "95 % \(last)", en: "95% \(last)"),
            kind: .number(decimals: 0)),
        ], rows: rows,
      source: Phrase(
        nl: "cohortmodel op Figuur 2, DUO-leerlingen en DUO-examens; zie Vooruitblik",
        en: "cohort model on Figuur 2, DUO pupils and DUO exams; see Outlook"))
  }

  /// Every interval of every year, one a row: for spreadsheets.
  private func intervals(_ techniek: TechniekForecast) -> Table {
    let rows = projections.flatMap { projection in
      projection.outlook.map { outlook in
        Table.Row([
          .text(projection.title), .number(Double(outlook.period.year)), .number(outlook.median),
          .number(outlook.interval80.lowerBound), .number(outlook.interval80.upperBound),
          .number(outlook.interval95.lowerBound), .number(outlook.interval95.upperBound),
        ])
      }
    }
    func column(_ key: String, _ nl: String, _ en: String) -> Table.Column {
      .init(key: key, title: Phrase(nl: nl, en: en), kind: .number(decimals: 0))
    }
    return Table(
      id: "vooruitblik-intervallen",
      title: Phrase(nl: "Alle intervallen per jaar", en: "All intervals by year"),
      caption: subjectDefinition
        + Phrase(nl: " Middelste verwachting en grenzen.", en: " Median and limits."),
      columns: [
        .init(key: "onderdeel", title: Phrase(nl: "Onderdeel", en: "Part"), kind: .text),
        .init(key: "jaar", title: Phrase(nl: "Jaar", en: "Year"), kind: .year),
        column("mediaan", "Mediaan", "Median"), column("laag80", "80 % van", "80 % from"),
        column("hoog80", "80 % tot", "80 % to"), column("laag95", "95 % van", "95 % from"),
        column("hoog95", "95 % tot", "95 % to"),
      ], rows: rows,
      source: Phrase(nl: "cohortmodel; zie Vooruitblik", en: "cohort model; see Outlook"))
  }

  /// What the model found: progression and growth, with a plain ratio beside it.
  private func flows(_ techniek: TechniekForecast) -> Table {
    let rows = techniek.flows.map { flow in
      Table.Row([
        .text(flow.name), .number(flow.estimate.value), .interval(flow.estimate.interval95),
        flow.plain.map { .number($0.value) } ?? .empty(Phrase("–")),
        flow.plain.map { .interval($0.interval95) } ?? .empty(Phrase("–")),
      ])
    }
    return Table(
      id: "stromen", title: Phrase(nl: "De gevonden stromen", en: "The flows found"),
      caption: Phrase(
        nl: "Percentage dat overgaat. Links volgens het cohortmodel; rechts, als controle, een "
          + "Poissonregressie op DUO's tellingen alleen.",
        en: "Percentage that moves on. Left by the cohort model; right, as a check, a Poisson "
          + "regression on DUO's counts alone."),
      columns: [
        .init(key: "stroom", title: Phrase(nl: "Stroom", en: "Flow"), kind: .text),
        .init(
          key: "model", title: Phrase(nl: "Cohortmodel", en: "Cohort model"),
          kind: .percent(decimals: 1)),
        .init(
          key: "model_interval", title: Phrase(nl: "95 %-interval", en: "95% interval"),
          kind: .percent(decimals: 1)),
        .init(
          key: "regressie", title: Phrase(nl: "Regressie", en: "Regression"),
          kind: .percent(decimals: 1)),
        .init(
          key: "regressie_interval", title: Phrase(nl: "95 %-interval", en: "95% interval"),
          kind: .percent(decimals: 1)),
      ], rows: rows,
      source: Phrase(
        nl: "DUO, leerlingen 2019 en examens 2020–2021; Figuur 2",
        en: "DUO, pupils 2019 and exams 2020–2021; Figuur 2"))
  }

  /// Exam candidates techniek by location and year.
  var exams: Report.Chapter? {
    let years = data.duoExamYears
    guard !years.isEmpty else { return nil }
    func cells(_ vestiging: Region.Vestiging?) -> [Table.Cell] {
      years.map { .count(data.exams(year: $0, vestiging: vestiging).count) }
    }
    var rows: [Table.Row] = []
    for vestiging in data.region.vestigingen {
      let row = cells(vestiging)
      guard row.contains(where: { $0 != .count(.notApplicable) && $0 != .count(.exact(0)) })
      else { continue }
      rows.append(Table.Row([.text(Phrase(vestiging.name))] + row))
    }
    guard !rows.isEmpty else { return nil }
    rows.append(Table.Row([.text(Phrase(nl: "Samen", en: "Together"))] + cells(nil), isTotal: true))
    let table = Table(
      id: "examens",
      title: Phrase(
        nl: "Examenkandidaten techniek per vestiging", en: "Exam candidates techniek by location"),
      caption: Phrase(
        nl:
          "BB (met leerwerktraject), KB en GL, per examenjaar. DUO verbergt aantallen van 1 tot en "
          + "met 4; een som daarover is een interval. Het laatste jaar is voorlopig.",
        en:
          "BB (with leerwerktraject), KB and GL, by exam year. DUO withholds numbers from 1 to 4; "
          + "a sum over them is an interval. The last year is provisional."),
      columns: [
        .init(
          key: "vestiging", title: Phrase(nl: "Vestiging", en: "Location"), kind: .text)
      ] + years.map { .init(key: "\($0)", title: Phrase("\($0)"), kind: .number(decimals: 0)) },
      rows: rows,
      source: Phrase(
        nl: "DUO, examenkandidaten en geslaagden", en: "DUO, exam candidates and passed"))
    return Report.Chapter(
      id: "examens", title: Phrase(nl: "Examens", en: "Exams"), blocks: [.table(table)])
  }
}
