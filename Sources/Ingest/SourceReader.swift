import FoundationEssentials
public import Records

/// One CSV file, recognised and ready to be read.
///
/// Opening goes over all bytes once: hash, encoding, delimiter, layout, the number of fields in each
/// row, and the decimal mark. A file that is open has a sound shape; ``read(_:)`` then goes over it
/// again and makes values, holding one row at a time.
public struct SourceReader: Sendable {
  /// The file: hash, layout, number of rows and provisional period.
  public let header: SourceFile
  /// The layout that its header was recognised as.
  public let layout: Layout

  private let bytes: FileBytes
  private let encoding: TextEncoding
  private let binding: Binding
  /// Just behind the header.
  private let start: RecordScanner
  private let filePeriod: Period?
  private let regions: [Region]

  /// Opens the file at `path` and looks over all of it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - regions: When given, rows of a region's own layouts must name one of them, and a location
  ///     that it lists; else any region and location is accepted.
  /// - Throws: Why the file is refused as a whole.
  public init(path: String, regions: [Region] = []) throws(IngestError) {
    let bytes = try FileBytes(path: path)
    try Self.refuseEndlessLine(bytes)
    let (encoding, textStart) = try TextEncoding.decide(bytes.data.span, file: bytes.name)
    let recognised = try Self.recognise(bytes, encoding, from: textStart)
    let layout = recognised.layout
    if case .fileName(let form) = layout.period {
      filePeriod = FileName.period(bytes.name, form)
      if filePeriod == nil { throw .noYear(file: bytes.name) }
    } else {
      filePeriod = nil
    }
    let shape = try Self.check(bytes, recognised)

    let newest: Period? =
      switch layout.period {
      case .fileName: filePeriod
      case .headers(let form): recognised.binding.years.last.flatMap { form.period(String($0)) }
      case .column: shape.newest
      case .none: nil
      }
    self.bytes = bytes
    self.encoding = encoding
    self.layout = layout
    binding = recognised.binding
    start = recognised.start
    self.regions = regions
    header = SourceFile(
      sha256: bytes.sha256(), name: bytes.name, bytes: bytes.data.count, layout: layout.id,
      rows: shape.rows, provisional: layout.isProvisional ? newest : nil)
  }

  /// The layout's own names for `SourceRow.fields`: of the columns that this file has, in
  /// the layout's order.
  public var fieldNames: [String] { binding.slots.map(\.name) }

  /// Hands over the rows in the order of the file.
  ///
  /// - Returns: What is doubtful in the rows, in the order of the file.
  /// - Throws: ``ReadFailure/ingest(_:)`` at a cell that its column cannot hold, when rows before it
  ///   have been handed over (so that the caller must undo them); ``ReadFailure/body(_:)`` with what
  ///   the closure threw.
  public func read<Failure: Error>(
    _ body: (SourceRow) throws(Failure) -> Void
  ) throws(ReadFailure<Failure>) -> [Finding] {
    var pass = RowPass(
      bytes: bytes, sha256: header.sha256, encoding: encoding, layout: layout, binding: binding,
      start: start,
      filePeriod: filePeriod, regions: regions)
    while true {
      let row: SourceRow?
      do throws(IngestError) { row = try pass.next() } catch { throw .ingest(error) }
      guard let row else { break }
      do throws(Failure) { try body(row) } catch { throw .body(error) }
    }
    if header.rows == 0 {
      pass.findings.append(
        Finding(
          rule: "geen-rijen", level: .waarschuwing, file: header.name,
          text: Phrase(
            nl: "het bestand heeft een kop en geen rijen", en: "the file has a header and no rows"),
          remedy: Phrase(
            nl: "kijk of het bestand volledig is", en: "see whether the file is complete")))
    }
    return pass.findings
  }

  /// A first line that is longer than any row may be is refused before the rest is looked at.
  private static func refuseEndlessLine(_ bytes: FileBytes) throws(IngestError) {
    let limit = RecordScanner.rowLimit
    guard bytes.data.count > limit else { return }
    let span = bytes.data.span
    for index in 0...limit where span[index] == 0x0A || span[index] == 0x0D { return }
    throw .tooLong(file: bytes.name, row: 1, limit: limit)
  }

  private struct Recognised {
    let layout: Layout
    let binding: Binding
    let start: RecordScanner
    let headerCount: Int
  }

  /// Reads the header under `;` and under `,` and takes the layout that fits one of them.
  private static func recognise(
    _ bytes: FileBytes, _ encoding: TextEncoding, from textStart: Int
  ) throws(IngestError) -> Recognised {
    var nearest: HeaderMatch?
    var failure: IngestError?
    for delimiter in [UInt8(ascii: ";"), UInt8(ascii: ",")] {
      var scanner = RecordScanner(file: bytes.name, delimiter: delimiter, start: textStart)
      do throws(IngestError) {
        guard try scanner.next(in: bytes.data.span) else { throw .empty(file: bytes.name) }
      } catch {
        failure = failure ?? error
        continue
      }
      guard scanner.fields.count > 1 else { continue }
      let headers = scanner.fields.map {
        encoding.text(bytes.data.span.extracting($0.start..<$0.end))
      }
      for layout in recognisedLayouts {
        let match = HeaderMatch(headers, layout)
        if match.fits {
          if let column = match.duplicate {
            throw .duplicateColumn(file: bytes.name, column: column)
          }
          return Recognised(
            layout: layout, binding: Binding(slots: match.slots), start: scanner,
            headerCount: headers.count)
        }
        if match.score > nearest?.score ?? -1 { nearest = match }
      }
    }
    if let nearest {
      throw .unknownHeader(
        file: bytes.name, nearest: nearest.layout.id, missing: nearest.missing,
        unexpected: nearest.unexpected)
    }
    if let failure { throw failure }
    var scanner = RecordScanner(file: bytes.name, delimiter: 0, start: textStart)
    _ = try scanner.next(in: bytes.data.span)
    let first = encoding.text(bytes.data.span.extracting(scanner.record))
    throw .noDelimiter(file: bytes.name, header: String(first.prefix(80)))
  }

  /// Counts the rows; refuses a row of another number of fields than the header, and a second
  /// decimal mark.
  private static func check(
    _ bytes: FileBytes, _ recognised: Recognised
  ) throws(IngestError) -> (rows: Int, newest: Period?) {
    let span = bytes.data.span
    let slots = recognised.binding.slots
    let decimals = slots.filter { $0.column.kind == .decimal }
    var period: (index: Int, form: Layout.PeriodForm)?
    if case .column(let name, let form) = recognised.layout.period {
      period = slots.first { $0.name == name }.map { ($0.index, form) }
    }
    var scanner = recognised.start
    var (rows, newest, mark) = (0, Period?.none, UInt8?.none)
    while try scanner.next(in: span) {
      rows += 1
      if scanner.fields.count != recognised.headerCount {
        throw .wrongFieldCount(
          file: bytes.name, row: scanner.row, found: scanner.fields.count,
          expected: recognised.headerCount)
      }
      for slot in decimals {
        let field = scanner.fields[slot.index]
        let (found, conflict) = CellValue.decimalMark(span, field, expecting: mark)
        if conflict {
          throw .twoDecimalMarks(
            file: bytes.name, row: scanner.row, column: slot.header,
            found: TextEncoding.windows1252.text(span.extracting(field.start..<field.end)))
        }
        mark = found
      }
      if let period {
        let field = scanner.fields[period.index]
        let text = TextEncoding.windows1252.text(span.extracting(field.start..<field.end))
        if let found = period.form.period(text) { newest = max(newest ?? found, found) }
      }
    }
    return (rows, newest)
  }
}
