import Foundation
import LinearAlgebra

/// What a covariance by residuals needs of a fit, linear or generalised.
///
/// A generalised fit is at its maximum the weighted regression of the residuals y − μ on μ′·X with the
/// precisions ω = w/V(μ); a linear one is that with μ′ = 1 and ω = w. With W = μ′²ω
///
///     Q = √W·X·C,  QᵀQ = I,  C·Cᵀ = (XᵀWX)⁻¹,  z = √ω·(y − μ)
///
/// and every covariance is C·(Σ_g u_g u_gᵀ)·Cᵀ with u_g from Q_g and z_g.
struct Sandwich {
  /// Q: n × rank; rows that take no part are zero.
  let basis: Matrix
  /// C: p × rank, zero in the rows of aliased coefficients.
  let transform: Matrix
  /// The columns without a coefficient.
  let aliased: [Int]
  /// n values ω, zero where a row takes no part or tells nothing.
  let precisions: [Double]
  /// n values z.
  let residuals: [Double]
  /// n diagonals of QQᵀ.
  let leverages: [Double]
  /// n: whether a row counts as an observation.
  let takesPart: [Bool]
  /// The observations.
  let count: Int
  /// ``count`` less the rank and the number of swept columns.
  let freedom: Int
  /// Columns that were projected out of design and response before; nil for none.
  var swept: SweptColumns?

  /// Orthonormal columns that were swept out, in the metric of √W: some dense, and one for each group of
  /// rows.
  struct SweptColumns {
    /// n × r.
    let dense: Matrix?
    /// n group labels; the column of a group is `share` in its rows and zero elsewhere.
    let groups: [Int]
    /// n values √(wᵢ/W_group).
    let share: [Double]

    /// n diagonals of their projection.
    var leverages: [Double] {
      var result = share.map { $0 * $0 }
      guard let dense else { return result }
      for j in 0..<dense.columns {
        for (i, value) in dense.column(j).enumerated() { result[i] += value * value }
      }
      return result
    }
  }

  /// By rows.
  ///
  /// - Throws: ``ModelError/leverageOne(row:)`` for HC2 and HC3; ``ModelError/tooFewRows(rows:columns:)``
  ///   when HC1 divides by n − rank = 0.
  func covariance(
    _ rule: CoefficientCovariance.Heteroscedastic
  ) throws(ModelError) -> Matrix {
    var factors = residuals
    for (row, leverage) in leverages.enumerated() where takesPart[row] {
      switch rule {
      case .hc0: break
      case .hc1: factors[row] *= sqrt(try share(Double(count)))
      case .hc2, .hc3:
        guard leverage < 1 - 1e-12 else { throw .leverageOne(row: row) }
        factors[row] /= rule == .hc2 ? sqrt(1 - leverage) : 1 - leverage
      }
    }
    let scores = transform * basis.scalingRows(by: factors).transposed
    return filled(scores * scores.transposed)
  }

  /// number / (n − rank).
  func share(_ number: Double) throws(ModelError) -> Double {
    guard freedom > 0 else { throw .tooFewRows(rows: takesPart.count, columns: transform.rows) }
    return number / Double(freedom)
  }

  /// The symmetric matrix, with NaN for the aliased columns.
  func filled(_ matrix: Matrix) -> Matrix {
    var result = matrix
    for j in 0..<result.columns {
      for i in 0..<j {
        let middle = 0.5 * (matrix[i, j] + matrix[j, i])
        (result[i, j], result[j, i]) = (middle, middle)
      }
    }
    for j in aliased {
      for k in 0..<result.columns { (result[j, k], result[k, j]) = (.nan, .nan) }
    }
    return result
  }
}

/// The covariance by clusters, and the degrees of freedom of a combination of coefficients.
///
/// With B = Ω_g⁻¹(I − Q_gQ_gᵀ)Ω_g⁻¹ the score of a cluster is Q_gᵀB^(+1/2)Ω_g⁻¹z_g, and for a combination
/// c with b_g = Ω_g⁻¹B^(+1/2)Q_gCᵀc
///
///     ν = (tr P)² / ‖P‖²_F,   P_gh = δ_gh·b_gᵀb_g − (F_gᵀb_g)ᵀ(F_hᵀb_h)
///
/// where F is Q and the orthonormal columns that were swept out; B has F for Q too.
/// A row that tells nothing (ω = 0, of an interval) has no leverage: its score is left as it is.
///
/// Source: Pustejovsky & Tipton (2018), eq. 11, with the working model Var(y − μ) = φ/ω.
struct ClusterSandwich {
  private struct Cluster {
    let q: Matrix
    /// The rows of the dense columns that were swept out.
    let dense: Matrix?
    /// The swept columns of the groups that have a row here.
    let groups: [(group: Int, column: [Double])]
    let residuals: [Double]
    let precisions: [Double]
    /// B^(+1/2) for CR2, else nil for A = I.
    let adjustment: Matrix?
    /// Σ z·q over the rows that tell nothing.
    let rest: [Double]

    /// A_g·r_g, or what becomes of b_g: Ω⁻¹ before or behind B^(+1/2).
    func scaled(_ values: [Double]) -> [Double] { zip(values, precisions).map { $0 / $1 } }
  }

  /// The number of clusters that hold an observation.
  var count: Int { clusters.count }
  private let sandwich: Sandwich
  private let clusters: [Cluster]
  private let factor: Double

  init(
    _ sandwich: Sandwich, _ labels: [Int], _ kind: CoefficientCovariance.ClusterAdjustment
  ) throws(ModelError) {
    precondition(
      labels.count == sandwich.takesPart.count,
      "\(labels.count) labels, \(sandwich.takesPart.count) rows")
    var rows: [Int: [Int]] = [:]
    for (i, label) in labels.enumerated() where sandwich.takesPart[i] {
      rows[label, default: []].append(i)
    }
    guard rows.count > 1 else { throw .tooFewClusters(count: rows.count) }
    let (g, n) = (Double(rows.count), Double(sandwich.count))
    factor =
      switch kind {
      case .cr0, .cr2: 1
      case .cr1: g / (g - 1)
      case .cr1s: g / (g - 1) * (try sandwich.share(n - 1))
      }
    var clusters: [Cluster] = []
    for members in rows.sorted(by: { $0.key < $1.key }).map(\.value) {
      let told = members.filter { kind != .cr2 || sandwich.precisions[$0] > 0 }
      let silent = members.filter { kind == .cr2 && sandwich.precisions[$0] == 0 }
      let q = sandwich.basis.selecting(rows: told)
      let precisions = told.map { sandwich.precisions[$0] }
      let dense = sandwich.swept?.dense?.selecting(rows: told)
      let groups = Self.groups(of: told, sandwich.swept)
      var all = q
      if kind == .cr2, dense != nil || !groups.isEmpty {
        let columns = [q, dense].compactMap(\.self).flatMap { matrix in
          (0..<matrix.columns).map { matrix.column($0) }
        }
        all = Matrix(columns: columns + groups.map(\.column))
      }
      clusters.append(
        Cluster(
          q: q, dense: dense, groups: groups, residuals: told.map { sandwich.residuals[$0] },
          precisions: precisions,
          adjustment: kind == .cr2 && !told.isEmpty ? try Self.adjustment(all, precisions) : nil,
          rest: sandwich.basis.selecting(rows: silent)
            .transposedTimes(silent.map { sandwich.residuals[$0] })))
    }
    (self.sandwich, self.clusters) = (sandwich, clusters)
  }

  /// The columns of the groups that have one of these rows, by group.
  private static func groups(
    of members: [Int], _ swept: Sandwich.SweptColumns?
  ) -> [(group: Int, column: [Double])] {
    guard let swept else { return [] }
    var groups: [Int: [Double]] = [:]
    for (place, i) in members.enumerated() {
      groups[swept.groups[i], default: Array(repeating: 0, count: members.count)][place] =
        swept.share[i]
    }
    return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// B^(+1/2). Which directions B lacks follows from I − QQᵀ, whose eigenvalues do not depend on the
  /// precisions: 1 less those of QᵀQ.
  ///
  /// - Throws: ``ModelError/linearAlgebra(_:)`` when the precisions of a cluster run so far apart that
  ///   the smallest eigenvalue to keep is lost in the rounding of the largest.
  private static func adjustment(
    _ q: Matrix, _ precisions: [Double]
  ) throws(ModelError) -> Matrix {
    let inverse = precisions.map { 1 / $0 }
    let left = Matrix.identity(q.rows) - q * q.transposed
    return try algebra { () throws(LinearAlgebraError) in
      let lost = try SymmetricEigen(q.transposed * q).values.count { $0 > 1 - 1e-10 }
      let b = try SymmetricEigen(left.scalingRows(by: inverse).scalingColumns(by: inverse))
      guard lost < q.rows else { return Matrix(rows: q.rows, columns: q.rows, repeating: 0) }
      let least = b.values[lost]
      guard least > 1e-14 * (b.values.last ?? 0) else {
        throw .rankDeficient(rank: q.rows - lost - 1, columns: q.rows)
      }
      return b.applying { $0 >= least ? 1 / $0.squareRoot() : 0 }
    }
  }

  func covariance() -> Matrix {
    let scores = Matrix(
      columns: clusters.map { cluster in
        guard let adjustment = cluster.adjustment else {
          return zip(cluster.q.transposedTimes(cluster.residuals), cluster.rest).map { $0 + $1 }
        }
        let adjusted = adjustment * cluster.scaled(cluster.residuals)
        return zip(cluster.q.transposedTimes(adjusted), cluster.rest).map { $0 + $1 }
      })
    let rotated = sandwich.transform * scores
    return sandwich.filled(factor * (rotated * rotated.transposed))
  }

  /// ν for cᵀβ̂.
  func satterthwaite(_ c: [Double]) -> Double {
    let tau = sandwich.transform.transposedTimes(c)
    var own: [Double] = []
    var byGroup: [Int: [(cluster: Int, value: Double)]] = [:]
    let shared = Matrix(
      columns: clusters.enumerated().map { g, cluster in
        var b = cluster.q * tau
        if let adjustment = cluster.adjustment { b = cluster.scaled(adjustment * b) }
        own.append(b.reduce(0) { $0 + $1 * $1 })
        for (group, column) in cluster.groups {
          let value = zip(column, b).reduce(0) { $0 + $1.0 * $1.1 }
          byGroup[group, default: []].append((g, value))
        }
        return cluster.q.transposedTimes(b) + (cluster.dense?.transposedTimes(b) ?? [])
      })
    var product = shared.transposed * shared
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
