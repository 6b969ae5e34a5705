import Foundation
import Ingest
import Records
import Store

/// Two files without counts or measurements, compared row by row: by the key of their layout, or by
/// the whole row where it has none.
extension Store {
  /// Whether a file gave counts or measurements.
  func holdsNumbers(_ file: SourceFile) throws(StoreError) -> Bool {
    let answer = try query(
      """
      SELECT EXISTS (SELECT * FROM fact WHERE file_id = raw_file.id)
        OR EXISTS (SELECT * FROM observation WHERE file_id = raw_file.id)
      FROM raw_file WHERE \(Self.condition(file))
      """)
    return answer.rows.first?.first == .integer(1)
  }

  /// What the rows of two files of one layout say differently, column by column.
  func changedRows(
    _ old: SourceFile, _ new: SourceFile
  ) throws(StoreError) -> [Comparison.Line] {
    let names = try fieldNames(new)
    let key = recognisedLayouts.first { $0.id == new.layout }?.key ?? []
    let keys = names.indices.filter { key.isEmpty || key.contains(names[$0]) }
    var before: [[String]: [StoredRow]] = [:]
    for row in try storedRows(old) {
      before[keys.map { row.fields.indices.contains($0) ? row.fields[$0] : "" }, default: []]
        .append(row)
    }
    var lines: [Comparison.Line] = []
    for row in try storedRows(new) {
      let own = keys.map { row.fields.indices.contains($0) ? row.fields[$0] : "" }
      guard var candidates = before[own], !candidates.isEmpty else {
        lines.append(
          Comparison.Line(
            kind: .added, key: own, about: row.fields.joined(separator: "; "), old: "",
            new: row.fields.joined(separator: "; "), oldCell: "", newCell: "\(row.row)"))
        continue
      }
      let match = candidates.removeFirst()
      before[own] = candidates
      for (index, name) in names.enumerated()
      where row.fields.indices.contains(index) && match.fields.indices.contains(index)
        && row.fields[index] != match.fields[index]
      {
        lines.append(
          Comparison.Line(
            kind: .changed, key: own, about: name, old: match.fields[index],
            new: row.fields[index], oldCell: "\(match.row) / \(name)",
            newCell: "\(row.row) / \(name)"))
      }
    }
    let gone = before.values.joined().sorted { $0.row < $1.row }.map { row in
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
    let fields: [String]
  }

  private func storedRows(_ file: SourceFile) throws(StoreError) -> [StoredRow] {
    let answer = try query(
      """
      SELECT staging_row.row, staging_row.fields
      FROM staging_row JOIN raw_file ON raw_file.id = staging_row.file_id
      WHERE \(Self.condition(file)) ORDER BY staging_row.row
      """)
    return answer.rows.compactMap { row in
      guard case .integer(let number) = row[0], case .text(let json) = row[1],
        let fields = try? JSONDecoder().decode([String].self, from: Data(json.utf8))
      else { return nil }
      return StoredRow(row: Int(number), fields: fields)
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
    "raw_file.sha256 = '\(file.sha256)' AND raw_file.name = '"
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
  }
}
