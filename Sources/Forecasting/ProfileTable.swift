import Models
import Records

/// One location's newest count by technical profile, with the total that is published beside it.
struct ProfileTable {
  /// What it was counted in.
  let count: Inflow.Profiles.Count
  /// The profiles that may have pupils, in printing order.
  let profielen: [Profiel]
  /// By row (leerweg and sex, where the source has them), by profile.
  private let cells: [[Profiel: ClosedRange<Int>]]
  private let totals: [Int?]

  /// Nil where no file has the location's profiles with a number above zero.
  init?(_ data: RegionData, _ vestiging: Region.Vestiging) {
    let own = data.facts.filter { data.region.vestiging($0.vestiging)?.code == vestiging.code }
    let found = [
      Self.newest(own.filter { Selection.pupils($0) && $0.leerjaar == 3 && Self.isTechniek($0) })
        .map { (Inflow.Profiles.Count.leerjaar3($0.year), $0.facts) },
      Self.newest(own.filter(Selection.stock)).map { (.opgave($0.year), $0.facts) },
      Self.newest(own.filter(Selection.candidates)).map { (.examens($0.year), $0.facts) },
    ].compactMap(\.self)
    // Of one year of entry the first: who was counted in leerjaar 3 is just who is asked for.
    var best: (count: Inflow.Profiles.Count, facts: [Fact])?
    for one in found where best.map({ $0.count.entry < one.0.entry }) ?? true { best = one }
    guard let best else { return nil }
    count = best.count
    struct Row: Hashable {
      let leerweg: Leerweg?
      let geslacht: Geslacht
    }
    var rows: [Row] = []
    var cells: [[Profiel: ClosedRange<Int>]] = []
    for fact in best.facts {
      guard let profiel = fact.profiel, let bounds = fact.count.bounds else { continue }
      let row = Row(leerweg: fact.leerweg, geslacht: fact.geslacht)
      let place = rows.firstIndex(of: row) ?? rows.count
      if place == rows.count {
        rows.append(row)
        cells.append([:])
      }
      let before = cells[place][profiel] ?? 0...0
      cells[place][profiel] =
        (before.lowerBound + bounds.lowerBound)...(before.upperBound + bounds.upperBound)
    }
    self.cells = cells
    profielen = Set(cells.flatMap { $0.filter { $0.value.upperBound > 0 }.keys }).sorted()
    if case .examens(let year) = best.count {
      totals = rows.map { row in
        own.filter {
          Selection.exams($0) && $0.measure == .examenkandidaten && $0.sector == .techniek
            && $0.leerweg == row.leerweg && $0.period == .examenjaar(year)
        }.map(\.count).sum().exactValue
      }
    } else {
      totals = rows.map { _ in nil }
    }
  }

  /// The table over these columns; without a total that contradicts its cells, which is said. Nil where
  /// there is none.
  func base(_ columns: [Profiel]) -> (base: CategorySplit.Base?, isContradicted: Bool) {
    let cells = cells.map { row in columns.map { row[$0] ?? 0...0 } }
    var totals = totals
    var isContradicted = false
    for (i, row) in cells.enumerated() {
      guard let total = totals[i] else { continue }
      let reach = row.reduce(0) { $0 + $1.lowerBound }...row.reduce(0) { $0 + $1.upperBound }
      if !reach.contains(total) {
        totals[i] = nil
        isContradicted = true
      }
    }
    let table = try? WithheldTable(cells: cells, rowTotals: totals)
    return (table.map { CategorySplit.Base(year: count.entry, table: $0) }, isContradicted)
  }

  /// The facts of the newest year that has a number above zero and none that was not delivered.
  private static func newest(_ facts: [Fact]) -> (year: Int, facts: [Fact])? {
    let years = Dictionary(grouping: facts, by: \.period.year).filter { _, facts in
      !facts.contains { $0.count == .missing }
        && facts.contains { ($0.count.bounds?.upperBound ?? 0) > 0 }
    }
    guard let year = years.keys.max(), let facts = years[year] else { return nil }
    return (year, facts)
  }

  private static func isTechniek(_ fact: Fact) -> Bool { fact.profiel?.isTechniek == true }
}
