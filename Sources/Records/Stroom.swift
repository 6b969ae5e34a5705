/// One row of a file of flows: pupils between two peildata, or at one.
///
/// A flow of `jaar` t runs from peildatum t (1 October) to peildatum t + 1.
public struct Stroom: Hashable, Sendable {
  /// What the row counts.
  public enum Way: Hashable, Sendable {
    /// Pupils who were in one state on peildatum `jaar` and in another, or the same, a year later.
    case flow(from: String, to: String)
    /// Pupils who were in no state on peildatum `jaar` and in this one a year later.
    case inflow(to: String)
    /// All pupils in this state on peildatum `jaar`.
    case stock(of: String)
  }

  /// The location, as the file names it.
  public var vestiging: String
  /// The peildatum from which the pupils move.
  public var jaar: Int
  /// What is counted.
  public var way: Way
  /// How many; exact or withheld.
  public var count: Count
  /// The row as an editor counts it.
  public var row: Int

  /// A row of a file of flows.
  public init(vestiging: String, jaar: Int, way: Way, count: Count, row: Int) {
    self.vestiging = vestiging
    self.jaar = jaar
    self.way = way
    self.count = count
    self.row = row
  }
}
