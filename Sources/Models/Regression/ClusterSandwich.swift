import Foundation
import LinearAlgebra

/// The covariance by clusters, and the degrees of freedom of a combination of coefficients.
///
/// With √W·X·T = Q orthonormal, everything is in terms of Q_g: B = W_g⁻¹(I − H_gg)W_g⁻¹, the score
/// of a cluster is T·Q_gᵀB^(+1/2)W_g^(−1/2)r_g, and for a combination c with b_g = W_g⁻¹B^(+1/2)Q_gTᵀc
///
///     ν = (tr P)² / ‖P‖²_F,   P_gh = δ_gh·b_gᵀb_g − (F_gᵀb_g)ᵀ(F_hᵀb_h)
///
/// where F is Q and the orthonormal columns that were swept out, and H = F·Fᵀ.
///
/// Source: Pustejovsky & Tipton (2018), eq. 11, with the working model Var ε = σ²W⁻¹.
struct ClusterSandwich {
  private struct Cluster {
    /// The rows of Q.
    let q: Matrix
    /// The rows of the dense columns that were swept out.
    let dense: Matrix?
    /// The columns of the groups that have a row here.
    let groups: [(group: Int, column: [Double])]
    let roots: [Double]
    let residuals: [Double]
    /// B^(+1/2) for CR2, else nil for A = I.
    var adjustment: Matrix?

    /// (I − H)_gg.
    var leftOver: Matrix {
      var left = Matrix.identity(roots.count) - q * q.transposed
      if let dense { left = left - dense * dense.transposed }
      guard !groups.isEmpty else { return left }
      let own = Matrix(columns: groups.map(\.column))
      return left - own * own.transposed
    }
  }

  /// The number of clusters with a row of positive weight.
  var count: Int { clusters.count }
  private let parts: SandwichParts
  private let clusters: [Cluster]
  private let factor: Double

  init(
    _ parts: SandwichParts, _ labels: [Int], _ kind: CoefficientCovariance.ClusterAdjustment
  ) throws(ModelError) {
    precondition(
      labels.count == parts.residuals.count, "\(labels.count) labels, \(parts.residuals.count) rows"
    )
    var rows: [Int: [Int]] = [:]
    for (i, label) in labels.enumerated() where parts.weights[i] > 0 {
      rows[label, default: []].append(i)
    }
    guard rows.count > 1 else { throw .tooFewClusters(count: rows.count) }
    var clusters: [Cluster] = []
    for members in rows.sorted(by: { $0.key < $1.key }).map(\.value) {
      var cluster = Self.cluster(of: members, parts)
      if kind == .cr2 {
        let inverse = members.map { 1 / parts.weights[$0] }
        let b = cluster.leftOver.scalingRows(by: inverse).scalingColumns(by: inverse)
        cluster.adjustment = try algebra { () throws(LinearAlgebraError) in
          try SymmetricEigen(b).inverseSquareRoot(tolerance: 1e-10)
        }
      }
      clusters.append(cluster)
    }
    (self.parts, self.clusters) = (parts, clusters)
    let (g, n) = (Double(clusters.count), Double(parts.observations))
    factor =
      switch kind {
      case .cr0, .cr2: 1
      case .cr1: g / (g - 1)
      case .cr1s: g / (g - 1) * (n - 1) / Double(parts.residualDegreesOfFreedom)
      }
  }

  private static func cluster(of members: [Int], _ parts: SandwichParts) -> Cluster {
    var groups: [Int: [Double]] = [:]
    if let swept = parts.swept {
      for (place, i) in members.enumerated() {
        groups[swept.groups[i], default: Array(repeating: 0, count: members.count)][place] =
          swept.share[i]
      }
    }
    return Cluster(
      q: parts.basis.selecting(rows: members),
      dense: parts.swept?.dense?.selecting(rows: members),
      groups: groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      roots: members.map { sqrt(parts.weights[$0]) },
      residuals: members.map { parts.residuals[$0] }, adjustment: nil)
  }

  func covariance() -> Matrix {
    let scores = Matrix(
      columns: clusters.map { cluster in
        let rows = cluster.residuals.indices
        if let adjustment = cluster.adjustment {
          let scaled = rows.map { cluster.residuals[$0] / cluster.roots[$0] }
          return cluster.q.transposedTimes(adjustment * scaled)
        }
        return cluster.q.transposedTimes(rows.map { cluster.residuals[$0] * cluster.roots[$0] })
      })
    let rotated = parts.transform * scores
    return parts.overAllColumns(factor * (rotated * rotated.transposed))
  }

  /// ν for cᵀβ̂.
  func satterthwaite(_ c: [Double]) -> Double {
    let tau = parts.transform.transposedTimes(parts.independent.map { c[$0] })
    var own: [Double] = []
    var shared: [[Double]] = []
    var byGroup: [Int: [(cluster: Int, value: Double)]] = [:]
    for (g, cluster) in clusters.enumerated() {
      var b = cluster.q * tau
      if let adjustment = cluster.adjustment {
        b = zip(adjustment * b, cluster.roots).map { $0 / ($1 * $1) }
      }
      own.append(b.reduce(0) { $0 + $1 * $1 })
      shared.append(
        cluster.q.transposedTimes(b) + (cluster.dense.map { $0.transposedTimes(b) } ?? []))
      for (group, column) in cluster.groups {
        let value = zip(column, b).reduce(0) { $0 + $1.0 * $1.1 }
        byGroup[group, default: []].append((g, value))
      }
    }
    let columns = Matrix(columns: shared)
    var product = columns.transposed * columns
    for (_, members) in byGroup.sorted(by: { $0.key < $1.key }) {
      for a in members { for b in members { product[a.cluster, b.cluster] += a.value * b.value } }
    }
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
