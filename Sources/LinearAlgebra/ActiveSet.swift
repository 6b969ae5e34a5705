/// The dual active set method of Goldfarb and Idnani on scaled variables.
///
/// With n the normal of the constraint to take in, N those of the active ones, B = R⁻ᵀN and w = R⁻ᵀn:
///
///     r = argmin ‖w − B·r‖,  ρ = w − B·r        by QR of B
///     x ← x + t·R⁻¹ρ,  u ← u − t·r,  u₊ ← u₊ + t
///
/// where t is the full step to the constraint, or less when a multiplier reaches zero first and its
/// constraint is let go.
struct ActiveSet {
  struct Constraint {
    let normal: [Double]
    let bound: Double
    let isEquality: Bool
    /// The place in the list of all constraints.
    let place: Int
  }

  struct Answer {
    var x: [Double]
    var active: [Int]
    var multipliers: [Double]
    var iterations: Int
    var isUnique: Bool
    var residuals: QuadraticProgram.Residuals
  }

  private let problem: QuadraticObjective.Scaled
  private let constraints: [Constraint]
  /// R⁻ᵀ times the normals, one column a constraint.
  private let rotated: [[Double]]
  private let sizes: [Double]
  private let factor: Triangular

  init(
    _ problem: QuadraticObjective.Scaled, _ constraints: [Constraint]
  ) throws(LinearAlgebraError) {
    (self.problem, self.constraints) = (problem, constraints)
    let factor = try Triangular(problem.factor, .upper)
    self.factor = factor
    sizes = constraints.map { euclideanNorm($0.normal) }
    if constraints.isEmpty {
      rotated = []
    } else {
      let all = try factor.solve(
        Matrix(columns: constraints.map(\.normal)), transposed: true)
      rotated = (0..<constraints.count).map { all.column($0) }
    }
  }

  /// The minimum, with its proof.
  func minimum() throws(LinearAlgebraError) -> Answer {
    let zero = [Double](repeating: 0, count: problem.scales.count)
    let linear = problem.objective.gradient(zero).value
    var state = try dual(linear, iterations: 0)
    if problem.shift > 0 {
      // The variables have the unit of the bounds and the linear term: their own size is the measure.
      var reach = euclideanNorm(state.x)
      for _ in 0..<100 {
        let centre = state.x
        let next = try dual(
          zip(linear, centre).map { $0 - problem.shift * $1 }, iterations: state.iterations)
        let step = zip(next.x, centre).map { $0 - $1 }
        state = next
        try checkBounded(step, linear)
        reach = max(reach, euclideanNorm(state.x))
        if euclideanNorm(step) <= 1e-9 * reach { break }
      }
    }
    for _ in 0..<3 { try polish(&state) }
    state.residuals = residuals(state)
    guard state.residuals.largest <= 1e-8 else { throw .noConvergence(index: state.iterations) }
    state.isUnique = try isUnique(state)
    return state
  }

  /// The minimum of ½ xᵀRᵀR·x + linearᵀx.
  private func dual(_ linear: [Double], iterations: Int) throws(LinearAlgebraError) -> Answer {
    let start = try factor.solve(factor.solve(linear.map { -$0 }, transposed: true))
    var state = Answer(
      x: start, active: [], multipliers: [], iterations: iterations, isUnique: false,
      residuals: .init(stationarity: 0, feasibility: 0, complementarity: 0, dual: 0))
    var signs: [Double] = []
    var redundant: Set<Int> = []
    let limit = iterations + 100 + 50 * (constraints.count + start.count)
    while let entering = next(state, redundant) {
      var gained = 0.0
      let constraint = constraints[entering]
      let sign = constraint.isEquality && distance(entering, state.x) > 0 ? -1.0 : 1
      while true {
        state.iterations += 1
        guard state.iterations < limit else { throw .noConvergence(index: state.iterations) }
        let w = rotated[entering].map { sign * $0 }
        let (r, rho) = try project(w, state.active, signs)
        var (partial, leaving) = (Double.infinity, -1)
        for (place, k) in state.active.enumerated()
        where !constraints[k].isEquality && r[place] > 1e-14 {
          let ratio = state.multipliers[place] / r[place]
          if ratio < partial { (partial, leaving) = (ratio, place) }
        }
        let gap = sign * distance(entering, state.x)
        let length = rho.reduce(0) { $0 + $1 * $1 }
        let isDependent = length.squareRoot() <= 1e-11 * euclideanNorm(w)
        // What follows from the active constraints holds but for their rounding. Were it more, the
        // conditions of optimality at the end would not pass.
        if isDependent && abs(gap) <= 1e5 * slack(entering, state.x) {
          redundant.insert(entering)
          break
        }
        let full = isDependent ? .infinity : -gap / length
        let step = min(partial, full)
        guard step < .infinity else { throw .infeasible(constraint: entering) }
        if !isDependent {
          let direction = try factor.solve(rho)
          for j in state.x.indices { state.x[j] += step * direction[j] }
        }
        for place in r.indices { state.multipliers[place] -= step * r[place] }
        gained += step
        if step == full {
          state.active.append(entering)
          state.multipliers.append(gained)
          signs.append(sign)
          break
        }
        state.active.remove(at: leaving)
        state.multipliers.remove(at: leaving)
        signs.remove(at: leaving)
        redundant.removeAll()
      }
    }
    for place in signs.indices { state.multipliers[place] *= signs[place] }
    return state
  }

  /// aᵀx − b.
  private func distance(_ k: Int, _ x: [Double]) -> Double {
    zip(constraints[k].normal, x).reduce(-constraints[k].bound) { $0 + $1.0 * $1.1 }
  }

  /// What rounding can make of a constraint that holds.
  private func slack(_ k: Int, _ x: [Double]) -> Double {
    1e-12 * (abs(constraints[k].bound) + sizes[k] * (euclideanNorm(x) + 1e-300))
  }

  /// The equality that is not yet in, or the most violated inequality.
  private func next(_ state: Answer, _ redundant: Set<Int>) -> Int? {
    let active = Set(state.active)
    var (worst, found) = (0.0, Int?.none)
    for (k, constraint) in constraints.enumerated()
    where !active.contains(k) && !redundant.contains(k) {
      if constraint.isEquality { return k }
      let gap = distance(k, state.x)
      let size = sizes[k] > 0 ? sizes[k] : 1
      if gap < -slack(k, state.x) && gap / size < worst { (worst, found) = (gap / size, k) }
    }
    return found
  }

  /// r and ρ, orthogonalised twice.
  private func project(
    _ w: [Double], _ active: [Int], _ signs: [Double]
  ) throws(LinearAlgebraError) -> (r: [Double], rho: [Double]) {
    guard !active.isEmpty else { return ([], w) }
    let b = Matrix(
      columns: zip(active, signs).map { k, sign in rotated[k].map { sign * $0 } })
    let qr = try QR(b, tolerance: 0)
    var r = [Double](repeating: 0, count: active.count)
    var rho = w
    for _ in 0..<2 {
      let part = try qr.leastSquares(rho).map { $0 ?? 0 }
      for j in r.indices { r[j] += part[j] }
      rho = zip(rho, b * part).map { $0 - $1 }
    }
    return (r, rho)
  }

  /// One correction of x and u from the conditions themselves, with the active set as it is.
  private func polish(_ state: inout Answer) throws(LinearAlgebraError) {
    var g = problem.objective.gradient(state.x).value.map { -$0 }
    for (k, u) in zip(state.active, state.multipliers) {
      for j in g.indices { g[j] += u * constraints[k].normal[j] }
    }
    let w = try factor.solve(g, transposed: true)
    guard !state.active.isEmpty else {
      let step = try factor.solve(w)
      for j in step.indices { state.x[j] += step[j] }
      return
    }
    let b = Matrix(columns: state.active.map { rotated[$0] })
    let missing = state.active.map { -distance($0, state.x) }
    let right = zip(missing, b.transposedTimes(w)).map { $0 - $1 }
    let v = try QR(b, tolerance: 0).inverseGram() * right
    let step = try factor.solve(zip(w, b * v).map { $0 + $1 })
    for j in step.indices { state.x[j] += step[j] }
    for place in v.indices { state.multipliers[place] += v[place] }
  }

  /// Throws when the objective falls for ever along a step.
  private func checkBounded(_ step: [Double], _ linear: [Double]) throws(LinearAlgebraError) {
    let size = euclideanNorm(step)
    guard size > 0 else { return }
    let slope = zip(linear, step).reduce(0) { $0 + $1.0 * $1.1 }
    // Q has a diagonal in [1, 4) or zero.
    guard euclideanNorm(problem.objective.curvature(along: step)) <= 1e-12 * size,
      slope < -1e-9 * size * euclideanNorm(linear)
    else { return }
    for (k, constraint) in constraints.enumerated() {
      let along = zip(constraint.normal, step).reduce(0) { $0 + $1.0 * $1.1 }
      let tolerance = 1e-10 * size * sizes[k]
      if along < -tolerance || (constraint.isEquality && along > tolerance) { return }
    }
    throw .unbounded
  }

  private func residuals(_ state: Answer) -> QuadraticProgram.Residuals {
    var left = problem.objective.gradient(state.x).value
    var dual = 0.0
    var complementarity = 0.0
    let norm = euclideanNorm(state.x)
    for (k, u) in zip(state.active, state.multipliers) {
      for j in left.indices { left[j] -= u * constraints[k].normal[j] }
      if !constraints[k].isEquality { dual = max(dual, -u * sizes[k]) }
      let scale = abs(constraints[k].bound) + sizes[k] * norm
      if scale > 0 { complementarity = max(complementarity, abs(distance(k, state.x)) / scale) }
    }
    var feasibility = 0.0
    for k in constraints.indices {
      let gap = distance(k, state.x)
      let broken = constraints[k].isEquality ? abs(gap) : max(0, -gap)
      let scale = abs(constraints[k].bound) + sizes[k] * norm
      if broken > 0 { feasibility = max(feasibility, broken / scale) }
    }
    let terms = terms(state)
    return QuadraticProgram.Residuals(
      stationarity: terms > 0 ? left.reduce(0) { max($0, abs($1)) } / terms : 0,
      feasibility: feasibility, complementarity: complementarity,
      dual: terms > 0 ? dual / terms : 0)
  }

  /// The size of what the stationarity sums. Where the objective is flat, as at a perfect fit, the
  /// multipliers are only its rounding, and have no other measure.
  private func terms(_ state: Answer) -> Double {
    zip(state.active, state.multipliers).reduce(problem.objective.gradient(state.x).size) {
      max($0, abs($1.1) * sizes[$1.0])
    }
  }

  /// Whether Q and the normals with a multiplier span the space.
  private func isUnique(_ state: Answer) throws(LinearAlgebraError) -> Bool {
    let n = problem.scales.count
    if problem.rank == n { return true }
    let span = problem.span
    var rows = (0..<span.rows).map { span.row($0) }
    let terms = terms(state)
    for (k, u) in zip(state.active, state.multipliers)
    where constraints[k].isEquality || u * sizes[k] > 1e-9 * terms {
      rows.append(constraints[k].normal)
    }
    return try QR(Matrix(rows: rows)).rank == n
  }
}
