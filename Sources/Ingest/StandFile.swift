public import Records

/// Reads a file of stocks (CSV): how many pupils were in which state, by location and year.
///
/// ```
/// vestiging;jaar;toestand;aantal;instroom;naar
/// 00AA00;2021;leerjaar 3;57;55;leerjaar 3|leerjaar 4|weg
/// 00AA00;2021;leerjaar 4;52;<5;leerjaar 4|technisch mbo|weg
/// 00AA00;2021;technisch mbo;31;;
/// ```
///
/// `aantal` counts the pupils of `toestand` on peildatum `jaar`, 1 October; of an exit, which nobody leaves, those
/// who arrived there in the year before. `instroom` (optional) counts those among them who were in none of the
/// states a year earlier; empty is not known, 0 is nobody. `naar` (optional) names the states in which they can be
/// a year later, `|` between them; it need stand once for each state. Numbers are whole, `<5` (1 to 4) or
/// bounds (`5..9`). Columns stand in any order, `;` or `,` between them; a column `bron` may be there
/// and is not used.
public enum StandFile {
  /// The id under which messages name this layout.
  public static let layout = "regio-standen"

  static let columns = ["vestiging", "jaar", "toestand", "aantal"]
  static let optional = ["instroom", "naar"]

  /// The rows of the file at `path`, in its order.
  ///
  /// - Throws: No text, an unknown header, a row of another shape, a cell that its column cannot hold, a name
  ///   written in two ways, more inflow than pupils, or two rows of one key, with the row.
  public static func read(path: String) throws(IngestError) -> [Stand] {
    try read(LongTable.Source(path: path))
  }

  static func read(_ source: LongTable.Source) throws(IngestError) -> [Stand] {
    let table = try LongTable(source, columns: columns, optional: optional, layout: layout)
    var rows: [Stand] = []
    var seen: [[String]: Int] = [:]
    var (places, states) = (Spelling(), Spelling())
    for row in table.rows {
      let cells = row.cells
      let vestiging = try table.vestiging(row, 0, &places)
      let year = try table.year(row, 1)
      guard !["", "totaal", "instroom"].contains(cells[2].lowercased()) else {
        throw table.refuse(
          row, 2,
          Phrase(
            nl: "een toestand, zoals leerjaar 3; geen totaal",
            en: "a state, such as leerjaar 3; not a total"))
      }
      try states.check(table, row, 2, cells[2])
      let count = try table.count(row, 3)
      let entered = try table.count(row, 4, mayBeEmpty: true)
      if let entered = entered.bounds, let count = count.bounds,
        entered.lowerBound > count.upperBound
      {
        throw table.refuse(
          row, 4,
          Phrase(
            nl: "ten hoogste het aantal, \(count.upperBound)",
            en: "at most the number of pupils, \(count.upperBound)"))
      }
      let ways = try ways(table, row)
      for way in ways { try states.check(table, row, 5, way) }
      let key = [vestiging, "\(year)", cells[2]]
      if let first = seen.updateValue(row.number, forKey: key) {
        throw .duplicateRow(
          file: table.file, row: row.number, first: first, key: key.joined(separator: ", "))
      }
      rows.append(
        Stand(
          vestiging: vestiging, jaar: year, toestand: cells[2], count: count, instroom: entered,
          naar: ways, row: row.number))
    }
    return rows
  }

  private static func ways(
    _ table: LongTable, _ row: LongTable.Row
  ) throws(IngestError) -> [String] {
    let cell = row.cells[5]
    if cell.isEmpty { return [] }
    let ways = cell.split(separator: "|", omittingEmptySubsequences: false).map {
      String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard ways.allSatisfy({ !$0.isEmpty }), Set(ways).count == ways.count else {
      throw table.refuse(
        row, 5,
        Phrase(
          nl: "elke toestand één keer, met “|” ertussen",
          en: "each state once, with “|” between them"))
    }
    return ways
  }
}

/// A file that `doorstroom stromen` reads: of flows or of stocks, by its header.
public enum StroomInput: Hashable, Sendable {
  /// With a column `van`; see ``StroomFile``.
  case flows([Stroom])
  /// With a column `toestand`; see ``StandFile``.
  case stocks([Stand])

  /// Whether these are the headers of one of both, columns that may be left out or not.
  static func isHeader(_ headers: [String]) -> Bool {
    let names = Set(headers.map { $0.lowercased() })
    return names.isSuperset(of: StroomFile.columns) || names.isSuperset(of: StandFile.columns)
  }

  /// Reads the file at `path`.
  ///
  /// - Throws: As ``StroomFile/read(path:)`` and ``StandFile/read(path:)``.
  public static func read(path: String) throws(IngestError) -> StroomInput {
    let source = try LongTable.Source(path: path)
    let names = source.names
    // Of another header, the layout with which it shares most columns.
    let isStocks =
      !names.contains("van")
      && (names.contains("toestand")
        || names.count { StandFile.columns.contains($0) || StandFile.optional.contains($0) }
          > names.count { StroomFile.columns.contains($0) })
    return isStocks
      ? .stocks(try StandFile.read(source)) : .flows(try StroomFile.read(source))
  }
}
