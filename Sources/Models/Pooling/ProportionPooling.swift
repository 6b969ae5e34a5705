/// A proportion in many small groups, pooled: ``SharePooling`` with two categories, the beta-binomial model.
///
///     y_i | p_i ~ Binomial(n_i, p_i),   p_i ~ Beta(Mπ, M(1−π))
///
/// Of a school with 3 of 8 pupils, where schools have 25 % on average and M = 20, it says
/// (20·0.25 + 3)/(20 + 8) = 29 %, with an interval that also holds the doubt on the 25 % and the 20.
public struct ProportionPooling: Hashable, Sendable {
  /// A pooling that is to be fitted.
  public init() {}

  /// Finds the mean and the spread of the proportions.
  ///
  /// - Parameters:
  ///   - successes: For each group, known or within bounds.
  ///   - trials: For each group; known. Where the trials are withheld as well nothing can be said of a
  ///     proportion without a model of the trials: leave such a group out.
  /// - Throws: ``PoolingError``.
  /// - Precondition: as many trials as successes.
  public func fit(
    successes: [ClosedRange<Int>], trials: [Int]
  ) throws(PoolingError) -> ProportionPool {
    precondition(
      successes.count == trials.count, "\(successes.count) successes, \(trials.count) trials")
    var groups: [ShareGroup] = []
    for (i, (count, n)) in zip(successes, trials).enumerated() {
      guard count.lowerBound >= 0 && count.lowerBound <= n else { throw .invalidCounts(group: i) }
      groups.append(ShareGroup(successes: count, trials: n))
    }
    return ProportionPool(pool: try SharePooling().fit(groups))
  }

  /// The same with known counts.
  public func fit(successes: [Int], trials: [Int]) throws(PoolingError) -> ProportionPool {
    for (i, (count, n)) in zip(successes, trials).enumerated() where count > n {
      throw .invalidCounts(group: i)
    }
    return try fit(successes: successes.map { $0...$0 }, trials: trials)
  }
}

/// A fitted ``ProportionPooling``.
public struct ProportionPool: Sendable {
  /// The fit as one of two categories, successes first: errors, iterations, flags.
  public let pool: SharePool

  /// π̂: the mean proportion over groups.
  public var mean: Double { pool.shares[0] }

  /// The standard error of ``mean``; nil at 0 and 1.
  public var meanStandardError: Double? { pool.shareStandardErrors?[0] }

  /// How the proportions of the groups are spread, at the estimates; nil at a boundary, where they are all
  /// one, or all 0 or 1, or where the data do not say.
  public var distribution: Beta? {
    guard let m = pool.concentration, m > 0, m.isFinite else { return nil }
    return Beta(alpha: m * pool.shares[0], beta: m * pool.shares[1])
  }

  /// ρ̂ = 1/(M̂+1), see ``SharePool/intraclassCorrelation``.
  public var intraclassCorrelation: Double? { pool.intraclassCorrelation }

  /// What to know before these numbers are used.
  public var flags: Set<PoolingFlag> { pool.flags }

  /// The posterior distribution of the proportion of a group, in the order of the fit.
  ///
  /// - Precondition: the group exists.
  public func posterior(group: Int) -> Mixture<Beta> { pool.posterior(category: 0, group: group) }

  /// The same for counts that need not have been in the fit; without trials, for a group of which nothing
  /// is known yet.
  ///
  /// - Precondition: 0 ≤ `successes` ≤ `trials`.
  public func posterior(successes: ClosedRange<Int>, trials: Int) -> Mixture<Beta> {
    pool.posterior(category: 0, of: ShareGroup(successes: successes, trials: trials))
  }

  /// The posterior distribution of the mean proportion over groups.
  public var meanProportion: Mixture<Beta> { pool.meanShare(category: 0) }
}
