import Foundation
import LinearAlgebra

/// The joint test that treated and other units went alike before the start, and what it could see.
///
///     F = δᵀV⁻¹δ/q        against a trend δ_e = slope·(e − reference):  λ = slope²·sᵀV⁻¹s
///
/// The power is that of the noncentral F with λ, q and the clusters less one as degrees of freedom. A test
/// that could only have seen a steep trend is no reassurance: a trend just too flat to be seen would bias
/// the effect at e by slope·(e − reference).
///
/// Source: J. Roth (2022), AER: Insights 4, 305–322.
public struct PreTrend: Sendable {
  /// The test of all leads: F with q and G − 1 degrees of freedom.
  public let test: HypothesisTest
  /// The event times tested; of a binned end its inner edge.
  public let eventTimes: [Int]
  /// λ of a slope of one.
  private let information: Double

  init(
    _ times: [Int], _ reference: Int,
    _ joint: (chiSquared: Double, denominator: Int, factor: Cholesky)
  ) throws(PanelError) {
    eventTimes = times
    test = HypothesisTest(
      chiSquared: joint.chiSquared, degreesOfFreedom: times.count, residual: joint.denominator)
    let s = times.map { Double($0 - reference) }
    let solved = try regressing { () throws(ModelError) in
      try algebra { () throws(LinearAlgebraError) in try joint.factor.solve(s) }
    }
    information = zip(s, solved).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The probability that the test rejects when the difference follows a straight line.
  ///
  /// - Parameters:
  ///   - slope: The change of the difference per unit of time, in the unit of the response.
  ///   - level: The level of the test; above 0 and below 1.
  public func power(slope: Double, level: Double = 0.05) -> Double {
    Self.power(slope * slope * information, test, level)
  }

  /// The slope that the test would see with this probability.
  ///
  /// - Parameters:
  ///   - power: Above the level and below 1.
  ///   - level: The level of the test; above 0.
  /// - Returns: The change of the difference per unit of time, in the unit of the response; positive.
  public func detectableSlope(power: Double = 0.8, level: Double = 0.05) -> Double {
    precondition(level > 0 && level < power && power < 1, "power \(power) at level \(level)")
    var (low, high) = (0.0, 1.0)
    while Self.power(high, test, level) < power { (low, high) = (high, 2 * high) }
    for _ in 0..<100 {
      let middle = 0.5 * (low + high)
      if Self.power(middle, test, level) < power { low = middle } else { high = middle }
    }
    return sqrt(high / information)
  }

  /// P(F' > critical value): a Poisson mixture of beta tails.
  private static func power(_ lambda: Double, _ test: HypothesisTest, _ level: Double) -> Double {
    let q = Double(test.degreesOfFreedom)
    let d = Double(test.denominatorDegreesOfFreedom ?? 1)
    let critical = FisherF(numerator: q, denominator: d).quantile(upper: level)
    let x = q * critical / (q * critical + d)
    // Beyond this the rejection is certain to the last digit.
    let mean = lambda / 2
    if mean > 600 { return 1 }
    var (mass, below, j) = (exp(-mean), 0.0, 0)
    var seen = 0.0
    while seen < 1 - 1e-15 && j < 5_000 {
      let term = Beta(alpha: q / 2 + Double(j), beta: d / 2).cumulative(x)
      below += mass * term
      seen += mass
      if Double(j) > mean && mass * term < 1e-18 { break }
      j += 1
      mass *= mean / Double(j)
    }
    return 1 - below
  }
}
