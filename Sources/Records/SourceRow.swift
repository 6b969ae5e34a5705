/// One data row of a file on its way into the store: as received, as named, and as facts.
public struct SourceRow: Hashable, Sendable {
  /// The row as an editor counts it: the header is row 1.
  public var row: Int
  /// The row as received, decoded to text, without its line end.
  public var text: String
  /// The values under the layout's own column names, in the layout's order: renamed and trimmed only.
  public var fields: [String]
  /// The counts in the row, in the order of its columns.
  public var facts: [Fact]
  /// The published figures in the row.
  public var figures: [Figure]
  /// The statements of offer in the row.
  public var offers: [Offer]
  /// The other numbers in the row, in the order of its columns.
  public var observations: [Observation]
  /// The statements without a number in the row.
  public var references: [Reference]

  /// A row with all that was made of it.
  public init(
    row: Int, text: String, fields: [String], facts: [Fact] = [], figures: [Figure] = [],
    offers: [Offer] = [], observations: [Observation] = [], references: [Reference] = []
  ) {
    self.row = row
    self.text = text
    self.fields = fields
    self.facts = facts
    self.figures = figures
    self.offers = offers
    self.observations = observations
    self.references = references
  }
}
