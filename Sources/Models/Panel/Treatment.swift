import Foundation

/// Who is treated from when, in a panel without the units that always were.
struct Treatment: Sendable {
  /// The rows that are left, ascending.
  let rows: [Int]
  /// The panel of these rows.
  let panel: Panel
  /// For each unit of it the index of its first treated period; nil for never.
  let starts: [Int?]
  /// The names of the units that were left out.
  let alwaysTreated: [String]

  init(_ times: [String: Int], _ whole: Panel) throws(PanelError) {
    let names = Set(whole.units)
    if let unknown = times.keys.sorted().first(where: { !names.contains($0) }) {
      throw .unknownUnit(unknown)
    }
    guard whole.periods.count > 1 else { throw .onePeriod }
    guard whole.units.count > 1 else { throw .oneUnit }
    let always = whole.units.indices.filter { unit in
      times[whole.units[unit]].map { $0 <= whole.times[0] } ?? false
    }
    alwaysTreated = always.map { whole.units[$0] }
    let out = Set(always)
    rows = (0..<whole.rows).filter { !out.contains(whole.unit[$0]) }
    guard !rows.isEmpty else { throw .noTreatedUnits }
    let panel = whole.selecting(rows: rows)
    self.panel = panel
    // A start before the first period that is left (a panel that began with the units left out) has
    // nothing before it either; such units stay, and compare with nothing.
    let indices = panel.units.map { name in
      times[name].flatMap { start in panel.times.firstIndex { $0 >= start } }
    }
    guard indices.contains(where: { $0 != nil }) else { throw .noTreatedUnits }
    if indices.contains(0) { throw .noPeriods(before: true) }
    starts = indices
  }

  /// The number of units with a start.
  var treatedUnits: Int { starts.count { $0 != nil } }

  /// n values: 1 from the start on, else 0.
  var indicator: [Double] { indicator(starts) }

  /// The same for other starts.
  func indicator(_ starts: [Int?]) -> [Double] {
    (0..<panel.rows).map { row in
      starts[panel.unit[row]].map { panel.period[row] >= $0 ? 1 : 0 } ?? 0
    }
  }

  /// The flags on who is treated, with one weight a unit.
  func flags(weights: [Double]) -> [PanelFlag] {
    var flags: [PanelFlag] = []
    if !alwaysTreated.isEmpty { flags.append(.alwaysTreated(alwaysTreated)) }
    let distinct = Set(starts.compactMap { $0 }).sorted()
    if distinct.count > 1 { flags.append(.severalStarts(distinct.map { panel.times[$0] })) }
    let never = starts.count - treatedUnits
    if treatedUnits == 1 {
      flags.append(.oneTreatedUnit)
    } else if treatedUnits < 6 {
      flags.append(.fewTreatedUnits(treatedUnits))
    }
    if never < 6 { flags.append(.fewComparisonUnits(never)) }
    let own = median(starts.indices.filter { starts[$0] != nil }.map { weights[$0] })
    let others = median(starts.indices.filter { starts[$0] == nil }.map { weights[$0] })
    if let own, let others, own > 2 * others || own < others / 2 {
      flags.append(.unequalWeights(ratio: own / others))
    }
    return flags
  }
}

/// The middle value, of two the mean; nil of none.
private func median(_ values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle])
}
