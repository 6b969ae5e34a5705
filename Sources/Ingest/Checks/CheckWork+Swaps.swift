import Records

extension CheckWork {
  /// Two locations that fit the year before better when swapped.
  func swaps(_ old: CheckTable, _ new: CheckTable, _ slice: Slice) -> [Finding] {
    let (before, after) = (old.vectors, new.vectors)
    func distance(_ left: [Int: Int]?, _ right: [Int: Int]?) -> Int {
      let (left, right) = (left ?? [:], right ?? [:])
      return left.reduce(0) { $0 + abs($1.value - (right[$1.key] ?? 0)) }
        + right.reduce(0) { $0 + (left[$1.key] == nil ? $1.value : 0) }
    }
    // Twice the number of pupils.
    let movers = Set(before.keys).intersection(after.keys)
      .map { ($0, distance(before[$0], after[$0])) }.filter { $0.1 > 40 }.sorted { $0.0 < $1.0 }
    let sums = [before, after].map { $0.mapValues { $0.values.reduce(0, +) } }
    var pairs: [(left: Int, right: Int, printed: Int, swapped: Int)] = []
    for (index, (left, leftCost)) in movers.enumerated() {
      for (right, rightCost) in movers[(index + 1)...] {
        let printed = leftCost + rightCost
        // Locations with few groups resemble each other by chance.
        guard printed > 120, min(before[left]?.count ?? 0, before[right]?.count ?? 0) >= 3 else {
          continue
        }
        // Sums that differ put a floor under the distance: most pairs end here.
        let floor =
          abs((sums[0][left] ?? 0) - (sums[1][right] ?? 0))
          + abs((sums[0][right] ?? 0) - (sums[1][left] ?? 0))
        guard printed - floor > 120, 4 * floor < printed else { continue }
        let swapped = distance(before[left], after[right]) + distance(before[right], after[left])
        guard printed - swapped > 120, 4 * swapped < printed else { continue }
        pairs.append((left, right, printed, swapped))
      }
    }
    // One that looks like several others resembles them by chance.
    let partners = Dictionary(
      pairs.flatMap { [($0.left, 1), ($0.right, 1)] }, uniquingKeysWith: +)
    return pairs.filter { partners[$0.left] == 1 && partners[$0.right] == 1 }.map { pair in
      let names = (code(pair.left), code(pair.right))
      return CheckRule.wissel.finding(
        file: name(slice), row: new.rows.filter { $0.key >> 8 == pair.left }.map(\.value).min(),
        value: "\(names.0), \(names.1)",
        text: Phrase(
          nl: "\(names.0) en \(names.1) lijken in \(slice.period.year) verwisseld: "
            + "ongeveer \(pair.printed / 2) leerlingen verschil zoals gedrukt, \(pair.swapped / 2) "
            + "andersom",
          en: "\(names.0) and \(names.1) look swapped in \(slice.period.year): "
            + "about \(pair.printed / 2) pupils apart as printed, \(pair.swapped / 2) the other way "
            + "about"))
    }
  }

  /// Two sectors of one location and leerweg that fit the year before better when swapped.
  func sectorSwaps(_ from: Slice, _ to: Slice) -> [Finding] {
    let (old, new) = (table(from, group: CheckGroup.stable), table(to, group: CheckGroup.stable))
    let (before, after) = (old.vectors, new.vectors)
    var collector = FindingCollector(file: name(to))
    for vestiging in Set(before.keys).intersection(after.keys).sorted(by: { code($0) < code($1) }) {
      guard let one = before[vestiging], let other = after[vestiging] else { continue }
      let groups = Set(one.keys).intersection(other.keys).sorted()
      for (index, left) in groups.enumerated() {
        for right in groups[(index + 1)...] where left >> 3 == right >> 3 {
          guard let a = one[left], let b = one[right], let c = other[left], let d = other[right]
          else { continue }
          let (printed, swapped) = (abs(a - c) + abs(b - d), abs(a - d) + abs(b - c))
          guard printed - swapped > 80, 4 * swapped < printed else { continue }
          let names = [left, right].map { CheckGroup.name(sector: $0 & 7) }
          // As the files give them: a withheld number is an interval.
          func numbers(_ table: CheckTable) -> [String] {
            [left, right].map { table.cells[vestiging << 8 | $0]?.text ?? "0" }
          }
          let (earlier, now) = (numbers(old), numbers(new))
          collector.add(
            .sectorWissel, row: new.rows[vestiging << 8 | left], value: code(vestiging),
            text: Phrase(
              nl: "\(code(vestiging)) \(CheckGroup.name(leerweg: left >> 3)): \(names[0]) en "
                + "\(names[1]) gaan van \(earlier[0]) en \(earlier[1]) in \(from.period.year) naar \(now[0]) "
                + "en \(now[1])",
              en: "\(code(vestiging)) \(CheckGroup.name(leerweg: left >> 3)): \(names[0]) and "
                + "\(names[1]) go from \(earlier[0]) and \(earlier[1]) in \(from.period.year) to \(now[0]) "
                + "and \(now[1])"))
        }
      }
    }
    return collector.findings
  }

  /// Rows of the other file's last year that this file does not have at all, at locations that it has.
  func goneRows(_ from: Slice, _ to: Slice) -> [Finding] {
    guard from.file != to.file else { return [] }
    let group = { (leerweg: Int, sector: Int) -> Int? in
      leerweg == 4 || sector == 5 ? nil : CheckGroup.printed(leerweg, sector)
    }
    let (old, new) = (table(from, group: group), table(to, group: group))
    let here = Set(table(to, group: CheckGroup.all).rows.keys.map { $0 >> 8 })
    var collector = FindingCollector(file: name(to))
    for place in old.cells.keys.sorted(by: { (code($0 >> 8), $0) < (code($1 >> 8), $1) }) {
      guard let bounds = old.cells[place], bounds.low >= 30, new.cells[place] == nil,
        here.contains(place >> 8)
      else { continue }
      let what =
        "\(code(place >> 8)) \(CheckGroup.name(leerweg: (place & 255) >> 3)) "
        + CheckGroup.name(sector: place & 7)
      collector.add(
        .rijVerdwenen, value: bounds.text,
        text: Phrase(
          nl: "\(what): \(bounds.text) kandidaten in \(from.period.year) en hier geen rij",
          en: "\(what): \(bounds.text) candidates in \(from.period.year) and no row here"))
    }
    return collector.findings
  }
}
