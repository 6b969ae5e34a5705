import Records

/// All cells of one horizon: a location and a leerweg with what was known on the peildatum, and the
/// candidates that came.
struct HoldoutPanel: Sendable {
  struct Cell: Sendable {
    let unit: VestigingCode
    let leerweg: Leerweg
    let fold: Int
    /// What feeds the flow; see ``HoldoutPanel/predictors``.
    let predictors: [Double]
    /// Those of them that are pupils of the peildatum, none of them candidates of the base year.
    let stocks: [Double]
    /// The candidates of the base year scaled by the brugjaren of the institution; nil where the pupils are
    /// in leerjaar 3 or 4 already.
    let brugjaar: Double?
    /// The pupils that a plain ratio is of.
    let stock: Double
    /// The pupils that a pooled ratio of the school's own is of.
    let ownStock: Double
    /// Candidates of the base year.
    let same: ClosedRange<Int>
    let outcome: ClosedRange<Int>
    /// Codes that were counted together here, beside the unit's own.
    let merged: [VestigingCode]
  }

  let horizon: Int
  let examYear: Int
  let cells: [Cell]

  /// The leerjaar that these pupils are in.
  var leerjaar: Int { 5 - horizon }

  static func middle(_ bounds: ClosedRange<Int>) -> Double {
    Double(bounds.lowerBound + bounds.upperBound) / 2
  }
}

extension HoldoutPanel {
  /// Counts by unit, with what they are of.
  private struct Units {
    let counts: HoldoutCounts
    let horizon: Int
    private(set) var technical: [HoldoutCounts.Cell: [Int: Double]] = [:]
    private(set) var all: [HoldoutCounts.Cell: [Int: Double]] = [:]
    private(set) var exams: [HoldoutCounts.Cell: [Int: ClosedRange<Int>]] = [:]
    private(set) var brugjaren: [VestigingCode: [Int: Double]] = [:]
    private(set) var codes: [VestigingCode: Set<VestigingCode>] = [:]

    init(_ counts: HoldoutCounts, moves: CohortMoves, examYear: Int, horizon: Int) {
      (self.counts, self.horizon) = (counts, horizon)
      func unit(_ code: VestigingCode) -> VestigingCode {
        moves.current(of: code, examYear: examYear)
      }
      func place(_ cell: HoldoutCounts.Cell) -> HoldoutCounts.Cell {
        HoldoutCounts.Cell(code: unit(cell.code), leerweg: cell.leerweg)
      }
      // Sums of whole numbers and halves are exact: their order does not matter.
      for (cell, years) in counts.technical {
        codes[unit(cell.code), default: []].insert(cell.code)
        for (leerjaar, tally) in years {
          technical[place(cell), default: [:]][leerjaar, default: 0] +=
            HoldoutPanel.middle(tally.bounds)
        }
      }
      for (cell, years) in counts.all {
        for (leerjaar, tally) in years {
          all[place(cell), default: [:]][leerjaar, default: 0] += HoldoutPanel.middle(tally.bounds)
        }
      }
      for (cell, years) in counts.exams {
        codes[unit(cell.code), default: []].insert(cell.code)
        for (year, tally) in years {
          let sum = exams[place(cell)]?[year]
          exams[place(cell), default: [:]][year] = HoldoutCounts.Tally.sum(sum, tally.bounds)
        }
      }
      for (code, years) in counts.brugjaren {
        for (leerjaar, tally) in years {
          brugjaren[unit(code), default: [:]][leerjaar, default: 0] +=
            HoldoutPanel.middle(tally.bounds)
        }
      }
    }

    func candidates(_ cell: HoldoutCounts.Cell, _ year: Int) -> ClosedRange<Int> {
      exams[cell]?[year] ?? 0...0
    }

    func technical(_ cell: HoldoutCounts.Cell, _ leerjaar: Int) -> Double {
      technical[cell]?[leerjaar] ?? 0
    }

    func all(_ cell: HoldoutCounts.Cell, _ leerjaar: Int) -> Double { all[cell]?[leerjaar] ?? 0 }
  }

  /// What the institutions have in brugjaren and in their last year, and the country.
  private struct Institutions {
    private(set) var lastYear: [String: Double] = [:]
    private(set) var brugjaar: [String: Double] = [:]
    private(set) var nationalLastYear = 0.0
    private(set) var nationalBrugjaar = 0.0

    init(_ units: Units, groups: [String: String], leerjaar: Int) {
      func name(_ code: VestigingCode) -> String { groups[code.brin] ?? code.brin }
      for (cell, years) in units.all {
        lastYear[name(cell.code), default: 0] += years[4] ?? 0
        nationalLastYear += years[4] ?? 0
      }
      for (code, years) in units.brugjaren {
        brugjaar[name(code), default: 0] += years[leerjaar] ?? 0
      }
      // Brugjaren of institutions without vmbo lead to other exams.
      for (name, pupils) in brugjaar where (lastYear[name] ?? 0) > 0 { nationalBrugjaar += pupils }
    }

    /// By how much the institution's intake differs from its last year, against the country's; drawn to
    /// one as 60 pupils would.
    func growth(_ name: String) -> Double {
      guard nationalLastYear > 0, nationalBrugjaar > 0 else { return 1 }
      let national = nationalBrugjaar / nationalLastYear
      let weight = 60.0
      return ((brugjaar[name] ?? 0) + weight * national) / ((lastYear[name] ?? 0) + weight)
        / national
    }
  }

  /// The cells of a horizon: every unit and leerweg with technical pupils in leerjaar 3 or 4 on the
  /// peildatum, or candidates in the base year.
  init(
    _ counts: HoldoutCounts, moves: CohortMoves, horizon: Int, folds: Int,
    groups: [String: String]
  ) {
    let (baseYear, examYear) = (counts.baseYear, counts.baseYear + horizon)
    let units = Units(counts, moves: moves, examYear: examYear, horizon: horizon)
    let leerjaar = 5 - horizon
    let institutions = Institutions(units, groups: groups, leerjaar: leerjaar)
    let known = Set(units.technical.keys).union(units.exams.keys).sorted()
    var cells: [Cell] = []
    for cell in known {
      let same = units.candidates(cell, baseYear)
      guard
        units.technical(cell, 3) + units.technical(cell, 4) > 0 || same.upperBound > 0
      else { continue }
      let name = groups[cell.code.brin] ?? cell.code.brin
      let brugjaren = units.brugjaren[cell.code]?[leerjaar] ?? 0
      cells.append(
        Cell(
          unit: cell.code, leerweg: cell.leerweg, fold: Int(Self.hash(name) % UInt64(folds)),
          predictors: Self.predictors(cell, units, baseYear: baseYear),
          stocks: Self.stocks(cell, units),
          brugjaar: horizon > 2 ? Self.middle(same) * institutions.growth(name) : nil,
          stock: horizon > 2 ? brugjaren : units.technical(cell, leerjaar),
          ownStock: horizon > 2
            ? institutions.brugjaar[name] ?? 0 : units.technical(cell, leerjaar),
          same: same, outcome: units.candidates(cell, examYear),
          merged: (units.codes[cell.code] ?? []).subtracting([cell.code]).sorted()))
    }
    self.horizon = horizon
    self.examYear = examYear
    self.cells = cells
  }

  /// What was known on the peildatum and may feed the flow, in pupils; each gets a rate ≥ 0.
  ///
  /// One year ahead: the technical pupils in leerjaar 4, those of the neighbouring leerweg (BB and KB, GL
  /// and TL: pupils change between them), and last year's candidates.
  ///
  /// Further ahead: the technical pupils in leerjaar 3 and in leerjaar 4, those of the neighbouring leerweg
  /// and of the other sectors in leerjaar 3 (of many in TL the sector is not known yet), last year's
  /// candidates, and their mean over three years (not for TL, which has one such year). For pupils in
  /// leerjaar 1 and 2, who have no leerweg yet, these stand for what the location is used to.
  private static func predictors(
    _ cell: HoldoutCounts.Cell, _ units: Units, baseYear: Int
  ) -> [Double] {
    let result = stocks(cell, units) + [middle(units.candidates(cell, baseYear))]
    // DUO splits TL by sector from exam year 2019 on.
    guard units.horizon > 1, cell.leerweg != .tl || baseYear - 2 >= 2019 else { return result }
    let years = (baseYear - 2...baseYear).map { middle(units.candidates(cell, $0)) }
    return result + [years.reduce(0, +) / 3]
  }

  private static func stocks(_ cell: HoldoutCounts.Cell, _ units: Units) -> [Double] {
    let neighbour = HoldoutCounts.Cell(code: cell.code, leerweg: cell.leerweg.neighbour)
    if units.horizon == 1 { return [units.technical(cell, 4), units.technical(neighbour, 4)] }
    let third = units.technical(cell, 3)
    return [
      third, units.technical(cell, 4), units.technical(neighbour, 3), units.all(cell, 3) - third,
    ]
  }

  /// FNV-1a of 64 bits over the characters, which is the same on every run and machine.
  static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension Leerweg {
  /// The leerweg that pupils change with most.
  fileprivate var neighbour: Leerweg {
    switch self {
    case .bb: .kb
    case .kb: .bb
    case .gl: .tl
    case .tl: .gl
    }
  }
}
