public import Records

/// The counts that a cohort hold-out needs, gathered from facts: pupils of one peildatum by location,
/// leerweg and leerjaar, and exam candidates of the sector techniek by location, leerweg and exam year.
///
/// - LWT counts with BB, as a mark on it.
/// - Where a source gives a total over the sexes it counts; else its parts are added.
/// - Pupils in *brugjaren* have no leerweg yet and count by location and leerjaar, of whatever type.
/// - Withheld counts keep their bounds; a count that was not delivered makes nothing, and is counted in
///   ``missing``.
public struct HoldoutCounts: Sendable {
  /// A location and a leerweg.
  struct Cell: Hashable, Comparable {
    let code: VestigingCode
    let leerweg: Leerweg

    static func < (left: Self, right: Self) -> Bool {
      left.code == right.code
        ? left.leerweg.rawValue < right.leerweg.rawValue : left.code < right.code
    }
  }

  /// The sum of counts, by total and by parts.
  struct Tally: Hashable {
    private var parts: ClosedRange<Int>?
    private var total: ClosedRange<Int>?

    mutating func add(_ bounds: ClosedRange<Int>, isTotal: Bool) {
      if isTotal { total = Self.sum(total, bounds) } else { parts = Self.sum(parts, bounds) }
    }

    var bounds: ClosedRange<Int> { total ?? parts ?? 0...0 }

    static func sum(_ first: ClosedRange<Int>?, _ second: ClosedRange<Int>) -> ClosedRange<Int> {
      guard let first else { return second }
      return first.lowerBound + second.lowerBound...first.upperBound + second.upperBound
    }
  }

  /// The year of the peildatum of the pupils.
  public let baseYear: Int
  /// Cells of pupils and candidates that were not delivered.
  public private(set) var missing = 0
  /// The exam years of which there are candidates of the sector techniek.
  public var examYears: [Int] { Set(exams.values.flatMap(\.keys)).sorted() }

  private(set) var technical: [Cell: [Int: Tally]] = [:]
  private(set) var all: [Cell: [Int: Tally]] = [:]
  private(set) var brugjaren: [VestigingCode: [Int: Tally]] = [:]
  private(set) var exams: [Cell: [Int: Tally]] = [:]

  /// Nothing yet.
  ///
  /// - Parameter baseYear: The year of the peildatum.
  public init(baseYear: Int) { self.baseYear = baseYear }

  /// The locations with technical pupils or candidates.
  public var locations: Set<VestigingCode> {
    Set(technical.keys.map(\.code)).union(exams.keys.map(\.code))
  }

  /// Adds a fact, if it is one that counts here.
  public mutating func add(_ fact: Fact) {
    switch (fact.measure, fact.period) {
    case (.leerlingen, .peildatum(baseYear)): addPupils(fact)
    case (.examenkandidaten, .examenjaar(let year)):
      guard fact.sector == .techniek, let leerweg = fact.leerweg, let bounds = bounds(fact) else {
        return
      }
      exams[Cell(code: fact.vestiging, leerweg: leerweg), default: [:]][year, default: Tally()]
        .add(bounds, isTotal: fact.geslacht == .totaal)
    default: break
    }
  }

  private mutating func addPupils(_ fact: Fact) {
    guard let leerjaar = fact.leerjaar else { return }
    let isTotal = fact.geslacht == .totaal
    if let leerweg = fact.leerweg, leerjaar == 3 || leerjaar == 4 {
      guard let bounds = bounds(fact) else { return }
      let cell = Cell(code: fact.vestiging, leerweg: leerweg)
      all[cell, default: [:]][leerjaar, default: Tally()].add(bounds, isTotal: isTotal)
      guard fact.sector == .techniek else { return }
      technical[cell, default: [:]][leerjaar, default: Tally()].add(bounds, isTotal: isTotal)
    } else if fact.leerweg == nil, leerjaar == 1 || leerjaar == 2, let bounds = bounds(fact) {
      brugjaren[fact.vestiging, default: [:]][leerjaar, default: Tally()]
        .add(bounds, isTotal: isTotal)
    }
  }

  private mutating func bounds(_ fact: Fact) -> ClosedRange<Int>? {
    if fact.count == .missing { missing += 1 }
    return fact.count.bounds
  }
}
