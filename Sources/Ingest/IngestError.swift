public import Records

/// Why a file is refused. Every case carries the place and what was found; ``message`` says it in
/// words, with what to do about it.
///
/// `file` is the file's name without folders; rows and lines count as an editor counts them, the
/// header being row 1.
public enum IngestError: Error, Equatable, Sendable {
  /// The file cannot be opened; `path` as given, `reason` from the system.
  case unreadable(path: String, reason: String)
  /// The file was written to, or cut short, while it was read.
  case changed(file: String)
  /// The file has no bytes, or none but blanks.
  case empty(file: String)
  /// A byte that no text file holds; `column` is its header, or its number where there is none.
  case notText(file: String, row: Int, column: String, byte: UInt8)
  /// UTF-8 with a letter whose bytes are damaged; `found` shows U+FFFD in its place.
  case damagedText(file: String, row: Int, column: String, found: String)
  /// A workbook, PDF or archive, by its first bytes.
  case notCSV(file: String, kind: String)
  /// UTF-16 or UTF-32, by its byte order mark or its pattern of zero bytes.
  case wideText(file: String)
  /// A row of more bytes than `limit`.
  case tooLong(file: String, row: Int, limit: Int)
  /// The header is one field, under `;` and under `,`.
  case noDelimiter(file: String, header: String)
  /// No layout has these headers; `missing` and `unexpected` are seen from the nearest one.
  case unknownHeader(file: String, nearest: String, missing: [String], unexpected: [String])
  /// Flows or stocks of a region's own (``StroomInput``), which `doorstroom stromen` reads by itself.
  case forStromen(file: String)
  /// Several layouts have these headers; a mapping file can say which is meant.
  case ambiguousHeader(file: String, layouts: [String])
  /// Two columns stand for the same thing.
  case duplicateColumn(file: String, column: String)
  /// The layout takes its year from the file's name, which has none.
  case noYear(file: String)
  /// A row that is cut short, or has a field too many.
  case wrongFieldCount(file: String, row: Int, found: Int, expected: Int)
  /// A row that has the header's number of fields under another delimiter than the header.
  case otherDelimiter(file: String, row: Int, found: String, expected: String)
  /// A row of totals among the rows.
  case totalRow(file: String, row: Int, column: String, found: String)
  /// A quotation mark opened in this row is never closed.
  case unclosedQuote(file: String, row: Int)
  /// Text after a closing quotation mark.
  case textAfterQuote(file: String, row: Int)
  /// A cell that its column cannot hold.
  case badValue(file: String, row: Int, column: String, found: String, expected: Phrase)
  /// Decimal comma and decimal point in one file.
  case twoDecimalMarks(file: String, row: Int, column: String, found: String)
  /// A row of one of the package's own layouts that says again what an earlier row says.
  case duplicateRow(file: String, row: Int, first: Int, key: String)
  /// An indicator that the registry does not have.
  case unknownIndicator(file: String, line: Int, found: String, nearest: String)
  /// A location that its region file does not list.
  case unknownVestiging(file: String, row: Int, found: String, nearest: String)
  /// A region key that no region file has.
  case unknownRegion(file: String, line: Int, found: String, expected: [String])
  /// The text is not YAML.
  case badYAML(file: String, line: Int, reason: Phrase)
  /// A key that the region or goal file does not have.
  case unknownKey(file: String, line: Int, found: String, nearest: String)
  /// A key without which the entry says nothing.
  case missingKey(file: String, line: Int, key: String)
  /// A mapping file names a layout that does not exist.
  case unknownLayout(file: String, line: Int, found: String, nearest: String)
  /// A mapping file names a column that no layout, or not the one it names, has.
  case unknownColumn(file: String, line: Int, found: String, nearest: String)
  /// Two entries of one id.
  case duplicateID(file: String, line: Int, id: String)
  /// A file of another kind than the work needs.
  case wrongLayout(file: String, found: String, expected: [String])
  /// Two files that both hold this period, so that adding them would count pupils twice.
  case samePeriodTwice(file: String, other: String, period: String)
}

/// What stopped ``SourceReader/read(_:)``: the file, or the caller's own closure.
public enum ReadFailure<Failure: Error>: Error {
  /// The file is refused from this row on; rows before it were handed over already.
  case ingest(IngestError)
  /// The closure threw.
  case body(Failure)
}

extension ReadFailure: Equatable where Failure: Equatable {}

extension ReadFailure where Failure == Never {
  /// The only thing that can go wrong when the closure cannot throw.
  var error: IngestError {
    switch self {
    case .ingest(let error): error
    }
  }
}
