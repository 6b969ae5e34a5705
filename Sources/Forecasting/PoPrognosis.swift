import Foundation
public import Records

/// The primary pupils that DUO expects at the schools in a region's municipalities, which tell of years beyond
/// the children who were counted by age.
///
/// DUO expects pupils by school, not by age or home. Primary pupils are eight years old on average and those
/// who reach leerjaar 3 fourteen, so that the latter change as all primary pupils do six years before.
///
/// *Not promised*: that the ages of the pupils stay as they are: where their number falls because few are
/// born, leerjaar 3 follows earlier for the old and later for the young than six years.
public struct PoPrognosis: Hashable, Sendable {
  /// From the year of all primary pupils to that of leerjaar 3.
  public static let yearsToEntry = 6

  /// Pupils of all schools together, bo and sbo, by year; a year that a school lacks is left out.
  public let pupils: [Int: Double]
  /// How many schools were added.
  public let schools: Int

  /// - Parameter observations: Of the layout `duo-prognose-po`, of the schools in the region's
  ///   municipalities.
  /// - Throws: ``SourceFault/poPrognosisTwice(school:year:)``, ``SourceFault/poPrognosisEmpty``.
  public init(_ observations: [Observation]) throws(SourceFault) {
    struct Cell: Hashable {
      let school: String
      let kind: String
      let year: Int
    }
    var seen: Set<Cell> = []
    var pupils: [Int: Double] = [:]
    var schools: Set<Cell> = []
    var counted: [Int: Int] = [:]
    let own = observations.filter {
      $0.measure == "leerlingenprognose" && $0.place.kind == .vestiging
    }
    for one in own.sorted(by: { ($0.place, $0.period.year) < ($1.place, $1.period.year) }) {
      guard case .number(let number) = one.value, number >= 0 else { continue }
      let kind = one.dimensions.first { $0.name == "soort po" }?.value ?? ""
      let cell = Cell(school: one.place.code, kind: kind, year: one.period.year)
      guard seen.insert(cell).inserted else {
        throw .poPrognosisTwice(school: cell.school, year: cell.year)
      }
      pupils[cell.year, default: 0] += number
      counted[cell.year, default: 0] += 1
      schools.insert(Cell(school: cell.school, kind: kind, year: 0))
    }
    // A year without some of the schools would be fewer pupils for want of schools.
    let whole = pupils.filter { counted[$0.key] == schools.count && $0.value > 0 }
    guard !whole.isEmpty else { throw .poPrognosisEmpty }
    self.pupils = whole
    self.schools = schools.count
  }

  /// The children who reach leerjaar 3 in the years after the counted cohorts, as far as the forecast goes.
  ///
  /// - Parameters:
  ///   - counted: Children by year of entry, of the counted cohorts.
  ///   - stock: All children in primary school on the day that they were counted by age, and its year.
  ///   - most: At most this many years.
  /// - Returns: The numbers of the years after the last counted one, without a gap; the first year that
  ///   follows the forecast itself, those before being drawn in a straight line of logarithms; and whether
  ///   the ratio is of a year of which both are known. Nil where the forecast does not reach.
  func children(
    after counted: [Int: Double], stock: (year: Int, children: Double), most: Int
  ) -> (numbers: [Double], first: Int, overlaps: Bool)? {
    guard let last = counted.keys.max(), let end = counted[last] else { return nil }
    // Children of leerjaar 3 for one primary pupil six years before.
    let ratio: Double
    let both = counted.keys.sorted().last { pupils[$0 - Self.yearsToEntry] != nil }
    if let both, let children = counted[both], let all = pupils[both - Self.yearsToEntry] {
      ratio = children / all
    } else if let children = counted[stock.year + Self.yearsToEntry], stock.children > 0 {
      ratio = children / stock.children
    } else {
      return nil
    }
    let years = ((last + 1)...(last + max(1, most))).filter {
      pupils[$0 - Self.yearsToEntry] != nil
    }
    guard let first = years.first else { return nil }
    var numbers: [Double] = []
    var year = last + 1
    while year < first, let next = pupils[first - Self.yearsToEntry] {
      let part = Double(year - last) / Double(first - last)
      numbers.append(end * pow(ratio * next / end, part))
      year += 1
    }
    while year <= last + most, let all = pupils[year - Self.yearsToEntry] {
      numbers.append(ratio * all)
      year += 1
    }
    return (numbers, first, both != nil)
  }
}
