import Foundation

/// A proportion that was measured once and may wander, without direction, in the years after.
///
///     θ₀ | x ~ Beta(x + ½, n − x + ½)              the rate now (Jeffreys)
///     logit θ_h = logit θ₀ + N(0, h·σ²)            the rate h years on: a random walk on the logit
///
/// The distribution of θ_h has no closed form; its cumulative is the mean of Beta cumulatives over the
/// drift,
///
///     P(θ_h ≤ t) = E_d[ F(expit(logit t − d)) ],   d ~ N(0, h·σ²)
///
/// taken over 201 equally probable values of d (the midpoints of its quantiles), and its quantiles by
/// bisection. With h = 0 or σ = 0 it is the Jeffreys posterior itself.
///
/// A scenario may shift it: log-odds δ_h are added to logit θ_h for everybody, so that an assumed course of
/// the rate keeps the uncertainty of the rate now and of its drift.
///
/// σ is an *assumption*: one measurement says nothing about it. What is not promised: any direction of
/// change; two rates that drift together.
///
/// Source: Brown, Cai & DasGupta (2001) for the prior; Durbin & Koopman (2012), §9.2, for a random walk
/// on the logit of a binomial rate.
public struct DriftingProportion: WanderingProportion {
  /// The posterior of the rate at the time of measuring.
  public let posterior: Beta
  /// The standard deviation of the drift in one year, on the logit scale.
  public let driftPerYear: Double
  /// δ₁, δ₂, …: what is added to the logit one, two … years on; years beyond are as the last.
  public let shifts: [Double]

  /// - Parameters:
  ///   - successes: 0…trials.
  ///   - trials: At least 1.
  ///   - driftPerYear: ≥ 0, on the logit scale; 0.1 is about 2 points a year at 70 %.
  ///   - shifts: δ₁, δ₂, … on the logit scale, finite; empty for none.
  public init(successes: Double, trials: Double, driftPerYear: Double, shifts: [Double] = []) {
    precondition(trials > 0, "a proportion of \(trials) trials")
    precondition(
      successes >= 0 && successes <= trials, "\(successes) successes in \(trials) trials")
    precondition(driftPerYear >= 0, "a drift of \(driftPerYear)")
    precondition(shifts.allSatisfy(\.isFinite), "shifts of \(shifts)")
    posterior = Beta(alpha: successes + 0.5, beta: trials - successes + 0.5)
    self.driftPerYear = driftPerYear
    self.shifts = shifts
  }

  /// P(θ_h ≤ rate), for a rate in 0…1.
  public func cumulative(_ rate: Double, years: Int) -> Double {
    if rate <= 0 { return 0 }
    if rate >= 1 { return 1 }
    let spread = driftPerYear * Double(years).squareRoot()
    let shift = shift(years)
    guard spread > 0 || shift != 0 else { return posterior.cumulative(rate) }
    let center = log(rate / (1 - rate)) - shift
    var sum = 0.0
    for drift in Self.standardDrifts {
      sum += posterior.cumulative(1 / (1 + exp(spread * drift - center)))
    }
    return sum / Double(Self.standardDrifts.count)
  }

  /// A start from ``posterior``, and the assumed drift.
  public func drawStart(
    using generator: inout some RandomNumberGenerator
  ) -> (logit: Double, driftPerYear: Double) {
    let start = posterior.draw(using: &generator)
    return (log(start / (1 - start)), driftPerYear)
  }

  /// Midpoints of 201 equally probable slices of the standard normal.
  private static let standardDrifts: [Double] = (0..<201).map { index in
    Normal.standard.quantile((Double(index) + 0.5) / 201)
  }
}
