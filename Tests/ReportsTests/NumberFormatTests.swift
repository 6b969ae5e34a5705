import Records
import Testing

@testable import Reports

@Suite struct NumberFormatTests {
  let nl = NumberFormat(.nl)
  let en = NumberFormat(.en)

  @Test func `Dutch writes a comma, English a point`() {
    #expect(nl.number(1_234.5, decimals: 1) == "1.234,5")
    #expect(en.number(1_234.5, decimals: 1) == "1,234.5")
    #expect(nl.number(1_234_567) == "1.234.567")
    #expect(nl.number(-0.04, decimals: 1) == "0,0")
    #expect(nl.number(-12.5) == "−13")
    #expect(nl.number(.nan) == "–")
    #expect(nl.number(.infinity) == "–")
  }

  @Test func `a percentage keeps its sign on the same line`() {
    #expect(nl.percent(34) == "34\u{a0}%")
    #expect(en.percent(34.25, decimals: 1) == "34.3%")
  }

  @Test func `an interval has an en dash, and words where a bound is negative`() {
    #expect(nl.interval(512...690) == "512–690")
    #expect(nl.interval(-5...3) == "−5 tot 3")
    #expect(en.interval(-5...3) == "−5 to 3")
    #expect(nl.interval(4.96...5.04) == "5")
  }

  @Test func `a withheld count prints its bounds and a missing one a dash with its reason`() {
    #expect(nl.count(.suppressed(1...4)) == "1–4")
    #expect(nl.count(.exact(1_204)) == "1.204")
    #expect(nl.count(.exact(0)) == "0")
    #expect(nl.count(.missing) == "–")
    #expect(nl.reason(.missing) != nil)
    #expect(nl.reason(.exact(0)) == nil)
  }

  @Test(arguments: [
    (0.0, 0.0, "<\u{a0}1\u{a0}%"), (0.0099, 0.0099, "<\u{a0}1\u{a0}%"), (0.01, 0.01, "1\u{a0}%"),
    (0.34, 0.34, "34\u{a0}%"), (0.99, 0.99, "99\u{a0}%"), (0.9951, 1, ">\u{a0}99\u{a0}%"),
    (0.2, 0.35, "20–35\u{a0}%"), (0, 0.35, "<\u{a0}1 tot 35\u{a0}%"),
    (0.2, 1, "20 tot >\u{a0}99\u{a0}%"), (0.341, 0.344, "34\u{a0}%"),
  ])
  func `a chance is never certain`(low: Double, high: Double, text: String) {
    #expect(nl.probability(low...high) == text)
  }

  @Test func `no chance at all prints as 0 or 100 percent`() {
    for step in 0...1_000 {
      let chance = Double(step) / 1_000
      let text = en.probability(chance...chance)
      #expect(text != "0%" && text != "100%")
    }
  }

  @Test func `a change shows its sign, nothing shows none`() {
    #expect(nl.change(3) == "+3,0")
    #expect(nl.change(-1.25) == "−1,3")
    #expect(nl.change(0.01) == "0,0")
  }

  @Test func `values carry their unit`() {
    #expect(nl.value(79...79, unit: .procent) == "79\u{a0}%")
    #expect(nl.value(66.7...66.7, unit: .procent) == "66,7\u{a0}%")
    #expect(nl.value(247_000...247_000, unit: .euroPerJaar) == "€\u{a0}247.000 per jaar")
    #expect(en.value(14...15, unit: .aantal) == "14–15")
  }

  @Test func `machines read numbers without separators`() {
    #expect(nl.plain(-1_234.5, decimals: 1) == "-1234,5")
    #expect(en.plain(-1_234.5, decimals: 1) == "-1234.5")
    #expect(nl.plain(.nan, decimals: 1) == "")
  }
}
