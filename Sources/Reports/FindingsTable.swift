public import Records

/// The findings of the checks as a table, the most serious first.
public enum FindingsTable {
  /// A row a finding.
  ///
  /// - Parameters:
  ///   - findings: in the order of the files; the gravest come first.
  ///   - limit: the largest number of rows; nil for all.
  public static func table(_ findings: [Finding], limit: Int? = nil) -> Table {
    // Sorting by level alone is stable, so that findings of one level keep the order of the files.
    let sorted = findings.sorted { $0.level > $1.level }
    let column = { (key: String, nl: String, en: String) in
      Table.Column(key: key, title: Phrase(nl: nl, en: en), kind: .text)
    }
    return Table(
      id: "bevindingen", title: Phrase(nl: "Bevindingen", en: "Findings"),
      caption: Phrase(
        nl: "Wat opviel in de ingelezen bestanden, het ernstigste eerst.",
        en: "What stood out in the files, the most serious first."),
      columns: [
        column("niveau", "Niveau", "Level"), column("plaats", "Plaats", "Place"),
        column("waarde", "Waarde", "Value"), column("bevinding", "Bevinding", "Finding"),
        column("remedie", "Wat te doen", "What to do"), column("regel", "Regel", "Rule"),
      ],
      rows: sorted.prefix(limit ?? findings.count).map { finding in
        Table.Row([
          .text(level(finding.level)), .text(place(finding)), .text(Phrase(finding.value ?? "")),
          .text(finding.text), .text(finding.remedy), .text(Phrase(finding.rule)),
        ])
      },
      source: Phrase(nl: "controles van doorstroom", en: "checks by doorstroom"))
  }

  private static func level(_ level: Finding.Level) -> Phrase {
    let english =
      switch level {
      case .opmerking: "note"
      case .waarschuwing: "warning"
      case .ernstig: "serious"
      case .fout: "error"
      }
    return Phrase(nl: level.name, en: english)
  }

  private static func place(_ finding: Finding) -> Phrase {
    var place = Phrase(finding.file)
    if finding.file.isEmpty { place = Phrase(nl: "meer bestanden", en: "several files") }
    if let row = finding.row { place = place + Phrase(nl: " · rij \(row)", en: " · row \(row)") }
    if let column = finding.column {
      place = place + Phrase(nl: " · kolom \(column)", en: " · column \(column)")
    }
    return place
  }
}
