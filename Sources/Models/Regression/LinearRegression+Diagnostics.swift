import Foundation
import LinearAlgebra

extension LinearRegression.Fit {
  /// n leverages hᵢ = wᵢ·xᵢᵀ(XᵀWX)⁻¹xᵢ, the diagonal of the hat matrix; zero for a row without weight.
  ///
  /// - Complexity: O(n p²), on each request.
  public var leverages: [Double] {
    get throws(ModelError) {
      try algebra { () throws(LinearAlgebraError) in try leastSquares.leverages() }
    }
  }

  /// n internally studentised residuals √wᵢ·rᵢ / (σ̂·√(1 − hᵢ)); nil where the leverage is 1, the
  /// weight is zero, or the fit is perfect.
  public func standardizedResiduals() throws(ModelError) -> [Double?] {
    let (weights, leverages) = (weights, try leverages)
    return residuals.indices.map { i in
      let left = 1 - leverages[i]
      guard weights[i] > 0, left > 1e-12, variance > 0 else { return nil }
      return sqrt(weights[i]) * residuals[i] / sqrt(variance * left)
    }
  }

  /// n distances of Cook, how far all fitted values move when a row is left out:
  ///
  ///     Dᵢ = tᵢ² hᵢ / ((1 − hᵢ)·rank)        tᵢ as in ``standardizedResiduals()``; nil where that is
  ///
  /// Source: R. D. Cook (1977), Technometrics 19, 15–18. Same numbers as R `cooks.distance`.
  public func cooksDistances() throws(ModelError) -> [Double?] {
    let leverages = try leverages
    return try standardizedResiduals().enumerated().map { i, t in
      t.map { $0 * $0 * leverages[i] / ((1 - leverages[i]) * Double(rank)) }
    }
  }

  /// Whether a column is the same everywhere, so that sums of squares are around the mean.
  public var hasIntercept: Bool {
    let design = leastSquares.design.high
    return (0..<design.columns).contains { j in
      let first = design[0, j]
      return first != 0 && (1..<design.rows).allSatisfy { design[$0, j] == first }
    }
  }

  /// Σ wᵢ(yᵢ − ȳ)² around the weighted mean, or Σ wᵢyᵢ² without an intercept.
  public var totalSumOfSquares: Double {
    guard hasIntercept else { return sumOfSquares(response, leastSquares.weights) }
    let weights = weights
    let centre =
      zip(weights, response).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    return sumOfSquares(response.map { $0 - centre }, leastSquares.weights)
  }

  /// R² = 1 − RSS/TSS; nil when the response does not vary.
  public var rSquared: Double? {
    let total = totalSumOfSquares
    return total > 0 ? 1 - residualSumOfSquares / total : nil
  }

  /// 1 − (1 − R²)·(n − i)/(n − rank), with i = 1 with an intercept and 0 without; nil as ``rSquared``.
  public var adjustedRSquared: Double? {
    let before = Double(observations - (hasIntercept ? 1 : 0))
    return rSquared.map { 1 - (1 - $0) * before / Double(residualDegreesOfFreedom) }
  }

  /// The F test of all columns against the intercept alone (or against nothing).
  public struct FTest: Equatable, Sendable {
    /// ((TSS − RSS)/numerator) / σ̂².
    public let statistic: Double
    /// rank, less one with an intercept.
    public let numerator: Int
    /// n − rank.
    public let denominator: Int
    /// P(F > statistic).
    public let pValue: Double
  }

  /// The F test of the whole regression; nil when there is nothing but an intercept, or no residual.
  public var fTest: FTest? {
    let numerator = rank - (hasIntercept ? 1 : 0)
    guard numerator > 0, variance > 0 else { return nil }
    let denominator = residualDegreesOfFreedom
    let explained = max(0, totalSumOfSquares - residualSumOfSquares) / Double(numerator)
    let f = explained / variance
    let law = FisherF(numerator: Double(numerator), denominator: Double(denominator))
    return FTest(
      statistic: f, numerator: numerator, denominator: denominator, pValue: law.survival(f))
  }
}
