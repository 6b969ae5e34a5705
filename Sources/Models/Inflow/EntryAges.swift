import Foundation

/// At what age, on 1 October, children enter a stage: the shares by age.
///
/// Ages are whole years on the day of the count, so that a child of age a on 1 October of year s is of
/// age a + 1 on that of the next year: children born in the same twelve months stay together.
public struct EntryAges: Hashable, Sendable {
  /// The age of the first share.
  public let firstAge: Int
  /// The shares by age, from ``firstAge`` on; they sum to one.
  public let shares: [Double]

  /// - Parameters:
  ///   - firstAge: The age of the first share.
  ///   - shares: From 0 to 1, one an age; their sum is one, to 10⁻⁹.
  /// - Throws: ``InflowError/invalidShares``.
  public init(firstAge: Int, shares: [Double]) throws(InflowError) {
    guard !shares.isEmpty, shares.allSatisfy({ $0 >= 0 && $0 <= 1 }),
      abs(shares.reduce(0, +) - 1) <= 1e-9
    else { throw .invalidShares }
    self.firstAge = firstAge
    self.shares = shares
  }

  /// The share at an age; 0 outside.
  public subscript(age: Int) -> Double {
    shares.indices.contains(age - firstAge) ? shares[age - firstAge] : 0
  }

  /// The mean age at entry, in whole years on the day of the count.
  public var mean: Double {
    shares.enumerated().reduce(0) { $0 + Double(firstAge + $1.offset) * $1.element }
  }

  /// The ages at which children leave a stage, from the shares that are still in it.
  ///
  ///     share leaving at age a = remaining(a − 1) − remaining(a)        remaining before the first = 1
  ///
  /// The shares still there come from one count, in which the children of each age are of another year of
  /// birth: cohorts of unequal size shift them. Where that makes a share larger than the one before, it
  /// is taken as equal. All have left after the last age given.
  ///
  /// - Parameters:
  ///   - firstAge: The first age at which some have left.
  ///   - remaining: The share still in the stage at that age and the next ones, from 0 to 1.
  /// - Throws: ``InflowError/invalidShares`` where a share is outside 0...1 or there is none.
  public static func leaving(firstAge: Int, remaining: [Double]) throws(InflowError) -> EntryAges {
    guard !remaining.isEmpty, remaining.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw .invalidShares
    }
    var shares: [Double] = []
    var before = 1.0
    for share in remaining {
      let now = min(share, before)
      shares.append(before - now)
      before = now
    }
    return try EntryAges(firstAge: firstAge, shares: shares + [before])
  }

  /// The ages at entry into a stage that lies some years further.
  ///
  ///     years = steps + k,   P(k) ∝ C(steps + k − 1, k) rᵏ (1 − r)ˢᵗᵉᵖˢ,   k = 0, 1, 2
  ///
  /// Each step takes a year and is repeated with probability r; more than two repeats are left out.
  ///
  /// - Parameters:
  ///   - steps: The leerjaren in between, at least one: 2 from the entry into vo to leerjaar 3.
  ///   - repeating: r, from 0 to less than 1.
  /// - Throws: ``InflowError/invalidOptions``.
  public func after(steps: Int, repeating: Double) throws(InflowError) -> EntryAges {
    guard steps > 0, repeating >= 0, repeating < 1 else { throw .invalidOptions }
    let n = Double(steps)
    let parts = [1, n * repeating, n * (n + 1) / 2 * repeating * repeating]
    let sum = parts.reduce(0, +)
    var result = [Double](repeating: 0, count: shares.count + 2)
    for (i, share) in shares.enumerated() {
      for (k, part) in parts.enumerated() { result[i + k] += share * part / sum }
    }
    return try EntryAges(firstAge: firstAge + steps, shares: result)
  }
}
