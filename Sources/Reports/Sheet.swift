import Records

/// A worksheet before it is written: one header row, then rows of plain values.
struct Sheet {
  /// A value with how it is shown.
  enum Value: Hashable {
    case blank
    case text(String)
    /// A number with its decimals and whether thousands are set apart.
    case number(Double, decimals: Int, isGrouped: Bool)
  }

  var name: String
  var header: [String]
  var rows: [[Value]]
  /// Rows, counted from 0 under the header, that are totals.
  var totals: Set<Int>
  /// In characters.
  var widths: [Double]
  /// Notes are read, not filtered.
  var hasFilter: Bool
}

extension Sheet {
  /// A table with real numbers only.
  ///
  /// A column that holds an interval or a withheld count becomes two, the lower and the upper bound,
  /// so that a sum in the spreadsheet never leaves a withheld cell out without a word.
  init(_ table: Table, name: String, language: Language) {
    let isSplit = table.columns.indices.map { index in
      table.rows.contains { row in
        switch row.cells[index] {
        case .interval(let range): range.lowerBound != range.upperBound
        case .count(.suppressed): true
        case .text, .count, .number, .empty: false
        }
      }
    }
    self.name = name
    header = zip(table.columns, isSplit).flatMap { column, isSplit in
      let title = Self.title(column, language: language)
      let (low, high) = language == .nl ? ("van", "tot en met") : ("from", "to")
      return isSplit ? ["\(title), \(low)", "\(title), \(high)"] : [title]
    }
    rows = table.rows.map { row in
      zip(zip(table.columns, isSplit), row.cells).flatMap { column, cell in
        let (low, high) = Self.values(cell, in: column.0.kind, language: language)
        return column.1 ? [low, high] : [low]
      }
    }
    totals = Set(table.rows.indices.filter { table.rows[$0].isTotal })
    hasFilter = true
    widths = []
    widths = Self.widths(header: header, rows: rows)
  }

  /// Lines of text under one heading, for the notes.
  init(notes: [(String, String)], name: String, header: [String]) {
    self.name = name
    self.header = header
    rows = notes.map { [.text($0.0), .text($0.1)] }
    totals = []
    widths = [30, 110]
    hasFilter = false
  }

  /// Percentages are numbers 0–100, so the header says what they are.
  private static func title(_ column: Table.Column, language: Language) -> String {
    let title = column.title[language]
    if case .percent = column.kind, !title.contains("%") { return "\(title) (%)" }
    return title
  }

  private static func values(
    _ cell: Table.Cell, in kind: Table.Column.Kind, language: Language
  ) -> (Value, Value) {
    let number = { (value: Double) -> Value in
      guard value.isFinite else { return .blank }
      // The last bits differ between processors; a workbook must not.
      let value = (value * 1e9).rounded() / 1e9
      return switch kind {
      case .number(let decimals), .percent(let decimals):
        .number(value, decimals: decimals, isGrouped: true)
      case .year: .number(value, decimals: 0, isGrouped: false)
      case .text: .number(value, decimals: NumberFormat.decimals(value...value), isGrouped: true)
      }
    }
    switch cell {
    case .text(let phrase):
      let text = phrase[language]
      let value: Value = text.isEmpty ? .blank : .text(text)
      return (value, value)
    case .count(let count):
      guard let bounds = count.bounds else { return (.blank, .blank) }
      return (number(Double(bounds.lowerBound)), number(Double(bounds.upperBound)))
    case .number(let value): return (number(value), number(value))
    case .interval(let range): return (number(range.lowerBound), number(range.upperBound))
    case .empty: return (.blank, .blank)
    }
  }

  /// How many lines the wrapped texts of a row take: not every program sets the height of a row by
  /// itself. A tenth is added because words do not break evenly.
  func lines(ofRow index: Int) -> Int {
    zip(rows[index], widths).map { value, width in
      guard case .text(let text) = value else { return 1 }
      return max(1, Int((1.1 * Double(text.count) / width).rounded(.up)))
    }.max() ?? 1
  }

  /// As wide as the longest value, between 8 and 60.
  private static func widths(header: [String], rows: [[Value]]) -> [Double] {
    header.indices.map { index in
      let longest =
        rows.map { row -> Int in
          switch row[index] {
          case .blank: 0
          case .text(let text): text.count
          case .number: 9
          }
        }.max() ?? 0
      // Room for the filter's button beside the header, which may wrap.
      return Double(min(60, max(8, longest + 2, min(header[index].count, 18) + 4)))
    }
  }
}
