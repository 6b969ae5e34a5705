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
      "<div><dt>\(badge(level))</dt><dd>\(words.format.number(Double(count)))"
        + "<small>\(escaped(words.consequence(level)))</small></dd></div>"
    }
    return """
      <header class="kop">
      <p class="merk">Doorstroom</p>
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
      let number = words.format.number(Double(count))
      let title = "\(badge(level)) <span class=\"tel\">\(number)</span>"
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
    let isOne = group.others.allSatisfy { $0.text == finding.text }
    let number = words.format.number(Double(group.count))
    let count = group.count > 1 ? "<strong class=\"maal\">\(number)\u{a0}×</strong> " : ""
    let rows = group.rows.map { $0 < group.count ? $0 : 0 } ?? 0
    let span = rows > 0 ? say(" · \(rows) rijen", " · \(rows) rows") : ""
    // Different sentences under one heading, none of them above the others.
    let what = isOne ? lead(finding.text[words.language]) : escaped(words.rule(finding.rule))
    return """
      <li>
      <p class="wat">\(count)\(what)</p>
      <p class="waar"><span class="bestand">\(file)</span>\(span)\(isOne ? places(group) : "")</p>\
      \(isOne ? "" : sentences(group))
      <p class="remedie">\(lead(finding.remedy[words.language]))</p>
      <p class="regel"><a href="#regel-\(Markup.anchor(finding.rule))"><code>\
      \(escaped(finding.rule))</code></a></p>
      </li>
      """
  }

  /// The text with a capital.
  private func lead(_ text: String) -> String {
    let text = escaped(text)
    guard let first = text.first else { return text }
    return first.uppercased() + text.dropFirst()
  }

  private func places(_ group: QualityReport.Group) -> String {
    let same = group.all
    let shown = same.prefix(Self.placesShown).map { finding -> String in
      let value = finding.value.map { $0.isEmpty ? "" : " <q>\(escaped($0))</q>" } ?? ""
      return escaped(words.place(finding)) + value
    }.filter { !$0.isEmpty }
    let rest = same.count - min(same.count, Self.placesShown)
    let more = rest > 0 ? say(" en nog \(rest)", " and \(rest) more") : ""
    return shown.isEmpty ? more : " · " + shown.joined(separator: "; ") + more
  }

  /// Each finding of a group whose findings say different things.
  private func sentences(_ group: QualityReport.Group) -> String {
    // One more line says as much as that there is one more.
    let all = group.all.count <= Self.placesShown + 1
    let shown = all ? group.all[...] : group.all.prefix(Self.placesShown)
    let items = shown.map { finding -> String in
      let place = words.place(finding)
      let text = lead(finding.text[words.language])
      return "<li>\(text)\(place.isEmpty ? "" : " <small>(\(escaped(place)))</small>")</li>"
    }
    let rest = group.count - shown.reduce(0) { $0 + $1.places }
    let number = words.format.number(Double(rest))
    let more =
      rest > 0
      ? "<li>\(say("en nog \(number), in kwaliteit.csv", "and \(number) more, in kwaliteit.csv"))</li>"
      : ""
    return "\n<ul class=\"ook\">\(items.joined())\(more)</ul>"
  }

  var files: String {
    let rows = report.files.map { file -> String in
      let source = file.source
      let own = report.findings.filter { $0.file == source.name }
      let counts = Finding.Level.allCases.reversed().compactMap { level -> String? in
        let count = own.reduce(0) { $0 + ($1.level == level ? $1.places : 0) }
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
        <td class="getal">\(suppressed)</td><td>\(counts.isEmpty ? "–" : counts)</td></tr>\
        \(note(file))
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

  /// The rows that gave no counts, in a row of the table of its own.
  private func note(_ file: QualityReport.File) -> String {
    guard let note = file.note else { return "" }
    return "<tr class=\"stil\"><td colspan=\"7\"><span>\(escaped(note))</span></td></tr>"
  }

  var rules: String {
    let used = Set(report.findings.map(\.rule))
    func found(_ id: String) -> String {
      words.format.number(Double(report.places { $0.rule == id }))
    }
    let known = Set(report.rules.map(\.id))
    // A link from a finding must not lead nowhere.
    let others = used.subtracting(known).sorted()
    let rows =
      report.rules.map { rule in
        """
        <tr\(used.contains(rule.id) ? "" : " class=\"nul\"") id="regel-\(Markup.anchor(rule.id))"><th scope="row"><code>\(escaped(rule.id))</code>\
        <small>\(escaped(words.level(rule.level)))</small></th>\
        <td>\(escaped(rule.compares))</td><td>\(escaped(rule.threshold))</td>\
        <td class="getal">\(found(rule.id))</td></tr>
        """
      }
      + others.map { id in
        """
        <tr id="regel-\(Markup.anchor(id))"><th scope="row"><code>\(escaped(id))</code></th>\
        <td></td><td></td><td class="getal">\(found(id))</td></tr>
        """
      }
    guard !rows.isEmpty else { return "" }
    return """
      <section aria-labelledby="regels">
      <h2 id="regels">\(say("Wat er is nagekeken", "What was checked"))</h2>
      <div class="rol" role="region" tabindex="0" aria-labelledby="regels">
      <table class="regels">
      <caption>\(say(
        "Elke regel met zijn drempel, ook wie niets vond (die staan niet op papier).",
        "Each rule with its threshold, also those that found nothing (not on paper)."))</caption>
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
