import Foundation
import TestSupport
import Testing

@testable import Models

@Suite struct ShareLikelihoodTests {
  /// Sums of few pupils and of many, of small and of large α, at some places only.
  @Test(arguments: [1e-6, 0.3, 17, 4e9]) func `sums asked at some counts are those of all`(
    alpha: Double
  ) {
    let counts = [0, 1, 2, 7, 150, 2_000]
    var some = RisingSums(capacity: counts.count)
    some.append(alpha, at: counts)
    var (excess, first, rest, second) = (0.0, 0.0, 0.0, 0.0)
    for j in 0..<2_000 {
      if let place = counts.firstIndex(of: j) {
        expectClose(some.excess[place], excess, relative: 1e-12, absolute: 1e-300)
        expectClose(some.first[place], first, relative: 1e-12, absolute: 1e-300)
        expectClose(some.rest[place], rest, relative: 1e-12, absolute: 1e-300)
        expectClose(some.second[place], second, relative: 1e-12, absolute: 1e-300)
      }
      let j = Double(j)
      excess += log1p(j / alpha)
      first += alpha / (alpha + j)
      rest += j / (alpha + j)
      second += alpha * j / ((alpha + j) * (alpha + j))
    }
  }

  /// The likelihood of groups within bounds, by sums over Dirichlet-multinomial probabilities, and its slopes by
  /// differences.
  @Test func `bounds: the value is the sum over the vectors, the derivatives its differences`() {
    let groups = [
      [[3, 9, 1]], [[1, 10, 2], [2, 10, 1]], [[0, 20, 5], [1, 19, 5], [2, 18, 5]], [[3, 9, 1]],
    ]
    let likelihood = ShareLikelihood(groups, categories: 3)
    func direct(_ x: [Double]) -> Double {
      let shares = ShareLikelihood.shares(x[..<2])
      return groups.reduce(0) { sum, vectors in
        sum
          + log(
            vectors.reduce(0) { sum, vector in
              let one = DirichletMultinomial(
                trials: vector.reduce(0, +), shapes: shares.map { exp(x[2]) * $0 })
              return sum + exp(one.logProbability(vector))
            })
      }
    }
    let x = [-1.2, 0.9, 2.1]
    let at = likelihood.curvature(x)
    expectClose(at.value, direct(x), relative: 1e-11)
    let shares = ShareLikelihood.shares(x[..<2])
    expectClose(likelihood.value(shares, logConcentration: x[2]), at.value, relative: 1e-13)
    let step = 1e-4
    for p in 0..<3 {
      var (up, down) = (x, x)
      up[p] += step
      down[p] -= step
      // Central differences: step² times a third derivative.
      expectClose(at.gradient[p], (direct(up) - direct(down)) / (2 * step), absolute: 1e-5)
      let (above, below) = (likelihood.curvature(up), likelihood.curvature(down))
      for q in 0..<3 {
        expectClose(
          at.hessian[p * 3 + q], (above.gradient[q] - below.gradient[q]) / (2 * step),
          absolute: 1e-5)
      }
    }
  }
}
