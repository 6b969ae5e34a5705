import Records

/// The beginning of a file, and how it is recognised by its header.
struct Opening {
  /// A header that a layout fits, and what the survey found behind it.
  struct Recognised {
    let layout: Layout
    let binding: Binding
    let encoding: TextEncoding
    let rows: Survey.Rows
    let check: ShapeCheck
    /// Why the rows are refused, if they are.
    let refusal: IngestError?
    let parts: [RowPart]
    /// What is doubtful in the file as a whole.
    let findings: [Finding]
  }

  fileprivate struct Header {
    let layout: Layout
    let binding: Binding
    let delimiter: UInt8
    let count: Int
    let offset: Int
    let line: Int
  }

  private let name: String
  private let file: OpenFile
  private let bytes: [UInt8]
  private let textStart: Int

  private let mapping: ColumnMapping?

  init(
    _ file: FileBytes, _ open: OpenFile, mapping: ColumnMapping? = nil
  ) throws(IngestError) {
    self.mapping = mapping
    name = file.name
    self.file = open
    let limit = RecordScanner.rowLimit
    let bytes = open.bytes(at: 0, count: min(file.count, limit + 4096))
    guard bytes.count == min(file.count, limit + 4096) else { throw .changed(file: name) }
    // A first line that is longer than any row may be is refused before the rest is looked at.
    if bytes.count > limit, !bytes[0...limit].contains(where: { $0 == 0x0A || $0 == 0x0D }) {
      throw .tooLong(file: name, row: 1, limit: limit)
    }
    textStart = try TextEncoding.textStart(bytes.span, file: name)
    self.bytes = bytes
  }

  /// Recognises the file and surveys it: in one pass where the header is ASCII, so that its names do
  /// not depend on the encoding; else the encoding is decided first.
  func recognise(_ survey: Survey) throws(IngestError) -> Recognised {
    if isHeaderASCII, let header = try? header(.utf8) {
      let rows = self.rows(header)
      let found = try survey.run(textStart: textStart, rows: rows)
      return try recognised(header, rows, found, found.encoding)
    }
    let scan = try survey.run(textStart: textStart, rows: nil).encoding
    let header = try header(encoding(scan))
    let rows = self.rows(header)
    return try recognised(header, rows, survey.run(textStart: nil, rows: rows), scan)
  }

  /// What one pass over the rows needs that finds out the rest by itself; nil where the encoding must
  /// be known before.
  func beginning() -> Beginning? {
    guard isHeaderASCII, let header = try? header(.utf8) else { return nil }
    return Beginning(header: header, rows: rows(header), textStart: textStart)
  }

  /// A header that a layout fits, in ASCII.
  struct Beginning {
    fileprivate let header: Header
    let rows: Survey.Rows
    let textStart: Int
    var layout: Layout { header.layout }
    var binding: Binding { header.binding }
  }

  /// The file, when all of it was looked at from its beginning on.
  func recognised(
    _ beginning: Beginning, _ found: Survey.Found
  ) throws(IngestError) -> Recognised {
    try recognised(beginning.header, beginning.rows, found, found.encoding)
  }

  private func recognised(
    _ header: Header, _ rows: Survey.Rows, _ found: Survey.Found, _ scan: EncodingScan
  ) throws(IngestError) -> Recognised {
    let encoding = try encoding(scan)
    let check = found.check ?? rows.check
    let odd = scan.oddLetter(encoding).map { place($0, encoding).oddLetter(file: name) }
    return Recognised(
      layout: header.layout, binding: header.binding, encoding: encoding, rows: rows, check: check,
      refusal: found.refusal, parts: found.parts,
      findings: [odd, check.blank.finding(file: name), check.rows == 0 ? .noRows(name) : nil]
        .compactMap(\.self))
  }

  /// The encoding of the file, or where it is no text.
  func encoding(_ scan: EncodingScan) throws(IngestError) -> TextEncoding {
    do throws(EncodingScan.Fault) {
      return try scan.encoding(beginning: bytes.span)
    } catch {
      throw error.error(file: name, textStart: textStart) { at, count in
        file.bytes(at: at, count: min(count, max(0, file.stamp.size - at)))
      }
    }
  }

  private func place(_ offset: Int, _ encoding: TextEncoding) -> BytePlace {
    BytePlace(of: offset, textStart: textStart, encoding: encoding) { at, count in
      file.bytes(at: at, count: min(count, max(0, file.stamp.size - at)))
    }
  }

  private func rows(_ header: Header) -> Survey.Rows {
    Survey.Rows(
      delimiter: header.delimiter, offset: header.offset, line: header.line,
      check: ShapeCheck(header.layout, header.binding.slots, fields: header.count))
  }

  private var isHeaderASCII: Bool {
    var end = textStart
    for delimiter in [UInt8(ascii: ";"), UInt8(ascii: ",")] {
      var scanner = RecordScanner(file: name, delimiter: delimiter, start: textStart)
      guard (try? scanner.next(in: bytes.span)) == true else { return false }
      end = max(end, scanner.position)
    }
    return bytes[textStart..<end].allSatisfy { $0 < 0x80 }
  }

  /// Reads the header under `;` and under `,` and takes the layout that fits one of them.
  private func header(_ encoding: TextEncoding) throws(IngestError) -> Header {
    var nearest: HeaderMatch?
    var failure: IngestError?
    for delimiter in [UInt8(ascii: ";"), UInt8(ascii: ",")] {
      var scanner = RecordScanner(file: name, delimiter: delimiter, start: textStart)
      do throws(IngestError) {
        guard try scanner.next(in: bytes.span) else { throw .empty(file: name) }
      } catch {
        failure = failure ?? error
        continue
      }
      guard scanner.fields.count > 1 else { continue }
      let headers = scanner.fields.map { encoding.text(bytes.span.extracting($0.start..<$0.end)) }
      switch HeaderIndex.known.recognise(headers, mapping: mapping) {
      case .found(let match):
        if let column = match.duplicate { throw .duplicateColumn(file: name, column: column) }
        return Header(
          layout: match.layout, binding: Binding(slots: match.slots), delimiter: delimiter,
          count: headers.count, offset: scanner.position, line: scanner.line)
      case .ambiguous(let layouts):
        throw .ambiguousHeader(file: name, layouts: layouts)
      case .unknown(let match):
        if StroomInput.isHeader(headers) { throw .forStromen(file: name) }
        if let match, match.score > nearest?.score ?? -1 { nearest = match }
      }
    }
    if let nearest {
      throw .unknownHeader(
        file: name, nearest: nearest.layout.id, missing: nearest.missing,
        unexpected: nearest.unexpected)
    }
    if let failure { throw failure }
    var scanner = RecordScanner(file: name, delimiter: 0, start: textStart)
    _ = try scanner.next(in: bytes.span)
    let first = encoding.text(bytes.span.extracting(scanner.record))
    throw .noDelimiter(file: name, header: String(first.prefix(80)))
  }
}

extension Finding {
  /// A file of a header alone.
  fileprivate static func noRows(_ file: String) -> Finding {
    Finding(
      rule: "geen-rijen", level: .waarschuwing, file: file,
      text: Phrase(
        nl: "het bestand heeft een kop en geen rijen", en: "the file has a header and no rows"),
      remedy: Phrase(
        nl: "kijk of het bestand volledig is", en: "see whether the file is complete"))
  }
}
