import Foundation
public import LinearAlgebra

/// A quantity made of the coefficients, with its error.
public struct EffectEstimate: Hashable, Sendable {
  /// The quantity at the estimates.
  public let value: Double
  /// Its standard error.
  public let standardError: Double
  /// The interval of the asked probability.
  public let interval: ClosedRange<Double>
}

/// How the error of the coefficients is carried to a function of them.
public enum ErrorMethod: Hashable, Sendable {
  /// By the gradient: se² = ∇ᵀV∇, and a symmetric interval.
  case delta
  /// By draws from N(β̂, V): their standard deviation and percentiles. Draw i uses stream i.
  case simulation(draws: Int, seed: UInt64)
}

extension GeneralizedLinearFit {
  /// A linear combination lᵀβ̂ on the scale of the link, with its interval.
  ///
  /// - Parameters:
  ///   - weights: p values l.
  ///   - probability: Of the interval.
  /// - Throws: ``ModelError/notEstimable(columns:)``; ``ModelError/notFinite(row:)``.
  public func combination(
    _ weights: [Double], probability: Double = 0.95
  ) throws(ModelError) -> EffectEstimate {
    let (value, variance) = try table.predictor(at: weights)
    return symmetric(value, variance.squareRoot(), probability)
  }

  /// The means at rows of covariates, each as ``mean(at:offset:probability:)``.
  ///
  /// - Parameters:
  ///   - design: m × p, columns as in the fit.
  ///   - offset: m values, or nil for zeros.
  ///   - probability: Of each interval.
  public func means(
    design: Matrix, offset: [Double]? = nil, probability: Double = 0.95
  ) throws(ModelError) -> [MeanEstimate] {
    precondition(offset.map { $0.count == design.rows } ?? true, "offsets for other rows")
    var result: [MeanEstimate] = []
    for row in 0..<design.rows {
      result.append(
        try mean(at: design.row(row), offset: offset?[row] ?? 0, probability: probability))
    }
    return result
  }

  /// The average marginal effect of a column: how much the mean rises per unit of the column,
  /// averaged over the rows that were fitted (each as often as its weight and trials say).
  ///
  ///     AME = Σ wᵢ μ′(ηᵢ) βⱼ / Σ wᵢ
  ///
  /// The other columns are held: for a covariate that enters several columns, or a factor, ask
  /// ``averageDifference(from:to:probability:by:)``.
  ///
  /// - Throws: ``ModelError/notEstimable(columns:)`` for an aliased column, and for one that an aliased
  ///   column is made of: what the one does while the other is held the data do not tell.
  /// - Precondition: 0 < probability < 1; two or more draws.
  ///
  /// Same numbers as statsmodels `get_margeff(at="overall")`.
  public func averageMarginalEffect(
    of column: Int, probability: Double = 0.95, by method: ErrorMethod = .delta
  ) throws(ModelError) -> EffectEstimate {
    try table.checkEstimable(coefficients.indices.map { $0 == column ? 1 : 0 })
    let (shares, rows) = averagingShares()
    return effect(probability, method) { beta, gradient in
      var value = 0.0
      for row in rows {
        let eta = predictor(design, row, beta) + offset[row]
        let (slope, bend) = (shares[row] * link.slope(eta), shares[row] * link.curvature(eta))
        value += slope * beta[column]
        gradient[column] += slope
        for k in beta.indices { gradient[k] += bend * design[row, k] * beta[column] }
      }
      return value
    }
  }

  /// The average difference of the mean between two states of the same rows: every row as it is with
  /// the covariates of `first`, and with those of `second`.
  ///
  ///     Σ wᵢ (μ(x₂ᵢ) − μ(x₁ᵢ)) / Σ wᵢ
  ///
  /// - Parameters:
  ///   - first: n × p, the fitted design with the covariate at one value.
  ///   - second: n × p, at the other.
  ///   - probability: Of the interval.
  ///   - method: See ``ErrorMethod``.
  /// - Throws: ``ModelError/notEstimable(columns:)`` when a row breaks the dependence of aliased
  ///   columns; ``ModelError/notFinite(row:)``.
  public func averageDifference(
    from first: Matrix, to second: Matrix, probability: Double = 0.95,
    by method: ErrorMethod = .delta
  ) throws(ModelError) -> EffectEstimate {
    precondition(
      first.rows == design.rows && second.rows == design.rows && first.columns == design.columns
        && second.columns == design.columns, "designs of another shape")
    let (shares, rows) = averagingShares()
    for row in rows {
      _ = try table.predictor(at: first.row(row))
      _ = try table.predictor(at: second.row(row))
    }
    return effect(probability, method) { beta, gradient in
      var value = 0.0
      for row in rows {
        for (state, sign) in [(first, -shares[row]), (second, shares[row])] {
          let eta = predictor(state, row, beta) + offset[row]
          value += sign * link.mean(eta)
          let slope = sign * link.slope(eta)
          for k in beta.indices { gradient[k] += slope * state[row, k] }
        }
      }
      return value
    }
  }

  private func averagingShares() -> (shares: [Double], rows: [Int]) {
    let weights = zip(observations.weights, observations.sizes).map { $0 * $1 }
    let total = weights.reduce(0, +)
    return (weights.map { $0 / total }, weights.indices.filter { weights[$0] > 0 })
  }

  private func predictor(_ x: Matrix, _ row: Int, _ beta: [Double]) -> Double {
    beta.indices.reduce(0) { $0 + x[row, $1] * beta[$1] }
  }

  /// - Parameter function: The quantity at coefficients (zero for aliased ones); adds its gradient.
  private func effect(
    _ probability: Double, _ method: ErrorMethod, _ function: ([Double], inout [Double]) -> Double
  ) -> EffectEstimate {
    let beta = coefficients.map { $0 ?? 0 }
    var gradient = [Double](repeating: 0, count: beta.count)
    let value = function(beta, &gradient)
    guard case .simulation(let draws, let seed) = method else {
      return symmetric(value, max(0, table.product(gradient, gradient)).squareRoot(), probability)
    }
    precondition(draws >= 2, "\(draws) draws")
    let scale = dispersion.squareRoot()
    let values = (0..<draws).map { draw in
      var generator = Philox(seed: seed, stream: UInt64(draw))
      var moved = beta
      for k in 0..<rank {
        let z = scale * Normal.standard.draw(using: &generator)
        for j in beta.indices { moved[j] += z * inverseRoot[j, k] }
      }
      return function(moved, &gradient)
    }.sorted()
    let middle = values.reduce(0, +) / Double(draws)
    let squares = values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    return EffectEstimate(
      value: value, standardError: (squares / Double(draws - 1)).squareRoot(),
      interval: percentile(
        values, 0.5 - probability / 2)...percentile(values, 0.5 + probability / 2))
  }

  private func percentile(_ sorted: [Double], _ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    let place = probability * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }

  private func symmetric(
    _ value: Double, _ error: Double, _ probability: Double
  ) -> EffectEstimate {
    let half = quantile(probability) * error
    return EffectEstimate(
      value: value, standardError: error, interval: (value - half)...(value + half))
  }
}
