/// A table of a crosswalk: `;`, UTF-8, LF, a header in Dutch, the last column the source.
///
/// Cells may be quoted (`"a;b"`, a quote doubled), but hold no line ends. A line that begins with `#`
/// is a comment, an empty line is passed over: the hand-kept files are made by people.
struct Table {
  struct Row {
    /// As an editor counts it.
    let number: Int
    let cells: [String]
    private let table: String
    private let header: [String]

    init(number: Int, cells: [String], table: String, header: [String]) {
      self.number = number
      self.cells = cells
      self.table = table
      self.header = header
    }

    subscript(column: String) -> String {
      guard let index = header.firstIndex(of: column) else {
        preconditionFailure("table \(table) has no column \(column)")
      }
      return cells[index]
    }

    /// What a cell means, or the refusal that names it.
    func value<Value>(
      _ column: String, _ meaning: (String) -> Value?
    ) throws(CrosswalkError) -> Value {
      guard let value = meaning(self[column]) else {
        throw .badCell(table: table, row: number, column: column, value: self[column])
      }
      return value
    }

    /// What a cell means; nil where it is empty.
    func optional<Value>(
      _ column: String, _ meaning: (String) -> Value?
    ) throws(CrosswalkError) -> Value? {
      self[column].isEmpty ? nil : try value(column, meaning)
    }

    /// The parts of a cell that lists several, divided by `|` or blanks.
    func list(_ column: String, separator: Character) -> [String] {
      self[column].split(separator: separator).map(String.init)
    }
  }

  let rows: [Row]

  init(_ text: String, name: String, header: [String]) throws(CrosswalkError) {
    var rows: [Row] = []
    var hasHeader = false
    // The scalar view: "\r\n" is one Character, and people's editors write it.
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, scalars) in lines.enumerated() {
      var line = String(String.UnicodeScalarView(scalars))
      if index == 0, line.unicodeScalars.first == "\u{feff}" { line.unicodeScalars.removeFirst() }
      if line.unicodeScalars.last == "\r" { line.unicodeScalars.removeLast() }
      if line.isEmpty || line.hasPrefix("#") { continue }
      let cells = Self.cells(of: line)
      if !hasHeader {
        guard cells == header else {
          throw .wrongHeader(table: name, found: cells, expected: header)
        }
        hasHeader = true
        continue
      }
      guard cells.count == header.count else {
        throw .wrongCellCount(
          table: name, row: index + 1, found: cells.count, expected: header.count)
      }
      rows.append(Row(number: index + 1, cells: cells, table: name, header: header))
    }
    guard hasHeader else { throw .wrongHeader(table: name, found: [], expected: header) }
    self.rows = rows
  }

  private static func cells(of line: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    var rest = line[...]
    while let character = rest.popFirst() {
      switch character {
      case "\"" where isQuoted && rest.first == "\"":
        cell.append("\"")
        rest.removeFirst()
      case "\"" where isQuoted: isQuoted = false
      case "\"" where cell.isEmpty: isQuoted = true
      case ";" where !isQuoted:
        cells.append(cell)
        cell = ""
      default: cell.append(character)
      }
    }
    return cells + [cell]
  }
}
