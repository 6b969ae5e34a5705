/// One row of a file of stocks: the pupils of one state on a peildatum (1 October).
///
/// Of an exit it counts those who arrived there in the year up to the peildatum.
public struct Stand: Hashable, Sendable {
  /// The location, as the file names it.
  public var vestiging: String
  /// The year of the peildatum.
  public var jaar: Int
  /// The state, as the file names it.
  public var toestand: String
  /// How many; exact or withheld.
  public var count: Count
  /// How many of them were in none of the states a year earlier; `.missing` where the file does not tell.
  public var instroom: Count
  /// Where the pupils of this state can be a year later; empty where this row does not tell.
  public var naar: [String]
  /// The row as an editor counts it.
  public var row: Int

  /// A row of a file of stocks.
  public init(
    vestiging: String, jaar: Int, toestand: String, count: Count, instroom: Count = .missing,
    naar: [String] = [], row: Int
  ) {
    self.vestiging = vestiging
    self.jaar = jaar
    self.toestand = toestand
    self.count = count
    self.instroom = instroom
    self.naar = naar
    self.row = row
  }
}
