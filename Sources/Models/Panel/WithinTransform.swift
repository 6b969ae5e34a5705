import Foundation
import LinearAlgebra

/// The projection that takes unit and period effects out of a column, exactly.
///
/// One dimension is swept out by its weighted means. The dummies of the other, with their own means swept
/// out, are made orthonormal by pivoted QR and projected out; one dummy is left out for each part of the
/// panel that no unit and period link to the rest. Nothing is iterated to a tolerance: the projection is
/// applied twice, which takes away what rounding left.
struct WithinTransform: Sendable {
  /// The unit effects, the period effects, or both.
  let effects: FixedEffectsRegression.Effects
  /// n weights, positive.
  let weights: [Double]
  /// The parts of the panel without a unit or period in common; 1 for effects of one dimension.
  let components: Int
  /// The degrees of freedom that the effects take.
  let absorbed: Int

  /// Whether the units are the dimension swept by means.
  let sweepsUnits: Bool

  private let roots: [Double]
  /// For each row its label in the dimension swept by means, and how many labels there are.
  private let swept: [Int]
  private let sweptWeights: [Double]
  /// The other dimension, if it takes part.
  private let dense: Dense?

  private struct Dense: Sendable {
    let labels: [Int]
    let count: Int
    /// For each label the part of the panel it is in.
    let component: [Int]
    /// The labels with a dummy: all but the first of each component.
    let columns: [Int]
    /// nil without a column.
    let leastSquares: LeastSquares?
    /// n × columns, orthonormal in the metric of √W.
    let basis: Matrix?
  }

  init(
    _ effects: FixedEffectsRegression.Effects, _ panel: Panel, _ weights: [Double]
  ) throws(PanelError) {
    (self.effects, self.weights) = (effects, weights)
    roots = weights.map { sqrt($0) }
    let byUnit = (labels: panel.unit, count: panel.units.count)
    let byPeriod = (labels: panel.period, count: panel.periods.count)
    if effects != .period && panel.units.count < 2 { throw .oneUnit }
    if effects != .unit && panel.periods.count < 2 { throw .onePeriod }
    // The longer dimension is swept by means: the other one costs its square.
    sweepsUnits =
      effects == .unit || (effects == .unitAndPeriod && byUnit.count >= byPeriod.count)
    let (first, second) = sweepsUnits ? (byUnit, byPeriod) : (byPeriod, byUnit)
    var sums = [Double](repeating: 0, count: first.count)
    for (i, label) in first.labels.enumerated() { sums[label] += weights[i] }
    (swept, sweptWeights) = (first.labels, sums)
    guard effects == .unitAndPeriod else {
      (dense, components, absorbed) = (nil, 1, first.count)
      return
    }
    let component = Self.components(first, second)
    components = (component.max() ?? 0) + 1
    var seen: Set<Int> = []
    let columns = (0..<second.count).filter { !seen.insert(component[$0]).inserted }
    absorbed = first.count + columns.count
    var place = [Int](repeating: -1, count: second.count)
    for (index, label) in columns.enumerated() { place[label] = index }
    guard !columns.isEmpty else {
      dense = Dense(
        labels: second.labels, count: second.count, component: component, columns: [],
        leastSquares: nil, basis: nil)
      return
    }
    var dummies = Matrix(rows: panel.rows, columns: columns.count, repeating: 0)
    for (i, label) in second.labels.enumerated() where place[label] >= 0 {
      dummies[i, place[label]] = 1
    }
    for j in columns.indices {
      for (i, value) in Self.sweep(dummies.column(j), first.labels, sums, weights).enumerated() {
        dummies[i, j] = value
      }
    }
    let labels = (values: second.labels, count: second.count)
    dense = try regressing { () throws(ModelError) in
      try algebra { () throws(LinearAlgebraError) in
        let leastSquares = try LeastSquares(dummies, weights: weights)
        guard leastSquares.rank == columns.count else {
          throw .rankDeficient(rank: leastSquares.rank, columns: columns.count)
        }
        return Dense(
          labels: labels.values, count: labels.count, component: component, columns: columns,
          leastSquares: leastSquares, basis: try leastSquares.orthonormalBasis().basis)
      }
    }
  }

  /// The component of each label of the second dimension, numbered in order of their labels.
  private static func components(
    _ first: (labels: [Int], count: Int), _ second: (labels: [Int], count: Int)
  ) -> [Int] {
    var parent = Array(0..<(first.count + second.count))
    func root(_ node: Int) -> Int {
      var node = node
      while parent[node] != node {
        parent[node] = parent[parent[node]]
        node = parent[node]
      }
      return node
    }
    for (a, b) in zip(first.labels, second.labels) { parent[root(a)] = root(first.count + b) }
    var numbers: [Int: Int] = [:]
    return (0..<second.count).map { label in
      let top = root(first.count + label)
      let number = numbers[top] ?? numbers.count
      numbers[top] = number
      return number
    }
  }

  private static func sweep(
    _ x: [Double], _ labels: [Int], _ sums: [Double], _ weights: [Double]
  ) -> [Double] {
    var means = [Double](repeating: 0, count: sums.count)
    for (i, label) in labels.enumerated() { means[label] += weights[i] * x[i] }
    for label in sums.indices { means[label] /= sums[label] }
    return x.indices.map { x[$0] - means[labels[$0]] }
  }

  /// What is left of a column of n values.
  func residual(of x: [Double]) -> [Double] {
    var r = x
    for _ in 0..<2 {
      r = Self.sweep(r, swept, sweptWeights, weights)
      guard let basis = dense?.basis else { continue }
      let part = basis * basis.transposedTimes(zip(r, roots).map { $0 * $1 })
      for i in r.indices { r[i] -= part[i] / roots[i] }
    }
    return r
  }

  /// The orthonormal columns that were swept out.
  var columns: Sandwich.SweptColumns {
    Sandwich.SweptColumns(
      dense: dense?.basis, groups: swept,
      share: swept.indices.map { sqrt(weights[$0] / sweptWeights[swept[$0]]) })
  }

  /// The level and the effects of what is left of the response without its covariates.
  ///
  /// Effects have a weighted mean of zero over the rows, period effects (the dense dimension) over those
  /// of each component.
  func effects(of v: [Double]) throws(PanelError) -> (
    level: Double, swept: [Double], dense: [Double]
  ) {
    var other = [Double](repeating: 0, count: dense?.count ?? 0)
    if let dense, let leastSquares = dense.leastSquares {
      do {
        let solution = try leastSquares.solve(Self.sweep(v, swept, sweptWeights, weights))
        for (place, label) in dense.columns.enumerated() {
          other[label] = solution.coefficients[place] ?? 0
        }
      } catch { throw .linearAlgebra(error) }
    }
    if let dense {
      var (sums, totals) = (
        [Double](repeating: 0, count: components), [Double](repeating: 0, count: components)
      )
      for (i, label) in dense.labels.enumerated() {
        sums[dense.component[label]] += weights[i] * other[label]
        totals[dense.component[label]] += weights[i]
      }
      for label in other.indices {
        other[label] -= sums[dense.component[label]] / totals[dense.component[label]]
      }
    }
    var own = [Double](repeating: 0, count: sweptWeights.count)
    for (i, label) in swept.enumerated() {
      own[label] += weights[i] * (v[i] - (dense.map { other[$0.labels[i]] } ?? 0))
    }
    var (level, total) = (0.0, 0.0)
    for label in own.indices {
      level += own[label]
      total += sweptWeights[label]
      own[label] /= sweptWeights[label]
    }
    level /= total
    return (level, own.map { $0 - level }, other)
  }
}
