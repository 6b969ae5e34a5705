/// Why groups cannot be pooled.
///
/// Groups count from zero, in the order the caller gave them.
public enum PoolingError: Error, Equatable, Sendable {
  /// There is not one group with a trial or with exposure.
  case noData
  /// The counts of this group contradict each other: negative, no vector of them has the stated total, or
  /// more successes than trials.
  case invalidCounts(group: Int)
  /// The exposure of this group is negative, infinite or not a number, or zero with events.
  case invalidExposure(group: Int)
  /// The unknown counts of this group can be filled in more than ``ShareGroup/mostCombinations`` ways.
  case tooManyCombinations(group: Int)
  /// No group can have had anything in this category, so that its share has no maximum likelihood
  /// estimate inside the simplex; leave the category out.
  case emptyCategory(Int)
  /// The groups do not have the same number of categories, at least two.
  case categories(group: Int)
  /// The iteration had not settled after this many steps.
  case noConvergence(iterations: Int)
}

/// What a statistician must know of a fit before its numbers are used.
public enum PoolingFlag: Hashable, Sendable, CaseIterable {
  /// The groups differ no more than chance makes them: the dispersion is estimated at its boundary, 0,
  /// and has no standard error there. Posteriors still allow for some.
  case noBetweenVariance
  /// Every group lies wholly in one category: the dispersion is estimated at its other boundary, 1.
  case completeBetweenVariance
  /// There is one group with data, or none has two trials: the data say nothing of the dispersion, which
  /// is not estimated. Posteriors rest on its prior.
  case dispersionNotIdentified
  /// No group had a success (an event); the mean is estimated at 0 without a standard error.
  case noSuccesses
  /// No group had a failure; the mean is estimated at 1 without a standard error.
  case allSuccesses
  /// Some counts are known only within bounds; they entered the likelihood as the sum over these.
  case intervalCounts
}
