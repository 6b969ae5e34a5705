import LinearAlgebra

/// Proves that a likelihood has no maximum, by a direction in which it rises for ever.
///
///     d ≠ 0 with  xᵢᵀd ≤ 0 where the edge is below,  xᵢᵀd ≥ 0 where it is above,  xᵢᵀd = 0 elsewhere
///
/// Such a direction exists exactly when the maximum does not. The steps of an iteration that runs away
/// converge to one; each step is tried as a proof. Sums count as zero below 1e-7 of their terms, and
/// so do components that contribute that little.
///
/// Source: A. Albert & J. A. Anderson (1984), *On the existence of maximum likelihood estimates in
/// logistic regression models*, Biometrika 71, 1–10; for counts S. Correia, P. Guimarães & T. Zylkin
/// (2019), *Verifying the existence of maximum likelihood estimates for generalized linear models*.
struct Separation {
  let design: Matrix
  let edges: [Observations.Edge]
  /// The column of the whole design that each column of `design` is.
  let columns: [Int]
  private let sizes: [Double]

  init(design: Matrix, edges: [Observations.Edge], columns: [Int]) {
    self.design = design
    self.edges = edges
    self.columns = columns
    sizes = (0..<design.columns).map { design.column($0).reduce(0) { max($0, abs($1)) } }
  }

  /// Throws ``ModelError/separation(columns:rows:)`` when one of the directions, or its opposite, is a
  /// proof.
  func check(_ directions: [[Double]]) throws(ModelError) {
    for direction in directions {
      for sign in [1.0, -1.0] {
        if let rows = runaways(direction.map { sign * $0 }) {
          let moving = columns.indices.filter { cleaned(direction)[$0] != 0 }
          throw .separation(columns: moving.map { columns[$0] }, rows: rows)
        }
      }
    }
  }

  /// The direction without the components that move no row noticeably.
  private func cleaned(_ direction: [Double]) -> [Double] {
    let largest = zip(direction, sizes).reduce(0) { max($0, abs($1.0 * $1.1)) }
    return zip(direction, sizes).map { abs($0 * $1) > 1e-7 * largest ? $0 : 0 }
  }

  /// The rows that run to their edge along this direction; nil when it is no proof.
  private func runaways(_ direction: [Double]) -> [Int]? {
    let d = cleaned(direction)
    var result: [Int] = []
    for i in 0..<design.rows {
      var (sum, size) = (0.0, 0.0)
      for j in d.indices {
        sum += design[i, j] * d[j]
        size += abs(design[i, j] * d[j])
      }
      if abs(sum) <= 1e-7 * size { continue }
      switch edges[i] {
      case .below where sum < 0: result.append(i)
      case .above where sum > 0: result.append(i)
      default: return nil
      }
    }
    return result.isEmpty ? nil : result
  }
}
