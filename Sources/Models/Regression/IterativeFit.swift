import Foundation
import LinearAlgebra

/// Maximum likelihood for a linear predictor η = X·β + offset, by iteratively reweighted least squares
/// on a pivoted QR factorisation.
///
///     X·P = Q·R,  γ = R·Pᵀβ        (QᵀWQ)·δ = Qᵀs,        γ ← γ + δ/2ᵏ
///
/// with s = ∂ℓ/∂η, W the information, and the smallest k that keeps every mean in its range and does
/// not lower ℓ. X is factored once, and aliased columns are found there; in the basis Q the small
/// system is as well conditioned as the weights, and where these run apart it is solved by an
/// orthogonal factorisation of √W·Q instead. The iteration has settled when no linear predictor moves
/// by more than the tolerance (as a share of 1 + the largest); steps of ℓ alone would also "settle"
/// while a coefficient runs to infinity.
///
/// Sources: McCullagh & Nelder, *Generalized Linear Models*, 2nd ed., §2.5; D. P. O'Leary (1990), SIAM
/// J. Matrix Anal. 11, 466–480; I. C. Marschner (2011), *glm2: fitting generalized linear models with
/// convergence problems*, The R Journal 3/2, for the halving.
struct IterativeFit {
  /// p coefficients; nil for an aliased column.
  let coefficients: [Double?]
  let linearPredictor: [Double]
  let iterations: Int
  /// The largest change of a linear predictor in the last step, over 1 + the largest predictor.
  let lastStep: Double
  /// C with C·Cᵀ = (XᵀWX)⁻¹ over all columns: p × rank, zero in the rows of aliased ones.
  let inverseRoot: Matrix
  /// The diagonal of W that ``inverseRoot`` belongs to.
  let information: [Double]
  let aliased: [Int]
  let aliasWeights: Matrix

  /// - Parameters:
  ///   - design: n × p, zeros in the rows that take no part.
  ///   - basis: Of that design.
  init(
    design: Matrix, basis: OrthogonalBasis, offset: [Double], observations: Observations,
    options: IterationOptions
  ) throws(ModelError) {
    var climb = try Climb(basis, offset, observations)
    for iteration in 1...options.maximumIterations {
      let direction = climb.step()
      if direction == nil || iteration > 4 {
        // A fit that takes long may be running away: say in which direction.
        let separation = Separation(
          design: design, edges: (0..<design.rows).map(observations.edge),
          columns: Array(0..<design.columns))
        if let direction {
          if climb.reach(of: direction) > 1e-6 {
            try separation.check([basis.coefficients(direction)])
          }
        } else {
          try separation.check(climb.lostDirections().map(basis.coefficients))
        }
      }
      guard let direction else { throw .noConvergence(iterations: iteration) }
      let reach = climb.reach(of: direction)
      if reach <= options.tolerance {
        climb.take(direction)
        let edge = observations.rowsAtEdge(climb.eta)
        guard edge.isEmpty else { throw .boundary(rows: edge) }
        coefficients = basis.coefficients(climb.gamma).enumerated().map {
          basis.aliased.contains($0.offset) ? nil : $0.element
        }
        inverseRoot = climb.inverseRoot()
        information = climb.information
        (linearPredictor, iterations, lastStep) = (climb.eta, iteration, reach)
        (aliased, aliasWeights) = (basis.aliased, basis.aliasWeights())
        return
      }
      try climb.climb(direction, iteration: iteration)
    }
    throw .noConvergence(iterations: options.maximumIterations)
  }
}

/// The state of an iteration, in the coordinates of the basis.
private struct Climb {
  let basis: OrthogonalBasis
  let observations: Observations
  var gamma: [Double]
  var eta: [Double]
  private var current: Observations.Step
  private var spare: Observations.Step
  private var trialEta: [Double]
  private var change: [Double]
  private var gram: [Double]
  private var cholesky: SmallCholesky?
  private var weighted: OrthogonalBasis?

  init(
    _ basis: OrthogonalBasis, _ offset: [Double], _ observations: Observations
  ) throws(ModelError) {
    (self.basis, self.observations) = (basis, observations)
    let n = basis.rows
    current = Observations.Step(rows: n)
    spare = current
    (eta, trialEta, change) = (offset, offset, offset)
    gamma = Array(repeating: 0, count: basis.rank)
    gram = Array(repeating: 0, count: basis.rank * basis.rank)
    // Near the data where that has a meaning; else one mean for all; else nothing but the offset.
    for row in 0..<n {
      change[row] =
        observations.weights[row] > 0
        ? observations.link.predictor(observations.guess(row)) : 0
    }
    if observations.evaluate(change, into: &current) == nil {
      for row in 0..<n {
        trialEta[row] = current.information[row].squareRoot()
        change[row] = trialEta[row] * (change[row] - offset[row])
      }
      if let start = weightedSolution(current.information, target: change, roots: trialEta),
        begin(start, offset) == nil
      {
        return
      }
    }
    if begin(commonMean(offset), offset) == nil { return }
    if let row = begin(Array(repeating: 0, count: basis.rank), offset) {
      throw .invalidMean(row: row)
    }
  }

  private mutating func begin(_ start: [Double], _ offset: [Double]) -> Int? {
    gamma = start
    eta = basis.times(start)
    for row in eta.indices { eta[row] += offset[row] }
    return observations.evaluate(eta, into: &current)
  }

  private mutating func weightedSolution(
    _ information: [Double], target: [Double], roots: [Double]
  ) -> [Double]? {
    basis.gram(weights: information, scratch: &spare.score, into: &gram)
    let factor = SmallCholesky(gram, order: basis.rank)
    guard factor.leastPivot > 1e-8 else { return nil }
    for row in target.indices { spare.score[row] = roots[row] * target[row] }
    return factor.solve(basis.transposedTimes(spare.score))
  }

  /// The coordinates of the mean of all responses.
  private func commonMean(_ offset: [Double]) -> [Double] {
    var (sum, size) = (0.0, 0.0)
    for row in offset.indices where observations.weights[row] > 0 {
      let weight = observations.weights[row] * observations.sizes[row]
      sum += weight * observations.guess(row)
      size += weight
    }
    let level = observations.link.predictor(sum / size)
    return basis.projection(
      offset.indices.map { observations.weights[$0] > 0 ? level - offset[$0] : 0 })
  }

  /// δ of this state; nil when the weights leave no well-conditioned system.
  mutating func step() -> [Double]? {
    weighted = nil
    basis.gram(weights: current.information, scratch: &spare.score, into: &gram)
    let factor = SmallCholesky(gram, order: basis.rank)
    cholesky = factor
    guard factor.leastPivot > 1e-8 else {
      cholesky = nil
      return orthogonalStep()
    }
    return factor.solve(basis.transposedTimes(current.score))
  }

  /// δ by orthogonal factorisation of √W·Q; nil when the information has vanished in a direction.
  mutating func orthogonalStep() -> [Double]? {
    let roots = current.information.map { $0.squareRoot() }
    let factor = weightedBasis(roots)
    weighted = factor
    guard factor.rank == basis.rank else { return nil }
    return factor.coefficients(
      factor.projection(roots.indices.map { roots[$0] > 0 ? current.score[$0] / roots[$0] : 0 }))
  }

  private func weightedBasis(_ roots: [Double]) -> OrthogonalBasis {
    OrthogonalBasis(
      Matrix(rows: basis.rows, columns: basis.rank, columnMajor: basis.q), rowScales: roots,
      tolerance: 1e-13)
  }

  /// The directions of γ in which no information is left, one for each lost column of √W·Q.
  func lostDirections() -> [[Double]] {
    guard let weighted else { return [] }
    let weights = weighted.aliasWeights()
    return weighted.aliased.enumerated().map { place, column in
      var direction = weights.column(place).map { -$0 }
      direction[column] = 1
      return direction
    }
  }

  /// The largest change of a linear predictor that a direction makes, over 1 + the largest predictor.
  mutating func reach(of direction: [Double]) -> Double {
    change = basis.times(direction)
    var (moved, size) = (0.0, 0.0)
    for row in eta.indices {
      moved = max(moved, abs(change[row]))
      size = max(size, abs(eta[row]))
    }
    return moved / (1 + size)
  }

  /// The whole of a last step, which is below the tolerance, without another evaluation.
  mutating func take(_ direction: [Double]) {
    for j in gamma.indices { gamma[j] += direction[j] }
    for row in eta.indices { eta[row] += change[row] }
  }

  /// The largest of the steps 1, ½, ¼ … that stays in range and does not lower ℓ; `change` must hold
  /// the direction's.
  mutating func climb(_ direction: [Double], iteration: Int) throws(ModelError) {
    let floor = current.logLikelihood - 1e-12 * (1 + abs(current.logLikelihood))
    var share = 1.0
    var outside: Int?
    while true {
      for row in eta.indices { trialEta[row] = eta[row] + share * change[row] }
      let invalid = observations.evaluate(trialEta, into: &spare)
      if invalid == nil && spare.logLikelihood >= floor {
        swap(&eta, &trialEta)
        swap(&current, &spare)
        for j in gamma.indices { gamma[j] += share * direction[j] }
        break
      }
      outside = invalid ?? outside
      share /= 2
      guard share > 1e-10 else {
        guard outside != nil else { throw .noConvergence(iterations: iteration) }
        throw .boundary(rows: rowsOutside())
      }
    }
    // Many small shares in a row end here too: a step that can only be taken in splinters.
    if share < 1e-6, outside != nil { throw .boundary(rows: rowsOutside()) }
  }

  /// The rows that the step takes out of range when a millionth of it already does.
  private func rowsOutside() -> [Int] {
    var scratch = Observations.Step(rows: 1)
    return eta.indices.filter { row in
      let alone = Observations(
        family: observations.family, link: observations.link,
        response: [observations.response[row]], sizes: [observations.sizes[row]],
        weights: [observations.weights[row]],
        intervals: observations.intervals[row].map { [0: $0] } ?? [:])
      return alone.evaluate([eta[row] + 1e-5 * change[row]], into: &scratch) != nil
    }
  }

  /// The information of the last evaluation.
  var information: [Double] { current.information }

  func inverseRoot() -> Matrix {
    let k = basis.rank
    var columns: [[Double]] = []
    for j in 0..<k {
      var unit = [Double](repeating: 0, count: k)
      unit[j] = 1
      if let cholesky {
        columns.append(basis.coefficients(cholesky.solveTransposed(unit)))
      } else if let weighted {
        columns.append(basis.coefficients(weighted.coefficients(unit)))
      }
    }
    return Matrix(columns: columns)
  }
}

/// When an iteration stops.
struct IterationOptions: Hashable, Sendable {
  let tolerance: Double
  let maximumIterations: Int
  let rankTolerance: Double
}
