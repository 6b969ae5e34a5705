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

  /// Cells of no row yet, with texts of their own: see ``RowWorker``.
  func cells(sha256: String) -> Cells {
    func own(_ text: String) -> String { String(decoding: Array(text.utf8), as: UTF8.self) }
    let slots = binding.slots.map { slot in
      Binding.Slot(
        column: slot.column, year: slot.year, index: slot.index, header: own(slot.header),
        name: slot.name, periodText: slot.periodText)
    }
    return Cells(
      file: bytes.name, sha256: own(sha256), layout: own(layout.id), slots: slots,
      filePeriod: filePeriod)
  }
}
