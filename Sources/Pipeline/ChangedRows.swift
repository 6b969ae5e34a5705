import Foundation
import Ingest
import Records
import Store

/// Two files compared row by row: by the key of their layout, or by the whole row where it has none.
/// So all is said of files without counts or measurements, and of others what those do not say, such as
/// the cells of havo and vwo.
extension Store {
  /// What the rows of two files of one layout say differently, column by column, as far as no count or
  /// measurement says it.
  func changedRows(
    _ old: SourceFile, _ new: SourceFile
  ) throws(StoreError) -> [Comparison.Line] {
    let names = try fieldNames(new)
    let counted = Counted(
      columns: try countedColumns(old).union(try countedColumns(new)),
      old: try countedRows(old), new: try countedRows(new))
    let key = recognisedLayouts.first { $0.id == new.layout }?.key ?? []
    let keys = names.indices.filter { key.isEmpty || key.contains(names[$0]) }
    // Most rows of two editions are the same text: those are not looked into.
    let (rows, rowsAfter) = Self.withoutEqual(try storedRows(old), try storedRows(new))
    var before: [[String]: [StoredRow]] = [:]
    for row in rows {
      let fields = row.fields
      before[keys.map { fields.indices.contains($0) ? fields[$0] : "" }, default: []].append(row)
    }
    var lines: [Comparison.Line] = []
    for row in rowsAfter {
      let fields = row.fields
      let own = keys.map { fields.indices.contains($0) ? fields[$0] : "" }
      guard var candidates = before[own], !candidates.isEmpty else {
        if counted.new.contains(row.row) { continue }
        lines.append(
          Comparison.Line(
            kind: .added, key: own, about: row.fields.joined(separator: "; "), old: "",
            new: row.fields.joined(separator: "; "), oldCell: "", newCell: "\(row.row)"))
        continue
      }
      let match = candidates.removeFirst()
      before[own] = candidates
      let previous = match.fields
      let isCounted = counted.old.contains(match.row) || counted.new.contains(row.row)
      for (index, name) in names.enumerated()
      where fields.indices.contains(index) && previous.indices.contains(index)
        && fields[index] != previous[index]
        && !(isCounted && counted.columns.contains(name))
      {
        lines.append(
          Comparison.Line(
            kind: .changed, key: own, about: name, old: previous[index],
            new: fields[index], oldCell: "\(match.row) / \(name)",
            newCell: "\(row.row) / \(name)"))
      }
    }
    let left = before.values.joined().filter { !counted.old.contains($0.row) }
    let gone = left.sorted { $0.row < $1.row }.map { row in
      Comparison.Line(
        kind: .removed,
        key: keys.map { row.fields.indices.contains($0) ? row.fields[$0] : "" },
        about: row.fields.joined(separator: "; "), old: row.fields.joined(separator: "; "),
        new: "", oldCell: "\(row.row)", newCell: "")
    }
    return lines + gone
  }

  private struct StoredRow {
    let row: Int
    /// The fields as a JSON array.
    let json: String
    var fields: [String] {
      (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
    }
  }

  /// What the comparison of counts and measurements has said already.
  private struct Counted {
    /// The layout's names of the columns that numbers came from.
    let columns: Set<String>
    /// Rows of the old file that gave numbers.
    let old: Set<Int>
    let new: Set<Int>
  }

  /// The rows that the other file does not have as well, each as often as it stands there.
  private static func withoutEqual(
    _ old: [StoredRow], _ new: [StoredRow]
  ) -> ([StoredRow], [StoredRow]) {
    func rest(_ rows: [StoredRow], without others: [StoredRow]) -> [StoredRow] {
      var left: [String: Int] = [:]
      for row in others { left[row.json, default: 0] += 1 }
      return rows.filter { row in
        guard let count = left[row.json], count > 0 else { return true }
        left[row.json] = count - 1
        return false
      }
    }
    return (rest(old, without: new), rest(new, without: old))
  }

  private func countedRows(_ file: SourceFile) throws(StoreError) -> Set<Int> {
    let answer = try query(
      """
      SELECT fact.row FROM fact JOIN raw_file ON raw_file.id = fact.file_id
      WHERE \(Self.condition(file))
      UNION SELECT observation.row FROM observation JOIN raw_file
        ON raw_file.id = observation.file_id WHERE \(Self.condition(file))
      """)
    return Set(
      answer.rows.compactMap { row in
        if case .integer(let number) = row[0] { Int(number) } else { nil }
      })
  }

  private func countedColumns(_ file: SourceFile) throws(StoreError) -> Set<String> {
    let layout = recognisedLayouts.first { $0.id == file.layout }
    let answer = try query(
      """
      SELECT raw_column.name FROM raw_column JOIN raw_file ON raw_file.id = raw_column.file_id
      WHERE \(Self.condition(file))
      """)
    return Set(
      answer.rows.compactMap { row in
        guard case .text(let header) = row[0] else { return nil }
        return layout?.columnName(of: header) ?? header
      })
  }

  private func storedRows(_ file: SourceFile) throws(StoreError) -> [StoredRow] {
    let answer = try query(
      """
      SELECT staging_row.row, staging_row.fields
      FROM staging_row JOIN raw_file ON raw_file.id = staging_row.file_id
      WHERE \(Self.condition(file)) ORDER BY staging_row.row
      """)
    return answer.rows.compactMap { row in
      guard case .integer(let number) = row[0], case .text(let json) = row[1] else { return nil }
      return StoredRow(row: Int(number), json: json)
    }
  }

  private func fieldNames(_ file: SourceFile) throws(StoreError) -> [String] {
    let answer = try query(
      """
      SELECT staging_column.name
      FROM staging_column JOIN raw_file ON raw_file.id = staging_column.file_id
      WHERE \(Self.condition(file)) ORDER BY staging_column.position
      """)
    return answer.rows.compactMap { row in
      if case .text(let name) = row[0] { name } else { nil }
    }
  }

  private static func condition(_ file: SourceFile) -> String {
    "raw_file.sha256 = '\(file.sha256)' AND raw_file.layout = '\(file.layout)' AND raw_file.name = '"
      + file.name.replacing("'", with: "''") + "'"
  }
}

extension Comparison.Line {
  fileprivate init(
    kind: Store.Difference<Fact>.Kind, key: [String], about: String, old: String, new: String,
    oldCell: String, newCell: String
  ) {
    self.kind = kind
    place = key.filter { !$0.isEmpty }.prefix(3).joined(separator: " ")
    self.about = about
    self.old = old
    self.new = new
    self.oldCell = oldCell
    self.newCell = newCell
    size = 0
    isNumber = false
  }
}
