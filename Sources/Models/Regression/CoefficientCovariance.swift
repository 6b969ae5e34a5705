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
      return try ClusterSandwich(self, clusters, adjustment).covariance()
    case .robust(let rule):
      let (basis, transform) = try orthonormalBasis()
      let leverages = try leverages
      var factors = [Double](repeating: 0, count: residuals.count)
      let small = Double(observations) / Double(residualDegreesOfFreedom)
      for (i, w) in weights.enumerated() where w > 0 {
        let left = 1 - leverages[i]
        let r = sqrt(w) * residuals[i]
        switch rule {
        case .hc0: factors[i] = r
        case .hc1: factors[i] = r * sqrt(small)
        case .hc2, .hc3:
          guard left > 1e-12 else { throw .leverageOne(row: i) }
          factors[i] = r / (rule == .hc2 ? sqrt(left) : left)
        }
      }
      let scores = transform * basis.scalingRows(by: factors).transposed
      return overAllColumns(scores * scores.transposed)
    }
  }

  func orthonormalBasis() throws(ModelError) -> (basis: Matrix, transform: Matrix) {
    try algebra { () throws(LinearAlgebraError) in try leastSquares.orthonormalBasis() }
  }

  /// A matrix over the independent columns, with NaN for the aliased ones.
  func overAllColumns(_ inner: Matrix) -> Matrix {
    let p = coefficients.count
    var result = Matrix(rows: p, columns: p, repeating: .nan)
    for (j, column) in leastSquares.independent.enumerated() {
      for (i, row) in leastSquares.independent.enumerated() {
        result[row, column] = 0.5 * (inner[i, j] + inner[j, i])
      }
    }
    return result
  }
}

/// The covariance by clusters, and the degrees of freedom of a combination of coefficients.
///
/// With √W·X·T = Q orthonormal, everything is in terms of Q_g: B = W_g⁻¹(I − Q_gQ_gᵀ)W_g⁻¹, the score
/// of a cluster is T·Q_gᵀB^(+1/2)W_g^(−1/2)r_g, and for a combination c with b_g = W_g⁻¹B^(+1/2)Q_gTᵀc
///
///     ν = (tr P)² / ‖P‖²_F,   P_gh = δ_gh·b_gᵀb_g − (Q_gᵀb_g)ᵀ(Q_hᵀb_h)
///
/// Source: Pustejovsky & Tipton (2018), eq. 11, with the working model Var ε = σ²W⁻¹.
struct ClusterSandwich {
  private struct Cluster {
    let q: Matrix
    let roots: [Double]
    let residuals: [Double]
    /// B^(+1/2) for CR2, else nil for A = I.
    let adjustment: Matrix?
  }

  /// The number of clusters with a row of positive weight.
  var count: Int { clusters.count }
  private let fit: LinearRegression.Fit
  private let clusters: [Cluster]
  private let transform: Matrix
  private let factor: Double

  init(
    _ fit: LinearRegression.Fit, _ labels: [Int], _ kind: CoefficientCovariance.ClusterAdjustment
  ) throws(ModelError) {
    precondition(
      labels.count == fit.residuals.count, "\(labels.count) labels, \(fit.residuals.count) rows")
    let (basis, transform) = try fit.orthonormalBasis()
    let weights = fit.weights
    var rows: [Int: [Int]] = [:]
    for (i, label) in labels.enumerated() where weights[i] > 0 {
      rows[label, default: []].append(i)
    }
    guard rows.count > 1 else { throw .tooFewClusters(count: rows.count) }
    var clusters: [Cluster] = []
    for members in rows.sorted(by: { $0.key < $1.key }).map(\.value) {
      let q = basis.selecting(rows: members)
      var adjustment: Matrix?
      if kind == .cr2 {
        let left = Matrix.identity(members.count) - q * q.transposed
        let inverse = members.map { 1 / weights[$0] }
        let b = left.scalingRows(by: inverse).scalingColumns(by: inverse)
        adjustment = try algebra { () throws(LinearAlgebraError) in
          try SymmetricEigen(b).inverseSquareRoot(tolerance: 1e-10)
        }
      }
      clusters.append(
        Cluster(
          q: q, roots: members.map { sqrt(weights[$0]) },
          residuals: members.map { fit.residuals[$0] }, adjustment: adjustment))
    }
    (self.fit, self.transform, self.clusters) = (fit, transform, clusters)
    let (g, n) = (Double(clusters.count), Double(fit.observations))
    factor =
      switch kind {
      case .cr0, .cr2: 1
      case .cr1: g / (g - 1)
      case .cr1s: g / (g - 1) * (n - 1) / Double(fit.residualDegreesOfFreedom)
      }
  }

  func covariance() throws(ModelError) -> Matrix {
    let scores = Matrix(
      columns: clusters.map { cluster in
        let rows = cluster.residuals.indices
        if let adjustment = cluster.adjustment {
          let scaled = rows.map { cluster.residuals[$0] / cluster.roots[$0] }
          return cluster.q.transposedTimes(adjustment * scaled)
        }
        return cluster.q.transposedTimes(rows.map { cluster.residuals[$0] * cluster.roots[$0] })
      })
    let rotated = transform * scores
    return fit.overAllColumns(factor * (rotated * rotated.transposed))
  }

  /// ν for cᵀβ̂.
  func satterthwaite(_ c: [Double]) -> Double {
    let tau = transform.transposedTimes(fit.leastSquares.independent.map { c[$0] })
    var own: [Double] = []
    let shared = Matrix(
      columns: clusters.map { cluster in
        var b = cluster.q * tau
        if let adjustment = cluster.adjustment {
          b = zip(adjustment * b, cluster.roots).map { $0 / ($1 * $1) }
        }
        own.append(b.reduce(0) { $0 + $1 * $1 })
        return cluster.q.transposedTimes(b)
      })
    let product = shared.transposed * shared
    var (trace, squares) = (0.0, 0.0)
    for g in own.indices {
      trace += own[g] - product[g, g]
      for h in own.indices {
        let value = (g == h ? own[g] : 0) - product[g, h]
        squares += value * value
      }
    }
    return trace * trace / squares
  }
}
