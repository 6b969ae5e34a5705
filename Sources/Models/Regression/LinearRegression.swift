import Foundation
public import LinearAlgebra

/// Linear regression by ordinary or weighted least squares.
///
///     y = X·β + ε,  Var εᵢ = σ²/wᵢ          β̂ = argmin Σᵢ wᵢ (yᵢ − xᵢᵀβ)²
///
/// Solved by QR of √W·X and refined with residuals in double-double (see `LeastSquares`): the rounded
/// solution for exactly these data. Dependent columns get no coefficient and are named in
/// ``LinearRegression/Fit/aliases``. A row of weight zero is left out: it counts for no degree of
/// freedom, and has a fitted value and a residual all the same.
///
/// Source: Golub & Van Loan, *Matrix Computations*, 4th ed., §5.3–5.5. Same numbers as R
/// `lm(…, weights =)`; of dependent columns R keeps the first, this the most independent ones, with
/// the same fitted values.
public struct LinearRegression: Sendable {
  /// Share of the largest diagonal of R below which a column counts as dependent.
  public let tolerance: Double
  /// Where the first solution comes from; the digits are the same.
  public let route: LeastSquares.Route

  /// - Parameters:
  ///   - tolerance: See `QR.tolerance`; 0 ≤ tolerance < 1.
  ///   - route: `LeastSquares.Route.normalEquations` is quicker for hundreds of thousands of rows.
  public init(tolerance: Double = 1e-10, route: LeastSquares.Route = .orthogonal) {
    precondition(tolerance >= 0 && tolerance < 1, "tolerance \(tolerance)")
    (self.tolerance, self.route) = (tolerance, route)
  }

  /// The coefficients that minimise the weighted sum of squared residuals.
  ///
  /// - Parameters:
  ///   - design: n × p, one row an observation; include the intercept as a column of ones.
  ///   - response: n values.
  ///   - weights: n values, zero or more, relative precisions; doubling all of them changes no
  ///     coefficient and no standard error. Nil: all one.
  /// - Returns: The fit, with p coefficients in the order of the columns.
  /// - Throws: ``ModelError/emptyData``; ``ModelError/notFinite(row:)``;
  ///   ``ModelError/invalidWeight(row:)`` for a negative one; ``ModelError/tooFewRows(rows:columns:)``
  ///   when no degree of freedom is left for σ²; ``ModelError/linearAlgebra(_:)`` for a design of
  ///   zeros.
  /// - Complexity: O(n p²).
  public func fit(
    design: Matrix, response: [Double], weights: [Double]? = nil
  ) throws(ModelError) -> Fit {
    try fit(design: ExtendedMatrix(design), response: response, weights: weights)
  }

  /// The same for a design in double-double, such as `ExtendedMatrix.powers(of:through:)`.
  ///
  /// - Throws: As for a design of doubles.
  public func fit(
    design: ExtendedMatrix, response: [Double], weights: [Double]? = nil
  ) throws(ModelError) -> Fit {
    let n = design.rows
    guard n > 0 && design.columns > 0 else { throw .emptyData }
    precondition(response.count == n, "\(response.count) responses for \(n) rows")
    precondition(weights.map { $0.count == n } ?? true, "weights for another number of rows")
    for (row, w) in (weights ?? []).enumerated() {
      if !w.isFinite { throw .notFinite(row: row) }
      if w < 0 { throw .invalidWeight(row: row) }
    }
    let observations = weights?.count { $0 > 0 } ?? n
    guard observations > 0 else { throw .tooFewRows(rows: 0, columns: design.columns) }
    do throws(ModelError) {
      let leastSquares = try algebra { () throws(LinearAlgebraError) in
        try LeastSquares(design, weights: weights, tolerance: tolerance, route: route)
      }
      guard leastSquares.rank > 0 else {
        throw .linearAlgebra(.rankDeficient(rank: 0, columns: design.columns))
      }
      guard observations > leastSquares.rank else {
        throw .tooFewRows(rows: observations, columns: design.columns)
      }
      return try algebra { () throws(LinearAlgebraError) in
        try Fit(
          leastSquares, leastSquares.solve(response), response: response,
          observations: observations)
      }
    } catch .linearAlgebra(.notFinite(let row, _)) {
      // Least squares looks at every value of design and response: no need to do so here too.
      throw .notFinite(row: row)
    }
  }

  /// A fitted linear regression.
  public struct Fit: Sendable {
    /// p coefficients; nil for an aliased column. Unit: response per unit of the column.
    public var coefficients: [Double?] { table.values }
    /// p × p: σ̂²(XᵀWX)⁻¹; NaN in the rows and columns of aliased coefficients.
    public var covariance: Matrix { table.covariance }
    /// The square roots of the diagonal of ``covariance``; nil for an aliased column.
    public var standardErrors: [Double?] { table.standardErrors }
    /// The columns found dependent, ascending.
    public var aliased: [Int] { table.aliased }
    /// n fitted means X·β̂.
    public let fitted: [Double]
    /// n residuals y − X·β̂, not weighted; those of rows without weight too.
    public let residuals: [Double]
    /// The weighted residual sum of squares Σ wᵢ rᵢ².
    public let residualSumOfSquares: Double
    /// σ̂² = Σ wᵢ rᵢ² / (n − rank): the variance of an observation of weight one.
    public let variance: Double
    /// The rows of positive weight, less the rank.
    public let residualDegreesOfFreedom: Int
    /// The number of rows of positive weight.
    public let observations: Int
    /// The number of independent columns.
    public var rank: Int { leastSquares.rank }
    /// The condition estimate of √W·X with scaled columns (`LeastSquares.condition`).
    public var condition: Double { leastSquares.condition }
    /// The number of corrections by refinement.
    public let refinements: Int
    /// Whether the corrections ended below rounding, see `LeastSquares.Solution.converged`.
    public let converged: Bool

    let leastSquares: LeastSquares
    let response: [Double]
    let table: CoefficientTable

    fileprivate init(
      _ leastSquares: LeastSquares, _ solution: LeastSquares.Solution, response: [Double],
      observations: Int
    ) throws(LinearAlgebraError) {
      (self.leastSquares, self.response, self.observations) = (
        leastSquares, response, observations
      )
      residuals = solution.residuals
      fitted = zip(response, solution.residuals).map { $0 - $1 }
      let sum = sumOfSquares(solution.residuals, leastSquares.weights)
      residualSumOfSquares = sum
      residualDegreesOfFreedom = observations - leastSquares.rank
      variance = sum / Double(residualDegreesOfFreedom)
      (refinements, converged) = (solution.refinements, solution.converged)
      table = CoefficientTable(
        values: solution.coefficients,
        covariance: variance * (try leastSquares.inverseGram()), aliased: leastSquares.aliased,
        aliasWeights: leastSquares.aliasWeights)
    }

    /// n weights; ones when none were given.
    var weights: [Double] {
      leastSquares.weights ?? Array(repeating: 1, count: response.count)
    }

    /// An aliased column and what it is a combination of.
    public struct Alias: Equatable, Sendable {
      /// The column without a coefficient.
      public let column: Int
      /// The column equals Σ weight · column over these, none of which is zero.
      public let combination: [(column: Int, weight: Double)]

      /// Whether both name the same columns with the same weights.
      public static func == (a: Alias, b: Alias) -> Bool {
        a.column == b.column && a.combination.elementsEqual(b.combination, by: ==)
      }
    }

    /// The aliased columns, ascending, each in terms of those with a coefficient.
    public var aliases: [Alias] {
      aliased.enumerated().map { place, column in
        let weights = table.aliasWeights.column(place)
        return Alias(
          column: column,
          combination: weights.indices.filter { weights[$0] != 0 }.map { ($0, weights[$0]) })
      }
    }

    /// How many decimal digits of each coefficient the data allow, having been rounded to doubles: a
    /// lower bound, at most 15.95; nil for an aliased column. Formula and source in
    /// `LeastSquares.digitsAllowed(coefficients:response:residuals:)`.
    ///
    /// Where it is below 13, digits beyond it are those of the rounding of the data and not of the
    /// data. A polynomial should then come from `ExtendedMatrix.powers(of:through:)`.
    public func digitsAllowed() throws(ModelError) -> [Double?] {
      try algebra { () throws(LinearAlgebraError) in
        try leastSquares.digitsAllowed(
          coefficients: coefficients, response: response, residuals: residuals)
      }
    }
  }
}

/// Σ wᵢ rᵢ², in blocks whose sums are then added: the error grows with the blocks, not with the rows.
func sumOfSquares(_ r: [Double], _ weights: [Double]?) -> Double {
  var total = 0.0
  for from in stride(from: 0, to: r.count, by: 1024) {
    var part = 0.0
    for i in from..<min(from + 1024, r.count) { part += (weights?[i] ?? 1) * r[i] * r[i] }
    total += part
  }
  return total
}
