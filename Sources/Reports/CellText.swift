import Records

/// The text of a table's cell for people; CSV and XLSX have their own.
struct CellText {
  let format: NumberFormat

  func text(_ cell: Table.Cell, in kind: Table.Column.Kind) -> String {
    switch cell {
    case .text(let phrase): phrase[format.language]
    case .count(.notApplicable): format.language == .nl ? "n.v.t." : "n/a"
    case .count(let count): format.count(count)
    case .number(let value) where !value.isFinite: NumberFormat.missing
    case .number(let value): interval(value...value, in: kind)
    case .interval(let range): interval(range, in: kind)
    case .empty: NumberFormat.missing
    }
  }

  /// Why there is no number; nil where there is one or where the text says it.
  func reason(_ cell: Table.Cell) -> Phrase? {
    switch cell {
    case .empty(let reason): reason
    case .count(.notApplicable): nil
    case .count(let count): format.reason(count)
    case .number(let value) where !value.isFinite:
      Phrase(nl: "niet te berekenen", en: "cannot be computed")
    case .text, .number, .interval: nil
    }
  }

  private func interval(_ range: ClosedRange<Double>, in kind: Table.Column.Kind) -> String {
    switch kind {
    case .number(let decimals): format.interval(range, decimals: decimals)
    case .percent(let decimals): format.value(range, unit: .procent, decimals: decimals)
    case .text: format.value(range, unit: .aantal)
    case .year:
      range.lowerBound == range.upperBound
        ? format.plain(range.lowerBound, decimals: 0)
        : format.plain(range.lowerBound, decimals: 0) + "–"
          + format.plain(range.upperBound, decimals: 0)
    }
  }
}
