import Records

/// The children of a region's municipalities by age, on the newest day they were counted.
struct ChildStock {
  /// The year of that 1 October.
  let year: Int
  /// Those whose children are there, in the order given.
  let gemeenten: [String]
  private let counts: [Int: Count]

  /// Nil where no observation is of these municipalities.
  ///
  /// - Parameters:
  ///   - observations: Of the layout `duo-tabel-po-leeftijd`: pupils by place, kind of school and age.
  ///   - gemeenten: Whose children are wanted.
  init?(_ observations: [Observation], gemeenten: [String]) {
    func value(_ one: Observation, _ name: String) -> String? {
      one.dimensions.first { $0.name == name }?.value
    }
    let own = observations.filter { one in
      one.measure == "leerlingen" && one.place.kind == .gebied
        && gemeenten.contains(one.place.code) && value(one, "leeftijd") != nil
        && ["Bo", "Sbo"].contains(value(one, "soort po") ?? "")
    }
    guard let newest = own.map(\.period.year).max() else { return nil }
    var counts: [Int: Count] = [:]
    var found: Set<String> = []
    for one in own where one.period.year == newest {
      guard let age = value(one, "leeftijd").flatMap({ Int($0) }),
        case .count(let count) = one.value
      else { continue }
      counts[age] = (counts[age] ?? .notApplicable) + count
      found.insert(one.place.code)
    }
    guard !found.isEmpty else { return nil }
    year = newest
    self.gemeenten = gemeenten.filter(found.contains)
    self.counts = counts
  }

  /// Children of an age; nil where a municipality's number was not delivered.
  func count(age: Int) -> ClosedRange<Double>? {
    counts[age]?.bounds.map { Double($0.lowerBound)...Double($0.upperBound) }
  }

  /// Children of the ages 4 to 13 together, from the middles of intervals.
  var children: Double {
    (4...13).reduce(0) { sum, age in
      sum + (count(age: age).map { ($0.lowerBound + $0.upperBound) / 2 } ?? 0)
    }
  }

  /// The shares still in primary school at 11, 12 and 13: the numbers of these ages over that of 10, from
  /// the middles of intervals and at most 1. Where 10 is nobody, nobody is still there.
  var remaining: [Double] {
    func middle(_ age: Int) -> Double {
      count(age: age).map { ($0.lowerBound + $0.upperBound) / 2 } ?? 0
    }
    let whole = middle(10)
    return (11...13).map { whole > 0 ? min(1, middle($0) / whole) : 0 }
  }
}
