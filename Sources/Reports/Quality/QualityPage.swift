public import Records

/// Renders the data-quality report as one self-contained HTML file, with the stylesheet of the goals
/// report: first what must be done, then the files, then the rules. The markup is well-formed XML.
public enum QualityPage {
  /// The whole file. Equal reports give equal text.
  public static func render(_ report: QualityReport, language: Language) -> String {
    let sheet = QualitySheet(report: report, words: QualityText(language))
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>\(sheet.escaped(report.title[language])) – \
      \(sheet.say("gegevenskwaliteit", "data quality"))</title>
      <style>
      \(Stylesheet.text)\(QualityStyle.text)</style>
      </head>
      <body>
      <a class="sla" href="#doen">\(sheet.say("Naar de bevindingen", "Skip to findings"))</a>
      <div class="blad">
      <main>
      \(sheet.heading)
      \(sheet.findings)
      \(sheet.files)
      \(sheet.rules)
      </main>
      \(sheet.colophon)
      </div>
      </body>
      </html>

      """
  }
}

/// One report on its way to HTML.
struct QualitySheet {
  /// Places of a group that are written out.
  private static let placesShown = 5

  let report: QualityReport
  let words: QualityText

  func say(_ nl: String, _ en: String) -> String { words.say(nl, en) }
  func escaped(_ text: String) -> String { Markup.escape(Markup.glued(text)) }
  private func escaped(_ phrase: Phrase) -> String { escaped(phrase[words.language]) }

  var heading: String {
    let counts = report.counts.filter { $0.level > .opmerking || $0.count > 0 }.map {
      level, count in
      "<div><dt>\(badge(level))</dt><dd>\(count)"
        + "<small>\(escaped(words.consequence(level)))</small></dd></div>"
    }
    return """
      <header class="kop">
      <p class="merk">\(say("Gegevenskwaliteit", "Data quality"))</p>
      <h1>\(escaped(report.title))</h1>
      <p class="kern">\(escaped(words.summary(report)))</p>
      <dl class="maten">
      \(counts.joined(separator: "\n"))
      </dl>
      </header>
      """
  }

  /// Shape, word and colour of a level.
  private func badge(_ level: Finding.Level) -> String {
    let shape =
      switch level {
      case .fout: "<path d=\"M3 3l10 10M13 3L3 13\" stroke=\"currentColor\" stroke-width=\"2.5\"/>"
      case .ernstig: "<path d=\"M8 1l7 13H1z\" fill=\"currentColor\"/>"
      case .waarschuwing:
        "<path d=\"M8 2l6 11H2z\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.8\"/>"
      case .opmerking: "<circle cx=\"8\" cy=\"8\" r=\"3.5\" fill=\"currentColor\"/>"
      }
    return
      "<span class=\"oordeel n-\(level.name)\"><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\">"
      + "\(shape)</svg>\(escaped(words.level(level)))</span>"
  }

  var findings: String {
    let groups = report.groups
    let levels = Finding.Level.allCases.reversed().compactMap { level -> String? in
      let own = groups.filter { $0.first.level == level }
      guard !own.isEmpty else { return nil }
      let list =
        "<ol class=\"vondsten\">\n\(own.map(item).joined(separator: "\n"))\n</ol>"
      let count = own.reduce(0) { $0 + $1.count }
      let title = "\(badge(level)) <span class=\"tel\">\(count)</span>"
      if level == .opmerking {
        return "<details class=\"niveau\"><summary><h3>\(title)</h3></summary>\n\(list)\n</details>"
      }
      return "<div class=\"niveau\"><h3>\(title)</h3>\n\(list)\n</div>"
    }
    let body =
      levels.isEmpty
      ? "<p>\(say("De controles vonden niets.", "The checks found nothing."))</p>"
      : levels.joined(separator: "\n")
    return "<section aria-labelledby=\"doen\">\n<h2 id=\"doen\" tabindex=\"-1\">"
      + "\(say("Wat te doen", "What to do"))</h2>\n\(body)\n</section>"
  }

  /// One line a group: what, where, remedy; the first places of many.
  private func item(_ group: QualityReport.Group) -> String {
    let finding = group.first
    let file = escaped(words.file(finding.file))
    let equal = group.all.count { $0.text == finding.text }
    let count = equal > 1 ? "<strong class=\"maal\">\(equal)\u{a0}×</strong> " : ""
    return """
      <li>
      <p class="wat">\(count)\(lead(finding))</p>
      <p class="waar"><span class="bestand">\(file)</span>\(places(group))</p>\(others(group))
      <p class="remedie">\(escaped(finding.remedy))</p>
      <p class="regel"><a href="#regel-\(Markup.anchor(finding.rule))"><code>\
      \(escaped(finding.rule))</code></a></p>
      </li>
      """
  }

  private func lead(_ finding: Finding) -> String {
    let text = escaped(finding.text)
    guard let first = text.first else { return text }
    return first.uppercased() + text.dropFirst()
  }

  private func places(_ group: QualityReport.Group) -> String {
    let same = group.all.filter { $0.text == group.first.text }
    let shown = same.prefix(Self.placesShown).map { finding -> String in
      let value = finding.value.map { $0.isEmpty ? "" : " <q>\(escaped($0))</q>" } ?? ""
      return escaped(words.place(finding)) + value
    }.filter { !$0.isEmpty }
    let rest = same.count - min(same.count, Self.placesShown)
    let more = rest > 0 ? say(" en nog \(rest)", " and \(rest) more") : ""
    return shown.isEmpty ? more : " · " + shown.joined(separator: "; ") + more
  }

  /// Findings of the group that say something else.
  private func others(_ group: QualityReport.Group) -> String {
    let others = group.others.filter { $0.text != group.first.text }
    guard !others.isEmpty else { return "" }
    let items = others.prefix(Self.placesShown).map { finding -> String in
      let place = words.place(finding)
      return "<li>\(lead(finding))\(place.isEmpty ? "" : " (\(escaped(place)))")</li>"
    }
    let rest = others.count - items.count
    let more = rest > 0 ? "<li>\(say("en nog \(rest)", "and \(rest) more"))</li>" : ""
    return "\n<ul class=\"ook\">\(items.joined())\(more)</ul>"
  }

  var files: String {
    let rows = report.files.map { file -> String in
      let source = file.source
      let own = report.findings.filter { $0.file == source.name }
      let counts = Finding.Level.allCases.reversed().compactMap { level -> String? in
        let count = own.count { $0.level == level }
        return count > 0 ? "\(count)\u{a0}× \(escaped(words.level(level)))" : nil
      }.joined(separator: ", ")
      let provisional =
        source.provisional.map { escaped(words.format.shortPeriod($0)) } ?? "–"
      let suppressed = file.suppressed.map { words.format.percent(100 * $0) } ?? "–"
      let layout =
        file.isRefused ? "<strong>\(say("geweigerd", "refused"))</strong>" : escaped(source.layout)
      return """
        <tr><th scope="row"><span class="bestand">\(escaped(source.name))</span>\
        <small>\(escaped(String(source.sha256.prefix(12))))</small></th>\
        <td>\(layout)</td><td>\(escaped(words.periods(file)))</td>\
        <td>\(provisional)</td><td class="getal">\(words.format.number(Double(source.rows)))</td>\
        <td class="getal">\(suppressed)</td><td>\(counts.isEmpty ? "–" : counts)</td></tr>
        """
    }
    let heads = [
      (say("Bestand en code", "File and code"), false),
      (say("Herkend als", "Recognised as"), false),
      (say("Perioden", "Periods"), false), (say("Voorlopig", "Provisional"), false),
      (say("Rijen", "Rows"), true), (say("Afgeschermd", "Withheld"), true),
      (say("Bevindingen", "Findings"), false),
    ].map { "<th scope=\"col\"\($1 ? " class=\"getal\"" : "")>\($0)</th>" }.joined()
    return """
      <section aria-labelledby="bestanden">
      <h2 id="bestanden">\(say("Per bestand", "By file"))</h2>
      <div class="rol" role="region" tabindex="0" aria-labelledby="bestanden">
      <table class="bestanden">
      <caption>\(say(
        "De code is het begin van de SHA-256: dezelfde code, dezelfde inhoud. Afgeschermd is het deel "
          + "van de aantallen dat de bron als “<5” geeft.",
        "The code is the start of the SHA-256: same code, same content. Withheld is the share of "
          + "counts that the source gives as “<5”.").replacing("<5", with: "&lt;5"))</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      </div>
      </section>
      """
  }

  var rules: String {
    let used = Set(report.findings.map(\.rule))
    let known = Set(report.rules.map(\.id))
    // A link from a finding must not lead nowhere.
    let others = used.subtracting(known).sorted()
    let rows =
      report.rules.map { rule in
        """
        <tr id="regel-\(Markup.anchor(rule.id))"><th scope="row"><code>\(escaped(rule.id))</code>\
        <small>\(escaped(words.level(rule.level)))</small></th>\
        <td>\(escaped(rule.compares))</td><td>\(escaped(rule.threshold))</td>\
        <td class="getal">\(report.findings.count { $0.rule == rule.id })</td></tr>
        """
      }
      + others.map { id in
        """
        <tr id="regel-\(Markup.anchor(id))"><th scope="row"><code>\(escaped(id))</code></th>\
        <td></td><td></td><td class="getal">\(report.findings.count { $0.rule == id })</td></tr>
        """
      }
    guard !rows.isEmpty else { return "" }
    return """
      <section aria-labelledby="regels">
      <h2 id="regels">\(say("Wat er is nagekeken", "What was checked"))</h2>
      <div class="rol" role="region" tabindex="0" aria-labelledby="regels">
      <table class="regels">
      <caption>\(say(
        "Elke regel met zijn drempel, ook wie niets vond.",
        "Each rule with its threshold, also those that found nothing."))</caption>
      <thead><tr><th scope="col">\(say("Regel en niveau", "Rule and level"))</th>\
      <th scope="col">\(say("Vergelijkt", "Compares"))</th>\
      <th scope="col">\(say("Drempel en reden", "Threshold and reason"))</th>\
      <th scope="col" class="getal">\(say("Gevonden", "Found"))</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      </div>
      </section>
      """
  }

  var colophon: String {
    let version = escaped(report.version)
    return "<footer class=\"slot\"><p>"
      + say(
        "Gemaakt met doorstroom \(version). Dezelfde bestanden geven hetzelfde rapport.",
        "Made with doorstroom \(version). The same files give the same report.") + "</p></footer>"
  }
}
