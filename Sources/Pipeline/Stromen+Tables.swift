import Forecasting
import Records
public import Reports

extension Stromen {
  /// Rates, tests, projection and findings, in the order in which they are written; those without rows
  /// are left out.
  public var tables: [Table] {
    var findings = FindingsTable.table(forecast.findings)
    findings.id = "bevindingen"
    return [rateTable, testTable, projectionTable, goalTable, findings].filter { !$0.rows.isEmpty }
  }

  static let all = Phrase(nl: "alle vestigingen", en: "all locations")
  static let inside = Phrase(nl: "alle toestanden", en: "all states")

  /// Every rate, for spreadsheets; percentages. `kan_laag` and `kan_hoog` are the bounds of a rate that stocks do
  /// not determine.
  public var rateTable: Table {
    table(
      "kansen", Phrase(nl: "Kansen", en: "Rates"),
      [
        ("vestiging", .text), ("van", .text), ("naar", .text),
        ("gingen", .number(decimals: 0)), ("leerlingen", .number(decimals: 0)),
        ("kans", .percent(decimals: 2)), ("laag_80", .percent(decimals: 2)),
        ("hoog_80", .percent(decimals: 2)), ("laag_95", .percent(decimals: 2)),
        ("hoog_95", .percent(decimals: 2)), ("kan_laag", .percent(decimals: 2)),
        ("kan_hoog", .percent(decimals: 2)), ("weinig", .text),
      ],
      forecast.rates.map { rate in
        [
          .text(rate.vestiging.map { Phrase($0) } ?? Self.all), .text(Phrase(rate.from)),
          .text(Phrase(rate.to)), .count(rate.count), .count(rate.pupils),
          .number(100 * rate.value), .number(100 * rate.interval80.lowerBound),
          .number(100 * rate.interval80.upperBound), .number(100 * rate.interval95.lowerBound),
          .number(100 * rate.interval95.upperBound),
          rate.range.map { .number(100 * $0.lowerBound) } ?? .empty(Phrase("")),
          rate.range.map { .number(100 * $0.upperBound) } ?? .empty(Phrase("")),
          .text(rate.isFew ? Phrase(nl: "ja", en: "yes") : Phrase(nl: "nee", en: "no")),
        ]
      })
  }

  /// Both tests, for spreadsheets.
  public var testTable: Table {
    table(
      "toetsen", Phrase(nl: "Toetsen", en: "Tests"),
      [
        ("vergeleken", .text), ("g2", .number(decimals: 2)),
        ("vrijheidsgraden", .number(decimals: 0)), ("p", .number(decimals: 4)),
        ("weggelaten", .text), ("samengenomen", .text),
      ],
      forecast.tests.map { test in
        let none = Table.Cell.empty(Phrase(nl: "niets te vergelijken", en: "nothing to compare"))
        return [
          .text(Self.subject(test)), test.result.map { .number($0.statistic) } ?? none,
          test.result.map { .number(Double($0.degreesOfFreedom)) } ?? none,
          test.result.map { .number($0.pValue) } ?? none,
          .text(Phrase(test.leftOut.joined(separator: ", "))),
          .text(Phrase(test.grouped.joined(separator: ", "))),
        ]
      })
  }

  /// Every state on every peildatum, as counted and as expected, for spreadsheets.
  public var projectionTable: Table {
    let number = Table.Column.Kind.number(decimals: 0)
    var rows: [[Table.Cell]] = []
    for series in forecast.series {
      let names: [Table.Cell] = [
        .text(series.vestiging.map { Phrase($0) } ?? Self.all),
        .text(series.state.map { Phrase($0) } ?? Self.inside),
        .text(series.isExit ? Phrase(nl: "uitgang", en: "exit") : Phrase(nl: "stand", en: "stock")),
      ]
      for stand in series.observed {
        rows.append(
          names + [.number(Double(stand.period.year)), .count(stand.count)]
            + Array(repeating: .empty(Phrase("")), count: 5))
      }
      for year in series.outlook {
        rows.append(
          names + [
            .number(Double(year.period.year)), .empty(Phrase("")), .number(year.median),
            .number(year.interval80.lowerBound), .number(year.interval80.upperBound),
            .number(year.interval95.lowerBound), .number(year.interval95.upperBound),
          ])
      }
    }
    return table(
      "projectie", Phrase(nl: "Projectie", en: "Projection"),
      [
        ("vestiging", .text), ("toestand", .text), ("soort", .text), ("peildatum", .year),
        ("waargenomen", number), ("midden", number), ("laag_80", number), ("hoog_80", number),
        ("laag_95", number), ("hoog_95", number),
      ], rows)
  }

  /// The chance of each goal on each peildatum, and on all of them, for spreadsheets.
  public var goalTable: Table {
    table(
      "doelen", Phrase(nl: "Doelen", en: "Goals"),
      [("doel", .text), ("peildatum", .text), ("kans", .percent(decimals: 1))],
      forecast.chances.flatMap { one -> [[Table.Cell]] in
        one.years.map {
          [.text(one.goal.text), .text(Phrase(String($0.period.year))), .number(100 * $0.chance)]
        } + [
          [
            .text(one.goal.text), .text(Phrase(nl: "elk jaar", en: "every year")),
            .number(100 * one.everyYear),
          ]
        ]
      })
  }

  private func table(
    _ id: String, _ title: Phrase, _ columns: [(String, Table.Column.Kind)],
    _ rows: [[Table.Cell]]
  ) -> Table {
    Table(
      id: id, title: title, caption: Phrase(""),
      columns: columns.map { .init(key: $0.0, title: Phrase($0.0), kind: $0.1) },
      rows: rows.map { Table.Row($0) }, source: Phrase(forecast.file))
  }

  static func subject(_ test: StroomForecast.Test) -> Phrase {
    switch test.subject {
    case .vestigingen: Phrase(nl: "vestigingen", en: "locations")
    case .years: Phrase(nl: "jaren", en: "years")
    }
  }
}
