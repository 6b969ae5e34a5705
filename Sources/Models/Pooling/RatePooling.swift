import Foundation
import LinearAlgebra

/// Rates of events in many small groups, pooled: the Poisson-gamma model.
///
///     y_i | λ_i ~ Poisson(e_i λ_i),   λ_i ~ Gamma(κ, rate κ/m),   m and κ by maximum likelihood
///
/// The rate of group i is then (κ + y_i)/(κ/m + e_i). As in ``SharePooling`` the posterior is averaged over
/// that of m and κ on a grid, under a proper prior: 1/(1+κ) uniform on 0…1, which for groups that differ by
/// less than their mean is the variance between groups, 1/κ in squares of the mean; and mE/(1+mE) ~
/// Beta(½, ½) with E the sum of the exposures.
///
/// Source: M. Greenwood & G. U. Yule (1920), JRSS 83, 255–279; C. L. Christiansen & C. N. Morris (1997),
/// *Hierarchical Poisson regression modeling*, JASA 92, 618–632 (why and how the doubt on κ belongs in the
/// interval). The estimates are those of R `MASS::glm.nb(y ~ 1 + offset(log(e)))`.
public struct RatePooling: Hashable, Sendable {
  /// What is believed of the spread before the counts are seen.
  public let prior: PoolingPrior

  /// - Parameter prior: What is believed of the spread before the counts are seen.
  public init(prior: PoolingPrior = .uniformVariance) {
    self.prior = prior
  }

  /// Finds the mean rate and its spread.
  ///
  /// - Parameters:
  ///   - counts: The events of each group, known or within bounds.
  ///   - exposures: What could have had events: pupils, pupil years; zero or more, finite.
  /// - Throws: ``PoolingError``.
  /// - Precondition: as many exposures as counts.
  public func fit(
    counts: [ClosedRange<Int>], exposures: [Double]
  ) throws(PoolingError) -> RatePool {
    precondition(
      counts.count == exposures.count, "\(counts.count) counts, \(exposures.count) exposures")
    var groups: [RateLikelihood.Group] = []
    for (i, (count, exposure)) in zip(counts, exposures).enumerated() {
      guard count.lowerBound >= 0 else { throw .invalidCounts(group: i) }
      guard exposure >= 0 && exposure.isFinite && (exposure > 0 || count.lowerBound == 0) else {
        throw .invalidExposure(group: i)
      }
      guard count.upperBound - count.lowerBound < ShareGroup.mostCombinations else {
        throw .tooManyCombinations(group: i)
      }
      groups.append(RateLikelihood.Group(counts: count, exposure: exposure))
    }
    let informative = groups.filter { $0.exposure > 0 }
    guard !informative.isEmpty else { throw .noData }
    return try RatePool(groups: groups, informative: informative, prior: prior)
  }

  /// The same with known counts.
  public func fit(counts: [Int], exposures: [Double]) throws(PoolingError) -> RatePool {
    for (i, count) in counts.enumerated() where count < 0 { throw .invalidCounts(group: i) }
    return try fit(counts: counts.map { $0...$0 }, exposures: exposures)
  }
}

/// A fitted ``RatePooling``.
public struct RatePool: Sendable {
  /// m̂: the mean rate over groups, events per unit of exposure.
  public let mean: Double
  /// The standard error of log m̂; nil when there was no event.
  public let logMeanStandardError: Double?
  /// κ̂: the shape of the gamma distribution of the rates; +∞ with ``PoolingFlag/noBetweenVariance``, nil
  /// when not identified.
  public let shape: Double?
  /// The standard error of log κ̂; nil at a boundary.
  public let logShapeStandardError: Double?
  /// The logarithm of the likelihood at the estimates, with all its constants.
  public let logLikelihood: Double
  /// The number of Newton steps.
  public let iterations: Int
  /// The size of the last step in standard errors: below 10⁻⁸ when it converged regularly.
  public let lastStep: Double
  /// What to know before these numbers are used; ``PoolingFlag/noSuccesses`` when there was no event.
  public let flags: Set<PoolingFlag>

  private let groups: [RateLikelihood.Group]
  private let grid: HyperGrid

  init(
    groups: [RateLikelihood.Group], informative: [RateLikelihood.Group], prior belief: PoolingPrior
  ) throws(PoolingError) {
    self.groups = groups
    let likelihood = RateLikelihood(informative)
    var flags: Set<PoolingFlag> = []
    if informative.contains(where: { $0.counts.count > 1 }) { flags.insert(.intervalCounts) }
    let exposure = informative.reduce(0) { $0 + $1.exposure }
    let events = informative.reduce(0) {
      $0 + Double($1.counts.lowerBound + $1.counts.upperBound) / 2
    }
    let start = log((events + 0.5) / exposure)
    if informative.count == 1 { flags.insert(.dispersionNotIdentified) }
    if informative.allSatisfy({ $0.counts.lowerBound == 0 }) {
      flags.formUnion([.noSuccesses, .dispersionNotIdentified])
      (mean, logMeanStandardError, shape, logShapeStandardError) = (0, nil, nil, nil)
      (logLikelihood, iterations, lastStep) = (0, 0, 0)
    } else {
      let end: HyperMaximum
      var boundary: PoolingFlag?
      if flags.contains(.dispersionNotIdentified) {
        end = try likelihood.maximum(from: [start, logConcentrations.upperBound], free: 1)
      } else {
        (end, boundary) = try likelihood.overallMaximum(from: [start, 0])
      }
      if let boundary { flags.insert(boundary) }
      let isInside = boundary == nil && !flags.contains(.dispersionNotIdentified)
      let covariance = try likelihood.covariance(end, free: isInside ? 2 : 1)
      mean = exp(end.parameters[0])
      logMeanStandardError = covariance[0, 0].squareRoot()
      shape =
        isInside
        ? exp(end.parameters[1])
        : boundary == .noBetweenVariance ? .infinity : boundary == nil ? nil : 0
      logShapeStandardError = isInside ? covariance[1, 1].squareRoot() : nil
      (logLikelihood, iterations, lastStep) = (end.value, end.iterations, end.lastStep)
    }
    self.flags = flags
    let logExposure = log(exposure)
    let inverses = informative.reduce(0) { $0 + 1 / $1.exposure }
    let typical = exp(start) * Double(informative.count) / inverses
    grid = try HyperGrid(start: start, scale: { exp($0) }) { u, psi in
      let at = likelihood.curvature([u, psi])
      let share = 1 / (1 + exp(-u - logExposure))
      let prior =
        0.5 * (u + logExposure) - softplus(u + logExposure)
        + belief.logDensity(psi, size: typical)
      return (
        at.value + prior, at.gradient[0] + 0.5 - share,
        at.hessian[0] - share / (1 + exp(u + logExposure))
      )
    }
  }

  /// The posterior distribution of the rate of a group, in the order of the fit.
  ///
  /// - Precondition: the group exists.
  public func posterior(group: Int) -> Mixture<Gamma> {
    posterior(counts: groups[group].counts, exposure: groups[group].exposure)
  }

  /// The same for a count that need not have been in the fit; without exposure, for a group of which
  /// nothing is known yet.
  ///
  /// - Precondition: the count is not negative; the exposure is finite and not negative.
  public func posterior(counts: ClosedRange<Int>, exposure: Double) -> Mixture<Gamma> {
    precondition(
      counts.lowerBound >= 0 && exposure >= 0 && exposure.isFinite,
      "counts \(counts), exposure \(exposure)")
    var components: [Gamma] = []
    var weights: [Double] = []
    for node in grid.nodes {
      let kappa = exp(node.logConcentration)
      let mean = exp(node.mean)
      let chances = Self.chances(counts, mean: mean * exposure, kappa)
      for (count, chance) in zip(counts, chances) where chance > 1e-6 {
        components.append(Gamma(shape: kappa + Double(count), rate: kappa / mean + exposure))
        weights.append(node.weight * chance)
      }
    }
    return Mixture(components: components, weights: weights)
  }

  /// The posterior distribution of the mean rate over groups: for each κ a gamma distribution with the
  /// mean and variance that the rate has there.
  public var meanRate: Mixture<Gamma> {
    let parts = grid.means.filter { $0.weight > 1e-9 }
    return Mixture(
      components: parts.map { mean, variance, _ in
        Gamma(shape: mean * mean / variance, rate: mean / variance)
      }, weights: parts.map(\.weight))
  }

  /// The interval of κ, from its posterior.
  public func shapeInterval(probability: Double) -> ClosedRange<Double> {
    let tail = (1 - probability) / 2
    func shape(_ tau: Double) -> Double { (1 - tau) * (1 + tau) / (tau * tau) }
    return shape(grid.tau(quantile: 1 - tail))...shape(grid.tau(quantile: tail))
  }

  /// The probabilities of the counts within the bounds.
  private static func chances(
    _ counts: ClosedRange<Int>, mean: Double, _ kappa: Double
  ) -> [Double] {
    if counts.count == 1 || mean == 0 { return counts.map { $0 == counts.lowerBound ? 1 : 0 } }
    let distribution = NegativeBinomial(mean: mean, size: kappa)
    let logs = counts.map { distribution.logProbability($0) }
    let highest = logs.max() ?? 0
    let parts = logs.map { exp($0 - highest) }
    let sum = parts.reduce(0, +)
    return parts.map { $0 / sum }
  }
}
