import Models
import Records

/// A file of stocks as series of stocks: the states and ways that the rows name or imply, and what does not
/// add up.
///
/// A state with a destination in any row is one that pupils are in; the others are exits. Where no row
/// names a destination, the ways follow from the number in the names: to stay, to go to the state whose name
/// has a number one higher, or to leave (``leaving``).
struct StandData {
  typealias Bounds = ClosedRange<Int>

  /// The rows of one vestiging, by peildatum and state.
  struct Vestiging {
    let name: String
    var stocks: [Int: [Int: (count: Bounds, row: Int)]] = [:]
    /// Of the stock on that peildatum, as far as rows tell.
    var inflow: [Int: [Int: Bounds]] = [:]

    var years: [Int] { stocks.keys.sorted() }

    func stock(_ state: Int, _ year: Int) -> Bounds? { stocks[year]?[state]?.count }
  }

  /// Where what is known of inflow into a state comes from.
  enum Entry: Hashable {
    /// From rows.
    case told
    /// From nowhere, and nobody comes there from another state: what stayers leave of the stock.
    case remainder
    /// From nowhere, while pupils come there from other states: nobody enters.
    case assumedNone
  }

  /// The exit that ways from names lead to.
  static let leaving = "uitstroom"

  let file: String
  let space: StateSpace
  /// Whether the ways follow from the names.
  let isImplied: Bool
  /// In the order of the file.
  let vestigingen: [Vestiging]
  /// From the first to the newest peildatum.
  let years: ClosedRange<Int>
  /// One a state.
  let entries: [Entry]
  /// The states, each with the first row that names it and the number of rows that do.
  let names: [(name: String, row: Int, rows: Int)]

  init(_ rows: [Stand], file: String) throws(StroomError) {
    self.file = file
    guard let first = rows.map(\.jaar).min(), let last = rows.map(\.jaar).max() else {
      throw .noStocks(file: file)
    }
    guard last > first else { throw .oneYear(file: file, year: first) }
    guard rows.contains(where: { $0.count.exactValue != nil }) else {
      throw .allWithheld(file: file)
    }
    years = first...last
    var counted: [String] = []
    var uses: [String: (row: Int, rows: Int)] = [:]
    for row in rows {
      if uses[row.toestand] == nil { counted.append(row.toestand) }
      uses[row.toestand] = (uses[row.toestand]?.row ?? row.row, (uses[row.toestand]?.rows ?? 0) + 1)
    }
    let told = rows.filter { !$0.naar.isEmpty }
    isImplied = told.isEmpty
    let ways: [(from: String, to: String)]
    if told.isEmpty {
      ways = try Self.implied(counted, uses, file)
    } else {
      ways = told.flatMap { row in row.naar.map { (row.toestand, $0) } }
    }
    let left = Set(ways.map(\.from))
    var all = counted.filter(left.contains) + counted.filter { !left.contains($0) }
    for way in ways where !all.contains(way.to) { all.append(way.to) }
    let places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
    var transitions: Set<StateSpace.Transition> = []
    for way in ways {
      guard let from = places[way.from], let to = places[way.to] else { continue }
      transitions.insert(.init(from: from, to: to))
    }
    do throws(TransitionError) {
      space = try StateSpace(
        states: all.map { .init(name: $0) }, transitions: transitions.sorted())
    } catch {
      throw .projection(error)
    }
    var found: [Vestiging] = []
    var index: [String: Int] = [:]
    var knowing: Set<Int> = []
    for row in rows {
      guard let count = row.count.bounds, let s = places[row.toestand] else { continue }
      let v = index[row.vestiging] ?? found.count
      if v == found.count {
        index[row.vestiging] = v
        found.append(Vestiging(name: row.vestiging))
      }
      found[v].stocks[row.jaar, default: [:]][s] = (count, row.row)
      guard let entered = row.instroom.bounds else { continue }
      guard !space.isExit(s) || entered == 0...0 else {
        throw .intoExit(file: file, row: row.row, state: row.toestand)
      }
      found[v].inflow[row.jaar, default: [:]][s] = entered
      knowing.insert(s)
    }
    vestigingen = found
    let space = space
    entries = space.states.indices.map { s in
      if knowing.contains(s) { return .told }
      let comes = space.transitions.contains { $0.to == s && $0.from != s }
      return comes ? .assumedNone : .remainder
    }
    names = all.compactMap { name in uses[name].map { (name, $0.row, $0.rows) } }
  }

  /// The ways that the numbers in the names imply.
  private static func implied(
    _ states: [String], _ uses: [String: (row: Int, rows: Int)], _ file: String
  ) throws(StroomError) -> [(from: String, to: String)] {
    var numbered: [(name: String, before: Substring, number: Int, behind: Substring)] = []
    for name in states {
      guard let match = name.firstMatch(of: /[0-9]+/), let number = Int(match.output) else {
        throw .noWays(file: file, row: uses[name]?.row ?? 1, state: name)
      }
      numbered.append(
        (name, name[..<match.range.lowerBound], number, name[match.range.upperBound...]))
    }
    var ways: [(from: String, to: String)] = []
    for state in numbered {
      ways.append((state.name, state.name))
      let next = numbered.filter { $0.number == state.number + 1 }
      if let same = next.first(where: { $0.before == state.before && $0.behind == state.behind }) {
        ways.append((state.name, same.name))
      } else if !next.isEmpty {
        throw .noWays(file: file, row: uses[state.name]?.row ?? 1, state: state.name)
      }
      ways.append((state.name, leaving))
    }
    return ways
  }

  /// All vestigingen one behind the other, with a year between them of which nothing is known: an equation
  /// each for every two years that follow each other, with the same rates in all.
  func series() throws(StroomError) -> StockSeries {
    var stocks: [[Bounds?]] = []
    var inflows = space.states.indices.map { _ in [Double?]() }
    for vestiging in vestigingen {
      guard let first = vestiging.years.first, let last = vestiging.years.last else { continue }
      for year in first...last + 1 {
        stocks.append(space.states.indices.map { vestiging.stock($0, year) })
        for s in space.states.indices {
          inflows[s].append(
            vestiging.inflow[year]?[s].map {
              0.5 * (Double($0.lowerBound) + Double($0.upperBound))
            })
        }
      }
    }
    do throws(EstimationError) {
      return try StockSeries(
        space: space, stocks: stocks,
        inflows: space.states.indices.map { s in
          if space.isExit(s) { return .none }
          switch entries[s] {
          case .told: return .known(inflows[s])
          case .remainder: return .unknown
          case .assumedNone: return .none
          }
        })
    } catch {
      throw .estimation(file: file, error)
    }
  }

  /// Whether all states that pupils are in are counted on the newest peildatum.
  func isProjected(_ vestiging: Vestiging) -> Bool {
    space.states.indices.allSatisfy {
      space.isExit($0) || vestiging.stock($0, years.upperBound) != nil
    }
  }
}
