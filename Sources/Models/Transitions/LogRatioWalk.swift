public import LinearAlgebra

/// Rates of one state that change from year to year, as a damped trend and a random walk on the
/// log-ratio scale.
///
/// With k destinations and the last as reference, the rates h years ahead are
///
///     p[h] = softmax(level + (φ + φ² + … + φʰ) · slope + ε₁ + … + ε_h, 0)      ε ~ N(0, Q), independent
///
/// where (level, slope) ~ N(given, L Lᵀ) and Q = R Rᵀ. A softmax never leaves the simplex, so a trend
/// that goes on for ever ends at a rate of one, not beyond it.
public struct LogRatioWalk: Hashable, Sendable {
  /// The mean of log(pⱼ / p_last) in the last year of the data; k − 1 values.
  public let level: [Double]
  /// The mean yearly change of the level before damping; k − 1 values.
  public let slope: [Double]
  /// L, lower triangular, 2(k − 1) square: that of level and slope together, the level first.
  public let factor: Matrix
  /// R, lower triangular, k − 1 square.
  public let innovationFactor: Matrix
  /// φ, from 0 (the trend ends today) to 1 (it goes on for ever).
  public let damping: Double

  /// - Parameters:
  ///   - level: k − 1 log-ratios, natural logarithms.
  ///   - slope: k − 1 yearly changes.
  ///   - factor: The lower Cholesky factor of the covariance of (level, slope).
  ///   - innovationFactor: The lower Cholesky factor of the covariance of one year's innovation.
  ///   - damping: φ. Shapes and values are checked by ``TransitionRates``, which knows k.
  public init(
    level: [Double], slope: [Double], factor: Matrix, innovationFactor: Matrix, damping: Double
  ) {
    self.level = level
    self.slope = slope
    self.factor = factor
    self.innovationFactor = innovationFactor
    self.damping = damping
  }

  /// Whether the parts fit a state with this many destinations.
  func isValid(destinations: Int) -> Bool {
    let k = destinations - 1
    return level.count == k && slope.count == k
      && (level + slope).allSatisfy(\.isFinite) && factor.isFactor(order: 2 * k)
      && innovationFactor.isFactor(order: k) && damping >= 0 && damping <= 1
  }
}

extension Matrix {
  /// Whether this is a finite lower triangle of the given order. A covariance given in place of its
  /// factor is caught by the triangle.
  func isFactor(order: Int) -> Bool {
    guard rows == order, columns == order, isFinite else { return false }
    for j in 0..<order {
      for i in 0..<j where self[i, j] != 0 { return false }
    }
    return true
  }
}
