import Dispatch
import Records
import Synchronization

/// The keys of all rows of a file, by fingerprint, to find rows whose key stands in a row before: eight
/// bytes a row. Rows of one fingerprint are read again, so that what is found is never a coincidence.
///
/// Fingerprints are dealt out over parts that each fit a processor's cache, and compared at the end:
/// one table over millions of rows would cost a wait for memory a row.
struct KeySet: Sendable {
  private var blocks: [(block: KeyBlock, line: Int)] = []
  private var rows = 0
  /// Rows inserted one by one that are no block yet.
  private var hashes: [UInt64] = []
  private var lines: [Int] = []

  /// Adds the rows of a block, which counts its lines from here.
  mutating func append(_ block: KeyBlock, line: Int) {
    blocks.append((block, line))
    rows += block.rows
  }

  /// Adds a row behind those before.
  mutating func insert(_ hash: UInt64, row: Int) {
    hashes.append(hash)
    lines.append(row)
    if hashes.count == KeyBlock.capacity { seal() }
  }

  private mutating func seal() {
    if hashes.isEmpty { return }
    append(KeyBlock(rows: hashes.count, hash: { hashes[$0] }, line: { lines[$0] }), line: 0)
    hashes.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
  }

  /// The findings of a file with those of repeated keys among them, in the order of rows.
  ///
  /// - Parameter key: The key of a row as findings print it. It is asked for rows in their order.
  mutating func adding(
    to findings: [Finding], file: String, key: (_ row: Int) throws(IngestError) -> String
  ) throws(IngestError) -> [Finding] {
    var all: [Finding] = []
    var rest = findings[...]
    try repeated(key) { row, first, key in
      while let next = rest.first, next.row ?? 0 < row {
        all.append(next)
        rest.removeFirst()
      }
      all.append(.doubledKey(key, file: file, row: row, first: first))
    }
    return all.isEmpty ? findings : all + rest
  }

  /// Hands over the rows whose key stands in a row before, rising, each with the first row of its key.
  mutating func repeated(
    _ key: (_ row: Int) throws(IngestError) -> String,
    _ body: (_ row: Int, _ first: Int, _ key: String) -> Void
  ) throws(IngestError) {
    // By the first row of a fingerprint, its key; and the other keys that have it by coincidence.
    var keys: [Int: String] = [:]
    var others: [Int: [(row: Int, key: String)]] = [:]
    for (row, group) in candidates() {
      let text = try key(row)
      if row == group {
        keys[group] = text
      } else if let first = keys[group], first == text {
        body(row, group, first)
      } else if let other = others[group]?.first(where: { $0.key == text }) {
        body(row, other.row, other.key)
      } else {
        others[group, default: []].append((row, text))
      }
    }
  }

  /// The rows whose fingerprint another row has too, rising, each with the first row that has it.
  mutating func candidates() -> [(row: Int, group: Int)] {
    seal()
    let keys = self
    // A thread costs more than the few rows of most files.
    let threads = rows < 1 << 16 ? 1 : SourceReader.processors
    let found = Mutex<[(row: Int, group: Int)]>([])
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      var table: [UInt64] = []
      for bucket in stride(from: thread, to: KeyBlock.buckets, by: threads) {
        let hits = keys.hits(in: bucket, &table)
        if hits.isEmpty { continue }
        let rows = keys.rows(of: hits, in: bucket)
        found.withLock { $0 += rows }
      }
    }
    return found.withLock { $0 }.sorted { $0.row < $1.row }
  }

  /// The fingerprints that several rows of a bucket have.
  private func hits(in bucket: Int, _ table: inout [UInt64]) -> Set<UInt64> {
    var hits: Set<UInt64> = []
    let rows = blocks.reduce(0) { $0 + $1.block.count(in: bucket) }
    if rows < 2 { return hits }
    var size = 16
    while size < rows * 2 { size *= 2 }
    if table.count == size {
      for index in table.indices { table[index] = 0 }
    } else {
      table = Array(repeating: 0, count: size)
    }
    for (block, _) in blocks {
      block.forEach(in: bucket) { fingerprint, _ in
        // Zero stands for a free place.
        let entry = fingerprint + 1
        var at = Int(truncatingIfNeeded: fingerprint) & (size - 1)
        while table[at] != 0, table[at] != entry { at = (at + 1) & (size - 1) }
        if table[at] == 0 { table[at] = entry } else { hits.insert(fingerprint) }
      }
    }
    return hits
  }

  /// The rows of a bucket that have these fingerprints, each with the first that has its own.
  private func rows(of hits: Set<UInt64>, in bucket: Int) -> [(row: Int, group: Int)] {
    var groups: [UInt64: Int] = [:]
    var found: [(row: Int, group: Int)] = []
    for (block, line) in blocks {
      block.forEach(in: bucket) { fingerprint, row in
        guard hits.contains(fingerprint) else { return }
        let row = line + block.line(row)
        if groups[fingerprint] == nil { groups[fingerprint] = row }
        found.append((row, groups[fingerprint] ?? row))
      }
    }
    return found
  }
}
