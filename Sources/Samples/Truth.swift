/// What a synthetic file holds, counted while it was written: what a reader of it must find.
public struct Truth: Hashable, Sendable, Codable {
  /// One column of counts.
  public struct Column: Hashable, Sendable, Codable {
    /// The header as the file writes it.
    public let name: String
    /// The sum of the numbers that are printed.
    public internal(set) var exact = 0
    /// How many cells are withheld.
    public internal(set) var suppressed = 0

    /// The least that the column can sum to: a withheld cell is at least 1.
    public var low: Int { exact + suppressed }
    /// The most that the column can sum to: a withheld cell is at most 4.
    public var high: Int { exact + 4 * suppressed }
  }

  /// Bytes of the file.
  public internal(set) var bytes = 0
  /// Rows without the header.
  public internal(set) var rows = 0
  /// The columns of counts in the order of the file.
  public internal(set) var columns: [Column]
  /// Unicode characters of text: of the columns before the first count, without quotes.
  public internal(set) var characters = 0
  /// How many different names of locations there are.
  public internal(set) var names = 0
  /// The sum of the CRC-32 (of zlib) of the UTF-8 of each different name: wrong as soon as one name
  /// is damaged, and the same in every order.
  public internal(set) var namesChecksum = 0

  /// The sum of the numbers that are printed, of all columns.
  public var exact: Int { columns.reduce(0) { $0 + $1.exact } }
  /// How many cells are withheld, of all columns.
  public var suppressed: Int { columns.reduce(0) { $0 + $1.suppressed } }
  /// The least that all columns together can sum to.
  public var low: Int { columns.reduce(0) { $0 + $1.low } }
  /// The most that all columns together can sum to.
  public var high: Int { columns.reduce(0) { $0 + $1.high } }

  init(columns: [String]) {
    self.columns = columns.map { Column(name: $0) }
  }

  /// One line of JSON that every reader in the benchmarks answers with, in this order.
  public var line: String {
    let parts = [
      ("rows", rows), ("exact", exact), ("suppressed", suppressed), ("low", low), ("high", high),
      ("characters", characters), ("names", names), ("namesChecksum", namesChecksum),
    ]
    return "{" + parts.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }
}
