import Goals
import Records

extension HTMLPage {
  /// The goals that no open data can decide.
  var monitored: String {
    let word = { (nl: String, en: String) in Phrase(nl: nl, en: en) }
    let table = Table(
      id: "gemonitorde-doelen",
      title: word(
        "Doelen die het programma zelf bijhoudt", "Goals that the programme tracks itself"),
      caption: word(
        "Open gegevens kunnen over deze doelen geen oordeel geven; zij staan hier zodat niets uit "
          + "het plan ontbreekt.",
        "Open data cannot decide these goals; they are listed so that nothing of the plan is left "
          + "out."),
      columns: [
        Table.Column(key: "doel", title: word("Doel", "Goal"), kind: .text),
        Table.Column(key: "nodig", title: word("Nodig", "Needed"), kind: .number(decimals: 0)),
        Table.Column(key: "jaar", title: word("Jaar", "Year"), kind: .year),
        Table.Column(key: "plaats", title: word("Vindplaats", "Place"), kind: .text),
        Table.Column(key: "waarom", title: word("Toelichting", "Remark"), kind: .text),
      ],
      rows: report.monitored.map { verdict in
        let text = VerdictText(verdict, language: language)
        let target: Table.Cell =
          if case .monitored(let target?, _) = verdict.goal.kind {
            .text(Phrase(format.value(target, unit: text.unit)))
          } else { .empty(word("het plan noemt geen getal", "the plan gives no number")) }
        return Table.Row([
          .text(verdict.goal.title), target, .number(Double(verdict.goal.deadline)),
          .text(Phrase(verdict.goal.section)), .text(verdict.goal.missingData ?? verdict.sentence),
        ])
      }, source: Phrase(report.region.document))
    return self.table(table)
  }

  /// How to read the verdicts, and the indicators that the goals use.
  var definitions: String {
    let outcomes = Verdict.Outcome.allCases.map { outcome in
      "<tr><th scope=\"row\">\(VerdictBadge.html(outcome, language: language))</th>"
        + "<td>\(escaped(VerdictBadge.meaning(outcome)))</td></tr>"
    }
    let used = Set(report.verdicts.map(\.goal.indicator))
    let entries = Indicator.registry.filter { used.contains($0.id) }.map(definition)
    return """
      <h3>\(say("Zo leest u de oordelen", "How to read the verdicts"))</h3>
      <table>
      <caption>\(say("Elk oordeel heeft een vorm, een woord en een kleur.",
        "Each verdict has a shape, a word and a colour."))</caption>
      <thead><tr><th scope="col">\(say("Oordeel", "Verdict"))</th>\
      <th scope="col">\(say("Betekenis", "Meaning"))</th></tr></thead>
      <tbody>
      \(outcomes.joined(separator: "\n"))
      </tbody>
      </table>
      <h3>\(say("Zo leest u de getallen", "How to read the numbers"))</h3>
      <ul>
      \(readingGuide.map { "<li>\($0)</li>" }.joined(separator: "\n"))
      </ul>
      <h3>\(say("Indicatoren", "Indicators"))</h3>
      <dl class="begrip">
      \(entries.joined(separator: "\n"))
      </dl>
      """
  }

  private var readingGuide: [String] {
    [
      say(
        "<strong>Interval.</strong> “512–690 (95\u{a0}%)” betekent: in 95 van de 100 gevallen ligt de "
          + "uitkomst daartussen. Bij een percentage van doorstroom gaat het om het onderliggende "
          + "percentage; één meting schommelt meer. Het smalle deel van een waaier hoort bij 80\u{a0}%.",
        "<strong>Interval.</strong> “512–690 (95%)” means: in 95 of 100 cases the outcome lies "
          + "between. For a percentage of doorstroom it is about the underlying percentage; one "
          + "measurement scatters more. The inner band of a fan holds 80%."),
      say(
        "<strong>Afgeschermd.</strong> Groepen van minder dan vijf leerlingen noemt DUO niet. Er "
          + "staat dan “1–4”; een totaal daarover is ook een interval.",
        "<strong>Withheld.</strong> DUO does not publish groups under five pupils. These read “1–4”; "
          + "a total over them is an interval too."),
      say(
        "<strong>Voorlopig.</strong> Het nieuwste jaar van een bron kan nog veranderen. In een "
          + "grafiek is zo’n punt open.",
        "<strong>Provisional.</strong> The newest year of a source may still change. In a chart such "
          + "a dot is hollow."),
      say(
        "<strong>Balk en stip.</strong> De balk bij een doel bevat 95\u{a0}%, de stip is de waarde "
          + "zelf, de streep is wat nodig is. Loopt de streep door de balk, dan kan toeval het "
          + "verschil verklaren.",
        "<strong>Bar and dot.</strong> The bar of a goal holds 95%, the dot is the value itself, the "
          + "line is what is needed. Where the line crosses the bar, chance can explain the "
          + "difference."),
      say(
        "<strong>Kans.</strong> Nooit 0\u{a0}% of 100\u{a0}%: een prognose is geen zekerheid.",
        "<strong>Chance.</strong> Never 0% or 100%: a forecast is not a certainty."),
    ]
  }

  private func definition(_ indicator: Indicator) -> String {
    var lines = [
      say("<em>Geteld:</em> ", "<em>Counted:</em> ") + escaped(indicator.numerator)
    ]
    if !indicator.denominator[language].isEmpty {
      lines.append(
        say("<em>Als deel van:</em> ", "<em>As a share of:</em> ") + escaped(indicator.denominator))
    }
    if !indicator.profielen.isEmpty {
      let names = indicator.profielen.map(\.name).joined(separator: ", ")
      lines.append(say("<em>Profielen:</em> ", "<em>Profiles:</em> ") + escaped(names))
    }
    lines.append(say("<em>Peilmoment:</em> ", "<em>Measured:</em> ") + escaped(indicator.moment))
    lines.append(say("<em>Bron:</em> ", "<em>Source:</em> ") + escaped(indicator.source))
    return "<dt id=\"begrip-\(Markup.anchor(indicator.id))\">\(escaped(indicator.name)) "
      + "<code>\(escaped(indicator.id))</code></dt>\n"
      + lines.map { "<dd>\($0)</dd>" }.joined(separator: "\n")
  }

  /// The files that were read.
  var sources: String {
    let word = { (nl: String, en: String) in Phrase(nl: nl, en: en) }
    let table = Table(
      id: "bestanden", title: word("Ingelezen bestanden", "Files that were read"),
      caption: word(
        "De code is het begin van de SHA-256 van het bestand: dezelfde code, dezelfde inhoud.",
        "The code is the start of the file's SHA-256: same code, same content."),
      columns: [
        Table.Column(key: "bestand", title: word("Bestand", "File"), kind: .text),
        Table.Column(key: "opmaak", title: word("Herkend als", "Recognised as"), kind: .text),
        Table.Column(key: "rijen", title: word("Rijen", "Rows"), kind: .number(decimals: 0)),
        Table.Column(key: "voorlopig", title: word("Voorlopig", "Provisional"), kind: .text),
        Table.Column(key: "sha256", title: word("Code", "Code"), kind: .text),
      ],
      rows: report.files.map { file in
        Table.Row([
          .text(Phrase(file.name)), .text(Phrase(file.layout)), .number(Double(file.rows)),
          .text(Phrase(file.provisional.map { format.period($0) } ?? "")),
          .text(Phrase(String(file.sha256.prefix(12)))),
        ])
      }, source: Phrase(""))
    return self.table(table)
  }
}
