public import Records

/// The data-quality report for a terminal, at most `width` columns: each file with what was read of
/// it, then what is doubtful, the gravest first.
public enum QualityTerminal {
  /// Findings of a group that are written out, and rows that are named of equal ones.
  private static let (findingsShown, rowsShown) = (3, 5)

  /// - Parameters:
  ///   - report: What was found.
  ///   - language: Of words and numbers.
  ///   - width: Columns of the terminal, at least 40.
  ///   - least: Findings below this level are only counted.
  /// - Returns: Lines that each end in a line feed.
  public static func render(
    _ report: QualityReport, language: Language, width: Int = 80,
    least: Finding.Level = .waarschuwing
  ) -> String {
    precondition(width >= 40, "width \(width)")
    let words = QualityText(language)
    var lines = DisplayWidth.wrapped(report.title[language], width: width)
    lines += DisplayWidth.wrapped(words.summary(report), width: width) + [""]
    for file in report.files { lines += self.lines(file, words, width) }
    // What is said of a file is not said again among the findings.
    let told = Set(report.files.compactMap(\.note))
    let groups = report.groups.filter { !told.contains($0.first.text) }
    for level in Finding.Level.allCases.reversed() where level >= least {
      let own = groups.filter { $0.first.level == level }
      guard !own.isEmpty else { continue }
      let count = own.reduce(0) { $0 + $1.count }
      lines += [
        "",
        "\(sign(level)) \(words.level(level).uppercased()) (\(words.format.number(Double(count))))",
      ]
      for group in own { lines += self.lines(group, words, width) }
    }
    let below = groups.reduce(0) { $0 + ($1.first.level < least ? $1.count : 0) }
    if below > 0 {
      let number = words.format.number(Double(below))
      lines += [""]
      lines += DisplayWidth.wrapped(
        words.say(
          "Nog \(number) van minder gewicht; --alles toont ze, --out MAP schrijft alles op.",
          "\(number) more of less weight; --alles shows them, --out FOLDER writes all down."),
        width: width)
    }
    return lines.map { line in
      String(line.map { $0 == "\u{a0}" ? " " : $0 }) + "\n"
    }.joined()
  }

  /// What a file is, and which rows of it gave nothing.
  private static func lines(
    _ file: QualityReport.File, _ words: QualityText, _ width: Int
  ) -> [String] {
    let source = file.source
    let head: String
    if file.isRefused {
      head = source.name + ": " + words.say("geweigerd", "refused")
    } else {
      let rows = words.format.number(Double(source.rows))
      let about = [source.layout, words.periods(file)].filter { !$0.isEmpty }
      head =
        "\(source.name) (\(about.joined(separator: ", "))): \(rows) "
        + (source.rows == 1 ? words.say("rij", "row") : words.say("rijen", "rows"))
    }
    return indented(head, by: 2, width)
      + (file.note.map { indented($0[words.language], by: 4, width) } ?? [])
  }

  private static func lines(
    _ group: QualityReport.Group, _ words: QualityText, _ width: Int
  ) -> [String] {
    let finding = group.first
    let file = words.file(finding.file)
    var lines: [String]
    if group.all.count == 1 {
      let place = place(finding, words)
      lines = indented(file + (place.isEmpty ? "" : " · " + place), by: 2, width)
      lines += indented(finding.text[words.language], by: 4, width)
    } else {
      let number = words.format.number(Double(group.count))
      let rows = group.rows.map { $0 < group.count ? $0 : 0 } ?? 0
      let span = rows > 0 ? words.say(", in \(rows) rijen", ", in \(rows) rows") : ""
      lines = indented("\(number) × \(file)\(span)", by: 2, width)
      lines += many(group, words, width)
    }
    return lines + indented("→ " + finding.remedy[words.language], by: 4, width)
      + indented("[\(finding.rule)]", by: 4, width)
  }

  /// Equal sentences once with their rows; different ones one by one, the first few.
  private static func many(
    _ group: QualityReport.Group, _ words: QualityText, _ width: Int
  ) -> [String] {
    if group.others.allSatisfy({ $0.text == group.first.text }) {
      var rows: [Int] = []
      for row in group.all.compactMap(\.row) where rows.last != row { rows.append(row) }
      let shown = rows.prefix(rowsShown).map(String.init).joined(separator: ", ")
      let more = rows.count - min(rows.count, rowsShown)
      let rest = more > 0 ? words.say(" en nog \(more)", " and \(more) more") : ""
      return indented(group.first.text[words.language], by: 4, width)
        + (rows.isEmpty ? [] : indented(words.say("rij ", "row ") + shown + rest, by: 4, width))
    }
    var lines: [String] = []
    // One more line says as much as that there is one more.
    let shown = group.all.count <= findingsShown + 1 ? group.all.count : findingsShown
    for finding in group.all.prefix(shown) {
      let place = place(finding, words)
      let text = finding.text[words.language]
      lines += indented("- " + (place.isEmpty ? text : place + ": " + text), by: 4, width)
    }
    let more = group.count - group.all.prefix(shown).reduce(0) { $0 + $1.places }
    if more > 0 {
      let number = words.format.number(Double(more))
      lines += indented(
        words.say(
          "en nog \(number), die --out MAP opschrijft",
          "and \(number) more, which --out FOLDER writes down"), by: 4, width)
    }
    return lines
  }

  /// Row, column and value of a finding, as far as its text does not say them.
  private static func place(_ finding: Finding, _ words: QualityText) -> String {
    let value = finding.value ?? ""
    let isSaid = value.isEmpty || finding.text[words.language].contains(value)
    return [words.place(finding), isSaid ? "" : "“\(value)”"].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private static func indented(_ text: String, by blanks: Int, _ width: Int) -> [String] {
    TerminalText.wrapped(String(repeating: " ", count: blanks) + text, width: width)
      .split(separator: "\n").map(String.init)
  }

  private static func sign(_ level: Finding.Level) -> String {
    switch level {
    case .fout: "✕"
    case .ernstig: "!"
    case .waarschuwing: "?"
    case .opmerking: "·"
    }
  }
}
