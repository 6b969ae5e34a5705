import Models
import TestSupport
import Testing

@Suite struct EntryAgesTests {
  @Test func `who has left is the difference of who is still there`() throws {
    // Of 100 children 89 are in primary school at 11, 18 at 12, 1 at 13: 11, 71, 17 and 1 leave.
    let ages = try EntryAges.leaving(firstAge: 11, remaining: [0.89, 0.18, 0.01])
    for (age, share) in [(10, 0.0), (11, 0.11), (12, 0.71), (13, 0.17), (14, 0.01), (15, 0)] {
      expectClose(ages[age], share, absolute: 1e-12)
    }
    expectClose(ages.mean, 11 * 0.11 + 12 * 0.71 + 13 * 0.17 + 14 * 0.01, relative: 1e-12)
  }

  @Test func `a share that rises with age is taken as equal, so that none is negative`() throws {
    let ages = try EntryAges.leaving(firstAge: 11, remaining: [0.8, 0.9, 0.1])
    #expect(ages.shares.allSatisfy { $0 >= 0 })
    #expect(ages[12] == 0)
    expectClose(ages.shares.reduce(0, +), 1, absolute: 1e-12)
  }

  @Test func `two leerjaren later, who repeats one is a year older`() throws {
    let twelve = try EntryAges(firstAge: 12, shares: [1])
    let straight = try twelve.after(steps: 2, repeating: 0)
    #expect(straight[14] == 1 && straight.mean == 14)
    // P(k) ∝ 1, 2r, 3r² with r = 0.1.
    let ages = try twelve.after(steps: 2, repeating: 0.1)
    let sum = 1 + 0.2 + 0.03
    for (age, part) in [(14, 1.0), (15, 0.2), (16, 0.03)] {
      expectClose(ages[age], part / sum, relative: 1e-12)
    }
  }

  @Test func `shares that are no distribution are refused`() throws {
    for shares in [[], [0.5, 0.4], [1.5, -0.5], [.nan]] as [[Double]] {
      #expect(throws: InflowError.invalidShares) {
        try EntryAges(firstAge: 12, shares: shares)
      }
    }
    #expect(throws: InflowError.invalidShares) {
      try EntryAges.leaving(firstAge: 11, remaining: [])
    }
    #expect(throws: InflowError.invalidShares) {
      try EntryAges.leaving(firstAge: 11, remaining: [1.1])
    }
    let ages = try EntryAges(firstAge: 12, shares: [1])
    #expect(throws: InflowError.invalidOptions) { try ages.after(steps: 2, repeating: 1) }
    #expect(throws: InflowError.invalidOptions) { try ages.after(steps: 0, repeating: 0) }
  }
}
