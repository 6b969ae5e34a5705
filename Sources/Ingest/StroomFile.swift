public import Records

/// Reads a file of flows (CSV): how many pupils went from which state to which, by location and year.
///
/// ```
/// vestiging;jaar;van;naar;leerlingen
/// 00AA00;2021;leerjaar 3;leerjaar 4;52
/// 00AA00;2021;leerjaar 3;leerjaar 3;<5
/// 00AA00;2021;leerjaar 4;technisch mbo;31
/// 00AA00;2021;instroom;leerjaar 3;58
/// 00AA00;2021;leerjaar 3;totaal;57
/// ```
///
/// `jaar` is the peildatum of `van`; `naar` is a year later. With `van` empty or `instroom` the row counts
/// those who entered `naar`, on peildatum `jaar` + 1. With `naar` `totaal` it counts all pupils of `van` on
/// peildatum `jaar`; such rows are optional. `leerlingen` is a whole number, `<5` (1 to 4) or bounds (`5..9`).
/// Columns stand in any order, `;` or `,` between them; a column `bron` may be there and is not used.
public enum StroomFile {
  /// The id under which messages name this layout.
  public static let layout = "regio-stromen"

  static let columns = ["vestiging", "jaar", "van", "naar", "leerlingen"]

  /// The rows of the file at `path`, in its order.
  ///
  /// - Throws: No text, an unknown header, a row of another shape, a cell that its column cannot hold, a name
  ///   written in two ways, or two rows of one key, with the row.
  public static func read(path: String) throws(IngestError) -> [Stroom] {
    try read(LongTable.Source(path: path))
  }

  static func read(_ source: LongTable.Source) throws(IngestError) -> [Stroom] {
    let table = try LongTable(source, columns: columns, optional: [], layout: layout)
    var rows: [Stroom] = []
    var seen: [[String]: Int] = [:]
    var (places, states) = (Spelling(), Spelling())
    for row in table.rows {
      let cells = row.cells
      let vestiging = try table.vestiging(row, 0, &places)
      let year = try table.year(row, 1)
      let way = try way(table, row)
      switch way {
      case .flow:
        try states.check(table, row, 2, cells[2])
        try states.check(table, row, 3, cells[3])
      case .inflow: try states.check(table, row, 3, cells[3])
      case .stock: try states.check(table, row, 2, cells[2])
      }
      let count = try table.count(row, 4)
      let from = if case .inflow = way { "instroom" } else { cells[2] }
      let to = if case .stock = way { "totaal" } else { cells[3] }
      let key = [vestiging, "\(year)", from, to]
      if let first = seen.updateValue(row.number, forKey: key) {
        throw .duplicateRow(
          file: table.file, row: row.number, first: first, key: key.joined(separator: ", "))
      }
      rows.append(
        Stroom(vestiging: vestiging, jaar: year, way: way, count: count, row: row.number))
    }
    return rows
  }

  private static func way(
    _ table: LongTable, _ row: LongTable.Row
  ) throws(IngestError) -> Stroom.Way {
    let (from, to) = (row.cells[2], row.cells[3])
    switch (from.lowercased(), to.lowercased()) {
    case (_, "instroom"), (_, ""):
      throw table.refuse(
        row, 3, Phrase(nl: "de toestand een jaar later", en: "the state a year later"))
    case ("totaal", _):
      throw table.refuse(
        row, 2,
        Phrase(
          nl: "een toestand; “totaal” staat onder naar", en: "a state; “totaal” goes under naar"))
    case ("instroom", "totaal"), ("", "totaal"):
      throw table.refuse(
        row, 2, Phrase(nl: "de toestand die geteld is", en: "the state that is counted"))
    case ("instroom", _), ("", _): return .inflow(to: to)
    case (_, "totaal"): return .stock(of: from)
    default: return .flow(from: from, to: to)
    }
  }
}
