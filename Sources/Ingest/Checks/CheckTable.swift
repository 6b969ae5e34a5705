import Records

/// Bounds of a number of pupils; counted double in ``middle`` so that it stays whole.
struct Bounds: Equatable, Sendable {
  var low = 0
  var high = 0

  /// Twice the middle.
  var middle: Int { low + high }

  static func + (left: Bounds, right: Bounds) -> Bounds {
    Bounds(low: left.low + right.low, high: left.high + right.high)
  }

  /// How the report prints it: `12` or `12–15`.
  var text: String { low == high ? "\(low)" : "\(low)–\(high)" }
}

/// Sums of one slice by location and group.
///
/// A group is a number below 256 that the caller makes of leerweg and sector.
struct CheckTable: Sendable {
  /// By location × 256 + group.
  private(set) var cells: [Int: Bounds] = [:]
  /// The first row of each.
  private(set) var rows: [Int: Int] = [:]

  /// - Parameters:
  ///   - cells: Of one slice.
  ///   - sexes: Which sexes to add; nil for the totals, printed or added up.
  ///   - group: Of leerweg and sector; nil to leave a cell out.
  init(
    _ slice: [UInt64: CheckInput.Cell], sexes: Set<Int>? = nil,
    group: (_ leerweg: Int, _ sector: Int) -> Int?
  ) {
    let hasTotals = sexes == nil && slice.keys.contains { CheckInput.Key.sex($0) == 3 }
    for (key, cell) in slice {
      let sex = CheckInput.Key.sex(key)
      if let sexes, !sexes.contains(sex) { continue }
      if sexes == nil, hasTotals != (sex == 3) { continue }
      guard let group = group(CheckInput.Key.leerweg(key), CheckInput.Key.sector(key)) else {
        continue
      }
      let place = CheckInput.Key.vestiging(key) << 8 | group
      let sum = cells[place] ?? Bounds()
      cells[place] = sum + Bounds(low: Int(cell.low), high: Int(cell.high))
      rows[place] = min(rows[place] ?? .max, Int(cell.row))
    }
  }

  /// Twice the sum of all.
  var total: Int { cells.values.reduce(0) { $0 + $1.middle } }

  /// Twice the sum of absolute differences, over the places of either.
  func distance(_ other: CheckTable) -> Int {
    var sum = 0
    for (place, bounds) in cells { sum += abs(bounds.middle - (other.cells[place]?.middle ?? 0)) }
    for (place, bounds) in other.cells where cells[place] == nil { sum += bounds.middle }
    return sum
  }

  /// Twice the middle, by location, of its groups.
  var vectors: [Int: [Int: Int]] {
    var result: [Int: [Int: Int]] = [:]
    for (place, bounds) in cells where bounds.high > 0 {
      result[place >> 8, default: [:]][place & 255] = bounds.middle
    }
    return result
  }

  /// The locations with a number above zero.
  var vestigingen: Set<Int> { Set(cells.filter { $0.value.high > 0 }.map { $0.key >> 8 }) }
}

/// The ways in which leerweg and sector are grouped.
enum CheckGroup {
  /// Leerweg × sector so that no known reclassification crosses it: TL together, economie with
  /// intersectoraal. Brugjaren are left out.
  static func stable(_ leerweg: Int, _ sector: Int) -> Int? {
    if leerweg == 0 { return nil }
    if leerweg == 4 { return 4 << 3 }
    return leerweg << 3 | (sector == 5 ? 2 : sector)
  }

  /// Leerweg × sector as printed.
  static func printed(_ leerweg: Int, _ sector: Int) -> Int? {
    leerweg == 0 ? nil : leerweg << 3 | sector
  }

  /// The sector, BB, KB and GL together; nil for TL.
  static func sector(_ leerweg: Int, _ sector: Int) -> Int? {
    (1...3).contains(leerweg) ? sector : nil
  }

  /// The sector, economie with intersectoraal, TL as a seventh.
  static func stableSector(_ leerweg: Int, _ sector: Int) -> Int? {
    if leerweg == 0 { return nil }
    return leerweg == 4 ? 7 : sector == 5 ? 2 : sector
  }

  static func leerweg(_ leerweg: Int, _: Int) -> Int? { leerweg == 0 ? nil : leerweg }
  static func techniek(_ leerweg: Int, _ sector: Int) -> Int? {
    (1...3).contains(leerweg) && sector == 1 ? leerweg : nil
  }
  static func all(_ leerweg: Int, _: Int) -> Int? { leerweg == 0 ? nil : 0 }

  static func name(sector: Int) -> String {
    switch sector {
    case 1: "techniek"
    case 2: "economie"
    case 3: "zorg en welzijn"
    case 4: "landbouw"
    case 5: "intersectoraal"
    case 6: "TL onverdeeld"
    case 7: "TL"
    default: "zonder sector"
    }
  }

  static func name(leerweg: Int) -> String {
    switch leerweg {
    case 1: "BB"
    case 2: "KB"
    case 3: "GL"
    case 4: "TL"
    default: "brugjaar"
    }
  }
}
