import Foundation

/// How an estimate compares with what it would have been if others had been treated: randomisation
/// inference.
///
///     p = (number of assignments, the actual one included, whose statistic is as large) / N
///
/// Exact in small samples when, without the treatment, every assignment was as likely as the actual one:
/// the units are exchangeable. With one treated unit this is what is left, because errors by clusters
/// then say nothing. It cannot be smaller than 1/N.
///
/// The interval holds every constant effect θ that the same test, with θ taken off the treated rows,
/// does not reject.
///
/// Sources: R. A. Fisher (1935), *The Design of Experiments*; T. G. Conley & C. R. Taber (2011),
/// Rev. Econ. Stat. 93, 113–125; S. Firpo & V. Possebom (2018), J. Causal Inference 6(2).
public struct RandomisationTest: Sendable {
  /// The estimate with the actual treatment.
  public let estimate: Double
  /// The statistic with the actual treatment: the size of the estimate, or a ratio.
  public let statistic: Double
  /// The statistics of the other assignments, in the order they were gone through.
  public let placebos: [Double]
  /// Whether all assignments were gone through; else they were drawn at random.
  public let isExhaustive: Bool
  /// The assignments that left nothing to compare, and are not counted.
  public let undefined: Int

  /// The square of a statistic as a function of the effect that is taken off: a + bθ + cθ².
  struct Square: Sendable {
    var constant: Double
    var linear: Double
    var quadratic: Double

    /// (a − bθ)².
    static func line(_ a: Double, _ b: Double) -> Square {
      Square(constant: a * a, linear: -2 * a * b, quadratic: b * b)
    }
  }

  private let actual: Square
  private let others: [Square]

  init(estimate: Double, actual: Square, others: [Square], isExhaustive: Bool, undefined: Int) {
    (self.estimate, self.actual, self.others) = (estimate, actual, others)
    (self.isExhaustive, self.undefined) = (isExhaustive, undefined)
    statistic = sqrt(max(0, actual.constant))
    placebos = others.map { sqrt(max(0, $0.constant)) }
  }

  /// N: the assignments, the actual one included.
  public var assignments: Int { placebos.count + 1 }

  /// The place of the actual statistic, 1 for the largest; ties count against it.
  public var rank: Int { 1 + placebos.count { $0 >= statistic * (1 - 1e-9) } }

  /// rank / N.
  public var pValue: Double { Double(rank) / Double(assignments) }

  /// From the least to the largest constant effect that is not rejected at 1 − probability.
  ///
  /// - Returns: nil when there are too few assignments for this probability (fewer than
  ///   1/(1 − probability)), no bound exists, or no constant effect agrees with the data.
  /// - Precondition: 0 < probability < 1.
  public func interval(probability: Double) -> ClosedRange<Double>? {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    let needed = (1 - probability) * Double(assignments) * (1 + 1e-9)
    var count = 1
    var events: [(place: Double, step: Int)] = []
    for other in others {
      let (a, b, c) = (
        other.constant - actual.constant, other.linear - actual.linear,
        other.quadratic - actual.quadratic
      )
      let size = abs(other.quadratic) + abs(actual.quadratic)
      if abs(c) > 1e-12 * size {
        if c > 0 { count += 1 }
        let discriminant = b * b - 4 * a * c
        guard discriminant > 0 else { continue }
        // The root of larger size first, without cancellation.
        let q = -0.5 * (b + (b < 0 ? -sqrt(discriminant) : sqrt(discriminant)))
        let roots = [q / c, q == 0 ? 0 : a / q].sorted()
        events.append((roots[0], c > 0 ? -1 : 1))
        events.append((roots[1], c > 0 ? 1 : -1))
      } else if abs(b) > 1e-12 * (abs(other.linear) + abs(actual.linear)) {
        if b < 0 { count += 1 }
        events.append((-a / b, b < 0 ? -1 : 1))
      } else if a >= -1e-9 * actual.constant {
        count += 1
      }
    }
    guard Double(count) <= needed else { return nil }
    // At one place first up, then down: the set is closed.
    events.sort { $0.place < $1.place || ($0.place == $1.place && $0.step > $1.step) }
    var (lower, upper): (Double?, Double?) = (nil, nil)
    for event in events {
      let before = Double(count) > needed
      count += event.step
      let after = Double(count) > needed
      if !before && after && lower == nil { lower = event.place }
      if before && !after { upper = event.place }
    }
    guard let lower, let upper, Double(count) <= needed else { return nil }
    return lower...upper
  }
}
