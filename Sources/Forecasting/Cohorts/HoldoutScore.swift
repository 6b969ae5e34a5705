/// How far forecasts were from what came, over many cells.
public struct HoldoutScore: Hashable, Sendable {
  /// How often a method's intervals held what came.
  public struct Coverage: Hashable, Sendable {
    /// The share of the probability integral transform, averaged over its randomisation, that lies in the
    /// central part: what it should be is what it says, also for small counts.
    ///
    /// Source: C. Czado, T. Gneiting & L. Held (2009), *Predictive model assessment for count data*,
    /// Biometrics 65, 1254–1261.
    public var transform80 = 0.0
    /// The same for 95 %.
    public var transform95 = 0.0
    /// The share of cells whose 80 % interval, its ends included, holds the number (for a withheld number:
    /// some number that it can be). On whole numbers this is more than 80 % by construction.
    public var closed80 = 0.0
    /// The same for 95 %.
    public var closed95 = 0.0
    /// The mean of upper end − lower end of the 80 % interval, in pupils.
    public var width80 = 0.0
    /// The same for 95 %.
    public var width95 = 0.0
    /// The mean continuous ranked probability score, in pupils: the mean absolute error of a forecast
    /// without scatter.
    public var rankedScore = 0.0
  }

  /// How many cells.
  public var cells = 0
  /// The mean of what came, in pupils.
  public var mean = 0.0
  /// The mean absolute error, in pupils.
  public var absoluteError = 0.0
  /// The root of the mean squared error, in pupils.
  public var squaredError = 0.0
  /// The mean of forecast − outcome, in pupils.
  public var bias = 0.0
  /// The absolute error as a share of that of *same as last year* in the same cells: below 1 is better.
  public var relativeError = 0.0
  /// Of a method that gives a distribution.
  public var coverage: Coverage?
}

/// What one forecast came to, with the outcome within bounds.
struct HoldoutOutcome: Sendable {
  let error: Double
  let coverage: HoldoutScore.Coverage?
}

extension HoldoutScore {
  /// The score of these outcomes; the others are of *same as last year* in the same cells.
  init(_ outcomes: [HoldoutOutcome], truths: [Double], same: [HoldoutOutcome]) {
    let n = Double(max(outcomes.count, 1))
    func mean(_ value: (HoldoutOutcome) -> Double) -> Double {
      outcomes.reduce(0) { $0 + value($1) } / n
    }
    cells = outcomes.count
    self.mean = truths.reduce(0, +) / n
    absoluteError = mean { abs($0.error) }
    squaredError = mean { $0.error * $0.error }.squareRoot()
    bias = mean(\.error)
    let reference = same.reduce(0) { $0 + abs($1.error) } / n
    relativeError = reference > 0 ? absoluteError / reference : .nan
    let parts = outcomes.compactMap(\.coverage)
    guard parts.count == outcomes.count, !parts.isEmpty else { return }
    func average(_ part: KeyPath<Coverage, Double>) -> Double {
      parts.reduce(0) { $0 + $1[keyPath: part] } / n
    }
    coverage = Coverage(
      transform80: average(\.transform80), transform95: average(\.transform95),
      closed80: average(\.closed80), closed95: average(\.closed95), width80: average(\.width80),
      width95: average(\.width95), rankedScore: average(\.rankedScore))
  }
}
