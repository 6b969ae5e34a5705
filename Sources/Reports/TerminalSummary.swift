import Foundation
import Goals
public import Records

/// The verdicts for a terminal: a table and a sentence a goal.
///
/// Each verdict has a sign and a word; colour and bold (`styled`) only repeat them. No line is longer
/// than `width` columns, wide characters counted as two.
public enum TerminalSummary {
  /// - Parameters:
  ///   - reports: one a region.
  ///   - language: of words and numbers.
  ///   - width: columns of the terminal, at least 40.
  ///   - styled: with ANSI colours; without them the text is plain.
  /// - Returns: lines that each end in a line feed.
  public static func render(
    _ reports: [Report], language: Language, width: Int = 80, styled: Bool
  ) -> String {
    precondition(width >= 40, "width \(width)")
    let sheet = TerminalSheet(language: language, width: width, styled: styled)
    let lines = reports.map(sheet.lines).joined(separator: [""])
    // Inside a number the blank does not break; in a terminal it is a plain one, so that searching
    // for "34 %" works.
    return lines.map { line in
      String(line.map { $0 == "\u{a0}" ? " " : $0 }) + "\n"
    }.joined()
  }
}

/// One summary on its way to lines.
private struct TerminalSheet {
  let language: Language
  let width: Int
  let styled: Bool

  private func say(_ nl: String, _ en: String) -> String { language == .nl ? nl : en }

  func lines(_ report: Report) -> [String] {
    let region = report.region
    var lines = DisplayWidth.wrapped(region.name, width: width).map { style($0, "1") }
    var facts = region.document
    if let newest = report.newest {
      facts +=
        say(" · nieuwste gegevens: ", " · newest data: ")
        + NumberFormat(language).period(newest.period)
        + (newest.isProvisional ? say(" (voorlopig)", " (provisional)") : "")
    }
    lines += DisplayWidth.wrapped(facts, width: width).map { style($0, "2") }
    lines += [""] + DisplayWidth.wrapped(Markup.glued(report.summary[language]), width: width)
    if !report.judged.isEmpty { lines += [""] + table(report.judged) }
    let findings = report.findings
    if !findings.isEmpty {
      let levels = Finding.Level.allCases.reversed().compactMap { level -> String? in
        let count = findings.count { $0.level == level }
        return count > 0 ? "\(count) × \(level.name)" : nil
      }.joined(separator: ", ")
      lines += [""]
      lines += DisplayWidth.wrapped(
        say("Bevindingen over de gegevens: ", "Findings on the data: ") + levels
          + say("; zie Gegevenskwaliteit in het rapport.", "; see Data quality in the report."),
        width: width)
      for finding in findings where finding.level >= .ernstig {
        lines += DisplayWidth.wrapped(
          "! " + finding.file + (finding.row.map { " · \(say("rij", "row")) \($0)" } ?? "") + ": "
            + finding.text[language], width: width)
      }
    }
    if !report.monitored.isEmpty {
      let count = report.monitored.count
      let text = say(
        "Nog \(count) \(count == 1 ? "doel telt" : "doelen telt") het programma zelf; zie het rapport.",
        "\(count) more \(count == 1 ? "goal is" : "goals are") counted by the programme itself; "
          + "see the report.")
      lines += [""] + DisplayWidth.wrapped(text, width: width)
    }
    return lines
  }

  /// Five columns; what is left after the four narrow ones is for the goal's title.
  private func table(_ verdicts: [Verdict]) -> [String] {
    let texts = verdicts.map { VerdictText($0, language: language) }
    let heads = [
      say("oordeel", "verdict"), say("kans", "chance"), say("nu", "now"), say("nodig", "needed"),
    ]
    let columns = texts.map { text in
      [
        "\(VerdictBadge.glyph(text.verdict.outcome)) \(text.outcome)", text.chance, text.latest,
        text.target,
      ]
    }
    let widths = heads.indices.map { index in
      ([heads[index]] + columns.map { $0[index] }).map { DisplayWidth.of($0) }.max() ?? 0
    }
    let fixed = widths.reduce(0) { $0 + $1 + 2 }
    let titleWidth = width - fixed
    // On a narrow terminal the values go under the title instead of beside it.
    guard titleWidth >= 18 else { return texts.flatMap { stacked($0) } }
    var lines = [
      style(row(say("doel", "goal"), heads, titleWidth, widths), "2"),
      String(repeating: "─", count: width),
    ]
    for (text, values) in zip(texts, columns) {
      let titles = DisplayWidth.wrapped(text.title, width: titleWidth)
      for (index, title) in titles.enumerated() {
        let line = row(title, index == 0 ? values : ["", "", "", ""], titleWidth, widths)
        lines.append(index == 0 ? coloured(line, values[0], text.verdict.outcome) : line)
      }
      lines += indented(text.sentence)
    }
    return lines
  }

  private func row(
    _ title: String, _ values: [String], _ titleWidth: Int, _ widths: [Int]
  ) -> String {
    var line = DisplayWidth.padded(title, to: titleWidth)
    for (index, value) in values.enumerated() {
      line += "  " + DisplayWidth.padded(value, to: widths[index], atRight: index > 0)
    }
    return trimmed(line)
  }

  private func stacked(_ text: VerdictText) -> [String] {
    let verdict = "\(VerdictBadge.glyph(text.verdict.outcome)) \(text.outcome)"
    let facts =
      "\(verdict) · \(say("kans", "chance")) \(text.chance) · \(say("nu", "now")) \(text.latest)"
      + " · \(say("nodig", "needed")) \(text.target)"
    return DisplayWidth.wrapped(text.title, width: width).map { style($0, "1") }
      + indented(facts).map { coloured($0, verdict, text.verdict.outcome) }
      + indented(text.sentence)
  }

  private func indented(_ text: String) -> [String] {
    DisplayWidth.wrapped(Markup.glued(text), width: width - 2).map { "  " + $0 }
  }

  private func trimmed(_ line: String) -> String {
    var rest = line[...]
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }

  private func style(_ text: String, _ code: String) -> String {
    styled ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }

  /// The line with the verdict's own words coloured.
  private func coloured(_ line: String, _ words: String, _ outcome: Verdict.Outcome) -> String {
    guard styled, let place = line.range(of: words) else { return line }
    let code =
      switch outcome {
      case .gehaald, .opKoers: "1;34"
      case .risico: "1;33"
      case .nietGehaald, .buitenBereik: "1;31"
      case .nietTeZeggen, .gemonitord: "1"
      }
    return line.replacingCharacters(in: place, with: style(words, code))
  }
}
