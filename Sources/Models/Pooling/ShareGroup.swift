/// The counts of one group (a school, a year) by category, each known within bounds, and their total.
public struct ShareGroup: Hashable, Sendable {
  /// The count of each category, between these bounds: 7...7 when known, 1...4 for a withheld "<5".
  public let counts: [ClosedRange<Int>]
  /// The sum of the counts; known.
  public let total: Int

  /// The largest number of ways in which unknown counts may be filled in.
  public static let mostCombinations = 20_000

  /// Counts that may be bounded, with their total.
  public init(counts: [ClosedRange<Int>], total: Int) {
    self.counts = counts
    self.total = total
  }

  /// Known counts.
  public init(counts: [Int]) {
    self.init(counts: counts.map { $0...$0 }, total: counts.reduce(0, +))
  }

  /// Successes and failures among trials.
  ///
  /// - Precondition: `trials` is not below the upper bound of `successes`; a bound beyond it says
  ///   nothing, and is cut off.
  public init(successes: ClosedRange<Int>, trials: Int) {
    precondition(successes.lowerBound <= trials, "\(successes) successes in \(trials) trials")
    let most = min(successes.upperBound, trials)
    self.init(
      counts: [successes.lowerBound...most, (trials - most)...(trials - successes.lowerBound)],
      total: trials)
  }

  /// All vectors of counts within the bounds that have the total.
  func combinations(group: Int) throws(PoolingError) -> [[Int]] {
    guard counts.allSatisfy({ $0.lowerBound >= 0 }), total >= 0 else {
      throw .invalidCounts(group: group)
    }
    // What the categories from k on can hold.
    var least = [0]
    var most = [0]
    for range in counts.reversed() {
      least.append(Self.sum(least[least.count - 1], range.lowerBound))
      most.append(Self.sum(most[most.count - 1], range.upperBound))
    }
    (least, most) = (least.reversed(), most.reversed())
    var partial: [(counts: [Int], left: Int)] = [([], total)]
    for (k, range) in counts.enumerated() {
      var next: [(counts: [Int], left: Int)] = []
      for (known, left) in partial {
        let from = max(range.lowerBound, left - min(most[k + 1], left))
        let to = min(range.upperBound, left - least[k + 1])
        guard from <= to else { continue }
        guard next.count + (to - from) < Self.mostCombinations else {
          throw .tooManyCombinations(group: group)
        }
        for count in from...to { next.append((known + [count], left - count)) }
      }
      partial = next
    }
    guard !partial.isEmpty else { throw .invalidCounts(group: group) }
    return partial.map(\.counts)
  }

  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (value, overflow) = a.addingReportingOverflow(b)
    return overflow ? .max : value
  }
}
