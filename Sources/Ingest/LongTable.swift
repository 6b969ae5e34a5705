import Records

/// A small CSV of ours, one count a row, read whole: its columns stand in any order under `;` or `,`.
struct LongTable {
  /// What a row says, by the place of the column among those asked for.
  struct Row {
    let number: Int
    let cells: [String]
  }

  /// More pupils than this in one cell are a mistake: the Netherlands have fewer in all of their vmbo.
  static let mostPupils = 1_000_000

  let file: String
  let columns: [String]
  let rows: [Row]

  /// - Parameters:
  ///   - columns: Those that must be there.
  ///   - optional: Those that may be there; their cells are empty where they are not.
  ///   - layout: For the message about a header that does not fit.
  init(
    _ source: Source, columns: [String], optional: [String], layout: String
  ) throws(IngestError) {
    file = source.file
    let all = columns + optional
    self.columns = all
    let names = source.names
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw .duplicateColumn(file: file, column: source.headers[index])
    }
    let missing = columns.filter { !names.contains($0) }
    let unexpected = names.indices.filter {
      !all.contains(names[$0]) && names[$0] != "bron"
    }.map { source.headers[$0] }
    guard missing.isEmpty, unexpected.isEmpty else {
      throw .unknownHeader(file: file, nearest: layout, missing: missing, unexpected: unexpected)
    }
    let places = all.map { names.firstIndex(of: $0) }
    var scanner = source.scanner
    var rows: [Row] = []
    while try scanner.next(in: source.bytes.span) {
      let fields = scanner.fields
      guard fields.count == names.count else {
        throw .wrongFieldCount(
          file: source.file, row: scanner.row, found: fields.count, expected: names.count)
      }
      var cells: [String] = []
      for place in places {
        if let place { cells.append(source.text(fields[place])) } else { cells.append("") }
      }
      rows.append(Row(number: scanner.row, cells: cells))
    }
    self.rows = rows
  }

  /// A cell that its column cannot hold.
  func refuse(_ row: Row, _ column: Int, _ expected: Phrase) -> IngestError {
    .badValue(
      file: file, row: row.number, column: columns[column], found: row.cells[column],
      expected: expected)
  }

  /// The vestiging of a row, written as in earlier ones.
  func vestiging(
    _ row: Row, _ column: Int, _ places: inout Spelling
  ) throws(IngestError) -> String {
    let name = row.cells[column]
    guard !name.isEmpty else {
      throw refuse(row, column, Phrase(nl: "een vestiging", en: "a location"))
    }
    try places.check(self, row, column, name)
    return name
  }

  /// The year of a peildatum.
  func year(_ row: Row, _ column: Int) throws(IngestError) -> Int {
    let text = Array(row.cells[column].utf8)
    guard let year = CellValue.digits(text.span, 0, text.count), (1900...2100).contains(year) else {
      throw refuse(
        row, column, Phrase(nl: "een jaar van vier cijfers", en: "a year of four digits"))
    }
    return year
  }

  /// A number of pupils; `.missing` for an empty cell where that is allowed.
  func count(_ row: Row, _ column: Int, mayBeEmpty: Bool = false) throws(IngestError) -> Count {
    let text = Array(row.cells[column].utf8)
    let field = RecordScanner.Field(start: 0, end: text.count)
    let count = CellValue.count(text.span, field, [.lessThanFive, .interval])
    if mayBeEmpty, count == .missing { return .missing }
    guard let count, let bounds = count.bounds, bounds.upperBound <= Self.mostPupils else {
      throw refuse(
        row, column,
        Phrase(
          nl: "een geheel getal van 0 tot en met een miljoen, “<5”, of grenzen zoals “5..9”",
          en: "a whole number from 0 to a million, “<5”, or bounds such as “5..9”"))
    }
    return count
  }

  /// The bytes of a file with its header.
  struct Source {
    let file: String
    let bytes: [UInt8]
    let encoding: TextEncoding
    /// Behind the header.
    let scanner: RecordScanner
    let headers: [String]
    /// The headers in lower case.
    var names: [String] { headers.map { $0.lowercased() } }

    /// Reads the header under the delimiter that gives it most fields.
    init(path: String) throws(IngestError) {
      let opened = try FileBytes(path: path)
      let (file, bytes) = (opened.name, try opened.whole())
      let (encoding, start) = try TextEncoding.decide(bytes.span, file: file)
      var scanner = RecordScanner(file: file, delimiter: UInt8(ascii: ";"), start: start)
      guard try scanner.next(in: bytes.span) else { throw .empty(file: file) }
      var other = RecordScanner(file: file, delimiter: UInt8(ascii: ","), start: start)
      if try other.next(in: bytes.span), other.fields.count > scanner.fields.count {
        scanner = other
      }
      var headers: [String] = []
      for field in scanner.fields {
        headers.append(encoding.text(bytes.span.extracting(field.start..<field.end)))
      }
      guard headers.count > 1 else {
        throw .noDelimiter(file: file, header: String((headers.first ?? "").prefix(80)))
      }
      (self.file, self.bytes, self.encoding) = (file, bytes, encoding)
      (self.scanner, self.headers) = (scanner, headers)
    }

    func text(_ field: RecordScanner.Field) -> String {
      let text = encoding.text(bytes.span.extracting(field.start..<field.end))
      return field.hasDoubledQuote ? text.replacing("\"\"", with: "\"") : text
    }
  }
}

/// Names of one kind in a file, to refuse one that is written in two ways: its pupils would be counted in
/// two places, or be lost from one year to the next.
struct Spelling {
  private var known: [String: (name: String, row: Int)] = [:]

  /// - Throws: A name that an earlier row writes with other capitals, blanks, dots or dashes.
  mutating func check(
    _ table: LongTable, _ row: LongTable.Row, _ column: Int, _ name: String
  ) throws(IngestError) {
    let key = name.lowercased().filter { !" \t.-_\u{a0}".contains($0) }
    guard let first = known[key] else {
      known[key] = (name, row.number)
      return
    }
    guard first.name != name else { return }
    throw .badValue(
      file: table.file, row: row.number, column: table.columns[column], found: name,
      expected: Phrase(
        nl: "dezelfde schrijfwijze als in rij \(first.row): “\(first.name)”",
        en: "the spelling of row \(first.row): “\(first.name)”"))
  }
}
