import Foundation
public import LinearAlgebra

/// A fitted multinomial logit.
public struct MultinomialFit: Sendable {
  /// K.
  public let classes: Int
  /// The class whose coefficients are zero.
  public let reference: Int
  /// K × p coefficients, a row a class: log odds against the reference per unit of the column; nil
  /// for an aliased column, zero in the row of the reference.
  public let coefficients: [[Double?]]
  /// The inverse of the information, over the classes with coefficients in their order, p a class:
  /// p(K − 1) square; NaN for aliased columns.
  public let covariance: Matrix
  /// The columns found dependent, ascending.
  public let aliased: [Int]
  /// The rows without counts, which take no part.
  public let emptyRows: [Int]
  /// The number of independent columns.
  public let rank: Int
  /// ℓ = Σ y log p, without the multinomial coefficients (zero for individuals), as R and statsmodels.
  public let logLikelihood: Double
  /// 2·rank·(K − 1) − 2ℓ.
  public var aic: Double { 2 * Double(rank * (classes - 1)) - 2 * logLikelihood }
  /// The number of full steps.
  public let iterations: Int
  /// The size of the last step as a share of 1 + the predictors, in root mean square.
  public let lastStep: Double

  private let table: [CoefficientTable]

  init(
    regression: MultinomialRegression, basis: OrthogonalBasis, theta: [Double],
    hessian: Cholesky, logLikelihood: Double, iterations: Int, lastStep: Double,
    emptyRows: [Int]
  ) throws(ModelError) {
    let (p, r, c) = (basis.columns, basis.rank, regression.classes - 1)
    (classes, reference) = (regression.classes, regression.reference)
    (aliased, rank, self.emptyRows) = (basis.aliased, r, emptyRows)
    (self.iterations, self.lastStep, self.logLikelihood) = (iterations, lastStep, logLikelihood)
    let inner = try algebra { () throws(LinearAlgebraError) in try hessian.covariance() }
    // β = T·γ for each class, T p × rank.
    let back = Matrix(
      columns: (0..<r).map { j in basis.coefficients((0..<r).map { $0 == j ? 1 : 0 }) })
    var covariance = Matrix(rows: p * c, columns: p * c, repeating: .nan)
    for k in 0..<c {
      for l in 0..<c {
        var part = Matrix(rows: r, columns: r, repeating: 0)
        for j in 0..<r { for i in 0..<r { part[i, j] = inner[k * r + i, l * r + j] } }
        let block = back * part * back.transposed
        for j in basis.independent {
          for i in basis.independent { covariance[k * p + i, l * p + j] = block[i, j] }
        }
      }
    }
    self.covariance = covariance
    var rows: [[Double?]] = []
    for k in 0..<c {
      let values = basis.coefficients(Array(theta[(k * r)..<((k + 1) * r)]))
      rows.append(values.indices.map { basis.independent.contains($0) ? values[$0] : nil })
    }
    let weights = basis.aliasWeights()
    table = rows.enumerated().map { k, values in
      var own = Matrix(rows: p, columns: p, repeating: .nan)
      for j in 0..<p { for i in 0..<p { own[i, j] = covariance[k * p + i, k * p + j] } }
      return CoefficientTable(
        values: values, covariance: own, aliased: basis.aliased, aliasWeights: weights)
    }
    rows.insert(rows[0].map { $0.map { _ in 0 } }, at: regression.reference)
    coefficients = rows
  }

  /// The standard error of a coefficient; nil for an aliased column and for the reference class.
  public func standardError(class k: Int, column: Int) -> Double? {
    precondition(0..<classes ~= k, "class \(k) of \(classes)")
    guard let place = place(of: k) else { return nil }
    return table[place].standardErrors[column]
  }

  /// Wald's interval for a coefficient; nil for an aliased column and for the reference class.
  ///
  /// - Precondition: 0 < probability < 1.
  public func interval(
    class k: Int, column: Int, probability: Double
  ) -> ClosedRange<Double>? {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    return place(of: k).flatMap {
      table[$0].interval(column, quantile: Normal.standard.quantile(0.5 + probability / 2))
    }
  }

  /// The place of a class among those with coefficients.
  private func place(of k: Int) -> Int? {
    k == reference ? nil : k < reference ? k : k - 1
  }

  /// The probabilities of the K classes at a row of covariates, with errors by the delta method.
  ///
  ///     ∂pₖ/∂βⱼ = pₖ(δₖⱼ − pⱼ)·x;  the interval is made on the scale of log(p/(1 − p))
  ///
  /// - Throws: ``ModelError/notEstimable(columns:)`` when the row breaks the dependence of aliased
  ///   columns; ``ModelError/notFinite(row:)``.
  /// - Precondition: 0 < probability < 1.
  public func probabilities(
    at row: [Double], probability: Double = 0.95
  ) throws(ModelError) -> [EffectEstimate] {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    var eta = [Double](repeating: 0, count: classes)
    for k in 0..<classes {
      if let place = place(of: k) { eta[k] = try table[place].predictor(at: row).value }
    }
    let largest = eta.reduce(-Double.infinity, max)
    let terms = eta.map { exp($0 - largest) }
    let sum = terms.reduce(0, +)
    let p = terms.map { $0 / sum }
    let cut = Normal.standard.quantile(0.5 + probability / 2)
    let spread = predictorCovariance(row)
    return (0..<classes).map { k in
      // Not 1 − p, of which nothing is left beside a sure class.
      let others = terms.indices.reduce(0) { $1 == k ? $0 : $0 + terms[$1] / sum }
      let gradient = p.indices.map { $0 == k ? others : -p[$0] }
      var variance = 0.0
      for j in 0..<classes {
        for l in 0..<classes {
          variance += gradient[j] * gradient[l] * spread[j, l]
        }
      }
      // se of p is p·se of log p; on the logit scale it is that over 1 − p.
      let error = max(0, variance).squareRoot()
      let logit = log(p[k]) - log(others)
      let half = cut * error / others
      return EffectEstimate(
        value: p[k], standardError: p[k] * error,
        interval: Link.logit.mean(logit - half)...Link.logit.mean(logit + half))
    }
  }

  /// K × K covariance of the linear predictors at a row; zeros for the reference.
  func predictorCovariance(_ row: [Double]) -> Matrix {
    let p = row.count
    let free = row.indices.filter { !aliased.contains($0) }
    var result = Matrix(rows: classes, columns: classes, repeating: 0)
    for j in 0..<classes {
      for l in 0..<classes {
        guard let a = place(of: j), let b = place(of: l) else { continue }
        var sum = 0.0
        for i in free {
          for k in free { sum += row[i] * covariance[a * p + i, b * p + k] * row[k] }
        }
        result[j, l] = sum
      }
    }
    return result
  }
}
