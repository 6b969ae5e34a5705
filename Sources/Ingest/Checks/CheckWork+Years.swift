import Records

extension CheckWork {
  /// What the years of one series say about each other.
  func yearChecks() -> [Finding] {
    layouts.flatMap { layout -> [Finding] in
      let series = chain(layout, .examenkandidaten)
      let stable = series.map { table($0, group: CheckGroup.stable) }
      let order = yearOrder(series, stable)
      let steps = zip(series.indices, series.indices.dropFirst())
        .filter { series[$1].period.year == series[$0].period.year + 1 }
      var findings = order + breaks(series)
      for (from, to) in steps {
        findings += changes(series[from], series[to])
        findings += gone(series[from], series[to])
        findings += swaps(stable[from], stable[to], series[to])
        findings += sectorSwaps(series[from], series[to])
        findings += neighbours(series[from], series[to])
        findings += goneRows(series[from], series[to])
      }
      return findings
    }
  }

  /// The order of a file's years that changes least from year to year.
  private func yearOrder(_ series: [Slice], _ tables: [CheckTable]) -> [Finding] {
    let distances = tables.map { left in tables.map { left.distance($0) } }
    func cost(_ order: [Int]) -> Int {
      zip(order, order.dropFirst()).reduce(0) { $0 + distances[$1.0][$1.1] }
    }
    let identity = Array(series.indices)
    let printed = cost(identity)
    return Set(series.map(\.file)).sorted().compactMap { file -> Finding? in
      let own = identity.filter { series[$0].file == file }
      guard own.count >= 3 else { return nil }
      var best = (cost: printed, order: own)
      for order in Self.orders(own) {
        var all = identity
        for (place, year) in zip(own, order) { all[place] = year }
        // Backwards costs the same where no other file tells the direction.
        let cost = cost(all)
        if cost < best.cost { best = (cost, order) }
      }
      guard Double(best.cost) < 0.99 * Double(printed) else { return nil }
      let years = best.order.map { String(series[$0].period.year) }.joined(separator: ", ")
      let gain = 100 * (1 - Double(best.cost) / Double(printed))
      return CheckRule.jaren.finding(
        file: input.files[file].name, value: years,
        text: Phrase(
          nl: "in de volgorde \(years) veranderen de aantallen ",
          en: "in the order \(years) the counts change ") + .number(gain)
          + Phrase(nl: " % minder van jaar op jaar", en: "% less from year to year"))
    }
  }

  /// All orders of up to six; of more only exchanges of two.
  private static func orders(_ items: [Int]) -> [[Int]] {
    guard items.count <= 6 else {
      return items.indices.flatMap { left in
        items.indices.filter { $0 > left }.map { right in
          var order = items
          order.swapAt(left, right)
          return order
        }
      }
    }
    guard let first = items.first else { return [[]] }
    return orders(Array(items.dropFirst())).flatMap { rest in
      (0...rest.count).map { place in
        var order = rest
        order.insert(first, at: place)
        return order
      }
    }
  }

  /// Jumps by location and sector, one line a year.
  private func changes(_ from: Slice, _ to: Slice) -> [Finding] {
    let (old, new) = (
      table(from, group: CheckGroup.stableSector), table(to, group: CheckGroup.stableSector)
    )
    var jumps: [(size: Int, place: Int)] = []
    for place in Set(old.cells.keys).union(new.cells.keys) {
      let (before, after) = (old.cells[place] ?? Bounds(), new.cells[place] ?? Bounds())
      let size = max(after.low - before.high, before.low - after.high)
      let most = max(before.low, after.low)
      if size > 20, 2 * size > most, before.high > 0, after.high > 0 { jumps.append((size, place)) }
    }
    guard !jumps.isEmpty else { return [] }
    let largest = jumps.sorted { ($1.size, $0.place) < ($0.size, $1.place) }.prefix(3).map { jump in
      let (before, after) = (old.cells[jump.place] ?? Bounds(), new.cells[jump.place] ?? Bounds())
      return "\(code(jump.place >> 8)) \(CheckGroup.name(sector: jump.place & 255)) "
        + "\(before.text) → \(after.text)"
    }.joined(separator: "; ")
    return [
      CheckRule.sprong.finding(
        file: name(to), value: "\(jumps.count)",
        text: Phrase(
          nl:
            "\(jumps.count) sprongen van \(from.period.year) naar \(to.period.year), de grootste: "
            + largest,
          en: "\(jumps.count) jumps from \(from.period.year) to \(to.period.year), the largest: "
            + largest))
    ]
  }

  /// Locations that vanish.
  private func gone(_ from: Slice, _ to: Slice) -> [Finding] {
    let (old, new) = (table(from, group: CheckGroup.all), table(to, group: CheckGroup.all))
    let large = old.cells.filter { $0.value.low >= 20 }
    let vanished = large.keys.filter { (new.cells[$0]?.high ?? 0) == 0 }
      .sorted { code($0 >> 8) < code($1 >> 8) }
    guard !vanished.isEmpty else { return [] }
    let list = vanished.prefix(5).map { "\(code($0 >> 8)) (\(old.cells[$0]?.text ?? ""))" }
      .joined(separator: ", ")
    let others = vanished.count - min(5, vanished.count)
    let more = others > 0 ? Phrase(nl: " en nog \(others)", en: " and \(others) more") : Phrase("")
    let isMany = large.count >= 20 && 100 * vanished.count > 8 * large.count
    return [
      (isMany ? CheckRule.blokVerdwenen : .verdwenen).finding(
        file: name(to), value: "\(vanished.count)",
        text: Phrase(
          nl:
            "\(vanished.count) van de \(large.count) vestigingen met ten minste 20 kandidaten van "
            + "het vmbo in \(from.period.year) hebben er geen in \(to.period.year): \(list)",
          en:
            "\(vanished.count) of the \(large.count) locations with at least 20 vmbo candidates in "
            + "\(from.period.year) have none in \(to.period.year): \(list)") + more)
    ]
  }

  /// Numbers a row off their names: the rows of this file against the year before in another file.
  private func neighbours(_ from: Slice, _ to: Slice) -> [Finding] {
    guard from.file != to.file else { return [] }
    let (old, new) = (
      table(from, group: CheckGroup.printed), table(to, group: CheckGroup.printed)
    )
    // TL was not divided by sector before 2019.
    let places = new.rows.filter { old.cells[$0.key] != nil && ($0.key & 255) >> 3 != 4 }
      .sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
    guard places.count >= 50 else { return [] }
    func cost(_ shift: Int) -> Int {
      places.indices.reduce(0) { sum, index in
        let other = index + shift
        guard places.indices.contains(other), index > 0, index < places.count - 1 else {
          return sum
        }
        let (before, after) = (old.cells[places[other]]?.middle, new.cells[places[index]]?.middle)
        return sum + abs((after ?? 0) - (before ?? 0))
      }
    }
    let straight = cost(0)
    guard let shift = [-1, 1].first(where: { cost($0) < straight }) else { return [] }
    return [
      CheckRule.buurrij.finding(
        file: name(to),
        text: Phrase(
          nl: "de aantallen passen beter bij de rij \(shift < 0 ? "erboven" : "eronder") "
            + "(\(places.count) rijen, vergeleken met \(name(from)))",
          en: "the counts fit the row \(shift < 0 ? "above" : "below") better "
            + "(\(places.count) rows, compared with \(name(from)))"))
    ]
  }
}
