import Foundation
import LinearAlgebra

/// Shares of categories in schools of regions of a country, pooled at two levels.
///
///     y_i | p_i ~ Multinomial(n_i, p_i)      p_i ~ Dirichlet(M₁ q_r)      q_r ~ Dirichlet(M₂ π)
///
/// p_i is integrated out exactly (Dirichlet-multinomial). For each (M₁, M₂) of a grid the mode of the
/// log-ratios of all q_r and of π is found by Newton's method, and their distribution taken as normal around
/// it; the grid is weighted by the Laplace marginal likelihood times a prior in which the shrinkage
/// n/(n + M) at each level is uniform.
struct NestedShares: Sendable {
  /// What is known at one (M₁, M₂).
  struct Node: Sendable {
    var weight: Double
    let concentrations: (schools: Double, regions: Double)
    /// Of each region, and last of the country: the shares, and their covariance.
    let shares: [[Double]]
    let covariances: [Matrix]
  }

  private struct Mode {
    /// η of each region, and last θ.
    var logits: [[Double]]
    var value: Double
    var logDeterminant: Double
    var covariances: [Matrix]
  }

  private(set) var nodes: [Node] = []
  /// Whether more than half of the weight is where schools (regions) differ less than chance would show.
  private(set) var isFlat = (schools: false, regions: false)

  private let regions: [ShareLikelihood]
  private let k: Int

  /// - Parameter candidates: For each region, for each school, all vectors of counts it may have.
  init(_ candidates: [[[ShareLikelihood.Candidate]]], categories: Int) throws(PoolingError) {
    k = categories
    regions = candidates.map {
      ShareLikelihood(candidates: $0.filter { $0[0].total > 0 }, categories: categories)
    }
    let totals = candidates.map { $0.map { $0[0].total } }
    func typical(_ sizes: [Int]) -> Double {
      let used = sizes.filter { $0 > 0 }
      return Double(used.count) / used.reduce(0) { $0 + 1 / Double($1) }
    }
    let schoolSize = typical(totals.flatMap { $0 })
    let regionSize = typical(totals.map { $0.reduce(0, +) })
    var sums = [Double](repeating: 0.5, count: categories)
    for vectors in candidates.joined() {
      for c in 0..<categories {
        sums[c] += vectors.reduce(0) { $0 + Double($1.counts[c]) } / Double(vectors.count)
      }
    }
    let first = sums.dropLast().map { log($0 / sums[categories - 1]) }
    var start = [[Double]](repeating: Array(first), count: regions.count + 1)
    func prior(_ psi: Double, _ size: Double) -> Double {
      psi + log(size) - 2 * (log(size) + softplus(psi - log(size)))
    }
    var schools = (-1.0, log(schoolSize) + 6)
    var nation = (-1.0, log(regionSize) + 6)
    var best: [(node: Node, height: Double)] = []
    for round in 0..<4 {
      best = []
      let steps = round == 0 ? 7 : 9
      var heights = [[Double]](
        repeating: [Double](repeating: -.infinity, count: steps), count: steps)
      let one = (schools.1 - schools.0) / Double(steps)
      let two = (nation.1 - nation.0) / Double(steps)
      for a in 0..<steps {
        for step in 0..<steps {
          // To and fro, so that each start is a neighbour's mode.
          let b = a % 2 == 0 ? step : steps - 1 - step
          let psi1 = schools.0 + (Double(a) + 0.5) * one
          let psi2 = nation.0 + (Double(b) + 0.5) * two
          let mode = try mode(psi1, exp(psi2), start)
          start = mode.logits
          let height =
            mode.value - 0.5 * mode.logDeterminant + prior(psi1, schoolSize)
            + prior(psi2, regionSize)
          heights[a][b] = height
          best.append(
            (
              Node(
                weight: 0, concentrations: (exp(psi1), exp(psi2)),
                shares: mode.logits.map { ShareLikelihood.shares($0[...]) },
                covariances: mode.covariances), height
            ))
        }
      }
      let top = heights.joined().max() ?? 0
      let rows = heights.indices.filter { a in heights[a].contains { $0 > top - 7 } }
      let columns = heights.indices.filter { b in heights.contains { $0[b] > top - 7 } }
      guard let r0 = rows.first, let r1 = rows.last, let c0 = columns.first, let c1 = columns.last,
        round == 0 || rows.count < 6 || columns.count < 6
      else { break }
      schools = (
        schools.0 + Double(max(0, r0 - 1)) * one,
        schools.0 + Double(min(steps, r1 + 2)) * one
      )
      nation = (
        nation.0 + Double(max(0, c0 - 1)) * two,
        nation.0 + Double(min(steps, c1 + 2)) * two
      )
    }
    let top = best.reduce(-.infinity) { max($0, $1.height) }
    let sum = best.reduce(0) { $0 + exp($1.height - top) }
    var kept: [Node] = []
    for (node, height) in best {
      var node = node
      node.weight = exp(height - top) / sum
      if node.weight > 1e-3 { kept.append(node) }
    }
    let rest = kept.reduce(0) { $0 + $1.weight }
    for i in kept.indices { kept[i].weight /= rest }
    nodes = kept
    isFlat = (
      kept.reduce(0) { $0 + ($1.concentrations.schools > 20 * schoolSize ? $1.weight : 0) } > 0.5,
      kept.reduce(0) { $0 + ($1.concentrations.regions > 20 * regionSize ? $1.weight : 0) } > 0.5
    )
  }

  /// The posterior of the shares of a school, of a region (no vectors) or of the country, as mixtures over
  /// the grid of beta distributions with the mean and variance that each share has there.
  ///
  /// - Parameters:
  ///   - candidates: The counts that the school may have; one of zeros for a school yet to come.
  ///   - region: Its region.
  func posterior(candidates: [ShareLikelihood.Candidate], region: Int) -> [Mixture<Beta>] {
    var components = [[Beta]](repeating: [], count: k)
    var weights: [Double] = []
    let own = ShareLikelihood(candidates: [candidates], categories: k)
    for node in nodes {
      let m = node.concentrations.schools
      let q = node.shares[region]
      let chances = own.chances(q.map { max(1e-12 / m, $0) }, concentration: m)
      for (candidate, chance) in zip(candidates, chances) where chance > 1e-3 {
        weights.append(node.weight * chance)
        let n = Double(candidate.total)
        for c in 0..<k {
          let mean = (m * q[c] + Double(candidate.counts[c])) / (m + n)
          let moved = m / (m + n) * (m / (m + n)) * node.covariances[region][c, c]
          let variance = (mean * (1 - mean) - moved) / (m + n + 1) + moved
          components[c].append(Self.beta(mean, variance))
        }
      }
    }
    return components.map { Mixture(components: $0, weights: weights) }
  }

  /// The posterior of a region's mean shares; of the country's for the place after the last region.
  func meanShares(region: Int) -> [Mixture<Beta>] {
    (0..<k).map { c in
      Mixture(
        components: nodes.map { Self.beta($0.shares[region][c], $0.covariances[region][c, c]) },
        weights: nodes.map(\.weight))
    }
  }

  /// The mean shares of a region yet to come, or those of a school in it.
  func newRegion(isSchool: Bool) -> [Mixture<Beta>] {
    (0..<k).map { c in
      Mixture(
        components: nodes.map { node in
          let mean = node.shares[regions.count][c]
          let country = node.covariances[regions.count][c, c]
          let region =
            (mean * (1 - mean) - country) / (node.concentrations.regions + 1) + country
          let school = (mean * (1 - mean) - region) / (node.concentrations.schools + 1) + region
          return Self.beta(mean, isSchool ? school : region)
        }, weights: nodes.map(\.weight))
    }
  }

  private static func beta(_ mean: Double, _ variance: Double) -> Beta {
    let m = min(max(mean, 1e-12), 1 - 1e-12)
    let strength = max(1e-6, m * (1 - m) / max(variance, 1e-18) - 1)
    return Beta(alpha: m * strength, beta: (1 - m) * strength)
  }

  /// The mode at log M₁ and M₂.
  private func mode(
    _ psi: Double, _ m: Double, _ start: [[Double]]
  ) throws(PoolingError) -> Mode {
    var logits = start
    var height = value(logits, psi, m)
    for iteration in 1...200 {
      let system = system(logits, psi, m)
      guard let solved = system.solve() else { throw .noConvergence(iterations: iteration) }
      if solved.gain < 1e-9 {
        return Mode(
          logits: logits, value: height, logDeterminant: solved.logDeterminant,
          covariances: zip(logits, solved.covariances).map { eta, covariance in
            let q = ShareLikelihood.shares(eta[...])
            let jacobian = Matrix(
              rows: (0..<k).map { c in
                (0..<(k - 1)).map { q[c] * ((c == $0 ? 1 : 0) - q[$0]) }
              })
            return jacobian * covariance * jacobian.transposed
          })
      }
      var length = min(1, 3 / (solved.step.joined().reduce(0) { max($0, abs($1)) }))
      var moved = false
      while length > 1e-9 {
        let trial = zip(logits, solved.step).map { zip($0, $1).map { $0 + length * $1 } }
        let next = value(trial, psi, m)
        if next >= height - 1e-11 * abs(height) {
          (logits, height, moved) = (trial, next, true)
          break
        }
        length /= 2
      }
      guard moved else { throw .noConvergence(iterations: iteration) }
    }
    throw .noConvergence(iterations: 200)
  }

  private func value(_ logits: [[Double]], _ psi: Double, _ m: Double) -> Double {
    let pi = ShareLikelihood.shares(logits[regions.count][...])
    let alpha = pi.map { m * $0 }
    var sum = pi.reduce(0) { $0 + log($1) }
    let scale = logGamma(m) - alpha.reduce(0) { $0 + logGamma($1) }
    for (r, likelihood) in regions.enumerated() {
      let q = ShareLikelihood.shares(logits[r][...])
      sum += likelihood.value(q, logConcentration: psi) + scale
      for c in 0..<k { sum += alpha[c] * log(q[c]) }
    }
    return sum
  }

  /// Newton's system: blocks of the regions, with a border of θ.
  private func system(_ logits: [[Double]], _ psi: Double, _ m: Double) -> BorderedSystem {
    let free = k - 1
    let pi = ShareLikelihood.shares(logits[regions.count][...])
    let alpha = pi.map { m * $0 }
    var blocks: [BorderedSystem.Block] = []
    var logSums = [Double](repeating: 0, count: k)
    var border = Matrix(rows: free, columns: free, repeating: 0)
    for c in 0..<free {
      for p in 0..<free { border[c, p] = m * pi[c] * ((c == p ? 1 : 0) - pi[p]) }
    }
    for (r, likelihood) in regions.enumerated() {
      let q = ShareLikelihood.shares(logits[r][...])
      let at = likelihood.curvature(logits[r] + [psi])
      var gradient = [Double](repeating: 0, count: free)
      var information = Matrix(rows: free, columns: free, repeating: 0)
      for c in 0..<k { logSums[c] += log(q[c]) }
      for c in 0..<free {
        gradient[c] = at.gradient[c] + alpha[c] - m * q[c]
        for d in 0..<free {
          information[c, d] =
            m * q[c] * ((c == d ? 1 : 0) - q[d]) - at.hessian[c * k + d]
        }
      }
      blocks.append(.init(gradient: gradient, information: information))
    }
    let count = Double(regions.count)
    let first = (0..<k).map { logSums[$0] - count * Polygamma.digamma(alpha[$0]) }
    let second = alpha.map { -count * Polygamma.trigamma($0) }
    var gradient = [Double](repeating: 0, count: free)
    var information = Matrix(rows: free, columns: free, repeating: 0)
    func jacobian(_ c: Int, _ p: Int) -> Double { alpha[c] * ((c == p ? 1 : 0) - pi[p]) }
    for p in 0..<free {
      gradient[p] = 1 - Double(k) * pi[p]
      for c in 0..<k { gradient[p] += first[c] * jacobian(c, p) }
      for o in 0..<free {
        var sum = Double(k) * pi[p] * ((p == o ? 1 : 0) - pi[o])
        for c in 0..<k {
          sum -= second[c] * jacobian(c, p) * jacobian(c, o)
          let bend =
            ((c == p ? 1 : 0) - pi[p]) * ((c == o ? 1 : 0) - pi[o])
            - pi[p] * ((p == o ? 1 : 0) - pi[o])
          sum -= first[c] * alpha[c] * bend
        }
        information[p, o] = sum
      }
    }
    return BorderedSystem(
      blocks: blocks, border: border, last: .init(gradient: gradient, information: information))
  }
}

/// H·step = g, where H has blocks on its diagonal, one block that all others are joined to (each by
/// −border), and no other entries.
private struct BorderedSystem {
  struct Block {
    let gradient: [Double]
    let information: Matrix
  }

  struct Solution {
    let step: [[Double]]
    let gain: Double
    let logDeterminant: Double
    /// The blocks on the diagonal of H⁻¹.
    let covariances: [Matrix]
  }

  let blocks: [Block]
  let border: Matrix
  let last: Block

  /// With a growing ridge where H is not positive definite.
  func solve() -> Solution? {
    for ridge in [0, 1e-3, 1e-2, 0.1, 1, 10] {
      if let found = try? attempt(ridge) { return found }
    }
    return nil
  }

  private func attempt(_ ridge: Double) throws(LinearAlgebraError) -> Solution {
    func strengthened(_ matrix: Matrix) -> Matrix {
      var result = matrix
      for i in 0..<matrix.rows { result[i, i] += ridge * (1 + abs(matrix[i, i])) }
      return result
    }
    var rest = strengthened(last.information)
    var right = last.gradient
    var factors: [Cholesky] = []
    var joined: [Matrix] = []
    var logDeterminant = 0.0
    for block in blocks {
      let factor = try Cholesky(strengthened(block.information))
      let solved = try factor.solve(border)
      rest = rest - border.transposed * solved
      // The coupling is −border, so the eliminated gradient comes with a plus.
      right = zip(right, border.transposedTimes(try factor.solve(block.gradient)))
        .map { $0 + $1 }
      factors.append(factor)
      joined.append(solved)
      logDeterminant += factor.logDeterminant
    }
    let corner = try Cholesky(rest)
    logDeterminant += corner.logDeterminant
    let end = try corner.solve(right)
    let inner = try corner.covariance()
    var step: [[Double]] = []
    var covariances: [Matrix] = []
    var gain = zip(end, last.gradient).reduce(0) { $0 + $1.0 * $1.1 }
    for (b, block) in blocks.enumerated() {
      let own = try factors[b].solve(block.gradient)
      let moved = zip(own, joined[b] * end).map { $0 + $1 }
      gain += zip(moved, block.gradient).reduce(0) { $0 + $1.0 * $1.1 }
      step.append(moved)
      covariances.append(try factors[b].covariance() + joined[b] * inner * joined[b].transposed)
    }
    return Solution(
      step: step + [end], gain: gain, logDeterminant: logDeterminant,
      covariances: covariances + [inner])
  }
}

/// The first two derivatives of log Γ.
///
/// By recurrence to 10 and beyond by the asymptotic series: M. Abramowitz & I. A. Stegun, §6.3.18 and
/// 6.4.12; relative errors below 10⁻¹² away from the zero at 1.46.
enum Polygamma {
  static func digamma(_ x: Double) -> Double {
    var (x, shift) = (x, 0.0)
    while x < 10 {
      shift -= 1 / x
      x += 1
    }
    let s = 1 / (x * x)
    let series =
      s * (1 / 12.0 - s * (1 / 120.0 - s * (1 / 252.0 - s * (1 / 240.0 - s * (1 / 132.0)))))
    return shift + log(x) - 0.5 / x - series
  }

  static func trigamma(_ x: Double) -> Double {
    var (x, shift) = (x, 0.0)
    while x < 10 {
      shift += 1 / (x * x)
      x += 1
    }
    let s = 1 / (x * x)
    let series =
      1 / 6.0 - s * (1 / 30.0 - s * (1 / 42.0 - s * (1 / 30.0 - s * (5 / 66.0))))
    return shift + 1 / x + 0.5 * s + s / x * series
  }
}
