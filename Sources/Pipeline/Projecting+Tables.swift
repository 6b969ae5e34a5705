import Forecasting
import Goals
public import Records
public import Reports

extension Projecting.Result {
  /// Every part in every year to come under every scenario, for spreadsheets.
  public var projectionTable: Table {
    let unknown = Table.Cell.empty(Phrase(""))
    var rows: [Table.Row] = []
    for outcome in outcomes {
      for projection in outcome.techniek?.projections() ?? [] {
        let id = Table.Cell.text(Phrase(outcome.scenario?.id ?? "basis"))
        for observed in projection.observed where outcome.scenario == nil {
          rows.append(
            .init([
              id, .text(Phrase(projection.id)), .text(projection.title),
              .text(Phrase(observed.period.kind)), .number(Double(observed.period.year)),
              .count(observed.count), unknown, unknown, unknown, unknown, unknown,
            ]))
        }
        for year in projection.outlook {
          rows.append(
            .init([
              id, .text(Phrase(projection.id)), .text(projection.title),
              .text(Phrase(year.period.kind)), .number(Double(year.period.year)), unknown,
              .number(year.median), .number(year.interval80.lowerBound),
              .number(year.interval80.upperBound), .number(year.interval95.lowerBound),
              .number(year.interval95.upperBound),
            ]))
        }
      }
    }
    func column(_ key: String, _ kind: Table.Column.Kind) -> Table.Column {
      Table.Column(key: key, title: Phrase(key), kind: kind)
    }
    let number = Table.Column.Kind.number(decimals: 0)
    return Table(
      id: "projectie", title: Phrase(nl: "Projectie", en: "Projection"),
      caption: subject,
      columns: [
        column("scenario", .text), column("deel", .text), column("naam", .text),
        column("moment", .text), column("jaar", .year), column("waargenomen", number),
        column("mediaan", number), column("laag_80", number), column("hoog_80", number),
        column("laag_95", number), column("hoog_95", number),
      ], rows: rows, source: Phrase(region.document))
  }

  /// What is projected, in words.
  var subject: Phrase {
    outcomes[0].techniek?.subject == .exams
      ? Phrase(
        nl: "Examenkandidaten techniek (BB, KB, GL)", en: "Exam candidates techniek (BB, KB, GL)")
      : Phrase(
        nl: "Leerlingen in techniek, leerjaar 3 en 4 op 1 oktober",
        en: "Pupils in techniek, leerjaar 3 and 4 on 1 October")
  }

  /// The whole region by year: the middle and the 80 % interval under each scenario.
  var yearTable: Table {
    let years = outcomes[0].techniek?.years ?? []
    return Table(
      id: "jaren", title: subject, caption: Phrase(""),
      columns: [.init(key: "jaar", title: Phrase(nl: "jaar", en: "year"), kind: .text)]
        + outcomeColumns,
      rows: years.map { year in
        .init(
          [.text(Phrase("\(year)"))] + outcomes.map { cell($0.techniek?.outlook(.all, year: year)) }
        )
      }, source: Phrase(""))
  }

  /// Each location and profile in the last year.
  var partTable: Table {
    let all = outcomes.map { $0.techniek?.projections() ?? [] }
    let last = outcomes[0].techniek?.years.last
    let ids = all.reduce(into: [(id: String, title: Phrase)]()) { ids, projections in
      for projection in projections where !ids.contains(where: { $0.id == projection.id }) {
        ids.append((projection.id, projection.title))
      }
    }
    return Table(
      id: "delen",
      title: Phrase(nl: "Per onderdeel in \(last ?? 0)", en: "By part in \(last ?? 0)"),
      caption: Phrase(""),
      columns: [.init(key: "deel", title: Phrase(nl: "deel", en: "part"), kind: .text)]
        + outcomeColumns,
      rows: ids.map { id, title in
        .init(
          [.text(title)]
            + all.map { projections in
              cell(
                projections.first { $0.id == id }?.outlook.first { $0.period.year == last })
            })
      }, source: Phrase(""))
  }

  private func cell(_ outlook: Outlook?) -> Table.Cell {
    guard let outlook else {
      return .empty(Phrase(nl: "niet in dit scenario", en: "not in this scenario"))
    }
    return .text(
      .number(outlook.median) + Phrase(" (") + .interval(outlook.interval80) + Phrase(")"))
  }

  /// One number stands for a scenario in a heading; ``legend`` says which is which.
  private var outcomeColumns: [Table.Column] {
    outcomes.indices.map { index in
      .init(
        key: outcomes[index].scenario?.id ?? "basis",
        title: index == 0 ? Phrase(nl: "basis", en: "base") : Phrase("[\(index)]"), kind: .text)
    }
  }

  /// Which number stands for which scenario.
  var legend: [Phrase] {
    outcomes.enumerated().dropFirst().map { index, outcome in
      Phrase("[\(index)] ") + outcome.title
        + (outcome.scenario?.note.map { Phrase(": ") + $0 } ?? Phrase(""))
    }
  }

  /// The chance of each goal to come under each scenario.
  public var chanceTable: Table {
    Table(
      id: "kansen", title: Phrase(nl: "Kans per doel", en: "Chance by goal"),
      caption: Phrase(""),
      columns: [.init(key: "doel", title: Phrase(nl: "doel", en: "goal"), kind: .text)]
        + outcomeColumns,
      rows: outcomes[0].verdicts.filter(\.isAhead).map { verdict in
        .init(
          [.text(verdict.goal.title)]
            + outcomes.map { outcome in
              outcome.chance(of: verdict.goal).map { .text(.chance($0)) }
                ?? .empty(Phrase(nl: "niet te zeggen", en: "cannot be told"))
            })
      }, source: Phrase(region.document))
  }

  /// Which assumption moves the chance of which goal, the largest span first.
  public var sensitivityTable: Table {
    func column(
      _ key: String, _ nl: String, _ en: String, _ kind: Table.Column.Kind = .text
    ) -> Table.Column {
      .init(key: key, title: Phrase(nl: nl, en: en), kind: kind)
    }
    return Table(
      id: "gevoeligheid", title: Phrase(nl: "Wat maakt het uit?", en: "What matters?"),
      caption: Phrase(""),
      columns: [
        column("aanname", "aanname", "assumption"), column("doel", "doel", "goal"),
        column("kans", "kans nu", "chance now"), column("laag", "bij", "at"),
        column("kans_laag", "kans", "chance"), column("hoog", "bij", "at"),
        column("kans_hoog", "kans", "chance"),
        column("verschil", "punten", "points", .number(decimals: 0)),
      ],
      rows: sensitivity.map { row in
        let none = Table.Cell.empty(Phrase(nl: "één kant", en: "one side"))
        return .init([
          .text(row.assumption), .text(Phrase(row.goal.id)), .text(.chance(row.chance)),
          .text(row.low.value), .text(.chance(row.low.chance)),
          row.high.map { .text($0.value) } ?? none,
          row.high.map { .text(.chance($0.chance)) } ?? none, .number(100 * row.span),
        ])
      }, source: Phrase(region.document))
  }

  /// The two ends of each assumption, for a terminal.
  private static func ends(_ rows: [Sensitivity]) -> Table {
    func end(_ end: Sensitivity.End?) -> Table.Cell {
      guard let end else { return .text(Phrase("")) }
      return .text(end.value + Phrase(": ") + .chance(end.chance))
    }
    return Table(
      id: "uiteinden", title: Phrase(""), caption: Phrase(""),
      columns: [
        .init(key: "aanname", title: Phrase(nl: "aanname", en: "assumption"), kind: .text),
        .init(key: "laag", title: Phrase(nl: "bij: kans", en: "at: chance"), kind: .text),
        .init(key: "hoog", title: Phrase(nl: "bij: kans", en: "at: chance"), kind: .text),
      ],
      rows: rows.map { .init([.text($0.assumption), end($0.low), end($0.high)]) },
      source: Phrase(""))
  }

  /// What each goal would take.
  public var needTable: Table {
    func value(_ number: Double?, _ need: Need) -> Table.Cell {
      guard let number else {
        // The search ends there; it does not say that nothing would do.
        switch need.lever {
        case .intake: return .text(Phrase(nl: "> +100 %", en: "> +100%"))
        case .doorstroom: return .text(Phrase(nl: "> 99 %", en: "> 99%"))
        }
      }
      switch need.lever {
      case .intake:
        let points = 100 * (number - 1)
        return .text(
          Phrase(points > 0.05 ? "+" : "") + .number(points, decimals: 1)
            + Phrase(nl: " %", en: "%"))
      case .doorstroom:
        return .text(.number(number, decimals: 1) + Phrase(nl: " %", en: "%"))
      }
    }
    return Table(
      id: "nodig", title: Phrase(nl: "Wat is er nodig?", en: "What does it take?"),
      caption: Phrase(""),
      columns: [
        .init(key: "doel", title: Phrase(nl: "doel", en: "goal"), kind: .text),
        .init(key: "knop", title: Phrase(nl: "knop", en: "lever"), kind: .text),
        .init(key: "nu", title: Phrase(nl: "nu", en: "now"), kind: .text),
        .init(key: "kans_50", title: Phrase(nl: "kans 50 %", en: "chance 50%"), kind: .text),
        .init(key: "op_koers", title: Phrase(nl: "op koers", en: "on course"), kind: .text),
        .init(key: "eerder", title: Phrase(nl: "eerder vertoond", en: "on record"), kind: .text),
      ],
      rows: needs.map { need in
        let lever: Phrase
        switch need.lever {
        case .intake(let year):
          lever = Phrase(nl: "instroom vanaf \(year)", en: "intake from \(year)")
        case .doorstroom(let group):
          lever = Phrase(
            nl: "doorstroom \(group.name) in \(need.goal.deadline)",
            en: "doorstroom \(group.name) in \(need.goal.deadline)")
        }
        return .init([
          .text(need.goal.title), .text(lever), value(need.now, need), value(need.even, need),
          value(need.onCourse, need),
          need.precedent.map { .text($0) }
            ?? .empty(Phrase(nl: "niets bekend", en: "nothing known")),
        ])
      }, source: Phrase(region.document))
  }

  /// For a terminal of 80 columns.
  ///
  /// - Parameters:
  ///   - language: Of words and numbers.
  ///   - limit: How many assumptions are shown of each goal.
  public func summary(language: Language, lines limit: Int = 5) -> String {
    func wrapped(_ phrase: Phrase) -> String { TerminalText.wrapped(phrase[language]) + "\n" }
    func say(_ nl: String, _ en: String) -> Phrase { Phrase(nl: nl, en: en) }
    var text = wrapped(Phrase(region.name))
    guard let techniek = outcomes[0].techniek else {
      return text
        + wrapped(
          say(
            "Niets om vooruit te rekenen: geen bestand heeft leerlingen in techniek.",
            "Nothing to project: no file has pupils in techniek."))
    }
    for line in legend { text += wrapped(line) }
    text +=
      "\n" + wrapped(subject + say(": midden en 80 %-interval", ": middle and 80% interval"))
      + TerminalTable.render(yearTable, language: language)
    text += "\n" + wrapped(partTable.title) + TerminalTable.render(partTable, language: language)
    text += "\n"
    if chanceTable.rows.isEmpty {
      text += wrapped(
        say("Geen doel ligt nog in de toekomst.", "No goal lies in the future any more."))
    } else {
      text += TerminalTable.render(chanceTable, language: language)
    }
    if !sensitivity.isEmpty {
      text +=
        "\n"
        + wrapped(
          say(
            "Wat maakt het uit? Elke aanname apart, met de kans op het doel:",
            "What matters? Each assumption by itself, with the chance of the goal:"))
      for verdict in outcomes[0].verdicts {
        let rows = sensitivity.filter { $0.goal == verdict.goal }
        guard let chance = rows.first?.chance else { continue }
        text +=
          "\n"
          + wrapped(
            verdict.goal.title + say(" (nu ", " (now ") + .chance(chance) + Phrase(")"))
        text += TerminalTable.render(
          Self.ends(Array(rows.prefix(limit))), language: language)
        if rows.count > limit {
          text += wrapped(
            say(
              "… en \(rows.count - limit) kleinere; --out MAP geeft ze alle.",
              "… and \(rows.count - limit) smaller ones; --out FOLDER gives them all."))
        }
      }
    }
    if !needs.isEmpty {
      text +=
        "\n"
        + wrapped(
          say(
            "Wat is er nodig? De instroom in leerjaar 3 (ten opzichte van de verwachting) of de "
              + "doorstroom in het doeljaar, al het andere zoals verwacht:",
            "What does it take? The intake of leerjaar 3 (against what is expected) or the "
              + "doorstroom in the year of the goal, all else as expected:"))
      var table = needTable
      // What was on record is a sentence, and stands under the numbers.
      let kept = table.columns.indices.filter {
        !["knop", "eerder"].contains(table.columns[$0].key)
      }
      table = Table(
        id: table.id, title: table.title, caption: table.caption,
        columns: kept.map { table.columns[$0] },
        rows: table.rows.map { row in .init(kept.map { row.cells[$0] }) }, source: table.source)
      text += TerminalTable.render(table, language: language)
      let known = needs.filter { $0.precedent != nil }
      if !known.isEmpty {
        text += "\n" + wrapped(say("Is het ooit vertoond?", "Has it ever been reached?"))
        for need in known {
          text += wrapped(
            Phrase("  ") + need.goal.title + Phrase(": ") + (need.precedent ?? Phrase("")))
        }
      }
    }
    let first = techniek.years.first ?? techniek.baseYear
    return text + "\n"
      + wrapped(
        say(
          "Zelfde toevalsgetallen in elk scenario: een verschil komt van de aanname alleen. "
            + "\(techniek.options.paths) gesimuleerde toekomsten vanaf \(first); een kans is op "
            + "ongeveer een procentpunt zeker.",
          "The same random numbers in every scenario: a difference comes from the assumption alone. "
            + "\(techniek.options.paths) simulated futures from \(first); a chance is certain to "
            + "about a percentage point."))
  }

  /// All tables that have rows, in the order in which they are written.
  public var tables: [Table] {
    [projectionTable, chanceTable, sensitivityTable, needTable].filter { !$0.rows.isEmpty }
  }
}

extension Projecting {
  /// Writes the tables of each region as CSV, `<region>-<table>.csv`.
  ///
  /// - Returns: The paths written, in order.
  /// - Throws: ``PipelineError/file(path:reason:)``.
  public static func write(
    _ results: [Result], to folder: String, language: Language
  ) throws(PipelineError) -> [String] {
    try TableFiles.write(
      results.flatMap { result in result.tables.map { (result.region.id, $0) } }, to: folder,
      language: language)
  }
}
