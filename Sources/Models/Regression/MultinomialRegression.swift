import Foundation
public import LinearAlgebra

/// Multinomial logit: which of K classes, given covariates.
///
///     P(class k | x) = exp(xᵀβₖ) / Σⱼ exp(xᵀβⱼ),        β of the reference class = 0
///
/// By Newton's method with the analytic Hessian, in an orthogonal basis of the design (see
/// `OrthogonalBasis`), accumulated over blocks of rows that fit the cache:
///
///     g = Σᵢ (yᵢ − mᵢpᵢ) ⊗ xᵢ        H = Σᵢ mᵢ (diag pᵢ − pᵢpᵢᵀ) ⊗ xᵢxᵢᵀ
///
/// With many rows the start is the maximum of every sixteenth row. ℓ is concave: the maximum is the
/// maximum. Counts known only as an interval are not taken: the classes of one row depend on each
/// other through their total, and the likelihood of several withheld cells is a sum over all ways to
/// fill them; fit the classes one against the rest by ``BinomialRegression`` instead.
///
/// Sources: A. Agresti, *Categorical Data Analysis*, 3rd ed., §8.1; separation after A. Albert & J. A.
/// Anderson (1984), Biometrika 71, 1–10. Same numbers as R `nnet::multinom` and statsmodels `MNLogit`.
public struct MultinomialRegression: Sendable {
  /// K, two or more.
  public let classes: Int
  /// The class whose coefficients are zero.
  public let reference: Int
  private let tolerance: Double
  private let maximumIterations: Int

  /// - Parameters:
  ///   - classes: K.
  ///   - reference: From 0 to K − 1.
  ///   - tolerance: The iteration ends when the coefficients, as the units of the basis have them,
  ///     move no fitted predictor's norm by more than this share; the last step squares it.
  ///   - maximumIterations: After which it is ``ModelError/noConvergence(iterations:)``.
  public init(
    classes: Int, reference: Int = 0, tolerance: Double = 1e-7, maximumIterations: Int = 60
  ) {
    precondition(classes >= 2 && 0..<classes ~= reference, "class \(reference) of \(classes)")
    precondition(tolerance > 0 && maximumIterations > 0, "tolerance and iterations are positive")
    (self.classes, self.reference) = (classes, reference)
    (self.tolerance, self.maximumIterations) = (tolerance, maximumIterations)
  }

  /// The maximum likelihood fit to individuals.
  ///
  /// - Parameters:
  ///   - design: n × p; include the intercept as a column of ones.
  ///   - labels: n classes, from 0 to K − 1.
  /// - Throws: ``ModelError/invalidResponse(row:)`` for another label; else as the fit to counts.
  public func fit(design: Matrix, labels: [Int]) throws(ModelError) -> MultinomialFit {
    precondition(labels.count == design.rows, "\(labels.count) labels for \(design.rows) rows")
    var counts = [Double](repeating: 0, count: labels.count * classes)
    for (row, label) in labels.enumerated() {
      guard 0..<classes ~= label else { throw .invalidResponse(row: row) }
      counts[row + label * labels.count] = 1
    }
    return try fit(
      design: design,
      counts: Matrix(rows: labels.count, columns: classes, columnMajor: counts))
  }

  /// The maximum likelihood fit to grouped counts.
  ///
  /// - Parameters:
  ///   - design: n × p; include the intercept as a column of ones.
  ///   - counts: n × K counts, zero or more, not necessarily whole (frequency weights). A row of
  ///     zeros takes no part.
  /// - Throws: ``ModelError/emptyData``; ``ModelError/notFinite(row:)``;
  ///   ``ModelError/invalidResponse(row:)`` for a negative count; ``ModelError/emptyClass(_:)``;
  ///   ``ModelError/separation(columns:rows:)`` when a direction of the covariates parts classes;
  ///   ``ModelError/noConvergence(iterations:)``.
  /// - Complexity: O(n p² K²) a step; about three full steps for many rows, six for few.
  public func fit(design: Matrix, counts: Matrix) throws(ModelError) -> MultinomialFit {
    let n = design.rows
    guard n > 0 && design.columns > 0 else { throw .emptyData }
    if let index = design.columnMajor.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(row: index % n)
    }
    precondition(counts.rows == n && counts.columns == classes, "counts of another shape")
    for (index, count) in counts.columnMajor.enumerated() {
      guard count.isFinite else { throw .notFinite(row: index % n) }
      if count < 0 { throw .invalidResponse(row: index % n) }
    }
    for k in 0..<classes where counts.column(k).allSatisfy({ $0 == 0 }) { throw .emptyClass(k) }
    var totals = [Double](repeating: 0, count: n)
    for k in 0..<classes { for i in 0..<n { totals[i] += counts.columnMajor[i + k * n] } }
    let isFull = totals.allSatisfy { $0 > 0 }
    let active = isFull ? design : design.scalingRows(by: totals.map { $0 > 0 ? 1 : 0 })
    let basis = OrthogonalBasis(active, tolerance: 1e-10)
    guard basis.rank > 0 else {
      throw .linearAlgebra(.rankDeficient(rank: 0, columns: design.columns))
    }
    let others = (0..<classes).filter { $0 != reference }
    let rows = MultinomialRows(
      basis: basis.q, rank: basis.rank, counts: counts, totals: totals, reference: reference,
      others: others)
    var start = [Double](repeating: 0, count: basis.rank * others.count)
    if n >= 20_000 {
      // A maximum of a part is near that of the whole; where it has none, the start stays at zero.
      let part = rows.everySixteenth()
      if let found = try? climb(part, from: start, separation: nil) { start = found.theta }
    }
    let found = try climb(rows, from: start) { (theta: [Double]) throws(ModelError) in
      try MultinomialSeparation(
        design: active, counts: counts, reference: reference
      ).check(coefficients(basis, theta))
    }
    return try MultinomialFit(
      regression: self, basis: basis, theta: found.theta, hessian: found.hessian,
      logLikelihood: found.logLikelihood, iterations: found.iterations, lastStep: found.lastStep,
      emptyRows: totals.indices.filter { totals[$0] == 0 })
  }

  /// β, p × (K − 1), from coordinates of the basis.
  private func coefficients(_ basis: OrthogonalBasis, _ theta: [Double]) -> Matrix {
    let r = basis.rank
    return Matrix(
      columns: (0..<(classes - 1)).map {
        basis.coefficients(Array(theta[($0 * r)..<(($0 + 1) * r)]))
      })
  }

  private typealias Found = (
    theta: [Double], hessian: Cholesky, logLikelihood: Double, iterations: Int, lastStep: Double
  )

  /// Newton's method with step halving.
  ///
  /// - Parameter separation: Throws when a direction proves that there is no maximum; nil: not asked.
  private func climb(
    _ rows: MultinomialRows, from start: [Double],
    separation: (([Double]) throws(ModelError) -> Void)?
  ) throws(ModelError) -> Found {
    var theta = start
    var current = rows.evaluate(theta)
    for iteration in 1...maximumIterations {
      let hessian: Cholesky
      let step: [Double]
      do {
        hessian = try Cholesky(current.hessian)
        step = try hessian.solve(current.gradient)
      } catch {
        // The information is gone in a direction; the coefficients themselves point along it.
        try separation?(theta)
        throw .noConvergence(iterations: iteration)
      }
      let (moved, size) = (norm(step), norm(theta))
      let lastStep = moved / (rows.scale + size)
      if iteration > 6, lastStep > 1e-6 { try separation?(step) }
      if hessian.reciprocalCondition < 1e-14 {
        try separation?(step)
        throw .noConvergence(iterations: iteration)
      }
      if lastStep <= tolerance {
        for j in theta.indices { theta[j] += step[j] }
        return (theta, hessian, current.logLikelihood, iteration, lastStep)
      }
      let floor = current.logLikelihood - 1e-12 * (1 + abs(current.logLikelihood))
      var share = 1.0
      while true {
        let trial = zip(theta, step).map { $0 + share * $1 }
        let next = rows.evaluate(trial)
        if next.logLikelihood >= floor {
          (theta, current) = (trial, next)
          break
        }
        share /= 2
        guard share > 1e-10 else { throw .noConvergence(iterations: iteration) }
      }
    }
    throw .noConvergence(iterations: maximumIterations)
  }

  private func norm(_ v: [Double]) -> Double { dot(v, 0, v, 0, v.count).squareRoot() }
}
