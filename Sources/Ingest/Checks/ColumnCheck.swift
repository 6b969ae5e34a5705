import Records

/// The columns of counts: blanks, withheld cells, and columns that repeat each other.
struct ColumnCheck: Sendable {
  private struct Column: Sendable {
    var hash = Hash64()
    var blanks = 0
    var firstBlank = 0
    var zeros = 0
    /// How often 1, 2, 3 and 4 stand in it.
    var small = [0, 0, 0, 0]
    var firstSmall = 0
    var withheld = 0
    var fiveToNine = 0
    var positive: Int { small.reduce(0, +) + withheld + fiveToNine + large }
    var large = 0
  }

  private let names: [String]
  private let headers: [String]
  private let slots: [Int]
  private var columns: [Column]
  private var rows = 0

  init(_ columns: CheckColumns) {
    names = columns.names
    headers = columns.headers
    slots = columns.counts
    self.columns = Array(repeating: Column(), count: slots.count)
  }

  mutating func add(_ row: SourceRow, _ numbers: [CellNumber]) {
    rows += 1
    for (index, slot) in slots.enumerated() {
      switch numbers[slot] {
      case .exact(let number):
        columns[index].hash.add(number)
        switch number {
        case 0: columns[index].zeros += 1
        case 1...4:
          columns[index].small[number - 1] += 1
          if columns[index].firstSmall == 0 { columns[index].firstSmall = row.row }
        case 5...9: columns[index].fiveToNine += 1
        default: columns[index].large += 1
        }
      case .withheld:
        columns[index].hash.add(-1)
        columns[index].withheld += 1
      case .blank:
        columns[index].hash.add(-2)
        columns[index].blanks += 1
        if columns[index].firstBlank == 0 { columns[index].firstBlank = row.row }
      case .other: columns[index].hash.add(-3)
      }
    }
  }

  func finish(_ all: inout FindingCollector, layout: String) {
    guard let layout = recognisedLayouts.first(where: { $0.id == layout }),
      layout.id.hasPrefix("duo-"), !layout.id.hasPrefix("duo-tabel-")
    else { return }
    for (index, column) in columns.enumerated() {
      let name = headers[slots[index]]
      let small = column.small.reduce(0, +)
      if column.blanks > 0 {
        all.add(
          .legeCellen, row: column.firstBlank, column: name, value: "\(column.blanks)",
          text: Phrase(
            nl: "\(column.blanks) lege cellen in \(rows) rijen",
            en: "\(column.blanks) blank cells in \(rows) rows"))
      }
      if column.withheld > 0, small > 0 {
        all.add(
          .gemengd, row: column.firstSmall, column: name, value: "\(small)",
          text: Phrase(
            nl: "\(column.withheld) cellen <5 en \(small) cellen met 1, 2, 3 of 4",
            en: "\(column.withheld) cells <5 and \(small) cells with 1, 2, 3 or 4"))
      }
      if column.fiveToNine >= 30, small + column.withheld == 0 {
        all.add(
          .geenKlein, column: name,
          text: Phrase(
            nl: "\(column.fiveToNine) cellen van 5 tot en met 9, en geen van 1 tot en met 4 of <5",
            en: "\(column.fiveToNine) cells of 5 to 9, and none of 1 to 4 or <5"))
      }
      // In DUO's older interface a 4 does stand for 1 to 4, and is read so.
      if small >= 40, !layout.suppression.contains(.four), let most = column.small.max(),
        10 * most >= 8 * small
      {
        let value = (column.small.firstIndex(of: most) ?? 0) + 1
        all.add(
          .overheerst, row: column.firstSmall, column: name, value: "\(value)",
          text: Phrase(
            nl: "van \(small) cellen met 1, 2, 3 of 4 zijn er \(most) een \(value)",
            en: "of \(small) cells with 1, 2, 3 or 4, \(most) are \(value)"))
      }
    }
    reportEqual(&all)
    reportZero(&all)
  }

  private func reportEqual(_ all: inout FindingCollector) {
    var first: [UInt64: Int] = [:]
    for (index, column) in columns.enumerated() where column.positive >= 20 {
      guard let other = first[column.hash.value] else {
        first[column.hash.value] = index
        continue
      }
      let (left, right) = (names[slots[other]], names[slots[index]])
      // In a small school everyone passes: such columns are equal rightly.
      if kind(left) != kind(right), column.positive < 400 { continue }
      all.add(
        .kolomHerhaald, column: headers[slots[index]],
        text: Phrase(
          nl: "gelijk aan kolom “\(headers[slots[other]])” in alle \(rows) rijen",
          en: "equal to column “\(headers[slots[other]])” in all \(rows) rows"))
    }
  }

  private func reportZero(_ all: inout FindingCollector) {
    for (index, column) in columns.enumerated() where column.positive == 0 {
      let name = names[slots[index]]
      guard !name.contains("onbekend"), name != "gezakten" else { continue }
      let peers = columns.indices.filter { $0 != index && kind(names[slots[$0]]) == kind(name) }
      guard let least = peers.map({ columns[$0].positive }).filter({ $0 > 0 }).min(), least >= 100
      else { continue }
      all.add(
        .kolomNul, column: headers[slots[index]],
        text: Phrase(
          nl: "overal nul of leeg in \(rows) rijen", en: "zero or blank throughout \(rows) rows"))
    }
  }

  /// The first word of a column's name.
  private func kind(_ name: String) -> Substring { name.prefix { $0 != " " } }
}
