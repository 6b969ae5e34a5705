import LinearAlgebra

/// The normal equations of a cohort model, factored: blocks on the diagonal and a border of three
/// shared unknowns.
///
///     H = | H₁        B₁ |        S = D − Σ Bᶜᵀ Hᶜ⁻¹ Bᶜ        det H = det S · Π det Hᶜ
///         |     H₂    B₂ |
///         | B₁ᵀ B₂ᵀ   D  |
struct CohortFactors: Sendable {
  /// The second and first derivatives before factoring, column by column.
  struct System {
    var blocks: [[Double]]
    var borders: [[Double]]
    var gradients: [[Double]]
    var corner = [Double](repeating: 0, count: 9)
    var cornerGradient = [0.0, 0.0, 0.0]

    init(_ layout: CohortLayout) {
      blocks = layout.components.map { [Double](repeating: 0, count: $0.size * $0.size) }
      borders = layout.components.map { [Double](repeating: 0, count: $0.size * 3) }
      gradients = layout.components.map { [Double](repeating: 0, count: $0.size) }
    }

    /// Adds one row of the Jacobian.
    mutating func add(
      component c: Int, places: [Int], coefficients: [Double], shared: (Double, Double, Double),
      residual: Double, precision: Double
    ) {
      let n = gradients[c].count
      for (a, i) in places.enumerated() {
        let weighted = coefficients[a] * precision
        gradients[c][i] += weighted * residual
        for (b, j) in places.enumerated() where i >= j {
          blocks[c][i + j * n] += weighted * coefficients[b]
        }
        borders[c][i] += weighted * shared.0
        borders[c][i + n] += weighted * shared.1
        borders[c][i + 2 * n] += weighted * shared.2
      }
      let shared = [shared.0, shared.1, shared.2]
      for k in 0..<3 where shared[k] != 0 {
        cornerGradient[k] += shared[k] * precision * residual
        for l in 0..<3 { corner[k + 3 * l] += shared[k] * precision * shared[l] }
      }
    }

    /// Adds `weight` times the second derivatives of the terms of a total.
    mutating func addCurvature(
      component c: Int, terms: [CohortLayout.Term], values: [Double], weight: Double
    ) {
      let n = gradients[c].count
      for (term, value) in zip(terms, values) {
        let added = weight * value
        blocks[c][term.intake * (n + 1)] += added
        // The second stage has ρ in it, leaving ρ and q: places 1 and 2 of the border.
        for k in 0..<term.stage.rawValue {
          borders[c][term.intake + (k + 1) * n] += added
          for l in 0..<term.stage.rawValue { corner[(k + 1) + 3 * (l + 1)] += added }
        }
      }
    }
  }

  /// Hᶜ, one a component.
  let blocks: [Cholesky]
  /// Hᶜ⁻¹ Bᶜ, n × 3.
  let borders: [Matrix]
  /// S.
  let corner: Cholesky
  /// −H⁻¹ ∇F, the step to the minimum of a parabola.
  let step: CohortEquations.State
  /// ∇Fᵀ H⁻¹ ∇F, twice the fall of the objective that the step promises.
  let decrement: Double
  /// log det H.
  let logDeterminant: Double

  init(_ system: System, _ layout: CohortLayout) throws(LinearAlgebraError) {
    var blocks: [Cholesky] = []
    var borders: [Matrix] = []
    var solved: [[Double]] = []
    var schur = system.corner
    var right = system.cornerGradient
    for c in system.blocks.indices {
      let n = system.gradients[c].count
      let factor = try Cholesky(Matrix(rows: n, columns: n, columnMajor: system.blocks[c]))
      let both = try factor.solve(
        Matrix(rows: n, columns: 4, columnMajor: system.borders[c] + system.gradients[c])
      ).columnMajor
      for k in 0..<3 {
        for i in 0..<n {
          let b = system.borders[c][i + k * n]
          if b == 0 { continue }
          right[k] -= b * both[i + 3 * n]
          for l in 0..<3 { schur[k + 3 * l] -= b * both[i + l * n] }
        }
      }
      blocks.append(factor)
      borders.append(Matrix(rows: n, columns: 3, columnMajor: Array(both[0..<(3 * n)])))
      solved.append(Array(both[(3 * n)...]))
    }
    let corner = try Cholesky(Matrix(rows: 3, columns: 3, columnMajor: schur))
    let shared = try corner.solve(right)
    var decrement = zip(shared, system.cornerGradient).reduce(0) { $0 + $1.0 * $1.1 }
    var steps: [[Double]] = []
    for c in blocks.indices {
      let n = solved[c].count
      var step = solved[c]
      for i in 0..<n {
        for k in 0..<3 { step[i] -= borders[c][i, k] * shared[k] }
        decrement += step[i] * system.gradients[c][i]
        step[i] = -step[i]
      }
      steps.append(step)
    }
    self.blocks = blocks
    self.borders = borders
    self.corner = corner
    self.step = .init(blocks: steps, shared: shared.map { -$0 })
    self.decrement = decrement
    logDeterminant = blocks.reduce(corner.logDeterminant) { $0 + $1.logDeterminant }
  }

  /// gᵀ H⁻¹ g: the variance of a function of the unknowns with this gradient.
  func variance(
    blocks gradients: [[Double]], shared: [Double]
  ) throws(LinearAlgebraError) -> Double {
    var variance = 0.0
    var rest = shared
    for (c, gradient) in gradients.enumerated() where gradient.contains(where: { $0 != 0 }) {
      let solution = try blocks[c].solve(gradient)
      variance += zip(gradient, solution).reduce(0) { $0 + $1.0 * $1.1 }
      let border = borders[c].transposedTimes(gradient)
      for k in 0..<3 { rest[k] -= border[k] }
    }
    let solution = try corner.solve(rest)
    return variance + zip(rest, solution).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
