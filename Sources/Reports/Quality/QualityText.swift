import Records

/// The words of the data-quality report that HTML and terminal share.
struct QualityText {
  let language: Language
  let format: NumberFormat

  init(_ language: Language) {
    self.language = language
    format = NumberFormat(language)
  }

  func say(_ nl: String, _ en: String) -> String { language == .nl ? nl : en }

  func level(_ level: Finding.Level) -> String {
    switch level {
    case .fout: say("fout", "error")
    case .ernstig: say("ernstig", "serious")
    case .waarschuwing: say("waarschuwing", "warning")
    case .opmerking: say("opmerking", "note")
    }
  }

  /// What a level asks of the reader.
  func consequence(_ level: Finding.Level) -> String {
    switch level {
    case .fout:
      say("Het bestand is geweigerd; niets ervan telt mee.", "The file is refused; nothing counts.")
    case .ernstig:
      say(
        "Gelezen, maar cijfers hieruit kunnen fout zijn: zoek het uit vóór u ze gebruikt.",
        "Read, but figures from it may be wrong: find out before you use them.")
    case .waarschuwing:
      say("Kijk ernaar; vaak is er een goede reden.", "Look at it; often there is a good reason.")
    case .opmerking: say("Ter kennisneming.", "For information.")
    }
  }

  /// The report in one sentence.
  func summary(_ report: QualityReport) -> String {
    let files = report.files.count
    let refused = report.files.count { $0.isRefused }
    let serious = report.places { $0.level == .ernstig }
    let warnings = report.places { $0.level == .waarschuwing }
    if refused == files {
      return files == 1
        ? say("Het bestand kon niet worden gelezen.", "The file could not be read.")
        : say(
          "Geen van de \(files) bestanden kon worden gelezen.",
          "None of the \(files) files could be read.")
    }
    let read = say(
      files == 1 ? "Eén bestand nagekeken" : "\(files) bestanden nagekeken",
      files == 1 ? "One file was checked" : "\(files) files were checked")
    let refusal =
      refused == 0
      ? "" : say(", waarvan \(refused) geweigerd", ", \(refused) of them refused")
    if refused > 0, serious == 0 {
      return read + refusal
        + say(". Van wat geweigerd is, telt niets mee.", ". Nothing counts of what is refused.")
    }
    if serious > 0 {
      return read + refusal
        + say(
          ". \(serious) \(serious == 1 ? "bevinding is" : "bevindingen zijn") ernstig: zoek die eerst "
            + "uit.",
          ". \(serious) \(serious == 1 ? "finding is" : "findings are") serious: settle "
            + "these first.")
    }
    if warnings > 0 {
      return read + refusal
        + say(
          ". Niets ernstigs; \(warnings) \(warnings == 1 ? "waarschuwing vraagt" : "waarschuwingen vragen") "
            + "een blik.",
          ". Nothing serious; \(warnings) \(warnings == 1 ? "warning asks" : "warnings ask") for a look."
        )
    }
    return read + refusal
      + say(". Er is niets dat u hoeft te doen.", ". There is nothing you need to do.")
  }

  /// Where a finding is, without its file.
  func place(_ finding: Finding) -> String {
    var parts: [String] = []
    if let row = finding.row { parts.append(say("rij", "row") + "\u{a0}\(row)") }
    if let column = finding.column { parts.append(column) }
    return parts.joined(separator: ", ")
  }

  /// A rule as a heading: in Dutch its id is one, as in *rij verdwenen*.
  func rule(_ id: String) -> String {
    guard language == .nl, let first = id.first else { return id }
    return first.uppercased() + id.dropFirst().replacing("-", with: " ")
  }

  func file(_ name: String) -> String {
    name.isEmpty ? say("meer bestanden", "several files") : name
  }

  func periods(_ file: QualityReport.File) -> String {
    guard let first = file.periods.first, let last = file.periods.last else { return "" }
    return first == last
      ? format.shortPeriod(first) : "\(format.shortPeriod(first))–\(last.year)"
  }
}
