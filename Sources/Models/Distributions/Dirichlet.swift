import Foundation
import LinearAlgebra

/// The Dirichlet distribution: shares that sum to one.
///
///     f(x) = Γ(Σα) / ∏Γ(αᵢ) · ∏ xᵢ^(αᵢ−1)
public struct Dirichlet: Hashable, Sendable {
  /// The shapes αᵢ; positive, at least two.
  public let shapes: [Double]

  /// - Precondition: at least two shapes, all positive and finite.
  public init(shapes: [Double]) {
    precondition(
      shapes.count > 1 && shapes.allSatisfy { $0 > 0 && $0.isFinite }, "Dirichlet(\(shapes))")
    self.shapes = shapes
  }

  /// The sum of the shapes.
  public var concentration: Double { shapes.reduce(0, +) }

  /// The mean of each share, αᵢ/Σα.
  public var mean: [Double] { shapes.map { $0 / concentration } }

  /// The distribution of one share.
  ///
  /// - Precondition: there is such a category.
  public func marginal(_ category: Int) -> Beta {
    let others = shapes.indices.reduce(0) { $1 == category ? $0 : $0 + shapes[$1] }
    return Beta(alpha: shapes[category], beta: others)
  }

  /// The logarithm of the density at these shares, with respect to all but one of them; −∞ outside
  /// the simplex.
  ///
  /// - Precondition: as many shares as shapes.
  public func logDensity(_ shares: [Double]) -> Double {
    precondition(shares.count == shapes.count, "\(shares.count) shares")
    guard shares.allSatisfy({ $0 >= 0 }), abs(shares.reduce(0, +) - 1) < 1e-9 else {
      return -.infinity
    }
    // Written as ratios of Poisson densities at the shapes, with mean Σα·x: no large log-gammas.
    let total = concentration
    var sum = -SaddlePoint.logPoisson(total, mean: total) - log(total)
    for (shape, share) in zip(shapes, shares) {
      if share == 0 {
        if shape == 1 {
          sum += log(total)  // α f at x = 0, which the limit of the term below gives
          continue
        }
        return shape < 1 ? .infinity : -.infinity
      }
      let scaled = SaddlePoint.exactPoisson(shape, mean: DoubleDouble(product: total, share))
      sum += scaled.logarithm + log(shape) - log(share)
    }
    return sum
  }

  /// One draw: gamma draws over their sum, in logarithms.
  public func draw(using generator: inout some RandomNumberGenerator) -> [Double] {
    let logs = shapes.map { Gamma.logDraw(shape: $0, using: &generator) }
    let largest = logs.max() ?? 0
    let parts = logs.map { exp($0 - largest) }
    let sum = parts.reduce(0, +)
    return parts.map { $0 / sum }
  }
}

/// The Dirichlet-multinomial distribution: a multinomial whose probabilities vary as a Dirichlet
/// distribution.
///
///     P(y) = n! Γ(M)/Γ(M+n) · ∏ Γ(αᵢ+yᵢ)/(Γ(αᵢ) yᵢ!),   M = Σα
public struct DirichletMultinomial: Hashable, Sendable {
  /// The number of trials; zero or more.
  public let trials: Int
  /// The distribution of the probabilities.
  public let shares: Dirichlet

  /// - Precondition: `trials` is not negative; at least two shapes, all positive.
  public init(trials: Int, shapes: [Double]) {
    precondition(trials >= 0, "\(trials) trials")
    self.trials = trials
    shares = Dirichlet(shapes: shapes)
  }

  /// The logarithm of the probability of these counts; −∞ when they do not sum to ``trials`` or one is
  /// negative. With two categories, that of ``BetaBinomial``.
  ///
  /// - Precondition: as many counts as shapes.
  public func logProbability(_ counts: [Int]) -> Double {
    let shapes = shares.shapes
    precondition(counts.count == shapes.count, "\(counts.count) counts")
    guard counts.allSatisfy({ $0 >= 0 }), counts.reduce(0, +) == trials else { return -.infinity }
    // Category after category among what is left: each is beta-binomial.
    var (left, rest, sum) = (trials, shares.concentration, 0.0)
    for (count, shape) in zip(counts, shapes).dropLast() {
      rest = max(rest - shape, .leastNormalMagnitude)
      sum += BetaBinomial(trials: left, alpha: shape, beta: rest).logProbability(count)
      left -= count
    }
    return sum
  }

  /// One draw: probabilities, then counts.
  public func draw(using generator: inout some RandomNumberGenerator) -> [Int] {
    Multinomial(trials: trials, probabilities: shares.draw(using: &generator))
      .draw(using: &generator)
  }
}
