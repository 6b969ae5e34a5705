import Goals
import Records
import Testing

@testable import Reports

@Suite struct SourceTrailTests {
  let files = SampleReport.files

  @Test func `runs of rows become one line and columns are listed once`() {
    let cells =
      [4, 2, 3, 9].flatMap { row in
        ["V", "M", "M"].map { SourceCell(file: files[0].sha256, row: row, column: $0) }
      } + [SourceCell(file: files[0].sha256, row: 10, column: "M")]
    #expect(
      SourceTrail(files: files, language: .nl).lines(cells) == [
        "figuur-2.csv · rij 2–4 · kolommen M, V", "figuur-2.csv · rij 9 · kolommen M, V",
        "figuur-2.csv · rij 10 · kolom M",
      ])
  }

  @Test func `a file that the report does not list is named by its hash`() {
    let cell = SourceCell(file: String(repeating: "ab", count: 32), row: 2, column: "x")
    #expect(
      SourceTrail(files: files, language: .en).lines([cell]) == ["abababababab · row 2 · column x"])
  }

  @Test func `a long list of cells is cut and says how many are left`() {
    var report = SampleReport.report
    report.verdicts = [SampleReport.judged[0]]
    // Every second row, so that no two make a run.
    report.verdicts[0].sources = (1...50).map {
      SourceCell(file: files[0].sha256, row: 2 * $0, column: "x")
    }
    let page = HTMLReport.render(report, language: .nl)
    #expect(page.contains("50 cellen") && page.contains("<li>en 10 meer</li>"))
  }
}
