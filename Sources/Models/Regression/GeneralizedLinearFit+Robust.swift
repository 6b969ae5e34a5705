import Foundation
public import LinearAlgebra

extension GeneralizedLinearFit {
  /// Covariances that stay right for large n when the variances of the family are not.
  ///
  ///     V = f · A (Σ_g u_g u_gᵀ) A,  A = (XᵀWX)⁻¹,  u_g = Σ_{i in g} aᵢ sᵢ xᵢ
  ///
  /// with the scores sᵢ = ∂ℓ/∂η, each row a group of its own for the HC kinds.
  ///
  /// Sources: H. White (1982), Econometrica 50, 1–25; J. G. MacKinnon & H. White (1985); K.-Y. Liang &
  /// S. L. Zeger (1986), Biometrika 73, 13–22.
  public enum Sandwich: Hashable, Sendable {
    /// a = 1, f = 1.
    case hc0
    /// a = 1, f = n/(n − rank).
    case hc1
    /// a = (1 − hᵢ)^(−½).
    case hc2
    /// a = 1/(1 − hᵢ).
    case hc3
    /// f = 1; n labels, one a row.
    case cr0([Int])
    /// f = G/(G − 1), as Stata for maximum likelihood.
    case cr1([Int])
    /// f = G/(G − 1) · (n − 1)/(n − rank), as R `sandwich::vcovCL` and statsmodels.
    case cr1s([Int])
  }

  /// The sandwich covariance, p × p; NaN in the rows and columns of aliased coefficients.
  ///
  /// - Throws: ``ModelError/leverageOne(row:)`` for HC2 and HC3; ``ModelError/tooFewClusters(count:)``;
  ///   ``ModelError/tooFewRows(rows:columns:)`` when the factor divides by n − rank = 0.
  /// - Precondition: As many cluster labels as rows.
  ///
  /// Same numbers as R `sandwich::vcovHC` and `vcovCL`.
  public func robustCovariance(_ kind: Sandwich) throws(ModelError) -> Matrix {
    let count = Double(residualDegreesOfFreedom + rank)
    let freedom = Double(residualDegreesOfFreedom)
    var scores = self.scores
    var labels: [Int]?
    var factor = 1.0
    switch kind {
    case .hc0: break
    case .hc1:
      factor = count / freedom
    case .hc2, .hc3:
      for (row, leverage) in leverages.enumerated() where scores[row] != 0 {
        guard leverage < 1 - 1e-12 else { throw .leverageOne(row: row) }
        scores[row] /= kind == .hc2 ? (1 - leverage).squareRoot() : 1 - leverage
      }
    case .cr0(let given), .cr1(let given), .cr1s(let given):
      precondition(given.count == scores.count, "\(given.count) labels for \(scores.count) rows")
      labels = given
      let active = given.indices.filter { observations.weights[$0] > 0 }.map { given[$0] }
      let groups = Double(Set(active).count)
      guard groups >= 2 else { throw .tooFewClusters(count: Int(groups)) }
      if case .cr1 = kind { factor = groups / (groups - 1) }
      if case .cr1s = kind { factor = groups / (groups - 1) * (count - 1) / freedom }
    }
    guard factor.isFinite else { throw .tooFewRows(rows: design.rows, columns: design.columns) }
    let groups = labels.map(places)
    // uᵀC for each group, C·Cᵀ = A: then V = C (Σ uᵀC …) Cᵀ with small matrices only.
    var sums = Matrix(
      rows: groups.map { ($0.max() ?? 0) + 1 } ?? scores.count, columns: rank, repeating: 0)
    for row in scores.indices where scores[row] != 0 {
      let place = groups?[row] ?? row
      for k in 0..<rank {
        var value = 0.0
        for j in 0..<design.columns { value += design[row, j] * inverseRoot[j, k] }
        sums[place, k] += scores[row] * value
      }
    }
    let meat = sums.transposed * sums
    let half = inverseRoot * meat * inverseRoot.transposed
    var result = factor * half
    for j in aliased {
      for k in 0..<design.columns {
        result[j, k] = .nan
        result[k, j] = .nan
      }
    }
    return result
  }

  /// Labels as 0, 1, 2 … in the order of their first row.
  private func places(_ labels: [Int]) -> [Int] {
    var known: [Int: Int] = [:]
    return labels.map { label in
      let place = known[label] ?? known.count
      known[label] = place
      return place
    }
  }
}
