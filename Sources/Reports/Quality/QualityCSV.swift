public import Records

/// The findings as a CSV file, one row a finding, the gravest first; with its columns in the
/// language of the report.
public enum QualityCSV {
  /// The whole file, as ``CSVTable`` writes it: `niveau;regel;bestand;rij;kolom;waarde;tekst;remedie`,
  /// in English `level,rule,file,row,column,value,text,remedy`.
  public static func render(_ report: QualityReport, language: Language) -> String {
    CSVTable.render(table(report, language: language), language: language)
  }

  private static func table(_ report: QualityReport, language: Language) -> Table {
    let words = QualityText(language)
    func column(
      _ nl: String, _ en: String, _ kind: Table.Column.Kind = .text
    ) -> Table.Column {
      let key = words.say(nl, en)
      return Table.Column(key: key, title: Phrase(key), kind: kind)
    }
    return Table(
      id: "bevindingen", title: Phrase(nl: "Bevindingen", en: "Findings"), caption: report.title,
      columns: [
        column("niveau", "level"), column("regel", "rule"), column("bestand", "file"),
        column("rij", "row", .number(decimals: 0)), column("kolom", "column"),
        column("waarde", "value"), column("tekst", "text"), column("remedie", "remedy"),
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
