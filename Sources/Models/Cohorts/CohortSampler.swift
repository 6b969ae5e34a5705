import Foundation
import LinearAlgebra

/// Draws the end of the fitted period at one grid point and walks forward from it.
///
///     shared  = mode + L_S⁻ᵀ z          tail = mode − (H⁻¹B) (shared − mode) + (L_H⁻ᵀ z)
///
/// Only the unknowns a walk starts from are drawn: they stand last in their block, so that the last
/// corner of the Cholesky factor is the factor of their own precision.
struct CohortSampler: Sendable {
  /// A vector plus a triangular matrix times standard normal numbers.
  private struct Part: Sendable {
    let mean: [Double]
    /// Upper triangle, column by column.
    let spread: [Double]
    /// Size × 3: how the mean follows the shared unknowns.
    let border: [Double]
  }

  private struct Start: Sendable {
    let component: Int
    let group: Int
    let level: Int
    let intake: Int
    /// Nil when nobody entered in the period before the last.
    let previous: Int?
  }

  private let dispersion: Double
  private let groupSpread: Double
  private let seriesSpread: Double
  private let wandering: Double
  private let cohortSpread: Double
  private let shared: Part
  private let parts: [Part]
  private let starts: [Start]
  /// The component of each group and the place of its drift in the tail.
  private let drifts: [(component: Int, place: Int)]
  private let layout: CohortLayout
  private let hasOffsets: Bool

  init(_ mode: CohortEquations.Mode, _ layout: CohortLayout) throws(LinearAlgebraError) {
    self.layout = layout
    hasOffsets = layout.series.contains { $0.offset != nil }
    dispersion = mode.hyperparameters.dispersion
    groupSpread = mode.hyperparameters.groupSpread
    seriesSpread = mode.hyperparameters.seriesSpread
    wandering = mode.hyperparameters.wandering
    cohortSpread = mode.hyperparameters.cohortSpread
    shared = Part(
      mean: mode.state.shared, spread: try Self.spread(mode.factors.corner, from: 0), border: [])
    var parts: [Part] = []
    for (c, component) in layout.components.enumerated() {
      let tail = component.tail..<component.size
      var border: [Double] = []
      for k in 0..<3 { border += mode.factors.borders[c].column(k)[tail] }
      parts.append(
        Part(
          mean: Array(mode.state.blocks[c][tail]),
          spread: try Self.spread(mode.factors.blocks[c], from: component.tail), border: border))
    }
    self.parts = parts
    starts = layout.series.indices.map { s in
      let c = layout.component(ofSeries: s)
      let tail = layout.components[c].tail
      let intakes = layout.intakes[s]
      return Start(
        component: c, group: layout.groupOfSeries[s],
        level: layout.levels[s][intakes.count - 1] - tail,
        intake: intakes[intakes.count - 1] - tail,
        previous: intakes.count > 1 ? intakes[intakes.count - 2] - tail : nil)
    }
    drifts = layout.drifts.enumerated().map { g, place in
      let c = layout.componentOfGroup[g]
      return (c, place - layout.components[c].tail)
    }
  }

  /// One path, handed over as (series, horizon from 0, first, second, leavers).
  ///
  /// With adjustments the path without them is walked as well, so that both use the same random
  /// numbers: an intake that grows is the unadjusted one and a Poisson number of others, one that
  /// shrinks is a binomial part of it. Both are Poisson numbers of the adjusted mean.
  ///
  /// - Parameters:
  ///   - horizon: The number of periods.
  ///   - damping: φ.
  ///   - adjustments: Nil to walk as the fit says.
  ///   - generator: Draws the path.
  ///   - others: Draws what the adjustments add and take; not used without them.
  ///   - write: Takes the numbers.
  func walk(
    horizon: Int, damping: Double, adjustments: CohortAdjustments?,
    using generator: inout Philox, others: inout Philox,
    _ write: (Int, Int, Int, Int, Int) -> Void
  ) {
    let deviation = Self.deviation(shared, using: &generator)
    let ratio = exp(shared.mean[1] + deviation[1])
    let leavingRatio = ratio * exp(shared.mean[2] + deviation[2])
    let tails = parts.map { part in
      var tail = Self.deviation(part, using: &generator)
      let n = tail.count
      for i in 0..<n {
        tail[i] += part.mean[i]
        for k in 0..<3 { tail[i] -= part.border[i + k * n] * deviation[k] }
      }
      return tail
    }
    var levels = starts.map { tails[$0.component][$0.level] }
    var intakes = starts.map { exp(tails[$0.component][$0.intake]) }
    var previous = starts.map { start in
      start.previous.map { exp(tails[start.component][$0]) } ?? 0
    }
    var adjusted = adjustments.map {
      AdjustedWalk($0, intakes: intakes, previous: previous)
    }
    var damped = 1.0
    for h in 0..<horizon {
      damped *= damping
      adjusted?.begin(h)
      let shocks = drifts.map { drift in
        damped * tails[drift.component][drift.place]
          + groupSpread * Normal.standard.draw(using: &generator)
      }
      for s in starts.indices {
        levels[s] +=
          shocks[starts[s].group]
          + seriesSpread * Normal.standard.draw(using: &generator) - wandering
        // No school has 3 million pupils; beyond that a path is nonsense but must still be a
        // number.
        let known =
          hasOffsets ? layout.offset(series: s, period: layout.lastPeriod + h + 1) : 0
        let cohort =
          levels[s] + known + cohortSpread * Normal.standard.draw(using: &generator)
          - cohortSpread * cohortSpread / 2
        let mean = exp(min(cohort, 15))
        let first = Poisson(mean: mean).draw(using: &generator)
        let (z, y) = (
          Normal.standard.draw(using: &generator), Normal.standard.draw(using: &generator)
        )
        if adjusted == nil {
          write(
            s, h, first, count(ratio * intakes[s], z), count(leavingRatio * previous[s], y))
        } else {
          adjusted?.add(s, mean: mean, first: first, second: z, leaving: y)
        }
        previous[s] = intakes[s]
        intakes[s] = Double(first)
      }
      guard adjusted != nil else { continue }
      for s in starts.count..<starts.count + (adjustments?.added ?? 0) {
        let (z, y) = (
          Normal.standard.draw(using: &others), Normal.standard.draw(using: &others)
        )
        adjusted?.add(s, mean: 0, first: 0, second: z, leaving: y)
      }
      adjusted?.end { pupils, factors in
        let first = pupils.first(using: &others)
        write(
          pupils.series, h, first,
          count(factors.second * ratio * pupils.intake, pupils.secondScore),
          // The step from leerjaar 4 on is changed by its own factor, that into it a year before by
          // the factor of then.
          count(factors.leaving * leavingRatio * pupils.previous, pupils.leavingScore))
        return first
      }
    }
  }

  /// The rounded normal number of this mean at a normal score.
  private func count(_ mean: Double, _ z: Double) -> Int {
    let value = (mean + (dispersion * mean).squareRoot() * z).rounded()
    return Int(max(0, min(value, 1e8)))
  }

  private static func deviation(_ part: Part, using generator: inout Philox) -> [Double] {
    let n = part.mean.count
    var deviation = [Double](repeating: 0, count: n)
    for j in 0..<n {
      let z = Normal.standard.draw(using: &generator)
      for i in 0...j { deviation[i] += part.spread[i + j * n] * z }
    }
    return deviation
  }

  /// The last corner of L⁻ᵀ, from `first` on.
  private static func spread(
    _ factor: Cholesky, from first: Int
  ) throws(LinearAlgebraError) -> [Double] {
    var columns: [Double] = []
    for j in first..<factor.order {
      var unit = [Double](repeating: 0, count: factor.order)
      unit[j] = 1
      columns += try factor.solveLowerTransposed(unit)[first...]
    }
    return columns
  }
}
