import Foundation

/// Rates of transition in many small schools, pooled state by state: how much does a school tell of itself,
/// and how much do the others tell of it?
///
///     one level    n_i | p_i ~ Multinomial(p_i)   p_i ~ Dirichlet(M π)
///     two levels   n_i | p_i ~ Multinomial(p_i)   p_i ~ Dirichlet(M₁ q_r)   q_r ~ Dirichlet(M₂ π)
///
/// for school i in region r. The concentrations are estimated (empirical Bayes), and the posterior of a school
/// is averaged over a grid of them, so that it allows for their estimation; see ``SharePooling`` for one level.
/// At two levels the log-ratios of the regions' means and of the country's are taken as normal around their
/// mode (Laplace), with the weights n̄/(n̄+M₁) of a school and n̄_r/(n̄_r+M₂) of a region uniform on
/// 0…1 (n̄ harmonic means of the totals) and π uniform.
///
/// The years of a table are taken together, for which the stock of a row with withheld cells must be known.
/// Withheld cells enter as the sum over all ways to fill those of each year.
///
/// The posterior of one rate is a ``Mixture`` of beta distributions; that of a school's row is summarised for
/// projections as the Dirichlet distribution with its means and the sum of its variances. On simulated
/// schools 95 % intervals of a rate held it in 95 of 100 cases at two levels and in 94 at one level (twelve
/// schools, two withheld years), those of stocks projected one to five years ahead in 96 to 97. The figures
/// are in `Tests/ModelsTests/Reference/transition-recovery.txt`.
///
/// Sources: J. E. Mosimann (1962), Biometrika 49, 65–82; R. E. Kass & D. Steffey (1989), JASA 84, 717–726
/// (allowing for estimated hyperparameters); M. J. Daniels (1999), Canadian Journal of Statistics 27,
/// 567–578 (the prior).
public struct FlowPooling: Hashable, Sendable {
  /// Rates that are to be pooled.
  public init() {}

  /// One level: schools around a common mean.
  ///
  /// - Parameter schools: One table a school, all of one state space.
  /// - Throws: ``EstimationError/noData``, ``EstimationError/differentSpaces(group:)``,
  ///   ``EstimationError/unknownStock(year:state:)``, ``EstimationError/pooling(state:_:)``.
  public func fit(_ schools: [FlowTable]) throws(EstimationError) -> PooledFlows {
    try fit(schools, regions: nil)
  }

  /// Two levels: schools around the mean of their region, regions around that of the country.
  ///
  /// - Parameters:
  ///   - schools: One table a school, all of one state space.
  ///   - regions: The region of each school, from 0; a region without schools takes the country's mean.
  /// - Throws: As above, and ``EstimationError/regions``.
  public func fit(
    _ schools: [FlowTable], regions: [Int]
  ) throws(EstimationError) -> PooledFlows {
    guard regions.count == schools.count, regions.allSatisfy({ $0 >= 0 && $0 < 100_000 }) else {
      throw .regions
    }
    return try fit(schools, regions: Optional(regions))
  }

  private func fit(
    _ schools: [FlowTable], regions: [Int]?
  ) throws(EstimationError) -> PooledFlows {
    guard let space = schools.first?.space else { throw .noData }
    for (i, table) in schools.enumerated() where table.space != space {
      throw .differentSpaces(group: i)
    }
    var flags: Set<EstimationFlag> = []
    var rows: [PooledRow?] = []
    for s in space.states.indices {
      guard space.destinations[s].count > 1 else {
        rows.append(nil)
        continue
      }
      var groups: [ShareGroup] = []
      for table in schools { groups.append(try Self.group(table, s)) }
      var candidates: [[ShareLikelihood.Candidate]] = []
      for table in schools { candidates.append(try Self.candidates(table, s)) }
      if groups.contains(where: { $0.counts.contains { $0.lowerBound < $0.upperBound } }) {
        flags.insert(.boundedCells(state: space.states[s].name))
      }
      do throws(PoolingError) {
        if let regions {
          rows.append(
            try PooledRow(
              nested: groups, candidates: candidates, regions: regions, &flags, space, s))
        } else {
          rows.append(
            try PooledRow(flat: groups, candidates: candidates, &flags, space, s))
        }
      } catch {
        throw .pooling(state: space.states[s].name, error)
      }
    }
    guard rows.contains(where: { $0?.hasData ?? false }) else { throw .noData }
    return PooledFlows(
      space: space, schools: schools.count, regions: regions, flags: flags, rows: rows)
  }

  /// The sums over a school's years that the bounds allow, each with the logarithm of the number of ways in
  /// which its years and pupils make it.
  private static func candidates(
    _ table: FlowTable, _ s: Int
  ) throws(EstimationError) -> [ShareLikelihood.Candidate] {
    let name = table.space.states[s].name
    let k = table.space.destinations[s].count
    var sums: [(counts: [Int], ways: Double)] = [([Int](repeating: 0, count: k), 0)]
    for (year, row) in table.rows(of: s) {
      let vectors = try row.combinations(year: year, state: name).map(ShareLikelihood.candidate)
      guard sums.count * vectors.count <= 50 * FlowTable.mostCombinations else {
        throw .tooManyCombinations(year: year, state: name)
      }
      var next: [[Int]: Double] = [:]
      for (counts, ways) in sums {
        for vector in vectors {
          let sum = zip(counts, vector.counts).map { $0 + $1 }
          let more = ways + vector.coefficient
          next[sum] =
            next[sum].map { max($0, more) + log1p(exp(-abs($0 - more))) } ?? more
        }
      }
      guard next.count <= FlowTable.mostCombinations else {
        throw .tooManyCombinations(year: year, state: name)
      }
      // In order, so that the next sums are rounded alike on every run.
      sums = next.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key, $0.value) }
    }
    return sums.map { counts, ways in
      ShareLikelihood.Candidate(counts: counts, total: counts.reduce(0, +), coefficient: ways)
    }
  }

  /// A school's years together.
  private static func group(_ table: FlowTable, _ s: Int) throws(EstimationError) -> ShareGroup {
    let k = table.space.destinations[s].count
    var counts = [ClosedRange<Int>](repeating: 0...0, count: k)
    var total = 0
    for (year, row) in table.rows(of: s) {
      counts = zip(counts, row.counts).map { sum, next in
        let (least, most) = (sum.lowerBound + next.lowerBound, sum.upperBound + next.upperBound)
        return least...most
      }
      if row.isExact {
        total += row.counts.reduce(0) { $0 + $1.lowerBound }
      } else if let known = row.total, known.lowerBound == known.upperBound {
        total += known.lowerBound
      } else {
        throw .unknownStock(year: year, state: table.space.states[s].name)
      }
    }
    return ShareGroup(counts: counts, total: total)
  }
}

/// Rates pooled by ``FlowPooling``.
public struct PooledFlows: Sendable {
  /// The states and the ways between them.
  public let space: StateSpace
  /// The number of schools.
  public let schools: Int
  /// The region of each school; nil with one level.
  public let regions: [Int]?
  /// What to know before these numbers are used.
  public let flags: Set<EstimationFlag>

  let rows: [PooledRow?]

  /// The posterior of a rate in one of the schools; nil where there is no such way, or no other.
  ///
  /// - Precondition: there is such a school.
  public func posterior(school: Int, from: Int, to: Int) -> Mixture<Beta>? {
    place(from, to).flatMap { place in rows[from]?.posteriors[school][place] }
  }

  /// The posterior of the mean rate of a region, or of the country with nil; nil where there is no such
  /// way, or no other.
  public func meanRate(region: Int?, from: Int, to: Int) -> Mixture<Beta>? {
    guard let place = place(from, to), let row = rows[from] else { return nil }
    let last = row.means.count - 1
    return row.means[min(region ?? last, last)][place]
  }

  /// The rates of one of the schools, as Dirichlet distributions.
  ///
  /// - Precondition: there is such a school.
  public func transitionRates(school: Int) throws(EstimationError) -> TransitionRates {
    try rates { $0.posteriors[school] }
  }

  /// The rates of a school of which nothing is known but its region: one that has yet to open. With one
  /// level, and for a region without schools, of any school.
  public func transitionRates(
    newSchoolIn region: Int
  ) throws(EstimationError) -> TransitionRates {
    try rates { $0.newcomers[min(region, $0.newcomers.count - 1)] }
  }

  private func rates(
    _ posteriors: (PooledRow) -> [Mixture<Beta>]
  ) throws(EstimationError) -> TransitionRates {
    let made = space.states.indices.map { s -> TransitionRates.Row in
      guard let row = rows[s] else { return .fixed(space.destinations[s].map { _ in 1 }) }
      let shares = posteriors(row)
      return .dirichlet(
        DirichletSummary.shapes(means: shares.map(\.mean), variances: shares.map(\.variance)))
    }
    return try makingRates { () throws(TransitionError) in
      try TransitionRates(space: space, rows: made)
    }
  }

  private func place(_ from: Int, _ to: Int) -> Int? {
    space.destinations[from].firstIndex(of: to)
  }
}

/// The pooled rates of one state.
struct PooledRow: Sendable {
  /// Of each school, along the destinations.
  let posteriors: [[Mixture<Beta>]]
  /// Of the mean of each region, and last of the country.
  let means: [[Mixture<Beta>]]
  /// Of a school yet to come, in each region, and last in the country where there is one level.
  let newcomers: [[Mixture<Beta>]]
  let hasData: Bool

  private static func flags(
    _ groups: [ShareGroup], _ flags: inout Set<EstimationFlag>, _ space: StateSpace, _ s: Int
  ) -> [Int] {
    let taken = space.destinations[s].indices.filter { c in
      groups.contains { $0.counts[c].upperBound > 0 }
    }
    let name = space.states[s].name
    if taken.isEmpty {
      flags.insert(.emptyRow(state: name))
      return taken
    }
    for (c, to) in space.destinations[s].enumerated() where !taken.contains(c) {
      flags.insert(.neverTaken(from: name, to: space.states[to].name))
    }
    return taken
  }

  /// Beta distributions of the marginals of Dirichlet(1/k, …) and so many pupils who did not take the way.
  private static func prior(_ k: Int, pupils: Int = 0) -> Mixture<Beta> {
    Mixture(
      components: [
        Beta(alpha: 1 / Double(k), beta: Double(pupils) + 1 - 1 / Double(k))
      ], weights: [1])
  }

  init(
    flat groups: [ShareGroup], candidates: [[ShareLikelihood.Candidate]],
    _ flags: inout Set<EstimationFlag>, _ space: StateSpace, _ s: Int
  ) throws(PoolingError) {
    let k = space.destinations[s].count
    let taken = Self.flags(groups, &flags, space, s)
    let pupils = groups.reduce(0) { $0 + $1.total }
    let never = Self.prior(k, pupils: pupils)
    // A way that nobody took tells nothing of how schools differ: it is left out of the pool.
    guard taken.count > 1 else {
      let only = Mixture(
        components: never.components.map { Beta(alpha: $0.beta, beta: $0.alpha) }, weights: [1])
      let row = (0..<k).map { c in
        taken.isEmpty ? Self.prior(k) : taken.contains(c) ? only : never
      }
      posteriors = groups.map { _ in row }
      (means, newcomers, hasData) = ([row], [row], !taken.isEmpty)
      return
    }
    let pool = try SharePooling().fit(
      groups.map { group in
        ShareGroup(counts: taken.map { group.counts[$0] }, total: group.total)
      },
      candidates.map { vectors in
        vectors.map { vector in
          ShareLikelihood.Candidate(
            counts: taken.map { vector.counts[$0] }, total: vector.total,
            coefficient: vector.coefficient)
        }
      })
    let name = space.states[s].name
    if pool.flags.contains(.noBetweenVariance) { flags.insert(.noBetweenVariance(state: name)) }
    if pool.flags.contains(.dispersionNotIdentified) {
      flags.insert(.dispersionNotIdentified(state: name))
    }
    func spread(_ own: (Int) -> Mixture<Beta>) -> [Mixture<Beta>] {
      (0..<k).map { c in taken.firstIndex(of: c).map(own) ?? never }
    }
    posteriors = groups.indices.map { i in spread { pool.posterior(category: $0, group: i) } }
    means = [spread { pool.meanShare(category: $0) }]
    let nobody = ShareGroup(counts: taken.map { _ in 0 })
    newcomers = [spread { pool.posterior(category: $0, of: nobody) }]
    hasData = true
  }

  init(
    nested groups: [ShareGroup], candidates: [[ShareLikelihood.Candidate]], regions: [Int],
    _ flags: inout Set<EstimationFlag>,
    _ space: StateSpace, _ s: Int
  ) throws(PoolingError) {
    let k = space.destinations[s].count
    let taken = Self.flags(groups, &flags, space, s)
    let count = (regions.max() ?? 0) + 1
    hasData = !taken.isEmpty
    guard hasData else {
      let row = (0..<k).map { _ in Self.prior(k) }
      posteriors = groups.map { _ in row }
      means = [[Mixture<Beta>]](repeating: row, count: count + 1)
      newcomers = [[Mixture<Beta>]](repeating: row, count: count + 1)
      return
    }
    let informative = groups.indices.filter { groups[$0].total > 0 }
    let used = Set(informative.map { regions[$0] }).sorted()
    let name = space.states[s].name
    if informative.count == 1 || used.count == 1 {
      flags.insert(.dispersionNotIdentified(state: name))
    }
    let fit = try NestedShares(
      used.map { region in
        informative.filter { regions[$0] == region }.map { candidates[$0] }
      }, categories: k)
    if fit.isFlat.schools && fit.isFlat.regions { flags.insert(.noBetweenVariance(state: name)) }
    // A region without pupils is one that has yet to come: its mean is drawn around the country's.
    let places = (0..<count).map { used.firstIndex(of: $0) }
    let nobody = [ShareLikelihood.candidate([Int](repeating: 0, count: k))]
    let foreign = fit.newRegion(isSchool: true)
    posteriors = groups.indices.map { i in
      places[regions[i]].map { fit.posterior(candidates: candidates[i], region: $0) } ?? foreign
    }
    means =
      places.map { $0.map { fit.meanShares(region: $0) } ?? fit.newRegion(isSchool: false) }
      + [fit.meanShares(region: used.count)]
    newcomers =
      places.map { $0.map { fit.posterior(candidates: nobody, region: $0) } ?? foreign } + [foreign]
  }
}
