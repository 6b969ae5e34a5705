/// The keys of rows that stand behind each other, as fingerprints of 56 bits: eight bytes a row.
struct KeyBlock: Sendable {
  /// Rows that a block may have: their numbers have 16 bits.
  static let capacity = 1 << 14
  /// Fingerprints are dealt out over so many parts by their first 8 bits.
  static let buckets = 256

  /// How many rows.
  let rows: Int
  /// The line of the first row, counted from wherever the block's maker counts.
  let line: Int
  /// By row, its line from the first row's on; empty where row `k` stands `k` lines behind it.
  private let lines: [UInt32]
  /// By bucket, and there by row: the other 48 bits of the fingerprint, and the row.
  private let entries: ContiguousArray<UInt64>
  private let ends: [UInt16]

  /// - Parameters:
  ///   - hash: The hash of a row's key.
  ///   - line: The line of a row.
  init(rows: Int, hash: (Int) -> UInt64, line: (Int) -> Int) {
    precondition(rows > 0 && rows <= Self.capacity)
    self.rows = rows
    let first = line(0)
    self.line = first
    // Rows rise, so that the last one tells whether any line was passed over.
    lines =
      line(rows - 1) - first == rows - 1
      ? [] : (0..<rows).map { UInt32(truncatingIfNeeded: line($0) - first) }
    var places: [UInt16] = Array(repeating: 0, count: Self.buckets)
    for row in 0..<rows { places[Int(truncatingIfNeeded: hash(row) >> 56)] += 1 }
    var place: UInt16 = 0
    for bucket in places.indices { (places[bucket], place) = (place, place + places[bucket]) }
    var entries = ContiguousArray<UInt64>(repeating: 0, count: rows)
    for row in 0..<rows {
      let hash = hash(row)
      let bucket = Int(truncatingIfNeeded: hash >> 56)
      entries[Int(places[bucket])] = hash << 8 & ~0xFFFF | UInt64(row)
      places[bucket] += 1
    }
    self.entries = entries
    ends = places
  }

  /// The line of a row, counted as ``line``.
  func line(_ row: Int) -> Int { line + (lines.isEmpty ? row : Int(lines[row])) }

  /// How many rows a bucket has.
  func count(in bucket: Int) -> Int {
    Int(ends[bucket]) - (bucket == 0 ? 0 : Int(ends[bucket - 1]))
  }

  /// Calls `body` with the fingerprint, without its first 8 bits, and the row of each entry of a
  /// bucket.
  @inline(__always)
  func forEach(in bucket: Int, _ body: (_ fingerprint: UInt64, _ row: Int) -> Void) {
    let start = bucket == 0 ? 0 : Int(ends[bucket - 1])
    for place in start..<Int(ends[bucket]) {
      body(entries[place] >> 16, Int(entries[place] & 0xFFFF))
    }
  }
}
