import Records

extension FileProfile {
  /// Looks at all of the file, from its bytes to its values.
  mutating func look(
    _ file: FileBytes, path: String, firstRows: Int
  ) throws(IngestError) {
    let open = try file.open()
    let beginning = open.bytes(at: 0, count: min(file.count, RecordScanner.rowLimit + 4096))
    hasByteOrderMark = TextEncoding.hasMark(beginning.span)

    // What the reader itself says comes first.
    var reader: SourceReader?
    do throws(IngestError) {
      let found = try SourceReader(path: path)
      reader = found
      layout = found.layout.id
      provisional = found.provisional
    } catch {
      if case .changed = error { throw error }
      refusal = error
    }
    if case .unknownHeader(_, let id, let missing, let unexpected)? = refusal {
      nearest = Nearest(layout: id, missing: missing, unexpected: unexpected)
    }

    // Without a first line there is nothing to tell, and the rest may be endless.
    if case .tooLong(_, 1, _)? = refusal { return }
    let textStart = try TextEncoding.textStart(beginning.span, file: name)
    let scan = try Survey(
      file: open, name: name, chunks: Chunks(fileSize: file.count, size: SourceReader.chunk),
      workers: SourceReader.processors
    ).run(textStart: textStart, rows: nil).encoding
    highBytes = scan.high
    let encoding = try Opening(file, open).encoding(scan)
    self.encoding =
      scan.high == 0 ? .ascii : encoding == .utf8 ? .utf8 : .windows1252
    try countMarks(open)

    let header = try Header(beginning, textStart, encoding, name, reader?.source)
    delimiter = header.delimiter.map { Character(Unicode.Scalar($0)) }
    try lookAtRows(header, file, open, encoding, reader, firstRows: firstRows)
    guard let reader else { return }
    var tally = RowTally(fieldNames: reader.fieldNames)
    do throws(ReadFailure<Never>) {
      findings = try reader.read { tally.add($0) }
      self.tally = tally
    } catch {
      refusal = error.error
    }
  }

  /// The first line, read without a layout if need be.
  private struct Header {
    let delimiter: UInt8?
    let names: [String]
    let offset: Int
    let line: Int
    /// Whether every field of the first rows stands in quotation marks.
    let isQuoted: Bool

    init(
      _ bytes: [UInt8], _ start: Int, _ encoding: TextEncoding, _ name: String,
      _ source: ReadSource?
    ) throws(IngestError) {
      let candidates: [UInt8] = source.map { [$0.delimiter] } ?? [0x3B, 0x2C, 0x09, 0x7C]
      var best: RecordScanner?
      var failure: IngestError?
      for delimiter in candidates {
        var scanner = RecordScanner(file: name, delimiter: delimiter, start: start)
        do throws(IngestError) {
          guard try scanner.next(in: bytes.span) else { throw .empty(file: name) }
          if scanner.fields.count > best?.fields.count ?? 0 { best = scanner }
        } catch {
          failure = failure ?? error
        }
      }
      guard var scanner = best else { throw failure ?? .empty(file: name) }
      delimiter = scanner.fields.count > 1 ? scanner.delimiter : nil
      names = scanner.fields.map { encoding.text(bytes.span.extracting($0.start..<$0.end)) }
      (offset, line) = (scanner.position, scanner.line)
      var isQuoted = true
      for _ in 0..<1000 where isQuoted {
        isQuoted = scanner.fields.allSatisfy { field in
          var before = field.start - 1
          while before >= 0, bytes[before] == 0x20 || bytes[before] == 0x09 { before -= 1 }
          return before >= 0 && bytes[before] == 0x22
        }
        guard (try? scanner.next(in: bytes.span)) == true else { break }
      }
      self.isQuoted = isQuoted
    }
  }

  private mutating func countMarks(_ open: OpenFile) throws(IngestError) {
    let window = Window(delimiter: 0x3B, fields: 1)
    var (feeds, returns, pairs, quotes, offset) = (0, 0, 0, 0, 0)
    var endedInReturn = false
    while offset < bytes {
      try window.load(open, name: name, at: offset, length: 1 << 19, indexed: false)
      let marks = window.countMarks()
      let (first, last) = window.withSpan { ($0[0], $0[$0.count - 1]) }
      if endedInReturn, first == 0x0A { pairs += 1 }
      endedInReturn = last == 0x0D
      feeds += marks.feeds
      returns += marks.returns
      pairs += marks.pairs
      quotes += marks.quotes
      offset += window.count
    }
    quoting = quotes > 0 ? .some : .none
    lineEnd =
      switch (feeds, returns, pairs) {
      case (0, 0, _): .none
      case (_, 0, _): .lf
      case (0, _, _): .cr
      case (pairs, pairs, _): .crlf
      default: .mixed
      }
  }

  private mutating func lookAtRows(
    _ header: Header, _ file: FileBytes, _ open: OpenFile, _ encoding: TextEncoding,
    _ reader: SourceReader?, firstRows: Int
  ) throws(IngestError) {
    if quoting == .some, header.isQuoted { quoting = .all }
    let source = ReadSource(
      bytes: file, encoding: encoding, layout: reader?.layout ?? .unknown,
      binding: reader?.source.binding ?? Binding(slots: []), delimiter: header.delimiter ?? 0x3B,
      fields: header.names.count, start: header.offset, line: header.line, filePeriod: nil)
    var profiler = ColumnProfiler(source, names: header.names)
    try profiler.run(open, firstRows: firstRows)
    rows = reader?.rows ?? profiler.rows
    columns = profiler.columns
    self.firstRows = profiler.firstRows
    guard let layout = reader?.layout else { return }
    switch layout.period {
    case .fileName(let form): periods = [FileName.period(name, form)].compactMap(\.self)
    case .headers(let form):
      periods = reader?.source.binding.years.compactMap { form.period(String($0)) } ?? []
    case .column: periods = profiler.periods.sorted()
    case .none: break
    }
  }
}

extension Layout {
  /// For a header that no layout has.
  fileprivate static let unknown = Layout(
    id: "", title: Phrase(""), description: Phrase(""), columns: [], suppression: [.lessThanFive],
    key: [], period: .none, isProvisional: false)
}
