/// A convex quadratic program with equality, inequality and bound constraints.
///
///     minimise ½ xᵀQx + cᵀx        or ½‖A·x − b‖²
///     subject to  E·x = e,  G·x ≥ g,  l ≤ x ≤ u
///
/// Solved by the dual method of Goldfarb and Idnani: from the unconstrained minimum the most violated
/// constraint is taken in, on a QR factorisation of the active ones, until none is violated. Where
/// Q is singular (dependent columns, or none at all: a linear program) a multiple of the identity
/// around the last solution makes it definite, until that solution stays (proximal point); the
/// answer then is one of several, if ``Solution/isUnique`` is false.
///
/// Sources: D. Goldfarb & A. Idnani (1983), *A numerically stable dual method for solving strictly
/// convex quadratic programs*, Math. Programming 27, 1–33; R. T. Rockafellar (1976), SIAM J. Control
/// Optim. 14, 877–898, for the proximal point. Same solutions as R `quadprog::solve.QP`.
public struct QuadraticProgram: Sendable {
  /// The number of variables.
  public let variables: Int
  let objective: QuadraticObjective
  private(set) var equalities: [LinearConstraint] = []
  private(set) var inequalities: [LinearConstraint] = []
  private(set) var lower: [Double]
  private(set) var upper: [Double]

  /// ½ xᵀQx + cᵀx.
  ///
  /// - Parameters:
  ///   - quadratic: Q, symmetric and positive semidefinite (the lower triangle counts).
  ///   - linear: c.
  public init(quadratic: Matrix, linear: [Double]) {
    precondition(quadratic.rows == quadratic.columns, "a quadratic term of \(quadratic.shape)")
    precondition(linear.count == quadratic.rows && !linear.isEmpty, "\(linear.count) linear terms")
    self.init(QuadraticObjective.quadratic(quadratic, linear), linear.count)
  }

  /// ½ ‖A·x − b‖², without forming AᵀA for the steps.
  public init(leastSquares a: Matrix, response b: [Double]) {
    precondition(b.count == a.rows && a.columns > 0, "\(b.count) responses for \(a.shape)")
    self.init(QuadraticObjective.leastSquares(a, b), a.columns)
  }

  private init(_ objective: QuadraticObjective, _ count: Int) {
    (self.objective, variables) = (objective, count)
    lower = Array(repeating: -.infinity, count: count)
    upper = Array(repeating: .infinity, count: count)
  }

  /// Adds E·x = e, one row a constraint.
  public mutating func require(_ rows: Matrix, equal values: [Double]) {
    precondition(rows.columns == variables && rows.rows == values.count, "\(rows.shape) equalities")
    equalities += values.indices.map { LinearConstraint(normal: rows.row($0), bound: values[$0]) }
  }

  /// Adds G·x ≥ g, one row a constraint.
  public mutating func require(_ rows: Matrix, atLeast values: [Double]) {
    precondition(
      rows.columns == variables && rows.rows == values.count, "\(rows.shape) constraints")
    inequalities += values.indices.map { LinearConstraint(normal: rows.row($0), bound: values[$0]) }
  }

  /// Sets l ≤ x ≤ u, with −∞ and ∞ for none.
  public mutating func require(lower: [Double]? = nil, upper: [Double]? = nil) {
    precondition((lower ?? self.lower).count == variables, "lower bounds for other variables")
    precondition((upper ?? self.upper).count == variables, "upper bounds for other variables")
    self.lower = lower ?? self.lower
    self.upper = upper ?? self.upper
  }

  /// Requires x ≥ 0 and Σ x = total: shares, or the weights of a synthetic control.
  public mutating func requireSimplex(total: Double = 1) {
    require(lower: Array(repeating: 0, count: variables))
    require(Matrix(rows: 1, columns: variables, repeating: 1), equal: [total])
  }

  /// How far a solution is from the conditions of Karush, Kuhn and Tucker, each as a share of the
  /// terms that it sums.
  public struct Residuals: Sendable {
    /// Qx + c − Eᵀy − Gᵀz − z_l + z_u, which is zero at the optimum.
    public let stationarity: Double
    /// By how much the worst constraint is broken.
    public let feasibility: Double
    /// How far the worst of the constraints with a multiplier is from holding with equality.
    public let complementarity: Double
    /// The most negative multiplier of an inequality.
    public let dual: Double
    /// The largest of the four.
    public var largest: Double { max(stationarity, feasibility, complementarity, dual) }
  }

  /// A minimum.
  public struct Solution: Sendable {
    /// The variables; a bound that holds, holds exactly.
    public let x: [Double]
    /// The value of the objective.
    public let objective: Double
    /// One a row of E, of any sign: the rise of the objective per unit of e.
    public let equalityMultipliers: [Double]
    /// One a row of G, none negative: the rise of the objective per unit of g.
    public let inequalityMultipliers: [Double]
    /// One a variable, none negative: zero where x is above its lower bound.
    public let lowerMultipliers: [Double]
    /// One a variable, none negative: zero where x is below its upper bound.
    public let upperMultipliers: [Double]
    /// The steps of the dual method, over all proximal rounds.
    public let iterations: Int
    /// The rank of Q (of A) with its diagonal (columns) scaled, by eigenvalues (pivots) above 10⁻¹⁰ of
    /// the largest.
    public let rank: Int
    /// Whether no other point is as good: Q and the constraints with a multiplier leave no direction.
    public let isUnique: Bool
    /// The conditions of optimality, as computed from this solution.
    public let residuals: Residuals
  }

  /// A minimum.
  ///
  /// - Throws: ``LinearAlgebraError/notFinite(row:column:)``; ``LinearAlgebraError/notConvex(share:)``;
  ///   ``LinearAlgebraError/infeasible(constraint:)``; ``LinearAlgebraError/unbounded``;
  ///   ``LinearAlgebraError/noConvergence(index:)`` when the conditions of optimality do not come
  ///   below 10⁻⁸, with the number of steps.
  /// - Complexity: O(n² q) a step with q active constraints, and about as many steps.
  public func solve() throws(LinearAlgebraError) -> Solution {
    for constraint in equalities + inequalities {
      try checkFinite(constraint.normal)
      guard constraint.bound.isFinite else { throw .notFinite(row: 0, column: 0) }
    }
    for (j, (low, high)) in zip(lower, upper).enumerated() {
      if low.isNaN || high.isNaN || low == .infinity || high == -.infinity {
        throw .notFinite(row: j, column: 0)
      }
    }
    let scaled = try objective.scaled()
    var constraints: [ActiveSet.Constraint] = []
    func add(_ normal: [Double], _ bound: Double, equality: Bool, place: Place) {
      constraints.append(
        ActiveSet.Constraint(
          normal: zip(normal, scaled.scales).map { $0 * $1 }, bound: bound, isEquality: equality,
          place: constraints.count))
      places.append(place)
    }
    var places: [Place] = []
    for (k, row) in equalities.enumerated() {
      add(row.normal, row.bound, equality: true, place: .equality(k))
    }
    for (k, row) in inequalities.enumerated() {
      add(row.normal, row.bound, equality: false, place: .inequality(k))
    }
    for j in 0..<variables where lower[j].isFinite {
      add(unit(j, 1), lower[j], equality: false, place: .lower(j))
    }
    for j in 0..<variables where upper[j].isFinite {
      add(unit(j, -1), -upper[j], equality: false, place: .upper(j))
    }
    let answer = try ActiveSet(scaled, constraints).minimum()
    return try solution(answer, scaled, places)
  }

  private enum Place {
    case equality(Int), inequality(Int), lower(Int), upper(Int)
  }

  private func unit(_ j: Int, _ value: Double) -> [Double] {
    var result = [Double](repeating: 0, count: variables)
    result[j] = value
    return result
  }

  private func solution(
    _ answer: ActiveSet.Answer, _ scaled: QuadraticObjective.Scaled, _ places: [Place]
  ) throws(LinearAlgebraError) -> Solution {
    var x = zip(answer.x, scaled.scales).map { $0 * $1 }
    var equal = [Double](repeating: 0, count: equalities.count)
    var least = [Double](repeating: 0, count: inequalities.count)
    var (low, high) = (
      [Double](repeating: 0, count: variables), [Double](repeating: 0, count: variables)
    )
    for (k, multiplier) in zip(answer.active, answer.multipliers) {
      switch places[k] {
      case .equality(let row): equal[row] = multiplier
      case .inequality(let row): least[row] = multiplier
      case .lower(let j): (x[j], low[j]) = (lower[j], multiplier)
      case .upper(let j): (x[j], high[j]) = (upper[j], multiplier)
      }
    }
    for j in 0..<variables { x[j] = min(max(x[j], lower[j]), upper[j]) }
    return Solution(
      x: x, objective: objective.value(x), equalityMultipliers: equal, inequalityMultipliers: least,
      lowerMultipliers: low, upperMultipliers: high, iterations: answer.iterations,
      rank: scaled.rank, isUnique: answer.isUnique, residuals: answer.residuals)
  }
}

/// aᵀx = b or aᵀx ≥ b.
struct LinearConstraint: Sendable {
  let normal: [Double]
  let bound: Double
}
