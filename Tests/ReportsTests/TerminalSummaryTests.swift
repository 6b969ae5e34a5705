import Goals
import Records
import Testing

@testable import Reports

@Suite struct TerminalSummaryTests {
  static func plain(_ language: Language, width: Int = 80) -> String {
    TerminalSummary.render(
      [SampleReport.report], language: language, width: width, styled: false)
  }

  /// The text without ANSI sequences.
  static func stripped(_ text: String) -> String {
    text.replacing(#/\u{1b}\[[0-9;]*m/#, with: "")
  }

  @Test(arguments: Language.allCases, [40, 60, 80, 120])
  func `no line is wider than the terminal`(language: Language, width: Int) {
    for line in Self.plain(language, width: width).split(separator: "\n") {
      #expect(DisplayWidth.of(line) <= width, "\(line)")
    }
  }

  @Test(arguments: Language.allCases, [40, 80])
  func `colours repeat what the words say`(language: Language, width: Int) {
    let styled = TerminalSummary.render(
      [SampleReport.report], language: language, width: width, styled: true)
    #expect(styled != Self.plain(language, width: width))
    #expect(Self.stripped(styled) == Self.plain(language, width: width))
    #expect(!Self.plain(language, width: width).contains("\u{1b}"))
  }

  @Test func `each goal has its verdict in words and its sentence`() {
    let text = Self.plain(.nl, width: 200)
    for verdict in SampleReport.judged {
      #expect(text.contains(verdict.goal.title.nl))
      #expect(text.contains(verdict.outcome.name.nl))
      #expect(text.contains(verdict.sentence.nl.prefix(60)))
    }
    #expect(text.contains("34 %") && !text.contains("\u{a0}"))
    #expect(text.contains("Nog 12 doelen telt het programma zelf"))
  }

  @Test func `several regions follow each other`() {
    let two = TerminalSummary.render(
      [SampleReport.report, SampleReport.report], language: .nl, styled: false)
    #expect(two == Self.plain(.nl) + "\n" + Self.plain(.nl))
    #expect(TerminalSummary.render([], language: .nl, styled: false).isEmpty)
  }

  @Test func `wide and combining characters are counted as a terminal shows them`() {
    #expect(DisplayWidth.of("abc") == 3)
    #expect(DisplayWidth.of("日本") == 4)
    #expect(DisplayWidth.of("e\u{301}é") == 2)
    #expect(DisplayWidth.of("👩‍🔧") == 2)
    #expect(DisplayWidth.wrapped("日本 日本 abcdefgh", width: 5) == ["日本", "日本", "abcde", "fgh"])
    #expect(DisplayWidth.wrapped("", width: 5) == [""])
  }
}
