import Foundation
import LinearAlgebra

/// The multinomial likelihood of one state's rates, some of whose cells are known within bounds.
///
///     L(p) = ∏ᵢ Σ_y w(y) n!/∏y_c! ∏ p_c^{y_c},      the sum over the vectors y that the bounds allow
///
/// w = 1 where the stock n is known. Where it is not, w = 1/n: the number of pupils is then that of a
/// Poisson distribution whose mean has the prior dλ/λ, which says nothing of its scale.
struct FlowLikelihood: Sendable {
  struct Candidate: Hashable, Sendable {
    let counts: [Int]
    let total: Int
    /// log(w n!/∏y!)
    let coefficient: Double
  }

  /// What the data and the rates say of the counts.
  struct Expectation {
    var logLikelihood = 0.0
    /// Σ E[y | bounds].
    var counts: [Double]
    /// Σ Cov(y − n p | bounds), row after row.
    var missing: [Double]
    var total: Double { counts.reduce(0, +) }
  }

  let categories: Int
  /// The sum of the rows that are known exactly.
  let exact: [Int]
  /// The vectors of each row that is not.
  let bounded: [[Candidate]]
  private let constant: Double

  init(_ table: FlowTable, state: Int) throws(EstimationError) {
    let rows = table.rows(of: state)
    try self.init(
      rows, categories: table.space.destinations[state].count,
      name: table.space.states[state].name)
  }

  init(
    _ rows: [(year: Int, row: FlowTable.Row)], categories: Int, name: String
  ) throws(EstimationError) {
    self.categories = categories
    var exact = [Int](repeating: 0, count: categories)
    var bounded: [[Candidate]] = []
    var constant = 0.0
    for (year, row) in rows {
      // Bounds that leave one vector are no bounds.
      let vectors = try row.combinations(year: year, state: name)
      if vectors.count == 1 {
        for c in 0..<categories { exact[c] += vectors[0][c] }
        constant += Self.coefficient(vectors[0])
      } else {
        let isKnown = row.total.map { $0.lowerBound == $0.upperBound } ?? false
        bounded.append(
          vectors.map { vector in
            let n = vector.reduce(0, +)
            let weight = isKnown ? 0 : -log(Double(max(1, n)))
            return Candidate(
              counts: vector, total: n, coefficient: Self.coefficient(vector) + weight)
          })
      }
    }
    self.exact = exact
    self.bounded = bounded
    self.constant = constant
  }

  private static func coefficient(_ counts: [Int]) -> Double {
    counts.reduce(logGamma(Double(counts.reduce(0, +)) + 1)) { $0 - logGamma(Double($1) + 1) }
  }

  /// Whether there can have been a pupil.
  var hasData: Bool {
    exact.contains { $0 > 0 } || bounded.contains { $0.contains { $0.total > 0 } }
  }

  /// The chances of the vectors of one row, and the logarithm of their sum.
  static func chances(
    _ candidates: [Candidate], _ logRates: [Double]
  ) -> (chances: [Double], logSum: Double) {
    let logs = candidates.map { candidate in
      var sum = candidate.coefficient
      for (y, rate) in zip(candidate.counts, logRates) where y > 0 { sum += Double(y) * rate }
      return sum
    }
    let highest = logs.max() ?? 0
    guard highest > -.infinity else { return (logs.map { _ in 0 }, -.infinity) }
    let parts = logs.map { exp($0 - highest) }
    let sum = parts.reduce(0, +)
    return (parts.map { $0 / sum }, highest + log(sum))
  }

  /// The E-step, with what Louis's formula needs.
  func expectation(_ rates: [Double]) -> Expectation {
    let k = categories
    let logs = rates.map { log($0) }
    var result = Expectation(
      counts: exact.map(Double.init), missing: [Double](repeating: 0, count: k * k))
    result.logLikelihood = constant
    for (y, rate) in zip(exact, logs) where y > 0 { result.logLikelihood += Double(y) * rate }
    for candidates in bounded {
      let (chances, logSum) = Self.chances(candidates, logs)
      result.logLikelihood += logSum
      var mean = [Double](repeating: 0, count: k)
      var score = [Double](repeating: 0, count: k)
      for (candidate, chance) in zip(candidates, chances) {
        for c in 0..<k {
          mean[c] += chance * Double(candidate.counts[c])
          score[c] += chance * (Double(candidate.counts[c]) - Double(candidate.total) * rates[c])
        }
      }
      for (candidate, chance) in zip(candidates, chances) where chance > 0 {
        let n = Double(candidate.total)
        for c in 0..<k {
          let left = Double(candidate.counts[c]) - n * rates[c] - score[c]
          for d in 0..<k {
            let right = Double(candidate.counts[d]) - n * rates[d] - score[d]
            result.missing[c * k + d] += chance * left * right
          }
        }
      }
      for c in 0..<k { result.counts[c] += mean[c] }
    }
    return result
  }

  /// The rates of largest likelihood, by EM; nil when it had not settled.
  func maximum() -> (rates: [Double], iterations: Int)? {
    let k = categories
    let known = exact.reduce(0, +)
    if bounded.isEmpty {
      return known == 0 ? nil : (exact.map { Double($0) / Double(known) }, 1)
    }
    var rates = [Double](repeating: 1 / Double(k), count: k)
    for iteration in 1...50_000 {
      let counts = expectation(rates).counts
      let total = counts.reduce(0, +)
      let next = counts.map { $0 / total }
      let change = zip(next, rates).reduce(0) { max($0, abs($1.0 - $1.1)) }
      rates = next
      if change < 1e-13 { return (rates.map { $0 < 1e-9 ? 0 : $0 }, iteration) }
    }
    return nil
  }

  /// The covariance of the rates by the observed information; nil where that is singular.
  ///
  ///     I(η) = Σ E[n | bounds] (diag p − ppᵀ) − Cov(y − n p | bounds)        Cov p = J I⁻¹ Jᵀ
  ///
  /// in the log-ratios η of the categories that have a rate, J = ∂p/∂η.
  func covariance(_ rates: [Double]) -> Matrix? {
    let k = categories
    var result = Matrix(rows: k, columns: k, repeating: 0)
    let positive = (0..<k).filter { rates[$0] > 0 }
    guard positive.count > 1 else { return result }
    let at = expectation(rates)
    let free = Array(positive.dropLast())
    var information = Matrix(rows: free.count, columns: free.count, repeating: 0)
    for (i, c) in free.enumerated() {
      for (j, d) in free.enumerated() {
        information[i, j] =
          at.total * ((c == d ? rates[c] : 0) - rates[c] * rates[d]) - at.missing[c * k + d]
      }
    }
    guard let factor = try? Cholesky(information), let inner = try? factor.covariance(),
      factor.reciprocalCondition > 1e-10
    else { return nil }
    for c in 0..<k {
      for d in 0..<k {
        var sum = 0.0
        for (i, e) in free.enumerated() {
          let left = rates[c] * ((c == e ? 1 : 0) - rates[e])
          for (j, f) in free.enumerated() {
            sum += left * inner[i, j] * rates[d] * ((d == f ? 1 : 0) - rates[f])
          }
        }
        result[c, d] = sum
      }
    }
    return result
  }

  /// The counts that the bounds allow, summed over the rows, with their posterior chances, when the rates
  /// have a Dirichlet(a, …, a) prior: exact when nothing is bounded, else by data augmentation.
  ///
  /// Source: M. A. Tanner & W. H. Wong (1987), JASA 82, 528–540.
  func posteriorSums(prior: Double, seed: UInt64) -> [(counts: [Int], weight: Double)] {
    if bounded.isEmpty { return [(exact, 1)] }
    var generator = Philox(seed: 0x666c_6f77, stream: seed)
    var rates = maximum()?.rates ?? [Double](repeating: 1 / Double(categories), count: categories)
    var seen: [[Int]: Int] = [:]
    let (skipped, draws) = (200, 4_000)
    for draw in 0..<(skipped + draws) {
      var sum = exact
      let logs = rates.map { log(max($0, 1e-300)) }
      for candidates in bounded {
        let chances = Self.chances(candidates, logs).chances
        var left = generator.uniform()
        var place = 0
        while place < chances.count - 1 && left > chances[place] {
          left -= chances[place]
          place += 1
        }
        for c in 0..<categories { sum[c] += candidates[place].counts[c] }
      }
      if draw >= skipped { seen[sum, default: 0] += 1 }
      // With one way out the rate is 1, whatever the withheld number.
      if categories > 1 {
        rates = Dirichlet(shapes: sum.map { Double($0) + prior }).draw(using: &generator)
      }
    }
    return seen.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { ($0.key, Double($0.value) / Double(draws)) }
  }
}
