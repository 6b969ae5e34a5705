import Foundation
import TestSupport
import Testing

@testable import Models

/// What the data do not say is said, and never a plausible number.
@Suite struct PoolingBoundaryTests {
  @Test func `no more variance than chance is a flag, and the binomial estimate`() throws {
    // R: Reference/pooling.txt
    let fit = try ProportionPooling().fit(
      successes: [3, 5, 4, 6, 5, 4], trials: Array(repeating: 20, count: 6))
    #expect(fit.flags == [.noBetweenVariance])
    expectClose(fit.mean, 0.225, relative: 1e-9)
    expectClose(try #require(fit.meanStandardError), 0.0381198767, relative: 1e-8)
    expectClose(fit.pool.logLikelihood, -10.1066215642, relative: 1e-9)
    #expect(fit.intraclassCorrelation == 0)
    #expect(fit.pool.intraclassCorrelationStandardError == nil)
    #expect(fit.pool.concentration == .infinity)
    #expect(fit.distribution == nil)
    // The posterior of a group still differs from the others: no variance was found, not none proved.
    #expect(fit.posterior(group: 3).mean > fit.posterior(group: 0).mean)
  }

  @Test func `all zeros and all successes are flags without standard errors`() throws {
    let none = try ProportionPooling().fit(successes: [0, 0, 0], trials: [10, 12, 9])
    #expect(none.flags == [.noSuccesses, .dispersionNotIdentified])
    #expect(none.mean == 0)
    #expect(none.meanStandardError == nil && none.intraclassCorrelation == nil)
    let all = try ProportionPooling().fit(successes: [10, 12, 9], trials: [10, 12, 9])
    #expect(all.flags == [.allSuccesses, .dispersionNotIdentified])
    #expect(all.mean == 1)
    let (low, high) = (none.posterior(group: 1), all.posterior(group: 1))
    #expect(low.mean > 0 && low.mean < 0.05)
    expectClose(high.mean, 1 - low.mean, absolute: 1e-4)
    // Withheld counts that all may be zero say the same.
    let maybe = try ProportionPooling().fit(successes: [0...4, 0...4], trials: [30, 40])
    #expect(maybe.flags == [.noSuccesses, .dispersionNotIdentified, .intervalCounts])
  }

  @Test func `one group, or single trials, say nothing of the spread`() throws {
    let one = try ProportionPooling().fit(successes: [3, 0], trials: [10, 0])
    #expect(one.flags == [.dispersionNotIdentified])
    expectClose(one.mean, 0.3, relative: 1e-8)
    #expect(one.intraclassCorrelation == nil)
    let interval = one.posterior(group: 0).interval(probability: 0.95)
    #expect(interval.lowerBound > 0.05 && interval.upperBound < 0.7)
    let singles = try ProportionPooling().fit(successes: [0, 1, 1, 0], trials: [1, 1, 1, 1])
    #expect(singles.flags == [.dispersionNotIdentified])
  }

  @Test func `groups that are all or nothing have the largest spread`() throws {
    let fit = try ProportionPooling().fit(successes: [0, 8, 0, 9], trials: [7, 8, 5, 9])
    #expect(fit.flags == [.completeBetweenVariance])
    #expect(fit.intraclassCorrelation == 1)
    #expect(fit.posterior(group: 0).mean < 0.1 && fit.posterior(group: 1).mean > 0.9)
  }

  @Test func `rates without events, of one group and without spread are flagged`() throws {
    let none = try RatePooling().fit(counts: [0, 0, 0], exposures: [10, 12, 9])
    #expect(none.flags == [.noSuccesses, .dispersionNotIdentified])
    #expect(none.mean == 0 && none.logMeanStandardError == nil && none.shape == nil)
    #expect(none.posterior(group: 0).mean > 0)
    let one = try RatePooling().fit(counts: [3], exposures: [10])
    #expect(one.flags == [.dispersionNotIdentified])
    expectClose(one.mean, 0.3, relative: 1e-9)
    let equal = try RatePooling().fit(counts: [4, 5, 6], exposures: [10, 10, 10])
    #expect(equal.flags == [.noBetweenVariance])
    expectClose(equal.mean, 0.5, relative: 1e-9)
    expectClose(try #require(equal.logMeanStandardError), 1 / 15.0.squareRoot(), relative: 1e-6)
    #expect(equal.shape == .infinity && equal.logShapeStandardError == nil)
  }

  @Test func `impossible data are refused, and the group is named`() {
    let proportions = ProportionPooling()
    #expect(throws: PoolingError.invalidCounts(group: 1)) {
      try proportions.fit(successes: [1, 5], trials: [3, 4])
    }
    #expect(throws: PoolingError.invalidCounts(group: 0)) {
      try proportions.fit(successes: [(-1)...2], trials: [3])
    }
    #expect(throws: PoolingError.noData) { try proportions.fit(successes: [0], trials: [0]) }
    #expect(throws: PoolingError.noData) { try SharePooling().fit([]) }
    #expect(throws: PoolingError.noData) {
      try proportions.fit(successes: [0...9, 0...4], trials: [9, 4])
    }
    #expect(throws: PoolingError.invalidExposure(group: 1)) {
      try RatePooling().fit(counts: [1, 2], exposures: [3, .nan])
    }
    #expect(throws: PoolingError.invalidExposure(group: 0)) {
      try RatePooling().fit(counts: [1, 2], exposures: [0, 3])
    }
    #expect(throws: PoolingError.invalidCounts(group: 0)) {
      try RatePooling().fit(counts: [-1, 2], exposures: [1, 3])
    }
    #expect(throws: PoolingError.tooManyCombinations(group: 0)) {
      try RatePooling().fit(counts: [5...(.max)], exposures: [1])
    }
    #expect(throws: PoolingError.categories(group: 1)) {
      try SharePooling().fit([ShareGroup(counts: [1, 2]), ShareGroup(counts: [1, 2, 3])])
    }
    #expect(throws: PoolingError.emptyCategory(1)) {
      try SharePooling().fit([ShareGroup(counts: [1, 0, 2]), ShareGroup(counts: [1, 0, 3])])
    }
    #expect(throws: PoolingError.invalidCounts(group: 0)) {
      try SharePooling().fit([ShareGroup(counts: [1...4, 7...7], total: 20)])
    }
    #expect(throws: PoolingError.tooManyCombinations(group: 0)) {
      try SharePooling().fit([
        ShareGroup(counts: Array(repeating: 0...100, count: 6), total: 250)
      ])
    }
  }
}
