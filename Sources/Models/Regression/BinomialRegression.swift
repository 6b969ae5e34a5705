import Foundation
public import LinearAlgebra

/// Logistic regression of successes among trials.
///
///     Sᵢ ~ Binomial(mᵢ, pᵢ),  log(pᵢ / (1 − pᵢ)) = xᵢᵀβ + offsetᵢ
///
/// Sources: McCullagh & Nelder, *Generalized Linear Models*, 2nd ed., §4.4; separation after Albert &
/// Anderson (1984), Biometrika 71, 1–10. Same numbers as R `glm(cbind(s, m - s) ~ …, binomial)`.
public struct BinomialRegression: Sendable {
  /// n values added to the linear predictor, or nil for none.
  public let offset: [Double]?
  /// What is taken for the dispersion φ.
  public let dispersion: Dispersion
  private let options: IterationOptions

  /// - Parameters:
  ///   - offset: n values, added to the linear predictor with coefficient 1.
  ///   - dispersion: ``Dispersion/one``, or ``Dispersion/pearson`` for quasi-binomial.
  ///   - tolerance: The iteration ends when no linear predictor moves by more than this.
  ///   - maximumIterations: After which it is ``ModelError/noConvergence(iterations:)``.
  public init(
    offset: [Double]? = nil, dispersion: Dispersion = .one, tolerance: Double = 1e-9,
    maximumIterations: Int = 100
  ) {
    precondition(tolerance > 0 && maximumIterations > 0, "tolerance and iterations are positive")
    self.offset = offset
    self.dispersion = dispersion
    options = IterationOptions(
      tolerance: tolerance, maximumIterations: maximumIterations, rankTolerance: 1e-10)
  }

  /// The maximum likelihood fit.
  ///
  /// - Parameters:
  ///   - design: n × p, one row a group; include the intercept as a column of ones.
  ///   - successes: n counts, from 0 to the trials.
  ///   - trials: n counts, one or more.
  /// - Returns: The fit; ``GeneralizedLinearFit/fitted`` holds probabilities.
  /// - Throws: ``ModelError/emptyData``; ``ModelError/notFinite(row:)``;
  ///   ``ModelError/invalidResponse(row:)``; ``ModelError/tooFewRows(rows:columns:)``;
  ///   ``ModelError/separation(columns:rows:)`` when a direction of the covariates parts successes
  ///   from failures; ``ModelError/noConvergence(iterations:)``.
  /// - Complexity: O(n p²) a step; about five steps.
  public func fit(
    design: Matrix, successes: [Int], trials: [Int]
  ) throws(ModelError) -> GeneralizedLinearFit {
    try checkDesign(design)
    let n = design.rows
    precondition(successes.count == n, "\(successes.count) successes for \(n) rows")
    precondition(trials.count == n, "\(trials.count) trials for \(n) rows")
    precondition(offset.map { $0.count == n } ?? true, "offsets for another number of rows")
    let offset = self.offset ?? Array(repeating: 0, count: n)
    for (row, value) in offset.enumerated() where !value.isFinite { throw .notFinite(row: row) }
    for row in 0..<n where trials[row] < 1 || !(0...trials[row] ~= successes[row]) {
      throw .invalidResponse(row: row)
    }
    let guesses = (0..<n).map { (Double(successes[$0]) + 0.5) / (Double(trials[$0]) + 1) }
    let iteration = try IterativeFit(
      design: design, offset: offset, start: guesses.map { log($0 / (1 - $0)) },
      startWeights: (0..<n).map { Double(trials[$0]) * guesses[$0] * (1 - guesses[$0]) },
      edges: (0..<n).map {
        successes[$0] == 0 ? .below : successes[$0] == trials[$0] ? .above : .none
      },
      options: options, likelihood: { Self.likelihood(successes, trials, $0) })
    var (deviance, pearson) = (0.0, 0.0)
    for row in 0..<n {
      let group = Group(successes[row], of: trials[row], eta: iteration.linearPredictor[row])
      deviance += group.deviance
      pearson += group.score * group.score / group.information
    }
    return try GeneralizedLinearFit(
      iteration, link: .logit, dispersion: dispersion, deviance: deviance, pearson: pearson,
      tolerance: options.tolerance)
  }

  private static func likelihood(
    _ successes: [Int], _ trials: [Int], _ eta: [Double]
  ) -> IterativeFit.Likelihood {
    var result = IterativeFit.Likelihood()
    for row in eta.indices {
      let group = Group(successes[row], of: trials[row], eta: eta[row])
      result.logLikelihood += group.logProbability
      result.score.append(group.score)
      result.information.append(group.information)
    }
    return result
  }

  /// One row at one linear predictor; 1 − p is computed, not subtracted, so that both tails keep
  /// their digits.
  private struct Group {
    let s: Double
    let m: Double
    let p: Double
    let q: Double

    init(_ successes: Int, of trials: Int, eta: Double) {
      (s, m) = (Double(successes), Double(trials))
      p = Link.logit.mean(eta)
      q = Link.logit.mean(-eta)
    }

    var logProbability: Double { SaddlePoint.logBinomial(s, trials: m, p: p, q: q) }
    /// s − m·p, written as s·q − (m − s)·p.
    var score: Double { s * q - (m - s) * p }
    var information: Double { m * p * q }
    var deviance: Double {
      let above = s > 0 ? SaddlePoint.deviance(s, m * p) : m * p
      let below = m > s ? SaddlePoint.deviance(m - s, m * q) : m * q
      return 2 * (above + below)
    }
  }
}
