import Foundation

/// The Dirichlet-multinomial log-likelihood of groups, in the logits of the shares against the last one
/// and ψ = log M.
///
///     ℓ = Σᵢ log Σ_y P(y),   log P(y) = log(n!/∏y_c!) + Σ_c [y_c log π_c + Q(y_c; Mπ_c)] − Q(n; M)
///     Q(y; α) = Σ_{j<y} log(1 + j/α)
///
/// where the inner sum runs over the vectors y that the bounds allow. This form has no large terms that
/// cancel when M is large. With sums over j made once for all groups, a group costs a look-up a category:
/// each vector of counts is kept as the places of its sums.
/// The derivatives of a sum over y are the mean of the derivatives under the probabilities of the y, and
/// for the second the variance of the first besides (Louis 1982).
struct ShareLikelihood: HyperLikelihood {
  struct Candidate: Hashable, Sendable {
    let counts: [Int]
    let total: Int
    /// log n!/∏y!
    let coefficient: Double
  }

  /// Groups that may have the same vectors.
  private struct Group: Sendable {
    let first: Int
    let end: Int
    /// How many groups they are.
    var times: Double
  }

  /// Q and its derivatives, with the logarithms that each count comes with.
  private struct Tables {
    var sums: RisingSums
    /// y log π_c + Q(y; Mπ_c), and −Q(n; M) for a total.
    var terms: [Double]
  }

  let categories: Int
  /// The harmonic mean of the totals.
  let typicalTotal: Double
  private let groups: [Group]
  /// The different counts of each category, and last the different totals, increasing.
  private let counts: [[Int]]
  /// Where the counts of each category begin among all.
  private let offsets: [Int]
  /// By vector, the place of each count and of the total.
  private let places: [Int]
  private let coefficients: [Double]
  private let mostCandidates: Int

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
    var groups: [Group] = []
    var different: [Candidate] = []
    for vectors in candidates {
      if let place = order[vectors] {
        groups[place].times += 1
        continue
      }
      order[vectors] = groups.count
      groups.append(
        Group(first: different.count, end: different.count + vectors.count, times: 1))
      different += vectors
    }
    self.groups = groups
    mostCandidates = groups.reduce(0) { max($0, $1.end - $1.first) }
    coefficients = different.map(\.coefficient)
    var counts: [[Int]] = []
    var offsets = [0]
    var lookup: [[Int: Int]] = []
    for c in 0...categories {
      let own = Set(different.map { c < categories ? $0.counts[c] : $0.total }).sorted()
      let first = offsets[c]
      lookup.append(
        Dictionary(uniqueKeysWithValues: own.enumerated().map { ($1, first + $0) }))
      offsets.append(first + own.count)
      counts.append(own)
    }
    self.counts = counts
    self.offsets = offsets
    places = different.flatMap { candidate in
      (0...categories).map { c in
        lookup[c][c < categories ? candidate.counts[c] : candidate.total] ?? 0
      }
    }
    let inverses = candidates.reduce(0) { $0 + 1 / Double($1[0].total) }
    typicalTotal = Double(candidates.count) / inverses
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
    // From log α to the logits and ψ: J_cp = δ_cp − π_p, and 1 for ψ.
    var gradient = [Double](repeating: 0, count: k)
    var hessian = [Double](repeating: 0, count: k * k)
    var sums = gradient
    for c in 0..<k {
      for d in 0..<k { sums[c] += inner.hessian[c * k + d] }
    }
    let whole = sums.reduce(0, +)
    gradient[k - 1] = inner.concentration
    hessian[k * k - 1] = whole
    for p in 0..<(k - 1) {
      gradient[p] = inner.gradient[p] - shares[p] * inner.concentration
      let cross = sums[p] - shares[p] * whole
      (hessian[p * k + k - 1], hessian[(k - 1) * k + p]) = (cross, cross)
      for q in 0...p {
        let bend = inner.concentration * ((p == q ? shares[p] : 0) - shares[p] * shares[q])
        let value = inner.hessian[p * k + q] - shares[q] * sums[p] - shares[p] * sums[q]
        let sum = value + shares[p] * shares[q] * whole - bend
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

  /// The log-likelihood alone.
  func value(_ shares: [Double], logConcentration: Double) -> Double {
    let tables = tables(shares, exp(logConcentration))
    var sum = 0.0
    var logs = [Double](repeating: 0, count: mostCandidates)
    for group in groups { sum += group.times * chances(group, tables, &logs) }
    return sum
  }

  /// The chances of the vectors that the only group may have.
  func chances(_ shares: [Double], concentration: Double) -> [Double] {
    var chances = [Double](repeating: 1, count: mostCandidates)
    if chances.count > 1 {
      _ = self.chances(groups[0], tables(shares, concentration), &chances)
    }
    return chances
  }

  func logShape(_ shares: [Double], logConcentration: Double) -> Inner {
    let k = categories
    let tables = tables(shares, exp(logConcentration))
    var result = Inner(
      gradient: Array(repeating: 0, count: k), hessian: Array(repeating: 0, count: k * k))
    var moments = Moments(k)
    var chances = [Double](repeating: 0, count: mostCandidates)
    for group in groups {
      result.value += group.times * self.chances(group, tables, &chances)
      moments.begin()
      for i in group.first..<group.end {
        add(i, group.end - group.first > 1 ? chances[i - group.first] : 1, shares, tables, &moments)
      }
      moments.add(group.times, shares, to: &result)
    }
    return result
  }

  private func tables(_ shares: [Double], _ concentration: Double) -> Tables {
    var tables = Tables(sums: RisingSums(capacity: offsets[categories + 1]), terms: [])
    tables.terms.reserveCapacity(offsets[categories + 1])
    for c in 0...categories {
      tables.sums.append(
        c < categories ? concentration * shares[c] : concentration, at: counts[c])
      let logShare = c < categories ? log(shares[c]) : 0
      for (place, y) in counts[c].enumerated() {
        let excess = tables.sums.excess[offsets[c] + place]
        tables.terms.append(
          c == categories ? -excess : y == 0 ? 0 : Double(y) * logShare + excess)
      }
    }
    return tables
  }

  /// The chances of the vectors of a group; returns the logarithm of the sum of their probabilities.
  private func chances(_ group: Group, _ tables: Tables, _ chances: inout [Double]) -> Double {
    let width = categories + 1
    var highest = -Double.infinity
    for i in group.first..<group.end {
      var value = coefficients[i]
      for c in 0..<width { value += tables.terms[places[i * width + c]] }
      chances[i - group.first] = value
      if value > highest { highest = value }
    }
    let count = group.end - group.first
    if count == 1 { return chances[0] }
    var sum = 0.0
    for i in 0..<count {
      chances[i] = exp(chances[i] - highest)
      sum += chances[i]
    }
    for i in 0..<count { chances[i] /= sum }
    return highest + log(sum)
  }

  /// The mean over the vectors of a group of their derivatives, and the covariance of the first ones,
  /// from those of the first vector.
  private struct Moments {
    var origin: [Double]
    var mean: [Double]
    var square: [Double]
    var second: [Double]
    /// Of π_c and of π_c π_d in the second derivatives.
    var all = 0.0
    var spread = 0.0
    var concentration = 0.0
    var isFirst = true

    init(_ k: Int) {
      origin = [Double](repeating: 0, count: k)
      (mean, second) = (origin, origin)
      square = [Double](repeating: 0, count: k * k)
    }

    mutating func begin() {
      (all, spread, concentration, isFirst) = (0, 0, 0, true)
      for c in mean.indices { (mean[c], second[c]) = (0, 0) }
      for i in square.indices { square[i] = 0 }
    }

    func add(_ times: Double, _ shares: [Double], to result: inout Inner) {
      let k = mean.count
      result.concentration += times * concentration
      for c in 0..<k {
        result.gradient[c] += times * (origin[c] + mean[c])
        result.hessian[c * k + c] += times * (second[c] - shares[c] * all)
        for d in 0...c {
          let value =
            times * (shares[c] * shares[d] * spread + square[c * k + d] - mean[c] * mean[d])
          result.hessian[c * k + d] += value
          if d < c { result.hessian[d * k + c] += value }
        }
      }
    }
  }

  /// Adds the derivatives of one vector of counts.
  private func add(
    _ candidate: Int, _ chance: Double, _ shares: [Double], _ tables: Tables,
    _ moments: inout Moments
  ) {
    let k = categories
    let first = candidate * (k + 1)
    let n = places[first + k]
    let all = tables.sums.first[n]
    moments.all += chance * all
    moments.spread += chance * (all - tables.sums.second[n])
    var concentration = tables.sums.rest[n]
    for c in 0..<k {
      let y = places[first + c]
      let gradient = tables.sums.first[y] - shares[c] * all
      concentration -= tables.sums.rest[y]
      moments.second[c] += chance * tables.sums.second[y]
      if moments.isFirst {
        moments.origin[c] = gradient
      } else {
        let away = gradient - moments.origin[c]
        moments.mean[c] += chance * away
        // Those of the categories before are not yet lost.
        moments.square[c * k + c] += chance * away * away
        for d in 0..<c {
          let other = tables.sums.first[places[first + d]] - shares[d] * all - moments.origin[d]
          moments.square[c * k + d] += chance * away * other
        }
      }
    }
    moments.concentration += chance * concentration
    moments.isFirst = false
  }
}
