import Foundation
import LinearAlgebra

/// A fitted ``CohortProjection``: the grid points that matter, each with its mode and the normal
/// distribution around it.
public struct CohortFit: Sendable {
  /// What was found at one point of the grid.
  public struct GridPoint: Hashable, Sendable {
    /// σ_s, σ_g and ψ.
    public let hyperparameters: CohortProjection.Hyperparameters
    /// Its share of the posterior; the weights of all points sum to one.
    public let weight: Double
    /// The logarithm of the Laplace marginal likelihood, without the prior of the hyperparameters.
    public let logEvidence: Double
    /// The Newton steps taken to its mode.
    public let iterations: Int
  }

  /// A grid point before its weight is known.
  struct Point: Sendable {
    let mode: CohortEquations.Mode
    let logWeight: Double
  }

  /// The points that were kept, in rising order of σ_s, σ_g and ψ. Every mode was found: a search
  /// that fails is an error of the fit.
  public let grid: [GridPoint]
  /// The points that were fitted, before those with little weight were left out.
  public let fittedPoints: Int
  /// The last period in which an intake was observed; projections begin one later.
  public let lastPeriod: Int

  let layout: CohortLayout
  let modes: [CohortEquations.Mode]
  let samplers: [CohortSampler]

  init(layout: CohortLayout, points: [Point], smallestWeight: Double) throws(CohortError) {
    let highest = points.map(\.logWeight).max() ?? 0
    let total = points.reduce(0) { $0 + exp($1.logWeight - highest) }
    func order(_ point: Point) -> (Double, Double, Double) {
      let theta = point.mode.hyperparameters
      return (theta.seriesSpread, theta.groupSpread, theta.dispersion)
    }
    let kept = points.filter { exp($0.logWeight - highest) / total > smallestWeight }
      .sorted { order($0) < order($1) }
    let keptTotal = kept.reduce(0) { $0 + exp($1.logWeight - highest) }
    grid = kept.map {
      GridPoint(
        hyperparameters: $0.mode.hyperparameters,
        weight: exp($0.logWeight - highest) / keptTotal,
        logEvidence: $0.mode.logEvidence, iterations: $0.mode.iterations)
    }
    fittedPoints = points.count
    lastPeriod = layout.lastPeriod
    self.layout = layout
    modes = kept.map(\.mode)
    var samplers: [CohortSampler] = []
    for point in kept {
      do {
        samplers.append(try CohortSampler(point.mode, layout))
      } catch {
        throw .notConverged(
          hyperparameters: point.mode.hyperparameters, iterations: point.mode.iterations)
      }
    }
    self.samplers = samplers
  }

  /// ρ: pupils in the second stage for one of the intake a period earlier.
  public var secondStageRatio: CohortEstimate { shared([0, 1, 0], isLogarithmic: true) }

  /// q: leavers for one in the second stage a period earlier.
  public var leavingRatio: CohortEstimate { shared([0, 0, 1], isLogarithmic: true) }

  /// qρ: leavers for one of the intake two periods earlier.
  public var throughRatio: CohortEstimate { shared([0, 1, 1], isLogarithmic: true) }

  /// β: the common yearly drift of the logarithm of the intake; 0.02 is about 2 % a year.
  public var drift: CohortEstimate { shared([1, 0, 0], isLogarithmic: false) }

  /// The expected number of pupils of some series and stages in a past period, together.
  ///
  /// This is the mean of the model (Σ of I, ρI and qρI), without the scatter of a count around it;
  /// a cohort before the first period of its series adds 0. At each grid point a cohort is
  /// log-normal, and a total is taken as log-normal too, with the exact mean and the spread by
  /// linearisation: means add up, quantiles do not.
  ///
  /// - Throws: ``CohortError/notModelled(series:period:)`` when the levels of a series start later
  ///   or end before the cohort asked for.
  public func estimate(
    series: [Int], period: Int, stages: Set<CohortProjection.Stage>
  ) throws(CohortError) -> CohortEstimate {
    var terms: [(component: Int, term: CohortLayout.Term)] = []
    for s in series {
      for stage in CohortProjection.Stage.allCases where stages.contains(stage) {
        guard layout.series.indices.contains(s) else {
          throw .notModelled(series: s, period: period)
        }
        let entered = period - stage.rawValue
        if entered < layout.series[s].firstPeriod { continue }
        guard let place = layout.intake(series: s, period: entered) else {
          throw .notModelled(series: s, period: period)
        }
        terms.append((layout.component(ofSeries: s), .init(intake: place, stage: stage)))
      }
    }
    if terms.isEmpty { return CohortEstimate(parts: [], isLogarithmic: true) }
    var parts: [CohortEstimate.Part] = []
    for (point, mode) in zip(grid, modes) {
      let none = mode.state.blocks.map { [Double](repeating: 0, count: $0.count) }
      var blocks = none
      var shared = [0.0, 0.0, 0.0]
      var mean = 0.0
      for (c, term) in terms {
        let ratios = term.stage.rawValue
        var unit = none
        unit[c][term.intake] = 1
        let spread = standardDeviation(mode, unit, [0, ratios > 0 ? 1 : 0, ratios > 1 ? 1 : 0])
        let logarithm =
          mode.state.blocks[c][term.intake] + mode.state.shared[1...].prefix(ratios).reduce(0, +)
        let value = exp(logarithm + spread * spread / 2)
        mean += value
        blocks[c][term.intake] += value
        for k in 0..<ratios { shared[k + 1] += value }
      }
      let spread = standardDeviation(mode, blocks, shared) / mean
      parts.append(
        .init(weight: point.weight, location: log(mean) - spread * spread / 2, spread: spread))
    }
    return CohortEstimate(parts: parts, isLogarithmic: true)
  }

  /// Simulated futures: paths of whole pupils, one to `horizon` periods after ``lastPeriod``.
  ///
  /// Each path draws a grid point, then all unknowns from the normal distribution around its mode,
  /// then walks forward:
  ///
  ///     L[s,T+h] = L[s,T+h−1] + β_g φʰ − w + u + e  intake ~ Poisson(exp(L + o − ½κ² + κz))
  ///     second stage ~ ⌊N(ρI, ψρI)⌉ ≥ 0             leavers ~ ⌊N(qρI, ψqρI)⌉ ≥ 0
  ///
  /// with the intake I of one and two periods before. Leavers of period T+1 entered in T−1; where
  /// they were counted already, and so took part in the fit, the count is the better answer: these
  /// paths scatter around the mean once more. Path i draws from stream i of the seed: the same seed
  /// gives the same paths, and the first thousand of more paths are those of a thousand.
  ///
  /// - Parameters:
  ///   - horizon: The number of periods; at least one.
  ///   - paths: The number of paths; at least one.
  ///   - seed: Names the random numbers.
  ///   - damping: φ, from 0 (drift ends today) to 1 (drift goes on for ever).
  ///   - adjustments: What to assume in place of what the fit says; nil for nothing. The series it
  ///     adds stand after the fitted ones.
  /// - Complexity: O(paths · series · horizon).
  ///
  /// Source of the damping: E. S. Gardner & E. McKenzie (1985), *Forecasting trends in time
  /// series*, Management Science 31, 1237–1246.
  public func project(
    horizon: Int, paths: Int, seed: UInt64, damping: Double = 0.85,
    adjustments: CohortAdjustments? = nil
  ) -> CohortPaths {
    precondition(horizon > 0 && paths > 0, "\(paths) paths of \(horizon) periods")
    precondition(damping >= 0 && damping <= 1, "a damping of \(damping)")
    precondition(
      adjustments?.isValid(series: layout.series.count) ?? true, "adjustments of other series")
    return CohortPaths(
      series: layout.series.count + (adjustments?.added ?? 0), lastPeriod: lastPeriod,
      horizon: horizon, count: paths
    ) { path, write in
      var generator = Philox(seed: seed, stream: UInt64(path))
      var rest = generator.uniform()
      var chosen = grid.count - 1
      for (i, point) in grid.enumerated() {
        rest -= point.weight
        if rest < 0 {
          chosen = i
          break
        }
      }
      // Streams of another seed never meet those of this one.
      var others = Philox(seed: ~seed, stream: UInt64(path))
      samplers[chosen].walk(
        horizon: horizon, damping: damping, adjustments: adjustments, using: &generator,
        others: &others, write)
    }
  }

  private func shared(_ gradient: [Double], isLogarithmic: Bool) -> CohortEstimate {
    let parts = zip(grid, modes).map { point, mode in
      CohortEstimate.Part(
        weight: point.weight,
        location: zip(gradient, mode.state.shared).reduce(0) { $0 + $1.0 * $1.1 },
        spread: standardDeviation(mode, [], gradient))
    }
    return CohortEstimate(parts: parts, isLogarithmic: isLogarithmic)
  }

  private func standardDeviation(
    _ mode: CohortEquations.Mode, _ blocks: [[Double]], _ shared: [Double]
  ) -> Double {
    // The gradient is finite, because the mode is; only then does a solution not exist.
    ((try? mode.factors.variance(blocks: blocks, shared: shared)) ?? .infinity).squareRoot()
  }
}
