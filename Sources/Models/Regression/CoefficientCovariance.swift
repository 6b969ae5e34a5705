import Foundation
public import LinearAlgebra

/// Which errors the coefficients of a linear or generalised regression are given.
///
/// In the formulas W is the weight of a row in the last weighted least squares, r its residual there,
/// and h its leverage: in a linear regression the weight given and y − ŷ; in a generalised one
/// W = w·μ′²/V(μ) and r = (y − μ)/μ′, so that W·r is the score ∂ℓ/∂η.
public enum CoefficientCovariance: Hashable, Sendable {
  /// φ(XᵀWX)⁻¹, in a linear regression with σ̂² for φ: right when the weights are the precisions, or
  /// the family has the variance of the data.
  case classical
  /// Right for large n whatever the variances of independent rows.
  case robust(Heteroscedastic)
  /// Right for many clusters whatever goes on inside each: n labels, one a row. Needs two clusters.
  case clustered(ClusterAdjustment, [Int])

  /// How squared residuals stand for variances:
  ///
  ///     V = (XᵀWX)⁻¹ (Σᵢ aᵢ Wᵢ²rᵢ² xᵢxᵢᵀ) (XᵀWX)⁻¹
  ///
  /// Sources: J. G. MacKinnon & H. White (1985), J. Econometrics 29, 305–325; H. White (1982),
  /// Econometrica 50, 1–25. Same numbers as R `sandwich::vcovHC`.
  public enum Heteroscedastic: CaseIterable, Sendable {
    /// a = 1.
    case hc0
    /// a = n / (n − rank).
    case hc1
    /// a = 1 / (1 − hᵢ): unbiased when the variances are equal after all.
    case hc2
    /// a = 1 / (1 − hᵢ)²: close to leaving out one row at a time; the one to prefer in small samples.
    case hc3
  }

  /// How the residuals of a cluster stand for their covariance:
  ///
  ///     V = f·(XᵀWX)⁻¹ (Σ_g X_gᵀW_g A_g r_g r_gᵀ A_gᵀ W_g X_g) (XᵀWX)⁻¹
  ///
  /// Source: K.-Y. Liang & S. L. Zeger (1986), Biometrika 73, 13–22.
  public enum ClusterAdjustment: CaseIterable, Sendable {
    /// A = I, f = 1.
    case cr0
    /// A = I, f = G/(G − 1), as Stata for maximum likelihood.
    case cr1
    /// A = I, f = G/(G − 1) · (n − 1)/(n − rank), as Stata and R `sandwich::vcovCL` have it.
    case cr1s
    /// A_g such that V is unbiased when the classical variances are right, with Satterthwaite's degrees
    /// of freedom: the one to prefer, and the only one below some forty clusters.
    ///
    ///     A_g = D·B^(+1/2)·D,  D = Ω_g^(−1/2),  B = D·(I − H)_gg·Ω_g⁻¹·D
    ///
    /// on the scale of the response: Ω holds the precisions w/V(μ), H is the hat matrix of μ′·X with
    /// them, and A_g is applied to y − μ. In a linear regression Ω = W.
    ///
    /// Source: R. M. Bell & D. F. McCaffrey (2002), Survey Methodology 28, 169–181; J. E. Pustejovsky
    /// & E. Tipton (2018), J. Business & Economic Statistics 36, 672–683, eq. 5–8 and 11. Same
    /// covariance as R `clubSandwich::vcovCR` of a `glm`, and of an `lm` with
    /// `target = 1/w, inverse_var = TRUE`; but for that target the same degrees of freedom too.
    case cr2
  }
}

extension CoefficientCovariance {
  /// The covariance of a fit, p × p.
  func matrix(
    _ table: CoefficientTable, _ sandwich: () throws(ModelError) -> Sandwich
  ) throws(ModelError) -> Matrix {
    switch self {
    case .classical: table.covariance
    case .robust(let rule): try sandwich().covariance(rule)
    case .clustered(let adjustment, let clusters):
      try ClusterSandwich(sandwich(), clusters, adjustment).covariance()
    }
  }

  /// cᵀβ̂ with its error and degrees of freedom.
  ///
  /// - Parameter freedom: The degrees of freedom but by clusters.
  func estimate(
    _ c: [Double], _ table: CoefficientTable, freedom: Double,
    _ sandwich: () throws(ModelError) -> Sandwich
  ) throws(ModelError) -> TEstimate {
    let (value, classical) = try table.predictor(at: c)
    var (error, freedom) = (classical, freedom)
    switch self {
    case .classical: break
    case .robust(let rule): error = table.variance(of: c, try sandwich().covariance(rule))
    case .clustered(let adjustment, let labels):
      let clusters = try ClusterSandwich(sandwich(), labels, adjustment)
      error = table.variance(of: c, clusters.covariance())
      freedom = adjustment == .cr2 ? clusters.satterthwaite(c) : Double(clusters.count - 1)
    }
    return TEstimate(value: value, standardError: sqrt(error), degreesOfFreedom: freedom)
  }
}

extension LinearRegression.Fit {
  /// The covariance of the coefficients, p × p; NaN in the rows and columns of aliased ones.
  ///
  /// - Throws: ``ModelError/leverageOne(row:)`` for HC2 and HC3; ``ModelError/tooFewClusters(count:)``;
  ///   ``ModelError/linearAlgebra(_:)`` for CR2 when the weights of a cluster run too far apart.
  /// - Precondition: As many cluster labels as rows.
  /// - Complexity: O(n p²); CR2 O(m³) more for a cluster of m rows.
  public func covariance(_ kind: CoefficientCovariance) throws(ModelError) -> Matrix {
    try kind.matrix(table) { () throws(ModelError) in try sandwich }
  }

  /// This fit as covariances by residuals see it.
  var sandwich: Sandwich {
    get throws(ModelError) {
      let (basis, transform) = try algebra { () throws(LinearAlgebraError) in
        try leastSquares.orthonormalBasis()
      }
      var all = Matrix(rows: coefficients.count, columns: rank, repeating: 0)
      for (place, column) in leastSquares.independent.enumerated() {
        for k in 0..<rank { all[column, k] = transform[place, k] }
      }
      return Sandwich(
        basis: basis, transform: all, aliased: aliased, precisions: weights,
        residuals: zip(weights, residuals).map { sqrt($0) * $1 }, leverages: try leverages,
        takesPart: weights.map { $0 > 0 }, count: observations, freedom: residualDegreesOfFreedom)
    }
  }
}
