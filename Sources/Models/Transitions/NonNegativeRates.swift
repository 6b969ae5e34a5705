import LinearAlgebra

/// The least squares for the rates of a ``FlowRegression``: β ≥ 0 with the least Σ wᵢ (xᵢᵀβ)² − 2 tᵢ xᵢᵀβ,
/// on the small matrix of cross products.
///
/// In EM the same rates are at their bound step after step. So the set of the rates before is tried first,
/// and mended a few times by exchanging the rates that break a condition of Karush, Kuhn and Tucker; what
/// that does not settle (dependent stocks, for one) goes to `QuadraticProgram`.
enum NonNegativeRates {
  /// How often the set is mended.
  private static let mostExchanges = 12

  static func nonNegative(
    _ data: FlowData, weights: [Double], targets: [Double], near rates: [Double]
  ) throws(FlowError) -> ([Double], isUnique: Bool) {
    let p = data.rates
    var gram = [Double](repeating: 0, count: p * p)
    var linear = [Double](repeating: 0, count: p)
    for i in 0..<data.rows {
      let row = i * p
      for j in 0..<p {
        let stock = data.stocks[row + j]
        guard stock != 0 else { continue }
        let weighted = weights[i] * stock
        linear[j] += targets[i] * stock
        for k in 0...j { gram[j + k * p] += weighted * data.stocks[row + k] }
      }
    }
    for j in 0..<p { for k in 0..<j { gram[k + j * p] = gram[j + k * p] } }
    if let found = exchanged(gram, linear, from: rates) { return (found, true) }
    var program = QuadraticProgram(
      quadratic: Matrix(rows: p, columns: p, columnMajor: gram), linear: linear.map { -$0 })
    program.require(lower: [Double](repeating: 0, count: p))
    do {
      let solution = try program.solve()
      return (solution.x, solution.isUnique)
    } catch {
      throw .noStep(LinearAlgebraFault(error))
    }
  }

  /// The one solution, if a few exchanges reach it.
  private static func exchanged(
    _ gram: [Double], _ linear: [Double], from rates: [Double]
  ) -> [Double]? {
    let p = linear.count
    var free = rates.indices.filter { rates[$0] > 0 }
    for _ in 0..<mostExchanges {
      guard let x = solution(gram, linear, free) else { return nil }
      let negative = free.filter { x[$0] <= 0 }
      if !negative.isEmpty {
        free.removeAll { x[$0] <= 0 }
        continue
      }
      var entering: (column: Int, excess: Double)?
      for j in 0..<p where !free.contains(j) {
        var product = 0.0
        for k in free { product += gram[j + k * p] * x[k] }
        let excess = (linear[j] - product) / (gram[j + j * p].squareRoot() + 1e-300)
        // Rounding of sums of this size is no reason to enter.
        let noise =
          1e-12 * (abs(linear[j]) + abs(product)) / (gram[j + j * p].squareRoot() + 1e-300)
        if excess > noise, excess > entering?.excess ?? 0 { entering = (j, excess) }
      }
      guard let entering else { return x }
      free.append(entering.column)
      free.sort()
    }
    return nil
  }

  /// x with the cross products of the free columns solved by Cholesky, zeros elsewhere; nil where those
  /// columns depend on each other.
  private static func solution(
    _ gram: [Double], _ linear: [Double], _ free: [Int]
  ) -> [Double]? {
    let (p, q) = (linear.count, free.count)
    var factor = [Double](repeating: 0, count: q * q)
    var half = [Double](repeating: 0, count: q)
    for i in 0..<q {
      for j in 0...i {
        var sum = gram[free[i] + free[j] * p]
        for k in 0..<j { sum -= factor[i + k * q] * factor[j + k * q] }
        if i == j {
          guard sum > 1e-10 * gram[free[i] + free[i] * p] else { return nil }
          factor[i + i * q] = sum.squareRoot()
        } else {
          factor[i + j * q] = sum / factor[j + j * q]
        }
      }
      var sum = linear[free[i]]
      for k in 0..<i { sum -= factor[i + k * q] * half[k] }
      half[i] = sum / factor[i + i * q]
    }
    var x = [Double](repeating: 0, count: p)
    for i in stride(from: q - 1, through: 0, by: -1) {
      var sum = half[i]
      for k in (i + 1)..<max(q, i + 1) { sum -= factor[k + i * q] * x[free[k]] }
      x[free[i]] = sum / factor[i + i * q]
    }
    return x
  }
}
