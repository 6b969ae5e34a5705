import Foundation

/// Sums over j < y of log(1 + j/α) and its derivatives in log α, for some y; those of several α one after
/// the other.
struct RisingSums: Sendable {
  /// Σ log(1 + j/α), so that Γ(α+y)/Γ(α) = αʸ e^this.
  private(set) var excess: [Double] = []
  /// Σ α/(α+j).
  private(set) var first: [Double] = []
  /// Σ j/(α+j), which is y less the one above but without the cancellation for large α.
  private(set) var rest: [Double] = []
  /// Σ αj/(α+j)².
  private(set) var second: [Double] = []

  /// - Parameter capacity: How many sums are to come.
  init(capacity: Int) {
    excess.reserveCapacity(capacity)
    first.reserveCapacity(capacity)
    rest.reserveCapacity(capacity)
    second.reserveCapacity(capacity)
  }

  /// The sums for all y from 0 to the largest, each at its own place.
  init(_ alpha: Double, upTo largest: Int) {
    self.init(capacity: largest + 1)
    append(alpha, at: Array(0...max(0, largest)))
  }

  /// Adds the sums for these y, which increase.
  ///
  /// A logarithm is taken where a sum is asked for; on the way there ∏(1 + j/α) − 1 grows, which keeps its
  /// digits when α is large.
  mutating func append(_ alpha: Double, at counts: [Int]) {
    var (base, growth) = (0.0, 0.0)
    var (b, c, d) = (0.0, 0.0, 0.0)
    var j = 0
    for count in counts {
      while j < count {
        let step = Double(j)
        let inverse = 1 / (alpha + step)
        let share = alpha * inverse
        let other = step * inverse
        let ratio = step / alpha
        growth += ratio + growth * ratio
        if growth > 1e150 {
          base += log1p(growth)
          growth = 0
        }
        b += share
        c += other
        d += share * other
        j += 1
      }
      excess.append(base + log1p(growth))
      first.append(b)
      rest.append(c)
      second.append(d)
    }
  }
}
