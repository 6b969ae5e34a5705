import Forecasting
import Goals
import Records
import Testing

@testable import Reports

@Suite struct ReportTablesTests {
  @Test func `the verdict table holds every goal, and no chance of 0 or 100`() {
    let table = SampleReport.report.verdictTable
    #expect(table.rows.count == SampleReport.report.verdicts.count)
    let chances = table.rows.map { $0.cells[3] }
    #expect(chances[0] == .interval(34...34))
    #expect(chances[5] == .interval(1...1))
    #expect(chances[6] == .interval(99...99))
    guard case .empty = chances[4] else {
      Issue.record("\(chances[4])")
      return
    }
  }

  @Test func `files of their own have unique names without a folder in them`() {
    let tables = ReportTables.all(of: SampleReport.report)
    #expect(
      tables.map(\.id) == [
        "oordelen", "figuur-2", "prognose", "grafiek-totaal", "grafiek-profiel-BWI", "bevindingen",
      ])
  }

  @Test func `a chart's table has a row a year with what was and what may come`() {
    let table = SampleReport.lead.numbers
    #expect(table.rows.count == 11)
    #expect(table.rows[0].cells[1] == .count(.exact(569)))
    #expect(table.rows[10].cells[2] == .number(590.4))
  }

  @Test func `findings are ordered by weight and keep their order within it`() {
    let table = FindingsTable.table(SampleReport.findings)
    #expect(
      table.rows.map { $0.cells[0] } == [
        .text(Phrase(nl: "ernstig", en: "serious")),
        .text(Phrase(nl: "waarschuwing", en: "warning")),
        .text(Phrase(nl: "opmerking", en: "note")),
      ])
    #expect(FindingsTable.table(SampleReport.findings, limit: 1).rows.count == 1)
  }
}
