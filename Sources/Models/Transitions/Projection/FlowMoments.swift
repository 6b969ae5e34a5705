public import LinearAlgebra

/// Means and covariances of a projection's stocks and flows, without simulating pupils.
///
/// Given the rates, with M the mean and C the covariance of the stocks of one unit, P the matrix of rates and
/// r, V the mean and variance of what enters,
///
///     M[t+1] = Pᵀ M[t] + r           C[t+1] = Pᵀ C[t] P + Σₛ M[t, s] (diag pₛ − pₛ pₛᵀ) + diag V
///     E flow s→j = M[s] pₛⱼ          var flow s→j = C[s, s] pₛⱼ² + M[s] pₛⱼ (1 − pₛⱼ)
///
/// which is exact, whatever the horizon; a state that is an exit stands for those who arrive in the year.
/// Units are independent given the rates. Uncertain rates come in by the law of total variance,
/// cov n = E cov(n | rates) + cov E(n | rates): in closed form for Dirichlet and fixed rows in the first
/// year, where no row is used twice; later, where products of the same rates have no simple moments, by an
/// average over draws of the rates (and of lists of draws), which leaves the chance of the draws but none
/// of the pupils.
///
/// Source: J. H. Pollard (1966), *On the use of the direct matrix product in analysing certain
/// stochastic population models*, Biometrika 53, 397–415; D. J. Bartholomew, A. F. Forbes & S. I. McClean
/// (1991), *Statistical Techniques for Manpower Planning*, 2nd ed., Wiley.
public struct FlowMoments: Hashable, Sendable {
  /// The moments of one year.
  public struct Year: Hashable, Sendable {
    /// The mean stock of each state.
    public let mean: [Double]
    /// The covariance of the stocks, states × states.
    public let covariance: Matrix
    /// The mean flow along each transition.
    public let flowMean: [Double]
    /// The variance of each flow.
    public let flowVariance: [Double]
    /// Whether all of these are in closed form, not averages over draws.
    public let isExact: Bool
  }

  /// By year, the first ahead first.
  public let years: [Year]
}

extension FlowProjection {
  /// Means and covariances of some units together.
  ///
  /// - Parameters:
  ///   - units: Places of units; each counts once however often it is named.
  ///   - draws: The draws of rates and lists to average over where there is no closed form; at least two.
  ///     They are those of the first replicates of ``simulate(_:replicates:seed:noise:probabilities:threads:)``.
  ///   - seed: Names the random numbers.
  /// - Throws: ``TransitionError/replicates(_:)`` for fewer than two draws, or the error of a draw.
  /// - Precondition: there are such units.
  /// - Complexity: O(draws · units · horizon · states · transitions).
  public func moments(
    of units: Set<Int>, draws: Int, seed: UInt64
  ) throws(TransitionError) -> FlowMoments {
    guard draws > 1 else { throw .replicates(draws) }
    precondition(units.allSatisfy(self.units.indices.contains), "units \(units.sorted())")
    let chosen = units.sorted()
    let samplers = chosen.map { UnitSampler(self.units[$0], place: $0) }
    let groups = Set(chosen.map { self.units[$0].rates }).sorted()
    let rates = groups.map { RateSampler(self.rates[$0], place: $0, horizon: horizon) }
    let hasLists = samplers.contains { $0.cells.contains(where: \.isList) }
    let isClosed = !hasLists && rates.allSatisfy(\.isKnown)
    var sums = (0..<horizon).map { _ in MomentSums(space) }
    for draw in 0..<(isClosed ? 1 : draws) {
      var stream = CounterStream(seed: seed, replicate: draw)
      var tables: [Int: [Double]] = [:]
      for (group, sampler) in zip(groups, rates) {
        var table = [Double](repeating: 0, count: sampler.size)
        try sampler.draw(draw, into: &table, at: 0, using: &stream)
        tables[group] = table
      }
      var totals = (0..<horizon).map { _ in GivenMoments(space) }
      for (place, unit) in zip(chosen, samplers) {
        var state = GivenMoments(start: unit.start, space)
        for year in 0..<horizon {
          state.advance(
            unit, year: year, draw: draw, rates: tables[self.units[place].rates] ?? [], space)
          totals[year].add(state)
        }
      }
      for year in 0..<horizon { sums[year].add(totals[year]) }
    }
    var years = sums.map { $0.year(isExact: isClosed) }
    if !isClosed, !hasLists, let first = firstYear(chosen, samplers) { years[0] = first }
    return FlowMoments(years: years)
  }

  /// The first year in closed form, or nil when a row has none.
  private func firstYear(_ chosen: [Int], _ samplers: [UnitSampler]) -> FlowMoments.Year? {
    let n = space.states.count
    var total = GivenMoments(space)
    for group in Set(chosen.map { units[$0].rates }).sorted() {
      guard rates[group].draws == nil else { return nil }
      for state in 0..<n where !space.isExit(state) {
        // Given the rates, the pupils of several units together are as those of one.
        var (mean, variance) = (0.0, 0.0)
        for place in chosen where units[place].rates == group {
          let moments = units[place].start[state].moments
          mean += moments.mean
          variance += moments.variance
        }
        let (shares, concentration): ([Double], Double)
        switch rates[group].rows[state] {
        case .fixed(let rates): (shares, concentration) = (rates, .infinity)
        case .dirichlet(let parameters):
          concentration = parameters.reduce(0, +)
          shares = parameters.map { $0 / concentration }
        default: return nil
        }
        let first = space.offsets[state]
        for (a, p) in shares.enumerated() {
          let from = space.transitions[first + a].to
          total.mean[from] += mean * p
          total.flowMean[first + a] += mean * p
          for (b, q) in shares.enumerated() {
            let product = ((a == b ? p : 0) - p * q) / (concentration + 1) + p * q
            let covariance =
              mean * ((a == b ? p : 0) - product) + (variance + mean * mean) * product
              - mean * mean * p * q
            total.covariance[from, space.transitions[first + b].to] += covariance
            if a == b { total.flowVariance[first + a] += covariance }
          }
        }
      }
    }
    for unit in samplers { total.enter(unit, year: 0, draw: 0) }
    var sums = MomentSums(space)
    sums.add(total)
    return sums.year(isExact: true)
  }
}

/// Moments given the rates.
private struct GivenMoments {
  var mean: [Double]
  var covariance: Matrix
  var flowMean: [Double]
  var flowVariance: [Double]

  init(_ space: StateSpace) {
    let n = space.states.count
    mean = [Double](repeating: 0, count: n)
    covariance = Matrix(rows: n, columns: n, repeating: 0)
    flowMean = [Double](repeating: 0, count: space.transitions.count)
    flowVariance = flowMean
  }

  init(start: [ClosedRange<Int>], _ space: StateSpace) {
    self.init(space)
    for (state, range) in start.enumerated() {
      mean[state] = range.moments.mean
      covariance[state, state] = range.moments.variance
    }
  }

  mutating func add(_ other: Self) {
    for i in mean.indices {
      mean[i] += other.mean[i]
      for j in mean.indices { covariance[i, j] += other.covariance[i, j] }
    }
    for i in flowMean.indices {
      flowMean[i] += other.flowMean[i]
      flowVariance[i] += other.flowVariance[i]
    }
  }

  mutating func advance(
    _ unit: UnitSampler, year: Int, draw: Int, rates: [Double], _ space: StateSpace
  ) {
    let n = mean.count
    let count = space.transitions.count
    let base = rates.count > count ? year * count : 0
    var next = GivenMoments(space)
    var half = Matrix(rows: n, columns: n, repeating: 0)
    for (i, transition) in space.transitions.enumerated() {
      let (from, to, p) = (transition.from, transition.to, rates[base + i])
      next.mean[to] += mean[from] * p
      next.flowMean[i] = mean[from] * p
      next.flowVariance[i] = covariance[from, from] * p * p + mean[from] * p * (1 - p)
      next.covariance[to, to] += mean[from] * p
      for row in 0..<n { half[row, to] += covariance[row, from] * p }
      for j in space.transitions(from: from) {
        next.covariance[to, space.transitions[j].to] -= mean[from] * p * rates[base + j]
      }
    }
    for (i, transition) in space.transitions.enumerated() {
      for column in 0..<n {
        next.covariance[transition.to, column] += rates[base + i] * half[transition.from, column]
      }
    }
    next.enter(unit, year: year, draw: draw)
    self = next
  }

  mutating func enter(_ unit: UnitSampler, year: Int, draw: Int) {
    for i in unit.years[year]..<unit.years[year + 1] {
      let (entering, variance) = unit.cells[i].moments(draw: draw)
      mean[unit.cellStates[i]] += entering
      covariance[unit.cellStates[i], unit.cellStates[i]] += variance
    }
  }
}

/// Sums over draws, around the first draw so that large means do not drown small differences.
private struct MomentSums {
  private var count = 0.0
  private var centre: GivenMoments?
  private var within: GivenMoments
  private var difference: GivenMoments
  private let space: StateSpace

  init(_ space: StateSpace) {
    self.space = space
    within = GivenMoments(space)
    difference = within
  }

  mutating func add(_ draw: GivenMoments) {
    let centre = self.centre ?? draw
    self.centre = centre
    count += 1
    within.add(draw)
    let offsets = zip(draw.mean, centre.mean).map { $0 - $1 }
    for i in offsets.indices {
      difference.mean[i] += offsets[i]
      for j in offsets.indices { difference.covariance[i, j] += offsets[i] * offsets[j] }
    }
    for i in draw.flowMean.indices {
      let offset = draw.flowMean[i] - centre.flowMean[i]
      difference.flowMean[i] += offset
      difference.flowVariance[i] += offset * offset
    }
  }

  func year(isExact: Bool) -> FlowMoments.Year {
    let n = within.mean.count
    func between(_ product: Double, _ a: Double, _ b: Double) -> Double {
      count > 1 ? (product - a * b / count) / (count - 1) : 0
    }
    var covariance = Matrix(rows: n, columns: n, repeating: 0)
    for i in 0..<n {
      for j in 0..<n {
        covariance[i, j] =
          within.covariance[i, j] / count
          + between(difference.covariance[i, j], difference.mean[i], difference.mean[j])
      }
    }
    return FlowMoments.Year(
      mean: within.mean.map { $0 / count }, covariance: covariance,
      flowMean: within.flowMean.map { $0 / count },
      flowVariance: within.flowVariance.indices.map {
        within.flowVariance[$0] / count
          + between(
            difference.flowVariance[$0], difference.flowMean[$0], difference.flowMean[$0])
      }, isExact: isExact)
  }
}

extension ClosedRange<Int> {
  /// Mean and variance of a whole number of which none is likelier than another.
  fileprivate var moments: (mean: Double, variance: Double) {
    let count = Double(upperBound - lowerBound) + 1
    return ((Double(lowerBound) + Double(upperBound)) / 2, (count * count - 1) / 12)
  }
}
