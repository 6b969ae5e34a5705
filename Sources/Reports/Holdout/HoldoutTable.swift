import Forecasting
import Records

extension HoldoutReport {
  /// All scores: one row a horizon, leerweg (or all) and method.
  public var table: Table {
    func column(_ key: String, _ title: Phrase, _ kind: Table.Column.Kind) -> Table.Column {
      Table.Column(key: key, title: title, kind: kind)
    }
    return Table(
      id: "terugtoets-cohort",
      title: Phrase(
        nl: "Terugtoets van de examenkandidaten techniek",
        en: "Hold-out of the exam candidates of techniek"),
      caption: Phrase(
        nl: "fouten in leerlingen, dekking als deel; zie doorstroom backtest cohort",
        en: "errors in pupils, coverage as a share; see doorstroom backtest cohort"),
      columns: [
        column("jaren_vooruit", Phrase(nl: "jaren vooruit", en: "years ahead"), .year),
        column("examenjaar", Phrase(nl: "examenjaar", en: "exam year"), .year),
        column("leerweg", Phrase("leerweg"), .text),
        column("methode", Phrase(nl: "methode", en: "method"), .text),
        column("cellen", Phrase(nl: "cellen", en: "cells"), .number(decimals: 0)),
        column("gemiddelde", Phrase(nl: "gemiddelde", en: "mean"), .number(decimals: 3)),
        column("fout", Phrase(nl: "gemiddelde fout", en: "mean error"), .number(decimals: 3)),
        column("rmse", Phrase("RMSE"), .number(decimals: 3)),
        column("scheef", Phrase(nl: "scheef", en: "bias"), .number(decimals: 3)),
        column("relatief", Phrase(nl: "t.o.v. vorig jaar", en: "relative"), .number(decimals: 4)),
        column("pit_80", Phrase("PIT 80"), .number(decimals: 4)),
        column("pit_95", Phrase("PIT 95"), .number(decimals: 4)),
        column("dicht_80", Phrase(nl: "dicht 80", en: "closed 80"), .number(decimals: 4)),
        column("dicht_95", Phrase(nl: "dicht 95", en: "closed 95"), .number(decimals: 4)),
        column("breed_80", Phrase(nl: "breed 80", en: "width 80"), .number(decimals: 2)),
        column("breed_95", Phrase(nl: "breed 95", en: "width 95"), .number(decimals: 2)),
        column("crps", Phrase("CRPS"), .number(decimals: 3)),
      ],
      rows: result.rows.map(row), source: Phrase(files.joined(separator: ", ")))
  }

  private func row(_ row: CohortHoldout.Row) -> Table.Row {
    let score = row.score
    let none = Table.Cell.empty(Phrase(nl: "geen verdeling", en: "no distribution"))
    let coverage = score.coverage.map { coverage in
      [
        coverage.transform80, coverage.transform95, coverage.closed80, coverage.closed95,
        coverage.width80, coverage.width95, coverage.rankedScore,
      ].map(Table.Cell.number)
    }
    return Table.Row(
      [
        .number(Double(row.horizon)), .number(Double(row.examYear)),
        .text(row.leerweg.map { Phrase($0.rawValue) } ?? Phrase(nl: "alle", en: "all")),
        .text(Phrase(row.method.key)), .number(Double(score.cells)), .number(score.mean),
        .number(score.absoluteError), .number(score.squaredError), .number(score.bias),
        .number(score.relativeError),
      ] + (coverage ?? [Table.Cell](repeating: none, count: 7)))
  }
}
