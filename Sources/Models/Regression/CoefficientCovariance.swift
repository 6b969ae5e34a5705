import Foundation
public import LinearAlgebra

/// Which errors the coefficients of a linear regression are given.
public enum CoefficientCovariance: Equatable, Sendable {
  /// σ̂²(XᵀWX)⁻¹: right when the weights are the precisions.
  case classical
  /// Right for large n whatever the variances of independent rows.
  case robust(Heteroscedastic)
  /// Right for many clusters whatever goes on inside each: n labels, one a row. Needs two clusters.
  case clustered(ClusterAdjustment, [Int])

  /// How squared residuals stand for variances:
  ///
  ///     V = (XᵀWX)⁻¹ (Σᵢ ωᵢ wᵢ²rᵢ² xᵢxᵢᵀ) (XᵀWX)⁻¹
  ///
  /// Source: J. G. MacKinnon & H. White (1985), J. Econometrics 29, 305–325. Same numbers as R
  /// `sandwich::vcovHC`.
  public enum Heteroscedastic: CaseIterable, Sendable {
    /// ω = 1.
    case hc0
    /// ω = n / (n − rank).
    case hc1
    /// ω = 1 / (1 − hᵢ): unbiased when the variances are equal after all.
    case hc2
    /// ω = 1 / (1 − hᵢ)²: close to leaving out one row at a time; the one to prefer in small samples.
    case hc3
  }

  /// How the residuals of a cluster stand for their covariance:
  ///
  ///     V = f·(XᵀWX)⁻¹ (Σ_g X_gᵀW_g A_g r_g r_gᵀ A_gᵀ W_g X_g) (XᵀWX)⁻¹
  public enum ClusterAdjustment: CaseIterable, Sendable {
    /// A = I, f = 1.
    case cr0
    /// A = I, f = G/(G − 1).
    case cr1
    /// A = I, f = G/(G − 1) · (n − 1)/(n − rank), as Stata and R `sandwich::vcovCL` have it.
    case cr1s
    /// A_g such that V is unbiased when the weights are the precisions, with Satterthwaite's degrees
    /// of freedom: the one to prefer, and the only one below some forty clusters.
    ///
    ///     A_g = D·B^(+1/2)·D,  D = W_g^(−1/2),  B = D·(I − H)_gg·W_g⁻¹·D
    ///
    /// Source: R. M. Bell & D. F. McCaffrey (2002), Survey Methodology 28, 169–181; J. E. Pustejovsky
    /// & E. Tipton (2018), J. Business & Economic Statistics 36, 672–683, eq. 5–8 and 11. Same
    /// covariance as R `clubSandwich::vcovCR(…, target = 1/w, inverse_var = TRUE)`; without weights
    /// the same degrees of freedom too.
    case cr2
  }
}

extension LinearRegression.Fit {
  /// The covariance of the coefficients, p × p; NaN in the rows and columns of aliased ones.
  ///
  /// - Throws: ``ModelError/leverageOne(row:)`` for HC2 and HC3; ``ModelError/tooFewClusters(count:)``.
  /// - Precondition: As many cluster labels as rows.
  /// - Complexity: O(n p²); CR2 O(m³) more for a cluster of m rows.
  public func covariance(_ kind: CoefficientCovariance) throws(ModelError) -> Matrix {
    switch kind {
    case .classical: return covariance
    case .clustered(let adjustment, let clusters):
      return try ClusterSandwich(sandwichParts(), clusters, adjustment).covariance()
    case .robust(let rule): return try sandwichParts().robust(rule)
    }
  }

  func orthonormalBasis() throws(ModelError) -> (basis: Matrix, transform: Matrix) {
    try algebra { () throws(LinearAlgebraError) in try leastSquares.orthonormalBasis() }
  }

  /// What robust covariances are made of.
  func sandwichParts() throws(ModelError) -> SandwichParts {
    let (basis, transform) = try orthonormalBasis()
    return SandwichParts(
      basis: basis, transform: transform, independent: leastSquares.independent,
      columns: coefficients.count, weights: weights, residuals: residuals,
      residualDegreesOfFreedom: residualDegreesOfFreedom, swept: nil)
  }
}
