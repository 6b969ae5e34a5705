/// Why the inflow cannot be computed from these numbers.
public enum InflowError: Error, Equatable, Sendable {
  /// No age has a count.
  case noAges
  /// The count at this age is negative or infinite, or the age is not one of 0 to 30.
  case invalidCount(age: Int)
  /// At every age that is wholly counted there is nobody, or there may be nobody: all numbers withheld.
  case noChildren
  /// A share is outside its range, or the shares do not sum to one.
  case invalidShares
  /// An option is not a finite number in its range.
  case invalidOptions
  /// No year has at least half of its children counted.
  case noKnownYear
  /// Entrants were counted in a year of which the number of children is not known.
  case unknownYear(Int)
  /// Fewer than two years with entrants: how much the share differs from year to year cannot be told.
  case tooFewYears(Int)
  /// The years count different numbers of locations, or one counts the same year as another.
  case invalidYear(Int)
  /// No location had an entrant in any year.
  case noEntrants
  /// The pooling of rates or shares refuses the counts.
  case pooling(PoolingError)
}
