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
  ///   - files: The names of the files that it comes from.
  ///   - language: Of the text.
  public static func terminal(
    _ inflow: Inflow, findings: [Finding], files: [String] = [], language: Language
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
          "\(row.period.year)" + mark(inflow, row.period.year), format.number(row.children),
          format.number(row.index),
          format.number(row.mean), format.interval(row.outlook.interval80),
          format.interval(row.outlook.interval95),
        ]))
    }
    if let beyond = inflow.beyond { lines += ["", Self.beyond(inflow, beyond)[language]] }
    lines += ["", perLocation(inflow, format), "", marketShares(inflow, format)]
    lines += ["", profileBasis(inflow)[language]]
    if let advice = inflow.advice { lines += ["", Self.advice(inflow, advice, format)] }
    if let calibration = inflow.calibration {
      lines += ["", Self.calibration(inflow, calibration, format)]
    }
    if let absent = absent(inflow) { lines += ["", absent[language]] }
    if !files.isEmpty {
      lines += [
        "",
        Phrase(nl: "Bestanden: ", en: "Files: ")[language] + files.joined(separator: ", ") + ".",
      ]
    }
    for finding in findings {
      lines += ["", "\(finding.level.title[language]): \(finding.text[language])"]
    }
    return TerminalText.wrapped(lines.joined(separator: "\n"), hanging: 0) + "\n"
  }

  /// What the numbers rest on, in words.
  static func basis(_ inflow: Inflow) -> Phrase {
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
      + share(inflow)
      + Phrase(
        nl: "; dat deel is van de instroomjaren \(years)",
        en: "; that share is of the years of inflow \(years)")
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

  /// Of 100 children, or of 100 with a vmbo advice, those who come.
  private static func share(_ inflow: Inflow) -> Phrase {
    let share = inflow.techniekShare
    return Phrase(
      nl: inflow.advice == nil
        ? " Van elke 100 kinderen die aan leerjaar 3 toe zijn kiezen er "
        : " Van elke 100 kinderen met een vmbo-advies die aan leerjaar 3 toe zijn kiezen er ",
      en: inflow.advice == nil
        ? " Of every 100 children who reach leerjaar 3 "
        : " Of every 100 children with a vmbo advice who reach leerjaar 3 ")
      + .number(share.mean, decimals: 1) + Phrase(nl: " (80 %: ", en: " (80%: ")
      + .interval(share.interval80, decimals: 1)
      + Phrase(nl: ") hier voor techniek", en: ") choose techniek here")
  }

  static func percent(_ share: Double) -> Phrase {
    .number(100 * share) + Phrase(nl: " %", en: "%")
  }
}
