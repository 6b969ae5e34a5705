import Foundation
import LinearAlgebra

/// Hit-and-run in the polytope of the rates.
struct StockSampler {
  let equations: StockEquations
  let precision: Matrix
  /// Xᵀ Cov⁻¹ y
  let pull: [Double]
  let scale: Cholesky
  let start: [Double]

  init(_ equations: StockEquations, _ x: [Double]) throws(LinearAlgebraError) {
    self.equations = equations
    let (design, response) = try equations.whitened(x)
    precision = design.transposed * design
    pull = design.transposedTimes(response)
    // Directions as long as the posterior is wide, and no longer than a rate can be.
    var strengthened = precision
    for v in x.indices { strengthened[v, v] += 12 }
    scale = try Cholesky(strengthened)
    // Not on a bound, where most directions have no length.
    start = zip(x, equations.unknowns).map { value, unknown in
      switch unknown {
      case .rate(let s, _):
        0.98 * value + 0.02 / Double(equations.space.destinations[s].count)
      case .inflow: value + 1e-3
      }
    }
  }

  /// Draws of the normal distribution, or of a density to which it only proposes: then as flat as half
  /// of the data would make it, so that it reaches as far.
  func draws(
    _ count: Int, seed: UInt64, of density: StockDensity? = nil
  ) throws(LinearAlgebraError) -> [[Double]] {
    var generator = Philox(seed: 0x7374_6f63 &+ seed, stream: 0)
    var x = start
    if x.isEmpty { return [[Double]](repeating: x, count: count) }
    var kept: [[Double]] = []
    let (skipped, thinning) = (40 * 25, 25)
    var step = -skipped
    let flatness = density == nil ? 1 : 0.5
    var height = density?.logDensity(x) ?? 0
    while kept.count < count {
      var direction = [Double](repeating: 0, count: x.count)
      if step % 2 == 0 {
        direction = try scale.solveLowerTransposed(
          x.map { _ in Normal.standard.draw(using: &generator) })
      } else {
        direction[Int(generator.uniform() * Double(x.count))] = 1
      }
      let (trial, ratio) = move(x, along: direction, flatness, using: &generator)
      if let density {
        let next = density.logDensity(trial)
        if log(generator.uniform()) < next - height + ratio { (x, height) = (trial, next) }
      } else {
        x = trial
      }
      step += 1
      if step > 0 && step % thinning == 0 { kept.append(x) }
    }
    return kept
  }

  /// A draw along a line of the normal distribution whose logarithm is multiplied by `flatness`, and the
  /// logarithm of that density here over that there.
  private func move(
    _ x: [Double], along direction: [Double], _ flatness: Double,
    using generator: inout Philox
  ) -> (x: [Double], ratio: Double) {
    var (low, high) = (-Double.infinity, Double.infinity)
    func bound(_ value: Double, _ slope: Double) {
      // value + δ·slope ≥ 0
      if slope > 1e-300 { low = max(low, -value / slope) }
      if slope < -1e-300 { high = min(high, -value / slope) }
    }
    var sums = [(value: Double, slope: Double)](
      repeating: (1, 0), count: equations.space.states.count)
    for (v, unknown) in equations.unknowns.enumerated() {
      bound(x[v], direction[v])
      if case .rate(let s, _) = unknown {
        sums[s].value -= x[v]
        sums[s].slope -= direction[v]
      }
    }
    for (value, slope) in sums { bound(max(0, value), slope) }
    // An inflow has no upper bound of its own.
    (low, high) = (max(low, -1e3), min(high, 1e3))
    guard low < high else { return (x, 0) }
    let turned = precision * direction
    let curvature = flatness * zip(direction, turned).reduce(0) { $0 + $1.0 * $1.1 }
    let slope =
      flatness
      * (zip(direction, pull).reduce(0) { $0 + $1.0 * $1.1 }
        - zip(x, turned).reduce(0) { $0 + $1.0 * $1.1 })
    let u = generator.uniform()
    let size = high - low
    let length: Double
    if curvature * size * size < 1e-8 && abs(slope) * size < 1e-4 {
      length = low + u * size
    } else if curvature * size * size < 1e-8 {
      // As good as exponential.
      length = low + log1p(u * expm1(slope * size)) / slope
    } else {
      let (mean, deviation) = (slope / curvature, 1 / curvature.squareRoot())
      let (a, b) = ((low - mean) / deviation, (high - mean) / deviation)
      length = mean + deviation * Self.truncatedNormal(a, b, u)
    }
    let inside = min(max(length, low), high)
    guard inside.isFinite else { return (x, 0) }
    return (
      zip(x, direction).map { max(0, $0 + inside * $1) },
      inside * (0.5 * curvature * inside - slope)
    )
  }

  /// The quantile u of a standard normal between a and b, in the tail that keeps its digits.
  private static func truncatedNormal(_ a: Double, _ b: Double, _ u: Double) -> Double {
    if a > 0 { return -truncatedNormal(-b, -a, 1 - u) }
    let (low, high) = (Normal.standard.cumulative(a), Normal.standard.cumulative(b))
    let p = low + u * (high - low)
    // So far out that nothing is left: the nearest bound.
    guard p > 0 else { return b }
    return Normal.standard.quantile(min(p, 1 - 0x1p-53))
  }
}
