/// Which unknown stands where: the blocks of the system of normal equations.
///
/// Groups that no observation adds up are independent given the three shared unknowns (β, log ρ,
/// log q), so the system is one block a component with a border of three. Within a block the
/// unknowns that a projection starts from stand last: their Cholesky factor is then the last corner
/// of the block's.
struct CohortLayout: Sendable {
  /// One cohort in one stage, part of an observed total.
  struct Term: Sendable {
    let intake: Int
    let stage: CohortProjection.Stage
  }

  /// A total, translated to places in its component.
  struct Total: Sendable {
    let component: Int
    let terms: [Term]
  }

  /// The unknowns of some groups that belong together.
  struct Component: Sendable {
    var series: [Int] = []
    var groups: [Int] = []
    var size = 0
    /// From here on the unknowns are those that a projection starts from.
    var tail = 0
  }

  /// The last period in which an intake was observed.
  let lastPeriod: Int
  let series: [CohortProjection.Series]
  /// The first period with a level, one a series.
  let starts: [Int]
  /// The place of the group of each series among the sorted group numbers.
  let groupOfSeries: [Int]
  private(set) var componentOfGroup: [Int]
  private(set) var components: [Component]
  private(set) var totals: [Total] = []
  /// Places of L[s,t] and log I[s,t] in their block, by t − start.
  private(set) var levels: [[Int]]
  private(set) var intakes: [[Int]]
  /// Places of u[g,t], by t − start − 1 of the earliest series of the group; and of β_g.
  private(set) var shocks: [[Int]]
  private(set) var drifts: [Int]
  /// The first period with a level, one a group.
  let groupStarts: [Int]
  /// The mean of each series' offset over its fitted periods: taken off, so that a level is the logarithm
  /// of an average intake whatever the offset's zero.
  private let offsetMeans: [Double]

  init(
    series: [CohortProjection.Series], observations: [CohortProjection.Observation]
  ) throws(CohortError) {
    guard !observations.isEmpty else { throw .noObservations }
    for (s, one) in series.enumerated() where one.offset?.isValid == false {
      throw .invalidOffset(series: s)
    }
    var earliest = [Int?](repeating: nil, count: series.count)
    var last = Int.min
    for (place, observation) in observations.enumerated() {
      let bounds = observation.count
      guard bounds.lowerBound >= 0 && bounds.upperBound.isFinite else {
        throw .invalidCount(observation: place)
      }
      guard observation.weight > 0 && observation.weight <= 1 else {
        throw .invalidWeight(observation: place)
      }
      guard !observation.series.isEmpty && !observation.stages.isEmpty,
        Set(observation.series).count == observation.series.count,
        observation.series.allSatisfy(series.indices.contains)
      else { throw .invalidObservation(observation: place) }
      var isEmpty = true
      for s in observation.series {
        for stage in observation.stages {
          let entered = observation.period - stage.rawValue
          guard entered >= series[s].firstPeriod else { continue }
          isEmpty = false
          earliest[s] = min(earliest[s] ?? entered, entered)
          last = max(last, entered)
        }
      }
      if isEmpty { throw .beforeFirstPeriod(observation: place) }
    }
    var starts: [Int] = []
    for (s, first) in earliest.enumerated() {
      guard let first else { throw .unobservedSeries(series: s) }
      // The leavers of the first year ahead entered in the year before the last.
      starts.append(max(series[s].firstPeriod, min(first, last - 1)))
    }
    let numbers = Set(series.map(\.group)).sorted()
    let groupOfSeries = series.map { numbers.firstIndex(of: $0.group) ?? 0 }
    self.series = series
    self.starts = starts
    self.groupOfSeries = groupOfSeries
    lastPeriod = last
    offsetMeans = zip(series, starts).map { one, start in
      guard let offset = one.offset else { return 0 }
      return (start...last).reduce(0) { $0 + offset[$1] } / Double(last - start + 1)
    }
    groupStarts = numbers.indices.map { g in
      zip(starts, groupOfSeries).filter { $0.1 == g }.map(\.0).min() ?? last
    }

    // Groups that are added up in an observation get the smallest number among them.
    var owner = Array(numbers.indices)
    for observation in observations {
      let touched = Set(observation.series.map { owner[groupOfSeries[$0]] })
      let smallest = touched.min() ?? 0
      for g in owner.indices where touched.contains(owner[g]) { owner[g] = smallest }
    }
    let roots = Set(owner).sorted()
    componentOfGroup = owner.map { roots.firstIndex(of: $0) ?? 0 }
    components = roots.map { _ in Component() }
    levels = starts.map { _ in [] }
    intakes = starts.map { _ in [] }
    shocks = numbers.map { _ in [] }
    drifts = numbers.map { _ in 0 }
    for g in numbers.indices { components[componentOfGroup[g]].groups.append(g) }
    for s in series.indices { components[componentOfGroup[groupOfSeries[s]]].series.append(s) }
    for c in components.indices { number(component: c) }
    totals = observations.map(translate)
  }

  func component(ofSeries s: Int) -> Int { componentOfGroup[groupOfSeries[s]] }

  /// The place of log I[s,t]; nil when the model holds no such cohort.
  func intake(series s: Int, period: Int) -> Int? {
    let offset = period - starts[s]
    return intakes[s].indices.contains(offset) ? intakes[s][offset] : nil
  }

  /// o[s,t], less its mean over the fitted periods; exactly 0 for a series without an offset.
  func offset(series s: Int, period: Int) -> Double {
    series[s].offset.map { $0[period] - offsetMeans[s] } ?? 0
  }

  private mutating func number(component c: Int) {
    var next = 0
    func place() -> Int {
      defer { next += 1 }
      return next
    }
    for s in components[c].series {
      let length = lastPeriod - starts[s] + 1
      levels[s] = (0..<(length - 1)).map { _ in place() }
      intakes[s] = (0..<max(0, length - 2)).map { _ in place() }
    }
    for g in components[c].groups {
      shocks[g] = (0..<(lastPeriod - groupStarts[g])).map { _ in place() }
    }
    components[c].tail = next
    for g in components[c].groups { drifts[g] = place() }
    for s in components[c].series {
      levels[s].append(place())
      if lastPeriod > starts[s] { intakes[s].append(place()) }
      intakes[s].append(place())
    }
    components[c].size = next
  }

  private func translate(_ observation: CohortProjection.Observation) -> Total {
    let first = observation.series.first ?? 0
    var terms: [Term] = []
    for s in observation.series {
      for stage in CohortProjection.Stage.allCases where observation.stages.contains(stage) {
        if let place = intake(series: s, period: observation.period - stage.rawValue) {
          terms.append(Term(intake: place, stage: stage))
        }
      }
    }
    return Total(component: component(ofSeries: first), terms: terms)
  }
}
