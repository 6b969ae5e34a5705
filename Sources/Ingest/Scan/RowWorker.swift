import Records

/// Makes the rows of one part of a file at a time, in the same memory again and again.
///
/// No two threads have one worker at the same time. Its texts are its own too: threads that count the
/// users of one text would wait for each other at every row.
final class RowWorker: @unchecked Sendable {
  /// Why a row is refused, and its key, if that was known before.
  struct Failure {
    let error: IngestError
    let row: Int
    let key: UInt64?
    let fields: [String]
  }

  /// The rows made are `rows[..<count]`.
  private(set) var rows: [SourceRow] = []
  private(set) var count = 0
  /// By row, the hash of its key; empty where the layout has none.
  private(set) var keys: [UInt64] = []
  /// What is doubtful in the rows, and by row how many of them were found up to its end.
  private(set) var findings: [Finding] = []
  private(set) var ends: [Int] = []
  /// Why the row behind the last is refused, if it is.
  private(set) var failure: Failure?

  private var pass: RowPass

  init(_ pass: RowPass) { self.pass = pass }

  /// - Parameters:
  ///   - part: Where the part begins.
  ///   - stop: Where the next one does.
  func make(_ part: RowPart, before stop: Int) {
    (count, failure) = (0, nil)
    keys.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    pass.findings.removeAll()
    do throws(IngestError) {
      try pass.seek(part.offset, line: part.line)
      while true {
        if count == rows.count { rows.append(SourceRow(row: 0, text: "", fields: [])) }
        guard try pass.next(into: &rows[count], before: stop) else { break }
        if let key = pass.keyHash { keys.append(key) }
        ends.append(pass.findings.count)
        count += 1
      }
    } catch {
      failure = Failure(error: error, row: pass.row, key: pass.keyHash, fields: pass.fields)
    }
    findings = pass.findings
  }

  /// Hands over a row, which stays here to be made anew where nobody keeps it.
  func withRow<Failure: Error>(
    _ index: Int, _ body: (SourceRow) throws(Failure) -> Void
  ) throws(Failure) {
    try body(rows[index])
  }
}

/// Where a part of a file begins that some worker reads: at a record.
struct RowPart: Sendable {
  /// About how many bytes a part has: its rows, some ten times as large, stay in a processor's cache.
  static let size = 1 << 16

  let offset: Int
  let line: Int
}

extension [RowPart] {
  /// The last part that begins on a line or before it.
  func part(ofLine line: Int) -> RowPart {
    var (low, high) = (0, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if self[middle].line <= line { low = middle } else { high = middle }
    }
    return self[low]
  }
}

/// What the rows of a file say together, in its order: which keys are repeated, and which findings are
/// given once.
struct RowMerge {
  private(set) var findings: [Finding] = []
  private let file: String
  private let keySlots: [Int]
  /// Whether people fill such files, who repeat a key by mistake only.
  private let isOwnLayout: Bool
  /// The row of each key seen, by a hash of the key, where a second one is refused at once; else all
  /// keys, which are compared at the end.
  private var rowOfKey = CodeTable()
  private var allKeys = KeySet()
  private var once = OnceAFile()

  init(_ source: ReadSource) {
    file = source.bytes.name
    keySlots = source.layout.key.compactMap { source.binding.slot($0) }
    isOwnLayout = source.layout.id.hasPrefix("regio-") || source.layout.id.hasPrefix("duo-tabel-")
  }

  /// Takes in a row of a worker before it is handed over.
  mutating func add(_ index: Int, of worker: RowWorker) throws(IngestError) {
    if !worker.keys.isEmpty {
      try checkKey(worker.keys[index], worker.rows[index].row, worker.rows[index].fields)
    }
    let first = index == 0 ? 0 : worker.ends[index - 1]
    for finding in worker.findings[first..<worker.ends[index]] { add(finding) }
  }

  /// Throws what a worker stopped at, unless the key of that row comes first.
  mutating func addFailure(of worker: RowWorker) throws(IngestError) {
    guard let failure = worker.failure else { return }
    if let key = failure.key { try checkKey(key, failure.row, failure.fields) }
    throw failure.error
  }

  private mutating func add(_ finding: Finding) {
    if let finding = once.admitted(finding) { findings.append(finding) }
  }

  /// All findings, when all rows were handed over.
  ///
  /// - Parameter pass: Reads rows again to say their keys.
  mutating func findings(
    _ parts: [RowPart], _ pass: () throws(IngestError) -> RowPass
  ) throws(IngestError) -> [Finding] {
    var again: RowPass?
    return try allKeys.adding(to: findings, file: file) { (row) throws(IngestError) in
      var reading: RowPass
      if let again { reading = again } else { reading = try pass() }
      again = nil
      defer { again = reading }
      let part = parts.part(ofLine: row)
      return try reading.key(ofRow: row, from: part.offset, line: part.line)
    }
  }

  /// Takes note of a row's key, to report a row whose key stands in a row before it. Keys are kept as
  /// hashes, so that a file of millions of rows fits.
  private mutating func checkKey(
    _ hash: UInt64, _ row: Int, _ fields: [String]
  ) throws(IngestError) {
    // DUO repeats keys on purpose (LWOO); a file that people fill does so by mistake.
    guard isOwnLayout else { return allKeys.insert(hash, row: row) }
    guard let first = rowOfKey.code(hash).map(Int.init) else {
      rowOfKey.insert(hash, UInt32(truncatingIfNeeded: row))
      return
    }
    let key = keySlots.map { fields[$0] }.joined(separator: " / ")
    throw .duplicateRow(file: file, row: row, first: first, key: key)
  }
}
