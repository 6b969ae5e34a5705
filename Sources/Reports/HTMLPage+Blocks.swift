import Forecasting
import Records

extension HTMLPage {
  /// The parts of a chapter.
  func blocks(_ blocks: [Report.Block]) -> String {
    blocks.map { block in
      switch block {
      case .paragraph(let text): "<p>\(escaped(text))</p>"
      case .list(let items):
        "<ul>\n\(items.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n"))\n</ul>"
      case .table(let table): self.table(table)
      case .folded(let table):
        "<details><summary>\(escaped(table.title))</summary>\n\(self.table(table))\n</details>"
      case .fan(let chart): figure(chart)
      case .findings(let findings): self.findings(findings)
      }
    }.joined(separator: "\n")
  }

  /// A chart, once for wide and once for narrow screens, with its numbers folded beneath.
  func figure(_ chart: FanChart) -> String {
    let wide = FanChartSVG.render(chart, language: language, width: 760, height: 260)
    let narrow = FanChartSVG.render(chart, language: language, width: 360, height: 300)
    return """
      <figure>
      <figcaption><strong>\(escaped(chart.title))</strong>\(escaped(chart.caption))</figcaption>
      <div class="breed">\(wide)</div>
      <div class="smal">\(narrow)</div>
      <details><summary>\(say("De cijfers van deze grafiek", "The numbers of this chart"))</summary>
      \(table(chart.numbers, isBare: true))
      </details>
      </figure>
      """
  }

  /// A table in a frame that scrolls sideways where it must.
  ///
  /// - Parameter isBare: leave out the source line, for a table that stands under its chart.
  func table(_ table: Table, isBare: Bool = false) -> String {
    let id = "tabel-" + Markup.anchor(table.id)
    var notes: [String] = []
    let head = table.columns.map { column in
      "<th scope=\"col\"\(column.kind.isNumber ? " class=\"getal\"" : "")>\(escaped(column.title))</th>"
    }.joined()
    let rows = table.rows.map { row in
      let cells = zip(table.columns, row.cells).enumerated().map { index, pair in
        cell(pair.1, in: pair.0, isHead: index == 0, notes: &notes)
      }
      return "<tr\(row.isTotal ? " class=\"totaal\"" : "")>\(cells.joined())</tr>"
    }
    let footnotes = notes.enumerated().map { index, note in
      "<p class=\"voet\"><sup>\(index + 1)</sup> \(escaped(note))</p>"
    }
    let source = table.source[language]
    let last =
      isBare || source.isEmpty
      ? "" : "<p class=\"bron\">\(say("Bron", "Source")): \(escaped(source))</p>"
    return
      ([
        "<div class=\"blok\(table.rows.count <= 20 ? " kort" : "")\">",
        "<div class=\"rol\" role=\"region\" tabindex=\"0\" aria-labelledby=\"\(id)\">",
        "<table>",
        "<caption id=\"\(id)\"><strong>\(escaped(table.title))</strong>\(escaped(table.caption))"
          + "</caption>", "<thead><tr>\(head)</tr></thead>",
        "<tbody>\n\(rows.joined(separator: "\n"))\n</tbody>", "</table>", "</div>",
      ] + footnotes + (last.isEmpty ? [] : [last]) + ["</div>"]).joined(separator: "\n")
  }

  private func cell(
    _ cell: Table.Cell, in column: Table.Column, isHead: Bool, notes: inout [String]
  ) -> String {
    var content = escaped(CellText(format: format).text(cell, in: column.kind))
    if let reason = CellText(format: format).reason(cell)?[language], !reason.isEmpty {
      let number = notes.firstIndex(of: reason) ?? notes.count
      if number == notes.count { notes.append(reason) }
      content =
        "<span class=\"leeg\" title=\"\(escaped(reason))\">\(content)<sup>\(number + 1)</sup></span>"
    }
    let style = column.kind.isNumber ? " class=\"getal\"" : ""
    return isHead ? "<th scope=\"row\"\(style)>\(content)</th>" : "<td\(style)>\(content)</td>"
  }

  /// The most serious first; the rest is in the CSV of findings.
  private func findings(_ findings: [Finding]) -> String {
    guard !findings.isEmpty else {
      return "<p>\(say("De controles vonden niets.", "The checks found nothing."))</p>"
    }
    let table = FindingsTable.table(findings, limit: 60)
    let rest = findings.count - table.rows.count
    let more = say(
      "en \(rest) meer: zie de lijst met bevindingen in het CSV-bestand.",
      "and \(rest) more: see the list of findings in the CSV file.")
    return self.table(table) + (rest > 0 ? "\n<p>\(more)</p>" : "")
  }
}

extension Table.Column.Kind {
  /// Whether values line up on the right.
  var isNumber: Bool {
    switch self {
    case .text, .year: false
    case .number, .percent: true
    }
  }
}
