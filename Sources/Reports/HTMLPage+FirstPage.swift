import Goals
import Records

extension HTMLPage {
  /// What a steering group reads in ten minutes: summary, verdicts, picture.
  var firstPage: String {
    [
      "<header class=\"eerste\">", heading,
      "<p class=\"kern\">\(escaped(report.summary))</p>",
      report.judged.isEmpty ? "" : verdictTable,
      report.leadChart.map { figure($0) } ?? "", "</header>",
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var heading: String {
    let region = report.region
    let years = region.years
    var facts = [
      escaped(region.document),
      say("programma", "programme") + " \(years.lowerBound)–\(years.upperBound)",
    ]
    if let newest = report.newest {
      let mark = newest.isProvisional ? say(" (voorlopig)", " (provisional)") : ""
      facts.append(
        say("nieuwste gegevens: ", "newest data: ") + escaped(format.period(newest.period)) + mark)
    }
    return """
      <div class="kop">
      <p class="merk">\(say("Stand van de doelen", "Where the goals stand"))</p>
      <h1>\(escaped(region.name))</h1>
      <p class="feiten">\(facts.joined(separator: " · "))</p>
      </div>
      """
  }

  private var verdictTable: String {
    let heads = [
      say("Doel", "Goal"), say("Oordeel", "Verdict"), say("Kans", "Chance"),
      say("Waar we staan", "Where we stand"), say("Verwacht", "Expected") + inDeadline,
      say("Nodig", "Needed") + inDeadline,
    ]
    // Roles are said again because a phone lays the rows out as cards, which makes some browsers
    // forget that this is a table.
    let header = heads.enumerated().map { index, head in
      "<th scope=\"col\" role=\"columnheader\"\(index > 1 ? " class=\"getal\"" : "")>\(head)</th>"
    }.joined()
    let caption = say(
      "Een oordeel per doel, met de kans dat het op tijd bereikt wordt",
      "One verdict a goal, with the chance that it is met in time")
    let groups = report.judged.map { verdictRows($0, heads: heads) }.joined(separator: "\n")
    return """
      <table class="doelen" role="table">
      <caption><strong>\(caption)</strong></caption>
      <thead role="rowgroup"><tr role="row">\(header)</tr></thead>
      \(groups)
      </table>
      """
  }

  /// The year that all goals share, or empty; where they differ each cell names its own.
  private var inDeadline: String {
    let years = Set(report.judged.map(\.goal.deadline))
    guard let year = years.first, years.count == 1 else { return "" }
    return " in\u{a0}\(year)"
  }

  private func verdictRows(_ verdict: Verdict, heads: [String]) -> String {
    let text = VerdictText(verdict, language: language)
    func cell(_ index: Int, _ value: String, _ small: String?) -> String {
      let note = small.map { "<small>\(escaped($0))</small>" } ?? ""
      return "<td role=\"cell\" class=\"getal\" data-kop=\"\(heads[index])\">"
        + "\(escaped(value))\(note)</td>"
    }
    let expected = text.expectedInterval.map { interval in
      say("95\u{a0}%: ", "95%: ") + interval
    }
    let year = inDeadline.isEmpty ? "in \(verdict.goal.deadline)" : nil
    return """
      <tbody role="rowgroup" class="g">
      <tr role="row"><th scope="row" role="rowheader">\
      <a href="#\(goalAnchor(verdict))">\(escaped(text.title))</a></th>\
      <td role="cell" class="o">\(VerdictBadge.html(verdict.outcome, language: language))</td>\
      \(cell(2, text.chance, nil))\(cell(3, text.latest, text.latestPeriod))\
      \(cell(4, text.expected, expected))\(cell(5, text.target, year))</tr>
      <tr role="row" class="zin"><td role="cell" colspan="6">\(escaped(text.sentence))</td></tr>
      </tbody>
      """
  }

  func goalAnchor(_ verdict: Verdict) -> String { "doel-" + Markup.anchor(verdict.goal.id) }
}
