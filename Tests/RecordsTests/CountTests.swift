import Records
import Testing

@Suite struct CountTests {
  @Test func `bounds add, and a sum over a withheld number is withheld`() {
    #expect(Count.exact(3) + .exact(4) == .exact(7))
    #expect(Count.exact(3) + .suppressed(1...4) == .suppressed(4...7))
    #expect(Count.suppressed(1...4) + .exact(0) == .suppressed(1...4))
    #expect(Count.suppressed(1...4) + .suppressed(1...4) == .suppressed(2...8))
  }

  @Test func `a missing part makes the sum missing, a cell that cannot exist adds nothing`() {
    #expect(Count.missing + .exact(9) == .missing)
    #expect(Count.suppressed(1...4) + .missing == .missing)
    #expect(Count.notApplicable + .exact(9) == .exact(9))
    #expect(Count.notApplicable + .missing == .missing)
    #expect(Count.notApplicable + .notApplicable == .notApplicable)
  }

  @Test func `the sum of nothing is not applicable, not zero`() {
    #expect([Count]().sum() == .notApplicable)
    #expect([Count.exact(0)].sum() == .exact(0))
  }

  @Test func `addition does not mind the order`() {
    let kinds: [Count] = [.exact(0), .exact(5), .suppressed(1...4), .missing, .notApplicable]
    for a in kinds {
      for b in kinds {
        #expect(a + b == b + a)
        for c in kinds { #expect((a + b) + c == a + (b + c)) }
      }
    }
  }

  @Test func `only an exact count has a value, zero too`() {
    #expect(Count.exact(0).exactValue == 0)
    #expect(Count.exact(0).bounds == 0...0)
    #expect(Count.suppressed(1...4).exactValue == nil)
    #expect(Count.suppressed(1...4).bounds == 1...4)
    #expect(Count.missing.bounds == nil)
    #expect(Count.notApplicable.bounds == nil)
  }
}
