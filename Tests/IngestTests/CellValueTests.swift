import Records
import Testing

@testable import Ingest

@Suite struct CellValueTests {
  private func count(_ text: String, _ suppression: Set<Layout.Suppression> = []) -> Count? {
    let bytes = Array(text.utf8)
    return CellValue.count(
      bytes.span, RecordScanner.Field(start: 0, end: bytes.count), suppression)
  }

  private func decimal(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return CellValue.decimal(bytes.span, RecordScanner.Field(start: 0, end: bytes.count))
  }

  @Test func `a whole number is exact, zero too, blank is missing, nvt cannot exist`() {
    #expect(count("0") == .exact(0))
    #expect(count("4") == .exact(4))
    #expect(count("007") == .exact(7))
    #expect(count("") == .missing)
    #expect(count("N.v.t.") == .notApplicable)
    #expect(count("nvt") == .notApplicable)
  }

  @Test func `a withheld number is read only where the layout says how`() {
    #expect(count("<5", [.lessThanFive]) == .suppressed(1...4))
    #expect(count("< 5", [.lessThanFive]) == .suppressed(1...4))
    #expect(count("-1", [.minusOne]) == .suppressed(1...4))
    #expect(count("2..8", [.interval]) == .suppressed(2...8))
    #expect(count("<5") == nil)
    #expect(count("-1", [.lessThanFive, .interval]) == nil)
    #expect(count("2..8", [.lessThanFive, .minusOne]) == nil)
  }

  @Test(arguments: [
    "<6", "<", "<55", "-2", "-", "1.5", "1,5", "1 2", "x", "8..2", "2..2", "2..", "..3", "2.8",
    "+3", "1e3", "nee", "12345678901", "５",
  ])
  func `anything else is no count`(text: String) {
    #expect(count(text, [.lessThanFive, .minusOne, .interval]) == nil)
  }

  @Test func `decimals have comma or point, a percent sign, or no digit before the mark`() {
    #expect(decimal("6,4") == 6.4)
    #expect(decimal("90.9") == 90.9)
    #expect(decimal("66,7%") == 66.7)
    #expect(decimal("100,0 %") == 100)
    #expect(decimal(",0%") == 0)
    #expect(decimal("-3,25") == -3.25)
    #expect(decimal("9562,58992805755") == 9562.58992805755)
  }

  @Test(arguments: ["", "-", ",", "%", "1,", "1,2,3", "1.2.3", "1e5", "inf", "nan", "0x1p3", "1 2"])
  func `anything else is no number`(text: String) { #expect(decimal(text) == nil) }

  @Test func `in the old interface a printed four is one to four, five and more are exact`() {
    #expect(count("4", [.four]) == .suppressed(1...4))
    #expect(count("04", [.four]) == .suppressed(1...4))
    #expect(count("0", [.four]) == .exact(0))
    #expect(count("5", [.four]) == .exact(5))
    #expect(count("14", [.four]) == .exact(14))
    #expect(count("", [.four]) == .missing)
    #expect(count("<5", [.four]) == nil)
  }

  @Test func `StatLine's signs are its own, a blank there cannot exist`() {
    #expect(count(".", [.statLine]) == .missing)
    #expect(count("x", [.statLine]) == .missing)
    #expect(count("", [.statLine]) == .notApplicable)
    #expect(count("12", [.statLine]) == .exact(12))
    #expect(count("-1", [.statLine]) == nil)
    #expect(count(".") == nil)
    #expect(count("x", [.lessThanFive]) == nil)
    #expect(number("-3,5", [.statLine]) == -3.5)
    for text in [".", "x", "X", ""] { #expect(number(text, [.statLine])?.isNaN == true) }
    for text in [".", "x"] { #expect(number(text, [.lessThanFive]) == nil) }
    #expect(number("..", [.statLine]) == nil)
  }

  private func number(_ text: String, _ suppression: Set<Layout.Suppression>) -> Double? {
    let bytes = Array(text.utf8)
    return CellValue.number(
      bytes.span, RecordScanner.Field(start: 0, end: bytes.count), suppression)
  }

  @Test(arguments: ["1.200", "+5", "5.0", "1e3", "1234567890", "٥"])
  func `no convention makes these a count`(text: String) {
    #expect(count(text, [.lessThanFive, .minusOne, .four, .interval, .statLine]) == nil)
  }

  @Test func `groups of three behind a mark look like thousands`() {
    for text in ["1.200", "12,000", "1.234.567", "-1.200"] {
      #expect(CellValue.looksLikeThousands(text), "\(text)")
    }
    for text in ["1200", "0.125", "1.25", "1234.567", "12.0"] {
      #expect(!CellValue.looksLikeThousands(text), "\(text)")
    }
  }
}
