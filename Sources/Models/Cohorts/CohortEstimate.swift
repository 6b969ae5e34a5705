import Foundation

/// What the fit knows of one quantity: a mixture of normal distributions over the grid, on the
/// natural or the logarithmic scale.
public struct CohortEstimate: Hashable, Sendable {
  /// The distribution at one grid point.
  struct Part: Hashable, Sendable {
    let weight: Double
    let location: Double
    let spread: Double
  }

  let parts: [Part]
  let isLogarithmic: Bool

  /// The posterior mean.
  public var mean: Double { moments.mean }

  /// The posterior standard deviation.
  public var standardDeviation: Double { moments.variance.squareRoot() }

  /// The value that is exceeded with probability 1 − `probability`.
  ///
  /// - Precondition: `probability` lies strictly between 0 and 1.
  public func quantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "\(probability) is not inside (0, 1)")
    guard !parts.isEmpty else { return 0 }
    let z = Normal.standard.quantile(probability)
    let ends = parts.map { $0.location + z * $0.spread }
    var (low, high) = (ends.min() ?? 0, ends.max() ?? 0)
    for _ in 0..<100 where high - low > 1e-14 * max(1, abs(low)) {
      let middle = (low + high) / 2
      let cumulative = parts.reduce(0) { sum, part in
        part.spread > 0
          ? sum + part.weight * Normal.standard.cumulative((middle - part.location) / part.spread)
          : sum + (part.location <= middle ? part.weight : 0)
      }
      if cumulative < probability { low = middle } else { high = middle }
    }
    let value = (low + high) / 2
    return isLogarithmic ? exp(value) : value
  }

  /// The equal-tailed interval with this probability.
  public func interval(probability: Double) -> ClosedRange<Double> {
    let lower = quantile((1 - probability) / 2)
    return lower...max(lower, quantile((1 + probability) / 2))
  }

  private var moments: (mean: Double, variance: Double) {
    var (first, second) = (0.0, 0.0)
    for part in parts {
      let square = part.spread * part.spread
      if isLogarithmic {
        let mean = exp(part.location + square / 2)
        first += part.weight * mean
        second += part.weight * mean * mean * exp(square)
      } else {
        first += part.weight * part.location
        second += part.weight * (part.location * part.location + square)
      }
    }
    return (first, max(0, second - first * first))
  }
}
