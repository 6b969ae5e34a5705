import Records
import Testing

@testable import Ingest

@Suite struct PackedCountTests {
  @Test func `nothing is lost in eight bytes`() {
    for count: Count in [
      .exact(0), .exact(4), .exact(999_999_999), .suppressed(1...4), .suppressed(0...999_999_999),
      .missing, .notApplicable,
    ] {
      #expect(PackedCount(count).value == count)
      #expect(PackedCount(count).bits != UInt64.max)
    }
    #expect(MemoryLayout<PackedCount>.size == 8)
  }

  @Test func `a sum keeps apart what is known, withheld and missing`() {
    var sum = CountSum()
    for count: Count in [.exact(7), .suppressed(1...4), .missing, .notApplicable, .exact(0)] {
      sum.add(PackedCount(count))
    }
    var twice = sum
    twice += sum
    #expect(
      [sum.cells, sum.exact, sum.low, sum.high, sum.suppressed, sum.missing] == [4, 7, 8, 11, 1, 1])
    #expect([twice.cells, twice.exact, twice.high] == [8, 14, 22])
  }

  @Test func `cells of two bytes at most are in the table as the slow reading has them`() {
    // Every cell goes through the table first, so a difference would show in any file.
    for suppression: Set<Layout.Suppression> in [
      [.lessThanFive], [.minusOne], [.four], [.statLine], [],
    ] {
      for text in ["", "0", "4", "09", "99", "<5", "-1", ".", "x", "<6", "a"] {
        let bytes = Array(text.utf8)
        let field = RecordScanner.Field(start: 0, end: bytes.count)
        let slow = CellValue.count(bytes.span, field, suppression).map(PackedCount.init)
        #expect(
          ShortCounts(suppression).count(text) == slow
            || slow != nil && ShortCounts(suppression).count(text) == nil)
      }
    }
    #expect(ShortCounts([.lessThanFive]).count("<5") == .oneToFour)
    #expect(ShortCounts([]).count("<5") == nil)
    #expect(ShortCounts([.four]).count("4") == .oneToFour)
  }
}
