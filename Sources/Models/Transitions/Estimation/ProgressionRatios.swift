import Foundation

/// The grade-progression ratio: the stock of one leerjaar over that of the leerjaar before, a year earlier.
///
///     r_t = upper[t + 1] / lower[t]
///
/// Not a rate of transition: repeaters, pupils who join and pupils who leave are all in it, and it may be
/// above one. It is what most published projections of enrolment rest on.
///
/// Sources: W. J. Hussar & T. M. Bailey, *Projections of Education Statistics to 2019* (NCES 2011-017),
/// appendix A, for grade progression and single exponential smoothing with α = 0.4; R. J. Hyndman & G.
/// Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., §5.5 and 8.6, for the growth of errors.
public struct ProgressionRatios: Hashable, Sendable {
  /// How past ratios become the next.
  public enum Method: Hashable, Sendable {
    /// The last ratio.
    case last
    /// The mean of all ratios.
    case mean
    /// Σ upper / Σ lower: the mean weighted by the stock.
    case ratioOfSums
    /// The mean with weights 1, 2, … from the first ratio to the last.
    case weighted
    /// s_t = α r_t + (1 − α) s_{t−1}, from s₁ = r₁; NCES takes α = 0.4.
    case smoothed(alpha: Double)
    /// The least-squares line through the last `years` ratios, continued from its value in the last year
    /// with a slope that shrinks: φ, φ², … Our definition in the manner of the Dutch *Referentieraming*,
    /// which goes by damped trends of twelve years but does not publish a formula. Through fewer than three
    /// ratios goes a level line at their mean.
    case dampedTrend(years: Int, damping: Double)

    /// The choice of the US National Center for Education Statistics.
    public static let nces = Method.smoothed(alpha: 0.4)
    /// Twelve years, φ = 0.8.
    public static let twelveYearTrend = Method.dampedTrend(years: 12, damping: 0.8)
  }

  /// How past ratios become the next.
  public let method: Method

  /// - Precondition: 0 < α ≤ 1; at least one year; 0 ≤ φ ≤ 1.
  public init(_ method: Method) {
    switch method {
    case .smoothed(let alpha): precondition(alpha > 0 && alpha <= 1, "α = \(alpha)")
    case .dampedTrend(let years, let damping):
      precondition(years > 0 && damping >= 0 && damping <= 1, "\(years) years, φ = \(damping)")
    default: break
    }
    self.method = method
  }

  /// The ratios of two stocks, and what they say of the next.
  ///
  /// A year without one of its stocks, or with nobody in the lower leerjaar, has no ratio; the method
  /// goes over it to the next.
  ///
  /// - Parameters:
  ///   - lower: The stock of the leerjaar that is left, year by year; nil where it is not known.
  ///   - upper: The stock of the leerjaar that is reached, in the same years.
  /// - Throws: ``EstimationError/oneYear``; ``EstimationError/invalidCount(year:state:)``;
  ///   ``EstimationError/noEquations`` when there is no ratio.
  /// - Precondition: as many years of each.
  public func fit(lower: [Double?], upper: [Double?]) throws(EstimationError) -> ProgressionFit {
    precondition(lower.count == upper.count, "\(lower.count) and \(upper.count) years")
    guard lower.count > 1 else { throw .oneYear }
    for (name, stocks) in [("lower", lower), ("upper", upper)] {
      for (year, stock) in stocks.enumerated() {
        if let stock, !(stock >= 0 && stock.isFinite) {
          throw .invalidCount(year: year, state: name)
        }
      }
    }
    var ratios: [ProgressionFit.Ratio] = []
    var flags: Set<EstimationFlag> = lower.count == 2 ? [.oneYear] : []
    for year in 0..<(lower.count - 1) {
      guard let below = lower[year], let above = upper[year + 1] else {
        flags.insert(.missing(state: lower[year] == nil ? "lower" : "upper", year: year))
        continue
      }
      guard below > 0 else {
        flags.insert(.emptyRow(state: "lower"))
        continue
      }
      ratios.append(.init(year: year, lower: below, upper: above))
    }
    guard !ratios.isEmpty else { throw .noEquations }
    return ProgressionFit(method: method, ratios: ratios, flags: flags)
  }
}

/// Ratios found by ``ProgressionRatios``, with their forecast.
public struct ProgressionFit: Hashable, Sendable {
  /// The ratio of one year to the next.
  public struct Ratio: Hashable, Sendable {
    /// The year that is left.
    public let year: Int
    /// The stock in that year.
    public let lower: Double
    /// The stock a leerjaar higher, a year later.
    public let upper: Double
    /// upper/lower.
    public var value: Double { upper / lower }
  }

  /// How past ratios become the next.
  public let method: ProgressionRatios.Method
  /// The past ratios.
  public let ratios: [Ratio]
  /// What each ratio was above what the method would have said of it, from the ratios before: one fewer
  /// than there are ratios.
  public let pastErrors: [Double]
  /// What to know before these numbers are used.
  public let flags: Set<EstimationFlag>

  init(method: ProgressionRatios.Method, ratios: [Ratio], flags: Set<EstimationFlag>) {
    (self.method, self.ratios, self.flags) = (method, ratios, flags)
    pastErrors = ratios.indices.dropFirst().map { place in
      ratios[place].value - Self.line(method, ratios[..<place]).value(horizon: 1)
    }
  }

  /// The expected ratio, `horizon` ratios after the last one.
  ///
  /// - Precondition: the horizon is positive.
  public func ratio(horizon: Int) -> Double {
    precondition(horizon > 0, "horizon \(horizon)")
    return max(0, Self.line(method, ratios[...]).value(horizon: horizon))
  }

  /// The standard error of the ratio ahead: the root mean square of ``pastErrors``, which grows with the
  /// horizon as the method has it: √h for the last ratio, √(1 + (h−1)α²) for smoothing, by the leverage of
  /// the line for a trend, not at all for means. Nil when there is one ratio.
  public func standardError(horizon: Int) -> Double? {
    precondition(horizon > 0, "horizon \(horizon)")
    guard !pastErrors.isEmpty else { return nil }
    let mean = pastErrors.reduce(0) { $0 + $1 * $1 } / Double(pastErrors.count)
    return (mean * growth(horizon)).squareRoot()
  }

  /// The interval of the ratio ahead, by Student's t with as many degrees of freedom as past errors; cut
  /// off at zero. Nil when there is one ratio.
  ///
  /// - Precondition: 0 < probability < 1.
  public func interval(horizon: Int, probability: Double = 0.95) -> ClosedRange<Double>? {
    precondition(probability > 0 && probability < 1, "probability \(probability)")
    guard let error = standardError(horizon: horizon) else { return nil }
    let t = StudentT(degreesOfFreedom: Double(pastErrors.count))
      .quantile(0.5 + probability / 2)
    let middle = ratio(horizon: horizon)
    return max(0, middle - t * error)...(middle + t * error)
  }

  private func growth(_ horizon: Int) -> Double {
    let h = Double(horizon)
    switch method {
    case .last: return h
    case .mean, .ratioOfSums, .weighted: return 1
    case .smoothed(let alpha): return 1 + (h - 1) * alpha * alpha
    case .dampedTrend:
      let line = Self.line(method, ratios[...])
      return (1 + line.leverage(horizon: horizon)) / (1 + line.leverage(horizon: 1))
    }
  }

  /// A level in the last year, and a slope that is damped.
  private struct Line {
    var level: Double
    var slope = 0.0
    var damping = 0.0
    /// For the leverage: the years of the line, about their mean.
    var years: [Double] = []

    func distance(_ horizon: Int) -> Double {
      var (sum, power) = (0.0, 1.0)
      for _ in 0..<horizon {
        power *= damping
        sum += power
      }
      return sum
    }

    func value(horizon: Int) -> Double { level + distance(horizon) * slope }

    func leverage(horizon: Int) -> Double {
      let squares = years.reduce(0) { $0 + $1 * $1 }
      guard squares > 0, let last = years.last else { return 1 / Double(max(1, years.count)) }
      let x = last + distance(horizon)
      return 1 / Double(years.count) + x * x / squares
    }
  }

  private static func line(
    _ method: ProgressionRatios.Method, _ ratios: ArraySlice<Ratio>
  ) -> Line {
    let values = ratios.map(\.value)
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    switch method {
    case .last: return Line(level: values[values.count - 1])
    case .mean: return Line(level: mean)
    case .ratioOfSums:
      return Line(
        level: ratios.reduce(0) { $0 + $1.upper } / ratios.reduce(0) { $0 + $1.lower })
    case .weighted:
      var (sum, weights) = (0.0, 0.0)
      for (place, value) in values.enumerated() {
        sum += Double(place + 1) * value
        weights += Double(place + 1)
      }
      return Line(level: sum / weights)
    case .smoothed(let alpha):
      return Line(level: values.dropFirst().reduce(values[0]) { alpha * $1 + (1 - alpha) * $0 })
    case .dampedTrend(let window, let damping):
      let last = ratios[ratios.endIndex - 1].year
      let used = ratios.filter { $0.year > last - window }
      let centre = used.reduce(0) { $0 + Double($1.year) } / Double(used.count)
      let level = used.reduce(0) { $0 + $1.value } / Double(used.count)
      let years = used.map { Double($0.year) - centre }
      guard used.count > 2 else { return Line(level: level, damping: damping, years: years) }
      let squares = years.reduce(0) { $0 + $1 * $1 }
      let slope = zip(years, used).reduce(0) { $0 + $1.0 * $1.1.value } / squares
      return Line(
        level: level + slope * (Double(last) - centre), slope: slope, damping: damping,
        years: years)
    }
  }
}
