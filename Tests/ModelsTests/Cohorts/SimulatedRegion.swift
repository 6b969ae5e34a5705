import Foundation
import Models

/// A region drawn from the model itself, parameters included, with what would be counted of it.
///
/// When the parameters are drawn from their prior, the intervals of a right fit cover at exactly
/// their nominal rate on average over such regions (Cook, Gelman & Rubin 2006, JCGS 15; Talts et
/// al. 2018, arXiv:1804.06788). The law is written out here a second time, from the documentation
/// and not from the code under test: levels and whole pupils, period by period.
struct SimulatedRegion {
  let projection: CohortProjection
  private(set) var observations: [CohortProjection.Observation] = []
  let secondStageRatio: Double
  let leavingRatio: Double
  /// True pupils by series, then by horizon from 1.
  private(set) var futureFirst: [[Int]] = []
  private(set) var futureSecond: [[Int]] = []
  private(set) var futureLeavers: [[Int]] = []

  /// - Parameters:
  ///   - groups: The group of each series.
  ///   - periods: Stocks are counted in 0..<periods; leavers of each group from 0 to `periods`; in
  ///     period 0 both stages apart.
  ///   - options: The priors; the truth is one of the points of the grid.
  init(
    groups: [Int], pupils: Double, periods: Int, horizon: Int, damping: Double,
    options: CohortProjection.Options, using generator: inout Philox
  ) {
    func normal(_ mean: Double, _ deviation: Double) -> Double {
      mean + deviation * Normal.standard.draw(using: &generator)
    }
    // The middle cells of these two-point grids have equal widths: only the density matters.
    func choose(_ grid: [Double], scale: Double) -> Double {
      let weights = grid.map { exp(-$0 * $0 / (2 * scale * scale)) }
      var rest = generator.uniform() * weights.reduce(0, +)
      for (value, weight) in zip(grid, weights) {
        rest -= weight
        if rest < 0 { return value }
      }
      return grid[grid.count - 1]
    }
    let seriesSpread = choose(options.seriesSpreads, scale: 0.2)
    let groupSpread = choose(options.groupSpreads, scale: 0.1)
    let cohortSpread = choose(options.cohortSpreads, scale: 0.2)
    let dispersion = choose(options.dispersions, scale: 1)
    let rho = options.ratioCentre * exp(normal(0, options.ratioSpread))
    let q = options.ratioCentre * exp(normal(0, options.ratioSpread))
    let beta = normal(0, options.driftSpread)
    let groupCount = (groups.max() ?? 0) + 1
    let drifts = (0..<groupCount).map { _ in normal(beta, options.groupDriftSpread) }
    func scattered(_ mean: Double) -> Int {
      Int(max(0, normal(mean, (dispersion * mean).squareRoot()).rounded()))
    }

    // Column 0 is the intake of period −2.
    let columns = periods + 2 + horizon
    var levels = groups.map { _ in normal(log(pupils), 0.4) }
    var intakes = groups.map { _ in [Int]() }
    for column in 0..<columns {
      let ahead = column - (periods + 1)
      let damped = ahead > 0 ? pow(damping, Double(ahead)) : 1
      let shocks = drifts.map { damped * $0 + normal(0, groupSpread) }
      for s in groups.indices {
        if column > 0 {
          let wandering = (seriesSpread * seriesSpread + groupSpread * groupSpread) / 2
          levels[s] += shocks[groups[s]] + normal(0, seriesSpread) - wandering
        }
        let cohort = normal(levels[s] - cohortSpread * cohortSpread / 2, cohortSpread)
        intakes[s].append(Poisson(mean: exp(cohort)).draw(using: &generator))
      }
    }
    let seconds = intakes.map { $0.map { scattered(rho * Double($0)) } }
    let leavers = intakes.map { $0.map { scattered(q * rho * Double($0)) } }

    for s in groups.indices {
      let counts = [intakes[s][2], seconds[s][1]]
      observations.append(
        .init(series: [s], period: 0, stages: [.first], count: Double(counts[0])))
      observations.append(
        .init(series: [s], period: 0, stages: [.second], count: Double(counts[1])))
      for period in 1..<periods {
        observations.append(
          .init(
            series: [s], period: period, stages: [.first, .second],
            count: Double(intakes[s][period + 2] + seconds[s][period + 1])))
      }
      let now = periods + 1
      futureFirst.append((1...horizon).map { intakes[s][now + $0] })
      futureSecond.append((1...horizon).map { seconds[s][now + $0 - 1] })
      futureLeavers.append((1...horizon).map { leavers[s][now + $0 - 2] })
    }
    for g in 0..<groupCount {
      let members = groups.indices.filter { groups[$0] == g }
      for period in 0...periods {
        observations.append(
          .init(
            series: members, period: period, stages: [.leaving],
            count: Double(members.reduce(0) { $0 + leavers[$1][period] })))
      }
    }
    secondStageRatio = rho
    leavingRatio = q
    projection = CohortProjection(
      series: groups.map { .init(group: $0, firstPeriod: -2) }, options: options)
  }
}

/// How often intervals held the truth.
struct Coverage {
  private(set) var held = 0
  private(set) var asked = 0

  var rate: Double { Double(held) / Double(asked) }

  mutating func add(_ isHeld: Bool) {
    asked += 1
    if isHeld { held += 1 }
  }

  /// Four standard errors of a binomial share.
  func tolerance(_ probability: Double) -> Double {
    4 * (probability * (1 - probability) / Double(asked)).squareRoot()
  }
}
