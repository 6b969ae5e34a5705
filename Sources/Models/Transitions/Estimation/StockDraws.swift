import Foundation
public import LinearAlgebra

/// Rates that the stocks allow, by chance: of a bootstrap or of a posterior.
public struct StockDraws: Sendable {
  /// The fit that they are of.
  public let fit: StockFit
  /// A row a draw, a column a transition in the order of the state space.
  public let draws: Matrix

  /// The mean of each rate, along the destinations of each state.
  public var means: [[Double]] {
    var column = -1
    return fit.series.space.destinations.map { destinations in
      destinations.map { _ in
        column += 1
        return draws.column(column).reduce(0, +) / Double(draws.rows)
      }
    }
  }

  /// The interval of a rate between quantiles of the draws; nil where there is no such way.
  public func interval(from: Int, to: Int, probability: Double = 0.95) -> ClosedRange<Double>? {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    let space = fit.series.space
    guard let column = space.transitions.firstIndex(of: .init(from: from, to: to)) else {
      return nil
    }
    let sorted = draws.column(column).sorted()
    let tail = (1 - probability) / 2
    return quantile(sorted, tail)...quantile(sorted, 1 - tail)
  }

  /// The draws as rates for a projection: all states of a draw together.
  public func transitionRates() throws(EstimationError) -> TransitionRates {
    try makingRates { () throws(TransitionError) in
      try TransitionRates(space: fit.series.space, draws: draws)
    }
  }

  private func quantile(_ sorted: [Double], _ probability: Double) -> Double {
    // The k-th of n draws is at k/(n + 1): a new one then falls inside as often as is said.
    let place = min(
      max(0, probability * Double(sorted.count + 1) - 1), Double(sorted.count - 1))
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}

extension StockFit {
  /// Estimates again from simulated stocks (parametric bootstrap): for each year the pupils who were counted move at these rates.
  ///
  /// - Parameters:
  ///   - replicates: At least 1.
  ///   - seed: Of the simulation; replicate i takes stream i.
  /// - Throws: ``EstimationError/linearAlgebra(_:)``.
  public func bootstrap(
    replicates: Int = 500, seed: UInt64 = 1
  ) throws(EstimationError) -> StockDraws {
    precondition(replicates > 0, "\(replicates) replicates")
    let space = series.space
    var columns = [Double](repeating: 0, count: replicates * space.transitions.count)
    for replicate in 0..<replicates {
      var generator = Philox(seed: seed, stream: UInt64(replicate))
      var responses: [[Double]] = []
      for block in equations.blocks {
        var arrived = [Double](repeating: 0, count: block.states.count)
        for (i, row) in rates.enumerated() where !row.isEmpty {
          let stock = Int((block.stocks[i] ?? 0).rounded())
          let moved = Multinomial(trials: stock, probabilities: row).draw(using: &generator)
          for (place, j) in space.destinations[i].enumerated() {
            if let equation = block.rows[j] { arrived[equation] += Double(moved[place]) }
          }
        }
        for (s, inflow) in inflows.enumerated() {
          if let inflow, inflow > 0, let equation = block.rows[s] {
            arrived[equation] += Double(Poisson(mean: inflow).draw(using: &generator))
          }
        }
        responses.append(arrived)
      }
      let again = equations.replacingResponses(responses)
      let drawn = try estimating { () throws(LinearAlgebraError) in
        again.rates(try model.solve(again).x)
      }
      var column = 0
      for row in drawn {
        for rate in row {
          columns[column * replicates + replicate] = rate
          column += 1
        }
      }
    }
    return StockDraws(
      fit: self,
      draws: Matrix(rows: replicates, columns: space.transitions.count, columnMajor: columns))
  }
}

extension StockFit {
  /// Draws from the posterior of the rates, given the covariance of the residuals.
  ///
  ///     π(p) ∝ exp(−½ Σ εᵀ Cov(p̄)⁻¹ ε)        on p_ij ≥ 0, Σ_j p_ij = 1, inflow ≥ 0
  ///
  /// The covariance is that at the mean p̄ of the posterior, found in two rounds: estimates lie on a bound
  /// more often than rates do, and have too small a covariance there.
  /// A normal distribution cut off at the bounds, with a uniform prior within them. A rate that the stocks do
  /// not determine so gets its whole range. Sampled by hit-and-run: along a random direction the
  /// distribution is a truncated normal, from which is drawn exactly; one draw of 25 directions is kept.
  ///
  /// Where rates lie near a bound its intervals hold the truth more often than those of the
  /// bootstrap, which repeats the estimate's pile-up on the bound.
  ///
  /// Sources: R. L. Smith (1984), Operations Research 32, 1296–1308 (hit-and-run); A. E. Gelfand, A. F. M. Smith
  /// & T.-M. Lee (1992), JASA 87, 523–532 (constrained parameters).
  ///
  /// - Parameters:
  ///   - draws: At least 1.
  ///   - seed: Of the draws.
  /// - Throws: ``EstimationError/linearAlgebra(_:)``.
  public func posterior(draws: Int = 2_000, seed: UInt64 = 1) throws(EstimationError) -> StockDraws
  {
    precondition(draws > 0, "\(draws) draws")
    let kept = try estimating { () throws(LinearAlgebraError) -> [[Double]] in
      var centre = unknowns
      for round in 1...2 where !centre.isEmpty {
        let first = try StockSampler(equations, centre).draws(400, seed: seed &+ UInt64(round))
        centre = centre.indices.map { v in first.reduce(0) { $0 + $1[v] } / 400 }
      }
      return try StockSampler(equations, centre).draws(draws, seed: seed)
    }
    let columns = series.space.transitions.count
    var values = [Double](repeating: 0, count: draws * columns)
    for (draw, x) in kept.enumerated() {
      for (column, rate) in equations.rates(x).joined().enumerated() {
        values[column * draws + draw] = rate
      }
    }
    return StockDraws(
      fit: self, draws: Matrix(rows: draws, columns: columns, columnMajor: values))
  }
}

/// Hit-and-run in the polytope of the rates.
private struct StockSampler {
  let equations: StockEquations
  let precision: Matrix
  /// Xᵀ Cov⁻¹ y
  let pull: [Double]
  let scale: Cholesky
  let start: [Double]

  init(_ equations: StockEquations, _ x: [Double]) throws(LinearAlgebraError) {
    self.equations = equations
    let (design, response) = try equations.whitened(x)
    precision = design.transposed * design
    pull = design.transposedTimes(response)
    // Directions as long as the posterior is wide, and no longer than a rate can be.
    var strengthened = precision
    for v in x.indices { strengthened[v, v] += 12 }
    scale = try Cholesky(strengthened)
    // Not on a bound, where most directions have no length.
    start = zip(x, equations.unknowns).map { value, unknown in
      switch unknown {
      case .rate(let s, _):
        0.98 * value + 0.02 / Double(equations.space.destinations[s].count)
      case .inflow: value + 1e-3
      }
    }
  }

  func draws(_ count: Int, seed: UInt64) throws(LinearAlgebraError) -> [[Double]] {
    var generator = Philox(seed: 0x7374_6f63 &+ seed, stream: 0)
    var x = start
    if x.isEmpty { return [[Double]](repeating: x, count: count) }
    var kept: [[Double]] = []
    let (skipped, thinning) = (40 * 25, 25)
    var step = -skipped
    while kept.count < count {
      var direction = [Double](repeating: 0, count: x.count)
      if step % 2 == 0 {
        direction = try scale.solveLowerTransposed(
          x.map { _ in Normal.standard.draw(using: &generator) })
      } else {
        direction[Int(generator.uniform() * Double(x.count))] = 1
      }
      x = move(x, along: direction, using: &generator)
      step += 1
      if step > 0 && step % thinning == 0 { kept.append(x) }
    }
    return kept
  }

  private func move(
    _ x: [Double], along direction: [Double], using generator: inout Philox
  ) -> [Double] {
    var (low, high) = (-Double.infinity, Double.infinity)
    func bound(_ value: Double, _ slope: Double) {
      // value + δ·slope ≥ 0
      if slope > 1e-300 { low = max(low, -value / slope) }
      if slope < -1e-300 { high = min(high, -value / slope) }
    }
    var sums = [(value: Double, slope: Double)](
      repeating: (1, 0), count: equations.space.states.count)
    for (v, unknown) in equations.unknowns.enumerated() {
      bound(x[v], direction[v])
      if case .rate(let s, _) = unknown {
        sums[s].value -= x[v]
        sums[s].slope -= direction[v]
      }
    }
    for (value, slope) in sums { bound(max(0, value), slope) }
    // An inflow has no upper bound of its own.
    (low, high) = (max(low, -1e3), min(high, 1e3))
    guard low < high else { return x }
    let turned = precision * direction
    let curvature = zip(direction, turned).reduce(0) { $0 + $1.0 * $1.1 }
    let slope =
      zip(direction, pull).reduce(0) { $0 + $1.0 * $1.1 }
      - zip(x, turned).reduce(0) { $0 + $1.0 * $1.1 }
    let u = generator.uniform()
    let size = high - low
    let length: Double
    if curvature * size * size < 1e-8 && abs(slope) * size < 1e-4 {
      length = low + u * size
    } else if curvature * size * size < 1e-8 {
      // As good as exponential.
      length = low + log1p(u * expm1(slope * size)) / slope
    } else {
      let (mean, deviation) = (slope / curvature, 1 / curvature.squareRoot())
      let (a, b) = ((low - mean) / deviation, (high - mean) / deviation)
      length = mean + deviation * Self.truncatedNormal(a, b, u)
    }
    let inside = min(max(length, low), high)
    guard inside.isFinite else { return x }
    return zip(x, direction).map { max(0, $0 + inside * $1) }
  }

  /// The quantile u of a standard normal between a and b, in the tail that keeps its digits.
  private static func truncatedNormal(_ a: Double, _ b: Double, _ u: Double) -> Double {
    if a > 0 { return -truncatedNormal(-b, -a, 1 - u) }
    let (low, high) = (Normal.standard.cumulative(a), Normal.standard.cumulative(b))
    let p = low + u * (high - low)
    // So far out that nothing is left: the nearest bound.
    guard p > 0 else { return b }
    return Normal.standard.quantile(min(p, 1 - 0x1p-53))
  }
}
