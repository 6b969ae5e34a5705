import Foundation

/// A flow to come: a distribution on the whole numbers from zero.
///
///     P(Y ≤ k) = ω + (1−ω) [π F((g(k+½)−g(μ))/σ₁) + (1−π) F((g(k+½)−g(μ))/σ₂)],   g(x) = 2√(x+⅜)
///
/// with F the distribution function of Student's t with four degrees of freedom. Quantiles, and
/// probabilities of any number or more, come with ``CountDistribution``.
public struct FlowForecast: CountDistribution, Hashable {
  /// μ: what the stocks lead one to expect, zero or more; half of the flows are below it but for the
  /// loss and for rounding.
  public let expected: Double
  /// σ₁ ≤ σ₂ on the scale g, positive.
  public let scales: [Double]
  /// π: the share of the narrow regime, 0…1.
  public let narrowShare: Double
  /// ω: the probability that there is no flow at all any more, 0…1.
  public let lossProbability: Double

  /// A forecast from its parts.
  ///
  /// - Precondition: `expected` is finite and not negative, the two scales positive and finite, the
  ///   probabilities in 0…1.
  public init(expected: Double, scales: [Double], narrowShare: Double, lossProbability: Double) {
    precondition(expected >= 0 && expected.isFinite, "an expected flow of \(expected)")
    precondition(scales.count == 2 && scales.allSatisfy { $0 > 0 && $0.isFinite }, "\(scales)")
    requireProbability(narrowShare)
    requireProbability(lossProbability)
    self.expected = expected
    self.scales = scales
    self.narrowShare = narrowShare
    self.lossProbability = lossProbability
  }

  /// There is no largest flow.
  public var largest: Int? { nil }

  /// +∞: the square of a flow is the fourth power of a t with four degrees of freedom.
  public var variance: Double { .infinity }

  /// The mean: the sum of P(Y > k) up to where the scatter is smooth, and an integral beyond.
  public var mean: Double {
    let location = FlowScale.stabilised(expected)
    let far = location + 8 * (scales.max() ?? 0) + 2
    let terms = Int((far * far / 4).rounded(.up))
    var sum = 0.0
    for (scale, share) in zip(scales, [narrowShare, 1 - narrowShare]) where share > 0 {
      var part = 0.0
      for k in 0..<terms {
        let z = (FlowScale.upperEdge(k) - location) / scale
        part += z > 0 ? FlowCut(z).tail : 1 - FlowCut(z).tail
      }
      // Σ P(Y > k) from `terms` on, by the midpoint rule ∫ P(G > g(x)) dx = ¼ ∫ (g² − e²) dF.
      let edge = FlowScale.stabilised(Double(terms))
      let z = (edge - location) / scale
      let r = (4 + z * z).squareRoot()
      let s = z / r
      let c = 4 / (r * r) / (1 + s)
      let (zeroth, first, second) = (
        FlowCut(z).tail, 4 / (r * r * r), c * (1 + s + s * s)
      )
      part +=
        0.25
        * (scale * scale * second + 2 * location * scale * first
          + (location * location - edge * edge) * zeroth)
      sum += share * part
    }
    return (1 - lossProbability) * sum
  }

  /// The probability of at most `count`; 0 below zero.
  public func cumulative(_ count: Int) -> Double {
    guard count >= 0 else { return 0 }
    return lossProbability + (1 - lossProbability) * average { $0.cumulative(of: count) }
  }

  /// The probability of `count` or more; 1 at zero and below.
  public func probability(atLeast count: Int) -> Double {
    guard count > 0 else { return 1 }
    return (1 - lossProbability) * average { $0.survival(from: count) }
  }

  /// The probability of exactly `count`.
  public func probability(_ count: Int) -> Double { probability(of: count...max(count, 0)) }

  /// The probability of a flow within these bounds.
  public func probability(of counts: ClosedRange<Int>) -> Double {
    guard counts.upperBound >= 0 else { return 0 }
    let location = FlowScale.stabilised(expected)
    let (low, high) = (
      FlowScale.lowerEdge(counts.lowerBound), FlowScale.upperEdge(counts.upperBound)
    )
    let inside = zip(scales, [narrowShare, 1 - narrowShare]).reduce(0) { sum, part in
      sum
        + part.1
        * FlowCell(from: (low - location) / part.0, to: (high - location) / part.0).probability
    }
    return (counts.lowerBound <= 0 ? lossProbability : 0) + (1 - lossProbability) * inside
  }

  /// The logarithm of the probability of exactly `count`.
  public func logProbability(_ count: Int) -> Double { log(probability(count)) }

  /// The median.
  public var median: Int { quantile(0.5) }

  /// The central interval of this probability: what is below it and what is above it have half of the
  /// rest each, at most.
  public func interval(probability: Double) -> ClosedRange<Int> {
    requireProbability(probability)
    let tail = (1 - probability) / 2
    let low = quantile(tail)
    return low...max(low, quantile(upper: tail))
  }

  /// One draw.
  public func draw<Generator: RandomNumberGenerator>(using generator: inout Generator) -> Int {
    if generator.uniform() < lossProbability { return 0 }
    let scale = generator.uniform() < narrowShare ? scales[0] : scales[1]
    let latent =
      FlowScale.stabilised(expected)
      + scale * StudentT(degreesOfFreedom: 4).draw(using: &generator)
    guard latent > 0 else { return 0 }
    // The cell of k ends at g(k + ½).
    return max(0, Int((min(latent, 1e8) * min(latent, 1e8) / 4 - 0.375).rounded()))
  }

  private struct Part {
    let location: Double
    let scale: Double

    func cumulative(of count: Int) -> Double {
      FlowCut((FlowScale.upperEdge(count) - location) / scale).cumulative
    }

    func survival(from count: Int) -> Double {
      FlowCut((location - FlowScale.lowerEdge(count)) / scale).cumulative
    }
  }

  private func average(_ value: (Part) -> Double) -> Double {
    let location = FlowScale.stabilised(expected)
    return narrowShare * value(Part(location: location, scale: scales[0]))
      + (1 - narrowShare) * value(Part(location: location, scale: scales[1]))
  }
}
