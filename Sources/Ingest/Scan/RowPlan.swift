public import Records

/// What the rows with one combination of texts are about: made once, then used for every such row, by
/// the row reader and by the batch reader alike, so that no two readings of a layout exist.
public struct RowPlan: Sendable {
  /// One count of such a row that is a fact.
  public struct Cell: Sendable {
    /// Its place among the layout's columns in the file (``SourceReader/fieldNames``).
    public let slot: Int
    /// The fact without location, count and place in the file.
    public let measure: Fact.Measure
    /// The moment it is about.
    public let period: Period
    /// Nil where the source takes leerwegen together.
    public let leerweg: Leerweg?
    /// Nil where the source takes leerjaren together.
    public let leerjaar: Int?
    /// Nil where the source does not split by profile.
    public let profiel: Profiel?
    /// Nil where the source does not split by sector.
    public let sector: Sector?
    /// Which sex, or the source's own total.
    public let geslacht: Geslacht
    /// Leerwerktraject, a mark on BB.
    public let lwt: Bool
    /// Whether an exact zero says nothing about pupils here.
    let isZeroNoFact: Bool

    init(
      slot: Int, measure: Fact.Measure, period: Period, leerweg: Leerweg? = nil,
      leerjaar: Int? = nil, profiel: Profiel? = nil, sector: Sector? = nil, geslacht: Geslacht,
      lwt: Bool = false, isZeroNoFact: Bool = false
    ) {
      self.slot = slot
      self.measure = measure
      self.period = period
      self.leerweg = leerweg
      self.leerjaar = leerjaar
      self.profiel = profiel
      self.sector = sector
      self.geslacht = geslacht
      self.lwt = lwt
      self.isZeroNoFact = isZeroNoFact
    }

    /// Whether this count is a fact here.
    @inline(__always)
    func isFact(_ count: PackedCount) -> Bool {
      count.bits >> 60 != 3 && !(isZeroNoFact && count.bits == 0)
    }
  }

  /// Something that the counts of a row must satisfy; slots as in ``Cell/slot``.
  enum Check: Sendable, Hashable {
    /// No pupils here.
    case nobody(Int)
    /// Not more than there.
    case atMost(Int, of: Int)
    /// A total that can be the sum of its parts.
    case total(Int, of: [Int])

    /// Whether it holds, as far as the counts tell.
    @inline(__always)
    func holds(_ count: (Int) -> PackedCount) -> Bool {
      switch self {
      case .nobody(let slot): return count(slot).high == 0
      case .atMost(let slot, let limit):
        let (part, whole) = (count(slot), count(limit))
        return !part.isNumber || !whole.isNumber || part.low <= whole.high
      case .total(let slot, let parts):
        let printed = count(slot)
        guard printed.isNumber else { return true }
        var (low, high, isAny) = (0, 0, false)
        for part in parts {
          let value = count(part)
          if value.isMissing { return true }
          if value.isNumber { isAny = true }
          low += value.low
          high += value.high
        }
        return !isAny || low <= printed.high && printed.low <= high
      }
    }
  }

  /// The facts of the row, in the order in which they are handed over.
  public let cells: [Cell]
  /// What is looked at, in the order of its findings.
  let checks: [Check]
  /// The slots whose texts no table has: what such a row is about is not sure.
  let unknown: [Int]

  init(cells: [Cell], checks: [Check], unknown: [Int] = []) {
    self.cells = cells
    self.checks = checks
    self.unknown = unknown
  }
}

/// How a layout makes plans: from the texts of a row, without its counts.
struct RowPlanner: Sendable {
  /// The slots of BRIN and location.
  let brin: Int
  let vestiging: Int
  /// All slots whose texts decide the plan, at most ``ColumnShape/mostPlanTexts``.
  let texts: [Int]
  /// The plan of a row with these texts; the cells' counts are not looked at.
  let plan: @Sendable (Cells) throws(IngestError) -> RowPlan
  /// The finding of a check that does not hold.
  let finding: @Sendable (RowPlan.Check, Cells) -> Finding
  /// The finding of a text that no table has, given once a file for each such text.
  let unknown: @Sendable (_ slot: Int, Cells) -> Finding
}
