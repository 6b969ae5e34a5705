/// Which fields of a record become which columns.
struct ColumnShape: Sendable {
  /// How many columns of text may decide a row's plan.
  static let mostPlanTexts = 4

  /// The fields of a record.
  var fields = 0
  /// By column: the field, and the slot of the layout.
  var texts: [(field: Int, slot: Int, isRequired: Bool)] = []
  var counts: [(field: Int, slot: Int)] = []
  var numbers: [(field: Int, slot: Int)] = []
  /// Text columns that make the key, decide the plan, or are BRIN and location.
  var key: [Int] = []
  var plan: [Int] = []
  /// How many of the first fields are the first columns of text, and decide no plan.
  var head = 0
  var brin = -1
  var vestiging = -1
  var suppression: Set<Layout.Suppression> = []
  /// By slot: its place among the counts.
  var countOfSlot: [Int] = []
  /// By field: whether a total is no value of its column.
  var isTotalOdd: [Bool] = []
}

extension ColumnShape {
  /// The columns of a file under its layout; `planner` where rows are to have plans.
  init(_ source: ReadSource, _ planner: RowPlanner?) {
    let slots = source.binding.slots
    fields = source.fields
    suppression = source.layout.suppression
    isTotalOdd = TotalRow.columns(source)
    countOfSlot = Array(repeating: -1, count: slots.count)
    var textOfSlot: [Int: Int] = [:]
    for (place, slot) in slots.enumerated() {
      switch slot.column.kind {
      case .text, .year, .required:
        textOfSlot[place] = texts.count
        texts.append((slot.index, place, slot.column.kind == .required))
      case .count:
        countOfSlot[place] = counts.count
        counts.append((slot.index, place))
      case .decimal: numbers.append((slot.index, place))
      }
    }
    key = source.layout.key.compactMap { source.binding.slot($0) }.compactMap { textOfSlot[$0] }
    guard let planner, let brin = textOfSlot[planner.brin],
      let vestiging = textOfSlot[planner.vestiging]
    else { return }
    self.brin = brin
    self.vestiging = vestiging
    plan = planner.texts.compactMap { textOfSlot[$0] }
    let first = plan.min() ?? 0
    while head < first, texts[head].field == head { head += 1 }
    precondition(plan.count == planner.texts.count && plan.count <= Self.mostPlanTexts)
  }
}
