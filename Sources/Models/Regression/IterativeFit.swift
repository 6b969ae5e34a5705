import Foundation
import LinearAlgebra

/// Maximum likelihood for a concave log-likelihood of a linear predictor η = X·β + offset, by
/// iteratively reweighted least squares on pivoted QR.
///
///     δ = argmin Σᵢ wᵢ (sᵢ/wᵢ − xᵢᵀδ)²,  s = ∂ℓ/∂η,  w = −∂²ℓ/∂η²,    β ← β + δ/2ᵏ
///
/// with the smallest k that does not lower ℓ. Aliased columns are found once, from X itself. The
/// iteration has settled when no linear predictor moves by more than the tolerance; steps of ℓ alone
/// would also "settle" while a coefficient runs to infinity.
///
/// Source: McCullagh & Nelder, *Generalized Linear Models*, 2nd ed., §2.5.
struct IterativeFit {
  /// The log-likelihood and its derivatives in η, row by row.
  struct Likelihood {
    var logLikelihood = 0.0
    var score: [Double] = []
    var information: [Double] = []
  }

  /// On which side a row's likelihood keeps rising for ever.
  enum Edge {
    case none, below, above
  }

  let coefficients: [Double?]
  let linearPredictor: [Double]
  let logLikelihood: Double
  let iterations: Int
  let lastStep: Double
  /// The factorisation of √W·X at the maximum, over the independent columns.
  let qr: QR
  let independent: [Int]
  let aliased: [Int]
  let aliasWeights: Matrix

  /// - Parameters:
  ///   - start: A linear predictor to begin near, for example log(y + 0.1).
  ///   - edges: The side of each row on which its likelihood has no maximum.
  init(
    design: Matrix, offset: [Double], start: [Double], startWeights: [Double], edges: [Edge],
    options: IterationOptions, likelihood: ([Double]) -> Likelihood
  ) throws(ModelError) {
    let plain = try algebra { () throws(LinearAlgebraError) in
      try QR(design, tolerance: options.rankTolerance)
    }
    guard plain.rank > 0 else {
      throw .linearAlgebra(.rankDeficient(rank: 0, columns: design.columns))
    }
    (independent, aliased) = (plain.independent, plain.aliased)
    aliasWeights = try algebra { () throws(LinearAlgebraError) in try plain.aliasWeights() }
    let x = aliased.isEmpty ? design : design.selecting(columns: independent)
    let separation = Separation(design: x, edges: edges, columns: independent)

    var beta = try Self.weightedStep(
      x, startWeights, start.indices.map { startWeights[$0] * (start[$0] - offset[$0]) }
    ).step
    var eta = Self.predictor(x, beta, offset)
    var current = likelihood(eta)
    if !current.logLikelihood.isFinite {
      beta = Array(repeating: 0, count: beta.count)
      eta = offset
      current = likelihood(eta)
    }
    guard current.logLikelihood.isFinite else { throw .noConvergence(iterations: 0) }

    for iteration in 1...options.maximumIterations {
      let (step, qr) = try Self.weightedStep(x, current.information, current.score)
      guard qr.rank == qr.columns else {
        // The information vanished in a direction: say in which, when it is a recession.
        try separation.check(try Self.lostDirections(qr))
        throw .noConvergence(iterations: iteration)
      }
      let change = x * step
      let largest = change.reduce(0) { max($0, abs($1)) }
      if largest > 0.01 { try separation.check([step]) }
      var share = 1.0
      while true {
        let trial = zip(beta, step).map { $0 + share * $1 }
        let trialEta = Self.predictor(x, trial, offset)
        let next = likelihood(trialEta)
        let noise = 1e-12 * (1 + abs(current.logLikelihood))
        if next.logLikelihood >= current.logLikelihood - noise {
          (beta, eta, current) = (trial, trialEta, next)
          break
        }
        share /= 2
        guard share > 1e-12 else { throw .noConvergence(iterations: iteration) }
      }
      if largest <= options.tolerance {
        let final = try Self.weightedStep(x, current.information, current.score).qr
        guard final.rank == final.columns else { throw .noConvergence(iterations: iteration) }
        var all = [Double?](repeating: nil, count: design.columns)
        for (place, column) in independent.enumerated() { all[column] = beta[place] }
        (coefficients, linearPredictor, lastStep) = (all, eta, largest)
        (logLikelihood, iterations, self.qr) = (current.logLikelihood, iteration, final)
        return
      }
    }
    throw .noConvergence(iterations: options.maximumIterations)
  }

  /// The covariance over all columns, from the information at the maximum; NaN for aliased ones.
  func covariance(dispersion: Double) throws(ModelError) -> Matrix {
    let inner = try algebra { () throws(LinearAlgebraError) in try qr.inverseGram() }
    let p = coefficients.count
    var result = Matrix(rows: p, columns: p, repeating: .nan)
    for (j, column) in independent.enumerated() {
      for (i, row) in independent.enumerated() { result[row, column] = dispersion * inner[i, j] }
    }
    return result
  }

  private static func predictor(_ x: Matrix, _ beta: [Double], _ offset: [Double]) -> [Double] {
    zip(x * beta, offset).map { $0 + $1 }
  }

  /// δ by least squares of s/√w on √W·X, and the factorisation. Rows without information have no say.
  private static func weightedStep(
    _ x: Matrix, _ information: [Double], _ score: [Double]
  ) throws(ModelError) -> (step: [Double], qr: QR) {
    let roots = information.map { sqrt(max(0, $0)) }
    let target = score.indices.map { roots[$0] > 0 ? score[$0] / roots[$0] : 0 }
    return try algebra { () throws(LinearAlgebraError) in
      let qr = try QR(x.scalingRows(by: roots), tolerance: 1e-13)
      return (try qr.leastSquares(target).map { $0 ?? 0 }, qr)
    }
  }

  /// The directions that a weighted design no longer sees: one for each lost column.
  private static func lostDirections(_ qr: QR) throws(ModelError) -> [[Double]] {
    let weights = try algebra { () throws(LinearAlgebraError) in try qr.aliasWeights() }
    return qr.aliased.enumerated().map { place, column in
      var direction = weights.column(place).map { -$0 }
      direction[column] = 1
      return direction
    }
  }
}

/// When an iteration stops.
struct IterationOptions: Sendable {
  let tolerance: Double
  let maximumIterations: Int
  let rankTolerance: Double
}
