public import Records

/// The findings as a CSV file, one row a finding, the gravest first.
public enum QualityCSV {
  /// The whole file, as ``CSVTable`` writes it: `niveau;regel;bestand;rij;kolom;waarde;tekst;remedie`.
  public static func render(_ report: QualityReport, language: Language) -> String {
    CSVTable.render(table(report, language: language), language: language)
  }

  private static func table(_ report: QualityReport, language: Language) -> Table {
    let words = QualityText(language)
    func column(_ key: String, _ kind: Table.Column.Kind = .text) -> Table.Column {
      Table.Column(key: key, title: Phrase(key), kind: kind)
    }
    return Table(
      id: "bevindingen", title: Phrase(nl: "Bevindingen", en: "Findings"), caption: report.title,
      columns: [
        column("niveau"), column("regel"), column("bestand"), column("rij", .number(decimals: 0)),
        column("kolom"), column("waarde"), column("tekst"), column("remedie"),
      ],
      rows: report.groups.flatMap(\.all).map { finding in
        Table.Row([
          .text(Phrase(words.level(finding.level))), .text(Phrase(finding.rule)),
          .text(Phrase(finding.file)),
          finding.row.map { .count(.exact($0)) } ?? .empty(Phrase("")),
          .text(Phrase(finding.column ?? "")), .text(Phrase(finding.value ?? "")),
          .text(finding.text), .text(finding.remedy),
        ])
      }, source: Phrase(""))
  }
}
