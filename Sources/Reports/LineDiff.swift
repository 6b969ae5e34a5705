/// Differences between two texts, line by line.
enum LineDiff {
  /// One hunk with all lines: ` ` kept, `-` gone, `+` new, each with its line number in the file.
  ///
  /// - Parameter firstLine: the number of the old text's first line in its file.
  static func unified(
    _ old: [Substring], _ new: [Substring], firstLine: Int, title: String
  ) -> String {
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var rows: [(mark: String, text: Substring)] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if removed.contains(left) {
        rows.append(("-", old[left]))
        left += 1
      } else if inserted.contains(right) {
        rows.append(("+", new[right]))
        right += 1
      } else {
        rows.append((" ", old[left]))
        left += 1
        right += 1
      }
    }
    let hunk =
      "@@ -\(firstLine),\(old.count) +\(firstLine),\(new.count) @@ \(title)\n"
    var line = firstLine
    return hunk
      + rows.map { row in
        let number = row.mark == "+" ? "" : "\(line)"
        if row.mark != "+" { line += 1 }
        return "\(row.mark)\(DisplayWidth.padded(number, to: 5, atRight: true)) | \(row.text)\n"
      }.joined()
  }
}
