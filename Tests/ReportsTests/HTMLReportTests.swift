import Forecasting
import Foundation
import Goals
import Records
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct HTMLReportTests {
  /// A page that a failing expectation does not print in full.
  struct Page: CustomTestStringConvertible {
    let text: String
    var testDescription: String { "a page of \(text.utf8.count) bytes" }

    init(_ report: Report, _ language: Language) {
      text = HTMLReport.render(report, language: language)
    }

    func contains(_ part: String) -> Bool { text.contains(part) }
  }

  static func page(_ language: Language) -> Page { Page(SampleReport.report, language) }

  @Test(arguments: Language.allCases) func `the page is well-formed`(language: Language) {
    let page = Self.page(language)
    #expect(WellFormed.xml(page.text))
    #expect(page.contains("<html lang=\"\(language.rawValue)\">"))
  }

  @Test(arguments: Language.allCases)
  func `it loads nothing, runs nothing and stays under a megabyte`(language: Language) {
    let page = Self.page(language)
    for word in ["<script", "<link", "<img", "@import", "url(", "src=", "<iframe", "javascript:"] {
      #expect(!page.contains(word), "\(word)")
    }
    // The namespace of SVG is a name, not an address that is fetched.
    let rest = page.text.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
    let loads = rest.contains("http")
    #expect(!loads)
    #expect(page.text.utf8.count < 1_000_000)
  }

  @Test(arguments: Language.allCases)
  func `every id is unique and every link inside the page arrives`(language: Language) {
    let page = Self.page(language)
    let ids = Self.values(of: "id", in: page.text)
    #expect(ids.count == Set(ids).count)
    let targets = Self.values(of: "href", in: page.text)
    #expect(!targets.isEmpty)
    for target in targets { #expect(ids.contains(String(target.dropFirst())), "\(target)") }
    for label in Self.values(of: "aria-labelledby", in: page.text).flatMap({
      $0.split(separator: " ")
    }) {
      #expect(ids.contains(String(label)))
    }
  }

  @Test func `the same report gives the same bytes`() {
    for language in Language.allCases {
      let isSame = Self.page(language).text == Self.page(language).text
      #expect(isSame)
    }
  }

  @Test(arguments: Verdict.Outcome.allCases, Language.allCases)
  func `each verdict has its word and its shape`(outcome: Verdict.Outcome, language: Language) {
    var report = SampleReport.report
    report.verdicts = [SampleReport.judged[0]]
    report.verdicts[0].outcome = outcome
    let page = Page(report, language)
    let badge = VerdictBadge.html(outcome, language: language)
    #expect(badge.contains("<svg") && badge.contains(outcome.name[language]))
    #expect(page.contains(badge))
    let shapes = Set(Verdict.Outcome.allCases.map(VerdictBadge.icon))
    #expect(shapes.count == Verdict.Outcome.allCases.count)
  }

  @Test func `names are escaped and never become markup`() {
    let page = Page(SampleReport.report, .nl)
    #expect(page.contains("Van Lodenstein &lt;&quot;College&quot;&gt; &amp; co"))
    #expect(!page.contains("<b>meer</b>"))
    #expect(page.contains("&lt;b&gt;meer&lt;/b&gt;"))
  }

  @Test func `control characters do not break the page`() {
    var report = SampleReport.report
    report.region.name = "T\u{0}is\u{b}\u{1f}<for> 'Tech'"
    #expect(WellFormed.xml(Page(report, .nl).text))
  }

  @Test func `numbers follow the language`() {
    let nl = Page(SampleReport.report, .nl)
    let en = Page(SampleReport.report, .en)
    #expect(nl.contains("603,1") && !nl.contains("603.1"))
    #expect(en.contains("603.1") && !en.contains("603,1"))
    #expect(nl.contains("1.613") && en.contains("1,613"))
    #expect(nl.contains("(voorlopig)") && en.contains("(provisional)"))
  }

  @Test func `a withheld cell prints its bounds and a missing one its reason`() {
    let page = Page(SampleReport.report, .nl)
    #expect(page.contains("<td class=\"getal\">1–4</td>"))
    #expect(page.contains("niet geleverd door de bron"))
    #expect(page.contains("te klein voor een aandeel"))
  }

  @Test func `monitored goals stand at the end, not in the verdict table`() throws {
    let page = Page(SampleReport.report, .nl)
    let header = try #require(page.text.range(of: "</header>"))
    #expect(!page.text[..<header.lowerBound].contains("Activiteit 3"))
    let chapter = try #require(page.text.range(of: "<h2 id=\"gemonitord\">"))
    #expect(page.text[chapter.upperBound...].contains("Activiteit 3"))
  }

  @Test func `the newest year is named, not the day of today`() {
    let page = Page(SampleReport.report, .nl)
    #expect(page.contains("nieuwste gegevens: examenjaar 2024 (voorlopig)"))
  }

  @Test func `an empty report still makes a page`() {
    let report = Report(
      region: SampleReport.region, summary: Phrase("Leeg."), verdicts: [], leadChart: nil,
      chapters: [], files: [], version: "0")
    let page = Page(report, .nl)
    #expect(WellFormed.xml(page.text))
    #expect(!page.contains("<h2 id=\"doelen\">"))
  }

  static func values(of attribute: String, in page: String) -> [String] {
    page.components(separatedBy: " \(attribute)=\"").dropFirst()
      .map { String($0.prefix { $0 != "\"" }) }
  }
}

/// Whether a text is well-formed XML; without an XML parser, whether its tags balance.
enum WellFormed {
  static func xml(_ text: String) -> Bool {
    #if canImport(FoundationXML)
      return XMLParser(data: Data(text.utf8)).parse()
    #else
      var open: [Substring] = []
      for part in text.split(separator: "<").dropFirst() {
        let tag = part.prefix { $0 != ">" }
        guard tag.first != "!", tag.last != "/" else { continue }
        if tag.first == "/" {
          guard open.popLast() == tag.dropFirst() else { return false }
        } else {
          open.append(tag.prefix { $0 != " " && $0 != "\n" })
        }
      }
      return open.isEmpty
    #endif
  }
}
