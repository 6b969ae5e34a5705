import Goals
public import Records

/// A report as an Excel workbook for people who calculate on.
///
/// Notes first, then the verdicts, then one table a sheet: one header row, no merged cells, real
/// numbers, panes frozen under the header, a filter. The bytes depend on the report alone.
public enum XLSXWorkbook {
  /// Writes the workbook; a reader sees the old file or the whole new one.
  ///
  /// - Throws: ``ReportError/cannotWrite(path:reason:)``.
  public static func write(
    _ report: Report, language: Language, to path: String
  ) throws(ReportError) {
    try XLSXDoor.write(sheets(report, language: language), title: report.region.name, to: path)
  }

  /// The sheets in their order.
  static func sheets(_ report: Report, language: Language) -> [Sheet] {
    var names = SheetName()
    let nl = language == .nl
    let notesName = names.next(nl ? "Toelichting" : "Notes")
    let tables = [report.verdictTable] + report.tables
    var notes = intro(report, language: language)
    var sheets: [Sheet] = []
    for table in tables {
      let sheet = Sheet(table, name: names.next(table.id), language: language)
      sheets.append(sheet)
      var text = table.title[language] + ". " + table.caption[language]
      if !table.source[language].isEmpty {
        text += (nl ? " Bron: " : " Source: ") + table.source[language]
      }
      notes.append(((nl ? "Blad " : "Sheet ") + sheet.name, text))
    }
    notes += definitions(report, language: language)
    notes += report.files.map { file in
      ((nl ? "Bestand " : "File ") + file.name, "\(file.layout), SHA-256 \(file.sha256)")
    }
    let header = nl ? ["Onderwerp", "Toelichting"] : ["Subject", "Note"]
    return [Sheet(notes: notes, name: notesName, header: header)] + sheets
  }

  private static func intro(_ report: Report, language: Language) -> [(String, String)] {
    let nl = language == .nl
    return [
      (nl ? "Programma" : "Programme", report.region.name),
      ("Plan", report.region.document),
      (nl ? "Samenvatting" : "Summary", report.summary[language]),
      (
        nl ? "Afgeschermd" : "Withheld",
        nl
          ? "Een kolom met afgeschermde aantallen of intervallen staat er twee keer: van en tot en "
            + "met. Een som over beide kolommen geeft de grenzen van het totaal."
          : "A column with withheld counts or intervals is printed twice: from and to. Sums over both "
            + "give the bounds of the total."
      ),
      (
        nl ? "Lege cel" : "Empty cell",
        nl
          ? "Niet geleverd, kan niet voorkomen, of niet te berekenen. Nooit nul: nul staat er als 0."
          : "Not delivered, cannot occur, or cannot be computed. Never zero: zero is printed as 0."
      ),
      (
        nl ? "Interval" : "Interval",
        nl
          ? "Een 95 %-interval bevat de uitkomst in 95 van de 100 gevallen."
          : "A 95% interval holds the outcome in 95 of 100 cases."
      ),
      (
        nl ? "Percentages" : "Percentages",
        nl
          ? "Getallen van 0 tot 100; de eenheid staat in de kop." : "Numbers 0–100; see the header."
      ),
      (nl ? "Gemaakt met" : "Made with", "doorstroom \(report.version)"),
    ]
  }

  private static func definitions(
    _ report: Report, language: Language
  ) -> [(String, String)] {
    let used = Set(report.verdicts.map(\.goal.indicator))
    return Indicator.registry.filter { used.contains($0.id) }.map { indicator in
      let share = indicator.denominator[language]
      let of = language == .nl ? "; als deel van: " : "; as a share of: "
      return (
        "Indicator \(indicator.id)",
        "\(indicator.name[language]): \(indicator.numerator[language])"
          + (share.isEmpty ? "" : of + share) + " (\(indicator.moment[language]))"
      )
    }
  }
}
