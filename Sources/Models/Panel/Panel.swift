/// Which unit and period each row of a data set belongs to.
///
///     let panel = try Panel(units: schools, periods: years)      // one row a school and year
///
/// Units and periods get an index in ascending order of their identifiers, so that neither the order of
/// the rows nor that of a hash matters. A panel may have holes; a unit and period occur once.
public struct Panel: Sendable {
  /// The names of the units, ascending by identifier.
  public let units: [String]
  /// The names of the periods, ascending.
  public let periods: [String]
  /// The time of each period, ascending: the number that was given, or the place of a text in order.
  public let times: [Int]
  /// For each row the index of its unit.
  public let unit: [Int]
  /// For each row the index of its period.
  public let period: [Int]
  /// For each unit and, within it, each period the row; −1 for none.
  private let table: [Int]

  /// - Parameters:
  ///   - units: n identifiers of any kind with an order: numbers or texts.
  ///   - periods: n whole numbers; their differences count as distances in time.
  /// - Throws: ``PanelError/emptyData``; ``PanelError/duplicate(unit:period:)``.
  /// - Precondition: As many periods as units.
  public init<Unit: Comparable & Hashable>(
    units: [Unit], periods: [Int]
  ) throws(PanelError) {
    try self.init(units, periods, times: Set(periods).sorted())
  }

  /// - Parameters:
  ///   - units: n identifiers of any kind with an order.
  ///   - periods: n texts, such as school years; in the order of the alphabet they are one step apart.
  /// - Throws: ``PanelError/emptyData``; ``PanelError/duplicate(unit:period:)``.
  /// - Precondition: As many periods as units.
  public init<Unit: Comparable & Hashable>(
    units: [Unit], periods: [String]
  ) throws(PanelError) {
    try self.init(units, periods, times: Array(0..<Set(periods).count))
  }

  private init<Unit: Comparable & Hashable, Period: Comparable & Hashable>(
    _ unitOfRow: [Unit], _ periodOfRow: [Period], times: [Int]
  ) throws(PanelError) {
    precondition(
      unitOfRow.count == periodOfRow.count,
      "\(unitOfRow.count) units, \(periodOfRow.count) periods")
    guard !unitOfRow.isEmpty else { throw .emptyData }
    let (names, unit) = Self.indexed(unitOfRow)
    let (periodNames, period) = Self.indexed(periodOfRow)
    var table = [Int](repeating: -1, count: names.count * periodNames.count)
    for row in unit.indices {
      let place = unit[row] * periodNames.count + period[row]
      guard table[place] < 0 else {
        throw .duplicate(unit: names[unit[row]], period: periodNames[period[row]])
      }
      table[place] = row
    }
    (units, periods, self.times, self.table) = (names, periodNames, times, table)
    (self.unit, self.period) = (unit, period)
  }

  private static func indexed<Label: Comparable & Hashable>(
    _ labels: [Label]
  ) -> (names: [String], index: [Int]) {
    let distinct = Set(labels).sorted()
    let places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    return (distinct.map { "\($0)" }, labels.compactMap { places[$0] })
  }

  /// n, the number of rows.
  public var rows: Int { unit.count }

  /// Whether every unit has a row in every period.
  public var isBalanced: Bool { rows == units.count * periods.count }

  /// The row of a unit and period, by index; nil for a hole.
  public func row(unit: Int, period: Int) -> Int? {
    precondition(units.indices ~= unit && periods.indices ~= period, "cell (\(unit), \(period))")
    let row = table[unit * periods.count + period]
    return row < 0 ? nil : row
  }

  /// The panel of some rows, in the order given; units and periods without a row are gone.
  func selecting(rows selection: [Int]) -> Panel {
    Panel(self, selection)
  }

  private init(_ panel: Panel, _ selection: [Int]) {
    func kept(_ labels: [Int], _ count: Int) -> (old: [Int], new: [Int]) {
      var place = [Int](repeating: -1, count: count)
      for row in selection { place[labels[row]] = 0 }
      let old = place.indices.filter { place[$0] == 0 }
      for (index, label) in old.enumerated() { place[label] = index }
      return (old, selection.map { place[labels[$0]] })
    }
    let (units, unit) = kept(panel.unit, panel.units.count)
    let (periods, period) = kept(panel.period, panel.periods.count)
    (self.units, self.unit) = (units.map { panel.units[$0] }, unit)
    (self.periods, self.period) = (periods.map { panel.periods[$0] }, period)
    times = periods.map { panel.times[$0] }
    var table = [Int](repeating: -1, count: units.count * periods.count)
    for row in unit.indices { table[unit[row] * periods.count + period[row]] = row }
    self.table = table
  }

  /// The index of a unit by its name.
  func index(of name: String) throws(PanelError) -> Int {
    guard let index = units.firstIndex(of: name) else { throw .unknownUnit(name) }
    return index
  }

  /// Throws for a response or weight that cannot be computed with; returns the weights, ones if nil.
  func check(_ response: [Double], _ weights: [Double]?) throws(PanelError) -> [Double] {
    precondition(response.count == rows, "\(response.count) responses for \(rows) rows")
    precondition(weights.map { $0.count == rows } ?? true, "weights for another number of rows")
    if let row = response.firstIndex(where: { !$0.isFinite }) { throw .notFinite(row: row) }
    guard let weights else { return Array(repeating: 1, count: rows) }
    for (row, w) in weights.enumerated() {
      guard w.isFinite else { throw .notFinite(row: row) }
      guard w > 0 else { throw .invalidWeight(row: row) }
    }
    return weights
  }
}
