import Goals
import Records

extension HTMLPage {
  /// Each judged goal with what it rests on.
  var goals: String { report.judged.map(goal).joined(separator: "\n") }

  private func goal(_ verdict: Verdict) -> String {
    let text = VerdictText(verdict, language: language)
    let notes = verdict.notes.map { "<li>\(escaped($0))</li>" }
    let missing = verdict.goal.missingData.map { "<p>\(escaped($0))</p>" }
    let parts = [
      "<article class=\"doel\" id=\"\(goalAnchor(verdict))\">",
      "<div class=\"doelkop\"><h3>\(escaped(text.title))</h3>"
        + "\(VerdictBadge.html(verdict.outcome, language: language))</div>",
      "<p class=\"uitspraak\">\(escaped(text.sentence))</p>",
      quote(verdict.goal),
      IntervalStripSVG.render(verdict, language: language) ?? "", measures(text), missing ?? "",
      definitionLine(verdict.goal),
      notes.isEmpty
        ? ""
        : "<h4>\(say("Hoe dit is berekend", "How this was worked out"))</h4>\n"
          + "<ul>\n\(notes.joined(separator: "\n"))\n</ul>",
      sourceCells(verdict.sources), "</article>",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The plan's own words with their place; the plan is Dutch in either language.
  private func quote(_ goal: Goal) -> String {
    guard !goal.quote.isEmpty else { return "" }
    let dutch = language == .nl ? "" : " lang=\"nl\""
    return "<blockquote\(dutch)><p>“\(escaped(goal.quote))”</p>"
      + "<footer>\(escaped(report.region.document)), \(escaped(goal.section))</footer></blockquote>"
  }

  private func measures(_ text: VerdictText) -> String {
    let verdict = text.verdict
    var items: [(String, String, String?)] = []
    if verdict.probability != nil {
      // Of a year that has passed the chance is about the underlying value, not about what comes.
      let label =
        verdict.outlook == nil && verdict.goal.kind != .onOffer
        ? say("Kans dat de onderliggende waarde het haalde", "Chance that the underlying value did")
        : say("Kans dat het doel gehaald wordt", "Chance to meet the goal")
      items.append((label, text.chance, nil))
    }
    if verdict.latest != nil {
      items.append((say("Waar we staan", "Where we stand"), text.latest, text.latestPeriod))
    }
    if let interval = text.interval {
      items.append(
        (
          say("Onderliggende waarde", "Underlying value"), interval,
          say("met 95\u{a0}% zekerheid, toeval meegerekend", "with 95% confidence")
        ))
    }
    if verdict.target != nil {
      items.append(
        (
          say("Nodig", "Needed"), text.target,
          say("uiterlijk in \(verdict.goal.deadline)", "by \(verdict.goal.deadline)")
        ))
    }
    if let outlook = verdict.outlook, let interval = text.expectedInterval {
      items.append(
        (
          say("Verwacht in \(outlook.year)", "Expected in \(outlook.year)"), text.expected,
          say("95\u{a0}%-interval: ", "95% interval: ") + interval
        ))
    }
    if let needed = verdict.neededPerYear {
      items.append(
        (
          say("Nog nodig per jaar", "Still needed a year"), text.difference(needed, signed: true),
          verdict.changePerYear.map {
            say("tot nu toe ", "so far ") + text.difference($0, signed: true)
              + say(" per jaar", " a year")
          }
        ))
    } else if let change = verdict.changePerYear {
      items.append(
        (say("Verandering per jaar", "Change a year"), text.difference(change, signed: true), nil))
    }
    if let smallest = verdict.smallestDetectableDifference {
      items.append(
        (
          say("Kleinste verschil dat zichtbaar is", "Smallest difference that shows"),
          text.difference(smallest, signed: false),
          say("bij aantallen van deze omvang", "with numbers of this size")
        ))
    }
    guard !items.isEmpty else { return "" }
    let rows = items.map { name, value, note in
      "<div><dt>\(escaped(name))</dt><dd>\(escaped(value))"
        + "\(note.map { "<small>\(escaped($0))</small>" } ?? "")</dd></div>"
    }
    return "<dl class=\"maten\">\n\(rows.joined(separator: "\n"))\n</dl>"
  }

  private func definitionLine(_ goal: Goal) -> String {
    guard let indicator = Indicator.find(goal.indicator) else { return "" }
    var text = "<strong>\(escaped(indicator.name))</strong>: \(escaped(indicator.numerator))"
    if !indicator.denominator[language].isEmpty {
      text += say(", als deel van ", ", as a share of ") + escaped(indicator.denominator)
    }
    return "<p>\(text). \(say("Peilmoment", "Measured")): \(escaped(indicator.moment)). "
      + "<a href=\"#begrip-\(Markup.anchor(indicator.id))\">\(say("Definitie", "Definition"))</a></p>"
  }

  /// The cells behind a verdict, folded away.
  private func sourceCells(_ cells: [SourceCell]) -> String {
    guard !cells.isEmpty else { return "" }
    let lines = SourceTrail(files: report.files, language: language).lines(cells)
    let shown = lines.prefix(Self.sourceLines).map { "<li>\(escaped($0))</li>" }
    let rest = lines.count - shown.count
    let more = rest > 0 ? "\n<li>\(say("en \(rest) meer", "and \(rest) more"))</li>" : ""
    let title = say(
      "Waar de cijfers vandaan komen: \(format.number(Double(cells.count))) "
        + (cells.count == 1 ? "cel" : "cellen"),
      "Where the figures come from: \(format.number(Double(cells.count))) "
        + (cells.count == 1 ? "cell" : "cells"))
    return "<details><summary>\(title)</summary>\n<ul>\n\(shown.joined(separator: "\n"))\(more)\n"
      + "</ul></details>"
  }

  /// The longest list of source cells that is printed.
  private static var sourceLines: Int { 40 }
}
