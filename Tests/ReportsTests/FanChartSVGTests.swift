import Foundation
import Forecasting
import Records
import Testing

@testable import Reports

@Suite struct FanChartSVGTests {
  static func chart(observed: [Observed], outlook: [Outlook], target: Double? = nil) -> FanChart {
    FanChart(
      id: "proef", title: Phrase("A & B"), caption: Phrase("Een <proef>."),
      unit: Phrase("leerlingen"),
      projection: Projection(
        id: "proef", title: Phrase(""), observed: observed, outlook: outlook), target: target,
      targetLabel: Phrase("doel"))
  }

  static func seen(_ year: Int, _ count: Count, provisional: Bool = false) -> Observed {
    Observed(period: .peildatum(year), count: count, isProvisional: provisional, sources: [])
  }

  static let ahead = Outlook(
    period: .peildatum(2025), median: 10, interval80: 8...12, interval95: 6...14)

  static let cases: [FanChart] = [
    SampleReport.lead,
    chart(observed: [], outlook: []),
    chart(observed: [seen(2024, .exact(0))], outlook: []),
    chart(observed: [seen(2024, .exact(7))], outlook: [], target: 7),
    chart(observed: [], outlook: [ahead], target: 12),
    chart(observed: [seen(2024, .suppressed(1...4)), seen(2023, .missing)], outlook: [ahead]),
    chart(observed: [seen(2024, .exact(7))], outlook: [ahead], target: .nan),
    chart(
      observed: [seen(2024, .exact(7))],
      outlook: [
        Outlook(
          period: .peildatum(2025), median: .infinity, interval80: -.infinity ... .infinity,
          interval95: -.infinity ... .infinity)
      ]),
  ]

  @Test(arguments: cases, [360.0, 760])
  func `every coordinate is finite and the picture well-formed`(
    chart: FanChart, width: Double
  ) {
    let svg = FanChartSVG.render(chart, language: .nl, width: width, height: 280)
    #expect(WellFormed.xml(svg))
    #expect(!svg.contains("nan") && !svg.contains("inf"))
    #expect(svg.contains("role=\"img\"") && svg.contains("<title") && svg.contains("<desc"))
  }

  @Test func `provisional dots are hollow and withheld years are bars`() {
    let chart = Self.chart(
      observed: [
        Self.seen(2022, .exact(9)), Self.seen(2023, .suppressed(3...8)),
        Self.seen(2024, .exact(9), provisional: true),
      ], outlook: [])
    let svg = FanChartSVG.render(chart, language: .nl)
    #expect(svg.components(separatedBy: "class=\"p\"").count == 2)
    #expect(svg.components(separatedBy: "class=\"p h\"").count == 2)
    #expect(svg.components(separatedBy: "class=\"k\"").count == 2)
    #expect(svg.contains(">3–8<"))
    // No line runs through the year that was withheld.
    #expect(!svg.contains("class=\"w\""))
  }

  @Test func `an axis that leaves zero out says so`() {
    let cut = FanChartSVG.render(SampleReport.lead, language: .nl)
    #expect(cut.contains("let op: de as begint bij 450"))
    let whole = Self.chart(
      observed: [Self.seen(2023, .exact(3)), Self.seen(2024, .exact(9))], outlook: [])
    #expect(!FanChartSVG.render(whole, language: .nl).contains("let op"))
  }

  @Test func `the text alternative holds the numbers`() {
    let text = FanChartSVG.description(SampleReport.lead, language: .nl)
    #expect(text.contains("2019: 569") && text.contains("2029: 590"))
  }

  @Test(arguments: [
    [0.0, 100], [569, 570, 613, 690], [0.2, 0.31], [5], [], [-3, 4], [1e9, 2e9], [0, 0],
  ])
  func `the axis holds all values between its first and last tick`(values: [Double]) {
    let scale = ChartScale(values)
    for value in values { #expect(scale.domain.contains(value)) }
    #expect(scale.ticks.first == scale.domain.lowerBound)
    #expect(scale.ticks.last == scale.domain.upperBound)
    #expect((2...9).contains(scale.ticks.count))
  }
}
