import Ingest
import Records
import Samples

/// The one place of this benchmark that calls our reader: a file in, what it holds out.
enum OurReader {
  /// What is taken of rows: every count with its bounds, every text decoded, the names of schools.
  struct Total {
    var rows = 0
    var counts = CountSum()
    var characters = 0
    /// With room for a country's, so that it is not moved again and again.
    var schools = Set<String>(minimumCapacity: 1 << 16)
  }

  /// What is taken of one batch.
  struct Part {
    var rows: Int
    var counts = CountSum()
    var characters = 0
    var schools: [String] = []

    init(_ batch: FactBatch) {
      rows = batch.rows
      for column in batch.countColumns.indices { counts += batch.sum(ofColumn: column) }
      for (column, name) in batch.textColumns.enumerated() {
        for (code, rows) in batch.frequencies(ofColumn: column).enumerated() {
          let text = batch.text(column, code: code)
          characters += rows * text.unicodeScalars.count
          if name == "school" { schools.append(text) }
        }
      }
    }
  }

  /// Reads all rows in batches.
  static func line(path: String) throws -> String {
    let total = try SourceReader.collect(path: path) {
      Total()
    } each: { batch in
      Part(batch)
    } add: { (total, part) throws(Never) in
      total.rows += part.rows
      total.counts += part.counts
      total.characters += part.characters
      total.schools.formUnion(part.schools)
    }.result
    let checksum = total.schools.reduce(0) { $0 + Int(CRC32.of($1.utf8)) }
    let parts = [
      ("rows", total.rows), ("exact", total.counts.exact), ("suppressed", total.counts.suppressed),
      ("low", total.counts.low), ("high", total.counts.high), ("characters", total.characters),
      ("names", total.schools.count), ("namesChecksum", checksum),
    ]
    return "{" + parts.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }
}
