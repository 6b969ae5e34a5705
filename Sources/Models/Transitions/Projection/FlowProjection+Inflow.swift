import Foundation

extension FlowProjection.Inflow {
  /// Whether what is expected comes from a list.
  var isList: Bool {
    switch self {
    case .draws, .poisson(.draws): true
    default: false
    }
  }

  /// Mean and variance, given the element of a list that a draw takes.
  func moments(draw: Int) -> (mean: Double, variance: Double) {
    switch self {
    case .fixed(let count): return (Double(count), 0)
    case .draws(let counts): return (Double(counts[draw % counts.count]), 0)
    case .poisson(.known(let mean)): return (mean, mean)
    case .poisson(.draws(let means)):
      let mean = means[draw % means.count]
      return (mean, mean)
    case .poisson(.logNormal(let location, let spread)):
      let mean = exp(location + spread * spread / 2)
      return (mean, mean + mean * mean * expm1(spread * spread))
    case .poisson(.gamma(let shape, let mean)): return (mean, mean + mean * mean / shape)
    }
  }
}
