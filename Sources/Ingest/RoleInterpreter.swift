import Records

/// Makes observations of a row from what its layout says of the columns, each number one.
///
/// The place comes from the column of a place, or from the columns of institution and location; a
/// layout without either is about the whole country. Splits come in the order of the layout, those
/// that a header stands for last; a blank split is not one. A count that cannot exist gives nothing,
/// a blank one is missing; a blank decimal gives nothing.
struct RoleInterpreter {
  private enum WhereOf {
    case code(Int, Place.Kind)
    case location(brin: Int, Int)
    case nederland
  }

  private struct Measure {
    let slot: Int
    let name: String
    let unit: Figure.Unit
    let dimensions: [Observation.Dimension]
    /// Where the header names it.
    let period: Period?
  }

  private let place: WhereOf
  private let period: Layout.PeriodSource
  private let periodSlot: Int?
  private let dimensions: [(slot: Int, name: String, kind: Place.Kind?)]
  private let measures: [Measure]
  private let withheldMark: (slot: Int, text: String)?
  private let isStatLine: Bool
  private let hasMinusOne: Bool

  init(
    _ binding: Binding, period: Layout.PeriodSource, suppression: Set<Layout.Suppression>
  ) {
    self.period = period
    isStatLine = suppression.contains(.statLine)
    hasMinusOne = suppression.contains(.minusOne)
    var place = WhereOf.nederland
    var (brin, location) = (Int?.none, Int?.none)
    var dimensions: [(slot: Int, name: String, kind: Place.Kind?)] = []
    var measures: [Measure] = []
    var mark: (slot: Int, text: String)?
    for (index, slot) in binding.slots.enumerated() {
      switch slot.column.role {
      case .kept, .period: break
      case .place(let kind): place = .code(index, kind)
      case .brin: brin = index
      case .location: location = index
      case .dimension: dimensions.append((index, slot.name, nil))
      case .placeDimension(let kind): dimensions.append((index, slot.name, kind))
      case .withheldMark(let text): mark = (index, text)
      case .measure(let name, let unit, let split):
        var ofHeader: Period?
        if case .headers(let form) = period { ofHeader = slot.periodText.flatMap(form.period) }
        measures.append(
          Measure(slot: index, name: name, unit: unit, dimensions: split, period: ofHeader))
      }
    }
    if let brin { place = location.map { .location(brin: brin, $0) } ?? .code(brin, .instelling) }
    self.place = place
    self.dimensions = dimensions
    self.measures = measures
    withheldMark = mark
    if case .column(let name, _) = period {
      periodSlot = binding.slot(name)
    } else {
      periodSlot = nil
    }
  }

  func interpret(
    _ cells: Cells, _ row: inout SourceRow, _ findings: inout [Finding]
  ) throws(IngestError) {
    guard !measures.isEmpty else { return }
    let place = try place(cells)
    let period = try period(cells)
    let split = try split(cells)
    let isMarked = withheldMark.map { cells.fields[$0.slot] == $0.text } ?? false
    row.observations.reserveCapacity(measures.count)
    for measure in measures {
      guard let period = measure.period ?? period,
        let value = try value(cells, measure.slot, measure.unit, isMarked: isMarked)
      else { continue }
      row.observations.append(
        Observation(
          measure: measure.name, unit: measure.unit, place: place, period: period,
          dimensions: measure.dimensions.isEmpty ? split : split + measure.dimensions,
          value: value, source: cells.source(measure.slot)))
    }
  }

  /// Where the row is about.
  private func place(_ cells: Cells) throws(IngestError) -> Place {
    switch place {
    case .code(let slot, let kind): Place(kind, try cells.code(slot, kind))
    case .location(let brin, let slot):
      Place(.vestiging, try cells.vestiging(brin: brin, slot).text)
    case .nederland: .nederland
    }
  }

  /// The row's period; nil where the headers say it.
  private func period(_ cells: Cells) throws(IngestError) -> Period? {
    switch period {
    case .fileName:
      guard let period = cells.filePeriod else { throw .noYear(file: cells.file) }
      return period
    case .column(_, let form):
      return try periodSlot.map { (slot) throws(IngestError) in
        try cells.period(slot, form)
      }
    case .headers, .none: return nil
    }
  }

  private func split(_ cells: Cells) throws(IngestError) -> [Observation.Dimension] {
    var split: [Observation.Dimension] = []
    split.reserveCapacity(dimensions.count)
    for (slot, name, kind) in dimensions where !cells.fields[slot].isEmpty {
      let text = cells.fields[slot]
      split.append(
        Observation.Dimension(
          name,
          try kind.map { (kind) throws(IngestError) in
            try cells.code(slot, kind)
          } ?? text))
    }
    return split
  }

  private func value(
    _ cells: Cells, _ slot: Int, _ unit: Figure.Unit, isMarked: Bool
  ) throws(IngestError) -> Observation.Value? {
    if isStatLine {
      switch cells.fields[slot] {
      case "": return nil
      case ".": return .count(.missing)
      case "x", "X": return .secret
      default: break
      }
    }
    guard cells.slots[slot].column.kind == .count else {
      guard let number = cells.numbers[slot] else { return nil }
      // Beside a withheld number its mean is withheld in the same way.
      if hasMinusOne, cells.fields[slot] == "-1" { return .secret }
      // DUO prints 0 where there is no mark. Anything else has lost its comma.
      if unit == .cijfer, number == 0 { return nil }
      if unit == .cijfer, !(1...10).contains(number) {
        throw cells.bad(
          slot, Phrase(nl: "een cijfer van 1 tot 10", en: "a mark from 1 to 10"))
      }
      return .number(number)
    }
    switch cells.counts[slot] {
    case .notApplicable: return nil
    case .exact(4) where isMarked: return .count(.suppressed(1...4))
    case let count: return .count(count)
    }
  }
}
