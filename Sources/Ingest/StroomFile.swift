public import Records

/// Reads a file of flows (CSV): how many pupils went from which state to which, by location and year.
///
/// ```
/// vestiging;jaar;van;naar;leerlingen
/// 00AA00;2021;leerjaar 3;leerjaar 4;52
/// 00AA00;2021;leerjaar 3;leerjaar 3;<5
/// 00AA00;2021;leerjaar 4;technisch mbo;31
/// 00AA00;2021;instroom;leerjaar 3;58
/// 00AA00;2021;leerjaar 3;totaal;57
/// ```
///
/// `jaar` is the peildatum of `van`; `naar` is a year later. With `van` empty or `instroom` the row counts
/// those who entered `naar`, on peildatum `jaar` + 1. With `naar` `totaal` it counts all pupils of `van` on
/// peildatum `jaar`; such rows are optional. `leerlingen` is a whole number, `<5` (1 to 4) or bounds (`5..9`).
/// Columns stand in any order, `;` or `,` between them; a column `bron` may be there and is not used.
public enum StroomFile {
  /// The id under which messages name this layout.
  public static let layout = "regio-stromen"

  static let columns = ["vestiging", "jaar", "van", "naar", "leerlingen"]

  /// The rows of the file at `path`, in its order.
  ///
  /// - Throws: No text, an unknown header, a row of another shape, a cell that its column cannot hold, or
  ///   two rows of one key, with the row.
  public static func read(path: String) throws(IngestError) -> [Stroom] {
    let file = try FileBytes(path: path)
    let bytes = try file.whole()
    let (encoding, start) = try TextEncoding.decide(bytes.span, file: file.name)
    func text(_ field: RecordScanner.Field) -> String {
      let text = encoding.text(bytes.span.extracting(field.start..<field.end))
      return field.hasDoubledQuote ? text.replacing("\"\"", with: "\"") : text
    }
    var (scanner, headers) = try header(bytes, start, file.name, encoding)
    let places = try places(headers, file.name)
    var rows: [Stroom] = []
    var seen: [[String]: Int] = [:]
    while try scanner.next(in: bytes.span) {
      let fields = scanner.fields
      guard fields.count == headers.count else {
        throw .wrongFieldCount(
          file: file.name, row: scanner.row, found: fields.count, expected: headers.count)
      }
      let cells = places.map { text(fields[$0]) }
      func refuse(_ column: Int, _ nl: String, _ en: String) -> IngestError {
        .badValue(
          file: file.name, row: scanner.row, column: columns[column], found: cells[column],
          expected: Phrase(nl: nl, en: en))
      }
      guard !cells[0].isEmpty else { throw refuse(0, "een vestiging", "a location") }
      let year = CellValue.digits(bytes.span, fields[places[1]].start, fields[places[1]].end)
      guard let year, (1900...2100).contains(year) else {
        throw refuse(1, "een jaar van vier cijfers", "a year of four digits")
      }
      let way: Stroom.Way
      switch (word(cells[2]), word(cells[3])) {
      case (_, "instroom"), (_, ""):
        throw refuse(3, "de toestand een jaar later", "the state a year later")
      case ("totaal", _):
        throw refuse(
          2, "een toestand; “totaal” staat onder naar", "a state; “totaal” goes under naar")
      case ("instroom", "totaal"), ("", "totaal"):
        throw refuse(2, "de toestand die geteld is", "the state that is counted")
      case ("instroom", _), ("", _): way = .inflow(to: cells[3])
      case (_, "totaal"): way = .stock(of: cells[2])
      default: way = .flow(from: cells[2], to: cells[3])
      }
      let count = CellValue.count(bytes.span, fields[places[4]], [.lessThanFive, .interval])
      guard let count, count.bounds != nil else {
        throw refuse(
          4, "een geheel getal van 0 of meer, “<5”, of grenzen zoals “5..9”",
          "a whole number, 0 or more, “<5”, or bounds such as “5..9”")
      }
      let from = if case .inflow = way { "instroom" } else { cells[2] }
      let key = [cells[0], "\(year)", from, cells[3]]
      if let first = seen.updateValue(scanner.row, forKey: key) {
        throw .duplicateRow(
          file: file.name, row: scanner.row, first: first, key: key.joined(separator: ", "))
      }
      rows.append(
        Stroom(vestiging: cells[0], jaar: year, way: way, count: count, row: scanner.row))
    }
    return rows
  }

  private static func word(_ cell: String) -> String { cell.lowercased() }

  /// The header under the delimiter that gives it most fields.
  private static func header(
    _ bytes: [UInt8], _ start: Int, _ file: String, _ encoding: TextEncoding
  ) throws(IngestError) -> (RecordScanner, [String]) {
    var scanner = RecordScanner(file: file, delimiter: UInt8(ascii: ";"), start: start)
    guard try scanner.next(in: bytes.span) else { throw .empty(file: file) }
    var other = RecordScanner(file: file, delimiter: UInt8(ascii: ","), start: start)
    if try other.next(in: bytes.span), other.fields.count > scanner.fields.count {
      scanner = other
    }
    let names = scanner.fields.map { encoding.text(bytes.span.extracting($0.start..<$0.end)) }
    guard names.count > 1 else {
      throw .noDelimiter(file: file, header: String((names.first ?? "").prefix(80)))
    }
    return (scanner, names)
  }

  /// Where each of ``columns`` stands.
  private static func places(
    _ headers: [String], _ file: String
  ) throws(IngestError) -> [Int] {
    let names = headers.map { $0.lowercased() }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw .duplicateColumn(file: file, column: headers[index])
    }
    let missing = columns.filter { !names.contains($0) }
    let unexpected = headers.indices.filter {
      !columns.contains(names[$0]) && names[$0] != "bron"
    }.map { headers[$0] }
    guard missing.isEmpty, unexpected.isEmpty else {
      throw .unknownHeader(
        file: file, nearest: layout, missing: missing, unexpected: unexpected)
    }
    return columns.compactMap { names.firstIndex(of: $0) }
  }
}
