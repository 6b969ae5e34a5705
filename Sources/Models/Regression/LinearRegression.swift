import Foundation
public import LinearAlgebra

/// Linear regression by ordinary or weighted least squares.
///
///     y = X·β + ε,  Var εᵢ = σ²/wᵢ          β̂ = argmin Σᵢ wᵢ (yᵢ − xᵢᵀβ)²
///
/// Solved by pivoted QR of √W·X, never by the normal equations. Dependent columns get no coefficient
/// and are named in ``LinearRegression/Fit/aliased``.
///
/// Source: Golub & Van Loan, *Matrix Computations*, 4th ed., §5.3–5.5. Same numbers as R
/// `lm(…, weights =)`; of dependent columns R keeps the first, this the most independent ones, with
/// the same fitted values.
public struct LinearRegression: Sendable {
  /// Share of the largest diagonal of R below which a column counts as dependent.
  public let tolerance: Double

  /// - Parameter tolerance: See `QR.tolerance`; 0 ≤ tolerance < 1.
  public init(tolerance: Double = 1e-10) {
    precondition(tolerance >= 0 && tolerance < 1, "tolerance \(tolerance)")
    self.tolerance = tolerance
  }

  /// The coefficients that minimise the weighted sum of squared residuals.
  ///
  /// - Parameters:
  ///   - design: n × p, one row an observation; include the intercept as a column of ones.
  ///   - response: n values.
  ///   - weights: n positive values, relative precisions; doubling all of them changes no
  ///     coefficient and no standard error. Nil: all one.
  /// - Returns: The fit, with p coefficients in the order of the columns.
  /// - Throws: ``ModelError/emptyData``; ``ModelError/notFinite(row:)``;
  ///   ``ModelError/invalidWeight(row:)``; ``ModelError/tooFewRows(rows:columns:)`` when no degree of
  ///   freedom is left for σ²; ``ModelError/linearAlgebra(_:)`` for a design of zeros.
  /// - Complexity: O(n p²).
  public func fit(
    design: Matrix, response: [Double], weights: [Double]? = nil
  ) throws(ModelError) -> Fit {
    try checkDesign(design)
    let n = design.rows
    precondition(response.count == n, "\(response.count) responses for \(n) rows")
    precondition(weights.map { $0.count == n } ?? true, "weights for another number of rows")
    for (row, y) in response.enumerated() where !y.isFinite { throw .notFinite(row: row) }
    for (row, w) in (weights ?? []).enumerated() {
      if !w.isFinite { throw .notFinite(row: row) }
      if w <= 0 { throw .invalidWeight(row: row) }
    }
    let roots = (weights ?? Array(repeating: 1, count: n)).map(sqrt)
    let scaledDesign = weights == nil ? design : design.scalingRows(by: roots)
    let qr = try algebra { () throws(LinearAlgebraError) in
      try QR(scaledDesign, tolerance: tolerance)
    }
    guard qr.rank > 0 else {
      throw .linearAlgebra(.rankDeficient(rank: 0, columns: design.columns))
    }
    guard n > qr.rank else { throw .tooFewRows(rows: n, columns: design.columns) }
    return try algebra { () throws(LinearAlgebraError) in
      try Fit(qr, design: design, response: response, roots: roots)
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
    /// n residuals y − X·β̂, not weighted.
    public let residuals: [Double]
    /// The weighted residual sum of squares Σ wᵢ rᵢ².
    public let residualSumOfSquares: Double
    /// σ̂² = Σ wᵢ rᵢ² / (n − rank): the variance of an observation of weight one.
    public let variance: Double
    /// n − rank.
    public let residualDegreesOfFreedom: Int
    /// The number of independent columns.
    public let rank: Int
    /// The condition estimate of √W·X with scaled columns (`QR.condition`).
    public let condition: Double
    /// n leverages, the diagonal of the hat matrix.
    public let leverages: [Double]

    private let table: CoefficientTable

    fileprivate init(
      _ qr: QR, design: Matrix, response: [Double], roots: [Double]
    ) throws(LinearAlgebraError) {
      let n = response.count
      let scaled = (0..<n).map { roots[$0] * response[$0] }
      let beta = try qr.leastSquares(scaled)
      let fitted = design * beta.map { $0 ?? 0 }
      let residuals = zip(response, fitted).map { $0 - $1 }
      self.fitted = fitted
      self.residuals = residuals
      // The part of Qᵀ√W·y outside the span: more digits than the squares of y − X·β̂, which cancel.
      let outside = try qr.transposedQTimes(scaled)[qr.rank...]
      let sum = outside.reduce(0) { $0 + $1 * $1 }
      residualSumOfSquares = sum
      residualDegreesOfFreedom = n - qr.rank
      variance = sum / Double(n - qr.rank)
      rank = qr.rank
      condition = qr.condition
      leverages = qr.leverages()
      table = CoefficientTable(
        values: beta, covariance: variance * (try qr.inverseGram()), aliased: qr.aliased,
        aliasWeights: try qr.aliasWeights())
    }

    /// β̂ⱼ ± t · seⱼ by Student's t with ``residualDegreesOfFreedom``; nil for an aliased column.
    ///
    /// - Precondition: 0 < probability < 1.
    public func interval(coefficient: Int, probability: Double) -> ClosedRange<Double>? {
      table.interval(coefficient, quantile: quantile(probability))
    }

    /// The mean at a row of covariates, with its interval by Student's t.
    ///
    /// - Throws: ``ModelError/notEstimable(columns:)`` when the row breaks the dependence of aliased
    ///   columns; ``ModelError/notFinite(row:)``.
    /// - Precondition: `row` has p values; 0 < probability < 1.
    public func mean(
      at row: [Double], probability: Double = 0.95
    ) throws(ModelError) -> MeanEstimate {
      let (value, variance) = try table.predictor(at: row)
      let half = quantile(probability) * sqrt(variance)
      return MeanEstimate(
        mean: value, interval: (value - half)...(value + half), linearPredictor: value,
        standardError: sqrt(variance))
    }

    private func quantile(_ probability: Double) -> Double {
      precondition(probability > 0 && probability < 1, "probability \(probability)")
      return StudentT(degreesOfFreedom: Double(residualDegreesOfFreedom))
        .quantile(0.5 + probability / 2)
    }
  }
}
