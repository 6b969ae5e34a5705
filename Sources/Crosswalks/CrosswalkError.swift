/// Why a crosswalk cannot be used.
public enum CrosswalkError: Error, Equatable, Sendable {
  /// The table has no header, or another than expected.
  case wrongHeader(table: String, found: [String], expected: [String])
  /// A row has another number of cells than the header.
  case wrongCellCount(table: String, row: Int, found: Int, expected: Int)
  /// A cell does not hold what its column holds; `row` as an editor counts it, the header is row 1.
  case badCell(table: String, row: Int, column: String, value: String)
  /// A code that goes over into itself.
  case movesToItself(code: String, source: String)
  /// Codes that go over into each other on one day; in the order of the cycle.
  case cycle(codes: [String], date: Day)
}
