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
public struct DriftingProportion: Hashable, Sendable {
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

  /// δ_h.
  private func shift(_ years: Int) -> Double {
    years > 0 && !shifts.isEmpty ? shifts[min(years, shifts.count) - 1] : 0
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

  /// P(θ_h ≥ rate).
  public func probability(atLeast rate: Double, years: Int) -> Double {
    1 - cumulative(rate, years: years)
  }

  /// P(θ_h ≥ rate in every one of these years): the share of 8,000 simulated walks, the same ones for
  /// every rate; its standard error is at most 0.0056.
  ///
  /// - Parameters:
  ///   - rate: 0…1.
  ///   - years: Years after measuring, at least one; in any order.
  public func probability(atLeast rate: Double, everyYearOf years: [Int]) -> Double {
    let last = years.max() ?? 0
    let asked = Set(years)
    let count = 8_000
    var kept = 0
    for walk in 0..<count {
      var generator = Philox(seed: 0x6f6f_7273, stream: UInt64(walk))
      let start = posterior.draw(using: &generator)
      var logit = log(start / (1 - start))
      var isKept = true
      for year in 0...last {
        if year > 0 { logit += driftPerYear * Normal.standard.draw(using: &generator) }
        if asked.contains(year), 1 / (1 + exp(-logit - shift(year))) < rate { isKept = false }
      }
      if isKept { kept += 1 }
    }
    return Double(kept) / Double(count)
  }

  /// The rate below which θ_h lies with this probability (0 < probability < 1), to 1e-9.
  ///
  /// By interpolation, truncation and projection between the logits ±25, on the scale of normal scores,
  /// where the cumulative is nearly a straight line: some six cumulatives instead of the thirty of
  /// bisection, and never more than one more than bisection there.
  ///
  /// Source: I. F. D. Oliveira & R. H. C. Takahashi (2021), *An enhancement of the bisection method
  /// average performance preserving minmax optimality*, ACM Trans. Math. Softw. 47(1), with
  /// κ₁ = 0.2/(b₀ − a₀), κ₂ = 2, n₀ = 1.
  public func quantile(_ probability: Double, years: Int) -> Double {
    precondition(probability > 0 && probability < 1, "a quantile of \(probability)")
    let target = Normal.standard.quantile(probability)
    func score(_ logit: Double) -> Double {
      let share = cumulative(1 / (1 + exp(-logit)), years: years)
      return Normal.standard.quantile(min(max(share, 1e-300), 1 - 1e-16)) - target
    }
    // A rate moves at most a quarter as far as its logit.
    let tolerance = 2e-9
    var (low, high) = (-25.0, 25.0)
    let curvature = 0.2 / (high - low)
    var (below, above) = (score(low), score(high))
    // The radius that bisection would have after as many steps, and one step more.
    var radius = tolerance * exp2(log2((high - low) / (2 * tolerance)).rounded(.up) + 1)
    while high - low > 2 * tolerance {
      let (middle, width) = ((low + high) / 2, high - low)
      let straight = (above * low - below * high) / (above - below)
      let side: Double = straight <= middle ? 1 : -1
      let step = curvature * width * width
      let truncated = step <= abs(middle - straight) ? straight + side * step : middle
      let reach = radius - width / 2
      let logit = abs(truncated - middle) <= reach ? truncated : middle - side * reach
      let value = score(logit)
      if value < 0 { (low, below) = (logit, value) } else { (high, above) = (logit, value) }
      radius /= 2
    }
    return 1 / (1 + exp(-(low + high) / 2))
  }

  /// The central interval that holds θ_h with this probability.
  public func interval(probability: Double, years: Int) -> ClosedRange<Double> {
    let tail = (1 - probability) / 2
    return quantile(tail, years: years)...quantile(1 - tail, years: years)
  }

  /// Midpoints of 201 equally probable slices of the standard normal.
  private static let standardDrifts: [Double] = (0..<201).map { index in
    Normal.standard.quantile((Double(index) + 0.5) / 201)
  }
}
