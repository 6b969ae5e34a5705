import Records

/// Leerjaren against the type of education, and the sexes of the brugjaren.
struct PupilCheck: Sendable {
  private let columns: CheckColumns
  /// By elementcode of the brugjaren: leerjaar 1 man, vrouw, leerjaar 2 man, vrouw.
  private var sexes: [String: [Int]] = [:]

  init(_ columns: CheckColumns) { self.columns = columns }

  /// The leerjaren that the types have which give no facts; those that do are looked at when they
  /// are read. Types with all leerjaren, and those of the vavo, are not here.
  private static let leerjaren: [(prefix: String, range: ClosedRange<Int>)] = [
    ("havo lj 4-5", 4...5), ("vwo lj 4-6", 4...6), ("havo/vwo lj 3", 3...3), ("int. bac", 5...6),
  ]

  /// Codes of TL in leerjaar 3 only, before a sector is chosen.
  private static let profielloos: Set<String> = ["0474", "2215"]

  mutating func add(_ row: SourceRow, _ numbers: [CellNumber], _ all: inout FindingCollector) {
    guard !columns.leerjaren.isEmpty, let slot = columns.onderwijstype else { return }
    let type = row.fields[slot].lowercased()
    let code = columns.elementcode.map { row.fields[$0] } ?? ""
    var range = Self.leerjaren.first { type.hasPrefix($0.prefix) }?.range
    if Self.profielloos.contains(code) { range = 3...3 }
    if let range {
      for (index, pair) in columns.leerjaren.enumerated() where !range.contains(index + 1) {
        for slot in [pair.man, pair.vrouw] where (numbers[slot].bounds?.upperBound ?? 0) > 0 {
          all.add(
            Self.rule, row: row.row, column: columns.headers[slot], value: row.fields[slot],
            text: Phrase(
              nl: "leerlingen in leerjaar \(index + 1) van “\(type)” \(code)",
              en: "pupils in leerjaar \(index + 1) of “\(type)” \(code)"))
        }
      }
    }
    var (largest, second, place) = (0, 0, 0)
    for slot in columns.counts {
      let number = numbers[slot].bounds?.upperBound ?? 0
      if number > largest {
        (second, largest, place) = (largest, number, slot)
      } else {
        second = max(second, number)
      }
    }
    if largest >= 100, largest >= 5 * max(1, second) {
      all.add(
        .uitDeToon, row: row.row, column: columns.headers[place], value: row.fields[place],
        text: Phrase(
          nl: "het grootste getal ernaast is \(second)", en: "the largest beside it is \(second)"))
    }
    if type.hasPrefix("brugjaar") {
      var sums = sexes[code] ?? [0, 0, 0, 0]
      for (index, pair) in columns.leerjaren.prefix(2).enumerated() {
        sums[2 * index] += numbers[pair.man].exactValue ?? 0
        sums[2 * index + 1] += numbers[pair.vrouw].exactValue ?? 0
      }
      sexes[code] = sums
    }
  }

  func finish(_ all: inout FindingCollector) {
    let groups = sexes.keys.sorted().compactMap { sexes[$0]?.map(Double.init) }
    let total = groups.reduce([0.0, 0, 0, 0]) { sum, one in zip(sum, one).map { $0 + $1 } }
    let (first, second) = (total[0] + total[1], total[2] + total[3])
    guard first >= 5_000, second >= 5_000 else { return }
    // The covariance of both shares of boys over programmes, weighted by pupils.
    let covariance = groups.reduce(0.0) { sum, one in
      let (left, right) = (one[0] + one[1], one[2] + one[3])
      guard left > 0, right > 0 else { return sum }
      return sum + min(left, right) * (one[0] / left - total[0] / first)
        * (one[2] / right - total[2] / second)
    }
    if covariance < 0, let pair = columns.leerjaren.first {
      all.add(
        .brugjaar, column: columns.headers[pair.man],
        text: Phrase(
          nl: "het aandeel jongens per opleiding in leerjaar 1 loopt tegengesteld aan dat in "
            + "leerjaar 2",
          en: "the share of boys by programme in leerjaar 1 runs opposite to that in leerjaar 2"))
    }
  }

  private static let rule =
    CheckRule.rule("leerjaar-buiten-onderwijstype") ?? CheckRule.codeTabel
}
