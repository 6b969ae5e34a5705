/// The vertical axis of a chart: from zero, unless the data would fill less than a third of it.
struct ChartScale: Hashable, Sendable {
  /// Where the axis begins and ends, both on a tick.
  let domain: ClosedRange<Double>
  let ticks: [Double]

  /// Whether the axis leaves zero out, which the chart must say.
  var isCut: Bool { domain.lowerBound > 0 }

  /// An axis that shows all of `values`; an empty list gives 0 to 1.
  init(_ values: [Double], intervals: Int = 5) {
    let finite = values.filter(\.isFinite)
    let high = finite.max() ?? 1
    let low = finite.min() ?? 0
    let hidesAll = low > 0 && (high - low) < high / 3
    // A cut axis keeps some air under the lowest value, so that it does not look like zero.
    let start = hidesAll ? max(0, low - max((high - low) / 4, high / 20)) : min(0, low)
    let end = high > start ? high : start + 1
    let step = Self.niceStep((end - start) / Double(intervals))
    let first = (start / step).rounded(.down)
    let last = (end / step).rounded(.up)
    ticks = (Int(first)...Int(last)).map { Double($0) * step }
    domain = first * step...last * step
  }

  /// The smallest of 1, 2, 5 · 10ᵏ that is at least `step`.
  static func niceStep(_ step: Double) -> Double {
    guard step.isFinite, step > 0 else { return 1 }
    var power = 1.0
    while power > step { power /= 10 }
    while power * 10 <= step { power *= 10 }
    return ([1.0, 2, 5, 10].first { $0 * power >= step } ?? 10) * power
  }

  /// How many decimals the ticks need.
  var decimals: Int {
    let isWhole = ticks.allSatisfy { abs($0 - $0.rounded()) < 1e-9 }
    return isWhole ? 0 : (ticks.allSatisfy { abs($0 * 10 - ($0 * 10).rounded()) < 1e-9 } ? 1 : 2)
  }
}
