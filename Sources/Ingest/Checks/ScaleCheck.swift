import Records

/// Whether a file is as large as a national one.
struct ScaleCheck: Sendable {
  private let columns: CheckColumns
  private let expected: Int?
  private var seen: Set<String> = []
  private var last = ""
  private var isSorted = true

  /// Locations in DUO's files of 2019 (pupils), 2015–2024 (exams) and 2019 (marks).
  private static let vestigingen: [(layout: String, count: Int)] = [
    ("duo-leerlingen", 1_450), ("duo-examenkandidaten", 1_236), ("duo-geslaagden", 1_159),
  ]

  init(_ columns: CheckColumns, layout: String) {
    self.columns = columns
    expected = Self.vestigingen.first { $0.layout == layout }?.count
  }

  mutating func add(_ row: SourceRow) {
    guard expected != nil, let code = columns.code(row.fields), code != last else { return }
    if code < last { isSorted = false }
    last = code
    seen.insert(code)
  }

  func finish(_ all: inout FindingCollector) {
    guard let expected, !seen.isEmpty else { return }
    guard 100 * seen.count < 85 * expected || (isSorted && last < "30") else { return }
    all.add(
      .onvolledig, value: "\(seen.count)",
      text: Phrase(
        nl:
          "\(seen.count) vestigingen, de laatste \(last); een landelijk bestand heeft er ongeveer "
          + "\(expected)",
        en: "\(seen.count) locations, the last \(last); a national file has about \(expected)"))
  }
}
