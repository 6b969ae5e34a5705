public import Forecasting
public import Records

/// The inflow of a region as lines and as a table.
public enum InflowText {
  /// The inflow for a terminal of 80 columns: all locations together, then the mean of each, with what it
  /// rests on and what is doubtful.
  ///
  /// - Parameters:
  ///   - inflow: What is printed.
  ///   - findings: Those to be said below it.
  ///   - language: Of the text.
  public static func terminal(
    _ inflow: Inflow, findings: [Finding], language: Language
  ) -> String {
    let format = NumberFormat(language)
    var lines = [
      Phrase(
        nl: "Instroom in leerjaar 3 van de technische profielen, \(inflow.region.name)",
        en: "Inflow into leerjaar 3 of the technical profiles, \(inflow.region.name)")[language],
      "",
    ]
    lines += [basis(inflow)[language], ""]
    let width = 12
    func cells(_ texts: [String]) -> String {
      texts.enumerated().map { place, text in
        DisplayWidth.padded(text, to: place == 0 ? 8 : width, atRight: place > 0)
      }.joined()
    }
    lines.append(
      cells(
        [
          Phrase(nl: "jaar", en: "year"), Phrase(nl: "kinderen", en: "children"),
          Phrase(nl: "index", en: "index"), Phrase(nl: "instroom", en: "inflow"),
          Phrase(nl: "80 %", en: "80%"), Phrase(nl: "95 %", en: "95%"),
        ].map { $0[language] }))
    for row in inflow.rows where row.vestiging == nil {
      lines.append(
        cells([
          "\(row.period.year)", format.number(row.children), format.number(row.index),
          format.number(row.mean), format.interval(row.outlook.interval80),
          format.interval(row.outlook.interval95),
        ]))
    }
    lines += ["", perLocation(inflow, format)]
    for finding in findings {
      lines += ["", "\(finding.level.title[language]): \(finding.text[language])"]
    }
    return TerminalText.wrapped(lines.joined(separator: "\n"), hanging: 0) + "\n"
  }

  /// The mean of each location by year, and the interval of the last.
  private static func perLocation(_ inflow: Inflow, _ format: NumberFormat) -> String {
    let rows = inflow.rows
    let last = inflow.years.last ?? 0
    // Six years fit beside the names.
    let years = Array(inflow.years.suffix(6))
    func line(_ name: String, _ values: [String], _ interval: String) -> String {
      DisplayWidth.padded(DisplayWidth.wrapped(name, width: 24)[0], to: 25)
        + values.map { DisplayWidth.padded($0, to: 6, atRight: true) }.joined()
        + DisplayWidth.padded(interval, to: 14, atRight: true)
    }
    let title = Phrase(nl: "vestiging", en: "location")[format.language]
    let sign = Phrase(nl: "80 % \(last)", en: "80% \(last)")[format.language]
    var lines = [line(title, years.map(String.init), sign)]
    for vestiging in inflow.vestigingen {
      let own = rows.filter { $0.vestiging == vestiging && years.contains($0.period.year) }
      guard let end = own.last else { continue }
      lines.append(
        line(
          vestiging.name, own.map { format.number($0.mean) },
          format.interval(end.outlook.interval80)))
    }
    return lines.joined(separator: "\n")
  }

  /// What the numbers rest on, in words.
  private static func basis(_ inflow: Inflow) -> Phrase {
    let years = inflow.base.map { String($0.year) }.joined(separator: ", ")
    let names = inflow.gemeenten.joined(separator: ", ")
    let counted = inflow.countedOn.year
    let of = inflow.base.map(\.period.year)
    let isExams = inflow.base.contains { $0.period.kind == "examenjaar" }
    let exams = "\(of.min() ?? 0)–\(of.max() ?? 0)"
    return Phrase(
      nl: "Kinderen in het primair onderwijs op 1 oktober \(counted), naar woongemeente: \(names).",
      en:
        "Children in primary education on 1 October \(counted), by the municipality they live in: "
        + "\(names).")
      + Phrase(
        nl: " Het deel dat hier voor techniek kiest is dat van de instroomjaren \(years)",
        en: " The share that chooses techniek here is that of the years of inflow \(years)")
      + (isExams
        ? Phrase(
          nl:
            ", afgeleid van de examenkandidaten van \(exams); van elke 100 leerlingen in leerjaar 3 "
            + "doen er ",
          en: ", derived from the exam candidates of \(exams); of every 100 pupils in leerjaar 3 ")
          + .number(100 * inflow.passing)
          + Phrase(nl: " twee jaar later examen.", en: " sit the exam two years later.")
        : Phrase("."))
      + Phrase(
        nl:
          " Index: het laatste van die jaren is 100. Aannames, want geen bestand telt ze: per leerjaar "
          + "doet ",
        en: " Index: the last of those years is 100. Assumptions, as no file counts them: ")
      + percent(inflow.options.repeating)
      + Phrase(
        nl: " het over; door verhuizen wisselt een jaargang na \(counted) per jaar met ongeveer ",
        en: " repeat a leerjaar; moving changes a cohort by about ")
      + percent(inflow.options.migrationSpread)
      + Phrase(
        nl: ", en het deel dat voor techniek kiest met ",
        en: " a year after \(counted), and the share that chooses techniek by ")
      + percent(inflow.options.shareSpread)
      + Phrase(
        nl: " (standaardafwijkingen, in de marges begrepen).",
        en: " (standard deviations, which the intervals hold).")
  }

  private static func percent(_ share: Double) -> Phrase {
    .number(100 * share) + Phrase(nl: " %", en: "%")
  }

  /// One row a year and part, for CSV.
  public static func table(_ inflow: Inflow) -> Table {
    func column(_ key: String, _ nl: String, _ en: String, _ kind: Table.Column.Kind)
      -> Table.Column
    {
      Table.Column(key: key, title: Phrase(nl: nl, en: en), kind: kind)
    }
    return Table(
      id: "instroom", title: Phrase(nl: "Instroom in leerjaar 3", en: "Inflow into leerjaar 3"),
      caption: basis(inflow),
      columns: [
        column("regio", "regio", "region", .text),
        column("vestiging", "vestiging", "location", .text),
        column("naam", "naam", "name", .text), column("peildatum", "peildatum", "peildatum", .year),
        column("kinderen", "kinderen", "children", .number(decimals: 0)),
        column("index", "index", "index", .number(decimals: 1)),
        column("instroom", "instroom", "inflow", .number(decimals: 1)),
        column("laag80", "80 %, onder", "80%, low", .number(decimals: 0)),
        column("hoog80", "80 %, boven", "80%, high", .number(decimals: 0)),
        column("laag95", "95 %, onder", "95%, low", .number(decimals: 0)),
        column("hoog95", "95 %, boven", "95%, high", .number(decimals: 0)),
      ],
      rows: inflow.rows.map { row in
        Table.Row([
          .text(Phrase(inflow.region.id)), .text(Phrase(row.vestiging?.code.text ?? "alle")),
          .text(
            row.vestiging.map { Phrase($0.name) }
              ?? Phrase(nl: "alle vestigingen", en: "all locations")),
          .number(Double(row.period.year)), .number(row.children), .number(row.index),
          .number(row.mean), .number(row.outlook.interval80.lowerBound),
          .number(row.outlook.interval80.upperBound), .number(row.outlook.interval95.lowerBound),
          .number(row.outlook.interval95.upperBound),
        ])
      },
      source: Phrase(
        nl: "DUO, leerlingen po naar postcode en leeftijd, leerlingen vo, examenkandidaten",
        en: "DUO, pupils po by postcode and age, pupils vo, exam candidates"))
  }
}
