import Records

/// A file that was found sound, with all that a pass over its rows needs to know.
struct ReadSource: Sendable {
  let bytes: FileBytes
  let encoding: TextEncoding
  let layout: Layout
  let binding: Binding
  let delimiter: UInt8
  /// The fields of each row.
  let fields: Int
  /// Where the rows begin, and on which line.
  let start: Int
  let line: Int
  let filePeriod: Period?

  /// Cells of no row yet.
  func cells(sha256: String) -> Cells {
    Cells(
      file: bytes.name, sha256: sha256, layout: layout, binding: binding, filePeriod: filePeriod)
  }
}
