import Models
import Records

/// A file of flows as tables: states and ways found in the rows, a table of flows a vestiging, and what does
/// not add up.
///
/// A way that no row has is a structural zero, a row with 0 makes it an allowed one. States that never stand
/// under `van` are exits.
struct StroomData {
  typealias Bounds = ClosedRange<Int>

  /// The rows of one vestiging, by year and state.
  struct Vestiging {
    let name: String
    /// The years in which it has a flow or an inflow.
    var years: Set<Int> = []
    /// By year and state left: what went where, and the first row that says so.
    var flows: [Int: [Int: (counts: [Int: Bounds], row: Int)]] = [:]
    /// By year and state reached; counted on the peildatum after.
    var inflow: [Int: [Int: Bounds]] = [:]
    /// By year and state.
    var totals: [Int: [Int: (count: Bounds, row: Int)]] = [:]

    /// Those who were in a state on the peildatum, by the rows of the year before; nil when that has none.
    func arrivals(_ state: Int, peildatum: Int) -> Bounds? {
      guard years.contains(peildatum - 1) else { return nil }
      var sum = inflow[peildatum - 1]?[state] ?? 0...0
      for (_, row) in flows[peildatum - 1] ?? [:] {
        if let count = row.counts[state] { sum = sum + count }
      }
      return sum
    }

    /// Those who were in a state on the peildatum: its total where given, else who arrived.
    func stock(_ state: Int, peildatum: Int) -> Bounds? {
      totals[peildatum]?[state]?.count ?? arrivals(state, peildatum: peildatum)
    }
  }

  let file: String
  let space: StateSpace
  /// In the order of the file.
  let vestigingen: [Vestiging]
  /// The peildata from which pupils move; the newest stocks are those of a year after the last.
  let years: ClosedRange<Int>
  /// The states, each with the first row that names it and the number of rows that do.
  let names: [(name: String, row: Int, rows: Int)]

  init(_ rows: [Stroom], file: String) throws(StroomError) {
    self.file = file
    var names: [String] = []
    var places: [String: Int] = [:]
    func place(_ name: String) -> Int {
      if let place = places[name] { return place }
      places[name] = names.count
      names.append(name)
      return names.count - 1
    }
    // States that are left first, so that exits come last.
    for row in rows { if case .flow(let from, _) = row.way { _ = place(from) } }
    let left = names.count
    var ways: Set<StateSpace.Transition> = []
    var (moving, isKnown): ([Int], Bool) = ([], false)
    for row in rows {
      guard case .flow(let from, let to) = row.way else { continue }
      ways.insert(.init(from: place(from), to: place(to)))
      moving.append(row.jaar)
      isKnown = isKnown || row.count.exactValue != nil
    }
    guard let first = moving.min(), let last = moving.max() else { throw .noFlows(file: file) }
    guard isKnown else { throw .allWithheld(file: file) }
    years = first...last
    var found: [Vestiging] = []
    var index: [String: Int] = [:]
    for row in rows {
      guard let count = row.count.bounds else { continue }
      let v = index[row.vestiging] ?? found.count
      if v == found.count {
        index[row.vestiging] = v
        found.append(Vestiging(name: row.vestiging))
      }
      switch row.way {
      case .flow(let from, let to):
        let (s, d) = (place(from), place(to))
        found[v].years.insert(row.jaar)
        var entry = found[v].flows[row.jaar]?[s] ?? (counts: [:], row: row.row)
        entry.counts[d] = count
        found[v].flows[row.jaar, default: [:]][s] = entry
      case .inflow(let to):
        guard let s = places[to], s < left else {
          throw .intoExit(file: file, row: row.row, state: to)
        }
        found[v].years.insert(row.jaar)
        found[v].inflow[row.jaar, default: [:]][s] = count
      case .stock(let of):
        guard let s = places[of], s < left else {
          throw .intoExit(file: file, row: row.row, state: of)
        }
        found[v].totals[row.jaar, default: [:]][s] = (count, row.row)
      }
    }
    vestigingen = found
    var uses: [String: (row: Int, rows: Int)] = [:]
    for row in rows {
      let named =
        switch row.way {
        case .flow(let from, let to): from == to ? [from] : [from, to]
        case .inflow(let to): [to]
        case .stock(let of): [of]
        }
      for name in named { uses[name] = (uses[name]?.row ?? row.row, (uses[name]?.rows ?? 0) + 1) }
    }
    self.names = names.compactMap { name in uses[name].map { (name, $0.row, $0.rows) } }
    do throws(TransitionError) {
      space = try StateSpace(
        states: names.map { .init(name: $0) }, transitions: ways.sorted())
    } catch {
      throw .projection(error)
    }
  }

  /// The flows of one vestiging, year by year.
  ///
  /// The stock of a row with withheld cells is its `totaal`, else those who arrived the year before, where
  /// they are known exactly and fit the cells; else it is not known.
  func table(_ vestiging: Vestiging) throws(StroomError) -> FlowTable {
    var rows: [[FlowTable.Row?]] = []
    for year in years {
      var states: [FlowTable.Row?] = []
      for s in space.states.indices {
        guard let known = vestiging.flows[year]?[s] else {
          states.append(nil)
          continue
        }
        let counts = space.destinations[s].map { known.counts[$0] ?? 0...0 }
        let sum = counts.reduce(0...0, +)
        var total: Bounds?
        if let stated = vestiging.totals[year]?[s] {
          guard stated.count.overlaps(sum) else {
            throw .contradictsTotal(
              file: file, row: stated.row, vestiging: vestiging.name,
              state: space.states[s].name, counted: sum, total: stated.count)
          }
          total = stated.count
        } else if let arrived = vestiging.arrivals(s, peildatum: year), arrived.count == 1,
          sum.contains(arrived.lowerBound), sum.count > 1
        {
          total = arrived
        }
        states.append(FlowTable.Row(counts: counts, total: total))
      }
      rows.append(states)
    }
    do throws(EstimationError) {
      return try FlowTable(space: space, years: rows)
    } catch {
      throw .estimation(file: file, error)
    }
  }

  /// The pupils seen to leave a state along one way, and along all, over all years.
  func seen(_ vestiging: Vestiging, from: Int, to: Int) -> (way: Bounds, all: Bounds) {
    var (way, all) = (0...0, 0...0)
    for year in years {
      guard let row = vestiging.flows[year]?[from] else { continue }
      way = way + (row.counts[to] ?? 0...0)
      all = all + (vestiging.totals[year]?[from]?.count ?? row.counts.values.reduce(0...0, +))
    }
    return (way, all)
  }
}

/// The bounds of a sum.
func + (left: ClosedRange<Int>, right: ClosedRange<Int>) -> ClosedRange<Int> {
  left.lowerBound + right.lowerBound...left.upperBound + right.upperBound
}
