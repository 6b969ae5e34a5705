public import Records

/// The data-quality report for a terminal, at most `width` columns.
public enum QualityTerminal {
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
    lines += DisplayWidth.wrapped(words.summary(report), width: width)
    for level in Finding.Level.allCases.reversed() where level >= least {
      let groups = report.groups.filter { $0.first.level == level }
      guard !groups.isEmpty else { continue }
      let count = groups.reduce(0) { $0 + $1.count }
      lines += ["", "\(sign(level)) \(words.level(level).uppercased()) (\(count))"]
      for group in groups { lines += self.lines(group, words, width) }
    }
    let below = report.findings.count { $0.level < least }
    if below > 0 {
      lines += [""]
      lines += DisplayWidth.wrapped(
        words.say(
          "Nog \(below) van minder gewicht; --alles toont ze, --out schrijft alles op.",
          "\(below) more of less weight; --alles shows them, --out writes all down."), width: width)
    }
    return lines.map { line in
      String(line.map { $0 == "\u{a0}" ? " " : $0 }) + "\n"
    }.joined()
  }

  private static func lines(
    _ group: QualityReport.Group, _ words: QualityText, _ width: Int
  ) -> [String] {
    let finding = group.first
    let place = words.place(finding)
    let value = finding.value.map { $0.isEmpty ? "" : " “\($0)”" } ?? ""
    var head = words.file(finding.file) + (place.isEmpty ? "" : " · " + place) + value
    if group.count > 1 { head = "\(group.count) × " + head }
    var lines = indented(head, by: 2, width)
    lines += indented(finding.text[words.language], by: 4, width)
    if group.count > 1 {
      let rows = group.others.compactMap(\.row).prefix(5).map(String.init).joined(separator: ", ")
      if !rows.isEmpty {
        lines += indented(words.say("ook rij ", "also row ") + rows, by: 4, width)
      }
    }
    return lines + indented("→ " + finding.remedy[words.language], by: 4, width)
      + indented("[\(finding.rule)]", by: 4, width)
  }

  private static func indented(_ text: String, by blanks: Int, _ width: Int) -> [String] {
    DisplayWidth.wrapped(text, width: width - blanks).map {
      String(repeating: " ", count: blanks) + $0
    }
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
