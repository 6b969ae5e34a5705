import Records

/// Candidates, passed, failed, pass rates and marks within rows, and the marks over the file.
struct ExamCheck: Sendable {
  private struct Spread: Sendable {
    var count = 0.0
    var sums = (0.0, 0.0)
    var squares = (0.0, 0.0)
  }

  private let columns: CheckColumns
  private var rows = 0
  private var outside = 0
  private var firstOutside = 0
  private var spreads: [String: Spread] = [:]

  init(_ columns: CheckColumns) { self.columns = columns }

  mutating func add(_ row: SourceRow, _ numbers: [CellNumber], _ all: inout FindingCollector) {
    for exam in columns.exams {
      guard let slot = exam.percentage else { continue }
      let text = row.fields[slot]
      guard !text.isEmpty, let printed = Self.number(text) else { continue }
      let kandidaten = numbers[exam.kandidaten].exactValue
      let geslaagden = numbers[exam.geslaagden].exactValue
      let isWrong: Bool
      if let kandidaten, let geslaagden {
        let rate = kandidaten > 0 ? 100 * Double(geslaagden) / Double(kandidaten) : 0
        isWrong = abs(printed - rate) > 0.06
      } else {
        isWrong = !(0...100).contains(printed)
      }
      if isWrong {
        let found = (row.fields[exam.geslaagden], row.fields[exam.kandidaten])
        all.add(
          .percentage, row: row.row, column: columns.headers[slot], value: text,
          text: Phrase(
            nl: "past niet bij \(found.0) geslaagden van \(found.1) kandidaten",
            en: "does not fit \(found.0) passed of \(found.1) candidates"))
      }
    }
    checkMarks(row, &all)
  }

  private mutating func checkMarks(_ row: SourceRow, _ all: inout FindingCollector) {
    guard let slots = columns.marks, let se = Self.number(row.fields[slots.se]),
      let ce = Self.number(row.fields[slots.ce]), let list = Self.number(row.fields[slots.list]),
      se != 0, ce != 0, list != 0
    else { return }
    rows += 1
    let off = max(min(se, ce) - list, list - max(se, ce))
    if off > 0.35 {
      outside += 1
      if firstOutside == 0 { firstOutside = row.row }
    }
    if ![se, ce, list].allSatisfy({ (1...10).contains($0) }) || off > 0.85 {
      all.add(
        .cijferlijst, row: row.row, column: columns.headers[slots.list],
        value: row.fields[slots.list],
        text: Phrase(
          nl: "schoolexamen \(row.fields[slots.se]), centraal examen \(row.fields[slots.ce])",
          en: "school exam \(row.fields[slots.se]), central exam \(row.fields[slots.ce])"))
    }
    let group =
      (columns.onderwijstype.map { row.fields[$0] } ?? "")
      + (columns.leerweg.map { row.fields[$0] } ?? "")
    var spread = spreads[group] ?? Spread()
    spread.count += 1
    spread.sums.0 += se
    spread.sums.1 += ce
    spread.squares.0 += se * se
    spread.squares.1 += ce * ce
    spreads[group] = spread
  }

  func finish(_ all: inout FindingCollector) {
    guard rows >= 100, let slots = columns.marks else { return }
    if Double(outside) > 0.06 * Double(rows) {
      all.add(
        .cijfersLos, row: firstOutside, column: columns.headers[slots.list], value: "\(outside)",
        text: Phrase(
          nl: "in \(outside) van \(rows) rijen ligt de cijferlijst buiten beide examencijfers",
          en: "in \(outside) of \(rows) rows the list lies outside both exam marks"))
    }
    // Variation within each type of education, added up.
    let within = spreads.keys.sorted().compactMap { spreads[$0] }.reduce((0.0, 0.0)) { sum, one in
      (
        sum.0 + one.squares.0 - one.sums.0 * one.sums.0 / one.count,
        sum.1 + one.squares.1 - one.sums.1 * one.sums.1 / one.count
      )
    }
    if within.0 > within.1 {
      all.add(
        .cijfersVerwisseld, column: columns.headers[slots.se],
        text: Phrase(
          nl: "schoolexamens spreiden meer dan centrale examens in \(rows) rijen",
          en: "school exams spread more than central exams in \(rows) rows"))
    }
  }

  /// A number with a comma or a point, also with `%`.
  static func number(_ text: String) -> Double? {
    var whole = 0.0
    var scale = 0.0
    var digits = 0
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39:
        whole = whole * 10 + Double(byte - 0x30)
        scale *= 10
        digits += 1
      case 0x2C, 0x2E:
        if scale > 0 { return nil }
        scale = 1
      case 0x25, 0x20: break
      default: return nil
      }
    }
    return digits == 0 ? nil : whole / max(1, scale)
  }
}
