/// Why a cohort model cannot be fitted to these observations.
public enum CohortError: Error, Equatable, Sendable {
  /// There is nothing to fit.
  case noObservations
  /// No observation says anything about this series.
  case unobservedSeries(series: Int)
  /// The count of this observation (by its place) is negative, infinite or not a number.
  case invalidCount(observation: Int)
  /// The weight of this observation (by its place) does not lie above 0 and at most at 1.
  case invalidWeight(observation: Int)
  /// This observation names no series, no stage, a series that does not exist, or one series twice.
  case invalidObservation(observation: Int)
  /// Every pupil this observation could count would have entered before the first period of its
  /// series.
  case beforeFirstPeriod(observation: Int)
  /// The model holds no cohort of this series for this period.
  case notModelled(series: Int, period: Int)
  /// The offset of this series has no value, or one that is not finite.
  case invalidOffset(series: Int)
  /// An option is not a positive finite number, or a grid is empty.
  case invalidOptions
  /// No optimum was found for these hyperparameters.
  case notConverged(hyperparameters: CohortProjection.Hyperparameters, iterations: Int)
}
