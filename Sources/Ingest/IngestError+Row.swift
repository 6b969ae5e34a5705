extension IngestError {
  /// The row that the refusal is about, as an editor counts it; nil where it is about the whole file.
  public var row: Int? {
    switch self {
    case .notText(_, let row, _, _), .damagedText(_, let row, _, _),
      .otherDelimiter(_, let row, _, _), .totalRow(_, let row, _, _),
      .tooLong(_, let row, _), .wrongFieldCount(_, let row, _, _), .unclosedQuote(_, let row),
      .textAfterQuote(_, let row), .badValue(_, let row, _, _, _),
      .twoDecimalMarks(_, let row, _, _), .duplicateRow(_, let row, _, _),
      .unknownVestiging(_, let row, _, _):
      row
    default: nil
    }
  }
}
