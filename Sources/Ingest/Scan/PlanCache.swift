import Records

/// Makes facts of rows by their layout's plans, each made once. What was made of too many different
/// texts is forgotten, so that memory does not grow with the file.
struct PlanCache {
  private static let limit = 4096

  private struct Location: Hashable {
    let brin: String
    let vestiging: String
  }

  let planner: RowPlanner
  private var plans: [[String]: RowPlan] = [:]
  /// The plan of the row before, and its texts.
  private var last: RowPlan?
  private var lastTexts: [String] = []
  /// Likewise of its location.
  private var lastCode: (brin: String, vestiging: String, code: VestigingCode)?
  /// By slot, the texts that no table has and that were reported.
  private var said: [Int: Set<String>] = [:]
  private let texts: [Int]
  private var codes: [Location: VestigingCode] = [:]

  init(_ planner: RowPlanner) {
    self.planner = planner
    texts = planner.texts
  }

  /// The location of these texts; nil where they are none.
  mutating func vestiging(brin: String, vestiging: String) -> VestigingCode? {
    let location = Location(brin: brin, vestiging: vestiging)
    if let known = codes[location] { return known }
    guard let code = VestigingCode(brin: brin, vestiging: vestiging) else { return nil }
    if codes.count >= Self.limit { codes.removeAll() }
    codes[location] = code
    return code
  }

  /// The plan of the row with these cells.
  mutating func plan(_ cells: Cells) throws(IngestError) -> RowPlan {
    let texts = planner.texts.map { cells.fields[$0] }
    if let known = plans[texts] { return known }
    let plan = try planner.plan(cells)
    if plans.count >= Self.limit { plans.removeAll() }
    plans[texts] = plan
    return plan
  }

  private mutating func code(_ cells: Cells) throws(IngestError) -> VestigingCode {
    let (brin, vestiging) = (cells.fields[planner.brin], cells.fields[planner.vestiging])
    if let lastCode, lastCode.brin == brin, lastCode.vestiging == vestiging { return lastCode.code }
    let known = self.vestiging(brin: brin, vestiging: vestiging)
    // What is wrong with them, the cells say.
    let code =
      if let known { known } else { try cells.vestiging(brin: planner.brin, planner.vestiging) }
    lastCode = (brin, vestiging, code)
    return code
  }

  /// Appends the row's facts and findings.
  mutating func interpret(
    _ cells: Cells, _ row: inout SourceRow, _ findings: inout [Finding]
  ) throws(IngestError) {
    let code = try code(cells)
    var isSame = last != nil
    for index in texts.indices where isSame {
      isSame = cells.fields[texts[index]] == lastTexts[index]
    }
    if !isSame {
      last = try self.plan(cells)
      lastTexts = texts.map { cells.fields[$0] }
    }
    guard let plan = last else { return }
    for slot in plan.unknown {
      // What was said of an earlier row is not made again: it would be dropped (``OnceAFile``).
      guard said[slot, default: []].count <= OnceAFile.most,
        said[slot, default: []].insert(cells.fields[slot]).inserted
      else { continue }
      findings.append(planner.unknown(slot, cells))
    }
    for check in plan.checks where !check.holds({ PackedCount(cells.counts[$0]) }) {
      findings.append(planner.finding(check, cells))
    }
    row.facts.reserveCapacity(plan.cells.count)
    for cell in plan.cells {
      let count = PackedCount(cells.counts[cell.slot])
      if cell.isFact(count) {
        row.facts.append(
          cell.fact(
            layout: cells.layout, vestiging: code, count: count.value,
            source: cells.source(cell.slot)))
      }
    }
  }

}

extension RowPlan.Cell {
  /// The fact of this cell in a row.
  func fact(
    layout: String, vestiging: VestigingCode, count: Count, source: SourceCell
  ) -> Fact {
    Fact(
      layout: layout, measure: measure, period: period, vestiging: vestiging, leerweg: leerweg,
      leerjaar: leerjaar, profiel: profiel, sector: sector, geslacht: geslacht, lwt: lwt,
      count: count, source: source)
  }
}
