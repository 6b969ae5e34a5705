public import Records

/// How many rows of a file gave numbers, and what the others are: nothing is passed over in silence.
///
/// In a file that counts vmbo pupils a row gives something when it gives such a count; in any other
/// file when it gives a number, a mention or a reference.
public struct RowTally: Sendable {
  /// Rows of one kind that gave no count.
  private struct Silent: Sendable {
    var rows = 0
    /// How many of them gave another number, such as a mark.
    var others = 0
  }

  /// Kinds that are named one by one; the rest is one sum.
  private static let most = 8

  /// Data rows.
  public private(set) var rows = 0
  private var counting = 0
  private var silent: [String: Silent] = [:]
  /// Cells of vmbo rows that the layout takes for no count.
  private var cellsLeft = 0
  private let type: Int?
  private let examCells: Int

  /// - Parameter fieldNames: The names of `SourceRow.fields`, as ``SourceReader/fieldNames`` gives them.
  public init(fieldNames: [String]) { self.init(CheckColumns(fieldNames)) }

  init(_ columns: CheckColumns) {
    type = columns.onderwijstype
    examCells = 2 * columns.exams.count
  }

  /// Takes the next row.
  public mutating func add(_ row: SourceRow) {
    rows += 1
    if !row.facts.isEmpty {
      counting += 1
      cellsLeft += max(0, examCells - row.facts.count)
      return
    }
    let isOther =
      !(row.figures.isEmpty && row.offers.isEmpty && row.observations.isEmpty
      && row.references.isEmpty)
    // Most files have one type in many rows; those of other layouts have none.
    let key = type.map { row.fields[$0] } ?? ""
    silent[key, default: Silent()].rows += 1
    if isOther { silent[key, default: Silent()].others += 1 }
  }

  /// What to say of the rows that gave nothing, in one sentence; nil where every row gave something.
  public var text: Phrase? {
    func number(_ value: Int) -> Phrase { .number(Double(value)) }
    var groups: [String: (what: Phrase, silent: Silent)] = [:]
    for (key, found) in silent {
      // A file without counts of pupils is there for its other numbers.
      let rows = counting > 0 ? found.rows : found.rows - found.others
      guard rows > 0 else { continue }
      let what = Self.name(key)
      var sum = groups[what.nl]?.silent ?? Silent()
      sum.rows += rows
      sum.others += counting > 0 ? found.others : 0
      groups[what.nl] = (what, sum)
    }
    let left =
      cellsLeft == 0
      ? Phrase("")
      : number(cellsLeft)
        + Phrase(
          nl: " nullen bij TL per sector van vóór examenjaar 2019 zijn geen telling",
          en: " zeros of TL by sector from before exam year 2019 are no count")
    let order = groups.values.sorted { ($1.silent.rows, $0.what.nl) < ($0.silent.rows, $1.what.nl) }
    guard !order.isEmpty else { return cellsLeft == 0 ? nil : left }
    var parts = order.prefix(Self.most).map { group in
      let isOther = group.silent.others == group.silent.rows
      return group.what + Phrase(" ") + number(group.silent.rows)
        + (isOther ? Phrase(nl: " (wel cijfers)", en: " (marks only)") : Phrase(""))
    }
    let rest = order.dropFirst(Self.most).reduce(0) { $0 + $1.silent.rows }
    if rest > 0 { parts.append(Phrase(nl: "andere ", en: "others ") + number(rest)) }
    let list = parts.dropFirst().reduce(parts[0]) { $0 + Phrase(", ") + $1 }
    let sum = order.reduce(0) { $0 + $1.silent.rows }
    return number(sum) + Phrase(nl: " van ", en: " of ") + number(rows)
      + (counting > 0
        ? Phrase(nl: " rijen geven geen telling van het vmbo: ", en: " rows give no vmbo count: ")
        : Phrase(nl: " rijen geven geen getal: ", en: " rows give no number: ")) + list
      + (cellsLeft == 0 ? Phrase("") : Phrase("; ") + left)
  }

  /// What rows of this type of education are; of no type where the layout has no such column.
  private static func name(_ type: String) -> Phrase {
    let small = type.lowercased()
    if small.isEmpty { return Phrase(nl: "alle cellen leeg", en: "all cells blank") }
    if small.contains("vavo") { return Phrase("vavo") }
    if let school = ["havo/vwo", "havo", "vwo", "praktijkonderwijs"].first(where: {
      small.hasPrefix($0)
    }) {
      return Phrase(school)
    }
    if ["int. bac", "engelse stroom", "european"].contains(where: { small.hasPrefix($0) }) {
      return Phrase(nl: "internationaal onderwijs", en: "international education")
    }
    if small.hasPrefix("vmbo") || small.hasPrefix("brugjaar") {
      let school = String(small.prefix { $0 != " " })
      return Phrase(nl: school + " zonder aantal", en: school + " without a number")
    }
    return Phrase("“\(type)”")
  }
}
