import Foundation
import LinearAlgebra

/// Rates of transition that change from year to year: a multinomial logit for each state whose log-ratios
/// wander and drift.
///
///     n_t | η_t ~ Multinomial(n, softmax(η_t, 0))                       log-ratios against the last destination
///     η_t = η_{t−1} + b + ε_t,   ε_t ~ N(0, σ² R),   b ~ N(0, τ² R),   η_1 ~ N(0, 2.5² R)
///     R = ½ (I + 1 1ᵀ)
///
/// With this R every log-ratio between two destinations has the same variance, so that it does not
/// matter which destination is the last. σ has a half-normal prior: a few years cannot show that rates stand
/// still, and σ is never 0 with certainty. τ is fixed and small: a slope is shrunk to none.
///
/// For each σ of a grid (16 points from 0.01 to 1.25, evenly in log σ) the mode of all η and b is found by
/// Newton's method, and their distribution taken as normal around it; the grid is weighted by the Laplace
/// marginal likelihood times the prior. Years in which nobody took a way, in which the state was not
/// counted, or of which cells are known within bounds are no trouble: the last enter as the sum over the
/// bounds.
///
/// σ is that of all states together, and the scale of its prior 0.3: with six years of 160 pupils
/// chance moves a year's log-ratio by 0.2 to 0.4, in which a σ of 0.05 cannot be told from one of 0.1. An
/// interval that is to hold when rates wander twice as fast as usual is therefore longer than needed when
/// they hardly do. On such simulated regions 95 % intervals of a rate in the last year and three years ahead
/// held it in 98 and 100 of 100 cases with σ = 0.05, in 97 and 99 with 0.1 and in 94 and 93 with 0.2;
/// those of stocks projected one to five years ahead in 97 to 98, 97 and 95 to 96. (A prior of scale 0.1
/// for each state apart held the rates in 98 and 99, 96 and 96, 88 and 80.) Set ``Options/innovationScale``
/// by what other regions' rates did. The figures are in
/// `Tests/ModelsTests/Reference/transition-recovery.txt`.
///
/// What is handed on is a ``LogRatioWalk`` with the mean and covariance of (η_T, b) over the grid, and the
/// mean of σ².
///
/// Sources: J. Durbin & S. J. Koopman (2012), *Time Series Analysis by State Space Methods*, 2nd ed., ch.
/// 10 (the mode as a linear Gaussian smoother); H. Rue, S. Martino & N. Chopin (2009), JRSS B 71, 319–392;
/// A. Gelman (2006), Bayesian Analysis 1, 515–534 (the prior of σ); J. Aitchison (1986), *The Statistical
/// Analysis of Compositional Data* (R).
public struct DriftingRates: Hashable, Sendable {
  /// What is assumed.
  public struct Options: Hashable, Sendable {
    /// The scale of the half-normal prior of σ, on the log-ratio scale: 0.1 is some two and a half points
    /// a year at a rate of one half.
    public var innovationScale = 0.3
    /// τ, the standard deviation of a yearly slope.
    public var slopeScale = 0.03
    /// φ, by which the slope is damped in the years ahead; within the data it is not.
    public var damping = 0.8
    /// Whether all states have one σ, which more data then tell of.
    public var sharesInnovation = true

    /// The assumptions as they stand.
    public init() {}
  }

  /// What is assumed.
  public let options: Options

  /// - Precondition: positive scales, 0 ≤ φ ≤ 1.
  public init(options: Options = Options()) {
    precondition(
      options.innovationScale > 0 && options.slopeScale > 0 && options.damping >= 0
        && options.damping <= 1, "\(options)")
    self.options = options
  }

  /// The σ of the grid.
  static let grid: [Double] = (0..<16).map { 0.01 * exp(Double($0) * log(125.0) / 15) }

  /// Finds how the rates moved, and where they stand.
  ///
  /// - Parameter table: One year or more; the years follow each other.
  /// - Throws: ``EstimationError/noData``, ``EstimationError/tooManyCombinations(year:state:)``,
  ///   ``EstimationError/noConvergence(state:)``.
  /// - Complexity: 16 fits a state of some ten steps of O((T k)³) for T years and k destinations.
  public func fit(_ table: FlowTable) throws(EstimationError) -> DriftingFit {
    let space = table.space
    var rows: [DriftingRow] = []
    for s in space.states.indices where space.destinations[s].count > 1 {
      rows.append(try DriftingRow(table, state: s, options: options))
    }
    guard rows.contains(where: \.hasData) else { throw .noData }
    let prior = Self.grid.map { sigma in
      log(sigma) - 0.5 * sigma * sigma / (options.innovationScale * options.innovationScale)
    }
    let evidence = rows.map { $0.points.map(\.logEvidence) }
    let shared = Self.grid.indices.map { g in
      evidence.reduce(prior[g]) { $0 + $1[g] }
    }
    var walks = [LogRatioWalk?](repeating: nil, count: space.states.count)
    var innovations = [Double?](repeating: nil, count: space.states.count)
    for (row, own) in zip(rows, evidence) {
      let logs = options.sharesInnovation ? shared : zip(own, prior).map { $0 + $1 }
      let highest = logs.max() ?? 0
      let parts = logs.map { exp($0 - highest) }
      let sum = parts.reduce(0, +)
      let weights = parts.map { $0 / sum }
      let walk = try estimating { () throws(LinearAlgebraError) in
        try row.walk(weights, damping: options.damping)
      }
      walks[row.state] = walk
      innovations[row.state] = zip(weights, Self.grid).reduce(0) { $0 + $1.0 * $1.1 }
    }
    var flags: Set<EstimationFlag> = table.years.count == 1 ? [.oneYear] : []
    for row in rows { flags.formUnion(row.flags) }
    return DriftingFit(
      table: table, options: options, walks: walks, innovations: innovations, flags: flags)
  }
}

/// Rates found by ``DriftingRates``.
public struct DriftingFit: Sendable {
  /// The counts.
  public let table: FlowTable
  /// What is assumed.
  public let options: DriftingRates.Options
  /// Where the rates of each state stand and how they move; nil for exits and for states with one way out.
  public let walks: [LogRatioWalk?]
  /// The posterior mean of σ for each state, on the log-ratio scale; nil as ``walks``.
  public let innovations: [Double?]
  /// What to know before these numbers are used.
  public let flags: Set<EstimationFlag>

  /// The rates, now and in years to come.
  public func transitionRates() throws(EstimationError) -> TransitionRates {
    let rows = table.space.states.indices.map { s -> TransitionRates.Row in
      if let walk = walks[s] { return .drifting(walk) }
      return .fixed(table.space.destinations[s].map { _ in 1 })
    }
    return try makingRates { () throws(TransitionError) in
      try TransitionRates(space: table.space, rows: rows)
    }
  }

  /// The most likely rate in the last year of the data; nil where there is no such way.
  public func rate(from: Int, to: Int) -> Double? {
    guard let place = table.space.destinations[from].firstIndex(of: to) else { return nil }
    return walks[from].map { DriftingRow.softmax($0.level)[place] } ?? 1
  }

  /// The interval of a rate some years after the last of the data (0: in the last year), from 4,000 draws
  /// of the walk; nil where there is no such way.
  ///
  /// - Precondition: 0 < probability < 1; the horizon is not negative.
  public func interval(
    from: Int, to: Int, horizon: Int, probability: Double = 0.95
  ) -> ClosedRange<Double>? {
    precondition(probability > 0 && probability < 1 && horizon >= 0, "\(probability), \(horizon)")
    guard let place = table.space.destinations[from].firstIndex(of: to) else { return nil }
    guard let walk = walks[from] else { return 1...1 }
    let m = walk.level.count
    var generator = Philox(seed: 0x6472_6966, stream: UInt64(from))
    var distance = 0.0
    var power = 1.0
    for _ in 0..<horizon {
      power *= walk.damping
      distance += power
    }
    let spread = Double(horizon).squareRoot()
    var values: [Double] = []
    for _ in 0..<4_000 {
      let z = (0..<(2 * m)).map { _ in Normal.standard.draw(using: &generator) }
      let e = (0..<m).map { _ in Normal.standard.draw(using: &generator) }
      let start = walk.factor * z
      let wander = walk.innovationFactor * e
      let eta = (0..<m).map { c in
        walk.level[c] + start[c] + distance * (walk.slope[c] + start[m + c]) + spread * wander[c]
      }
      values.append(DriftingRow.softmax(eta)[place])
    }
    values.sort()
    let tail = (1 - probability) / 2
    let low = Int((tail * 4_000).rounded(.down))
    return values[low]...values[3_999 - low]
  }
}

/// One state's log-ratios over the years.
struct DriftingRow: Sendable {
  /// The mode at one σ, and the normal distribution around it.
  struct Point: Sendable {
    /// η of the first year to the last, then b.
    let mode: [Double]
    /// Of (η_T, b).
    let covariance: Matrix
    let logEvidence: Double
  }

  let state: Int
  let hasData: Bool
  let flags: Set<EstimationFlag>
  private(set) var points: [Point] = []
  private let size: Int
  private let years: [FlowLikelihood?]

  init(
    _ table: FlowTable, state: Int, options: DriftingRates.Options
  ) throws(EstimationError) {
    self.state = state
    let name = table.space.states[state].name
    let k = table.space.destinations[state].count
    size = k - 1
    var years: [FlowLikelihood?] = []
    var flags: Set<EstimationFlag> = []
    for (year, rows) in table.years.enumerated() {
      if let row = rows[state] {
        years.append(try FlowLikelihood([(year, row)], categories: k, name: name))
        if !row.isExact { flags.insert(.boundedCells(state: name)) }
      } else {
        years.append(nil)
        flags.insert(.missing(state: name, year: year))
      }
    }
    hasData = years.contains { $0?.hasData ?? false }
    if !hasData { flags.insert(.emptyRow(state: name)) }
    self.years = years
    self.flags = flags
    var start = [Double](repeating: 0, count: (years.count + 1) * size)
    // From much wandering to little: the first mode is nearest to the yearly rates.
    for sigma in DriftingRates.grid.reversed() {
      guard
        let point = try? point(sigma: sigma, slope: options.slopeScale, start: start)
      else { throw .noConvergence(state: name) }
      points.insert(point, at: 0)
      start = point.mode
    }
  }

  /// The rates of log-ratios against the last.
  static func softmax(_ eta: [Double]) -> [Double] {
    let all = eta + [0]
    let highest = all.max() ?? 0
    let parts = all.map { exp($0 - highest) }
    let sum = parts.reduce(0, +)
    return parts.map { $0 / sum }
  }

  /// R⁻¹ = 2 (I − 1 1ᵀ/k).
  private func inverse(_ i: Int, _ j: Int) -> Double {
    2 * ((i == j ? 1 : 0) - 1 / Double(size + 1))
  }

  /// Minus the Hessian of the log prior.
  private func priorPrecision(_ sigma: Double, _ slope: Double) -> Matrix {
    let (t, m) = (years.count, size)
    var result = Matrix(rows: (t + 1) * m, columns: (t + 1) * m, repeating: 0)
    func add(_ coefficients: [(block: Int, factor: Double)], _ scale: Double) {
      for (a, f) in coefficients {
        for (b, g) in coefficients {
          for i in 0..<m {
            for j in 0..<m {
              result[a * m + i, b * m + j] += f * g * inverse(i, j) / (scale * scale)
            }
          }
        }
      }
    }
    add([(0, 1)], 2.5)
    for year in 1..<max(1, t) { add([(year, 1), (year - 1, -1), (t, -1)], sigma) }
    add([(t, 1)], slope)
    return result
  }

  private func point(
    sigma: Double, slope: Double, start: [Double]
  ) throws(LinearAlgebraError) -> Point {
    let (t, m) = (years.count, size)
    let precision = priorPrecision(sigma, slope)
    func value(_ x: [Double]) -> Double {
      var sum = -0.5 * zip(x, precision * x).reduce(0) { $0 + $1.0 * $1.1 }
      for (year, likelihood) in years.enumerated() {
        guard let likelihood else { continue }
        sum +=
          likelihood.expectation(Self.softmax(Array(x[(year * m)..<((year + 1) * m)])))
          .logLikelihood
      }
      return sum
    }
    func derivatives(_ x: [Double]) -> (gradient: [Double], full: Matrix, expected: Matrix) {
      var gradient = (precision * x).map { -$0 }
      var (full, expected) = (precision, precision)
      for (year, likelihood) in years.enumerated() {
        guard let likelihood else { continue }
        let rates = Self.softmax(Array(x[(year * m)..<((year + 1) * m)]))
        let at = likelihood.expectation(rates)
        for i in 0..<m {
          gradient[year * m + i] += at.counts[i] - at.total * rates[i]
          for j in 0..<m {
            let information = at.total * ((i == j ? rates[i] : 0) - rates[i] * rates[j])
            expected[year * m + i, year * m + j] += information
            full[year * m + i, year * m + j] += information - at.missing[i * (m + 1) + j]
          }
        }
      }
      return (gradient, full, expected)
    }
    var x = start
    var height = value(x)
    for iteration in 1...100 {
      let (gradient, full, expected) = derivatives(x)
      // Where withheld cells bend the likelihood the wrong way, the expected information still climbs.
      let factor: Cholesky
      if let own = try? Cholesky(full) {
        factor = own
      } else {
        factor = try Cholesky(expected)
      }
      let step = try factor.solve(gradient)
      let gain = zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      if gain < 1e-12 || iteration == 100 {
        guard gain < 1e-6 else { throw .noConvergence(index: iteration) }
        let inverse = try factor.covariance()
        let tail = Array(((t - 1) * m)..<((t + 1) * m))
        return Point(
          mode: x, covariance: inverse.selecting(rows: tail).selecting(columns: tail),
          logEvidence: height - 0.5 * factor.logDeterminant
            - Double((t - 1) * m) * log(sigma))
      }
      var length = 1.0
      while length > 1e-10 {
        let trial = zip(x, step).map { $0 + length * $1 }
        let next = value(trial)
        if next >= height - 1e-12 * abs(height) {
          (x, height) = (trial, next)
          break
        }
        length /= 2
      }
      if length <= 1e-10 { throw .noConvergence(index: iteration) }
    }
    throw .noConvergence(index: 100)
  }

  /// The moments over the grid.
  func walk(_ weights: [Double], damping: Double) throws(LinearAlgebraError) -> LogRatioWalk {
    let m = size
    let tails = points.map { Array($0.mode.suffix(2 * m)) }
    var mean = [Double](repeating: 0, count: 2 * m)
    for (tail, weight) in zip(tails, weights) {
      for i in 0..<(2 * m) { mean[i] += weight * tail[i] }
    }
    var covariance = Matrix(rows: 2 * m, columns: 2 * m, repeating: 0)
    var variance = 0.0
    for (g, weight) in weights.enumerated() {
      variance += weight * DriftingRates.grid[g] * DriftingRates.grid[g]
      for i in 0..<(2 * m) {
        for j in 0..<(2 * m) {
          covariance[i, j] +=
            weight
            * (points[g].covariance[i, j] + (tails[g][i] - mean[i]) * (tails[g][j] - mean[j]))
        }
      }
    }
    var shape = Matrix(rows: m, columns: m, repeating: 0.5 * variance)
    for i in 0..<m { shape[i, i] = variance }
    return LogRatioWalk(
      level: Array(mean[..<m]), slope: Array(mean[m...]), factor: try Cholesky(covariance).lower,
      innovationFactor: try Cholesky(shape).lower, damping: damping)
  }
}
