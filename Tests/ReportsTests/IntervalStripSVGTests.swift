import Forecasting
import Goals
import Records
import Testing

@testable import Reports

@Suite struct IntervalStripSVGTests {
  @Test(arguments: SampleReport.judged, Language.allCases)
  func `each verdict with a target and an interval has a well-formed strip`(
    verdict: Verdict, language: Language
  ) throws {
    let svg = try #require(IntervalStripSVG.render(verdict, language: language))
    #expect(WellFormed.xml(svg))
    #expect(!svg.contains("nan") && !svg.contains("inf"))
    #expect(svg.contains("role=\"img\"") && svg.contains("<desc"))
  }

  @Test func `without a target or an interval there is nothing to draw`() {
    var verdict = SampleReport.judged[0]
    verdict.target = nil
    #expect(IntervalStripSVG.render(verdict, language: .nl) == nil)
    verdict.target = .nan
    #expect(IntervalStripSVG.render(verdict, language: .nl) == nil)
    verdict.target = 613
    verdict.interval95 = nil
    verdict.outlook = nil
    #expect(IntervalStripSVG.render(verdict, language: .nl) == nil)
    #expect(SampleReport.monitored.allSatisfy { IntervalStripSVG.render($0, language: .nl) == nil })
  }
}
