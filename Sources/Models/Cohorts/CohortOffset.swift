/// What is known beforehand of the logarithm of a series' intake, period by period: the demography that
/// its level need not explain.
///
///     log I[s,t] = L[s,t] + o[s,t] − ½v_s + c[s,t]
///
/// With the logarithm of the number of children who reach the age of entry, L is the logarithm of the
/// share of them that chooses the series. Before the first period the first value holds, after the last
/// the last: nothing is known there, and a jump to zero would be an event that never was. Only
/// differences between periods matter: a constant added to all values changes nothing.
public struct CohortOffset: Hashable, Sendable {
  /// The period of the first value.
  public let firstPeriod: Int
  /// Natural logarithms, one a period; at least one, finite.
  public let values: [Double]

  /// - Parameters:
  ///   - firstPeriod: The period of the first value.
  ///   - values: Natural logarithms of an index, one for each period from there on.
  public init(firstPeriod: Int, values: [Double]) {
    self.firstPeriod = firstPeriod
    self.values = values
  }

  /// Whether it can be used: at least one value, and all finite.
  var isValid: Bool { !values.isEmpty && values.allSatisfy(\.isFinite) }

  /// The value of a period, that of the nearest where there is none.
  ///
  /// - Precondition: there are values.
  subscript(period: Int) -> Double {
    values[min(max(period - firstPeriod, 0), values.count - 1)]
  }
}
