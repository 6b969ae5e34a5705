import Foundation
public import LinearAlgebra

/// Rates of transition from counted flows, by multinomial maximum likelihood, row by row.
///
///     p̂_ij = Σ_t n_ij(t) / Σ_t n_i(t)        Cov(p̂_i) = (diag p̂_i − p̂_i p̂_iᵀ) / n_i
///
/// Cells known within bounds enter as the sum of the probabilities over the bounds; the maximum is found
/// by EM, and the covariance by the observed information (Louis). The rates are the same in all years of
/// the table: ask ``TransitionTest/stationarity(_:replicates:seed:)`` whether they were.
///
/// Sources: T. W. Anderson & L. A. Goodman (1957), *Statistical inference about Markov chains*, Annals of
/// Mathematical Statistics 28, 89–110, §2; A. P. Dempster, N. M. Laird & D. B. Rubin (1977), JRSS B 39,
/// 1–38; T. A. Louis (1982), JRSS B 44, 226–233.
public struct FlowRates: Hashable, Sendable {
  /// Rates that are to be estimated.
  public init() {}

  /// The rates of largest likelihood.
  ///
  /// - Throws: ``EstimationError/noData`` when no state had a pupil;
  ///   ``EstimationError/tooManyCombinations(year:state:)``; ``EstimationError/noConvergence(state:)``.
  /// - Complexity: O(cells) for known counts; a step of EM takes all ways to fill the withheld cells.
  public func fit(_ table: FlowTable) throws(EstimationError) -> FlowFit {
    try FlowFit(table)
  }
}

/// Rates estimated by ``FlowRates``.
public struct FlowFit: Sendable {
  /// How an interval of one rate is made.
  public enum IntervalMethod: Hashable, Sendable, CaseIterable {
    /// The equal-tailed posterior of this rate against the rest under Beta(½, ½), with 0 and 1 as limits
    /// where nobody and where everybody took it: see ``Proportion/jeffreysInterval(probability:)``.
    case jeffreys
    /// The score interval: see ``Proportion/wilsonInterval(probability:)``. With cells within bounds, the
    /// union over the bounds: it then covers more often than it says.
    case wilson
  }

  /// The counts.
  public let table: FlowTable
  /// The rates of each state along its destinations; nil for a state without pupils, and for exits.
  public let rates: [[Double]?]
  /// The covariance of each state's rates, square along its destinations; nil where there are no rates,
  /// and where the bounds do not determine them.
  public let covariances: [Matrix?]
  /// The number of pupils behind each row, over all years; with cells within bounds, its expectation.
  public let totals: [Double]
  /// The logarithm of the likelihood at the estimates, with its constants.
  public let logLikelihood: Double
  /// The largest number of steps that a row took; 1 for known counts.
  public let iterations: Int
  /// What to know before these numbers are used.
  public let flags: Set<EstimationFlag>

  /// For each state, the sums of counts over the years that are possible, with their posterior chances.
  private let sums: [[(counts: [Int], weight: Double)]]

  init(_ table: FlowTable) throws(EstimationError) {
    self.table = table
    let space = table.space
    var rates: [[Double]?] = []
    var covariances: [Matrix?] = []
    var totals: [Double] = []
    var sums: [[(counts: [Int], weight: Double)]] = []
    var flags: Set<EstimationFlag> = table.years.count == 1 ? [.oneYear] : []
    var (value, steps) = (0.0, 1)
    for (s, state) in space.states.enumerated() {
      let likelihood = try FlowLikelihood(table, state: s)
      flags.formUnion(Self.flags(table, s))
      guard !space.isExit(s), likelihood.hasData else {
        rates.append(nil)
        covariances.append(nil)
        totals.append(0)
        sums.append([(likelihood.exact, 1)])
        continue
      }
      guard let end = likelihood.maximum() else { throw .noConvergence(state: state.name) }
      let at = likelihood.expectation(end.rates)
      let covariance = likelihood.covariance(end.rates)
      if covariance == nil { flags.insert(.notDetermined(state: state.name)) }
      for (c, rate) in end.rates.enumerated() where rate == 0 {
        flags.insert(
          .neverTaken(from: state.name, to: space.states[space.destinations[s][c]].name))
      }
      rates.append(end.rates)
      covariances.append(covariance)
      totals.append(at.total)
      value += at.logLikelihood
      steps = max(steps, end.iterations)
      sums.append(
        likelihood.posteriorSums(prior: 1 / Double(likelihood.categories), seed: UInt64(s)))
    }
    guard rates.contains(where: { $0 != nil }) else { throw .noData }
    (self.rates, self.covariances, self.totals) = (rates, covariances, totals)
    (self.sums, self.flags) = (sums, flags)
    (logLikelihood, iterations) = (value, steps)
  }

  private static func flags(_ table: FlowTable, _ s: Int) -> Set<EstimationFlag> {
    if table.space.isExit(s) { return [] }
    let name = table.space.states[s].name
    let rows = table.rows(of: s)
    var flags: Set<EstimationFlag> = []
    for year in table.years.indices where table.years[year][s] == nil {
      flags.insert(.missing(state: name, year: year))
    }
    let cells = rows.flatMap(\.row.counts)
    if cells.allSatisfy({ $0.upperBound == 0 }) { flags.insert(.emptyRow(state: name)) }
    if cells.contains(where: { $0.lowerBound < $0.upperBound }) {
      flags.insert(.boundedCells(state: name))
      if cells.allSatisfy({ $0.lowerBound < $0.upperBound || $0.upperBound == 0 }) {
        flags.insert(.allSuppressed(state: name))
      }
      let isUnknown = rows.contains { (_, row) in
        !row.isExact && (row.total.map { $0.lowerBound < $0.upperBound } ?? true)
      }
      if isUnknown { flags.insert(.unknownTotal(state: name)) }
    }
    return flags
  }

  /// The rate from one state to another; nil where there is no such way, or nobody in the state.
  public func rate(from: Int, to: Int) -> Double? {
    place(from, to).flatMap { place in rates[from].map { $0[place] } }
  }

  /// The standard error of a rate, 0 at a rate of 0 or 1: use ``interval(from:to:probability:method:)``
  /// there. Nil as in ``rate(from:to:)``, and where the bounds do not determine it.
  public func standardError(from: Int, to: Int) -> Double? {
    place(from, to).flatMap { place in
      covariances[from].map { max(0, $0[place, place]).squareRoot() }
    }
  }

  /// An interval for one rate.
  ///
  /// On simulated schools with rates from 0.04 to 0.9, 95 % Jeffreys intervals held a rate in 93.5 to 96.5 of
  /// 100 cases (95.0 over all), with known cells and with withheld ones; Wilson's in 93.7 to 95.9 with known
  /// cells, and with withheld ones in 95 to 99. For a still smaller rate of a small row it
  /// depends on the discreteness of the count: see ``Proportion``. The figures are in
  /// `Tests/ModelsTests/Reference/transition-recovery.txt`.
  ///
  /// - Parameters:
  ///   - from: The state that is left.
  ///   - to: The state that is reached.
  ///   - probability: Between 0 and 1.
  ///   - method: How it is made.
  /// - Returns: Nil where there is no such way, or nobody in the state.
  public func interval(
    from: Int, to: Int, probability: Double = 0.95, method: IntervalMethod = .jeffreys
  ) -> ClosedRange<Double>? {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    guard let place = place(from, to), rates[from] != nil else { return nil }
    let totals = sums[from].map { $0.counts.reduce(0, +) }
    let own = sums[from].map { $0.counts[place] }
    if method == .wilson {
      // The bounds of all pairs that can be.
      var result: ClosedRange<Double>?
      for (y, n) in zip(own, totals) {
        let next = Proportion(successes: y, trials: n).wilsonInterval(probability: probability)
        result =
          result.map {
            min($0.lowerBound, next.lowerBound)...max($0.upperBound, next.upperBound)
          } ?? next
      }
      return result
    }
    if rates[from]?.count == 1 { return 1...1 }
    let posterior = marginal(from, place, one: 0.5, others: 0.5)
    let tail = (1 - probability) / 2
    let lower = own.contains(0) && rates[from]?[place] == 0 ? 0 : posterior.quantile(tail)
    let isAll = zip(own, totals).allSatisfy { $0 == $1 }
    return lower...(isAll ? 1 : max(lower, posterior.quantile(1 - tail)))
  }

  /// The posterior distribution of one rate under the prior of ``transitionRates()``; nil where there is
  /// no such way, or only one out of the state.
  public func posterior(from: Int, to: Int) -> Mixture<Beta>? {
    guard let place = place(from, to) else { return nil }
    let k = Double(table.space.destinations[from].count)
    return k < 2 ? nil : marginal(from, place, one: 1 / k, others: 1 - 1 / k)
  }

  private func marginal(
    _ from: Int, _ place: Int, one: Double, others: Double
  ) -> Mixture<Beta> {
    var parts: [[Int]: Double] = [:]
    for (counts, weight) in sums[from] {
      parts[[counts[place], counts.reduce(0, +)], default: 0] += weight
    }
    let sorted = parts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return Mixture(
      components: sorted.map {
        Beta(alpha: Double($0.key[0]) + one, beta: Double($0.key[1] - $0.key[0]) + others)
      }, weights: sorted.map(\.value))
  }

  /// The posterior of all rates as Dirichlet distributions.
  ///
  ///     p_i | n_i ~ Dirichlet(n_i1 + 1/k, …, n_ik + 1/k)
  ///
  /// The prior weighs as one pupil, whatever the number of destinations k; for two it is Jeffreys'. With
  /// cells within bounds the posterior is a mixture of such distributions, and is summarised as the
  /// Dirichlet distribution with its means and its sum of variances. A state without pupils gets its prior,
  /// which is nearly no statement: see ``flags``.
  ///
  /// Source: J. O. Berger, J. M. Bernardo & D. Sun (2015), *Overall objective priors*, Bayesian Analysis
  /// 10, 189–221, §3.2 (the prior).
  public func transitionRates() throws(EstimationError) -> TransitionRates {
    let rows = table.space.states.indices.map { s -> TransitionRates.Row in
      let k = table.space.destinations[s].count
      if k == 0 { return .fixed([]) }
      if k == 1 { return .fixed([1]) }
      let mixture = sums[s].map { sum in
        (sum.counts.map { Double($0) + 1 / Double(k) }, sum.weight)
      }
      return .dirichlet(DirichletSummary.shapes(ofMixture: mixture))
    }
    return try makingRates { () throws(TransitionError) in
      try TransitionRates(space: table.space, rows: rows)
    }
  }

  private func place(_ from: Int, _ to: Int) -> Int? {
    table.space.destinations[from].firstIndex(of: to)
  }
}

/// Distributions of shares put as one Dirichlet distribution.
enum DirichletSummary {
  /// The shapes with the means and the sum of the variances of a mixture of Dirichlet distributions.
  static func shapes(ofMixture parts: [(shapes: [Double], weight: Double)]) -> [Double] {
    if parts.count == 1 { return parts[0].shapes }
    let k = parts[0].shapes.count
    var means = [Double](repeating: 0, count: k)
    var squares = [Double](repeating: 0, count: k)
    for (shapes, weight) in parts {
      let total = shapes.reduce(0, +)
      for c in 0..<k {
        let mean = shapes[c] / total
        means[c] += weight * mean
        squares[c] += weight * (mean * mean + mean * (1 - mean) / (total + 1))
      }
    }
    return shapes(means: means, variances: zip(squares, means).map { $0 - $1 * $1 })
  }

  /// The shapes with these means, and with the sum of these variances: Σ m(1−m)/(A+1) = Σ v.
  static func shapes(means: [Double], variances: [Double]) -> [Double] {
    let sum = means.reduce(0, +)
    let spread = means.reduce(0) { $0 + $1 / sum * (1 - $1 / sum) }
    let total = variances.reduce(0, +)
    let concentration = total > 0 ? max(1e-3, spread / total - 1) : 1e12
    return means.map { max(1e-9, concentration * $0 / sum) }
  }
}
