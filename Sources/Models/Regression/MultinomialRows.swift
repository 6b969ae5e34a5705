import Foundation
import LinearAlgebra

/// The rows of a multinomial logit in the coordinates of the basis: likelihood, gradient and Hessian.
struct MultinomialRows {
  /// n × rank, column after column.
  let basis: [Double]
  let rank: Int
  /// n × K.
  let counts: Matrix
  let totals: [Double]
  let reference: Int
  /// The classes with coefficients, in their order.
  let others: [Int]

  private static let block = 256

  /// The norm that coordinates have when every linear predictor is one: √n.
  var scale: Double { Double(totals.count).squareRoot() }

  struct Value {
    var logLikelihood = 0.0
    /// rank × (K − 1), column after column.
    var gradient: [Double] = []
    /// Minus the second derivatives; only the lower triangle is used.
    var hessian = Matrix(rows: 0, columns: 0, repeating: 0)
  }

  /// Every sixteenth row, for a start.
  func everySixteenth() -> MultinomialRows {
    let n = totals.count
    let chosen = stride(from: 0, to: n, by: 16).map { $0 }
    var part: [Double] = []
    for j in 0..<rank { for i in chosen { part.append(basis[i + j * n]) } }
    return MultinomialRows(
      basis: part, rank: rank, counts: counts.selecting(rows: chosen),
      totals: chosen.map { totals[$0] }, reference: reference, others: others)
  }

  /// ℓ = Σ yᵢₖ log pᵢₖ and its derivatives at coordinates θ, rank × (K − 1).
  func evaluate(_ theta: [Double]) -> Value {
    let (n, r, c) = (totals.count, rank, others.count)
    var value = Value()
    var gradient = CrossProduct(left: r, right: c)
    var square = CrossProduct(left: r * c, right: r * c)
    var diagonal = CrossProduct(left: r * c, right: r)
    var start = 0
    while start < n {
      let size = min(Self.block, n - start)
      var x = [Double](repeating: 0, count: size * r)
      for j in 0..<r {
        for i in 0..<size { x[i + j * size] = basis[start + i + j * n] }
      }
      var p = [Double](repeating: 0, count: size * c)
      for k in 0..<c {
        for j in 0..<r {
          let t = theta[j + k * r]
          for i in 0..<size { p[i + k * size] += t * x[i + j * size] }
        }
      }
      value.logLikelihood += probabilities(&p, start: start, size: size)
      // Residuals for the gradient; p·√m for the Hessian; √m·x beside it.
      var residual = p
      for k in 0..<c {
        let column = others[k] * n + start
        for i in 0..<size {
          residual[i + k * size] =
            counts.columnMajor[column + i] - totals[start + i] * p[i + k * size]
        }
      }
      gradient.add(x, residual, rows: size)
      for i in 0..<size where totals[start + i] != 1 {
        let root = totals[start + i].squareRoot()
        for j in 0..<r { x[i + j * size] *= root }
      }
      var z = [Double](repeating: 0, count: size * r * c)
      for k in 0..<c {
        for j in 0..<r {
          let (to, from, weight) = ((k * r + j) * size, j * size, k * size)
          for i in 0..<size { z[to + i] = p[weight + i] * x[from + i] }
        }
      }
      square.addGram(z, rows: size)
      diagonal.add(z, x, rows: size)
      start += size
    }
    let order = r * c
    var hessian = square.columnMajor.map { -$0 }
    for k in 0..<c {
      for j in 0..<r {
        for i in 0..<r {
          hessian[(k * r + i) + (k * r + j) * order] +=
            diagonal.columnMajor[(k * r + i) + j * order]
        }
      }
    }
    value.gradient = gradient.columnMajor
    value.hessian = Matrix(rows: order, columns: order, columnMajor: hessian)
    return value
  }

  /// Turns linear predictors into probabilities, and returns the log-likelihood of these rows.
  private func probabilities(_ p: inout [Double], start: Int, size: Int) -> Double {
    let (n, c) = (totals.count, others.count)
    var logLikelihood = 0.0
    for i in 0..<size {
      var largest = 0.0
      for k in 0..<c { largest = max(largest, p[i + k * size]) }
      let base = exp(-largest)
      var sum = base
      for k in 0..<c {
        let eta = p[i + k * size]
        let y = counts.columnMajor[start + i + others[k] * n]
        if y > 0 { logLikelihood += y * eta }
        let term = exp(eta - largest)
        p[i + k * size] = term
        sum += term
      }
      if totals[start + i] > 0 { logLikelihood -= totals[start + i] * (largest + log(sum)) }
      for k in 0..<c { p[i + k * size] /= sum }
    }
    return logLikelihood
  }
}

/// Proves that a multinomial logit has no maximum, by a direction along which every class that occurs
/// in a row gains on every other class, or keeps up with it.
struct MultinomialSeparation {
  let design: Matrix
  let counts: Matrix
  let reference: Int

  /// Throws ``ModelError/separation(columns:rows:)`` when the direction, p × (K − 1), or its opposite
  /// is a proof.
  func check(_ direction: Matrix) throws(ModelError) {
    for sign in [1.0, -1.0] {
      let d = sign * direction
      guard let rows = runaways(d) else { continue }
      let sizes = (0..<design.columns).map { column in
        design.column(column).reduce(0) { max($0, abs($1)) }
          * d.row(column).reduce(0) { max($0, abs($1)) }
      }
      let largest = sizes.reduce(0, max)
      throw .separation(columns: sizes.indices.filter { sizes[$0] > 1e-6 * largest }, rows: rows)
    }
  }

  /// The rows of which a class runs to probability zero or one; nil when this is no proof. What a row
  /// moves by less than a millionth of the direction counts as nothing.
  private func runaways(_ d: Matrix) -> [Int]? {
    let moves = design * d
    var result: [Int] = []
    let size = moves.columnMajor.reduce(0) { max($0, abs($1)) }
    guard size > 0 else { return nil }
    for i in 0..<design.rows {
      var values = moves.row(i)
      values.insert(0, at: reference)
      let present = values.indices.filter { counts[i, $0] > 0 }
      guard let least = present.map({ values[$0] }).min() else { continue }
      let top = values.reduce(-Double.infinity, max)
      if top > least + 1e-6 * size { return nil }
      let bottom = values.reduce(Double.infinity, min)
      if bottom < top - 1e-6 * size { result.append(i) }
    }
    return result.isEmpty ? nil : result
  }
}
