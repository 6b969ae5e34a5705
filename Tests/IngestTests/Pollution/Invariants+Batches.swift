import Records

@testable import Ingest

extension Invariants {
  /// Opens the file again cut in small chunks, with one and with two workers, and reads it in batches:
  /// everything must be as rows gave it.
  static func checkChunks(path: String, bytes: [UInt8], rows: Reading) throws {
    var batches: BatchReading?
    // Which cuts are tried follows from the bytes, so that an input fails always or never.
    let seed = bytes.reduce(into: UInt64(bytes.count)) { $0 = $0 &* 31 &+ UInt64($1) } >> 3
    let sizes = [1, 7, 63, 64, 97, 333, 1 << 19]
    for (turn, workers) in [1, 2].enumerated() {
      let size = sizes[Int((seed >> (turn * 8)) % UInt64(sizes.count))]
      // A chunk costs more than its bytes, so there are not too many.
      let chunk = max(size, bytes.count / 64)
      let place = "\(workers) workers, chunks of \(chunk): "
      let reading = try BatchReading(path: path, workers: workers, chunk: chunk, rows: rows)
      if let difference = reading.difference { throw Broken(place + difference) }
      try compareOnePass(path: path, workers: workers, chunk: chunk, reading, place)
      try compareRows(path: path, workers: workers, chunk: chunk, rows, place)
      if let batches, batches != reading { throw Broken(place + "not as with one worker") }
      batches = reading
    }
  }
}

extension Invariants {
  /// Opens and reads the file in one pass: all must be as opened first and then read in batches.
  private static func compareOnePass(
    path: String, workers: Int, chunk: Int, _ expected: BatchReading, _ place: String
  ) throws {
    let seen = BatchTexts(path: path, workers: workers, chunk: chunk)
    do {
      let once = try SourceReader.collect(path: path, workers: workers, chunk: chunk) {
        [String]()
      } each: {
        BatchTexts.texts($0)
      } add: { (all, part) in
        all += part
      }
      if expected.error != nil { throw Broken(place + "once, no error") }
      if once.findings != expected.findings {
        throw Broken(place + "once, \(once.findings), else \(expected.findings)")
      }
      if once.reader.header != seen.header { throw Broken(place + "once, another header") }
      if once.result != seen.texts { throw Broken(place + "once, other texts or counts") }
    } catch let error as ReadFailure<Never> {
      guard case .ingest(let refusal) = error else { throw error }
      if refusal != expected.error { throw Broken(place + "once, \(refusal)") }
    }
  }

  private static func compareRows(
    path: String, workers: Int, chunk: Int, _ expected: Reading, _ place: String
  ) throws {
    var (rows, findings) = (0, [Finding]())
    var error: IngestError?
    do {
      let reader = try SourceReader(path: path, workers: workers, chunk: chunk)
      findings = try reader.read(workers: workers) { (row) throws(Broken) in
        guard rows < expected.rows.count, expected.rows[rows] == row else {
          throw Broken(place + "row \(row.row) is another by rows")
        }
        rows += 1
      }
    } catch let refusal as IngestError {
      error = refusal
    } catch let failure as ReadFailure<Broken> {
      switch failure {
      case .ingest(let refusal): error = refusal
      case .body(let broken): throw broken
      }
    }
    if error != expected.error {
      throw Broken(place + "\(error as Any), by default \(expected.error as Any)")
    }
    if rows != expected.rows.count || findings != expected.findings {
      throw Broken(place + "\(rows) rows; \(findings), by default \(expected.findings)")
    }
  }
}

/// All texts and counts of a file by batches.
private struct BatchTexts {
  var header: SourceFile?
  var texts: [String] = []

  init(path: String, workers: Int, chunk: Int) {
    guard let reader = try? SourceReader(path: path, workers: workers, chunk: chunk) else { return }
    header = reader.header
    _ = try? reader.batches(workers: workers, chunk: chunk) { texts += Self.texts($0) }
  }

  static func texts(_ batch: FactBatch) -> [String] {
    (0..<batch.rows).map { row in
      let texts = batch.textColumns.indices.map { batch.text($0, code: batch.code($0, row)) }
      let counts = batch.countColumns.indices.map { "\(batch.count($0, row).value)" }
      let numbers = batch.numberColumns.indices.map { "\(batch.number($0, row) as Double?)" }
      return "\(batch.rowNumber(row)): " + (texts + counts + numbers).joined(separator: "|")
    }
  }
}

/// All that a reader gives of a file in batches, compared with its rows on the way.
private struct BatchReading: Equatable {
  var rows = 0
  var findings: [Finding] = []
  var error: IngestError?
  /// The first thing that rows and batches say differently.
  var difference: String?

  /// - Throws: Nothing but what a reader must not throw.
  init(path: String, workers: Int, chunk: Int, rows expected: Reading) throws {
    do {
      let reader = try SourceReader(path: path, workers: workers, chunk: chunk)
      compareHeader(reader, expected)
      findings = try reader.batches(workers: workers, chunk: chunk) { batch in
        compare(batch, expected, slots: reader.fieldNames)
      }
      compareEnd(expected, hasPlans: reader.hasPlans)
    } catch let refusal as IngestError {
      error = refusal
      if refusal != expected.error { note("opened: \(refusal), by rows \(expected.error as Any)") }
    } catch let failure as ReadFailure<Never> {
      guard case .ingest(let refusal) = failure else { throw failure }
      error = refusal
      compareError(refusal, expected)
    }
  }

  private mutating func note(_ text: String) {
    difference = difference ?? text
  }

  private mutating func compareHeader(_ reader: SourceReader, _ expected: Reading) {
    if let header = expected.header, reader.header != header {
      note("header \(reader.header), by rows \(header)")
    }
    if expected.header != nil, reader.fieldNames != expected.names { note("names of fields") }
  }

  private mutating func compare(_ batch: FactBatch, _ expected: Reading, slots: [String]) {
    let (first, next) = (rows, rows + batch.rows)
    rows = next
    // A layout without plans is held to its cells' kinds alone, so its rows may end sooner.
    let shared = min(batch.rows, max(0, expected.rows.count - first))
    if shared < batch.rows, !batch.plans.isEmpty { note("\(next) rows, or more") }
    func slot(_ name: String) -> Int { slots.firstIndex(of: name) ?? -1 }
    let texts = batch.textColumns.map(slot)
    let counts = batch.countColumns.map(slot)
    let numbers = batch.numberColumns.map(slot)
    if (texts + counts + numbers).sorted() != Array(slots.indices) { return note("columns") }
    for row in 0..<shared {
      let plain = expected.rows[first + row]
      if batch.rowNumber(row) != plain.row {
        note("row \(batch.rowNumber(row)) for row \(plain.row)")
      }
      for (column, slot) in texts.enumerated() {
        let text = batch.text(column, code: batch.code(column, row))
        if text != plain.fields[slot] { note("row \(plain.row): “\(text)” in \(slots[slot])") }
      }
      for (column, slot) in counts.enumerated() {
        let count = batch.count(column, row).value
        if count.bounds != nil, !Invariants.cell(plain.fields[slot], canBe: count) {
          note("row \(plain.row): \(count) in \(slots[slot])")
        }
      }
      for (column, slot) in numbers.enumerated() {
        let number = batch.number(column, row)
        if number != Self.number(plain.fields[slot]) {
          note("row \(plain.row): \(number as Any) in \(slots[slot])")
        }
      }
    }
    guard !batch.plans.isEmpty else { return }
    var facts: [Fact] = []
    do { try batch.forEachFact { facts.append($0) } } catch { note("\(error)") }
    if facts != expected.rows[first..<(first + shared)].flatMap(\.facts) {
      note("facts of rows \(first + 1)...\(next)")
    }
  }

  private mutating func compareError(_ refusal: IngestError, _ expected: Reading) {
    if expected.error == nil { note("\(refusal), by rows nothing") }
    // An interpreter that no batch asks may refuse an earlier row.
    if refusal != expected.error, rows <= expected.rows.count {
      note("\(refusal), by rows \(expected.error as Any)")
    }
  }

  private mutating func compareEnd(_ expected: Reading, hasPlans: Bool) {
    if hasPlans || expected.error == nil {
      if let error = expected.error { note("no error, by rows \(error)") }
      if rows != expected.rows.count { note("\(rows) rows") }
      let wanted = expected.findings.filter {
        hasPlans || Self.rulesWithoutPlans.contains($0.rule)
      }
      if findings != wanted { note("\(findings), by rows \(wanted)") }
    }
  }

  /// What is found of a file whose rows nobody interprets.
  private static let rulesWithoutPlans = [
    "dubbele-sleutel", "geen-rijen", "lege-rij", "letter-vreemd",
  ]

  /// The number of a cell that was found to hold one, or none.
  private static func number(_ text: String) -> Double? {
    let digits = text.filter { $0 != "%" && $0 != " " }.replacing(",", with: ".")
    return Double(digits.hasPrefix(".") ? "0" + digits : digits)
  }
}
