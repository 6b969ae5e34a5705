import Forecasting
import Records

/// A cohort hold-out for machines.
public enum HoldoutJSON {
  /// The scores, the moves and what is left out; numbers to four decimals.
  public static func render(_ report: HoldoutReport) -> String {
    let result = report.result
    let table = report.table
    func number(_ value: Double) -> String {
      value.isFinite ? NumberFormat(.en).plain(value, decimals: 4) : "null"
    }
    let columns = table.columns.map(\.key)
    let scores = table.rows.map { row in
      let cells = zip(columns, row.cells).map { key, cell in
        switch cell {
        case .number(let value): "\(JSON.string(key)): \(number(value))"
        case .text(let phrase): "\(JSON.string(key)): \(JSON.string(phrase.nl))"
        default: "\(JSON.string(key)): null"
        }
      }
      return "    {" + cells.joined(separator: ", ") + "}"
    }
    let moves = result.moves.map { move in
      "    {\"examenjaar\": \(move.examYear), \"van\": \(JSON.string(move.from.text)), "
        + "\"naar\": \(JSON.string(move.to.text)), \"cellen\": \(move.cells)}"
    }
    let unresolved = undecided(report.unresolved)
    let leftOut = result.leftOut.map { left in
      "    {\"jaren_vooruit\": \(left.horizon), \"leerweg\": \(JSON.string(left.leerweg.rawValue)), "
        + "\"cellen\": \(left.cells)}"
    }
    return """
      {
        "peildatum": \(result.baseYear),
        "groepen": \(result.folds),
        "bestanden": [\(report.files.map(JSON.string).joined(separator: ", "))],
        "ontbrekende_examenjaren": [\(report.missingYears.map(String.init).joined(separator: ", "))],
        "uitkomsten": [
      \(scores.joined(separator: ",\n"))
        ],
        "verhuizingen": [
      \(moves.joined(separator: ",\n"))
        ],
        "onbeslist": [
      \(unresolved.joined(separator: ",\n"))
        ],
        "weggelaten": [
      \(leftOut.joined(separator: ",\n"))
        ]
      }

      """
  }

  private static func undecided(_ unresolved: [Int: [VestigingCode]]) -> [String] {
    unresolved.sorted { $0.key < $1.key }.flatMap { year, codes in
      codes.sorted().map {
        "    {\"examenjaar\": \(year), \"vestiging\": \(JSON.string($0.text))}"
      }
    }
  }
}
