import Foundation

/// How many pupils enter each of some locations in years to come, from the number of children who reach
/// the age, the share of them that came, and how these spread over the locations.
///
///     X[i,t] ~ Poisson(R[t] p[i,t])                                     entrants at location i in year t
///     R[t]   = D[t] · λ[t] · F[t]                                       of the region
///     λ[t]   ~ Gamma(κ, rate κ/m),   (m, κ) from ``RatePooling`` over the years with entrants
///     F[t]   = exp(δ[t] − δ̄ + w[t] − ½ var),  w[t] = w[t−1] + N(0, σ²)
///     p[t]   ~ Dirichlet(M p̄),   p̄ ~ Dirichlet(A π)                     (π, M, A) from ``SharePooling``
///
/// D is the expected number of children of ``CohortIndex`` and δ its error, whose mean over the base years
/// is in λ already. σ is what a year may change the share that comes, an assumption: a few years do not
/// tell it. With one probability for *to vmbo*, one for *a technical profile* and one for *these
/// locations*, λ is their product; the counts tell the product only.
///
/// A and M make the marginal variances of p̄ and p those of the pool's posterior, averaged over locations:
///
///     1/(A+1) = Σ var p̄ᵢ / Σ πᵢ(1−πᵢ)            1/(A+1) + A/(A+1) · 1/(M+1) = Σ var pᵢ / Σ πᵢ(1−πᵢ)
///
/// *Not promised*: that a location opens, closes or moves; a location without entrants in all base years
/// gets none. With three base years the spreads come largely from their priors, and intervals are wide.
///
/// Counts within bounds enter the rate as intervals. For the shares, which need a total, that of a year is
/// the middle of its bounds; the counts enter as intervals where there are at most 200 ways to fill them in,
/// else at their middles (``EntrantForecast/sharesAreOfMiddles``).
///
/// Source: ``RatePooling`` and ``SharePooling``, and the sources named there; the product of Dirichlets is
/// that of J. E. Mosimann (1962), Biometrika 49, 65–82, one level further.
public struct EntrantModel: Equatable, Sendable {
  /// The entrants of a year, or a known share of them counted later.
  public struct Year: Hashable, Sendable {
    /// The year of entry.
    public let year: Int
    /// By location, in the order of all years; bounds that differ hold a withheld number.
    public let counts: [ClosedRange<Int>]
    /// How many are counted for one that enters: 1 where entrants themselves are counted, ρq for their
    /// exams. Positive.
    public let passing: Double

    /// - Parameters:
    ///   - year: The year of entry.
    ///   - counts: By location; zero or more.
    ///   - passing: How many are counted for one that enters.
    public init(year: Int, counts: [ClosedRange<Int>], passing: Double = 1) {
      self.year = year
      self.counts = counts
      self.passing = passing
    }
  }

  /// What is assumed.
  public struct Options: Hashable, Sendable {
    /// σ: the standard deviation of a year's change of log λ that stays.
    public var shareSpread = 0.05
    /// The standard deviation of the logarithm of what is common to all ``Year/passing``; 0 where entrants
    /// themselves are counted.
    public var passingSpread = 0.0

    /// The values above.
    public init() {}
  }

  /// The children by year.
  public let index: CohortIndex
  /// What is assumed.
  public let options: Options

  /// - Parameters:
  ///   - index: The children by year.
  ///   - options: What is assumed.
  public init(index: CohortIndex, options: Options = Options()) {
    self.index = index
    self.options = options
  }

  /// Finds the share that comes and its spread over the locations.
  ///
  /// - Parameter base: At least two years of ``index``, each once.
  /// - Throws: ``InflowError``.
  public func fit(_ base: [Year]) throws(InflowError) -> EntrantForecast {
    guard options.shareSpread >= 0, options.shareSpread.isFinite, options.passingSpread >= 0,
      options.passingSpread.isFinite
    else { throw .invalidOptions }
    guard base.count >= 2 else { throw .tooFewYears(base.count) }
    let base = base.sorted { $0.year < $1.year }
    let locations = base[0].counts.count
    for (i, one) in base.enumerated() {
      guard one.counts.count == locations, locations > 0, one.passing > 0, one.passing.isFinite,
        i == 0 || base[i - 1].year < one.year
      else { throw .invalidYear(one.year) }
    }
    let open = (0..<locations).filter { i in base.contains { $0.counts[i].upperBound > 0 } }
    guard !open.isEmpty else { throw .noEntrants }
    var exposures: [Double] = []
    var totals: [ClosedRange<Int>] = []
    var groups: [ShareGroup] = []
    for one in base {
      exposures.append(try index.children(one.year) * one.passing)
      let counts = open.map { one.counts[$0] }
      let low = counts.reduce(0) { $0 + $1.lowerBound }
      let high = counts.reduce(0) { $0 + $1.upperBound }
      totals.append(low...high)
      groups.append(ShareGroup(counts: counts, total: (low + high) / 2))
    }
    let areMiddles = groups.contains { Self.ways($0) > Self.mostWays }
    if areMiddles {
      groups = groups.map { group in
        ShareGroup(counts: group.counts.map { ($0.lowerBound + $0.upperBound) / 2 })
      }
    }
    let rate: RatePool
    let pool: SharePool?
    do {
      rate = try RatePooling().fit(counts: totals, exposures: exposures)
      pool = open.count > 1 ? try SharePooling().fit(groups) : nil
    } catch {
      throw .pooling(error)
    }
    return try EntrantForecast(
      index: index, options: options, base: base.map(\.year), locations: locations, open: open,
      rate: rate, pool: pool, sharesAreOfMiddles: areMiddles)
  }

  /// With more ways than these to fill in the withheld numbers of a year, the fit of the shares takes
  /// minutes, and one pupil more or less no longer matters.
  private static let mostWays = 200.0

  /// In how many ways the counts of a year may be filled in, the last following from the total.
  private static func ways(_ group: ShareGroup) -> Double {
    let widths = group.counts.map { Double($0.count) }
    return widths.reduce(1, *) / (widths.max() ?? 1)
  }
}
