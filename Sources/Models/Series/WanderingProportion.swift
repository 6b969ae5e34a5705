import Foundation

/// An underlying rate that was measured and may have moved since: what ``DriftingProportion`` (one
/// measurement, an assumed drift) and ``ProportionWalk`` (several, a drift that they tell of) answer alike.
///
/// Years count from the last measurement; 0 is that year itself.
public protocol WanderingProportion: Hashable, Sendable {
  /// δ₁, δ₂, …: what a scenario adds to the logit one, two … years on; years beyond are as the last.
  var shifts: [Double] { get }

  /// P(θ_h ≤ rate), for a rate in 0…1.
  func cumulative(_ rate: Double, years: Int) -> Double

  /// The logit of the rate at the last measurement, and the standard deviation of a year's drift.
  func drawStart(
    using generator: inout some RandomNumberGenerator
  ) -> (logit: Double, driftPerYear: Double)
}

extension WanderingProportion {
  /// δ_h; 0 in the year of the last measurement.
  func shift(_ years: Int) -> Double {
    years > 0 && !shifts.isEmpty ? shifts[min(years, shifts.count) - 1] : 0
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
      var (logit, driftPerYear) = drawStart(using: &generator)
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
}
