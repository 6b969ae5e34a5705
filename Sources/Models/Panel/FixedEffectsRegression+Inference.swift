import Foundation
public import LinearAlgebra

extension FixedEffectsRegression.Fit {
  /// The covariance of the coefficients, p × p; NaN in the rows and columns of those without one.
  ///
  /// Leverages, adjustments and degrees of freedom count the effects as the columns they are, so that
  /// every kind is that of the regression with dummies. CR1 has G/(G − 1) only; CR1s has
  /// (n − 1)/(n − rank − effects) besides, where `fixest` by default leaves effects nested in clusters
  /// out of the count.
  ///
  /// - Parameter kind: Which errors; labels of clusters one a row, such as `Panel.unit`. Nil: CR2 by
  ///   unit.
  /// - Throws: ``PanelError/tooFewClusters(count:)``; ``PanelError/regression(_:)`` for HC2 and HC3 with
  ///   a row that decides a coefficient alone.
  public func covariance(_ kind: CoefficientCovariance? = nil) throws(PanelError) -> Matrix {
    spread(try innerCovariance(kind ?? .clustered(.cr2, panel.unit)))
  }

  /// A linear combination cᵀβ̂ with its error.
  ///
  /// The degrees of freedom are ``residualDegreesOfFreedom``; for CR0 and CR1 the number of clusters
  /// less one; for CR2 those of Satterthwaite.
  ///
  /// - Parameters:
  ///   - c: p values.
  ///   - kind: As for ``covariance(_:)``.
  /// - Throws: As ``covariance(_:)``; ``PanelError/notEstimable(columns:)`` when c asks for a column that
  ///   the effects take up or other columns stand for.
  public func combination(
    _ c: [Double], covariance kind: CoefficientCovariance? = nil
  ) throws(PanelError) -> TEstimate {
    precondition(c.count == columnNames.count, "\(c.count) values for \(columnNames.count) columns")
    let taken = collinear.filter { c[$0] != 0 }
    guard taken.isEmpty else { throw .notEstimable(columns: taken.map { columnNames[$0] }) }
    let own = kept.map { c[$0] }
    let value: Double
    do { value = try inner.table.predictor(at: own).value } catch {
      throw .notEstimable(columns: aliased.map { columnNames[$0] })
    }
    let kind = kind ?? .clustered(.cr2, panel.unit)
    guard case .clustered(let adjustment, let labels) = kind else {
      return TEstimate(
        value: value, standardError: sqrt(inner.table.variance(of: own, try innerCovariance(kind))),
        degreesOfFreedom: Double(residualDegreesOfFreedom))
    }
    let (parts, table) = (try sandwich(), inner.table)
    return try regressing { () throws(ModelError) in
      let clusters = try ClusterSandwich(parts, labels, adjustment)
      return TEstimate(
        value: value, standardError: sqrt(table.variance(of: own, clusters.covariance())),
        degreesOfFreedom: adjustment == .cr2
          ? clusters.satterthwaite(own) : Double(clusters.count - 1))
    }
  }

  /// A coefficient with its error; nil for a column without one.
  ///
  /// - Parameters:
  ///   - column: The index of the column in the design.
  ///   - kind: As for ``covariance(_:)``.
  /// - Throws: As ``covariance(_:)``.
  public func coefficient(
    _ column: Int, covariance kind: CoefficientCovariance? = nil
  ) throws(PanelError) -> TEstimate? {
    precondition(coefficients.indices ~= column, "coefficient \(column)")
    guard let place = kept.firstIndex(of: column), coefficients[column] != nil else { return nil }
    // As in LinearRegression: the coefficient is estimable by the convention that aliased ones are 0.
    var c = [Double](repeating: 0, count: coefficients.count)
    c[column] = 1
    for (index, other) in aliased.enumerated() { c[other] = inner.table.aliasWeights[place, index] }
    return try combination(c, covariance: kind)
  }

  /// The test that all these combinations are zero.
  ///
  ///     F = (Rβ̂)ᵀ(R V Rᵀ)⁻¹(Rβ̂)/q       with q and the degrees of freedom below
  ///
  /// The denominator has ``residualDegreesOfFreedom``, with clusters their number less one: an
  /// approximation that rejects too often when q is not much smaller than that.
  ///
  /// - Parameters:
  ///   - restrictions: q × p, independent rows.
  ///   - kind: As for ``covariance(_:)``.
  /// - Throws: As ``combination(_:covariance:)``; ``PanelError/tooFewClusters(count:)`` when there are not
  ///   more clusters than restrictions, or V is singular.
  public func wald(
    _ restrictions: Matrix, covariance kind: CoefficientCovariance? = nil
  ) throws(PanelError) -> HypothesisTest {
    let joint = try joint(restrictions, kind)
    return HypothesisTest(
      chiSquared: joint.chiSquared, degreesOfFreedom: restrictions.rows,
      residual: joint.denominator)
  }

  /// The statistic of a joint test, its denominator's degrees of freedom and the factored covariance.
  func joint(
    _ restrictions: Matrix, _ kind: CoefficientCovariance?
  ) throws(PanelError) -> (chiSquared: Double, denominator: Int, factor: Cholesky) {
    precondition(
      restrictions.columns == columnNames.count && restrictions.rows > 0,
      "restrictions of \(restrictions.rows) × \(restrictions.columns)")
    let kind = kind ?? .clustered(.cr2, panel.unit)
    var values: [Double] = []
    for row in 0..<restrictions.rows {
      let c = restrictions.row(row)
      // Checks that it can be estimated; its error is that of the classical kind, and not used.
      values.append(try combination(c, covariance: .classical).value)
    }
    var denominator = residualDegreesOfFreedom
    if case .clustered(_, let labels) = kind {
      let idle = Set(idleRows)
      let count = Set(labels.indices.filter { !idle.contains($0) }.map { labels[$0] }).count
      guard count > restrictions.rows else { throw .tooFewClusters(count: count) }
      denominator = count - 1
    }
    let own = restrictions.selecting(columns: kept)
    let independent = kept.indices.filter { !inner.aliased.contains($0) }
    let r = own.selecting(columns: independent)
    let v = try innerCovariance(kind).selecting(rows: independent).selecting(columns: independent)
    do {
      let factor = try Cholesky(r * v * r.transposed)
      let solved = try factor.solve(values)
      return (zip(values, solved).reduce(0) { $0 + $1.0 * $1.1 }, denominator, factor)
    } catch { throw .tooFewClusters(count: denominator + 1) }
  }

  /// What robust covariances are made of: rows that the effects fit alone have no weight.
  private func sandwich() throws(PanelError) -> Sandwich {
    var weights = within.weights
    for row in idleRows { weights[row] = 0 }
    return try regressing { () throws(ModelError) in
      let plain = try inner.sandwich
      let swept = within.columns
      return Sandwich(
        basis: plain.basis, transform: plain.transform, aliased: inner.aliased,
        precisions: weights, residuals: zip(weights, residuals).map { sqrt($0) * $1 },
        leverages: zip(plain.leverages, swept.leverages).map { min(1, $0 + $1) },
        takesPart: weights.map { $0 > 0 }, count: weights.count { $0 > 0 },
        freedom: residualDegreesOfFreedom, swept: swept)
    }
  }

  /// The covariance over the columns in ``kept``.
  private func innerCovariance(_ kind: CoefficientCovariance) throws(PanelError) -> Matrix {
    if case .classical = kind {
      return Double(inner.residualDegreesOfFreedom) / Double(residualDegreesOfFreedom)
        * inner.covariance
    }
    let parts = try sandwich()
    return try regressing { () throws(ModelError) in
      switch kind {
      case .classical: inner.covariance
      case .robust(let rule): try parts.covariance(rule)
      case .clustered(let adjustment, let labels):
        try ClusterSandwich(parts, labels, adjustment).covariance()
      }
    }
  }

  private func spread(_ matrix: Matrix) -> Matrix {
    let p = columnNames.count
    var result = Matrix(rows: p, columns: p, repeating: .nan)
    for (j, column) in kept.enumerated() {
      for (i, row) in kept.enumerated() { result[row, column] = matrix[i, j] }
    }
    return result
  }
}
