import Foundation

/// The Dirichlet-multinomial log-likelihood of groups, in the logits of the shares against the last one
/// and ψ = log M.
///
///     ℓ = Σᵢ log Σ_y P(y),   log P(y) = log(n!/∏y_c!) + Σ_c [y_c log π_c + Q(y_c; Mπ_c)] − Q(n; M)
///     Q(y; α) = Σ_{j<y} log(1 + j/α)
///
/// where the inner sum runs over the vectors y that the bounds allow. This form has no large terms that
/// cancel when M is large. With sums over j made once for all groups, a group costs a look-up a category.
/// The derivatives of a sum over y are the mean of the derivatives under the probabilities of the y, and
/// for the second the variance of the first besides (Louis 1982).
struct ShareLikelihood: HyperLikelihood {
  let categories: Int
  /// The vectors of counts that each distinct group may have, and how many groups share them.
  private let groups: [(candidates: [Candidate], times: Double)]
  private let largest: [Int]
  private let largestTotal: Int
  /// The harmonic mean of the totals.
  let typicalTotal: Double

  struct Candidate: Hashable, Sendable {
    let counts: [Int]
    let total: Int
    /// log n!/∏y!
    let coefficient: Double
  }

  var dimension: Int { categories }

  /// - Parameter combinations: For each group, all vectors of counts it may have.
  init(_ combinations: [[[Int]]], categories: Int) {
    self.init(candidates: combinations.map { $0.map(Self.candidate) }, categories: categories)
  }

  /// - Parameter candidates: For each group, all vectors of counts it may have, each with the logarithm of
  ///   the number of ways in which it may have come about.
  init(candidates: [[Candidate]], categories: Int) {
    self.categories = categories
    var order: [[Candidate]: Int] = [:]
    var groups: [(candidates: [Candidate], times: Double)] = []
    for vectors in candidates {
      if let place = order[vectors] {
        groups[place].times += 1
        continue
      }
      order[vectors] = groups.count
      groups.append((vectors, 1))
    }
    self.groups = groups
    largest = (0..<categories).map { c in
      candidates.reduce(0) { max($0, $1.reduce(0) { max($0, $1.counts[c]) }) }
    }
    let inverses = candidates.reduce(0) { $0 + 1 / Double($1[0].total) }
    typicalTotal = Double(candidates.count) / inverses
    largestTotal = candidates.reduce(0) { max($0, $1.first?.total ?? 0) }
  }

  static func candidate(_ counts: [Int]) -> Candidate {
    let total = counts.reduce(0, +)
    let parts = counts.reduce(0) { $0 + logGamma(Double($1) + 1) }
    return Candidate(counts: counts, total: total, coefficient: logGamma(Double(total) + 1) - parts)
  }

  /// The shares of the logits.
  static func shares(_ logits: ArraySlice<Double>) -> [Double] {
    let all = logits + [0]
    let highest = all.max() ?? 0
    let parts = all.map { exp($0 - highest) }
    let sum = parts.reduce(0, +)
    return parts.map { $0 / sum }
  }

  func curvature(_ parameters: [Double]) -> Curvature {
    let k = categories
    let shares = Self.shares(parameters[..<(k - 1)])
    let inner = logShape(shares, logConcentration: parameters[k - 1])
    // From log α to the logits and ψ: J_ck = δ_ck − π_k and 1.
    var gradient = [Double](repeating: 0, count: k)
    var hessian = [Double](repeating: 0, count: k * k)
    func jacobian(_ c: Int, _ p: Int) -> Double {
      p == k - 1 ? 1 : (c == p ? 1 : 0) - shares[p]
    }
    gradient[k - 1] = inner.concentration
    for p in 0..<(k - 1) { gradient[p] = inner.gradient[p] - shares[p] * inner.concentration }
    for p in 0..<k {
      for q in 0...p {
        var sum = 0.0
        for c in 0..<k {
          for d in 0..<k {
            sum += jacobian(c, p) * inner.hessian[c * k + d] * jacobian(d, q)
          }
        }
        if p < k - 1 {
          sum -= inner.concentration * ((p == q ? shares[p] : 0) - shares[p] * shares[q])
        }
        (hessian[p * k + q], hessian[q * k + p]) = (sum, sum)
      }
    }
    return Curvature(value: inner.value, gradient: gradient, hessian: hessian)
  }

  /// The log-likelihood with its derivatives in log α; `concentration` is the sum of the gradient, in the
  /// form that keeps its digits when M is large.
  struct Inner {
    var value = 0.0
    var gradient: [Double]
    var concentration = 0.0
    var hessian: [Double]
  }

  func logShape(_ shares: [Double], logConcentration: Double) -> Inner {
    let k = categories
    let m = exp(logConcentration)
    let logs = shares.map { log($0) }
    let sums = (0..<k).map { RisingSums(m * shares[$0], upTo: largest[$0]) }
    let totals = RisingSums(m, upTo: largestTotal)
    var result = Inner(
      gradient: Array(repeating: 0, count: k), hessian: Array(repeating: 0, count: k * k))
    for (candidates, times) in groups {
      if candidates.count == 1 {
        let candidate = candidates[0]
        result.value += times * logProbability(candidate, logs, sums, totals)
        add(candidate, times, shares, sums, totals, to: &result)
      } else {
        add(candidates, times, shares, logs, sums, totals, to: &result)
      }
    }
    return result
  }

  private func logProbability(
    _ candidate: Candidate, _ logs: [Double], _ sums: [RisingSums], _ totals: RisingSums
  ) -> Double {
    var value = candidate.coefficient - totals.excess[candidate.total]
    for (c, y) in candidate.counts.enumerated() where y > 0 {
      value += Double(y) * logs[c] + sums[c].excess[y]
    }
    return value
  }

  /// Adds the derivatives of one vector of counts.
  private func add(
    _ candidate: Candidate, _ times: Double, _ shares: [Double], _ sums: [RisingSums],
    _ totals: RisingSums, to result: inout Inner
  ) {
    let k = categories
    let n = candidate.total
    let all = times * totals.first[n]
    let spread = all - times * totals.second[n]
    result.concentration += times * totals.rest[n]
    for c in 0..<k {
      let y = candidate.counts[c]
      result.gradient[c] += times * sums[c].first[y] - shares[c] * all
      result.concentration -= times * sums[c].rest[y]
      result.hessian[c * k + c] += times * sums[c].second[y] - shares[c] * all
      for d in 0..<k { result.hessian[c * k + d] += shares[c] * shares[d] * spread }
    }
  }

  /// Adds a group whose counts are known within bounds.
  private func add(
    _ candidates: [Candidate], _ times: Double, _ shares: [Double], _ logs: [Double],
    _ sums: [RisingSums], _ totals: RisingSums, to result: inout Inner
  ) {
    let k = categories
    let logarithms = candidates.map { logProbability($0, logs, sums, totals) }
    let highest = logarithms.max() ?? 0
    let parts = logarithms.map { exp($0 - highest) }
    let sum = parts.reduce(0, +)
    result.value += times * (highest + log(sum))
    var mean = [Double](repeating: 0, count: k)
    var own = Inner(
      gradient: Array(repeating: 0, count: k), hessian: Array(repeating: 0, count: k * k))
    var gradients: [[Double]] = []
    for (candidate, part) in zip(candidates, parts) {
      var one = Inner(
        gradient: Array(repeating: 0, count: k), hessian: Array(repeating: 0, count: k * k))
      let weight = part / sum
      add(candidate, 1, shares, sums, totals, to: &one)
      gradients.append(one.gradient)
      for c in 0..<k { mean[c] += weight * one.gradient[c] }
      for i in 0..<(k * k) { own.hessian[i] += weight * one.hessian[i] }
      own.concentration += weight * one.concentration
    }
    for (gradient, part) in zip(gradients, parts) {
      for c in 0..<k {
        for d in 0..<k {
          own.hessian[c * k + d] += part / sum * (gradient[c] - mean[c]) * (gradient[d] - mean[d])
        }
      }
    }
    for c in 0..<k { result.gradient[c] += times * mean[c] }
    result.concentration += times * own.concentration
    for i in 0..<(k * k) { result.hessian[i] += times * own.hessian[i] }
  }
}
