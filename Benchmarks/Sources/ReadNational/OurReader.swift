import Ingest
import Records
import Samples

/// The one place of this benchmark that calls our reader: a file in, what it holds out.
enum OurReader {
  /// Reads all rows in batches, takes every count with its bounds and every name decoded.
  static func line(path: String) throws -> String {
    let reader = try SourceReader(path: path)
    var total = CountSum()
    var (rows, characters) = (0, 0)
    var schools: Set<String> = []
    _ = try reader.batches { (batch) throws(Never) in
      rows += batch.rows
      for column in batch.countColumns.indices { total += batch.sum(ofColumn: column) }
      for (column, name) in batch.textColumns.enumerated() {
        for (code, rows) in batch.frequencies(ofColumn: column).enumerated() {
          let text = batch.text(column, code: code)
          characters += rows * text.unicodeScalars.count
          if name == "school" { schools.insert(text) }
        }
      }
    }
    let checksum = schools.reduce(0) { $0 + Int(CRC32.of($1.utf8)) }
    let parts = [
      ("rows", rows), ("exact", total.exact), ("suppressed", total.suppressed),
      ("low", total.low), ("high", total.high), ("characters", characters),
      ("names", schools.count), ("namesChecksum", checksum),
    ]
    return "{" + parts.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }
}
