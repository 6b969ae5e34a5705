import Records

/// Cells of input files in words: `examens-2024.csv · rij 12–40 · kolommen MAN, VROUW`.
struct SourceTrail {
  private let names: [String: String]
  private let language: Language

  init(files: [SourceFile], language: Language) {
    names = Dictionary(files.map { ($0.sha256, $0.name) }, uniquingKeysWith: { first, _ in first })
    self.language = language
  }

  /// One line for each run of rows of a file in which the same columns were read, by file and row.
  func lines(_ cells: [SourceCell]) -> [String] {
    var columns: [Place: [String]] = [:]
    for cell in cells {
      let place = Place(name: name(cell.file), file: cell.file, row: cell.row)
      if columns[place]?.contains(cell.column) != true {
        columns[place, default: []].append(cell.column)
      }
    }
    var runs: [(place: Place, last: Int, columns: [String])] = []
    for (place, names) in columns.sorted(by: { $0.key < $1.key }) {
      let sorted = names.sorted()
      if let run = runs.last, run.place.file == place.file, run.columns == sorted,
        run.last + 1 == place.row
      {
        runs[runs.count - 1].last = place.row
      } else {
        runs.append((place, place.row, sorted))
      }
    }
    return runs.map { run in
      let rows = run.place.row == run.last ? "\(run.last)" : "\(run.place.row)–\(run.last)"
      let many = run.columns.count > 1
      let list = run.columns.joined(separator: ", ")
      return switch language {
      case .nl: "\(run.place.name) · rij \(rows) · \(many ? "kolommen" : "kolom") \(list)"
      case .en: "\(run.place.name) · row \(rows) · \(many ? "columns" : "column") \(list)"
      }
    }
  }

  /// The file's name; the start of its hash where the report does not list it.
  private func name(_ sha256: String) -> String { names[sha256] ?? String(sha256.prefix(12)) }

  private struct Place: Hashable, Comparable {
    let name: String
    let file: String
    let row: Int

    static func < (left: Self, right: Self) -> Bool {
      (left.name, left.file, left.row) < (right.name, right.file, right.row)
    }
  }
}
