import Foundation
import Goals
import TestSupport
import Testing

@testable import Reports

@Suite struct StylesheetTests {
  /// WCAG 2.2: relative luminance of `#rrggbb`.
  static func luminance(_ colour: Substring) -> Double {
    let text = colour.count == 4 ? colour.flatMap { $0 == "#" ? "#" : "\($0)\($0)" } : Array(colour)
    let channels = [1, 3, 5].map { start -> Double in
      let value = Double(Int(String(text[start...start + 1]), radix: 16) ?? 0) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  static func contrast(_ one: Substring, _ other: Substring) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test func `the formula agrees with WCAG's own extremes`() {
    expectClose(Self.contrast("#000000", "#ffffff"), 21, absolute: 1e-9)
    expectClose(Self.contrast("#767676", "#fff"), 4.54, absolute: 0.005)
  }

  @Test(arguments: Verdict.Outcome.allCases)
  func `each verdict can be read on its ground`(outcome: Verdict.Outcome) throws {
    let name = VerdictBadge.style(outcome)
    let rule = try #require(
      Stylesheet.text.firstMatch(
        of: try Regex("\\.\(name)\\{background:(#[0-9a-f]+);color:(#[0-9a-f]+)")))
    let ground = try #require(rule.output[1].substring)
    let ink = try #require(rule.output[2].substring)
    #expect(Self.contrast(ground, ink) >= 4.5)
  }

  @Test func `texts on white can be read`() {
    let inks = Stylesheet.text.matches(of: #/--(?:inkt|zacht|blauw|oranje):(#[0-9a-f]{6})/#)
    #expect(inks.count == 4)
    for ink in inks { #expect(Self.contrast(ink.output.1, "#ffffff") >= 4.5) }
  }
}
