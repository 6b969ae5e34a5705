import Foundation
import TestSupport
import Testing

@testable import Models

// Expected values: Reference/pooling.txt (R 4.2.2, optim and VGAM 1.1-7), printed by optim to about eight
// digits of the standard errors.
@Suite struct ProportionPoolingTests {
  static let rats = Result { () throws(PoolingError) in
    try ProportionPooling().fit(successes: RatTumours.tumours, trials: RatTumours.rats)
  }

  @Test func `the data are those of the book`() {
    let shares = zip(RatTumours.tumours, RatTumours.rats).prefix(70).map { Double($0) / Double($1) }
    let mean = shares.reduce(0, +) / 70
    expectClose(mean, 0.136, absolute: 0.0005)
    let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 69
    expectClose(variance.squareRoot(), 0.103, absolute: 0.0005)
  }

  @Test func `the rat tumours give the estimates of R`() throws {
    let fit = try Self.rats.get()
    expectClose(fit.mean, 0.1422918586, relative: 1e-7)
    expectClose(try #require(fit.meanStandardError), 0.01300392, relative: 1e-6)
    expectClose(try #require(fit.intraclassCorrelation), 0.0572855187, relative: 1e-7)
    expectClose(
      try #require(fit.pool.intraclassCorrelationStandardError), 0.018155, relative: 1e-5)
    expectClose(fit.pool.logLikelihood, -156.568929883, relative: 1e-11)
    #expect(fit.flags.isEmpty)
    #expect(fit.pool.lastStep < 1e-8)
    let beta = try #require(fit.distribution)
    expectClose(beta.mean, fit.mean, relative: 1e-12)
  }

  @Test func `the log-likelihood is the sum of beta-binomial probabilities`() throws {
    let fit = try Self.rats.get()
    let beta = try #require(fit.distribution)
    let sum = zip(RatTumours.tumours, RatTumours.rats).reduce(0) {
      $0 + BetaBinomial(trials: $1.1, alpha: beta.alpha, beta: beta.beta).logProbability($1.0)
    }
    expectClose(fit.pool.logLikelihood, sum, relative: 1e-12)
  }

  @Test(arguments: [
    (0, 0.06215987390, 0.00641125886, 0.16275054442),
    (31, 0.12647414940, 0.02805094025, 0.27996718225),
    (66, 0.27007910318, 0.17085113357, 0.38435714738),
    (70, 0.21246952188, 0.08652961823, 0.38193742041),
  ]) func `posteriors are those of a brute grid`(
    group: Int, mean: Double, low: Double, high: Double
  ) throws {
    let posterior = try Self.rats.get().posterior(group: group)
    let interval = posterior.interval(probability: 0.95)
    // The grid of the fit leaves out what is below e⁻¹¹ of the top.
    expectClose(posterior.mean, mean, relative: 1e-4)
    expectClose(interval.lowerBound, low, relative: 3e-4)
    expectClose(interval.upperBound, high, relative: 3e-4)
  }

  @Test func `a new group, the mean and the spread have the intervals of a brute grid`() throws {
    let fit = try Self.rats.get()
    let new = fit.posterior(successes: 0...0, trials: 0)
    expectClose(new.mean, 0.1445628969, relative: 1e-4)
    expectClose(new.quantile(0.975), 0.3647230424, relative: 3e-4)
    let mean = fit.meanProportion.interval(probability: 0.95)
    // A beta distribution for each M: 0.02 standard deviations.
    expectClose(mean.lowerBound, 0.119222, absolute: 3e-4)
    expectClose(mean.upperBound, 0.172620, absolute: 3e-4)
    let rho = fit.pool.intraclassCorrelationInterval(probability: 0.95)
    expectClose(rho.lowerBound, 0.032081, absolute: 6e-4)  // 24 cells
    expectClose(rho.upperBound, 0.110770, absolute: 1e-3)
  }

  @Test func `with the book's prior the posterior means are the printed 2.4 and 14.3`() throws {
    let groups = zip(RatTumours.tumours, RatTumours.rats).map { [[$0, $1 - $0]] }
    let likelihood = ShareLikelihood(groups, categories: 2)
    // p(α, β) ∝ (α+β)^(−5/2), which is π(1−π) M^(−1/2) in logit π and log M; dτ ∝ M (1+M)^(−3/2) d log M.
    let grid = try HyperGrid(start: -1.8, scale: { $0 }) { u, psi in
      let at = likelihood.curvature([u, psi])
      let pi = 1 / (1 + exp(-u))
      return (
        at.value - softplus(-u) - softplus(u) - 1.5 * psi + 1.5 * softplus(psi),
        at.gradient[0] + 1 - 2 * pi,
        at.hessian[0] - 2 * pi * (1 - pi)
      )
    }
    let alpha = grid.nodes.reduce(0) {
      $0 + $1.weight * exp($1.logConcentration) / (1 + exp(-$1.mean))
    }
    let beta = grid.nodes.reduce(0) {
      $0 + $1.weight * exp($1.logConcentration) / (1 + exp($1.mean))
    }
    expectClose(alpha, 2.4, absolute: 0.05)
    expectClose(beta, 14.3, absolute: 0.05)
  }

  @Test func `withheld counts enter as intervals`() throws {
    let fit = try ProportionPooling().fit(
      successes: RatTumours.withheld, trials: RatTumours.rats)
    expectClose(fit.mean, 0.137744047709, relative: 1e-6)
    expectClose(try #require(fit.meanStandardError), 0.0137689403, relative: 1e-6)
    expectClose(try #require(fit.intraclassCorrelation), 0.0581950432, relative: 1e-6)
    expectClose(fit.pool.logLikelihood, -107.580614279, relative: 1e-11)
    #expect(fit.flags == [.intervalCounts])
    // What is known within bounds says less than what is known: between the posteriors of the bounds.
    let bounded = fit.posterior(successes: 1...4, trials: 20)
    let low = fit.posterior(successes: 1...1, trials: 20)
    let high = fit.posterior(successes: 4...4, trials: 20)
    #expect(bounded.mean > low.mean && bounded.mean < high.mean)
    #expect(bounded.variance > min(low.variance, high.variance))
    // Everything is possible: as much as nothing.
    let nothing = fit.posterior(successes: 0...20, trials: 20)
    expectClose(nothing.mean, fit.posterior(successes: 0...0, trials: 0).mean, relative: 1e-5)
  }

  @Test func `the derivatives are those of the log-likelihood`() {
    let groups = [[[3, 17]], [[1, 9], [2, 8], [3, 7]], [[0, 6]], [[11, 4]]]
    let likelihood = ShareLikelihood(groups, categories: 2)
    for at in [[-0.7, 0.4], [0.3, 5], [1, -2.0]] {
      let exact = likelihood.curvature(at)
      for i in 0..<2 {
        let h = 1e-5
        var (above, below) = (at, at)
        above[i] += h
        below[i] -= h
        let (up, down) = (likelihood.curvature(above), likelihood.curvature(below))
        expectClose((up.value - down.value) / (2 * h), exact.gradient[i], absolute: 1e-7)
        for j in 0..<2 {
          expectClose(
            (up.gradient[j] - down.gradient[j]) / (2 * h), exact.hessian[2 * i + j], absolute: 1e-7)
        }
      }
    }
  }

  @Test func `the order of the groups changes nothing, and exchanging success and failure mirrors`()
    throws
  {
    let (y, n) = ([3, 9, 0, 7, 12, 2], [10, 12, 8, 30, 14, 9])
    let fit = try ProportionPooling().fit(successes: y, trials: n)
    let back = try ProportionPooling().fit(successes: y.reversed(), trials: n.reversed())
    let mirror = try ProportionPooling().fit(successes: zip(y, n).map { $1 - $0 }, trials: n)
    expectClose(back.mean, fit.mean, relative: 1e-9)
    expectClose(mirror.mean, 1 - fit.mean, relative: 1e-9)
    let (one, other) = (fit.posterior(group: 1), mirror.pool.posterior(category: 1, group: 1))
    expectClose(back.posterior(group: 4).mean, one.mean, relative: 1e-6)
    expectClose(other.mean, one.mean, relative: 1e-3)
    expectClose(other.quantile(0.9), one.quantile(0.9), relative: 1e-3)
  }
}
