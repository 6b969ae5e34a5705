import Records

/// The keys of all rows of a file, by hash, to find rows whose key stands in a row before.
///
/// Hashes are dealt out over parts that each fit a processor's cache, and compared at the end: one
/// table over millions of rows would cost a wait for memory a row.
struct KeySet {
  /// Twelve bytes.
  private struct Entry {
    let lower: UInt32
    let upper: UInt32
    let row: UInt32
  }

  private var parts: [ContiguousArray<Entry>] = Array(repeating: [], count: 256)

  mutating func insert(_ hash: UInt64, row: Int) {
    parts[Int(truncatingIfNeeded: hash >> 56)].append(
      Entry(
        lower: UInt32(truncatingIfNeeded: hash), upper: UInt32(truncatingIfNeeded: hash >> 32),
        row: UInt32(truncatingIfNeeded: row)))
  }

  /// The findings of a file with those of repeated keys among them, in the order of rows.
  ///
  /// - Parameter key: The key of a row as findings print it.
  func adding(
    to findings: [Finding], file: String, key: (_ row: Int) throws(IngestError) -> String
  ) throws(IngestError) -> [Finding] {
    let repeated = repeated()
    if repeated.isEmpty { return findings }
    var all: [Finding] = []
    var rest = findings[...]
    for (row, first) in repeated {
      while let next = rest.first, next.row ?? 0 < row {
        all.append(next)
        rest.removeFirst()
      }
      all.append(.doubledKey(try key(row), file: file, row: row, first: first))
    }
    return all + rest
  }

  /// The rows whose key stands in a row before, rising, each with the first row of its key.
  func repeated() -> [(row: Int, first: Int)] {
    var found: [(row: Int, first: Int)] = []
    var slots: [UInt32] = []
    for part in parts where part.count > 1 {
      var size = 16
      while size < part.count * 2 { size *= 2 }
      if slots.count == size {
        for index in slots.indices { slots[index] = 0 }
      } else {
        slots = Array(repeating: 0, count: size)
      }
      for (place, entry) in part.enumerated() {
        var at = Int(entry.lower) & (size - 1)
        while slots[at] != 0 {
          let other = part[Int(slots[at]) - 1]
          if other.lower == entry.lower, other.upper == entry.upper {
            found.append((Int(entry.row), Int(other.row)))
            break
          }
          at = (at + 1) & (size - 1)
        }
        if slots[at] == 0 { slots[at] = UInt32(place + 1) }
      }
    }
    return found.sorted { $0.row < $1.row }
  }
}
