public import Records

/// Renders a report as one self-contained HTML file: no network, no script, no fonts of its own.
///
/// The first page holds the verdicts and the lead chart and fits one A4 for up to about ten goals;
/// then a table of contents, each judged goal with its evidence, the report's own chapters, what the
/// programme counts itself, definitions and sources. The markup is also well-formed XML.
public enum HTMLReport {
  /// The whole file. Equal reports give equal text.
  public static func render(_ report: Report, language: Language) -> String {
    let page = HTMLPage(report: report, language: language)
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>\(page.escaped(report.region.name)) – \(page.say("stand van de doelen", "the goals"))\
      </title>
      <style>
      \(Stylesheet.text)\(FanChartSVG.style)</style>
      </head>
      <body>
      <a class="sla" href="#inhoud">\(page.say("Naar de inhoud", "Skip to contents"))</a>
      <div class="blad">
      \(page.body)
      </div>
      </body>
      </html>

      """
  }
}

/// One report on its way to HTML; its parts live in the extensions, a file each.
struct HTMLPage {
  let report: Report
  let language: Language
  let format: NumberFormat

  init(report: Report, language: Language) {
    self.report = report
    self.language = language
    self.format = NumberFormat(language)
  }

  /// The words of this language; for fixed words that need no escaping.
  func say(_ nl: String, _ en: String) -> String { language == .nl ? nl : en }

  func escaped(_ text: String) -> String { Markup.escape(text) }
  func escaped(_ phrase: Phrase) -> String { Markup.escape(Markup.glued(phrase[language])) }

  /// All parts in reading order.
  var body: String {
    let parts = sections.map { section in
      "<section aria-labelledby=\"\(section.id)\">\n<h2 id=\"\(section.id)\">"
        + "\(escaped(section.title))</h2>\n\(section.content())\n</section>"
    }
    return (["<main>", firstPage, contents] + parts + ["</main>", colophon])
      .joined(separator: "\n")
  }

  /// A part with a heading of its own, which the table of contents lists.
  struct Section {
    let id: String
    let title: String
    let content: () -> String
  }

  /// The parts after the first page; those without anything to say are left out.
  var sections: [Section] {
    var all: [Section] = []
    if !report.judged.isEmpty {
      all.append(
        Section(
          id: "doelen", title: say("De doelen een voor een", "The goals one by one"),
          content: { goals }))
    }
    for chapter in report.chapters {
      all.append(
        Section(
          id: Markup.anchor(chapter.id), title: chapter.title[language],
          content: { blocks(chapter.blocks) }))
    }
    if !report.monitored.isEmpty {
      all.append(
        Section(
          id: "gemonitord",
          title: say("Wat het programma zelf telt", "What the programme counts itself"),
          content: { monitored }))
    }
    all.append(
      Section(
        id: "begrippen", title: say("Begrippen en leeswijzer", "Definitions and how to read"),
        content: { definitions }))
    all.append(Section(id: "bronnen", title: say("Bronnen", "Sources"), content: { sources }))
    return all
  }

  private var contents: String {
    let items = sections.map {
      "<li><a href=\"#\($0.id)\">\(escaped($0.title))</a></li>"
    }
    return "<nav class=\"inhoud\" aria-labelledby=\"inhoud\">\n<h2 id=\"inhoud\" tabindex=\"-1\">"
      + "\(say("Inhoud", "Contents"))</h2>\n<ol>\n\(items.joined(separator: "\n"))\n</ol>\n</nav>"
  }

  private var colophon: String {
    let text = say(
      "Gemaakt met doorstroom \(escaped(report.version)). Dezelfde bestanden geven hetzelfde "
        + "rapport.",
      "Made with doorstroom \(escaped(report.version)). The same files give the same report.")
    return "<footer class=\"slot\"><p>\(text)</p></footer>"
  }
}
