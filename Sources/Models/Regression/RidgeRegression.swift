import Foundation
public import LinearAlgebra

/// Linear regression with a penalty on the size of the coefficients.
///
///     β̂ = argmin Σᵢ (yᵢ − β₀ − xᵢᵀβ)² + λ Σⱼ (sⱼβⱼ)²,   sⱼ² = Σᵢ (xᵢⱼ − x̄ⱼ)²/n
///     df = 1 + Σₖ dₖ²/(dₖ² + λ),   GCV = n·RSS/(n − df)²
///
/// with d the singular values of the centred and scaled design, which is factored once. The intercept
/// is not penalised and counts in df. Also fits more columns than rows.
///
/// Limits: the estimates are biased on purpose, and no standard errors are given, because around a
/// biased estimate they would make no interval.
///
/// Sources: A. E. Hoerl & R. W. Kennard (1970), Technometrics 12, 55–67; G. H. Golub, M. Heath &
/// G. Wahba (1979), Technometrics 21, 215–223. Same coefficients as R `MASS::lm.ridge`, whose GCV
/// leaves the intercept out of df and n out of the numerator.
public struct RidgeRegression: Sendable {
  /// How the penalty is set.
  public enum Penalty: Equatable, Sendable {
    /// This λ, zero or more.
    case fixed(Double)
    /// The λ with the least GCV, from 10⁻⁸ to 10⁸ times the mean of d².
    case crossValidated
  }

  /// How the penalty is set.
  public let penalty: Penalty

  /// - Parameter penalty: λ, or how to find it.
  public init(penalty: Penalty) {
    if case .fixed(let value) = penalty {
      precondition(value >= 0 && value.isFinite, "penalty \(value)")
    }
    self.penalty = penalty
  }

  /// A fitted ridge regression.
  public struct Fit: Sendable {
    /// β̂₀.
    public let intercept: Double
    /// p coefficients, in the units of the columns; nil for a column that does not vary.
    public let coefficients: [Double?]
    /// λ.
    public let penalty: Double
    /// df: the trace of the matrix that makes fitted values of responses, intercept included.
    public let effectiveDegreesOfFreedom: Double
    /// GCV at λ; infinite when df reaches n.
    public let crossValidation: Double
    /// n residuals.
    public let residuals: [Double]
    /// Σ rᵢ².
    public let residualSumOfSquares: Double
    /// Whether the search for λ ended inside its range; true for a fixed one. False means that the
    /// data ask for no penalty at all, or for nothing but the mean.
    public let isInterior: Bool

    /// The fitted mean at a row of p values.
    public func mean(at row: [Double]) -> Double {
      precondition(row.count == coefficients.count, "\(row.count) values")
      return zip(row, coefficients).reduce(intercept) { $0 + $1.0 * ($1.1 ?? 0) }
    }
  }

  /// The penalised coefficients.
  ///
  /// - Parameters:
  ///   - design: n × p without a column of ones.
  ///   - response: n values.
  /// - Throws: ``ModelError/emptyData``; ``ModelError/notFinite(row:)``;
  ///   ``ModelError/tooFewRows(rows:columns:)`` for one row; ``ModelError/linearAlgebra(_:)`` for
  ///   λ = 0 with dependent columns, and for a design that does not vary.
  /// - Complexity: O(n p min(n, p)).
  public func fit(design: Matrix, response: [Double]) throws(ModelError) -> Fit {
    try checkDesign(design)
    let n = design.rows
    precondition(response.count == n, "\(response.count) responses for \(n) rows")
    for (row, y) in response.enumerated() where !y.isFinite { throw .notFinite(row: row) }
    guard n > 1 else { throw .tooFewRows(rows: n, columns: design.columns) }
    let problem = try Centred(design, response)
    switch penalty {
    case .fixed(let lambda):
      if lambda == 0 && problem.svd.rank < problem.kept.count {
        throw .linearAlgebra(
          .rankDeficient(rank: problem.svd.rank, columns: problem.kept.count))
      }
      return problem.fit(lambda, isInterior: true)
    case .crossValidated:
      let (lambda, isInterior) = problem.leastCrossValidation()
      return problem.fit(lambda, isInterior: isInterior)
    }
  }

  /// The centred and scaled problem, factored.
  private struct Centred {
    let design: Matrix
    let response: [Double]
    let means: [Double]
    let scales: [Double]
    let kept: [Int]
    let centre: Double
    let svd: SVD
    /// Uᵀ(y − ȳ).
    let rotated: [Double]
    /// What no coefficient reaches: ‖(I − UUᵀ)(y − ȳ)‖².
    let outside: Double

    init(_ design: Matrix, _ response: [Double]) throws(ModelError) {
      let n = Double(design.rows)
      (self.design, self.response) = (design, response)
      var (means, scales): ([Double], [Double]) = ([], [])
      var columns: [[Double]] = []
      var kept: [Int] = []
      for j in 0..<design.columns {
        let column = design.column(j)
        let rough = column.reduce(0, +) / n
        let mean = rough + column.reduce(0) { $0 + ($1 - rough) } / n
        let centred = column.map { $0 - mean }
        let scale = sqrt(sumOfSquares(centred, nil) / n)
        let size = column.reduce(0) { max($0, abs($1)) }
        means.append(mean)
        scales.append(scale)
        guard scale > 1e-14 * size else { continue }
        kept.append(j)
        columns.append(centred.map { $0 / scale })
      }
      guard !kept.isEmpty else {
        throw .linearAlgebra(.rankDeficient(rank: 0, columns: design.columns))
      }
      let centre = response.reduce(0, +) / n
      let y = response.map { $0 - centre }
      let svd = try algebra { () throws(LinearAlgebraError) in
        try SVD(Matrix(columns: columns), tolerance: 1e-12)
      }
      let rotated = svd.left.transposedTimes(y)
      outside = sumOfSquares(zip(y, svd.left * rotated).map { $0 - $1 }, nil)
      (self.means, self.scales, self.kept, self.centre) = (means, scales, kept, centre)
      (self.svd, self.rotated) = (svd, rotated)
    }

    func freedom(_ lambda: Double) -> Double {
      1 + (0..<svd.rank).reduce(0) { $0 + svd.values[$1] * svd.values[$1] / divisor($1, lambda) }
    }

    private func divisor(_ k: Int, _ lambda: Double) -> Double {
      svd.values[k] * svd.values[k] + lambda
    }

    func crossValidation(_ lambda: Double) -> Double {
      var sum = outside
      for k in rotated.indices {
        let left = k < svd.rank ? rotated[k] * lambda / divisor(k, lambda) : rotated[k]
        sum += left * left
      }
      let n = Double(design.rows)
      let rest = n - freedom(lambda)
      return rest > 1e-9 * n ? n * sum / (rest * rest) : .infinity
    }

    /// A grid on log λ, then golden sections around its best point.
    func leastCrossValidation() -> (lambda: Double, isInterior: Bool) {
      let typical = svd.values.reduce(0) { $0 + $1 * $1 } / Double(svd.values.count)
      let grid = (-64...64).map { log(typical) + Double($0) / 8 * log(10) }
      let values = grid.map { crossValidation(exp($0)) }
      let best = values.indices.min { values[$0] < values[$1] } ?? 0
      guard best > 0 && best < grid.count - 1 else { return (exp(grid[best]), false) }
      var (low, high) = (grid[best - 1], grid[best + 1])
      let golden = (5.0.squareRoot() - 1) / 2
      while high - low > 1e-7 {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low))
        if crossValidation(exp(left)) < crossValidation(exp(right)) {
          high = right
        } else {
          low = left
        }
      }
      return (exp(0.5 * (low + high)), true)
    }

    func fit(_ lambda: Double, isInterior: Bool) -> Fit {
      let shrunk = rotated.indices.map {
        $0 < svd.rank ? svd.values[$0] * rotated[$0] / divisor($0, lambda) : 0
      }
      let scaled = svd.right * shrunk
      var coefficients = [Double?](repeating: nil, count: design.columns)
      var intercept = centre
      for (place, column) in kept.enumerated() {
        let beta = scaled[place] / scales[column]
        coefficients[column] = beta
        intercept -= beta * means[column]
      }
      let fitted = design * coefficients.map { $0 ?? 0 }
      let residuals = response.indices.map { response[$0] - fitted[$0] - intercept }
      return Fit(
        intercept: intercept, coefficients: coefficients, penalty: lambda,
        effectiveDegreesOfFreedom: freedom(lambda), crossValidation: crossValidation(lambda),
        residuals: residuals, residualSumOfSquares: sumOfSquares(residuals, nil),
        isInterior: isInterior)
    }
  }
}
