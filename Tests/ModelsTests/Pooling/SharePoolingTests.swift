import Foundation
import TestSupport
import Testing

@testable import Models

// Expected values: Reference/pooling.txt (R 4.2.2: optim, VGAM dirmultinomial; data set HairEyeColor).
@Suite struct SharePoolingTests {
  /// Brown, blue, hazel and green eyes by colour of hair (black, brown, red, blond), men and then women.
  static let eyes = [
    [32, 11, 10, 3], [53, 50, 25, 15], [10, 10, 7, 7], [3, 30, 5, 8],
    [36, 9, 5, 2], [66, 34, 29, 14], [16, 7, 7, 7], [4, 64, 5, 8],
  ]

  @Test func `the colours of eyes give the estimates of R`() throws {
    let fit = try SharePooling().fit(Self.eyes.map { ShareGroup(counts: $0) })
    let shares = [0.324062726, 0.348498209, 0.181676041, 0.145763024]
    let errors = [0.053039818, 0.053350177, 0.041296427, 0.037070269]
    for c in 0..<4 {
      expectClose(fit.shares[c], shares[c], relative: 1e-6)  // optim stops there
      expectClose(try #require(fit.shareStandardErrors)[c], errors[c], relative: 1e-6)
    }
    expectClose(try #require(fit.intraclassCorrelation), 0.0897091714, relative: 1e-6)
    expectClose(
      try #require(fit.intraclassCorrelationStandardError), 0.0271751027, relative: 1e-5)
    expectClose(fit.logLikelihood, -80.7917153686, relative: 1e-10)
    expectClose(fit.shares.reduce(0, +), 1, absolute: 1e-14)
    #expect(fit.flags.isEmpty)
  }

  @Test func `withheld cells enter as all that fits the total`() throws {
    let groups = Self.eyes.map { row in
      ShareGroup(counts: row.map { $0 <= 7 ? 1...7 : $0...$0 }, total: row.reduce(0, +))
    }
    #expect(try groups.map { try $0.combinations(group: 0).count } == [1, 1, 1, 7, 6, 1, 1, 6])
    let fit = try SharePooling().fit(groups)
    let shares = [0.341896953, 0.347862257, 0.160575762, 0.149665029]
    for c in 0..<4 { expectClose(fit.shares[c], shares[c], relative: 1e-6) }
    expectClose(try #require(fit.intraclassCorrelation), 0.0875336452, relative: 1e-6)
    expectClose(fit.logLikelihood, -75.0363525111, relative: 1e-10)
    #expect(fit.flags == [.intervalCounts])
  }

  @Test func `posterior shares lie between the group's own and the pool's, and sum to one`() throws
  {
    let fit = try SharePooling().fit(Self.eyes.map { ShareGroup(counts: $0) })
    for (i, row) in Self.eyes.enumerated() {
      let means = (0..<4).map { fit.posterior(category: $0, group: i).mean }
      // Each category has a grid of its own, so that the sum is one only nearly.
      expectClose(means.reduce(0, +), 1, absolute: 0.003)
      let total = Double(row.reduce(0, +))
      for c in 0..<4 {
        let own = Double(row[c]) / total
        let ends = [own, fit.shares[c]].sorted()
        #expect(means[c] > ends[0] - 0.005 && means[c] < ends[1] + 0.005)
      }
    }
  }

  @Test func `two categories are the beta-binomial model`() throws {
    let (y, n) = ([3, 9, 0, 7, 12, 2], [10, 12, 8, 30, 14, 9])
    let pair = try SharePooling().fit(zip(y, n).map { ShareGroup(counts: [$0, $1 - $0]) })
    let one = try ProportionPooling().fit(successes: y, trials: n)
    #expect(pair.shares[0] == one.mean)
    #expect(pair.logLikelihood == one.pool.logLikelihood)
    let (left, right) = (
      pair.posterior(category: 0, group: 3), pair.posterior(category: 1, group: 3)
    )
    expectClose(left.mean + right.mean, 1, relative: 1e-12)
    expectClose(left.quantile(0.1), 1 - right.quantile(0.9), relative: 1e-9)
  }

  @Test func `the derivatives are those of the log-likelihood, with cells unknown`() throws {
    let groups = [
      [[3, 17, 4]], [[1, 9, 2], [2, 8, 2], [3, 7, 2], [2, 7, 3]], [[0, 6, 1]], [[11, 4, 8]],
    ]
    let likelihood = ShareLikelihood(groups, categories: 3)
    for at in [[-0.7, 0.4, 1.5], [0.3, 0.1, 5], [1, -1, -2.0]] {
      let exact = likelihood.curvature(at)
      for i in 0..<3 {
        let h = 1e-5
        var (above, below) = (at, at)
        above[i] += h
        below[i] -= h
        let (up, down) = (likelihood.curvature(above), likelihood.curvature(below))
        expectClose((up.value - down.value) / (2 * h), exact.gradient[i], absolute: 1e-7)
        for j in 0..<3 {
          expectClose(
            (up.gradient[j] - down.gradient[j]) / (2 * h), exact.hessian[3 * i + j], absolute: 1e-7)
        }
      }
    }
  }
}
