import Forecasting
import Goals
import Records

extension FanChart {
  /// The numbers of the chart: a row a period, what was and what may come.
  public var numbers: Table {
    let word = { (nl: String, en: String) in Phrase(nl: nl, en: en) }
    let column = { (key: String, title: Phrase) in
      Table.Column(key: key, title: title, kind: .number(decimals: 0))
    }
    let ahead = Table.Cell.empty(word("nog niet waargenomen", "not yet observed"))
    let behind = Table.Cell.empty(word("al waargenomen", "already observed"))
    let observed = projection.observed.map { item in
      Table.Row([
        .text(Phrase("\(item.period.year)")), .count(item.count), behind, behind, behind,
        .text(item.isProvisional ? word("voorlopig", "provisional") : Phrase("")),
      ])
    }
    let outlook = projection.outlook.map { item in
      Table.Row([
        .text(Phrase("\(item.period.year)")), ahead, .number(item.median),
        .interval(item.interval80), .interval(item.interval95), .text(word("verwacht", "expected")),
      ])
    }
    return Table(
      id: "grafiek-" + id, title: title, caption: unit,
      columns: [
        Table.Column(key: "jaar", title: word("Jaar", "Year"), kind: .year),
        column("waargenomen", word("Waargenomen", "Observed")),
        column("verwacht", word("Verwacht", "Expected")),
        column("interval_80", word("80 %-interval", "80% interval")),
        column("interval_95", word("95 %-interval", "95% interval")),
        Table.Column(key: "status", title: word("Status", "Status"), kind: .text),
      ], rows: observed + outlook, source: Phrase(""))
  }
}

extension Report {
  /// All verdicts as a table, monitored goals too, for spreadsheets and other programs.
  ///
  /// Chances are in percent, 0–100; values in the unit of each indicator, which has its own column.
  public var verdictTable: Table {
    let column = { (key: String, nl: String, en: String, kind: Table.Column.Kind) in
      Table.Column(key: key, title: Phrase(nl: nl, en: en), kind: kind)
    }
    return Table(
      id: "oordelen", title: Phrase(nl: "Oordelen per doel", en: "Verdicts per goal"),
      caption: Phrase(
        nl: "Waarden in de eenheid van de indicator; kansen in procent.",
        en: "Values in the unit of the indicator; chances in percent."),
      columns: [
        column("doel", "Doel", "Goal", .text), column("titel", "Titel", "Title", .text),
        column("oordeel", "Oordeel", "Verdict", .text),
        column("kans", "Kans (%)", "Chance (%)", .percent(decimals: 0)),
        column("indicator", "Indicator", "Indicator", .text),
        column("eenheid", "Eenheid", "Unit", .text),
        column("periode", "Nieuwste periode", "Newest period", .text),
        column("waarde", "Nieuwste waarde", "Newest value", .number(decimals: 1)),
        column("status", "Status", "Status", .text),
        column("nodig", "Nodig", "Needed", .number(decimals: 1)),
        column("doeljaar", "Doeljaar", "Target year", .year),
        column("verwacht", "Verwacht", "Expected", .number(decimals: 1)),
        column(
          "verwacht_95", "Verwacht, 95 %-interval", "Expected, 95% interval",
          .number(decimals: 1)),
        column("nodig_per_jaar", "Nodig per jaar", "Needed a year", .number(decimals: 1)),
        column(
          "verandering_per_jaar", "Verandering per jaar", "Change a year",
          .number(decimals: 1)),
        column("zin", "In één zin", "In one sentence", .text),
      ],
      rows: verdicts.map(row), source: Phrase(region.document))
  }

  private func row(_ verdict: Verdict) -> Table.Row {
    let unknown = Table.Cell.empty(Phrase(nl: "niet bekend", en: "not known"))
    let number = { (value: Double?) in value.map { Table.Cell.number($0) } ?? unknown }
    let range = { (range: ClosedRange<Double>?) in range.map { Table.Cell.interval($0) } ?? unknown
    }
    let period = { (language: Language) in
      verdict.latest.map { NumberFormat(language).period($0.period) } ?? ""
    }
    let status = verdict.latest.map { latest in
      latest.isProvisional
        ? Phrase(nl: "voorlopig", en: "provisional") : Phrase(nl: "definitief", en: "final")
    }
    return Table.Row([
      .text(Phrase(verdict.goal.id)), .text(verdict.goal.title), .text(verdict.outcome.name),
      range(verdict.probability.map { CertainNever.percent($0) }),
      .text(Phrase(verdict.goal.indicator)),
      .text(Phrase(VerdictText(verdict, language: .nl).unit.rawValue)),
      .text(Phrase(nl: period(.nl), en: period(.en))), range(verdict.latest?.value),
      .text(status ?? Phrase("")), number(verdict.target),
      .number(Double(verdict.goal.deadline)), number(verdict.outlook?.median),
      range(verdict.outlook?.interval), number(verdict.neededPerYear),
      number(verdict.changePerYear), .text(verdict.sentence),
    ])
  }
}

/// Chances as numbers of percent that never print as 0 or 100.
private enum CertainNever {
  static func percent(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let clamp = { (value: Double) in min(99, max(1, value * 100)) }
    return clamp(range.lowerBound)...clamp(range.upperBound)
  }
}

/// The tables that leave the report as files of their own.
public enum ReportTables {
  /// The verdicts, the tables of the chapters, the numbers of the charts and all findings; each id is
  /// unique and fit for a file name.
  public static func all(of report: Report) -> [Table] {
    let blocks = report.chapters.flatMap(\.blocks)
    let charts = blocks.compactMap { if case .fan(let chart) = $0 { chart } else { nil } }
    let findings = blocks.flatMap { block -> [Finding] in
      if case .findings(let findings) = block { findings } else { [] }
    }
    let lead = report.leadChart.map { [$0] } ?? []
    let tables =
      [report.verdictTable] + report.tables + (lead + charts).map(\.numbers)
      + (findings.isEmpty ? [] : [FindingsTable.table(findings)])
    var taken: Set<String> = []
    return tables.compactMap { table in
      var named = table
      named.id = Markup.anchor(table.id)
      // The lead chart may return in its chapter.
      return taken.insert(named.id).inserted ? named : nil
    }
  }
}
