import Foundation
import LinearAlgebra

/// Rates of transition from yearly stocks alone: nobody was seen to move, only how many were where.
///
///     s_j(t+1) = Σ_i s_i(t) p_ij + inflow_j(t+1) + ε_j(t),        p_ij ≥ 0,   Σ_j p_ij = 1
///
/// Structural zeros are the ways that the state space does not have. Given the stocks of year t, and if
/// pupils move independently, the pupils of a state spread as a multinomial, so that
///
///     Cov ε(t) = Σ_i s_i(t) (diag p_i − p_i p_iᵀ)
///
/// to which ¼ is added for each stock (half a pupil: a certain stock has no error else), and the variance
/// of its bounds for a stock that is known within bounds. The three methods are
///
/// - ``Method/leastSquares``: minimise Σ ε², all alike (Lee, Judge & Zellner's constrained estimator);
/// - ``Method/weighted``: minimise Σ εᵀ Cov(p̃)⁻¹ ε with p̃ the rates of the step before, until they stay
///   (conditional least squares of Kalbfleisch & Lawless);
/// - ``Method/likelihood``: maximise Σ log N(ε; 0, Cov(p)), in which the covariance too tells of the
///   rates. It leans on the pupils moving independently: read ``StockFit/dispersion`` first.
///
/// An interval is that of ``StockFit/posterior(draws:seed:spread:)``, whatever the method;
/// ``StockFit/bootstrap(replicates:seed:)`` tells how far the estimates of a method are off. On simulated
/// regions of five to twelve years 95 % intervals of the posterior held the rates in 95 to 98 of 100 cases,
/// and the stocks projected with it, one to five years ahead, in 94 to 96. The figures are in
/// `Tests/ModelsTests/Reference/transition-recovery.txt`.
///
/// Sources: T. C. Lee, G. G. Judge & A. Zellner (1970), *Estimating the Parameters of the Markov
/// Probability Model from Aggregate Time Series Data*; J. D. Kalbfleisch, J. F. Lawless & W. M. Vollmer
/// (1983), Biometrics 39, 907–919; J. D. Kalbfleisch & J. F. Lawless (1984), Canadian Journal of Statistics
/// 12, 169–182. Same numbers as R `quadprog::solve.QP` and, for the likelihood, `nlminb`
/// (`Tests/ModelsTests/Reference/transitions.R`).
public struct StockRates: Hashable, Sendable {
  /// How the rates are made to fit the stocks.
  public enum Method: Hashable, Sendable, CaseIterable {
    /// All residuals alike.
    case leastSquares
    /// By the inverse of the multinomial covariance, iterated.
    case weighted
    /// By the normal approximation of the likelihood.
    case likelihood
  }

  /// How the rates are made to fit the stocks.
  public let method: Method

  /// - Parameter method: How the rates are made to fit the stocks.
  public init(_ method: Method = .weighted) {
    self.method = method
  }

  /// The rates that fit best.
  ///
  /// - Throws: ``EstimationError/noEquations`` when no two consecutive years have the stocks that an
  ///   equation needs; ``EstimationError/linearAlgebra(_:)``.
  /// - Complexity: one quadratic program for least squares, some five to thirty for the others.
  public func fit(_ series: StockSeries) throws(EstimationError) -> StockFit {
    let equations = try StockEquations(series)
    let end = try estimating { () throws(LinearAlgebraError) in try solve(equations) }
    return try estimating { () throws(LinearAlgebraError) in
      try StockFit(self, series, equations, end)
    }
  }

  struct Answer {
    var x: [Double]
    var iterations: Int
    var converged: Bool
  }

  func solve(_ equations: StockEquations) throws(LinearAlgebraError) -> Answer {
    if equations.unknowns.isEmpty { return Answer(x: [], iterations: 0, converged: true) }
    var x = try equations.leastSquares(at: nil)
    if method == .leastSquares { return Answer(x: x, iterations: 1, converged: true) }
    for iteration in 1...100 {
      let next = try equations.leastSquares(at: x)
      let change = equations.blocks.reduce(0.0) { largest, block in
        let moved = zip(block.design * next, block.design * x).map { abs($0 - $1) }
        return max(largest, moved.max() ?? 0)
      }
      x = next
      if change < 1e-9 {
        if method == .weighted { return Answer(x: x, iterations: iteration, converged: true) }
        break
      }
      if method == .likelihood && iteration == 3 { break }
    }
    if method == .weighted { return Answer(x: x, iterations: 100, converged: false) }
    return try climb(equations, from: x)
  }

  /// Fisher scoring within the constraints: a quadratic program a step, halved until it goes up.
  private func climb(
    _ equations: StockEquations, from start: [Double]
  ) throws(LinearAlgebraError) -> Answer {
    var x = start
    var value = try equations.logLikelihood(x)
    for iteration in 1...200 {
      let (score, information) = try equations.scoring(x)
      let pull = zip(score, information * x).map { -$0 - $1 }
      var program = QuadraticProgram(quadratic: information, linear: pull)
      equations.constrain(&program)
      let goal = try program.solve().x
      let step = zip(goal, x).map { $0 - $1 }
      let gain = zip(step, score).reduce(0) { $0 + $1.0 * $1.1 }
      if gain < 1e-10 { return Answer(x: x, iterations: iteration, converged: true) }
      var length = 1.0
      var moved = false
      while length > 1e-8 {
        let trial = zip(x, step).map { max(0, $0 + length * $1) }
        let next = try equations.logLikelihood(trial)
        if next > value + 1e-4 * length * gain || (gain < 1e-6 && next >= value) {
          (x, value, moved) = (trial, next, true)
          break
        }
        length /= 2
      }
      if !moved { return Answer(x: x, iterations: iteration, converged: gain < 1e-6) }
    }
    return Answer(x: x, iterations: 200, converged: false)
  }
}

/// Rates found by ``StockRates``.
public struct StockFit: Sendable {
  /// What is left of one stock.
  public struct Residual: Hashable, Sendable {
    /// The year of the stock.
    public let year: Int
    /// The place of its state.
    public let state: Int
    /// The pupils above what the rates expect.
    public let pupils: Double
  }

  /// How the rates were made to fit.
  public let model: StockRates
  /// The stocks.
  public let series: StockSeries
  /// The rates of each state along its destinations; where ``isDetermined(from:to:)`` says no, one of many
  /// that fit equally.
  public let rates: [[Double]]
  /// The yearly inflow of each state that has ``StockSeries/Inflow/constant`` inflow; nil for others.
  public let inflows: [Double?]
  /// The lowest and the highest value that each rate takes over all rates that expect the same stocks as
  /// these, along the destinations: one point where the stocks determine it.
  public let ranges: [[ClosedRange<Double>]]
  /// How many independent directions of the rates the stocks say nothing of.
  public let undetermined: Int
  /// The ratio of the best to the worst known direction of the rates, weighted by the multinomial
  /// covariance: above some hundreds small changes of the stocks change rates a great deal.
  public let condition: Double
  /// What is left of each stock.
  public let residuals: [Residual]
  /// Σ εᵀ Cov⁻¹ ε over its degrees of freedom: about 1 when pupils move independently at constant rates,
  /// more when rates vary from year to year. Nil without degrees of freedom.
  public let dispersion: Double?
  /// The logarithm of the normal likelihood at the rates.
  public let logLikelihood: Double
  /// The steps it took.
  public let iterations: Int
  /// Whether the last step was small enough; if not, the rates are those of the last step.
  public let converged: Bool
  /// What to know before these numbers are used.
  public let flags: Set<EstimationFlag>

  let equations: StockEquations
  let unknowns: [Double]

  init(
    _ model: StockRates, _ series: StockSeries, _ equations: StockEquations,
    _ end: StockRates.Answer
  ) throws(LinearAlgebraError) {
    (self.model, self.series, self.equations) = (model, series, equations)
    unknowns = end.x
    (iterations, converged) = (end.iterations, end.converged)
    rates = equations.rates(end.x)
    var inflows = [Double?](repeating: nil, count: series.space.states.count)
    for (v, unknown) in equations.unknowns.enumerated() {
      if case .inflow(let s) = unknown { inflows[s] = equations.inflowUnit * end.x[v] }
    }
    self.inflows = inflows
    residuals = equations.blocks.flatMap { block in
      zip(block.states, zip(block.response, block.design * end.x)).map {
        Residual(year: block.year, state: $0, pupils: $1.0 - $1.1)
      }
    }
    logLikelihood = try equations.logLikelihood(end.x)
    let space = try StockDetermination(equations, end.x)
    (ranges, undetermined, condition) = (space.ranges, space.undetermined, space.condition)
    var flags = equations.flags
    for (s, state) in series.space.states.enumerated()
    where space.ranges[s].contains(where: { $0.upperBound - $0.lowerBound > 1e-6 }) {
      flags.insert(.notDetermined(state: state.name))
    }
    if space.degreesOfFreedom > 0 {
      let (design, response) = try equations.whitened(end.x)
      let left = zip(response, design * end.x).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      let dispersion = left / Double(space.degreesOfFreedom)
      self.dispersion = dispersion
      let chance = ChiSquared(degreesOfFreedom: Double(space.degreesOfFreedom)).survival(left)
      if chance < 0.01 { flags.insert(.overdispersed(tenths: Int((10 * dispersion).rounded()))) }
    } else {
      dispersion = nil
    }
    self.flags = flags
  }

  /// The rate from one state to another; nil where there is no such way.
  public func rate(from: Int, to: Int) -> Double? {
    place(from, to).map { rates[from][$0] }
  }

  /// What the rate may be over all rates that expect the same stocks; nil where there is no such way.
  public func range(from: Int, to: Int) -> ClosedRange<Double>? {
    place(from, to).map { ranges[from][$0] }
  }

  /// Whether the stocks leave this rate one value, to 10⁻⁶; nil where there is no such way.
  public func isDetermined(from: Int, to: Int) -> Bool? {
    range(from: from, to: to).map { $0.upperBound - $0.lowerBound <= 1e-6 }
  }

  func place(_ from: Int, _ to: Int) -> Int? {
    series.space.destinations[from].firstIndex(of: to)
  }
}

/// What equations leave open.
struct StockDetermination {
  let ranges: [[ClosedRange<Double>]]
  let undetermined: Int
  let condition: Double
  let degreesOfFreedom: Int

  init(_ equations: StockEquations, _ x: [Double]) throws(LinearAlgebraError) {
    let rates = equations.rates(x)
    guard !x.isEmpty else {
      ranges = rates.map { $0.map { $0...$0 } }
      (undetermined, condition, degreesOfFreedom) = (0, 1, equations.count)
      return
    }
    let design = try equations.whitened(x).design
    let svd = try SVD(design, tolerance: 1e-10)
    let rank = svd.values[0] > 0 ? svd.rank : 0
    undetermined = x.count - rank
    condition = rank > 0 ? svd.values[0] / svd.values[rank - 1] : .infinity
    // What is at a bound is no longer free; what is free and seen takes a degree of freedom.
    let free = x.indices.filter { x[$0] > 1e-9 }
    let seen =
      free.isEmpty ? 0 : try SVD(design.selecting(columns: free), tolerance: 1e-10).rank
    let full = equations.space.destinations.indices.filter { s in
      !rates[s].isEmpty && rates[s][equations.references[s]] < 1e-9
        && rates[s].count { $0 > 1e-9 } > 0 && rates[s].count > 1
    }
    degreesOfFreedom = equations.count - max(0, seen - full.count)
    var ranges = rates.map { $0.map { $0...$0 } }
    if undetermined > 0 {
      let fixed = Matrix(rows: (0..<rank).map { svd.right.column($0) })
      let goal = fixed.rows > 0 ? fixed * x : []
      func least(_ direction: [Double]) throws(LinearAlgebraError) -> Double {
        let n = x.count
        var program = QuadraticProgram(
          quadratic: Matrix(rows: n, columns: n, repeating: 0), linear: direction)
        equations.constrain(&program)
        if !goal.isEmpty { program.require(fixed, equal: goal) }
        return try program.solve().objective
      }
      for s in ranges.indices {
        for place in ranges[s].indices {
          var direction = [Double](repeating: 0, count: x.count)
          var start = 0.0
          for (v, unknown) in equations.unknowns.enumerated() {
            guard case .rate(s, let other) = unknown else { continue }
            if place == equations.references[s] {
              (direction[v], start) = (-1, 1)
            } else if other == place {
              direction[v] = 1
            }
          }
          // What no direction that is left open moves has one value.
          let seen = (0..<rank).reduce(0.0) { sum, k in
            let part = zip(svd.right.column(k), direction).reduce(0) { $0 + $1.0 * $1.1 }
            return sum + part * part
          }
          let size = direction.reduce(0) { $0 + $1 * $1 }
          guard size - seen > 1e-12 else { continue }
          let low = start + (try least(direction))
          let high = start - (try least(direction.map { -$0 }))
          let (from, to) = (max(0, min(low, rates[s][place])), min(1, max(high, rates[s][place])))
          ranges[s][place] = from...to
        }
      }
    }
    self.ranges = ranges
  }
}
