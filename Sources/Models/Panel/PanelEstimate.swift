/// An effect, with its error where the data tell it.
public struct PanelEstimate: Equatable, Sendable {
  /// The effect, in the unit of the response.
  public let value: Double
  /// The same with its standard error and degrees of freedom; nil when a group of one unit takes part,
  /// whose deviation from itself says nothing.
  public let inference: TEstimate?

  /// value ± t · standard error; nil without one.
  ///
  /// - Precondition: 0 < probability < 1.
  public func interval(probability: Double) -> ClosedRange<Double>? {
    inference?.interval(probability: probability)
  }
}

/// What must be known of an estimate from a panel before its number is used.
public enum PanelFlag: Hashable, Sendable {
  /// These units are treated from the first period on, so that nothing precedes it; they are left out.
  case alwaysTreated([String])
  /// Units start at these different times: the two-way estimate would compare treated units with units
  /// treated before, and is not given.
  case severalStarts([Int])
  /// A single unit is treated: no standard error can be known, and only ranks among placebos are left.
  case oneTreatedUnit
  /// So few units are treated (below six) that errors by clusters are too small: take the randomisation
  /// test.
  case fewTreatedUnits(Int)
  /// So few units are never treated (below six) that errors by clusters are too small.
  case fewComparisonUnits(Int)
  /// So many starts and periods had no treated or no comparison unit, and are in no average.
  case emptyCells(Int)
  /// The median weight of the treated units is this many times that of the others, more than twice or
  /// less than half: units of different size are not exchangeable in a randomisation test.
  case unequalWeights(ratio: Double)
  /// There are not more clusters than leads: the joint test of the leads is not given.
  case noJointTest
  /// In these periods before the start (by name) the treated unit lies outside the range of its donors:
  /// no average of them can follow it.
  case outsideDonorRange([String])
  /// The synthetic control explains this share of the treated unit's variation before the start, below
  /// 0.8; what follows is no estimate of an effect.
  case poorFit(explained: Double)
  /// Other weights fit as well; the paths after the start may differ.
  case weightsNotUnique
  /// There are so few periods before the start (below five) that a good fit may be chance.
  case fewPeriodsBefore(Int)
  /// The donors are so few that no placebo test can reach p = 0.05; the least is 1/(donors + 1).
  case fewDonors(Int)
}
