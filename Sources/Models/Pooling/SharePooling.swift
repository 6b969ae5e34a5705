import Foundation
import LinearAlgebra

/// Shares of several categories in many small groups, pooled: how much does a small school tell of itself,
/// and how much do the others tell of it?
///
///     y_i | p_i ~ Multinomial(n_i, p_i),   p_i ~ Dirichlet(M π),   π and M by maximum likelihood
///
/// The share of category c in group i is then (Mπ_c + y_ic)/(M + n_i): the group's own share and the
/// mean of all, weighted by n and M. The posterior also allows for the estimation of π and M: it is
/// averaged over their posterior on a grid, under a prior that says as little as can be while being
/// proper: π_c ~ Beta(1, K−1), and ρ = 1/(M+1), which is proportional to the variance between groups,
/// uniform on 0…1. Flat in the standard deviation, or in the weight of a group of typical size, it would
/// lean to groups being alike, and intervals of groups would be too short.
/// For the posterior of category c the ratios between the other categories stay at their estimates, to
/// which the share of c is orthogonal in a multinomial; with two categories nothing is left out.
///
/// Source: J. E. Mosimann (1962), Biometrika 49, 65–82 (the model); A. Gelman et al., *Bayesian Data
/// Analysis*, 3rd ed., §5.3 (the grid); C. N. Morris & R. Tang (2011), *Estimating random effects via
/// adjustment for density maximization*, Statistical Science 26, 271–287 (a variance that is uniform);
/// R. E. Kass & D. Steffey (1989), JASA 84, 717–726 (why the plug-in posterior is too narrow).
/// The estimates are those of R `VGAM::vglm(…, dirmultinomial)` and `betabinomial`.
public struct SharePooling: Hashable, Sendable {
  /// What is believed of the spread before the counts are seen.
  public let prior: PoolingPrior

  /// - Parameter prior: What is believed of the spread before the counts are seen.
  public init(prior: PoolingPrior = .uniformVariance) {
    self.prior = prior
  }

  /// Finds π and M.
  ///
  /// - Parameter groups: One for each school or year, all with the same categories. Counts known within
  ///   bounds enter as the sum of the probabilities over the bounds. Groups without trials are allowed
  ///   and tell nothing.
  /// - Throws: ``PoolingError``.
  /// - Complexity: some 10³ evaluations of O(distinct groups × categories² + largest total).
  public func fit(_ groups: [ShareGroup]) throws(PoolingError) -> SharePool {
    var candidates: [[ShareLikelihood.Candidate]] = []
    for (i, group) in groups.enumerated() {
      guard group.counts.count == groups[0].counts.count, group.counts.count > 1 else {
        throw .categories(group: i)
      }
      candidates.append(try group.combinations(group: i).map(ShareLikelihood.candidate))
    }
    return try fit(groups, candidates)
  }

  /// The same for groups whose vectors of counts came about in ways of which the bounds do not tell.
  ///
  /// - Parameter candidates: For each group, all vectors of counts it may have; all with its total.
  func fit(
    _ groups: [ShareGroup], _ candidates: [[ShareLikelihood.Candidate]]
  ) throws(PoolingError) -> SharePool {
    guard let categories = groups.first?.counts.count else { throw .noData }
    let informative = candidates.filter { $0[0].total > 0 }
    guard !informative.isEmpty else { throw .noData }
    let likelihood = ShareLikelihood(candidates: informative, categories: categories)

    var flags: Set<PoolingFlag> = []
    if informative.contains(where: { $0.count > 1 }) { flags.insert(.intervalCounts) }
    let totals = informative.map { $0[0].total }
    if totals.count == 1 || !totals.contains(where: { $0 > 1 }) {
      flags.insert(.dispersionNotIdentified)
    }
    if categories == 2 {
      // When every group may have none, P = 1 at π = 0.
      if informative.allSatisfy({ $0.contains { $0.counts[0] == 0 } }) {
        flags.insert(.noSuccesses)
      }
      if informative.allSatisfy({ $0.contains { $0.counts[1] == 0 } }) {
        flags.insert(.allSuccesses)
      }
      if flags.isSuperset(of: [.noSuccesses, .allSuccesses]) { throw .noData }
    } else {
      for c in 0..<categories
      where !informative.contains(where: { $0.contains { $0.counts[c] > 0 } }) {
        throw .emptyCategory(c)
      }
    }
    return try SharePool(
      groups: groups, candidates: candidates, likelihood: likelihood,
      start: Self.start(informative, categories),
      flags: flags, prior: prior)
  }

  /// The logits of the pooled shares, unknown counts taken at the mean of their candidates.
  private static func start(
    _ candidates: [[ShareLikelihood.Candidate]], _ categories: Int
  ) -> [Double] {
    var sums = [Double](repeating: 0.5, count: categories)
    for vectors in candidates {
      for c in 0..<categories {
        sums[c] += vectors.reduce(0) { $0 + Double($1.counts[c]) } / Double(vectors.count)
      }
    }
    return sums.dropLast().map { log($0 / sums[categories - 1]) }
  }
}

/// A fitted ``SharePooling``.
public struct SharePool: Sendable {
  /// The groups, as given.
  public let groups: [ShareGroup]
  /// π̂: the mean share of each category; they sum to one.
  public let shares: [Double]
  /// The standard errors of ``shares``; nil with ``PoolingFlag/noSuccesses`` or
  /// ``PoolingFlag/allSuccesses``.
  public let shareStandardErrors: [Double]?
  /// M̂: how many trials of its own outweigh the pool; +∞ with ``PoolingFlag/noBetweenVariance``, nil when
  /// not identified.
  public let concentration: Double?
  /// ρ̂ = 1/(M̂+1): the correlation between two members of one group, and the variance between groups over
  /// its largest possible value π(1−π); 0 and 1 at the boundaries, nil when not identified.
  public let intraclassCorrelation: Double?
  /// The standard error of ρ̂; nil at a boundary.
  public let intraclassCorrelationStandardError: Double?
  /// The logarithm of the likelihood at the estimates, with all its constants.
  public let logLikelihood: Double
  /// The number of Newton steps.
  public let iterations: Int
  /// The size of the last step in standard errors: below 10⁻⁸ when it converged regularly.
  public let lastStep: Double
  /// What to know before these numbers are used.
  public let flags: Set<PoolingFlag>

  private let candidates: [[ShareLikelihood.Candidate]]
  private let likelihood: ShareLikelihood
  private let grids: [HyperGrid]

  init(
    groups: [ShareGroup], candidates: [[ShareLikelihood.Candidate]], likelihood: ShareLikelihood,
    start: [Double], flags: Set<PoolingFlag>, prior: PoolingPrior
  ) throws(PoolingError) {
    (self.groups, self.candidates) = (groups, candidates)
    self.likelihood = likelihood
    let k = likelihood.categories
    var flags = flags
    if !flags.isDisjoint(with: [.noSuccesses, .allSuccesses]) {
      shares = flags.contains(.noSuccesses) ? [0, 1] : [1, 0]
      (shareStandardErrors, concentration) = (nil, nil)
      (intraclassCorrelation, intraclassCorrelationStandardError) = (nil, nil)
      (logLikelihood, iterations, lastStep) = (0, 0, 0)
      flags.insert(.dispersionNotIdentified)
    } else {
      let end: HyperMaximum
      var boundary: PoolingFlag?
      if flags.contains(.dispersionNotIdentified) {
        end = try likelihood.maximum(from: start + [logConcentrations.upperBound], free: k - 1)
      } else {
        (end, boundary) = try likelihood.overallMaximum(from: start + [0])
      }
      if let boundary { flags.insert(boundary) }
      let shares = ShareLikelihood.shares(end.parameters[..<(k - 1)])
      self.shares = shares
      let isInside = boundary == nil && !flags.contains(.dispersionNotIdentified)
      let covariance = try likelihood.covariance(end, free: isInside ? k : k - 1)
      var errors: [Double] = []
      for c in 0..<k {
        let slopes = (0..<(k - 1)).map { shares[c] * (($0 == c ? 1 : 0) - shares[$0]) }
        var variance = 0.0
        for p in 0..<(k - 1) {
          for q in 0..<(k - 1) { variance += slopes[p] * covariance[p, q] * slopes[q] }
        }
        errors.append(variance.squareRoot())
      }
      shareStandardErrors = errors
      let m = exp(end.parameters[k - 1])
      switch boundary {
      case .noBetweenVariance: (concentration, intraclassCorrelation) = (.infinity, 0)
      case .completeBetweenVariance: (concentration, intraclassCorrelation) = (0, 1)
      default:
        concentration = isInside ? m : nil
        intraclassCorrelation = isInside ? 1 / (m + 1) : nil
      }
      intraclassCorrelationStandardError =
        isInside ? covariance[k - 1, k - 1].squareRoot() * m / ((m + 1) * (m + 1)) : nil
      (logLikelihood, iterations, lastStep) = (end.value, end.iterations, end.lastStep)
    }
    self.flags = flags
    var grids: [HyperGrid] = []
    for c in 0..<(k == 2 ? 1 : k) {
      let ratios = Self.ratios(self.shares, without: c)
      let first: Double? =
        flags.contains(.noSuccesses) ? -3 : flags.contains(.allSuccesses) ? 3 : nil
      grids.append(
        try HyperGrid(
          start: first ?? log(self.shares[c] / (1 - self.shares[c])),
          scale: { 1 / (1 + exp(-$0)) },
          density: { u, psi in
            Self.logPosterior(likelihood, prior, category: c, ratios: ratios, u, psi)
          },
          height: { u, psi in
            likelihood.value(Self.shares(u, category: c, ratios), logConcentration: psi)
              + Self.logPrior(likelihood, prior, u, psi)
          }))
    }
    self.grids = grids
  }

  /// The posterior distribution of the share of one category in one of the ``groups``.
  ///
  /// - Precondition: the group and the category exist.
  public func posterior(category: Int, group: Int) -> Mixture<Beta> {
    posterior(category: category, candidates: candidates[group])
  }

  /// The same for any group of the same kind, also one that was not in the fit; with a total of zero, for
  /// a group of which nothing is known yet.
  ///
  /// - Precondition: the category exists; the counts of the group fit its total.
  public func posterior(category: Int, of group: ShareGroup) -> Mixture<Beta> {
    guard let vectors = try? group.combinations(group: 0), !vectors.isEmpty else {
      preconditionFailure("counts \(group.counts) of \(group.total)")
    }
    precondition(group.counts.count == likelihood.categories, "\(group.counts.count) counts")
    return posterior(category: category, candidates: vectors.map(ShareLikelihood.candidate))
  }

  private func posterior(
    category: Int, candidates: [ShareLikelihood.Candidate]
  ) -> Mixture<Beta> {
    let k = likelihood.categories
    precondition(category < k, "category \(category) of \(k)")
    let mirrored = k == 2 && category == 1
    let grid = grids[mirrored ? 0 : category]
    let ratios = Self.ratios(shares, without: mirrored ? 0 : category)
    let own = ShareLikelihood(candidates: [candidates], categories: k)
    var components: [Beta] = []
    var weights: [Double] = []
    for node in grid.nodes {
      let shares = Self.shares(node.mean, category: mirrored ? 0 : category, ratios)
      let m = exp(node.logConcentration)
      let alpha = m * shares[category]
      let beta = m * (shares.indices.reduce(0) { $1 == category ? $0 : $0 + shares[$1] })
      let chances = own.chances(shares, concentration: m)
      for (candidate, chance) in zip(candidates, chances) where chance > 1e-6 {
        let y = candidate.counts[category]
        components.append(Beta(alpha: alpha + Double(y), beta: beta + Double(candidate.total - y)))
        weights.append(node.weight * chance)
      }
    }
    return Mixture(components: components, weights: weights)
  }

  /// The posterior distribution of the mean share of a category over groups: for each M a beta
  /// distribution with the mean and variance that the share has there.
  ///
  /// - Precondition: the category exists.
  public func meanShare(category: Int) -> Mixture<Beta> {
    let mirrored = likelihood.categories == 2 && category == 1
    let parts = grids[mirrored ? 0 : category].means.filter { $0.weight > 1e-9 }
    return Mixture(
      components: parts.map { mean, variance, _ in
        let strength = mean * (1 - mean) / variance - 1
        let (a, b) = (mean * strength, (1 - mean) * strength)
        return mirrored ? Beta(alpha: b, beta: a) : Beta(alpha: a, beta: b)
      }, weights: parts.map(\.weight))
  }

  /// The interval of ρ, from its posterior; it never reaches 0 or 1, even when the estimate does.
  public func intraclassCorrelationInterval(probability: Double) -> ClosedRange<Double> {
    let tail = (1 - probability) / 2
    let low = grids[0].tau(quantile: tail)
    let high = grids[0].tau(quantile: 1 - tail)
    return (low * low)...(high * high)
  }

  /// The shares of the others among themselves; 0 at the place of the category.
  private static func ratios(_ shares: [Double], without category: Int) -> [Double] {
    let rest = shares.indices.reduce(0) { $1 == category ? $0 : $0 + shares[$1] }
    return shares.indices.map {
      $0 == category ? 0 : shares.count == 2 ? 1 : shares[$0] / rest
    }
  }

  private static func shares(_ u: Double, category: Int, _ ratios: [Double]) -> [Double] {
    let rest = 1 / (1 + exp(u))
    return ratios.indices.map { $0 == category ? 1 / (1 + exp(-u)) : ratios[$0] * rest }
  }

  /// In u = logit π_c and τ = √ρ, with the prior π_c ~ Beta(1, K−1), which is log π + (K−1) log(1−π), the
  /// Jacobian included, and that of ρ.
  private static func logPosterior(
    _ likelihood: ShareLikelihood, _ belief: PoolingPrior, category c: Int, ratios: [Double],
    _ u: Double, _ psi: Double
  ) -> (value: Double, slope: Double, curvature: Double) {
    let k = likelihood.categories
    let pi = 1 / (1 + exp(-u))
    let inner = likelihood.logShape(
      shares(u, category: c, ratios), logConcentration: psi)
    let v = (0..<k).map { $0 == c ? 1 / (1 + exp(u)) : -pi }
    var curvature = -(inner.concentration + Double(k)) * pi * v[c]
    for i in 0..<k {
      for j in 0..<k { curvature += v[i] * inner.hessian[i * k + j] * v[j] }
    }
    let slope = inner.gradient[c] - pi * inner.concentration + 1 - Double(k) * pi
    return (inner.value + logPrior(likelihood, belief, u, psi), slope, curvature)
  }

  private static func logPrior(
    _ likelihood: ShareLikelihood, _ belief: PoolingPrior, _ u: Double, _ psi: Double
  ) -> Double {
    -softplus(-u) - Double(likelihood.categories - 1) * softplus(u)
      + belief.logDensity(psi, size: likelihood.typicalTotal)
  }
}

/// log(1 + eˣ).
func softplus(_ x: Double) -> Double { x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)) }
