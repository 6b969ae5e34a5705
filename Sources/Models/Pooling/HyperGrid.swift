import Foundation

/// The posterior of the hyperparameters on a grid: a mean on an unbounded scale, u, and the concentration M.
///
/// The grid is even in τ = 1/√(1+M), between 0 and 1, in which nothing runs to infinity: 24 cells as far as
/// the marginal density is above e⁻¹¹ of its highest. In the middle of each, u runs in steps of 1¼
/// conditional standard deviations from its mode as far as the same. Sums over equally spaced points of such
/// densities have an error far below the 10⁻³ that is needed.
struct HyperGrid: Sendable {
  struct Node: Sendable {
    var mean: Double
    var logConcentration: Double
    var weight: Double
  }

  /// One place of τ.
  private struct Slice {
    var mode: Double
    /// The mean and variance here of what u stands for.
    var mean: Double
    var variance: Double
    var logMass: Double
    var nodes: [Node]
  }

  /// The nodes with a weight of 10⁻⁵ and more; their weights sum to one.
  let nodes: [Node]
  /// For each τ, the mean and variance of what u stands for, and the probability of its cell.
  let means: [(mean: Double, variance: Double, weight: Double)]
  /// The ends of the cells of τ.
  private let range: ClosedRange<Double>

  typealias Density = (_ u: Double, _ psi: Double) -> (
    value: Double, slope: Double, curvature: Double
  )
  typealias Height = (_ u: Double, _ psi: Double) -> Double

  private static let cells = 24

  /// - Parameters:
  ///   - start: A value of u to begin near.
  ///   - scale: What u stands for: a share, a rate.
  ///   - density: The log posterior density in u and τ, with its first two derivatives in u, at u and
  ///     ψ = log M.
  ///   - height: Its value alone, where that is quicker.
  init(
    start: Double, scale: (Double) -> Double, density: Density, height: Height? = nil
  ) throws(PoolingError) {
    // A first look over all concentrations; dτ/dψ is ½ M (1+M)^(−3/2).
    var u = start
    var look: [(psi: Double, height: Double, mode: Double)] = []
    for psi in stride(from: -12.0, through: 36, by: 1.5) {
      let slice = try Self.slice(psi, start: u, scale, density, height)
      u = slice.mode
      look.append((psi, slice.logMass + psi - 1.5 * softplus(psi), u))
    }
    let top = look.reduce(-.infinity) { max($0, $1.height) }
    let inside = look.indices.filter { look[$0].height > top - 11 }
    let first = max(0, (inside.first ?? 0) - 1)
    let last = (inside.last ?? 0) + 1
    var low = last < look.count ? Self.tau(look[last].psi) : 0
    var high = first == 0 ? 1 : Self.tau(look[first].psi)
    u = look[first].mode
    var slices: [Slice] = []
    // Again over what was found, as long as that is a small part.
    for _ in 0..<6 {
      slices = []
      let width = (high - low) / Double(Self.cells)
      for k in 0..<Self.cells {
        let tau = high - (Double(k) + 0.5) * width
        let psi = log((1 - tau) * (1 + tau)) - 2 * log(tau)
        let slice = try Self.slice(psi, start: u, scale, density, height)
        u = slice.mode
        slices.append(slice)
      }
      let top = slices.reduce(-.infinity) { max($0, $1.logMass) }
      let kept = slices.indices.filter { slices[$0].logMass > top - 11 }
      guard let from = kept.first, let to = kept.last, to - from < 16 else { break }
      let before = max(0, from - 1)
      u = slices[before].mode
      (low, high) = (
        max(low, high - Double(to + 2) * width), high - Double(before) * width
      )
    }
    range = low...high
    let highest = slices.reduce(-.infinity) { max($0, $1.logMass) }
    let masses = slices.map { exp($0.logMass - highest) }
    let sum = masses.reduce(0, +)
    means = zip(slices, masses).map { ($0.mean, $0.variance, $1 / sum) }
    let all = zip(slices, masses).flatMap { slice, mass in
      slice.nodes.map { node in
        Node(
          mean: node.mean, logConcentration: node.logConcentration,
          weight: node.weight * mass / sum)
      }
    }
    let heavy = all.filter { $0.weight >= 1e-5 }
    let rest = heavy.reduce(0) { $0 + $1.weight }
    nodes = heavy.map {
      Node(mean: $0.mean, logConcentration: $0.logConcentration, weight: $0.weight / rest)
    }
  }

  private static func tau(_ psi: Double) -> Double { exp(-0.5 * softplus(psi)) }

  /// The τ with this posterior probability below it.
  func tau(quantile probability: Double) -> Double {
    var left = 1 - probability
    let width = (range.upperBound - range.lowerBound) / Double(means.count)
    for (k, part) in means.enumerated() {
      if left <= part.weight {
        return range.upperBound - (Double(k) + left / part.weight) * width
      }
      left -= part.weight
    }
    return range.lowerBound
  }

  /// The sum over u at one ψ.
  private static func slice(
    _ psi: Double, start: Double, _ scale: (Double) -> Double, _ density: Density,
    _ height: Height?
  ) throws(PoolingError) -> Slice {
    var u = start
    var at = density(u, psi)
    var settled = false
    for _ in 0..<200 {
      var step = at.curvature < 0 ? -at.slope / at.curvature : at.slope > 0 ? 1 : -1
      step = min(2, max(-2, step))
      var next = density(u + step, psi)
      while !(next.value >= at.value - 1e-10 * (1 + abs(at.value))) && abs(step) > 1e-10 {
        step /= 2
        next = density(u + step, psi)
      }
      (u, at) = (u + step, next)
      if at.curvature < 0 && abs(step) * (-at.curvature).squareRoot() < 1e-4 || abs(step) < 1e-9 {
        settled = true
        break
      }
    }
    guard settled, at.curvature < 0, at.value.isFinite else {
      throw .noConvergence(iterations: 200)
    }
    let step = 1.25 / (-at.curvature).squareRoot()
    var nodes = [Node(mean: u, logConcentration: psi, weight: 1)]
    for side in [-1.0, 1.0] {
      for k in 1...30 {
        let place = u + side * Double(k) * step
        let next = height?(place, psi) ?? density(place, psi).value
        let weight = exp(next - at.value)
        guard weight > 1.6e-5 else { break }
        nodes.append(Node(mean: place, logConcentration: psi, weight: weight))
      }
    }
    let mass = nodes.reduce(0) { $0 + $1.weight }
    let places = nodes.map { scale($0.mean) }
    let mean = zip(nodes, places).reduce(0) { $0 + $1.0.weight * $1.1 } / mass
    let variance =
      zip(nodes, places).reduce(0) { $0 + $1.0.weight * ($1.1 - mean) * ($1.1 - mean) } / mass
    return Slice(
      mode: u, mean: mean, variance: variance, logMass: at.value + log(mass * step),
      nodes: nodes.map { Node(mean: $0.mean, logConcentration: psi, weight: $0.weight / mass) })
  }
}
