import Foundation
public import LinearAlgebra

extension GeneralizedLinearFit {
  /// Wald's test that linear combinations of the coefficients have given values.
  ///
  ///     (Lβ̂ − c)ᵀ (L V Lᵀ)⁻¹ (Lβ̂ − c)        χ² with q degrees of freedom; over q an F when φ is estimated
  ///
  /// - Parameters:
  ///   - combinations: q × p, one combination a row, independent of each other.
  ///   - values: q values c; nil for zeros.
  /// - Throws: ``ModelError/notEstimable(columns:)``; ``ModelError/linearAlgebra(_:)`` when the
  ///   combinations depend on each other.
  ///
  /// Same numbers as R `car::linearHypothesis`.
  public func waldTest(
    _ combinations: Matrix, equal values: [Double]? = nil
  ) throws(ModelError) -> HypothesisTest {
    let q = combinations.rows
    precondition(values.map { $0.count == q } ?? true, "\(q) combinations, other values")
    let rows = (0..<q).map(combinations.row)
    var distance: [Double] = []
    for (i, row) in rows.enumerated() {
      distance.append(try table.predictor(at: row).value - (values?[i] ?? 0))
    }
    var spread = Matrix(rows: q, columns: q, repeating: 0)
    for i in 0..<q {
      for j in 0..<q { spread[i, j] = table.product(rows[i], rows[j]) }
    }
    let solved = try algebra { () throws(LinearAlgebraError) in
      try Cholesky(spread).solve(distance)
    }
    return test(zip(distance, solved).reduce(0) { $0 + $1.0 * $1.1 }, q)
  }

  /// The likelihood-ratio test that a smaller model suffices.
  ///
  ///     (D₀ − D)/φ        χ² with rank − rank₀ degrees of freedom; over them an F when φ is estimated
  ///
  /// - Parameter smaller: A fit to the same responses of the same family and link, whose columns are
  ///   combinations of this fit's.
  /// - Throws: ``ModelError/notNested`` when the models are not nested, or of other responses.
  ///
  /// Same numbers as R `anova(…, test = "LRT")`, and with ``Dispersion/pearson`` as `test = "F"`.
  public func likelihoodRatioTest(
    against smaller: GeneralizedLinearFit
  ) throws(ModelError) -> HypothesisTest {
    guard smaller.rank < rank, smaller.observations.response == observations.response,
      smaller.observations.weights == observations.weights,
      smaller.observations.sizes == observations.sizes,
      smaller.observations.intervals == observations.intervals,
      smaller.model.family == model.family, smaller.link == link, smaller.offset == offset
    else { throw .notNested }
    let basis = OrthogonalBasis(design, tolerance: model.options.rankTolerance)
    for j in 0..<smaller.design.columns {
      let column = smaller.design.column(j)
      let inside = basis.times(basis.projection(column))
      let size = column.reduce(0) { max($0, abs($1)) }
      let rest = zip(column, inside).reduce(0) { max($0, abs($1.0 - $1.1)) }
      if rest > 1e-7 * size { throw .notNested }
    }
    return test(max(0, smaller.deviance - deviance) / dispersion, rank - smaller.rank)
  }

  /// Rao's score test that further columns have no coefficients, without fitting them.
  ///
  ///     U = Zᵀs,  I = ZᵀWZ − ZᵀWX(XᵀWX)⁻¹XᵀWZ        UᵀI⁻¹U/φ
  ///
  /// - Parameter columns: n × q columns Z to add.
  /// - Throws: ``ModelError/notFinite(row:)``; ``ModelError/linearAlgebra(_:)`` when a column depends
  ///   on those of the model or on each other.
  ///
  /// Source: C. R. Rao (1948). Same numbers as R `anova(…, test = "Rao")`.
  public func scoreTest(adding columns: Matrix) throws(ModelError) -> HypothesisTest {
    precondition(columns.rows == design.rows, "columns of another number of rows")
    try checkDesign(columns)
    let roots = information.map { $0.squareRoot() }
    let inside = OrthogonalBasis(design, rowScales: roots, tolerance: 1e-10)
    var rest: [[Double]] = []
    for j in 0..<columns.columns {
      let column = zip(columns.column(j), roots).map { $0 * $1 }
      rest.append(zip(column, inside.times(inside.projection(column))).map { $0 - $1 })
    }
    let outside = OrthogonalBasis(Matrix(columns: rest), tolerance: 1e-9)
    guard outside.rank == columns.columns else {
      throw .linearAlgebra(.rankDeficient(rank: outside.rank, columns: columns.columns))
    }
    let share = outside.projection(zip(scores, roots).map { $1 > 0 ? $0 / $1 : 0 })
    return test(share.reduce(0) { $0 + $1 * $1 } / dispersion, columns.columns)
  }

  private func test(_ chiSquared: Double, _ q: Int) -> HypothesisTest {
    HypothesisTest(
      chiSquared: chiSquared, degreesOfFreedom: q,
      residual: dispersionRule == .pearson ? residualDegreesOfFreedom : nil)
  }
}

extension CoefficientTable {
  /// xᵀVz over the columns with a coefficient.
  func product(_ x: [Double], _ z: [Double]) -> Double {
    var sum = 0.0
    for j in x.indices where values[j] != nil && x[j] != 0 {
      for k in z.indices where values[k] != nil { sum += x[j] * covariance[j, k] * z[k] }
    }
    return sum
  }
}
