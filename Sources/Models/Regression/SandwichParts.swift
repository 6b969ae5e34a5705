import Foundation
import LinearAlgebra

/// What the robust covariances of a linear regression are made of, with or without effects that were
/// swept out before.
struct SandwichParts {
  /// n × k, orthonormal columns: √W·X·T.
  let basis: Matrix
  /// T, k × k.
  let transform: Matrix
  /// The k columns of the design with a coefficient, ascending.
  let independent: [Int]
  /// p, the columns of the design.
  let columns: Int
  /// n weights; a row of weight zero has no part.
  let weights: [Double]
  /// n residuals, not weighted.
  let residuals: [Double]
  /// What is left after all columns, the swept ones included.
  let residualDegreesOfFreedom: Int
  /// The columns that were projected out of the design and the response.
  let swept: SweptColumns?

  /// Orthonormal columns that were swept out: some dense, and one for each group of rows.
  struct SweptColumns {
    /// n × r, in the metric of √W.
    let dense: Matrix?
    /// n group labels; the column of a group is `share` in its rows and zero elsewhere.
    let groups: [Int]
    /// n values √(wᵢ/W_group).
    let share: [Double]
  }

  /// The rows of positive weight.
  var observations: Int { weights.count { $0 > 0 } }

  /// n leverages, of the design and of what was swept out.
  var leverages: [Double] {
    var result = swept.map { $0.share.map { $0 * $0 } } ?? Array(repeating: 0, count: basis.rows)
    for matrix in [basis, swept?.dense].compactMap({ $0 }) {
      for j in 0..<matrix.columns {
        for (i, value) in matrix.column(j).enumerated() { result[i] += value * value }
      }
    }
    return result.map { min(1, $0) }
  }

  /// The covariance of ``CoefficientCovariance/Heteroscedastic``.
  func robust(_ rule: CoefficientCovariance.Heteroscedastic) throws(ModelError) -> Matrix {
    let leverages = leverages
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

  /// A matrix over the independent columns, with NaN for the others.
  func overAllColumns(_ inner: Matrix) -> Matrix {
    var result = Matrix(rows: columns, columns: columns, repeating: .nan)
    for (j, column) in independent.enumerated() {
      for (i, row) in independent.enumerated() {
        result[row, column] = 0.5 * (inner[i, j] + inner[j, i])
      }
    }
    return result
  }
}
