/// Simulated futures of all series together: whole pupils, never fewer than none.
///
/// Every number of every path is kept, so the total of any series and stages is the sum of its
/// parts path by path, and its distribution is coherent with theirs. Quantiles are not: those of a
/// total are not the sum of those of the parts.
public struct CohortPaths: Equatable, Sendable {
  /// The number of series.
  public let series: Int
  /// The last period of the fit; horizon h is the period `lastPeriod + h`.
  public let lastPeriod: Int
  /// The number of periods ahead.
  public let horizon: Int
  /// The number of paths.
  public let count: Int
  /// By stage, series, horizon, path, the last running fastest.
  private var pupils: [Int32]

  /// - Parameter simulate: Called for each path with its number and the place to write to.
  init(
    series: Int, lastPeriod: Int, horizon: Int, count: Int,
    simulate: (Int, (Int, Int, Int, Int, Int) -> Void) -> Void
  ) {
    self.series = series
    self.lastPeriod = lastPeriod
    self.horizon = horizon
    self.count = count
    let stage = series * horizon * count
    var pupils = [Int32](repeating: 0, count: 3 * stage)
    for path in 0..<count {
      simulate(path) { s, h, first, second, leavers in
        let place = (s * horizon + h) * count + path
        pupils[place] = Int32(clamping: first)
        pupils[place + stage] = Int32(clamping: second)
        pupils[place + 2 * stage] = Int32(clamping: leavers)
      }
    }
    self.pupils = pupils
  }

  /// The pupils of some series in some stages together, one number a path.
  ///
  /// - Parameters:
  ///   - series: Places of series, in any order; a series named twice counts twice.
  ///   - stages: At least one, else all totals are 0. Leavers are those who leave in that period.
  ///   - h: From 1 to ``horizon``.
  /// - Complexity: O(series · stages · paths).
  public func total(
    series: [Int], stages: Set<CohortProjection.Stage>, horizon h: Int
  ) -> [Int] {
    precondition((1...horizon).contains(h), "horizon \(h) of \(horizon)")
    var totals = [Int](repeating: 0, count: count)
    for s in series {
      precondition((0..<self.series).contains(s), "series \(s) of \(self.series)")
      for stage in CohortProjection.Stage.allCases where stages.contains(stage) {
        let place = ((stage.rawValue * self.series + s) * horizon + h - 1) * count
        for path in 0..<count { totals[path] += Int(pupils[place + path]) }
      }
    }
    return totals
  }

  /// The smallest of the totals that at least `probability` of them do not exceed (type 1 of
  /// Hyndman & Fan 1996): always a number of pupils that occurred.
  ///
  /// - Precondition: there are totals, and `probability` lies between 0 and 1.
  public static func quantile(_ probability: Double, of totals: [Int]) -> Int {
    quantiles([probability], of: totals)[0]
  }

  /// Several quantiles with one sort.
  public static func quantiles(_ probabilities: [Double], of totals: [Int]) -> [Int] {
    precondition(!totals.isEmpty, "no totals")
    let sorted = totals.sorted()
    return probabilities.map { probability in
      precondition(probability >= 0 && probability <= 1, "\(probability) is not a probability")
      let rank = (probability * Double(sorted.count)).rounded(.up)
      return sorted[min(max(Int(rank), 1), sorted.count) - 1]
    }
  }

  /// The equal-tailed interval of the totals: at least `probability` of them lie in it.
  public static func interval(probability: Double, of totals: [Int]) -> ClosedRange<Int> {
    let ends = quantiles([(1 - probability) / 2, (1 + probability) / 2], of: totals)
    return ends[0]...max(ends[0], ends[1])
  }

  /// The share of the totals that are at least `threshold`.
  public static func probability(atLeast threshold: Int, of totals: [Int]) -> Double {
    precondition(!totals.isEmpty, "no totals")
    return Double(totals.reduce(0) { $1 >= threshold ? $0 + 1 : $0 }) / Double(totals.count)
  }

  /// The mean of the totals.
  public static func mean(of totals: [Int]) -> Double {
    precondition(!totals.isEmpty, "no totals")
    return Double(totals.reduce(0, +)) / Double(totals.count)
  }
}
