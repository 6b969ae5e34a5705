import Foundation

/// A mixture of distributions of one kind: with probability wᵢ the i-th of them.
///
/// It is how an uncertain parameter enters a forecast: one component for each value, weighted by its
/// probability.
public struct Mixture<Component: ContinuousDistribution>: ContinuousDistribution {
  /// The components.
  public let components: [Component]
  /// Their probabilities; they sum to one.
  public let weights: [Double]

  /// - Parameters:
  ///   - components: At least one.
  ///   - weights: As many, positive; they are divided by their sum.
  public init(components: [Component], weights: [Double]) {
    precondition(
      !components.isEmpty && components.count == weights.count && weights.allSatisfy { $0 > 0 },
      "\(components.count) components, \(weights.count) weights")
    self.components = components
    let sum = weights.reduce(0, +)
    self.weights = weights.map { $0 / sum }
  }

  /// The mean of the means.
  public var mean: Double { average { $0.mean } }

  /// The mean of the variances and the variance of the means.
  public var variance: Double {
    let centre = mean
    return average { $0.variance + ($0.mean - centre) * ($0.mean - centre) }
  }

  /// The natural logarithm of the density; −∞ where there is none.
  public func logDensity(_ x: Double) -> Double { logAverage { $0.logDensity(x) } }

  /// The density.
  public func density(_ x: Double) -> Double { average { $0.density(x) } }

  /// The probability of at most `x`.
  public func cumulative(_ x: Double) -> Double { average { $0.cumulative(x) } }

  /// The probability of more than `x`, without the loss of 1 − cumulative.
  public func survival(_ x: Double) -> Double { average { $0.survival(x) } }

  /// log P(X ≤ x), also where P itself is too small for a double.
  public func logCumulative(_ x: Double) -> Double { logAverage { $0.logCumulative(x) } }

  /// log P(X > x), also where P itself is too small for a double.
  public func logSurvival(_ x: Double) -> Double { logAverage { $0.logSurvival(x) } }

  /// The quantile, to 10⁻¹¹ of the bracket it is sought in: some standard deviations, or in far tails the
  /// components' quantiles.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(_ probability: Double) -> Double {
    requireProbability(probability)
    let ends =
      bracket(below: probability, above: 1 - probability)
      ?? components.map { $0.quantile(probability) }
    return root(ends, near: Normal.standard.quantile(probability)) {
      cumulative($0) - probability
    }
  }

  /// The value that is exceeded with this probability.
  ///
  /// - Precondition: `probability` lies between 0 and 1.
  public func quantile(upper probability: Double) -> Double {
    requireProbability(probability)
    let ends =
      bracket(below: 1 - probability, above: probability)
      ?? components.map { $0.quantile(upper: probability) }
    return root(ends, near: Normal.standard.quantile(upper: probability)) {
      probability - survival($0)
    }
  }

  /// One draw: a component by its weight, then a draw from it.
  public func draw(using generator: inout some RandomNumberGenerator) -> Double {
    var rest = generator.uniform()
    for (component, weight) in zip(components, weights) {
      if rest < weight { return component.draw(using: &generator) }
      rest -= weight
    }
    return components[components.count - 1].draw(using: &generator)
  }

  /// Cantelli's inequality: P(X ≤ μ − kσ) and P(X ≥ μ + kσ) are at most 1/(1+k²). Cheaper than a quantile
  /// of each component; nil in the far tails, where it says little.
  private func bracket(below: Double, above: Double) -> [Double]? {
    let (centre, spread) = (mean, variance.squareRoot())
    guard below > 1e-4 && above > 1e-4 && centre.isFinite && spread.isFinite else { return nil }
    let odds = (above / below).squareRoot() * (1 + 1e-9)
    let least = components[0].quantile(0)
    let most = components[0].quantile(1)
    return [max(least, centre - spread * odds), min(most, centre + spread / odds * (1 + 2e-9))]
  }

  /// Between the smallest and the largest of these, first near the mean plus so many standard deviations:
  /// false position, with halving where one end stays (Illinois).
  private func root(
    _ quantiles: [Double], near deviations: Double, _ value: (Double) -> Double
  ) -> Double {
    var (low, high) = (quantiles.min() ?? 0, quantiles.max() ?? 0)
    guard low < high, low.isFinite, high.isFinite else { return low }
    let tolerance = 1e-11 * (high - low)
    var (lowest, highest): (Double?, Double?)
    var place = mean + deviations * variance.squareRoot()
    var step = (high - low) / 32
    while place > low && place < high && (lowest == nil || highest == nil) {
      let f = value(place)
      if f == 0 { return place }
      if f < 0 { (low, lowest) = (place, f) } else { (high, highest) = (place, f) }
      place += lowest == nil ? -step : step
      step *= 2
    }
    var (below, above) = (lowest ?? value(low), highest ?? value(high))
    if below >= 0 { return low }
    if above <= 0 { return high }
    var side = 0
    for _ in 0..<200 where high - low > tolerance {
      var middle = low + (high - low) * (below / (below - above))
      if !(middle > low && middle < high) { middle = low + (high - low) / 2 }
      guard middle > low && middle < high else { break }
      let f = value(middle)
      if f == 0 { return middle }
      if f < 0 {
        if side < 0 { above /= 2 }
        (low, below, side) = (middle, f, -1)
      } else {
        if side > 0 { below /= 2 }
        (high, above, side) = (middle, f, 1)
      }
    }
    return low + (high - low) / 2
  }

  private func average(_ value: (Component) -> Double) -> Double {
    var sum = 0.0
    for (component, weight) in zip(components, weights) { sum += weight * value(component) }
    return sum
  }

  private func logAverage(_ value: (Component) -> Double) -> Double {
    let logs = components.map(value)
    let largest = logs.max() ?? -.infinity
    guard largest.isFinite else { return largest }
    return largest + log(zip(logs, weights).reduce(0) { $0 + $1.1 * exp($1.0 - largest) })
  }
}
